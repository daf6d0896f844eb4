//! What stands beside the state of a track in words: papers, parties, allegations, evidence, texts, files and
//! outside numbers.

use chrono::NaiveDate;
use diesel::{
    prelude::*,
    sql_types::{BigInt, Date, Nullable, SmallInt, Text},
};
use netralitas_domain::{
    file::Reference,
    ids::{AllegationId, EvidenceId, Id, PaperId, TrackId},
};

pub use super::shown::{File, Paper, Party, TrackText};

use super::case_file::Seen;
use crate::{
    Read, StoreError, Uid,
    backend::UidSql,
    each,
    schema::{
        allegations, evidence, files, outside_references as refs, paper_tracks, papers, parties,
        person_identifiers, texts,
    },
    scope::Scope,
    word,
};

/// Everything in words that a view of a track may show; the reader's rights in it are the caller's matter.
#[derive(Debug, Default)]
pub struct Words {
    /// The track's papers with the step each belongs to.
    pub papers: Vec<(i64, Paper)>,
    /// The parties of the case; of sealed ones nothing but that they are there.
    pub parties: Vec<Party>,
    /// The allegations of the case, as JSON in the shape that `app` gives them.
    pub allegations: Vec<(AllegationId, String)>,
    /// The evidence of the case, likewise.
    pub evidence: Vec<(EvidenceId, String)>,
    /// Files of these papers and of this evidence.
    pub files: Vec<File>,
    /// Other tracks on which these papers stand too and which the reader's office does not see.
    pub hidden_ties: Vec<(PaperId, TrackId)>,
    /// The track's numbers in outside systems with the step that recorded each.
    pub references: Vec<(i64, Reference)>,
    /// The texts of the track, then those of the case where they were asked for.
    pub texts: Vec<TrackText>,
}

/// What a reader gets beyond the words of the track itself.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// What the reader's office sees.
    pub scope: &'a Scope,
    /// The kind of identifier that parties are shown with.
    pub identifier: &'a str,
    /// The evidence of the case.
    pub evidence: bool,
    /// The texts of the case, beside those of the track where it is another one.
    pub of_case: bool,
}

const PAPER: i16 = 0;
const PARTY: i16 = 1;
const ALLEGATION: i16 = 2;
const EVIDENCE: i16 = 3;
const TEXT: i16 = 4;
const FILE: i16 = 5;
const REFERENCE: i16 = 6;
const HIDDEN: i16 = 7;

/// One row of any part. What a part does not have is null.
#[derive(Queryable)]
struct Row {
    part: i16,
    id: Uid,
    /// The step of a paper or of a reference, the version of a text, the size of a file.
    place: i64,
    /// The identifier behind `number`, the track of a text or of a hidden tie, the paper of a file, the party of a
    /// reference.
    other: Option<Uid>,
    /// The evidence of a file, the paper of a reference.
    also: Option<Uid>,
    kind: Option<String>,
    body: Option<String>,
    number: Option<String>,
    issuer: Option<String>,
    signer: Option<String>,
    dated: Option<NaiveDate>,
    sent: Option<NaiveDate>,
    received: Option<NaiveDate>,
    enclosures: Option<String>,
    addressee: Option<String>,
    /// The step of a text or of a file, the hour of a paper's receipt.
    step: Option<i64>,
    /// The track of a file.
    track: Option<Uid>,
    signer_nip: Option<String>,
}

/// The words around the track that was found visible, in one statement.
///
/// # Errors
/// Those of the database.
pub fn around(tx: &mut Read<'_>, seen: &Seen, wanted: Wanted<'_>) -> Result<Words, StoreError> {
    let Some(track) = seen.track().map(|t| t.id) else {
        return Ok(Words::default());
    };
    let mut rows = load(tx, Uid(seen.file().id.raw()), Uid(track.raw()), wanted)?;
    rows.sort_unstable_by_key(|row| {
        let stepped = matches!(row.part, PAPER | REFERENCE);
        let step = if stepped { row.place } else { 0 };
        let borrowed = row.part == TEXT && row.other != Some(Uid(track.raw()));
        (row.part, step, borrowed, row.id, row.place, row.other)
    });
    let mut words = Words::default();
    for row in rows {
        words.take(row, track)?;
    }
    Ok(words)
}

