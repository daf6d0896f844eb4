//! Reports that wait to be handed in at a counter, and the challenges that floods are held off with.

use diesel::prelude::*;
use netralitas_domain::{ids::OfficeId, time::Moment};
use uuid::Uuid;

use crate::{
    Read, StoreError, Uid, Write, insert_if_absent,
    schema::{announced_reports, tickets, used_challenges},
};

/// A report that waits.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = announced_reports)]
pub struct Announced {
    /// Its ticket.
    pub ticket_id: Uid,
    /// The office where it is to be handed in.
    pub office_id: Uid,
    /// What it says, sealed.
    pub sealed: Vec<u8>,
    /// When (microseconds).
    pub made_at: i64,
    /// Until when it can be handed in (microseconds).
    pub ends_at: i64,
}

/// Adds one; those that lapsed are erased, and their tickets end.
///
/// # Errors
/// Those of the database.
pub fn insert(tx: &mut Write<'_>, report: &Announced, now: Moment) -> Result<(), StoreError> {
    lapse(tx, now, now)?;
    diesel::insert_into(announced_reports::table)
        .values(report.clone())
        .execute(tx.conn())?;
    Ok(())
}

/// Erases those that lapsed before a moment; their tickets end.
///
/// # Errors
/// Those of the database.
pub fn lapse(tx: &mut Write<'_>, before: Moment, now: Moment) -> Result<(), StoreError> {
    let lapsed: Vec<Uid> = announced_reports::table
        .filter(announced_reports::ends_at.le(before.0))
        .select(announced_reports::ticket_id)
        .load(tx.conn())?;
    if !lapsed.is_empty() {
        diesel::delete(
            announced_reports::table.filter(announced_reports::ticket_id.eq_any(&lapsed)),
        )
        .execute(tx.conn())?;
        diesel::update(tickets::table.filter(tickets::id.eq_any(&lapsed)))
            .set(tickets::ended_at.eq(Some(now.0)))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// The one of a ticket that has not lapsed.
///
/// # Errors
/// Those of the database.
pub fn find(tx: &mut Read<'_>, ticket: Uuid, now: Moment) -> Result<Option<Announced>, StoreError> {
    Ok(announced_reports::table
        .find(Uid(ticket))
        .filter(announced_reports::ends_at.gt(now.0))
        .select(Announced::as_select())
        .get_result(tx.conn())
        .optional()?)
}

/// Erases one: it was handed in. Says whether it was there and waited at this office.
///
/// # Errors
/// Those of the database.
pub fn take(
    tx: &mut Write<'_>,
    ticket: Uuid,
    office: OfficeId,
    now: Moment,
) -> Result<bool, StoreError> {
    let gone = diesel::delete(
        announced_reports::table
            .find(Uid(ticket))
            .filter(announced_reports::office_id.eq(Uid(office.raw())))
            .filter(announced_reports::ends_at.gt(now.0)),
    )
    .execute(tx.conn())?;
    Ok(gone == 1)
}

/// Uses a challenge up; says whether it was new. Those that lapsed are forgotten.
///
/// # Errors
/// Those of the database.
pub fn use_challenge(
    tx: &mut Write<'_>,
    id: Uuid,
    ends: Moment,
    now: Moment,
) -> Result<bool, StoreError> {
    diesel::delete(used_challenges::table.filter(used_challenges::ends_at.le(now.0)))
        .execute(tx.conn())?;
    insert_if_absent!(
        tx,
        used_challenges::table,
        (
            used_challenges::id.eq(Uid(id)),
            used_challenges::ends_at.eq(ends.0),
        )
    )
}

/// How many challenges were used up that hold still: so much was filed at the door while a challenge holds.
///
/// # Errors
/// Those of the database.
pub fn challenges_used(tx: &mut Read<'_>, now: Moment) -> Result<i64, StoreError> {
    Ok(used_challenges::table
        .filter(used_challenges::ends_at.gt(now.0))
        .count()
        .get_result(tx.conn())?)
}

/// Every one with its sealed bytes.
///
/// # Errors
/// Those of the database.
pub fn all_sealed(tx: &mut Read<'_>) -> Result<Vec<(Uuid, Vec<u8>)>, StoreError> {
    let rows: Vec<(Uid, Vec<u8>)> = announced_reports::table
        .select((announced_reports::ticket_id, announced_reports::sealed))
        .load(tx.conn())?;
    Ok(rows
        .into_iter()
        .map(|(id, sealed)| (id.0, sealed))
        .collect())
}

/// Keeps one that was sealed anew.
///
/// # Errors
/// Those of the database.
pub fn reseal(tx: &mut Write<'_>, ticket: Uuid, sealed: &[u8]) -> Result<(), StoreError> {
    diesel::update(announced_reports::table.find(Uid(ticket)))
        .set(announced_reports::sealed.eq(sealed))
        .execute(tx.conn())?;
    Ok(())
}
