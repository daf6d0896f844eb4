//! What came with a step, once that step was taken back: the one rule for papers, files, texts, numbers in outside
//! systems and meetings.

use super::Track;
use crate::{ids::OfficeId, people::Directory, procedure::TAKES_BACK};

/// How what a step brought stands for an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Brought {
    /// The step stands.
    Stands,
    /// The step was taken back by this office: what it brought is shown to it, marked void.
    Void,
    /// The step was taken back by another office: what it brought is as if it had never been.
    Gone,
}

impl Brought {
    /// Whether it is there for the office at all.
    #[must_use]
    pub const fn is_shown(self) -> bool {
        !matches!(self, Self::Gone)
    }
}

impl Track {
    /// Whether a step was taken back. A taking back counts no more than what it takes back, but what it brought, its
    /// reason, stays what it is.
    #[must_use]
    pub fn is_taken_back(&self, seq: i64) -> bool {
        self.step(seq)
            .is_some_and(|s| s.void && !TAKES_BACK.contains(&s.action))
    }

    /// How what a step of this track brought stands for an office: what came with a step that was taken back is shown
    /// to the office that recorded it, or to its successor, and to nobody else.
    #[must_use]
    pub fn brought(&self, seq: i64, office: OfficeId, offices: &Directory) -> Brought {
        let recorded_by = self.step(seq).map(|s| offices.now(s.by));
        if !self.is_taken_back(seq) {
            Brought::Stands
        } else if recorded_by == Some(office) {
            Brought::Void
        } else {
            Brought::Gone
        }
    }

    /// Whether the track itself is void: its opening was taken back.
    #[must_use]
    pub fn is_void(&self) -> bool {
        self.stage == crate::procedure::Stage::void(self.machine)
    }
}
