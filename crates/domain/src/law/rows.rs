//! The rows of the book, as the shipped files and an installation's own rows spell them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Confidence, LawSet, citation};
use crate::{
    people::Level,
    procedure::{DestinationKind, Outcome, Term},
    time::Zone,
};

vocabulary! {
    /// In what a term is counted.
    Unit {
        WorkingDays = "working_days", "hari kerja", "working days";
        CalendarDays = "calendar_days", "hari kalender", "calendar days";
        Hours = "hours", "jam", "hours";
    }
}

vocabulary! {
    /// Which day of which paper starts a term; the start day itself is not counted.
    StartsAt {
        Effective = "effective", "hari tindakan yang membukanya", "the day of the step that opens it";
        PaperReceived = "paper_received", "hari surat diterima", "the day the paper was received";
        PaperDay = "paper_day", "tanggal surat", "the date of the paper";
        Known = "known", "hari diketahui", "the day it became known";
        Registered = "registered", "hari registrasi", "the day of registration";
    }
}

vocabulary! {
    /// When on its last day a term ends.
    EndsAt {
        OfficeClose = "office_close", "tutup kantor", "office close";
        Midnight = "midnight", "pukul 24.00", "24.00";
        Instant = "instant", "pada jamnya", "at its hour";
    }
}

/// Length, unit and start of one term under one law text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TermRow {
    /// Which term.
    pub code: Term,
    /// Under which law text.
    pub law_set: LawSet,
    /// How many units.
    pub amount: u32,
    /// Of which kind.
    pub unit: Unit,
    /// The day it counts from.
    pub starts: StartsAt,
    /// When on the last day it ends.
    pub ends: EndsAt,
    /// Whether the length holds for terms that run already; else for those that begin later alone.
    #[serde(default)]
    pub for_running: bool,
    /// When it ends for what comes online (SigapLapor), where that differs.
    #[serde(default)]
    pub ends_online: Option<EndsAt>,
    /// How well that is known.
    #[serde(default)]
    pub ends_online_confidence: Option<Confidence>,
    /// The legal source, empty where none was seen.
    #[serde(serialize_with = "citation::serialize_both")]
    pub citation: String,
    /// How well it is known.
    pub confidence: Confidence,
    /// Doubts.
    #[serde(default, serialize_with = "citation::serialize_note")]
    pub note: String,
}

/// A handling rule set and the days on which it applies to a registration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleSetRow {
    /// Which law text.
    pub code: LawSet,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day.
    pub valid_to: Option<NaiveDate>,
    /// `pemilu` or `pilkada`.
    pub elections: String,
    /// The legal source.
    #[serde(serialize_with = "citation::serialize_both")]
    pub citation: String,
    /// How well it is known.
    pub confidence: Confidence,
    /// Doubts.
    #[serde(default, serialize_with = "citation::serialize_note")]
    pub note: String,
}

/// One kind of sanction in one regime.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SanctionKind {
    /// Code, unique within the regime.
    pub code: String,
    /// `pp42`, `pp53`, `pp94`, `pp94_transition`, `asn_law`, `pppk`, `contract`.
    pub regime: String,
    /// `moral`, `ringan`, `sedang`, `berat`, or `outside` the levels.
    pub level: String,
    /// The law's Indonesian words.
    pub id: String,
    /// English.
    pub en: String,
    /// How long it lasts, in months.
    pub duration_months: Option<u32>,
    /// Cut in percent.
    pub percent: Option<u32>,
    /// Whether it ends the service or the contract; then appeal, not objection, is open.
    pub ends_employment: bool,
    /// First day on which an act may bring it.
    pub valid_from: Option<NaiveDate>,
    /// Last such day.
    pub valid_to: Option<NaiveDate>,
    /// The kind is the agency's own, so the decision names it in words.
    #[serde(default)]
    pub named_in_words: bool,
    /// Who imposes it.
    #[serde(default)]
    pub imposed_by: String,
    /// `regime/code` of the postponed kind in whose place it is imposed; else empty.
    #[serde(default)]
    pub stands_in_for: String,
    /// The legal source.
    #[serde(serialize_with = "citation::serialize_both")]
    pub citation: String,
    /// How well it is known.
    pub confidence: Confidence,
}

