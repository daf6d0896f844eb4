//! The destruction of what is known of a person: rows deleted or emptied, words put in the place of others.
//!
//! Owns which tables hold something of a person; words that may name one are in `erase_words.rs`. Everything here runs in
//! the transaction of one erasure.

use diesel::prelude::*;
use netralitas_domain::{
    file::RecordKind,
    ids::{CaseId, Id, PartyId, PersonId},
    time::Moment,
};
use uuid::Uuid;

use crate::{
    Read, StoreError, Uid, Write, approvals,
    schema::{
        account_people, approvals as held, files, former_records, former_sealed_parties, parties,
        person_identifiers, persons, sealed_keys, sealed_parties, texts, ticket_questions, tickets,
        unsealed_records, unsealings,
    },
    views::case_file::Seen,
};

/// A party with what ties it to records of the same person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// The case.
    pub case: CaseId,
    /// The party.
    pub party: PartyId,
    /// In which capacity, by code.
    pub capacity: String,
    /// From which party of the case that was split it was copied.
    pub copy_of: Option<PartyId>,
    /// Its person, once known.
    pub person: Option<PersonId>,
    /// Its record, of who is not sealed.
    pub record: Option<String>,
}

/// The parties of some cases, by case and party.
///
/// # Errors
/// Those of the database.
pub fn ties(tx: &mut Write<'_>, cases: &[CaseId]) -> Result<Vec<Tie>, StoreError> {
    type Row = (Uid, Uid, String, Option<Uid>, Option<Uid>, Option<String>);
    let ids: Vec<Uid> = cases.iter().map(|c| Uid(c.raw())).collect();
    let rows: Vec<Row> = parties::table
        .filter(parties::case_id.eq_any(ids))
        .order((parties::case_id.asc(), parties::id.asc()))
        .select((
            parties::case_id,
            parties::id,
            parties::capacity,
            parties::copy_of,
            parties::person_id,
            parties::record,
        ))
        .load(tx.conn())?;
    Ok(rows
        .into_iter()
        .map(|(case, party, capacity, copy_of, person, record)| Tie {
            case: Id::new(case.0),
            party: Id::new(party.0),
            capacity,
            copy_of: copy_of.map(|p| Id::new(p.0)),
            person: person.map(|p| Id::new(p.0)),
            record,
        })
        .collect())
}

/// What the record of a party that is not sealed said before, any version.
///
/// # Errors
/// Those of the database.
pub fn former_of(tx: &mut Write<'_>, party: PartyId) -> Result<Vec<String>, StoreError> {
    Ok(former_records::table
        .filter(former_records::kind.eq(RecordKind::Party.code()))
        .filter(former_records::id.eq(Uid(party.raw())))
        .order(former_records::version.asc())
        .select(former_records::record)
        .load(tx.conn())?)
}

/// The identifiers of a person.
///
/// # Errors
/// Those of the database.
pub fn numbers_of(tx: &mut Write<'_>, person: PersonId) -> Result<Vec<String>, StoreError> {
    Ok(person_identifiers::table
        .filter(person_identifiers::person_id.eq(Uid(person.raw())))
        .order(person_identifiers::id.asc())
        .select(person_identifiers::value)
        .load(tx.conn())?)
}

/// Destroys the record of a party with all that it said before, and the key that opens it; the row stays and says
/// that there was somebody. How many records and keys went.
///
/// # Errors
/// Those of the database.
pub fn party(tx: &mut Write<'_>, party: PartyId) -> Result<(i64, i64), StoreError> {
    let id = Uid(party.raw());
    let mut records = 0;
    let here = parties::table.filter(parties::id.eq(id));
    records += diesel::update(here.filter(parties::record.is_not_null()))
        .set((
            parties::name.eq(None::<String>),
            parties::record.eq(None::<String>),
        ))
        .execute(tx.conn())?;
    diesel::update(here)
        .set(parties::person_id.eq(None::<Uid>))
        .execute(tx.conn())?;
    records += diesel::delete(
        former_records::table
            .filter(former_records::kind.eq(RecordKind::Party.code()))
            .filter(former_records::id.eq(id)),
    )
    .execute(tx.conn())?;
    records += diesel::update(sealed_parties::table.filter(sealed_parties::party_id.eq(id)))
        .set(sealed_parties::sealed.eq(Vec::<u8>::new()))
        .execute(tx.conn())?;
    records +=
        diesel::delete(former_sealed_parties::table.filter(former_sealed_parties::party_id.eq(id)))
            .execute(tx.conn())?;
    records += diesel::delete(unsealed_records::table.filter(unsealed_records::party_id.eq(id)))
        .execute(tx.conn())?;
    let keys = diesel::delete(sealed_keys::table.filter(sealed_keys::party_id.eq(id)))
        .execute(tx.conn())?;
    Ok((count(records), count(keys)))
}

