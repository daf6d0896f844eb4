//! Amendments as a request brings them: days for the rules, words for the records outside the journal.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use netralitas_domain::{
    acts::{Amendment, PaperRef},
    file::{CaseFile, Track},
    ids::{AllegationId, CaseId, PaperId, PartyId},
    procedure::PaperKind,
    time::{Effective, Moment},
};
use netralitas_store::{Read, Uid, Write, former, papers::PaperRow, parties};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::{
    error::{AppError, FieldError},
    opened_files,
    prepare::is_ahead,
    records::{AllegationRecord, PersonRecord},
    seeing::{self, Reader},
};

/// What is amended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AmendIn {
    /// Legal times of steps: `seq`, day, minutes since midnight where there is a clock time.
    pub steps: Vec<(i64, NaiveDate, Option<i16>)>,
    /// The day it became known.
    pub known_on: Option<NaiveDate>,
    /// Days of acts: the first, the last.
    pub acts: Vec<(AllegationId, Option<NaiveDate>, Option<NaiveDate>)>,
    /// Papers as they are, whole.
    pub papers: Vec<AmendedPaper>,
    /// Parties in words.
    pub parties: Vec<(PartyId, Words)>,
    /// Allegations in words.
    pub allegations: Vec<(AllegationId, Words)>,
}

/// Words of a record by the names of its fields: what is not named stays, `null` removes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(pub Map<String, Value>);

impl Words {
    /// The record as it is stored with these words in it, and whether that says anything else than before. What
    /// stands beside them there stays.
    pub(crate) fn over<R>(&self, stored: &str) -> Result<(String, R, bool), AppError>
    where
        R: DeserializeOwned + PartialEq,
    {
        let mut record: Map<String, Value> =
            serde_json::from_str(stored).map_err(AppError::internal)?;
        let was: R = serde_json::from_str(stored).map_err(AppError::internal)?;
        for (field, word) in &self.0 {
            match word {
                Value::Null => record.remove(field),
                word => record.insert(field.clone(), word.clone()),
            };
        }
        let text = serde_json::to_string(&record).map_err(AppError::internal)?;
        let read: R = serde_json::from_value(Value::Object(record)).map_err(AppError::internal)?;
        let differs = read != was;
        Ok((text, read, differs))
    }

    /// A day among them.
    fn day(&self, field: &str) -> Option<NaiveDate> {
        self.0.get(field)?.as_str()?.parse().ok()
    }
}

/// A paper as it is; what is not named stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmendedPaper {
    /// Which.
    pub id: PaperId,
    /// Its number.
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
    /// The hour it was received, minutes since midnight.
    pub received_minute: Option<i16>,
    /// How it is classified (*sifat*).
    pub classification: Option<String>,
    /// What is enclosed.
    pub enclosures: Option<String>,
    /// To whom it is addressed.
    pub addressee: Option<String>,
}

/// Amendments with the records that they replace.
#[derive(Debug, Default)]
pub(crate) struct Amended {
    /// As the rules take them.
    pub list: Vec<Amendment>,
    /// The party, the version of the new words, the name in the open, the record as it is stored.
    parties: Vec<(PartyId, i64, Option<String>, String)>,
    allegations: Vec<(AllegationId, String)>,
    papers: Vec<(PaperRow, String)>,
    /// What is wrong with a record as it stands, said to whoever may amend it.
    unfit: Vec<FieldError>,
}

impl AmendIn {
    /// What is wrong whatever the case is: a record that a list names twice, a day of birth that has not come.
    ///
    /// # Errors
    /// All of it at once.
    pub(crate) fn check(&self, now: Moment) -> Result<(), AppError> {
        let mut errors = Vec::new();
        let steps = self.steps.iter().map(|(seq, ..)| *seq);
        errors.extend(twice("steps", "seq", steps));
        let acts = self.acts.iter().map(|(id, ..)| id.raw());
        errors.extend(twice("acts", "allegation_id", acts));
        let papers = self.papers.iter().map(|p| p.id.raw());
        errors.extend(twice("papers", "paper_id", papers));
        let parties = self.parties.iter().map(|(id, _)| id.raw());
        errors.extend(twice("parties", "party_id", parties));
        let allegations = self.allegations.iter().map(|(id, _)| id.raw());
        errors.extend(twice("allegations", "allegation_id", allegations));
        for (i, (_, words)) in self.parties.iter().enumerate() {
            if is_ahead(words.day("birth_day"), now) {
                let at = format!("/details/parties/{i}/birth_day");
                errors.push(FieldError::new(at, "in_future"));
            }
        }
        if errors.is_empty() {
            Ok(())
        } else {
            Err(AppError::Invalid(errors))
        }
    }

