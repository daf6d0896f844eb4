//! Taking back the last step of a track: what the track and those it touched are without it.
//!
//! State is the fold of events, so a track without a step is the fold of its other events; nothing has to be
//! undone by hand. The file brings the events.

use std::borrow::Cow;

use crate::acts::{
    after_end::reopening::{self, TracksRun},
    guard_check::Ctx,
    judge::moves,
    mistakes::term_shift::repaused,
    respondents,
    review::joining,
};
use crate::{
    file::{CaseFile, Cause, Change, ClosedTerm, Event, Pause, StepMark, TakenBack, Track},
    ids::TrackId,
    law::LawSet,
    procedure::{Action, Machine, Stage, To},
    time::Effective,
};

/// A track as it is without a step.
pub(in crate::acts) struct Back<'a> {
    pub track: &'a Track,
    pub stage: Stage,
    seq: i64,
    without: Option<Track>,
}

/// The step that would be taken back: the last that stands and is no amendment, which is amended again
/// instead, and not what a link or a joining of another case, the end of an office or a
/// change of the law book did here.
pub(in crate::acts) fn last(track: &Track) -> Option<(i64, &StepMark)> {
    track.standing().rev().find(|(_, s)| {
        !matches!(
            s.action,
            Action::Amend
                | Action::AmendWith
                | Action::IdentifyRespondent
                | Action::FollowLink
                | Action::FollowJoining
                | Action::SucceedOffice
                | Action::RecountTerms
                | Action::ErasePerson
        )
    })
}

/// Whether nobody has acted on what the last step did to other tracks: there it is the last step too. A step
/// that another track's step caused is taken back with that one only.
pub(in crate::acts) fn nothing_followed(ctx: &Ctx<'_>) -> bool {
    let Some((seq, step)) = last(ctx.track) else {
        return false;
    };
    let spawned = seq == 1 && ctx.case().is_some_and(|c| !c.links.is_empty());
    let last_there = |(track, seq): (&Track, i64)| {
        last(track).is_some_and(|(own, step)| own == seq && !step.sent)
    };
    step.cause.is_none()
        && !beyond_this_case(step.action)
        && !spawned
        && touched(ctx.file, ctx.track, seq).all(last_there)
        && !touched(ctx.file, ctx.track, seq).any(|(track, seq)| seq == 1 && carries_others(track))
        && coheres_without(ctx.file, ctx.track, seq)
}

/// Whether the review is where one of another case goes on: it was not opened for nothing.
fn carries_others(track: &Track) -> bool {
    let own = track.review().filter(|r| r.continues.is_none());
    own.is_some_and(crate::file::ReviewFacts::carries_others)
}

/// Steps that reach into another case, or that undo one themselves: their own way back is a step of its own.
pub(in crate::acts) const fn beyond_this_case(action: Action) -> bool {
    matches!(
        action,
        Action::SplitCase
            | Action::LinkCases
            | Action::UnlinkCases
            | Action::MergeCases
            | Action::JoinReviews
            | Action::RestoreRespondent
    )
}

/// Whether the case fits its other tracks when they all stand as before the step: it runs while one of them does, and
/// it has ended, or is not sent yet, while none does.
fn coheres_without(file: &CaseFile, track: &Track, seq: i64) -> bool {
    let undone: Vec<(TrackId, i64)> = touched(file, track, seq)
        .map(|(t, seq)| (t.id, seq))
        .chain([(track.id, seq)])
        .collect();
    let stage = |t: &Track| match undone.iter().find(|(id, _)| *id == t.id) {
        Some((_, seq)) => stands_without(t, *seq),
        None => t.stage,
    };
    let runs = |t: &Track| t.machine != Machine::Case && !stage(t).is_final();
    let any_runs = file.tracks.iter().any(runs);
    file.case_track()
        .map(stage)
        .is_some_and(|case| match reopening::tracks_at(case) {
            TracksRun::Always => any_runs,
            TracksRun::Perhaps => true,
            TracksRun::Never => !any_runs,
        })
}

/// Where a track stands without a step: where it stood before. A record moved nothing, and the track may have come
/// back from its end since, with a respondent who was restored.
fn stands_without(track: &Track, seq: i64) -> Stage {
    match track.step(seq) {
        Some(step) if !moves(step.action) => track.stage,
        step => step
            .and_then(|s| s.from)
            .unwrap_or(Stage::void(track.machine)),
    }
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
pub(in crate::acts) fn own<'a>(ctx: &Ctx<'a>) -> Option<Back<'a>> {
    let unmerges = ctx.rule.action == Action::UnmergeCases;
    if ctx.rule.to != To::Before && !unmerges {
        return None;
    }
    let seq = match ctx.rule.action {
        Action::UnmergeCases => {
            let mut merges = ctx.track.standing().rev();
            merges.find(|(_, s)| s.action == Action::MergeCases)?.0
        }
        Action::SeparateReviews => joining::joined_by(ctx.track)?,
        _ => last(ctx.track)?.0,
    };
    Some(Back::new(ctx, ctx.track, seq))
}

