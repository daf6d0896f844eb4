//! How a legal source reads in each language.
//!
//! Tables and book write a source once, in one fixed notation: the instrument by its Indonesian name, `art. 24(3)`
//! for the place in it, and words of the closed list of phrases below. English readers get the notation as it
//! stands, Indonesian ones the form that Indonesian law writes (`Pasal 24 ayat (3)`). Doubts (`note`) are sentences;
//! each shipped one stands with its Indonesian text in `data/notes.csv`. What an installation wrote itself and
//! no list knows is shown as it was written. A test finds every source and note that the lists do not know.

mod phrases;
mod places;

use std::{borrow::Cow, sync::LazyLock};

use serde::{Deserialize, Serialize, Serializer};

use phrases::{MONTHS, NAMES, PHRASES};
use places::{articles, digits};

/// A computed text for people in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BothTexts {
    /// Indonesian.
    pub id: String,
    /// English.
    pub en: String,
}

/// A source in both languages.
#[must_use]
pub fn both(citation: &str) -> BothTexts {
    BothTexts {
        id: indonesian(citation),
        en: citation.to_owned(),
    }
}

/// A doubt in both languages.
#[must_use]
pub fn note_in_both(note: &str) -> BothTexts {
    BothTexts {
        id: indonesian_note(note),
        en: note.to_owned(),
    }
}

/// Writes a source of a row in both languages.
///
/// # Errors
/// What the serializer says.
pub fn serialize_both<S: Serializer>(citation: &str, to: S) -> Result<S::Ok, S::Error> {
    both(citation).serialize(to)
}

/// Writes a doubt of a row in both languages.
///
/// # Errors
/// What the serializer says.
pub fn serialize_note<S: Serializer>(note: &str, to: S) -> Result<S::Ok, S::Error> {
    note_in_both(note).serialize(to)
}

/// A source as Indonesian law writes it; words that no list knows stay as they are.
#[must_use]
pub fn indonesian(citation: &str) -> String {
    read(citation).into_iter().map(|(text, _)| text).collect()
}

/// The words of a source that no list knows: a shipped one has none.
#[must_use]
pub fn unknown(citation: &str) -> Vec<String> {
    read(citation)
        .into_iter()
        .filter(|(_, known)| !known)
        .map(|(text, _)| text.into_owned())
        .collect()
}

/// A doubt in Indonesian; one that the list does not know stays as it was written.
#[must_use]
pub fn indonesian_note(note: &str) -> String {
    listed_note(note)
        .map(str::to_owned)
        .or_else(|| superseding(note))
        .unwrap_or_else(|| note.to_owned())
}

/// The Indonesian text of a shipped doubt, if it is in the list.
#[must_use]
pub fn listed_note(note: &str) -> Option<&'static str> {
    let of = |row: &&'static Note| row.en == note;
    NOTES.iter().find(of).map(|row| row.id.as_str())
}

/// The doubts that the list knows, in English.
pub fn listed_notes() -> impl Iterator<Item = &'static str> {
    NOTES.iter().map(|row| row.en.as_str())
}

#[derive(Deserialize)]
struct Note {
    en: String,
    id: String,
}

static NOTES: LazyLock<Vec<Note>> = LazyLock::new(|| {
    // A line that does not parse is missing from the list, which the test of the notes finds.
    csv::Reader::from_reader(include_str!("../../../data/notes.csv").as_bytes())
        .deserialize()
        .filter_map(Result::ok)
        .collect()
});

/// What the program itself notes of a row that an installation superseded: `Supersedes 7 working_day (source)`; an
/// older release wrote the unit with an `s`.
fn superseding(note: &str) -> Option<String> {
    let (length, source) = note.strip_prefix("Supersedes ")?.split_once(" (")?;
    let (amount, unit) = length.split_once(' ')?;
    let unit = crate::law::Unit::from_code(unit.trim_end_matches('s'))?
        .text()
        .id;
    let source = indonesian(source.strip_suffix(')')?);
    Some(format!("Menggantikan {amount} {unit} ({source})"))
}

type Piece<'a> = (Cow<'a, str>, bool);

