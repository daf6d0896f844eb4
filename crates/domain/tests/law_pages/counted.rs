//! What ships, counted; the figures are those of the catalogue.

use std::collections::{BTreeMap, BTreeSet};

use netralitas_domain::law::{Book, HolidayKind, RegionLevel};

use crate::{files, shipped};

#[test]
fn what_ships_is_what_was_counted() {
    let book = Book::shipped().unwrap();
    for file in files() {
        let mut by: BTreeMap<String, usize> = BTreeMap::new();
        for (_, row) in shipped(&file) {
            let known = row.get("confidence").map_or("-", String::as_str);
            *by.entry(known.to_owned()).or_default() += 1;
        }
        println!("{file}: {by:?}");
    }

    let mut violations: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in &book.violations {
        let of = violations.entry(row.catalogue.code()).or_default();
        of.insert(&row.code);
    }
    let violations: Vec<(&str, usize)> = violations.iter().map(|(k, v)| (*k, v.len())).collect();
    println!("violations: {violations:?}");
    assert_eq!(
        violations,
        [
            ("asn_law", 1),
            ("menpanrb_2017", 7),
            ("pp53", 5),
            ("pp94", 7),
            ("skb_2020", 16),
            ("skb_2022", 19)
        ]
    );

    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    // The interim release is a measure, no punishment.
    for kind in book
        .sanction_kinds
        .iter()
        .filter(|k| k.code != "interim_release")
    {
        *kinds.entry(&kind.regime).or_default() += 1;
    }
    println!("kinds of sanction: {kinds:?}");
    let of = |regime: &str| kinds[regime];
    assert_eq!(
        (of("pp42"), of("pp53"), of("pp94"), of("pp94_transition")),
        (2, 11, 9, 3)
    );

    let mut days: BTreeMap<i32, (usize, usize)> = BTreeMap::new();
    for day in book.calendar.holidays() {
        let year = days.entry(chrono::Datelike::year(&day.day)).or_default();
        match day.kind {
            HolidayKind::Public => year.0 += 1,
            HolidayKind::JointLeave => year.1 += 1,
            HolidayKind::Withdrawn => panic!("{day:?} stands"),
        }
    }
    println!("days off per year (public, joint leave): {days:?}");
    // catalogue 6b; the 16 of 2021 fall on 15 days.
    let counted = [
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
    assert_eq!(days, BTreeMap::from(counted));

    let today = "2026-11-23".parse().unwrap();
    let (provinces, within): (Vec<_>, Vec<_>) = book
        .regions_on(today)
        .partition(|region| region.level == RegionLevel::Province);
    println!(
        "provinces: {}, regencies and cities: {}, area codes: {}",
        provinces.len(),
        within.len(),
        book.areas.len()
    );
    assert_eq!(
        (provinces.len(), within.len(), book.areas.len()),
        (38, 514, 547)
    );
}
