//! Events become rows: state, journal, numbers, papers, texts, access; all in the caller's transaction.

use std::collections::BTreeMap;

use netralitas_domain::{
    acts::access_changes,
    file::{CaseFile, Change, Event, Reference, TextRef, Track},
    ids::{CaseId, PersonId},
    law::LawSet,
    procedure::{Machine, OutsideSystem},
    refusal::{Refusal, Unfit},
    time::Moment,
};
use netralitas_store::{
    StoreError, Uid, Write, access, assignments, cases,
    files::FileRow,
    journal,
    meetings::{self, MeetingRow},
    numbers, office_lives, papers,
    papers::PaperRow,
    parties::{self, PartyRow},
    persons::{self, Identifier},
    references,
    texts::{self, TextRow},
    tracks,
};

use crate::{
    Known,
    error::AppError,
    input::FileIn,
    writing::{
        command::with_basis,
        figures::{self, Written},
        prepare::{PreparedContent, party_at},
    },
};

/// The rows that a command brings beside its events.
pub(crate) struct Rows<'a> {
    pub papers: Vec<PaperRow>,
    pub texts: Vec<TextRow>,
    pub meeting: Option<MeetingRow>,
    pub content: PreparedContent,
    /// One per event.
    pub salts: &'a [[u8; 16]],
}

impl Rows<'_> {
    /// Whether they say something in words.
    pub(crate) fn says(&self) -> bool {
        let content = &self.content;
        !self.papers.is_empty()
            || !self.texts.is_empty()
            || !content.parties.is_empty()
            || !content.allegations.is_empty()
            || !content.evidence.is_empty()
    }
}

/// Writes events over the file they were decided on (none for a new case) and gives them back with their
/// numbers.
pub(crate) fn write_case(
    tx: &mut Write<'_>,
    file: Option<CaseFile>,
    mut events: Vec<Event>,
    rows: &Rows<'_>,
    known: &Known,
    now: Moment,
) -> Result<Vec<Event>, AppError> {
    let case = events
        .first()
        .map(|e| e.case_id)
        .ok_or_else(|| AppError::internal("a command without an event"))?;
    for event in &mut events {
        // A receipt that a case split off shares is no new number.
        for slot in event.numbers.iter().filter(|n| !n.shared) {
            if let Some(text) = &slot.text
                && numbers::is_taken(tx, slot.office, text)?
            {
                return Err(number_taken());
            }
        }
        numbers::assign(tx, event)?;
    }
    let mut files = Files { own: file, case };
    for paper in &rows.papers {
        papers::insert(tx, paper)?;
    }
    if let Some(meeting) = &rows.meeting {
        meetings::insert(tx, meeting)?;
    }
    // One event without a salt is no reason to leave it out.
    if rows.salts.len() < events.len() {
        return Err(AppError::internal("fewer salts than events"));
    }
    let mut written = Vec::with_capacity(events.len());
    for (event, salt) in events.iter().zip(rows.salts) {
        written.push(write_event(tx, &mut files, event, salt, known, now)?);
    }
    for text in &rows.texts {
        let brings = |e: &&Event| {
            let is_it = |t: &TextRef| (t.id, t.version) == (text.id, text.version);
            e.track == text.track && e.texts.iter().any(is_it)
        };
        let seq = events.iter().find(brings).map(|e| e.seq);
        texts::insert(tx, case, text, seq, now)?;
    }
    write_content(tx, case, files.own.as_ref(), &rows.content, now)?;
    figures::enter(tx, files.own.as_ref(), &events, &written)?;
    Ok(events)
}

/// The file of the case acted on; events of another case (the source of a spawned one) find their own.
struct Files {
    own: Option<CaseFile>,
    case: CaseId,
}

fn write_event(
    tx: &mut Write<'_>,
    files: &mut Files,
    event: &Event,
    salt: &[u8],
    known: &Known,
    now: Moment,
) -> Result<Written, AppError> {
    let before = files.own.as_ref().filter(|own| own.id == event.case_id);
    let mut after = before
        .cloned()
        .unwrap_or_else(|| CaseFile::new(event.case_id));
    after.apply(std::slice::from_ref(event));
    let track: &Track = after
        .track(event.track)
        .ok_or_else(|| AppError::internal("an event of no track"))?;
    if event.seq == 1 {
        if let (Machine::Case, Some(facts)) = (track.machine, track.case()) {
            cases::insert(tx, track, facts, event)?;
        }
        tracks::insert(tx, track, now)?;
    } else {
        tracks::save(tx, track, event.seq - 1)?;
        if let Some(facts) = track.case() {
            cases::follow(tx, event, facts)?;
            if event
                .changes
                .iter()
                .any(|c| matches!(c, Change::MovedTo(_)))
            {
                // The office may be ending at this moment; then the step is decided anew.
                office_lives::hold_open(tx, facts.handled_by)?;
            }
        }
    }
    let position = journal::append(tx, event, salt)?;
    match numbers::keep(tx, event) {
        // Another command gave the same number from its paper at the same moment.
        Err(StoreError::Unique { .. }) => return Err(number_taken()),
        kept => kept?,
    }
    for change in &event.changes {
        if let Some(reference) = outside_number(change, event, known) {
            references::insert(tx, event, &reference)?;
        }
    }
    if let Some(meeting) = event.meeting {
        meetings::decided(tx, meeting, event.track, event.seq)?;
    }
    for paper in &event.papers {
        papers::attach(tx, *paper, event.track, event.seq)?;
    }
    let assigned = before.and_then(|file| file.track(event.track));
    let assigned = assigned.map_or(&[] as &[_], |t| t.assignments.as_slice());
    if assigned != track.assignments {
        assignments::follow(tx, assigned, track)?;
    }
    let seen = access_changes(event, before, &after, known.world());
    access::write(tx, event.case_id, &seen, event.recorded_at)?;
    let written = Written {
        position,
        before: before.and_then(|file| file.track(event.track)).cloned(),
        after: track.clone(),
    };
    // A new case has no file yet; the source of a spawned one keeps its own.
    if event.case_id == files.case || files.own.as_ref().is_some_and(|o| o.id == event.case_id) {
        let replaces = files.own.as_ref().is_none_or(|o| o.id == event.case_id);
        if replaces {
            files.own = Some(after);
        }
    }
    Ok(written)
}

