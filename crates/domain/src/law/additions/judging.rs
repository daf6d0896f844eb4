//! Whether rows may be added: they are taken for a trial, and the book is checked by the rules of the shipped one.

use chrono::{Datelike as _, NaiveDate};

use super::{Addition, NewRow, RowFault};
use crate::law::{
    Authority, Book, Calendar, Fault, Holiday,
    checks::{Disorder, OUT_OF_ORDER},
};

/// What an authority does, by the words of the book's rows.
const ROLES: &[&str] = &["review", "policy", "run_off", "control"];

/// How many years after the last one with a day off a row may speak of.
const YEARS_AHEAD: i32 = 10;

type Found = Vec<(&'static str, &'static str)>;

impl Book {
    /// What is wrong with the rows, each judged after those before it; whether stages stand in order, after all.
    #[must_use]
    pub fn addition_faults(&self, addition: &Addition) -> Vec<RowFault> {
        let mut book = self.clone();
        let mut faults = Vec::new();
        for (row, new) in addition.rows.iter().enumerate() {
            let mut found = book.own_faults(new, addition);
            let before = addition.rows.iter().take(row);
            if let NewRow::TermLength(new) = new
                && before.clone().any(|r| matches!(r, NewRow::TermLength(old) if (old.term, old.law_set) == (new.term, new.law_set)))
            {
                found.push(("term", "named_twice"));
            }
            let mut next = book.clone();
            if found.is_empty() {
                next.add_row(new, addition);
                found = next.fresh_faults(&book, new);
            }
            if found.is_empty() {
                book = next;
            }
            let fault = |(field, code)| RowFault { row, field, code };
            faults.extend(found.into_iter().map(fault));
        }
        if faults.is_empty() {
            faults = book.stages_disordered(self, addition);
        }
        faults
    }

    /// What the checks of the whole book cannot know: that a row takes the place of one, or says what is said already.
    fn own_faults(&self, row: &NewRow, by: &Addition) -> Found {
        match row {
            NewRow::DayOff(new) => {
                let stood = self.calendar.rows_of(new.day);
                let mine = new.region.as_deref();
                // Its own rows last, as the later decrees.
                let mut rows: Vec<_> = stood.cloned().collect();
                rows.sort_by_key(|r| r.region.as_deref() == mine);
                rows.push(new.row(by));
                let last = rows.len();
                let all = Calendar::check(&rows).err().unwrap_or_default();
                let own = all.into_iter().filter(|f| f.row == last);
                let own = own.map(|f| match f.field {
                    "decree" | "source" => ("source", f.code),
                    "kind" => ("day", f.code),
                    field => (field, f.code),
                });
                self.far_off("day", Some(new.day))
                    .into_iter()
                    .chain(own)
                    .collect()
            }
            NewRow::TermLength(new) => match self.term(new.term, new.law_set) {
                None => vec![("term", "no_such_term")],
                Some(_) if new.amount == 0 => vec![("amount", "out_of_range")],
                Some(old) if new.says_as(old, by) => vec![("amount", "length_as_before")],
                Some(_) => Vec::new(),
            },
            NewRow::Authority(new) => {
                let mut found = Vec::new();
                if !ROLES.contains(&new.role.as_str()) {
                    found.push(("role", "unknown_value"));
                }
                let stands = |old: &Authority| new.replaces(old);
                found.extend(gone(new.withdrawn, self.authorities.iter().any(stands)));
                found
            }
            NewRow::Stage(new) => {
                let from = self.far_off("from", new.from);
                from.into_iter().chain(self.far_off("to", new.to)).collect()
            }
            NewRow::Violation(new) => {
                let stands = self.violations.iter().any(|old| new.replaces(old));
                gone(new.withdrawn, stands).into_iter().collect()
            }
            NewRow::SanctionKind(new) => {
                let kinds = || self.sanction_kinds.iter();
                let mut found: Found = Vec::new();
                if kinds().all(|k| k.regime != new.regime) {
                    found.push(("regime", "unknown_value"));
                }
                if kinds().all(|k| k.imposed_by != new.imposed_by) {
                    found.push(("imposed_by", "unknown_value"));
                }
                let stands = kinds().any(|old| new.replaces(old));
                found.extend(gone(new.withdrawn, stands));
                found
            }
        }
    }

