//! Changes of the law book: as they are asked for, what they would move, and as they were made.

use chrono::NaiveDate;
use netralitas_app::law_changes::{LawChange, LawChangeIn, Preview, WouldMove};
use netralitas_domain::{
    law::{
        self, Addition, Confidence, ElectionStage, HolidayKind, LawSet, NewRow, StageChange, Unit,
    },
    procedure::Term,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{answer::Named, words};
use crate::extract::Language;

/// Rows for the law book from one source. At least one row.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewLawChange {
    /// Days that a decree makes off, or takes back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[validate(length(max = 100), nested)]
    #[schema(max_items = 100)]
    pub days_off: Vec<NewDayOff>,
    /// Other lengths of terms.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[validate(length(max = 100), nested)]
    #[schema(max_items = 100)]
    pub term_lengths: Vec<NewTermLength>,
    /// Authorities.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[validate(length(max = 100), nested)]
    #[schema(max_items = 100)]
    pub authorities: Vec<NewAuthority>,
    /// Stages of elections that a decision sets, moves, annuls or repeats.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[validate(length(max = 100), nested)]
    #[schema(max_items = 100)]
    pub stages: Vec<NewStage>,
    /// The instrument and article, or the letter, that says so.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500, example = "SKB 3 Menteri 933/2025")]
    pub source: String,
    /// How well it is known.
    #[schema(value_type = words::Confidence)]
    pub confidence: Confidence,
    /// Why the book is changed.
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    pub reason: String,
}

/// A day off by decree, or one taken back.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDayOff {
    /// The day.
    pub day: NaiveDate,
    /// What it becomes.
    #[schema(value_type = words::HolidayKind)]
    pub becomes: HolidayKind,
    /// Its name.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub name: String,
    /// The region whose day it is, by the code of the Ministry of Home Affairs; the whole country without one.
    #[validate(length(min = 2, max = 5))]
    #[schema(min_length = 2, max_length = 5, example = "51")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Whether terms of offices in the region leave the day out. No text that was seen says that they do, so the row
    /// has to; `false` where it is left out. Days of the whole country always are left out.
    #[serde(default)]
    pub in_terms: bool,
}

/// Another length of a term under a law text.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTermLength {
    /// Which term.
    #[schema(value_type = words::Term)]
    pub term: Term,
    /// Under which law text.
    #[schema(value_type = words::LawSet)]
    pub law_set: LawSet,
    /// How many units.
    #[validate(range(min = 1, max = 1000))]
    #[schema(minimum = 1, maximum = 1000)]
    pub amount: u32,
    /// Of which kind.
    #[schema(value_type = words::Unit)]
    pub unit: Unit,
    /// Whether it holds for terms that run already; `false` where it is left out.
    #[serde(default)]
    pub for_running: bool,
}

/// An authority and the days on which it does something.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAuthority {
    /// Its code.
    #[validate(length(min = 1, max = 80))]
    #[schema(min_length = 1, max_length = 80, example = "bkn")]
    pub code: String,
    /// Indonesian name.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub id: String,
    /// English name.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub en: String,
    /// What it does: `review`, `policy`, `run_off` or `control`.
    #[validate(length(min = 1, max = 80))]
    #[schema(min_length = 1, max_length = 80, example = "review")]
    pub role: String,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day; open where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// Whether the row of this code, role and first day holds no more; `false` where it is left out.
    #[serde(default)]
    pub withdrawn: bool,
}

/// A stage of an election that is set, moved, annulled or repeated; the source is the decision.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewStage {
    /// The election.
    #[validate(length(min = 1, max = 80))]
    #[schema(min_length = 1, max_length = 80, example = "pilkada-2024")]
    pub election: String,
    /// The race; all of them where it is left out.
    #[validate(length(min = 1, max = 80))]
    #[schema(min_length = 1, max_length = 80, example = "regent")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub race: Option<String>,
    /// The region whose days are its own, by the code of the Ministry of Home Affairs.
    #[validate(length(min = 2, max = 5))]
    #[schema(min_length = 2, max_length = 5, example = "73.09")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The stage.
    #[schema(value_type = words::ElectionStage)]
    pub stage: ElectionStage,
    /// What the row does to it.
    #[schema(value_type = words::StageChange)]
    pub change: StageChange,
    /// First day; none of an annulled stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

impl From<NewLawChange> for LawChangeIn {
    fn from(new: NewLawChange) -> Self {
        let days = new.days_off.into_iter().map(|d| NewRow::DayOff {
            day: d.day,
            becomes: d.becomes,
            name: d.name,
            region: d.region,
            in_terms: d.in_terms,
        });
        let lengths = new.term_lengths.into_iter().map(|t| NewRow::TermLength {
            term: t.term,
            law_set: t.law_set,
            amount: t.amount,
            unit: t.unit,
            for_running: t.for_running,
        });
        let authorities = new.authorities.into_iter().map(|a| {
            NewRow::Authority(law::NewAuthority {
                code: a.code,
                id: a.id,
                en: a.en,
                role: a.role,
                valid_from: a.valid_from,
                valid_to: a.valid_to,
                withdrawn: a.withdrawn,
            })
        });
        let stages = new.stages.into_iter().map(|s| {
            NewRow::Stage(law::NewStage {
                election: s.election,
                race: s.race.unwrap_or_else(|| "any".to_owned()),
                region: s.region,
                stage: s.stage,
                change: s.change,
                from: s.from,
                to: s.to,
            })
        });
        Self {
            addition: Addition {
                rows: days
                    .chain(lengths)
                    .chain(authorities)
                    .chain(stages)
                    .collect(),
                source: new.source,
                confidence: new.confidence,
            },
            reason: new.reason,
        }
    }
}

