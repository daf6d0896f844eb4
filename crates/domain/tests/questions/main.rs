//! What the book answers, and what it refuses.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod authorities;
mod boundaries;
mod counts;
mod cut_overs;
mod doubts;
mod imposers;
mod kinds;
mod refused;
mod stages;
mod taken_back;
mod terms;

use std::sync::LazyLock;

use chrono::NaiveDate;
use netralitas_domain::{
    file::SubjectKind,
    law::{
        Book, Contest, Phase,
        questions::{Applies, Asked, Doubt, Fits, Reading, applies},
    },
};

/// The shipped book.
static BOOK: LazyLock<Book> = LazyLock::new(|| Book::shipped().unwrap());

fn d(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const fn race<'a>(election: &'a str, race: &'a str) -> Contest<'a> {
    Contest {
        election,
        race,
        region: None,
    }
}

/// What applies to an act of one day by a civil servant.
fn on(act: &str, contest: Option<Contest<'_>>, day: &str) -> Applies<'static> {
    by(SubjectKind::Pns, act, contest, day, day)
}

/// What applies to an act over days by a kind of person.
fn by(
    subject: SubjectKind,
    act: &str,
    contest: Option<Contest<'_>>,
    from: &str,
    to: &str,
) -> Applies<'static> {
    let asked = Asked {
        act,
        subject,
        contest,
        from: d(from),
        to: d(to),
        intake: None,
    };
    applies(&BOOK, &asked).unwrap()
}

/// The only reading of the only part.
fn plain<'a>(answer: &'a Applies<'static>) -> &'a Reading<'static> {
    let [part] = answer.parts.as_slice() else {
        panic!("{} parts", answer.parts.len())
    };
    let [reading] = part.readings.as_slice() else {
        panic!("{} readings: {:?}", part.readings.len(), phases(answer))
    };
    reading
}

fn phases(answer: &Applies<'_>) -> Vec<Phase> {
    let readings = answer.parts.iter().flat_map(|p| &p.readings);
    readings.map(|r| r.phase).collect()
}

/// Codes of the rows that hold.
fn holds(reading: &Reading<'_>) -> Vec<String> {
    let rows = reading.rows.iter();
    let rows = rows.filter(|r| r.fits == Fits::Holds);
    rows.map(|r| r.row.code.clone()).collect()
}

/// Levels of the rows that hold or may.
fn levels(reading: &Reading<'_>) -> Vec<&'static str> {
    let rows = reading.rows.iter().flat_map(|r| &r.row.levels);
    let mut all: Vec<_> = rows.map(|l| l.code()).collect();
    all.dedup();
    all
}

/// `regime/code` of the kinds that may be imposed.
fn kinds(reading: &Reading<'_>) -> Vec<String> {
    let kinds = reading.rows.iter().flat_map(|r| &r.kinds);
    let mut all: Vec<_> = kinds
        .map(|k| format!("{}/{}", k.kind.regime, k.kind.code))
        .collect();
    all.sort();
    all.dedup();
    all
}

fn doubts<'a>(reading: &'a Reading<'_>) -> &'a [Doubt] {
    &reading.doubts
}
