//! Respondents who change: whether the change fits, what it changes on the case, and what follows for the tracks
//! about the respondent.

use super::{
    check::review_of,
    command::{Details, Dispatch},
    guard_check::Ctx,
    siblings, taking_back,
};
use crate::{
    file::{
        Allegation, Capacity, CaseFacts, Change, Destination, Origin, Party, RespondentEnd,
        SubjectKind, Track,
    },
    ids::PartyId,
    law::LawSet,
    procedure::{Action, DestinationKind, Machine, Outcome, Stage, Touch},
    refusal::{Refusal, Unfit},
};

/// The stages at which whoever is handled must be somebody: after registration and before anything is sent.
const NEEDS_SOMEBODY: &[Stage] = &[
    Stage::FindingEstablished,
    Stage::Registered,
    Stage::InStudy,
    Stage::FurtherInformation,
    Stage::AwaitingPlenary,
    Stage::Decided,
];

/// Steps that a restoration cannot go behind: what they decided or sent did not speak of whoever was struck.
const SETTLES: &[Action] = &[
    Action::EstablishFinding,
    Action::DecideOutcomes,
    Action::SendRecommendation,
    Action::ForwardUnregistered,
    Action::DecideCorrection,
];

/// The respondent whom the details name and who stands.
fn named<'a>(ctx: &Ctx<'a>, details: &Details) -> Option<&'a Party> {
    let id = match details {
        Details::Identification { party, .. }
        | Details::SubjectChange { party, .. }
        | Details::Strike { party, .. }
        | Details::Replacement { party, .. } => *party,
        Details::RespondentMerge { goes, .. } => *goes,
        _ => return None,
    };
    standing(ctx).find(|p| p.id == id)
}

fn standing<'a>(ctx: &Ctx<'a>) -> impl Iterator<Item = &'a Party> {
    ctx.case().into_iter().flat_map(CaseFacts::respondents)
}

pub(super) fn any_stands(ctx: &Ctx<'_>) -> bool {
    standing(ctx).next().is_some()
}

pub(super) fn names_one(ctx: &Ctx<'_>, details: &Details) -> bool {
    named(ctx, details).is_some()
}

/// Whether somebody is added: a respondent, with what is alleged of each new one.
pub(super) fn given(details: &Details) -> bool {
    let Details::Supplement(s) = details else {
        return false;
    };
    let mut new = s
        .parties
        .iter()
        .filter(|p| p.capacity == Capacity::Respondent)
        .peekable();
    new.peek().is_some() && new.all(|p| s.allegations.iter().any(|a| a.respondent == p.id))
}

/// A report that was studied is completed by its reporter in its term alone (Perbawaslu 7/2022 art. 24), so
/// adding respondents gives nothing for its requirements.
pub(super) fn gives(ctx: &Ctx<'_>) -> bool {
    let of_report = |c: &CaseFacts| c.origin == Origin::Report && c.study.is_some();
    !(ctx.rule.action == Action::AddRespondents && ctx.case().is_some_and(of_report))
}

pub(super) fn subject_differs(ctx: &Ctx<'_>, details: &Details) -> bool {
    matches!(details, Details::SubjectChange { subject, .. }
        if named(ctx, details).is_some_and(|p| p.subject != *subject))
}

/// Whether somebody remains to be handled, and once decided, something to be sent.
pub(super) fn somebody_remains(ctx: &Ctx<'_>, without: PartyId) -> bool {
    let Some(case) = ctx.case() else {
        return false;
    };
    let mut rest = case.allegations.iter().filter(|a| a.respondent != without);
    match ctx.track.stage {
        Stage::Decided => rest.any(|a| a.outcomes.iter().any(|o| *o != Outcome::NotProven)),
        stage if NEEDS_SOMEBODY.contains(&stage) => rest.next().is_some(),
        _ => true,
    }
}

pub(super) fn any_may_go(ctx: &Ctx<'_>) -> bool {
    standing(ctx).any(|p| somebody_remains(ctx, p.id))
}

pub(super) fn remains(ctx: &Ctx<'_>, details: &Details) -> bool {
    named(ctx, details).is_some_and(|p| somebody_remains(ctx, p.id))
}

/// The respondent of a track.
fn of(track: &Track) -> Option<PartyId> {
    track
        .review()
        .map(|r| r.respondent)
        .or_else(|| track.sanction().map(|s| s.respondent))
        .or_else(|| track.control().map(|c| c.respondent))
        .or_else(|| track.referral().map(|r| r.respondent))
}

