//! Terms as a calendar (RFC 5545): lines of at most 75 octets that end with CRLF, a term of days as a whole day, a term
//! of hours as an instant. No names of people and no words of a case.

use netralitas_app::desk::feeds::FeedTerms;
use netralitas_domain::{
    file::{TermState, Track},
    law::Unit,
    time::Moment,
};

use crate::extract::Language;

/// Most octets of a line, without its end.
const LINE: usize = 75;

/// The calendar.
#[must_use]
pub fn calendar(feed: &FeedTerms, language: Language) -> String {
    let mut all = Lines::default();
    all.add("BEGIN:VCALENDAR");
    all.add("VERSION:2.0");
    all.add("PRODID:-//netralitas//desk//EN");
    all.add("CALSCALE:GREGORIAN");
    let (id, en) = ("Tenggat netralitas", "Terms of netralitas");
    let name = language.pick(netralitas_domain::Text { id, en });
    all.add(&format!("X-WR-CALNAME:{}", escaped(name)));
    for (track, terms) in &feed.terms {
        for term in terms {
            event(&mut all, track, term, feed, language);
        }
    }
    all.add("END:VCALENDAR");
    all.0
}

fn event(all: &mut Lines, track: &Track, term: &TermState, feed: &FeedTerms, language: Language) {
    let label = language.pick(term.term.text());
    let number = track
        .numbers
        .iter()
        .rev()
        .find(|n| !n.void && !n.superseded);
    let number = number.and_then(|n| n.text.as_deref());
    let what = number.unwrap_or_else(|| language.pick(track.machine.text()));
    let stage = language.pick(track.stage.text());
    let row = feed.known.book.term(term.term, term.law);
    let basis = row.map(|r| language.cite(&r.citation)).unwrap_or_default();
    all.add("BEGIN:VEVENT");
    all.add(&format!(
        "UID:{}-{}-{}@netralitas",
        track.id,
        term.term.code(),
        term.opened_by
    ));
    all.add(&format!("DTSTAMP:{}", instant(feed.now)));
    all.add(&match term.unit {
        Unit::Hours => format!("DTSTART:{}", instant(term.due_at)),
        _ => format!("DTSTART;VALUE=DATE:{}", term.due_day.format("%Y%m%d")),
    });
    all.add(&format!("SUMMARY:{}", escaped(&format!("{what}: {label}"))));
    let told = [stage, basis.as_str()];
    let told: Vec<&str> = told.into_iter().filter(|t| !t.is_empty()).collect();
    all.add(&format!("DESCRIPTION:{}", escaped(&told.join("\n"))));
    all.add("TRANSP:TRANSPARENT");
    all.add("END:VEVENT");
}

/// An instant in UTC: `20261124T170000Z`.
fn instant(at: Moment) -> String {
    let text = at.rfc3339();
    let kept = text.chars().filter(|c| !matches!(c, '-' | ':'));
    let whole: String = kept.take_while(|c| !matches!(c, '.' | 'Z')).collect();
    format!("{whole}Z")
}

/// A text value: backslash, semicolon, comma and line breaks escaped, other control characters left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Lines as a calendar has them.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// Adds a line, folded between characters.
    fn add(&mut self, line: &str) {
        let mut length = 0;
        for c in line.chars() {
            if length + c.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(c);
            length += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_folded_between_characters_and_reads_as_before() {
        let line = format!("SUMMARY:{}", "é".repeat(100));
        let mut lines = Lines::default();
        lines.add(&line);
        assert!(lines.0.ends_with("\r\n"));
        for part in lines.0.trim_end_matches("\r\n").split("\r\n") {
            assert!(part.len() <= LINE, "{}", part.len());
        }
        assert_eq!(lines.0.replace("\r\n ", "").trim_end(), line);
    }

    #[test]
    fn no_value_ends_its_line_or_begins_another() {
        assert_eq!(escaped("a,b;c\\d\r\ne"), "a\\,b\\;c\\\\d\\ne");
    }

    #[test]
    fn an_instant_is_written_in_utc_without_fractions() {
        assert_eq!(instant(Moment(1_600_000_000_500_000)), "20200913T122640Z");
    }
}
