//! Calendar feeds: known by the keyed hash of a secret that nobody keeps. What was ended is gone.

use diesel::prelude::*;
use netralitas_domain::{
    ids::{AccountId, Id, OfficeId},
    time::Moment,
};
use uuid::Uuid;

use crate::{Read, StoreError, Uid, Write, schema::calendar_feeds};

/// A feed, without its secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feed {
    /// Identifier.
    pub id: Uuid,
    /// Whose terms it tells.
    pub account: AccountId,
    /// The office that the account acts for.
    pub office: OfficeId,
    /// When it was made.
    pub made_at: Moment,
}

type Row = (Uid, Uid, Uid, i64);

fn feed((id, account, office, made_at): Row) -> Feed {
    Feed {
        id: id.0,
        account: Id::new(account.0),
        office: Id::new(office.0),
        made_at: Moment(made_at),
    }
}

const COLUMNS: (
    calendar_feeds::id,
    calendar_feeds::account_id,
    calendar_feeds::office_id,
    calendar_feeds::made_at,
) = (
    calendar_feeds::id,
    calendar_feeds::account_id,
    calendar_feeds::office_id,
    calendar_feeds::made_at,
);

/// Adds one.
///
/// # Errors
/// Those of the database.
pub fn insert(tx: &mut Write<'_>, feed: &Feed, hash: &[u8]) -> Result<(), StoreError> {
    diesel::insert_into(calendar_feeds::table)
        .values((
            calendar_feeds::id.eq(Uid(feed.id)),
            calendar_feeds::account_id.eq(Uid(feed.account.raw())),
            calendar_feeds::office_id.eq(Uid(feed.office.raw())),
            calendar_feeds::hash.eq(hash),
            calendar_feeds::made_at.eq(feed.made_at.0),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The one with this hash.
///
/// # Errors
/// Those of the database.
pub fn by_hash(tx: &mut Read<'_>, hash: &[u8]) -> Result<Option<Feed>, StoreError> {
    let row: Option<Row> = calendar_feeds::table
        .filter(calendar_feeds::hash.eq(hash))
        .select(COLUMNS)
        .get_result(tx.conn())
        .optional()?;
    Ok(row.map(feed))
}

/// Those of an account at an office, oldest first.
///
/// # Errors
/// Those of the database.
pub fn of_account(
    tx: &mut Read<'_>,
    account: AccountId,
    office: OfficeId,
) -> Result<Vec<Feed>, StoreError> {
    let rows: Vec<Row> = calendar_feeds::table
        .filter(calendar_feeds::account_id.eq(Uid(account.raw())))
        .filter(calendar_feeds::office_id.eq(Uid(office.raw())))
        .order((calendar_feeds::made_at.asc(), calendar_feeds::id.asc()))
        .select(COLUMNS)
        .load(tx.conn())?;
    Ok(rows.into_iter().map(feed).collect())
}

/// Ends one of an account at an office; whether there was one.
///
/// # Errors
/// Those of the database.
pub fn end(
    tx: &mut Write<'_>,
    account: AccountId,
    office: OfficeId,
    id: Uuid,
) -> Result<bool, StoreError> {
    let gone = diesel::delete(
        calendar_feeds::table
            .filter(calendar_feeds::id.eq(Uid(id)))
            .filter(calendar_feeds::account_id.eq(Uid(account.raw())))
            .filter(calendar_feeds::office_id.eq(Uid(office.raw()))),
    )
    .execute(tx.conn())?;
    Ok(gone == 1)
}

/// Ends all of them; how many there were.
///
/// # Errors
/// Those of the database.
pub fn clear(tx: &mut Write<'_>) -> Result<usize, StoreError> {
    Ok(diesel::delete(calendar_feeds::table).execute(tx.conn())?)
}
