//! The records of a case that is split off: what moves with it, and what both cases have from then on.

use diesel::prelude::*;
use netralitas_domain::{
    file::{CaseFile, Track},
    ids::{AllegationId, CaseId, Id, PartyId, TextId},
    time::Moment,
};
use uuid::Uuid;

use crate::{
    StoreError, Uid, Write,
    files::FileRow,
    parties::{self, PartyRow},
    schema::{allegations, evidence, files, former_records, parties as party_rows, texts},
    texts::TextRow,
};

/// The identifier of a record's copy: of the time of the case that it goes to, else as unlike any other as the two
/// that it is made of; the same when the transaction runs again.
#[must_use]
pub const fn copied(id: Uuid, case: CaseId) -> Uuid {
    let (time, one) = case.raw().as_u64_pair();
    let (_, other) = id.as_u64_pair();
    Uuid::from_u64_pair(time, (one ^ other) & (u64::MAX >> 2) | (1 << 63))
}

/// Copies a party with its record; that of a sealed person is copied by who can open it.
///
/// # Errors
/// Those of the database.
pub fn copy_party(
    tx: &mut Write<'_>,
    rows: &[PartyRow],
    from: PartyId,
    to: PartyId,
    case: CaseId,
    now: Moment,
) -> Result<(), StoreError> {
    let Some(row) = rows.iter().find(|r| r.id == from) else {
        return Ok(());
    };
    let copy = PartyRow {
        id: to,
        ..row.clone()
    };
    parties::insert(tx, case, &copy, now)?;
    diesel::update(party_rows::table.filter(party_rows::id.eq(Uid(to.raw()))))
        .set(party_rows::copy_of.eq(Some(Uid(from.raw()))))
        .execute(tx.conn())?;
    Ok(())
}

/// Moves a party with what its record said before.
///
/// # Errors
/// Those of the database.
pub fn move_party(tx: &mut Write<'_>, party: PartyId, case: CaseId) -> Result<(), StoreError> {
    let id = Uid(party.raw());
    diesel::update(party_rows::table.filter(party_rows::id.eq(id)))
        .set(party_rows::case_id.eq(Uid(case.raw())))
        .execute(tx.conn())?;
    move_former(tx, id, case)
}

/// Moves an allegation under its respondent there.
///
/// # Errors
/// Those of the database.
pub fn move_allegation(
    tx: &mut Write<'_>,
    allegation: AllegationId,
    party: PartyId,
    case: CaseId,
) -> Result<(), StoreError> {
    let id = Uid(allegation.raw());
    diesel::update(allegations::table.filter(allegations::id.eq(id)))
        .set((
            allegations::case_id.eq(Uid(case.raw())),
            allegations::party_id.eq(Uid(party.raw())),
        ))
        .execute(tx.conn())?;
    move_former(tx, id, case)
}

fn move_former(tx: &mut Write<'_>, id: Uid, case: CaseId) -> Result<(), StoreError> {
    diesel::update(former_records::table.filter(former_records::id.eq(id)))
        .set(former_records::case_id.eq(Uid(case.raw())))
        .execute(tx.conn())?;
    Ok(())
}

/// Copies the evidence of a case with its files, whose bytes are the same; what was attached by a step that was taken
/// back stays behind.
///
/// # Errors
/// Those of the database.
pub fn copy_evidence(
    tx: &mut Write<'_>,
    from: &CaseFile,
    to: CaseId,
    now: Moment,
) -> Result<(), StoreError> {
    let all: Vec<(Uid, String)> = evidence::table
        .filter(evidence::case_id.eq(Uid(from.id.raw())))
        .order(evidence::id.asc())
        .select((evidence::id, evidence::record))
        .load(tx.conn())?;
    for (id, record) in all {
        let copy = copied(id.0, to);
        parties::insert_evidence(tx, to, Id::new(copy), &record, now)?;
        let attached: Vec<FileRow> = files::table
            .filter(files::evidence_id.eq(Some(id)))
            .select(FileRow::as_select())
            .load(tx.conn())?;
        let void = |file: &FileRow| {
            let track = from.track(Id::new(file.track_id.0));
            track.is_some_and(|t| t.is_taken_back(file.seq))
        };
        for file in attached.into_iter().filter(|f| !void(f)) {
            let file = FileRow {
                id: Uid(copied(file.id.0, to)),
                case_id: Uid(to.raw()),
                track_id: Uid(to.raw()),
                seq: 1,
                evidence_id: Some(Uid(copy)),
                ..file
            };
            crate::files::insert(tx, &file)?;
        }
    }
    Ok(())
}

/// The texts of these kinds on a track, as copies for the track of another case: those of steps that stand.
///
/// # Errors
/// Those of the database.
pub fn copies_of_texts(
    tx: &mut Write<'_>,
    from: &Track,
    kinds: &[&str],
    to: CaseId,
) -> Result<Vec<TextRow>, StoreError> {
    type Row = (Uid, i64, String, String, Vec<u8>, Option<i64>);
    let rows: Vec<Row> = texts::table
        .filter(texts::track_id.eq(Uid(from.id.raw())))
        .filter(texts::kind.eq_any(kinds.to_vec()))
        .order((texts::id.asc(), texts::version.asc()))
        .select((
            texts::id,
            texts::version,
            texts::kind,
            texts::body,
            texts::salt,
            texts::seq,
        ))
        .load(tx.conn())?;
    Ok(rows
        .into_iter()
        .filter(|row| row.5.is_none_or(|seq| !from.is_taken_back(seq)))
        .map(|(id, version, kind, body, salt, _)| TextRow {
            id: TextId::new(copied(id.0, to)),
            version,
            track: to.into(),
            kind,
            body,
            salt,
        })
        .collect())
}
