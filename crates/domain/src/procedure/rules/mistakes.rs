//! Mistakes of entry, on every machine: wrong data amended, a wrong step taken back. These are not the legal
//! correction (*koreksi*), and no law names them: practice of keeping registers.

use crate::procedure::{
    Action, Acts, BodyShape, Guard, GuardKind, Law, Machine, Rule, Seat, Stage, To, Touch,
    rule::{ROW, law, structural},
    rules::record::involved,
};
use crate::{
    law::{Confidence::Unsure, LawSet},
    people::Role,
};

const BASIS: &str = "practice (no source was seen for mistakes of entry)";

/// The second person of the same office: its head, or a colleague where the office has one rank only.
const SECOND: &[Role] = &[
    Role::Member,
    Role::Chair,
    Role::Commissioner,
    Role::AsnAuditor,
    Role::PersonnelOfficer,
    Role::MinistryOfficer,
    Role::ControlOfficer,
    Role::AppealOfficer,
    Role::DestinationOfficer,
];

/// The steps that take another back: the only ones that say so of what came before them.
pub const TAKES_BACK: &[Action] = &[Action::Annul, Action::AnnulWith, Action::UnmergeCases];

const AMENDING: &[(Guard, GuardKind)] = &[
    structural(Guard::ReasonGiven),
    structural(Guard::AmendmentIsOwn),
    structural(Guard::AmendmentFits),
    structural(Guard::RegimeFree),
];

const TAKING_BACK: &[(Guard, GuardKind)] = &[
    structural(Guard::LastStepOwn),
    structural(Guard::NothingFollowed),
    structural(Guard::NoLetterSent),
];

const fn amend(machine: Machine, sets: &'static [Law]) -> Rule {
    Rule {
        action: Action::Amend,
        path: "amendment",
        from: Stage::of(machine),
        acts: Acts::Office(Seat::Recorder),
        by: involved(machine),
        guards: AMENDING,
        touches: &[Touch::MovesTerms],
        body: BodyShape::Amendments,
        law: sets,
        ..ROW
    }
}

const fn amend_with(machine: Machine, sets: &'static [Law]) -> Rule {
    Rule {
        action: Action::AmendWith,
        from: Stage::of(machine),
        acts: Acts::Office(Seat::Recorder),
        by: involved(machine),
        law: sets,
        caused_by: &[Action::Amend],
        ..ROW
    }
}

const fn annul(machine: Machine, sets: &'static [Law]) -> Rule {
    Rule {
        action: Action::Annul,
        path: "taking-back",
        from: Stage::of(machine),
        to: To::Before,
        acts: Acts::Office(Seat::Recorder),
        by: involved(machine),
        guards: TAKING_BACK,
        touches: &[Touch::TakesBack],
        body: BodyShape::Reason,
        law: sets,
        approval: SECOND,
        ..ROW
    }
}

const fn annul_with(machine: Machine, sets: &'static [Law]) -> Rule {
    Rule {
        action: Action::AnnulWith,
        from: Stage::of(machine),
        to: To::Before,
        acts: Acts::Office(Seat::Recorder),
        by: involved(machine),
        law: sets,
        caused_by: &[
            Action::Annul,
            Action::RestoreRespondent,
            Action::SeparateReviews,
        ],
        ..ROW
    }
}

const HANDLING: &[Law] = &[law(LawSet::HANDLING, BASIS, &[], Unsure)];
const ERAS: &[Law] = &[law(LawSet::ERAS, BASIS, &[], Unsure)];
const REGIMES: &[Law] = &[law(LawSet::REGIMES, BASIS, &[], Unsure)];

pub(in crate::procedure) const RULES: &[Rule] = &[
    amend(Machine::Case, HANDLING),
    amend(Machine::Review, ERAS),
    amend(Machine::Sanction, REGIMES),
    amend(Machine::Control, ERAS),
    amend(Machine::Referral, HANDLING),
    amend_with(Machine::Case, HANDLING),
    amend_with(Machine::Review, ERAS),
    amend_with(Machine::Sanction, REGIMES),
    amend_with(Machine::Control, ERAS),
    amend_with(Machine::Referral, HANDLING),
    annul(Machine::Case, HANDLING),
    annul(Machine::Review, ERAS),
    annul(Machine::Sanction, REGIMES),
    annul(Machine::Control, ERAS),
    annul(Machine::Referral, HANDLING),
    annul_with(Machine::Case, HANDLING),
    annul_with(Machine::Review, ERAS),
    annul_with(Machine::Sanction, REGIMES),
    annul_with(Machine::Control, ERAS),
    annul_with(Machine::Referral, HANDLING),
];
