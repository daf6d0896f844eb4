//! Papers as an amendment leaves them: what is not named stays, what is named as none is removed, and what a step was
//! made by keeps its number, date and issuer.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use netralitas_domain::{
    acts::PaperRef,
    file::{CaseFile, Change, Event},
    ids::PaperId,
    procedure::PaperKind,
};
use netralitas_store::{Read, Uid, former, papers::PaperRow};
use serde_json::{Value, json};

use crate::error::{AppError, FieldError};

/// What is said of one field: nothing, that there is none, or what it is.
pub type Said<T> = Option<Option<T>>;

/// A paper as it is; what is not named stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmendedPaper {
    /// Which.
    pub id: PaperId,
    /// Its number.
    pub number: Said<String>,
    /// Who issued it.
    pub issuer: Said<String>,
    /// Who signed it.
    pub signer: Said<String>,
    /// The date on it.
    pub dated: Said<NaiveDate>,
    /// The day it was sent.
    pub sent: Said<NaiveDate>,
    /// The day it was received.
    pub received: Said<NaiveDate>,
    /// The hour it was received, minutes since midnight.
    pub received_minute: Said<i16>,
    /// How it is classified (*sifat*).
    pub classification: Said<String>,
    /// What is enclosed.
    pub enclosures: Said<String>,
    /// To whom it is addressed.
    pub addressee: Said<String>,
}

fn now<T: Clone>(said: &Said<T>, was: &Option<T>) -> Option<T> {
    said.clone().unwrap_or_else(|| was.clone())
}

/// A paper before and after an amendment.
pub(crate) struct Resolved {
    /// As the rules take it.
    pub facts: PaperRef,
    /// As it is stored.
    pub row: PaperRow,
    /// What it said, JSON.
    pub said: String,
    /// What is wrong with it as it would stand.
    pub unfit: Vec<FieldError>,
}

impl AmendedPaper {
    /// The paper as it is stored with what is said of it; none where there is no such paper.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn resolve(
        &self,
        tx: &mut Read<'_>,
        file: &CaseFile,
        place: usize,
    ) -> Result<Option<Resolved>, AppError> {
        let Some(old) = stored(tx, file, self.id)? else {
            return Ok(None);
        };
        let said = words(&old);
        let received = now(&self.received, &old.received);
        let minute = now(
            &self.received_minute.map(|m| m.map(i64::from)),
            &old.received_minute,
        );
        let row = PaperRow {
            id: Uid(self.id.raw()),
            number: now(&self.number, &old.number),
            issuer: now(&self.issuer, &old.issuer),
            signer: now(&self.signer, &old.signer),
            dated: now(&self.dated, &old.dated),
            sent: now(&self.sent, &old.sent),
            received,
            // There is no hour without a day.
            received_minute: minute.filter(|_| received.is_some()),
            classification: now(&self.classification, &old.classification),
            enclosures: now(&self.enclosures, &old.enclosures),
            addressee: now(&self.addressee, &old.addressee),
            ..old.clone()
        };
        let at = |field: &str| format!("/details/papers/{place}{field}");
        let mut unfit = Vec::new();
        // An hour of no day.
        if matches!(self.received_minute, Some(Some(_))) && received.is_none() {
            unfit.push(FieldError::new(at("/received"), "missing"));
        } else if words(&row) == said {
            unfit.push(FieldError::new(at(""), "changes_nothing"));
        }
        if file
            .history
            .iter()
            .flatten()
            .any(|e| is_made_by(e, self.id))
        {
            let gone = [
                ("/number", row.number.is_none()),
                ("/dated", row.dated.is_none()),
                ("/issuer", row.issuer.is_none()),
            ];
            let gone = gone.into_iter().filter(|f| f.1);
            unfit.extend(gone.map(|f| FieldError::new(at(f.0), "missing")));
        }
        // Terms of other cases rest on its days too, and those cases are not at hand here.
        let days = |row: &PaperRow| (row.dated, row.sent, row.received, row.received_minute);
        if days(&row) != days(&old) && !former::paper_elsewhere(tx, self.id, file.id)?.is_empty() {
            unfit.push(FieldError::new(at("/paper_id"), "paper_of_other_cases"));
        }
        Ok(Some(Resolved {
            facts: facts(&row)?,
            row,
            said: said.to_string(),
            unfit,
        }))
    }
}

/// Whether a step was made by a paper: recorded from it for who is no user, or the reopening that it is the ground of.
fn is_made_by(event: &Event, paper: PaperId) -> bool {
    let reopens = |c: &Change| matches!(c, Change::Reopened(_));
    event.by_paper == Some(paper)
        || event.papers.contains(&paper) && event.changes.iter().any(reopens)
}

/// What is recorded of a paper and can be amended.
fn words(paper: &PaperRow) -> Value {
    json!({
        "number": paper.number, "issuer": paper.issuer, "signer": paper.signer,
        "dated": paper.dated, "sent": paper.sent, "received": paper.received,
        "received_minute": paper.received_minute,
        "classification": paper.classification, "enclosures": paper.enclosures,
        "addressee": paper.addressee,
    })
}

/// A paper as it stands. Papers of before hours were kept have that from which a term counts.
fn stored(tx: &mut Read<'_>, file: &CaseFile, id: PaperId) -> Result<Option<PaperRow>, AppError> {
    let Some(mut row) = former::paper(tx, id)? else {
        return Ok(None);
    };
    if row.received_minute.is_none() && row.received.is_some() {
        let mut terms = file.tracks.iter().flat_map(|t| &t.terms);
        let counted = terms.find(|t| t.paper == Some(id) && Some(t.start) == row.received);
        row.received_minute = counted.and_then(|t| t.start_minute).map(i64::from);
    }
    Ok(Some(row))
}

fn facts(row: &PaperRow) -> Result<PaperRef, AppError> {
    let kind = PaperKind::from_code(&row.kind)
        .ok_or_else(|| AppError::internal("a paper of no known kind"))?;
    Ok(PaperRef {
        id: PaperId::new(row.id.0),
        kind,
        dated: row.dated,
        sent: row.sent,
        received: row.received,
        received_minute: row.received_minute.and_then(|m| i16::try_from(m).ok()),
        signer: None,
    })
}

/// The papers of a case as they stand.
///
/// # Errors
/// Those of the database.
pub(crate) fn papers_of(tx: &mut Read<'_>, file: &CaseFile) -> Result<Vec<PaperRef>, AppError> {
    let all: BTreeSet<PaperId> = file.tracks.iter().flat_map(|t| t.papers.clone()).collect();
    let mut kept = Vec::new();
    for id in all {
        if let Some(row) = stored(tx, file, id)? {
            kept.push(facts(&row)?);
        }
    }
    Ok(kept)
}
