//! Rows that an installation adds to the book: days off, stages of elections, lengths of terms, authorities, rows of
//! the catalogue, kinds of sanction. A row is never edited or removed; the later one of a key takes the place of the
//! earlier, and so a change is taken back by another, after which what stood before it stands again.

mod catalogue_rows;
mod judging;
mod rows;

use serde::{Deserialize, Serialize};

pub use catalogue_rows::{NewSanctionKind, NewViolation};
pub use rows::{NewAuthority, NewDayOff, NewStage, NewTermLength};

use super::{Authority, Book, Confidence, SHIPPED_VERSION, SanctionKind, Violation};

/// A row to be added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum NewRow {
    /// A day off by decree, or one that is taken back.
    DayOff(NewDayOff),
    /// Another length of a term that the law text knows.
    TermLength(NewTermLength),
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
            Self::DayOff(_) => "days_off",
            Self::TermLength(_) => "term_lengths",
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
            NewRow::DayOff(new) => {
                let version = self.calendar.version().to_owned();
                self.calendar = self.calendar.amended([new.row(by)], version);
            }
            NewRow::TermLength(new) => {
                let row = self.term(new.term, new.law_set).map(|old| new.row(old, by));
                row.into_iter().for_each(|row| self.supersede_term(row));
            }
            NewRow::Authority(new) => {
                let old = self.authorities.iter().find(|old| new.replaces(old));
                let row = Some(new.row(old, by)).filter(|_| !new.withdrawn);
                let stood = &mut self.stood.authorities;
                supersede(&mut self.authorities, stood, |old| new.replaces(old), row);
            }
            NewRow::Stage(new) => self.supersede_stage(new.row(by)),
            NewRow::Violation(new) => {
                let row = Some(new.row(by)).filter(|_| !new.withdrawn);
                let stood = &mut self.stood.violations;
                supersede(&mut self.violations, stood, |old| new.replaces(old), row);
            }
            NewRow::SanctionKind(new) => {
                let row = Some(new.row(by)).filter(|_| !new.withdrawn);
                let stood = &mut self.stood.sanction_kinds;
                supersede(
                    &mut self.sanction_kinds,
                    stood,
                    |old| new.replaces(old),
                    row,
                );
            }
        }
    }
}

/// Rows in whose place an installation put others, the latest last: taken back, those stand again.
#[derive(Debug, Clone, Default)]
pub struct Stood {
    authorities: Vec<Authority>,
    violations: Vec<Violation>,
    sanction_kinds: Vec<SanctionKind>,
}

/// Takes a row in the place of the one of its key, or behind all others. None takes the row back: what stood before
/// comes back, and where nothing did that key has no row any more.
fn supersede<R>(rows: &mut Vec<R>, stood: &mut Vec<R>, same: impl Fn(&R) -> bool, new: Option<R>) {
    match (rows.iter().position(&same), new) {
        (Some(at), Some(new)) => {
            if let Some(old) = rows.get_mut(at) {
                stood.push(std::mem::replace(old, new));
            }
        }
        (Some(at), None) => match stood.iter().rposition(&same) {
            Some(before) => {
                let back = stood.remove(before);
                if let Some(old) = rows.get_mut(at) {
                    *old = back;
                }
            }
            None => drop(rows.remove(at)),
        },
        (None, new) => rows.extend(new),
    }
}
