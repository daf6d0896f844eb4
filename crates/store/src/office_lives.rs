//! How offices come and go: what is known beside the rules' needs, closing, and the append-only list of changes.

use chrono::NaiveDate;
use diesel::prelude::*;
use netralitas_domain::{
    ids::{AccountId, Id, OfficeId},
    time::Moment,
};

use crate::{
    Read, StoreError, Uid, Write,
    backend::quirks,
    insert_if_absent, meta,
    schema::{access, office_events, office_lives, offices, tracks},
};

/// What is known of an office beside what the rules need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Life {
    /// The office.
    pub office: OfficeId,
    /// Steps with every change; 1 at first.
    pub version: i64,
    /// The election for which an ad hoc office was formed.
    pub election: Option<String>,
    /// The area's code of the Ministry of Home Affairs, where it was seen.
    pub ministry_code: Option<String>,
    /// The post that is the personnel officer (PPK) of an agency.
    pub personnel_officer: Option<String>,
    /// Doubts and sources.
    pub note: Option<String>,
    /// When it was closed.
    pub closed_at: Option<Moment>,
    /// Who followed it.
    pub successor: Option<OfficeId>,
}

impl Life {
    /// The life of an office of which nothing more is known.
    #[must_use]
    pub const fn new(office: OfficeId) -> Self {
        Self {
            office,
            version: 1,
            election: None,
            ministry_code: None,
            personnel_officer: None,
            note: None,
            closed_at: None,
            successor: None,
        }
    }
}

/// One change of an office. The version says its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeEvent {
    /// The office.
    pub office: OfficeId,
    /// The version it made.
    pub version: i64,
    /// What happened: `added`, `changed`, `closed`, `succeeded`, `took_over`, `moved_below`.
    pub kind: String,
    /// Who did it; none where the command line was used without a name.
    pub account: Option<AccountId>,
    /// The office of that account.
    pub by_office: Option<OfficeId>,
    /// The day it counts from.
    pub effective: NaiveDate,
    /// When it was recorded.
    pub recorded_at: Moment,
    /// What changed, as JSON; offices and counts, no personal value.
    pub content: String,
}

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = office_lives, treat_none_as_null = true)]
struct LifeRow {
    office_id: Uid,
    version: i64,
    election: Option<String>,
    ministry_code: Option<String>,
    personnel_officer: Option<String>,
    note: Option<String>,
    closed_at: Option<i64>,
    successor_id: Option<Uid>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = office_events)]
struct EventRow {
    office_id: Uid,
    version: i64,
    kind: String,
    account_id: Option<Uid>,
    by_office: Option<Uid>,
    effective_day: NaiveDate,
    recorded_at: i64,
    content: String,
}

/// Every life that is written down.
///
/// # Errors
/// Those of the database.
pub fn all(tx: &mut Read<'_>) -> Result<Vec<Life>, StoreError> {
    let rows: Vec<LifeRow> = office_lives::table
        .select(LifeRow::as_select())
        .load(tx.conn())?;
    Ok(rows
        .into_iter()
        .map(|row| Life {
            office: Id::new(row.office_id.0),
            version: row.version,
            election: row.election,
            ministry_code: row.ministry_code,
            personnel_officer: row.personnel_officer,
            note: row.note,
            closed_at: row.closed_at.map(Moment),
            successor: row.successor_id.map(|id| Id::new(id.0)),
        })
        .collect())
}

/// Writes a life over whatever was known, and its event. Readers reload the offices.
///
/// # Errors
/// [`StoreError::Unique`] when another change made this version first.
pub fn put(tx: &mut Write<'_>, life: &Life, event: &OfficeEvent) -> Result<(), StoreError> {
    let row = || LifeRow {
        office_id: Uid(life.office.raw()),
        version: life.version,
        election: life.election.clone(),
        ministry_code: life.ministry_code.clone(),
        personnel_officer: life.personnel_officer.clone(),
        note: life.note.clone(),
        closed_at: life.closed_at.map(|m| m.0),
        successor_id: life.successor.map(|id| Uid(id.raw())),
    };
    let new = insert_if_absent!(tx, office_lives::table, row())?;
    if !new {
        diesel::update(
            office_lives::table.filter(office_lives::office_id.eq(Uid(life.office.raw()))),
        )
        .set(row())
        .execute(tx.conn())?;
    }
    diesel::insert_into(office_events::table)
        .values(EventRow {
            office_id: Uid(event.office.raw()),
            version: event.version,
            kind: event.kind.clone(),
            account_id: event.account.map(|id| Uid(id.raw())),
            by_office: event.by_office.map(|id| Uid(id.raw())),
            effective_day: event.effective,
            recorded_at: event.recorded_at.0,
            content: event.content.clone(),
        })
        .execute(tx.conn())?;
    meta::step(tx, meta::OFFICES_VERSION)
}