/// What a change of the book would move.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LawChangePreview {
    /// The version that the book would have.
    pub book_version: String,
    /// Cases of which a running term would move.
    pub cases: usize,
    /// Running terms that would move.
    pub terms: usize,
    /// They, by case; the first 1000.
    pub items: Vec<TermWouldMove>,
}

/// A running term that would end on another day.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TermWouldMove {
    /// The case.
    pub case_id: Uuid,
    /// The track.
    pub track_id: Uuid,
    /// What kind of track it is.
    pub machine: Named,
    /// Which term.
    pub term: Named,
    /// Its last day now.
    pub was_due_day: NaiveDate,
    /// Its last day then.
    pub due_day: NaiveDate,
}

impl LawChangePreview {
    /// Renders a preview.
    #[must_use]
    pub fn of(preview: Preview, language: Language) -> Self {
        let item = |w: WouldMove| TermWouldMove {
            case_id: w.track.case_id.raw(),
            track_id: w.track.id.raw(),
            machine: Named::of(w.track.machine, language),
            term: Named::of(w.term.now.term, language),
            was_due_day: w.term.was,
            due_day: w.term.now.due_day,
        };
        Self {
            book_version: preview.version,
            cases: preview.cases,
            terms: preview.terms,
            items: preview.items.into_iter().map(item).collect(),
        }
    }
}

/// The receipt of a change.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LawChangeReceipt {
    /// The change.
    pub law_change_id: Uuid,
    /// Its place among all, from 1.
    pub place: i64,
    /// The version of the book now.
    pub book_version: String,
    /// When it was recorded (RFC 3339, UTC).
    pub recorded_at: String,
}

/// The changes of the book by this installation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LawChangesOut {
    /// In the order in which the book took them.
    pub items: Vec<LawChangeOut>,
}

/// A change of the book.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LawChangeOut {
    /// Identifier.
    pub id: Uuid,
    /// Its place among all, from 1.
    pub place: i64,
    /// Days that it made off, or took back.
    pub days_off: Vec<NewDayOff>,
    /// Other lengths of terms.
    pub term_lengths: Vec<NewTermLength>,
    /// Authorities.
    pub authorities: Vec<NewAuthority>,
    /// Stages of elections.
    pub stages: Vec<NewStage>,
    /// The source.
    pub source: String,
    /// How well it is known.
    #[schema(value_type = words::Confidence)]
    pub confidence: Confidence,
    /// Why.
    pub reason: String,
    /// The account that made it.
    pub account_id: Uuid,
    /// Its office.
    pub office_id: Uuid,
    /// When (RFC 3339, UTC).
    pub recorded_at: String,
    /// Cases of which a running term moved so far.
    pub cases: i64,
    /// Running terms that moved so far.
    pub terms: i64,
    /// When every running term had been counted (RFC 3339, UTC); absent while that goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted_at: Option<String>,
}

impl From<LawChange> for LawChangeOut {
    fn from(change: LawChange) -> Self {
        let (mut days_off, mut term_lengths, mut authorities) =
            (Vec::new(), Vec::new(), Vec::new());
        let mut stages = Vec::new();
        for row in change.addition.rows {
            match row {
                NewRow::DayOff {
                    day,
                    becomes,
                    name,
                    region,
                    in_terms,
                } => days_off.push(NewDayOff {
                    day,
                    becomes,
                    name,
                    region,
                    in_terms,
                }),
                NewRow::TermLength {
                    term,
                    law_set,
                    amount,
                    unit,
                    for_running,
                } => {
                    term_lengths.push(NewTermLength {
                        term,
                        law_set,
                        amount,
                        unit,
                        for_running,
                    });
                }
                NewRow::Authority(a) => authorities.push(NewAuthority {
                    code: a.code,
                    id: a.id,
                    en: a.en,
                    role: a.role,
                    valid_from: a.valid_from,
                    valid_to: a.valid_to,
                    withdrawn: a.withdrawn,
                }),
                NewRow::Stage(s) => stages.push(NewStage {
                    election: s.election,
                    race: Some(s.race),
                    region: s.region,
                    stage: s.stage,
                    change: s.change,
                    from: s.from,
                    to: s.to,
                }),
                // Not asked for over HTTP yet.
                NewRow::Violation(_) | NewRow::SanctionKind(_) => {}
            }
        }
        Self {
            id: change.id,
            place: change.place,
            days_off,
            term_lengths,
            authorities,
            stages,
            source: change.addition.source,
            confidence: change.addition.confidence,
            reason: change.reason,
            account_id: change.account.raw(),
            office_id: change.office.raw(),
            recorded_at: change.recorded_at.rfc3339(),
            cases: change.cases,
            terms: change.terms,
            counted_at: change.counted_at.map(|m| m.rfc3339()),
        }
    }
}
