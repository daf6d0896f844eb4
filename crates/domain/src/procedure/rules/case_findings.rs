//! The case machine, first part: early information, supervision reports, findings.
//!
//! Perbawaslu 7/2022 was read whole; of the Pilkada texts only the statute, officials and press, so their
//! confidence is lower and "not seen" stands where an article was not read.

use crate::procedure::{
    Action, BodyShape, Guard, Mark, PaperKind as P, Requirement, Rule, Stage, Term, To,
    rule::{ROW, always, law, structural, temporal},
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

/// The requirements of a finding (Perbawaslu 7/2022 art. 5(1)) beside the term.
pub const FINDING_NEEDS: &[Requirement] = &[
    Requirement::Respondent,
    Requirement::Account,
    Requirement::Evidence,
    Requirement::Finder,
];

const STAFF: &[Role] = &[Role::ViolationsStaff, Role::Member, Role::Chair];
const PLENARY: &[Role] = &[Role::Chair, Role::Member];

pub(in crate::procedure) const RULES: &[Rule] = &[
    Rule {
        action: Action::PassOn,
        path: "passing-on",
        from: &[Stage::InformationRecorded, Stage::SupervisionReported],
        by: &[Role::FieldSupervisor],
        records: &[Role::IntakeOfficer],
        guards: &[structural(Guard::PassesToSubDistrict)],
        law: &[
            law(PEMILU, "Perbawaslu 7/2022 art. 6", &[], Sure),
            law(PILKADA, "Perbawaslu 8/2020 (article not seen)", &[], Unsure),
        ],
        ..ROW
    },
    Rule {
        action: Action::ReportSupervision,
        path: "supervision-report",
        from: &[Stage::SupervisionReported],
        by: &[
            Role::FieldSupervisor,
            Role::ViolationsStaff,
            Role::Member,
            Role::Chair,
        ],
        body: BodyShape::Supplement,
        law: &[
            law(PEMILU, "Perbawaslu 7/2022 art. 5(1)", &[P::FormA], Sure),
            law(
                PILKADA,
                "Perbawaslu 8/2020 (article not seen)",
                &[P::FormA],
                Unsure,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::RecordEarlyInformation,
        path: "early-information",
        to: To::Stage(Stage::InformationRecorded),
        by: &[
            Role::IntakeOfficer,
            Role::FieldSupervisor,
            Role::ViolationsStaff,
        ],
        body: BodyShape::Complaint,
        law: &[
            law(PEMILU, "Perbawaslu 7/2022 art. 3", &[P::B8], Sure),
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
        action: Action::FileSupervisionReport,
        path: "findings",
        to: To::Stage(Stage::SupervisionReported),
        by: &[
            Role::FieldSupervisor,
            Role::ViolationsStaff,
            Role::Member,
            Role::Chair,
        ],
        opens: &[always(Term::Finding)],
        body: BodyShape::Complaint,
        marks: &[
            Mark::ActAfterKnown,
            Mark::RaceElsewhere,
            Mark::RulesNotYetInForce,
        ],
        law: &[
            law(
                PEMILU,
                "Perbawaslu 7/2022 art. 2, 4, 5, 6",
                &[P::FormA],
                Sure,
            ),
            law(
                PILKADA,
                "UU 1/2015 art. 134 (as amended)",
                &[P::FormA],
                Likely,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::PursueInformation,
        path: "pursuit",
        from: &[Stage::InformationRecorded],
        to: To::Stage(Stage::InformationPursued),
        by: PLENARY,
        guards: &[structural(Guard::Quorum), structural(Guard::Majority)],
        body: BodyShape::Plenary,
        law: &[
            law(
                PEMILU,
                "Perbawaslu 7/2022 art. 3(4)",
                &[P::PlenaryMinutes],
                Sure,
            ),
            law(
                PILKADA,
                "Perbawaslu 8/2020 (article not seen)",
                &[P::PlenaryMinutes],
                Unsure,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::CloseInformation,
        path: "closing-without-finding",
        from: &[
            Stage::InformationRecorded,
            Stage::InformationPursued,
            Stage::SupervisionReported,
        ],
        to: To::Stage(Stage::InformationClosed),
        by: PLENARY,
        closes: &[Term::Finding],
        body: BodyShape::Reason,
        law: &[
            law(PEMILU, "Perbawaslu 7/2022 art. 3, 5", &[], Likely),
            law(PILKADA, "Perbawaslu 8/2020 (article not seen)", &[], Unsure),
        ],
        ..ROW
    },
    Rule {
        action: Action::ReportSupervision,
        path: "supervision-report",
        from: &[Stage::InformationPursued],
        to: To::Stage(Stage::SupervisionReported),
        by: &[
            Role::FieldSupervisor,
            Role::ViolationsStaff,
            Role::Member,
            Role::Chair,
        ],
        after: Some(Action::PursueInformation),
        opens: &[always(Term::Finding)],
        body: BodyShape::Supplement,
        law: &[
            law(PEMILU, "Perbawaslu 7/2022 art. 3, 4, 5", &[P::FormA], Sure),
            law(
                PILKADA,
                "Perbawaslu 8/2020 (article not seen)",
                &[P::FormA],
                Unsure,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::EstablishFinding,
        path: "finding",
        from: &[Stage::SupervisionReported],
        to: To::Stage(Stage::FindingEstablished),
        by: PLENARY,
        guards: &[
            structural(Guard::FindingRequirements),
            temporal(Guard::FindingInTime),
            structural(Guard::Quorum),
            structural(Guard::Majority),
        ],
        due: Some(Term::Finding),
        opens: &[always(Term::NumberFinding)],
        closes: &[Term::Finding],
        body: BodyShape::Plenary,
        law: &[
            law(
                PEMILU,
                "Perbawaslu 7/2022 art. 5(1)(2)",
                &[P::B2, P::PlenaryMinutes],
                Sure,
            ),
            law(
                PILKADA,
                "UU 1/2015 art. 134 (as amended)",
                &[P::PilkadaForm, P::PlenaryMinutes],
                Likely,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::RegisterFinding,
        path: "finding-registration",
        from: &[Stage::FindingEstablished],
        to: To::Stage(Stage::Registered),
        by: STAFF,
        after: Some(Action::EstablishFinding),
        due: Some(Term::NumberFinding),
        opens: &[always(Term::Handling)],
        closes: &[Term::NumberFinding],
        number: Some(NumberKind::Register),
        pins: true,
        marks: &[Mark::RulesMoved, Mark::BeforeCandidatesFixed],
        law: &[
            law(PEMILU, "Perbawaslu 7/2022 art. 5(3), 26", &[], Sure),
            law(PILKADA, "Perbawaslu 8/2020 (article not seen)", &[], Unsure),
        ],
        ..ROW
    },
];
