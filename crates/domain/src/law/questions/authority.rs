//! Which authority is competent on a day: for what comes in, and for what was under way when authorities changed.

use chrono::NaiveDate;

use super::{Because, Doubt, Step, doubt};
use crate::law::{Authority, Book, DATA_BEGINS, in_force, succession::REVIEW};

/// The matter that is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    /// It comes in on the day.
    New,
    /// It came in on an earlier day; whether the authority of that day issued a recommendation, where that is known.
    UnderWay {
        /// The day of intake.
        since: NaiveDate,
        /// Whether a recommendation was issued before authorities changed.
        recommended: Option<bool>,
    },
}

vocabulary! {
    /// Whether an authority is the answer or another reading of it.
    Tie {
        Competent = "competent", "Berwenang", "Competent";
        Alternative = "alternative", "Kemungkinan lain", "Another reading";
    }
}

/// An authority that is competent, or may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Competent<'b> {
    /// Its row.
    pub authority: &'b Authority,
    /// Whether it is the answer.
    pub tie: Tie,
    /// Why, with its source.
    pub step: Step<'b>,
}

/// Who is competent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorityAnswer<'b> {
    /// The authorities, the answer first.
    pub all: Vec<Competent<'b>>,
    /// Doubts.
    pub doubts: Vec<Doubt>,
}

/// The authority that is competent on a day for a matter.
#[must_use]
pub fn authority(book: &Book, day: NaiveDate, matter: Matter) -> AuthorityAnswer<'_> {
    let mut answer = AuthorityAnswer {
        all: Vec::new(),
        doubts: Vec::new(),
    };
    let now = book.review_authority(day);
    let before = match matter {
        Matter::UnderWay { since, .. } if since <= day => book
            .review_authority(since)
            .or_else(|| before_data(book, since, &mut answer.doubts)),
        _ => None,
    };
    if day < DATA_BEGINS {
        doubt(&mut answer.doubts, Doubt::BeforeData);
    }
    let (Some(now), Some(was), Matter::UnderWay { recommended, .. }) = (now, before, matter) else {
        intake(book, day, now, &mut answer);
        return answer;
    };
    // Whoever had it and still reviews goes on with it, whoever began beside it.
    if was.code == now.code || !book.is_gone(&was.code, day) {
        answer.add(was, Because::Reviews, Tie::Competent);
        others(book, day, was, &mut answer);
        return answer;
    }
    // A doubt whatever the officer says: when a matter counts as processed was not seen.
    doubt(&mut answer.doubts, Doubt::ProcessedUnsure);
    let (runs_off, inherits) = match recommended {
        Some(true) => (Tie::Competent, Tie::Alternative),
        Some(false) => (Tie::Alternative, Tie::Competent),
        None => (Tie::Alternative, Tie::Alternative),
    };
    for body in book.run_off_of(&was.code, day) {
        answer.add(body, Because::RunsOff, runs_off);
    }
    answer.add(now, Because::Inherits, inherits);
    answer.all.sort_by_key(|c| c.tie == Tie::Alternative);
    answer
}

/// The first authority of the data, for a matter that came in before the data begin: it is older than they are, by
/// how much is in no row.
fn before_data<'b>(
    book: &'b Book,
    since: NaiveDate,
    doubts: &mut Vec<Doubt>,
) -> Option<&'b Authority> {
    let reviewers = book.authorities.iter().filter(|a| a.role == REVIEW);
    let dated = reviewers.filter(|a| a.valid_from.is_some());
    let first = dated.min_by_key(|a| a.valid_from)?;
    (since < DATA_BEGINS).then(|| doubt(doubts, Doubt::BeforeData))?;
    Some(first)
}

fn intake<'b>(
    book: &'b Book,
    day: NaiveDate,
    now: Option<&'b Authority>,
    answer: &mut AuthorityAnswer<'b>,
) {
    if let Some(now) = now {
        answer.add(now, Because::Reviews, Tie::Competent);
        others(book, day, now, answer);
    } else {
        doubt(&mut answer.doubts, Doubt::NoAuthority);
    }
}

/// Authorities that another source, or a judgment, makes competent on the day too.
fn others<'b>(book: &'b Book, day: NaiveDate, now: &Authority, answer: &mut AuthorityAnswer<'b>) {
    let reviewers = || book.authorities.iter().filter(|a| a.role == REVIEW);
    // A body whose first day the book knows is no longer one that is to come.
    let begins = |code: &str| reviewers().any(|a| a.code == code && a.valid_from.is_some());
    for other in reviewers().filter(|a| a.code != now.code) {
        let reported = other.also_from.is_some_and(|from| from <= day)
            && other.valid_from.is_some_and(|from| day < from);
        // Two that hold at once: the book does not say which of them takes what.
        let beside = other.valid_from.is_some() && in_force(other.valid_from, other.valid_to, day);
        let due = !begins(&other.code) && other.due_by.is_some_and(|by| by <= day);
        if reported {
            answer.add(other, Because::ReportedToo, Tie::Alternative);
        } else if due {
            answer.add(other, Because::DueBy, Tie::Alternative);
        }
        if beside && !reported {
            answer.add(other, Because::Reviews, Tie::Alternative);
        }
        if reported || due || beside {
            doubt(&mut answer.doubts, Doubt::AuthorityUnsure);
        }
    }
}

/// Days on which the answer may change.
pub(super) fn boundaries(book: &Book) -> impl Iterator<Item = NaiveDate> {
    let reviewers = book.authorities.iter().filter(|a| a.role == REVIEW);
    reviewers.flat_map(|a| {
        let after = a.valid_to.and_then(|to| to.succ_opt());
        [a.valid_from, after, a.also_from, a.due_by]
            .into_iter()
            .flatten()
    })
}

impl<'b> AuthorityAnswer<'b> {
    fn add(&mut self, authority: &'b Authority, what: Because, tie: Tie) {
        let day = match what {
            Because::ReportedToo => authority.also_from,
            Because::DueBy => authority.due_by,
            _ => authority.valid_from,
        };
        self.all.push(Competent {
            authority,
            tie,
            step: Step {
                what,
                row: &authority.code,
                day,
                source: &authority.citation,
                confidence: authority.confidence,
                note: &authority.note,
            },
        });
    }
}
