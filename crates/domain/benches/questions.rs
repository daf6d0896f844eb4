//! How long one question to the book takes.

#![allow(clippy::unwrap_used, reason = "a benchmark of shipped rows")]

use std::hint::black_box;

use chrono::NaiveDate;
use criterion::{Criterion, criterion_group, criterion_main};
use netralitas_domain::{
    file::SubjectKind,
    law::{
        Book, Contest, Weight,
        questions::{Asked, Matter, applies, authority, day, kinds},
    },
};

fn d(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn questions(criterion: &mut Criterion) {
    let book = Book::shipped().unwrap();
    let asked = |act, election, race, on| Asked {
        act,
        subject: SubjectKind::Pns,
        contest: Some(Contest {
            election,
            race,
            region: Some("73.71"),
        }),
        from: on,
        to: on,
        intake: None,
    };
    for (name, asked) in [
        (
            "what applies, one reading",
            asked("photo_posted", "pilkada-2024", "regent", d("2024-10-01")),
        ),
        (
            "what applies, two rows",
            asked(
                "partisan_activities",
                "pilkada-2024",
                "regent",
                d("2024-10-01"),
            ),
        ),
        (
            "what applies, both phases",
            asked("banners", "pemilu-2024", "dpr", d("2023-11-04")),
        ),
    ] {
        criterion.bench_function(name, |b| {
            b.iter(|| applies(&book, black_box(&asked)).unwrap());
        });
    }
    let on = d("2024-10-01");
    criterion.bench_function("kinds of a level", |b| {
        b.iter(|| kinds(&book, black_box(on), SubjectKind::Pns, Some(Weight::Sedang)));
    });
    let under_way = Matter::UnderWay {
        since: d("2024-08-01"),
        recommended: None,
    };
    criterion.bench_function("the competent authority", |b| {
        b.iter(|| authority(&book, black_box(on), under_way));
    });
    criterion.bench_function("a day", |b| b.iter(|| day(&book, black_box(on), None)));
}

criterion_group!(benches, questions);
criterion_main!(benches);
