//! The shipped rows and the pages made of them: each row with source and confidence, none surer than it was seen.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod counted;
mod not_sure;
mod pages;
mod rules;
mod sourced;

use std::{collections::BTreeMap, fs, path::PathBuf};

/// A row by its columns.
type Row = BTreeMap<String, String>;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data")
}

/// The shipped files by name.
fn files() -> Vec<String> {
    let all = fs::read_dir(folder()).unwrap();
    let names = all.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut csv: Vec<String> = names.filter(|name| name.ends_with(".csv")).collect();
    csv.sort();
    csv
}

/// The rows of a text, each with its line.
fn rows(text: &str) -> Vec<(u64, Row)> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers().unwrap().clone();
    let row = |record: csv::StringRecord| {
        let line = record.position().unwrap().line();
        let cells = head.iter().zip(record.iter());
        let cells = cells.map(|(name, cell)| (name.to_owned(), cell.to_owned()));
        (line, cells.collect())
    };
    reader.records().map(|r| row(r.unwrap())).collect()
}

/// The rows of a shipped file.
fn shipped(file: &str) -> Vec<(u64, Row)> {
    rows(&fs::read_to_string(folder().join(file)).unwrap())
}
