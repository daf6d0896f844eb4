//! What of a person is looked for in a text: words, parts of a name, places, digits.

use crate::text::{
    names::TITLES,
    words::{Word, folded_words},
};

/// Shorter parts of a name are common syllables: they are found beside another part, behind a form of address or, with
/// three letters, with a capital.
const LEAST_LETTERS: usize = 4;
/// Fewer digits are no number of a person.
pub(super) const LEAST_DIGITS: usize = 7;
/// What Indonesian hangs onto a name.
const SUFFIXES: [&str; 6] = ["nya", "lah", "kah", "pun", "ku", "mu"];
/// Words before which a short word is a name.
const FORMS_OF_ADDRESS: [&str; 27] = [
    "abang", "adik", "bang", "bapak", "bernama", "bpk", "bu", "bung", "hajah", "haji", "ibu",
    "kakak", "kak", "kang", "mas", "mbak", "nama", "neng", "om", "pak", "pakde", "saksi",
    "saudara", "saudari", "sdr", "sdri", "tante",
];

/// Something of a person that is looked for.
pub(super) enum Look {
    /// Words in this order.
    Words(Vec<String>),
    /// Words of an address, however streets and numbers are shortened.
    Place(Vec<String>),
    /// One word, with a suffix or digits or without.
    Part(String),
    /// A short part of a name, and the whole of it.
    Short(String, Vec<String>),
    /// Digits, however they are grouped.
    Digits(String),
}

impl Look {
    /// A name: as it is written, run together, and each part by which somebody may be known.
    pub fn name(name: &str) -> Vec<Self> {
        let words = folded_words(name);
        let parts: Vec<String> = words
            .iter()
            .filter(|w| !TITLES.contains(&w.as_str()) && letters(w) > 1)
            .cloned()
            .collect();
        let mut all = vec![Self::Words(words)];
        for (place, part) in parts.iter().enumerate() {
            let mut together = part.clone();
            for next in parts.iter().skip(place + 1) {
                together.push_str(next);
                all.push(Self::Part(together.clone()));
            }
            all.push(if letters(part) >= LEAST_LETTERS {
                Self::Part(part.clone())
            } else {
                Self::Short(part.clone(), parts.clone())
            });
        }
        all
    }

    /// An address: the whole of it, its parts between commas that hold a number, and of each what stands before its
    /// first number with that number. A street alone is where many live.
    pub fn places(address: &str) -> Vec<Self> {
        let mut all: Vec<Vec<String>> = Vec::new();
        let mut add = |words: Vec<String>| {
            if words.len() > 1 && !all.contains(&words) {
                all.push(words);
            }
        };
        add(place_words(address));
        for part in address.split([',', ';', '\n']) {
            let words = place_words(part);
            let Some(number) = words.iter().position(|w| has_digit(w)) else {
                continue;
            };
            let core = words.get(..=number).unwrap_or_default().to_vec();
            if core.iter().any(|w| letters(w) >= LEAST_LETTERS) {
                // The name of the street and the number, without what sort of a street it is.
                add(core
                    .get(1..)
                    .filter(|c| c.len() > 1)
                    .unwrap_or_default()
                    .to_vec());
                add(core);
            }
            add(words);
        }
        all.into_iter().map(Self::Place).collect()
    }

    /// A number, where it has digits enough.
    pub fn number(number: &str) -> Option<Self> {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        (digits.len() >= LEAST_DIGITS).then_some(Self::Digits(digits))
    }

    /// How many of these words it is made of, where it stands at their beginning.
    pub fn fits(&self, before: Option<&Word>, words: &[Word]) -> Option<usize> {
        match self {
            Self::Words(wanted) => {
                let all = !wanted.is_empty() && wanted.len() <= words.len();
                let same = wanted.iter().zip(words).all(|(w, word)| *w == word.folded);
                (all && same).then_some(wanted.len())
            }
            Self::Place(wanted) => place_at(wanted, words),
            Self::Part(wanted) => is_part(&words.first()?.folded, wanted).then_some(1),
            Self::Short(wanted, name) => {
                let word = words.first()?;
                let beside = |other: Option<&Word>| {
                    other.is_some_and(|w| w.folded != *wanted && name.contains(&w.folded))
                };
                let addressed =
                    before.is_some_and(|w| FORMS_OF_ADDRESS.contains(&w.folded.as_str()));
                let alone = word.capital && letters(wanted) + 1 >= LEAST_LETTERS;
                let meant = alone || addressed || beside(before) || beside(words.get(1));
                (is_part(&word.folded, wanted) && meant).then_some(1)
            }
            Self::Digits(wanted) => digits_at(wanted, words),
        }
    }
}

fn letters(word: &str) -> usize {
    word.chars().filter(|c| c.is_alphabetic()).count()
}

fn has_digit(word: &str) -> bool {
    word.bytes().any(|b| b.is_ascii_digit())
}

/// Whether a word is a part of a name, with what hangs onto names or with digits behind it.
fn is_part(word: &str, wanted: &str) -> bool {
    let Some(rest) = word.strip_prefix(wanted) else {
        return false;
    };
    SUFFIXES.contains(&rest) || rest.bytes().all(|b| b.is_ascii_digit())
}

fn digits_at(wanted: &str, words: &[Word]) -> Option<usize> {
    let mut digits = String::new();
    for (n, word) in words.iter().enumerate() {
        if !word.folded.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        digits.push_str(&word.folded);
        if is_number(&digits, wanted) {
            return Some(n + 1);
        }
        // A country code may stand before it.
        if digits.len() > wanted.len() + 2 {
            return None;
        }
    }
    None
}

/// Whether digits are a number, by the numbers of telephones with or without the country's.
fn is_number(digits: &str, wanted: &str) -> bool {
    digits == wanted || at_home(digits).is_some_and(|d| at_home(wanted) == Some(d))
}

/// A telephone number without the country's code or the zero that stands for it.
fn at_home(digits: &str) -> Option<&str> {
    let rest = digits.strip_prefix("62").or(digits.strip_prefix('0'))?;
    (rest.starts_with('8') && rest.len() >= LEAST_DIGITS).then_some(rest)
}

/// How many words an address takes up, where it begins here.
fn place_at(wanted: &[String], words: &[Word]) -> Option<usize> {
    let mut left = wanted.iter();
    let mut next = left.next()?;
    for (n, word) in words.iter().enumerate() {
        match place_word(&word.folded) {
            // Nothing begins with the word for a number.
            None if n > 0 => {}
            Some(said) if said == *next => match left.next() {
                Some(following) => next = following,
                None => return Some(n + 1),
            },
            _ => return None,
        }
    }
    None
}

fn place_words(text: &str) -> Vec<String> {
    let words = folded_words(text);
    words.iter().filter_map(|w| place_word(w)).collect()
}

/// A word of an address as all write it; none for the word that says that a number follows.
fn place_word(word: &str) -> Option<String> {
    let said = match word {
        "no" | "nomor" | "nomer" | "nmr" => return None,
        "jalan" | "jln" => "jl",
        "gang" => "gg",
        "dusun" => "dsn",
        "desa" => "ds",
        "kelurahan" => "kel",
        "kecamatan" => "kec",
        "kabupaten" => "kab",
        "perumahan" | "perum" => "prm",
        "blok" => "blk",
        word if word.bytes().all(|b| b.is_ascii_digit()) => word.trim_start_matches('0'),
        word => word,
    };
    Some(said.to_owned())
}
