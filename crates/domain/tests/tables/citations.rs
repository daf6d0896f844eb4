//! Every legal source and every doubt of the tables and of the book reads in Indonesian and in English.

use std::collections::BTreeSet;

use netralitas_domain::{
    law::{Book, citation},
    procedure::{
        ACCESS, ERASABLE, ERASING, FIELD_SIGHT, MAJORITY, Mark, QUORUM, REDACTED, RETENTION, SIGHT,
        UNSEALING, UNSEALING_TIMES, WITHHELD, rules,
    },
};

/// Words that only English has.
const ENGLISH: &[&str] = &[
    "a", "an", "and", "annex", "appeal", "art", "article", "as", "before", "body", "by", "day",
    "days", "decision", "for", "from", "hours", "in", "is", "likely", "no", "not", "of", "office",
    "on", "only", "practice", "read", "runs", "seen", "starts", "term", "that", "the", "to",
    "unsure", "was", "with", "within", "working",
];

/// Words that only Indonesian has; `hari` is not here, since doubts quote it as the law's word.
const INDONESIAN: &[&str] = &[
    "ayat",
    "belum",
    "dalam",
    "dan",
    "dengan",
    "huruf",
    "jam",
    "mungkin",
    "pasal",
    "pasti",
    "praktik",
    "sebagaimana",
    "sejak",
    "terlihat",
    "tidak",
    "yang",
];

fn words<'a>(text: &'a str, list: &[&str]) -> Vec<&'a str> {
    // The address of a page is no text for people.
    let told = text
        .split(' ')
        .filter(|word| !(word.contains('/') && word.contains('.')));
    told.flat_map(|word| word.split(|c: char| !c.is_alphanumeric() && c != '_'))
        .filter(|word| list.contains(&word.to_lowercase().as_str()))
        // Roman and letter places of an annex or an article are no words.
        .filter(|word| word.len() > 1)
        .collect()
}

fn citations(book: &Book) -> BTreeSet<&str> {
    let mut all = BTreeSet::from([QUORUM.cite, MAJORITY.cite]);
    all.extend(rules().flat_map(|row| row.laws()).map(|(_, law)| law.cite));
    all.extend(SIGHT.iter().map(|row| row.cite));
    all.extend(UNSEALING.iter().map(|row| row.cite));
    all.extend(ERASING.iter().map(|row| row.cite));
    all.extend(RETENTION.iter().map(|row| row.cite));
    all.extend(ERASABLE.iter().map(|row| row.cite));
    all.insert(UNSEALING_TIMES.cite);
    all.extend(REDACTED.iter().map(|row| row.cite));
    all.extend(WITHHELD.iter().map(|row| row.cite));
    all.extend(FIELD_SIGHT.iter().map(|row| row.cite));
    all.extend(ACCESS.iter().map(|row| row.cite));
    all.extend(Mark::ALL.iter().filter_map(|m| m.basis()).map(|b| b.0));
    all.extend(book.terms.iter().map(|r| r.citation.as_str()));
    all.extend(book.rule_sets.iter().map(|r| r.citation.as_str()));
    all.extend(book.sanction_kinds.iter().map(|r| r.citation.as_str()));
    all.extend(book.authorities.iter().map(|r| r.citation.as_str()));
    all.extend(book.destinations.iter().map(|r| r.citation.as_str()));
    all.extend(book.regimes.iter().map(|r| r.citation.as_str()));
    all.extend(book.office_hours.iter().map(|r| r.citation.as_str()));
    all.extend(book.regions.iter().map(|r| r.source.as_str()));
    let areas = book.areas.iter();
    all.extend(areas.flat_map(|r| [&r.source, &r.zone_source].map(String::as_str)));
    all.extend(book.officials.iter().map(|r| r.citation.as_str()));
    all.extend(book.elections.iter().map(|r| r.citation.as_str()));
    all.extend(book.acts.iter().map(|r| r.citation.as_str()));
    let violations = book.violations.iter();
    all.extend(
        violations.flat_map(|r| [&r.citation, &r.norm, &r.sanction_basis].map(String::as_str)),
    );
    all.extend(book.stages.iter().map(|r| r.decision.as_str()));
    all.extend(book.subjects.iter().map(|r| r.citation.as_str()));
    all.extend(book.effects.iter().map(|r| r.citation.as_str()));
    all.extend(book.imposers.iter().map(|r| r.citation.as_str()));
    let days = || book.calendar.holidays().chain(book.calendar.superseded());
    all.extend(days().flat_map(|h| [h.decree.as_str(), h.source.as_str()]));
    all
}

