//! A term on a track: opened by a step, due on a computed day, closed by a step.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    ids::PaperId,
    law::{EndsAt, LawSet, TermRow, Unit},
    procedure::Term,
    time::{Moment, Zone},
};

/// A running or closed term and how its day was computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermState {
    /// Which term.
    pub term: Term,
    /// Under which law text.
    pub law: LawSet,
    /// The step that opened it.
    pub opened_by: i64,
    /// The start day, itself not counted.
    pub start: NaiveDate,
    /// The hour it starts at, for terms in hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_minute: Option<i16>,
    /// How many units.
    pub amount: u32,
    /// Of which kind.
    pub unit: Unit,
    /// When on the last day it ends.
    pub ends: EndsAt,
    /// The paper whose day it counts from, where a paper starts it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<PaperId>,
    /// The last day.
    pub due_day: NaiveDate,
    /// The instant it ends.
    pub due_at: Moment,
    /// The zone in which it ends.
    pub zone: Zone,
    /// The calendar version its day rests on.
    pub calendar: String,
    /// The step that closed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_by: Option<i64>,
    /// Whether that step came after the last day.
    #[serde(default)]
    pub closed_late: bool,
}

/// The inputs of a computed term.
#[derive(Debug, Clone, Copy)]
pub struct TermStart {
    /// The step that opens it.
    pub seq: i64,
    /// The start day.
    pub day: NaiveDate,
    /// The hour, where there is one.
    pub minute: Option<i16>,
    /// The zone of the office that handles.
    pub zone: Zone,
    /// The paper that starts it, where one does.
    pub paper: Option<PaperId>,
}

impl TermState {
    /// Computes a term from its row.
    #[must_use]
    pub fn compute(row: &TermRow, start: TermStart, calendar: &crate::law::Calendar) -> Self {
        let TermStart {
            seq,
            day,
            minute,
            zone,
            paper,
        } = start;
        let last = calendar.last_day(day, row.amount, row.unit);
        // An hour term needs a clock time on its start paper, else it runs from 24.00 of the start day.
        let (due_day, due_at) = match (row.unit, minute) {
            (Unit::Hours, Some(minute)) => {
                let at =
                    Moment(zone.instant(day, minute).0 + i64::from(row.amount) * 3_600_000_000);
                (at.day_in(zone), at)
            }
            (Unit::Hours, None) => (last, zone.instant(last, crate::time::END_OF_DAY)),
            (Unit::WorkingDays | Unit::CalendarDays, _) => {
                (last, zone.instant(last, close_minute(row.ends, last)))
            }
        };
        Self {
            term: row.code,
            law: row.law_set,
            opened_by: seq,
            start: day,
            start_minute: minute.filter(|_| row.unit == Unit::Hours),
            amount: row.amount,
            unit: row.unit,
            ends: row.ends,
            paper,
            due_day,
            due_at,
            zone,
            calendar: calendar.version().to_owned(),
            closed_by: None,
            closed_late: false,
        }
    }
    /// Ends on its last day at another time: its row has another end for what comes another way.
    pub fn end_at(&mut self, ends: EndsAt) {
        self.ends = ends;
        self.due_at = self
            .zone
            .instant(self.due_day, close_minute(ends, self.due_day));
    }
    /// Whether it still runs.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.closed_by.is_none()
    }
    /// Whether a legal day (and hour, where known) lies after its end.
    #[must_use]
    pub fn is_past(&self, day: NaiveDate, minute: Option<i16>) -> bool {
        match minute {
            Some(minute) => self.zone.instant(day, minute) > self.due_at,
            // Without an hour, a step on the last day is in time.
            None => day > self.due_day,
        }
    }
}

/// Office hours: Monday to Thursday to 16.00, Friday to 16.30 (Perbawaslu 7/2022 art. 11).
fn close_minute(ends: EndsAt, day: NaiveDate) -> i16 {
    use chrono::{Datelike, Weekday};
    match (ends, day.weekday()) {
        (EndsAt::OfficeClose, Weekday::Fri) => 16 * 60 + 30,
        (EndsAt::OfficeClose, _) => 16 * 60,
        (EndsAt::Midnight | EndsAt::Instant, _) => crate::time::END_OF_DAY,
    }
}

/// A term that a step closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedTerm {
    /// Which term.
    pub term: Term,
    /// Whether the step came after its last day.
    pub late: bool,
}
