//! The rows of a change of the law book: days off, lengths of terms, authorities, stages of elections.

use chrono::NaiveDate;
use netralitas_domain::{
    law::{ElectionStage, HolidayKind, LawSet, NewRow, StageChange, Unit},
    procedure::Term,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::dto::words;

/// Rows of requests and answers that are rows of the book's additions word for word.
macro_rules! mirrors {
    ($($name:ident { $($field:ident),+ $(,)? })+) => {$(
        impl From<$name> for netralitas_domain::law::$name {
            fn from(row: $name) -> Self {
                Self { $($field: row.$field),+ }
            }
        }
        impl From<netralitas_domain::law::$name> for $name {
            fn from(row: netralitas_domain::law::$name) -> Self {
                Self { $($field: row.$field),+ }
            }
        }
    )+};
}
pub(super) use mirrors;

mirrors! {
    NewDayOff { day, becomes, name, region, in_terms }
    NewTermLength { term, law_set, amount, unit, for_running }
    NewAuthority { code, id, en, role, valid_from, valid_to, withdrawn }
    NewStage { election, race, region, stage, change, from, to }
}

impl From<NewDayOff> for NewRow {
    fn from(row: NewDayOff) -> Self {
        Self::DayOff(row.into())
    }
}

impl From<NewTermLength> for NewRow {
    fn from(row: NewTermLength) -> Self {
        Self::TermLength(row.into())
    }
}

impl From<NewAuthority> for NewRow {
    fn from(row: NewAuthority) -> Self {
        Self::Authority(row.into())
    }
}

impl From<NewStage> for NewRow {
    fn from(row: NewStage) -> Self {
        Self::Stage(row.into())
    }
}

pub(super) fn any() -> String {
    "any".to_owned()
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

/// A stage of an election that is set, moved, annulled or repeated, or that follows in one region or race what holds for
/// all again; the source is the decision.
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
    #[serde(default = "any")]
    pub race: String,
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
    /// First day; none of a stage that is annulled or as for all again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}
