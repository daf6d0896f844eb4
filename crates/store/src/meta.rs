//! What the installation knows about itself: marks and versions.

use diesel::prelude::*;

use crate::{Read, StoreError, Write, backend::quirks, schema::meta};

/// Set on databases made for demonstration or tests; only there may stories be played.
pub const PURPOSE: &str = "purpose";
/// Counts changes of the offices; readers reload when it moved.
pub const OFFICES_VERSION: &str = "offices_version";
/// Counts changes of the book's rows.
pub const BOOK_VERSION: &str = "book_version";
/// Identifies the master key of this database.
pub const MASTER_KEY: &str = "master_key";

/// The value of a key.
///
/// # Errors
/// Those of the database.
pub fn get(tx: &mut Read<'_>, key: &str) -> Result<Option<String>, StoreError> {
    Ok(meta::table
        .filter(meta::key.eq(key))
        .select(meta::value)
        .get_result(tx.conn())
        .optional()?)
}

/// The values of several keys, in one statement; in the order asked.
///
/// # Errors
/// Those of the database.
pub fn get_all<const N: usize>(
    tx: &mut Read<'_>,
    keys: [&str; N],
) -> Result<[Option<String>; N], StoreError> {
    let rows: Vec<(String, String)> = meta::table
        .filter(meta::key.eq_any(keys))
        .select((meta::key, meta::value))
        .load(tx.conn())?;
    Ok(keys.map(|key| rows.iter().find(|r| r.0 == key).map(|r| r.1.clone())))
}

/// Sets a value.
///
/// # Errors
/// Those of the database.
pub fn set(tx: &mut Write<'_>, key: &str, value: &str) -> Result<(), StoreError> {
    let changed = diesel::update(meta::table.filter(meta::key.eq(key)))
        .set(meta::value.eq(value))
        .execute(tx.conn())?;
    if changed == 0 {
        diesel::insert_into(meta::table)
            .values((meta::key.eq(key), meta::value.eq(value)))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Steps a counter.
///
/// # Errors
/// Those of the database.
pub fn step(tx: &mut Write<'_>, key: &str) -> Result<(), StoreError> {
    let now: i64 = get(tx, key)?.and_then(|v| v.parse().ok()).unwrap_or(0);
    set(tx, key, &(now + 1).to_string())
}

/// The master key of this database, which does not change until the transaction ends; none where none was named.
///
/// # Errors
/// Those of the database.
pub fn held_master_key(tx: &mut Write<'_>) -> Result<Option<String>, StoreError> {
    quirks::held_master_key(tx)
}
