use std::collections::BTreeMap;

use super::*;
use crate::{file::Pause, law::Book};

fn d(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn shipped() -> Calendar {
    Book::shipped().unwrap().calendar
}

/// Start, then the 1st, 7th, 14th and 15th working day after it, then the 15th where joint leave is worked.
const VECTORS: [[&str; 6]; 10] = [
    [
        "2020-08-19",
        "2020-08-24",
        "2020-09-01",
        "2020-09-10",
        "2020-09-11",
        "2020-09-10",
    ],
    [
        "2020-10-26",
        "2020-10-27",
        "2020-11-09",
        "2020-11-18",
        "2020-11-19",
        "2020-11-17",
    ],
    [
        "2020-12-21",
        "2020-12-22",
        "2021-01-05",
        "2021-01-14",
        "2021-01-15",
        "2021-01-13",
    ],
    [
        "2023-04-14",
        "2023-04-17",
        "2023-05-03",
        "2023-05-12",
        "2023-05-15",
        "2023-05-08",
    ],
    [
        "2023-06-26",
        "2023-06-27",
        "2023-07-10",
        "2023-07-20",
        "2023-07-21",
        "2023-07-18",
    ],
    [
        "2024-04-05",
        "2024-04-16",
        "2024-04-24",
        "2024-05-06",
        "2024-05-07",
        "2024-04-30",
    ],
    [
        "2024-11-22",
        "2024-11-25",
        "2024-12-04",
        "2024-12-13",
        "2024-12-16",
        "2024-12-16",
    ],
    [
        "2025-08-13",
        "2025-08-14",
        "2025-08-25",
        "2025-09-03",
        "2025-09-04",
        "2025-09-03",
    ],
    [
        "2026-03-16",
        "2026-03-17",
        "2026-04-01",
        "2026-04-13",
        "2026-04-14",
        "2026-04-08",
    ],
    [
        "2026-07-14",
        "2026-07-15",
        "2026-07-23",
        "2026-08-03",
        "2026-08-04",
        "2026-08-04",
    ],
];

/// The vectors of the law catalogue, section 6b, and the wrong answer of a calendar without joint leave.
#[test]
fn working_days_skip_holidays_and_joint_leave() {
    let calendar = shipped();
    let days_off = calendar.holidays().cloned();
    let naive = Calendar::new(days_off.filter(|h| h.kind == HolidayKind::Public), "naive");
    for [start, ends @ .., without] in VECTORS {
        for (n, end) in [1, 7, 14, 15].into_iter().zip(ends) {
            let last = calendar.last_day(d(start), n, Unit::WorkingDays);
            assert_eq!(last, d(end), "{start} + {n}");
        }
        let wrong = naive.last_day(d(start), 15, Unit::WorkingDays);
        assert_eq!(wrong, d(without), "{start} + 15 without joint leave");
    }
    let differ = VECTORS.iter().filter(|v| v[4] != v[5]).count();
    assert_eq!(differ, 8);
}

/// Section 6b: days off per year as the calendar stands at the end.
#[test]
fn the_days_off_of_each_year_are_those_of_the_catalogue() {
    let mut counts: BTreeMap<i32, (u32, u32)> = BTreeMap::new();
    for row in shipped().holidays() {
        let (public, joint) = counts.entry(row.day.year()).or_default();
        match row.kind {
            HolidayKind::Public => *public += 1,
            HolidayKind::JointLeave => *joint += 1,
            HolidayKind::Withdrawn => panic!("{row:?}"),
        }
    }
    for (year, (public, joint)) in &counts {
        println!("{year}: {public} public, {joint} joint leave");
    }
    let told = [
        (2018, (17, 8)),
        (2019, (17, 4)),
        (2020, (17, 5)),
        (2021, (15, 1)),
        (2022, (16, 4)),
        (2023, (16, 11)),
        (2024, (19, 10)),
        (2025, (17, 11)),
        (2026, (17, 8)),
        (2027, (18, 8)),
    ];
    assert_eq!(counts.into_iter().collect::<Vec<_>>(), told);
}

#[test]
fn every_row_has_a_source_and_a_confidence_and_2027_is_provisional() {
    let calendar = shipped();
    let rows = calendar.holidays().chain(calendar.superseded());
    for row in rows {
        assert!(!row.source.is_empty() && !row.decree.is_empty(), "{row:?}");
        assert_eq!(row.provisional, row.day.year() == 2027, "{row:?}");
        assert_eq!(
            row.provisional,
            row.confidence == Confidence::Unsure,
            "{row:?}"
        );
    }
    for (year, coverage) in [
        (2018, Coverage::DecreeNotSeen),
        (2019, Coverage::DecreeNotSeen),
        (2021, Coverage::Known),
        (2025, Coverage::Known),
        (2026, Coverage::DecreeNotSeen),
    ] {
        let day = d(&format!("{year}-12-31"));
        assert_eq!(calendar.coverage(day), coverage, "{year}");
        // A day that an installation adds with its decree says nothing of the others.
        let mut day = calendar.holidays().next().unwrap().clone();
        day.day = d(&format!("{year}-07-13"));
        day.decree = "SKB 1/2030".to_owned();
        let amended = calendar.amended([day.clone()], "2");
        assert_eq!(amended.coverage(day.day), coverage, "{year}");
    }
    assert_eq!(calendar.coverage(d("2027-01-04")), Coverage::Provisional);
    assert_eq!(calendar.coverage(d("2028-01-03")), Coverage::Outside);
    assert_eq!(calendar.coverage(d("2017-12-29")), Coverage::Outside);
}

/// Days that a decree made free and a later one took back are worked, and the answer says both.
#[test]
fn a_day_taken_back_is_worked_and_says_so() {
    let calendar = shipped();
    for (day, decrees) in [
        ("2021-05-18", ["642/2020", "281/2021"]),
        ("2021-08-10", ["642/2020", "712/2021"]),
        ("2021-12-24", ["642/2020", "712/2021"]),
        ("2020-12-29", ["391/2020", "744/2020"]),
    ] {
        let answer = calendar.ask(d(day), None);
        assert!(answer.is_working(), "{day}");
        let told: Vec<&str> = answer
            .superseded
            .iter()
            .map(|r| r.decree.as_str())
            .collect();
        assert_eq!(told.len(), 2, "{day}: {told:?}");
        for (decree, part) in told.iter().zip(decrees) {
            assert!(decree.contains(part), "{day}: {told:?}");
        }
    }
    let off = calendar.ask(d("2025-08-18"), None);
    let DayKind::Holiday(row) = off.kind else {
        panic!("{off:?}")
    };
    assert_eq!(row.kind, HolidayKind::JointLeave);
    assert!(row.decree.contains("933/2025") && off.superseded.is_empty());
    assert_eq!(calendar.ask(d("2025-08-16"), None).kind, DayKind::Weekend);
}

fn own(day: &str, kind: HolidayKind, region: Option<&str>) -> Holiday {
    Holiday {
        day: d(day),
        kind,
        region: region.map(str::to_owned),
        name: "Hari uji".to_owned(),
        decree: "decree: not seen".to_owned(),
        source: "test".to_owned(),
        confidence: Confidence::Unsure,
        provisional: false,
        in_terms: region.is_some(),
    }
}

#[test]
fn a_later_row_takes_the_place_of_an_earlier_one_of_its_day() {
    let calendar = shipped();
    let back = calendar.amended([own("2025-08-18", HolidayKind::Withdrawn, None)], "own.1");
    assert!(back.is_working(d("2025-08-18")) && !calendar.is_working(d("2025-08-18")));
    assert_eq!(back.ask(d("2025-08-18"), None).superseded.len(), 2);
    let again = back.amended([own("2025-08-18", HolidayKind::Public, None)], "own.2");
    assert!(!again.is_working(d("2025-08-18")));
    assert_eq!(
        (
            again.version(),
            again.ask(d("2025-08-18"), None).superseded.len()
        ),
        ("own.2", 2)
    );
    // What was amended before stays as it was.
    assert!(again.is_working(d("2021-05-18")));
    assert_eq!(
        again.superseded().count(),
        calendar.superseded().count() + 2
    );
}

#[test]
fn a_regional_day_is_off_in_its_region_alone() {
    let rows = [
        own("2024-09-25", HolidayKind::Public, Some("51")),
        own("2024-08-17", HolidayKind::Withdrawn, Some("51.71")),
        own("2024-10-08", HolidayKind::Public, Some("51.03")),
    ];
    let calendar = shipped().amended(rows, "own");
    let working = |day, region| calendar.ask(d(day), region).is_working();
    for (day, off, on) in [
        (
            "2024-09-25",
            &[Some("51"), Some("51.71")][..],
            &[None, Some("52"), Some("511")][..],
        ),
        (
            "2024-10-08",
            &[Some("51.03")][..],
            &[None, Some("51"), Some("51.71")][..],
        ),
    ] {
        assert!(off.iter().all(|region| !working(day, *region)), "{day}");
        assert!(on.iter().all(|region| working(day, *region)), "{day}");
    }
    // A region that takes a national day back: a Saturday, so it is a weekend there.
    assert_eq!(
        calendar.kind_in(d("2024-08-17"), Some("51.71")),
        DayKind::Weekend
    );
    assert!(matches!(
        calendar.kind_in(d("2024-08-17"), Some("51")),
        DayKind::Holiday(_)
    ));
}

#[test]
fn a_bad_list_is_refused_with_row_and_field() {
    let off = own("2024-09-25", HolidayKind::Public, None);
    let back = own("2024-09-25", HolidayKind::Withdrawn, None);
    let fields = |rows: &[Holiday]| -> Vec<(usize, &str)> {
        let faults = Calendar::check(rows).err().unwrap_or_default();
        faults.into_iter().map(|f| (f.row, f.field)).collect()
    };
    assert!(fields(&[off.clone(), back.clone(), off.clone()]).is_empty());
    assert_eq!(fields(&[off.clone(), off.clone()]), [(2, "day")]);
    assert_eq!(fields(&[back.clone(), off.clone()]), [(1, "kind")]);
    let bare = Holiday {
        source: " ".to_owned(),
        decree: String::new(),
        ..off.clone()
    };
    assert_eq!(fields(&[bare]), [(1, "decree"), (1, "source")]);
    let nowhere = Holiday {
        region: Some("Bali".to_owned()),
        ..off
    };
    assert_eq!(fields(&[nowhere]), [(1, "region")]);
}

#[test]
fn calendar_days_do_not_roll_off_holidays() {
    let calendar = Calendar::default();
    for (start, amount, unit, last) in [
        ("2020-10-05", 14, Unit::CalendarDays, "2020-10-19"),
        ("2024-10-16", 5, Unit::CalendarDays, "2024-10-21"),
        ("2024-10-16", 48, Unit::Hours, "2024-10-18"),
        ("2024-10-16", 0, Unit::WorkingDays, "2024-10-16"),
    ] {
        assert_eq!(calendar.last_day(d(start), amount, unit), d(last));
    }
}

fn pause(from: &str, to: &str) -> Pause {
    Pause {
        by: 1,
        from: d(from),
        ended_by: Some(2),
        to: Some(d(to)),
    }
}

fn marks(walk: &Walk<'_>) -> String {
    let mark = |day: &TraceDay<'_>| match day.mark {
        DayMark::Start => "s".to_owned(),
        DayMark::Counted(n) => n.to_string(),
        DayMark::Hours { minutes, .. } => format!("{}h", minutes / 60),
        DayMark::Weekend => "w".to_owned(),
        DayMark::Holiday(_) => "h".to_owned(),
        DayMark::Paused(_) => "p".to_owned(),
        DayMark::Carried => "c".to_owned(),
    };
    walk.days.iter().map(mark).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_account_tells_each_day_of_the_walk() {
    let calendar = shipped();
    let walk = |start, minute, amount, unit, pauses: &[Pause]| {
        let count = Count {
            minute,
            pauses,
            ..Count::plain(d(start), amount, unit)
        };
        let walk = calendar.walk(&count);
        let used: Vec<u32> = walk.pauses.iter().map(|p| p.days).collect();
        (
            marks(&walk),
            walk.due_day.to_string(),
            walk.due_minute,
            used,
        )
    };
    let told = |marks: &str, due: &str, minute, used: &[u32]| {
        (marks.to_owned(), due.to_owned(), minute, used.to_vec())
    };
    let working = Unit::WorkingDays;
    // Thursday before Lebaran 2024: Friday counts, then 8 to 15 April are off.
    assert_eq!(
        walk("2024-04-04", None, 2, working, &[]),
        told("s 1 w w h h h h h w w h 2", "2024-04-16", None, &[])
    );
    // Returned on Tuesday, completed on Friday: Wednesday to Friday are none of the term's.
    let returned = [pause("2024-10-15", "2024-10-18")];
    assert_eq!(
        walk("2024-10-14", None, 3, working, &returned),
        told("s 1 p p p w w 2 3", "2024-10-22", None, &[3])
    );
    // Returned on the last day: that day is carried to the last day of the pause.
    assert_eq!(
        walk("2024-10-14", None, 1, working, &returned),
        told("s 1 p p p", "2024-10-18", None, &[3])
    );
    // Over a weekend: to the first worked day from there.
    let over = [pause("2024-10-18", "2024-10-20")];
    assert_eq!(
        walk("2024-10-14", None, 4, working, &over),
        told("s 1 2 3 4 w w c", "2024-10-21", None, &[0])
    );
    assert_eq!(
        walk("2024-10-14", None, 4, Unit::CalendarDays, &over),
        told("s 1 2 3 4 p p", "2024-10-20", None, &[2])
    );
    // Hours from a clock time, through a pause, and to the full hour of midnight.
    assert_eq!(
        walk("2024-10-14", Some(600), 48, Unit::Hours, &returned),
        told("14h 24h p p p 10h", "2024-10-19", Some(600), &[3])
    );
    assert_eq!(
        walk("2024-10-14", Some(0), 48, Unit::Hours, &[]),
        told("24h 24h 0h", "2024-10-16", Some(0), &[])
    );
    assert_eq!(
        walk("2024-10-14", None, 30, Unit::Hours, &[]),
        told("s 24h 6h", "2024-10-16", None, &[])
    );
}

/// A pause that ends on the day it began took nothing, and one that lasts moves nothing yet.
#[test]
fn a_pause_without_a_day_moves_nothing() {
    let calendar = shipped();
    let lasting = Pause {
        to: None,
        ended_by: None,
        ..pause("2024-10-15", "2024-10-15")
    };
    for pauses in [[pause("2024-10-15", "2024-10-15")], [lasting]] {
        let count = Count::plain(d("2024-10-14"), 7, Unit::WorkingDays);
        let paused = calendar.walk(&Count {
            pauses: &pauses,
            ..count
        });
        assert_eq!(paused.days, calendar.walk(&count).days);
        assert_eq!(paused.pauses[0].days, 0);
    }
}
