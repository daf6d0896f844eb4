//! Terms that run, counted anew under the law book of today: the calendar is never pinned to a case.

use super::{check::World, events::Recorder, outside};
use crate::{
    file::{CaseFile, Change, Event, MovedTerm, TermStart, TermState, Track},
    law::{Book, TermRow},
    people::Actor,
    procedure::Action,
    time::{Effective, Moment, Zone},
};

/// One event per open track of which a running term ends on another day or hour under the book; none where nothing
/// moves. Ended tracks and closed terms stay as they are. A term keeps its length, unless the row of the book says
/// that it holds for terms that run already.
#[must_use]
pub fn recount(
    file: &CaseFile,
    actor: &Actor,
    recorded_at: Moment,
    world: World<'_>,
) -> Vec<Event> {
    let zone = file
        .case()
        .map_or(Zone::Wib, |c| world.offices.zone(c.handled_by));
    let by = Recorder {
        actor,
        recorded_at,
        zone,
    };
    let at = Effective::day(recorded_at.day_in(zone));
    let open = file.tracks.iter().filter(|t| !t.stage.is_final());
    let told = |track: &Track| {
        let moved = moved(track, world.book);
        (!moved.is_empty()).then(|| {
            let mut event = outside::event(track, Action::RecountTerms, at, by);
            event.changes = vec![Change::TermsMoved(moved)];
            event
        })
    };
    open.filter_map(told).collect()
}

/// The running terms of a track that end otherwise under a book.
#[must_use]
pub fn moved(track: &Track, book: &Book) -> Vec<MovedTerm> {
    let running = track.terms.iter().filter(|t| t.is_open());
    let afresh = running.map(|term| (term, term_under(term, book)));
    afresh
        .filter(|(old, new)| (old.due_day, old.due_at) != (new.due_day, new.due_at))
        .map(|(old, new)| MovedTerm {
            was: old.due_day,
            now: new,
        })
        .collect()
}

/// A term as a book counts it.
#[must_use]
pub fn term_under(term: &TermState, book: &Book) -> TermState {
    let Some(row) = book.term(term.term, term.law) else {
        return term.clone();
    };
    let row = if row.for_running {
        row.clone()
    } else {
        TermRow {
            amount: term.amount,
            unit: term.unit,
            ends: term.ends,
            ..row.clone()
        }
    };
    by_row(term, &row, book)
}

/// A term as another row counts it, from the same start, by the same way in and with the same pauses.
pub(super) fn by_row(term: &TermState, row: &TermRow, book: &Book) -> TermState {
    let own = book.term(term.term, term.law);
    let online = own.is_some_and(|own| own.ends != term.ends && own.ends_online == Some(term.ends));
    let row = &TermRow {
        ends: row.ends_online.filter(|_| online).unwrap_or(row.ends),
        ..row.clone()
    };
    let start = TermStart {
        seq: term.opened_by,
        day: term.start,
        minute: term.start_minute,
        zone: term.zone,
        paper: term.paper,
    };
    let counted = TermState::compute(row, start, book);
    TermState {
        closed_by: term.closed_by,
        closed_late: term.closed_late,
        ..counted.with_pauses(term.pauses.clone(), book)
    }
}
