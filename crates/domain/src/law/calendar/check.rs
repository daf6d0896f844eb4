//! What may not stand in a list of days off.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Calendar, Holiday, HolidayKind};

/// A row that cannot be taken, with its place in the list and its field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("row {row} ({day}), {field}: {problem}")]
pub struct CalendarFault {
    /// The place in the list, from 1.
    pub row: usize,
    /// The day of the row.
    pub day: NaiveDate,
    /// Its column.
    pub field: &'static str,
    /// The stable code of what is wrong.
    pub code: &'static str,
    /// What is wrong, in words.
    pub problem: &'static str,
}

impl Calendar {
    /// What is wrong with a list of rows in the order of their decrees.
    ///
    /// # Errors
    /// All faults: a day named twice the same way, a day taken back that is not off, a row without name, decree or
    /// source, a region that is no code.
    pub fn check<'h>(
        rows: impl IntoIterator<Item = &'h Holiday>,
    ) -> Result<(), Vec<CalendarFault>> {
        let mut faults = Vec::new();
        let mut last: BTreeMap<(NaiveDate, Option<&str>), &Holiday> = BTreeMap::new();
        for (place, row) in rows.into_iter().enumerate() {
            let mut fault = |field, (code, problem)| {
                faults.push(CalendarFault {
                    row: place + 1,
                    day: row.day,
                    field,
                    code,
                    problem,
                });
            };
            for (field, text) in [
                ("name", &row.name),
                ("decree", &row.decree),
                ("source", &row.source),
            ] {
                if text.trim().is_empty() {
                    fault(field, ("blank", "empty"));
                }
            }
            let region = row.region.as_deref();
            if region.is_some_and(|code| !is_code(code)) {
                fault("region", NO_CODE);
            }
            // What its own rows say, or those of the province that it lies in, or the whole country's.
            let mut wider = [region, region.and_then(|r| r.get(..2)), None].into_iter();
            let stood = wider.find_map(|of| last.get(&(row.day, of)));
            let off = stood.is_some_and(|r| r.kind != HolidayKind::Withdrawn);
            let before = last.insert((row.day, region), row).map(|r| r.kind);
            if before == Some(row.kind) {
                fault("day", TWICE);
            } else if row.kind == HolidayKind::Withdrawn && !off {
                fault("kind", NOT_OFF);
            }
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(faults)
        }
    }
}

const NO_CODE: (&str, &str) = (
    "unknown_region",
    "no code of a province, a regency or a city",
);
const TWICE: (&str, &str) = ("day_off_twice", "a second row of the same kind");
const NOT_OFF: (&str, &str) = ("no_day_off", "takes back a day that is not off");

/// `51` or `51.71`.
fn is_code(code: &str) -> bool {
    let two = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    match code.split_once('.') {
        Some((province, own)) => two(province) && two(own),
        None => two(code),
    }
}
