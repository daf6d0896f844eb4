//! The dated law, as the document shows it. The rows themselves come from the domain; a test compares the two
//! shapes.

use chrono::NaiveDate;
use netralitas_domain::law::{self, Book, citation};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    law_catalogue::{LawEffect, LawImposer, LawStage, LawSubject},
    reference::BothTexts,
    words,
};

/// The dated law that this installation works by: the codes that filings and sanctions name, with the source of
/// each row and how well it is known. Lengths of terms stand in the procedure.
#[derive(Debug, Serialize, ToSchema)]
pub struct LawBook<'a> {
    /// Elections, one row per race; a filing names `code` and `race` of one.
    #[schema(value_type = Vec<LawElection>)]
    pub elections: &'a [law::Election],
    /// Kinds of sanction; a measure names `regime` and `code` of one.
    #[schema(value_type = Vec<LawSanctionKind>)]
    pub sanction_kinds: &'a [law::SanctionKind],
    /// Review and control authorities and their days.
    #[schema(value_type = Vec<LawAuthority>)]
    pub authorities: &'a [law::Authority],
    /// Handling rule sets and the days on which they apply to a registration.
    #[schema(value_type = Vec<LawRuleSet>)]
    pub rule_sets: &'a [law::RuleSetRow],
    /// Which body is competent for which outcome of which kind of respondent, outside the review of civil servants.
    #[schema(value_type = Vec<LawDestination>)]
    pub destinations: &'a [law::DestinationRow],
    /// Regimes from which sanctions under a law text may be taken.
    #[schema(value_type = Vec<LawRegime>)]
    pub regimes: &'a [law::RegimeRow],
    /// Hours at which offices take in reports; outside them a filing is marked, not refused. In the quiet period and
    /// on voting day there are none.
    #[schema(value_type = Vec<LawOfficeHours<'static>>)]
    pub office_hours: Vec<LawOfficeHours<'a>>,
    /// Stages of elections, from which the days of `elections` follow; a later row of a stage takes the place of an
    /// earlier one.
    #[schema(value_type = Vec<LawStage>)]
    pub stages: &'a [law::StageRow],
    /// Kinds of person and what holds for each.
    #[schema(value_type = Vec<LawSubject>)]
    pub subjects: &'a [law::SubjectRow],
    /// What kinds of sanction do while they run.
    #[schema(value_type = Vec<LawEffect>)]
    pub effects: &'a [law::EffectRow],
    /// Which officials may impose what on whom.
    #[schema(value_type = Vec<LawImposer>)]
    pub imposers: &'a [law::ImposerRow],
    /// The calendar.
    pub calendar: LawCalendar<'a>,
}

/// The calendar: Monday to Friday are worked, less these days.
#[derive(Debug, Serialize, ToSchema)]
pub struct LawCalendar<'a> {
    /// The version that computed days name.
    pub version: &'a str,
    /// Days off by decree, in order.
    #[schema(value_type = Vec<LawHoliday>)]
    pub holidays: Vec<&'a law::Holiday>,
    /// Rows whose place a later decree took, and decrees that took a day back; of one day in the order of the decrees.
    #[schema(value_type = Vec<LawHoliday>)]
    pub superseded: Vec<&'a law::Holiday>,
}

impl<'a> LawBook<'a> {
    /// Of a book.
    #[must_use]
    pub fn of(book: &'a Book) -> Self {
        Self {
            elections: &book.elections,
            sanction_kinds: &book.sanction_kinds,
            authorities: &book.authorities,
            rule_sets: &book.rule_sets,
            destinations: &book.destinations,
            regimes: &book.regimes,
            office_hours: book.office_hours.iter().map(LawOfficeHours::of).collect(),
            stages: &book.stages,
            subjects: &book.subjects,
            effects: &book.effects,
            imposers: &book.imposers,
            calendar: LawCalendar {
                version: book.calendar.version(),
                holidays: book.calendar.holidays().collect(),
                superseded: book.calendar.superseded().collect(),
            },
        }
    }
}

