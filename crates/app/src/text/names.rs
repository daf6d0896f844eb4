//! Names however they are spelled: without titles, in the spelling of today, doubled letters once.
//!
//! What is folded together is practice: the spelling reforms of 1947 (*oe*) and 1972 (*dj*, *tj*, *j*, *sj*, *nj*, *ch*)
//! left both spellings among the living, and *Achmad*, *Akhmad* and *Ahmad* are written for one man.

use super::words::folded_words;

/// Titles and particles, by which nobody is known.
pub(crate) const TITLES: [&str; 36] = [
    "ag", "amd", "an", "bin", "binti", "dr", "dra", "drg", "drh", "drs", "hj", "ir", "kh", "kom",
    "mba", "mh", "mkn", "mm", "mpd", "msi", "mt", "pd", "phd", "prof", "se", "sh", "si", "sip",
    "skm", "sos", "spd", "ssi", "st", "stp", "sag", "hum",
];
/// Pairs of letters, and what is written for them today.
const TODAY: [(&str, &str); 14] = [
    ("oe", "u"),
    ("dj", "j"),
    ("tj", "c"),
    ("dz", "z"),
    ("kh", "h"),
    ("ch", "h"),
    ("sy", "s"),
    ("sj", "s"),
    ("sh", "s"),
    ("nj", "ny"),
    ("dh", "d"),
    ("th", "t"),
    ("bh", "b"),
    ("ie", "i"),
];

/// The parts of a name by which somebody is known, folded, in their order. Titles and initials are left out, unless
/// there is nothing else.
#[must_use]
pub(crate) fn parts(name: &str) -> Vec<String> {
    known_by(name).iter().map(|w| fold(w)).collect()
}

/// The same parts as they are spelled, in small letters.
#[must_use]
pub(crate) fn known_by(name: &str) -> Vec<String> {
    let words = folded_words(name);
    let is_known_by = |word: &&String| {
        word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !TITLES.contains(&word.as_str())
    };
    let known_by: Vec<String> = words.iter().filter(is_known_by).cloned().collect();
    if known_by.is_empty() { words } else { known_by }
}

/// One spelling for a word that is written in several. Takes folded words; twice is once.
#[must_use]
pub(crate) fn fold(word: &str) -> String {
    repeated(word, |w| ended(once(w)))
}

/// The spellings that a word may begin with when this is how it begins: its end may not be the word's end.
#[must_use]
pub(crate) fn beginnings(word: &str) -> Vec<String> {
    let mut all = vec![fold(word), repeated(word, once)];
    all.dedup();
    all
}

fn repeated(word: &str, step: impl Fn(&str) -> String) -> String {
    let mut now = word.to_owned();
    loop {
        let next = step(&now);
        if next == now {
            return now;
        }
        now = next;
    }
}

fn once(word: &str) -> String {
    let mut out = word.to_owned();
    for (then, today) in TODAY {
        out = out.replace(then, today);
    }
    // What is left of the old `j` cannot be told from the new one, so both are one letter.
    let letters = out.chars().map(|c| match c {
        'y' => 'j',
        'q' => 'k',
        'v' => 'f',
        c => c,
    });
    let mut out = String::with_capacity(word.len());
    for letter in letters {
        if !out.ends_with(letter) || letter.is_numeric() {
            out.push(letter);
        }
    }
    out
}

/// Rudy is Rudi; not Jay, where it is a consonant.
fn ended(word: String) -> String {
    match word.strip_suffix('j') {
        Some(left) if left.len() > 1 && !left.ends_with(['a', 'e', 'i', 'o', 'u']) => {
            format!("{left}i")
        }
        _ => word,
    }
}

