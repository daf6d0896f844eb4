//! Changes of the law book: as they are asked for, what they would move, and as they were made.

mod catalogue;
mod preview;
mod rows;

use netralitas_app::law::changes::{LawChange, LawChangeIn};
use netralitas_domain::law::{Addition, Confidence, NewRow};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

pub use catalogue::{NewSanctionKind, NewViolation};
pub use preview::{
    AnswerWouldDiffer, AuthorityWouldChange, LawChangeItem, LawChangePreview, TermWouldMove,
};
pub use rows::{NewAuthority, NewDayOff, NewStage, NewTermLength};

use super::words;

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
    /// Rows of a catalogue of violations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[validate(length(max = 100), nested)]
    #[schema(max_items = 100)]
    pub violations: Vec<NewViolation>,
    /// Kinds of sanction.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[validate(length(max = 100), nested)]
    #[schema(max_items = 100)]
    pub sanction_kinds: Vec<NewSanctionKind>,
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

impl From<NewLawChange> for LawChangeIn {
    fn from(new: NewLawChange) -> Self {
        let mut rows: Vec<NewRow> = Vec::new();
        rows.extend(new.days_off.into_iter().map(NewRow::from));
        rows.extend(new.term_lengths.into_iter().map(NewRow::from));
        rows.extend(new.authorities.into_iter().map(NewRow::from));
        rows.extend(new.stages.into_iter().map(NewRow::from));
        // Rows of the catalogue may name kinds that come with them.
        rows.extend(new.sanction_kinds.into_iter().map(NewRow::from));
        rows.extend(new.violations.into_iter().map(NewRow::from));
        Self {
            addition: Addition {
                rows,
                source: new.source,
                confidence: new.confidence,
            },
            reason: new.reason,
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
    /// Rows of a catalogue of violations.
    pub violations: Vec<NewViolation>,
    /// Kinds of sanction.
    pub sanction_kinds: Vec<NewSanctionKind>,
    /// The source.
    pub source: String,
    /// How well it is known.
    #[schema(value_type = words::Confidence)]
    pub confidence: Confidence,
    /// Why.
    pub reason: String,
    /// The account that made it; absent of one made at the command line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<Uuid>,
    /// Its office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office_id: Option<Uuid>,
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
        let mut out = Self {
            id: change.id,
            place: change.place,
            days_off: Vec::new(),
            term_lengths: Vec::new(),
            authorities: Vec::new(),
            stages: Vec::new(),
            violations: Vec::new(),
            sanction_kinds: Vec::new(),
            source: change.addition.source,
            confidence: change.addition.confidence,
            reason: change.reason,
            account_id: change.by.map(|(account, _)| account.raw()),
            office_id: change.by.map(|(_, office)| office.raw()),
            recorded_at: change.recorded_at.rfc3339(),
            cases: change.cases,
            terms: change.terms,
            counted_at: change.counted_at.map(|m| m.rfc3339()),
        };
        for row in change.addition.rows {
            match row {
                NewRow::DayOff(row) => out.days_off.push(row.into()),
                NewRow::TermLength(row) => out.term_lengths.push(row.into()),
                NewRow::Authority(row) => out.authorities.push(row.into()),
                NewRow::Stage(row) => out.stages.push(row.into()),
                NewRow::Violation(row) => out.violations.push((*row).into()),
                NewRow::SanctionKind(row) => out.sanction_kinds.push((*row).into()),
            }
        }
        out
    }
}
