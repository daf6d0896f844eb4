//! Which days are worked: the decrees, the later ones in the place of the earlier ones.
//!
//! Owns the days. What a term makes of them stands in [`walk`].

mod check;
mod walk;

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

pub use check::CalendarFault;
pub use walk::{Count, DayMark, PauseUsed, TraceDay, TraceWord, Walk};

use super::{Confidence, Unit, citation};

vocabulary! {
    /// What a decree makes of a day.
    HolidayKind {
        Public = "public", "libur nasional", "national holiday";
        JointLeave = "joint_leave", "cuti bersama", "joint leave";
        Withdrawn = "withdrawn", "libur dicabut", "day off taken back";
    }
}

vocabulary! {
    /// How far the calendar knows the days that were asked about.
    Coverage {
        Known = "known", "hari libur tahun ini sudah ditetapkan", "the days off of the year are decreed";
        DecreeNotSeen = "decree_not_seen", "hari libur tahun ini diketahui, tetapi keputusan atas sebagian atau seluruhnya belum terlihat", "the days off of the year are known, but the decree of some or all of them was not seen";
        Provisional = "provisional", "hari libur tahun ini masih perkiraan", "the days off of the year are provisional";
        Outside = "outside", "hari libur tahun ini belum ada dalam kalender", "the days off of the year are not in the calendar";
    }
}

/// What one decree says of one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// The day.
    pub day: NaiveDate,
    /// Whether it is off, and as what.
    pub kind: HolidayKind,
    /// The region whose day it is, by its Kemendagri code; the whole country without one.
    pub region: Option<String>,
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
    /// The decree of its year is still to come.
    pub provisional: bool,
    /// Whether terms leave it out too, where it is a day of one region: no text that was seen says that they do, so the
    /// row has to. Days of the whole country always are left out.
    #[serde(default)]
    pub in_terms: bool,
}

impl Holiday {
    /// Whether it counts in a region: that of the row, and whatever lies in it.
    fn holds_in(&self, region: Option<&str>) -> bool {
        let Some(own) = &self.region else { return true };
        let below = |of: &str| {
            of.strip_prefix(own.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        region.is_some_and(below)
    }

    /// Whether a term that runs in a region minds the row.
    fn counts_in(&self, region: Option<&str>) -> bool {
        self.holds_in(region) && (self.region.is_none() || self.in_terms)
    }

    fn breadth(&self) -> usize {
        self.region.as_ref().map_or(0, String::len)
    }
}

/// Whether a day is worked, and why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind<'a> {
    /// A working day.
    Working,
    /// Saturday or Sunday.
    Weekend,
    /// A day off by decree; also where it falls on a weekend.
    Holiday(&'a Holiday),
}

/// The answer to "is this a working day, and why not?".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayAnswer<'a> {
    /// The day.
    pub day: NaiveDate,
    /// What it is.
    pub kind: DayKind<'a>,
    /// Earlier decrees on it that a later one took the place of, and decrees that took it back; in their order.
    pub superseded: Vec<&'a Holiday>,
    /// How far the calendar knows the year.
    pub coverage: Coverage,
    /// The version of the calendar.
    pub version: &'a str,
}

impl DayAnswer<'_> {
    /// Whether offices work on it.
    #[must_use]
    pub fn is_working(&self) -> bool {
        self.kind == DayKind::Working
    }
}

/// Monday to Friday less the days off by decree: public holidays and joint leave.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    /// The rows that stand, by day; of a day the national row first.
    standing: Vec<Holiday>,
    /// By day, in the order of the decrees.
    superseded: Vec<Holiday>,
    provisional: Vec<i32>,
    /// Years with a day of which the decree was not seen.
    undecreed: Vec<i32>,
    /// Years whose days off are there: their decree begins with New Year's Day. A single day of another year is not yet
    /// its decree.
    listed: Vec<i32>,
    version: String,
}

