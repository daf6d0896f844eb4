//! A term on a track: opened by a step, due on a computed day, closed by a step.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    ids::PaperId,
    law::{Book, Count, EndsAt, LawSet, TermAccount, TermQuestion, TermRow, Unit},
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
    /// The region of the office that kept the track when it opened: days off of that region alone are none of the
    /// term's where their rows say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Days on which it did not run: the matter was returned for completion.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<Pause>,
    /// The calendar version its day rests on.
    pub calendar: String,
    /// The step that closed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_by: Option<i64>,
    /// Whether that step came after the last day.
    #[serde(default)]
    pub closed_late: bool,
}

/// Days on which a term does not run: none after the first, up to and with the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// The step that began it.
    pub by: i64,
    /// Its day, which still counts.
    pub from: NaiveDate,
    /// The step that ended it; none while it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_by: Option<i64>,
    /// Its day, which does not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

/// The inputs of a computed term.
#[derive(Debug, Clone, Copy)]
pub struct TermStart<'a> {
    /// The step that opens it.
    pub seq: i64,
    /// The start day.
    pub day: NaiveDate,
    /// The hour, where there is one.
    pub minute: Option<i16>,
    /// The zone of the office that handles.
    pub zone: Zone,
    /// The region of the office that keeps the track, where it has one.
    pub region: Option<&'a str>,
    /// The paper that starts it, where one does.
    pub paper: Option<PaperId>,
}

impl TermState {
    /// Computes a term from its row.
    #[must_use]
    pub fn compute(row: &TermRow, start: TermStart<'_>, book: &Book) -> Self {
        let TermStart {
            seq,
            day,
            minute,
            zone,
            region,
            paper,
        } = start;
        let mut question = TermQuestion::of(row, day, minute, zone, &[]);
        question.count.region = region;
        let account = book.term_account(&question);
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
            due_day: account.due_day,
            due_at: account.due_at,
            zone,
            region: region.map(str::to_owned),
            pauses: Vec::new(),
            calendar: account.version.to_owned(),
            closed_by: None,
            closed_late: false,
        }
    }
    /// Ends on its last day at another time: its row has another end for what comes another way.
    pub fn end_at(&mut self, ends: EndsAt, book: &Book) {
        self.ends = ends;
        let region = self.region.as_deref();
        let close = book.close(ends, Some(self.law), self.due_day, region);
        self.due_at = self.zone.instant(self.due_day, close.minute());
    }
    /// The same with these pauses: a day of a pause is none of the term's, if the term had not passed before it.
    #[must_use]
    pub fn with_pauses(mut self, pauses: Vec<Pause>, book: &Book) -> Self {
        self.pauses = pauses;
        let account = self.account(book);
        (self.due_day, self.due_at) = (account.due_day, account.due_at);
        account.version.clone_into(&mut self.calendar);
        self
    }
    /// How its last day comes about by the calendar of the book. Where [`Self::is_behind`] says that the calendar has
    /// moved since the day was computed, the account may end on another day than the term.
    #[must_use]
    pub fn account<'b>(&self, book: &'b Book) -> TermAccount<'b> {
        book.term_account(&TermQuestion {
            count: Count {
                start: self.start,
                minute: self.start_minute,
                amount: self.amount,
                unit: self.unit,
                region: self.region.as_deref(),
                pauses: &self.pauses,
            },
            ends: self.ends,
            law: Some(self.law),
            // What the race asked for stands in `ends`.
            contest: None,
            zone: self.zone,
        })
    }
    /// Whether its day rests on another version of the calendar than the book's.
    #[must_use]
    pub fn is_behind(&self, book: &Book) -> bool {
        self.calendar != book.calendar.version()
    }
    /// Whether a pause lasts.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.pauses.last().is_some_and(|p| p.to.is_none())
    }
    /// Whether it still runs.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.closed_by.is_none()
    }
    /// Whether a legal day (and hour, where known) lies after its end.
    #[must_use]
    pub fn is_past(&self, day: NaiveDate, minute: Option<i16>) -> bool {
        // While it pauses nothing is late that was not before.
        let day = match self.pauses.last() {
            Some(pause) if pause.to.is_none() && pause.from < day => pause.from,
            _ => day,
        };
        match minute {
            Some(minute) => self.zone.instant(day, minute) > self.due_at,
            // Without an hour, a step on the last day is in time.
            None => day > self.due_day,
        }
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
