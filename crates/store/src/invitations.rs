//! Invitations to accounts: one at a time, known by the keyed hash of a secret that nobody keeps.

use diesel::prelude::*;
use netralitas_domain::{
    ids::{AccountId, Id},
    time::Moment,
};

use crate::{Read, StoreError, Uid, Write, schema::account_invitations};

/// Gives an account a new invitation; an older one is void.
///
/// # Errors
/// Those of the database.
pub fn give(
    tx: &mut Write<'_>,
    account: AccountId,
    hash: &[u8],
    now: Moment,
    ends: Moment,
) -> Result<(), StoreError> {
    take_back(tx, account)?;
    diesel::insert_into(account_invitations::table)
        .values((
            account_invitations::account_id.eq(Uid(account.raw())),
            account_invitations::hash.eq(hash),
            account_invitations::made_at.eq(now.0),
            account_invitations::ends_at.eq(ends.0),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Takes the invitation of an account back, used or not.
///
/// # Errors
/// Those of the database.
pub fn take_back(tx: &mut Write<'_>, account: AccountId) -> Result<(), StoreError> {
    diesel::delete(account_invitations::table.find(Uid(account.raw()))).execute(tx.conn())?;
    Ok(())
}

/// Whose invitation this is, and until when it holds.
///
/// # Errors
/// Those of the database.
pub fn find(tx: &mut Read<'_>, hash: &[u8]) -> Result<Option<(AccountId, Moment)>, StoreError> {
    let row: Option<(Uid, i64)> = account_invitations::table
        .filter(account_invitations::hash.eq(hash))
        .select((
            account_invitations::account_id,
            account_invitations::ends_at,
        ))
        .get_result(tx.conn())
        .optional()?;
    Ok(row.map(|(account, ends)| (Id::new(account.0), Moment(ends))))
}

/// Until when the open invitation of an account holds.
///
/// # Errors
/// Those of the database.
pub fn of_account(tx: &mut Read<'_>, account: AccountId) -> Result<Option<Moment>, StoreError> {
    let ends: Option<i64> = account_invitations::table
        .find(Uid(account.raw()))
        .select(account_invitations::ends_at)
        .get_result(tx.conn())
        .optional()?;
    Ok(ends.map(Moment))
}

/// Takes all invitations back; how many there were.
///
/// # Errors
/// Those of the database.
pub fn clear(tx: &mut Write<'_>) -> Result<usize, StoreError> {
    Ok(diesel::delete(account_invitations::table).execute(tx.conn())?)
}
