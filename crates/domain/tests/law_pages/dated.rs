//! Every row says from when to when it holds and where it was read, or that this was not seen.

use std::collections::BTreeMap;

use netralitas_domain::{law::Book, procedure::render};

use crate::{Row, files, not_sure::picked, shipped};

/// Files without a validity of their own, and what their days follow from.
const DAYS_ELSEWHERE: &[(&str, &str)] = &[
    ("bawaslu_areas.csv", "the annex of one text"),
    ("elections.csv", "their days are rows of stages.csv"),
    ("forms.csv", "the annex of one text"),
    ("holidays.csv", "a row is a day"),
    ("notes.csv", "no law"),
    (
        "office_hours.csv",
        "those of the rule sets of the election kind",
    ),
    ("offices.csv", "no law"),
    ("stages.csv", "a row is its days"),
    ("terms.csv", "those of the law text of the row"),
];

/// Rows whose first day no source gives; everything else has one. A row that is listed has none.
const FIRST_DAY_NOT_SEEN: &[(&str, &str, &str)] = &[
    (
        "acts.csv",
        "code=*",
        "an act is a name; its rows have their days",
    ),
    (
        "authorities.csv",
        "code=independent_body",
        "it does not exist yet",
    ),
    (
        "destinations.csv",
        "outcome=criminal|organiser_ethics|administrative",
        "older than the data",
    ),
    (
        "destinations.csv",
        "outcome=other_law&subject=village_head|village_official|village_council|contract_worker|army|police|elected_official|organiser|unknown",
        "older than the data",
    ),
    (
        "effects.csv",
        "citation=PerBKN 6/2022*",
        "of 2022; the day was not seen",
    ),
    (
        "imposers.csv",
        "regime=pp42|asn_law|contract|pppk",
        "the beginning was not seen",
    ),
    ("officials.csv", "level=*", "the article was not seen"),
    (
        "regimes.csv",
        "law_set=pppk",
        "the day of PP 49/2018 was not seen",
    ),
    ("regions.csv", "valid_from=", "older than the data"),
    (
        "sanction_kinds.csv",
        "regime=pp42|asn_law|pppk",
        "the beginning was not seen",
    ),
    (
        "sanction_kinds.csv",
        "code=contract_ended",
        "a contract ends by its own terms",
    ),
    (
        "subjects.csv",
        "code=pns|cpns|pppk|contract_worker|village_head|village_official|village_council|police|army|elected_official|organiser",
        "older than the data",
    ),
];

/// Files whose source is itself an address or a package, or that hold no law.
const SOURCE_IS_THE_ADDRESS: &[&str] = &[
    "bawaslu_areas.csv",
    "forms.csv",
    "holidays.csv",
    "notes.csv",
    "offices.csv",
    "regions.csv",
];

/// What is wrong with the first days of a file's rows, by the list.
fn faults(file: &str, rows: &[(u64, Row)], list: &[(&str, &str, &str)]) -> Vec<String> {
    let mut found = Vec::new();
    let own: Vec<_> = list.iter().filter(|(of, ..)| *of == file).collect();
    for (line, row) in rows {
        let listed = own.iter().any(|(_, picks, _)| picked(picks, row));
        if row["valid_from"].is_empty() != listed {
            found.push(format!("{file} line {line}: valid_from"));
        }
        let ends = !row["valid_to"].is_empty() && row["valid_to"] < row["valid_from"];
        if ends {
            found.push(format!("{file} line {line}: valid_to"));
        }
    }
    for (_, picks, _) in own {
        if !rows.iter().any(|(_, row)| picked(picks, row)) {
            found.push(format!("{file}: no row {picks}"));
        }
    }
    found
}

#[test]
fn every_row_has_its_days_or_is_listed_without() {
    let mut found = Vec::new();
    for file in files() {
        let rows = shipped(&file);
        let dated = ["valid_from", "valid_to"].map(|column| rows[0].1.contains_key(column));
        let elsewhere = DAYS_ELSEWHERE.iter().any(|(of, _)| *of == file);
        assert_eq!(dated, [!elsewhere; 2], "{file}");
        if !elsewhere {
            found.extend(faults(&file, &rows, FIRST_DAY_NOT_SEEN));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(FIRST_DAY_NOT_SEEN.iter().all(|(.., why)| !why.is_empty()));
}

#[test]
fn a_first_day_that_is_missing_or_made_up_is_named() {
    let text =
        "code,valid_from,valid_to\na,,\nb,2020-01-01,\nc,2020-01-01,2019-01-01\nd,2020-01-01,\n";
    let list = &[("x.csv", "code=d|e", "")];
    assert_eq!(
        faults("x.csv", &crate::rows(text), list),
        [
            "x.csv line 2: valid_from",
            "x.csv line 4: valid_to",
            "x.csv line 5: valid_from"
        ]
    );
}

#[test]
fn every_row_has_an_address_or_an_empty_one() {
    for file in files() {
        let rows = shipped(&file);
        let there = rows[0].1.contains_key("address");
        let itself = SOURCE_IS_THE_ADDRESS.contains(&file.as_str());
        assert_eq!(there, !itself, "{file}");
        for (line, row) in rows.iter().filter(|_| there) {
            let address = &row["address"];
            let page = address.starts_with("https://") || address.starts_with("http://");
            let whole = page && !address.contains(char::is_whitespace) && !address.contains('…');
            assert!(address.is_empty() || whole, "{file} line {line}: {address}");
        }
    }
}

/// Where no address was seen the page says so, once per row.
#[test]
fn the_pages_say_where_no_address_was_seen() {
    const NOT_SEEN: &str = "alamat: belum terlihat / address: not seen";
    let book = Book::shipped().unwrap();
    let all = render::pages(&book).into_iter();
    let pages: BTreeMap<String, String> = all.chain(render::law_pages(&book)).collect();
    let told = |name: &str| pages[name].matches(NOT_SEEN).count();
    for (page, of) in [
        (
            "law/sanctions.md",
            &[
                "sanction_kinds.csv",
                "effects.csv",
                "imposers.csv",
                "regimes.csv",
            ][..],
        ),
        ("law/violations.md", &["violations.csv", "acts.csv"]),
        ("law/subjects.md", &["subjects.csv", "destinations.csv"]),
        ("law/authorities.md", &["authorities.csv"]),
        ("law/rule-sets.md", &["rule_sets.csv"]),
        ("law/elections.md", &["elections.csv", "stages.csv"]),
        ("law/officials.md", &["officials.csv"]),
        ("law/office-hours.md", &["office_hours.csv"]),
        ("procedure/terms.md", &["terms.csv"]),
    ] {
        let rows = of.iter().flat_map(|file| shipped(file));
        let empty = rows.filter(|(_, row)| row["address"].is_empty()).count();
        assert_eq!(told(page), empty, "{page}");
    }
    assert!(told("law/officials.md") > 0 && told("procedure/terms.md") > 0);
}
