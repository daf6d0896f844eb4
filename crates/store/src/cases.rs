//! The case row: what commands lock, and what lists of cases filter by.

use diesel::prelude::*;
use netralitas_domain::{
    file::{CaseFacts, CaseFile, Change, Event, Track},
    ids::{CaseId, TrackId},
};

use crate::{
    Read, StoreError, Uid, Write,
    backend::quirks::{self, Lockable},
    schema::cases,
    tracks as track_rows,
};

/// Adds a case row for an opened case.
///
/// # Errors
/// Those of the database.
pub fn insert(
    tx: &mut Write<'_>,
    track: &Track,
    facts: &CaseFacts,
    event: &Event,
) -> Result<(), StoreError> {
    diesel::insert_into(cases::table)
        .values((
            cases::id.eq(Uid(track.case_id.raw())),
            cases::election.eq(&facts.election),
            cases::race.eq(&facts.race),
            cases::origin.eq(facts.origin.code()),
            cases::handled_by.eq(Uid(facts.handled_by.raw())),
            cases::filed_day.eq(facts.filed.day),
            cases::created_at.eq(event.recorded_at.0),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// How many cases there are, whoever may see them: for whoever makes or moves a whole database.
///
/// # Errors
/// Those of the database.
pub fn count(tx: &mut Read<'_>) -> Result<i64, StoreError> {
    Ok(cases::table.count().get_result(tx.conn())?)
}

/// Follows changes of the case track that the row shows.
///
/// # Errors
/// Those of the database.
pub fn follow(tx: &mut Write<'_>, event: &Event, facts: &CaseFacts) -> Result<(), StoreError> {
    if event.changes.iter().any(|c| {
        matches!(
            c,
            Change::MovedTo(_)
                | Change::Succeeded { .. }
                | Change::BecameFinding(_)
                | Change::Refiled { .. }
        )
    }) {
        diesel::update(cases::table.filter(cases::id.eq(Uid(event.case_id.raw()))))
            .set((
                cases::handled_by.eq(Uid(facts.handled_by.raw())),
                cases::origin.eq(facts.origin.code()),
                cases::filed_day.eq(facts.filed.day),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// How a command holds its case. Order: the case, then the track.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// An ordinary step: the case beside others, its own track alone.
    Track,
    /// A step that may end a track, or opens, closes or moves a sibling: the case alone.
    Case,
}

/// Locks and loads a case with all its tracks.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn load_for_update(
    tx: &mut Write<'_>,
    case: CaseId,
    track: TrackId,
    hold: Hold,
) -> Result<Option<CaseFile>, StoreError> {
    match hold {
        Hold::Case => quirks::lock_for_update(tx, Lockable::Cases, Uid(case.raw()))?,
        Hold::Track => quirks::lock_key_share(tx, Lockable::Cases, Uid(case.raw()))?,
    }
    quirks::lock_for_update(tx, Lockable::Tracks, Uid(track.raw()))?;
    load(tx, case)
}

/// Loads a case with all its tracks as they stand now, whoever wrote them, and holds it so that nobody else does the
/// same before this transaction has ended: for what follows from several tracks, of which a step holds its own alone.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn load_in_turn(tx: &mut Write<'_>, case: CaseId) -> Result<Option<CaseFile>, StoreError> {
    quirks::take_turns(tx, Uid(case.raw()))?;
    load(tx, case)
}

/// Holds a case alone, against every step on it.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn load_alone(tx: &mut Write<'_>, case: CaseId) -> Result<Option<CaseFile>, StoreError> {
    quirks::lock_for_update(tx, Lockable::Cases, Uid(case.raw()))?;
    load(tx, case)
}

/// Loads a case with all its tracks; one statement.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn load(tx: &mut Read<'_>, case: CaseId) -> Result<Option<CaseFile>, StoreError> {
    let tracks = track_rows::of_case(tx, case)?;
    Ok((!tracks.is_empty()).then_some(CaseFile {
        tracks,
        ..CaseFile::new(case)
    }))
}
