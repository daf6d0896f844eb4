//! Names, numbers and addresses of sealed people taken out of a text that goes on to others.
//!
//! The text is read as words without case, accents and signs between them, so that `RAHAYU`, `Rahayú` and
//! `Rahayu-nya` are one; what is found is replaced by capacity and number. What describes a person without naming
//! one (a post, a kinship, a nickname), a misspelt name and a name written in the scan of a paper are not found.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use crate::reading::records::{PersonRecord, SealedRecord};

/// Shorter parts of a name are too common to be taken out alone.
const LEAST_LETTERS: usize = 4;
/// Fewer digits are no number of a person.
const LEAST_DIGITS: usize = 7;
/// What Indonesian hangs onto a name.
const SUFFIXES: [&str; 6] = ["nya", "lah", "kah", "pun", "ku", "mu"];

/// What is taken out of texts.
#[derive(Debug, Default)]
pub(crate) struct Redactor {
    patterns: Vec<Pattern>,
}

/// Never printed with what it looks for.
struct Pattern {
    look_for: Look,
    label: String,
}

impl std::fmt::Debug for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pattern")
            .field("label", &self.label)
            .finish_non_exhaustive()
    }
}

enum Look {
    /// Words in this order.
    Words(Vec<String>),
    /// One word, with a suffix or without.
    Part(String),
    /// Digits, however they are grouped.
    Digits(String),
}

/// A word of a text: where it stands, and its folded form.
struct Word {
    from: usize,
    to: usize,
    folded: String,
}

impl Redactor {
    /// Takes a person out, under a label such as `pelapor 1`; a record as it was before too.
    pub fn take_out(&mut self, label: &str, record: &SealedRecord) {
        let label = format!("[{label}]");
        let person = &record.person;
        let mut add = |look_for: Look| {
            let label = label.clone();
            self.patterns.push(Pattern { look_for, label });
        };
        for whole in [&person.name, &person.email].into_iter().flatten() {
            add(Look::Words(folded_words(whole)));
        }
        for place in person.address.iter().flat_map(|a| places(a)) {
            add(Look::Words(place));
        }
        for number in numbers(person).chain(record.nip.as_deref()) {
            let digits: String = number.chars().filter(char::is_ascii_digit).collect();
            if digits.len() >= LEAST_DIGITS {
                add(Look::Digits(digits));
            }
        }
        for part in person.name.iter().flat_map(|name| folded_words(name)) {
            if part.chars().filter(|c| c.is_alphabetic()).count() >= LEAST_LETTERS {
                add(Look::Part(part));
            }
        }
    }

    /// The text without them.
    #[must_use]
    pub fn redact(&self, text: &str) -> String {
        let words = words(text);
        let mut out = String::with_capacity(text.len());
        let (mut copied, mut at) = (0, 0);
        while at < words.len() {
            // The longest that fits, so that a whole name is one label.
            let hits = self.patterns.iter().filter_map(|pattern| {
                let length = pattern.look_for.fits(words.get(at..)?)?;
                Some((length, &pattern.label))
            });
            // Of equally long ones the first: that of whom the pattern was made for first.
            let best = hits.fold(None::<(usize, &String)>, |best, hit| match best {
                Some(best) if best.0 >= hit.0 => Some(best),
                _ => Some(hit),
            });
            match (best, words.get(at)) {
                (Some((length, label)), Some(first)) => {
                    let last = words.get(at + length - 1).unwrap_or(first);
                    out.push_str(text.get(copied..first.from).unwrap_or_default());
                    out.push_str(label);
                    copied = last.to;
                    at += length;
                }
                _ => at += 1,
            }
        }
        out.push_str(text.get(copied..).unwrap_or_default());
        out
    }
}

