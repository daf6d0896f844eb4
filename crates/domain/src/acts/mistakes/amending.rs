//! Amending wrong data: what it changes on the track and on others, and whether it fits.
//!
//! A term keeps what it counts (amount, unit, end of day); only the day it counts from moves, and with it
//! whether the step that closed it came late. So the terms are those of a history entered right at once.

use chrono::NaiveDate;

use crate::acts::{
    command::Amendment,
    guard_check::Ctx,
    mistakes::{
        kept_days, own_steps, refiling, taking_back,
        term_shift::{Shift, registers},
    },
    sanctions::{effect, measures, regime_choice::choice_stands},
};
use crate::{
    file::{Allegation, CaseFile, Cause, Change, RecordKind, StepMark, SubjectKind, Track},
    ids::{AllegationId, MeetingId},
    law::LawSet,
    procedure::Action,
    time::Effective,
};

/// What the amendments change on their own track.
pub(in crate::acts) fn here(ctx: &Ctx<'_>, list: &[Amendment]) -> Vec<Change> {
    let shift = Shift::of(list);
    let mut changes: Vec<Change> = list.iter().flat_map(|a| direct(ctx, a)).collect();
    changes.extend(following_meetings(ctx, list));
    changes.extend(kept_days::changes(ctx, ctx.track, &shift));
    changes.extend(refiling::changes(ctx, list));
    if let Some(kept) = ctx.command.map(|c| &c.kept) {
        if !kept.given.is_empty() {
            changes.push(Change::Given(kept.given.clone()));
        }
        if !kept.lost.is_empty() {
            changes.push(Change::NotGiven(kept.lost.clone()));
        }
    }
    let terms = shift.terms(ctx.track, ctx);
    changes.extend(effect::moved(ctx, ctx.track, &shift, &terms));
    if !terms.is_empty() {
        changes.push(Change::TermsMoved(terms));
    }
    changes
}

fn direct(ctx: &Ctx<'_>, amendment: &Amendment) -> Vec<Change> {
    match amendment {
        Amendment::StepDay { seq, at } => {
            let mut changes: Vec<Change> = moved(ctx.track, *seq, *at).into_iter().collect();
            if ctx.track.step(*seq).is_some_and(|s| registers(s.action)) {
                changes.push(Change::RegisteredOn(at.day));
            }
            changes
        }
        // Counted with the filing of its own case.
        Amendment::Filing { .. } => Vec::new(),
        Amendment::KnownOn(_) => refiling::known(ctx, std::slice::from_ref(amendment))
            .into_iter()
            .collect(),
        Amendment::ActDays {
            allegation,
            from,
            to,
        } => {
            let mut all = ctx.track.case().into_iter().flat_map(|c| &c.allegations);
            let told = all
                .find(|a| a.id == *allegation)
                .map(|old| Change::ActMoved {
                    allegation: *allegation,
                    was: (old.act_from, old.act_to),
                    now: (*from, *to),
                });
            let new = amended(ctx, amendment).map(Change::AllegationAmended);
            told.into_iter().chain(new).collect()
        }
        Amendment::PaperDays(paper) => vec![Change::Reworded {
            record: RecordKind::Paper,
            id: paper.id.raw(),
            version: 0,
        }],
        Amendment::MeetingDay { meeting, day } => {
            let was = met(ctx, *meeting);
            was.map(|was| Change::MeetingMoved {
                meeting: *meeting,
                was,
                day: *day,
                follows: false,
            })
            .into_iter()
            .collect()
        }
        Amendment::PartyWords { party, version } => vec![Change::Reworded {
            record: RecordKind::Party,
            id: party.raw(),
            version: *version,
        }],
        Amendment::AllegationWords {
            allegation,
            version,
        } => vec![Change::Reworded {
            record: RecordKind::Allegation,
            id: allegation.raw(),
            version: *version,
        }],
    }
}

/// The day of a meeting as it stands.
fn met(ctx: &Ctx<'_>, meeting: MeetingId) -> Option<NaiveDate> {
    let kept = &ctx.command?.kept.meetings;
    kept.iter().find(|m| m.0 == meeting).map(|m| m.1)
}

/// Meetings whose day was never said, with amended steps with which they were recorded.
fn following_meetings(ctx: &Ctx<'_>, list: &[Amendment]) -> Vec<Change> {
    let follows = |amendment: &Amendment| {
        let Amendment::StepDay { seq, at } = amendment else {
            return None;
        };
        let event = ctx.file.event(ctx.track.id, *seq)?;
        let meeting = event.meeting.filter(|_| event.met_that_day)?;
        let was = met(ctx, meeting).filter(|was| *was != at.day)?;
        let told = ctx.file.history.iter().flatten().flat_map(|e| &e.changes);
        let said = |c: &Change| matches!(c, Change::MeetingMoved { meeting: m, follows: false, .. } if *m == meeting);
        let says =
            |a: &Amendment| matches!(a, Amendment::MeetingDay { meeting: m, .. } if *m == meeting);
        (!told.into_iter().any(said) && !list.iter().any(says)).then_some(Change::MeetingMoved {
            meeting,
            was,
            day: at.day,
            follows: true,
        })
    };
    list.iter().filter_map(follows).collect()
}

