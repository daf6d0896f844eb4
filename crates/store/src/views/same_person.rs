//! Sanctions of one person across cases, as far as a reader sees them.

use diesel::prelude::*;
use netralitas_domain::{
    file::Track,
    ids::{PartyId, TrackId},
    procedure::{EFFECTIVE, Machine, Stage},
};

use crate::{
    Read, StoreError, Uid, json,
    schema::{parties, tracks},
    scope::Scope,
};

/// No read names more.
const MOST: i64 = 50;

/// Sanctions in force or served of whoever this party is, but not one track, the oldest first; none where no number
/// of the party is on record.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn effective_sanctions(
    tx: &mut Read<'_>,
    scope: &Scope,
    party: PartyId,
    not: TrackId,
) -> Result<Vec<Track>, StoreError> {
    let own = diesel::alias!(parties as own);
    let person = own
        .filter(own.field(parties::id).eq(Uid(party.raw())))
        .filter(own.field(parties::person_id).is_not_null())
        .select(own.field(parties::person_id));
    let same = parties::table
        .filter(parties::person_id.eq_any(person))
        .select(parties::id.nullable());
    let rows: Vec<(Uid, String)> = tracks::table
        .filter(tracks::respondent_id.eq_any(same))
        .filter(tracks::machine.eq(Machine::Sanction.code()))
        .filter(tracks::stage.eq_any(EFFECTIVE.iter().map(|s: &Stage| s.code())))
        .filter(tracks::id.ne(Uid(not.raw())))
        .filter(scope.sees(tracks::id))
        .order((tracks::created_at.asc(), tracks::id.asc()))
        .limit(MOST)
        .select((tracks::id, tracks::state))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(id, state)| json(&state, "tracks", "state", id.0))
        .collect()
}
