//! How a page of the law book is laid out: what it is, how many rows are how well known, what is unsure, the tables.

use chrono::NaiveDate;

use super::super::{both, columns, doubt, line, source};
use crate::{law::Confidence, vocabulary::Word};

/// One row of a file, as it is shown.
pub(super) struct Entry {
    /// How it is named where its doubt is told.
    pub name: String,
    /// Its cells before the source, as many as the table has columns.
    pub cells: Vec<String>,
    /// The source, in the notation of the book.
    pub source: String,
    /// Where it was read.
    pub address: String,
    /// How well the row is known.
    pub known: Confidence,
    /// How well parts of it are known that have a confidence of their own.
    pub parts: Vec<(&'static str, Confidence)>,
    /// Doubts, in the English of the book.
    pub note: String,
}

/// The rows of one file.
pub(super) struct Table {
    /// What they are.
    pub title: String,
    /// The file that they stand in.
    pub file: &'static str,
    /// The names of the columns before the source.
    pub columns: &'static [&'static str],
    /// The rows.
    pub rows: Vec<Entry>,
}

/// A page.
pub(super) struct Sheet {
    /// Its file, without folder and ending.
    pub name: &'static str,
    /// Its title, Indonesian first.
    pub title: &'static str,
    /// What it is, in Indonesian and in English.
    pub about: [&'static str; 2],
    /// Its tables.
    pub tables: Vec<Table>,
    /// What was looked for and not seen, or stands in no row; in Indonesian and in English.
    pub missing: Vec<[String; 2]>,
    /// Text after the tables.
    pub rest: String,
}

impl Entry {
    /// Whether anything of it is unsure: itself, a part, or what its source or note call so.
    pub(super) fn is_unsure(&self) -> bool {
        self.known == Confidence::Unsure
            || self
                .parts
                .iter()
                .any(|(_, known)| *known == Confidence::Unsure)
            || self.source.contains("unsure")
            || self.note.contains("unsure")
    }

    /// How well it is known, in words.
    fn known(&self) -> String {
        let parts = self
            .parts
            .iter()
            .map(|(what, known)| format!("; {what}: {}", both(known.text())));
        both(self.known.text()) + &parts.collect::<String>()
    }

    /// Its line in the list of what is unsure.
    fn doubt(&self) -> String {
        let mut told = format!("- {}: {}", self.name, self.known());
        for more in [doubt(&self.note), source(&self.source)] {
            if !more.is_empty() {
                told.push_str(". ");
                told.push_str(more.trim_end_matches('.'));
            }
        }
        told + ".\n"
    }
}

impl Sheet {
    /// How many rows are known how well, in the order of [`Confidence::ALL`].
    pub(super) fn counts(&self) -> Vec<usize> {
        let of = |known| self.rows().filter(|row| row.known == known).count();
        Confidence::ALL.iter().map(|known| of(*known)).collect()
    }

    /// Rows of which anything is unsure.
    pub(super) fn unsure(&self) -> usize {
        self.rows().filter(|row| row.is_unsure()).count()
    }

    fn rows(&self) -> impl Iterator<Item = &Entry> {
        self.tables.iter().flat_map(|table| &table.rows)
    }

    /// The files that it shows, each once.
    pub(super) fn files(&self) -> Vec<&'static str> {
        let mut files: Vec<&'static str> = Vec::new();
        for table in &self.tables {
            if !files.contains(&table.file) {
                files.push(table.file);
            }
        }
        files
    }

    /// The page.
    pub(super) fn page(&self) -> String {
        let files: Vec<String> = self
            .files()
            .iter()
            .map(|file| format!("`{file}`"))
            .collect();
        let mut text = head(self.title, &files.join(", "));
        text.push_str(&format!("\n{}\n\n{}\n\n", self.about[0], self.about[1]));
        text.push_str(&columns(&["Keyakinan / Confidence", "Baris / Rows"]));
        for (known, rows) in Confidence::ALL.iter().zip(self.counts()) {
            text.push_str(&line(&[both(known.text()), rows.to_string()]));
        }
        text.push_str("\n## Belum pasti / Unsure\n");
        if self.unsure() == 0 {
            text.push_str("\nTidak ada. / Nothing.\n");
        }
        for table in &self.tables {
            let unsure: String = table
                .rows
                .iter()
                .filter(|r| r.is_unsure())
                .map(Entry::doubt)
                .collect();
            if !unsure.is_empty() {
                text.push_str(&format!("\n{}:\n\n{unsure}", table.title));
            }
        }
        if !self.missing.is_empty() {
            text.push_str("\n## Belum terlihat / Not seen\n\n");
            for [id, en] in &self.missing {
                text.push_str(&format!("- {id} / {en}\n"));
            }
        }
        for table in &self.tables {
            text.push_str(&table.page());
        }
        text.push_str(&self.rest);
        text
    }
}

impl Table {
    fn page(&self) -> String {
        let mut text = format!("\n## {}\n\n", self.title);
        let addressed = self.rows.iter().any(|row| !row.address.is_empty());
        let mut names: Vec<&str> = self.columns.to_vec();
        names.push("Sumber / Source");
        if addressed {
            names.push("Dibaca di / Read at");
        }
        names.extend(["Keyakinan / Confidence", "Catatan / Note"]);
        text.push_str(&columns(&names));
        for row in &self.rows {
            let mut cells = row.cells.clone();
            cells.push(source(&row.source));
            if addressed {
                cells.push(address(&row.address));
            }
            cells.extend([row.known(), doubt(&row.note)]);
            text.push_str(&line(&cells));
        }
        text
    }
}

/// The first lines of a page that shows files.
pub(super) fn head(title: &str, files: &str) -> String {
    format!(
        "# {title}\n\nDibuat dari {files} oleh `netralitas docs`; suntingan di sini hilang. Cara membetulkan: / \
         Generated from {files} by `netralitas docs`; edits here are lost. How to correct it: \
         [correcting-the-law.md](../correcting-the-law.md).\n"
    )
}

fn address(address: &str) -> String {
    if address.is_empty() {
        return String::new();
    }
    format!("<{address}>")
}

/// A code as it stands in the file.
pub(super) fn code(code: &str) -> String {
    if code.is_empty() {
        return String::new();
    }
    format!("`{code}`")
}

/// A word of a closed list, with its code.
pub(super) fn word<W: Word>(word: W) -> String {
    format!("{} (`{}`)", both(word.text()), word.code())
}

/// The law's words and their English.
pub(super) fn words(id: &str, en: &str) -> String {
    format!("{id} / {en}")
}

/// The days on which a row holds.
pub(super) fn validity(from: Option<NaiveDate>, to: Option<NaiveDate>) -> String {
    match (from, to) {
        (Some(from), Some(to)) => format!("{from} – {to}"),
        (Some(from), None) => format!("sejak / since {from}"),
        (None, Some(to)) => format!("sampai / until {to}"),
        (None, None) => {
            "masih berlaku; hari pertama belum terlihat / in force; first day not seen".to_owned()
        }
    }
}
