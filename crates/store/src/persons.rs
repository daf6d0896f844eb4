//! Who people are, once known, by their identifiers.

use chrono::NaiveDate;
use diesel::prelude::*;
use netralitas_domain::{
    ids::{Id, OfficeId, PersonId},
    time::Moment,
};
use uuid::Uuid;

use crate::{
    Read, StoreError, Uid, Write, insert_if_absent,
    schema::{person_identifiers, persons},
};

/// An identifier of a person.
#[derive(Debug, Clone)]
pub struct Identifier {
    /// `nip`, `ni_pppk`, `nik`, `other`.
    pub kind: String,
    /// Without spaces.
    pub value: String,
    /// The office that verified it.
    pub verified_by: Option<OfficeId>,
    /// From which day it is known.
    pub from: NaiveDate,
}

/// The person with this identifier.
///
/// # Errors
/// Those of the database.
pub fn find(tx: &mut Read<'_>, kind: &str, value: &str) -> Result<Option<PersonId>, StoreError> {
    let ids: Vec<Uid> = person_identifiers::table
        .filter(person_identifiers::kind.eq(kind))
        .filter(person_identifiers::value.eq(value))
        .order(person_identifiers::id.asc())
        .select(person_identifiers::person_id)
        .load(tx.conn())?;
    Ok(ids.first().map(|id| Id::new(id.0)))
}

/// The identifiers of a person.
///
/// # Errors
/// Those of the database.
pub fn identifiers(tx: &mut Read<'_>, person: PersonId) -> Result<Vec<Identifier>, StoreError> {
    let rows: Vec<(String, String, Option<Uid>, NaiveDate)> = person_identifiers::table
        .filter(person_identifiers::person_id.eq(Uid(person.raw())))
        .order(person_identifiers::id.asc())
        .select((
            person_identifiers::kind,
            person_identifiers::value,
            person_identifiers::verified_by,
            person_identifiers::valid_from,
        ))
        .load(tx.conn())?;
    Ok(rows
        .into_iter()
        .map(|(kind, value, verified_by, from)| Identifier {
            kind,
            value,
            verified_by: verified_by.map(|o| Id::new(o.0)),
            from,
        })
        .collect())
}

/// The person behind an identifier: the one known by it, else `new`, who is known by it from now on. Of two
/// callers at once the second waits for the first and gets its person; callers with several identifiers
/// ask in the order of their values, lest two wait for each other.
///
/// # Errors
/// Those of the database.
pub fn know(
    tx: &mut Write<'_>,
    new: PersonId,
    id: Uuid,
    identifier: &Identifier,
    now: Moment,
) -> Result<PersonId, StoreError> {
    if let Some(known) = find(tx, &identifier.kind, &identifier.value)? {
        return Ok(known);
    }
    diesel::insert_into(persons::table)
        .values((
            persons::id.eq(Uid(new.raw())),
            persons::created_at.eq(now.0),
        ))
        .execute(tx.conn())?;
    let first = insert_if_absent!(
        tx,
        person_identifiers::table,
        (
            person_identifiers::id.eq(Uid(id)),
            person_identifiers::person_id.eq(Uid(new.raw())),
            person_identifiers::kind.eq(&identifier.kind),
            person_identifiers::value.eq(&identifier.value),
            person_identifiers::verified_by.eq(identifier.verified_by.map(|o| Uid(o.raw()))),
            person_identifiers::valid_from.eq(identifier.from),
            person_identifiers::valid_to.eq(None::<NaiveDate>),
        )
    )?;
    if first {
        return Ok(new);
    }
    diesel::delete(persons::table.filter(persons::id.eq(Uid(new.raw())))).execute(tx.conn())?;
    find(tx, &identifier.kind, &identifier.value)?.ok_or(StoreError::Busy)
}
