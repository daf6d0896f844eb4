//! Parties of cases that may be found: those of whom the reader sees a track that shows them.

use diesel::{dsl::exists, prelude::*};
use netralitas_domain::ids::{CaseId, Id, PartyId, PersonId, TrackId};
use uuid::Uuid;

use crate::{
    Read, StoreError, Uid,
    backend::{Hits, Look, capped},
    schema::{parties, search_documents as documents, tracks},
    scope::Scope,
    search::Part,
};

/// A party and its case.
pub type PartyOf = (PartyId, CaseId);

/// Parties that may be found by their name, post or agency, the latest first, after one of them.
///
/// # Errors
/// Those of the database.
pub fn page(
    tx: &mut Read<'_>,
    scope: &Scope,
    look: &Look,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<PartyOf>, StoreError> {
    let Some(hits) = Hits::of(tx, look) else {
        return Ok(Vec::new());
    };
    let shown = tracks::table
        .filter(tracks::case_id.eq(documents::case_id))
        .filter(
            tracks::id
                .eq(documents::case_id)
                .or(tracks::respondent_id.eq(documents::subject_id.nullable())),
        )
        .filter(scope.sees(tracks::id));
    let mut query = documents::table
        .into_boxed()
        .filter(documents::part.eq(Part::Person.code()))
        .filter(hits)
        .filter(exists(shown));
    if let Some(after) = after {
        query = query.filter(documents::subject_id.lt(Uid(after)));
    }
    let query = query
        .order(documents::subject_id.desc())
        .select((documents::subject_id, documents::case_id));
    Ok(named(capped(query, limit).load(tx.conn())?))
}

/// The parties that are a person, not those whose identity is sealed; the latest first.
///
/// # Errors
/// Those of the database.
pub fn of_person(
    tx: &mut Read<'_>,
    scope: &Scope,
    person: PersonId,
    limit: i64,
) -> Result<Vec<PartyOf>, StoreError> {
    let shown = tracks::table
        .filter(tracks::case_id.eq(parties::case_id))
        .filter(
            tracks::id
                .eq(parties::case_id)
                .or(tracks::respondent_id.eq(parties::id.nullable())),
        )
        .filter(scope.sees(tracks::id));
    let query = parties::table
        .filter(parties::person_id.eq(Some(Uid(person.raw()))))
        // Of who is sealed there is none.
        .filter(parties::record.is_not_null())
        .filter(exists(shown))
        .order(parties::id.desc())
        .select((parties::id, parties::case_id));
    Ok(named(capped(query, limit).load(tx.conn())?))
}

/// The tracks that may be seen and that show a party: the case itself first, then the oldest.
///
/// # Errors
/// Those of the database.
pub fn shown_by(
    tx: &mut Read<'_>,
    scope: &Scope,
    (party, case): PartyOf,
) -> Result<Vec<TrackId>, StoreError> {
    let (party, case) = (Uid(party.raw()), Uid(case.raw()));
    let mut ids: Vec<Uid> = tracks::table
        .filter(tracks::case_id.eq(case))
        .filter(
            tracks::id
                .eq(case)
                .or(tracks::respondent_id.eq(Some(party))),
        )
        .filter(scope.sees(tracks::id))
        .order((tracks::created_at.asc(), tracks::id.asc()))
        .select(tracks::id)
        .load(tx.conn())?;
    ids.sort_by_key(|id| id.0 != case.0);
    Ok(ids.into_iter().map(|id| Id::new(id.0)).collect())
}

fn named(rows: Vec<(Uid, Uid)>) -> Vec<PartyOf> {
    rows.into_iter()
        .map(|(party, case)| (Id::new(party.0), Id::new(case.0)))
        .collect()
}
