//! What a step changes in the facts of its own track, and to which of several stages it leads.

use crate::acts::{
    after_end::{correction, reopening},
    command::{Command, Details, Supplement},
    entries,
    guard_check::Ctx,
    intake::{guards::sub_district_above, links, splitting, study},
    mistakes::{amending, taking_back},
    offices::{assigning, between},
    respondents,
    review::{issuing, joining},
    sanctions::effect::{effect_day, running},
};
use crate::{
    file::{Capacity, Change, Measure},
    numbers::{NumberKind, NumberSlot, SourceCode},
    procedure::{Action, Outcome, RemedyResult, Stage, To},
    refusal::{Fault, Refusal, Unfit},
};

/// Where the step leads.
pub(super) fn target(ctx: &Ctx<'_>, details: &Details) -> Stage {
    if let Details::Reopening(_) = details {
        return reopening::target(ctx);
    }
    if let Details::CorrectionDecision(ruling) = details {
        return correction::target(ctx, ruling);
    }
    match ctx.rule.to {
        To::Stage(stage) => stage,
        // Where a taking back leads, the history says.
        To::Same | To::Before => ctx.track.stage,
        To::OneOf(choices) => {
            let chosen = match details {
                Details::Outcomes(list) => {
                    let goes_on = list
                        .iter()
                        .any(|(_, o)| o.iter().any(|o| *o != Outcome::NotProven));
                    if goes_on {
                        Stage::Decided
                    } else {
                        Stage::Stopped
                    }
                }
                Details::Strike { .. } | Details::Restoration(_) => ctx.track.stage,
                Details::Remedy(RemedyResult::Annulled, _) => Stage::SanctionAnnulled,
                Details::Remedy(..) => Stage::InForce,
                _ if ctx.case().is_some_and(|c| c.extended) => Stage::FurtherInformation,
                _ => Stage::InStudy,
            };
            choices
                .iter()
                .copied()
                .find(|s| *s == chosen)
                .or_else(|| choices.first().copied())
                .unwrap_or(ctx.track.stage)
        }
    }
}

/// The changes of the step on its own track.
///
/// # Errors
/// When the details name a party or allegation that is not in the case.
pub(super) fn changes(ctx: &Ctx<'_>, command: &Command) -> Result<Vec<Change>, Refusal> {
    let mut changes = from_details(ctx, &command.details)?;
    changes.extend(between::changes(ctx, &command.details));
    changes.extend(between::pauses(ctx));
    changes.extend(reopening::changes(ctx, &command.details));
    if let Some(back) = taking_back::own(ctx) {
        changes.extend(back.changes());
    }
    match ctx.rule.action {
        Action::PassOn => changes.extend(sub_district_above(ctx).map(Change::MovedTo)),
        Action::TakeOver => changes.push(Change::MovedTo(ctx.office)),
        Action::EstablishFinding => changes.push(Change::BecameFinding(SourceCode::Tm)),
        Action::RegisterReport | Action::RegisterFinding => {
            changes.push(Change::RegisteredOn(ctx.at.day))
        }
        Action::Extend => changes.push(Change::Extended),
        Action::AnnounceStatus => changes.push(Change::Announced),
        Action::AskNationalView => changes.push(Change::NationalViewAsked(ctx.office)),
        Action::GiveNationalView => changes.push(Change::NationalViewGiven),
        Action::SendRecommendation => {
            let office = ctx.case().map(|c| c.handled_by);
            changes.extend(office.into_iter().flat_map(|office| {
                let sent = crate::acts::siblings::outcomes_sent(ctx).into_iter();
                sent.map(move |o| Change::RecommendationIssued(issuing::issue(ctx, o, office)))
            }));
        }
        Action::RecordReceipt => {
            let kinds = ctx
                .rule
                .law(ctx.track.law)
                .map_or(&[] as &[_], |l| l.papers);
            let received = command
                .papers
                .iter()
                .filter(|p| kinds.contains(&p.kind))
                .find_map(|p| p.received)
                .unwrap_or(ctx.at.day);
            changes.push(Change::ReceivedOn(received));
        }
        Action::PlaceHold => changes.push(Change::HoldPlaced(ctx.track.version + 1)),
        Action::LiftHold => {
            let last = ctx.case().and_then(|c| c.holds.last());
            changes.extend(last.copied().map(Change::HoldLifted));
        }
        Action::AnswerReferral => changes.push(Change::Answered),
        Action::TakeEffect => {
            if let Some(sanction) = ctx.track.sanction() {
                let day = effect_day(ctx);
                changes.push(Change::TookEffect(running(ctx, &sanction.measures, day)));
            }
        }
        Action::DecideObjection | Action::DecideAppeal => {
            // Upheld or changed, the decision takes effect on the day of the remedy's.
            let measures = match &command.details {
                Details::Remedy(RemedyResult::Annulled, _) => None,
                Details::Remedy(_, new) if !new.is_empty() => Some(new),
                _ => ctx.track.sanction().map(|s| &s.measures),
            };
            if let Some(measures) = measures {
                changes.push(Change::TookEffect(running(ctx, measures, ctx.at.day)));
            }
        }
        _ => {}
    }
    changes.extend(assigning::ended(ctx));
    Ok(changes)
}