    /// Looks up what is amended: versions, and papers as they stand. What the reader does not see on the track is
    /// told from what is not there by nothing.
    ///
    /// # Errors
    /// A field error for a record that the track does not show.
    pub(crate) fn resolve(
        &self,
        tx: &mut Read<'_>,
        file: &CaseFile,
        track: &Track,
        reader: &Reader<'_>,
    ) -> Result<Amended, AppError> {
        let mut found = Amended::default();
        for (seq, day, minute) in &self.steps {
            let at = Effective {
                day: *day,
                minute: *minute,
            };
            found.list.push(Amendment::StepDay { seq: *seq, at });
        }
        found.list.extend(self.known_on.map(Amendment::KnownOn));
        for (i, (allegation, from, to)) in self.acts.iter().enumerate() {
            if !seeing::shows_allegation(file, track, *allegation) {
                return Err(missing("acts", i, "allegation_id"));
            }
            found.list.push(Amendment::ActDays {
                allegation: *allegation,
                from: *from,
                to: *to,
            });
        }
        for (i, paper) in self.papers.iter().enumerate() {
            if !opened_files::is_shown(tx, paper.id, reader, track.id)? {
                return Err(missing("papers", i, "paper_id"));
            }
            found.paper(tx, file.id, i, paper)?;
        }
        for (i, (party, words)) in self.parties.iter().enumerate() {
            let known = file
                .party(*party)
                .filter(|_| seeing::shows_party(file, track, *party))
                .ok_or_else(|| missing("parties", i, "party_id"))?;
            let version = known.record + 1;
            found.list.push(Amendment::PartyWords {
                party: *party,
                version,
            });
            let stored = if known.capacity.is_sealed() {
                let mut all = parties::open_sealed(tx, file.id)?.into_iter();
                all.find(|(id, _)| id == party).map(|(_, record)| record)
            } else {
                let mut all = parties::of_case(tx, file.id)?.into_iter();
                all.find(|row| row.id == *party).and_then(|row| row.record)
            };
            let (text, person, differs): (_, PersonRecord, _) =
                words.over(stored.as_deref().unwrap_or("{}"))?;
            found.note(!differs, "parties", i);
            found.parties.push((*party, version, person.name, text));
        }
        for (i, (allegation, words)) in self.allegations.iter().enumerate() {
            let missing = || missing("allegations", i, "allegation_id");
            if !seeing::shows_allegation(file, track, *allegation) {
                return Err(missing());
            }
            let (before, stored) =
                former::allegation(tx, file.id, *allegation)?.ok_or_else(missing)?;
            found.list.push(Amendment::AllegationWords {
                allegation: *allegation,
                version: before + 1,
            });
            let (text, _, differs): (_, AllegationRecord, _) = words.over(&stored)?;
            found.note(!differs, "allegations", i);
            found.allegations.push((*allegation, text));
        }
        Ok(found)
    }
}

fn missing(list: &str, place: usize, field: &str) -> AppError {
    AppError::field(
        format!("/details/{list}/{place}/{field}"),
        "not_in_this_case",
    )
}