impl Calendar {
    /// A calendar of these rows, the earlier decree first: a later row of the same day and region takes the place
    /// of an earlier one.
    #[must_use]
    pub fn new(rows: impl IntoIterator<Item = Holiday>, version: impl Into<String>) -> Self {
        let mut last = BTreeMap::new();
        let mut superseded = Vec::new();
        for mut row in rows {
            // Terms leave out what the whole country has off.
            row.in_terms |= row.region.is_none();
            superseded.extend(last.insert((row.day, row.region.clone()), row));
        }
        let mut standing = Vec::new();
        for row in last.into_values() {
            // In a region a row that takes a day back stands beside the national one.
            if row.kind == HolidayKind::Withdrawn && row.region.is_none() {
                superseded.push(row);
            } else {
                standing.push(row);
            }
        }
        superseded.sort_by_key(|row| row.day);
        let years = |wanted: fn(&Holiday) -> bool| {
            let rows = standing.iter().filter(|row| wanted(row));
            let mut years: Vec<i32> = rows.map(|row| row.day.year()).collect();
            years.dedup();
            years
        };
        let provisional = years(|row| row.provisional);
        let undecreed = years(|row| row.decree.ends_with(NOT_SEEN));
        let listed = years(|row| row.region.is_none() && row.day.ordinal() == 1);
        Self {
            standing,
            superseded,
            provisional,
            undecreed,
            listed,
            version: version.into(),
        }
    }
    /// The same calendar after further decrees, under another version.
    #[must_use]
    pub fn amended(
        &self,
        later: impl IntoIterator<Item = Holiday>,
        version: impl Into<String>,
    ) -> Self {
        let before = self.superseded.iter().chain(&self.standing).cloned();
        Self::new(before.chain(later), version)
    }
    /// The version that every computed day names.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }
    /// The days off by decree as they stand, in order; of a region also a day that it took back for itself.
    pub fn holidays(&self) -> impl Iterator<Item = &Holiday> {
        self.standing.iter()
    }
    /// Rows whose place a later one took, and rows that took a day back; by day, in the order of the decrees.
    pub fn superseded(&self) -> impl Iterator<Item = &Holiday> {
        self.superseded.iter()
    }
    /// What a day is in the whole country.
    #[must_use]
    pub fn kind(&self, day: NaiveDate) -> DayKind<'_> {
        self.kind_in(day, None)
    }
    /// What a day is in a region, by its Kemendagri code.
    #[must_use]
    pub fn kind_in(&self, day: NaiveDate, region: Option<&str>) -> DayKind<'_> {
        let holds = |row: &Holiday| row.holds_in(region);
        kind(day, rows_from(&self.standing, day), holds)
    }
    /// What a day is for a term that runs in a region: of days of regions alone those count whose row says so.
    #[must_use]
    pub fn kind_for_terms(&self, day: NaiveDate, region: Option<&str>) -> DayKind<'_> {
        let counts = |row: &Holiday| row.counts_in(region);
        kind(day, rows_from(&self.standing, day), counts)
    }
    /// Every row of a day, of each region in the order of the decrees.
    pub(in crate::law) fn rows_of(&self, day: NaiveDate) -> impl Iterator<Item = &Holiday> {
        let of = move |row: &&Holiday| row.day == day;
        self.superseded.iter().chain(&self.standing).filter(of)
    }
    /// Whether offices work on a day.
    #[must_use]
    pub fn is_working(&self, day: NaiveDate) -> bool {
        self.kind(day) == DayKind::Working
    }
    /// Whether a day is worked in a region, why not, and what was decreed of it before.
    #[must_use]
    pub fn ask(&self, day: NaiveDate, region: Option<&str>) -> DayAnswer<'_> {
        let before = rows_from(&self.superseded, day).iter();
        DayAnswer {
            day,
            kind: self.kind_in(day, region),
            superseded: before
                .take_while(|row| row.day == day)
                .filter(|row| row.holds_in(region))
                .collect(),
            coverage: self.coverage(day),
            version: &self.version,
        }
    }
    /// How far the days off of the year of a day are known.
    #[must_use]
    pub fn coverage(&self, day: NaiveDate) -> Coverage {
        let year = day.year();
        if !self.listed.contains(&year) {
            Coverage::Outside
        } else if self.provisional.contains(&year) {
            Coverage::Provisional
        } else if self.undecreed.contains(&year) {
            Coverage::DecreeNotSeen
        } else {
            Coverage::Known
        }
    }
    /// The last day of a term without pauses; the start day is not counted. Terms in calendar days do not roll off
    /// days off. Terms in hours give the day on which the hours end when counted from 24.00.
    #[must_use]
    pub fn last_day(&self, start: NaiveDate, amount: u32, unit: Unit) -> NaiveDate {
        self.walk(&Count::plain(start, amount, unit)).due_day
    }
}

/// How the source of a row says that its decree was not seen.
const NOT_SEEN: &str = "not seen";

/// Rows from a day on.
fn rows_from(rows: &[Holiday], day: NaiveDate) -> &[Holiday] {
    let from = rows.partition_point(|row| row.day < day);
    rows.get(from..).unwrap_or_default()
}

/// What a day is by the rows of that day, which come first in the list.
fn kind(day: NaiveDate, rows: &[Holiday], holds: impl Fn(&Holiday) -> bool) -> DayKind<'_> {
    let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    // Most days have no row.
    if rows.first().is_none_or(|row| row.day != day) {
        return if weekend {
            DayKind::Weekend
        } else {
            DayKind::Working
        };
    }
    let own = rows.iter().take_while(|row| row.day == day);
    // The row of the narrowest region counts.
    let narrowest = own.filter(|row| holds(row)).max_by_key(|row| row.breadth());
    match narrowest {
        Some(row) if row.kind != HolidayKind::Withdrawn => DayKind::Holiday(row),
        _ if weekend => DayKind::Weekend,
        _ => DayKind::Working,
    }
}

#[cfg(test)]
mod tests;
