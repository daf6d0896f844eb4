//! What a paper holds, by its kind and by the step that brought it: who may open it follows from that.

use super::{Action, Machine, Matter, PaperKind};
use crate::law::Confidence::{self, Likely, Unsure};

/// What a paper holds that is not open to everyone who sees the track: its file, and who signed and issued it, to
/// whom it is addressed, what is enclosed. Its kind, number and days are open.
#[derive(Debug, Clone, Copy)]
pub struct PaperSight {
    /// Papers of these kinds, whatever step brought them.
    pub kinds: &'static [PaperKind],
    /// Papers of any kind that these steps of a case brought.
    pub steps: &'static [Action],
    /// What they hold; none where they are open.
    pub holds: Option<Matter>,
    /// Instrument and article; "practice" or "not seen" where none is known.
    pub cite: &'static str,
    /// How well it is known.
    pub confidence: Confidence,
}

/// What papers hold. Every row that names the kind or the step counts: a paper opens to whoever reads all that
/// it holds. What a paper of a case holds that no row names is [`IN_DOUBT`].
///
/// The papers of Pilkada are all of one kind, so that there the step alone says what they are.
pub const PAPER_SIGHT: &[PaperSight] = &[
    PaperSight {
        kinds: &[
            PaperKind::B1,
            PaperKind::B3,
            PaperKind::B31,
            PaperKind::B4,
            PaperKind::B8,
        ],
        steps: &[
            Action::FileReport,
            Action::PassOn,
            Action::HandOverEvidence,
            Action::RequestCompletion,
            Action::CompleteReport,
            Action::WithdrawReport,
            Action::WithdrawAfterRegistration,
            Action::RecordEarlyInformation,
        ],
        holds: Some(Matter::SealedIdentity),
        cite: "Perbawaslu 7/2022 art. 3, 8-14, 24",
        confidence: Likely,
    },
    PaperSight {
        kinds: &[PaperKind::B7, PaperKind::B13, PaperKind::PlenaryMinutes],
        steps: &[
            Action::CompleteInitialStudy,
            Action::SubmitStudy,
            Action::SendBackStudy,
            Action::AdjournPlenary,
            Action::DecideOutcomes,
        ],
        holds: Some(Matter::Study),
        cite: "Perbawaslu 7/2022 art. 15, 36(4)",
        confidence: Likely,
    },
    PaperSight {
        kinds: &[
            PaperKind::B9,
            PaperKind::B10,
            PaperKind::B11,
            PaperKind::B12,
        ],
        steps: &[
            Action::Invite,
            Action::RecordClarification,
            Action::RecordAbsence,
        ],
        holds: Some(Matter::Minutes),
        cite: "Perbawaslu 7/2022 art. 28-33",
        confidence: Likely,
    },
    PaperSight {
        kinds: &[PaperKind::B19],
        steps: &[Action::RequestCorrection],
        holds: Some(Matter::CorrectionRequest),
        cite: "Perbawaslu 7/2022 art. 51-58",
        confidence: Likely,
    },
    PaperSight {
        kinds: &[
            PaperKind::B2,
            PaperKind::B5,
            PaperKind::B6,
            PaperKind::B14,
            PaperKind::B15,
            PaperKind::B16,
            PaperKind::B17,
            PaperKind::B18,
            PaperKind::B20,
            PaperKind::B21,
            PaperKind::FormA,
            PaperKind::InvestigationReport,
            PaperKind::ChairDecree,
        ],
        steps: &[
            Action::FileSupervisionReport,
            Action::ReportSupervision,
            Action::PursueInformation,
            Action::CloseInformation,
            Action::EstablishFinding,
            Action::RegisterFinding,
            Action::DeclareNotRegistered,
            Action::Delegate,
            Action::RequestTakeover,
            Action::DeclineTakeover,
            Action::TakeOver,
            Action::ForwardUnregistered,
            Action::RegisterReport,
            Action::AppointTeam,
            Action::Extend,
            Action::SendRecommendation,
            Action::AnnounceStatus,
            Action::AskNationalView,
            Action::DecideCorrection,
            Action::CloseCase,
        ],
        holds: None,
        cite: "practice",
        confidence: Unsure,
    },
];

/// What a paper of a case is taken to hold where neither its kind nor its step says it, as where it was added
/// later: it is the handling office's.
pub const IN_DOUBT: Matter = Matter::SealedIdentity;

/// What a paper holds that stands on a track of this machine by this step.
#[must_use]
pub fn paper_holds(kind: PaperKind, machine: Machine, step: Option<Action>) -> Vec<Matter> {
    let of_case = machine == Machine::Case;
    let counts = |row: &&PaperSight| {
        row.kinds.contains(&kind) || (of_case && step.is_some_and(|s| row.steps.contains(&s)))
    };
    let mut rows = PAPER_SIGHT.iter().filter(counts).peekable();
    if of_case && rows.peek().is_none() {
        return vec![IN_DOUBT];
    }
    rows.filter_map(|row| row.holds).collect()
}