fn open_of<'a>(ctx: &Ctx<'a>, party: PartyId) -> impl Iterator<Item = &'a Track> {
    ctx.file
        .tracks
        .iter()
        .filter(move |t| !t.stage.is_final() && of(t) == Some(party))
}

fn unblocked(ctx: &Ctx<'_>, party: PartyId) -> bool {
    open_of(ctx, party).all(|t| t.machine != Machine::Control)
}

/// Whether no open block would be left by the change of the respondent that the details name.
pub(super) fn no_block_left(ctx: &Ctx<'_>, details: &Details) -> bool {
    let Some(party) = named(ctx, details) else {
        return true;
    };
    match details {
        // The review goes on, and its block with it.
        Details::SubjectChange { subject, .. } if subject.is_asn() => true,
        _ => unblocked(ctx, party.id),
    }
}

/// Whether anybody could change so without leaving a block.
pub(super) fn any_unblocked(ctx: &Ctx<'_>) -> bool {
    match ctx.rule.action {
        // Another kind of civil servant keeps the review.
        Action::ChangeSubjectKind => any_stands(ctx),
        Action::StrikeRespondent => {
            standing(ctx).any(|p| somebody_remains(ctx, p.id) && unblocked(ctx, p.id))
        }
        Action::MergeRespondents => pairs(ctx).any(|(goes, _)| unblocked(ctx, goes.id)),
        _ => standing(ctx).any(|p| unblocked(ctx, p.id)),
    }
}

/// Two respondents who may be one: both stand, and not each has a number of his own.
fn pairs<'a>(ctx: &Ctx<'a>) -> impl Iterator<Item = (&'a Party, &'a Party)> {
    let all: Vec<&Party> = standing(ctx).collect();
    let mut pairs = Vec::new();
    for goes in &all {
        for stays in &all {
            if goes.id != stays.id && may_be_one(ctx, goes, stays) {
                pairs.push((*goes, *stays));
            }
        }
    }
    pairs.into_iter()
}

fn may_be_one(ctx: &Ctx<'_>, goes: &Party, stays: &Party) -> bool {
    !goes.identified && goes.subject == stays.subject && regime_stays_with(ctx, goes, stays)
}

pub(super) fn any_merge(ctx: &Ctx<'_>) -> bool {
    pairs(ctx).next().is_some()
}

pub(super) fn merge_fits(ctx: &Ctx<'_>, details: &Details) -> bool {
    matches!(details, Details::RespondentMerge { goes, stays }
        if pairs(ctx).any(|(a, b)| (a.id, b.id) == (*goes, *stays)))
}

/// The review that goes on with the allegations of both keeps the regime of the sanction under way.
fn regime_stays_with(ctx: &Ctx<'_>, goes: &Party, stays: &Party) -> bool {
    let Some(review) = review_about(ctx, stays.id) else {
        return true;
    };
    let Some(case) = ctx.case() else {
        return false;
    };
    let mut after = case.clone();
    for a in after.allegations.iter_mut() {
        if a.respondent == goes.id {
            a.respondent = stays.id;
        }
    }
    let (_, regime) = siblings::forwarded_allegations(&after, stays.id, stays.subject, ctx);
    keeps_regime(ctx, review, regime)
}

fn review_about<'a>(ctx: &Ctx<'a>, party: PartyId) -> Option<&'a Track> {
    open_of(ctx, party).find(|t| t.review().is_some())
}

/// Whether no sanction is under way under a regime that a review would leave.
fn keeps_regime(ctx: &Ctx<'_>, review: &Track, regime: LawSet) -> bool {
    let stays = review.review().is_some_and(|r| r.regime == regime);
    let void = Stage::void(Machine::Sanction);
    let sanctioned = || {
        ctx.file.tracks.iter().any(|t| {
            t.sanction().is_some()
                && t.stage != void
                && review_of(ctx.file, t).is_some_and(|r| r.id == review.id)
        })
    };
    stays || !sanctioned()
}

/// The regime that an open review comes under with another kind of civil servant.
fn regime_under(ctx: &Ctx<'_>, party: &Party, subject: SubjectKind) -> Option<(Track, LawSet)> {
    let review = review_about(ctx, party.id)?;
    let case = ctx.case()?;
    let (_, regime) = siblings::forwarded_allegations(case, party.id, subject, ctx);
    Some((review.clone(), regime))
}

