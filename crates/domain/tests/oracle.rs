//! The engine against an oracle that was written apart from it (`tests/oracle/terms.py`): random terms of 2018 to 2027
//! in three zones, units mixed, with pauses and with decrees that come later.
//!
//! 10,000 questions by default, 1,000,000 with `NETRALITAS_PROVE=full`. Python 3 must be there.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

use std::{
    fmt::Write as _,
    io::Write as _,
    process::{Command, Stdio},
};

use chrono::{Days, NaiveDate};
use netralitas_domain::{
    file::Pause,
    law::{
        Book, Confidence, Count, EndsAt, Holiday, HolidayKind, LawSet, TermQuestion, TraceWord,
        Unit,
    },
    time::Zone,
};

/// Questions that share a calendar.
const BATCH: u32 = 1000;

/// SplitMix64: the same questions for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % end
    }
    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        let at = usize::try_from(self.below(all.len() as u64)).unwrap();
        *all.get(at).unwrap()
    }
    fn day(&mut self) -> NaiveDate {
        // 2018-01-01 to 2027-12-31.
        NaiveDate::from_ymd_opt(2018, 1, 1).unwrap() + Days::new(self.below(3652))
    }
    fn number(&mut self, end: u64) -> u32 {
        u32::try_from(self.below(end)).unwrap()
    }
}

fn decree(day: NaiveDate, kind: HolidayKind) -> Holiday {
    Holiday {
        day,
        kind,
        region: None,
        name: "Hari uji".to_owned(),
        decree: "decree: not seen".to_owned(),
        source: "test".to_owned(),
        confidence: Confidence::Unsure,
        provisional: false,
        in_terms: false,
    }
}

fn pauses(dice: &mut Dice, start: NaiveDate) -> Vec<Pause> {
    let count = dice.of(&[0, 0, 0, 1, 1, 2, 3]);
    let mut from = start;
    let mut all = Vec::new();
    for _ in 0..count {
        from = from + Days::new(dice.below(20));
        let to = from + Days::new(dice.below(12));
        all.push(Pause {
            by: 1,
            from,
            ended_by: Some(2),
            to: Some(to),
        });
        from = to;
    }
    all
}

fn ask(dice: &mut Dice, book: &Book, lines: &mut String) {
    let start = dice.day();
    let pauses = pauses(dice, start);
    let unit = dice.of(&[
        Unit::WorkingDays,
        Unit::WorkingDays,
        Unit::CalendarDays,
        Unit::Hours,
    ]);
    let amount = match unit {
        Unit::WorkingDays => dice.number(67),
        Unit::CalendarDays => dice.number(91),
        Unit::Hours => dice.number(241),
    };
    let clock = i16::try_from(dice.below(1440)).unwrap();
    let minute = dice
        .of(&[Some(clock), None])
        .filter(|_| unit == Unit::Hours);
    let ends = match unit {
        Unit::Hours => EndsAt::Instant,
        _ => dice.of(&[EndsAt::OfficeClose, EndsAt::Midnight]),
    };
    let law = dice.of(&[
        None,
        Some(LawSet::Pemilu2018),
        Some(LawSet::Pemilu2022),
        Some(LawSet::Pilkada2020),
        Some(LawSet::Pilkada2024),
        Some(LawSet::Kasn),
    ]);
    let zone = dice.of(Zone::ALL);
    let account = book.term_account(&TermQuestion {
        count: Count {
            minute,
            pauses: &pauses,
            ..Count::plain(start, amount, unit)
        },
        ends,
        law,
        zone,
        contest: None,
    });
    let minute = minute.map_or_else(|| "-".to_owned(), |m| m.to_string());
    let spans: Vec<String> = pauses
        .iter()
        .map(|p| format!("{}/{}", p.from, p.to.unwrap()))
        .collect();
    let spans = if spans.is_empty() {
        "-".to_owned()
    } else {
        spans.join(",")
    };
    let marks = |word| {
        account
            .days
            .iter()
            .filter(|d| d.mark.word() == word)
            .count()
    };
    writeln!(
        lines,
        "Q {} {start} {minute} {amount} {} {} {} {spans} {} {} {} {} {} {} {}",
        unit.code(),
        zone.code(),
        ends.code(),
        law.map_or("-", LawSet::code),
        account.due_day,
        account.due_at.0,
        marks(TraceWord::Counted),
        marks(TraceWord::Weekend),
        marks(TraceWord::Holiday),
        marks(TraceWord::Pause),
        marks(TraceWord::Carried),
    )
    .unwrap();
    let used: usize = account.pauses.iter().map(|p| p.days as usize).sum();
    assert_eq!(used, marks(TraceWord::Pause), "{lines}");
}

#[test]
fn the_engine_agrees_with_the_oracle() {
    let full = std::env::var("NETRALITAS_PROVE").as_deref() == Ok("full");
    let batches: u32 = if full { 1000 } else { 10 };
    let oracle = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/oracle/terms.py");
    let mut child = Command::new("python3")
        .arg(oracle)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 must be installed: the oracle is written in it");
    let mut questions = child.stdin.take().unwrap();
    let shipped = Book::shipped().unwrap();
    let mut dice = Dice(2027);
    for _ in 0..batches {
        let mut lines = "C\n".to_owned();
        let later: Vec<Holiday> = (0..dice.below(7))
            .map(|_| decree(dice.day(), dice.of(HolidayKind::ALL)))
            .collect();
        for row in &later {
            writeln!(lines, "A {} {}", row.day, row.kind.code()).unwrap();
        }
        let book = Book {
            calendar: shipped.calendar.amended(later, "amended"),
            ..shipped.clone()
        };
        for _ in 0..BATCH {
            ask(&mut dice, &book, &mut lines);
        }
        if questions.write_all(lines.as_bytes()).is_err() {
            break; // the oracle has ended; its output says why
        }
    }
    drop(questions);
    let output = child.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    println!("{told}");
    assert!(output.status.success(), "{told}");
    let all = format!("{} questions, 0 answered differently", batches * BATCH);
    assert_eq!(told.trim(), all);
}
