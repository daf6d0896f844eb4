//! Words of a case that may name somebody, wherever they stand, and other words put in their place.
//!
//! Owns where such words are kept. Must not know how a name is found in them: `app` does. Used by erasures alone
//! (`erase.rs`).

use diesel::prelude::*;
use netralitas_domain::{file::RecordKind, ids::CaseId, time::Moment};

use crate::{
    StoreError, Uid, Write,
    schema::{
        allegations, evidence, files, former_records, notes, paper_tracks, papers, parties, texts,
        tracks,
    },
};

/// Where words stand that may name somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A version of a text.
    Text(Uid, i64),
    /// What is alleged.
    Allegation(Uid),
    /// A piece of evidence.
    Evidence(Uid),
    /// What is on record of a person who is not sealed.
    Party(Uid),
    /// What an allegation, a paper or a person said before.
    Former(FormerOf, Uid, i64),
    /// Who issued a paper.
    Issuer(Uid),
    /// Who signed it.
    Signer(Uid),
    /// The signer's NIP.
    SignerNip(Uid),
    /// Its classification.
    Classification(Uid),
    /// What is enclosed.
    Enclosures(Uid),
    /// To whom it goes.
    Addressee(Uid),
    /// Its number.
    Number(Uid),
    /// A note of an office.
    Note(Uid),
    /// The name of a file.
    File(Uid),
}

/// Of what a former record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormerOf {
    /// An allegation.
    Allegation,
    /// A paper.
    Paper,
    /// A person.
    Party,
}

impl FormerOf {
    fn code(self) -> &'static str {
        match self {
            Self::Allegation => RecordKind::Allegation.code(),
            Self::Paper => RecordKind::Paper.code(),
            Self::Party => RecordKind::Party.code(),
        }
    }
}

/// The words of a case that may name somebody, papers of other cases that stand here too among them.
///
/// # Errors
/// Those of the database.
pub fn words(tx: &mut Write<'_>, case: CaseId) -> Result<Vec<(Place, String)>, StoreError> {
    let id = Uid(case.raw());
    let mut all: Vec<(Place, String)> = Vec::new();
    let rows: Vec<(Uid, i64, String)> = texts::table
        .filter(texts::case_id.eq(id))
        .order((texts::id.asc(), texts::version.asc()))
        .select((texts::id, texts::version, texts::body))
        .load(tx.conn())?;
    all.extend(
        rows.into_iter()
            .map(|(t, v, body)| (Place::Text(t, v), body)),
    );
    let rows: Vec<(Uid, String)> = allegations::table
        .filter(allegations::case_id.eq(id))
        .order(allegations::id.asc())
        .select((allegations::id, allegations::record))
        .load(tx.conn())?;
    all.extend(rows.into_iter().map(|(a, r)| (Place::Allegation(a), r)));
    let rows: Vec<(Uid, String)> = evidence::table
        .filter(evidence::case_id.eq(id))
        .order(evidence::id.asc())
        .select((evidence::id, evidence::record))
        .load(tx.conn())?;
    all.extend(rows.into_iter().map(|(e, r)| (Place::Evidence(e), r)));
    let rows: Vec<(Uid, Option<String>)> = parties::table
        .filter(parties::case_id.eq(id))
        .order(parties::id.asc())
        .select((parties::id, parties::record))
        .load(tx.conn())?;
    let known = rows.into_iter().filter_map(|(p, r)| Some((p, r?)));
    all.extend(known.map(|(p, r)| (Place::Party(p), r)));
    let here = tracks::table
        .filter(tracks::case_id.eq(id))
        .select(tracks::id);
    let rows: Vec<(Uid, String)> = notes::table
        .filter(notes::track_id.eq_any(here))
        .order(notes::id.asc())
        .select((notes::id, notes::body))
        .load(tx.conn())?;
    all.extend(rows.into_iter().map(|(n, body)| (Place::Note(n), body)));
    let rows: Vec<(Uid, String)> = files::table
        .filter(files::case_id.eq(id))
        .order(files::id.asc())
        .select((files::id, files::name))
        .load(tx.conn())?;
    all.extend(rows.into_iter().map(|(f, name)| (Place::File(f), name)));
    papers_of(tx, id, &mut all)?;
    Ok(all)
}

