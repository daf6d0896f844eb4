//! What was on record before there was a ledger.

use diesel::prelude::*;
use netralitas_domain::{
    figures::moved,
    file::CaseFile,
    ids::{CaseId, Id},
};

use super::entering::{Line, Source, counts_for_all, enter};
use crate::{
    StoreError, Uid, Write, journal,
    schema::{cases, figures},
    tracks,
};

/// Enters what older cases count for, step after step of their journals, as if each had been entered when it was
/// recorded; a case that has entries is left as it is. A migration runs it after the snapshots were written.
///
/// # Errors
/// Those of the database; unreadable journal rows.
pub(crate) fn enter_older(tx: &mut Write<'_>) -> Result<(), StoreError> {
    let all: Vec<Uid> = cases::table
        .select(cases::id)
        .order(cases::id.asc())
        .load(tx.conn())?;
    for case in all {
        // The first step of a case opens its own track, which has its identifier.
        let entered: Option<i64> = figures::table
            .filter(figures::track_id.eq(case))
            .select(diesel::dsl::min(figures::id))
            .get_result(tx.conn())?;
        if entered.is_none() {
            enter_case(tx, Id::new(case.0))?;
        }
    }
    Ok(())
}

fn enter_case(tx: &mut Write<'_>, case: CaseId) -> Result<(), StoreError> {
    // As it stands in its chain now: when that changed is not told again.
    let counts = counts_for_all(tx, case)?;
    // What is counted looks at the tracks in the order in which they are kept.
    let order: Vec<_> = tracks::of_case(tx, case)?.iter().map(|t| t.id).collect();
    let place = |id| order.iter().position(|o| *o == id);
    let mut lines = Vec::new();
    let mut file = CaseFile::new(case);
    for entry in journal::of_case(tx, case)? {
        let before = file.clone();
        file.apply(std::slice::from_ref(&entry.event));
        file.tracks.sort_by_key(|t| place(t.id));
        let source = Source::of(&entry.event, entry.position);
        let before = (!before.tracks.is_empty()).then_some(&before);
        lines.extend(Line::all_of(moved(before, &file), counts, source));
    }
    enter(tx, &lines)
}
