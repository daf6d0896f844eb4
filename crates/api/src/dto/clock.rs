//! Days and clock times in requests, read strictly.

use std::fmt;

use chrono::{DateTime, Datelike as _, NaiveDate};
use netralitas_domain::time::Moment;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        ObjectBuilder, RefOr, Schema,
        schema::{KnownFormat, SchemaFormat, Type},
    },
};
use validator::ValidationError;

/// A day of the calendar, `YYYY-MM-DD`, from 1900 to 2199: what lies outside is a slip, and no calendar
/// reaches there. Nothing but that form is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Day(NaiveDate);

impl Day {
    /// The day.
    #[must_use]
    pub const fn date(self) -> NaiveDate {
        self.0
    }

    /// The day that a text names in that form.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let form = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| {
                if matches!(at, 4 | 7) {
                    byte == b'-'
                } else {
                    byte.is_ascii_digit()
                }
            });
        let day: NaiveDate = form.then(|| text.parse().ok()).flatten()?;
        (1900..2200).contains(&day.year()).then_some(Self(day))
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Day;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a day")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Day, E> {
                // The text is not part of the message: it is the caller's.
                Day::parse(text).ok_or_else(|| E::custom("not a day"))
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

impl PartialSchema for Day {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
            .pattern(Some(
                "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
            ))
            .description(Some("A day of the calendar, from 1900 to 2199."))
            .examples(["2024-10-14"])
            .into()
    }
}

impl ToSchema for Day {}

/// An instant as RFC 3339 writes it, with an offset, from 1900 to 2199.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(Moment);

impl Instant {
    /// The instant, in microseconds.
    #[must_use]
    pub const fn moment(self) -> Moment {
        self.0
    }

    fn parse(text: &str) -> Option<Self> {
        // Nothing but digits and signs where they belong: the reader of chrono takes more than RFC 3339 says.
        Day::parse(text.get(..10)?)?;
        (text.len() <= 35 && text.as_bytes().get(10) == Some(&b'T')).then_some(())?;
        let read = DateTime::parse_from_rfc3339(text).ok()?;
        Some(Self(Moment(read.timestamp_micros())))
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("not an instant"))
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.rfc3339())
    }
}

impl PartialSchema for Instant {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .description(Some("An instant (RFC 3339), from 1900 to 2199."))
            .examples(["2024-10-16T03:00:00Z"])
            .into()
    }
}

impl ToSchema for Instant {}

/// `HH:MM` as minutes since midnight.
#[must_use]
pub fn minutes(clock: &str) -> Option<i16> {
    let (hours, minutes) = clock.split_once(':')?;
    let digits = |t: &str| t.len() == 2 && t.bytes().all(|b| b.is_ascii_digit());
    if !digits(hours) || !digits(minutes) {
        return None;
    }
    let (hours, minutes): (i16, i16) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

pub(super) fn clock_form(clock: &str) -> Result<(), ValidationError> {
    minutes(clock)
        .map(|_| ())
        .ok_or_else(|| ValidationError::new("bad_format"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_one_form() {
        assert!(Day::parse("2024-02-29").is_some());
        for wrong in [
            "",
            "2024-2-9",
            "2023-02-29",
            "+12024-01-01",
            "0024-01-01",
            "2200-01-01",
            " 2024-01-01",
            "2024-01-01T",
            "２024-01-1",
        ] {
            assert!(Day::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn a_clock_time_has_one_form() {
        assert_eq!((minutes("00:00"), minutes("23:59")), (Some(0), Some(1439)));
        for wrong in ["", "24:00", "9:30", "09:60", "+9:30", "09:3 "] {
            assert!(minutes(wrong).is_none(), "{wrong}");
        }
    }
}
