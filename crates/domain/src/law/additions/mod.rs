//! Rows that an installation adds to the book: days off, stages of elections, lengths of terms, authorities, rows of
//! the catalogue, kinds of sanction. A row is never edited or removed; the later one of a key takes the place of the
//! earlier, and so a change is taken back by another.

mod judging;
mod rows;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use rows::{NewAuthority, NewSanctionKind, NewStage, NewViolation};

use super::{Book, Confidence, Holiday, HolidayKind, LawSet, SHIPPED_VERSION, TermRow, Unit};
use crate::procedure::Term;

/// A row to be added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum NewRow {
    /// A day off by decree, or one that is taken back.
    DayOff {
        /// The day.
        day: NaiveDate,
        /// What it becomes.
        becomes: HolidayKind,
        /// Its name.
        name: String,
        /// The region whose day it is, by its Kemendagri code; the whole country without one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        region: Option<String>,
        /// Whether terms of offices in the region leave it out ([`Holiday::in_terms`]).
        #[serde(default)]
        in_terms: bool,
    },
    /// Another length of a term that the law text knows.
    TermLength {
        /// Which term.
        term: Term,
        /// Under which law text.
        law_set: LawSet,
        /// How many units.
        amount: u32,
        /// Of which kind.
        unit: Unit,
        /// Whether it holds for terms that run already.
        for_running: bool,
    },
    /// An authority, or another validity of one.
    Authority(NewAuthority),
    /// A stage of an election.
    Stage(NewStage),
    /// A row of a catalogue of violations.
    Violation(Box<NewViolation>),
    /// A kind of sanction.
    SanctionKind(Box<NewSanctionKind>),
}

impl NewRow {
    /// The list of a request in which rows of its kind stand.
    #[must_use]
    pub const fn list(&self) -> &'static str {
        match self {
            Self::DayOff { .. } => "days_off",
            Self::TermLength { .. } => "term_lengths",
            Self::Authority(_) => "authorities",
            Self::Stage(_) => "stages",
            Self::Violation(_) => "violations",
            Self::SanctionKind(_) => "sanction_kinds",
        }
    }
}

/// Rows that one source brings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addition {
    /// The rows, in order.
    pub rows: Vec<NewRow>,
    /// The legal source: instrument and article, or the letter that says so.
    pub source: String,
    /// How well it is known.
    pub confidence: Confidence,
}

/// Why a row is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowFault {
    /// Which row, from 0.
    pub row: usize,
    /// Which of its fields; `source` is that of the addition.
    pub field: &'static str,
    /// Why.
    pub code: &'static str,
}

impl Book {
    /// Takes the rows of an addition; the book's version names how many were taken before.
    pub fn add(&mut self, addition: &Addition, place: usize) {
        for row in &addition.rows {
            self.add_row(row, addition);
        }
        let version = format!("{SHIPPED_VERSION}+{place}");
        self.calendar = self.calendar.amended([], version);
    }

    fn add_row(&mut self, row: &NewRow, by: &Addition) {
        match row {
            NewRow::DayOff { .. } => {
                let version = self.calendar.version().to_owned();
                self.calendar = self.calendar.amended(holiday(row, by), version);
            }
            NewRow::TermLength {
                term,
                law_set,
                amount,
                unit,
                for_running,
            } => {
                let Some(old) = self.term(*term, *law_set).cloned() else {
                    return;
                };
                let note = format!(
                    "Supersedes {} {} ({})",
                    old.amount,
                    old.unit.code(),
                    old.citation
                );
                self.supersede_term(TermRow {
                    amount: *amount,
                    unit: *unit,
                    for_running: *for_running,
                    citation: by.source.clone(),
                    confidence: by.confidence,
                    note,
                    ..old
                });
            }
            NewRow::Authority(new) => {
                let row = Some(new.row(by)).filter(|_| !new.withdrawn);
                supersede(&mut self.authorities, |old| new.replaces(old), row);
            }
            NewRow::Stage(new) => self.supersede_stage(new.row(by)),
            NewRow::Violation(new) => {
                let row = Some(new.row(by)).filter(|_| !new.withdrawn);
                supersede(&mut self.violations, |old| new.replaces(old), row);
            }
            NewRow::SanctionKind(new) => {
                let row = Some(new.row(by)).filter(|_| !new.withdrawn);
                supersede(&mut self.sanction_kinds, |old| new.replaces(old), row);
            }
        }
    }
}

/// The day off that a row makes or takes back.
fn holiday(row: &NewRow, by: &Addition) -> Option<Holiday> {
    let NewRow::DayOff {
        day,
        becomes,
        name,
        region,
        in_terms,
    } = row
    else {
        return None;
    };
    Some(Holiday {
        day: *day,
        kind: *becomes,
        region: region.clone(),
        name: name.clone(),
        decree: by.source.clone(),
        source: by.source.clone(),
        confidence: by.confidence,
        provisional: false,
        in_terms: *in_terms,
    })
}

/// Takes a row in the place of the one of its key, or behind all others; none where that key has no row any more.
fn supersede<R>(rows: &mut Vec<R>, same: impl Fn(&R) -> bool, new: Option<R>) {
    match (rows.iter().position(same), new) {
        (Some(at), Some(new)) => {
            if let Some(old) = rows.get_mut(at) {
                *old = new;
            }
        }
        (Some(at), None) => drop(rows.remove(at)),
        (None, new) => rows.extend(new),
    }
}
