//! The two times of a step: the legal day (in the zone of an office) and the instant it was recorded.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

/// An instant: microseconds since 1970-01-01T00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    /// The instant as UTC date and time; instants outside chrono's range show as the epoch.
    #[must_use]
    pub fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0).unwrap_or_default()
    }
    /// RFC 3339 with `Z` and microseconds.
    #[must_use]
    pub fn rfc3339(self) -> String {
        self.utc()
            .to_rfc3339_opts(chrono::SecondsFormat::Micros, true)
    }
    /// The calendar day of this instant in a zone.
    #[must_use]
    pub fn day_in(self, zone: Zone) -> NaiveDate {
        self.utc().with_timezone(&zone.offset()).date_naive()
    }
    /// Minutes since local midnight in a zone.
    #[must_use]
    pub fn minute_in(self, zone: Zone) -> i16 {
        use chrono::Timelike;
        let time = self.utc().with_timezone(&zone.offset()).time();
        i16::try_from(time.hour() * 60 + time.minute()).unwrap_or(0)
    }
}

vocabulary! {
    /// The three legal time zones; Indonesia has no daylight saving.
    Zone {
        Wib = "WIB", "Waktu Indonesia Barat (UTC+7)", "Western Indonesia Time (UTC+7)";
        Wita = "WITA", "Waktu Indonesia Tengah (UTC+8)", "Central Indonesia Time (UTC+8)";
        Wit = "WIT", "Waktu Indonesia Timur (UTC+9)", "Eastern Indonesia Time (UTC+9)";
    }
}

impl Zone {
    /// Hours east of UTC.
    #[must_use]
    pub const fn hours(self) -> i32 {
        match self {
            Self::Wib => 7,
            Self::Wita => 8,
            Self::Wit => 9,
        }
    }
    fn offset(self) -> FixedOffset {
        // 7, 8 and 9 hours are always inside chrono's range; the fallback is never taken.
        FixedOffset::east_opt(self.hours() * 3600).unwrap_or(chrono::Offset::fix(&Utc))
    }
    /// The instant of a local day and minute.
    #[must_use]
    pub fn instant(self, day: NaiveDate, minute: i16) -> Moment {
        let seconds = i64::from(minute) * 60 - i64::from(self.hours()) * 3600;
        let midnight = day.and_time(NaiveTime::MIN).and_utc().timestamp();
        Moment((midnight + seconds) * 1_000_000)
    }
}

/// The legal time of a step: a day in the office's zone, with a clock time only where there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Effective {
    /// The legal day.
    pub day: NaiveDate,
    /// Minutes since local midnight, when the hour is known; none is ever invented.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minute: Option<i16>,
}

impl Effective {
    /// A day without a clock time.
    #[must_use]
    pub const fn day(day: NaiveDate) -> Self {
        Self { day, minute: None }
    }
}

/// Minutes in a day: 24.00 of a legal day.
pub const END_OF_DAY: i16 = 24 * 60;
