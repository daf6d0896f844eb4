//! Officers assigned to a track, and their fold.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Change, Event, Track};
use crate::{
    ids::{AccountId, OfficeId, PaperId},
    procedure::AssignmentCapacity,
};

/// An officer who works on a track, or did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assigned {
    /// The step that assigned.
    pub seq: i64,
    /// In which capacity.
    pub capacity: AssignmentCapacity,
    /// Who.
    pub account: AccountId,
    /// Of which office.
    pub office: OfficeId,
    /// By which office.
    pub by: OfficeId,
    /// By which decree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decree: Option<PaperId>,
    /// Since which day.
    pub from: NaiveDate,
    /// Until which day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// The step that ended it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<i64>,
}

impl Assigned {
    /// Whether it lasts.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.ended.is_none()
    }
}

impl Track {
    /// The assignments that last.
    pub fn assigned(&self) -> impl Iterator<Item = &Assigned> {
        self.assignments.iter().filter(|a| a.is_open())
    }

    /// Folds the assignments of an event. None outlives the office that made it or the end of the track; one that was
    /// to begin later ends on its first day.
    pub(super) fn fold_assignments(&mut self, event: &Event) {
        for change in &event.changes {
            match change {
                Change::Assigned(new) => self.assignments.push(*new),
                Change::Released(which) => self.end_assignments(event, |a| which.contains(&a.seq)),
                Change::MovedTo(_) => self.end_assignments(event, |_| true),
                Change::AgencyChanged { from, .. } => {
                    self.end_assignments(event, |a| a.by == *from);
                }
                Change::Succeeded { from, to } => {
                    let renamed = |office: &mut OfficeId| {
                        if office == from {
                            *office = *to;
                        }
                    };
                    for a in self.assignments.iter_mut().filter(|a| a.is_open()) {
                        renamed(&mut a.office);
                        renamed(&mut a.by);
                    }
                }
                Change::StepMoved { seq, at, .. } => self.move_assignments(*seq, at.day),
                Change::TakenBack(back) => {
                    self.assignments.retain(|a| a.seq != back.seq);
                    for a in &mut self.assignments {
                        if a.ended == Some(back.seq) {
                            (a.ended, a.to) = (None, None);
                        }
                    }
                }
                _ => {}
            }
        }
        if event.to.is_final() {
            self.end_assignments(event, |_| true);
        }
    }

    /// The assignments that a step began or ended follow its day.
    fn move_assignments(&mut self, moved: i64, day: NaiveDate) {
        let days: Vec<Option<NaiveDate>> = self
            .assignments
            .iter()
            .map(|a| match a.ended? {
                ended if ended == moved => Some(day),
                ended => self.step(ended).map(|s| s.at.day),
            })
            .collect();
        for (a, ended) in self.assignments.iter_mut().zip(days) {
            if a.seq == moved {
                a.from = day;
            }
            if a.seq == moved || a.ended == Some(moved) {
                a.to = ended.map(|ended| ended.max(a.from));
            }
        }
    }

    fn end_assignments(&mut self, event: &Event, which: impl Fn(&Assigned) -> bool) {
        let open = self.assignments.iter_mut().filter(|a| a.is_open());
        for a in open.filter(|a| which(a)) {
            a.ended = Some(event.seq);
            a.to = Some(event.effective.day.max(a.from));
        }
    }
}
