//! The roads of synthetic matters, from files: steps on days counted from what a plan says of a matter.

use chrono::{Days, NaiveDate};
use netralitas_domain::{
    procedure::{Action, Machine, Rule, operations},
    time::{Moment, Zone},
};
use serde::{Deserialize, Deserializer, de::Error as _};
use serde_json::Value;

/// A stretch of a road.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// A finding of Bawaslu, to its recommendation.
    Finding,
    /// A report at Bawaslu, to its recommendation.
    Report,
    /// A complaint at the authority.
    AtAuthority,
    /// The authority examines.
    Review,
    /// It finds proven and recommends.
    Proven,
    /// It finds nothing.
    NotProven,
    /// The personnel officer (PPK) imposes.
    Imposed,
}

const STRETCHES: &[(Stretch, &str)] = &[
    (
        Stretch::Finding,
        include_str!("../../generate/finding.toml"),
    ),
    (Stretch::Report, include_str!("../../generate/report.toml")),
    (
        Stretch::AtAuthority,
        include_str!("../../generate/at-authority.toml"),
    ),
    (Stretch::Review, include_str!("../../generate/review.toml")),
    (Stretch::Proven, include_str!("../../generate/proven.toml")),
    (
        Stretch::NotProven,
        include_str!("../../generate/not-proven.toml"),
    ),
    (
        Stretch::Imposed,
        include_str!("../../generate/imposed.toml"),
    ),
];

/// A day of a matter from which others are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Its respondent's matter comes before the review authority.
    Reported,
    /// The authority finds.
    Found,
    /// The personnel officer (PPK) imposes.
    Imposed,
}

/// A day counted from a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct From {
    mark: Mark,
    days: i64,
}

impl From {
    /// Reads `found`, `reported-5` or `imposed+2`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let at = text.find(['+', '-']).unwrap_or(text.len());
        let (mark, days) = text.split_at(at);
        let mark = match mark {
            "reported" => Mark::Reported,
            "found" => Mark::Found,
            "imposed" => Mark::Imposed,
            _ => return None,
        };
        let days = if days.is_empty() {
            0
        } else {
            days.parse().ok()?
        };
        Some(Self { mark, days })
    }

    /// The day, of a matter with these marks.
    #[must_use]
    pub fn day(self, marks: impl Fn(Mark) -> Option<NaiveDate>) -> Option<NaiveDate> {
        let count = Days::new(self.days.unsigned_abs());
        let from = marks(self.mark)?;
        if self.days < 0 {
            from.checked_sub_days(count)
        } else {
            from.checked_add_days(count)
        }
    }
}

/// When a step is taken and recorded.
#[derive(Debug, Clone, Copy)]
pub struct When {
    from: From,
    minute: i16,
}

impl When {
    /// The instant, in a zone.
    #[must_use]
    pub fn moment(self, zone: Zone, marks: impl Fn(Mark) -> Option<NaiveDate>) -> Option<Moment> {
        Some(zone.instant(self.from.day(marks)?, self.minute))
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let read = || {
            let (day, hour) = text.split_once(' ')?;
            let (hour, minute) = hour.split_once(':')?;
            let minute = hour.parse::<i16>().ok()? * 60 + minute.parse::<i16>().ok()?;
            Some(Self {
                from: From::parse(day)?,
                minute,
            })
        };
        read().ok_or_else(|| {
            D::Error::custom(format!("{text}: a day counted from a mark, and an hour"))
        })
    }
}

/// One step, for every matter on the road.
#[derive(Debug, Clone)]
pub struct Step {
    /// The row of the tables.
    pub rule: &'static Rule,
    /// The machine of its track.
    pub machine: Machine,
    /// Whose office acts: `handling`, `authority` or `agency`, and the first word of the account there.
    pub by: (String, String),
    /// When.
    pub when: When,
    /// The body as the API takes it; texts in braces are filled in.
    pub body: Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "step")]
    steps: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(rename = "do")]
    action: Action,
    by: String,
    #[serde(default)]
    on: Option<Machine>,
    when: When,
    #[serde(default)]
    body: Value,
}

/// Every stretch, read once.
#[derive(Debug)]
pub struct Roads(Vec<(Stretch, Vec<Step>)>);

impl Roads {
    /// Reads the files that come with the program.
    ///
    /// # Errors
    /// What is wrong with one; a test sees that nothing is.
    pub fn shipped() -> Result<Self, String> {
        let read = |(stretch, text): &(Stretch, &str)| {
            let file: File = toml::from_str(text).map_err(|e| format!("{stretch:?}: {e}"))?;
            let steps = file.steps.into_iter().map(step).collect::<Result<_, _>>()?;
            Ok((*stretch, steps))
        };
        Ok(Self(
            STRETCHES.iter().map(read).collect::<Result<_, String>>()?,
        ))
    }

    /// The steps of a stretch.
    #[must_use]
    pub fn of(&self, stretch: Stretch) -> &[Step] {
        let found = self.0.iter().find(|(s, _)| *s == stretch);
        found.map_or(&[], |(_, steps)| steps)
    }
}

fn step(written: Written) -> Result<Step, String> {
    let machine = written.on.unwrap_or(Machine::Case);
    let unknown = || {
        format!(
            "{} on {}: no such step",
            written.action.code(),
            machine.code()
        )
    };
    let rule = operations()
        .into_iter()
        .find(|r| r.action == written.action && r.machine() == machine);
    let (slot, seat) = written.by.split_once('.').ok_or_else(unknown)?;
    Ok(Step {
        rule: rule.ok_or_else(unknown)?,
        machine,
        by: (slot.to_owned(), seat.to_owned()),
        when: written.when,
        body: match written.body {
            Value::Null => Value::Object(serde_json::Map::new()),
            body => body,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_roads_read_and_days_are_counted_from_marks() {
        let roads = Roads::shipped().unwrap();
        assert!(STRETCHES.iter().all(|(s, _)| !roads.of(*s).is_empty()));
        let first = NaiveDate::from_ymd_opt(2020, 3, 1).unwrap();
        let marks = |mark| (mark == Mark::Reported).then_some(first);
        let day = |text: &str| From::parse(text).and_then(|from| from.day(marks));
        assert_eq!(day("reported"), Some(first));
        assert_eq!(day("reported-1").unwrap().to_string(), "2020-02-29");
        assert_eq!(day("reported+2").unwrap().to_string(), "2020-03-03");
        assert_eq!(day("found"), None);
        assert!(From::parse("lost+1").is_none() && From::parse("found+x").is_none());
    }
}
