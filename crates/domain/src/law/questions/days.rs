//! Whether a day is worked, and why not: the calendar's answer, and the doubts about it.

use chrono::NaiveDate;

use super::Doubt;
use crate::law::{self, Book, Confidence, Coverage, DayKind};

/// What a day is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayAnswer<'b> {
    /// What the calendar says of it, in the whole country or in one region.
    pub found: law::DayAnswer<'b>,
    /// Doubts.
    pub doubts: Vec<Doubt>,
}

/// What is doubtful about days off of a year that are known so far.
#[must_use]
pub const fn of_coverage(coverage: Coverage) -> Option<Doubt> {
    match coverage {
        Coverage::Known | Coverage::DecreeNotSeen => None,
        Coverage::Provisional => Some(Doubt::HolidaysProvisional),
        Coverage::Outside => Some(Doubt::NoHolidaysKnown),
    }
}

/// Whether a day is worked in the whole country, or in a region by its code, and why not. A year of which the book has no holidays, or provisional ones, is told.
#[must_use]
pub fn day<'b>(book: &'b Book, day: NaiveDate, region: Option<&str>) -> DayAnswer<'b> {
    let found = book.calendar.ask(day, region);
    let mut doubts = Vec::new();
    doubts.extend(of_coverage(found.coverage));
    if let DayKind::Holiday(holiday) = found.kind
        && holiday.confidence == Confidence::Unsure
    {
        doubts.push(Doubt::HolidayUnsure);
    }
    DayAnswer { found, doubts }
}
