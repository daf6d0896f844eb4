//! Correction of a recommendation (Perbawaslu 7/2022 art. 51-58): what can be asked, of which office, whether in
//! time, and what follows from the decision for recommendations, reviews, sanctions and referrals.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::acts::{
    check::World,
    command::{CorrectionRuling, Details, PaperRef},
    guard_check::{Ctx, UNDECIDED},
    review::issuing,
    siblings,
    timing::Place,
};
use crate::{
    file::{
        Allegation, CaseFacts, Change, Correction, CorrectionDecision, IssuedRecommendation,
        TermStart, TermState, Track,
    },
    ids::{OfficeId, PartyId},
    people::Level,
    procedure::{
        Action, CorrectionResult, DestinationKind, Machine, Outcome, PaperKind, Stage, Term,
    },
};

/// Whether a recommendation can be corrected: it stands, speaks of ethics and went to DKPP or speaks of another
/// law, and was issued by a provincial or regency/city office (art. 51).
pub(in crate::acts) fn correctable(issued: &IssuedRecommendation, world: World<'_>) -> bool {
    issued.superseded_by.is_none() && can_be(issued, world)
}

/// Whether it can be corrected as long as it stands.
pub(in crate::acts) fn can_be(issued: &IssuedRecommendation, world: World<'_>) -> bool {
    let office = world.offices.get(issued.office);
    issued.outcome.is_correctable()
        && !issued.beyond_correction
        && office.is_some_and(|o| {
            matches!(o.level, Level::Province | Level::Regency | Level::City) && o.parent.is_some()
        })
}

/// Whether what goes to such a body can be corrected: of ethics only what is recommended to DKPP (art. 51(3) a,
/// 44(1)); the KPU of the regency (art. 44(2), (3)) and the regency office's own settlement (art. 45) are not named.
pub(in crate::acts) fn covered(outcome: Outcome, kind: DestinationKind) -> bool {
    outcome.is_correctable()
        && (outcome != Outcome::OrganiserEthics || kind == DestinationKind::Dkpp)
}

/// The kinds of body to which an outcome goes with this step, or went with an earlier one.
pub(in crate::acts) fn sent_to<'a>(
    ctx: &Ctx<'a>,
    outcome: Outcome,
) -> impl Iterator<Item = (PartyId, DestinationKind)> + use<'a> {
    let now = match ctx.command.map(|c| &c.details) {
        Some(Details::Forwarding(list)) => list.as_slice(),
        Some(Details::CorrectionDecision(ruling)) => ruling.destinations.as_slice(),
        _ => &[],
    };
    let before = ctx.file.tracks.iter().filter_map(|t| t.referral());
    let before = before.map(|r| (r.respondent, &r.destination));
    let now = now.iter().map(|d| (d.respondent, &d.destination));
    now.chain(before)
        .filter(move |(_, d)| d.outcome == outcome)
        .map(|(party, d)| (party, d.kind))
}

/// Whether an outcome of a respondent can be changed by a correction: its kind can, and where it was sent is
/// covered.
fn changeable(ctx: &Ctx<'_>, respondent: PartyId, outcome: Outcome) -> bool {
    let before = ctx.file.tracks.iter().filter_map(|t| t.referral());
    let mut kinds = before
        .filter(|r| r.respondent == respondent && r.destination.outcome == outcome)
        .map(|r| r.destination.kind);
    outcome.is_correctable() && kinds.all(|kind| covered(outcome, kind))
}

/// The offices that may correct what an office issued: Bawaslu RI over a province or regency/city, the province
/// over its regency/city (art. 51, 52).
pub(in crate::acts) fn above(issuer: OfficeId, world: World<'_>) -> impl Iterator<Item = OfficeId> {
    let parent = move |id| world.offices.get(id).and_then(|o| o.parent);
    std::iter::successors(parent(issuer), move |id| parent(*id)).take(2)
}

/// Whether anything can be corrected at all.
pub(in crate::acts) fn possible(ctx: &Ctx<'_>) -> bool {
    ctx.case()
        .is_some_and(|c| c.recommendations.iter().any(|r| correctable(r, ctx.world)))
}

