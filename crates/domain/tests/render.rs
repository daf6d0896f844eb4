//! The pages and the reference say what the tables say, all of it, and every run says the same.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use std::collections::{BTreeMap, BTreeSet};

use netralitas_domain::{
    law::{Book, Confidence, LawSet},
    people::Role,
    procedure::{
        self, Action, Guard, Machine, Stage, Term,
        render::{diagrams, pages, reference},
        rules,
    },
};
use netralitas_testkit::play::stages_of;

fn written() -> BTreeMap<String, String> {
    pages(&Book::shipped().unwrap()).into_iter().collect()
}

#[test]
fn nine_pages_and_the_same_bytes_each_time() {
    let first = written();
    let names: Vec<_> = first.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "case", "control", "door", "referral", "review", "roles", "sanction", "seeing", "terms"
        ]
        .map(|n| format!("procedure/{n}.md"))
    );
    assert_eq!(first, written());
    for (name, text) in &first {
        assert!(text.starts_with("# ") && text.ends_with('\n'), "{name}");
        assert!(!text.contains("\n\n\n"), "{name}");
    }
}

#[test]
fn every_action_stage_and_basis_stands_on_the_page_of_its_machine() {
    let pages = written();
    for row in rules() {
        let page = &pages[&format!("procedure/{}.md", row.machine().code())];
        assert!(page.contains(&format!("### `{}`: ", row.action.code())));
        for (_, law) in row.laws() {
            assert!(page.contains(&law.cite.replace('|', "\\|")), "{}", law.cite);
        }
        for (guard, _) in row.guards {
            assert!(page.contains(&format!("`{}` {}", guard.code(), guard.text().id)));
        }
    }
    for stage in Stage::ALL {
        let page = &pages[&format!("procedure/{}.md", stage.machine().code())];
        assert!(page.contains(&format!("| `{}` | {} |", stage.code(), stage.text().id)));
    }
}

