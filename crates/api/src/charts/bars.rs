//! Bars that lie beneath each other, one a row.

use super::{
    Piece,
    svg::{Anchor, BLUE, INK, RED, Svg, length, short},
};

const ROW: i64 = 24;
const LABELS: i64 = 280;
const LONGEST: i64 = 400;

pub(super) fn draw(title: &str, about: &str, pieces: &[Piece]) -> String {
    let rows = i64::try_from(pieces.len()).unwrap_or(0);
    let mut svg = Svg::new(LABELS + LONGEST + 100, 60 + rows * ROW);
    svg.words((16, 28), Anchor::Start, 16, INK, title);
    let most = pieces
        .iter()
        .map(|p| p.n.saturating_abs())
        .max()
        .unwrap_or(0);
    let mut y = 48;
    for piece in pieces {
        let long = length(piece.n, most, LONGEST);
        let label = short(&piece.label, 44);
        svg.words((LABELS - 8, y + 14), Anchor::End, 12, INK, &label);
        svg.bar(
            (LABELS, y),
            (long, ROW - 6),
            if piece.n < 0 { RED } else { BLUE },
        );
        let at = (LABELS + long + 6, y + 14);
        svg.words(at, Anchor::Start, 12, INK, &piece.n.to_string());
        y += ROW;
    }
    svg.done(title, about)
}
