//! Passwords that everybody tries first: lists of common passwords and words, runs of keys, dates, and the names of the
//! account and its offices. Used as a list alone; how strong something else is, nobody guesses here.

use std::{cmp::Reverse, collections::BTreeSet};

use zxcvbn::{matching::patterns::MatchPattern, zxcvbn};

use super::passwords::Whose;

/// Common words of Indonesian, beside the lists of English that the library has. One in a line.
const WORDS: &str = include_str!("../../data/common_words.txt");
/// Listed words of which a password may be made up: one more is a phrase.
const MOST_LISTED: usize = 2;
/// Characters beside the words that change nothing.
const MOST_BESIDE: usize = 3;
/// Letters and digits beside names that change nothing: a year.
const MOST_BESIDE_NAMES: usize = 4;
/// Shorter parts of a name stand in too many words.
const SHORTEST_PART: usize = 3;

/// Whether a password is made up of names of the account, or of at most two listed words, but for a few characters.
pub(super) fn is_common(password: &str, whose: &Whose) -> bool {
    let names = parts(whose);
    is_of_names(password, &names) || is_listed(password, &names)
}

/// Whether nothing but a year or so is left without the names.
fn is_of_names(password: &str, names: &[String]) -> bool {
    let mut left = password.to_lowercase();
    for name in names {
        left = left.replace(name.as_str(), " ");
    }
    left.chars().filter(|c| c.is_alphanumeric()).count() <= MOST_BESIDE_NAMES
}

fn is_listed(password: &str, names: &[String]) -> bool {
    let names = names.iter().map(String::as_str);
    let known: Vec<&str> = names.chain(WORDS.lines()).collect();
    let found = zxcvbn(password, &known);
    let (mut listed, mut covered) = (0_usize, 0_usize);
    for piece in found.sequence() {
        if piece.pattern != MatchPattern::BruteForce {
            covered += piece.range_inclusive().count();
            listed += 1;
        }
    }
    let beside = password.chars().count().saturating_sub(covered);
    listed <= MOST_LISTED && beside <= MOST_BESIDE
}

/// The names, whole and in parts, in small letters, the longest first.
fn parts(whose: &Whose) -> Vec<String> {
    let mut parts = BTreeSet::new();
    for name in std::iter::once(&whose.username).chain(&whose.names) {
        let name = name.to_lowercase();
        let pieces = name.split(|c: char| !c.is_alphanumeric());
        parts.extend(
            pieces
                .filter(|p| p.chars().count() >= SHORTEST_PART)
                .map(str::to_owned),
        );
        parts.insert(name);
    }
    parts.remove("");
    let mut parts: Vec<String> = parts.into_iter().collect();
    parts.sort_by_key(|part| Reverse(part.chars().count()));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whose() -> Whose {
        Whose {
            username: "ketua.banyuwangi".to_owned(),
            names: vec![
                "Siti Rahayu".to_owned(),
                "Bawaslu Kabupaten Banyuwangi".to_owned(),
            ],
            second_factor: false,
        }
    }

    #[test]
    fn common_ones_and_own_names_are_refused() {
        for password in [
            "passwordpassword",
            "password12345678",
            "P4ssw0rd12345678",
            "qwertyuiopasdfgh",
            "1234567890123456",
            "rahasianegara123",
            "selamatdatang2024",
            "administrator2024",
            "bawaslu-banyuwangi",
            "BawasluKabupatenBanyuwangi2024",
            "siti.rahayu.2024",
            "rahayusitirahayu!",
        ] {
            assert!(is_common(password, &whose()), "{password}");
        }
    }

    #[test]
    fn phrases_and_chance_are_taken() {
        for password in [
            "netral-itu-kewajiban-2024",
            "kata sandi percobaan 1",
            "empat kata acak pilihan",
            "correct horse battery staple",
            "siti menanam tujuh pisang",
            "x7#kQ2!mZ9@pL4$w",
            "lima kata acak pilihan sendiri",
        ] {
            assert!(!is_common(password, &whose()), "{password}");
        }
        assert!(!is_common("kd7-xqzl", &whose()));
    }
}
