//! Taking back the last step of a track: what the track and those it touched are without it.
//!
//! State is the fold of events, so a track without a step is the fold of its other events; nothing has to be
//! undone by hand. The file brings the events.

use super::{guard_check::Ctx, judge::moves};
use crate::{
    file::{CaseFile, Cause, Change, ClosedTerm, StepMark, TakenBack, Track},
    procedure::{Action, Machine, Stage, To, rows, rows_on},
    time::Effective,
};

/// A track as it is without a step.
pub(super) struct Back<'a> {
    pub track: &'a Track,
    pub stage: Stage,
    seq: i64,
    without: Option<Track>,
}

/// The step that would be taken back: the last that stands and is no amendment, which is amended again
/// instead.
pub(super) fn last(track: &Track) -> Option<(i64, &StepMark)> {
    track
        .standing()
        .rev()
        .find(|(_, s)| !matches!(s.action, Action::Amend | Action::AmendWith))
}

/// Whether nobody has acted on what the last step did to other tracks: there it is the last step too. A step
/// that another track's step caused is taken back with that one only.
pub(super) fn nothing_followed(ctx: &Ctx<'_>) -> bool {
    let Some((seq, step)) = last(ctx.track) else {
        return false;
    };
    let spawned = seq == 1 && ctx.case().is_some_and(|c| !c.links.is_empty());
    step.cause.is_none()
        && !spawned
        && !ended_since(ctx, seq)
        && !rests_on_it(ctx, step.action)
        && !would_end_the_case(ctx, step.action)
        && touched(ctx.file, ctx.track, seq)
            .all(|(track, seq)| last(track).is_some_and(|(own, step)| own == seq && !step.sent))
}

/// Whether the case could not stand without the step: it was decided anew since, or everything else has ended
/// that a reopening held it open for.
fn rests_on_it(ctx: &Ctx<'_>, action: Action) -> bool {
    if ctx.track.machine == Machine::Case {
        // Where tracks had no room yet, none may run but those that the step opened.
        let had_none = rows_on(Machine::Case, action)
            .flat_map(|r| r.from.iter())
            .any(|stage| !super::reopening::has_room(*stage));
        let opened: Vec<_> = last(ctx.track)
            .map(|(seq, _)| touched(ctx.file, ctx.track, seq).map(|(t, _)| t.id))
            .into_iter()
            .flatten()
            .collect();
        let mut others = ctx.file.tracks.iter().filter(|t| t.id != ctx.track.id);
        let runs = others.any(|t| !t.stage.is_final() && !opened.contains(&t.id));
        return moves(action) && had_none && runs;
    }
    let others_ended = || {
        let mut others = ctx.file.tracks.iter().filter(|t| t.id != ctx.track.id);
        others.all(|t| t.machine == Machine::Case || t.stage.is_final())
    };
    let reopened_case = ctx.file.case_track().is_some_and(|c| {
        let last = last(c).map(|(_, s)| s.action);
        last == Some(Action::ReopenWith)
    });
    !super::reopening::case_has_room(ctx.file)
        || action == Action::Reopen && others_ended() && !reopened_case
}

/// Whether the case ended through another track's step since: it rests on this track's end.
fn ended_since(ctx: &Ctx<'_>, seq: i64) -> bool {
    let cause = Cause {
        track: ctx.track.id,
        seq,
    };
    let moved = |track: &Track| {
        let last = track.standing().rev().find(|(_, s)| moves(s.action));
        last.map(|(seq, s)| (seq, s.cause))
    };
    // What did not move the track did not end it.
    let ended = moved(ctx.track).is_some_and(|(last, _)| last == seq);
    let closing = ctx.file.case_track().and_then(|case| {
        let closed = case.stage == Stage::CaseClosed && case.id != ctx.track.id;
        moved(case).filter(|_| closed)
    });
    ended && closing.is_some_and(|(_, by)| by != Some(cause))
}