/// The days of meetings as amendments leave them.
pub(in crate::acts) fn meetings_then(
    ctx: &Ctx<'_>,
    list: &[Amendment],
) -> Vec<(MeetingId, NaiveDate)> {
    let said = list.iter().filter_map(|a| match a {
        Amendment::MeetingDay { meeting, day } => Some((*meeting, *day)),
        _ => None,
    });
    let followed = following_meetings(ctx, list).into_iter();
    let followed = followed.filter_map(|c| match c {
        Change::MeetingMoved { meeting, day, .. } => Some((meeting, day)),
        _ => None,
    });
    said.chain(followed).collect()
}

fn moved(track: &Track, seq: i64, at: Effective) -> Option<Change> {
    let was = track.step(seq)?.at;
    Some(Change::StepMoved { seq, was, at })
}

/// The allegation with its new days, under the regime of the new day.
fn amended(ctx: &Ctx<'_>, amendment: &Amendment) -> Option<Allegation> {
    let Amendment::ActDays {
        allegation,
        from,
        to,
    } = amendment
    else {
        return None;
    };
    let case = ctx.track.case()?;
    let old = case.allegations.iter().find(|a| a.id == *allegation)?;
    let party = case.parties.iter().find(|p| p.id == old.respondent);
    let subject = party.map(|p| p.subject);
    Some(Allegation {
        act_from: *from,
        act_to: *to,
        regime: to
            .or(*from)
            .and_then(|day| ctx.world.book.regime_of(day, subject)),
        ..old.clone()
    })
}

/// What the amendments change on other tracks: the day of what an amended step caused there, terms that an
/// amended paper starts, the regime of a review.
pub(in crate::acts) fn elsewhere<'a>(
    ctx: &Ctx<'a>,
    list: &[Amendment],
) -> Vec<(&'a Track, Vec<Change>)> {
    let own = Shift::of(list);
    let others = ctx.file.tracks.iter().filter(|t| t.id != ctx.track.id);
    others
        .filter_map(|track| {
            let shift = carried(ctx, &own, track);
            let moved = |(seq, at): &(i64, Effective)| moved(track, *seq, *at);
            let mut changes: Vec<Change> = shift.steps.iter().filter_map(moved).collect();
            if !shift.is_empty() {
                changes.extend(kept_days::changes(ctx, track, &shift));
                let terms = shift.terms(track, ctx);
                changes.extend(effect::moved(ctx, track, &shift, &terms));
                if !terms.is_empty() {
                    changes.push(Change::TermsMoved(terms));
                }
            }
            changes.extend(regime(ctx, track, list).map(Change::RegimeMoved));
            changes.extend(list.iter().filter_map(|a| shown_there(ctx.file, a, track)));
            (!changes.is_empty()).then_some((track, changes))
        })
        .collect()
}

/// Words and days of the case that another track shows: its readers hear that they changed.
pub(in crate::acts) fn shown_there(
    file: &CaseFile,
    amendment: &Amendment,
    track: &Track,
) -> Option<Change> {
    let allegation = |id: AllegationId, version| {
        let shows = file.shows_allegation(track, id);
        shows.then_some((RecordKind::Allegation, id.raw(), version))
    };
    let (record, id, version) = match amendment {
        Amendment::PartyWords { party, version } => {
            let shows = file.shows_party(track, *party);
            shows.then_some((RecordKind::Party, party.raw(), *version))
        }
        Amendment::AllegationWords {
            allegation: id,
            version,
        } => allegation(*id, *version),
        Amendment::ActDays { allegation: id, .. } => allegation(*id, 0),
        Amendment::PaperDays(paper) => {
            let shows = track.papers.contains(&paper.id);
            shows.then_some((RecordKind::Paper, paper.id.raw(), 0))
        }
        Amendment::StepDay { .. }
        | Amendment::KnownOn(_)
        | Amendment::Filing { .. }
        | Amendment::MeetingDay { .. } => None,
    }?;
    Some(Change::Reworded {
        record,
        id,
        version,
    })
}

/// What moves on another track with what moves here.
fn carried<'a>(ctx: &Ctx<'_>, own: &Shift<'a>, track: &Track) -> Shift<'a> {
    let mut shift = Shift {
        papers: own.papers.clone(),
        ..Shift::default()
    };
    for (seq, at) in &own.steps {
        let cause = Cause {
            track: ctx.track.id,
            seq: *seq,
        };
        let caused = track.standing().filter(|(_, s)| s.cause == Some(cause));
        shift.steps.extend(caused.map(|(seq, _)| (seq, *at)));
    }
    shift
}

