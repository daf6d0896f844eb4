//! A term and its account: the last day, the instant it ends, every day between with why it counted or not, and the
//! rule that was used.
//!
//! Owns what the book says of counting: first day, last day, end of the day. The days themselves are walked by the
//! calendar.

use chrono::NaiveDate;

use super::{
    Book, Confidence, Contest, Count, Coverage, EndsAt, LawSet, OfficeHours, PauseUsed, TermRow,
    TraceDay, Unit,
};
use crate::{
    file::Pause,
    time::{END_OF_DAY, Moment, Zone},
};

vocabulary! {
    /// What becomes of the day on which a term starts.
    FirstDay {
        NotCounted = "not_counted", "hari awal tidak dihitung", "the start day is not counted";
        FromInstant = "from_instant", "dihitung sejak saat awalnya", "counted from the moment it starts";
        FromMidnight = "from_midnight", "tanpa jam awal: dihitung sejak pukul 24.00 hari awal sampai pukul 24.00", "without a clock time: counted from 24.00 of the start day to 24.00";
    }
}

vocabulary! {
    /// What becomes of a last day on which nobody works.
    Roll {
        WorkingDay = "working_day", "hari terakhir selalu hari kerja", "the last day is always a working day";
        None = "none", "hari terakhir tidak bergeser dari hari libur", "the last day does not move off a day off";
    }
}

impl FirstDay {
    const fn of(unit: Unit, clock: bool) -> Self {
        match (unit, clock) {
            (Unit::WorkingDays | Unit::CalendarDays, _) => Self::NotCounted,
            (Unit::Hours, true) => Self::FromInstant,
            (Unit::Hours, false) => Self::FromMidnight,
        }
    }
    /// How well it is known: the texts say "setelah" and "sejak", none says how to count; hours without a clock time
    /// are a reading in favour of whoever has to act.
    #[must_use]
    pub const fn confidence(self) -> Confidence {
        match self {
            Self::NotCounted | Self::FromInstant => Confidence::Likely,
            Self::FromMidnight => Confidence::Unsure,
        }
    }
}

impl Roll {
    const fn of(unit: Unit) -> Self {
        match unit {
            Unit::WorkingDays => Self::WorkingDay,
            Unit::CalendarDays | Unit::Hours => Self::None,
        }
    }
    /// How well it is known: that a working-day term ends on a working day follows from its unit; no text that was
    /// seen says that other terms do not move.
    #[must_use]
    pub const fn confidence(self) -> Confidence {
        match self {
            Self::WorkingDay => Confidence::Sure,
            Self::None => Confidence::Unsure,
        }
    }
}

/// When on its last day a term ends, and by which row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Close<'b> {
    /// When the office closes.
    Office(&'b OfficeHours),
    /// It would end when the office closes, and the book has no hours for that law text on that day: at 24.00.
    NoHours,
    /// It would end when the office closes, and offices take in reports around the clock on that day: at
    /// 24.00, by this source.
    RoundTheClock(&'static str, Confidence),
    /// At 24.00.
    Midnight,
    /// At its minute, since local midnight.
    Instant(i16),
}

impl Close<'_> {
    /// Minutes since local midnight.
    #[must_use]
    pub const fn minute(self) -> i16 {
        match self {
            Self::Office(hours) => hours.closes,
            Self::NoHours | Self::RoundTheClock(..) | Self::Midnight => END_OF_DAY,
            Self::Instant(minute) => minute,
        }
    }
}

/// A term to be computed.
#[derive(Debug, Clone, Copy)]
pub struct TermQuestion<'q> {
    /// What is counted.
    pub count: Count<'q>,
    /// When on the last day it ends.
    pub ends: EndsAt,
    /// The law text, whose election kind says which office hours count; none where it is asked without one.
    pub law: Option<LawSet>,
    /// The race of a filing and its region: in its quiet period and on its day of voting no office closes.
    pub contest: Option<Contest<'q>>,
    /// The zone in which it ends.
    pub zone: Zone,
}

impl<'q> TermQuestion<'q> {
    /// The term of a row.
    #[must_use]
    pub const fn of(
        row: &TermRow,
        start: NaiveDate,
        minute: Option<i16>,
        zone: Zone,
        pauses: &'q [Pause],
    ) -> Self {
        Self {
            count: Count {
                start,
                minute,
                amount: row.amount,
                unit: row.unit,
                region: None,
                pauses,
            },
            ends: row.ends,
            law: Some(row.law_set),
            contest: None,
            zone,
        }
    }
}

