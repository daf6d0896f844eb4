//! No row without a source and without how well it is known.

use std::collections::BTreeSet;

use crate::{Row, files, rows, shipped};

/// The column that names where a row of a file was read.
const SOURCES: &[&str] = &["citation", "source", "decision"];
const KNOWN: &[&str] = &["sure", "likely", "unsure"];
/// Files that hold no facts: `notes.csv` is the Indonesian text of the notes of the others.
const NO_FACTS: &[&str] = &["notes.csv"];
/// Columns that may be empty, for what they speak of may be missing: an area code, an ending of its own.
const OF_WHAT_MAY_BE_MISSING: &[(&str, &str)] = &[
    ("area_confidence", "area_code"),
    ("ends_online_confidence", "ends_online"),
];

/// What is wrong with the rows of a file.
fn faults(file: &str, all: &[(u64, Row)]) -> Vec<String> {
    let mut found = Vec::new();
    if all.is_empty() {
        found.push(format!("{file}: no rows"));
    }
    for (line, row) in all {
        let named: Vec<&str> = SOURCES
            .iter()
            .copied()
            .filter(|c| row.contains_key(*c))
            .collect();
        let empty = |column: &str| row.get(column).is_none_or(|cell| cell.trim().is_empty());
        if named.is_empty() || named.iter().any(|column| empty(column)) {
            found.push(format!("{file} line {line}: no source"));
        }
        if empty("confidence") {
            found.push(format!("{file} line {line}: no confidence"));
        }
        for (column, cell) in row.iter().filter(|(name, _)| name.ends_with("confidence")) {
            let of = OF_WHAT_MAY_BE_MISSING
                .iter()
                .find(|(name, _)| name == column);
            let missing = of.is_some_and(|(_, of)| empty(of) && cell.is_empty());
            if !missing && !KNOWN.contains(&cell.as_str()) {
                found.push(format!("{file} line {line}: {column} is {cell:?}"));
            }
        }
        for (column, cell) in row.iter().filter(|(name, _)| name.ends_with("_source")) {
            if cell.trim().is_empty() {
                found.push(format!("{file} line {line}: no {column}"));
            }
        }
    }
    found
}

#[test]
fn every_row_of_every_file_has_source_and_confidence() {
    let files = files();
    assert!(files.len() > 20, "{files:?}");
    let facts = files.iter().filter(|f| !NO_FACTS.contains(&f.as_str()));
    let found: Vec<String> = facts
        .flat_map(|file| faults(file, &shipped(file)))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Rows that are not whole are named with their file and line.
#[test]
fn a_row_that_is_not_whole_is_named() {
    for (text, expected) in [
        ("code,citation,confidence\na,UU,sure\n", vec![]),
        (
            "code,citation,confidence\na,UU,sure\nb, ,sure\n",
            vec!["x.csv line 3: no source"],
        ),
        ("code,confidence\na,sure\n", vec!["x.csv line 2: no source"]),
        (
            "code,citation,confidence\na,UU,\n",
            vec![
                "x.csv line 2: no confidence",
                "x.csv line 2: confidence is \"\"",
            ],
        ),
        ("code,citation\na,UU\n", vec!["x.csv line 2: no confidence"]),
        (
            "source,confidence,zone_source,area_code,area_confidence\nUU,sure,,01.00,\n",
            vec![
                "x.csv line 2: area_confidence is \"\"",
                "x.csv line 2: no zone_source",
            ],
        ),
        (
            "source,confidence,area_code,area_confidence\nUU,sure,,\n",
            vec![],
        ),
        ("code,citation,confidence\n", vec!["x.csv: no rows"]),
    ] {
        assert_eq!(faults("x.csv", &rows(text)), expected, "{text}");
    }
}

/// The README lists every file, and every file has the columns that it says.
#[test]
fn the_readme_names_every_file_with_its_columns() {
    let readme = std::fs::read_to_string(crate::folder().join("README.md")).unwrap();
    let mut listed = BTreeSet::new();
    for line in readme.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let file = cells[1].trim_matches('`');
        let told = cells[3].split(':').next().unwrap();
        let told: BTreeSet<&str> = told.split(',').map(str::trim).collect();
        let rows = shipped(file);
        let columns: BTreeSet<&str> = rows[0].1.keys().map(String::as_str).collect();
        assert_eq!(told, columns, "{file}");
        listed.insert(file.to_owned());
    }
    assert_eq!(listed.into_iter().collect::<Vec<_>>(), files());
}
