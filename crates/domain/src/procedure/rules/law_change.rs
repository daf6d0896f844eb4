//! What a change of the law book does to tracks: terms that run are counted anew where they stand.
//!
//! No operation of its own: applying a change of the book causes these rows (`acts/moved_law/recounting.rs`), one event per
//! open track of which a running term moves. No stage changes, and what has ended stays as it is.

use crate::procedure::{
    Action, Acts, Law, Rule, Seat, Stage,
    rule::{ROW, law},
    rules::office::{CASES, CONTROLS, REFERRALS, REVIEWS, SANCTIONS},
};
use crate::{
    law::{Confidence::Unsure, LawSet},
    people::Role,
};

const CITE: &str = "practice (no article on terms that run when the calendar changes was seen)";

const fn recounts(from: &'static [Stage], seat: Seat, law: &'static [Law]) -> Rule {
    Rule {
        action: Action::RecountTerms,
        from,
        acts: Acts::Office(seat),
        by: &[Role::LawKeeper],
        law,
        caused_by: &[Action::RecountTerms],
        ..ROW
    }
}

const HANDLING: &[Law] = &[law(LawSet::HANDLING, CITE, &[], Unsure)];
const ERAS: &[Law] = &[law(LawSet::ERAS, CITE, &[], Unsure)];
const REGIMES: &[Law] = &[law(LawSet::REGIMES, CITE, &[], Unsure)];

pub(in crate::procedure) const RULES: &[Rule] = &[
    recounts(CASES, Seat::Handling, HANDLING),
    recounts(REVIEWS, Seat::Authority, ERAS),
    recounts(SANCTIONS, Seat::Agency, REGIMES),
    recounts(CONTROLS, Seat::Agency, ERAS),
    recounts(REFERRALS, Seat::Destination, HANDLING),
];
