//! The account of a term: its last day, day by day, with the rule that was used.

use chrono::NaiveDate;
use netralitas_domain::{
    law::{
        Close, Confidence, Coverage, DayMark, FirstDay, Holiday, HolidayKind, PauseUsed, Roll,
        TermAccount, TermRow, TraceDay, TraceWord, Unit, citation, questions::Doubt,
    },
    procedure::Action,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    answer::Named,
    law_answers::{self, CodedWord},
    reference::{BothTexts, Coded},
    words,
};
use crate::extract::Language;

/// When a term ends, and how that was counted.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TermAccountOut {
    /// The last day.
    pub due_on: NaiveDate,
    /// The instant it ends (RFC 3339, UTC).
    pub due_at: String,
    /// The version of the calendar that was used.
    pub calendar_version: String,
    /// How far that version knows the days off of the years it runs through.
    #[schema(value_type = words::Coverage)]
    pub coverage: Coverage,
    /// Its text.
    pub coverage_text: &'static str,
    /// Doubts.
    #[schema(value_type = Vec<Coded>)]
    pub doubts: Vec<CodedWord>,
    /// The rule that was used.
    pub rule: RuleOut,
    /// Every day from the start to the last one.
    pub trace: Vec<DayOut>,
    /// When it did not run; each with the days of the term that fell into it.
    pub pauses: Vec<PauseOut>,
}

/// How a term was counted.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RuleOut {
    /// How many units.
    pub amount: u32,
    /// Of which kind.
    #[schema(value_type = words::Unit)]
    pub unit: Unit,
    /// What becomes of the start.
    #[schema(value_type = words::FirstDay)]
    pub first_day: FirstDay,
    /// Its text.
    pub first_day_text: &'static str,
    /// How well that is known.
    #[schema(value_type = words::Confidence)]
    pub first_day_confidence: Confidence,
    /// What becomes of a last day on which nobody works.
    #[schema(value_type = words::Roll)]
    pub roll: Roll,
    /// Its text.
    pub roll_text: &'static str,
    /// How well that is known.
    #[schema(value_type = words::Confidence)]
    pub roll_confidence: Confidence,
    /// The end of the last day.
    pub end_of_day: EndOfDayOut,
    /// The legal source of length and unit; absent where no row of the law book was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// How well they are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Confidence>)]
    pub confidence: Option<Confidence>,
    /// Doubts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// When on its last day a term ends.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct EndOfDayOut {
    /// `office_close`, `midnight`, `instant`, or `no_office_hours`: it would end when the office closes, and the law
    /// book has no hours for that day; then it ends at 24.00. `round_the_clock`: offices take in reports around the
    /// clock on that day, the quiet period or the day of voting of the race; then it ends at 24.00 too.
    pub code: &'static str,
    /// Local time, `HH:MM`; `24:00` is the end of the day.
    pub time: String,
    /// The legal source of the office hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// How well they are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Confidence>)]
    pub confidence: Option<Confidence>,
}

/// A day of the account.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DayOut {
    /// The day.
    pub day: NaiveDate,
    /// What it was.
    #[schema(value_type = words::TraceWord)]
    pub mark: TraceWord,
    /// Its text.
    pub text: &'static str,
    /// The how many-th counted day it is; not for hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// Minutes of it that counted, for hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<i16>,
    /// Minutes counted up to its end, for hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes_in_all: Option<u64>,
    /// Why it is a day off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holiday: Option<HolidayOut>,
    /// The place of the pause in `pauses`, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pause: Option<usize>,
}

/// A day off, as the calendar has it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct HolidayOut {
    /// As what it is off.
    #[schema(value_type = words::HolidayKind)]
    pub kind: HolidayKind,
    /// Its text.
    pub kind_text: &'static str,
    /// Its name, in Indonesian.
    pub name: String,
    /// The decree.
    #[schema(value_type = BothTexts)]
    pub decree: citation::BothTexts,
    /// How well it is known.
    #[schema(value_type = words::Confidence)]
    pub confidence: Confidence,
    /// The decree of its year is still to come.
    pub provisional: bool,
}

