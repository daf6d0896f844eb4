//! What is doubtful about a term that is tried without a case: its text, its days off, its race.

use chrono::NaiveDate;

use super::{Doubt, days::of_coverage, doubt, places};
use crate::law::{
    Book, DATA_BEGINS, LawSet, TermAccount, TermQuestion,
    succession::{REVIEW, RUN_OFF},
};

/// The doubts about a term and its account.
#[must_use]
pub fn term_doubts(book: &Book, asked: &TermQuestion<'_>, account: &TermAccount<'_>) -> Vec<Doubt> {
    let start = asked.count.start;
    let mut doubts = Vec::new();
    if start < DATA_BEGINS {
        doubt(&mut doubts, Doubt::BeforeData);
    }
    if let Some((from, to)) = asked.law.and_then(|law| days(book, law)) {
        if from.is_some_and(|from| start < from) {
            doubt(&mut doubts, Doubt::TextNotYet);
        }
        if to.is_some_and(|to| to < start) {
            doubt(&mut doubts, Doubt::TextNoLonger);
        }
    }
    let race = asked
        .contest
        .and_then(|race| places::race(book, race, start));
    for new in of_coverage(account.coverage).into_iter().chain(race) {
        doubt(&mut doubts, new);
    }
    doubts
}

/// First and last day of a law text: of its rule set, its authority, or its regime of sanction.
fn days(book: &Book, law: LawSet) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
    let set = book.rule_sets.iter().rev().find(|r| r.code == law);
    let set = set.map(|r| (Some(r.valid_from), r.valid_to));
    let body = || {
        let bodies = book.authorities.iter().rev();
        let mut own =
            bodies.filter(|a| a.code == law.code() && [REVIEW, RUN_OFF].contains(&a.role.as_str()));
        own.next().map(|a| (a.valid_from, a.valid_to))
    };
    let regime = || {
        let mut rows = book.regimes.iter().rev();
        let own = rows.find(|r| r.law_set == law && r.regime == law.code());
        own.map(|r| (r.valid_from, r.valid_to))
    };
    set.or_else(body).or_else(regime)
}
