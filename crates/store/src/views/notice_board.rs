//! Cases whose status stands on the notice board of an office. What of them is told to everybody is for the caller.

use chrono::{Datelike as _, NaiveDate};
use diesel::{dsl::exists, prelude::*};
use netralitas_domain::{
    file::Track,
    ids::OfficeId,
    procedure::{Machine, ON_THE_NOTICE_BOARD},
};

use crate::{
    Read, StoreError, Uid,
    backend::capped,
    json,
    schema::{cases, journal, tracks},
};

/// The case tracks of an office that were announced in a year, the newest cases first, at most `limit`.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn tracks(
    tx: &mut Read<'_>,
    office: OfficeId,
    year: i32,
    limit: i64,
) -> Result<Vec<Track>, StoreError> {
    let Some(first) = NaiveDate::from_ymd_opt(year, 1, 1) else {
        return Ok(Vec::new());
    };
    let last = first.with_month(12).and_then(|d| d.with_day(31));
    let steps: Vec<&str> = ON_THE_NOTICE_BOARD.iter().map(|a| a.code()).collect();
    let announced = journal::table
        .filter(journal::track_id.eq(tracks::id))
        .filter(journal::action.eq_any(steps))
        .filter(journal::effective_day.ge(first))
        .filter(journal::effective_day.le(last.unwrap_or(first)));
    let query = tracks::table
        .inner_join(cases::table.on(cases::id.eq(tracks::case_id)))
        .filter(cases::handled_by.eq(Uid(office.raw())))
        .filter(tracks::machine.eq(Machine::Case.code()))
        .filter(exists(announced))
        .order((cases::created_at.desc(), tracks::id.desc()))
        .select((tracks::id, tracks::state));
    let rows: Vec<(Uid, String)> = capped(query, limit).load(tx.conn())?;
    rows.iter()
        .map(|(id, state)| json(state, "tracks", "state", id))
        .collect()
}
