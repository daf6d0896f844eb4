//! Asking to read the sealed identities of a case.

use netralitas_domain::procedure::UnsealingGround;
use serde::{Deserialize, Serialize}; // Serialize: validator keeps rejected lists as parameters; they are never shown
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::words;

/// A wish to read the sealed identities of a case.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnsealingRequest {
    /// Why.
    #[schema(value_type = words::UnsealingGround)]
    pub ground: UnsealingGround,
    /// What for, for the second person to judge.
    #[validate(length(min = 10, max = 1000))]
    #[schema(min_length = 10, max_length = 1000)]
    pub purpose: String,
}

/// The receipt of asking, agreeing or ending.
#[derive(Debug, ToSchema)]
#[schema(as = UnsealingReceipt)]
pub struct UnsealingReceipt {
    /// The opening.
    pub unsealing_id: Uuid,
    /// `waiting`, `running`, `declined`, `withdrawn`, `ended`.
    pub state: String,
    /// When it was recorded (RFC 3339, UTC).
    pub recorded_at: String,
    /// Until when it waits or lasts; when it ended (RFC 3339, UTC).
    pub until: String,
}
