//! The case machine, second part: filing, completion, delegation, registration of a report.
//!
//! Perbawaslu 7/2022 was read whole; of the Pilkada texts only the statute, officials and press, so their
//! confidence is lower and "not seen" stands where an article was not read.

use crate::procedure::{
    Action, Acts, BodyShape, Guard, Mark, PaperKind as P, Rule, Seat, Stage, Term, To, Touch, When,
    rule::{ROW, always, law, structural, when},
};
use crate::{
    law::{
        Confidence::{Likely, Sure, Unsure},
        LawSet,
    },
    numbers::NumberKind,
    people::Role,
};

const PEMILU: &[LawSet] = LawSet::PEMILU;
const PILKADA: &[LawSet] = LawSet::PILKADA;

const STAFF: &[Role] = &[Role::ViolationsStaff, Role::Member, Role::Chair];
const PLENARY: &[Role] = &[Role::Chair, Role::Member];
const COUNTER: &[Role] = &[Role::IntakeOfficer];

pub(in crate::procedure) const RULES: &[Rule] = &[
    Rule {
        action: Action::FileReport,
        path: "reports",
        to: To::OneOf(&[Stage::Received, Stage::OnlineDraft, Stage::HeldByField]),
        acts: Acts::Reporter,
        by: &[Role::IntakeOfficer, Role::FieldSupervisor],
        due: Some(Term::ReportFiling),
        opens: &[
            when(Term::ReportFiling, When::KnownDay),
            when(Term::InitialStudy, When::AtOffice),
            when(Term::EvidenceHandOver, When::Online),
            when(Term::PassOn, When::Field),
        ],
        closes: &[Term::ReportFiling],
        number: Some(NumberKind::Submission),
        body: BodyShape::Complaint,
        marks: &[
            Mark::OutsideOfficeHours,
            Mark::ActAfterKnown,
            Mark::RaceElsewhere,
            Mark::OnlineElsewhere,
            Mark::RulesNotYetInForce,
            Mark::ChannelUnsure,
        ],
        law: &[
            law(
                PEMILU,
                "Perbawaslu 7/2022 art. 8, 9, 10, 11, 13",
                &[P::B1, P::B3],
                Sure,
            )
            .sometimes(&[P::B1]),
            law(
                PILKADA,
                "UU 1/2015 art. 134(2)-(4) (as amended)",
                &[P::PilkadaForm],
                Sure,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::PassOn,
        path: "passing-on",
        from: &[Stage::HeldByField],
        to: To::Stage(Stage::Received),
        by: &[Role::FieldSupervisor],
        records: &[Role::IntakeOfficer],
        after: Some(Action::FileReport),
        guards: &[structural(Guard::PassesToSubDistrict)],
        due: Some(Term::PassOn),
        opens: &[always(Term::InitialStudy)],
        closes: &[Term::PassOn],
        number: Some(NumberKind::Submission),
        law: &[
            law(PEMILU, "Perbawaslu 7/2022 art. 9", &[], Sure),
            law(PILKADA, "Perbawaslu 8/2020 (article not seen)", &[], Unsure),
        ],
        ..ROW
    },
    Rule {
        action: Action::HandOverEvidence,
        path: "evidence-hand-over",
        from: &[Stage::OnlineDraft],
        to: To::Stage(Stage::Received),
        acts: Acts::Reporter,
        by: COUNTER,
        after: Some(Action::FileReport),
        due: Some(Term::EvidenceHandOver),
        opens: &[always(Term::InitialStudy)],
        closes: &[Term::EvidenceHandOver],
        body: BodyShape::Supplement,
        law: &[
            law(PEMILU, "Perbawaslu 7/2022 art. 12, 13", &[P::B3], Sure),
            law(
                PILKADA,
                "PPID Bawaslu Jateng FAQ (all papers within the reporting term)",
                &[P::PilkadaForm],
                Unsure,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::WithdrawReport,
        path: "withdrawal",
        from: &[
            Stage::HeldByField,
            Stage::OnlineDraft,
            Stage::Received,
            Stage::InitialStudy,
            Stage::AwaitingCompletion,
            Stage::TakeoverRequested,
            Stage::Delegated,
            Stage::TakenOver,
        ],
        to: To::Stage(Stage::Withdrawn),
        acts: Acts::Reporter,
        by: COUNTER,
        after: Some(Action::FileReport),
        closes: &[
            Term::PassOn,
            Term::EvidenceHandOver,
            Term::InitialStudy,
            Term::NotifyGaps,
            Term::Completion,
            Term::Delegation,
        ],
        guards: &[structural(Guard::PapersDemanded)],
        body: BodyShape::Reason,
        law: &[
            law(PEMILU, "Perbawaslu 7/2022 art. 14", &[P::B4], Sure).demands(&[P::B4]),
            law(
                PILKADA,
                "Perbawaslu 8/2020 (article not seen; as Perbawaslu 7/2022)",
                &[P::PilkadaForm],
                Unsure,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::CompleteInitialStudy,
        path: "initial-study",
        from: &[Stage::Received],
        to: To::Stage(Stage::InitialStudy),
        by: STAFF,
        after: Some(Action::FileReport),
        not_before: &[Action::PassOn, Action::CompleteReport],
        guards: &[structural(Guard::Quorum), structural(Guard::Majority)],
        due: Some(Term::InitialStudy),
        opens: &[
            when(Term::NotifyGaps, When::CurableGaps),
            when(Term::Delegation, When::RequirementsMet),
        ],
        closes: &[Term::InitialStudy],
        body: BodyShape::InitialStudy,
        law: &[
            law(
                PEMILU,
                "Perbawaslu 7/2022 art. 15, 16",
                &[P::B7, P::PlenaryMinutes],
                Sure,
            ),
            law(
                PILKADA,
                "UU 1/2015 art. 134 (as amended); practice",
                &[P::PilkadaForm, P::PlenaryMinutes],
                Likely,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::RequestCompletion,
        path: "completion-request",
        from: &[Stage::InitialStudy],
        to: To::Stage(Stage::AwaitingCompletion),
        by: STAFF,
        after: Some(Action::CompleteInitialStudy),
        guards: &[
            structural(Guard::GapsCurable),
            structural(Guard::CompletionOnce),
        ],
        due: Some(Term::NotifyGaps),
        opens: &[always(Term::Completion)],
        closes: &[Term::NotifyGaps, Term::Delegation],
        law: &[
            law(
                PEMILU,
                "Perbawaslu 7/2022 art. 24(1)(2)",
                &[P::Letter],
                Sure,
            )
            .sometimes(&[P::Letter]),
            law(
                PILKADA,
                "practice (Pasuruan 2020, Pujud 2024)",
                &[P::Letter],
                Likely,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::CompleteReport,
        path: "completion",
        from: &[Stage::AwaitingCompletion],
        to: To::Stage(Stage::InitialStudy),
        acts: Acts::Reporter,
        by: COUNTER,
        after: Some(Action::RequestCompletion),
        due: Some(Term::Completion),
        opens: &[when(Term::Delegation, When::RequirementsMet)],
        closes: &[Term::Completion],
        body: BodyShape::Supplement,
        law: &[
            law(PEMILU, "Perbawaslu 7/2022 art. 24(4)-(6)", &[P::B31], Sure),
            law(
                PILKADA,
                "practice (2 x 24 hours)",
                &[P::PilkadaForm],
                Likely,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::DeclareNotRegistered,
        path: "non-registration",
        from: &[
            Stage::OnlineDraft,
            Stage::InitialStudy,
            Stage::AwaitingCompletion,
        ],
        to: To::Stage(Stage::NotRegistered),
        by: PLENARY,
        after: Some(Action::FileReport),
        not_before: &[Action::CompleteInitialStudy, Action::RequestCompletion],
        guards: &[
            structural(Guard::NotRegisteredGroundHolds),
            structural(Guard::Quorum),
            structural(Guard::Majority),
        ],
        closes: &[
            Term::EvidenceHandOver,
            Term::NotifyGaps,
            Term::Completion,
            Term::Delegation,
        ],
        body: BodyShape::NotRegistered,
        law: &[
            law(
                PEMILU,
                "Perbawaslu 7/2022 art. 24(3)(7)(9)",
                &[P::B18],
                Sure,
            ),
            law(
                PILKADA,
                "UU 1/2015 art. 134(4) (as amended)",
                &[P::PilkadaForm],
                Likely,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::Delegate,
        path: "delegation",
        from: &[Stage::InitialStudy, Stage::Delegated],
        to: To::Stage(Stage::Delegated),
        by: PLENARY,
        after: Some(Action::CompleteInitialStudy),
        guards: &[
            structural(Guard::RequirementsMet),
            structural(Guard::DelegationAllowed),
            structural(Guard::Quorum),
            structural(Guard::Majority),
            structural(Guard::PapersDemanded),
        ],
        due: Some(Term::Delegation),
        closes: &[Term::Delegation],
        body: BodyShape::Delegation,
        law: &[
            law(
                PEMILU,
                "Perbawaslu 7/2022 art. 38, 39",
                &[P::B5, P::PlenaryMinutes],
                Sure,
            )
            .demands(&[P::B5]),
            law(
                PILKADA,
                "Perbawaslu 8/2020 (article not seen; as Perbawaslu 7/2022)",
                &[P::PlenaryMinutes],
                Unsure,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::RequestTakeover,
        path: "takeover-request",
        from: &[Stage::InitialStudy],
        to: To::Stage(Stage::TakeoverRequested),
        by: &[Role::Chair],
        after: Some(Action::CompleteInitialStudy),
        guards: &[
            structural(Guard::RequirementsMet),
            structural(Guard::HigherOfficeExists),
        ],
        body: BodyShape::TakeoverRequest,
        law: &[
            law(PEMILU, "Perbawaslu 7/2022 art. 40, 41", &[P::B6], Sure),
            law(
                PILKADA,
                "Perbawaslu 8/2020 (article not seen; as Perbawaslu 7/2022)",
                &[],
                Unsure,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::DeclineTakeover,
        path: "takeover-refusal",
        from: &[Stage::TakeoverRequested],
        to: To::Stage(Stage::InitialStudy),
        acts: Acts::Office(Seat::Above),
        by: PLENARY,
        records: &[Role::ViolationsStaff, Role::IntakeOfficer],
        after: Some(Action::RequestTakeover),
        body: BodyShape::Reason,
        law: &[
            law(PEMILU, "Perbawaslu 7/2022 art. 40-42", &[P::Letter], Likely),
            law(
                PILKADA,
                "Perbawaslu 8/2020 (article not seen)",
                &[P::Letter],
                Unsure,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::TakeOver,
        path: "takeover",
        from: &[Stage::InitialStudy, Stage::TakeoverRequested],
        to: To::Stage(Stage::TakenOver),
        acts: Acts::Office(Seat::Above),
        by: PLENARY,
        records: &[Role::ViolationsStaff, Role::IntakeOfficer],
        after: Some(Action::CompleteInitialStudy),
        guards: &[
            structural(Guard::RequirementsMet),
            structural(Guard::Quorum),
            structural(Guard::Majority),
        ],
        due: Some(Term::Delegation),
        closes: &[Term::Delegation],
        body: BodyShape::Takeover,
        law: &[
            law(
                PEMILU,
                "Perbawaslu 7/2022 art. 40-42",
                &[P::PlenaryMinutes],
                Sure,
            ),
            law(
                PILKADA,
                "Perbawaslu 8/2020 (article not seen; as Perbawaslu 7/2022)",
                &[P::PlenaryMinutes],
                Unsure,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::ForwardUnregistered,
        path: "direct-forwarding",
        // Whoever received the case by delegation or takeover forwards what it does not register.
        from: &[Stage::InitialStudy, Stage::Delegated, Stage::TakenOver],
        to: To::Stage(Stage::ForwardedUnregistered),
        by: &[Role::Chair],
        after: Some(Action::CompleteInitialStudy),
        guards: &[
            structural(Guard::RequirementsMet),
            structural(Guard::OtherLawOnly),
            structural(Guard::DestinationsComplete),
            structural(Guard::DestinationsCompetent),
        ],
        closes: &[Term::Delegation],
        pins: true,
        touches: &[Touch::OpensReviews, Touch::OpensReferrals],
        body: BodyShape::Forwarding,
        marks: &[
            Mark::DestinationUnsure,
            Mark::IdentitySent,
            Mark::BorrowedText,
        ],
        law: &[
            law(
                PEMILU,
                "Perbawaslu 7/2022 art. 16(1)b, 22",
                &[P::Letter, P::B18],
                Sure,
            ),
            law(
                PILKADA,
                "practice (before candidates are fixed: Bagja, 17 Sept 2024)",
                &[P::Letter],
                Likely,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::RegisterReport,
        path: "registration",
        from: &[Stage::InitialStudy, Stage::Delegated, Stage::TakenOver],
        to: To::Stage(Stage::Registered),
        by: STAFF,
        after: Some(Action::CompleteInitialStudy),
        not_before: &[Action::Delegate, Action::TakeOver, Action::DeclineTakeover],
        guards: &[
            structural(Guard::RequirementsMet),
            structural(Guard::ElectionViolationSeen),
        ],
        opens: &[always(Term::Handling)],
        closes: &[Term::Delegation],
        number: Some(NumberKind::Register),
        pins: true,
        marks: &[Mark::RulesMoved, Mark::BeforeCandidatesFixed],
        law: &[
            law(
                PEMILU,
                "Perbawaslu 7/2022 art. 17, 26, 39, 42, 61",
                &[],
                Sure,
            ),
            law(PILKADA, "UU 1/2015 art. 134(5) (as amended)", &[], Likely),
        ],
        ..ROW
    },
];
