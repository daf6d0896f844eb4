//! The case machine, third part: team, clarification, study, plenary decision.

use crate::procedure::{
    Action, Acts, AssignmentCapacity, BodyShape, Guard, Mark, PaperKind as P, Rule, Stage, Term,
    To, When,
    rule::{ROW, law, structural, temporal, when},
};
use crate::{
    law::{
        Confidence::{Likely, Sure, Unsure},
        LawSet,
    },
    people::Role,
};

const PEMILU: &[LawSet] = LawSet::PEMILU;
const PILKADA: &[LawSet] = LawSet::PILKADA;
const PLENARY: &[Role] = &[Role::Chair, Role::Member];
const STUDYING: &[Stage] = &[Stage::InStudy, Stage::FurtherInformation];

pub(in crate::procedure) const RULES: &[Rule] = &[
    Rule {
        action: Action::AppointTeam,
        path: "team",
        from: &[Stage::Registered],
        to: To::Stage(Stage::InStudy),
        by: &[Role::Chair],
        guards: &[structural(Guard::PapersDemanded)],
        marks: &[Mark::BeforeCandidatesFixed],
        law: &[
            law(
                PEMILU,
                "Perbawaslu 7/2022 art. 27(3), 35(2)",
                &[P::ChairDecree],
                Sure,
            )
            .demands(&[P::ChairDecree]),
            law(
                PILKADA,
                "Perbawaslu 8/2020 (article not seen)",
                &[P::ChairDecree],
                Unsure,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::Invite,
        path: "invitations",
        from: STUDYING,
        by: &[Role::Chair, Role::ViolationsStaff],
        after: Some(Action::AppointTeam),
        guards: &[
            structural(Guard::InvitationsLeft),
            structural(Guard::AbsenceRecorded),
            temporal(Guard::InvitedInTime),
            structural(Guard::PapersDemanded),
        ],
        body: BodyShape::Invitation,
        marks: &[Mark::InvitedAgain],
        law: &[
            law(PEMILU, "Perbawaslu 7/2022 art. 28-31", &[P::B9], Sure).demands(&[P::B9]),
            law(
                PILKADA,
                "Perbawaslu 8/2020 (article not seen)",
                &[P::PilkadaForm],
                Unsure,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::RecordClarification,
        path: "clarifications",
        from: STUDYING,
        by: &[Role::ViolationsStaff, Role::Member],
        assigned: &[AssignmentCapacity::ClarificationTeam],
        after: Some(Action::AppointTeam),
        body: BodyShape::Person,
        law: &[
            law(
                PEMILU,
                "Perbawaslu 7/2022 art. 32, 33, 35",
                &[P::B10, P::B11, P::B12],
                Sure,
            )
            .sometimes(&[P::B10, P::B11]),
            law(
                PILKADA,
                "Perbawaslu 8/2020 (article not seen)",
                &[P::PilkadaForm],
                Unsure,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::RecordAbsence,
        path: "absences",
        from: STUDYING,
        by: &[Role::ViolationsStaff, Role::Member],
        assigned: &[AssignmentCapacity::ClarificationTeam],
        after: Some(Action::Invite),
        guards: &[structural(Guard::AbsentFromHearing)],
        body: BodyShape::Person,
        law: &[
            law(PEMILU, "Perbawaslu 7/2022 art. 30, 31", &[], Sure),
            law(PILKADA, "Perbawaslu 8/2020 (article not seen)", &[], Unsure),
        ],
        ..ROW
    },
    Rule {
        action: Action::Extend,
        path: "extension",
        from: &[Stage::InStudy],
        to: To::Stage(Stage::FurtherInformation),
        by: PLENARY,
        guards: &[temporal(Guard::HandlingTermRuns)],
        opens: &[when(Term::HandlingExtended, When::Always)],
        closes: &[Term::Handling],
        body: BodyShape::Reason,
        law: &[
            law(PEMILU, "Perbawaslu 7/2022 art. 26", &[], Sure),
            law(PILKADA, "UU 1/2015 art. 134(6) (as amended)", &[], Likely),
        ],
        ..ROW
    },
    Rule {
        action: Action::SubmitStudy,
        path: "study",
        from: STUDYING,
        to: To::Stage(Stage::AwaitingPlenary),
        by: &[Role::ViolationsStaff, Role::Member, Role::Chair],
        after: Some(Action::AppointTeam),
        not_before: &[Action::Extend, Action::SendBackStudy],
        body: BodyShape::Study,
        law: &[
            law(PEMILU, "Perbawaslu 7/2022 art. 25, 36", &[P::B13], Sure),
            law(
                PILKADA,
                "Perbawaslu 8/2020 (article not seen)",
                &[P::PilkadaForm],
                Unsure,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::SendBackStudy,
        path: "study-return",
        from: &[Stage::AwaitingPlenary],
        to: To::OneOf(STUDYING),
        by: PLENARY,
        after: Some(Action::SubmitStudy),
        guards: &[structural(Guard::Quorum), structural(Guard::Majority)],
        body: BodyShape::Plenary,
        law: &[
            law(
                PEMILU,
                "practice (Perbawaslu 5/2018 on plenary meetings, not seen)",
                &[P::PlenaryMinutes],
                Unsure,
            ),
            law(
                PILKADA,
                "practice (Perbawaslu 5/2018 on plenary meetings, not seen)",
                &[P::PlenaryMinutes],
                Unsure,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::AdjournPlenary,
        path: "plenary-adjournment",
        from: &[Stage::AwaitingPlenary],
        by: PLENARY,
        after: Some(Action::SubmitStudy),
        body: BodyShape::Reason,
        law: &[
            law(
                PEMILU,
                "practice (Perbawaslu 5/2018 on plenary meetings, not seen)",
                &[],
                Unsure,
            ),
            law(
                PILKADA,
                "practice (Perbawaslu 5/2018 on plenary meetings, not seen)",
                &[],
                Unsure,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::DecideOutcomes,
        path: "plenary-decision",
        from: &[Stage::AwaitingPlenary],
        to: To::OneOf(&[Stage::Stopped, Stage::Decided]),
        by: PLENARY,
        after: Some(Action::SubmitStudy),
        not_before: &[Action::AdjournPlenary],
        guards: &[
            structural(Guard::OutcomesComplete),
            structural(Guard::Quorum),
            structural(Guard::Majority),
        ],
        // Which of the two runs depends on whether the case was extended; only the running one is late.
        due: Some(Term::Handling),
        opens: &[when(Term::CriminalReferral, When::Criminal)],
        closes: &[Term::Handling, Term::HandlingExtended],
        body: BodyShape::Outcomes,
        marks: &[Mark::BeforeCandidatesFixed],
        law: &[
            law(
                PEMILU,
                "Perbawaslu 7/2022 art. 36(3), 37, 48",
                &[P::PlenaryMinutes],
                Sure,
            ),
            law(
                PILKADA,
                "UU 1/2015 art. 134, 135 (as amended)",
                &[P::PlenaryMinutes],
                Likely,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::WithdrawAfterRegistration,
        path: "late-withdrawal",
        from: &[
            Stage::Registered,
            Stage::InStudy,
            Stage::FurtherInformation,
            Stage::AwaitingPlenary,
            Stage::Decided,
            Stage::Monitored,
        ],
        acts: Acts::Reporter,
        by: &[Role::IntakeOfficer],
        after: Some(Action::RegisterReport),
        guards: &[structural(Guard::FromReport)],
        law: &[
            law(PEMILU, "Perbawaslu 7/2022 art. 17(3)", &[P::Letter], Sure),
            law(
                PILKADA,
                "Perbawaslu 8/2020 (article not seen; as Perbawaslu 7/2022)",
                &[P::Letter],
                Unsure,
            ),
        ],
        ..ROW
    },
];
