//! What a step changes in the facts of its own track, and to which of several stages it leads.

use super::{
    command::{Command, Details},
    guard_check::{Ctx, sub_district_above},
};
use crate::{
    file::{Capacity, Change, Correction, InitialStudyResult, SubjectKind},
    ids::OfficeId,
    numbers::{NumberKind, NumberSlot, SourceCode},
    procedure::{Action, CorrectionEffect, Outcome, RemedyResult, Requirement, Stage, To},
    refusal::Refusal,
};

/// Where the step leads.
pub(super) fn target(ctx: &Ctx<'_>, details: &Details) -> Stage {
    match ctx.rule.to {
        To::Stage(stage) => stage,
        To::Same => ctx.track.stage,
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
    match ctx.rule.action {
        Action::PassOn => changes.extend(sub_district_above(ctx).map(Change::MovedTo)),
        Action::TakeOver => changes.push(Change::MovedTo(ctx.actor.office)),
        Action::EstablishFinding => changes.push(Change::BecameFinding(SourceCode::Tm)),
        Action::RegisterReport | Action::RegisterFinding => {
            changes.push(Change::RegisteredOn(ctx.at.day))
        }
        Action::Extend => changes.push(Change::Extended),
        Action::AnnounceStatus => changes.push(Change::Announced),
        Action::AskNationalView => changes.push(Change::NationalViewAsked),
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
        Action::AnswerReferral => changes.push(Change::Answered),
        _ => {}
    }
    Ok(changes)
}

fn from_details(ctx: &Ctx<'_>, details: &Details) -> Result<Vec<Change>, Refusal> {
    let known = |party| ctx.file.party(party).is_some();
    Ok(match details {
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
                if !s.allegations.iter().all(|a| respondent(a.respondent)) {
                    return Err(Refusal::DetailsUnfit);
                }
                let pppk = |id| {
                    let new = s.parties.iter().find(|p| p.id == id);
                    new.or_else(|| ctx.file.party(id))
                        .is_some_and(|p| p.subject == SubjectKind::Pppk)
                };
                let mut added = s.allegations.clone();
                for allegation in &mut added {
                    // Pinned by the day of the act, as at filing.
                    let day = allegation.act_to.or(allegation.act_from);
                    allegation.regime =
                        day.map(|day| ctx.world.book.regime(day, pppk(allegation.respondent)));
                }
                changes.push(Change::AllegationsAdded(added));
            }
            if !s.given.is_empty() {
                changes.push(Change::Given(s.given.clone()));
            }
            changes
        }
        // "Filed in time" is no gap that can be completed: naming it says that the report is late.
        Details::InitialStudy(result) => vec![Change::Studied(studied(ctx, result))],
        Details::NotRegistered(ground) => vec![Change::RefusedRegistration(*ground)],
        Details::Delegation(to) => vec![Change::MovedTo(*to)],
        Details::TakeoverRequest(ground) | Details::Takeover(ground) => {
            vec![Change::TakeoverFor(*ground)]
        }
        Details::Person(party) if !known(*party) => return Err(Refusal::DetailsUnfit),
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
        Details::CorrectionRequest(_) => {
            let office = correction_office(ctx, details).ok_or(Refusal::DetailsUnfit)?;
            vec![Change::CorrectionAsked(Correction {
                office,
                national_view: false,
                withdrawn: None,
            })]
        }
        Details::CorrectionDecision(effects) => vec![Change::CorrectionDecided(
            effects
                .iter()
                .filter(|e| e.effect == CorrectionEffect::Withdrawn)
                .map(|e| e.respondent)
                .collect(),
        )],
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
                .ok_or(Refusal::DetailsUnfit)?;
            vec![Change::Recommends {
                recommendation: recommendation.clone(),
                agency,
            }]
        }
        Details::Judgement(judgement) => vec![Change::Judged(*judgement)],
        Details::Lapse(cause) => vec![Change::Lapsed(*cause)],
        Details::Imposition(measures, deviation) => vec![Change::Imposed {
            measures: measures.clone(),
            deviation: *deviation,
            dismissal: dismisses(ctx, measures),
            without_examination: ctx.track.stage != Stage::Proposed,
        }],
        Details::Remedy(result, measures) => {
            vec![Change::RemedyDecided {
                result: *result,
                dismissal: dismisses(ctx, measures),
                measures: measures.clone(),
            }]
        }
        Details::Readdress(destination) => {
            let outcome = ctx
                .track
                .referral()
                .map(|r| r.destination.outcome)
                .ok_or(Refusal::DetailsUnfit)?;
            vec![Change::Readdressed(crate::file::Destination {
                outcome,
                ..destination.clone()
            })]
        }
        Details::None
        | Details::Plenary
        | Details::Reason
        | Details::Forwarding(_)
        | Details::Succession
        | Details::BlockScope(_)
        | Details::Closing => Vec::new(),
    })
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

/// The result of the initial study over what the case shows: nothing counts as met for which nothing was
/// given, and a filing outside its term is late unless the study says in writing why it is not.
fn studied(ctx: &Ctx<'_>, result: &InitialStudyResult) -> InitialStudyResult {
    let mut result = result.clone();
    let Some(case) = ctx.case() else {
        return result;
    };
    for open in case.open_requirements() {
        if open != Requirement::FiledInTime && !result.gaps.contains(&open) {
            result.gaps.push(open);
        }
    }
    result.gaps.sort_unstable();
    let in_writing = ctx.command.is_some_and(|c| !c.texts.is_empty());
    result.late |=
        result.gaps.contains(&Requirement::FiledInTime) || (case.filed_late && !in_writing);
    result
}

/// The office that a correction is asked of: Bawaslu RI over a province or regency/city, or the province over
/// its regency/city (Perbawaslu 7/2022 art. 52, 55, 56).
fn correction_office(ctx: &Ctx<'_>, details: &Details) -> Option<OfficeId> {
    let above = |from: OfficeId| ctx.world.offices.get(from).and_then(|o| o.parent);
    let next = above(ctx.case()?.handled_by)?;
    match details {
        Details::CorrectionRequest(None) => Some(next),
        Details::CorrectionRequest(Some(asked)) => [Some(next), above(next)]
            .into_iter()
            .flatten()
            .find(|office| office == asked),
        _ => None,
    }
}

/// The numbers that the step needs; their sequence is given inside the transaction.
pub(super) fn numbers(ctx: &Ctx<'_>) -> Vec<NumberSlot> {
    let (Some(kind), Some(case)) = (ctx.rule.number, ctx.case()) else {
        return Vec::new();
    };
    let issuer = match kind {
        NumberKind::Correction => ctx
            .command
            .and_then(|c| correction_office(ctx, &c.details))
            .and_then(|id| ctx.world.offices.get(id)),
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
    if ctx.rule.action == Action::SendRecommendation {
        return super::siblings::outcomes_sent(ctx)
            .into_iter()
            .filter_map(number_of)
            .map(slot)
            .collect();
    }
    vec![slot(kind)]
}

const fn number_of(outcome: Outcome) -> Option<NumberKind> {
    match outcome {
        Outcome::OrganiserEthics => Some(NumberKind::RecommendEthics),
        Outcome::Administrative => Some(NumberKind::RecommendAdministrative),
        Outcome::Criminal => Some(NumberKind::ReferCriminal),
        Outcome::OtherLaw => Some(NumberKind::RecommendOtherLaw),
        Outcome::NotProven => None,
    }
}
