//! Whether a day is worked, and why not: the calendar's answer, and the doubts about it.

use chrono::NaiveDate;

use super::Doubt;
use crate::law::{self, Book, Confidence, Coverage, DayKind};

/// What a day is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayAnswer<'b> {
    /// What the calendar says of it in the whole country.
    pub found: law::DayAnswer<'b>,
    /// Doubts.
    pub doubts: Vec<Doubt>,
}

/// Whether a day is worked, and why not. A year of which the book has no holidays, or provisional ones, is told.
#[must_use]
pub fn day(book: &Book, day: NaiveDate) -> DayAnswer<'_> {
    let found = book.calendar.ask(day, None);
    let mut doubts = Vec::new();
    match found.coverage {
        Coverage::Known => {}
        Coverage::Provisional => doubts.push(Doubt::HolidaysProvisional),
        Coverage::Outside => doubts.push(Doubt::NoHolidaysKnown),
    }
    if let DayKind::Holiday(holiday) = found.kind
        && holiday.confidence == Confidence::Unsure
    {
        doubts.push(Doubt::HolidayUnsure);
    }
    DayAnswer { found, doubts }
}