/// Of which office a request asks the correction of which recommendations. Without an office it is the one
/// directly above the issuer; without an outcome, whatever that office can correct.
pub(in crate::acts) fn asked(
    ctx: &Ctx<'_>,
    details: &Details,
) -> Option<(OfficeId, Vec<IssuedRecommendation>)> {
    let Details::CorrectionRequest(office, outcome) = details else {
        return None;
    };
    let fits = |r: &&IssuedRecommendation| {
        correctable(r, ctx.world) && outcome.is_none_or(|o| o == r.outcome)
    };
    let all: Vec<_> = ctx.case()?.recommendations.iter().filter(fits).collect();
    let office = office.or_else(|| above(all.first()?.office, ctx.world).next())?;
    let of_office: Vec<IssuedRecommendation> = all
        .into_iter()
        .filter(|r| above(r.office, ctx.world).any(|o| o == office))
        .copied()
        .collect();
    (!of_office.is_empty()).then_some((office, of_office))
}

/// The request as it is kept. It is late where the term from the issue of every recommendation that it means has
/// passed (art. 53(1)).
pub(in crate::acts) fn request(ctx: &Ctx<'_>, details: &Details) -> Option<Correction> {
    let (office, recommendations) = asked(ctx, details)?;
    let latest = recommendations.iter().map(|r| r.issued).max()?;
    let papers = ctx.command.map_or(&[][..], |c| &c.papers);
    let (received, received_minute) = received(papers).unwrap_or((ctx.at.day, ctx.at.minute));
    Some(Correction {
        seq: ctx.track.version + 1,
        asked_by: None,
        office,
        outcomes: recommendations.iter().map(|r| r.outcome).collect(),
        received,
        received_minute,
        late: late(ctx, latest, received, received_minute),
        national_view: false,
        national_view_given: false,
        decision: None,
    })
}

/// When a request was received by the paper that makes it, where that says so.
pub(in crate::acts) fn received(papers: &[PaperRef]) -> Option<(NaiveDate, Option<i16>)> {
    let mut forms = papers
        .iter()
        .filter(|p| matches!(p.kind, PaperKind::B19 | PaperKind::PilkadaForm));
    forms.find_map(|p| Some((p.received?, p.received_minute)))
}

/// Whether a request of this time came after the term from the latest issue of what it means (art. 53(1)).
pub(in crate::acts) fn late(
    ctx: &Ctx<'_>,
    issued: NaiveDate,
    day: NaiveDate,
    minute: Option<i16>,
) -> bool {
    term(ctx, Term::CorrectionRequest, issued, None).is_some_and(|t| t.is_past(day, minute))
}

/// A term of this step that runs from a day that the case keeps.
fn term(ctx: &Ctx<'_>, term: Term, day: NaiveDate, minute: Option<i16>) -> Option<TermState> {
    let row = ctx.world.book.term(term, ctx.track.law)?;
    let place = Place::of(ctx.file, ctx.track, ctx.world);
    let start = TermStart {
        seq: ctx.track.version + 1,
        day,
        minute,
        zone: place.zone,
        region: place.region,
        paper: None,
    };
    Some(TermState::compute(row, start, ctx.world.book))
}

fn examination(ctx: &Ctx<'_>, request: &Correction) -> Option<TermState> {
    term(
        ctx,
        Term::CorrectionExamination,
        request.received,
        request.received_minute,
    )
}

/// The requests that wait at the actor's office.
pub(in crate::acts) fn waiting<'a>(ctx: &Ctx<'a>) -> impl Iterator<Item = &'a Correction> {
    let office = ctx.office;
    ctx.case()
        .into_iter()
        .flat_map(CaseFacts::waiting_corrections)
        .filter(move |c| c.office == office)
}

