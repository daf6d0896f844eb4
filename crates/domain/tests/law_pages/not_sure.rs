//! Nothing is surer than it was seen.
//!
//! `not_sure.csv` lists every fact that the two studies of the sources behind the book (the catalogue of violations,
//! and the procedure) call likely, unsure or not seen, with the place in them and the rows that speak of it. A fact
//! is no surer than the less sure of the two. `at_most` is the best that the column may say, or `says:` and the words
//! by which the column itself tells the doubt. A fact without a file stands in no row.

use crate::{Row, files, rows, shipped};

const ORDER: &[&str] = &["sure", "likely", "unsure"];

/// Whether a row is one of `code=D-5&valid_from=2023*|2024*`.
fn picked(picks: &str, row: &Row) -> bool {
    picks.split('&').all(|pick| {
        let (column, wanted) = pick.split_once('=').unwrap();
        let cell = row
            .get(column)
            .unwrap_or_else(|| panic!("no column {column}"));
        wanted.split('|').any(|one| match one.strip_suffix('*') {
            Some(start) => cell.starts_with(start),
            None => cell == one,
        })
    })
}

/// Whether a cell says no more than it may.
fn modest(cell: &str, at_most: &str) -> bool {
    if let Some(words) = at_most.strip_prefix("says:") {
        return cell.contains(words);
    }
    let place = |known: &str| ORDER.iter().position(|o| *o == known).unwrap();
    place(cell) >= place(at_most)
}

fn list() -> Vec<(u64, Row)> {
    rows(include_str!("not_sure.csv"))
}

#[test]
fn no_row_is_surer_than_the_studies_of_its_sources() {
    let mut found = Vec::new();
    let mut held = 0;
    for (line, fact) in list() {
        assert!(
            !fact["fact"].is_empty() && !fact["called"].is_empty(),
            "line {line}"
        );
        if fact["file"].is_empty() {
            continue;
        }
        let rows = shipped(&fact["file"]);
        let rows: Vec<_> = rows
            .iter()
            .filter(|(_, row)| picked(&fact["rows"], row))
            .collect();
        if rows.is_empty() {
            found.push(format!(
                "line {line}: no row {} in {}",
                fact["rows"], fact["file"]
            ));
        }
        for (at, row) in rows {
            held += 1;
            let cell = &row[&fact["column"]];
            if !modest(cell, &fact["at_most"]) {
                found.push(format!(
                    "{} line {at}: {} is {cell:?}, but {} calls it {}: {}",
                    fact["file"], fact["column"], fact["place"], fact["called"], fact["fact"]
                ));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    println!(
        "{} facts that are not sure, held against {held} cells",
        list().len()
    );
    assert!(held > 400, "{held}");
}

/// Whoever sees neither text nor article is not sure, in whichever file.
#[test]
fn a_source_that_was_not_seen_is_never_sure() {
    let mut found = Vec::new();
    for file in files().iter().filter(|f| *f != "notes.csv") {
        for (line, row) in shipped(file) {
            let basis = ["norm", "sanction_basis"].map(|column| row.get(column));
            for (cells, known) in [
                (vec![row.get("citation"), row.get("decision")], "confidence"),
                (basis.to_vec(), "basis_confidence"),
            ] {
                let unseen = cells.into_iter().flatten().any(|cell| cell == "not seen");
                if unseen && row[known] == "sure" {
                    found.push(format!("{file} line {line}: {known}"));
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_list_can_fail() {
    let row = |text: &str| rows(text)[0].1.clone();
    let one = row("code,day\nD-5,2024-01-02\n");
    assert!(picked("code=D-5", &one) && picked("code=D-4|D-5&day=2024*", &one));
    assert!(!picked("code=D-4", &one) && !picked("code=D-5&day=2024", &one));
    assert!(modest("likely", "likely") && modest("unsure", "likely"));
    assert!(!modest("sure", "likely") && !modest("likely", "unsure"));
    assert!(modest("art. 42 (likely)", "says:(likely)") && !modest("art. 42", "says:(likely)"));
}
