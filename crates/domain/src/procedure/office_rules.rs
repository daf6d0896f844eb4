//! What the end of an office does to the tracks it held: they pass to its successor where they stand.
//!
//! No operation of its own: the end of an office causes these rows (`acts/office_end.rs`), one event per open
//! track on which the office sat. No term starts or ends with it.

use super::{
    Action, Acts, Machine, Rule, Seat, Stage,
    rule::{ROW, law},
};
use crate::{
    law::{Confidence::Unsure, LawSet},
    people::Role,
};

const CITE: &str = "practice (no article on open matters of an office that ends was seen)";

const fn is_open(stage: Stage, machine: Machine) -> bool {
    let here = matches!(
        (stage.machine(), machine),
        (Machine::Case, Machine::Case)
            | (Machine::Review, Machine::Review)
            | (Machine::Sanction, Machine::Sanction)
            | (Machine::Control, Machine::Control)
            | (Machine::Referral, Machine::Referral)
    );
    here && !stage.is_final()
}

const fn count(machine: Machine) -> usize {
    let (mut all, mut found) = (Stage::ALL, 0);
    while let Some((stage, rest)) = all.split_first() {
        if is_open(*stage, machine) {
            found += 1;
        }
        all = rest;
    }
    found
}

/// Every stage of a machine that is no end, so that a new one is never forgotten here.
#[expect(
    clippy::indexing_slicing,
    reason = "evaluated by the compiler, which refuses a place that is not there"
)]
const fn open<const N: usize>(machine: Machine) -> [Stage; N] {
    let mut found = [Stage::Received; N];
    let (mut all, mut place) = (Stage::ALL, 0);
    while let Some((stage, rest)) = all.split_first() {
        if is_open(*stage, machine) {
            found[place] = *stage;
            place += 1;
        }
        all = rest;
    }
    found
}

const CASES: &[Stage] = &open::<{ count(Machine::Case) }>(Machine::Case);
const REVIEWS: &[Stage] = &open::<{ count(Machine::Review) }>(Machine::Review);
const SANCTIONS: &[Stage] = &open::<{ count(Machine::Sanction) }>(Machine::Sanction);
const CONTROLS: &[Stage] = &open::<{ count(Machine::Control) }>(Machine::Control);
const REFERRALS: &[Stage] = &open::<{ count(Machine::Referral) }>(Machine::Referral);

const fn passes(action: Action) -> Rule {
    Rule {
        action,
        caused_by: &[Action::SucceedOffice],
        ..ROW
    }
}

pub(super) const RULES: &[Rule] = &[
    Rule {
        from: CASES,
        by: &[Role::Chair],
        law: &[law(LawSet::HANDLING, CITE, &[], Unsure)],
        ..passes(Action::SucceedOffice)
    },
    Rule {
        from: REVIEWS,
        acts: Acts::Office(Seat::Agency),
        by: &[Role::PersonnelOfficer],
        law: &[law(LawSet::ERAS, CITE, &[], Unsure)],
        ..passes(Action::SucceedInReview)
    },
    Rule {
        from: SANCTIONS,
        acts: Acts::Office(Seat::Agency),
        by: &[Role::PersonnelOfficer],
        law: &[law(LawSet::REGIMES, CITE, &[], Unsure)],
        ..passes(Action::SucceedInSanction)
    },
    Rule {
        from: CONTROLS,
        acts: Acts::Office(Seat::Agency),
        by: &[Role::PersonnelOfficer],
        law: &[law(LawSet::ERAS, CITE, &[], Unsure)],
        ..passes(Action::SucceedInControl)
    },
    Rule {
        from: REFERRALS,
        acts: Acts::Office(Seat::Destination),
        by: &[Role::DestinationOfficer],
        law: &[law(LawSet::HANDLING, CITE, &[], Unsure)],
        ..passes(Action::SucceedInReferral)
    },
];

/// The action by which a track of a machine passes to a successor.
#[must_use]
pub const fn succession(machine: Machine) -> Action {
    match machine {
        Machine::Case => Action::SucceedOffice,
        Machine::Review => Action::SucceedInReview,
        Machine::Sanction => Action::SucceedInSanction,
        Machine::Control => Action::SucceedInControl,
        Machine::Referral => Action::SucceedInReferral,
    }
}