/// The regime that an open review comes under by amended days of the act; none where it stays.
fn regime(ctx: &Ctx<'_>, track: &Track, list: &[Amendment]) -> Option<LawSet> {
    let review = track.review().filter(|_| !track.stage.is_final())?;
    let case = ctx.track.case()?;
    let new: Vec<Allegation> = list.iter().filter_map(|a| amended(ctx, a)).collect();
    let day = |id| {
        let of = |all: &[Allegation]| {
            let found = all.iter().find(|a| a.id == id)?;
            found.act_to.or(found.act_from)
        };
        of(&new).or_else(|| of(&case.allegations))
    };
    let touched = review
        .allegations
        .iter()
        .any(|id| new.iter().any(|a| a.id == *id));
    let acts: Vec<Allegation> = case
        .allegations
        .iter()
        .map(|a| new.iter().find(|n| n.id == a.id).unwrap_or(a).clone())
        .collect();
    if touched && choice_stands(track, &acts, ctx.world.book) {
        return None;
    }
    let latest = review.allegations.iter().filter_map(|id| day(*id)).max();
    let pppk = review.subject == SubjectKind::Pppk;
    latest
        .filter(|_| touched)
        .map(|day| ctx.world.book.regime(day, pppk))
        .filter(|regime| *regime != review.regime)
}

/// Whether no sanction is under way under a regime that the amended days would leave, nor a kind recommended that the
/// new one does not know.
pub(in crate::acts) fn regime_free(ctx: &Ctx<'_>, list: &[Amendment]) -> bool {
    ctx.file.tracks.iter().all(|review| {
        let knows = |regime| measures::recommended_fits(ctx, review, regime, None);
        let sanctioned = || {
            ctx.file
                .tracks
                .iter()
                .any(|t| t.sanction().is_some_and(|s| s.review == review.id))
        };
        regime(ctx, review, list).is_none_or(|regime| !sanctioned() && knows(regime))
    })
}

/// Whether there is anything on this track that the actor can amend.
pub(in crate::acts) fn possible(ctx: &Ctx<'_>) -> bool {
    own_steps::any(ctx, amendable)
}

/// Not what another track's step caused: it moves with that step. Nor an amendment or a taking back, nor what reaches
/// into another case, which is not at hand.
const fn amendable(step: &StepMark) -> bool {
    let mending = matches!(
        step.action,
        Action::Amend | Action::AmendWith | Action::Annul | Action::AnnulWith
    );
    !mending && !step.void && step.cause.is_none() && !taking_back::beyond_this_case(step.action)
}

/// Whether every amendment names something of this track and changes it. Whether what it says can be is judged by
/// [`crate::acts::mistakes::rejudging`].
pub(in crate::acts) fn fits(ctx: &Ctx<'_>, list: &[Amendment]) -> bool {
    !list.is_empty() && unfit_at(ctx, list).is_none()
}

/// Where the first amendment stands that does not fit by itself.
pub(in crate::acts) fn unfit_at(ctx: &Ctx<'_>, list: &[Amendment]) -> Option<String> {
    own_steps::pointer(list, list.iter().position(|a| !one_fits(ctx, a))?)
}

/// Where the first amendment stands that is another's to make.
pub(in crate::acts) fn unowned_at(ctx: &Ctx<'_>, list: &[Amendment]) -> Option<String> {
    let unowned = |a: &Amendment| !own_steps::may(ctx, a);
    own_steps::pointer(list, list.iter().position(unowned)?)
}

fn one_fits(ctx: &Ctx<'_>, amendment: &Amendment) -> bool {
    let case = ctx.track.case();
    match amendment {
        Amendment::StepDay { seq, at } => ctx
            .track
            .step(*seq)
            .is_some_and(|s| amendable(s) && s.at != *at),
        Amendment::KnownOn(day) => case.is_some_and(|c| c.known_on != *day),
        Amendment::Filing { .. } => false,
        Amendment::ActDays {
            allegation,
            from,
            to,
        } => case.is_some_and(|c| {
            let old = c.allegations.iter().find(|a| a.id == *allegation);
            old.is_some_and(|a| a.act_from != *from || a.act_to != *to)
                && from.is_none_or(|from| to.is_none_or(|to| from <= to))
        }),
        Amendment::PaperDays(paper) => ctx.track.papers.contains(&paper.id),
        Amendment::MeetingDay { meeting, day } => {
            own_steps::decided_by(ctx, *meeting).next().is_some()
                && met(ctx, *meeting).is_some_and(|was| was != *day)
        }
        Amendment::PartyWords { party, .. } => {
            case.is_some_and(|c| c.parties.iter().any(|p| p.id == *party))
        }
        Amendment::AllegationWords { allegation, .. } => {
            case.is_some_and(|c| c.allegations.iter().any(|a| a.id == *allegation))
        }
    }
}
