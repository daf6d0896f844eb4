//! Whether a day is worked, and why not.

use chrono::{Datelike, NaiveDate};

use super::Doubt;
use crate::law::{Book, Confidence, DayKind};

/// What a day is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayAnswer<'b> {
    /// The day.
    pub day: NaiveDate,
    /// What the calendar says of it.
    pub kind: DayKind<'b>,
    /// The version of the calendar.
    pub calendar: &'b str,
    /// Doubts.
    pub doubts: Vec<Doubt>,
}

/// Whether a day is worked, and why not. A year of which the book has no holidays is told.
#[must_use]
pub fn day(book: &Book, day: NaiveDate) -> DayAnswer<'_> {
    let kind = book.calendar.kind(day);
    let mut doubts = Vec::new();
    if !book.calendar.holidays().any(|h| h.day.year() == day.year()) {
        doubts.push(Doubt::NoHolidaysKnown);
    }
    if let DayKind::Holiday(holiday) = &kind
        && holiday.confidence == Confidence::Unsure
    {
        doubts.push(Doubt::HolidayUnsure);
    }
    DayAnswer {
        day,
        kind,
        calendar: book.calendar.version(),
        doubts,
    }
}
