//! The regions of the book: counts, days, areas, zones, and the official behind each.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use netralitas_domain::{
    law::{Book, Confidence, Region, RegionLevel},
    office_file,
    time::Zone,
};

fn book() -> Book {
    Book::shipped().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The first day of the data, every day on which something began or ended, and a late one.
fn days(book: &Book) -> BTreeSet<NaiveDate> {
    let ends = book.regions.iter().filter_map(|r| r.valid_to);
    let starts = book.regions.iter().filter_map(|r| r.valid_from);
    starts
        .chain(ends)
        .chain([day("2018-01-01"), day("2026-12-31")])
        .collect()
}

fn count(book: &Book, at: &str) -> (usize, usize) {
    let of = |province: bool| {
        book.regions_on(day(at))
            .filter(|r| (r.level == RegionLevel::Province) == province)
            .count()
    };
    (of(true), of(false))
}

fn codes(regions: &[&Region]) -> Vec<String> {
    regions.iter().map(|r| r.code.clone()).collect()
}

/// A name without kind, capitals, blanks and marks.
fn plain(name: &str) -> String {
    let mut name = name.to_lowercase();
    for kind in [
        "kabupaten ",
        "kabupate ",
        "kota ",
        "administrasi ",
        "administratif ",
        "adm. ",
    ] {
        name = name.strip_prefix(kind).unwrap_or(&name).to_owned();
    }
    name.chars().filter(char::is_ascii_lowercase).collect()
}

#[test]
fn the_counts_are_those_of_each_day() {
    let book = book();
    for (at, provinces) in [
        ("2018-01-01", 34),
        ("2022-07-24", 34),
        ("2022-07-25", 37),
        ("2022-12-07", 37),
        ("2022-12-08", 38),
        ("2026-11-23", 38),
    ] {
        let found = count(&book, at);
        println!(
            "{at}: {} provinces, {} regencies and cities",
            found.0, found.1
        );
        assert_eq!(found, (provinces, 514), "{at}");
    }
    let today = || book.regions_on(day("2026-11-23"));
    let cities = today().filter(|r| r.level == RegionLevel::City).count();
    let with = today().filter(|r| r.area_code.is_some()).count();
    println!(
        "{} rows; {} area codes, {with} of a region of today; {cities} cities",
        book.regions.len(),
        book.areas.len()
    );
    assert_eq!((book.regions.len(), cities), (580, 98));
    assert_eq!((book.areas.len(), with), (547, 547));
}

#[test]
fn every_row_is_whole() {
    for region in &book().regions {
        let parts: Vec<&str> = region.code.split('.').collect();
        let digits = |part: &&str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
        assert!(parts.iter().all(digits), "{region:?}");
        match region.level {
            RegionLevel::Province => {
                assert_eq!((parts.len(), &region.parent), (1, &None), "{region:?}");
            }
            level => {
                assert_eq!(parts.len(), 2, "{region:?}");
                assert_eq!(region.parent.as_deref(), Some(parts[0]), "{region:?}");
                // The ministry numbers cities from 71 on.
                assert_eq!(parts[1] >= "71", level == RegionLevel::City, "{region:?}");
                let kind = level.text().id;
                assert!(region.name.starts_with(&format!("{kind} ")), "{region:?}");
            }
        }
        assert!(!region.source.is_empty() && !region.source.contains("not seen"));
        assert!(!region.name.trim().is_empty() && region.name.trim() == region.name);
        // What is not sure says why.
        assert!(
            region.confidence == Confidence::Sure || !region.note.is_empty(),
            "{region:?}"
        );
        if let (Some(from), Some(to)) = (region.valid_from, region.valid_to) {
            assert!(from <= to, "{region:?}");
        }
    }
}

#[test]
fn on_every_day_a_code_has_one_row_and_its_province() {
    let book = book();
    for at in days(&book) {
        let mut seen = BTreeSet::new();
        for region in book.regions_on(at) {
            assert!(seen.insert(&region.code), "{at}: {} twice", region.code);
            for above in [&region.parent, &region.governed_by].into_iter().flatten() {
                let above = book.region(above, at);
                assert_eq!(
                    above.map(|r| r.level),
                    Some(RegionLevel::Province),
                    "{at}: {region:?}"
                );
            }
        }
    }
    // What a territory was called before did exist the day before.
    for region in &book.regions {
        let Some(was) = &region.was else { continue };
        let before = region.valid_from.unwrap() - Days::new(1);
        assert!(book.region(was, before).is_some(), "{region:?}");
    }
}

#[test]
fn on_every_day_an_area_code_is_one_region_or_the_book_says_why_not() {
    let book = book();
    let areas: BTreeMap<&str, _> = book.areas.iter().map(|a| (a.code.as_str(), a)).collect();
    for at in days(&book) {
        let mut met = BTreeSet::new();
        for region in book.regions_on(at) {
            let Some(code) = region.area_code.as_deref() else {
                assert!(!region.area_note.is_empty(), "{region:?}");
                assert_eq!(region.area_confidence, None, "{region:?}");
                continue;
            };
            let area = areas[code];
            assert!(met.insert(code), "{at}: {code} twice");
            assert_eq!(area.level, region.level.code(), "{region:?}");
            assert_eq!(
                book.region_of_area(code, at).map(|r| &r.code),
                Some(&region.code)
            );
            // Equal names are sure; another name says so, and is never sure.
            let equal = plain(&area.name) == plain(&region.name);
            let sure = region.area_confidence == Some(Confidence::Sure);
            assert_eq!(equal, sure, "{} / {}", area.name, region.name);
            assert_eq!(equal, region.area_note.is_empty(), "{region:?}");
        }
        assert_eq!(met.len(), 547, "{at}");
    }
    let none: Vec<&str> = book
        .regions_on(day("2026-11-23"))
        .filter(|r| r.area_code.is_none())
        .map(|r| r.name.as_str())
        .collect();
    assert_eq!(
        none,
        [
            "Kota Denpasar",
            "Papua Selatan",
            "Papua Tengah",
            "Papua Pegunungan",
            "Papua Barat Daya"
        ]
    );
}

#[test]
fn names_that_the_annex_prints_otherwise_are_found() {
    let book = book();
    for (area, code, name) in [
        ("23.08", "64.02", "Kabupaten Kutai Kartanegara"),
        ("23.10", "64.09", "Kabupaten Penajam Paser Utara"),
        ("20.10", "61.02", "Kabupaten Mempawah"),
        ("06.16", "16.12", "Kabupaten Penukal Abab Lematang Ilir"),
        ("33.19", "91.05", "Kabupaten Kepulauan Yapen"),
        ("16.28", "35.28", "Kabupaten Pamekasan"),
        ("33.00", "91", "Papua"),
    ] {
        let found = book.region_of_area(area, day("2024-11-27")).unwrap();
        assert_eq!((found.code.as_str(), found.name.as_str()), (code, name));
    }
}

#[test]
fn a_code_is_followed_over_the_split_of_papua_and_the_change_of_a_name() {
    let book = book();
    let became = |code: &str, at: &str| {
        let at = day(at);
        codes(&book.region_became(code, at))
    };
    assert_eq!(became("91.01", "2022-07-24"), ["91.01"]);
    assert_eq!(became("91.01", "2022-07-25"), ["93.01"]);
    assert_eq!(became("93.01", "2022-07-24"), [""; 0]);
    assert_eq!(became("91", "2022-07-24"), ["91"]);
    assert_eq!(became("91", "2022-07-25"), ["91", "93", "94", "95"]);
    assert_eq!(became("92.71", "2022-12-08"), ["96.71"]);
    assert_eq!(became("99.99", "2022-12-08"), [""; 0]);
    let merauke = |at: &str| book.region_of_area("33.09", day(at)).unwrap();
    assert_eq!(merauke("2020-12-09").code, "91.01");
    assert_eq!(merauke("2024-11-27").code, "93.01");
    let toba = |at: &str| book.region("12.12", day(at)).unwrap().name.as_str();
    assert_eq!(toba("2020-02-23"), "Kabupaten Toba Samosir");
    assert_eq!(toba("2020-02-24"), "Kabupaten Toba");
    let ever = |code: &str, at: &str| book.region_ever(code, day(at)).map(|r| r.valid_from);
    assert_eq!(ever("91.01", "2024-01-01"), Some(None));
    assert_eq!(ever("93.01", "2020-01-01"), Some(Some(day("2022-07-25"))));
    assert_eq!(ever("99.99", "2020-01-01"), None);
    // Backwards: as what the territory stood before the code was borne.
    let before = |code: &str, at: &str| {
        let region = book.region_ever(code, day(at)).unwrap();
        let then = book.region_before(region, day(at));
        then.map(|r| r.code.as_str())
    };
    assert_eq!(before("93.01", "2022-07-24"), Some("91.01"));
    assert_eq!(before("93.01", "2022-07-25"), None, "it bears its own");
    assert_eq!(before("93", "2020-01-01"), Some("91"));
    assert_eq!(before("91.01", "2024-01-01"), None, "it came to an end");
    assert_eq!(before("35.10", "2018-01-01"), None);
    let within = |province: &str, at: &str| book.regions_within(province, day(at)).count();
    assert_eq!(
        (within("91", "2022-07-24"), within("91", "2022-07-25")),
        (29, 9)
    );
    assert_eq!(
        (within("93", "2022-07-25"), within("94", "2022-07-25")),
        (4, 8)
    );
}

#[test]
fn zones_come_from_the_areas_and_are_those_of_the_province() {
    let book = book();
    for region in &book.regions {
        let zone = book.zone_of(region);
        assert!(zone.is_some(), "{region:?}");
        let Some(parent) = &region.parent else {
            continue;
        };
        let above = book.regions.iter().find(|r| r.code == *parent).unwrap();
        assert_eq!(zone, book.zone_of(above), "{region:?}");
    }
    let zone = |code: &str| book.zone_of(book.region(code, day("2024-11-27")).unwrap());
    assert_eq!(zone("51.71"), Some(Zone::Wita));
    assert_eq!(zone("93"), Some(Zone::Wit));
    assert_eq!(zone("96.71"), Some(Zone::Wit));
    assert_eq!(zone("62"), Some(Zone::Wib));
}

#[test]
fn every_region_has_its_official_and_no_answer_is_surer_than_its_grounds() {
    let book = book();
    let at = day("2026-11-23");
    let mut governments = BTreeSet::new();
    for region in book.regions_on(at) {
        let agency = book.agency_of(&region.code, at).unwrap();
        governments.insert(agency.region.code.as_str());
        assert!(agency.confidence >= region.confidence, "{region:?}");
        assert!(agency.confidence >= Confidence::Likely);
    }
    // All but the six parts of Jakarta have a government of their own.
    assert_eq!(governments.len(), 38 + 514 - 6);
    let official = |code: &str, at: &str| {
        let agency = book.agency_of(code, day(at))?;
        Some((
            agency.name.id,
            agency.official.id,
            agency.official.en,
            agency.confidence,
        ))
    };
    let told = |name: &str, id: &str, en: &str, confidence| {
        Some((name.to_owned(), id.to_owned(), en.to_owned(), confidence))
    };
    assert_eq!(
        official("35.27", "2024-11-27"),
        told(
            "Pemerintah Kabupaten Sampang",
            "Bupati Sampang",
            "Regent of Sampang",
            Confidence::Likely
        )
    );
    assert_eq!(
        official("51.71", "2024-11-27"),
        told(
            "Pemerintah Kota Denpasar",
            "Wali Kota Denpasar",
            "Mayor of Denpasar",
            Confidence::Likely
        )
    );
    assert_eq!(
        official("93", "2022-07-25"),
        told(
            "Pemerintah Provinsi Papua Selatan",
            "Gubernur Papua Selatan",
            "Governor of Papua Selatan",
            Confidence::Likely
        )
    );
    assert_eq!(official("93", "2022-07-24"), None);
    assert_eq!(official("91.01", "2022-07-25"), None);
    let jakarta = "Daerah Khusus Ibukota Jakarta";
    assert_eq!(
        official("31.74", "2024-11-27"),
        told(
            &format!("Pemerintah Provinsi {jakarta}"),
            &format!("Gubernur {jakarta}"),
            &format!("Governor of {jakarta}"),
            Confidence::Unsure
        )
    );
    let doubt = book.agency_of("31.74", at).unwrap().doubt.unwrap();
    assert!(doubt.contains("general knowledge"));
    assert_eq!(book.agency_of("31", at).unwrap().doubt, None);
}

#[test]
fn the_record_of_an_agency_goes_before_its_region_and_a_difference_is_told() {
    let book = book();
    let post = |named: Option<&'static str>, code: Option<&'static str>, at: &str| {
        let behind = book.official_behind(named, code, day(at));
        let alternative = behind.alternative().map(|a| a.official.id.clone());
        (behind.post().map(|p| p.id), alternative)
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        post(None, Some("35.27"), "2024-11-27"),
        (some("Bupati Sampang"), None)
    );
    assert_eq!(
        post(Some("bupati sampang"), Some("35.27"), "2024-11-27"),
        (some("bupati sampang"), None)
    );
    assert_eq!(
        post(Some("Pj Bupati Sampang"), Some("35.27"), "2024-11-27"),
        (some("Pj Bupati Sampang"), some("Bupati Sampang"))
    );
    assert_eq!(
        post(Some("Menteri Agama"), None, "2024-11-27"),
        (some("Menteri Agama"), None)
    );
    // An old code is followed where it became one region.
    assert_eq!(
        post(None, Some("91.01"), "2024-11-27"),
        (some("Bupati Merauke"), None)
    );
    assert_eq!(post(Some(" "), None, "2024-11-27"), (None, None));
    assert_eq!(post(None, Some("99"), "2024-11-27"), (None, None));
}

/// The shipped offices repeat codes and zones of regions; they say the same.
#[test]
fn the_shipped_offices_agree_with_the_regions() {
    let (book, at) = (book(), day("2026-11-23"));
    let mut checked = 0;
    for (_, office) in office_file::shipped().unwrap() {
        let by_area = office.area_code.as_deref().map(|code| {
            let region = book.region_of_area(code, at);
            region.unwrap_or_else(|| panic!("{code} is of no region"))
        });
        let Some(code) = office.ministry_code.as_deref() else {
            assert_eq!(office.code, "bawaslu-ri");
            continue;
        };
        let region = book
            .region(code, at)
            .unwrap_or_else(|| panic!("{office:?}"));
        if let Some(other) = by_area {
            assert_eq!(other.code, region.code, "{office:?}");
        } else {
            let name = office.name.trim_start_matches("Bawaslu ");
            let name = name.trim_start_matches("Provinsi ");
            assert_eq!(name, region.name, "{office:?}");
        }
        assert_eq!(office.zone, book.zone_of(region), "{office:?}");
        checked += 1;
    }
    assert_eq!(checked, 38 + 514);
}
