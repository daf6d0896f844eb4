//! Rows of a catalogue of violations and kinds of sanction that an installation may add.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Addition, rows::any};
use crate::{
    file::SubjectKind,
    law::{Block, Catalogue, Confidence, Phase, SanctionKind, Violation, Weight},
};

fn anywhere() -> Vec<String> {
    vec![any()]
}

/// A kind of sanction, another content of one, or one that is taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewSanctionKind {
    /// Its regime, one that the book has.
    pub regime: String,
    /// Its code, unique within the regime.
    pub code: String,
    /// `moral`, `ringan`, `sedang`, `berat`, or `outside` the levels.
    pub level: String,
    /// The law's Indonesian words.
    pub id: String,
    /// English.
    pub en: String,
    /// How long it lasts, in months.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration_months: Option<u32>,
    /// Cut in percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<u32>,
    /// Whether it ends the service or the contract.
    #[serde(default)]
    pub ends_employment: bool,
    /// First day of acts that may bring it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    /// Last such day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// Whether the agency names it in words.
    #[serde(default)]
    pub named_in_words: bool,
    /// `regime/code` of the postponed kind in whose place it is imposed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub stands_in_for: String,
    /// The kinds of person that it is limited to; every kind of its regime where it is left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<SubjectKind>,
    /// Who imposes it, by a code that the book has.
    pub imposed_by: String,
    /// Whether the row of this regime, code and first day holds no more.
    #[serde(default)]
    pub withdrawn: bool,
}

impl NewSanctionKind {
    pub(super) fn row(&self, by: &Addition) -> SanctionKind {
        SanctionKind {
            code: self.code.clone(),
            regime: self.regime.clone(),
            level: self.level.clone(),
            id: self.id.clone(),
            en: self.en.clone(),
            duration_months: self.duration_months,
            percent: self.percent,
            ends_employment: self.ends_employment,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            named_in_words: self.named_in_words,
            stands_in_for: self.stands_in_for.clone(),
            subjects: self.subjects.clone(),
            imposed_by: self.imposed_by.clone(),
            citation: by.source.clone(),
            address: String::new(),
            confidence: by.confidence,
        }
    }

    pub(super) fn replaces(&self, row: &SanctionKind) -> bool {
        (&row.regime, &row.code, row.valid_from) == (&self.regime, &self.code, self.valid_from)
    }
}

/// A row of a catalogue of violations, another content of one, or one that is taken back. What is known of its parts
/// is known as well as the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewViolation {
    /// Its code; a row that follows another in time has the same.
    pub code: String,
    /// The list that it stands in.
    pub catalogue: Catalogue,
    /// The acts that it names.
    pub acts: Vec<String>,
    /// Other acts that it may mean too: for them it only may hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub near_acts: Vec<String>,
    /// The block, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<Block>,
    /// On which side of the fixing of candidates it holds.
    pub phase: Phase,
    /// The kinds of subject that it speaks of.
    pub subjects: Vec<SubjectKind>,
    /// The codes of elections; `any` where it is left out.
    #[serde(default = "anywhere")]
    pub elections: Vec<String>,
    /// Its words in Indonesian.
    pub id: String,
    /// English.
    pub en: String,
    /// The norm that is broken.
    pub norm: String,
    /// What the sanction rests on.
    pub sanction_basis: String,
    /// Levels; none where no level was seen, which the note then says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<Weight>,
    /// `regime/code` of the kinds, where the row names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// Rows of the next catalogue that took its place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counterparts: Vec<String>,
    /// First day of acts under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    /// Last such day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// Doubts.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Whether the row of this code and first day holds no more.
    #[serde(default)]
    pub withdrawn: bool,
}

impl NewViolation {
    pub(super) fn row(&self, by: &Addition) -> Violation {
        // A level that was not seen is none that the source tells.
        let level_confidence = if self.levels.is_empty() {
            Confidence::Unsure
        } else {
            by.confidence
        };
        Violation {
            code: self.code.clone(),
            catalogue: self.catalogue,
            acts: self.acts.clone(),
            near_acts: self.near_acts.clone(),
            block: self.block,
            phase: self.phase,
            phase_confidence: by.confidence,
            subjects: self.subjects.clone(),
            elections: self.elections.clone(),
            id: self.id.clone(),
            en: self.en.clone(),
            norm: self.norm.clone(),
            sanction_basis: self.sanction_basis.clone(),
            basis_confidence: by.confidence,
            levels: self.levels.clone(),
            level_confidence,
            kinds: self.kinds.clone(),
            counterparts: self.counterparts.clone(),
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            citation: by.source.clone(),
            address: String::new(),
            confidence: by.confidence,
            note: self.note.clone(),
        }
    }

    pub(super) fn replaces(&self, row: &Violation) -> bool {
        (&row.code, row.valid_from) == (&self.code, self.valid_from)
    }
}
