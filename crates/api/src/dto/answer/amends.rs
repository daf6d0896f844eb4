//! What an amendment changed, old and new, as its journal row tells it.

use chrono::NaiveDate;
use netralitas_app::writing::receipt::clock_time;
use netralitas_domain::{
    file::{Change, Event},
    time::Effective,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Named;
use crate::extract::Language;

/// A legal day, with its clock time where there is one.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LegalTime {
    /// The day.
    pub effective_day: NaiveDate,
    /// The clock time (`HH:MM`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective_time: Option<String>,
}

impl LegalTime {
    pub(super) fn of(at: Effective) -> Self {
        Self {
            effective_day: at.day,
            effective_time: at.minute.map(clock_time),
        }
    }
}

/// What an amendment changed.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct Amends {
    /// Legal times of steps.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<StepAmended>,
    /// The day it became known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub known_on: Option<KnownAmended>,
    /// The filing of the report that the case was split off, where it was amended in the case that it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filed: Option<FilingAmended>,
    /// Days of acts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub acts: Vec<ActAmended>,
    /// Days of plenary meetings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub meetings: Vec<MeetingAmended>,
    /// Kinds of records whose words or days were replaced. Which, and what they said before, stands among the former
    /// records, for who may see them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<Named>,
    /// Conditions of time of earlier steps that the amended days break, or keep again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<ConditionRejudged>,
}

/// The legal time of a step, old and new.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StepAmended {
    /// The step, by its `seq`.
    pub seq: i64,
    /// Before.
    pub was: LegalTime,
    /// Now.
    pub now: LegalTime,
}

/// The legal time of the filing, old and new.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FilingAmended {
    /// Before.
    pub was: LegalTime,
    /// Now.
    pub now: LegalTime,
}

/// The day it became known, old and new.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct KnownAmended {
    /// Before; absent where nobody knew it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<NaiveDate>,
    /// Now; absent where nobody knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<NaiveDate>,
}

/// The days of an act, old and new.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ActAmended {
    /// The allegation.
    pub allegation_id: Uuid,
    /// The first day before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was_from: Option<NaiveDate>,
    /// The last day before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was_to: Option<NaiveDate>,
    /// The first day now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act_from: Option<NaiveDate>,
    /// The last day now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act_to: Option<NaiveDate>,
}

/// The day of a plenary meeting, old and new.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MeetingAmended {
    /// The meeting.
    pub meeting_id: Uuid,
    /// Before.
    pub was: NaiveDate,
    /// Now.
    pub now: NaiveDate,
}

/// A condition of time of an earlier step.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ConditionRejudged {
    /// The step, by its `seq`.
    pub seq: i64,
    /// The condition.
    pub guard: Named,
    /// Whether the step keeps it now.
    pub holds: bool,
}

/// A term whose last day moved.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TermMoved {
    /// Which.
    pub term: Named,
    /// Its last day before.
    pub was_due_day: NaiveDate,
    /// Its last day now.
    pub due_day: NaiveDate,
    /// The instant it ends now (RFC 3339, UTC); for terms in hours.
    pub due_at: String,
    /// Whether the step that closed it counts as late now; absent where it runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_late: Option<bool>,
}

impl Amends {
    /// What the event amends; none where it amends nothing.
    pub(super) fn of(event: &Event, language: Language) -> Option<Self> {
        let mut all = Self::default();
        let mut any = false;
        for change in &event.changes {
            match change {
                Change::StepMoved { seq, was, at } => all.steps.push(StepAmended {
                    seq: *seq,
                    was: LegalTime::of(*was),
                    now: LegalTime::of(*at),
                }),
                Change::KnownOn { was, day } => {
                    all.known_on = Some(KnownAmended {
                        was: *was,
                        now: *day,
                    });
                }
                Change::Refiled {
                    was: Some(was),
                    filed,
                    ..
                } => {
                    all.filed = Some(FilingAmended {
                        was: LegalTime::of(*was),
                        now: LegalTime::of(*filed),
                    });
                }
                Change::ActMoved {
                    allegation,
                    was,
                    now,
                } => all.acts.push(ActAmended {
                    allegation_id: allegation.raw(),
                    was_from: was.0,
                    was_to: was.1,
                    act_from: now.0,
                    act_to: now.1,
                }),
                Change::MeetingMoved {
                    meeting, was, day, ..
                } => all.meetings.push(MeetingAmended {
                    meeting_id: meeting.raw(),
                    was: *was,
                    now: *day,
                }),
                Change::Reworded { record, .. } => {
                    let kind = Named::of(*record, language);
                    if all.records.iter().all(|k| k.code != kind.code) {
                        all.records.push(kind);
                    }
                }
                Change::Rejudged {
                    seq,
                    guard,
                    irregular,
                } => all.conditions.push(ConditionRejudged {
                    seq: *seq,
                    guard: Named::of(*guard, language),
                    holds: !irregular,
                }),
                _ => continue,
            }
            any = true;
        }
        any.then_some(all)
    }
}

impl TermMoved {
    /// The terms that the event moved on its track.
    pub(super) fn all(event: &Event, language: Language) -> Vec<Self> {
        let moved = event.changes.iter().filter_map(|c| match c {
            Change::TermsMoved(list) => Some(list),
            _ => None,
        });
        moved
            .flatten()
            .map(|m| Self {
                term: Named::of(m.now.term, language),
                was_due_day: m.was,
                due_day: m.now.due_day,
                due_at: m.now.due_at.rfc3339(),
                closed_late: m.now.closed_by.map(|_| m.now.closed_late),
            })
            .collect()
    }
}