/// The answer: when it ends, and how that was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermAccount<'b> {
    /// The last day.
    pub due_day: NaiveDate,
    /// The instant it ends.
    pub due_at: Moment,
    /// Every day from the start to the last one.
    pub days: Vec<TraceDay<'b>>,
    /// The pauses and what each took.
    pub pauses: Vec<PauseUsed>,
    /// What becomes of the start day.
    pub first_day: FirstDay,
    /// What becomes of a last day off.
    pub roll: Roll,
    /// When on the last day it ends.
    pub close: Close<'b>,
    /// How far the calendar knows the years it runs through.
    pub coverage: Coverage,
    /// The version of the calendar.
    pub version: &'b str,
}

/// On what it rests that offices take in reports around the clock.
const fn around_the_clock(law: Option<LawSet>) -> (&'static str, Confidence) {
    match law {
        Some(LawSet::Pemilu2022) => ("Perbawaslu 7/2022 art. 11(2), 11(4)", Confidence::Sure),
        Some(LawSet::Pemilu2018) => (
            "Perbawaslu 7/2018 (article not seen; as Perbawaslu 7/2022 art. 11(4))",
            Confidence::Unsure,
        ),
        _ => (
            "Perbawaslu 8/2020 (article not seen; as Perbawaslu 7/2022 art. 11(4))",
            Confidence::Unsure,
        ),
    }
}

impl Book {
    /// Computes a term with its account.
    #[must_use]
    pub fn term_account(&self, asked: &TermQuestion<'_>) -> TermAccount<'_> {
        let walk = self.calendar.walk(&asked.count);
        let close = match walk.due_minute {
            Some(minute) => Close::Instant(minute),
            None if asked.ends == EndsAt::OfficeClose
                && asked
                    .contest
                    .is_some_and(|race| self.round_the_clock(race, walk.due_day)) =>
            {
                let (cite, confidence) = around_the_clock(asked.law);
                Close::RoundTheClock(cite, confidence)
            }
            None => self.close(asked.ends, asked.law, walk.due_day, asked.count.region),
        };
        let years = [asked.count.start, walk.due_day].map(|day| self.calendar.coverage(day));
        TermAccount {
            due_day: walk.due_day,
            due_at: asked.zone.instant(walk.due_day, close.minute()),
            days: walk.days,
            pauses: walk.pauses,
            first_day: FirstDay::of(asked.count.unit, asked.count.minute.is_some()),
            roll: Roll::of(asked.count.unit),
            close,
            coverage: years.into_iter().max().unwrap_or(Coverage::Outside),
            version: self.calendar.version(),
        }
    }

    /// When a term under a law text ends on a day in a region.
    #[must_use]
    pub fn close(
        &self,
        ends: EndsAt,
        law: Option<LawSet>,
        day: NaiveDate,
        region: Option<&str>,
    ) -> Close<'_> {
        match ends {
            EndsAt::OfficeClose => law
                .and_then(|law| self.elections_of(law))
                .and_then(|elections| self.hours(elections, day, region))
                .map_or(Close::NoHours, Close::Office),
            EndsAt::Midnight | EndsAt::Instant => Close::Midnight,
        }
    }

    /// The election kind of a handling rule set.
    fn elections_of(&self, law: LawSet) -> Option<&str> {
        let row = self.rule_sets.iter().find(|r| r.code == law);
        row.map(|r| r.elections.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ends: EndsAt, law: Option<LawSet>, day: &str) -> i16 {
        let book = Book::shipped().unwrap();
        book.close(ends, law, day.parse().unwrap(), None).minute()
    }

    #[test]
    fn the_office_closes_by_the_hours_of_the_book() {
        let pemilu = Some(LawSet::Pemilu2022);
        assert_eq!(at(EndsAt::OfficeClose, pemilu, "2023-11-02"), 16 * 60);
        assert_eq!(at(EndsAt::OfficeClose, pemilu, "2023-11-03"), 16 * 60 + 30);
        assert_eq!(at(EndsAt::Midnight, pemilu, "2023-11-03"), END_OF_DAY);
        // Another election kind has rows of its own.
        let mut book = Book::shipped().unwrap();
        for row in &mut book.office_hours {
            if row.elections == "pilkada" {
                row.closes = 15 * 60;
            }
        }
        let friday = "2024-11-01".parse().unwrap();
        let minute = |law| {
            let close = book.close(EndsAt::OfficeClose, Some(law), friday, None);
            close.minute()
        };
        assert_eq!(minute(LawSet::Pilkada2024), 15 * 60);
        assert_eq!(minute(LawSet::Pemilu2022), 16 * 60 + 30);
    }

    #[test]
    fn where_the_book_has_no_hours_it_ends_at_midnight() {
        for (law, day) in [
            (None, "2023-11-02"),
            (Some(LawSet::Kasn), "2023-11-02"),
            (Some(LawSet::Pemilu2022), "2023-11-04"),
            (Some(LawSet::Pemilu2022), "2023-04-24"),
        ] {
            assert_eq!(at(EndsAt::OfficeClose, law, day), END_OF_DAY, "{day}");
        }
    }
}
