//! The pages show every row with all that it says, and what is unsure before everything else.

use std::collections::BTreeMap;

use netralitas_domain::{law::Book, procedure::render::law_pages};

use crate::{Row, files, shipped};

/// Files that other pages show, or that hold no law: terms and forms have pages of their own.
const ELSEWHERE: &[&str] = &["forms.csv", "notes.csv", "offices.csv", "terms.csv"];
/// Columns that a row's line repeats as they stand.
const AS_IT_STANDS: &[&str] = &[
    "code",
    "name",
    "id",
    "en",
    "citation",
    "source",
    "decision",
    "decree",
    "address",
    "note",
    "area_note",
    "norm",
    "sanction_basis",
    "valid_from",
    "valid_to",
    "from",
    "to",
    "day",
    "only",
    "except",
    "was",
    "area_code",
    "also_from",
    "due_by",
    "government_id",
    "government_en",
    "role",
    "election",
    "race",
    "outcome",
    "subject",
    "senders",
    "regime",
    "law_set",
    "elections",
    "weekday",
    "stage",
    "official",
];

fn pages() -> BTreeMap<String, String> {
    law_pages(&Book::shipped().unwrap()).into_iter().collect()
}

/// The page that names a file among those it is made of.
fn page_of<'a>(pages: &'a BTreeMap<String, String>, file: &str) -> &'a str {
    let named = |text: &str| {
        let made = text
            .lines()
            .find(|line| line.starts_with("Dibuat dari "))
            .unwrap();
        made.contains(&format!("`{file}`"))
    };
    let own: Vec<&String> = pages.values().filter(|text| named(text)).collect();
    assert_eq!(own.len(), 1, "{file} has one page");
    own[0]
}

/// The part of a page under the heading of what is unsure.
fn unsure_part(page: &str) -> &str {
    let part = page.split_once("\n## Belum pasti / Unsure\n").unwrap().1;
    part.split_once("\n## ").unwrap().0
}

/// Whether any confidence of a row is unsure, or its own words say so.
fn is_unsure(row: &Row) -> bool {
    let known = row
        .iter()
        .any(|(name, cell)| name.ends_with("confidence") && cell == "unsure");
    let says = ["citation", "decision", "note"]
        .iter()
        .any(|column| row.get(*column).is_some_and(|cell| cell.contains("unsure")));
    known || says
}

/// Regions and areas that are sure and bear no note stand in the counts alone.
fn is_counted_alone(file: &str, row: &Row) -> bool {
    match file {
        "regions.csv" => {
            row["confidence"] == "sure"
                && row["area_confidence"] == "sure"
                && row["note"].is_empty()
        }
        "bawaslu_areas.csv" => row["confidence"] == "sure" && row["note"].is_empty(),
        _ => false,
    }
}

/// What a line of a row has to show.
fn shown(row: &Row) -> Vec<String> {
    let cells = AS_IT_STANDS.iter().filter_map(|column| row.get(*column));
    let cells = cells
        .filter(|cell| !cell.is_empty())
        .map(|cell| cell.replace('|', "\\|"));
    let known = row
        .iter()
        .filter(|(name, cell)| name.ends_with("confidence") && !cell.is_empty());
    cells
        .chain(known.map(|(_, cell)| format!(" / {cell}")))
        .collect()
}

#[test]
fn every_row_stands_on_its_page_with_all_that_it_says() {
    let pages = pages();
    let mut seen = 0;
    for file in files().iter().filter(|f| !ELSEWHERE.contains(&f.as_str())) {
        let page = page_of(&pages, file);
        let lines: Vec<&str> = page.lines().filter(|line| line.starts_with("| ")).collect();
        for (at, row) in shipped(file) {
            if is_counted_alone(file, &row) {
                continue;
            }
            let wanted = shown(&row);
            assert!(wanted.len() >= 3, "{file} line {at}");
            let whole = |line: &&&str| wanted.iter().all(|cell| line.contains(cell.as_str()));
            assert!(
                lines.iter().any(|line| whole(&line)),
                "{file} line {at} is nowhere whole: {wanted:#?}"
            );
            seen += 1;
        }
    }
    println!("{seen} rows found on the pages");
    assert!(seen > 600, "{seen}");
}

