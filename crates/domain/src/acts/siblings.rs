//! Tracks that a step opens or ends beside its own: reviews, referrals, sanctions, blocks, successors.

use uuid::Uuid;

use crate::acts::{
    after_end::correction,
    command::Details,
    guard_check::Ctx,
    offices::seats::{review_of, seat_office},
    respondents,
};
use crate::{
    file::{
        CaseFacts, Change, ControlFacts, Destination, Facts, Party, ReferralFacts, ReviewFacts,
        SanctionFacts, SubjectKind, TermState,
    },
    ids::{AllegationId, Id, OfficeId, PartyId},
    law::LawSet,
    people::Office,
    procedure::{Action, BlockScope, Machine, Outcome, PaperKind, Seat, Stage, Term},
};

/// Where one outcome of one respondent goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dispatch {
    /// The respondent.
    pub respondent: PartyId,
    /// Where to.
    pub destination: Destination,
}

/// A track to be opened.
pub(super) struct Opening {
    pub id: Uuid,
    pub action: Action,
    pub machine: Machine,
    pub law: LawSet,
    pub stage: Stage,
    pub facts: Facts,
    pub terms: Vec<TermState>,
}

/// One thing that must be forwarded: a respondent and one outcome.
struct Due {
    party: Party,
    outcome: Outcome,
}

fn due(ctx: &Ctx<'_>) -> Vec<Due> {
    let Some(case) = ctx.case() else {
        return Vec::new();
    };
    if respondents::tracks::is_change(ctx.rule.action) {
        let due = respondents::tracks::due(ctx).into_iter();
        return due.map(|(party, outcome)| Due { party, outcome }).collect();
    }
    if ctx.rule.action == Action::DecideCorrection {
        let new = correction::newly_recommended(ctx).into_iter();
        return new
            .filter_map(|(id, outcome)| {
                let party = case.respondents().find(|p| p.id == id)?.clone();
                Some(Due { party, outcome })
            })
            .collect();
    }
    let unregistered = ctx.rule.action == Action::ForwardUnregistered;
    case.respondents()
        .flat_map(|party| {
            let outcomes = if unregistered {
                vec![Outcome::OtherLaw]
            } else {
                case.outcomes_of(party.id)
            };
            outcomes
                .into_iter()
                .filter(|o| *o != Outcome::NotProven)
                .map(move |outcome| Due {
                    party: party.clone(),
                    outcome,
                })
        })
        .collect()
}

/// Whether it goes to the review authority: another law, by an ASN. Of somebody whose kind is not known it is sent
/// to a destination that is named, like everything else: which one is competent is unsure, and marked so.
fn goes_to_authority(due: &Due) -> bool {
    due.outcome == Outcome::OtherLaw && due.party.subject.is_asn()
}

fn dispatch<'d>(due: &Due, dispatches: &'d [Dispatch]) -> Option<&'d Dispatch> {
    dispatches
        .iter()
        .find(|d| d.respondent == due.party.id && d.destination.outcome == due.outcome)
}

/// The authority competent on the day of the step, where it is an office here.
pub(super) fn authority<'a>(ctx: &Ctx<'a>) -> Option<(&'a Office, LawSet)> {
    let row = ctx.world.book.review_authority(ctx.at.day)?;
    Some((
        ctx.world.offices.authority(&row.code)?,
        ctx.world.book.era(&row.code)?,
    ))
}

/// The review authority that gets something of a forwarding.
pub(super) fn receiving_authority<'a>(ctx: &Ctx<'a>) -> Option<&'a Office> {
    let sent = due(ctx).iter().any(goes_to_authority);
    authority(ctx).filter(|_| sent).map(|(office, _)| office)
}

/// What a forwarding sends elsewhere than to the review authority.
pub(super) fn outward(ctx: &Ctx<'_>) -> Vec<(SubjectKind, Outcome)> {
    let asn = |d: &&Due| d.outcome == Outcome::OtherLaw && d.party.subject.is_asn();
    let due = due(ctx);
    let outward = due.iter().filter(|d| !asn(d));
    outward.map(|d| (d.party.subject, d.outcome)).collect()
}

pub(super) fn destinations_possible(ctx: &Ctx<'_>) -> bool {
    let due = due(ctx);
    !due.is_empty() && (authority(ctx).is_some() || due.iter().all(|d| !d.party.subject.is_asn()))
}

pub(super) fn destinations_complete(ctx: &Ctx<'_>, dispatches: &[Dispatch]) -> bool {
    let due = due(ctx);
    let named = |d: &Destination| {
        d.office.is_some_and(|o| ctx.world.offices.get(o).is_some()) || d.name.is_some()
    };
    destinations_possible(ctx)
        && due.iter().all(|d| {
            if goes_to_authority(d) { authority(ctx).is_some() } else { dispatch(d, dispatches).is_some_and(|x| named(&x.destination)) }
        })
        // Nothing is sent that was not decided, and nothing twice; an ASN's other-law matter has one address.
        && dispatches.iter().all(|x| due.iter().any(|d| d.party.id == x.respondent && d.outcome == x.destination.outcome && !goes_to_authority(d)))
        && dispatches.iter().enumerate().all(|(i, x)| !dispatches.iter().skip(i + 1).any(|y| x.respondent == y.respondent && x.destination.outcome == y.destination.outcome))
}

