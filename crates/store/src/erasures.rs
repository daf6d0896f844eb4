//! Erasures of people: asked for by one, agreed to by two others, carried out. What is destroyed is in `erase.rs`.

use diesel::prelude::*;
use netralitas_domain::{
    ids::{AccountId, CaseId},
    time::Moment,
};
use uuid::Uuid;

use crate::{Read, StoreError, Uid, Write, schema::erasures};

/// An erasure.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = erasures)]
pub struct ErasureRow {
    /// Identifier.
    pub id: Uid,
    /// The case through which it was asked for.
    pub case_id: Uid,
    /// Who is to be erased.
    pub party_id: Uid,
    /// Who asks.
    pub account_id: Uid,
    /// Of which office.
    pub office_id: Uid,
    /// Why, by code.
    pub ground: String,
    /// What becomes of the texts, by code.
    pub texts: String,
    /// The files whose bytes go too, as a JSON list; none where every file of the case goes.
    pub files: Option<String>,
    /// The master key that sealed the purpose.
    pub kid: Option<String>,
    /// What for, in words, sealed; none once it is settled.
    pub purpose: Option<Vec<u8>>,
    /// Whether the head of the office that handles is among those who asked and agreed so far.
    pub headed: bool,
    /// When (microseconds).
    pub asked_at: i64,
    /// Until when it waits (microseconds).
    pub expires_at: i64,
    /// `waiting`, `carried_out`, `declined`, `withdrawn`.
    pub state: String,
    /// Who agreed first.
    pub agreed_by: Option<Uid>,
    /// When (microseconds).
    pub agreed_at: Option<i64>,
    /// Who agreed last, declined or withdrew.
    pub settled_by: Option<Uid>,
    /// When (microseconds).
    pub settled_at: Option<i64>,
    /// The line of the erasure list, JSON.
    pub line: Option<String>,
    /// Since when no byte is left in the database's own files (microseconds).
    pub scrubbed_at: Option<i64>,
}

/// The state of one that waits for agreement.
pub const WAITING: &str = "waiting";
/// The state of one that was carried out.
pub const CARRIED_OUT: &str = "carried_out";

/// Adds one.
///
/// # Errors
/// Those of the database.
pub fn insert(tx: &mut Write<'_>, row: &ErasureRow) -> Result<(), StoreError> {
    diesel::insert_into(erasures::table)
        .values(row.clone())
        .execute(tx.conn())?;
    Ok(())
}

/// Those of a case, oldest first. Whether the case may be seen is for the caller to ask.
///
/// # Errors
/// Those of the database.
pub fn of_case(tx: &mut Read<'_>, case: CaseId) -> Result<Vec<ErasureRow>, StoreError> {
    Ok(erasures::table
        .filter(erasures::case_id.eq(Uid(case.raw())))
        .order((erasures::asked_at.asc(), erasures::id.asc()))
        .select(ErasureRow::as_select())
        .load(tx.conn())?)
}

/// One of a case. Whether the case may be seen is for the caller to ask.
///
/// # Errors
/// Those of the database.
pub fn find(tx: &mut Read<'_>, id: Uuid, case: CaseId) -> Result<Option<ErasureRow>, StoreError> {
    Ok(erasures::table
        .filter(erasures::id.eq(Uid(id)))
        .filter(erasures::case_id.eq(Uid(case.raw())))
        .select(ErasureRow::as_select())
        .get_result(tx.conn())
        .optional()?)
}

/// The lines of those that were carried out here, oldest first, each with its erasure.
///
/// # Errors
/// Those of the database.
pub fn lines(tx: &mut Read<'_>) -> Result<Vec<(Uuid, String)>, StoreError> {
    let rows: Vec<(Uid, String)> = erasures::table
        .filter(erasures::state.eq(CARRIED_OUT))
        .filter(erasures::line.is_not_null())
        .order((erasures::settled_at.asc(), erasures::id.asc()))
        .select((erasures::id, erasures::line.assume_not_null()))
        .load(tx.conn())?;
    Ok(rows.into_iter().map(|(id, line)| (id.0, line)).collect())
}