#[test]
fn what_is_unsure_stands_first_with_its_doubt() {
    let pages = pages();
    let mut expected: BTreeMap<&str, usize> = BTreeMap::new();
    for file in files().iter().filter(|f| !ELSEWHERE.contains(&f.as_str())) {
        let page = page_of(&pages, file);
        let part = unsure_part(page);
        for (at, row) in shipped(file) {
            if !is_unsure(&row) {
                continue;
            }
            *expected.entry(page).or_default() += 1;
            for column in ["note", "citation", "decision"] {
                let cell = row
                    .get(column)
                    .map_or("", String::as_str)
                    .trim_end_matches('.');
                assert!(part.contains(cell), "{file} line {at}: {cell}");
            }
        }
    }
    for (page, text) in &pages {
        if page.ends_with("README.md") {
            continue;
        }
        let bullets = unsure_part(text)
            .lines()
            .filter(|line| line.starts_with("- "))
            .count();
        let rows = expected.get(text.as_str()).copied().unwrap_or_default();
        assert_eq!(bullets, rows, "{page}");
        assert_eq!(
            rows == 0,
            unsure_part(text).contains("Tidak ada. / Nothing."),
            "{page}"
        );
        let first = text.find("\n## ").unwrap();
        assert!(
            text[first..].starts_with("\n## Belum pasti / Unsure"),
            "{page}"
        );
    }
}

#[test]
fn the_index_counts_every_page_by_confidence() {
    let pages = pages();
    let index = &pages["law/README.md"];
    for page in pages.keys().filter(|page| !page.ends_with("README.md")) {
        let name = page.strip_prefix("law/").unwrap();
        assert!(index.contains(&format!("]({name})")), "{name}");
    }
    for line in index
        .lines()
        .filter(|line| line.contains(".csv` |") || line.contains(".csv`, "))
    {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let files: Vec<&str> = cells[2]
            .split(", ")
            .map(|file| file.trim_matches('`'))
            .collect();
        let rows: Vec<Row> = files
            .iter()
            .flat_map(|file| shipped(file))
            .map(|(_, row)| row)
            .collect();
        for (at, known) in ["sure", "likely", "unsure"].iter().enumerate() {
            let count = rows
                .iter()
                .filter(|row| row["confidence"] == *known)
                .count();
            assert_eq!(cells[3 + at], count.to_string(), "{files:?} {known}");
        }
    }
}

#[test]
fn the_pages_are_whole_and_the_same_each_time() {
    let first = pages();
    assert_eq!(first, pages());
    assert_eq!(first.len(), 11);
    let columns = |line: &str| line.replace("\\|", "").matches('|').count();
    for (name, text) in &first {
        assert!(text.starts_with("# ") && text.ends_with('\n'), "{name}");
        assert!(!text.contains("\n\n\n"), "{name}");
        let mut head = 0;
        for line in text.lines() {
            if !line.starts_with('|') {
                head = 0;
            } else if head == 0 {
                head = columns(line);
            } else {
                assert_eq!(columns(line), head, "{name}: {line}");
            }
        }
    }
}

/// Of the elections of 2018 and 2019 the calendar has the day off alone; of second rounds and re-votes nothing.
#[test]
fn elections_and_stages_without_rows_are_told() {
    let pages = pages();
    let page = &pages["law/elections.md"];
    let part = page
        .split_once("\n## Belum terlihat / Not seen\n")
        .unwrap()
        .1;
    let part = part.split_once("\n## ").unwrap().0;
    for day in ["2018-06-27", "2019-04-17"] {
        assert!(part.contains(day), "{day}: {part}");
    }
    for day in ["2020-12-09", "2024-02-14", "2024-11-27"] {
        assert!(!part.contains(day), "{day}: {part}");
    }
    for election in ["pilkada-2020", "pemilu-2024", "pilkada-2024"] {
        let line = part.lines().find(|line| line.contains(election)).unwrap();
        assert!(line.contains("Second round, Re-vote"), "{line}");
    }
}
