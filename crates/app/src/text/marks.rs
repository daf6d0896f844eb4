//! Marks: what of a text stands in the index. Each is a letter for what it is of, then plain letters and digits.

use std::{collections::BTreeSet, fmt::Write as _};

use super::{
    names,
    stems::stem,
    words::{Word, words},
};

/// Longer words are told apart by their beginning alone.
const LONGEST: usize = 60;
/// What of one document is kept at most, in bytes; PostgreSQL takes a megabyte.
const MOST_BYTES: usize = 500_000;
/// Words that stand in every text and find nothing.
const EVERYWHERE: [&str; 24] = [
    "ada", "adalah", "agar", "akan", "atas", "atau", "bahwa", "dalam", "dan", "dari", "dengan",
    "di", "ini", "itu", "juga", "ke", "oleh", "pada", "para", "serta", "telah", "tersebut",
    "untuk", "yang",
];

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Words of a text, by their stems.
    Text,
    /// A number of a track or a paper, as a whole: signs between its letters and digits say nothing, nor do zeros
    /// before it.
    Number,
    /// The name of a person, part by part.
    Name,
    /// A post or a unit.
    Post,
    /// An agency, by its name as written.
    Agency,
    /// An agency that is an office here, by its identifier.
    Office,
}

impl Kind {
    const fn letter(self) -> char {
        match self {
            Self::Text => 'w',
            Self::Number => 'n',
            Self::Name => 'p',
            Self::Post => 'f',
            Self::Agency => 'a',
            Self::Office => 'o',
        }
    }
}

/// The marks of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Marks(BTreeSet<String>);

impl Marks {
    pub(crate) fn add(&mut self, kind: Kind, text: &str) {
        self.0.extend(marks_of(kind, text));
    }

    pub(crate) fn join(&mut self, other: &Self) {
        self.0.extend(other.0.iter().cloned());
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As they are stored: joined by blanks, in order, as many as fit.
    pub(crate) fn stored(&self) -> String {
        let mut out = String::new();
        for mark in &self.0 {
            if out.len() + mark.len() >= MOST_BYTES {
                break;
            }
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(mark);
        }
        out
    }

    pub(crate) fn has(&self, mark: &str) -> bool {
        self.0.contains(mark)
    }

    /// Whether one of them begins so.
    pub(crate) fn has_beginning(&self, beginning: &str) -> bool {
        let from = self.0.range(beginning.to_owned()..).next();
        from.is_some_and(|mark| mark.starts_with(beginning))
    }
}

/// The mark of a word that is folded already, as what it is of wants it.
#[must_use]
pub(crate) fn mark(kind: Kind, folded: &str) -> String {
    format!("{}{}", kind.letter(), plain(folded))
}

/// The marks of a text, in the order of its words.
#[must_use]
pub(crate) fn marks_of(kind: Kind, text: &str) -> Vec<String> {
    let marked = |word: &str| mark(kind, word);
    match kind {
        Kind::Number => {
            let all: String = words(text).into_iter().map(|w| w.folded).collect();
            let number = all.trim_start_matches('0');
            let some = (!number.is_empty()).then(|| marked(number));
            some.into_iter().collect()
        }
        Kind::Name => names::parts(text).iter().map(|p| marked(p)).collect(),
        Kind::Office => vec![marked(text)],
        Kind::Text | Kind::Post | Kind::Agency => {
            let said = |w: &Word| !w.folded.is_empty() && !EVERYWHERE.contains(&w.folded.as_str());
            let all = words(text).into_iter().filter(said);
            all.map(|w| marked(&stem(&w.folded))).collect()
        }
    }
}

/// A word of plain letters and digits: of any other letter its place in Unicode.
fn plain(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for letter in word.chars().take(LONGEST) {
        match letter {
            'a'..='z' | '0'..='9' => out.push(letter),
            // Writing to a string cannot fail.
            other => _ = write!(out, "u{:x}", u32::from(other)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_for_and_what_is_searched_are_marked_alike() {
        for (kind, one, other) in [
            (
                Kind::Text,
                "Mendukung, dengan BERKAMPANYE",
                "dukungan kampanye",
            ),
            (Kind::Text, "Jl. Kénari", "jl kenari"),
            (
                Kind::Number,
                "001/LP/PB/Kab/16.14/IX/2024",
                "1 lp-pb kab 1614 ix 2024",
            ),
            (Kind::Name, "Drs. Soedjono", "sujono"),
            (
                Kind::Post,
                "Kepala Seksi Pelayanan",
                "kepala SEKSI pelayanannya",
            ),
        ] {
            assert_eq!(marks_of(kind, one), marks_of(kind, other), "{one}");
        }
    }

    #[test]
    fn a_mark_is_of_plain_letters_and_digits() {
        let text = "Ωmega 你好 naïve ½ 10² \u{1f44d} e\u{301}té ك x_y \"' * : & | !";
        for kind in [
            Kind::Text,
            Kind::Number,
            Kind::Name,
            Kind::Post,
            Kind::Agency,
        ] {
            let marks = marks_of(kind, text);
            assert!(!marks.is_empty());
            for mark in marks {
                let plain = mark
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
                assert!(plain && mark.len() > 1, "{mark}");
            }
        }
        assert!(marks_of(Kind::Text, "yang di dan … 👍").is_empty());
        assert!(marks_of(Kind::Number, "000 / 0").is_empty());
    }

    #[test]
    fn a_document_is_stored_in_order_and_not_beyond_what_fits() {
        let mut marks = Marks::default();
        marks.add(Kind::Number, "002/X");
        marks.add(Kind::Text, "zebra apel apel");
        assert_eq!(marks.stored(), "n2x wapel wzebra");
        assert!(marks.has("wapel") && marks.has_beginning("n2") && !marks.has_beginning("n3"));
        let many: String = (0..100_000).map(|n| format!("kata{n:0>8} ")).collect();
        marks.add(Kind::Text, &many);
        let stored = marks.stored().len();
        assert!(stored < MOST_BYTES && stored + LONGEST + 2 >= MOST_BYTES);
    }
}
