//! A term tried without a case: what is asked.

use std::{collections::BTreeMap, fmt};

use chrono::{DateTime, Datelike as _, NaiveDate, Timelike as _};
use netralitas_domain::{
    file::Pause,
    law::{self, LawSet},
    procedure::Term,
    time::{self, Moment},
};
use serde::{Deserialize, Deserializer, de};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};
use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

use super::{clock::Day, words};

/// Most units of a term that is tried, and most days of a pause of it.
const MOST: u32 = 366;
/// Most pauses.
const MOST_PAUSES: usize = 20;

/// A term to be computed: `amount` and `unit`, or `term` and `rule_set` of the law book.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TermTrial {
    /// The start.
    pub start: TrialStart,
    /// How many units.
    #[schema(minimum = 1, maximum = 366)]
    pub amount: Option<u32>,
    /// Of which kind.
    pub unit: Option<TrialUnit>,
    /// A term of the law book.
    #[schema(value_type = Option<words::Term>)]
    pub term: Option<Term>,
    /// The law text of that term.
    #[schema(value_type = Option<words::LawSet>)]
    pub rule_set: Option<LawSet>,
    /// The election of a filing, with its `race`: in its quiet period and on its day of voting offices take in reports
    /// around the clock.
    pub election: Option<String>,
    /// The race of that election.
    pub race: Option<String>,
    /// The zone in which it starts and ends.
    pub zone: TrialZone,
    /// A province (`51`), regency or city (`51.71`) by its Kemendagri code, whose own days off count too.
    #[schema(pattern = "^[0-9]{2}([.][0-9]{2})?$")]
    pub region: Option<String>,
    /// When it does not run, in order.
    #[schema(max_items = 20)]
    pub pauses: Option<Vec<TrialPause>>,
}

/// When a term does not run.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TrialPause {
    /// The day on which it begins, which still counts.
    pub from: Day,
    /// The day on which it ends, which does not count; at most 366 days later.
    pub to: Day,
}

/// In what a term that is tried is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TrialUnit {
    /// Monday to Friday less the days off by decree.
    WorkingDay,
    /// Every day.
    CalendarDay,
    /// Hours: from the instant that `start` gives; from 24.00 of the day, where it gives a day only.
    Hour,
}

/// A time zone, by its name in the tz database or its Indonesian one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
pub enum TrialZone {
    /// WIB, UTC+7.
    #[serde(rename = "Asia/Jakarta")]
    Jakarta,
    /// WITA, UTC+8.
    #[serde(rename = "Asia/Makassar")]
    Makassar,
    /// WIT, UTC+9.
    #[serde(rename = "Asia/Jayapura")]
    Jayapura,
    /// UTC+7.
    #[serde(rename = "WIB")]
    Wib,
    /// UTC+8.
    #[serde(rename = "WITA")]
    Wita,
    /// UTC+9.
    #[serde(rename = "WIT")]
    Wit,
}

impl TrialZone {
    /// The zone.
    #[must_use]
    pub const fn zone(self) -> time::Zone {
        match self {
            Self::Jakarta | Self::Wib => time::Zone::Wib,
            Self::Makassar | Self::Wita => time::Zone::Wita,
            Self::Jayapura | Self::Wit => time::Zone::Wit,
        }
    }
}

impl TrialUnit {
    /// The unit.
    #[must_use]
    pub const fn unit(self) -> law::Unit {
        match self {
            Self::WorkingDay => law::Unit::WorkingDays,
            Self::CalendarDay => law::Unit::CalendarDays,
            Self::Hour => law::Unit::Hours,
        }
    }
}

/// A day, or an instant of whole minutes (RFC 3339).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrialStart {
    /// A day without a clock time.
    Day(NaiveDate),
    /// An instant.
    Instant(Moment),
}