    /// A day before all days off of the book, or long after them, is a slip of the pen.
    fn far_off(
        &self,
        field: &'static str,
        day: Option<NaiveDate>,
    ) -> Option<(&'static str, &'static str)> {
        let years = || self.calendar.holidays().map(|row| row.day.year());
        let (first, last) = years().min().zip(years().max())?;
        let plausible = first..=last.saturating_add(YEARS_AHEAD);
        let off = day.is_some_and(|day| !plausible.contains(&day.year()));
        off.then_some((field, "out_of_range"))
    }

    /// The faults that a row brings into the book: at its own fields, or at its key where it puts another row wrong.
    fn fresh_faults(&self, before: &Self, row: &NewRow) -> Found {
        let known = before.faults();
        let (file, at, key) = self.place_of(row);
        let same = |a: &Fault, b: &Fault| (a.file, a.field, a.code) == (b.file, b.field, b.code);
        let count = |all: &[Fault], f: &Fault| all.iter().filter(|g| same(f, g)).count();
        let now = self.faults();
        let fresh = now
            .iter()
            .filter(|f| f.code != OUT_OF_ORDER.0 && count(&now, f) > count(&known, f));
        let mut found = Found::new();
        for fault in fresh {
            let own = fault.file == file && Some(fault.row) == at.map(|at| at + 1);
            let field = match fault.field {
                "citation" | "decision" => "source",
                field if own => field,
                _ => key,
            };
            if !found.contains(&(field, fault.code)) {
                found.push((field, fault.code));
            }
        }
        found
    }

    /// The file of a row, its place there now, and the field that names it.
    fn place_of(&self, row: &NewRow) -> (&'static str, Option<usize>, &'static str) {
        match row {
            NewRow::DayOff(new) => {
                let is_it = |h: &Holiday| h.day == new.day && h.region == new.region;
                let at = self.calendar.holidays().position(is_it);
                ("holidays.csv", at, "day")
            }
            NewRow::TermLength(_) => ("terms.csv", self.terms.len().checked_sub(1), "term"),
            NewRow::Authority(new) => {
                let at = self.authorities.iter().position(|r| new.replaces(r));
                ("authorities.csv", at, "code")
            }
            NewRow::Stage(_) => ("stages.csv", self.stages.len().checked_sub(1), "stage"),
            NewRow::Violation(new) => {
                let at = self.violations.iter().position(|r| new.replaces(r));
                ("violations.csv", at, "code")
            }
            NewRow::SanctionKind(new) => {
                let at = self.sanction_kinds.iter().position(|r| new.replaces(r));
                ("sanction_kinds.csv", at, "code")
            }
        }
    }

    /// The added rows that put stages out of order: the one that begins too early, or else the one before it.
    fn stages_disordered(&self, before: &Self, addition: &Addition) -> Vec<RowFault> {
        let is_stage = |(_, row): &(usize, &NewRow)| matches!(row, NewRow::Stage(_));
        let added: Vec<usize> = addition
            .rows
            .iter()
            .enumerate()
            .filter(is_stage)
            .map(|(row, _)| row)
            .collect();
        if added.is_empty() {
            return Vec::new();
        }
        let old = before.stages_out_of_order();
        let place = |at: usize| added.get(at.checked_sub(before.stages.len())?).copied();
        let mut faults = Vec::new();
        let fresh = |d: &Disorder| !old.contains(d);
        for disorder in self.stages_out_of_order().into_iter().filter(fresh) {
            let named = place(disorder.early)
                .map(|row| (row, "from"))
                .or_else(|| place(disorder.after).map(|row| (row, "to")))
                .or_else(|| added.last().map(|row| (*row, "stage")));
            let fault = named.map(|(row, field)| RowFault {
                row,
                field,
                code: OUT_OF_ORDER.0,
            });
            if let Some(fault) = fault.filter(|f| !faults.contains(f)) {
                faults.push(fault);
            }
        }
        faults
    }
}

/// The fault of a row that takes back what is not there.
fn gone(withdrawn: bool, stands: bool) -> Option<(&'static str, &'static str)> {
    (withdrawn && !stands).then_some(("valid_from", "no_such_row"))
}
