//! One entry of the ledger.

use chrono::NaiveDate;

use super::Figure;
use crate::{
    file::{CaseFile, Origin, SubjectKind},
    ids::{OfficeId, PartyId, TrackId},
    law::SanctionLevel,
};

/// By what a figure is broken down. No value names or describes a person.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dimensions {
    /// The election, by code.
    pub election: String,
    /// How the case began.
    pub origin: Option<Origin>,
    /// The office that handles the case.
    pub office: Option<OfficeId>,
    /// The review authority.
    pub authority: Option<OfficeId>,
    /// The agency of the personnel officer (PPK).
    pub agency: Option<OfficeId>,
    /// What the respondent is.
    pub subject: Option<SubjectKind>,
    /// The stage, the finding or the follow-up, by code, where the figure moves between such.
    pub state: Option<&'static str>,
    /// The level recommended.
    pub level: Option<SanctionLevel>,
    /// The kind of sanction, by regime and code.
    pub kind: Option<String>,
    /// The row of the catalogue of violations.
    pub violation: Option<String>,
}

/// What is counted, when, and on which track it may be seen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry {
    /// What it counts.
    pub figure: Figure,
    /// The legal day. Of steps recorded out of order none counts before the one that it follows.
    pub day: NaiveDate,
    /// The track that it is counted from: who sees that may count it.
    pub track: TrackId,
    /// The respondent, of persons.
    pub respondent: Option<PartyId>,
    /// By what it is broken down.
    pub by: Dimensions,
}

impl Dimensions {
    /// Those of a case.
    pub(super) fn of_case(file: &CaseFile) -> Self {
        file.case().map_or_else(Self::default, |case| Self {
            election: case.election.clone(),
            origin: Some(case.origin),
            office: Some(case.handled_by),
            ..Self::default()
        })
    }
}
