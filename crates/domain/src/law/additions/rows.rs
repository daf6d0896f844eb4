//! The rows that an installation may add, and the rows of the book that they become.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Addition;
use crate::{
    law::{
        Authority, ElectionStage, Holiday, HolidayKind, LawSet, StageChange, StageRow, TermRow,
        Unit, stages::ANY,
    },
    procedure::Term,
};

pub(super) fn any() -> String {
    ANY.to_owned()
}

/// A day off by decree, or one that is taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewDayOff {
    /// The day.
    pub day: NaiveDate,
    /// What it becomes.
    pub becomes: HolidayKind,
    /// Its name.
    pub name: String,
    /// The region whose day it is, by its Kemendagri code; the whole country without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Whether terms of offices in the region leave it out ([`Holiday::in_terms`]).
    #[serde(default)]
    pub in_terms: bool,
}

impl NewDayOff {
    pub(super) fn row(&self, by: &Addition) -> Holiday {
        Holiday {
            day: self.day,
            kind: self.becomes,
            region: self.region.clone(),
            name: self.name.clone(),
            decree: by.source.clone(),
            source: by.source.clone(),
            confidence: by.confidence,
            provisional: false,
            in_terms: self.in_terms,
        }
    }
}

/// Another length of a term that the law text knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTermLength {
    /// Which term.
    pub term: Term,
    /// Under which law text.
    pub law_set: LawSet,
    /// How many units.
    pub amount: u32,
    /// Of which kind.
    pub unit: Unit,
    /// Whether it holds for terms that run already.
    pub for_running: bool,
}

impl NewTermLength {
    /// The row that takes the place of another; what the length does not say stays.
    pub(super) fn row(&self, old: &TermRow, by: &Addition) -> TermRow {
        let note = format!(
            "Supersedes {} {} ({})",
            old.amount,
            old.unit.code(),
            old.citation
        );
        TermRow {
            amount: self.amount,
            unit: self.unit,
            for_running: self.for_running,
            citation: by.source.clone(),
            confidence: by.confidence,
            note,
            ..old.clone()
        }
    }

    /// Whether a row says the same by the same source; the same length by a better source is news, and so is that it
    /// holds for what runs.
    pub(super) fn says_as(&self, old: &TermRow, by: &Addition) -> bool {
        (old.amount, old.unit, old.for_running) == (self.amount, self.unit, self.for_running)
            && (&old.citation, old.confidence) == (&by.source, by.confidence)
    }
}

/// A stage of an election that is set, moved, annulled or repeated, or of which a region or race follows what holds for
/// all again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewStage {
    /// The election.
    pub election: String,
    /// The race, or `any`.
    #[serde(default = "any")]
    pub race: String,
    /// The region whose days are its own; the whole election without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The stage.
    pub stage: ElectionStage,
    /// What the row does to it.
    pub change: StageChange,
    /// First day; none of a stage that is annulled or as for all again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

impl NewStage {
    pub(super) fn row(&self, by: &Addition) -> StageRow {
        StageRow {
            election: self.election.clone(),
            race: self.race.clone(),
            region: self.region.clone().unwrap_or_default(),
            stage: self.stage,
            from: self.from,
            to: self.to,
            change: self.change,
            decision: by.source.clone(),
            address: String::new(),
            confidence: by.confidence,
            note: String::new(),
        }
    }
}

/// An authority, another validity of one, or one that is taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAuthority {
    /// Its code, e.g. `bkn`.
    pub code: String,
    /// Indonesian name.
    pub id: String,
    /// English name.
    pub en: String,
    /// What it does: `review`, `policy`, `run_off`, `control`.
    pub role: String,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day; open where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// Whether the row of this code, role and first day holds no more.
    #[serde(default)]
    pub withdrawn: bool,
}

impl NewAuthority {
    /// The row, in the place of another where there is one: what was reported of its first day stays.
    pub(super) fn row(&self, old: Option<&Authority>, by: &Addition) -> Authority {
        Authority {
            code: self.code.clone(),
            id: self.id.clone(),
            en: self.en.clone(),
            valid_from: Some(self.valid_from),
            valid_to: self.valid_to,
            also_from: old.and_then(|old| old.also_from),
            due_by: None,
            role: self.role.clone(),
            citation: by.source.clone(),
            address: String::new(),
            confidence: by.confidence,
            note: String::new(),
        }
    }

    pub(super) fn replaces(&self, row: &Authority) -> bool {
        (&row.code, &row.role, row.valid_from) == (&self.code, &self.role, Some(self.valid_from))
    }
}
