//! The index of a case: which of its tracks and people may be found by which words, written in the transaction of every
//! step that says something.
//!
//! A row never holds a word of a sealed person: texts go in as those read them who may not know who reported. So a
//! reporter is found by nobody, not by the office that reads the texts as they were written either: to look through all
//! cases for who reported would be an opening of an identity without the second person.

use std::collections::BTreeMap;

use netralitas_domain::{
    file::{CaseFacts, CaseFile, Change, Event, Track},
    ids::CaseId,
    procedure::{Decided, FORWARDED_NUMBERS, Machine, Matter, OpenFrom, found_by_from},
};
use netralitas_store::{
    Write, cases, meta,
    search::{self, Document, Part, Source},
};
use uuid::Uuid;

use super::said::in_words;
use crate::{
    App,
    error::AppError,
    reading::{
        records::{AllegationRecord, EvidenceRecord, PersonRecord},
        track_view::recorded,
    },
    sealing::{Redactor, Vault},
    text::{Kind, Marks},
};

/// Which analyser made the rows; another number makes all of them anew at the next start.
const ANALYSER: &str = "1";
const ANALYSER_KEY: &str = "search_analyser";
/// Cases in one transaction of a rebuilding.
const BATCH: i64 = 50;

impl App {
    /// Writes the index of these cases as their words stand now.
    pub(crate) fn index(
        &self,
        tx: &mut Write<'_>,
        cases: impl IntoIterator<Item = CaseId>,
    ) -> Result<(), AppError> {
        let mut all: Vec<CaseId> = cases.into_iter().collect();
        all.sort_unstable();
        all.dedup();
        let mut wanted = Vec::with_capacity(all.len());
        for case in all {
            search::hold(tx, case)?;
            wanted.push((case, of_case(tx, self.vault(), case)?));
        }
        search::replace(tx, &wanted)?;
        Ok(())
    }

    /// Writes the whole index anew, some cases at a time; in how many something was otherwise. Killed in the middle, the
    /// next one begins anew and finds the rest.
    ///
    /// # Errors
    /// Those of the database.
    pub fn rebuild_index(&self) -> Result<usize, AppError> {
        let moved = self.each_case(|app, tx, case| {
            search::hold(tx, case)?;
            let wanted = of_case(tx, app.vault(), case)?;
            Ok(search::replace(tx, &[(case, wanted)])?)
        })?;
        self.store()
            .write_blocking(|tx| meta::set(tx, ANALYSER_KEY, ANALYSER))?;
        Ok(moved.len())
    }

    /// The cases whose index is not what would be written now; none where all agree.
    ///
    /// # Errors
    /// Those of the database.
    pub fn verify_index(&self) -> Result<Vec<CaseId>, AppError> {
        self.each_case(|app, tx, case| {
            search::hold(tx, case)?;
            Ok(of_case(tx, app.vault(), case)? != search::of_case(tx, case)?)
        })
    }

    /// Rebuilds the index where a program with another analyser, or none, wrote it; in how many cases something was
    /// otherwise.
    ///
    /// # Errors
    /// Those of the database.
    pub fn renew_index(&self) -> Result<usize, AppError> {
        let made = self
            .store()
            .read_blocking(|tx| meta::get(tx, ANALYSER_KEY))?;
        if made.as_deref() == Some(ANALYSER) {
            return Ok(0);
        }
        self.rebuild_index()
    }

