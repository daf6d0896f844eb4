//! Idempotent commands: the key is written first, the answer before commit, both in the command's own
//! transaction.

use diesel::prelude::*;
use netralitas_domain::{ids::AccountId, time::Moment};

use crate::{Read, StoreError, Uid, Write, insert_if_absent, schema::idempotency};

/// The stored answer of a command: replayed byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status.
    pub status: i64,
    /// The version tag.
    pub etag: Option<String>,
    /// Where the result is.
    pub location: Option<String>,
    /// The body.
    pub body: String,
}

/// What the key says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// It is new: go on.
    New,
    /// The same request was done: give its answer again.
    Replay(Answer),
    /// The key was used for another request.
    Reused,
}

/// Claims a key. On PostgreSQL a second caller with the same key waits for the first one's end.
///
/// # Errors
/// Those of the database.
pub fn claim(
    tx: &mut Write<'_>,
    principal: AccountId,
    operation: &str,
    key: &str,
    fingerprint: &[u8],
    now: Moment,
) -> Result<Claim, StoreError> {
    let new = insert_if_absent!(
        tx,
        idempotency::table,
        (
            idempotency::principal.eq(Uid(principal.raw())),
            idempotency::operation.eq(operation),
            idempotency::key.eq(key),
            idempotency::fingerprint.eq(fingerprint),
            idempotency::status.eq(None::<i64>),
            idempotency::created_at.eq(now.0),
        )
    )?;
    if new {
        return Ok(Claim::New);
    }
    find(tx, principal, operation, key, fingerprint)
}

/// What a key stands for, without claiming it.
///
/// # Errors
/// Those of the database; [`StoreError::Inconsistency`] where it was claimed and never answered.
pub fn find(
    tx: &mut Read<'_>,
    principal: AccountId,
    operation: &str,
    key: &str,
    fingerprint: &[u8],
) -> Result<Claim, StoreError> {
    type Row = (
        Vec<u8>,
        Option<i64>,
        Option<String>,
        Option<String>,
        Option<String>,
    );
    let row: Option<Row> = idempotency::table
        .filter(idempotency::principal.eq(Uid(principal.raw())))
        .filter(idempotency::operation.eq(operation))
        .filter(idempotency::key.eq(key))
        .select((
            idempotency::fingerprint,
            idempotency::status,
            idempotency::etag,
            idempotency::location,
            idempotency::answer,
        ))
        .get_result(tx.conn())
        .optional()?;
    let Some((stored, status, etag, location, answer)) = row else {
        return Ok(Claim::New);
    };
    if stored != fingerprint {
        return Ok(Claim::Reused);
    }
    match (status, answer) {
        (Some(status), Some(body)) => Ok(Claim::Replay(Answer {
            status,
            etag,
            location,
            body,
        })),
        _ => Err(StoreError::Inconsistency {
            table: "idempotency",
            column: "answer",
            row: principal.to_string(),
        }),
    }
}

/// Writes the answer into the claimed row.
///
/// # Errors
/// Those of the database.
pub fn answer(
    tx: &mut Write<'_>,
    principal: AccountId,
    operation: &str,
    key: &str,
    answer: &Answer,
) -> Result<(), StoreError> {
    diesel::update(
        idempotency::table
            .filter(idempotency::principal.eq(Uid(principal.raw())))
            .filter(idempotency::operation.eq(operation))
            .filter(idempotency::key.eq(key)),
    )
    .set((
        idempotency::status.eq(Some(answer.status)),
        idempotency::etag.eq(&answer.etag),
        idempotency::location.eq(&answer.location),
        idempotency::answer.eq(Some(&answer.body)),
    ))
    .execute(tx.conn())?;
    Ok(())
}
