//! A case as seen from one of its tracks.

use std::collections::BTreeSet;

use diesel::prelude::*;
use netralitas_domain::{
    file::{CaseFile, Track},
    ids::TrackId,
};

use crate::{Read, StoreError, Uid, json, schema::tracks, scope::Scope};

/// A case one of whose tracks was found visible. Made by [`of_track`] only, so whoever has it may read on.
#[derive(Debug)]
pub struct Seen {
    file: CaseFile,
    track: TrackId,
    visible: BTreeSet<TrackId>,
}

impl Seen {
    /// The case with all its tracks, hidden ones too: what may be done on one depends on the others.
    #[must_use]
    pub fn file(&self) -> &CaseFile {
        &self.file
    }

    /// The track that was asked for.
    #[must_use]
    pub fn track(&self) -> Option<&Track> {
        self.file.track(self.track)
    }

    /// Whether a track of the case may be seen.
    #[must_use]
    pub fn sees(&self, track: TrackId) -> bool {
        self.visible.contains(&track)
    }

    /// Whether the case itself may be seen.
    #[must_use]
    pub fn sees_case(&self) -> bool {
        self.sees(self.file.id.into())
    }
}

/// The case of a track, if the track may be seen; absent and hidden are the same. One statement.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn of_track(
    tx: &mut Read<'_>,
    scope: &Scope,
    track: TrackId,
) -> Result<Option<Seen>, StoreError> {
    let addressed = diesel::alias!(tracks as addressed);
    let case = addressed
        .filter(addressed.field(tracks::id).eq(Uid(track.raw())))
        .filter(scope.sees(addressed.field(tracks::id)))
        .select(addressed.field(tracks::case_id));
    let rows: Vec<(Uid, String, bool)> = tracks::table
        .filter(tracks::case_id.eq_any(case))
        .order((tracks::created_at.asc(), tracks::id.asc()))
        .select((tracks::id, tracks::state, scope.sees(tracks::id)))
        .load(tx.conn())?;
    let visible = rows.iter().filter(|r| r.2).map(|r| TrackId::new(r.0.0));
    let visible = visible.collect();
    let tracks: Vec<Track> = rows
        .iter()
        .map(|(id, state, _)| json(state, "tracks", "state", id))
        .collect::<Result<_, _>>()?;
    let Some(id) = tracks.first().map(|t| t.case_id) else {
        return Ok(None);
    };
    let file = CaseFile {
        tracks,
        ..CaseFile::new(id)
    };
    Ok(Some(Seen {
        file,
        track,
        visible,
    }))
}
