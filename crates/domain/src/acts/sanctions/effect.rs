//! From which day the measures of a decision run: counted when it takes effect, and anew where amended days move that
//! day.

use chrono::NaiveDate;

use crate::acts::{
    guard_check::Ctx,
    mistakes::term_shift::Shift,
    sanctions::{measures::last_of, moral},
};
use crate::{
    file::{Change, Event, Measure, MovedTerm, TermState, Track},
    procedure::{Action, Stage, Term},
};

/// The day on which a decision takes effect without a remedy: the last of its term, or the day of the step
/// where none runs (a moral sanction) or historic entry says an earlier one.
pub(in crate::acts) fn effect_day(ctx: &Ctx<'_>) -> NaiveDate {
    let moral = moral::only_moral(ctx);
    let term = ctx.track.open_term(Term::TakesEffect).filter(|_| !moral);
    by_term(term, ctx.at.day)
}

fn by_term(term: Option<&TermState>, step: NaiveDate) -> NaiveDate {
    term.map_or(step, |t| t.due_day.min(step))
}

/// Measures with the days on which they run from the day the decision takes effect. A first day that the
/// decision set later stands; else the law's duration is counted anew, so that no remedy shortens it.
pub(in crate::acts) fn running(
    ctx: &Ctx<'_>,
    measures: &[Measure],
    effect: NaiveDate,
) -> Vec<Measure> {
    let run = |m: &Measure| {
        let mut m = m.clone();
        let months = ctx
            .world
            .book
            .sanction_kind(&m.regime, &m.kind)
            .and_then(|k| k.duration_months);
        let first = m.from.map_or(effect, |from| from.max(effect));
        m.runs_from = Some(first);
        m.runs_to = match months {
            Some(months) if m.from != Some(first) => last_of(first, months),
            _ => m.to,
        };
        m
    };
    measures.iter().map(run).collect()
}

/// The measures of each step that made a decision take effect, from the first one whose day an amendment moves; `terms`
/// are those that the amendment moves.
pub(in crate::acts) fn moved(
    ctx: &Ctx<'_>,
    track: &Track,
    shift: &Shift<'_>,
    terms: &[MovedTerm],
) -> Vec<Change> {
    // What took effect before the decision was opened again was decided anew.
    let anew = track.former_ends.iter().filter(|e| e.to == Stage::Proposed);
    let since = anew.map(|e| e.reopened_by).max().unwrap_or(0);
    let own = ctx.file.history.iter().flatten();
    let own = own.filter(|e| e.track == track.id && e.seq > since);
    let stands = |e: &&Event| track.step(e.seq).is_some_and(|s| !s.void);
    let mut all: Vec<Change> = Vec::new();
    let mut first_moved = None;
    for event in own.filter(stands) {
        let Some(measures) = event.changes.iter().find_map(|c| match c {
            Change::TookEffect(measures) => Some(measures),
            _ => None,
        }) else {
            continue;
        };
        let (Some(was), Some(now)) = (
            day(ctx, track, event, measures, &Shift::default(), &[]),
            day(ctx, track, event, measures, shift, terms),
        ) else {
            continue;
        };
        if was != now {
            first_moved = first_moved.or(Some(all.len()));
        }
        all.push(Change::RunsMoved {
            seq: event.seq,
            measures: running(ctx, measures, now),
        });
    }
    let Some(first) = first_moved else {
        return Vec::new();
    };
    all.split_off(first)
}

/// The day on which a decision took effect by a step, where that lies with these amendments.
fn day(
    ctx: &Ctx<'_>,
    track: &Track,
    event: &Event,
    measures: &[Measure],
    shift: &Shift<'_>,
    moved: &[MovedTerm],
) -> Option<NaiveDate> {
    let at = shift.at(track, event.seq)?.day;
    if event.action != Action::TakeEffect || moral::moral_alone(measures, ctx.world) {
        return Some(at);
    }
    let closed = |t: &&TermState| t.term == Term::TakesEffect && t.closed_by == Some(event.seq);
    let term = track.terms.iter().find(closed)?;
    let new = moved.iter().map(|m| &m.now).find(closed).unwrap_or(term);
    Some(by_term(Some(new), at))
}