impl TrialStart {
    /// The day, and the clock time where there is one, in a zone.
    #[must_use]
    pub fn local(self, zone: time::Zone) -> (NaiveDate, Option<i16>) {
        match self {
            Self::Day(day) => (day, None),
            Self::Instant(at) => (at.day_in(zone), Some(at.minute_in(zone))),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        if text.len() == 10 {
            let day = Day::deserialize(de::value::StrDeserializer::<de::value::Error>::new(text));
            return day.ok().map(|day| Self::Day(day.date()));
        }
        let marks = text.get(10..11) == Some("T") && (20..=25).contains(&text.len());
        let at = marks.then(|| DateTime::parse_from_rfc3339(text).ok())??;
        let whole = at.second() == 0 && at.nanosecond() == 0;
        let known = (1900..2200).contains(&at.year());
        (whole && known).then(|| Self::Instant(Moment(at.timestamp_micros())))
    }
}

impl<'de> Deserialize<'de> for TrialStart {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = TrialStart;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a day or an instant")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<TrialStart, E> {
                // The text is not part of the message: it is the caller's.
                TrialStart::parse(text).ok_or_else(|| E::custom("no day and no instant"))
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

impl PartialSchema for TrialStart {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some(
                "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(T([01][0-9]|2[0-3]):[0-5][0-9]:00(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9]))?$",
            ))
            .description(Some(
                "A day, from 1900 to 2199, or an instant of whole minutes (RFC 3339). Days are counted from the day on which an instant falls in `zone`.",
            ))
            .examples(["2024-04-05", "2024-04-05T10:00:00+07:00"])
            .into()
    }
}

impl ToSchema for TrialStart {}

impl TermTrial {
    /// The pauses, as the walk wants them.
    #[must_use]
    pub fn pauses(&self) -> Vec<Pause> {
        let all = self.pauses.iter().flatten();
        all.map(|p| Pause {
            by: 0,
            from: p.from.date(),
            ended_by: None,
            to: Some(p.to.date()),
        })
        .collect()
    }

    fn pause_faults(pauses: &[TrialPause]) -> BTreeMap<usize, Box<ValidationErrors>> {
        let mut faults: BTreeMap<usize, Box<ValidationErrors>> = BTreeMap::new();
        let mut note = |place: usize, field, code| {
            let errors = faults.entry(place).or_default();
            errors.add(field, ValidationError::new(code));
        };
        let mut before: Option<NaiveDate> = None;
        for (place, TrialPause { from, to }) in pauses.iter().enumerate() {
            let (from, to) = (from.date(), to.date());
            if to < from {
                note(place, "to", "end_before_start");
            } else if (to - from).num_days() > i64::from(MOST) {
                note(place, "to", "range");
            }
            if before.is_some_and(|end| from < end) {
                note(place, "from", "overlaps");
            }
            before = Some(before.map_or(to, |end| end.max(to)));
        }
        faults
    }
}

/// `51` or `51.71`.
fn is_region(code: &str) -> bool {
    let two = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    code.split_once('.')
        .map_or_else(|| two(code), |(province, own)| two(province) && two(own))
}

impl Validate for TermTrial {
    fn validate(&self) -> Result<(), ValidationErrors> {
        let mut errors = ValidationErrors::new();
        let named = [self.term.is_some(), self.rule_set.is_some()];
        let counted = [self.amount.is_some(), self.unit.is_some()];
        if named.contains(&true) {
            for (field, there) in ["term", "rule_set"].into_iter().zip(named) {
                if !there {
                    errors.add(field, ValidationError::new("missing"));
                }
            }
            for (field, there) in ["amount", "unit"].into_iter().zip(counted) {
                if there {
                    errors.add(field, ValidationError::new("not_together"));
                }
            }
        } else {
            for (field, there) in ["amount", "unit"].into_iter().zip(counted) {
                if !there {
                    errors.add(field, ValidationError::new("missing"));
                }
            }
        }
        match (&self.election, &self.race) {
            (Some(_), None) => errors.add("race", ValidationError::new("missing")),
            (None, Some(_)) => errors.add("election", ValidationError::new("missing")),
            _ => {}
        }
        if self.amount.is_some_and(|n| !(1..=MOST).contains(&n)) {
            errors.add("amount", ValidationError::new("range"));
        }
        if self.region.as_deref().is_some_and(|code| !is_region(code)) {
            errors.add("region", ValidationError::new("bad_format"));
        }
        let pauses = self.pauses.as_deref().unwrap_or_default();
        if pauses.len() > MOST_PAUSES {
            errors.add("pauses", ValidationError::new("length"));
        } else {
            let faults = Self::pause_faults(pauses);
            if !faults.is_empty() {
                let list = ValidationErrorsKind::List(faults);
                errors.errors_mut().insert("pauses".into(), list);
            }
        }
        if errors.is_empty() {
            Ok(())
        } else {
            Err(errors)
        }
    }
}
