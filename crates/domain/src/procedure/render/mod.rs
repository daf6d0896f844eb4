//! The tables as people and programs read them: pages with diagrams, and the value of `GET /v1/procedure`.
//!
//! It owns how a row is shown. It must not know files, HTTP, or any rule that is not in the tables: what it
//! prints is computed from [`super::rules`] and the [`Book`], so that page and server cannot differ.

mod diagram;
mod door;
mod erasing;
mod fields;
mod forms;
mod law;
mod matrix;
mod page;
mod reference;
mod sight;
mod terms;

pub use diagram::{Diagram, diagrams};
pub use forms::forms_page;
pub use law::law_pages;
pub use reference::{
    Action, Basis, Coded, Guard, LawText, Machine, Opened, Reference, Row, Stage, TermLength,
    reference,
};

use super::Machine as M;
use crate::{
    Text,
    law::{Book, citation},
};

/// Every generated page: its path below the folder of documents, and its text in Markdown. The same tables
/// give the same bytes.
#[must_use]
pub fn pages(book: &Book) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = M::ALL
        .iter()
        .map(|machine| (path(machine.code()), page::machine(*machine)))
        .collect();
    all.push((path("door"), door::page()));
    all.push((path("roles"), matrix::page()));
    all.push((path("seeing"), sight::page()));
    all.push((path("terms"), terms::page(book)));
    all
}

fn path(name: &str) -> String {
    format!("procedure/{name}.md")
}

/// The first lines of every page.
fn head(title: &str) -> String {
    format!("# {title}\n\nGenerated from the rule tables by `netralitas docs`; edits are lost.\n")
}

/// Both languages, Indonesian first.
fn both(text: Text) -> String {
    format!("{} / {}", text.id, text.en)
}

/// A legal source in both languages, Indonesian first; once where it is the same.
fn source(cite: &str) -> String {
    joined(&citation::both(cite))
}

/// A doubt in both languages, as [`source`].
fn doubt(note: &str) -> String {
    joined(&citation::note_in_both(note))
}

fn joined(text: &citation::BothTexts) -> String {
    if text.id == text.en {
        text.en.clone()
    } else {
        format!("{} / {}", text.id, text.en)
    }
}

/// A cell of a Markdown table: one line, no column breaks.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

/// A row of a Markdown table.
fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|c| cell(c)).collect();
    format!("| {} |\n", cells.join(" | "))
}

/// The first two lines of a Markdown table.
fn columns(names: &[&str]) -> String {
    let rule: Vec<&str> = names.iter().map(|_| "---").collect();
    format!("| {} |\n| {} |\n", names.join(" | "), rule.join(" | "))
}
