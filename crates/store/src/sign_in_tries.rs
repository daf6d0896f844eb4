//! Tries to get in that did not succeed, by bucket: a keyed hash of whom and from where.

use diesel::prelude::*;
use netralitas_domain::time::Moment;

use crate::{Read, StoreError, Write, insert_if_absent, schema::sign_in_tries};

/// What is known of a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tries {
    /// How many there were.
    pub tries: i64,
    /// When the last was.
    pub last_at: Moment,
    /// From when on the next is taken.
    pub free_at: Moment,
}

/// What is known of a bucket.
///
/// # Errors
/// Those of the database.
pub fn find(tx: &mut Read<'_>, bucket: &[u8]) -> Result<Option<Tries>, StoreError> {
    let row: Option<(i64, i64, i64)> = sign_in_tries::table
        .filter(sign_in_tries::bucket.eq(bucket))
        .select((
            sign_in_tries::tries,
            sign_in_tries::last_at,
            sign_in_tries::free_at,
        ))
        .get_result(tx.conn())
        .optional()?;
    Ok(row.map(|(tries, last, free)| Tries {
        tries,
        last_at: Moment(last),
        free_at: Moment(free),
    }))
}

/// The same, held until the end of the transaction: whoever else tries there waits. A bucket without tries begins.
///
/// # Errors
/// Those of the database.
pub fn hold(tx: &mut Write<'_>, bucket: &[u8], now: Moment) -> Result<Option<Tries>, StoreError> {
    if !touch(tx, bucket)? {
        let first = (
            sign_in_tries::bucket.eq(bucket),
            sign_in_tries::tries.eq(0),
            sign_in_tries::last_at.eq(now.0),
            sign_in_tries::free_at.eq(now.0),
        );
        insert_if_absent!(tx, sign_in_tries::table, first)?;
        touch(tx, bucket)?;
    }
    find(tx, bucket)
}

/// Holds a row, where there is one.
fn touch(tx: &mut Write<'_>, bucket: &[u8]) -> Result<bool, StoreError> {
    let held = diesel::update(sign_in_tries::table.filter(sign_in_tries::bucket.eq(bucket)))
        .set(sign_in_tries::tries.eq(sign_in_tries::tries))
        .execute(tx.conn())?;
    Ok(held > 0)
}

/// Sets what is known of a bucket that is held.
///
/// # Errors
/// Those of the database.
pub fn set(tx: &mut Write<'_>, bucket: &[u8], tries: Tries) -> Result<(), StoreError> {
    diesel::update(sign_in_tries::table.filter(sign_in_tries::bucket.eq(bucket)))
        .set((
            sign_in_tries::tries.eq(tries.tries),
            sign_in_tries::last_at.eq(tries.last_at.0),
            sign_in_tries::free_at.eq(tries.free_at.0),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Forgets a bucket, and those whose last try lies before a moment.
///
/// # Errors
/// Those of the database.
pub fn forget(tx: &mut Write<'_>, bucket: &[u8], before: Moment) -> Result<(), StoreError> {
    diesel::delete(
        sign_in_tries::table.filter(
            sign_in_tries::bucket
                .eq(bucket)
                .or(sign_in_tries::last_at.lt(before.0)),
        ),
    )
    .execute(tx.conn())?;
    Ok(())
}

/// Forgets all of them.
///
/// # Errors
/// Those of the database.
pub fn clear(tx: &mut Write<'_>) -> Result<(), StoreError> {
    diesel::delete(sign_in_tries::table).execute(tx.conn())?;
    Ok(())
}