    /// Those of all cases for which something holds.
    fn each_case(
        &self,
        holds: fn(&Self, &mut Write<'_>, CaseId) -> Result<bool, AppError>,
    ) -> Result<Vec<CaseId>, AppError> {
        let (mut found, mut after) = (Vec::new(), None);
        loop {
            let (app, from) = (self.clone(), after);
            let (batch, here) = self.store().write_blocking(move |tx| {
                let batch = search::cases_after(tx, from, BATCH)?;
                let mut here = Vec::new();
                for case in &batch {
                    if holds(&app, tx, *case)? {
                        here.push(*case);
                    }
                }
                Ok::<_, AppError>((batch, here))
            })?;
            found.extend(here);
            match batch.last() {
                Some(last) => after = Some(*last),
                None => return Ok(found),
            }
        }
    }
}

/// Whether a step that brought nothing in words moves what a case may be found by.
pub(crate) fn moves(before: &CaseFile, after: &CaseFile, events: &[Event]) -> bool {
    let outside = |c: &Change| matches!(c, Change::Referenced(_) | Change::OutsideNumber(_));
    let said =
        |e: &Event| !e.texts.is_empty() || !e.papers.is_empty() || e.changes.iter().any(outside);
    events.iter().any(said) || outline(before) != outline(after)
}

/// What of the state of a case the index rests on.
fn outline(file: &CaseFile) -> impl PartialEq {
    let track = |t: &Track| {
        let numbers: Vec<Option<String>> = t.numbers.iter().map(|n| n.text.clone()).collect();
        let named = t.referral().and_then(|r| r.destination.name.clone());
        (t.id, t.respondent(), numbers, named)
    };
    let tracks: Vec<_> = file.tracks.iter().map(track).collect();
    let party = |p: &&netralitas_domain::file::Party| (p.id, p.record, p.agency);
    let everyone = file.case().map(CaseFacts::everyone).unwrap_or_default();
    let parties: Vec<_> = everyone.iter().map(party).collect();
    let alleged = file
        .case()
        .into_iter()
        .flat_map(CaseFacts::every_allegation);
    let alleged: Vec<_> = alleged.map(|a| (a.id, a.respondent)).collect();
    (tracks, parties, alleged, decided(file))
}

fn decided(file: &CaseFile) -> Decided {
    let case = file.case_track().into_iter();
    Decided::by(case.flat_map(|t| t.standing().map(|(seq, step)| (seq, step.action))))
}

/// The rows that a case should have, in order.
fn of_case(tx: &mut Write<'_>, vault: Vault<'_>, case: CaseId) -> Result<Vec<Document>, AppError> {
    let Some(file) = cases::load(tx, case)? else {
        return Ok(Vec::new());
    };
    let redactor = Redactor::of_case(tx, vault, &file)?.map(Redactor::without_labels);
    let words = search::words(tx, case)?;
    let mut rows = Rows {
        decided: decided(&file),
        file: &file,
        all: BTreeMap::new(),
    };
    rows.numbers();
    for (source, words) in words {
        rows.add(&source, &words, redactor.as_ref())?;
    }
    Ok(rows.documents())
}

struct Rows<'a> {
    file: &'a CaseFile,
    decided: Decided,
    all: BTreeMap<(Uuid, Part), Marks>,
}

