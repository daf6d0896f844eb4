//! Keys sealed by the master key.

use diesel::prelude::*;
use netralitas_domain::time::Moment;

use crate::{Read, StoreError, Write, schema::keys};

/// A sealed key.
#[derive(Debug, Clone, Queryable)]
pub struct SealedKey {
    /// Its name.
    pub kid: String,
    /// The key material, sealed.
    pub sealed: Vec<u8>,
}

/// The keys of a purpose that have not lapsed, the newest first. A clock that was set back to before a key was made
/// does not take it away.
///
/// # Errors
/// Those of the database.
pub fn valid(tx: &mut Read<'_>, purpose: &str, now: Moment) -> Result<Vec<SealedKey>, StoreError> {
    Ok(keys::table
        .filter(keys::purpose.eq(purpose))
        .filter(keys::valid_to.is_null().or(keys::valid_to.gt(now.0)))
        .order((keys::valid_from.desc(), keys::kid.asc()))
        .select((keys::kid, keys::sealed))
        .load(tx.conn())?)
}

/// Adds a key.
///
/// # Errors
/// [`StoreError::Unique`] when its name is taken.
pub fn insert(
    tx: &mut Write<'_>,
    kid: &str,
    purpose: &str,
    sealed: &[u8],
    now: Moment,
) -> Result<(), StoreError> {
    diesel::insert_into(keys::table)
        .values((
            keys::kid.eq(kid),
            keys::purpose.eq(purpose),
            keys::sealed.eq(sealed),
            keys::valid_from.eq(now.0),
            keys::valid_to.eq(None::<i64>),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Lets every key of a purpose that stands lapse at a moment, or before where it was to; how many there are.
///
/// # Errors
/// Those of the database.
pub fn let_lapse(tx: &mut Write<'_>, purpose: &str, at: Moment) -> Result<usize, StoreError> {
    let later = keys::valid_to.is_null().or(keys::valid_to.gt(at.0));
    let standing = keys::table.filter(keys::purpose.eq(purpose)).filter(later);
    Ok(diesel::update(standing)
        .set(keys::valid_to.eq(Some(at.0)))
        .execute(tx.conn())?)
}

/// Removes the keys of a purpose that lapsed; how many there were.
///
/// # Errors
/// Those of the database.
pub fn remove_lapsed(tx: &mut Write<'_>, purpose: &str, now: Moment) -> Result<usize, StoreError> {
    let lapsed = keys::table
        .filter(keys::purpose.eq(purpose))
        .filter(keys::valid_to.le(now.0));
    Ok(diesel::delete(lapsed).execute(tx.conn())?)
}

/// A sealed key of any purpose, valid or not.
#[derive(Debug, Clone, Queryable)]
pub struct AnyKey {
    /// Its name.
    pub kid: String,
    /// What it is for.
    pub purpose: String,
    /// The key material, sealed.
    pub sealed: Vec<u8>,
}

/// Every key.
///
/// # Errors
/// Those of the database.
pub fn all(tx: &mut Read<'_>) -> Result<Vec<AnyKey>, StoreError> {
    Ok(keys::table
        .order(keys::kid.asc())
        .select((keys::kid, keys::purpose, keys::sealed))
        .load(tx.conn())?)
}

/// Keeps a key that was sealed anew.
///
/// # Errors
/// Those of the database.
pub fn reseal(tx: &mut Write<'_>, kid: &str, sealed: &[u8]) -> Result<(), StoreError> {
    diesel::update(keys::table.filter(keys::kid.eq(kid)))
        .set(keys::sealed.eq(sealed))
        .execute(tx.conn())?;
    Ok(())
}
