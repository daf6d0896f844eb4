//! Changes among the respondents of a case as a request brings them: numbers and words for the records outside the
//! journal, the rest for the rules.

use netralitas_domain::{
    acts::Details,
    file::{CaseFile, Change, Destination, Event},
    ids::{CaseId, OfficeId, PartyId, PersonId},
    people::OfficeType,
    procedure::Machine,
    time::Moment,
};
use netralitas_store::{
    Write, former, parties,
    persons::{self, Identifier},
};
use uuid::Uuid;

use crate::{
    Known, error::AppError, input::ContentIn, reading::records::PersonRecord, writing::persist::NIP,
};

/// Who a respondent is, as far as it is known now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentifyIn {
    /// The respondent.
    pub party: PartyId,
    /// NIP or NI PPPK, spaces dropped.
    pub nip: Option<String>,
    /// The number on record is taken off.
    pub number_unknown: bool,
    /// The agency of appointment.
    pub agency: Option<OfficeId>,
    /// Words; what is not named stays.
    pub record: PersonRecord,
}

impl IdentifyIn {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nip.is_none()
            && !self.number_unknown
            && self.agency.is_none()
            && self.record == PersonRecord::default()
    }
}

/// Somebody in the place of a respondent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplaceIn {
    /// The respondent who was named wrongly.
    pub party: PartyId,
    /// The new party, alone.
    pub content: ContentIn,
    /// Where what goes elsewhere than to the review authority goes.
    pub destinations: Vec<Destination>,
}

/// An identification that was looked up.
#[derive(Debug, Default)]
pub(crate) struct Identified {
    /// What is written, where the party is one.
    write: Option<Found>,
    /// What is wrong with it, told after what the rules say.
    fault: Option<(&'static str, &'static str)>,
}

#[derive(Debug)]
struct Found {
    party: PartyId,
    version: i64,
    record: String,
    name: Option<String>,
    old: String,
    person: Option<Option<PersonId>>,
}

impl IdentifyIn {
    /// Looks up the party and its number. An office that is no agency, and a number that another party of the case
    /// has, are faults of it.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn resolve(
        &self,
        tx: &mut Write<'_>,
        file: &CaseFile,
        known: &Known,
        office: OfficeId,
        mut fresh: impl Iterator<Item = Uuid>,
        now: Moment,
    ) -> Result<(Details, Identified), AppError> {
        let agency = |id| {
            let found = known.offices.get(id);
            found.is_some_and(|o| o.kind == OfficeType::Agency && !known.offices.is_closed(id))
        };
        let mut fault = self
            .agency
            .is_some_and(|id| !agency(id))
            .then_some(("/details/agency_id", "no_such_agency"));
        let standing = file.party(self.party);
        let version = standing.map_or(0, |p| p.record) + 1;
        let details = |identified| Details::Identification {
            party: self.party,
            record: version,
            agency: self.agency,
            identified,
        };
        let Some(standing) = standing else {
            return Ok((
                details(false),
                Identified {
                    fault,
                    ..Identified::default()
                },
            ));
        };
        let rows = parties::of_case(tx, file.id)?;
        let Some(row) = rows.iter().find(|r| r.id == self.party) else {
            return Ok((
                details(false),
                Identified {
                    fault,
                    ..Identified::default()
                },
            ));
        };
        let old_words = row.record.clone().unwrap_or_else(|| "{}".to_owned());
        let mut words: PersonRecord =
            serde_json::from_str(&old_words).map_err(AppError::internal)?;
        overlay(&mut words, &self.record);
        let person = match &self.nip {
            Some(nip) => {
                let ids = fresh.next().zip(fresh.next());
                let ids = ids.ok_or_else(|| AppError::internal("no identifiers left"))?;
                let person = know(tx, nip, office, ids, now)?;
                let of_others = rows
                    .iter()
                    .filter(|r| r.id != self.party && in_case(file, r.id));
                if of_others.into_iter().any(|r| r.person == Some(person)) {
                    fault = Some(("/details/nip", "duplicate_identifier"));
                }
                Some(Some(person))
            }
            None if self.number_unknown => Some(None),
            None => None,
        };
        let mut old: serde_json::Value =
            serde_json::from_str(&old_words).map_err(AppError::internal)?;
        if let (Some(before), Some(map)) = (row.person, old.as_object_mut()) {
            let numbers = persons::identifiers(tx, before)?;
            if let Some(nip) = numbers.into_iter().find(|n| n.kind == NIP) {
                map.insert("nip".to_owned(), nip.value.into());
            }
        }
        let identified = match person {
            Some(person) => person.is_some(),
            None => standing.identified,
        };
        Ok((
            details(identified),
            Identified {
                fault,
                write: Some(Found {
                    party: self.party,
                    version,
                    record: serde_json::to_string(&words).map_err(AppError::internal)?,
                    name: words.name,
                    old: old.to_string(),
                    person,
                }),
            },
        ))
    }
}

