//! Texts kept outside the journal: versioned, each with the salt of its hash.

use diesel::prelude::*;
use netralitas_domain::{
    ids::{CaseId, Id, TextId, TrackId},
    time::Moment,
};

use crate::{Read, StoreError, Uid, Write, schema::texts};

/// A text.
#[derive(Debug, Clone)]
pub struct TextRow {
    /// Identifier.
    pub id: TextId,
    /// Version.
    pub version: i64,
    /// The track it belongs to.
    pub track: TrackId,
    /// What it is: `account`, `study`, `reason`, `minutes`, `request`.
    pub kind: String,
    /// The text.
    pub body: String,
    /// The salt of its hash.
    pub salt: Vec<u8>,
}

/// Adds a text.
///
/// # Errors
/// Those of the database.
pub fn insert(
    tx: &mut Write<'_>,
    case: CaseId,
    text: &TextRow,
    now: Moment,
) -> Result<(), StoreError> {
    diesel::insert_into(texts::table)
        .values((
            texts::id.eq(Uid(text.id.raw())),
            texts::version.eq(text.version),
            texts::case_id.eq(Uid(case.raw())),
            texts::track_id.eq(Uid(text.track.raw())),
            texts::kind.eq(&text.kind),
            texts::body.eq(&text.body),
            texts::salt.eq(&text.salt),
            texts::created_at.eq(now.0),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The texts of a track.
///
/// # Errors
/// Those of the database.
pub fn of_track(tx: &mut Read<'_>, track: TrackId) -> Result<Vec<TextRow>, StoreError> {
    let rows: Vec<(Uid, i64, String, String, Vec<u8>)> = texts::table
        .filter(texts::track_id.eq(Uid(track.raw())))
        .order((texts::id.asc(), texts::version.asc()))
        .select((
            texts::id,
            texts::version,
            texts::kind,
            texts::body,
            texts::salt,
        ))
        .load(tx.conn())?;
    Ok(rows
        .into_iter()
        .map(|(id, version, kind, body, salt)| TextRow {
            id: Id::new(id.0),
            version,
            track,
            kind,
            body,
            salt,
        })
        .collect())
}
