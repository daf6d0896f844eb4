//! What offices note for themselves about tracks.

use diesel::prelude::*;
use netralitas_domain::{
    ids::{AccountId, Id, OfficeId, TrackId},
    time::Moment,
};
use uuid::Uuid;

use crate::{
    Read, StoreError, Uid, Write,
    schema::{note_readers, notes},
    scope::Scope,
};

/// A note.
#[derive(Debug, Clone)]
pub struct Note {
    /// Which.
    pub id: Uuid,
    /// On which track.
    pub track: TrackId,
    /// Whose office it is of.
    pub office: OfficeId,
    /// Who wrote it.
    pub by: AccountId,
    /// What it says.
    pub body: String,
    /// When.
    pub made_at: Moment,
    /// Whom alone it is for, beside who wrote it; the whole office where nobody is named.
    pub readers: Vec<AccountId>,
}

/// Writes one.
///
/// # Errors
/// Those of the database.
pub fn insert(tx: &mut Write<'_>, note: &Note) -> Result<(), StoreError> {
    diesel::insert_into(notes::table)
        .values((
            notes::id.eq(Uid(note.id)),
            notes::track_id.eq(Uid(note.track.raw())),
            notes::office_id.eq(Uid(note.office.raw())),
            notes::account_id.eq(Uid(note.by.raw())),
            notes::body.eq(&note.body),
            notes::made_at.eq(note.made_at.0),
        ))
        .execute(tx.conn())?;
    for reader in &note.readers {
        diesel::insert_into(note_readers::table)
            .values((
                note_readers::note_id.eq(Uid(note.id)),
                note_readers::account_id.eq(Uid(reader.raw())),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Takes one away, with whom it was for.
///
/// # Errors
/// Those of the database.
pub fn delete(tx: &mut Write<'_>, id: Uuid) -> Result<(), StoreError> {
    diesel::delete(note_readers::table.filter(note_readers::note_id.eq(Uid(id))))
        .execute(tx.conn())?;
    diesel::delete(notes::table.find(Uid(id))).execute(tx.conn())?;
    Ok(())
}

/// One note, on a track that may be seen.
///
/// # Errors
/// Those of the database.
pub fn find(tx: &mut Read<'_>, scope: &Scope, id: Uuid) -> Result<Option<Note>, StoreError> {
    let row = notes::table
        .find(Uid(id))
        .filter(scope.sees(notes::track_id))
        .get_result(tx.conn())
        .optional()?;
    let rows = with_readers(tx, row.into_iter().collect())?;
    Ok(rows.into_iter().next())
}

/// The notes of these offices on a track that may be seen, oldest first.
///
/// # Errors
/// Those of the database.
pub fn of_track(
    tx: &mut Read<'_>,
    scope: &Scope,
    track: TrackId,
    offices: &[OfficeId],
) -> Result<Vec<Note>, StoreError> {
    let offices: Vec<Uid> = offices.iter().map(|o| Uid(o.raw())).collect();
    let rows = notes::table
        .filter(notes::track_id.eq(Uid(track.raw())))
        .filter(notes::office_id.eq_any(offices))
        .filter(scope.sees(notes::track_id))
        .order((notes::made_at.asc(), notes::id.asc()))
        .load(tx.conn())?;
    with_readers(tx, rows)
}

type Row = (Uid, Uid, Uid, Uid, String, i64);

fn with_readers(tx: &mut Read<'_>, rows: Vec<Row>) -> Result<Vec<Note>, StoreError> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uid> = rows.iter().map(|row| row.0).collect();
    let readers: Vec<(Uid, Uid)> = note_readers::table
        .filter(note_readers::note_id.eq_any(ids))
        .order(note_readers::account_id.asc())
        .load(tx.conn())?;
    let note = |(id, track, office, by, body, made_at): Row| Note {
        id: id.0,
        track: Id::new(track.0),
        office: Id::new(office.0),
        by: Id::new(by.0),
        body,
        made_at: Moment(made_at),
        readers: readers
            .iter()
            .filter(|(note, _)| *note == id)
            .map(|(_, account)| Id::new(account.0))
            .collect(),
    };
    Ok(rows.into_iter().map(note).collect())
}
