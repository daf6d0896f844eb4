//! The state of a case: its tracks, and on each the stage, version, terms, numbers and facts.
//!
//! State is the fold of events ([`Track::apply`]). It holds no personal value: people are ids and the
//! version of their record.

mod apply;
mod assigned;
mod brought;
mod case_facts;
mod certificate;
mod change;
mod event;
mod facts;
mod former_end;
mod records;
mod respondents;
mod shown;
mod steps;
mod term_state;
mod track;
mod words;

pub use assigned::Assigned;
pub use brought::Brought;
pub use case_facts::{
    Allegation, CaseFacts, Correction, CorrectionDecision, InitialStudyResult, Invitation,
    IssuedRecommendation, Link, LinkKind, Party,
};
pub use certificate::{Certificate, ErasedCounts};
pub use change::{Change, MovedTerm, RecordKind, TakenBack};
pub use event::{Acting, Event, TextRef};
pub use facts::{
    ControlFacts, Destination, Facts, JoinKind, Joining, Measure, Plea, Recommendation,
    ReferralFacts, ReviewFacts, SanctionFacts,
};
pub use former_end::FormerEnd;
pub use records::{FileFacts, Reference, folded_number};
pub use respondents::{RespondentEnd, StrikeGround, Struck};
pub use steps::{Amended, Answered, Cause, Irregular, Noted, OpenPaper, StepMark};
pub use term_state::{ClosedTerm, Pause, TermStart, TermState};
pub use track::Track;
pub use words::{CandidateStatus, Capacity, Channel, Origin, SubjectKind};

use crate::{
    ids::{CaseId, PartyId, TrackId},
    procedure::Machine,
};

/// Everything the guards of one command may read: all tracks of one case.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseFile {
    /// The case.
    pub id: CaseId,
    /// Its tracks, the case's own among them.
    pub tracks: Vec<Track>,
    /// Its events so far, in the order of each track; loaded only for a step that is taken back or amended.
    pub history: Option<Vec<Event>>,
}

impl CaseFile {
    /// A case of which nothing is known yet.
    #[must_use]
    pub const fn new(id: CaseId) -> Self {
        Self {
            id,
            tracks: Vec::new(),
            history: None,
        }
    }
    /// A case of which nothing is known yet and that keeps its events.
    #[must_use]
    pub const fn remembering(id: CaseId) -> Self {
        Self {
            id,
            tracks: Vec::new(),
            history: Some(Vec::new()),
        }
    }
    /// The track with this identifier.
    #[must_use]
    pub fn track(&self, id: TrackId) -> Option<&Track> {
        self.tracks.iter().find(|t| t.id == id)
    }
    /// The case's own track.
    #[must_use]
    pub fn case_track(&self) -> Option<&Track> {
        self.tracks.iter().find(|t| t.machine == Machine::Case)
    }
    /// The facts of the case.
    #[must_use]
    pub fn case(&self) -> Option<&CaseFacts> {
        self.case_track().and_then(Track::case)
    }
    /// What happened at a step of a track; none where the history is not at hand.
    #[must_use]
    pub fn event(&self, track: TrackId, seq: i64) -> Option<&Event> {
        let mut events = self.history.iter().flatten();
        events.find(|e| e.track == track && e.seq == seq)
    }

    /// A party of the case.
    #[must_use]
    pub fn party(&self, id: PartyId) -> Option<&Party> {
        self.case()?.parties.iter().find(|p| p.id == id)
    }
    /// Whoever is or was a party of the case.
    #[must_use]
    pub fn anyone(&self, id: PartyId) -> Option<&Party> {
        self.case()?.everyone().into_iter().find(|p| p.id == id)
    }
    /// Folds events into the file; events of unknown tracks open them, those of another case (of which this one
    /// was split off, or to which it is linked) are that case's.
    pub fn apply(&mut self, events: &[Event]) {
        if let Some(history) = &mut self.history {
            history.extend(events.iter().filter(|e| e.case_id == self.id).cloned());
        }
        for event in events.iter().filter(|e| e.case_id == self.id) {
            if let Some(track) = self.tracks.iter_mut().find(|t| t.id == event.track) {
                track.apply(event);
            } else if let Some(track) = Track::opened_by(event) {
                self.tracks.push(track);
            }
        }
    }
    /// Whether every track but the case's own has ended.
    #[must_use]
    pub fn all_other_tracks_ended(&self) -> bool {
        self.tracks
            .iter()
            .filter(|t| t.machine != Machine::Case)
            .all(|t| t.stage.is_final())
    }
}
