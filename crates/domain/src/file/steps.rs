//! What is noted of each step of a track.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{OfficeId, TrackId},
    procedure::{Action, EntryAnswer, Guard, Mark, PaperKind, Stage},
    time::Effective,
};

/// A temporal guard that did not hold for a step of historic entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Irregular {
    /// Which.
    pub guard: Guard,
    /// The step.
    pub seq: i64,
}

/// What an office said to a step that was recorded for it from a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// Its answer.
    pub answer: EntryAnswer,
    /// The step that answered.
    pub seq: i64,
}

/// A paper that the law names for a step and that the step came without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenPaper {
    /// Which.
    pub paper: PaperKind,
    /// For which action.
    pub action: Action,
    /// The step.
    pub seq: i64,
}

/// What was noted of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    /// What.
    pub mark: Mark,
    /// The step.
    pub seq: i64,
}

/// A step of a track: the mark with place `n` is the step with `seq` `n + 1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepMark {
    /// What was done.
    pub action: Action,
    /// Where the track stood before it; none where it opened the track.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Stage>,
    /// Its legal time, as amended.
    pub at: Effective,
    /// The office that recorded it.
    pub by: OfficeId,
    /// A letter went out with it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub sent: bool,
    /// The step of another track that caused it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// It was taken back, or is itself a taking back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub void: bool,
    /// The office for which it was recorded from a paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded_for: Option<OfficeId>,
    /// What that office said to it later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answered>,
    /// That its time was amended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amended: Option<Amended>,
}

/// That the legal time of a step was amended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amended {
    /// Its time as it was recorded first.
    pub was: Effective,
    /// The step that amended it last.
    pub by: i64,
}

/// The step of another track that caused a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// The track.
    pub track: TrackId,
    /// Its step.
    pub seq: i64,
}
