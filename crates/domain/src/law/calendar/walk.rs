//! The walk from the start of a term to its last day, day by day. The due day and the account of the days come out
//! of the same walk, so that they cannot differ.

use chrono::NaiveDate;

use super::{Calendar, DayKind, Holiday, kind, rows_from};
use crate::{file::Pause, law::Unit};

/// What is to be counted.
#[derive(Debug, Clone, Copy)]
pub struct Count<'q> {
    /// The start day.
    pub start: NaiveDate,
    /// The clock time of the start, minutes since local midnight; only hours make something of it.
    pub minute: Option<i16>,
    /// How many units, one at least.
    pub amount: u32,
    /// Of which kind.
    pub unit: Unit,
    /// The region whose days off count beside the national ones, where their rows say that terms leave them out.
    pub region: Option<&'q str>,
    /// When it does not run; one that has no end yet moves nothing.
    pub pauses: &'q [Pause],
}

impl Count<'_> {
    /// Without clock time, region and pauses.
    #[must_use]
    pub const fn plain(start: NaiveDate, amount: u32, unit: Unit) -> Self {
        Self {
            start,
            minute: None,
            amount,
            unit,
            region: None,
            pauses: &[],
        }
    }
}

vocabulary! {
    /// What a day was for a term, in a word.
    TraceWord {
        Start = "start", "hari awal, tidak dihitung", "the start day, not counted";
        Counted = "counted", "dihitung", "counted";
        Weekend = "weekend", "akhir pekan", "weekend";
        Holiday = "holiday", "hari libur", "day off";
        Pause = "pause", "jeda", "pause";
        Carried = "carried", "hari terakhir, dibawa melewati jeda", "the last day, carried past a pause";
    }
}

/// What a day was for a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayMark<'c> {
    /// The start, not counted.
    Start,
    /// Counted; the how many-th.
    Counted(u32),
    /// Minutes of it counted; how many up to its end together.
    Hours {
        /// On this day.
        minutes: i16,
        /// Since the start.
        total: u64,
    },
    /// Not counted: Saturday or Sunday.
    Weekend,
    /// Not counted: off by decree.
    Holiday(&'c Holiday),
    /// Not counted although it would have been: a pause, by its place in the list.
    Paused(usize),
    /// The last day, to which a pause of the last day counted was carried.
    Carried,
}

impl DayMark<'_> {
    /// In a word.
    #[must_use]
    pub const fn word(&self) -> TraceWord {
        match self {
            Self::Start => TraceWord::Start,
            Self::Counted(_) | Self::Hours { .. } => TraceWord::Counted,
            Self::Weekend => TraceWord::Weekend,
            Self::Holiday(_) => TraceWord::Holiday,
            Self::Paused(_) => TraceWord::Pause,
            Self::Carried => TraceWord::Carried,
        }
    }
}

/// A day of the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TraceDay<'c> {
    /// The day.
    pub day: NaiveDate,
    /// What it was.
    pub mark: DayMark<'c>,
}

/// A pause and what it took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PauseUsed {
    /// The pause.
    pub pause: Pause,
    /// How many days of the term fell into it.
    pub days: u32,
}

/// From the start to the last day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk<'c> {
    /// The last day.
    pub due_day: NaiveDate,
    /// When on it hours from a clock time end, minutes since local midnight.
    pub due_minute: Option<i16>,
    /// Every day from the start to the last one.
    pub days: Vec<TraceDay<'c>>,
    /// The pauses, in the order of the question.
    pub pauses: Vec<PauseUsed>,
}

/// No walk goes further: more than a hundred years.
const MOST_DAYS: usize = 40_000;
/// Days for which room is made at once.
const MOST_ROOM: usize = 512;
const DAY: u64 = 24 * 60;

/// What is left to count.
struct Left {
    units: u64,
    total: u64,
    due: Option<(NaiveDate, Option<i16>)>,
}

impl Left {
    /// Minutes of a day from a clock time on: they end before 24.00, or at 00.00 of the next day.
    fn minutes(&mut self, day: NaiveDate, from: i16) -> DayMark<'static> {
        let room = DAY.saturating_sub(u64::try_from(from).unwrap_or(0));
        let taken = self.units.min(room);
        let minutes = i16::try_from(taken).unwrap_or(i16::MAX);
        if self.units < room {
            self.due = Some((day, Some(from + minutes)));
        }
        self.units -= taken;
        self.total += taken;
        DayMark::Hours {
            minutes,
            total: self.total,
        }
    }

    /// A whole day of hours that end at 24.00.
    fn whole(&mut self, day: NaiveDate) -> DayMark<'static> {
        let taken = self.units.min(DAY);
        self.units -= taken;
        self.total += taken;
        if self.units == 0 {
            self.due = Some((day, None));
        }
        DayMark::Hours {
            minutes: i16::try_from(taken).unwrap_or(i16::MAX),
            total: self.total,
        }
    }

    fn one(&mut self, day: NaiveDate) -> DayMark<'static> {
        self.units = self.units.saturating_sub(1);
        self.total += 1;
        if self.units == 0 {
            self.due = Some((day, None));
        }
        DayMark::Counted(u32::try_from(self.total).unwrap_or(u32::MAX))
    }
}