/// Notes the first who agrees; false where it waits no more or somebody did before.
///
/// # Errors
/// Those of the database.
pub fn agree(
    tx: &mut Write<'_>,
    id: Uuid,
    by: AccountId,
    headed: bool,
    now: Moment,
) -> Result<bool, StoreError> {
    let done = diesel::update(
        erasures::table
            .filter(erasures::id.eq(Uid(id)))
            .filter(erasures::state.eq(WAITING))
            .filter(erasures::agreed_by.is_null()),
    )
    .set((
        erasures::agreed_by.eq(Some(Uid(by.raw()))),
        erasures::agreed_at.eq(Some(now.0)),
        erasures::headed.eq(headed),
    ))
    .execute(tx.conn())?;
    Ok(done == 1)
}

/// Settles one that waits, and forgets its purpose; `line` where it is carried out. False where it waits no more.
///
/// # Errors
/// Those of the database.
pub fn settle(
    tx: &mut Write<'_>,
    id: Uuid,
    state: &str,
    by: AccountId,
    line: Option<&str>,
    now: Moment,
) -> Result<bool, StoreError> {
    let done = diesel::update(
        erasures::table
            .filter(erasures::id.eq(Uid(id)))
            .filter(erasures::state.eq(WAITING)),
    )
    .set((
        erasures::state.eq(state),
        erasures::settled_by.eq(Some(Uid(by.raw()))),
        erasures::settled_at.eq(Some(now.0)),
        erasures::line.eq(line),
        erasures::kid.eq(None::<String>),
        erasures::purpose.eq(None::<Vec<u8>>),
    ))
    .execute(tx.conn())?;
    Ok(done == 1)
}

/// Puts what a list says was carried out in the place of what a restored database knows of it.
///
/// # Errors
/// Those of the database.
pub fn put(tx: &mut Write<'_>, row: &ErasureRow) -> Result<(), StoreError> {
    diesel::delete(erasures::table.filter(erasures::id.eq(row.id))).execute(tx.conn())?;
    insert(tx, row)
}

/// How many that were carried out are not scrubbed yet.
///
/// # Errors
/// Those of the database.
pub fn unscrubbed(tx: &mut Read<'_>) -> Result<i64, StoreError> {
    Ok(erasures::table
        .filter(erasures::state.eq(CARRIED_OUT))
        .filter(erasures::scrubbed_at.is_null())
        .count()
        .get_result(tx.conn())?)
}

/// Notes that no byte is left of those that were carried out until then.
///
/// # Errors
/// Those of the database.
pub fn scrubbed(tx: &mut Write<'_>, until: Moment, now: Moment) -> Result<usize, StoreError> {
    Ok(diesel::update(
        erasures::table
            .filter(erasures::state.eq(CARRIED_OUT))
            .filter(erasures::scrubbed_at.is_null())
            .filter(erasures::settled_at.le(Some(until.0))),
    )
    .set(erasures::scrubbed_at.eq(Some(now.0)))
    .execute(tx.conn())?)
}

/// Forgets the purposes of those that lapsed.
///
/// # Errors
/// Those of the database.
pub fn expire(tx: &mut Write<'_>, now: Moment) -> Result<usize, StoreError> {
    Ok(diesel::update(
        erasures::table
            .filter(erasures::state.eq(WAITING))
            .filter(erasures::expires_at.le(now.0))
            .filter(erasures::purpose.is_not_null()),
    )
    .set((
        erasures::kid.eq(None::<String>),
        erasures::purpose.eq(None::<Vec<u8>>),
    ))
    .execute(tx.conn())?)
}

/// The purposes that another master key sealed, at most `limit`.
///
/// # Errors
/// Those of the database.
pub fn purposes_not_of(
    tx: &mut Read<'_>,
    kid: &str,
    limit: i64,
) -> Result<Vec<(Uuid, Vec<u8>)>, StoreError> {
    let rows: Vec<(Uid, Vec<u8>)> = erasures::table
        .filter(erasures::kid.ne(kid))
        .filter(erasures::purpose.is_not_null())
        .order(erasures::id.asc())
        .limit(limit)
        .select((erasures::id, erasures::purpose.assume_not_null()))
        .load(tx.conn())?;
    Ok(rows
        .into_iter()
        .map(|(id, sealed)| (id.0, sealed))
        .collect())
}

/// Keeps a purpose that was sealed anew.
///
/// # Errors
/// Those of the database.
pub fn reseal(tx: &mut Write<'_>, id: Uuid, kid: &str, purpose: &[u8]) -> Result<(), StoreError> {
    diesel::update(erasures::table.filter(erasures::id.eq(Uid(id))))
        .set((
            erasures::kid.eq(Some(kid)),
            erasures::purpose.eq(Some(purpose)),
        ))
        .execute(tx.conn())?;
    Ok(())
}
