//! What follows for the tracks about a respondent who changes: which end, which go on otherwise, what must be sent
//! anew and where it goes.

use crate::acts::{
    after_end::reopening,
    command::Details,
    guard_check::Ctx,
    respondents::change::{
        changes, open_of, regime_stays_as, regime_under, review_about, standing, unblocked,
    },
    siblings::{self, Dispatch},
};
use crate::{
    file::{CaseFacts, Change, Destination, Party, RespondentEnd, SubjectKind, Track},
    ids::PartyId,
    procedure::{Action, DestinationKind, Machine, Outcome, Stage, Touch},
};

/// The case as it is after the change.
pub(in crate::acts) fn case_after(ctx: &Ctx<'_>) -> Option<CaseFacts> {
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
pub(in crate::acts) const fn is_change(action: Action) -> bool {
    matches!(
        action,
        Action::ChangeSubjectKind | Action::ReplaceRespondent
    )
}

/// What must be sent anew: of a respondent of another kind the outcomes whose track has another destination now, of
/// a new one all that was sent of the one replaced.
pub(in crate::acts) fn due(ctx: &Ctx<'_>) -> Vec<(Party, Outcome)> {
    let (Some(command), Some(after)) = (ctx.command, case_after(ctx)) else {
        return Vec::new();
    };
    // A case that was opened again and is decided anew sends what it decides then.
    if !reopening::case_has_room(ctx.file) {
        return Vec::new();
    }
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
            let sent =
                ctx.file.tracks.iter().filter(|t| {
                    t.respondent() == Some(*party) && t.stage != Stage::void(t.machine)
                });
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

/// The outcome that a track was opened for.
fn outcome_of(track: &Track) -> Option<Outcome> {
    match track.machine {
        Machine::Review | Machine::Sanction => Some(Outcome::OtherLaw),
        Machine::Referral => track.referral().map(|r| r.destination.outcome),
        Machine::Case | Machine::Control => None,
    }
}

/// Whether anybody may be of another kind: without leaving a block, under the regime of the sanction under way, and
/// with somewhere to send what goes elsewhere then.
pub(in crate::acts) fn any_kind_fits(ctx: &Ctx<'_>) -> bool {
    let fits = |old: &Party, subject: SubjectKind| {
        let new = Party {
            subject,
            ..old.clone()
        };
        subject != old.subject
            && (subject.is_asn() || unblocked(ctx, old.id))
            && regime_stays_as(ctx, old, subject)
            && (!subject.is_asn()
                || misdirected(ctx, &new).is_empty()
                || siblings::authority(ctx).is_some())
    };
    standing(ctx).any(|old| SubjectKind::ALL.iter().any(|kind| fits(old, *kind)))
}

/// The open tracks of a respondent whose destination is another now; a sanction goes with its review, also where that
/// has ended.
fn misdirected<'a>(ctx: &Ctx<'a>, party: &Party) -> Vec<&'a Track> {
    let asn = party.subject.is_asn();
    open_of(ctx, party.id)
        .filter(|t| match t.machine {
            Machine::Review | Machine::Sanction => !asn,
            Machine::Referral => t.referral().is_some_and(|r| {
                let other_law = r.destination.outcome == Outcome::OtherLaw;
                (other_law && asn) || !competent(ctx, party, &r.destination)
            }),
            Machine::Case | Machine::Control => false,
        })
        .collect()
}

/// Whether the law book names the kind of body for the outcome of such a subject, or none surely.
fn competent(ctx: &Ctx<'_>, party: &Party, to: &Destination) -> bool {
    let Some(case) = ctx.case() else {
        return true;
    };
    let Some(election) = ctx.world.book.election(&case.election, &case.race) else {
        return true;
    };
    let days = case.act_days(Some(party.id));
    let book = ctx.world.book;
    let rows = book.destinations(&election.kind, to.outcome, party.subject, &days);
    let kinds: Vec<DestinationKind> = rows.iter().map(|r| r.kind).collect();
    kinds.is_empty() || kinds.contains(&to.kind)
}

/// Destinations as the details name them, each with the respondent they speak of.
pub(in crate::acts) fn dispatches(details: &Details) -> Vec<Dispatch> {
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
pub(in crate::acts) struct Followed<'a> {
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
pub(in crate::acts) fn followed<'a>(ctx: &Ctx<'a>) -> Vec<Followed<'a>> {
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
                Machine::Review | Machine::Referral | Machine::Sanction if misdirected => {
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