/// Of a correction only what is newly recommended has a destination to be named.
pub(super) fn destinations_of_correction(ctx: &Ctx<'_>, dispatches: &[Dispatch]) -> bool {
    if due(ctx).is_empty() {
        dispatches.is_empty()
    } else {
        destinations_complete(ctx, dispatches)
    }
}

/// The outcomes that a forwarding sends, for the numbers it needs.
pub(super) fn outcomes_sent(ctx: &Ctx<'_>) -> Vec<Outcome> {
    let mut all: Vec<Outcome> = due(ctx).iter().map(|d| d.outcome).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Reviews and referrals that a forwarding opens.
pub(super) fn forwarding(
    ctx: &Ctx<'_>,
    dispatches: &[Dispatch],
    fresh: &mut impl Iterator<Item = Uuid>,
) -> Vec<Opening> {
    let Some(case) = correction::case_after(ctx) else {
        return Vec::new();
    };
    due(ctx)
        .iter()
        .filter_map(|d| {
            let id = fresh.next()?;
            if goes_to_authority(d) {
                let (office, law) = authority(ctx)?;
                return Some(review(id, &case, &d.party, office.id, law, ctx));
            }
            let destination = dispatch(d, dispatches)?.destination.clone();
            Some(Opening {
                id,
                action: Action::OpenReferral,
                machine: Machine::Referral,
                law: ctx.track.law,
                stage: Stage::ReferralSent,
                facts: Facts::Referral(ReferralFacts {
                    respondent: d.party.id,
                    destination,
                    answered: false,
                    ended_with: None,
                }),
                terms: Vec::new(),
            })
        })
        .collect()
}

fn review(
    id: Uuid,
    case: &CaseFacts,
    party: &Party,
    authority: OfficeId,
    law: LawSet,
    ctx: &Ctx<'_>,
) -> Opening {
    let (allegations, regime) = forwarded_allegations(case, party.id, party.subject, ctx);
    Opening {
        id,
        action: Action::OpenReview,
        machine: Machine::Review,
        law,
        stage: Stage::Forwarded,
        facts: Facts::Review(ReviewFacts {
            respondent: party.id,
            subject: party.subject,
            allegations,
            regime,
            regime_chosen: false,
            authority,
            identity_sent: ctx.command.is_some_and(|c| c.with_identity),
            agency: party.agency,
            continues: None,
            recommendation: None,
            received_on: None,
            outside_number: None,
            studied_by: None,
            judgement: None,
            lapse: None,
            ended_with: None,
            joins: Vec::new(),
        }),
        terms: Vec::new(),
    }
}

/// The allegations of a respondent that go on, and the regime of the latest act among them.
pub(super) fn forwarded_allegations(
    case: &CaseFacts,
    respondent: PartyId,
    subject: SubjectKind,
    ctx: &Ctx<'_>,
) -> (Vec<AllegationId>, LawSet) {
    let own = || {
        case.allegations.iter().filter(move |a| {
            a.respondent == respondent
                && (a.outcomes.is_empty() || a.outcomes.contains(&Outcome::OtherLaw))
        })
    };
    let latest = own()
        .filter_map(|a| a.act_to.or(a.act_from))
        .max()
        .unwrap_or(ctx.at.day);
    (
        own().map(|a| a.id).collect(),
        ctx.world.book.regime(latest, subject == SubjectKind::Pppk),
    )
}

/// The sanction track that the receipt of a recommendation opens, unless one is open.
pub(super) fn sanction(ctx: &Ctx<'_>, fresh: &mut impl Iterator<Item = Uuid>) -> Option<Opening> {
    let review = ctx.track.review()?;
    // One undecided or standing decision at a time; after a refused "not imposed" the agency decides anew.
    let open = ctx.file.tracks.iter().any(|t| {
        (!t.stage.is_final() || t.stage == Stage::Served)
            && t.sanction().is_some()
            && review_of(ctx.file, t).is_some_and(|r| r.id == ctx.track.id)
    });
    if open {
        return None;
    }
    Some(Opening {
        id: fresh.next()?,
        action: Action::OpenSanction,
        machine: Machine::Sanction,
        law: review.regime,
        stage: Stage::RecommendationReceived,
        facts: Facts::Sanction(SanctionFacts {
            review: ctx.track.id,
            respondent: review.respondent,
            subject: review.subject,
            agency: review.agency?,
            recommended: review.recommendation.clone(),
            measures: Vec::new(),
            deviation: None,
            dismissal: false,
            without_examination: false,
            pleas: Vec::new(),
            lapse: None,
            ended_with: None,
        }),
        terms: Vec::new(),
    })
}

/// The block that a request opens.
pub(super) fn control(
    ctx: &Ctx<'_>,
    scope: BlockScope,
    fresh: &mut impl Iterator<Item = Uuid>,
) -> Option<Opening> {
    let review = ctx.track.review()?;
    let control = seat_office(Seat::Control, ctx.file, ctx.track, ctx.at.day, ctx.world);
    Some(Opening {
        id: fresh.next()?,
        action: Action::OpenControl,
        machine: Machine::Control,
        law: ctx.track.law,
        stage: Stage::BlockRequested,
        facts: Facts::Control(ControlFacts {
            review: ctx.track.id,
            respondent: review.respondent,
            agency: review.agency?,
            control: control.map(|o| o.id),
            scope,
            lifted: None,
        }),
        terms: Vec::new(),
    })
}

/// The authority that takes a review over on this day: of one that is no more, by the rows of the book (of KASN matters
/// with a recommendation go to MenPANRB, others to BKN: SE MenPANRB 4/2024, reading unsure). The acting officer's own
/// office takes it where it is competent, so that an officer may choose otherwise; the reason then stands as a text.
pub(super) fn successor<'a>(ctx: &Ctx<'a>) -> Option<(&'a Office, LawSet)> {
    // A redirection names it; a hand-over is taken by the acting office.
    let (id, redirected) = match ctx.command.map(|c| &c.details) {
        Some(Details::Redirection(office)) => (*office, true),
        _ => (ctx.office, false),
    };
    let (book, day) = (ctx.world.book, ctx.at.day);
    let here = present_authority(ctx)?;
    let office = ctx.world.offices.get(id)?;
    let code = office.authority.as_deref().filter(|code| *code != here)?;
    let may = book.reviews(code, day) && (redirected || book.is_gone(here, day));
    Some((office, book.era(code)?)).filter(|_| may)
}

