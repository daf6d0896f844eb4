//! What of a desk is asked for; unknown filters are refused.

use netralitas_app::desk::queues::DeskIn;
use netralitas_domain::{
    ids::Id,
    procedure::{DeskQueue, Stage, Term},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::words;

/// Which list of the desk, and what of it.
#[derive(Debug, Clone, Default, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct DeskQuery {
    /// Which list; `mine` without it.
    #[param(value_type = Option<words::DeskQueue>)]
    pub queue: Option<DeskQueue>,
    /// Of this agency.
    pub agency_id: Option<Uuid>,
    /// On which this term is open.
    #[param(value_type = Option<words::Term>)]
    pub term: Option<Term>,
    /// At this stage.
    #[param(value_type = Option<words::Stage>)]
    pub stage: Option<Stage>,
    /// Recorded here more than so many times 24 hours ago.
    #[validate(range(max = 36500))]
    #[param(minimum = 0, maximum = 36500)]
    pub older_than_days: Option<u32>,
    /// Rows per page: 50 without it, 200 at most.
    #[validate(range(min = 1, max = 200))]
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u16>,
    /// Where the page starts: `next_cursor` of the page before, with the same filters.
    #[validate(length(min = 1, max = 200))]
    #[param(min_length = 1, max_length = 200)]
    pub cursor: Option<String>,
}

impl DeskQuery {
    /// What is asked for.
    #[must_use]
    pub fn asked(&self) -> DeskIn {
        DeskIn {
            queue: self.queue.unwrap_or(DeskQueue::Mine),
            agency: self.agency_id.map(Id::new),
            stage: self.stage,
            term: self.term,
            older_than_days: self.older_than_days,
        }
    }
    /// Rows per page.
    #[must_use]
    pub fn rows(&self) -> i64 {
        i64::from(self.limit.unwrap_or(50))
    }
    /// What the cursor is bound to beside the caller.
    #[must_use]
    pub fn binding(&self) -> String {
        format!("desk {:?}", self.asked())
    }
}

/// Which page of the personnel officers.
#[derive(Debug, Clone, Default, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct PersonnelOfficersQuery {
    /// Rows per page: 50 without it, 200 at most.
    #[validate(range(min = 1, max = 200))]
    #[param(minimum = 1, maximum = 200)]
    pub limit: Option<u16>,
    /// Where the page starts: `next_cursor` of the page before.
    #[validate(length(min = 1, max = 200))]
    #[param(min_length = 1, max_length = 200)]
    pub cursor: Option<String>,
}

impl PersonnelOfficersQuery {
    /// What the cursor is bound to beside the caller.
    pub const BINDING: &'static str = "desk of personnel officers";
    /// Rows per page.
    #[must_use]
    pub fn rows(&self) -> i64 {
        i64::from(self.limit.unwrap_or(50))
    }
}

/// The calendar feeds of the caller at its office.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CalendarFeedsOut {
    /// Oldest first.
    pub items: Vec<CalendarFeedOut>,
}

/// A calendar feed; its address is shown where it is made and nowhere else.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CalendarFeedOut {
    /// Identifier.
    pub id: Uuid,
    /// When it was made (RFC 3339, UTC).
    pub made_at: String,
}

/// The receipt of a calendar feed.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct CalendarFeedReceipt {
    /// The feed.
    pub feed_id: Uuid,
    /// When it was made or ended (RFC 3339, UTC).
    pub recorded_at: String,
    /// Its address with the secret in it, in the first answer alone: a repeated request is answered without it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(
        example = "https://netralitas.example.go.id/v1/calendar/7k2mqx4t9o7k2mqx4t9o7k2mqx.ics"
    )]
    pub address: Option<String>,
}