/// A review or control authority and its days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authority {
    /// Code, e.g. `kasn`.
    pub code: String,
    /// Indonesian name.
    pub id: String,
    /// English name.
    pub en: String,
    /// First day; none where the body does not exist yet.
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    pub valid_to: Option<NaiveDate>,
    /// Another first day that is reported too, where sources differ.
    #[serde(default)]
    pub also_from: Option<NaiveDate>,
    /// The day by which a body that does not exist yet must.
    #[serde(default)]
    pub due_by: Option<NaiveDate>,
    /// `review`, `policy`, `run_off`, `control`.
    pub role: String,
    /// The legal source.
    #[serde(serialize_with = "citation::serialize_both")]
    pub citation: String,
    /// How well it is known.
    pub confidence: Confidence,
    /// Doubts.
    #[serde(default, serialize_with = "citation::serialize_note")]
    pub note: String,
}

/// One of Bawaslu's own area codes (annex of Perbawaslu 7/2022).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// The code, e.g. `16.11`.
    pub code: String,
    /// The province part.
    pub province_code: String,
    /// The name as the annex prints it.
    pub name: String,
    /// `province`, `regency` or `city`.
    pub level: String,
    /// Oddities of the annex.
    #[serde(default, serialize_with = "citation::serialize_note")]
    pub note: String,
    /// Its time zone, which the annex does not print.
    pub zone: Zone,
    /// Where code, name and level were read.
    #[serde(serialize_with = "citation::serialize_both")]
    pub source: String,
    /// How well they are known.
    pub confidence: Confidence,
    /// Where the zone was read.
    #[serde(serialize_with = "citation::serialize_both")]
    pub zone_source: String,
    /// How well it is known.
    pub zone_confidence: Confidence,
}

/// One kind of body that is competent for one outcome of one kind of respondent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DestinationRow {
    /// `pemilu` or `pilkada`.
    pub elections: String,
    /// What was found.
    pub outcome: Outcome,
    /// The code of a kind of respondent, or `any`.
    pub subject: String,
    /// Which kind of body is competent.
    pub kind: DestinationKind,
    /// The levels of the Bawaslu offices that send there; their codes with blanks between in the file.
    #[serde(deserialize_with = "levels")]
    pub senders: Vec<Level>,
    /// First day of acts that go there.
    #[serde(default)]
    pub valid_from: Option<NaiveDate>,
    /// Last such day.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
    /// The legal source.
    #[serde(serialize_with = "citation::serialize_both")]
    pub citation: String,
    /// How well it is known.
    pub confidence: Confidence,
    /// Doubts.
    #[serde(default, serialize_with = "citation::serialize_note")]
    pub note: String,
}

/// A regime whose kinds of sanction may be imposed under a law text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegimeRow {
    /// The law text of the sanction track.
    pub law_set: LawSet,
    /// The code of a kind of respondent, or `any`; rows of the kind itself take the place of `any`.
    pub subject: String,
    /// A regime of [`SanctionKind`].
    pub regime: String,
    /// The legal source.
    #[serde(serialize_with = "citation::serialize_both")]
    pub citation: String,
    /// How well it is known.
    pub confidence: Confidence,
    /// Doubts.
    #[serde(default, serialize_with = "citation::serialize_note")]
    pub note: String,
}

/// The hours of a weekday on which reports are taken in at an office; a weekday without a row has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeHours {
    /// `pemilu` or `pilkada`.
    pub elections: String,
    /// `Mon` to `Sun`.
    pub weekday: String,
    /// The first minute of the day, since local midnight; `08:00` in the file.
    #[serde(deserialize_with = "clock")]
    pub opens: i16,
    /// The last minute of the day.
    #[serde(deserialize_with = "clock")]
    pub closes: i16,
    /// The legal source.
    #[serde(serialize_with = "citation::serialize_both")]
    pub citation: String,
    /// How well it is known.
    pub confidence: Confidence,
    /// Doubts.
    #[serde(default, serialize_with = "citation::serialize_note")]
    pub note: String,
}

fn levels<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<Level>, D::Error> {
    let level = |code| {
        Level::from_code(code).ok_or_else(|| serde::de::Error::custom(format!("level {code}")))
    };
    let text = String::deserialize(from)?;
    text.split_whitespace().map(level).collect()
}

fn clock<'de, D: serde::Deserializer<'de>>(from: D) -> Result<i16, D::Error> {
    use chrono::Timelike;
    let text = String::deserialize(from)?;
    let time =
        chrono::NaiveTime::parse_from_str(&text, "%H:%M").map_err(serde::de::Error::custom)?;
    i16::try_from(time.hour() * 60 + time.minute()).map_err(serde::de::Error::custom)
}