/// One election of one race.
#[derive(Debug, ToSchema)]
pub struct LawElection {
    /// The code, e.g. `pilkada-2024`.
    pub code: String,
    /// Indonesian name.
    pub id: String,
    /// English name.
    pub en: String,
    /// `pemilu` (general) or `pilkada` (regional).
    pub kind: String,
    /// The race, e.g. `regent`.
    pub race: String,
    /// The kind inside numbers.
    #[schema(value_type = words::KindCode)]
    pub number_kind: String,
    /// The day candidates were fixed.
    pub candidates_fixed: Option<NaiveDate>,
    /// First day of the campaign.
    pub campaign_from: Option<NaiveDate>,
    /// Last day of the campaign.
    pub campaign_to: Option<NaiveDate>,
    /// First day of the quiet period.
    pub quiet_from: Option<NaiveDate>,
    /// Last day of the quiet period.
    pub quiet_to: Option<NaiveDate>,
    /// Voting day.
    pub voting: Option<NaiveDate>,
    /// The legal source.
    pub citation: BothTexts,
    /// Where it was read; empty where no address was seen.
    pub address: String,
    /// How well the least known of it is known, its days included.
    #[schema(value_type = words::Confidence)]
    pub confidence: String,
    /// Doubts.
    pub note: BothTexts,
}

/// One kind of sanction in one regime.
#[derive(Debug, ToSchema)]
pub struct LawSanctionKind {
    /// The code, unique within the regime.
    pub code: String,
    /// The regime, e.g. `pp94`.
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
    /// Whether it ends the service or the contract.
    pub ends_employment: bool,
    /// First day on which an act may bring it.
    pub valid_from: Option<NaiveDate>,
    /// Last such day.
    pub valid_to: Option<NaiveDate>,
    /// The kind is the agency's own, so the decision names it in words (`kind_in_words`).
    pub named_in_words: bool,
    /// Who imposes it.
    pub imposed_by: String,
    /// `regime/code` of the postponed kind in whose place it is imposed, or empty.
    pub stands_in_for: String,
    /// The kinds of person that it is limited to; every kind of its regime where there is none.
    #[schema(value_type = Vec<words::SubjectKind>)]
    pub subjects: Vec<String>,
    /// The legal source.
    pub citation: BothTexts,
    /// Where it was read; empty where no address was seen.
    pub address: String,
    /// How well it is known.
    #[schema(value_type = words::Confidence)]
    pub confidence: String,
}

/// An authority in one role, and its days.
#[derive(Debug, ToSchema)]
pub struct LawAuthority {
    /// The code, e.g. `kasn`.
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
    pub also_from: Option<NaiveDate>,
    /// The day by which a body that does not exist yet must.
    pub due_by: Option<NaiveDate>,
    /// `review`, `policy`, `run_off` or `control`.
    pub role: String,
    /// The legal source.
    pub citation: BothTexts,
    /// Where it was read; empty where no address was seen.
    pub address: String,
    /// How well it is known.
    #[schema(value_type = words::Confidence)]
    pub confidence: String,
    /// Doubts.
    pub note: BothTexts,
}

/// A handling rule set and its days.
#[derive(Debug, ToSchema)]
pub struct LawRuleSet {
    /// The law text.
    #[schema(value_type = words::LawSet)]
    pub code: String,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day.
    pub valid_to: Option<NaiveDate>,
    /// `pemilu` (general) or `pilkada` (regional).
    pub elections: String,
    /// The legal source.
    pub citation: BothTexts,
    /// Where it was read; empty where no address was seen.
    pub address: String,
    /// How well it is known.
    #[schema(value_type = words::Confidence)]
    pub confidence: String,
    /// Doubts.
    pub note: BothTexts,
}

