//! Acts that wait for a second person.

use netralitas_app::{reading::query::FormerRecord, writing::approvals::Waiting};
use netralitas_domain::procedure::{Action, Machine};
use serde::{Deserialize, Serialize}; // Serialize: validator keeps rejected lists as parameters; they are never shown
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::words;

/// An act for a second person to confirm: its address, the version that was seen, and its body.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApprovalRequest {
    /// The machine of the track.
    #[schema(value_type = words::Machine)]
    pub machine: Machine,
    /// The track.
    pub track_id: Uuid,
    /// What is to be done; an act that needs two.
    #[schema(value_type = words::Action)]
    pub action: Action,
    /// The version of the track that was seen.
    #[validate(range(min = 1, max = 1_000_000))]
    #[schema(minimum = 1, maximum = 1000000)]
    pub version: i64,
    /// The body of the act, as its own operation takes it.
    #[schema(value_type = Object)]
    pub body: serde_json::Value,
}

/// The receipt of asking, declining or withdrawing.
#[derive(Debug, ToSchema)]
#[schema(as = ApprovalReceipt)]
pub struct ApprovalReceipt {
    /// The request.
    pub approval_id: Uuid,
    /// `waiting`, `declined`, `withdrawn`.
    pub state: String,
    /// When it was recorded (RFC 3339, UTC).
    pub recorded_at: String,
    /// Until when it can be confirmed (RFC 3339, UTC).
    pub expires_at: String,
}

/// Acts that wait for a second person of the caller's office, oldest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApprovalsOut {
    /// At most 200.
    pub items: Vec<ApprovalOut>,
}

/// An act that waits.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApprovalOut {
    /// Identifier.
    pub id: Uuid,
    /// The machine of the track.
    #[schema(value_type = words::Machine)]
    pub machine: Machine,
    /// The track.
    pub track_id: Uuid,
    /// What is to be done.
    #[schema(value_type = words::Action)]
    pub action: Action,
    /// The version of the track that whoever asks saw.
    pub version: i64,
    /// Who asks.
    pub asked_by: Uuid,
    /// When (RFC 3339, UTC).
    pub asked_at: String,
    /// Until when it can be confirmed (RFC 3339, UTC).
    pub expires_at: String,
    /// The body of the act, when one is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub body: Option<serde_json::Value>,
}

impl ApprovalOut {
    /// Renders one, with its body where it is read alone.
    #[must_use]
    pub fn of(waiting: &Waiting, body: Option<serde_json::Value>) -> Self {
        Self {
            id: waiting.id,
            machine: waiting.machine,
            track_id: waiting.track.raw(),
            action: waiting.action,
            version: waiting.expected,
            asked_by: waiting.account,
            asked_at: waiting.asked_at.rfc3339(),
            expires_at: waiting.expires_at.rfc3339(),
            body,
        }
    }
}

/// What the records of a case said before they were amended, oldest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FormerRecordsOut {
    /// The records.
    pub items: Vec<FormerRecordOut>,
}

/// One record as it was.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FormerRecordOut {
    /// `party`, `allegation` or `paper`.
    pub kind: &'static str,
    /// Of which.
    pub id: Uuid,
    /// Its version, from 1.
    pub version: i64,
    /// What it said.
    #[schema(value_type = Object)]
    pub record: serde_json::Value,
    /// When it was replaced (RFC 3339, UTC).
    pub replaced_at: String,
}

impl FormerRecordOut {
    /// Renders one; none where it was not stored as JSON.
    #[must_use]
    pub fn of(record: &FormerRecord) -> Option<Self> {
        Some(Self {
            kind: record.kind.code(),
            id: record.id,
            version: record.version,
            record: serde_json::from_str(&record.record).ok()?,
            replaced_at: record.replaced_at.rfc3339(),
        })
    }
}