/// The request that a decision names; without a name, the only one that waits at the office.
pub(in crate::acts) fn named<'a>(
    ctx: &Ctx<'a>,
    ruling: &CorrectionRuling,
) -> Option<&'a Correction> {
    let mut all = waiting(ctx);
    match ruling.request {
        Some(seq) => all.find(|c| c.seq == seq),
        None => all.next().filter(|_| all.next().is_none()),
    }
}

/// Bawaslu RI needs no view of its own (art. 51(2), 56(2)).
pub(in crate::acts) fn view_settled(ctx: &Ctx<'_>, request: &Correction) -> bool {
    request.national_view_given || national(ctx)
}

pub(in crate::acts) fn national(ctx: &Ctx<'_>) -> bool {
    let office = ctx.world.offices.get(ctx.office);
    office.is_some_and(|o| o.level == Level::National)
}

/// Whether the result is one that this request may have.
pub(in crate::acts) fn result_holds(ctx: &Ctx<'_>, ruling: &CorrectionRuling) -> bool {
    match ruling.result {
        CorrectionResult::Upheld | CorrectionResult::Corrected => true,
        CorrectionResult::Late => named(ctx, ruling).is_some_and(|r| r.late),
        CorrectionResult::Inadmissible => ctx.command.is_some_and(|c| !c.texts.is_empty()),
    }
}

/// Whether the outcomes fit the result: a correction states them all, changes some, and leaves those that cannot be
/// corrected as they are.
pub(in crate::acts) fn outcomes_fit(ctx: &Ctx<'_>, ruling: &CorrectionRuling) -> bool {
    if ruling.result != CorrectionResult::Corrected {
        return ruling.outcomes.is_empty() && ruling.destinations.is_empty();
    }
    let Some(case) = ctx.case() else {
        return false;
    };
    let others = |party, list: &[Outcome]| -> BTreeSet<Outcome> {
        list.iter()
            .copied()
            .filter(|o| !changeable(ctx, party, *o) && *o != Outcome::NotProven)
            .collect()
    };
    let stated = |a: &Allegation| {
        let stated = ruling.outcomes.iter().find(|(id, _)| *id == a.id);
        stated.map(|(_, new)| new.as_slice())
    };
    let set = |list: &[Outcome]| list.iter().copied().collect::<BTreeSet<_>>();
    crate::acts::guard_check::outcomes_complete(case, &ruling.outcomes)
        && case.allegations.iter().all(|a| {
            stated(a)
                .is_some_and(|new| others(a.respondent, new) == others(a.respondent, &a.outcomes))
        })
        && case
            .allegations
            .iter()
            .any(|a| stated(a).is_some_and(|new| set(new) != set(&a.outcomes)))
}

/// The ruling of a command that corrects.
fn correcting<'a>(ctx: &Ctx<'a>) -> Option<&'a CorrectionRuling> {
    match &ctx.command?.details {
        Details::CorrectionDecision(ruling) if ruling.result == CorrectionResult::Corrected => {
            Some(ruling)
        }
        _ => None,
    }
}

/// The case with the outcomes that a correcting decision states; as it is for any other step.
pub(in crate::acts) fn case_after(ctx: &Ctx<'_>) -> Option<CaseFacts> {
    if let Some(case) = crate::acts::respondents::tracks::case_after(ctx) {
        return Some(case);
    }
    let mut case = ctx.case()?.clone();
    if let Some(ruling) = correcting(ctx) {
        for allegation in &mut case.allegations {
            if let Some((_, new)) = ruling.outcomes.iter().find(|(id, _)| *id == allegation.id) {
                allegation.outcomes.clone_from(new);
            }
        }
    }
    Some(case)
}

/// What is recommended of whom, as far as it can be corrected.
fn recommended(case: &CaseFacts) -> BTreeSet<(PartyId, Outcome)> {
    case.allegations
        .iter()
        .flat_map(|a| a.outcomes.iter().map(|o| (a.respondent, *o)))
        .filter(|(_, o)| o.is_correctable())
        .collect()
}