/// How alike two names are, by their folded parts: 100 where all are the same, 0 where none is. A part of which one is
/// the beginning of the other (at least three letters) counts for half.
#[must_use]
pub(crate) fn alike(one: &[String], other: &[String]) -> u32 {
    let (few, many) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let mut left: Vec<&String> = many.iter().collect();
    let mut points = 0_u32;
    for part in few {
        let same = left.iter().position(|p| *p == part);
        let begins = |p: &&String| {
            let shorter = p.len().min(part.len());
            shorter >= 3 && (p.starts_with(part.as_str()) || part.starts_with(p.as_str()))
        };
        let found = same.or_else(|| left.iter().position(begins));
        if let Some(place) = found {
            points += if same.is_some() { 2 } else { 1 };
            left.remove(place);
        }
    }
    // Of both names, so that a common first name alone is not much.
    let all = u32::try_from(one.len() + other.len()).unwrap_or(u32::MAX);
    (points * 100).checked_div(all).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_is_found_however_it_is_spelled() {
        for (one, other) in [
            ("Soekarno", "Sukarno"),
            ("Djoko Soetjipto", "joko sucipto"),
            ("Drs. H. Achmad Suryono, M.Si.", "AHMAD SURJONO"),
            ("Muhammad", "Muhamad"),
            ("Nur'aini", "Nur'Aini"),
            ("Rudy", "Rudi"),
            ("Yusuf", "Jusuf"),
            ("Sjahrir", "Syahrir"),
            ("Dzulkifli", "Zulkifli"),
            ("Siti Khadijah", "Siti Hadijah"),
            ("Aan", "Án"),
        ] {
            assert_eq!(parts(one), parts(other), "{one} / {other}");
        }
        for (one, other) in [("Sukarno", "Sukarni"), ("Budi", "Bude"), ("Tono", "Toni")] {
            assert_ne!(parts(one), parts(other), "{one} / {other}");
        }
        // Nothing but titles and initials is still something.
        assert_eq!(parts("S. H."), ["s", "h"]);
        assert!(parts(" … ").is_empty());
    }

    #[test]
    fn a_name_begins_as_it_is_typed() {
        for (typed, name) in [
            ("hary", "Haryanto"),
            ("rudy", "Rudi"),
            ("soe", "Sukarno"),
            ("ach", "Ahmad"),
            ("moham", "Mohammad"),
        ] {
            let [part] = &parts(name)[..] else {
                panic!("{name}")
            };
            let begins = beginnings(typed).into_iter().any(|b| part.starts_with(&b));
            assert!(begins, "{typed} / {name}");
        }
        assert_eq!(beginnings("budi"), ["budi"]);
    }

    #[test]
    fn twice_is_once_and_nothing_panics() {
        let letters: Vec<char> = "aoedjtchksynzhviqxyué01İßﬁ".chars().collect();
        // Every word of three of these letters, and some longer ones.
        let mut words: Vec<String> = vec![String::new()];
        for _ in 0..3 {
            let longer = words
                .iter()
                .flat_map(|w| letters.iter().map(move |c| format!("{w}{c}")));
            words = longer.collect();
        }
        let pairs: Vec<String> = words
            .iter()
            .zip(words.iter().skip(7919))
            .map(|(a, b)| format!("{a}{b}"))
            .collect();
        for word in words.iter().chain(&pairs) {
            for word in folded_words(word) {
                let folded = fold(&word);
                assert_eq!(fold(&folded), folded, "{word}");
                assert_eq!(folded_words(&word), [word]);
            }
        }
    }

    #[test]
    fn the_same_name_is_wholly_alike_and_a_first_name_is_not_much() {
        let of = |a: &str, b: &str| alike(&parts(a), &parts(b));
        assert_eq!(of("Budi Santoso, S.E.", "boedi santoso"), 100);
        assert_eq!(of("Dr. Budi Santoso", "Boedi Santosa Putra"), 40);
        assert_eq!(of("Budi", "Budi Santoso"), 66);
        assert_eq!(of("Budi Hartono", "Budi Santoso"), 50);
        assert_eq!(of("Ani", "Budi"), 0);
        assert_eq!(of("", ""), 0);
    }
}