/// The code of the authority at which a review is.
fn present_authority<'a>(ctx: &Ctx<'a>) -> Option<&'a str> {
    let office = seat_office(Seat::Authority, ctx.file, ctx.track, ctx.at.day, ctx.world);
    office?.authority.as_deref()
}

/// Whether the acting office takes the review against the date rule, which needs a reason.
pub(super) fn successor_needs_reason(ctx: &Ctx<'_>) -> bool {
    let recommended = ctx.track.review().map(|r| r.recommendation.is_some());
    let by_rule = || {
        let next = ctx
            .world
            .book
            .successor(present_authority(ctx)?, recommended?, ctx.at.day)?;
        Some(next.code.as_str())
    };
    successor(ctx).is_some_and(|(office, _)| office.authority.as_deref() != by_rule())
}

/// The review that continues at the successor, where it stood, with its clocks.
pub(super) fn successor_review(
    ctx: &Ctx<'_>,
    fresh: &mut impl Iterator<Item = Uuid>,
) -> Option<Opening> {
    let (office, law) = successor(ctx)?;
    let mut facts = ctx.track.review()?.clone();
    facts.continues = Some(ctx.track.id);
    facts.authority = office.id;
    let stage = stage_under(law, ctx.track.stage);
    let kept = |t: &&TermState| {
        t.is_open() && matches!(t.term, Term::AgencyFollowUp | Term::WarningFollowUp)
    };
    let terms = ctx
        .track
        .terms
        .iter()
        .filter(kept)
        .map(|t| TermState {
            opened_by: 1,
            ..t.clone()
        })
        .collect();
    Some(Opening {
        id: fresh.next()?,
        action: Action::OpenReview,
        machine: Machine::Review,
        law,
        stage,
        facts: Facts::Review(facts),
        terms,
    })
}

/// Where a handed-over review stands: unprocessed matters begin anew, processed ones go on.
const fn stage_under(law: LawSet, stage: Stage) -> Stage {
    match (law, stage) {
        (
            _,
            Stage::Recommended
            | Stage::AwaitingAgency
            | Stage::Reminded
            | Stage::Escalated
            | Stage::FollowUpReported,
        ) => stage,
        _ => Stage::Forwarded,
    }
}

/// The event facts of an opening.
pub(super) fn opening_change(opening: &Opening) -> Vec<Change> {
    vec![Change::Opened(Box::new(opening.facts.clone()))]
}

/// Whether a paper of the step goes with an opened track: the forms of other outcomes do not, for they
/// speak of other respondents' matters.
pub(super) fn goes_with(paper: PaperKind, facts: &Facts) -> bool {
    // The request and the minutes of its examination stay with the case.
    if matches!(paper, PaperKind::B19 | PaperKind::B20) {
        return matches!(facts, Facts::Case(_));
    }
    let Some(of) = crate::acts::papers::form_of(paper) else {
        return true;
    };
    match facts {
        Facts::Review(_) => of == Outcome::OtherLaw,
        Facts::Referral(r) => of == r.destination.outcome,
        Facts::Case(_) | Facts::Sanction(_) | Facts::Control(_) => true,
    }
}

/// Converts a raw identifier.
pub(super) const fn track_id(raw: Uuid) -> crate::ids::TrackId {
    Id::new(raw)
}