/// What a correcting decision recommends that was not recommended before.
pub(in crate::acts) fn newly_recommended(ctx: &Ctx<'_>) -> BTreeSet<(PartyId, Outcome)> {
    let (Some(_), Some(before), Some(after)) = (correcting(ctx), ctx.case(), case_after(ctx))
    else {
        return BTreeSet::new();
    };
    let before = recommended(before);
    let mut new = recommended(&after);
    new.retain(|pair| !before.contains(pair));
    new
}

/// The kinds of recommendation that a correcting decision replaces: those asked about, and those of which any
/// allegation comes or goes.
fn replaced(ctx: &Ctx<'_>) -> BTreeSet<Outcome> {
    let (Some(ruling), Some(before)) = (correcting(ctx), ctx.case()) else {
        return BTreeSet::new();
    };
    let asked = named(ctx, ruling)
        .into_iter()
        .flat_map(|r| r.outcomes.clone());
    let changed = before.allegations.iter().flat_map(|a| {
        let new = ruling.outcomes.iter().find(|(id, _)| *id == a.id);
        let new = new.map_or(&[] as &[_], |(_, new)| new.as_slice());
        Outcome::ALL
            .iter()
            .copied()
            .filter(|o| o.is_correctable() && a.outcomes.contains(o) != new.contains(o))
            .collect::<Vec<_>>()
    });
    asked.chain(changed).collect()
}

/// The kinds of recommendation that a correcting decision issues anew.
pub(in crate::acts) fn issued_anew(ctx: &Ctx<'_>) -> Vec<Outcome> {
    let left: BTreeSet<Outcome> = case_after(ctx)
        .map(|c| recommended(&c).into_iter().map(|(_, o)| o).collect())
        .unwrap_or_default();
    replaced(ctx).intersection(&left).copied().collect()
}

/// What a decision changes in the facts of the case.
pub(in crate::acts) fn changes(ctx: &Ctx<'_>, ruling: &CorrectionRuling) -> Option<Vec<Change>> {
    let request = named(ctx, ruling)?;
    let before = ctx.case()?;
    let mut changes: Vec<Change> = ruling
        .outcomes
        .iter()
        .filter(|(id, new)| {
            let old = before.allegations.iter().find(|a| a.id == *id);
            old.is_none_or(|a| a.outcomes != *new)
        })
        .map(|(id, new)| Change::Decided {
            allegation: *id,
            outcomes: new.clone(),
        })
        .collect();
    changes.push(Change::CorrectionDecided {
        request: request.seq,
        decision: CorrectionDecision {
            seq: ctx.track.version + 1,
            result: ruling.result,
        },
        superseded: replaced(ctx).into_iter().collect(),
    });
    let anew = issued_anew(ctx).into_iter();
    changes.extend(
        anew.map(|outcome| Change::RecommendationIssued(issuing::issue(ctx, outcome, ctx.office))),
    );
    Some(changes)
}

/// Where a decision leads: another request may wait.
pub(in crate::acts) fn target(ctx: &Ctx<'_>, ruling: &CorrectionRuling) -> Stage {
    let decided = named(ctx, ruling).map(|r| r.seq);
    let waits = ctx
        .case()
        .is_some_and(|c| c.waiting_corrections().any(|r| Some(r.seq) != decided));
    if waits {
        Stage::UnderCorrection
    } else {
        Stage::Monitored
    }
}

/// The right to ask for a correction of what this step issues: it runs from the day of issue (art. 53(1)).
pub(in crate::acts) fn right(ctx: &Ctx<'_>, changes: &[Change]) -> Option<TermState> {
    let issued = changes.iter().filter_map(|c| match c {
        Change::RecommendationIssued(r) if correctable(r, ctx.world) => Some(r.issued),
        _ => None,
    });
    let day = issued.max()?;
    // The letter that says so, so that amending its date moves the term.
    let letter = ctx.command.and_then(|c| {
        let form = |p: &&PaperRef| {
            matches!(
                p.kind,
                PaperKind::B14 | PaperKind::B17 | PaperKind::PilkadaForm
            )
        };
        let mut dated = c
            .papers
            .iter()
            .filter(form)
            .filter(|p| p.dated == Some(day));
        dated.next().map(|p| p.id)
    });
    let right = term(ctx, Term::CorrectionRequest, day, None)?;
    Some(TermState {
        paper: letter,
        ..right
    })
}

