//! How a review ends beside its main road: lapsed, handed over, withdrawn by a correction.

use crate::procedure::{
    Action, Acts, BodyShape, Guard, Mark, PaperKind as P, Rule, Seat, Stage, To, Touch,
    rule::{ROW, law, structural, temporal},
    rules::review::{
        AFTER_KASN, AUTHORITY, BAWASLU, BKN, ERAS, KASN, KASN_FLOW, NOT_BKN, OPEN, TERMS, WATCHERS,
    },
};
use crate::{
    law::Confidence::{Likely, Unsure},
    people::Role,
};

pub(in crate::procedure) const RULES: &[Rule] = &[
    Rule {
        action: Action::DeclareLapsed,
        path: "lapse",
        from: OPEN,
        to: To::Stage(Stage::ReviewLapsed),
        acts: AUTHORITY,
        marks: &[Mark::BorrowedText],
        by: WATCHERS,
        records: BAWASLU,
        closes: TERMS,
        touches: &[Touch::MayEndCase],
        body: BodyShape::Lapse,
        guards: &[temporal(Guard::AuthorityCompetent)],
        law: &[
            law(NOT_BKN, KASN_FLOW, &[P::Proof], Unsure),
            law(
                BKN,
                "BKN application states (4 Dec 2024)",
                &[P::Proof],
                Likely,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::HandOver,
        path: "hand-over",
        from: OPEN,
        to: To::Stage(Stage::HandedOver),
        acts: Acts::Office(Seat::Successor),
        by: &[
            Role::Reviewer,
            Role::Commissioner,
            Role::AsnAuditor,
            Role::MinistryOfficer,
        ],
        records: BAWASLU,
        guards: &[structural(Guard::SuccessorCompetent)],
        closes: TERMS,
        touches: &[Touch::OpensSuccessor],
        body: BodyShape::Succession,
        marks: &[Mark::BorrowedText],
        law: &[
            law(KASN, "SE MenPANRB 4/2024", &[P::Letter], Likely),
            law(
                AFTER_KASN,
                "practice (no article on a later succession of authorities was seen)",
                &[P::Letter],
                Unsure,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::GoOnAsCorrected,
        path: "",
        from: OPEN,
        by: &[Role::Chair, Role::Member],
        law: &[law(
            ERAS,
            "Perbawaslu 7/2022 art. 57(1)b",
            &[P::B17, P::B21],
            Likely,
        )],
        caused_by: &[Action::DecideCorrection],
        ..ROW
    },
    Rule {
        action: Action::WithdrawByCorrection,
        path: "",
        from: OPEN,
        to: To::Stage(Stage::ReviewWithdrawn),
        by: &[Role::Chair, Role::Member],
        closes: TERMS,
        law: &[law(ERAS, "Perbawaslu 7/2022 art. 55-58", &[P::B21], Likely)],
        caused_by: &[Action::DecideCorrection],
        ..ROW
    },
];