/// The changes of an office, oldest first.
///
/// # Errors
/// Those of the database.
pub fn events(tx: &mut Read<'_>, office: OfficeId) -> Result<Vec<OfficeEvent>, StoreError> {
    let rows: Vec<EventRow> = office_events::table
        .filter(office_events::office_id.eq(Uid(office.raw())))
        .order(office_events::version.asc())
        .select(EventRow::as_select())
        .load(tx.conn())?;
    Ok(rows
        .into_iter()
        .map(|row| OfficeEvent {
            office: Id::new(row.office_id.0),
            version: row.version,
            kind: row.kind,
            account: row.account_id.map(|id| Id::new(id.0)),
            by_office: row.by_office.map(|id| Id::new(id.0)),
            effective: row.effective_day,
            recorded_at: Moment(row.recorded_at),
            content: row.content,
        })
        .collect())
}

/// Holds an office for its end: nobody files at it or moves a case to it meanwhile.
///
/// # Errors
/// [`StoreError::Busy`] when a filing keeps it too long.
pub fn hold_alone(tx: &mut Write<'_>, office: OfficeId) -> Result<(), StoreError> {
    quirks::hold_office(tx, Uid(office.raw()))
}

/// Holds an office against its end while something is filed at it; whether it is open is read afterwards.
///
/// # Errors
/// [`StoreError::Busy`] when its end keeps it too long.
pub fn share(tx: &mut Write<'_>, office: OfficeId) -> Result<(), StoreError> {
    quirks::share_office(tx, Uid(office.raw()))
}

/// Holds an office open while something is filed at it or moved to it, beside others that do the same.
///
/// # Errors
/// [`StoreError::Busy`] when the office was closed meanwhile (what was decided on is old; the repetition is
/// decided anew), or its end keeps it too long.
pub fn hold_open(tx: &mut Write<'_>, office: OfficeId) -> Result<(), StoreError> {
    let id = Uid(office.raw());
    quirks::share_office(tx, id)?;
    let closed: i64 = office_lives::table
        .filter(office_lives::office_id.eq(id))
        .filter(office_lives::closed_at.is_not_null())
        .count()
        .get_result(tx.conn())?;
    if closed == 0 {
        Ok(())
    } else {
        Err(StoreError::Busy)
    }
}

/// The cases with an open track that an office sees, in the order in which they are locked. For the end of the
/// office alone, so it takes a [`Write`].
///
/// # Errors
/// Those of the database.
pub fn open_cases(
    tx: &mut Write<'_>,
    office: OfficeId,
) -> Result<Vec<netralitas_domain::ids::CaseId>, StoreError> {
    let mut ids: Vec<Uid> = access::table
        .inner_join(tracks::table.on(tracks::id.eq(access::track_id)))
        .filter(access::office_id.eq(Uid(office.raw())))
        .filter(tracks::ended.eq(false))
        .select(access::case_id)
        .distinct()
        .load(tx.conn())?;
    ids.sort_unstable_by_key(|id| id.0);
    Ok(ids.into_iter().map(|id| Id::new(id.0)).collect())
}

/// Gives every office below one another office above it.
///
/// # Errors
/// Those of the database.
pub fn move_below(tx: &mut Write<'_>, of: OfficeId, to: OfficeId) -> Result<(), StoreError> {
    diesel::update(offices::table.filter(offices::parent_id.eq(Uid(of.raw()))))
        .set(offices::parent_id.eq(Some(Uid(to.raw()))))
        .execute(tx.conn())?;
    Ok(())
}
