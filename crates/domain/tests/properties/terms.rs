//! What holds between the answers for two terms: a later start, a further day off, a pause.

use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use netralitas_domain::{
    file::Pause,
    law::{
        Book, Confidence, Count, DayMark, EndsAt, Holiday, HolidayKind, LawSet, TermAccount,
        TermQuestion, Unit,
    },
    time::Zone,
};
use proptest::prelude::*;

use crate::runner;

static BOOK: LazyLock<Book> = LazyLock::new(|| Book::shipped().unwrap());

#[derive(Debug, Clone)]
struct Asked {
    start: NaiveDate,
    minute: Option<i16>,
    amount: u32,
    unit: Unit,
    ends: EndsAt,
    zone: Zone,
    pauses: Vec<Pause>,
    later: u64,
    day_off: NaiveDate,
}

fn day(n: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2018, 1, 1).unwrap() + Days::new(n)
}

fn pause(from: NaiveDate, days: u64) -> Pause {
    Pause {
        by: 1,
        from,
        ended_by: Some(2),
        to: Some(from + Days::new(days)),
    }
}

fn asked() -> impl Strategy<Value = Asked> {
    let counted = (
        0..3652u64,
        prop::option::of(0..1440i16),
        // A term has a unit at least.
        1..67u32,
        prop::sample::select(Unit::ALL.to_vec()),
        prop::sample::select(vec![EndsAt::OfficeClose, EndsAt::Midnight]),
        prop::sample::select(Zone::ALL.to_vec()),
    );
    // Pauses may lie anywhere about the term, overlap and begin before it.
    let pauses = prop::collection::vec((0..60u64, 0..15u64), 0..4);
    (counted, pauses, 0..40u64, 0..120u64).prop_map(|(counted, pauses, later, off)| {
        let (start, minute, amount, unit, ends, zone) = counted;
        let about = |n: u64| day((start + n).saturating_sub(10));
        Asked {
            start: day(start),
            minute,
            amount: if unit == Unit::Hours {
                amount * 4
            } else {
                amount
            },
            unit,
            ends: if unit == Unit::Hours {
                EndsAt::Instant
            } else {
                ends
            },
            zone,
            pauses: pauses
                .into_iter()
                .map(|(at, days)| pause(about(at), days))
                .collect(),
            later,
            day_off: about(off),
        }
    })
}

fn answer<'b>(asked: &Asked, book: &'b Book) -> TermAccount<'b> {
    book.term_account(&TermQuestion {
        count: Count {
            start: asked.start,
            minute: asked.minute,
            amount: asked.amount,
            unit: asked.unit,
            region: None,
            pauses: &asked.pauses,
        },
        ends: asked.ends,
        law: Some(LawSet::Pemilu2022),
        contest: None,
        zone: asked.zone,
    })
}

fn with_day_off(day: NaiveDate) -> Book {
    let row = Holiday {
        day,
        kind: HolidayKind::JointLeave,
        region: None,
        name: "Cuti bersama uji".to_owned(),
        decree: "decree: not seen".to_owned(),
        source: "test".to_owned(),
        confidence: Confidence::Unsure,
        provisional: false,
        in_terms: false,
    };
    Book {
        calendar: BOOK.calendar.amended([row], "with a day off"),
        ..BOOK.clone()
    }
}

#[test]
fn a_later_start_never_ends_earlier() {
    runner()
        .run(&asked(), |asked| {
            let later = Asked {
                start: asked.start + Days::new(asked.later),
                ..asked.clone()
            };
            let (first, second) = (answer(&asked, &BOOK), answer(&later, &BOOK));
            prop_assert!(
                first.due_day <= second.due_day,
                "{} {}",
                first.due_day,
                second.due_day
            );
            // Fridays close later, so moments are compared where the day has one end.
            if asked.ends != EndsAt::OfficeClose {
                prop_assert!(first.due_at <= second.due_at);
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn an_added_day_off_never_shortens() {
    runner()
        .run(&asked(), |asked| {
            let amended = with_day_off(asked.day_off);
            let (before, after) = (answer(&asked, &BOOK), answer(&asked, &amended));
            prop_assert!(
                before.due_day <= after.due_day,
                "{} {}",
                before.due_day,
                after.due_day
            );
            let within = asked.start < asked.day_off && asked.day_off <= before.due_day;
            if asked.unit != Unit::WorkingDays || !within {
                prop_assert_eq!(before.due_day, after.due_day);
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_pause_never_shortens_and_one_without_a_day_changes_nothing() {
    runner()
        .run(&asked(), |asked| {
            let zero = pause(asked.day_off, 0);
            let mut still = asked.clone();
            still.pauses.push(zero);
            let (first, second) = (answer(&asked, &BOOK), answer(&still, &BOOK));
            prop_assert_eq!(&first.days, &second.days);
            prop_assert_eq!(first.due_at, second.due_at);
            still.pauses.push(pause(asked.day_off, asked.later));
            prop_assert!(first.due_day <= answer(&still, &BOOK).due_day);
            Ok(())
        })
        .unwrap();
}

/// The account has every day once, ends on the last day and counts what was asked for.
#[test]
fn the_account_adds_up() {
    runner()
        .run(&asked(), |asked| {
            let account = answer(&asked, &BOOK);
            let days: Vec<NaiveDate> = account.days.iter().map(|d| d.day).collect();
            let length = usize::try_from((account.due_day - asked.start).num_days()).unwrap() + 1;
            let all: Vec<NaiveDate> = asked.start.iter_days().take(length).collect();
            prop_assert_eq!(days, all);
            let counted = account.days.iter().fold(0, |sum, d| match d.mark {
                DayMark::Counted(_) => sum + 1,
                DayMark::Hours { minutes, .. } => sum + u64::try_from(minutes).unwrap(),
                _ => sum,
            });
            let unit = if asked.unit == Unit::Hours { 60 } else { 1 };
            prop_assert_eq!(counted, u64::from(asked.amount) * unit);
            for d in &account.days {
                let off = matches!(d.mark, DayMark::Weekend | DayMark::Holiday(_));
                prop_assert!(!off || !BOOK.calendar.is_working(d.day));
            }
            Ok(())
        })
        .unwrap();
}