impl Calendar {
    /// Counts a term. The start day is not counted, of hours its rest is; hours without a clock time run from 24.00 of
    /// the start day and end at 24.00. A day of a pause (none after its first, up to and with its last) is not
    /// counted. A pause that begins on the last day carries that day to its own last one, of a term in working days to
    /// the first worked day from there.
    #[must_use]
    pub fn walk(&self, count: &Count<'_>) -> Walk<'_> {
        let clock = count.minute.filter(|_| count.unit == Unit::Hours);
        let scale = if count.unit == Unit::Hours { 60 } else { 1 };
        let mut left = Left {
            units: u64::from(count.amount) * scale,
            total: 0,
            due: None,
        };
        let mut used = vec![0_u32; count.pauses.len()];
        // Seven days for five worked ones, and some that are off.
        let room = match count.unit {
            Unit::WorkingDays => count.amount.saturating_mul(7) / 5 + 12,
            Unit::CalendarDays => count.amount.saturating_add(2),
            Unit::Hours => count.amount / 24 + 3,
        };
        let room = usize::try_from(room).map_or(MOST_ROOM, |room| room.min(MOST_ROOM));
        let mut days = Vec::with_capacity(room);
        let start = count.start;
        let mark = clock.map_or(DayMark::Start, |minute| left.minutes(start, minute));
        days.push(TraceDay { day: start, mark });
        if clock.is_none() && left.units == 0 {
            left.due = Some((start, None));
        }
        let mut rows = rows_from(&self.standing, start);
        let mut today = start;
        // The last day, once all is counted and pauses of the last day have carried it.
        let mut last = left.due.map(|(day, _)| self.carried(count, day));
        while let Some(day) = today.succ_opt().filter(|_| days.len() < MOST_DAYS) {
            if last.is_some_and(|last| last < day) {
                break;
            }
            today = day;
            while rows.first().is_some_and(|row| row.day < day) {
                rows = rows.get(1..).unwrap_or_default();
            }
            let counts = |row: &Holiday| row.counts_in(count.region);
            let mark = match (count.unit, kind(day, rows, counts)) {
                (Unit::WorkingDays, DayKind::Weekend) => DayMark::Weekend,
                (Unit::WorkingDays, DayKind::Holiday(row)) => DayMark::Holiday(row),
                (unit, _) => match paused(count.pauses, day) {
                    Some(place) => {
                        if let Some(used) = used.get_mut(place) {
                            *used += 1;
                        }
                        DayMark::Paused(place)
                    }
                    None if last.is_some() => DayMark::Carried,
                    None if unit == Unit::Hours && clock.is_some() => left.minutes(day, 0),
                    None if unit == Unit::Hours => left.whole(day),
                    None => left.one(day),
                },
            };
            days.push(TraceDay { day, mark });
            if last.is_none() {
                last = left.due.map(|(day, _)| self.carried(count, day));
            }
        }
        let ledger = count.pauses.iter().zip(used);
        Walk {
            due_day: today,
            due_minute: left.due.map_or(clock, |(_, minute)| minute),
            days,
            pauses: ledger
                .map(|(pause, days)| PauseUsed {
                    pause: *pause,
                    days,
                })
                .collect(),
        }
    }

    /// The last day after the pauses that began by it, one after the other.
    fn carried(&self, count: &Count<'_>, counted: NaiveDate) -> NaiveDate {
        let (mut last, mut held) = (counted, counted);
        let next = |last, held| {
            let begun = count.pauses.iter().filter(|p| p.from <= last);
            begun.filter_map(|p| p.to).find(|to| *to > held)
        };
        while let Some(to) = next(last, held) {
            held = to;
            last = match count.unit {
                Unit::WorkingDays => self.worked_from(to, count.region),
                Unit::CalendarDays | Unit::Hours => to,
            };
        }
        last
    }

    /// The first worked day, from a day on.
    fn worked_from(&self, from: NaiveDate, region: Option<&str>) -> NaiveDate {
        let days = from.iter_days().take(MOST_DAYS);
        let mut worked = days.filter(|day| self.kind_for_terms(*day, region) == DayKind::Working);
        worked.next().unwrap_or(from)
    }
}

/// The first pause that holds on a day.
fn paused(pauses: &[Pause], day: NaiveDate) -> Option<usize> {
    let holds = |p: &Pause| p.from < day && p.to.is_some_and(|to| day <= to);
    pauses.iter().position(holds)
}