pub(super) fn regime_stays(ctx: &Ctx<'_>, details: &Details) -> bool {
    let Details::SubjectChange { subject, .. } = details else {
        return false;
    };
    let Some(party) = named(ctx, details) else {
        return true;
    };
    if !subject.is_asn() {
        return true;
    }
    regime_under(ctx, party, *subject)
        .is_none_or(|(review, regime)| keeps_regime(ctx, &review, regime))
}

/// Whether a struck respondent may stand again: nothing was decided or sent since, and nobody acted on what the
/// step did to other tracks.
fn may_return(ctx: &Ctx<'_>, party: PartyId) -> bool {
    let Some(struck) = ctx.case().and_then(|c| c.struck(party)) else {
        return false;
    };
    let after = |(seq, _): &(i64, &crate::file::StepMark)| *seq > struck.seq;
    let settled = ctx
        .track
        .standing()
        .filter(after)
        .any(|(_, s)| SETTLES.contains(&s.action));
    let stands = |id: &PartyId| standing(ctx).any(|p| p.id == *id);
    !settled
        && struck.into.as_ref().is_none_or(stands)
        && taking_back::untouched_since(ctx, struck.seq)
}

pub(super) fn any_return(ctx: &Ctx<'_>) -> bool {
    let struck = ctx.case().into_iter().flat_map(|c| &c.struck);
    struck.into_iter().any(|s| may_return(ctx, s.party.id))
}

pub(super) fn return_fits(ctx: &Ctx<'_>, details: &Details) -> bool {
    matches!(details, Details::Restoration(party) if may_return(ctx, *party))
}

/// The step whose effects on other tracks a restoration takes back.
pub(super) fn restored(ctx: &Ctx<'_>) -> Option<i64> {
    let Details::Restoration(party) = &ctx.command?.details else {
        return None;
    };
    ctx.case()?.struck(*party).map(|s| s.seq)
}

/// What the details change on the case.
pub(super) fn changes(ctx: &Ctx<'_>, details: &Details) -> Result<Vec<Change>, Refusal> {
    let seq = ctx.track.version + 1;
    let unknown = || Refusal::unfit(Unfit::DetailsUnfit, "/details/party_id");
    Ok(match details {
        Details::Identification {
            party,
            record,
            agency,
            identified,
        } => vec![Change::Identified {
            party: *party,
            record: *record,
            agency: *agency,
            identified: *identified,
        }],
        Details::SubjectChange { party, subject, .. } => {
            let mut all = vec![Change::SubjectChanged {
                party: *party,
                subject: *subject,
            }];
            all.extend(regimes(ctx, *party, *subject));
            all
        }
        Details::Strike { party, ground } => vec![Change::RespondentStruck {
            party: *party,
            ground: *ground,
            into: None,
            seq,
        }],
        Details::Replacement { party, new, .. } => {
            let mut all = vec![
                Change::PartiesAdded(vec![(**new).clone()]),
                Change::RespondentStruck {
                    party: *party,
                    ground: RespondentEnd::Replaced,
                    into: Some(new.id),
                    seq,
                },
            ];
            let old = named(ctx, details).ok_or_else(unknown)?;
            // The regime of a contract servant is another.
            if (old.subject == SubjectKind::Pppk) != (new.subject == SubjectKind::Pppk) {
                let moved = regimes(ctx, *party, new.subject).into_iter();
                all.extend(moved.map(|change| match change {
                    Change::AllegationAmended(a) => Change::AllegationAmended(Allegation {
                        respondent: new.id,
                        ..a
                    }),
                    other => other,
                }));
            }
            all
        }
        Details::RespondentMerge { goes, stays } => {
            vec![Change::RespondentStruck {
                party: *goes,
                ground: RespondentEnd::Merged,
                into: Some(*stays),
                seq,
            }]
        }
        Details::Restoration(party) => vec![Change::RespondentRestored { party: *party, seq }],
        _ => Vec::new(),
    })
}

/// The allegations of a respondent whose regime follows another kind of subject.
fn regimes(ctx: &Ctx<'_>, party: PartyId, subject: SubjectKind) -> Vec<Change> {
    let pppk = subject == SubjectKind::Pppk;
    let own = ctx.case().into_iter().flat_map(|c| &c.allegations);
    own.filter(|a| a.respondent == party)
        .filter_map(|a| {
            let day = a.act_to.or(a.act_from)?;
            let regime = Some(ctx.world.book.regime(day, pppk));
            (regime != a.regime).then(|| {
                Change::AllegationAmended(Allegation {
                    regime,
                    ..a.clone()
                })
            })
        })
        .collect()
}