/// The tracks that the step touched, without what it did there.
pub(in crate::acts) fn elsewhere<'a>(ctx: &Ctx<'a>) -> Vec<Back<'a>> {
    let seq = match ctx.rule.to {
        To::Before if ctx.rule.action == Action::SeparateReviews => joining::joined_by(ctx.track),
        To::Before => last(ctx.track).map(|(seq, _)| seq),
        _ => respondents::change::restored(ctx),
    };
    let Some(seq) = seq else {
        return Vec::new();
    };
    touched(ctx.file, ctx.track, seq)
        .map(|(track, seq)| Back::new(ctx, track, seq))
        .collect()
}

/// Whether a step did anything to other tracks.
pub(in crate::acts) fn touches(ctx: &Ctx<'_>, seq: i64) -> bool {
    touched(ctx.file, ctx.track, seq).next().is_some()
}

/// Whether what a step did to other tracks is the last that was done there, records apart.
pub(in crate::acts) fn untouched_since(ctx: &Ctx<'_>, seq: i64) -> bool {
    touched(ctx.file, ctx.track, seq).all(|(track, seq)| {
        let mut after = track.standing().filter(|(own, _)| *own > seq);
        after.all(|(_, s)| !moves(s.action) && !s.sent)
    })
}

/// What happened, but for the days that an amendment gave to what no step of the track did any more.
fn amended_without<'e>(
    track: &Track,
    event: &'e Event,
    undone: impl Fn(i64) -> bool,
) -> Cow<'e, Event> {
    if !matches!(event.action, Action::Amend | Action::AmendWith) {
        return Cow::Borrowed(event);
    }
    let mut event = event.clone();
    event.opened.retain(|term| !undone(term.opened_by));
    event.changes.retain(|change| match change {
        Change::RegisteredOn(_) => track.case().is_some_and(|c| c.registered_on.is_some()),
        Change::RunsMoved { seq, .. } => !undone(*seq),
        Change::ReceivedOn(_) => track.review().is_some_and(|r| r.received_on.is_some()),
        _ => true,
    });
    Cow::Owned(event)
}

/// An amendment kept a term as steps had closed or paused it that are no more; others may have done so since.
fn without_marks_of(track: &mut Track, undone: impl Fn(i64) -> bool, ctx: &Ctx<'_>) {
    for term in &mut track.terms {
        if term.closed_by.is_some_and(&undone) {
            term.closed_by = None;
            term.closed_late = false;
        }
        let stand = term.pauses.iter().filter(|p| !undone(p.by));
        let pauses: Vec<Pause> = stand
            .map(|p| match p.ended_by {
                Some(by) if undone(by) => Pause {
                    ended_by: None,
                    to: None,
                    ..*p
                },
                _ => *p,
            })
            .collect();
        let row = ctx.world.book.term(term.term, term.law);
        if let Some(row) = row.filter(|_| pauses != term.pauses) {
            *term = repaused(term, row, pauses, ctx);
        }
    }
}

impl<'a> Back<'a> {
    fn new(ctx: &Ctx<'a>, track: &'a Track, seq: i64) -> Self {
        let of_track = || {
            ctx.file
                .history
                .iter()
                .flatten()
                .filter(|e| e.track == track.id)
        };
        let void: Vec<i64> = (1..)
            .zip(&track.steps)
            .filter(|(_, s)| s.void)
            .map(|(seq, _)| seq)
            .collect();
        let mut rest = of_track().filter(|e| e.seq != seq && !void.contains(&e.seq));
        let without = rest.next().and_then(Track::opened_by).map(|mut track| {
            let undone = |by: i64| by == seq || void.contains(&by);
            for event in rest {
                track.apply(&amended_without(&track, event, undone));
                without_marks_of(&mut track, undone, ctx);
            }
            track
        });
        Self {
            track,
            stage: stands_without(track, seq),
            seq,
            without,
        }
    }

    /// The law text under which it stands without the step.
    pub fn law(&self) -> LawSet {
        self.without.as_ref().unwrap_or(self.track).law
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