fn notes(book: &Book) -> BTreeSet<&str> {
    let mut all = BTreeSet::new();
    all.extend(book.terms.iter().map(|r| r.note.as_str()));
    all.extend(book.rule_sets.iter().map(|r| r.note.as_str()));
    all.extend(book.authorities.iter().map(|r| r.note.as_str()));
    all.extend(book.elections.iter().map(|r| r.note.as_str()));
    all.extend(book.areas.iter().map(|r| r.note.as_str()));
    all.extend(book.destinations.iter().map(|r| r.note.as_str()));
    all.extend(book.regimes.iter().map(|r| r.note.as_str()));
    all.extend(book.office_hours.iter().map(|r| r.note.as_str()));
    all.extend(book.regions.iter().map(|r| r.note.as_str()));
    all.extend(book.regions.iter().map(|r| r.area_note.as_str()));
    all.extend(book.officials.iter().map(|r| r.note.as_str()));
    all.extend(book.acts.iter().map(|r| r.note.as_str()));
    all.extend(book.violations.iter().map(|r| r.note.as_str()));
    all.extend(book.stages.iter().map(|r| r.note.as_str()));
    all.extend(book.subjects.iter().map(|r| r.note.as_str()));
    all.extend(book.effects.iter().map(|r| r.note.as_str()));
    all.extend(book.imposers.iter().map(|r| r.note.as_str()));
    all.remove("");
    all
}

#[test]
fn every_source_reads_in_both_languages() {
    let book = Book::shipped().unwrap();
    let all = citations(&book);
    assert!(all.len() > 100);
    let mut odd = Vec::new();
    for cite in all {
        let both = citation::both(cite);
        let unknown = citation::unknown(cite);
        if !unknown.is_empty() {
            odd.push(format!("no list knows {unknown:?} of {cite:?}"));
        }
        let english = words(&both.id, ENGLISH);
        if !english.is_empty() {
            odd.push(format!("English {english:?} in {:?}", both.id));
        }
        let indonesian = words(&both.en, INDONESIAN);
        if !indonesian.is_empty() {
            odd.push(format!("Indonesian {indonesian:?} in {:?}", both.en));
        }
    }
    assert!(odd.is_empty(), "{}", odd.join("\n"));
}

#[test]
fn every_doubt_of_the_book_reads_in_both_languages() {
    let book = Book::shipped().unwrap();
    let mut odd = Vec::new();
    for note in notes(&book) {
        let Some(told) = citation::listed_note(note) else {
            odd.push(format!("not in notes.csv: {note:?}"));
            continue;
        };
        let english = words(told, ENGLISH);
        if !english.is_empty() {
            odd.push(format!("English {english:?} in {told:?}"));
        }
        let indonesian = words(note, INDONESIAN);
        if !indonesian.is_empty() {
            odd.push(format!("Indonesian {indonesian:?} in {note:?}"));
        }
    }
    assert!(odd.is_empty(), "{}", odd.join("\n"));
}

#[test]
fn the_list_of_doubts_holds_each_once_and_none_that_no_row_has() {
    let book = Book::shipped().unwrap();
    let (used, mut seen) = (notes(&book), BTreeSet::new());
    for note in citation::listed_notes() {
        assert!(seen.insert(note), "twice: {note:?}");
        assert!(used.contains(note), "of no row: {note:?}");
    }
}
