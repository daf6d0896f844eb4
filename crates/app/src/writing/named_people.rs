//! Who is named in what is sent: sealed or open, with a seat for an informant or without, and which requirements that
//! meets.

use netralitas_domain::{
    file::{Capacity, SubjectKind},
    procedure::{Action, Requirement},
};

use crate::{
    error::FieldError,
    input::{ContentIn, PartyIn},
    reading::records::{PersonRecord, SealedRecord},
    writing::prepare::{gives_place, party_at},
};

/// Whether a case gets a seat for an early informant, taken or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seat {
    /// The law gives early information and findings no reporter: whether somebody told is nobody's business.
    Informant,
    /// A report has a reporter; what is added to a case later is what it is.
    None,
}

impl Seat {
    /// Of a case that an action opens.
    pub(crate) fn of(action: Action) -> Self {
        if action == Action::FileReport {
            Self::None
        } else {
            Self::Informant
        }
    }

    pub fn seated(self, parties: &[PartyIn]) -> Vec<PartyIn> {
        let mut all = parties.to_vec();
        if self == Self::Informant && !all.iter().any(|p| p.capacity == Capacity::Informant) {
            all.push(PartyIn {
                capacity: Capacity::Informant,
                subject: SubjectKind::Unknown,
                nip: None,
                agency: None,
                represents: None,
                record: PersonRecord::default(),
            });
        }
        all
    }
}

/// Early information and findings have no reporter and at most one informant: anybody else who is sealed would tell that
/// somebody told (Perbawaslu 7/2022 gives them none).
pub(crate) fn others_who_told(parties: &[PartyIn], at: &str, seat: Seat) -> Vec<FieldError> {
    // What comes later finds the seat as it was left, taken or not.
    let mut seat_taken = seat == Seat::None;
    let mut errors = Vec::new();
    for (place, party) in parties.iter().enumerate() {
        let informant = party.capacity == Capacity::Informant;
        let seated = informant && !seat_taken;
        if is_sealed(party, parties) && !seated {
            let at = format!("{}/capacity", party_at(at, place));
            errors.push(FieldError::new(at, "nobody_reports_here"));
        }
        seat_taken |= informant;
    }
    errors
}

/// As [`Party::is_sealed`], before there are facts.
pub(crate) fn is_sealed(party: &PartyIn, all: &[PartyIn]) -> bool {
    party.capacity.is_sealed().unwrap_or_else(|| {
        let whom = party.represents.and_then(|place| all.get(place));
        whom.is_none_or(|p| p.capacity.is_sealed().unwrap_or(true))
    })
}

/// The record of a sealed person.
pub(crate) fn sealed_record(party: &PartyIn) -> serde_json::Result<String> {
    serde_json::to_string(&SealedRecord {
        person: party.record.clone(),
        nip: party.nip.clone(),
        agency: party.agency,
        subject: Some(party.subject).filter(|s| *s != SubjectKind::Unknown),
    })
}

/// A name for comparison: letters' case and the spaces between words say nothing.
pub(crate) fn folded(name: Option<&str>) -> Option<String> {
    let words: Vec<String> = name?.split_whitespace().map(str::to_lowercase).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The requirements for which the content gives something (Perbawaslu 7/2022 art. 15).
pub(crate) fn given(content: &ContentIn) -> Vec<Requirement> {
    let reporter = |has: fn(&PersonRecord) -> bool| {
        let mut all = content.parties.iter();
        all.any(|p| reports(p.capacity) && is_sealed(p, &content.parties) && has(&p.record))
    };
    let mut given = content.given.clone();
    let mut note = |holds: bool, requirement| {
        if holds && !given.contains(&requirement) {
            given.push(requirement);
        }
    };
    note(reporter(|r| r.name.is_some()), Requirement::ReporterName);
    note(
        reporter(|r| r.address.is_some()),
        Requirement::ReporterAddress,
    );
    note(
        content
            .parties
            .iter()
            .any(|p| p.capacity == Capacity::Respondent),
        Requirement::Respondent,
    );
    let located = |a: &crate::input::AllegationIn| gives_place(a.act_from, &a.record);
    note(
        !content.allegations.is_empty() && content.allegations.iter().all(located),
        Requirement::TimeAndPlace,
    );
    note(content.account.is_some(), Requirement::Account);
    note(!content.evidence.is_empty(), Requirement::Evidence);
    given
}

/// Whether a person in this capacity gives the name and address of whoever reports.
pub(crate) const fn reports(capacity: Capacity) -> bool {
    matches!(capacity, Capacity::Reporter | Capacity::Representative)
}