#[test]
fn every_row_of_a_markdown_table_has_the_columns_of_its_head() {
    let columns = |line: &str| line.replace("\\|", "").matches('|').count();
    for (name, text) in written() {
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

/// An arrow for every row that changes the stage, none that no row makes, every stage named before it is
/// used.
#[test]
fn diagrams_draw_the_tables() {
    for machine in Machine::ALL {
        let drawn = diagrams(*machine);
        let laws: Vec<LawSet> = drawn.iter().flat_map(|d| d.laws.clone()).collect();
        let all: BTreeSet<LawSet> = laws.iter().copied().collect();
        assert_eq!(laws.len(), all.len(), "a law text has one diagram");
        for diagram in &drawn {
            let mut named = BTreeSet::new();
            let mut arrows = BTreeSet::new();
            let mut lines = diagram.mermaid.lines();
            assert_eq!(lines.next(), Some("stateDiagram-v2"));
            for line in lines {
                if let Some(state) = line.strip_prefix("    state \"") {
                    let (_, code) = state.split_once("\" as ").unwrap();
                    assert!(named.insert(code.to_owned()));
                    continue;
                }
                let (path, label) = line.split_once(" : ").unwrap_or((line, ""));
                let (from, to) = path.trim().split_once(" --> ").unwrap();
                for end in [from, to] {
                    assert!(end == "[*]" || named.contains(end), "{end}");
                }
                for action in label.split("<br>").filter(|a| !a.is_empty()) {
                    arrows.insert((from.to_owned(), to.to_owned(), action.to_owned()));
                }
            }
            let law = diagram.laws[0];
            let mut expected = BTreeSet::new();
            // A taking back leads to where the track stood: no arrow says where.
            let drawn =
                |r: &&procedure::Rule| r.law(law).is_some() && r.to != procedure::To::Before;
            for row in rules().filter(|r| r.machine() == *machine && drawn(r)) {
                let from: Vec<Option<Stage>> = if row.from.is_empty() {
                    vec![None]
                } else {
                    row.from.iter().copied().map(Some).collect()
                };
                for from in from {
                    let start = from.map_or("[*]", Stage::code).to_owned();
                    for to in row.targets(from.unwrap_or(Stage::Received)) {
                        // An era has no arrows from the other era's stages.
                        let other = from.is_some_and(|s| !stages_of(law).contains(&s));
                        if from != Some(to) && !other {
                            let action = row.action.code().to_owned();
                            expected.insert((start.clone(), to.code().to_owned(), action));
                        }
                    }
                }
            }
            assert_eq!(arrows, expected, "{machine:?} under {law:?}");
        }
    }
    // The eras differ, so their diagrams do.
    assert!(diagrams(Machine::Review).len() >= 2);
}

#[test]
fn the_role_matrix_marks_who_acts_and_who_records() {
    let page = &written()["procedure/roles.md"];
    for role in Role::ALL {
        assert!(page.contains(&format!("| `{}` | {}", role.code(), role.text().id)));
    }
    let line = |machine: Machine, action: Action| {
        let head = format!("## {}", machine.text().id);
        page.lines()
            .skip_while(|l| !l.starts_with(&head))
            .find(|l| l.starts_with(&format!("| `{}` |", action.code())))
            .unwrap_or_else(|| panic!("{action:?}"))
    };
    for row in procedure::operations() {
        let cells: Vec<&str> = line(row.machine(), row.action)
            .split('|')
            .map(str::trim)
            .collect();
        let acts = cells.iter().filter(|c| c.starts_with('A')).count();
        let by: BTreeSet<Role> = procedure::rows_on(row.machine(), row.action)
            .flat_map(|r| r.by.to_vec())
            .collect();
        assert_eq!(acts, by.len(), "{:?}", row.action);
    }
}

#[test]
fn every_term_shows_its_lengths_and_how_well_they_are_known() {
    let book = Book::shipped().unwrap();
    let page = &written()["procedure/terms.md"];
    for term in Term::ALL {
        assert!(page.contains(&format!("(`{}`)", term.code())));
    }
    let rows = page.lines().filter(|l| l.starts_with("| ")).count();
    let heads = 2 * Term::ALL.len();
    assert_eq!(rows, book.terms.len() + heads);
    // What is unsure stands first, each row with its doubt.
    let (_, part) = page
        .split_once("\n## Belum pasti / Unsure\n")
        .expect("a part of what is unsure");
    let (part, _) = part.split_once("\n## ").unwrap();
    let unsure = |row: &&netralitas_domain::law::TermRow| {
        row.confidence == Confidence::Unsure
            || row.ends_online_confidence == Some(Confidence::Unsure)
    };
    let rows: Vec<_> = book.terms.iter().filter(unsure).collect();
    assert_eq!(
        part.lines().filter(|l| l.starts_with("- ")).count(),
        rows.len()
    );
    for row in rows {
        let start = format!("- `{}` `{}`: ", row.code.code(), row.law_set.code());
        let told = part.lines().find(|l| l.starts_with(&start)).unwrap();
        assert!(told.contains(row.note.trim_end_matches('.')), "{told}");
    }
    // An installation's own row replaces the shipped one on the page too.
    let mut own = book.clone();
    let mut row = own
        .term(Term::AgencyFollowUp, LawSet::Kasn)
        .unwrap()
        .clone();
    row.amount = 77;
    own.supersede_term(row);
    let page = &pages(&own).into_iter().collect::<BTreeMap<_, _>>()["procedure/terms.md"];
    assert!(page.contains("| 77 hari kalender / calendar days |"));
}

#[test]
fn the_reference_holds_every_action_and_stage_in_both_languages() {
    let book = Book::shipped().unwrap();
    let value = serde_json::to_value(reference(&book)).unwrap();
    let machines = value["machines"].as_array().unwrap();
    let codes = |list: &str| -> BTreeSet<String> {
        machines
            .iter()
            .flat_map(|m| m[list].as_array().unwrap().clone())
            .map(|entry| {
                assert!(entry["text"]["id"].is_string() && entry["text"]["en"].is_string());
                entry["code"].as_str().unwrap().to_owned()
            })
            .collect()
    };
    let actions: BTreeSet<String> = Action::ALL.iter().map(|a| a.code().to_owned()).collect();
    assert_eq!(codes("actions"), actions);
    let stages: BTreeSet<String> = Stage::ALL.iter().map(|s| s.code().to_owned()).collect();
    assert_eq!(codes("stages"), stages);
    assert_eq!(value["guards"].as_array().unwrap().len(), Guard::ALL.len());
    let lengths: usize = value["terms"]
        .as_array()
        .unwrap()
        .iter()
        .map(|t| t["lengths"].as_array().unwrap().len())
        .sum();
    assert_eq!(lengths, book.terms.len());
    let rows: usize = machines
        .iter()
        .flat_map(|m| m["actions"].as_array().unwrap())
        .map(|a| a["rows"].as_array().unwrap().len())
        .sum();
    assert_eq!(rows, rules().count());
}