/// Whether the case would stand where it ends with its last track, all of which have ended meanwhile.
fn would_end_the_case(ctx: &Ctx<'_>, action: Action) -> bool {
    let ends_from: Vec<Stage> = rows(Action::CloseCase)
        .flat_map(|r| r.from.iter().copied())
        .collect();
    let led_from = rows_on(Machine::Case, action).flat_map(|r| r.from.iter());
    ctx.track.machine == Machine::Case
        && moves(action)
        && !ends_from.contains(&ctx.track.stage)
        && ctx.file.tracks.len() > 1
        && ctx.file.all_other_tracks_ended()
        && led_from.into_iter().any(|stage| ends_from.contains(stage))
}

/// Tracks on which a step caused one, each with that one's `seq`.
fn touched<'a>(
    file: &'a CaseFile,
    track: &Track,
    seq: i64,
) -> impl Iterator<Item = (&'a Track, i64)> {
    let cause = Cause {
        track: track.id,
        seq,
    };
    file.tracks.iter().filter_map(move |t| {
        let (seq, _) = t.standing().find(|(_, s)| s.cause == Some(cause))?;
        Some((t, seq))
    })
}

/// The addressed track without its last step, where the row takes one back.
pub(super) fn own<'a>(ctx: &Ctx<'a>) -> Option<Back<'a>> {
    if ctx.rule.to != To::Before {
        return None;
    }
    let (seq, _) = last(ctx.track)?;
    Some(Back::new(ctx.file, ctx.track, seq))
}

/// The tracks that the step touched, without what it did there.
pub(super) fn elsewhere<'a>(ctx: &Ctx<'a>) -> Vec<Back<'a>> {
    let Some((seq, _)) = last(ctx.track) else {
        return Vec::new();
    };
    touched(ctx.file, ctx.track, seq)
        .map(|(track, seq)| Back::new(ctx.file, track, seq))
        .collect()
}

impl<'a> Back<'a> {
    fn new(file: &'a CaseFile, track: &'a Track, seq: i64) -> Self {
        let of_track = || {
            file.history
                .iter()
                .flatten()
                .filter(|e| e.track == track.id)
        };
        let stood = of_track().find(|e| e.seq == seq).and_then(|e| e.from);
        let void: Vec<i64> = (1..)
            .zip(&track.steps)
            .filter(|(_, s)| s.void)
            .map(|(seq, _)| seq)
            .collect();
        let mut rest = of_track().filter(|e| e.seq != seq && !void.contains(&e.seq));
        let without = rest.next().and_then(Track::opened_by).map(|mut track| {
            // An amendment kept a term as a step had closed it that is no more; another may have closed it since.
            let undone = |by: i64| by == seq || void.contains(&by);
            for event in rest {
                track.apply(event);
                let closed = track.terms.iter_mut();
                for term in closed.filter(|t| t.closed_by.is_some_and(undone)) {
                    term.closed_by = None;
                    term.closed_late = false;
                }
            }
            track
        });
        Self {
            track,
            stage: stood.unwrap_or(Stage::void(track.machine)),
            seq,
            without,
        }
    }

    /// A void track leaves no term open.
    pub fn closed(&self, at: Effective) -> Vec<ClosedTerm> {
        if self.without.is_some() {
            return Vec::new();
        }
        let open = self.track.terms.iter().filter(|t| t.is_open());
        open.map(|t| ClosedTerm {
            term: t.term,
            late: t.is_past(at.day, at.minute),
        })
        .collect()
    }

    /// What the taking back changes.
    pub fn changes(&self) -> Vec<Change> {
        let without = self.without.as_ref();
        vec![Change::TakenBack(Box::new(TakenBack {
            seq: self.seq,
            facts: without.unwrap_or(self.track).facts.clone(),
            terms: without.map(|w| w.terms.clone()),
            open_papers: without.map(|w| w.open_papers.clone()).unwrap_or_default(),
        }))]
    }
}
