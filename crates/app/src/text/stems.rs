//! Indonesian stems by the Snowball algorithm, which follows Tala, "A Study of Stemming Effects on Information Retrieval
//! in Bahasa Indonesia" (2003). Written from its published description, because the crates that carry it bring thirty
//! other languages along.

/// More syllables than this are left whole before anything is taken off.
const LEAST: usize = 2;

/// The stem of a word of small letters; any other word comes back as it is.
#[must_use]
pub(crate) fn stem(word: &str) -> String {
    if !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word.to_owned();
    }
    let mut stem = Stem {
        measure: word.bytes().filter(|b| is_vowel(*b)).count(),
        prefix: Prefix::None,
        word: word.to_owned(),
    };
    stem.run();
    stem.word
}

/// Which prefix was taken off, as far as it decides on suffixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Prefix {
    None,
    /// `di`, `meng`, `ter`.
    Verb,
    /// `per`, `pe`.
    Per,
    /// `ke`, `peng`.
    Noun,
    /// `ber`.
    Ber,
}

struct Stem {
    word: String,
    /// How many vowels are left.
    measure: usize,
    prefix: Prefix,
}

impl Stem {
    fn run(&mut self) {
        if !self.is_long() {
            return;
        }
        self.drop_ending(&["kah", "lah", "pun"]);
        if !self.is_long() {
            return;
        }
        self.drop_ending(&["nya", "ku", "mu"]);
        if !self.is_long() {
            return;
        }
        if let Some(put) = self.first_prefix() {
            // Behind a letter that was put there no further prefix begins.
            if self.is_long() && self.suffix() && self.is_long() && put.is_empty() {
                self.second_prefix();
            }
        } else {
            self.second_prefix();
            if self.is_long() {
                self.suffix();
            }
        }
    }

    fn is_long(&self) -> bool {
        self.measure > LEAST
    }

    fn drop_ending(&mut self, endings: &[&str]) {
        if let Some(left) = endings.iter().find_map(|e| self.word.strip_suffix(e)) {
            self.word = left.to_owned();
            self.measure -= 1;
        }
    }

    /// Puts something else in the place of the first letters, which held one vowel; what it put there.
    fn begin(
        &mut self,
        letters: usize,
        with: &'static str,
        prefix: Option<Prefix>,
    ) -> Option<&'static str> {
        let rest = self.word.get(letters..).unwrap_or_default();
        self.word = format!("{with}{rest}");
        self.measure -= 1;
        self.prefix = prefix.unwrap_or(self.prefix);
        Some(with)
    }

    fn vowel_follows(&self, letters: usize) -> bool {
        self.word
            .as_bytes()
            .get(letters)
            .copied()
            .is_some_and(is_vowel)
    }

    /// The longest that fits, as the algorithm wants it.
    fn first_prefix(&mut self) -> Option<&'static str> {
        let word = self.word.as_str();
        for (nasal, prefix) in [("m", Prefix::Verb), ("p", Prefix::Noun)] {
            let Some(rest) = word.strip_prefix(nasal).and_then(|r| r.strip_prefix('e')) else {
                continue;
            };
            if rest.starts_with("ng") {
                return self.begin(4, "", Some(prefix));
            }
            if rest.starts_with("ny") && self.vowel_follows(4) {
                return self.begin(4, "s", Some(prefix));
            }
            if rest.starts_with('n') {
                return self.begin(3, "", Some(prefix));
            }
            if rest.starts_with('m') {
                let with = if self.vowel_follows(3) { "p" } else { "" };
                return self.begin(3, with, Some(prefix));
            }
        }
        for (start, prefix) in [
            ("ter", Prefix::Verb),
            ("di", Prefix::Verb),
            ("me", Prefix::Verb),
            ("ke", Prefix::Noun),
        ] {
            if word.starts_with(start) {
                return self.begin(start.len(), "", Some(prefix));
            }
        }
        None
    }

    fn second_prefix(&mut self) -> Option<&'static str> {
        let word = self.word.as_str();
        if word.starts_with("per") {
            return self.begin(3, "", Some(Prefix::Per));
        }
        if word.starts_with("pelajar") {
            return self.begin(3, "", None);
        }
        if word.starts_with("pe") {
            return self.begin(2, "", Some(Prefix::Per));
        }
        if word.starts_with("ber") || word.starts_with("belajar") {
            return self.begin(3, "", Some(Prefix::Ber));
        }
        let mut rest = word.strip_prefix("be").unwrap_or_default().bytes();
        let consonant = rest.next().is_some_and(|b| !is_vowel(b));
        if consonant && rest.next() == Some(b'e') && rest.next() == Some(b'r') {
            return self.begin(2, "", Some(Prefix::Ber));
        }
        None
    }

    fn suffix(&mut self) -> bool {
        let word = self.word.as_str();
        let left = if let Some(left) = word.strip_suffix("kan")
            && !matches!(self.prefix, Prefix::Noun | Prefix::Per)
        {
            left
        } else if let Some(left) = word.strip_suffix("an")
            && self.prefix != Prefix::Verb
        {
            left
        } else if let Some(left) = word.strip_suffix('i')
            && matches!(self.prefix, Prefix::None | Prefix::Verb | Prefix::Per)
            // That of `-asi` and `-isi` is no suffix.
            && !left.ends_with('s')
        {
            left
        } else {
            return false;
        };
        self.word = left.to_owned();
        self.measure -= 1;
        true
    }
}

const fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_stem_are_one() {
        for (words, expected) in [
            (
                &[
                    "kampanye",
                    "berkampanye",
                    "dikampanyekan",
                    "mengkampanyekan",
                ][..],
                "kampanye",
            ),
            (&["dukungan", "mendukung", "pendukungnya"][..], "dukung"),
            (&["belajar", "pelajar", "ajaran", "diajarkan"][..], "ajar"),
            (&["pemeriksaan", "memeriksa", "diperiksa"][..], "periksa"),
            (&["mengikuti", "diikuti", "ikut"][..], "ikut"),
            (&["bekerja", "pekerjaan"][..], "kerja"),
            (&["pernyataan"][..], "nyata"),
            (&["penyalahgunaan"][..], "salahguna"),
            (&["administrasinya"][..], "administrasi"),
            (&["bawaslu"][..], "bawaslu"),
            (&["asn"][..], "asn"),
            // No word of small letters alone.
            (&["tiga2nya"][..], "tiga2nya"),
        ] {
            for word in words {
                assert_eq!(stem(word), expected, "{word}");
            }
        }
    }
}
