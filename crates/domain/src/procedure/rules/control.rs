//! The control machine: one block of personnel data or services at BKN.

use crate::procedure::{
    Action, Acts, BodyShape, Guard, PaperKind as P, Rule, Seat, Stage, To, Touch,
    rule::{ROW, law, structural, temporal},
    rules::review::UNIT,
};
use crate::{
    law::{
        Confidence::{Likely, Sure, Unsure},
        LawSet,
    },
    people::Role,
};

const ERAS: &[LawSet] = LawSet::ERAS;
const BASIS: &str = "Perpres 116/2022 art. 19, 20(4); Peraturan BKN 1/2023 (before: SKB 2020)";
const CONTROL: Acts = Acts::Office(Seat::Control);

pub(in crate::procedure) const RULES: &[Rule] = &[
    Rule {
        action: Action::OpenControl,
        path: "",
        to: To::Stage(Stage::BlockRequested),
        acts: Acts::Office(Seat::Authority),
        by: &[Role::Reviewer, Role::AsnAuditor, Role::Commissioner],
        law: &[law(ERAS, BASIS, &[P::Letter], Sure)],
        caused_by: &[Action::RequestBlock],
        ..ROW
    },
    Rule {
        action: Action::Block,
        path: "block",
        from: &[Stage::BlockRequested],
        to: To::Stage(Stage::Blocked),
        acts: CONTROL,
        by: &[Role::ControlOfficer],
        records: &[Role::Reviewer, Role::ViolationsStaff],
        guards: &[temporal(Guard::AgencyTermPassed)],
        law: &[law(ERAS, BASIS, &[P::BlockLetter], Sure)],
        ..ROW
    },
    Rule {
        action: Action::RefuseBlock,
        path: "refusal",
        from: &[Stage::BlockRequested],
        to: To::Stage(Stage::BlockRefused),
        acts: CONTROL,
        by: &[Role::ControlOfficer],
        records: &[Role::Reviewer, Role::ViolationsStaff],
        touches: &[Touch::MayEndCase],
        body: BodyShape::Reason,
        law: &[law(ERAS, "practice", &[P::Letter], Unsure)],
        ..ROW
    },
    Rule {
        action: Action::RequestLift,
        path: "lifting-request",
        from: &[Stage::Blocked],
        acts: Acts::Office(Seat::Agency),
        by: UNIT,
        records: &[Role::Reviewer, Role::AsnAuditor, Role::ViolationsStaff],
        law: &[law(ERAS, BASIS, &[P::Letter], Likely)],
        ..ROW
    },
    Rule {
        action: Action::RefuseLift,
        path: "lifting-refusal",
        from: &[Stage::Blocked],
        acts: CONTROL,
        by: &[Role::ControlOfficer],
        records: &[Role::Reviewer, Role::ViolationsStaff],
        after: Some(Action::RequestLift),
        guards: &[structural(Guard::LiftRequestWaits)],
        body: BodyShape::Reason,
        law: &[law(ERAS, "practice", &[P::Letter], Unsure)],
        ..ROW
    },
    Rule {
        action: Action::Lift,
        path: "lifting",
        from: &[Stage::Blocked],
        to: To::Stage(Stage::BlockLifted),
        acts: CONTROL,
        by: &[Role::ControlOfficer],
        records: &[Role::Reviewer, Role::ViolationsStaff],
        guards: &[structural(Guard::LiftGround)],
        touches: &[Touch::MayEndCase],
        law: &[law(ERAS, BASIS, &[P::UnblockLetter], Likely)],
        ..ROW
    },
    Rule {
        action: Action::AnnulBlock,
        path: "annulment",
        from: &[Stage::BlockRequested, Stage::Blocked],
        to: To::Stage(Stage::BlockAnnulled),
        acts: CONTROL,
        by: &[Role::ControlOfficer],
        records: &[Role::Reviewer, Role::ViolationsStaff],
        touches: &[Touch::MayEndCase],
        body: BodyShape::Reason,
        law: &[law(ERAS, "practice", &[P::Letter], Unsure)],
        ..ROW
    },
];
