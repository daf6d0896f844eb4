//! What may be found by words: for each track and each named person one row of marks, which the databases index.
//!
//! Owns where the words of a case stand that may be found by, and the rows of marks. Must not know how marks are made of
//! words, nor what may be found by whom: `app` does.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Nullable, SmallInt, Text},
};
use netralitas_domain::ids::{CaseId, Id};
use uuid::Uuid;

use crate::{
    StoreError, Uid, Write,
    backend::{UidSql, capped, quirks},
    each,
    schema::{
        allegations, cases, evidence, outside_references as refs, paper_tracks, papers, parties,
        search_documents as documents, texts, tracks,
    },
};

/// What a row of marks may be found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// What whoever sees the track may have found by.
    Open,
    /// That, and what is closed until it is announced.
    Whole,
    /// A person.
    Person,
}

impl Part {
    /// The code under which it is stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Whole => "whole",
            Self::Person => "person",
        }
    }

    fn of(code: &str) -> Option<Self> {
        [Self::Open, Self::Whole, Self::Person]
            .into_iter()
            .find(|p| p.code() == code)
    }
}

/// A row of marks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Document {
    /// The track, or the party.
    pub subject: Uuid,
    /// What it may be found by.
    pub part: Part,
    /// The marks, in order, joined by blanks.
    pub marks: String,
}

/// Where words of a case stand that may be found by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A text of a track: its kind, and the step that brought it.
    Text {
        /// The track.
        track: Uuid,
        /// Its kind, by code.
        kind: String,
        /// The step.
        seq: Option<i64>,
    },
    /// What is alleged, with the respondent.
    Allegation(Uuid),
    /// A piece of evidence.
    Evidence,
    /// The number of a paper that stands on a track.
    Paper(Uuid),
    /// The number of a track in an outside system.
    Reference(Uuid),
    /// What is on record of a party that is not sealed.
    Party(Uuid),
}

const TEXT: i16 = 0;
const ALLEGATION: i16 = 1;
const EVIDENCE: i16 = 2;
const PAPER: i16 = 3;
const REFERENCE: i16 = 4;
const PARTY: i16 = 5;

type Row = (
    i16,
    Option<Uid>,
    Option<String>,
    Option<i64>,
    Option<String>,
);

/// Holds the index of a case until the end of the transaction; what is read of the case afterwards is the newest.
///
/// # Errors
/// [`StoreError::Busy`] when another transaction keeps it too long.
pub fn hold(tx: &mut Write<'_>, case: CaseId) -> Result<(), StoreError> {
    quirks::hold_index(tx, Uid(case.raw()))
}

/// The words of a case that may be found by, as they are stored: texts as they are, records as JSON. One statement, in
/// no order.
///
/// # Errors
/// Those of the database.
pub fn words(tx: &mut Write<'_>, case: CaseId) -> Result<Vec<(Source, String)>, StoreError> {
    let case = Uid(case.raw());
    let part = |part: i16| part.into_sql::<SmallInt>();
    let id = || None::<Uid>.into_sql::<Nullable<UidSql>>();
    let kind = || None::<String>.into_sql::<Nullable<Text>>();
    let step = || None::<i64>.into_sql::<Nullable<BigInt>>();
    let of_texts = texts::table.filter(texts::case_id.eq(case)).select((
        part(TEXT),
        texts::track_id.nullable(),
        texts::kind.nullable(),
        texts::seq,
        texts::body.nullable(),
    ));
    let of_allegations = allegations::table
        .filter(allegations::case_id.eq(case))
        .select((
            part(ALLEGATION),
            allegations::party_id.nullable(),
            kind(),
            step(),
            allegations::record.nullable(),
        ));
    let of_evidence = evidence::table.filter(evidence::case_id.eq(case)).select((
        part(EVIDENCE),
        id(),
        kind(),
        step(),
        evidence::record.nullable(),
    ));
    let here = tracks::table
        .filter(tracks::case_id.eq(case))
        .select(tracks::id);
    let of_papers = paper_tracks::table
        .inner_join(papers::table.on(papers::id.eq(paper_tracks::paper_id)))
        .filter(paper_tracks::track_id.eq_any(here))
        .filter(papers::number.is_not_null())
        .select((
            part(PAPER),
            paper_tracks::track_id.nullable(),
            kind(),
            step(),
            papers::number,
        ));
    let of_references = refs::table.filter(refs::case_id.eq(case)).select((
        part(REFERENCE),
        refs::track_id.nullable(),
        kind(),
        step(),
        refs::number.nullable(),
    ));
    let of_parties = parties::table
        .filter(parties::case_id.eq(case))
        .filter(parties::record.is_not_null())
        .select((
            part(PARTY),
            parties::id.nullable(),
            kind(),
            step(),
            parties::record,
        ));
    let query = of_texts
        .union_all(of_allegations)
        .union_all(of_evidence)
        .union_all(of_papers)
        .union_all(of_references)
        .union_all(of_parties);
    let rows: Vec<Row> = each!(tx.conn(), conn => query.load(conn))?;
    Ok(rows.into_iter().filter_map(source).collect())
}

