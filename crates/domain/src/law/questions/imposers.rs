//! Who imposes a kind of sanction on a post, as far as the book knows.

use chrono::NaiveDate;

use super::{Doubt, Imposable, doubt};
use crate::{
    file::SubjectKind,
    law::{AgencyLevel, Book, DATA_BEGINS, ImposerRow, Post, Weight},
};

/// One kind, and the officials who may impose it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imposer<'b> {
    /// The kind.
    pub kind: Imposable<'b>,
    /// The officials; empty where none was seen.
    pub officials: Vec<&'b ImposerRow>,
    /// Doubts.
    pub doubts: Vec<Doubt>,
}

/// The transitional kinds are imposed by whoever imposes those that they stand in for.
const STANDS_IN: (&str, &str) = ("pp94_transition", "pp94");

/// For each kind that may be imposed for an act of this day: the officials who may, on a post in a kind of agency.
/// `Post::Any` and `AgencyLevel::Any` ask for all of them.
#[must_use]
pub fn imposers(
    book: &Book,
    day: NaiveDate,
    subject: SubjectKind,
    level: Option<Weight>,
    post: Post,
    agency: AgencyLevel,
) -> Vec<Imposer<'_>> {
    let answer = super::kinds(book, day, subject, level);
    let fits = |row: &ImposerRow| {
        (post == Post::Any || row.post == Post::Any || row.post == post || row.by_distance(post))
            && (agency == AgencyLevel::Any
                || row.agency == AgencyLevel::Any
                || row.agency == agency)
    };
    answer
        .kinds
        .into_iter()
        .map(|kind| {
            let regime = kind.kind.regime.as_str();
            let regime = if regime == STANDS_IN.0 {
                STANDS_IN.1
            } else {
                regime
            };
            let weight = Weight::from_code(&kind.kind.level);
            let officials: Vec<&ImposerRow> = book
                .imposers
                .iter()
                .filter(|row| row.regime == regime && fits(row))
                .filter(|row| weight.is_some_and(|w| row.reaches(w, &kind.kind.code)))
                .collect();
            let mut doubts = Vec::new();
            if officials.is_empty() {
                doubt(&mut doubts, Doubt::OfficialNotSeen);
            }
            if officials.iter().any(|row| row.by_distance(post)) {
                doubt(&mut doubts, Doubt::ByDistance);
            }
            if day < DATA_BEGINS {
                doubt(&mut doubts, Doubt::BeforeData);
            }
            Imposer {
                kind,
                officials,
                doubts,
            }
        })
        .collect()
}
