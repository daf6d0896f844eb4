//! An act over several days: where an answer may change, and the parts in between.

use chrono::NaiveDate;

use super::{authority, phase};
use crate::law::{Book, Contest, Violation};

/// The first days of the parts of a range in which something may change, the first day of the range included.
pub(super) fn starts(
    book: &Book,
    act: &str,
    contest: Option<Contest<'_>>,
    own_authority: bool,
    (from, to): (NaiveDate, NaiveDate),
) -> Vec<NaiveDate> {
    let mut days = vec![from];
    if from == to {
        return days;
    }
    let mut add = |day: NaiveDate| {
        if from < day && day <= to {
            days.push(day);
        }
    };
    if let Some(contest) = contest {
        phase::boundaries(book, contest).for_each(&mut add);
    }
    if own_authority {
        authority::boundaries(book).for_each(&mut add);
    }
    let named = |row: &&Violation| row.acts.iter().any(|a| a == act);
    let rows = book.violations.iter().filter(named);
    let rows = rows.map(|r| (r.valid_from, r.valid_to));
    let kinds = book.sanction_kinds.iter();
    let kinds = kinds.map(|k| (k.valid_from, k.valid_to));
    let subjects = book.subjects.iter();
    let subjects = subjects.map(|s| (s.valid_from, s.valid_to));
    let bodies = book.destinations.iter();
    let bodies = bodies.map(|r| (r.valid_from, r.valid_to));
    for (first, last) in rows.chain(kinds).chain(subjects).chain(bodies) {
        first.into_iter().for_each(&mut add);
        last.and_then(|last| last.succ_opt())
            .into_iter()
            .for_each(&mut add);
    }
    days.sort_unstable();
    days.dedup();
    days
}
