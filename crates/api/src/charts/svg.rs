//! Writes SVG.

use std::fmt::Write as _;

/// Where a text stands to its point.
#[derive(Debug, Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// The colour of what is counted.
pub(super) const BLUE: &str = "#1f5f99";
/// The colour of what was taken off.
pub(super) const RED: &str = "#b03a2e";
/// The colour of what is empty.
pub(super) const GREY: &str = "#e4e7ea";
/// The colour of words.
pub(super) const INK: &str = "#1b1f23";

/// A picture in the making, in points from its upper left corner.
pub(super) struct Svg {
    width: i64,
    height: i64,
    body: String,
}

impl Svg {
    pub fn new(width: i64, height: i64) -> Self {
        Self {
            width,
            height,
            body: String::new(),
        }
    }

    /// A filled box.
    pub fn bar(&mut self, (x, y): (i64, i64), (width, height): (i64, i64), fill: &str) {
        // Writing to a text does not fail.
        let _ = writeln!(
            self.body,
            r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}"/>"#
        );
    }

    /// Words.
    pub fn words(
        &mut self,
        (x, y): (i64, i64),
        anchor: Anchor,
        size: i64,
        fill: &str,
        words: &str,
    ) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let words = escaped(words);
        let _ = writeln!(
            self.body,
            r#"<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}" fill="{fill}">{words}</text>"#
        );
    }

    /// The whole picture.
    pub fn done(self, title: &str, about: &str) -> String {
        let Self {
            width,
            height,
            body,
        } = self;
        let (title, about) = (escaped(title), escaped(about));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"title about\" font-family=\"sans-serif\">\n\
             <title id=\"title\">{title}</title>\n<desc id=\"about\">{about}</desc>\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n{body}</svg>\n"
        )
    }
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            // XML has no way to write them.
            c if c.is_control() => safe.push(' '),
            c => safe.push(c),
        }
    }
    safe
}

/// How long something is drawn, where the most is drawn so long; at least one point for what is not nothing.
pub(super) fn length(n: i64, most: i64, longest: i64) -> i64 {
    let n = n.saturating_abs();
    if n == 0 || most <= 0 {
        return 0;
    }
    (n.saturating_mul(longest) / most).clamp(1, longest)
}

/// A text of at most so many characters.
pub(super) fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(most.saturating_sub(1)).collect();
    cut.push('…');
    cut
}
