//! Provinces as a grid of tiles, each about where it lies, the darker the more.

use super::{
    Piece,
    svg::{Anchor, BLUE, GREY, INK, Svg, short},
};

const TILE: i64 = 62;
const TOP: i64 = 48;
const LEFT: i64 = 16;

/// Where the tile of a province stands: its code (of the Ministry of Home Affairs), column and row. A drawing, not a map.
pub(super) const PLACES: &[(&str, i64, i64)] = &[
    ("11", 0, 0),
    ("12", 0, 1),
    ("14", 1, 1),
    ("21", 2, 1),
    ("13", 0, 2),
    ("15", 1, 2),
    ("19", 3, 2),
    ("17", 1, 3),
    ("16", 2, 3),
    ("18", 2, 4),
    ("36", 3, 5),
    ("31", 4, 5),
    ("32", 5, 5),
    ("33", 6, 5),
    ("35", 7, 5),
    ("34", 6, 6),
    ("51", 8, 6),
    ("52", 9, 6),
    ("53", 10, 6),
    ("61", 5, 1),
    ("62", 6, 1),
    ("64", 7, 1),
    ("65", 7, 0),
    ("63", 6, 2),
    ("76", 8, 2),
    ("72", 9, 2),
    ("75", 9, 1),
    ("71", 10, 1),
    ("73", 8, 3),
    ("74", 9, 3),
    ("82", 11, 1),
    ("81", 11, 2),
    ("96", 12, 1),
    ("92", 13, 1),
    ("94", 13, 2),
    ("91", 14, 2),
    ("95", 14, 3),
    ("93", 14, 4),
];

/// Steps of darkness.
const SHADES: [&str; 5] = ["#d6e4f0", "#a9c8e2", "#74a4cc", "#3f7fb3", BLUE];

pub(super) fn draw(title: &str, about: &str, pieces: &[Piece]) -> String {
    let columns = PLACES
        .iter()
        .map(|(_, column, _)| column)
        .max()
        .unwrap_or(&0);
    let rows = PLACES.iter().map(|(_, _, row)| row).max().unwrap_or(&0);
    let beside: Vec<&Piece> = pieces.iter().filter(|p| place(&p.code).is_none()).collect();
    let bottom = TOP + (rows + 1) * TILE;
    let lines = i64::try_from(beside.len()).unwrap_or(0);
    let width = LEFT * 2 + (columns + 1) * TILE;
    let mut svg = Svg::new(width, bottom + 24 + lines * 18);
    svg.words((16, 28), Anchor::Start, 16, INK, title);
    let most = pieces.iter().map(|p| p.n).max().unwrap_or(0);
    for (code, column, row) in PLACES {
        let own = pieces.iter().find(|p| p.code == *code);
        let n = own.map_or(0, |p| p.n);
        let (x, y) = (LEFT + column * TILE, TOP + row * TILE);
        svg.bar((x + 1, y + 1), (TILE - 2, TILE - 2), shade(n, most));
        let ink = if n * 5 > most * 3 { "#ffffff" } else { INK };
        let name = own.map_or_else(|| (*code).to_owned(), |p| short(&p.label, 10));
        svg.words((x + TILE / 2, y + 24), Anchor::Middle, 10, ink, &name);
        if n != 0 {
            svg.words(
                (x + TILE / 2, y + 44),
                Anchor::Middle,
                14,
                ink,
                &n.to_string(),
            );
        }
    }
    let mut y = bottom + 16;
    for piece in beside {
        let line = format!("{}: {}", piece.label, piece.n);
        svg.words((LEFT, y), Anchor::Start, 12, INK, &line);
        y += 18;
    }
    svg.done(title, about)
}

fn place(code: &str) -> Option<(i64, i64)> {
    let found = PLACES.iter().find(|(known, ..)| *known == code)?;
    Some((found.1, found.2))
}

fn shade(n: i64, most: i64) -> &'static str {
    if n <= 0 || most <= 0 {
        return GREY;
    }
    let steps = i64::try_from(SHADES.len()).unwrap_or(1);
    let step = (n.saturating_mul(steps) - 1) / most;
    let step = usize::try_from(step).unwrap_or(0);
    SHADES.get(step).copied().unwrap_or(BLUE)
}
