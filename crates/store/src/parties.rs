//! Parties, allegations and evidence of a case in words: the personal values.

use diesel::prelude::*;
use netralitas_domain::{
    file::Capacity,
    ids::{AllegationId, CaseId, EvidenceId, Id, PartyId, PersonId},
    time::Moment,
};

use crate::{
    Read, StoreError, Uid, Write,
    schema::{allegations, evidence, parties},
    word,
};

/// A party's record. `record` is JSON in the shape that `app` gives it; that of a sealed person lives encrypted in a
/// table of its own (`sealed.rs`).
#[derive(Debug, Clone)]
pub struct PartyRow {
    /// Identifier.
    pub id: PartyId,
    /// Its person, once known.
    pub person: Option<PersonId>,
    /// In which capacity.
    pub capacity: Capacity,
    /// The version of the record.
    pub version: i64,
    /// The name, of who is not sealed.
    pub name: Option<String>,
    /// Everything else, of who is not sealed.
    pub record: Option<String>,
}

/// Adds a party. Of a sealed person the row says only that there is one.
///
/// # Errors
/// Those of the database.
pub fn insert(
    tx: &mut Write<'_>,
    case: CaseId,
    party: &PartyRow,
    now: Moment,
) -> Result<(), StoreError> {
    diesel::insert_into(parties::table)
        .values((
            parties::id.eq(Uid(party.id.raw())),
            parties::case_id.eq(Uid(case.raw())),
            parties::person_id.eq(party.person.map(|p| Uid(p.raw()))),
            parties::capacity.eq(party.capacity.code()),
            parties::version.eq(party.version),
            parties::name.eq(party.name.as_deref()),
            parties::record.eq(party.record.as_deref()),
            parties::created_at.eq(now.0),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The parties of a case, without sealed records.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn of_case(tx: &mut Read<'_>, case: CaseId) -> Result<Vec<PartyRow>, StoreError> {
    type Row = (
        Uid,
        Option<Uid>,
        String,
        i64,
        Option<String>,
        Option<String>,
    );
    let rows: Vec<Row> = parties::table
        .filter(parties::case_id.eq(Uid(case.raw())))
        .order(parties::id.asc())
        .select((
            parties::id,
            parties::person_id,
            parties::capacity,
            parties::version,
            parties::name,
            parties::record,
        ))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(id, person, capacity, version, name, record)| {
            Ok(PartyRow {
                id: Id::new(id.0),
                person: person.map(|p| Id::new(p.0)),
                capacity: word(&capacity, "parties", "capacity", id)?,
                version,
                name,
                record,
            })
        })
        .collect()
}

/// Adds the words of an allegation.
///
/// # Errors
/// Those of the database.
pub fn insert_allegation(
    tx: &mut Write<'_>,
    case: CaseId,
    id: AllegationId,
    party: PartyId,
    record: &str,
    now: Moment,
) -> Result<(), StoreError> {
    diesel::insert_into(allegations::table)
        .values((
            allegations::id.eq(Uid(id.raw())),
            allegations::case_id.eq(Uid(case.raw())),
            allegations::party_id.eq(Uid(party.raw())),
            allegations::version.eq(1),
            allegations::record.eq(record),
            allegations::created_at.eq(now.0),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Adds a piece of evidence.
///
/// # Errors
/// Those of the database.
pub fn insert_evidence(
    tx: &mut Write<'_>,
    case: CaseId,
    id: EvidenceId,
    record: &str,
    now: Moment,
) -> Result<(), StoreError> {
    diesel::insert_into(evidence::table)
        .values((
            evidence::id.eq(Uid(id.raw())),
            evidence::case_id.eq(Uid(case.raw())),
            evidence::record.eq(record),
            evidence::created_at.eq(now.0),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Gives a party that is not sealed other words and, where said, another person or none.
///
/// # Errors
/// Those of the database.
pub fn identify(
    tx: &mut Write<'_>,
    case: CaseId,
    id: PartyId,
    version: i64,
    name: Option<&str>,
    record: &str,
    person: Option<Option<PersonId>>,
) -> Result<(), StoreError> {
    let of_case = parties::table
        .filter(parties::id.eq(Uid(id.raw())))
        .filter(parties::case_id.eq(Uid(case.raw())));
    diesel::update(of_case)
        .set((
            parties::version.eq(version),
            parties::name.eq(name),
            parties::record.eq(Some(record)),
        ))
        .execute(tx.conn())?;
    if let Some(person) = person {
        diesel::update(of_case)
            .set(parties::person_id.eq(person.map(|p| Uid(p.raw()))))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Puts an allegation under the respondent of whom it is alleged now.
///
/// # Errors
/// Those of the database.
pub fn follow_allegation(
    tx: &mut Write<'_>,
    case: CaseId,
    id: AllegationId,
    party: PartyId,
) -> Result<(), StoreError> {
    let row = allegations::table
        .filter(allegations::id.eq(Uid(id.raw())))
        .filter(allegations::case_id.eq(Uid(case.raw())))
        .filter(allegations::party_id.ne(Uid(party.raw())));
    diesel::update(row)
        .set(allegations::party_id.eq(Uid(party.raw())))
        .execute(tx.conn())?;
    Ok(())
}