/// When a term did not run.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PauseOut {
    /// Its first day, which still counts.
    pub from: NaiveDate,
    /// Its last day, which does not count; absent while it lasts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// How many days of the term fell into it.
    pub days_used: u32,
    /// The step that began it, on a track.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<i64>,
    /// Its ground: what that step did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ground: Option<Named>,
}

impl TermAccountOut {
    /// Renders an account; `ground` names what the step that began a pause did.
    pub fn of(
        account: &TermAccount<'_>,
        (amount, unit): (u32, Unit),
        row: Option<&TermRow>,
        doubts: &[Doubt],
        ground: impl Fn(i64) -> Option<Action>,
        language: Language,
    ) -> Self {
        let pause = |used: &PauseUsed| {
            let action = ground(used.pause.by);
            PauseOut {
                from: used.pause.from,
                to: used.pause.to,
                days_used: used.days,
                by: action.map(|_| used.pause.by),
                ground: action.map(|a| Named::of(a, language)),
            }
        };
        Self {
            due_on: account.due_day,
            due_at: account.due_at.rfc3339(),
            calendar_version: account.version.to_owned(),
            coverage: account.coverage,
            coverage_text: language.pick(account.coverage.text()),
            doubts: law_answers::all(doubts),
            rule: RuleOut {
                amount,
                unit,
                first_day: account.first_day,
                first_day_text: language.pick(account.first_day.text()),
                first_day_confidence: account.first_day.confidence(),
                roll: account.roll,
                roll_text: language.pick(account.roll.text()),
                roll_confidence: account.roll.confidence(),
                end_of_day: EndOfDayOut::of(account.close, language),
                basis: row
                    .filter(|r| !r.citation.is_empty())
                    .map(|r| language.cite(&r.citation)),
                confidence: row.map(|r| r.confidence),
                note: row
                    .filter(|r| !r.note.is_empty())
                    .map(|r| language.note(&r.note)),
            },
            trace: account
                .days
                .iter()
                .map(|d| DayOut::of(d, language))
                .collect(),
            pauses: account.pauses.iter().map(pause).collect(),
        }
    }
}

impl EndOfDayOut {
    fn of(close: Close<'_>, language: Language) -> Self {
        let (code, source) = match close {
            Close::Office(hours) => (
                "office_close",
                Some((hours.citation.as_str(), hours.confidence)),
            ),
            Close::NoHours => ("no_office_hours", None),
            Close::RoundTheClock(cite, confidence) => ("round_the_clock", Some((cite, confidence))),
            Close::Midnight => ("midnight", None),
            Close::Instant(_) => ("instant", None),
        };
        Self {
            code,
            time: netralitas_app::writing::receipt::clock_time(close.minute()),
            basis: source.map(|(cite, _)| language.cite(cite)),
            confidence: source.map(|(_, confidence)| confidence),
        }
    }
}

impl DayOut {
    fn of(day: &TraceDay<'_>, language: Language) -> Self {
        let word = day.mark.word();
        let bare = Self {
            day: day.day,
            mark: word,
            text: language.pick(word.text()),
            number: None,
            minutes: None,
            minutes_in_all: None,
            holiday: None,
            pause: None,
        };
        match day.mark {
            DayMark::Start | DayMark::Weekend | DayMark::Carried => bare,
            DayMark::Counted(number) => Self {
                number: Some(number),
                ..bare
            },
            DayMark::Hours { minutes, total } => Self {
                minutes: Some(minutes),
                minutes_in_all: Some(total),
                ..bare
            },
            DayMark::Holiday(row) => Self {
                holiday: Some(HolidayOut::of(row, language)),
                ..bare
            },
            DayMark::Paused(place) => Self {
                pause: Some(place),
                ..bare
            },
        }
    }
}

impl HolidayOut {
    fn of(row: &Holiday, language: Language) -> Self {
        Self {
            kind: row.kind,
            kind_text: language.pick(row.kind.text()),
            name: row.name.clone(),
            decree: citation::both(&row.decree),
            confidence: row.confidence,
            provisional: row.provisional,
        }
    }
}
