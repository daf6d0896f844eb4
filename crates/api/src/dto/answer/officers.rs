//! Who works on a track, and what was recorded on it for others.

use netralitas_domain::{
    file::{Irregular, Track},
    people::Directory,
    procedure::EntryAnswer,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Named, OfficeRef};
use crate::extract::Language;

/// A step that was recorded from a paper for an office that did not use this installation.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PaperStepOut {
    /// The step.
    pub seq: i64,
    /// What was done.
    pub action: Named,
    /// The office that acted.
    pub office: OfficeRef,
    /// What that office said to it since; none while it has not answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<Named>,
    /// The step of the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answered_by_seq: Option<i64>,
}

impl PaperStepOut {
    /// Those of a track that stand.
    pub(super) fn of(track: &Track, offices: &Directory, language: Language) -> Vec<Self> {
        track
            .standing()
            .filter_map(|(seq, step)| {
                Some(Self {
                    seq,
                    action: Named::of(step.action, language),
                    office: OfficeRef::of(step.recorded_for?, offices),
                    answer: step
                        .answer
                        .map(|a| Named::of::<EntryAnswer>(a.answer, language)),
                    answered_by_seq: step.answer.map(|a| a.seq),
                })
            })
            .collect()
    }
}

/// A condition of time that historic entry noted instead of refusing.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct IrregularityOut {
    /// The condition.
    pub guard: Named,
    /// The step.
    pub seq: i64,
    /// The legal basis of the step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal_basis: Option<String>,
}

impl IrregularityOut {
    pub(super) fn of(irregular: &Irregular, track: &Track, language: Language) -> Self {
        let action = track.step(irregular.seq).map(|s| s.action);
        let row = action.and_then(|action| {
            netralitas_domain::procedure::rows_on(track.machine, action)
                .find(|r| r.law(track.law).is_some())
        });
        Self {
            guard: Named::of(irregular.guard, language),
            seq: irregular.seq,
            legal_basis: row
                .and_then(|r| r.law(track.law))
                .map(|l| language.cite(l.cite)),
        }
    }
}