/// Destroys the identifiers of a person of whom no party and no account is left; how many.
///
/// # Errors
/// Those of the database.
pub fn person(tx: &mut Write<'_>, person: PersonId) -> Result<i64, StoreError> {
    let id = Uid(person.raw());
    let parties: i64 = parties::table
        .filter(parties::person_id.eq(Some(id)))
        .count()
        .get_result(tx.conn())?;
    let accounts: i64 = account_people::table
        .filter(account_people::person_id.eq(id))
        .count()
        .get_result(tx.conn())?;
    if parties + accounts > 0 {
        return Ok(0);
    }
    let gone =
        diesel::delete(person_identifiers::table.filter(person_identifiers::person_id.eq(id)))
            .execute(tx.conn())?;
    diesel::delete(persons::table.filter(persons::id.eq(id))).execute(tx.conn())?;
    Ok(count(gone))
}

/// Ends the tickets of a party and destroys what its holder was asked and answered; how many tickets had run.
///
/// # Errors
/// Those of the database.
pub fn tickets(tx: &mut Write<'_>, party: PartyId, now: Moment) -> Result<i64, StoreError> {
    let ids: Vec<Uid> = tickets::table
        .filter(tickets::party_id.eq(Some(Uid(party.raw()))))
        .select(tickets::id)
        .load(tx.conn())?;
    diesel::delete(ticket_questions::table.filter(ticket_questions::ticket_id.eq_any(ids.clone())))
        .execute(tx.conn())?;
    let ended = diesel::update(
        tickets::table
            .filter(tickets::id.eq_any(ids))
            .filter(tickets::ended_at.is_null()),
    )
    .set(tickets::ended_at.eq(Some(now.0)))
    .execute(tx.conn())?;
    Ok(count(ended))
}

/// Acts of a case that wait for a second person lapse, and what they say is forgotten.
///
/// # Errors
/// Those of the database.
pub fn held_acts(tx: &mut Write<'_>, case: CaseId, now: Moment) -> Result<(), StoreError> {
    diesel::update(
        held::table
            .filter(held::case_id.eq(Uid(case.raw())))
            .filter(held::state.eq(approvals::WAITING)),
    )
    .set((
        held::state.eq("expired"),
        held::body.eq(None::<String>),
        held::expires_at.eq(now.0),
    ))
    .execute(tx.conn())?;
    Ok(())
}

/// The texts of a case from which somebody was taken out, by identifier and version.
///
/// # Errors
/// Those of the database.
pub fn redacted(tx: &mut Read<'_>, seen: &Seen) -> Result<Vec<(Uuid, i64)>, StoreError> {
    let rows: Vec<(Uid, i64)> = texts::table
        .filter(texts::case_id.eq(Uid(seen.file().id.raw())))
        .filter(texts::redacted_at.is_not_null())
        .select((texts::id, texts::version))
        .load(tx.conn())?;
    Ok(rows
        .into_iter()
        .map(|(id, version)| (id.0, version))
        .collect())
}

/// Purposes of openings of a case, sealed: of which opening, by which master key, what.
///
/// # Errors
/// Those of the database.
pub fn purposes(
    tx: &mut Write<'_>,
    case: CaseId,
) -> Result<Vec<(Uuid, String, Vec<u8>)>, StoreError> {
    let rows: Vec<(Uid, String, Vec<u8>)> = unsealings::table
        .filter(unsealings::case_id.eq(Uid(case.raw())))
        .order(unsealings::id.asc())
        .select((unsealings::id, unsealings::kid, unsealings::purpose))
        .load(tx.conn())?;
    let named = rows.into_iter().map(|(id, kid, said)| (id.0, kid, said));
    Ok(named.collect())
}

/// A file of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileOfCase {
    /// Identifier.
    pub id: Uuid,
    /// Where its bytes lie.
    pub sha256: String,
}

/// The files of a case whose bytes are kept.
///
/// # Errors
/// Those of the database.
pub fn files_of(tx: &mut Write<'_>, case: CaseId) -> Result<Vec<FileOfCase>, StoreError> {
    let rows: Vec<(Uid, String)> = files::table
        .filter(files::case_id.eq(Uid(case.raw())))
        .filter(files::erased_at.is_null())
        .order(files::id.asc())
        .select((files::id, files::sha256))
        .load(tx.conn())?;
    let all = rows
        .into_iter()
        .map(|(id, sha256)| FileOfCase { id: id.0, sha256 });
    Ok(all.collect())
}

/// Gives up the bytes of a file: the row stays without its name, and nothing names the bytes any more.
///
/// # Errors
/// Those of the database.
pub fn file(tx: &mut Write<'_>, id: Uuid, now: Moment) -> Result<(), StoreError> {
    diesel::update(files::table.find(Uid(id)))
        .set((files::name.eq(""), files::erased_at.eq(Some(now.0))))
        .execute(tx.conn())?;
    Ok(())
}

/// The SHA-256 of erased files whose bytes no other row names, in order.
///
/// # Errors
/// Those of the database.
pub fn given_up(tx: &mut Read<'_>) -> Result<Vec<String>, StoreError> {
    let kept = diesel::alias!(files as kept);
    let kept = kept
        .filter(kept.field(files::erased_at).is_null())
        .select(kept.field(files::sha256));
    Ok(files::table
        .filter(files::erased_at.is_not_null())
        .filter(files::sha256.ne_all(kept))
        .select(files::sha256)
        .distinct()
        .order(files::sha256.asc())
        .load(tx.conn())?)
}

fn count(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}
