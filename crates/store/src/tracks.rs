//! Tracks: their state as one text without personal values, and the columns that lists filter by.

use diesel::prelude::*;
use netralitas_domain::{
    file::Track,
    ids::{CaseId, OfficeId, TrackId},
    time::Moment,
};

use crate::{Read, StoreError, Uid, Write, json, schema::tracks, scope::Scope, to_json};

/// Stands for "no open term": sorts after every real instant.
pub const NO_TERM: i64 = i64::MAX;

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = tracks)]
struct Columns {
    law: String,
    stage: String,
    ended: bool,
    version: i64,
    next_due: i64,
    respondent_id: Option<Uid>,
    authority_id: Option<Uid>,
    agency_id: Option<Uid>,
    state: String,
}

fn columns(track: &Track) -> Result<Columns, StoreError> {
    let uid = |id: Option<OfficeId>| id.map(|id| Uid(id.raw()));
    let agency = track
        .review()
        .and_then(|r| r.agency)
        .or_else(|| track.sanction().map(|s| s.agency))
        .or_else(|| track.control().map(|c| c.agency));
    let respondent = track
        .review()
        .map(|r| r.respondent)
        .or_else(|| track.sanction().map(|s| s.respondent))
        .or_else(|| track.control().map(|c| c.respondent))
        .or_else(|| track.referral().map(|r| r.respondent));
    Ok(Columns {
        respondent_id: respondent.map(|r| Uid(r.raw())),
        law: track.law.code().to_owned(),
        stage: track.stage.code().to_owned(),
        ended: track.stage.is_final(),
        version: track.version,
        next_due: track.next_due().map_or(NO_TERM, |m| m.0),
        authority_id: uid(track.review().map(|r| r.authority)),
        agency_id: uid(agency),
        state: to_json(track, "tracks", "state")?,
    })
}

/// Adds a track.
///
/// # Errors
/// Those of the database.
pub fn insert(tx: &mut Write<'_>, track: &Track, now: Moment) -> Result<(), StoreError> {
    let c = columns(track)?;
    diesel::insert_into(tracks::table)
        .values((
            tracks::id.eq(Uid(track.id.raw())),
            tracks::case_id.eq(Uid(track.case_id.raw())),
            tracks::machine.eq(track.machine.code()),
            tracks::created_at.eq(now.0),
            c,
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Saves a track over exactly the version it was decided on.
///
/// # Errors
/// [`StoreError::Stale`] when another version is stored.
pub fn save(tx: &mut Write<'_>, track: &Track, expected: i64) -> Result<(), StoreError> {
    let changed = diesel::update(
        tracks::table
            .filter(tracks::id.eq(Uid(track.id.raw())))
            .filter(tracks::version.eq(expected)),
    )
    .set(columns(track)?)
    .execute(tx.conn())?;
    if changed == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

/// One track, where it may be seen.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn visible(tx: &mut Read<'_>, scope: &Scope, id: TrackId) -> Result<Option<Track>, StoreError> {
    let state: Option<String> = tracks::table
        .filter(tracks::id.eq(Uid(id.raw())))
        .filter(scope.sees(tracks::id))
        .select(tracks::state)
        .get_result(tx.conn())
        .optional()?;
    state
        .map(|state| json(&state, "tracks", "state", id))
        .transpose()
}

/// One track.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn find(tx: &mut Read<'_>, id: TrackId) -> Result<Option<Track>, StoreError> {
    let state: Option<String> = tracks::table
        .filter(tracks::id.eq(Uid(id.raw())))
        .select(tracks::state)
        .get_result(tx.conn())
        .optional()?;
    state
        .map(|state| json(&state, "tracks", "state", id))
        .transpose()
}

/// Every track of a case, in the order of creation.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn of_case(tx: &mut Read<'_>, case: CaseId) -> Result<Vec<Track>, StoreError> {
    let rows: Vec<(Uid, String)> = tracks::table
        .filter(tracks::case_id.eq(Uid(case.raw())))
        .order((tracks::created_at.asc(), tracks::id.asc()))
        .select((tracks::id, tracks::state))
        .load(tx.conn())?;
    rows.iter()
        .map(|(id, state)| json(state, "tracks", "state", id))
        .collect()
}