fn unfit(pointer: &'static str) -> Refusal {
    Refusal::unfit(Unfit::DetailsUnfit, pointer)
}

fn from_details(ctx: &Ctx<'_>, details: &Details) -> Result<Vec<Change>, Refusal> {
    if let Details::Imposition(measures, _) | Details::Remedy(_, measures) = details {
        let faults = unnamed(ctx, measures);
        if !faults.is_empty() {
            return Err(Refusal::Unfit(faults));
        }
    }
    let known = |party| ctx.file.party(party).is_some();
    Ok(match details {
        // What brings nothing is no completion; the term runs on.
        Details::Supplement(s)
            if ctx.rule.action == Action::CompleteReport && *s == Supplement::default() =>
        {
            return Err(Refusal::unfit(Unfit::NothingCompleted, "/details/content"));
        }
        Details::Supplement(s) => {
            let mut changes = Vec::new();
            if !s.parties.is_empty() {
                changes.push(Change::PartiesAdded(s.parties.clone()));
            }
            if !s.allegations.is_empty() {
                let respondent = |id| {
                    known(id)
                        || s.parties
                            .iter()
                            .any(|p| p.id == id && p.capacity == Capacity::Respondent)
                };
                let strangers: Vec<Fault> = s
                    .allegations
                    .iter()
                    .enumerate()
                    .filter(|(_, a)| !respondent(a.respondent))
                    .map(|(i, _)| {
                        let at = format!("/details/content/allegations/{i}/respondent_id");
                        Fault::new(Unfit::DetailsUnfit, at)
                    })
                    .collect();
                if !strangers.is_empty() {
                    return Err(Refusal::Unfit(strangers));
                }
                let subject = |id| {
                    let new = s.parties.iter().find(|p| p.id == id);
                    new.or_else(|| ctx.file.party(id)).map(|p| p.subject)
                };
                let mut added = s.allegations.clone();
                for allegation in &mut added {
                    // Pinned by the day of the act, as at filing.
                    let day = allegation.act_to.or(allegation.act_from);
                    let subject = subject(allegation.respondent);
                    allegation.regime = day.and_then(|day| ctx.world.book.regime_of(day, subject));
                }
                changes.push(Change::AllegationsAdded(added));
            }
            let given = s.gives();
            if !given.is_empty() && respondents::change::gives(ctx) {
                changes.push(Change::Given(given));
            }
            changes
        }
        Details::InitialStudy(found) => vec![Change::Studied(study::result(ctx, found)?)],
        Details::NotRegistered(ground) => vec![Change::RefusedRegistration(*ground)],
        Details::Delegation(to) => vec![Change::MovedTo(*to)],
        Details::TakeoverRequest(ground) | Details::Takeover(ground) => {
            vec![Change::TakeoverFor(*ground)]
        }
        Details::Person(party) if !known(*party) => return Err(unfit("/details/party_id")),
        Details::Person(party) => vec![match ctx.rule.action {
            Action::RecordAbsence => Change::Absent(*party),
            _ => Change::Heard(*party),
        }],
        Details::Invitation(invitation) => vec![Change::Invited(*invitation)],
        Details::Outcomes(list) => list
            .iter()
            .map(|(allegation, outcomes)| Change::Decided {
                allegation: *allegation,
                outcomes: outcomes.clone(),
            })
            .collect(),
        Details::CorrectionRequest(..) => vec![Change::CorrectionAsked(
            correction::request(ctx, details).ok_or_else(|| unfit("/details"))?,
        )],
        Details::CorrectionDecision(ruling) => {
            correction::changes(ctx, ruling).ok_or_else(|| unfit("/details/request_seq"))?
        }
        Details::OutsideReference(number) => {
            number.iter().cloned().map(Change::OutsideNumber).collect()
        }
        Details::Recommendation(recommendation, agency) => {
            let party = ctx
                .track
                .review()
                .and_then(|r| ctx.file.party(r.respondent));
            let agency = agency
                .or_else(|| party.and_then(|p| p.agency))
                .ok_or_else(|| unfit("/details/agency_id"))?;
            vec![Change::Recommends {
                recommendation: recommendation.clone(),
                agency,
            }]
        }
        Details::File(file) => vec![Change::FileAttached(file.clone())],
        Details::Reference(reference) => vec![Change::Referenced(reference.clone())],
        Details::Regime(regime) => vec![Change::RegimeChosen(*regime)],
        Details::Judgement(judgement) => vec![Change::Judged(*judgement)],
        Details::Lapse(cause) => vec![Change::Lapsed(*cause)],
        Details::Imposition(measures, deviation) => vec![Change::Imposed {
            measures: measures.clone(),
            deviation: crate::acts::sanctions::measures::deviation(ctx, measures, *deviation)
                .unwrap_or(crate::procedure::Deviation::AsRecommended),
            against: recommended(ctx),
            dismissal: dismisses(ctx, measures),
            without_examination: ctx.track.stage != Stage::Proposed,
        }],
        Details::Remedy(result, measures) => {
            vec![Change::RemedyDecided {
                result: *result,
                dismissal: dismisses(ctx, measures),
                deviation: crate::acts::sanctions::measures::deviation(ctx, measures, None)
                    .filter(|_| !measures.is_empty()),
                against: recommended(ctx).filter(|_| !measures.is_empty()),
                measures: measures.clone(),
            }]
        }
        Details::Readdress(destination) => {
            let outcome = ctx
                .track
                .referral()
                .map(|r| r.destination.outcome)
                .ok_or_else(|| unfit("/details"))?;
            vec![Change::Readdressed(crate::file::Destination {
                outcome,
                ..destination.clone()
            })]
        }
        Details::Amendments(list) => amending::here(ctx, list),
        Details::Identification { .. }
        | Details::SubjectChange { .. }
        | Details::Strike { .. }
        | Details::Replacement { .. }
        | Details::RespondentMerge { .. }
        | Details::Restoration(_) => respondents::change::changes(ctx, details)?,
        Details::Split(_) => {
            splitting::here(ctx).ok_or_else(|| unfit("/details/allegation_ids"))?
        }
        Details::OtherCase(_) => links::here(ctx, details),
        Details::OtherReview(_) => joining::here(ctx).into_iter().collect(),
        Details::Assignment { .. }
        | Details::Reassignment { .. }
        | Details::Release(_)
        | Details::Claim(_) => assigning::changes(ctx, details),
        Details::EntryAnswer(seq, answer) => vec![entries::change(*seq, *answer)],
        Details::None
        | Details::Plenary
        | Details::Reason
        | Details::Study
        | Details::Forwarding(_)
        | Details::Succession
        | Details::BlockScope(_)
        | Details::StudyRequest(_)
        | Details::Redirection(_)
        | Details::Transfer(_)
        | Details::Reopening(_)
        | Details::Closing => Vec::new(),
    })
}

