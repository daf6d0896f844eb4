//! Amended records: the new words take the place of the old, which stay readable to who could read them.

use std::collections::BTreeSet;

use diesel::prelude::*;
use netralitas_domain::{
    file::RecordKind,
    ids::{AllegationId, CaseId, Id, PaperId, PartyId},
    time::Moment,
};
use uuid::Uuid;

use crate::{
    Read, StoreError, Uid, Write,
    papers::PaperRow,
    schema::{allegations, former_records, paper_tracks, papers, parties, tracks},
    scope::Scope,
    word,
};

/// What a record said before it was amended.
#[derive(Debug, Clone)]
pub struct FormerRecord {
    /// What it is a record of.
    pub kind: RecordKind,
    /// Of which.
    pub id: Uuid,
    /// Its version, from 1.
    pub version: i64,
    /// What it said, JSON.
    pub record: String,
    /// When it was replaced.
    pub replaced_at: Moment,
}

fn keep(
    tx: &mut Write<'_>,
    case: CaseId,
    kind: RecordKind,
    id: Uuid,
    version: i64,
    record: &str,
    now: Moment,
) -> Result<(), StoreError> {
    diesel::insert_into(former_records::table)
        .values((
            former_records::kind.eq(kind.code()),
            former_records::id.eq(Uid(id)),
            former_records::version.eq(version),
            former_records::case_id.eq(Uid(case.raw())),
            former_records::record.eq(record),
            former_records::replaced_at.eq(now.0),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Replaces the words of a party that is not sealed; `version` is that of the new ones.
///
/// # Errors
/// Those of the database; a party without a record is none of them.
pub fn reword_party(
    tx: &mut Write<'_>,
    case: CaseId,
    id: PartyId,
    version: i64,
    name: Option<&str>,
    record: &str,
    now: Moment,
) -> Result<(), StoreError> {
    let key = Uid(id.raw());
    let old: String = parties::table
        .filter(parties::id.eq(key))
        .filter(parties::case_id.eq(Uid(case.raw())))
        .filter(parties::record.is_not_null())
        .select(parties::record.assume_not_null())
        .get_result(tx.conn())?;
    keep(
        tx,
        case,
        RecordKind::Party,
        id.raw(),
        version - 1,
        &old,
        now,
    )?;
    diesel::update(parties::table.filter(parties::id.eq(key)))
        .set((
            parties::version.eq(version),
            parties::name.eq(name),
            parties::record.eq(Some(record)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Keeps what the record of a party said, number included, before somebody else is written there.
///
/// # Errors
/// Those of the database.
pub fn keep_party(
    tx: &mut Write<'_>,
    case: CaseId,
    id: PartyId,
    version: i64,
    record: &str,
    now: Moment,
) -> Result<(), StoreError> {
    keep(tx, case, RecordKind::Party, id.raw(), version, record, now)
}

/// Replaces the words of an allegation; the version goes up by one.
///
/// # Errors
/// Those of the database.
pub fn reword_allegation(
    tx: &mut Write<'_>,
    case: CaseId,
    id: AllegationId,
    record: &str,
    now: Moment,
) -> Result<(), StoreError> {
    let key = Uid(id.raw());
    let (version, old): (i64, String) = allegations::table
        .filter(allegations::id.eq(key))
        .filter(allegations::case_id.eq(Uid(case.raw())))
        .select((allegations::version, allegations::record))
        .get_result(tx.conn())?;
    keep(
        tx,
        case,
        RecordKind::Allegation,
        id.raw(),
        version,
        &old,
        now,
    )?;
    diesel::update(allegations::table.filter(allegations::id.eq(key)))
        .set((
            allegations::version.eq(version + 1),
            allegations::record.eq(record),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The words of an allegation with their version.
///
/// # Errors
/// Those of the database.
pub fn allegation(
    tx: &mut Read<'_>,
    case: CaseId,
    id: AllegationId,
) -> Result<Option<(i64, String)>, StoreError> {
    Ok(allegations::table
        .filter(allegations::id.eq(Uid(id.raw())))
        .filter(allegations::case_id.eq(Uid(case.raw())))
        .select((allegations::version, allegations::record))
        .get_result(tx.conn())
        .optional()?)
}

/// A paper as it stands.
///
/// # Errors
/// Those of the database.
pub fn paper(tx: &mut Read<'_>, id: PaperId) -> Result<Option<PaperRow>, StoreError> {
    Ok(papers::table
        .filter(papers::id.eq(Uid(id.raw())))
        .select(PaperRow::as_select())
        .get_result(tx.conn())
        .optional()?)
}

/// The other cases on a track of which a paper of this case stands too; none of a paper that is not of this case.
///
/// # Errors
/// Those of the database.
pub fn paper_elsewhere(
    tx: &mut Read<'_>,
    id: PaperId,
    case: CaseId,
) -> Result<BTreeSet<CaseId>, StoreError> {
    let ids: Vec<Uid> = paper_tracks::table
        .inner_join(tracks::table.on(tracks::id.eq(paper_tracks::track_id)))
        .filter(paper_tracks::paper_id.eq(Uid(id.raw())))
        .select(tracks::case_id)
        .distinct()
        .load(tx.conn())?;
    let mut cases: BTreeSet<CaseId> = ids.into_iter().map(|id| Id::new(id.0)).collect();
    let of_this = cases.remove(&case);
    Ok(if of_this { cases } else { BTreeSet::new() })
}

/// Replaces what is recorded of a paper; `old` is what it said, as JSON.
///
/// # Errors
/// Those of the database.
pub fn reword_paper(
    tx: &mut Write<'_>,
    case: CaseId,
    new: &PaperRow,
    old: &str,
    now: Moment,
) -> Result<(), StoreError> {
    let before: i64 = former_records::table
        .filter(former_records::kind.eq(RecordKind::Paper.code()))
        .filter(former_records::id.eq(new.id))
        .count()
        .get_result(tx.conn())?;
    keep(tx, case, RecordKind::Paper, new.id.0, before + 1, old, now)?;
    diesel::update(papers::table.filter(papers::id.eq(new.id)))
        .set((
            papers::number.eq(new.number.as_deref()),
            papers::issuer.eq(new.issuer.as_deref()),
            papers::signer.eq(new.signer.as_deref()),
            papers::dated.eq(new.dated),
            papers::sent.eq(new.sent),
            papers::received.eq(new.received),
            papers::received_minute.eq(new.received_minute),
            papers::classification.eq(new.classification.as_deref()),
            papers::enclosures.eq(new.enclosures.as_deref()),
            papers::addressee.eq(new.addressee.as_deref()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// What the records of a case said before, oldest first, its papers that were amended in another case among them; none
/// where the case may not be seen.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn of_case(
    tx: &mut Read<'_>,
    scope: &Scope,
    case: CaseId,
) -> Result<Vec<FormerRecord>, StoreError> {
    let papers = paper_tracks::table
        .inner_join(tracks::table.on(tracks::id.eq(paper_tracks::track_id)))
        .filter(tracks::case_id.eq(Uid(case.raw())))
        .select(paper_tracks::paper_id);
    let of_paper = former_records::kind
        .eq(RecordKind::Paper.code())
        .and(former_records::id.eq_any(papers));
    let seen = tracks::table
        .filter(tracks::id.eq(Uid(case.raw())))
        .filter(scope.sees(tracks::id));
    let rows: Vec<(String, Uid, i64, String, i64)> = former_records::table
        .filter(former_records::case_id.eq(Uid(case.raw())).or(of_paper))
        .filter(diesel::dsl::exists(seen))
        .order((
            former_records::replaced_at.asc(),
            former_records::kind.asc(),
            former_records::id.asc(),
            former_records::version.asc(),
        ))
        .select((
            former_records::kind,
            former_records::id,
            former_records::version,
            former_records::record,
            former_records::replaced_at,
        ))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(kind, id, version, record, at)| {
            Ok(FormerRecord {
                kind: word(&kind, "former_records", "kind", id)?,
                id: id.0,
                version,
                record,
                replaced_at: Moment(at),
            })
        })
        .collect()
}