/// The case as it is after the change.
pub(super) fn case_after(ctx: &Ctx<'_>) -> Option<CaseFacts> {
    let command = ctx.command?;
    if !is_change(ctx.rule.action) {
        return None;
    }
    let mut facts = ctx.track.facts.clone();
    for change in changes(ctx, &command.details).ok()? {
        facts.apply(&change);
    }
    match facts {
        crate::file::Facts::Case(case) => Some(*case),
        _ => None,
    }
}

/// Whether the action changes respondents so that tracks may open.
pub(super) const fn is_change(action: Action) -> bool {
    matches!(
        action,
        Action::ChangeSubjectKind | Action::ReplaceRespondent
    )
}

/// What must be sent anew: of a respondent of another kind the outcomes whose track has another destination now, of
/// a new one all that was sent of the one replaced.
pub(super) fn due(ctx: &Ctx<'_>) -> Vec<(Party, Outcome)> {
    let (Some(command), Some(after)) = (ctx.command, case_after(ctx)) else {
        return Vec::new();
    };
    match &command.details {
        Details::SubjectChange { party, .. } => {
            let Some(party) = after.respondents().find(|p| p.id == *party) else {
                return Vec::new();
            };
            let mut outcomes: Vec<Outcome> = misdirected(ctx, party)
                .iter()
                .filter_map(|t| outcome_of(t))
                .collect();
            outcomes.sort_unstable();
            outcomes.dedup();
            outcomes.into_iter().map(|o| (party.clone(), o)).collect()
        }
        Details::Replacement { party, new, .. } => {
            let sent = ctx
                .file
                .tracks
                .iter()
                .filter(|t| of(t) == Some(*party) && t.stage != Stage::void(t.machine));
            let mut outcomes: Vec<Outcome> = sent.filter_map(outcome_of).collect();
            outcomes.sort_unstable();
            outcomes.dedup();
            let new = after.respondents().find(|p| p.id == new.id);
            new.into_iter()
                .flat_map(|p| outcomes.iter().map(|o| (p.clone(), *o)))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// The outcome that a review or referral was opened for.
fn outcome_of(track: &Track) -> Option<Outcome> {
    match track.machine {
        Machine::Review => Some(Outcome::OtherLaw),
        Machine::Referral => track.referral().map(|r| r.destination.outcome),
        Machine::Case | Machine::Sanction | Machine::Control => None,
    }
}

/// The open reviews and referrals of a respondent whose destination is another now.
fn misdirected<'a>(ctx: &Ctx<'a>, party: &Party) -> Vec<&'a Track> {
    let asn = party.subject.is_asn();
    open_of(ctx, party.id)
        .filter(|t| match t.machine {
            Machine::Review => !asn,
            Machine::Referral => t.referral().is_some_and(|r| {
                let other_law = r.destination.outcome == Outcome::OtherLaw;
                (other_law && asn) || !competent(ctx, party.subject, &r.destination)
            }),
            Machine::Case | Machine::Sanction | Machine::Control => false,
        })
        .collect()
}

/// Whether the law book names the kind of body for the outcome of such a subject, or none surely.
fn competent(ctx: &Ctx<'_>, subject: SubjectKind, to: &Destination) -> bool {
    let Some(case) = ctx.case() else {
        return true;
    };
    let Some(election) = ctx.world.book.election(&case.election, &case.race) else {
        return true;
    };
    let rows = ctx
        .world
        .book
        .destinations(&election.kind, to.outcome, subject);
    let kinds: Vec<DestinationKind> = rows.iter().map(|r| r.kind).collect();
    kinds.is_empty() || kinds.contains(&to.kind)
}

/// Destinations as the details name them, each with the respondent they speak of.
pub(super) fn dispatches(details: &Details) -> Vec<Dispatch> {
    let (respondent, list) = match details {
        Details::SubjectChange {
            party,
            destinations,
            ..
        } => (*party, destinations),
        Details::Replacement {
            new, destinations, ..
        } => (new.id, destinations),
        _ => return Vec::new(),
    };
    let with = |d: &Destination| Dispatch {
        respondent,
        destination: d.clone(),
    };
    list.iter().map(with).collect()
}

/// A track that ends or goes on otherwise with the change.
pub(super) struct Followed<'a> {
    pub track: &'a Track,
    pub action: Action,
    pub to: Stage,
    pub changes: Vec<Change>,
}