/// Measures whose row of the law book leaves the kind to the agency, without the words.
fn unnamed(ctx: &Ctx<'_>, measures: &[Measure]) -> Vec<Fault> {
    let nameless = |m: &Measure| {
        m.in_words.is_none()
            && ctx
                .world
                .book
                .sanction_kind(&m.regime, &m.kind)
                .is_some_and(|k| k.named_in_words)
    };
    let all = measures.iter().enumerate();
    all.filter(|(_, m)| nameless(m))
        .map(|(i, _)| {
            let at = format!("/details/measures/{i}/kind_in_words");
            Fault::new(Unfit::KindNotNamed, at)
        })
        .collect()
}

/// Whether any measure ends the service or the contract.
pub(super) fn dismisses(ctx: &Ctx<'_>, measures: &[crate::file::Measure]) -> bool {
    measures.iter().any(|m| {
        ctx.world
            .book
            .sanction_kind(&m.regime, &m.kind)
            .is_some_and(|k| k.ends_employment)
    })
}

/// The numbers that the step needs; their sequence is given inside the transaction.
pub(super) fn numbers(ctx: &Ctx<'_>) -> Vec<NumberSlot> {
    let (Some(kind), Some(case)) = (ctx.rule.number, ctx.case()) else {
        return Vec::new();
    };
    let issuer = match kind {
        NumberKind::Correction => ctx
            .command
            .and_then(|c| correction::asked(ctx, &c.details))
            .and_then(|(id, _)| ctx.world.offices.get(id)),
        // What a correction issues anew is a letter of the office that examined.
        _ if ctx.rule.action == Action::DecideCorrection => ctx.world.offices.get(ctx.office),
        // A field supervisor only passes on; the sub-district office takes in and numbers.
        _ if ctx.rule.action == Action::PassOn => {
            sub_district_above(ctx).and_then(|id| ctx.world.offices.get(id))
        }
        _ => ctx.world.offices.get(case.handled_by),
    };
    let Some(office) = issuer else {
        return Vec::new();
    };
    let source = if ctx.rule.action == Action::RegisterFinding {
        SourceCode::Tm
    } else {
        case.source
    };
    let slot = |kind| NumberSlot::new(kind, office, source, case.kind_code, ctx.at.day);
    let letters = match ctx.rule.action {
        Action::SendRecommendation => crate::acts::siblings::outcomes_sent(ctx),
        Action::DecideCorrection => correction::issued_anew(ctx),
        _ => return vec![slot(kind)],
    };
    let kinds = letters.into_iter().filter_map(NumberKind::of);
    kinds.map(slot).collect()
}

/// What the agency was recommended.
fn recommended(ctx: &Ctx<'_>) -> Option<crate::file::Recommendation> {
    ctx.track.sanction()?.recommended.clone()
}
