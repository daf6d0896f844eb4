//! Numbers that matters, parties and papers have in systems of others.

use std::collections::BTreeSet;

use diesel::prelude::*;
use netralitas_domain::{
    file::{Event, Reference, Track, folded_number},
    ids::TrackId,
    procedure::OutsideSystem,
};

use crate::{
    Read, StoreError, Uid, Write, json,
    schema::{outside_references as refs, tracks},
};

/// Most tracks that one number can lead to.
const MOST_HITS: i64 = 1_000;

/// Keeps a number that a step recorded.
///
/// # Errors
/// Those of the database.
pub fn insert(tx: &mut Write<'_>, event: &Event, reference: &Reference) -> Result<(), StoreError> {
    diesel::insert_into(refs::table)
        .values((
            refs::track_id.eq(Uid(event.track.raw())),
            refs::seq.eq(event.seq),
            refs::case_id.eq(Uid(event.case_id.raw())),
            refs::system.eq(reference.system.code()),
            refs::number.eq(&reference.number),
            refs::folded.eq(folded_number(&reference.number)),
            refs::party_id.eq(reference.party.map(|p| Uid(p.raw()))),
            refs::paper_id.eq(reference.paper.map(|p| Uid(p.raw()))),
            refs::created_at.eq(event.recorded_at.0),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The tracks that have a number, in one system or in any; one whose step was taken back is no number of the track.
/// What of them may be seen is for the caller to ask.
///
/// # Errors
/// Those of the database.
pub fn tracks_with(
    tx: &mut Read<'_>,
    system: Option<OutsideSystem>,
    number: &str,
) -> Result<Vec<TrackId>, StoreError> {
    let mut query = refs::table
        .inner_join(tracks::table.on(tracks::id.eq(refs::track_id)))
        .filter(refs::folded.eq(folded_number(number)))
        .select((refs::track_id, refs::seq, tracks::state))
        .limit(MOST_HITS)
        .into_boxed();
    if let Some(system) = system {
        query = query.filter(refs::system.eq(system.code()));
    }
    let rows: Vec<(Uid, i64, String)> = query.load(tx.conn())?;
    let mut found = BTreeSet::new();
    for (id, seq, state) in rows {
        let track: Track = json(&state, "tracks", "state", id)?;
        if !track.is_taken_back(seq) {
            found.insert(track.id);
        }
    }
    Ok(found.into_iter().collect())
}
