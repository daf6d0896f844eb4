//! Whose move it is: the steps that a stage waits for, and whose clock a term is.

use super::{Acts, Rule, Seat, Stage, Term};
use crate::procedure::Action;

vocabulary! {
    /// The lists of a desk. Every open track that an account sees waits either for it or for somebody else; the other
    /// two cut across.
    DeskQueue {
        Mine = "mine", "Menunggu saya: ditugaskan kepada saya atau menurut peran saya", "Waits for me: assigned to me, or by my role";
        Unassigned = "unassigned", "Belum ditugaskan di kantor saya, dapat saya ambil", "Of my office and assigned to nobody; I can take it";
        Waiting = "waiting", "Menunggu pihak lain", "Waits for somebody else";
        Late = "late", "Terlambat", "Late";
    }
}

/// A step that a stage waits for: somebody's work, not only something that may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkRule {
    /// Which.
    pub action: Action,
    /// At these stages alone; at every stage of its rows where none is named.
    pub only_at: &'static [Stage],
}

const fn always(action: Action) -> WorkRule {
    at(action, &[])
}

const fn at(action: Action, only_at: &'static [Stage]) -> WorkRule {
    WorkRule { action, only_at }
}

/// The work. Everything else may be done, and nobody waits for it: withdrawing, recalling, delegating further,
/// correcting what was entered, papers, assignments, holds. A decision of this program; the law names terms, no desks.
pub const WORK: &[WorkRule] = &[
    // Before a case.
    always(Action::PassOn),
    always(Action::PursueInformation),
    always(Action::CloseInformation),
    at(Action::ReportSupervision, &[Stage::InformationPursued]),
    always(Action::EstablishFinding),
    always(Action::RegisterFinding),
    // Intake.
    always(Action::HandOverEvidence),
    always(Action::CompleteInitialStudy),
    always(Action::RequestCompletion),
    always(Action::CompleteReport),
    always(Action::DeclareNotRegistered),
    at(Action::Delegate, &[Stage::InitialStudy]),
    // The office above may take over at any time; it is waited for where it was asked.
    at(Action::TakeOver, &[Stage::TakeoverRequested]),
    always(Action::DeclineTakeover),
    always(Action::ForwardUnregistered),
    always(Action::RegisterReport),
    // Handling.
    always(Action::AppointTeam),
    always(Action::SubmitStudy),
    always(Action::DecideOutcomes),
    always(Action::SendRecommendation),
    always(Action::AskNationalView),
    always(Action::GiveNationalView),
    always(Action::DecideCorrection),
    // Review.
    always(Action::TakeIn),
    always(Action::Resubmit),
    always(Action::PassToBawaslu),
    always(Action::BeginExamination),
    always(Action::RejectReview),
    always(Action::FindProven),
    always(Action::FindNotProven),
    always(Action::IssueRecommendation),
    always(Action::RecordReceipt),
    always(Action::Remind),
    always(Action::Escalate),
    always(Action::ReportFollowUp),
    always(Action::AcceptFollowUp),
    always(Action::RefuseFollowUp),
    always(Action::HandOver),
    // Sanction.
    always(Action::Summon),
    always(Action::RecordExamination),
    always(Action::ProposeWithoutHearing),
    always(Action::Impose),
    always(Action::DeclineToImpose),
    always(Action::Deliver),
    always(Action::DecideObjection),
    always(Action::AnswerAppeal),
    always(Action::DecideAppeal),
    always(Action::TakeEffect),
    always(Action::RecordServed),
    // Control.
    always(Action::Block),
    always(Action::RefuseBlock),
    always(Action::Lift),
    // Referral.
    always(Action::RecordReferralReceipt),
    always(Action::AnswerReferral),
    always(Action::ResendReferral),
    at(
        Action::CloseReferral,
        &[Stage::ReferralReturned, Stage::ReferralAnswered],
    ),
];

/// Whether a step from a stage is work.
#[must_use]
pub fn is_work(action: Action, stage: Stage) -> bool {
    WORK.iter()
        .any(|w| w.action == action && (w.only_at.is_empty() || w.only_at.contains(&stage)))
}

/// The rows of work, each with the stages at which it is one, under every law text.
pub fn work_rows() -> impl Iterator<Item = (&'static Rule, Vec<Stage>)> {
    super::rules().filter(|r| r.is_operation()).filter_map(|r| {
        let at = r.from.iter().copied().filter(|s| is_work(r.action, *s));
        let stages: Vec<Stage> = at.collect();
        (!stages.is_empty()).then_some((r, stages))
    })
}

impl Term {
    /// Who is late where it passes, or loses a right: the office on a seat, or a party.
    #[must_use]
    pub const fn clock(self) -> Acts {
        match self {
            Self::ReportFiling | Self::EvidenceHandOver | Self::Completion => Acts::Reporter,
            Self::CorrectionRequest => Acts::ReporterOrRespondent,
            Self::Objection | Self::Appeal => Acts::Respondent,
            Self::PassOn
            | Self::InitialStudy
            | Self::NotifyGaps
            | Self::Delegation
            | Self::Finding
            | Self::NumberFinding
            | Self::Handling
            | Self::HandlingExtended
            | Self::Invitation
            | Self::CriminalReferral => Acts::Office(Seat::Handling),
            Self::CorrectionExamination => Acts::Office(Seat::Correction),
            Self::SatgasVerification => Acts::Office(Seat::Authority),
            Self::BawasluStudy => Acts::Office(Seat::Study),
            Self::AgencyFollowUp
            | Self::WarningFollowUp
            | Self::Summons
            | Self::ServeDecree
            | Self::TakesEffect
            | Self::ObjectionReply
            | Self::AppealReply => Acts::Office(Seat::Agency),
            Self::AppealDecision => Acts::Office(Seat::AppealBody),
        }
    }
}