/// Whether a party is or was one of the case; those of a step that was taken back are not.
fn in_case(file: &CaseFile, id: PartyId) -> bool {
    file.case()
        .is_some_and(|c| c.everyone().iter().any(|p| p.id == id))
}

fn know(
    tx: &mut Write<'_>,
    nip: &str,
    office: OfficeId,
    (person, identifier): (Uuid, Uuid),
    now: Moment,
) -> Result<PersonId, AppError> {
    let known = Identifier {
        kind: NIP.to_owned(),
        value: nip.to_owned(),
        verified_by: Some(office),
        from: now.utc().date_naive(),
    };
    Ok(persons::know(
        tx,
        PersonId::new(person),
        identifier,
        &known,
        now,
    )?)
}

/// Puts what is named over what was.
fn overlay(words: &mut PersonRecord, new: &PersonRecord) {
    let put = |old: &mut Option<String>, new: &Option<String>| {
        if new.is_some() {
            old.clone_from(new);
        }
    };
    put(&mut words.name, &new.name);
    put(&mut words.address, &new.address);
    put(&mut words.post, &new.post);
    put(&mut words.rank, &new.rank);
    put(&mut words.unit, &new.unit);
    put(&mut words.agency_name, &new.agency_name);
}

impl Identified {
    /// What is wrong with it.
    pub(crate) fn checked(&self) -> Result<(), AppError> {
        match self.fault {
            Some((pointer, code)) => Err(AppError::field(pointer, code)),
            None => Ok(()),
        }
    }

    /// Replaces the record; what it said is kept.
    pub(crate) fn write(
        &self,
        tx: &mut Write<'_>,
        case: CaseId,
        now: Moment,
    ) -> Result<(), AppError> {
        let Some(w) = &self.write else {
            return Ok(());
        };
        former::keep_party(tx, case, w.party, w.version - 1, &w.old, now)?;
        parties::identify(
            tx,
            case,
            w.party,
            w.version,
            w.name.as_deref(),
            &w.record,
            w.person,
        )?;
        Ok(())
    }
}

/// The rows of allegations follow the respondents whom the facts name.
pub(crate) fn follow(
    tx: &mut Write<'_>,
    file: &CaseFile,
    events: &[Event],
) -> Result<(), AppError> {
    let moves = |c: &Change| {
        matches!(
            c,
            Change::RespondentStruck { into: Some(_), .. }
                | Change::RespondentRestored { .. }
                | Change::TakenBack(_)
        )
    };
    let changed = events
        .iter()
        .any(|e| e.machine == Machine::Case && e.changes.iter().any(moves));
    if let (true, Some(case)) = (changed, file.case()) {
        for allegation in case.every_allegation() {
            parties::follow_allegation(tx, file.id, allegation.id, allegation.respondent)?;
        }
    }
    Ok(())
}
