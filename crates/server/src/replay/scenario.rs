//! Scenario files: a story in TOML, step by step, with what is expected of each step.
//!
//! Owns the format; `examples/README.md` describes it for those who write one.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, Timelike};
use netralitas_domain::{
    procedure::{Action, Machine},
    time::{Moment, Zone},
};
use serde::{Deserialize, Deserializer, de::Error as _};

/// A story.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Its title.
    pub name: Words,
    /// What it shows.
    #[serde(default)]
    pub description: Words,
    /// The election of its cases.
    pub election: String,
    /// The race of its cases.
    pub race: String,
    /// The zone of the clock times of its steps.
    #[serde(default = "western")]
    pub zone: Zone,
    /// The steps, in the order in which they are recorded.
    #[serde(rename = "step")]
    pub steps: Vec<Step>,
}

/// Words of whoever wrote the story: in both languages, or one text that stands for both.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Written")]
pub struct Words {
    /// Indonesian.
    pub id: String,
    /// English.
    pub en: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Both(Both),
    One(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Both {
    id: String,
    en: String,
}

impl From<Written> for Words {
    fn from(written: Written) -> Self {
        let (id, en) = match written {
            Written::Both(Both { id, en }) => (id, en),
            Written::One(text) => (text.clone(), text),
        };
        Self { id, en }
    }
}

const fn western() -> Zone {
    Zone::Wib
}

/// One step: recorded at an instant by an account.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// When it is recorded: the simulated clock, in the zone of the scenario.
    #[serde(deserialize_with = "local")]
    pub at: NaiveDateTime,
    /// The user name of the account.
    #[serde(rename = "as")]
    pub account: String,
    /// The user name of the second person, where two must act.
    #[serde(default)]
    pub second: Option<String>,
    /// The action.
    #[serde(rename = "do")]
    pub action: Action,
    /// The track: `case`, or a machine and the place of a respondent, as in `review 1`.
    #[serde(default = "the_case")]
    pub on: Alias,
    /// The case, where the story has several.
    #[serde(default)]
    pub case: String,
    /// The body as the API takes it; names that begin with `@` are replaced.
    #[serde(default)]
    pub body: toml::Table,
    /// What must come of it.
    #[serde(default)]
    pub expect: Expect,
}

/// What must come of a step. Nothing said, nothing checked, except that a step is taken unless `refused`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Expect {
    /// Where the track then stands.
    pub stage: Option<String>,
    /// The last day of terms of the track.
    pub due: BTreeMap<String, String>,
    /// The terms of the track that are then open, all of them.
    pub open: Option<Vec<String>>,
    /// Numbers that the step gives. The sequence is compared in a database without other cases only.
    pub numbers: Vec<String>,
    /// The term that the step should have kept and did not; `none` for a step in time.
    pub late: Option<String>,
    /// Where other tracks then stand.
    pub others: BTreeMap<String, String>,
    /// The code with which it is refused.
    pub refused: Option<String>,
}

/// A track by its place in the story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The machine.
    pub machine: Machine,
    /// The place of the respondent in the filing, from 1; 0 for the case itself.
    pub respondent: usize,
}

fn the_case() -> Alias {
    Alias {
        machine: Machine::Case,
        respondent: 0,
    }
}

impl Alias {
    /// Reads `case` or a machine and a place.
    ///
    /// # Errors
    /// Another text.
    pub fn parse(text: &str) -> Result<Self, String> {
        let refused = || {
            format!(
                "{text}: a track is `case`, or a machine and the place of a respondent, as in `review 1`"
            )
        };
        if text == "case" {
            return Ok(the_case());
        }
        let (machine, place) = text.split_once(' ').ok_or_else(refused)?;
        let machine = Machine::from_code(machine)
            .filter(|m| *m != Machine::Case)
            .ok_or_else(refused)?;
        let respondent = place.parse().ok().filter(|n| *n > 0).ok_or_else(refused)?;
        Ok(Self {
            machine,
            respondent,
        })
    }
}

impl<'de> Deserialize<'de> for Alias {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

fn local<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDateTime, D::Error> {
    let text = String::deserialize(deserializer)?;
    NaiveDateTime::parse_from_str(&text, "%Y-%m-%d %H:%M")
        .map_err(|_| D::Error::custom("`at` is a day and a clock time, as in \"2024-10-14 09:30\""))
}

impl Scenario {
    /// Reads a file's text.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|e| e.to_string())
    }
}

impl Step {
    /// The instant of the recording.
    #[must_use]
    pub fn moment(&self, zone: Zone) -> Moment {
        let minute = i16::try_from(self.at.hour() * 60 + self.at.minute()).unwrap_or(0);
        zone.instant(self.at.date(), minute)
    }
}

impl Expect {
    /// The expected last day of a term.
    ///
    /// # Errors
    /// A text that is no day.
    pub fn day(text: &str) -> Result<NaiveDate, String> {
        text.parse().map_err(|_| format!("{text} is no day"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tracks_are_named_by_machine_and_place() {
        assert_eq!(
            Alias::parse("review 2").unwrap(),
            Alias {
                machine: Machine::Review,
                respondent: 2
            }
        );
        assert_eq!(Alias::parse("case").unwrap(), the_case());
        for wrong in ["", "case 1", "review", "review 0", "review x", "thing 1"] {
            assert!(Alias::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_misspelt_word_is_refused_with_its_place() {
        let head = "name = 'x'\nelection = 'e'\nrace = 'r'\n";
        let step = "[[step]]\nat = '2024-10-14 09:30'\nas = 'a'\ndo = 'file_report'\n";
        assert_eq!(
            Scenario::parse(&format!("{head}{step}"))
                .unwrap()
                .steps
                .len(),
            1
        );
        for wrong in ["whom = 1\n", "expect = { stege = 'x' }\n", "on = 'cases'\n"] {
            let error = Scenario::parse(&format!("{head}{step}{wrong}")).unwrap_err();
            assert!(error.contains("line"), "{error}");
        }
        assert!(Scenario::parse(&format!("{head}{}", step.replace("09:30", "9.30"))).is_err());
        assert!(
            Scenario::parse(&format!("{head}{}", step.replace("file_report", "file"))).is_err()
        );
    }
}