/// What is recorded of a paper and can be amended.
fn words(paper: &PaperRow) -> serde_json::Value {
    json!({
        "number": paper.number, "issuer": paper.issuer, "signer": paper.signer,
        "dated": paper.dated, "sent": paper.sent, "received": paper.received,
        "classification": paper.classification, "enclosures": paper.enclosures,
        "addressee": paper.addressee,
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
        let Some(row) = former::paper(tx, id)? else {
            continue;
        };
        let kind = PaperKind::from_code(&row.kind)
            .ok_or_else(|| AppError::internal("a paper of no known kind"))?;
        kept.push(PaperRef {
            id,
            kind,
            dated: row.dated,
            sent: row.sent,
            received: row.received,
            received_minute: None,
            signer: None,
        });
    }
    Ok(kept)
}

/// The records that a list names twice, at the second place.
fn twice<T: Ord + Copy>(
    list: &str,
    field: &str,
    ids: impl Iterator<Item = T>,
) -> impl Iterator<Item = FieldError> {
    let mut seen = BTreeSet::new();
    ids.enumerate()
        .filter(move |(_, id)| !seen.insert(*id))
        .map(move |(i, _)| FieldError::new(format!("/details/{list}/{i}/{field}"), "named_twice"))
}

impl Amended {
    /// Notes that an item says what is there already.
    fn note(&mut self, says_nothing: bool, list: &str, place: usize) {
        if says_nothing {
            let at = format!("/details/{list}/{place}");
            self.unfit.push(FieldError::new(at, "changes_nothing"));
        }
    }

    fn paper(
        &mut self,
        tx: &mut Read<'_>,
        case: CaseId,
        place: usize,
        paper: &AmendedPaper,
    ) -> Result<(), AppError> {
        let old =
            former::paper(tx, paper.id)?.ok_or_else(|| missing("papers", place, "paper_id"))?;
        let kind = PaperKind::from_code(&old.kind)
            .ok_or_else(|| AppError::internal("a paper of no known kind"))?;
        let said = words(&old);
        let new = PaperRow {
            id: Uid(paper.id.raw()),
            number: paper.number.clone().or_else(|| old.number.clone()),
            issuer: paper.issuer.clone().or_else(|| old.issuer.clone()),
            signer: paper.signer.clone().or_else(|| old.signer.clone()),
            dated: paper.dated.or(old.dated),
            sent: paper.sent.or(old.sent),
            received: paper.received.or(old.received),
            classification: paper
                .classification
                .clone()
                .or_else(|| old.classification.clone()),
            enclosures: paper.enclosures.clone().or_else(|| old.enclosures.clone()),
            addressee: paper.addressee.clone().or_else(|| old.addressee.clone()),
            ..old
        };
        let same = paper.received_minute.is_none() && words(&new) == said;
        self.note(same, "papers", place);
        // Terms of other cases rest on its days too, and those cases are not at hand here.
        let days = (new.dated, new.sent, new.received) != (old.dated, old.sent, old.received)
            || paper.received_minute.is_some();
        if days && former::paper_elsewhere(tx, paper.id, case)? {
            let at = format!("/details/papers/{place}/paper_id");
            self.unfit.push(FieldError::new(at, "paper_of_other_cases"));
        }
        self.list.push(Amendment::PaperDays(PaperRef {
            id: paper.id,
            kind,
            dated: new.dated,
            sent: new.sent,
            received: new.received,
            received_minute: paper.received_minute,
            signer: None,
        }));
        self.papers.push((new, said.to_string()));
        Ok(())
    }

    /// What is wrong with the records.
    pub(crate) fn checked(&self) -> Result<(), AppError> {
        if self.unfit.is_empty() {
            Ok(())
        } else {
            Err(AppError::Invalid(self.unfit.clone()))
        }
    }

    /// Replaces the records; what they said is kept.
    pub(crate) fn write(
        &self,
        tx: &mut Write<'_>,
        case: CaseId,
        now: Moment,
    ) -> Result<(), AppError> {
        for (party, version, name, record) in &self.parties {
            former::reword_party(tx, case, *party, *version, name.as_deref(), record, now)?;
        }
        for (allegation, text) in &self.allegations {
            former::reword_allegation(tx, case, *allegation, text, now)?;
        }
        for (paper, old) in &self.papers {
            former::reword_paper(tx, case, paper, old, now)?;
        }
        Ok(())
    }
}