impl Look {
    /// How many of these words it is made of, where it stands at their beginning.
    fn fits(&self, words: &[Word]) -> Option<usize> {
        match self {
            Self::Words(wanted) => {
                let all = !wanted.is_empty() && wanted.len() <= words.len();
                let same = wanted.iter().zip(words).all(|(w, word)| *w == word.folded);
                (all && same).then_some(wanted.len())
            }
            Self::Part(wanted) => {
                let word = &words.first()?.folded;
                let rest = word.strip_prefix(wanted.as_str())?;
                (rest.is_empty() || SUFFIXES.contains(&rest)).then_some(1)
            }
            Self::Digits(wanted) => {
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
        }
    }
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

fn numbers(person: &PersonRecord) -> impl Iterator<Item = &str> {
    let all = [
        &person.identity_number,
        &person.phone,
        &person.power_of_attorney,
    ];
    all.into_iter().flatten().map(String::as_str)
}

/// An address, and its parts between commas that hold a number: a street without one is where many live.
fn places(address: &str) -> Vec<Vec<String>> {
    let mut all = vec![folded_words(address)];
    for part in address.split([',', ';', '\n']) {
        let words = folded_words(part);
        let numbered = words.iter().any(|w| w.bytes().any(|b| b.is_ascii_digit()));
        if numbered && words.len() > 1 && !all.contains(&words) {
            all.push(words);
        }
    }
    all
}

fn folded_words(text: &str) -> Vec<String> {
    words(text).into_iter().map(|w| w.folded).collect()
}

/// The words of a text: runs of letters and digits; what stands between them says nothing.
fn words(text: &str) -> Vec<Word> {
    let mut all: Vec<Word> = Vec::new();
    let mut open = false;
    for (at, c) in text.char_indices() {
        let to = at + c.len_utf8();
        if is_combining_mark(c) || c == '\u{ad}' || c == '\u{200b}' {
            // An accent or a break inside a word belongs to it.
            if let Some(word) = all.last_mut().filter(|_| open) {
                word.to = to;
            }
            continue;
        }
        if !c.is_alphanumeric() {
            open = false;
            continue;
        }
        let folded = c.to_lowercase().nfkd().filter(|c| !is_combining_mark(*c));
        match all.last_mut().filter(|_| open) {
            Some(word) => {
                word.folded.extend(folded);
                word.to = to;
            }
            None => all.push(Word {
                from: at,
                to,
                folded: folded.collect(),
            }),
        }
        open = true;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redactor() -> Redactor {
        let mut all = Redactor::default();
        let reporter = SealedRecord {
            person: PersonRecord {
                name: Some("Dra. Rahayu Ningsih".to_owned()),
                phone: Some("0813-5551-2345".to_owned()),
                email: Some("rahayu.n@contoh.id".to_owned()),
                address: Some("Jalan Kenari No. 9, Desa Sumberagung".to_owned()),
                identity_number: Some("3510 0165 0987 0001".to_owned()),
                ..PersonRecord::default()
            },
            nip: Some("198609262015051001".to_owned()),
            ..SealedRecord::default()
        };
        let informant = SealedRecord {
            person: PersonRecord {
                name: Some("Ali".to_owned()),
                ..PersonRecord::default()
            },
            ..SealedRecord::default()
        };
        all.take_out("pelapor 1", &reporter);
        all.take_out("pemberi informasi awal 1", &informant);
        all
    }

    #[test]
    fn names_numbers_and_addresses_are_taken_out_however_they_are_written() {
        let redactor = redactor();
        for (text, redacted) in [
            ("Dra. Rahayu Ningsih melihat.", "[pelapor 1] melihat."),
            ("RAHAYU melihat", "[pelapor 1] melihat"),
            (
                "Menurut Ibu rahayu, benar.",
                "Menurut Ibu [pelapor 1], benar.",
            ),
            ("Rahayú dan Rahayu\u{301}", "[pelapor 1] dan [pelapor 1]"),
            ("ＲＡＨＡＹＵ", "[pelapor 1]"),
            ("Ra\u{ad}hayu", "[pelapor 1]"),
            (
                "mobil Rahayu-nya dan Rahayunya",
                "mobil [pelapor 1]-nya dan [pelapor 1]",
            ),
            ("dra rahayu  ningsih", "[pelapor 1]"),
            ("(Ningsih)", "([pelapor 1])"),
            ("NIK 3510016509870001.", "NIK [pelapor 1]."),
            ("NIK 3510.0165.0987.0001", "NIK [pelapor 1]"),
            ("telp 081355512345", "telp [pelapor 1]"),
            ("telp +62 813 5551 2345", "telp +[pelapor 1]"),
            ("NIP 19860926 201505 1 001", "NIP [pelapor 1]"),
            ("surel RAHAYU.N@contoh.id!", "surel [pelapor 1]!"),
            ("di jalan kenari no 9 pagi itu", "di [pelapor 1] pagi itu"),
            ("Ali menelepon", "[pemberi informasi awal 1] menelepon"),
        ] {
            assert_eq!(redactor.redact(text), redacted, "{text}");
        }
    }

    #[test]
    fn what_names_nobody_stays() {
        let redactor = redactor();
        for text in [
            "",
            "Camat Dua ikut kampanye di Lapangan Desa Sumberagung.",
            "Rahayuning dan Kerahayuan",
            "Dra. Siti",
            "Alibi dan kali",
            "nomor 3510016509870002 dan 0813",
            "👍🏽 — “kutipan” …",
        ] {
            assert_eq!(redactor.redact(text), text);
        }
        let nobody = Redactor::default();
        assert_eq!(nobody.redact("Rahayu"), "Rahayu");
    }

    #[test]
    fn what_is_looked_for_is_not_printed() {
        let printed = format!("{:?}", redactor());
        assert!(!printed.to_lowercase().contains("rahayu"), "{printed}");
    }
}
