//! Which terms were not kept: those that passed and still run, and those that ended late.

use super::{Dimensions, Entry, Figure, Sheet};
use crate::{file::Track, ids::PartyId, procedure::kept_by};

/// Enters the terms of a track that somebody has to keep. One that runs is late from the day after its last one, whether
/// or not anybody does anything on that day: it is entered there when it opens, and taken off again when it is kept.
pub(super) fn enter(
    track: &Track,
    respondent: Option<PartyId>,
    by: &Dimensions,
    sheet: &mut Sheet,
) {
    if track.is_void() {
        return;
    }
    for term in track.terms.iter().filter(|t| kept_by(t.term).is_some()) {
        let entry = |figure, day| Entry {
            figure,
            day,
            track: track.id,
            respondent,
            by: Dimensions {
                state: Some(term.term.code()),
                ..by.clone()
            },
        };
        let Some(late) = term.due_day.succ_opt() else {
            continue;
        };
        let closed = term.closed_by.and_then(|seq| track.step(seq));
        match closed {
            None if term.is_open() && !term.is_paused() => {
                sheet.enter(entry(Figure::TermsOverdue, late), 1);
            }
            // By the hour it may end late on its last day.
            Some(step) if term.closed_late => {
                sheet.enter(entry(Figure::TermsOverdue, late), 1);
                sheet.enter(entry(Figure::TermsOverdue, step.at.day.max(late)), -1);
                sheet.enter(entry(Figure::TermsEndedLate, step.at.day), 1);
            }
            _ => {}
        }
    }
}
