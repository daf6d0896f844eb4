//! An end after which a track was opened again.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::procedure::{ReopenGround, Stage};

/// How and when a track had ended, and by which step, on which ground, where to it was opened again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerEnd {
    /// The final stage.
    pub stage: Stage,
    /// The step that led there.
    pub seq: i64,
    /// The legal day of that step.
    pub ended_on: NaiveDate,
    /// The step that opened it again.
    pub reopened_by: i64,
    /// On which ground; none where the case goes on with one of its tracks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<ReopenGround>,
    /// Where it went on.
    pub to: Stage,
}