fn papers_of(
    tx: &mut Write<'_>,
    case: Uid,
    all: &mut Vec<(Place, String)>,
) -> Result<(), StoreError> {
    type Row = (
        Uid,
        Option<String>,
        Option<String>,
        Option<String>,
        Option<String>,
        Option<String>,
        Option<String>,
        Option<String>,
    );
    let ids: Vec<Uid> = paper_tracks::table
        .inner_join(tracks::table.on(tracks::id.eq(paper_tracks::track_id)))
        .filter(tracks::case_id.eq(case))
        .select(paper_tracks::paper_id)
        .distinct()
        .order(paper_tracks::paper_id.asc())
        .load(tx.conn())?;
    let rows: Vec<Row> = papers::table
        .filter(papers::id.eq_any(ids.clone()))
        .order(papers::id.asc())
        .select((
            papers::id,
            papers::issuer,
            papers::signer,
            papers::signer_nip,
            papers::classification,
            papers::enclosures,
            papers::addressee,
            papers::number,
        ))
        .load(tx.conn())?;
    for (id, issuer, signer, nip, classification, enclosures, addressee, number) in rows {
        let fields = [
            (Place::Issuer(id), issuer),
            (Place::Signer(id), signer),
            (Place::SignerNip(id), nip),
            (Place::Classification(id), classification),
            (Place::Enclosures(id), enclosures),
            (Place::Addressee(id), addressee),
            (Place::Number(id), number),
        ];
        all.extend(
            fields
                .into_iter()
                .filter_map(|(at, said)| Some((at, said?))),
        );
    }
    let rows: Vec<(String, Uid, i64, String)> = former_records::table
        .filter(
            former_records::case_id
                .eq(case)
                .or(former_records::id.eq_any(ids)),
        )
        .order((
            former_records::kind.asc(),
            former_records::id.asc(),
            former_records::version.asc(),
        ))
        .select((
            former_records::kind,
            former_records::id,
            former_records::version,
            former_records::record,
        ))
        .load(tx.conn())?;
    all.extend(rows.into_iter().map(|(kind, id, version, record)| {
        let of = [FormerOf::Paper, FormerOf::Party];
        let of = of.into_iter().find(|of| of.code() == kind);
        let of = of.unwrap_or(FormerOf::Allegation);
        (Place::Former(of, id, version), record)
    }));
    Ok(())
}

/// Puts other words there. Of a text the salt goes too: the hash in the journal then says nothing of what it was.
///
/// # Errors
/// Those of the database.
pub fn reword(
    tx: &mut Write<'_>,
    at: Place,
    words: &str,
    salt: [u8; 16],
    now: Moment,
) -> Result<(), StoreError> {
    let paper = |id: Uid| papers::table.filter(papers::id.eq(id));
    let said = Some(words);
    match at {
        Place::Text(id, version) => diesel::update(texts::table.find((id, version)))
            .set((
                texts::body.eq(words),
                texts::salt.eq(salt.to_vec()),
                texts::redacted_at.eq(Some(now.0)),
            ))
            .execute(tx.conn())?,
        Place::Allegation(id) => diesel::update(allegations::table.find(id))
            .set(allegations::record.eq(words))
            .execute(tx.conn())?,
        Place::Evidence(id) => diesel::update(evidence::table.find(id))
            .set(evidence::record.eq(words))
            .execute(tx.conn())?,
        Place::Party(id) => diesel::update(parties::table.find(id))
            .set(parties::record.eq(said))
            .execute(tx.conn())?,
        Place::Former(of, id, version) => diesel::update(
            former_records::table
                .filter(former_records::kind.eq(of.code()))
                .filter(former_records::id.eq(id))
                .filter(former_records::version.eq(version)),
        )
        .set(former_records::record.eq(words))
        .execute(tx.conn())?,
        Place::Issuer(id) => diesel::update(paper(id))
            .set(papers::issuer.eq(said))
            .execute(tx.conn())?,
        Place::Signer(id) => diesel::update(paper(id))
            .set(papers::signer.eq(said))
            .execute(tx.conn())?,
        Place::SignerNip(id) => diesel::update(paper(id))
            .set(papers::signer_nip.eq(None::<String>))
            .execute(tx.conn())?,
        Place::Classification(id) => diesel::update(paper(id))
            .set(papers::classification.eq(said))
            .execute(tx.conn())?,
        Place::Enclosures(id) => diesel::update(paper(id))
            .set(papers::enclosures.eq(said))
            .execute(tx.conn())?,
        Place::Addressee(id) => diesel::update(paper(id))
            .set(papers::addressee.eq(said))
            .execute(tx.conn())?,
        Place::Number(id) => diesel::update(paper(id))
            .set(papers::number.eq(said))
            .execute(tx.conn())?,
        Place::Note(id) => diesel::update(notes::table.find(id))
            .set(notes::body.eq(words))
            .execute(tx.conn())?,
        Place::File(id) => diesel::update(files::table.find(id))
            .set(files::name.eq(words))
            .execute(tx.conn())?,
    };
    Ok(())
}
