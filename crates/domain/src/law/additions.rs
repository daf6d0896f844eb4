//! Rows that an installation adds to the book: a decree's days off, another length of a term, an authority. A row of
//! the book is never edited; the later one takes the place of the earlier.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Authority, Book, Confidence, Holiday, HolidayKind, LawSet, SHIPPED_VERSION, TermRow, Unit,
};
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
    Authority {
        /// Its code, e.g. `bkn`.
        code: String,
        /// Indonesian name.
        id: String,
        /// English name.
        en: String,
        /// What it does: `review`, `policy`, `run_off`, `control`.
        role: String,
        /// First day.
        valid_from: NaiveDate,
        /// Last day; open where it is left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        valid_to: Option<NaiveDate>,
    },
}

impl NewRow {
    /// The list of a request in which rows of its kind stand.
    #[must_use]
    pub const fn list(&self) -> &'static str {
        match self {
            Self::DayOff { .. } => "days_off",
            Self::TermLength { .. } => "term_lengths",
            Self::Authority { .. } => "authorities",
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
    /// Which of its fields.
    pub field: &'static str,
    /// Why.
    pub code: &'static str,
}

/// What an authority does, by the words of the book's rows.
const ROLES: &[&str] = &["review", "policy", "run_off", "control"];

impl Book {
    /// Takes the rows of an addition; the book's version names how many were taken before.
    pub fn add(&mut self, addition: &Addition, place: usize) {
        for row in &addition.rows {
            self.add_row(row, addition);
        }
        let version = format!("{SHIPPED_VERSION}+{place}");
        self.calendar = self.calendar.amended([], version);
    }

    /// What is wrong with the rows, each judged after those before it.
    #[must_use]
    pub fn addition_faults(&self, addition: &Addition) -> Vec<RowFault> {
        let mut book = self.clone();
        let mut faults = Vec::new();
        for (row, new) in addition.rows.iter().enumerate() {
            let found = book.row_faults(new);
            let sound = found.is_empty();
            faults.extend(
                found
                    .into_iter()
                    .map(|(field, code)| RowFault { row, field, code }),
            );
            if sound {
                book.add_row(new, addition);
            }
        }
        faults
    }

    fn row_faults(&self, row: &NewRow) -> Vec<(&'static str, &'static str)> {
        match row {
            NewRow::DayOff { day, becomes, .. } => {
                let off = self
                    .calendar
                    .holidays()
                    .any(|h| h.day == *day && h.region.is_none());
                match (becomes, off) {
                    (HolidayKind::Withdrawn, false) => vec![("day", "no_day_off")],
                    (HolidayKind::Public | HolidayKind::JointLeave, true) => {
                        vec![("day", "day_off_twice")]
                    }
                    _ => Vec::new(),
                }
            }
            NewRow::TermLength {
                term,
                law_set,
                amount,
                unit,
                ..
            } => match self.term(*term, *law_set) {
                None => vec![("term", "no_such_term")],
                Some(_) if *amount == 0 => vec![("amount", "out_of_range")],
                Some(old) if (old.amount, old.unit) == (*amount, *unit) => {
                    vec![("amount", "length_as_before")]
                }
                Some(_) => Vec::new(),
            },
            NewRow::Authority {
                code,
                role,
                valid_from,
                valid_to,
                ..
            } => {
                let mut faults = Vec::new();
                if !ROLES.contains(&role.as_str()) {
                    faults.push(("role", "unknown_value"));
                }
                if valid_to.is_some_and(|to| to < *valid_from) {
                    faults.push(("valid_to", "end_before_start"));
                }
                let overlaps = |a: &&Authority| {
                    a.role == *role
                        && a.code == *code
                        && a.valid_to.is_none_or(|to| to >= *valid_from)
                        && a.valid_from
                            .is_some_and(|from| valid_to.is_none_or(|to| from <= to))
                };
                if self.authorities.iter().any(|a| overlaps(&a)) {
                    faults.push(("valid_from", "overlaps"));
                }
                faults
            }
        }
    }

    fn add_row(&mut self, row: &NewRow, by: &Addition) {
        match row {
            NewRow::DayOff { day, becomes, name } => {
                let row = Holiday {
                    day: *day,
                    kind: *becomes,
                    region: None,
                    name: name.clone(),
                    decree: by.source.clone(),
                    source: by.source.clone(),
                    confidence: by.confidence,
                    provisional: false,
                };
                let version = self.calendar.version().to_owned();
                self.calendar = self.calendar.amended([row], version);
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
                    address: String::new(),
                    confidence: by.confidence,
                    note,
                    ..old
                });
            }
            NewRow::Authority {
                code,
                id,
                en,
                role,
                valid_from,
                valid_to,
            } => {
                self.authorities.push(Authority {
                    code: code.clone(),
                    id: id.clone(),
                    en: en.clone(),
                    valid_from: Some(*valid_from),
                    valid_to: *valid_to,
                    role: role.clone(),
                    citation: by.source.clone(),
                    address: String::new(),
                    confidence: by.confidence,
                    note: String::new(),
                    also_from: None,
                    due_by: None,
                });
            }
        }
    }
}
