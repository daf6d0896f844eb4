//! The rows of the law book as pages for lawyers: one page per subject, what is unsure first.
//!
//! It owns which rows stand on which page and in which words. How a page is laid out stands in [`sheet`].

mod bodies;
mod days;
mod elections;
mod index;
mod people;
mod regions;
mod sanctions;
mod sheet;
mod violations;

use sheet::Sheet;

use crate::law::Book;

/// Every page of the law book: its path below the folder of documents, and its text in Markdown; the index first.
/// The same book gives the same bytes.
#[must_use]
pub fn law_pages(book: &Book) -> Vec<(String, String)> {
    let sheets: Vec<Sheet> = vec![
        violations::sheet(book),
        sanctions::sheet(book),
        people::sheet(book),
        bodies::authorities(book),
        bodies::rule_sets(book),
        elections::sheet(book),
        days::holidays(book),
        days::office_hours(book),
        regions::sheet(book),
        bodies::officials(book),
    ];
    let mut all = vec![("law/README.md".to_owned(), index::page(book, &sheets))];
    for sheet in &sheets {
        all.push((format!("law/{}.md", sheet.name), sheet.page()));
    }
    all
}