/// The source piece by piece: its Indonesian text, and whether the lists know it.
fn read(citation: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = citation;
    while let Some(first) = rest.chars().next() {
        let (piece, left) = if let Some((text, left)) = articles(rest) {
            ((Cow::Owned(text), true), left)
        } else if let Some((text, left)) = phrase(rest).or_else(|| of_a_day(rest)) {
            ((Cow::Borrowed(text), true), left)
        } else {
            let end = rest.find(ends_word).unwrap_or(rest.len());
            // A mark of punctuation is a piece of its own.
            let (word, left) = rest
                .split_at_checked(end.max(first.len_utf8()))
                .unwrap_or((rest, ""));
            (known_word(word), left)
        };
        pieces.push(piece);
        rest = left;
    }
    pieces
}

fn ends_word(c: char) -> bool {
    c.is_whitespace() || "();,:".contains(c)
}

fn known_word(word: &str) -> Piece<'_> {
    if let Some((_, month)) = MONTHS.iter().find(|(short, _)| *short == word) {
        return (Cow::Borrowed(month), true);
    }
    let known = NAMES.contains(&word)
        || word.contains(|c: char| c.is_ascii_digit())
        || !word.contains(char::is_alphabetic);
    (Cow::Borrowed(word), known)
}

fn phrase(text: &str) -> Option<(&'static str, &str)> {
    PHRASES
        .iter()
        .filter_map(|(en, id)| Some((en.len(), *id, text.strip_prefix(en)?)))
        .filter(|(_, _, left)| left.chars().next().is_none_or(ends_word))
        .max_by_key(|(length, _, _)| *length)
        .map(|(_, id, left)| (id, left))
}

/// `of 2022` and `of 16 Oct 2025`, up to the number.
fn of_a_day(text: &str) -> Option<(&'static str, &str)> {
    let left = text.strip_prefix("of ")?;
    match digits(left).0.len() {
        4 => Some(("tahun ", left)),
        1 | 2 => Some(("tanggal ", left)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_read_as_indonesian_law_writes_them() {
        for (notation, told) in [
            ("art. 24(3)", "Pasal 24 ayat (3)"),
            ("art. 51-58", "Pasal 51-58"),
            ("art. 57(1)b", "Pasal 57 ayat (1) huruf b"),
            ("art. 12 c", "Pasal 12 huruf c"),
            ("art. 22, 44-47, 49", "Pasal 22, 44-47, 49"),
            ("art. 24(4)-(6)", "Pasal 24 ayat (4)-(6)"),
            ("art. 26(2)(3)", "Pasal 26 ayat (2) dan ayat (3)"),
            (
                "art. 24(3)(7)(9)",
                "Pasal 24 ayat (3), ayat (7), dan ayat (9)",
            ),
            ("art. 134(5), (6)", "Pasal 134 ayat (5), ayat (6)"),
            (
                "art. 5 n no. 5-6; art. 12 no. 8-9, 13 no. 13",
                "Pasal 5 huruf n angka 5-6; Pasal 12 angka 8-9, Pasal 13 angka 13",
            ),
            (
                "UU 7/2017 art. 454(6); PP 79/2021 (article not seen)",
                "UU 7/2017 Pasal 454 ayat (6); PP 79/2021 (pasal belum terlihat)",
            ),
            (
                "art. 52(3) j with 52(4) (likely)",
                "Pasal 52 ayat (3) huruf j jo. Pasal 52 ayat (4) (mungkin)",
            ),
            (
                "UU 1/2015 art. 135 (as amended); practice",
                "UU 1/2015 Pasal 135 (sebagaimana telah diubah); praktik",
            ),
            (
                "MK 121/PUU-XXII/2024 of 16 Oct 2025",
                "MK 121/PUU-XXII/2024 tanggal 16 Oktober 2025",
            ),
        ] {
            assert_eq!(indonesian(notation), told);
            assert!(unknown(notation).is_empty(), "{notation}");
        }
    }

    #[test]
    fn a_word_outside_the_lists_is_found_and_shown_as_it_is() {
        let own = "our circular, art. 3(1)";
        assert_eq!(indonesian(own), "our circular, Pasal 3 ayat (1)");
        assert_eq!(unknown(own), ["our", "circular"]);
    }

    #[test]
    fn a_superseding_row_says_so_in_indonesian() {
        for unit in ["working_day", "working_days"] {
            assert_eq!(
                indonesian_note(&format!("Supersedes 7 {unit} (PP 94/2021 art. 26(2))")),
                "Menggantikan 7 hari kerja (PP 94/2021 Pasal 26 ayat (2))"
            );
        }
    }
}
