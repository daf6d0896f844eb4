//! What the end of an office does to the tracks it held: they pass to its successor where they stand.
//!
//! No operation of its own: the end of an office causes these rows (`acts/offices/office_end.rs`), one event per open
//! track on which the office sat. No term starts or ends with it.

use crate::procedure::{
    Action, Acts, Law, Machine, Rule, Seat, Stage,
    rule::{ROW, law},
};
use crate::{
    law::{Confidence::Unsure, LawSet},
    people::Role,
};

const CITE: &str = "practice (no article on open matters of an office that ends was seen)";

/// How many stages of a machine are no end.
const fn count(machine: Machine) -> usize {
    let (mut all, mut found) = (Stage::of(machine), 0);
    while let Some((stage, rest)) = all.split_first() {
        if !stage.is_final() {
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
    let (mut all, mut place) = (Stage::of(machine), 0);
    while let Some((stage, rest)) = all.split_first() {
        if !stage.is_final() {
            found[place] = *stage;
            place += 1;
        }
        all = rest;
    }
    found
}

pub(in crate::procedure) const CASES: &[Stage] = &open::<{ count(Machine::Case) }>(Machine::Case);
pub(in crate::procedure) const REVIEWS: &[Stage] =
    &open::<{ count(Machine::Review) }>(Machine::Review);
pub(in crate::procedure) const SANCTIONS: &[Stage] =
    &open::<{ count(Machine::Sanction) }>(Machine::Sanction);
pub(in crate::procedure) const CONTROLS: &[Stage] =
    &open::<{ count(Machine::Control) }>(Machine::Control);
pub(in crate::procedure) const REFERRALS: &[Stage] =
    &open::<{ count(Machine::Referral) }>(Machine::Referral);

const fn passes(
    from: &'static [Stage],
    seat: Seat,
    by: &'static [Role],
    law: &'static [Law],
) -> Rule {
    Rule {
        action: Action::SucceedOffice,
        from,
        acts: Acts::Office(seat),
        by,
        law,
        caused_by: &[Action::SucceedOffice],
        ..ROW
    }
}

const CHAIR: &[Role] = &[Role::Chair];
const OFFICER: &[Role] = &[Role::PersonnelOfficer];
const DESTINATION: &[Role] = &[Role::DestinationOfficer];
const HANDLING: &[Law] = &[law(LawSet::HANDLING, CITE, &[], Unsure)];
const ERAS: &[Law] = &[law(LawSet::ERAS, CITE, &[], Unsure)];
const REGIMES: &[Law] = &[law(LawSet::REGIMES, CITE, &[], Unsure)];

pub(in crate::procedure) const RULES: &[Rule] = &[
    passes(CASES, Seat::Handling, CHAIR, HANDLING),
    passes(REVIEWS, Seat::Agency, OFFICER, ERAS),
    passes(SANCTIONS, Seat::Agency, OFFICER, REGIMES),
    passes(CONTROLS, Seat::Agency, OFFICER, ERAS),
    passes(REFERRALS, Seat::Destination, DESTINATION, HANDLING),
];
