//! Columns beside each other in the order of time; what was taken off hangs below the line.

use super::{
    Piece,
    svg::{Anchor, BLUE, GREY, INK, RED, Svg, length},
};

const COLUMN: i64 = 34;
const HIGHEST: i64 = 200;
const LEFT: i64 = 24;
const TOP: i64 = 60;

pub(super) fn draw(title: &str, about: &str, pieces: &[Piece]) -> String {
    let count = i64::try_from(pieces.len()).unwrap_or(0);
    let below = if pieces.iter().any(|p| p.n < 0) {
        HIGHEST
    } else {
        0
    };
    let line = TOP + HIGHEST;
    let width = (LEFT * 2 + count * COLUMN).max(360);
    let mut svg = Svg::new(width, line + below + 40);
    svg.words((16, 28), Anchor::Start, 16, INK, title);
    svg.bar((LEFT, line), (width - LEFT * 2, 1), GREY);
    let most = pieces
        .iter()
        .map(|p| p.n.saturating_abs())
        .max()
        .unwrap_or(0);
    let mut x = LEFT;
    for (place, piece) in pieces.iter().enumerate() {
        let high = length(piece.n, most, HIGHEST - 16);
        let middle = x + COLUMN / 2;
        let (top, fill, number) = match piece.n < 0 {
            true => (line + 1, RED, line + high + 14),
            false => (line - high, BLUE, line - high - 4),
        };
        svg.bar((x + 4, top), (COLUMN - 8, high), fill);
        svg.words(
            (middle, number),
            Anchor::Middle,
            11,
            INK,
            &piece.n.to_string(),
        );
        // The year where it begins, then months alone.
        let (year, month) = piece.label.split_once('-').unwrap_or((&piece.label, ""));
        let bottom = line + below + 16;
        svg.words((middle, bottom), Anchor::Middle, 11, INK, month);
        if place == 0 || month == "01" {
            svg.words((middle, bottom + 16), Anchor::Middle, 11, INK, year);
        }
        x += COLUMN;
    }
    svg.done(title, about)
}
