//! Papers: letters, forms, decrees, minutes; many-to-many with tracks.

use chrono::NaiveDate;
use diesel::prelude::*;
use netralitas_domain::{
    ids::{OfficeId, PaperId, TrackId},
    time::Moment,
};

use crate::{
    StoreError, Uid, Write,
    schema::{paper_tracks, papers},
};

/// A paper.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = papers)]
pub struct PaperRow {
    /// Identifier.
    pub id: Uid,
    /// Kind.
    pub kind: String,
    /// Its own or foreign number.
    pub number: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// Who signed it.
    pub signer: Option<String>,
    /// The date on it.
    pub dated: Option<NaiveDate>,
    /// The day it was sent.
    pub sent: Option<NaiveDate>,
    /// The day it was received.
    pub received: Option<NaiveDate>,
    /// The day it was taken in here.
    pub taken_in: Option<NaiveDate>,
    /// The office that recorded it.
    pub office_id: Uid,
    /// When.
    pub created_at: i64,
    /// How it is classified (*sifat*).
    pub classification: Option<String>,
    /// What is enclosed.
    pub enclosures: Option<String>,
    /// To whom it is addressed.
    pub addressee: Option<String>,
    /// The NIP of who signed it.
    pub signer_nip: Option<String>,
    /// The hour it was received, minutes since midnight.
    pub received_minute: Option<i64>,
}

impl PaperRow {
    /// A paper with nothing but its identity; the caller fills the rest.
    #[must_use]
    pub fn new(id: PaperId, kind: &str, office: OfficeId, now: Moment) -> Self {
        Self {
            id: Uid(id.raw()),
            kind: kind.to_owned(),
            number: None,
            issuer: None,
            signer: None,
            dated: None,
            sent: None,
            received: None,
            taken_in: None,
            office_id: Uid(office.raw()),
            created_at: now.0,
            classification: None,
            enclosures: None,
            addressee: None,
            signer_nip: None,
            received_minute: None,
        }
    }
}

/// Adds a paper.
///
/// # Errors
/// Those of the database.
pub fn insert(tx: &mut Write<'_>, paper: &PaperRow) -> Result<(), StoreError> {
    diesel::insert_into(papers::table)
        .values(paper.clone())
        .execute(tx.conn())?;
    Ok(())
}

/// Ties a paper to a step of a track.
///
/// # Errors
/// Those of the database.
pub fn attach(
    tx: &mut Write<'_>,
    paper: PaperId,
    track: TrackId,
    seq: i64,
) -> Result<(), StoreError> {
    diesel::insert_into(paper_tracks::table)
        .values((
            paper_tracks::paper_id.eq(Uid(paper.raw())),
            paper_tracks::track_id.eq(Uid(track.raw())),
            paper_tracks::seq.eq(seq),
        ))
        .execute(tx.conn())?;
    Ok(())
}
