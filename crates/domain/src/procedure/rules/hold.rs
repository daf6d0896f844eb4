//! A legal hold on a case: while one stands nobody is erased from it. Placed and lifted at every stage, ends included,
//! with a reason. Several may stand, one for each who asked; what is lifted is the one placed last.

use crate::procedure::{
    Action, Acts, BodyShape, Guard, Law, Machine, Rule, Seat, Stage,
    rule::{ROW, law, structural},
};
use crate::{
    law::{Confidence::Unsure, LawSet},
    people::Role,
};

/// The actions of holds: they are taken at the end of a case too, and move nothing.
pub const HOLDS: &[Action] = &[Action::PlaceHold, Action::LiftHold];

const CITE: &str = "practice (no source was seen for legal holds)";
const HANDLING: &[Law] = &[law(LawSet::HANDLING, CITE, &[], Unsure)];

const HOLDING: Rule = Rule {
    from: Stage::of(Machine::Case),
    acts: Acts::Office(Seat::Handling),
    body: BodyShape::Reason,
    law: HANDLING,
    ..ROW
};

pub(in crate::procedure) const RULES: &[Rule] = &[
    Rule {
        action: Action::PlaceHold,
        path: "holds",
        by: &[
            Role::ViolationsStaff,
            Role::Member,
            Role::Chair,
            Role::Reviewer,
            Role::Commissioner,
        ],
        guards: &[structural(Guard::ReasonGiven)],
        ..HOLDING
    },
    Rule {
        action: Action::LiftHold,
        path: "lifted-holds",
        by: &[Role::Chair, Role::Commissioner],
        guards: &[
            structural(Guard::HoldStands),
            structural(Guard::ReasonGiven),
        ],
        ..HOLDING
    },
];
