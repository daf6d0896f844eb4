//! How long one term takes: the last day, the instant and the account of every day.

#![allow(clippy::unwrap_used, reason = "a benchmark of shipped rows")]

use std::hint::black_box;

use chrono::NaiveDate;
use criterion::{Criterion, criterion_group, criterion_main};
use netralitas_domain::{
    file::Pause,
    law::{Book, Count, EndsAt, LawSet, TermQuestion, Unit},
    time::Zone,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn terms(criterion: &mut Criterion) {
    let book = Book::shipped().unwrap();
    let start = day("2024-04-05");
    let pauses = [Pause {
        by: 1,
        from: day("2024-04-17"),
        ended_by: Some(2),
        to: Some(day("2024-04-22")),
    }];
    let question = |amount, unit, ends, pauses| TermQuestion {
        count: Count {
            pauses,
            ..Count::plain(start, amount, unit)
        },
        ends,
        law: Some(LawSet::Pemilu2022),
        election: None,
        zone: Zone::Wib,
    };
    for (name, asked) in [
        (
            "7 working days to office close",
            question(7, Unit::WorkingDays, EndsAt::OfficeClose, &[]),
        ),
        (
            "14 working days with a pause",
            question(14, Unit::WorkingDays, EndsAt::Midnight, &pauses[..]),
        ),
        (
            "65 working days",
            question(65, Unit::WorkingDays, EndsAt::Midnight, &[]),
        ),
        (
            "14 calendar days",
            question(14, Unit::CalendarDays, EndsAt::Midnight, &[]),
        ),
        ("48 hours", question(48, Unit::Hours, EndsAt::Instant, &[])),
    ] {
        criterion.bench_function(name, |b| {
            b.iter(|| book.term_account(black_box(&asked)));
        });
    }
}

criterion_group!(benches, terms);
criterion_main!(benches);
