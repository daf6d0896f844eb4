//! The rows of a change of the law book: the catalogue of violations, kinds of sanction.

use chrono::NaiveDate;
use netralitas_domain::{
    file::SubjectKind,
    law::{Block, Catalogue, NewRow, Phase, Weight},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::rows::{any, mirrors};
use crate::dto::words;

/// A row of a catalogue of violations, another content of one, or one that is taken back. What is known of its parts
/// is known as well as the source.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewViolation {
    /// Its code; a row that follows another in time has the same.
    #[validate(length(min = 1, max = 80))]
    #[schema(min_length = 1, max_length = 80, example = "skb-2022-ethics-1")]
    pub code: String,
    /// The list that it stands in.
    #[schema(value_type = words::Catalogue)]
    pub catalogue: Catalogue,
    /// The acts that it names, by codes of the book.
    #[validate(length(min = 1, max = 50))]
    #[schema(min_items = 1, max_items = 50)]
    pub acts: Vec<String>,
    /// Other acts that it may mean too, by codes of the book: for them it only may hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[validate(length(max = 50))]
    #[schema(max_items = 50)]
    pub near_acts: Vec<String>,
    /// The block, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Block>)]
    pub block: Option<Block>,
    /// On which side of the fixing of candidates it holds.
    #[schema(value_type = words::Phase)]
    pub phase: Phase,
    /// The kinds of subject that it speaks of.
    #[validate(length(min = 1, max = 20))]
    #[schema(value_type = Vec<words::SubjectKind>, min_items = 1, max_items = 20)]
    pub subjects: Vec<SubjectKind>,
    /// The codes of elections; `any` where it is left out.
    #[serde(default = "anywhere")]
    #[validate(length(min = 1, max = 20))]
    #[schema(min_items = 1, max_items = 20)]
    pub elections: Vec<String>,
    /// Its words in Indonesian.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub id: String,
    /// English.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub en: String,
    /// The norm that is broken.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    pub norm: String,
    /// What the sanction rests on.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    pub sanction_basis: String,
    /// Levels; none where no level was seen, which the note then says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[validate(length(max = 10))]
    #[schema(value_type = Vec<words::Weight>, max_items = 10)]
    pub levels: Vec<Weight>,
    /// `regime/code` of the kinds of sanction, where the row names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[validate(length(max = 20))]
    #[schema(max_items = 20)]
    pub kinds: Vec<String>,
    /// Rows of the next catalogue that took its place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[validate(length(max = 20))]
    #[schema(max_items = 20)]
    pub counterparts: Vec<String>,
    /// First day of acts under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    /// Last such day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// Doubts.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[validate(length(max = 1000))]
    #[schema(max_length = 1000)]
    pub note: String,
    /// Whether the row of this code and first day holds no more; `false` where it is left out.
    #[serde(default)]
    pub withdrawn: bool,
}

/// A kind of sanction, another content of one, or one that is taken back.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSanctionKind {
    /// Its regime, one that the book has.
    #[validate(length(min = 1, max = 80))]
    #[schema(min_length = 1, max_length = 80, example = "pp94")]
    pub regime: String,
    /// Its code, unique within the regime.
    #[validate(length(min = 1, max = 80))]
    #[schema(min_length = 1, max_length = 80)]
    pub code: String,
    /// `moral`, `ringan`, `sedang`, `berat`, or `outside` the levels.
    #[validate(length(max = 80))]
    #[schema(max_length = 80, example = "sedang")]
    pub level: String,
    /// The law's Indonesian words.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    pub id: String,
    /// English.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    pub en: String,
    /// How long it lasts, in months.
    #[validate(range(min = 1, max = 1200))]
    #[schema(minimum = 1, maximum = 1200)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_months: Option<u32>,
    /// Cut in percent.
    #[validate(range(min = 1, max = 100))]
    #[schema(minimum = 1, maximum = 100)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<u32>,
    /// Whether it ends the service or the contract; `false` where it is left out.
    #[serde(default)]
    pub ends_employment: bool,
    /// First day of acts that may bring it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    /// Last such day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// Whether the agency names it in words; `false` where it is left out.
    #[serde(default)]
    pub named_in_words: bool,
    /// `regime/code` of the postponed kind in whose place it is imposed.
    #[validate(length(max = 161))]
    #[schema(max_length = 161)]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub stands_in_for: String,
    /// The kinds of person that it is limited to; every kind of its regime where it is left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[validate(length(max = 20))]
    #[schema(value_type = Vec<words::SubjectKind>, max_items = 20)]
    pub subjects: Vec<SubjectKind>,
    /// Who imposes it, by a code that the book has.
    #[validate(length(max = 80))]
    #[schema(max_length = 80)]
    pub imposed_by: String,
    /// Whether the row of this regime, code and first day holds no more; `false` where it is left out.
    #[serde(default)]
    pub withdrawn: bool,
}

fn anywhere() -> Vec<String> {
    vec![any()]
}

mirrors! {
    NewViolation {
        code, catalogue, acts, near_acts, block, phase, subjects, elections, id, en, norm, sanction_basis, levels, kinds,
        counterparts, valid_from, valid_to, note, withdrawn,
    }
    NewSanctionKind {
        regime, code, level, id, en, duration_months, percent, ends_employment, valid_from, valid_to, named_in_words,
        stands_in_for, subjects, imposed_by, withdrawn,
    }
}

impl From<NewViolation> for NewRow {
    fn from(row: NewViolation) -> Self {
        Self::Violation(Box::new(row.into()))
    }
}

impl From<NewSanctionKind> for NewRow {
    fn from(row: NewSanctionKind) -> Self {
        Self::SanctionKind(Box::new(row.into()))
    }
}
