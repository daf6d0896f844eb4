//! The encrypted records of sealed people, and in a table of their own the wrapped keys that open them.
//!
//! Owns where the bytes lie. Must not know what they say: `app` seals and opens them.

use diesel::prelude::*;
use netralitas_domain::{
    ids::{CaseId, Id, PartyId},
    time::Moment,
};

use crate::{
    Read, StoreError, Uid, Write,
    schema::{former_sealed_parties, parties, sealed_keys, sealed_parties, unsealed_records},
};

/// The key of a sealed person, wrapped by a master key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrappedKey {
    /// The name of the master key.
    pub kid: String,
    /// The key, wrapped.
    pub wrapped: Vec<u8>,
}

/// A sealed record.
#[derive(Debug, Clone)]
pub struct Sealed {
    /// Of whom.
    pub party: PartyId,
    /// The encrypted record.
    pub sealed: Vec<u8>,
    /// What opens it; none once it was destroyed.
    pub key: Option<WrappedKey>,
}

/// A sealed record as it was before an amendment.
#[derive(Debug, Clone)]
pub struct FormerSealed {
    /// The record.
    pub record: Sealed,
    /// Its version, from 1.
    pub version: i64,
    /// When it was replaced.
    pub replaced_at: Moment,
}

type Row = (Uid, Vec<u8>, Option<String>, Option<Vec<u8>>);

fn record((party, sealed, kid, wrapped): Row) -> Sealed {
    Sealed {
        party: Id::new(party.0),
        sealed,
        key: kid
            .zip(wrapped)
            .map(|(kid, wrapped)| WrappedKey { kid, wrapped }),
    }
}

