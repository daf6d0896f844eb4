//! Files of papers and evidence: what is known of them. Their bytes are not in the database.

use diesel::prelude::*;
use netralitas_domain::ids::{CaseId, EvidenceId, FileId, Id, OfficeId, PaperId, TrackId};

use crate::{
    Read, StoreError, Uid, Write,
    schema::{evidence, files, paper_tracks, papers},
    scope::Scope,
};

/// A file as it was attached.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = files)]
pub struct FileRow {
    /// Identifier.
    pub id: Uid,
    /// The case of the track.
    pub case_id: Uid,
    /// The track on which it was attached.
    pub track_id: Uid,
    /// The step.
    pub seq: i64,
    /// The paper it belongs to.
    pub paper_id: Option<Uid>,
    /// The evidence it belongs to.
    pub evidence_id: Option<Uid>,
    /// Its name as sent; may hold a personal value.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256 in lower-case hexadecimal; where its bytes lie.
    pub sha256: String,
    /// The office that attached it.
    pub office_id: Uid,
    /// When.
    pub created_at: i64,
    /// When its bytes were destroyed.
    pub erased_at: Option<i64>,
}

/// Adds a file.
///
/// # Errors
/// Those of the database.
pub fn insert(tx: &mut Write<'_>, file: &FileRow) -> Result<(), StoreError> {
    diesel::insert_into(files::table)
        .values(file.clone())
        .execute(tx.conn())?;
    Ok(())
}

/// One file.
///
/// # Errors
/// Those of the database.
pub fn find(tx: &mut Read<'_>, id: FileId) -> Result<Option<FileRow>, StoreError> {
    Ok(files::table
        .filter(files::id.eq(Uid(id.raw())))
        .select(FileRow::as_select())
        .get_result(tx.conn())
        .optional()?)
}

/// A paper as it stands on a track.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperOfTrack {
    /// Its kind.
    pub kind: String,
    /// The office that recorded it.
    pub office: OfficeId,
    /// The step of the track that brought it.
    pub seq: i64,
}

/// A paper of a track, once for each step that brought it there; none where the track has no such paper.
///
/// # Errors
/// Those of the database.
pub fn paper_of_track(
    tx: &mut Read<'_>,
    paper: PaperId,
    track: TrackId,
) -> Result<Vec<PaperOfTrack>, StoreError> {
    let found: Vec<(String, Uid, i64)> = paper_tracks::table
        .inner_join(papers::table.on(papers::id.eq(paper_tracks::paper_id)))
        .filter(paper_tracks::paper_id.eq(Uid(paper.raw())))
        .filter(paper_tracks::track_id.eq(Uid(track.raw())))
        .order(paper_tracks::seq.asc())
        .select((papers::kind, papers::office_id, paper_tracks::seq))
        .load(tx.conn())?;
    let there = found.into_iter().map(|(kind, office, seq)| PaperOfTrack {
        kind,
        office: Id::new(office.0),
        seq,
    });
    Ok(there.collect())
}

/// The steps of some tracks that brought a paper there.
///
/// # Errors
/// Those of the database.
pub fn ties(
    tx: &mut Read<'_>,
    paper: PaperId,
    tracks: &[TrackId],
) -> Result<Vec<(TrackId, i64)>, StoreError> {
    let tracks: Vec<Uid> = tracks.iter().map(|t| Uid(t.raw())).collect();
    let found: Vec<(Uid, i64)> = paper_tracks::table
        .filter(paper_tracks::paper_id.eq(Uid(paper.raw())))
        .filter(paper_tracks::track_id.eq_any(tracks))
        .select((paper_tracks::track_id, paper_tracks::seq))
        .load(tx.conn())?;
    let ties = found.into_iter().map(|(t, seq)| (Id::new(t.0), seq));
    Ok(ties.collect())
}

/// The tracks on which a paper stands too and which a scope does not see.
///
/// # Errors
/// Those of the database.
pub fn hidden_ties(
    tx: &mut Read<'_>,
    scope: &Scope,
    paper: PaperId,
) -> Result<Vec<TrackId>, StoreError> {
    let found: Vec<Uid> = paper_tracks::table
        .filter(paper_tracks::paper_id.eq(Uid(paper.raw())))
        .filter(diesel::dsl::not(scope.sees(paper_tracks::track_id)))
        .select(paper_tracks::track_id)
        .load(tx.conn())?;
    Ok(found.into_iter().map(|t| Id::new(t.0)).collect())
}

/// Whether a piece of evidence is one of a case.
///
/// # Errors
/// Those of the database.
pub fn is_evidence_of(tx: &mut Read<'_>, id: EvidenceId, case: CaseId) -> Result<bool, StoreError> {
    let found: Option<Uid> = evidence::table
        .filter(evidence::id.eq(Uid(id.raw())))
        .filter(evidence::case_id.eq(Uid(case.raw())))
        .select(evidence::id)
        .get_result(tx.conn())
        .optional()?;
    Ok(found.is_some())
}

/// Every SHA-256 that a file has whose bytes are kept, each once, in order.
///
/// # Errors
/// Those of the database.
pub fn all_hashes(tx: &mut Read<'_>) -> Result<Vec<String>, StoreError> {
    Ok(files::table
        .filter(files::erased_at.is_null())
        .select(files::sha256)
        .distinct()
        .order(files::sha256.asc())
        .load(tx.conn())?)
}
