//! A plenary meeting.

use chrono::NaiveDate;
use netralitas_app::reading::meetings::MeetingView;
use netralitas_domain::ids::Id;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Named, OfficeRef};
use crate::extract::Language;

/// A plenary meeting as it was recorded. Counts are of members.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MeetingOut {
    /// Identifier.
    pub id: Uuid,
    /// Whose meeting it was.
    pub office: OfficeRef,
    /// The day.
    pub day: NaiveDate,
    /// The number of its minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes_number: Option<String>,
    /// Members entitled to decide.
    pub entitled: i64,
    /// Members who recused themselves.
    pub recused: i64,
    /// Members who took part in the decision.
    pub deciding: i64,
    /// Members who dissented.
    pub dissenting: i64,
    /// What it decided, as far as the caller may read of it.
    pub decided: Vec<DecidedOut>,
}

/// A step that a meeting decided.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DecidedOut {
    /// The case.
    pub case_id: Uuid,
    /// The step of the case: the `seq` of its journal.
    pub seq: i64,
    /// What was decided.
    pub action: Named,
    /// It was taken back; only the office that recorded it still reads of it.
    pub void: bool,
}

impl MeetingOut {
    /// Renders a meeting.
    #[must_use]
    pub fn of(view: &MeetingView, language: Language) -> Self {
        let row = &view.row;
        Self {
            id: row.id.0,
            office: OfficeRef::of(Id::new(row.office_id.0), &view.known.offices),
            day: row.day,
            minutes_number: row.minutes_number.clone(),
            entitled: row.entitled,
            recused: row.recused,
            deciding: row.deciding,
            dissenting: row.dissenting,
            decided: view
                .decided
                .iter()
                .map(|d| DecidedOut {
                    case_id: d.case.raw(),
                    seq: d.seq,
                    action: Named::of(d.action, language),
                    void: d.void,
                })
                .collect(),
        }
    }
}