/// What a decision does to the terms of the case.
#[derive(Default)]
pub(in crate::acts) struct Terms {
    /// The examination that it ended was late.
    pub late: bool,
    /// The term that runs is that of the request decided.
    pub ends_examination: bool,
    /// The examination of the request that waits longest, from the day of its own receipt.
    pub next: Option<TermState>,
    /// Nothing that stood before can be corrected any more.
    pub ends_right: bool,
}

/// The terms that a decision ends and begins. The term of the examination runs for the request that was taken in
/// first; when that one is decided, it runs on for the next.
pub(in crate::acts) fn terms(
    ctx: &Ctx<'_>,
    ruling: &CorrectionRuling,
    after: &CaseFacts,
    anew: bool,
) -> Terms {
    let (Some(before), Some(request)) = (ctx.case(), named(ctx, ruling)) else {
        return Terms::default();
    };
    let mut waiting = before.waiting_corrections();
    let first = waiting.next().is_some_and(|r| r.seq == request.seq);
    let stands = |r: &IssuedRecommendation| correctable(r, ctx.world);
    Terms {
        late: examination(ctx, request).is_some_and(|t| t.is_past(ctx.at.day, ctx.at.minute)),
        ends_examination: first,
        next: first
            .then(|| waiting.next().and_then(|r| examination(ctx, r)))
            .flatten(),
        ends_right: anew || !after.recommendations.iter().any(stands),
    }
}

/// A track that a decision withdraws or puts under the new recommendation.
pub(in crate::acts) struct Touched {
    pub track: Track,
    pub action: Action,
    pub to: Stage,
    pub changes: Vec<Change>,
}

/// The open tracks that a correcting decision touches. What has ended stays ended, and what was imposed stays.
pub(in crate::acts) fn touched(ctx: &Ctx<'_>) -> Vec<Touched> {
    let (Some(_), Some(before), Some(after)) = (correcting(ctx), ctx.case(), case_after(ctx))
    else {
        return Vec::new();
    };
    let (old, new, kinds) = (recommended(before), recommended(&after), replaced(ctx));
    let open = ctx.file.tracks.iter().filter(|t| !t.stage.is_final());
    open.filter_map(|t| {
        let respondent = t
            .review()
            .map(|r| r.respondent)
            .or_else(|| t.sanction().map(|s| s.respondent))
            .or_else(|| t.referral().map(|r| r.respondent))?;
        let outcome = t
            .referral()
            .map_or(Outcome::OtherLaw, |r| r.destination.outcome);
        let pair = (respondent, outcome);
        let withdrawn = old.contains(&pair) && !new.contains(&pair);
        let goes_on = new.contains(&pair) && kinds.contains(&outcome);
        let (action, to) = match (t.machine, withdrawn, goes_on) {
            (Machine::Review, true, _) => (Action::WithdrawByCorrection, Stage::ReviewWithdrawn),
            (Machine::Sanction, true, _) if UNDECIDED.contains(&t.stage) => {
                (Action::WithdrawSanction, Stage::SanctionWithdrawn)
            }
            (Machine::Referral, true, _) => (Action::WithdrawReferral, Stage::ReferralWithdrawn),
            (Machine::Review, false, true) => (Action::GoOnAsCorrected, t.stage),
            (Machine::Referral, false, true) => (Action::ReferAsCorrected, t.stage),
            _ => return None,
        };
        let changes = t
            .review()
            .filter(|_| action == Action::GoOnAsCorrected)
            .map(|r| {
                let (allegations, regime) =
                    siblings::forwarded_allegations(&after, r.respondent, r.subject, ctx);
                Change::GoesOnWith {
                    allegations,
                    regime,
                }
            });
        Some(Touched {
            track: t.clone(),
            action,
            to,
            changes: changes.into_iter().collect(),
        })
    })
    .collect()
}
