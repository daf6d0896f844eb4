//! Who asked to read the sealed identities of a case, who agreed, how long it lasts and how often they were read.

use diesel::prelude::*;
use netralitas_domain::{
    ids::{AccountId, CaseId, OfficeId},
    time::Moment,
};
use uuid::Uuid;

use crate::{Read, StoreError, Uid, Write, schema::unsealings};

/// One request, and what became of it.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = unsealings)]
pub struct UnsealingRow {
    /// Identifier.
    pub id: Uid,
    /// The case.
    pub case_id: Uid,
    /// The track through which the asker sees it.
    pub track_id: Uid,
    /// Who asks.
    pub account_id: Uid,
    /// Of which office.
    pub office_id: Uid,
    /// Why, by code.
    pub ground: String,
    /// The master key that sealed the purpose.
    pub kid: String,
    /// The purpose in words, sealed.
    pub purpose: Vec<u8>,
    /// When (microseconds).
    pub asked_at: i64,
    /// Until when it can be confirmed; once it is, until when it lasts (microseconds).
    pub expires_at: i64,
    /// `waiting`, `confirmed`, `declined`, `withdrawn`, `ended`.
    pub state: String,
    /// The second person.
    pub settled_by: Option<Uid>,
    /// When (microseconds).
    pub settled_at: Option<i64>,
    /// Who ended it early.
    pub ended_by: Option<Uid>,
    /// When (microseconds).
    pub ended_at: Option<i64>,
    /// How often an identity was read by it.
    pub views: i64,
}

/// It waits for the second person.
pub const WAITING: &str = "waiting";
/// The second person agreed; it lasts until its time is over.
pub const CONFIRMED: &str = "confirmed";

/// Adds one.
///
/// # Errors
/// Those of the database.
pub fn insert(tx: &mut Write<'_>, row: &UnsealingRow) -> Result<(), StoreError> {
    diesel::insert_into(unsealings::table)
        .values(row.clone())
        .execute(tx.conn())?;
    Ok(())
}

/// Those of a case that were asked for at an office, oldest first.
///
/// # Errors
/// Those of the database.
pub fn of_case(
    tx: &mut Read<'_>,
    case: CaseId,
    office: OfficeId,
) -> Result<Vec<UnsealingRow>, StoreError> {
    Ok(unsealings::table
        .filter(unsealings::case_id.eq(Uid(case.raw())))
        .filter(unsealings::office_id.eq(Uid(office.raw())))
        .order((unsealings::asked_at.asc(), unsealings::id.asc()))
        .select(UnsealingRow::as_select())
        .load(tx.conn())?)
}

/// One of a case that was asked for at an office.
///
/// # Errors
/// Those of the database.
pub fn find(
    tx: &mut Read<'_>,
    id: Uuid,
    case: CaseId,
    office: OfficeId,
) -> Result<Option<UnsealingRow>, StoreError> {
    Ok(unsealings::table
        .filter(unsealings::id.eq(Uid(id)))
        .filter(unsealings::case_id.eq(Uid(case.raw())))
        .filter(unsealings::office_id.eq(Uid(office.raw())))
        .select(UnsealingRow::as_select())
        .get_result(tx.conn())
        .optional()?)
}

/// The one by which an account of an office may read the identities of a case now; of several the last to end.
///
/// # Errors
/// Those of the database.
pub fn running(
    tx: &mut Read<'_>,
    case: CaseId,
    account: AccountId,
    office: OfficeId,
    now: Moment,
) -> Result<Option<UnsealingRow>, StoreError> {
    Ok(unsealings::table
        .filter(unsealings::case_id.eq(Uid(case.raw())))
        .filter(unsealings::account_id.eq(Uid(account.raw())))
        .filter(unsealings::office_id.eq(Uid(office.raw())))
        .filter(unsealings::state.eq(CONFIRMED))
        .filter(unsealings::expires_at.gt(now.0))
        .order((unsealings::expires_at.desc(), unsealings::id.desc()))
        .select(UnsealingRow::as_select())
        .first(tx.conn())
        .optional()?)
}

/// Settles one that waits: confirmed until `expires`, declined or withdrawn; false where it waits no more.
///
/// # Errors
/// Those of the database.
pub fn settle(
    tx: &mut Write<'_>,
    id: Uuid,
    state: &str,
    by: AccountId,
    expires: Moment,
    now: Moment,
) -> Result<bool, StoreError> {
    let settled = diesel::update(
        unsealings::table
            .filter(unsealings::id.eq(Uid(id)))
            .filter(unsealings::state.eq(WAITING)),
    )
    .set((
        unsealings::state.eq(state),
        unsealings::expires_at.eq(expires.0),
        unsealings::settled_by.eq(Some(Uid(by.raw()))),
        unsealings::settled_at.eq(Some(now.0)),
    ))
    .execute(tx.conn())?;
    Ok(settled == 1)
}

/// Ends one that lasts; false where it lasts no more.
///
/// # Errors
/// Those of the database.
pub fn end(tx: &mut Write<'_>, id: Uuid, by: AccountId, now: Moment) -> Result<bool, StoreError> {
    let ended = diesel::update(
        unsealings::table
            .filter(unsealings::id.eq(Uid(id)))
            .filter(unsealings::state.eq(CONFIRMED))
            .filter(unsealings::expires_at.gt(now.0)),
    )
    .set((
        unsealings::state.eq("ended"),
        unsealings::expires_at.eq(now.0),
        unsealings::ended_by.eq(Some(Uid(by.raw()))),
        unsealings::ended_at.eq(Some(now.0)),
    ))
    .execute(tx.conn())?;
    Ok(ended == 1)
}

/// Counts one more view.
///
/// # Errors
/// Those of the database.
pub fn viewed(tx: &mut Write<'_>, id: Uuid) -> Result<(), StoreError> {
    diesel::update(unsealings::table.filter(unsealings::id.eq(Uid(id))))
        .set(unsealings::views.eq(unsealings::views + 1))
        .execute(tx.conn())?;
    Ok(())
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
    let rows: Vec<(Uid, Vec<u8>)> = unsealings::table
        .filter(unsealings::kid.ne(kid))
        .order(unsealings::id.asc())
        .limit(limit)
        .select((unsealings::id, unsealings::purpose))
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
    diesel::update(unsealings::table.filter(unsealings::id.eq(Uid(id))))
        .set((unsealings::kid.eq(kid), unsealings::purpose.eq(purpose)))
        .execute(tx.conn())?;
    Ok(())
}