/// Adds the record of a sealed person and its key.
///
/// # Errors
/// Those of the database.
pub fn insert(
    tx: &mut Write<'_>,
    case: CaseId,
    party: PartyId,
    sealed: &[u8],
    key: &WrappedKey,
    now: Moment,
) -> Result<(), StoreError> {
    diesel::insert_into(sealed_parties::table)
        .values((
            sealed_parties::party_id.eq(Uid(party.raw())),
            sealed_parties::case_id.eq(Uid(case.raw())),
            sealed_parties::sealed.eq(sealed),
            sealed_parties::created_at.eq(now.0),
        ))
        .execute(tx.conn())?;
    diesel::insert_into(sealed_keys::table)
        .values((
            sealed_keys::party_id.eq(Uid(party.raw())),
            sealed_keys::kid.eq(&key.kid),
            sealed_keys::wrapped.eq(&key.wrapped),
            sealed_keys::created_at.eq(now.0),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Adds what a record said before it was amended.
///
/// # Errors
/// Those of the database.
pub fn insert_former(
    tx: &mut Write<'_>,
    case: CaseId,
    party: PartyId,
    version: i64,
    sealed: &[u8],
    now: Moment,
) -> Result<(), StoreError> {
    diesel::insert_into(former_sealed_parties::table)
        .values((
            former_sealed_parties::party_id.eq(Uid(party.raw())),
            former_sealed_parties::version.eq(version),
            former_sealed_parties::case_id.eq(Uid(case.raw())),
            former_sealed_parties::sealed.eq(sealed),
            former_sealed_parties::replaced_at.eq(now.0),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Puts another record in the place of one, which is kept; `version` is that of the new one.
///
/// # Errors
/// Those of the database.
pub fn replace(
    tx: &mut Write<'_>,
    case: CaseId,
    party: PartyId,
    version: i64,
    sealed: &[u8],
    now: Moment,
) -> Result<(), StoreError> {
    let here = sealed_parties::table.filter(sealed_parties::party_id.eq(Uid(party.raw())));
    let old: Vec<u8> = here.select(sealed_parties::sealed).get_result(tx.conn())?;
    insert_former(tx, case, party, version - 1, &old, now)?;
    diesel::update(here)
        .set(sealed_parties::sealed.eq(sealed))
        .execute(tx.conn())?;
    diesel::update(parties::table.filter(parties::id.eq(Uid(party.raw()))))
        .set(parties::version.eq(version))
        .execute(tx.conn())?;
    Ok(())
}

/// The sealed records of a case, by party.
///
/// # Errors
/// Those of the database.
pub fn of_case(tx: &mut Read<'_>, case: CaseId) -> Result<Vec<Sealed>, StoreError> {
    let rows: Vec<Row> = sealed_parties::table
        .left_join(sealed_keys::table.on(sealed_keys::party_id.eq(sealed_parties::party_id)))
        .filter(sealed_parties::case_id.eq(Uid(case.raw())))
        .order(sealed_parties::party_id.asc())
        .select((
            sealed_parties::party_id,
            sealed_parties::sealed,
            sealed_keys::kid.nullable(),
            sealed_keys::wrapped.nullable(),
        ))
        .load(tx.conn())?;
    Ok(rows.into_iter().map(record).collect())
}

/// What the sealed records of a case said before, oldest first.
///
/// # Errors
/// Those of the database.
pub fn former_of_case(tx: &mut Read<'_>, case: CaseId) -> Result<Vec<FormerSealed>, StoreError> {
    let rows: Vec<(Row, i64, i64)> = former_sealed_parties::table
        .left_join(sealed_keys::table.on(sealed_keys::party_id.eq(former_sealed_parties::party_id)))
        .filter(former_sealed_parties::case_id.eq(Uid(case.raw())))
        .order((
            former_sealed_parties::replaced_at.asc(),
            former_sealed_parties::party_id.asc(),
            former_sealed_parties::version.asc(),
        ))
        .select((
            (
                former_sealed_parties::party_id,
                former_sealed_parties::sealed,
                sealed_keys::kid.nullable(),
                sealed_keys::wrapped.nullable(),
            ),
            former_sealed_parties::version,
            former_sealed_parties::replaced_at,
        ))
        .load(tx.conn())?;
    Ok(rows
        .into_iter()
        .map(|(row, version, at)| FormerSealed {
            record: record(row),
            version,
            replaced_at: Moment(at),
        })
        .collect())
}

/// A record that was stored before records were encrypted.
#[derive(Debug, Clone)]
pub struct Unsealed {
    /// Of whom.
    pub party: PartyId,
    /// Its version.
    pub version: i64,
    /// The case.
    pub case: CaseId,
    /// What it says, JSON.
    pub record: String,
    /// When it was stored.
    pub created_at: Moment,
    /// When it was replaced, where it was amended since.
    pub replaced_at: Option<Moment>,
}

/// Some of the records that still stand open, those of one person together, at most `limit`.
///
/// # Errors
/// Those of the database.
pub fn unsealed(tx: &mut Read<'_>, limit: i64) -> Result<Vec<Unsealed>, StoreError> {
    type Row = (Uid, i64, Uid, String, i64, Option<i64>);
    let some: Vec<Uid> = unsealed_records::table
        .select(unsealed_records::party_id)
        .distinct()
        .order(unsealed_records::party_id.asc())
        .limit(limit)
        .load(tx.conn())?;
    let rows: Vec<Row> = unsealed_records::table
        .filter(unsealed_records::party_id.eq_any(some))
        .order((
            unsealed_records::party_id.asc(),
            unsealed_records::version.desc(),
        ))
        .load(tx.conn())?;
    Ok(rows
        .into_iter()
        .map(
            |(party, version, case, record, created, replaced)| Unsealed {
                party: Id::new(party.0),
                version,
                case: Id::new(case.0),
                record,
                created_at: Moment(created),
                replaced_at: replaced.map(Moment),
            },
        )
        .collect())
}

/// Takes the open records of a person away.
///
/// # Errors
/// Those of the database.
pub fn forget_unsealed(tx: &mut Write<'_>, party: PartyId) -> Result<(), StoreError> {
    diesel::delete(unsealed_records::table.filter(unsealed_records::party_id.eq(Uid(party.raw()))))
        .execute(tx.conn())?;
    Ok(())
}

/// The wrapped keys that another master key wrapped, at most `limit`.
///
/// # Errors
/// Those of the database.
pub fn keys_not_of(
    tx: &mut Read<'_>,
    kid: &str,
    limit: i64,
) -> Result<Vec<(PartyId, WrappedKey)>, StoreError> {
    let rows: Vec<(Uid, String, Vec<u8>)> = sealed_keys::table
        .filter(sealed_keys::kid.ne(kid))
        .order(sealed_keys::party_id.asc())
        .limit(limit)
        .select((
            sealed_keys::party_id,
            sealed_keys::kid,
            sealed_keys::wrapped,
        ))
        .load(tx.conn())?;
    Ok(rows
        .into_iter()
        .map(|(party, kid, wrapped)| (Id::new(party.0), WrappedKey { kid, wrapped }))
        .collect())
}

/// Wraps the key of a person anew.
///
/// # Errors
/// Those of the database.
pub fn rewrap(tx: &mut Write<'_>, party: PartyId, key: &WrappedKey) -> Result<(), StoreError> {
    diesel::update(sealed_keys::table.filter(sealed_keys::party_id.eq(Uid(party.raw()))))
        .set((
            sealed_keys::kid.eq(&key.kid),
            sealed_keys::wrapped.eq(&key.wrapped),
        ))
        .execute(tx.conn())?;
    Ok(())
}