impl Rows<'_> {
    /// What stands in the state itself.
    fn numbers(&mut self) {
        let file = self.file;
        for track in &file.tracks {
            let own = track.numbers.iter();
            let of_case = file.case_track().into_iter().flat_map(|t| &t.numbers);
            let forwarded = of_case.filter(|n| FORWARDED_NUMBERS.contains(&n.kind));
            let forwarded = forwarded.filter(|_| track.machine == Machine::Review);
            for number in own.chain(forwarded).filter_map(|n| n.text.as_deref()) {
                self.row(track, Part::Open).add(Kind::Number, number);
            }
            if let Some(name) = track.referral().and_then(|r| r.destination.name.as_deref()) {
                self.row(track, Part::Open).add(Kind::Text, name);
            }
        }
    }

    /// Words of the case. Where nobody knows whom to take out of them, nothing but numbers of tracks stands in the
    /// index.
    fn add(
        &mut self,
        source: &Source,
        words: &str,
        redactor: Option<&Redactor>,
    ) -> Result<(), AppError> {
        let Some(redactor) = redactor else {
            return Ok(());
        };
        let file = self.file;
        match source {
            Source::Text { track, kind, seq } => {
                let Some(what) = Matter::from_code(kind) else {
                    return Ok(());
                };
                let said = in_words(&redactor.redact_body(words));
                let reached = seq.map_or(OpenFrom::Always, |seq| self.decided.reached(seq));
                let kept = file.tracks.iter().find(|t| t.id.raw() == *track);
                let Some(kept) = kept else { return Ok(()) };
                for track in &file.tracks {
                    if track.id != kept.id && kept.machine != Machine::Case {
                        continue;
                    }
                    let Some(from) = found_by_from(what, track.machine, kept.machine) else {
                        continue;
                    };
                    if from <= reached {
                        self.row(track, Part::Open).add(Kind::Text, &said);
                    } else if track.id == kept.id {
                        self.row(track, Part::Whole).add(Kind::Text, &said);
                    }
                }
            }
            Source::Allegation(_) => {
                let mut record: AllegationRecord = recorded(words)?;
                redactor.redact_allegation(&mut record);
                for track in file.tracks.iter().filter(|t| is_shown(t, source)) {
                    let row = self.row(track, Part::Open);
                    let said = [&record.what, &record.place, &record.net_address];
                    for words in said.into_iter().flatten() {
                        row.add(Kind::Text, words);
                    }
                }
            }
            Source::Evidence => {
                let mut record: EvidenceRecord = recorded(words)?;
                redactor.redact_evidence(&mut record);
                for track in &file.tracks {
                    let from = found_by_from(Matter::Evidence, track.machine, Machine::Case);
                    if from.is_some() {
                        self.row(track, Part::Open)
                            .add(Kind::Text, &record.description);
                    }
                }
            }
            Source::Paper(id) | Source::Reference(id) => {
                let number = redactor.redact(words);
                for track in file.tracks.iter().filter(|t| t.id.raw() == *id) {
                    self.row(track, Part::Open).add(Kind::Number, &number);
                }
            }
            Source::Party(id) => self.person(*id, words, redactor)?,
        }
        Ok(())
    }

    fn person(&mut self, id: Uuid, words: &str, redactor: &Redactor) -> Result<(), AppError> {
        let everyone = self
            .file
            .case()
            .map(CaseFacts::everyone)
            .unwrap_or_default();
        let party = everyone.into_iter().find(|p| p.id.raw() == id);
        let sealed = |p| self.file.case().is_none_or(|case| case.seals(p));
        let Some(party) = party.filter(|p| !sealed(p)) else {
            return Ok(());
        };
        let mut record: PersonRecord = recorded(words)?;
        redactor.redact_person(&mut record);
        let marks = self.all.entry((id, Part::Person)).or_default();
        *marks = of_person(&record, party.agency.map(|a| a.raw()));
        Ok(())
    }

    fn row(&mut self, track: &Track, part: Part) -> &mut Marks {
        self.all.entry((track.id.raw(), part)).or_default()
    }

    fn documents(mut self) -> Vec<Document> {
        let whole: Vec<Uuid> = self
            .all
            .keys()
            .filter(|(_, part)| *part == Part::Whole)
            .map(|(subject, _)| *subject)
            .collect();
        for subject in whole {
            let open = self.all.get(&(subject, Part::Open)).cloned();
            if let (Some(open), Some(whole)) = (open, self.all.get_mut(&(subject, Part::Whole))) {
                whole.join(&open);
            }
        }
        let filled = self.all.into_iter().filter(|(_, marks)| !marks.is_empty());
        filled
            .map(|((subject, part), marks)| Document {
                subject,
                part,
                marks: marks.stored(),
            })
            .collect()
    }
}

/// Whether a track may show what is alleged of a respondent.
fn is_shown(track: &Track, source: &Source) -> bool {
    let of = match source {
        Source::Allegation(respondent) => *respondent,
        _ => return false,
    };
    track.machine == Machine::Case || track.respondent().is_some_and(|r| r.raw() == of)
}

/// The marks of a person: name, post and unit, agency.
pub(crate) fn of_person(record: &PersonRecord, agency: Option<Uuid>) -> Marks {
    let mut marks = Marks::default();
    for (kind, words) in [
        (Kind::Name, &record.name),
        (Kind::Post, &record.post),
        (Kind::Post, &record.unit),
        (Kind::Agency, &record.agency_name),
    ] {
        marks.add(kind, words.as_deref().unwrap_or_default());
    }
    if let Some(agency) = agency {
        marks.add(Kind::Office, &agency.simple().to_string());
    }
    marks
}
