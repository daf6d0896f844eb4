//! Snapshots of tracks written anew from the journal: a newer program may keep more in them than the one that
//! wrote them, and what it keeps follows from the journal alone.

use diesel::prelude::*;
use netralitas_domain::{file::CaseFile, ids::Id};

use crate::{
    StoreError, Uid, Write, journal,
    schema::{cases, tracks},
    tracks as stored,
};

/// Writes the snapshot of every track as this program would have written it; a migration runs it last.
///
/// # Errors
/// Those of the database; unreadable journal rows; [`StoreError::Inconsistency`] where a track stands at another
/// version than its journal.
pub(crate) fn refold(tx: &mut Write<'_>) -> Result<(), StoreError> {
    let all: Vec<Uid> = cases::table
        .select(cases::id)
        .order(cases::id.asc())
        .load(tx.conn())?;
    for case in all {
        let told = journal::of_case(tx, Id::new(case.0))?;
        let mut file = CaseFile::new(Id::new(case.0));
        for entry in &told {
            file.apply(std::slice::from_ref(&entry.event));
        }
        for track in &file.tracks {
            let stands: i64 = tracks::table
                .filter(tracks::id.eq(Uid(track.id.raw())))
                .select(tracks::version)
                .get_result(tx.conn())?;
            if stands != track.version {
                return Err(StoreError::Inconsistency {
                    table: "tracks",
                    column: "version",
                    row: track.id.to_string(),
                });
            }
            stored::save(tx, track, track.version)?;
        }
    }
    Ok(())
}

/// The tracks whose snapshot is not what their journal says, each named by its identifier; none where all agree.
///
/// # Errors
/// Those of the database; unreadable rows.
pub fn verify(tx: &mut Write<'_>) -> Result<Vec<String>, StoreError> {
    let all: Vec<Uid> = cases::table
        .select(cases::id)
        .order(cases::id.asc())
        .load(tx.conn())?;
    let mut differs = Vec::new();
    for case in all {
        let told = journal::of_case(tx, Id::new(case.0))?;
        let mut file = CaseFile::new(Id::new(case.0));
        for entry in &told {
            file.apply(std::slice::from_ref(&entry.event));
        }
        let stands = stored::of_case(tx, Id::new(case.0))?;
        for track in &file.tracks {
            if !stands.iter().any(|s| s == track) {
                differs.push(track.id.to_string());
            }
        }
        if stands.len() != file.tracks.len() {
            differs.push(case.0.to_string());
        }
    }
    Ok(differs)
}
