//! What the rules know of a plenary meeting.

use chrono::NaiveDate;

use crate::{
    ids::MeetingId,
    procedure::{MAJORITY, QUORUM},
    refusal::{Fault, Unfit},
};

/// A plenary meeting as the quorum guard needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeetingFacts {
    /// Identifier.
    pub id: MeetingId,
    /// The day it took place; without one, that of the step.
    pub day: Option<NaiveDate>,
    /// Recorded with an earlier step, which fixed its day and counts.
    pub recorded_before: bool,
    /// Members entitled to take part.
    pub entitled: u32,
    /// Of these, members who recused themselves.
    pub recused: u32,
    /// Members present who take part in the decision.
    pub deciding: u32,
    /// Of those who decide, members who dissented.
    pub dissenting: u32,
}

impl MeetingFacts {
    /// Its day was not said: it is that of the step with which it is recorded.
    #[must_use]
    pub const fn is_undated(&self) -> bool {
        self.day.is_none() && !self.recorded_before
    }

    /// Enough of the members who may decide take part, by the rule of [`QUORUM`].
    #[must_use]
    pub const fn has_quorum(&self) -> bool {
        QUORUM.is_met(self.entitled.saturating_sub(self.recused), self.deciding)
    }

    /// More of those who decide agree than dissent, by the rule of [`MAJORITY`].
    #[must_use]
    pub const fn has_majority(&self) -> bool {
        MAJORITY.is_met(self.deciding, self.dissenting)
    }

    /// What is impossible of the meeting, whatever the rule: counts that contradict each other, a day that has
    /// not come or lies after the step that the meeting decides.
    #[must_use]
    pub fn faults(&self, step: NaiveDate, today: NaiveDate) -> Vec<Fault> {
        let mut faults = Vec::new();
        if let Some(day) = self.day {
            if self.recorded_before && step < day {
                faults.push(Fault::new(Unfit::StepBeforeMeeting, "/effective_day"));
            } else if day > today {
                faults.push(Fault::new(Unfit::FutureDay, "/meeting/day"));
            } else if day > step {
                faults.push(Fault::new(Unfit::MeetingAfterStep, "/meeting/day"));
            }
        }
        if self.deciding.saturating_add(self.recused) > self.entitled {
            faults.push(Fault::new(
                Unfit::MoreDecidingThanEntitled,
                "/meeting/deciding",
            ));
        }
        if self.dissenting > self.deciding {
            faults.push(Fault::new(
                Unfit::MoreDissentThanDeciding,
                "/meeting/dissenting",
            ));
        }
        faults
    }
}
