//! Terms that run, counted anew under the law book of today: the calendar is never pinned to a case.
//!
//! After a change of the book the running terms follow in batches ([`recount`]). Until a batch has reached a track,
//! whoever reads it or acts on it counts its terms first ([`afresh`]); a step that is taken meanwhile tells in its own
//! event which terms it found moved ([`told`]), so that the journal says what the step rested on.

use std::borrow::Cow;

use uuid::Uuid;

use crate::acts::{check::World, events::Recorder, outside};
use crate::{
    file::{CaseFile, Change, Event, MovedTerm, TermStart, TermState, Track},
    law::{Book, TermRow},
    people::Actor,
    procedure::Action,
    time::{Effective, Moment, Zone},
};

/// One event per open track of which a running term ends on another day or hour under the book; none where nothing
/// moves. Ended tracks and closed terms stay as they are. A term keeps its length, unless the row of the book says
/// that it holds for terms that run already. Each event names the changes of the book that are followed.
#[must_use]
pub fn recount(
    file: &CaseFile,
    followed: &[Uuid],
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
    let told = |track: &Track| {
        let moved = moved(track, world.book);
        (!moved.is_empty()).then(|| {
            let mut event = outside::event(track, Action::RecountTerms, at, by);
            event.changes = vec![
                Change::TermsMoved(moved),
                Change::LawChanged(followed.to_vec()),
            ];
            event
        })
    };
    file.tracks.iter().filter_map(told).collect()
}

/// The running terms of a track that end otherwise under a book; none of an ended track.
#[must_use]
pub fn moved(track: &Track, book: &Book) -> Vec<MovedTerm> {
    let open = !track.stage.is_final();
    let running = track.terms.iter().filter(|t| open && t.is_open());
    let afresh = running.map(|term| (term, term_under(term, book)));
    afresh
        .filter(|(old, new)| (old.due_day, old.due_at) != (new.due_day, new.due_at))
        .map(|(old, new)| MovedTerm {
            was: old.due_day,
            now: new,
        })
        .collect()
}

/// The file with its running terms as the book of today counts them; the file itself where none moves.
#[must_use]
pub fn afresh<'f>(file: &'f CaseFile, book: &Book) -> Cow<'f, CaseFile> {
    let moves = |track: &Track| !moved(track, book).is_empty();
    if !file.tracks.iter().any(moves) {
        return Cow::Borrowed(file);
    }
    let mut file = file.clone();
    for track in &mut file.tracks {
        let terms = moved(track, book);
        track.count_afresh(&terms);
    }
    Cow::Owned(file)
}

/// Adds to the events of a step what their tracks' terms were found to have become since they were stored.
pub(in crate::acts) fn told(stored: &CaseFile, book: &Book, events: &mut [Event]) {
    for event in events {
        let Some(track) = stored.track(event.track) else {
            continue;
        };
        for change in &mut event.changes {
            // Terms that a step taken back had closed run again, under the book of today.
            if let Change::TakenBack(back) = change {
                for term in back.terms.iter_mut().flatten().filter(|t| t.is_open()) {
                    let now = term_under(term, book);
                    if (now.due_day, now.due_at) != (term.due_day, term.due_at) {
                        *term = now;
                    }
                }
            }
        }
        let terms: Vec<MovedTerm> = moved(track, book)
            .into_iter()
            .filter(|found| !says(event, found))
            .map(|mut found| {
                // The fold closes the term first; what takes its place is closed by the same step.
                let closed = event.closed.iter().find(|c| c.term == found.now.term);
                if let Some(closed) = closed {
                    found.now.closed_by = Some(event.seq);
                    found.now.closed_late = closed.late;
                }
                found
            })
            .collect();
        if !terms.is_empty() {
            event.changes.insert(0, Change::TermsMoved(terms));
        }
    }
}

/// Whether an event says of itself what becomes of a term: it was decided on the terms as they are today.
fn says(event: &Event, found: &MovedTerm) -> bool {
    let same = |of: &TermState| (of.term, of.opened_by) == (found.now.term, found.now.opened_by);
    event.changes.iter().any(|change| match change {
        Change::TermsMoved(list) => list.iter().any(|m| same(&m.now)),
        _ => false,
    })
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
pub(in crate::acts) fn by_row(term: &TermState, row: &TermRow, book: &Book) -> TermState {
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
        region: term.region.as_deref(),
        paper: term.paper,
    };
    let counted = TermState::compute(row, start, book);
    TermState {
        closed_by: term.closed_by,
        closed_late: term.closed_late,
        ..counted.with_pauses(term.pauses.clone(), book)
    }
}
