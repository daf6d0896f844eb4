//! A text as words without case, accents and signs between them.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// A word of a text: where it stands, and its folded form.
pub(crate) struct Word {
    pub from: usize,
    pub to: usize,
    pub folded: String,
    /// It begins with a capital.
    pub capital: bool,
}

pub(crate) fn folded_words(text: &str) -> Vec<String> {
    words(text).into_iter().map(|w| w.folded).collect()
}

/// The words of a text: runs of letters and digits; what stands between them says nothing.
pub(crate) fn words(text: &str) -> Vec<Word> {
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
        // The only letter that no folding makes a plain one and that is written for it.
        let folded = folded.map(|c| if c == 'ı' { 'i' } else { c });
        match all.last_mut().filter(|_| open) {
            Some(word) => {
                word.folded.extend(folded);
                word.to = to;
            }
            None => all.push(Word {
                from: at,
                to,
                folded: folded.collect(),
                capital: c.is_uppercase(),
            }),
        }
        open = true;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_folded_however_it_is_written() {
        for (text, folded) in [
            ("Netralitas ASN", &["netralitas", "asn"][..]),
            ("Rahayú RAHAYU\u{301} Ra\u{ad}hayu", &["rahayu"; 3]),
            ("\u{ff32}\u{ff21}", &["ra"]),
            ("bersama-sama, Jum'at", &["bersama", "sama", "jum", "at"]),
            ("Yulıanto", &["yulianto"]),
            ("001/LP/IX/2024", &["001", "lp", "ix", "2024"]),
            ("👍🏽 — …", &[]),
        ] {
            assert_eq!(folded_words(text), folded, "{text}");
        }
    }
}
