//! Amendments as a request brings them: days for the rules, words for the records outside the journal.

pub(crate) mod papers;
pub(crate) mod requirements;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use netralitas_domain::{
    acts::Amendment,
    file::{CaseFile, Change, Event, Track},
    ids::{AllegationId, CaseId, MeetingId, PartyId},
    time::{Effective, Moment},
};
use netralitas_store::{Read, Write, former, meetings, papers::PaperRow, parties};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

pub use crate::amending::papers::{AmendedPaper, Said};
use crate::{
    error::{AppError, FieldError},
    papers::opened_files,
    reading::{
        records::{AllegationRecord, PersonRecord, SealedRecord},
        seeing::Reader,
    },
    sealing::Vault,
    writing::prepare::is_ahead,
};

/// What is amended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AmendIn {
    /// Legal times of steps: `seq`, day, minutes since midnight where there is a clock time; one that is not named
    /// stays where the day does.
    pub steps: Vec<(i64, NaiveDate, Said<i16>)>,
    /// The day it became known.
    pub known_on: Said<NaiveDate>,
    /// Days of acts: the first, the last.
    pub acts: Vec<(AllegationId, Option<NaiveDate>, Option<NaiveDate>)>,
    /// Papers as they are, whole.
    pub papers: Vec<AmendedPaper>,
    /// Plenary meetings with their days.
    pub meetings: Vec<(MeetingId, NaiveDate)>,
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

/// Amendments with the records that they replace.
#[derive(Debug, Default)]
pub(crate) struct Amended {
    /// As the rules take them.
    pub list: Vec<Amendment>,
    /// The party, the version of the new words, the name in the open, the record as it is stored.
    parties: Vec<(PartyId, i64, Option<String>, String)>,
    /// The same of sealed people, without a name.
    sealed: Vec<(PartyId, i64, String)>,
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
        let meetings = self.meetings.iter().map(|(id, _)| id.raw());
        errors.extend(twice("meetings", "meeting_id", meetings));
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
        vault: Vault<'_>,
        file: &CaseFile,
        track: &Track,
        reader: &Reader<'_>,
    ) -> Result<Amended, AppError> {
        let mut found = Amended::default();
        for (seq, day, minute) in &self.steps {
            // The hour of one day says nothing of another.
            let same_day = || track.step(*seq).filter(|s| s.at.day == *day);
            let kept = || same_day().and_then(|s| s.at.minute);
            let at = Effective {
                day: *day,
                minute: minute.unwrap_or_else(kept),
            };
            found.list.push(Amendment::StepDay { seq: *seq, at });
        }
        found.list.extend(self.known_on.map(Amendment::KnownOn));
        for (i, (allegation, from, to)) in self.acts.iter().enumerate() {
            if !file.shows_allegation(track, *allegation) {
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
            let paper = paper.resolve(tx, file, i)?;
            let paper = paper.ok_or_else(|| missing("papers", i, "paper_id"))?;
            found.list.push(Amendment::PaperDays(paper.facts));
            found.papers.push((paper.row, paper.said));
            found.unfit.extend(paper.unfit);
        }
        for (i, (meeting, day)) in self.meetings.iter().enumerate() {
            let mut decided = file.history.iter().flatten();
            if !decided.any(|e| e.track == track.id && e.meeting == Some(*meeting)) {
                return Err(missing("meetings", i, "meeting_id"));
            }
            found.list.push(Amendment::MeetingDay {
                meeting: *meeting,
                day: *day,
            });
            // Steps of other cases rest on its day too, and those cases are not at hand here.
            if meetings::elsewhere(tx, *meeting, file.id)? {
                let at = format!("/details/meetings/{i}/meeting_id");
                found
                    .unfit
                    .push(FieldError::new(at, "meeting_of_other_cases"));
            }
        }
        for (i, (party, words)) in self.parties.iter().enumerate() {
            let known = file
                .party(*party)
                .filter(|_| file.shows_party(track, *party))
                // What was erased is not written anew.
                .filter(|_| file.case().is_none_or(|case| !case.is_erased(*party)))
                .ok_or_else(|| missing("parties", i, "party_id"))?;
            let version = known.record + 1;
            found.list.push(Amendment::PartyWords {
                party: *party,
                version,
            });
            if file.case().is_some_and(|case| case.seals(known)) {
                let mut all = vault.open(tx, file.id)?.into_iter();
                let stored = all
                    .find(|(id, _)| id == party)
                    .and_then(|(_, record)| record);
                // What was erased is not written anew.
                let stored = stored.ok_or_else(|| missing("parties", i, "party_id"))?;
                // Words that say what is there already are not told apart: the answer would confirm a guess.
                let (text, ..): (_, SealedRecord, _) = words.over(&stored)?;
                found.sealed.push((*party, version, text));
                continue;
            }
            let mut all = parties::of_case(tx, file.id)?.into_iter();
            let stored = all.find(|row| row.id == *party).and_then(|row| row.record);
            let (text, person, differs): (_, PersonRecord, _) =
                words.over(stored.as_deref().unwrap_or("{}"))?;
            found.note(!differs, "parties", i);
            found.parties.push((*party, version, person.name, text));
        }
        for (i, (allegation, words)) in self.allegations.iter().enumerate() {
            let missing = || missing("allegations", i, "allegation_id");
            if !file.shows_allegation(track, *allegation) {
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

    /// What is wrong with the records.
    pub(crate) fn checked(&self) -> Result<(), AppError> {
        if self.unfit.is_empty() {
            Ok(())
        } else {
            Err(AppError::Invalid(self.unfit.clone()))
        }
    }

    /// Notes steps with which a plenary meeting would move that decided other cases too: those are not at hand here.
    pub(crate) fn check_meetings(
        &mut self,
        tx: &mut Read<'_>,
        file: &CaseFile,
        events: &[Event],
    ) -> Result<(), AppError> {
        let moved = events
            .iter()
            .flat_map(|e| e.changes.iter().map(move |c| (e, c)));
        for (event, change) in moved {
            let Change::MeetingMoved {
                meeting,
                follows: true,
                ..
            } = change
            else {
                continue;
            };
            if !meetings::elsewhere(tx, *meeting, file.id)? {
                continue;
            }
            let steps = self.list.iter().filter_map(|a| match a {
                Amendment::StepDay { seq, .. } => Some(*seq),
                _ => None,
            });
            let met = |seq: i64| file.event(event.track, seq).and_then(|e| e.meeting);
            let place = steps
                .enumerate()
                .find(|(_, seq)| met(*seq) == Some(*meeting));
            let place = place.map_or(0, |(i, _)| i);
            let at = format!("/details/steps/{place}/effective_day");
            self.unfit
                .push(FieldError::new(at, "meeting_of_other_cases"));
        }
        Ok(())
    }

    /// Replaces the records; what they said is kept.
    pub(crate) fn write(
        &self,
        tx: &mut Write<'_>,
        vault: Vault<'_>,
        case: CaseId,
        events: &[Event],
        now: Moment,
    ) -> Result<(), AppError> {
        for change in events.iter().flat_map(|e| &e.changes) {
            if let Change::MeetingMoved { meeting, day, .. } = change {
                meetings::met_on(tx, *meeting, *day)?;
            }
        }
        for (party, version, name, record) in &self.parties {
            former::reword_party(tx, case, *party, *version, name.as_deref(), record, now)?;
        }
        for (party, version, record) in &self.sealed {
            vault.reword(tx, case, *party, *version, record, now)?;
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
