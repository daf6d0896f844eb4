//! Second factors of accounts, and the codes for who lost one.

use diesel::prelude::*;
use netralitas_domain::{
    ids::{AccountId, Id},
    time::Moment,
};

use crate::{
    Read, StoreError, Uid, Write,
    schema::{recovery_codes, second_factors},
};

/// The second factor of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Factor {
    /// Its secret, sealed.
    pub sealed: Vec<u8>,
    /// Whether its holder has shown that he has it; only then it is asked for.
    pub confirmed: bool,
}

/// The second factor of an account, confirmed or not.
///
/// # Errors
/// Those of the database.
pub fn find(tx: &mut Read<'_>, account: AccountId) -> Result<Option<Factor>, StoreError> {
    let row: Option<(Vec<u8>, Option<i64>)> = second_factors::table
        .find(Uid(account.raw()))
        .select((second_factors::sealed, second_factors::confirmed_at))
        .get_result(tx.conn())
        .optional()?;
    Ok(row.map(|(sealed, confirmed)| Factor {
        sealed,
        confirmed: confirmed.is_some(),
    }))
}

/// Gives an account a second factor that is yet to be confirmed; an older one of that kind is void. No where a
/// confirmed one stands.
///
/// # Errors
/// Those of the database.
pub fn start(
    tx: &mut Write<'_>,
    account: AccountId,
    sealed: &[u8],
    now: Moment,
) -> Result<bool, StoreError> {
    let id = Uid(account.raw());
    let set = (
        second_factors::sealed.eq(sealed),
        second_factors::made_at.eq(now.0),
        second_factors::last_step.eq(0),
    );
    let open = second_factors::table
        .filter(second_factors::account_id.eq(id))
        .filter(second_factors::confirmed_at.is_null());
    if diesel::update(open).set(set).execute(tx.conn())? > 0 {
        return Ok(true);
    }
    if find(tx, account)?.is_some() {
        return Ok(false);
    }
    diesel::insert_into(second_factors::table)
        .values((second_factors::account_id.eq(id), set))
        .execute(tx.conn())?;
    Ok(true)
}

/// Uses the code of a step up; no for a step that is not newer than the newest that was used.
///
/// # Errors
/// Those of the database.
pub fn use_step(tx: &mut Write<'_>, account: AccountId, step: i64) -> Result<bool, StoreError> {
    let changed = diesel::update(
        second_factors::table
            .filter(second_factors::account_id.eq(Uid(account.raw())))
            .filter(second_factors::last_step.lt(step)),
    )
    .set(second_factors::last_step.eq(step))
    .execute(tx.conn())?;
    Ok(changed > 0)
}

/// Confirms a second factor: it is asked for from now on.
///
/// # Errors
/// Those of the database.
pub fn confirm(tx: &mut Write<'_>, account: AccountId, now: Moment) -> Result<bool, StoreError> {
    let changed = diesel::update(
        second_factors::table
            .filter(second_factors::account_id.eq(Uid(account.raw())))
            .filter(second_factors::confirmed_at.is_null()),
    )
    .set(second_factors::confirmed_at.eq(Some(now.0)))
    .execute(tx.conn())?;
    Ok(changed > 0)
}

/// Ends the second factor of an account with its recovery codes; no where there is none.
///
/// # Errors
/// Those of the database.
pub fn end(tx: &mut Write<'_>, account: AccountId) -> Result<bool, StoreError> {
    keep_codes(tx, account, &[])?;
    let ended = diesel::delete(second_factors::table.find(Uid(account.raw())));
    Ok(ended.execute(tx.conn())? > 0)
}

/// Keeps the keyed hashes of new recovery codes; those before are void.
///
/// # Errors
/// Those of the database.
pub fn keep_codes(
    tx: &mut Write<'_>,
    account: AccountId,
    hashes: &[Vec<u8>],
) -> Result<(), StoreError> {
    let id = Uid(account.raw());
    diesel::delete(recovery_codes::table.filter(recovery_codes::account_id.eq(id)))
        .execute(tx.conn())?;
    for hash in hashes {
        diesel::insert_into(recovery_codes::table)
            .values((
                recovery_codes::hash.eq(hash),
                recovery_codes::account_id.eq(id),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Uses a recovery code up; no for one that is unknown or used.
///
/// # Errors
/// Those of the database.
pub fn use_code(
    tx: &mut Write<'_>,
    account: AccountId,
    hash: &[u8],
    now: Moment,
) -> Result<bool, StoreError> {
    let changed = diesel::update(
        recovery_codes::table
            .filter(recovery_codes::hash.eq(hash))
            .filter(recovery_codes::account_id.eq(Uid(account.raw())))
            .filter(recovery_codes::used_at.is_null()),
    )
    .set(recovery_codes::used_at.eq(Some(now.0)))
    .execute(tx.conn())?;
    Ok(changed > 0)
}

/// How many recovery codes of an account were not used yet.
///
/// # Errors
/// Those of the database.
pub fn codes_left(tx: &mut Read<'_>, account: AccountId) -> Result<i64, StoreError> {
    Ok(recovery_codes::table
        .filter(recovery_codes::account_id.eq(Uid(account.raw())))
        .filter(recovery_codes::used_at.is_null())
        .count()
        .get_result(tx.conn())?)
}

/// The sealed secrets of all accounts.
///
/// # Errors
/// Those of the database.
pub fn all(tx: &mut Read<'_>) -> Result<Vec<(AccountId, Vec<u8>)>, StoreError> {
    let rows: Vec<(Uid, Vec<u8>)> = second_factors::table
        .order(second_factors::account_id.asc())
        .select((second_factors::account_id, second_factors::sealed))
        .load(tx.conn())?;
    Ok(rows
        .into_iter()
        .map(|(id, sealed)| (Id::new(id.0), sealed))
        .collect())
}

/// Keeps a secret that was sealed anew.
///
/// # Errors
/// Those of the database.
pub fn reseal(tx: &mut Write<'_>, account: AccountId, sealed: &[u8]) -> Result<(), StoreError> {
    diesel::update(second_factors::table.find(Uid(account.raw())))
        .set(second_factors::sealed.eq(sealed))
        .execute(tx.conn())?;
    Ok(())
}

/// Voids the recovery codes of all accounts; how many there were.
///
/// # Errors
/// Those of the database.
pub fn void_codes(tx: &mut Write<'_>) -> Result<usize, StoreError> {
    Ok(diesel::delete(recovery_codes::table).execute(tx.conn())?)
}