impl Words {
    fn take(&mut self, row: Row, track: TrackId) -> Result<(), StoreError> {
        let id = row.id.0;
        if row.part == PAPER {
            self.papers.push((row.place, paper(row)));
            return Ok(());
        }
        let body = row.body.unwrap_or_default();
        match row.part {
            // A person may have several identifiers of a kind; the first one counts.
            PARTY if self.parties.last().is_some_and(|p| p.id.raw() == id) => {}
            PARTY => self.parties.push(Party {
                id: Id::new(id),
                record: Some(body).filter(|b| !b.is_empty()),
                number: row.number,
            }),
            ALLEGATION => self.allegations.push((Id::new(id), body)),
            EVIDENCE => self.evidence.push((Id::new(id), body)),
            FILE => self.files.push(File {
                id: Id::new(id),
                paper: row.other.map(|p| Id::new(p.0)),
                evidence: row.also.map(|e| Id::new(e.0)),
                track: row.track.map(|t| Id::new(t.0)),
                seq: row.step,
                void: false,
                name: body,
                media_type: row.kind.unwrap_or_default(),
                size: row.place,
                sha256: row.number.unwrap_or_default(),
            }),
            HIDDEN => {
                let track = row.other.map(|t| Id::new(t.0));
                self.hidden_ties.extend(track.map(|t| (Id::new(id), t)));
            }
            REFERENCE => {
                let system = row.kind.unwrap_or_default();
                let reference = Reference {
                    system: word(&system, "outside_references", "system", row.id)?,
                    number: body,
                    party: row.other.map(|p| Id::new(p.0)),
                    paper: row.also.map(|p| Id::new(p.0)),
                };
                self.references.push((row.place, reference));
            }
            _ => self.texts.push(TrackText {
                id: Id::new(id),
                version: row.place,
                track: row.other.map_or(track, |t| Id::new(t.0)),
                seq: row.step,
                kind: row.kind.unwrap_or_default(),
                body,
                redacted: false,
                void: false,
            }),
        }
        Ok(())
    }
}

fn paper(row: Row) -> Paper {
    Paper {
        id: Id::new(row.id.0),
        kind: row.kind.unwrap_or_default(),
        number: row.number,
        issuer: row.issuer,
        signer: row.signer,
        dated: row.dated,
        sent: row.sent,
        received: row.received,
        received_minute: row.step,
        classification: row.body,
        enclosures: row.enclosures,
        addressee: row.addressee,
        signer_nip: row.signer_nip,
    }
}