/// A day off by decree.
#[derive(Debug, ToSchema)]
pub struct LawHoliday {
    /// The day.
    pub day: NaiveDate,
    /// What the decree makes of it.
    #[schema(value_type = words::HolidayKind)]
    pub kind: String,
    /// The region whose day it is, by its Kemendagri code; the whole country without one.
    pub region: Option<String>,
    /// Its name.
    pub name: String,
    /// The decree.
    pub decree: BothTexts,
    /// Where the row comes from.
    pub source: BothTexts,
    /// How well it is known.
    #[schema(value_type = words::Confidence)]
    pub confidence: String,
    /// The decree of its year is still to come.
    pub provisional: bool,
    /// Whether terms of offices in its region leave it out, where it is a day of one region. Days of the whole country
    /// always are left out.
    pub in_terms: bool,
}

/// Which body is competent.
#[derive(Debug, ToSchema)]
pub struct LawDestination {
    /// `pemilu` (general) or `pilkada` (regional).
    pub elections: String,
    /// What was found.
    #[schema(value_type = words::Outcome)]
    pub outcome: String,
    /// The code of a kind of respondent, or `any`.
    pub subject: String,
    /// Which kind of body is competent.
    #[schema(value_type = words::DestinationKind)]
    pub kind: String,
    /// The levels of the Bawaslu offices that send there.
    #[schema(value_type = Vec<words::Level>)]
    pub senders: Vec<String>,
    /// First day of acts that go there.
    pub valid_from: Option<NaiveDate>,
    /// Last such day.
    pub valid_to: Option<NaiveDate>,
    /// The legal source.
    pub citation: BothTexts,
    /// Where it was read; empty where no address was seen.
    pub address: String,
    /// How well it is known; an unsure one is taken with a reason.
    #[schema(value_type = words::Confidence)]
    pub confidence: String,
    /// Doubts.
    pub note: BothTexts,
}

/// A regime whose kinds may be imposed under a law text.
#[derive(Debug, ToSchema)]
pub struct LawRegime {
    /// The law text of the sanction.
    #[schema(value_type = words::LawSet)]
    pub law_set: String,
    /// The code of a kind of respondent, or `any`.
    pub subject: String,
    /// The regime.
    pub regime: String,
    /// First day; none where it was not seen.
    pub valid_from: Option<NaiveDate>,
    /// Last day.
    pub valid_to: Option<NaiveDate>,
    /// The legal source.
    pub citation: BothTexts,
    /// Where it was read; empty where no address was seen.
    pub address: String,
    /// How well it is known.
    #[schema(value_type = words::Confidence)]
    pub confidence: String,
    /// Doubts.
    pub note: BothTexts,
}

/// Hours of intake of a weekday.
#[derive(Debug, Serialize, ToSchema)]
pub struct LawOfficeHours<'a> {
    /// `pemilu` (general) or `pilkada` (regional).
    pub elections: &'a str,
    /// `Mon` to `Sun`.
    pub weekday: &'a str,
    /// From, `HH:MM` local time.
    pub opens: String,
    /// To, `HH:MM` local time.
    pub closes: String,
    /// The legal source.
    #[schema(value_type = BothTexts)]
    pub citation: citation::BothTexts,
    /// Where it was read; empty where no address was seen.
    pub address: &'a str,
    /// How well it is known.
    #[schema(value_type = words::Confidence)]
    pub confidence: law::Confidence,
    /// Doubts.
    #[schema(value_type = BothTexts)]
    pub note: citation::BothTexts,
}

impl<'a> LawOfficeHours<'a> {
    fn of(row: &'a law::OfficeHours) -> Self {
        Self {
            elections: &row.elections,
            weekday: &row.weekday,
            opens: netralitas_app::writing::receipt::clock_time(row.opens),
            closes: netralitas_app::writing::receipt::clock_time(row.closes),
            citation: citation::both(&row.citation),
            address: &row.address,
            confidence: row.confidence,
            note: citation::note_in_both(&row.note),
        }
    }
}
