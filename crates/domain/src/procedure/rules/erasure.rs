//! What the erasure of a person leaves on the case: a certificate without a name, at every stage, ends included.
//!
//! No operation of its own: an erasure to which two have agreed causes this row (`acts/erasure.rs`). Nothing moves.

use crate::procedure::{
    Action, Acts, Law, Machine, Rule, Seat, Stage,
    rule::{ROW, law},
};
use crate::{
    law::{Confidence::Unsure, LawSet},
    people::Role,
};

const CITE: &str = "UU 27/2022 (no article on erasing a person was seen)";

const HANDLING: &[Law] = &[law(LawSet::HANDLING, CITE, &[], Unsure)];

pub(in crate::procedure) const RULES: &[Rule] = &[Rule {
    action: Action::ErasePerson,
    from: Stage::of(Machine::Case),
    acts: Acts::Office(Seat::Handling),
    by: &[Role::Member, Role::Chair, Role::Commissioner],
    law: HANDLING,
    caused_by: &[Action::ErasePerson],
    ..ROW
}];
