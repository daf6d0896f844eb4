//! Papers added to a track in a step of their own: what the law names and a step was taken without.
//!
//! No article speaks of it; it is practice, and the only way in which an open paper of a last step can be
//! closed. So it is open at the end of a track too, and moves nothing.

use crate::procedure::{
    Action, Acts, BodyShape, Guard, Machine, PaperKind as P, Rule, Seat, Stage, To,
    rule::{ROW, law, structural},
    rules::review::UNIT,
};
use crate::{
    law::{Confidence::Unsure, LawSet},
    people::Role,
};

const BAWASLU: &[Role] = &[Role::ViolationsStaff, Role::IntakeOfficer, Role::Chair];
/// What the five rows share.
const ADDING: Rule = Rule {
    action: Action::AddPapers,
    path: "added-papers",
    to: To::Same,
    guards: &[structural(Guard::PapersGiven)],
    body: BodyShape::None,
    ..ROW
};

pub(in crate::procedure) const RULES: &[Rule] = &[
    Rule {
        from: Stage::of(Machine::Case),
        by: &[
            Role::ViolationsStaff,
            Role::IntakeOfficer,
            Role::Chair,
            Role::Reviewer,
            Role::Commissioner,
        ],
        law: &[law(LawSet::HANDLING, "practice", &[P::Other], Unsure)],
        ..ADDING
    },
    Rule {
        from: Stage::of(Machine::Review),
        acts: Acts::Office(Seat::Authority),
        by: &[
            Role::Reviewer,
            Role::Commissioner,
            Role::AsnAuditor,
            Role::MinistryOfficer,
        ],
        records: BAWASLU,
        law: &[law(LawSet::ERAS, "practice", &[P::Other], Unsure)],
        ..ADDING
    },
    Rule {
        from: Stage::of(Machine::Sanction),
        acts: Acts::Office(Seat::Agency),
        by: UNIT,
        records: &[Role::Reviewer, Role::AsnAuditor, Role::ViolationsStaff],
        law: &[law(LawSet::REGIMES, "practice", &[P::Other], Unsure)],
        ..ADDING
    },
    Rule {
        from: Stage::of(Machine::Control),
        acts: Acts::Office(Seat::Control),
        by: &[Role::ControlOfficer],
        records: &[Role::Reviewer, Role::ViolationsStaff],
        law: &[law(LawSet::ERAS, "practice", &[P::Other], Unsure)],
        ..ADDING
    },
    Rule {
        from: Stage::of(Machine::Referral),
        by: BAWASLU,
        law: &[law(LawSet::HANDLING, "practice", &[P::Other], Unsure)],
        ..ADDING
    },
];