/// One select per part, all of the shape of [`Row`].
fn load(
    tx: &mut Read<'_>,
    case: Uid,
    track: Uid,
    wanted: Wanted<'_>,
) -> Result<Vec<Row>, StoreError> {
    let part = |part: i16| part.into_sql::<SmallInt>();
    let id = || None::<Uid>.into_sql::<Nullable<UidSql>>();
    let text = || None::<String>.into_sql::<Nullable<Text>>();
    let day = || None::<NaiveDate>.into_sql::<Nullable<Date>>();
    let step = || None::<i64>.into_sql::<Nullable<BigInt>>();
    // Compared with nothing, a column is not equal: the part stays empty.
    let evidence_of = wanted.evidence.then_some(case);
    let texts_of = wanted.of_case.then_some(case);

    let of_papers = paper_tracks::table
        .inner_join(papers::table.on(papers::id.eq(paper_tracks::paper_id)))
        .filter(paper_tracks::track_id.eq(track))
        .select((
            part(PAPER),
            papers::id,
            paper_tracks::seq,
            id(),
            id(),
            papers::kind.nullable(),
            papers::classification,
            papers::number,
            papers::issuer,
            papers::signer,
            papers::dated,
            papers::sent,
            papers::received,
            papers::enclosures,
            papers::addressee,
            papers::received_minute,
            id(),
            papers::signer_nip,
        ));
    let same_person = person_identifiers::person_id
        .nullable()
        .eq(parties::person_id)
        .and(person_identifiers::kind.eq(wanted.identifier));
    let of_parties = parties::table
        .left_join(person_identifiers::table.on(same_person))
        .filter(parties::case_id.eq(case))
        .select((
            part(PARTY),
            parties::id,
            parties::version,
            person_identifiers::id.nullable(),
            id(),
            text(),
            parties::record,
            person_identifiers::value.nullable(),
            text(),
            text(),
            day(),
            day(),
            day(),
            text(),
            text(),
            step(),
            id(),
            text(),
        ));
    let of_allegations = allegations::table
        .filter(allegations::case_id.eq(case))
        .select((
            part(ALLEGATION),
            allegations::id,
            allegations::version,
            id(),
            id(),
            text(),
            allegations::record.nullable(),
            text(),
            text(),
            text(),
            day(),
            day(),
            day(),
            text(),
            text(),
            step(),
            id(),
            text(),
        ));
    let of_evidence = evidence::table
        .filter(evidence::case_id.nullable().eq(evidence_of))
        .select((
            part(EVIDENCE),
            evidence::id,
            0i64.into_sql::<BigInt>(),
            id(),
            id(),
            text(),
            evidence::record.nullable(),
            text(),
            text(),
            text(),
            day(),
            day(),
            day(),
            text(),
            text(),
            step(),
            id(),
            text(),
        ));
    let of_case = texts::track_id.nullable().eq(texts_of);
    let of_texts = texts::table
        .filter(texts::track_id.nullable().eq(Some(track)).or(of_case))
        .select((
            part(TEXT),
            texts::id,
            texts::version,
            texts::track_id.nullable(),
            id(),
            texts::kind.nullable(),
            texts::body.nullable(),
            text(),
            text(),
            text(),
            day(),
            day(),
            day(),
            text(),
            text(),
            texts::seq,
            id(),
            text(),
        ));
    let papers_here = paper_tracks::table
        .filter(paper_tracks::track_id.eq(track))
        .select(paper_tracks::paper_id.nullable());
    let evidence_here = files::evidence_id
        .is_not_null()
        .and(files::case_id.nullable().eq(evidence_of));
    let of_files = files::table
        .filter(
            files::paper_id
                .is_not_null()
                .and(files::paper_id.eq_any(papers_here))
                .or(evidence_here)
                .assume_not_null(),
        )
        .select((
            part(FILE),
            files::id,
            files::size,
            files::paper_id,
            files::evidence_id,
            files::media_type.nullable(),
            files::name.nullable(),
            files::sha256.nullable(),
            text(),
            text(),
            day(),
            day(),
            day(),
            text(),
            text(),
            files::seq.nullable(),
            files::track_id.nullable(),
            text(),
        ));
    let of_references = refs::table.filter(refs::track_id.eq(track)).select((
        part(REFERENCE),
        refs::track_id,
        refs::seq,
        refs::party_id,
        refs::paper_id,
        refs::system.nullable(),
        refs::number.nullable(),
        text(),
        text(),
        text(),
        day(),
        day(),
        day(),
        text(),
        text(),
        step(),
        id(),
        text(),
    ));
    let ties = diesel::alias!(paper_tracks as ties);
    let tied = ties.field(paper_tracks::track_id);
    let of_hidden = ties
        .filter(
            ties.field(paper_tracks::paper_id).eq_any(
                paper_tracks::table
                    .filter(paper_tracks::track_id.eq(track))
                    .select(paper_tracks::paper_id),
            ),
        )
        .filter(tied.ne(track))
        .filter(diesel::dsl::not(wanted.scope.sees(tied)))
        .select((
            part(HIDDEN),
            ties.field(paper_tracks::paper_id),
            0i64.into_sql::<BigInt>(),
            tied.nullable(),
            id(),
            text(),
            text(),
            text(),
            text(),
            text(),
            day(),
            day(),
            day(),
            text(),
            text(),
            step(),
            id(),
            text(),
        ));
    let query = of_papers
        .union_all(of_parties)
        .union_all(of_allegations)
        .union_all(of_evidence)
        .union_all(of_texts)
        .union_all(of_files)
        .union_all(of_references)
        .union_all(of_hidden);
    Ok(each!(tx.conn(), conn => query.load(conn))?)
}