fn ends(track: &Track, ground: RespondentEnd) -> Followed<'_> {
    let to = match track.machine {
        Machine::Sanction => Stage::SanctionDropped,
        Machine::Referral => Stage::ReferralDropped,
        Machine::Review | Machine::Case | Machine::Control => Stage::ReviewDropped,
    };
    Followed {
        track,
        action: Action::EndWithRespondent,
        to,
        changes: vec![Change::EndedWithRespondent(ground)],
    }
}

fn goes_on(track: &Track, changes: Vec<Change>) -> Followed<'_> {
    Followed {
        track,
        action: Action::FollowRespondent,
        to: track.stage,
        changes,
    }
}

/// What follows on other tracks.
pub(super) fn followed<'a>(ctx: &Ctx<'a>) -> Vec<Followed<'a>> {
    let touches = |t| ctx.rule.touches.contains(&t);
    if !touches(Touch::EndsWithRespondent) && !touches(Touch::FollowsRespondent) {
        return Vec::new();
    }
    let Some(command) = ctx.command else {
        return Vec::new();
    };
    match &command.details {
        Details::Strike { party, ground } => {
            open_of(ctx, *party).map(|t| ends(t, *ground)).collect()
        }
        Details::Replacement { party, .. } => open_of(ctx, *party)
            .map(|t| ends(t, RespondentEnd::Replaced))
            .collect(),
        Details::SubjectChange { party, subject, .. } => subject_follows(ctx, *party, *subject),
        Details::RespondentMerge { goes, stays } => merge_follows(ctx, *goes, *stays),
        _ => Vec::new(),
    }
}

fn subject_follows<'a>(ctx: &Ctx<'a>, party: PartyId, subject: SubjectKind) -> Vec<Followed<'a>> {
    let Some(old) = standing(ctx).find(|p| p.id == party) else {
        return Vec::new();
    };
    let new = Party {
        subject,
        ..old.clone()
    };
    let wrong = misdirected(ctx, &new);
    open_of(ctx, party)
        .filter_map(|t| {
            let misdirected = wrong.iter().any(|w| w.id == t.id);
            match t.machine {
                Machine::Review | Machine::Referral if misdirected => {
                    Some(ends(t, RespondentEnd::NotCompetent))
                }
                // With the review its sanctions end.
                Machine::Sanction if !subject.is_asn() => {
                    Some(ends(t, RespondentEnd::NotCompetent))
                }
                Machine::Review => {
                    let (_, regime) = regime_under(ctx, old, subject)?;
                    Some(goes_on(t, vec![Change::SubjectIs { subject, regime }]))
                }
                Machine::Sanction => {
                    let regime = t.law;
                    Some(goes_on(t, vec![Change::SubjectIs { subject, regime }]))
                }
                Machine::Case | Machine::Control | Machine::Referral => None,
            }
        })
        .collect()
}

/// What is open about whoever goes ends where the same is open about whoever stays, else goes on about the latter.
fn merge_follows<'a>(ctx: &Ctx<'a>, goes: PartyId, stays: PartyId) -> Vec<Followed<'a>> {
    let Some(case) = ctx.case() else {
        return Vec::new();
    };
    let matched = |t: &Track| {
        open_of(ctx, stays).any(|o| o.machine == t.machine && outcome_of(o) == outcome_of(t))
    };
    let review_ends = open_of(ctx, goes).any(|t| t.machine == Machine::Review && matched(t));
    let mut all: Vec<Followed<'a>> = open_of(ctx, goes)
        .filter(|t| t.machine != Machine::Control)
        .map(|t| {
            let ended = match t.machine {
                Machine::Sanction => review_ends,
                _ => matched(t),
            };
            if ended {
                ends(t, RespondentEnd::Merged)
            } else {
                goes_on(t, vec![Change::RespondentIs(stays)])
            }
        })
        .collect();
    if let Some(review) = review_about(ctx, stays).filter(|_| review_ends) {
        let mut after = case.clone();
        for a in after.allegations.iter_mut() {
            if a.respondent == goes {
                a.respondent = stays;
            }
        }
        let subject = review.review().map_or(SubjectKind::Unknown, |r| r.subject);
        let (allegations, regime) = siblings::forwarded_allegations(&after, stays, subject, ctx);
        all.push(goes_on(
            review,
            vec![Change::GoesOnWith {
                allegations,
                regime,
            }],
        ));
    }
    all
}