/// A number given twice: only a paper can bring one.
fn number_taken() -> AppError {
    let refusal = Refusal::unfit(Unfit::NumberTaken, "/historic/numbers");
    with_basis(refusal, |_| vec!["Perbawaslu 7/2022 annex on numbers"])
}

/// A number in an outside system that a change holds. An authority that takes a matter in gives the number of
/// its own system; that of one that goes on by its predecessor's text is not known.
fn outside_number(change: &Change, event: &Event, known: &Known) -> Option<Reference> {
    let acting = event.acting.office.and_then(|id| known.offices.get(id));
    let code = acting.and_then(|o| o.authority.as_deref());
    let borrowed = code.is_some_and(|code| known.book.borrows_its_text(code));
    match change {
        Change::Referenced(reference) => Some(reference.clone()),
        Change::OutsideNumber(number) => Some(Reference {
            system: match event.law {
                LawSet::Kasn => OutsideSystem::Siapnet,
                LawSet::Bkn if !borrowed => OutsideSystem::Sbt,
                _ => OutsideSystem::Other,
            },
            number: number.clone(),
            party: None,
            paper: None,
        }),
        _ => None,
    }
}

/// The row of a file that a step attached.
pub(crate) fn file_row(file: &FileIn, event: &Event) -> Result<FileRow, AppError> {
    Ok(FileRow {
        id: Uid(file.facts.id.raw()),
        case_id: Uid(event.case_id.raw()),
        track_id: Uid(event.track.raw()),
        seq: event.seq,
        paper_id: file.facts.paper.map(|p| Uid(p.raw())),
        evidence_id: file.facts.evidence.map(|e| Uid(e.raw())),
        name: file.name.clone(),
        media_type: file.facts.media_type.clone(),
        size: i64::try_from(file.facts.size).map_err(AppError::internal)?,
        sha256: file.facts.sha256.clone(),
        office_id: Uid(event.office.raw()),
        created_at: event.recorded_at.0,
        erased_at: None,
    })
}

fn write_content(
    tx: &mut Write<'_>,
    case: CaseId,
    file: Option<&CaseFile>,
    content: &PreparedContent,
    now: Moment,
) -> Result<(), AppError> {
    let people = people_of(tx, case, file, content, now)?;
    for party in &content.parties {
        let person = people.get(&party.place).copied();
        let row = PartyRow {
            id: party.facts.id,
            person,
            capacity: party.facts.capacity,
            version: party.facts.record,
            name: party.name.clone(),
            record: party.record.clone(),
        };
        parties::insert(tx, case, &row, now)?;
        if let Some(sealed) = &party.sealed {
            sealed.write(tx, case, party.facts.id, now)?;
        }
    }
    for (id, respondent, record) in &content.allegations {
        parties::insert_allegation(tx, case, *id, *respondent, record, now)?;
    }
    for (id, record) in &content.evidence {
        parties::insert_evidence(tx, case, *id, record, now)?;
    }
    Ok(())
}

/// The persons behind the parties' NIPs, by the party's place. Nobody stands twice in a case; sealed numbers are not
/// among these, so a duplicate tells nothing of who reported.
fn people_of(
    tx: &mut Write<'_>,
    case: CaseId,
    file: Option<&CaseFile>,
    content: &PreparedContent,
    now: Moment,
) -> Result<BTreeMap<usize, PersonId>, AppError> {
    let mut numbered: Vec<_> = content
        .parties
        .iter()
        .filter_map(|party| Some((party.nip.as_ref()?, party.place, party)))
        .collect();
    let mut people = BTreeMap::new();
    if numbered.is_empty() {
        return Ok(people);
    }
    // In the order of the numbers, so that two filings never wait for each other.
    numbered.sort_by_key(|(nip, ..)| *nip);
    let before: Vec<PersonId> = parties::of_case(tx, case)?
        .into_iter()
        // Whom a step added that was taken back is none of the case.
        .filter(|p| file.is_none_or(|f| f.anyone(p.id).is_some()))
        .filter_map(|p| p.person)
        .collect();
    for (nip, place, party) in numbered {
        let identifier = Identifier {
            kind: NIP.to_owned(),
            value: nip.clone(),
            verified_by: None,
            from: now.utc().date_naive(),
        };
        let new = PersonId::new(party.person);
        let person = persons::know(tx, new, party.identifier, &identifier, now)?;
        if before.contains(&person) {
            let at = format!("{}/nip", party_at(content.at, place));
            return Err(AppError::field(at, "duplicate_identifier"));
        }
        people.insert(place, person);
    }
    Ok(people)
}

/// The kind of a NIP or NI PPPK among identifiers.
pub(crate) const NIP: &str = "nip";
