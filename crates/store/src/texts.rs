//! Texts kept outside the journal: versioned, each with the salt of its hash.

use diesel::prelude::*;
use netralitas_domain::{
    ids::{CaseId, TextId, TrackId},
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

/// Adds a text, and which step of its track brought it.
///
/// # Errors
/// Those of the database.
pub fn insert(
    tx: &mut Write<'_>,
    case: CaseId,
    text: &TextRow,
    seq: Option<i64>,
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
            texts::seq.eq(seq),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The texts of a kind that a step of a track brought, in their last version. That the step is the reader's own is for
/// the caller to ask.
///
/// # Errors
/// Those of the database.
pub fn of_step(
    tx: &mut Read<'_>,
    track: TrackId,
    seq: i64,
    kind: &str,
) -> Result<Vec<String>, StoreError> {
    let rows: Vec<(Uid, String)> = texts::table
        .filter(texts::track_id.eq(Uid(track.raw())))
        .filter(texts::seq.eq(Some(seq)))
        .filter(texts::kind.eq(kind))
        .order((texts::id.asc(), texts::version.desc()))
        .select((texts::id, texts::body))
        .load(tx.conn())?;
    let mut found: Vec<(Uid, String)> = Vec::new();
    for (id, body) in rows {
        if found.last().is_none_or(|(last, _)| last.0 != id.0) {
            found.push((id, body));
        }
    }
    Ok(found.into_iter().map(|(_, body)| body).collect())
}
