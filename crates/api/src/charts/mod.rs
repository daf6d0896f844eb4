//! Figures as pictures: small SVG without script, style or anything from elsewhere, with a title and a description for
//! who does not see them. Every text is escaped.

mod bars;
mod columns;
mod funnel;
mod svg;
mod tiles;

use crate::{
    dto::statistics::{FigureOut, FunnelOut},
    extract::Language,
};
use netralitas_domain::{Text, figures::By};

/// The media type.
pub const SVG: &str = "image/svg+xml";

/// A bar, column or tile: what it stands for, and how many.
struct Piece {
    /// The code, where it has one.
    code: String,
    /// What people read.
    label: String,
    /// How many.
    n: i64,
}

/// The funnel as bars.
#[must_use]
pub fn funnel(found: &FunnelOut, language: Language) -> String {
    funnel::draw(found, language)
}

/// A figure broken down by one thing: months as columns, provinces as a grid of tiles, anything else as bars. None where
/// it is not broken down, or by two things.
#[must_use]
pub fn figure(found: &FigureOut, by: &[By], language: Language) -> Option<String> {
    let [by] = by else {
        return None;
    };
    let title = format!("{}: {}", found.figure.text, language.pick(by.text()));
    let about = format!(
        "{} {}",
        found.figure.definition,
        dated(&found.as_of.to_string(), &found.known_at, language)
    );
    let pieces: Vec<Piece> = found
        .items
        .iter()
        .filter_map(|row| {
            let value = row.by.first()?;
            let code = value.code.clone().unwrap_or_default();
            let named = value.text.clone().filter(|t| !t.is_empty());
            let label = named.unwrap_or_else(|| match code.is_empty() {
                true => language.pick(NONE).to_owned(),
                false => code.clone(),
            });
            Some(Piece {
                label,
                n: row.n,
                code,
            })
        })
        .collect();
    Some(match by {
        By::Month => columns::draw(&title, &about, &pieces),
        By::Province => tiles::draw(&title, &about, &pieces),
        _ => bars::draw(&title, &about, &pieces),
    })
}

const NONE: Text = Text {
    id: "tanpa keterangan",
    en: "none of it",
};

/// As of when, and as known when.
fn dated(as_of: &str, known_at: &str, language: Language) -> String {
    match language {
        Language::Indonesian => format!("Per {as_of}, sebagaimana diketahui pada {known_at}."),
        Language::English => format!("As of {as_of}, as known at {known_at}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces() -> Vec<Piece> {
        [
            ("35", "Jawa <Timur> & \"sekitar\"", 7),
            ("2024-10", "2024-10", -2),
            ("", "-", 0),
        ]
        .map(|(code, label, n)| Piece {
            code: code.to_owned(),
            label: label.to_owned(),
            n,
        })
        .into()
    }

    #[test]
    fn every_text_is_escaped_and_nothing_comes_from_elsewhere() {
        for drawn in [
            bars::draw("T & <t>", "d", &pieces()),
            columns::draw("T & <t>", "d", &pieces()),
            tiles::draw("T & <t>", "d", &pieces()),
        ] {
            assert!(
                drawn.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""),
                "{drawn}"
            );
            assert!(drawn.contains("T &amp; &lt;t&gt;"), "{drawn}");
            for never in ["<Timur>", "<script", "href", "url(", "style", "NaN", "inf"] {
                assert!(!drawn.contains(never), "{never} in {drawn}");
            }
            let opened = drawn.matches("<text").count();
            assert_eq!(opened, drawn.matches("</text>").count());
        }
    }

    #[test]
    fn nothing_to_draw_is_drawn_too() {
        for drawn in [
            bars::draw("t", "d", &[]),
            columns::draw("t", "d", &[]),
            tiles::draw("t", "d", &[]),
        ] {
            assert!(drawn.ends_with("</svg>\n"), "{drawn}");
            assert!(!drawn.contains("NaN"), "{drawn}");
        }
    }

    #[test]
    fn every_province_has_a_tile_of_its_own() {
        let mut seen = std::collections::BTreeSet::new();
        let mut codes = std::collections::BTreeSet::new();
        for (code, column, row) in tiles::PLACES {
            assert!(seen.insert((column, row)), "{code}");
            assert!(codes.insert(*code), "{code}");
        }
        let book = netralitas_domain::law::Book::shipped().unwrap();
        let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        let provinces = book.regions_on(day).filter(|r| r.parent.is_none());
        let provinces: std::collections::BTreeSet<&str> =
            provinces.map(|r| r.code.as_str()).collect();
        assert_eq!(codes, provinces);
    }
}
