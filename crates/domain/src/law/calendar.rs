//! Working days and the arithmetic of terms on legal days.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::{Confidence, Unit, citation};

/// One day off by decree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// The day.
    pub day: NaiveDate,
    /// `public` (libur nasional) or `joint_leave` (cuti bersama).
    pub kind: String,
    /// Its name.
    pub name: String,
    /// The decree, or "decree: not seen".
    #[serde(serialize_with = "citation::serialize_both")]
    pub decree: String,
    /// Where the row comes from.
    #[serde(serialize_with = "citation::serialize_both")]
    pub source: String,
    /// How well it is known.
    pub confidence: Confidence,
}

/// Whether a day is worked, and why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayKind<'a> {
    /// A working day.
    Working,
    /// Saturday or Sunday.
    Weekend,
    /// A day off by decree.
    Holiday(&'a Holiday),
}

/// The national calendar: Monday to Friday less public holidays and joint leave.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    holidays: BTreeMap<NaiveDate, Holiday>,
    version: String,
}

impl Calendar {
    /// A calendar of these days off under a version name.
    #[must_use]
    pub fn new(holidays: impl IntoIterator<Item = Holiday>, version: impl Into<String>) -> Self {
        Self {
            holidays: holidays.into_iter().map(|h| (h.day, h)).collect(),
            version: version.into(),
        }
    }
    /// The version that every computed day names.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }
    /// The days off by decree, in order.
    pub fn holidays(&self) -> impl Iterator<Item = &Holiday> {
        self.holidays.values()
    }
    /// What a day is.
    #[must_use]
    pub fn kind(&self, day: NaiveDate) -> DayKind<'_> {
        if let Some(holiday) = self.holidays.get(&day) {
            return DayKind::Holiday(holiday);
        }
        match day.weekday() {
            Weekday::Sat | Weekday::Sun => DayKind::Weekend,
            _ => DayKind::Working,
        }
    }
    /// Whether offices work on a day.
    #[must_use]
    pub fn is_working(&self, day: NaiveDate) -> bool {
        self.kind(day) == DayKind::Working
    }
    /// The last day of a term of `amount` units; the start day is not counted. Terms in calendar days do not
    /// roll off holidays. Terms in hours give the day on which the hours end when counted from 24.00.
    #[must_use]
    pub fn last_day(&self, start: NaiveDate, amount: u32, unit: Unit) -> NaiveDate {
        match unit {
            Unit::CalendarDays => days_after(start, amount),
            Unit::Hours => days_after(start, amount.div_ceil(24)),
            Unit::WorkingDays => {
                let mut day = start;
                let mut left = amount;
                while left > 0 {
                    let next = days_after(day, 1);
                    if next == day {
                        break; // the end of chrono's calendar
                    }
                    day = next;
                    if self.is_working(day) {
                        left -= 1;
                    }
                }
                day
            }
        }
    }
}

fn days_after(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(chrono::Days::new(u64::from(days)))
        .unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::Book;

    fn d(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// The vectors of the law catalogue, section 6b: n-th working day after the start, joint leave included.
    #[test]
    fn working_days_skip_holidays_and_joint_leave() {
        let book = Book::shipped().unwrap();
        let rows = [
            (
                "2020-08-19",
                ["2020-08-24", "2020-09-01", "2020-09-10", "2020-09-11"],
            ),
            (
                "2020-10-26",
                ["2020-10-27", "2020-11-09", "2020-11-18", "2020-11-19"],
            ),
            (
                "2020-12-21",
                ["2020-12-22", "2021-01-05", "2021-01-14", "2021-01-15"],
            ),
            (
                "2023-04-14",
                ["2023-04-17", "2023-05-03", "2023-05-12", "2023-05-15"],
            ),
            (
                "2023-06-26",
                ["2023-06-27", "2023-07-10", "2023-07-20", "2023-07-21"],
            ),
            (
                "2024-04-05",
                ["2024-04-16", "2024-04-24", "2024-05-06", "2024-05-07"],
            ),
            (
                "2024-11-22",
                ["2024-11-25", "2024-12-04", "2024-12-13", "2024-12-16"],
            ),
            (
                "2025-08-13",
                ["2025-08-14", "2025-08-25", "2025-09-03", "2025-09-04"],
            ),
            (
                "2026-03-16",
                ["2026-03-17", "2026-04-01", "2026-04-13", "2026-04-14"],
            ),
            (
                "2026-07-14",
                ["2026-07-15", "2026-07-23", "2026-08-03", "2026-08-04"],
            ),
        ];
        for (start, ends) in rows {
            for (n, end) in [1, 7, 14, 15].into_iter().zip(ends) {
                assert_eq!(
                    book.calendar.last_day(d(start), n, Unit::WorkingDays),
                    d(end),
                    "{start} + {n}"
                );
            }
        }
    }

    #[test]
    fn calendar_days_do_not_roll_off_holidays() {
        let calendar = Calendar::default();
        assert_eq!(
            calendar.last_day(d("2020-10-05"), 14, Unit::CalendarDays),
            d("2020-10-19")
        );
        assert_eq!(
            calendar.last_day(d("2024-10-16"), 5, Unit::CalendarDays),
            d("2024-10-21")
        );
        assert_eq!(
            calendar.last_day(d("2024-10-16"), 48, Unit::Hours),
            d("2024-10-18")
        );
    }
}