fn source((part, id, kind, seq, body): Row) -> Option<(Source, String)> {
    let id = id.map(|id| id.0);
    let source = match part {
        TEXT => Source::Text {
            track: id?,
            kind: kind?,
            seq,
        },
        ALLEGATION => Source::Allegation(id?),
        EVIDENCE => Source::Evidence,
        PAPER => Source::Paper(id?),
        REFERENCE => Source::Reference(id?),
        _ => Source::Party(id?),
    };
    Some((source, body?))
}

/// The other cases in which papers of a case stand too.
///
/// # Errors
/// Those of the database.
pub fn sharing_papers(tx: &mut Write<'_>, case: CaseId) -> Result<Vec<CaseId>, StoreError> {
    let case = Uid(case.raw());
    let own = paper_tracks::table
        .inner_join(tracks::table.on(tracks::id.eq(paper_tracks::track_id)))
        .filter(tracks::case_id.eq(case))
        .select(paper_tracks::paper_id)
        .distinct();
    let papers: Vec<Uid> = own.load(tx.conn())?;
    let ids: Vec<Uid> = paper_tracks::table
        .inner_join(tracks::table.on(tracks::id.eq(paper_tracks::track_id)))
        .filter(paper_tracks::paper_id.eq_any(papers))
        .filter(tracks::case_id.ne(case))
        .select(tracks::case_id)
        .distinct()
        .load(tx.conn())?;
    Ok(ids.into_iter().map(|id| Id::new(id.0)).collect())
}

/// The rows of marks of a case, in order.
///
/// # Errors
/// Those of the database, and an unknown part.
pub fn of_case(tx: &mut Write<'_>, case: CaseId) -> Result<Vec<Document>, StoreError> {
    let rows: Vec<(i64, Uid, String, String)> = documents::table
        .filter(documents::case_id.eq(Uid(case.raw())))
        .select((
            documents::id,
            documents::subject_id,
            documents::part,
            documents::marks,
        ))
        .load(tx.conn())?;
    let mut all: Vec<Document> = rows
        .into_iter()
        .map(|(id, subject, part, marks)| {
            let part = Part::of(&part).ok_or_else(|| StoreError::Inconsistency {
                table: "search_documents",
                column: "part",
                row: id.to_string(),
            })?;
            Ok(Document {
                subject: subject.0,
                part,
                marks,
            })
        })
        .collect::<Result<_, StoreError>>()?;
    all.sort_unstable();
    Ok(all)
}

/// Makes the rows of marks of these cases what is given; those that stand already are left alone. Whether any moved.
///
/// Whom a step moves from one case to another has one row: it goes there before it comes here, whichever case has the
/// smaller identifier.
///
/// # Errors
/// Those of the database.
pub fn replace(tx: &mut Write<'_>, wanted: &[(CaseId, Vec<Document>)]) -> Result<bool, StoreError> {
    let at = |d: &Document| (Uid(d.subject), d.part.code());
    let mut moved = false;
    let mut new = Vec::new();
    for (case, wanted) in wanted {
        let stands = of_case(tx, *case)?;
        for gone in stands.iter().filter(|d| !wanted.contains(d)) {
            let (subject, part) = at(gone);
            let row = documents::table
                .filter(documents::subject_id.eq(subject))
                .filter(documents::part.eq(part));
            diesel::delete(row).execute(tx.conn())?;
            moved = true;
        }
        let here = wanted.iter().filter(|d| !stands.contains(d));
        new.extend(here.map(|d| (*case, d)));
    }
    for (case, document) in new {
        let (subject, part) = at(document);
        diesel::insert_into(documents::table)
            .values((
                documents::case_id.eq(Uid(case.raw())),
                documents::subject_id.eq(subject),
                documents::part.eq(part),
                documents::marks.eq(&document.marks),
            ))
            .execute(tx.conn())?;
        moved = true;
    }
    Ok(moved)
}

/// Cases behind one, in the order of their identifiers, at most so many.
///
/// # Errors
/// Those of the database.
pub fn cases_after(
    tx: &mut Write<'_>,
    after: Option<CaseId>,
    most: i64,
) -> Result<Vec<CaseId>, StoreError> {
    let after = Uid(after.map_or(Uuid::nil(), |c| c.raw()));
    let query = cases::table
        .filter(cases::id.gt(after))
        .order(cases::id.asc())
        .select(cases::id);
    let ids: Vec<Uid> = capped(query, most).load(tx.conn())?;
    Ok(ids.into_iter().map(|id| Id::new(id.0)).collect())
}
