//! Places in an instrument, as `art. 24(3), 26` writes them and Indonesian law does.

use std::borrow::Cow;

use super::ends_word;

/// One place in an instrument: `24`, `44-47`, `24(3)(7)`, `24(4)-(6)`, `57(1)b`, `12 c`, or `(6)` of the article
/// before it.
struct Place<'a> {
    article: &'a str,
    paragraphs: Vec<Cow<'a, str>>,
    letter: Option<char>,
    /// `no. 5` or `no. 12-15`.
    number: Option<&'a str>,
}

/// `art. 24(3), 26`: the places in Indonesian, and what follows them.
pub(super) fn articles(text: &str) -> Option<(String, &str)> {
    let (first, mut rest) = place(text.strip_prefix("art. ")?)?;
    let mut all = vec![(", ", first)];
    loop {
        let (joint, after) = if let Some(after) = rest.strip_prefix(", ") {
            (", ", after)
        } else if let Some(after) = rest.strip_prefix(" with ") {
            (" jo. ", after)
        } else {
            break;
        };
        let Some((next, left)) = place(after) else {
            break;
        };
        all.push((joint, next));
        rest = left;
    }
    let plain = all
        .iter()
        .all(|(_, p)| p.paragraphs.is_empty() && p.letter.is_none() && p.number.is_none());
    let mut told = String::new();
    for (n, (joint, place)) in all.iter().enumerate() {
        if n > 0 {
            told.push_str(joint);
        }
        if !place.article.is_empty() {
            told.push_str(if plain && n > 0 { "" } else { "Pasal " });
            told.push_str(place.article);
        }
        if !place.paragraphs.is_empty() {
            told.push_str(if place.article.is_empty() { "" } else { " " });
            told.push_str(&enumerated(&place.paragraphs));
        }
        if let Some(letter) = place.letter {
            told.push_str(" huruf ");
            told.push(letter);
        }
        if let Some(number) = place.number {
            told.push_str(" angka ");
            told.push_str(number);
        }
    }
    Some((told, rest))
}

/// `ayat (3), ayat (7), dan ayat (9)`.
fn enumerated(paragraphs: &[Cow<'_, str>]) -> String {
    let named: Vec<String> = paragraphs.iter().map(|p| format!("ayat {p}")).collect();
    match named.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, [only])) => format!("{only} dan {last}"),
        Some((last, front)) => format!("{}, dan {last}", front.join(", ")),
        None => String::new(),
    }
}

fn place(text: &str) -> Option<(Place<'_>, &str)> {
    let (article, mut rest) = range(text).unwrap_or(("", text));
    let mut paragraphs: Vec<Cow<'_, str>> = Vec::new();
    while let Some((from, left)) = paragraph(rest) {
        let range = left.strip_prefix('-').and_then(paragraph);
        let (named, left) = match range {
            Some((to, after)) => (Cow::Owned(format!("{from}-{to}")), after),
            None => (Cow::Borrowed(from), left),
        };
        paragraphs.push(named);
        rest = left;
    }
    if article.is_empty() && paragraphs.is_empty() {
        return None;
    }
    let marked = rest.strip_prefix(' ').unwrap_or(rest);
    let mut letters = marked.chars();
    let letter = letters.next().filter(char::is_ascii_lowercase);
    let letter = letter.filter(|_| letters.clone().next().is_none_or(ends_word));
    if letter.is_some() {
        rest = letters.as_str();
    }
    let number = rest.strip_prefix(" no. ").and_then(range);
    if let Some((_, left)) = number {
        rest = left;
    }
    let place = Place {
        article,
        paragraphs,
        letter,
        number: number.map(|(number, _)| number),
    };
    Some((place, rest))
}

/// `44` or `44-47` at the start of a text.
fn range(text: &str) -> Option<(&str, &str)> {
    let (first, rest) = digits(text);
    if first.is_empty() {
        return None;
    }
    let last = rest.strip_prefix('-').map_or("", |after| digits(after).0);
    if last.is_empty() {
        return Some((first, rest));
    }
    text.split_at_checked(first.len() + 1 + last.len())
}

/// `(3)` at the start of a text.
fn paragraph(text: &str) -> Option<(&str, &str)> {
    let (number, left) = digits(text.strip_prefix('(')?);
    let left = left.strip_prefix(')')?;
    (!number.is_empty()).then_some((text.get(..number.len() + 2)?, left))
}

pub(super) fn digits(text: &str) -> (&str, &str) {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}
