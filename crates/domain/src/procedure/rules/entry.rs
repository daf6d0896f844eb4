//! What an office says to steps that others recorded from its papers before it used this installation. No law
//! names it: practice of keeping registers. Nothing is undone by it; a wrong entry is amended or taken back by
//! whoever made it.

use crate::law::{Confidence::Unsure, LawSet};
use crate::procedure::{
    Action, Acts, BodyShape, Guard, GuardKind, Law, Machine, Rule, Seat, Stage,
    rule::{ROW, law, structural},
    rules::record::involved,
};

vocabulary! {
    /// What an office says to a step that was recorded for it from a paper.
    EntryAnswer {
        Confirmed = "confirmed", "Dibenarkan", "Confirmed";
        Contested = "contested", "Dibantah", "Contested";
    }
}

const CITE: &str = "practice";
const GUARDS: &[(Guard, GuardKind)] = &[
    structural(Guard::EntryForOffice),
    structural(Guard::ContestExplained),
];

const fn answer(machine: Machine, on: &'static [Law]) -> Rule {
    Rule {
        action: Action::AnswerEntry,
        path: "entry-answers",
        from: Stage::of(machine),
        acts: Acts::Office(Seat::Involved),
        by: involved(machine),
        guards: GUARDS,
        body: BodyShape::EntryAnswer,
        law: on,
        ..ROW
    }
}

const HANDLING: &[Law] = &[law(LawSet::HANDLING, CITE, &[], Unsure)];
const ERAS: &[Law] = &[law(LawSet::ERAS, CITE, &[], Unsure)];
const REGIMES: &[Law] = &[law(LawSet::REGIMES, CITE, &[], Unsure)];

pub(in crate::procedure) const RULES: &[Rule] = &[
    answer(Machine::Case, HANDLING),
    answer(Machine::Review, ERAS),
    answer(Machine::Sanction, REGIMES),
    answer(Machine::Control, ERAS),
    answer(Machine::Referral, HANDLING),
];
