//! The terms by law text, each with how well it is known.

use super::super::{Term, TermKind, rules};
use super::{both, columns, doubt, head, line, source};
use crate::law::{Book, Confidence, LawSet};

pub(super) fn page(book: &Book) -> String {
    let mut text = head("Batas waktu / Terms");
    text.push_str(
        "\nThe start day itself is not counted. A term makes late, it never acts: what its passing allows is \
         a step that somebody takes. Lengths are rows of the law book, which an installation may supersede; \
         where a row is unsure the note says why.\n",
    );
    text.push_str(&unsure(book));
    for term in Term::ALL {
        let by = |of: &dyn Fn(&super::super::Rule) -> bool| {
            let mut codes: Vec<String> = Vec::new();
            for row in rules().filter(|r| of(r)) {
                let code = format!("`{}`", row.action.code());
                if !codes.contains(&code) {
                    codes.push(code);
                }
            }
            codes.join(", ")
        };
        let opened = by(&|r| r.opens.iter().any(|o| o.term == *term));
        let closed = by(&|r| r.closes.contains(term));
        text.push_str(&format!(
            "\n## {} (`{}`)\n\n",
            both(term.text()),
            term.code()
        ));
        if term.kind() == TermKind::Right {
            text.push_str(
                "A right of a party: it makes late the step that comes after it, and where nobody uses it \
                 nobody is late.\n\n",
            );
        }
        text.push_str(&if opened.is_empty() {
            "Opened by no step: a lead time that a guard asks for.\n\n".to_owned()
        } else {
            format!("Opened by {opened}. Closed by {closed}.\n\n")
        });
        text.push_str(&columns(&[
            "Law text",
            "Length",
            "From",
            "Ends",
            "Allows",
            "Source",
            "Confidence",
            "Note",
        ]));
        for row in LawSet::ALL.iter().filter_map(|law| book.term(*term, *law)) {
            text.push_str(&line(&[
                both(row.law_set.text()),
                format!("{} {}", row.amount, both(row.unit.text())),
                both(row.starts.text()),
                ends(row),
                both(row.code.allows()),
                source(&row.citation),
                both(row.confidence.text()),
                doubt(&row.note),
            ]));
        }
    }
    text
}

/// What is unsure, before everything else.
fn unsure(book: &Book) -> String {
    let mut text = "\n## Belum pasti / Unsure\n\n".to_owned();
    let rows = Term::ALL
        .iter()
        .flat_map(|term| LawSet::ALL.iter().filter_map(|law| book.term(*term, *law)));
    for row in rows {
        let online = row.ends_online_confidence == Some(Confidence::Unsure);
        let what = match (row.confidence, online) {
            (Confidence::Unsure, _) => both(row.confidence.text()),
            (_, true) => format!("daring / online: {}", ends(row)),
            _ => continue,
        };
        let mut told = format!(
            "- `{}` `{}`: {} {}: {what}",
            row.code.code(),
            row.law_set.code(),
            row.amount,
            both(row.unit.text())
        );
        for more in [doubt(&row.note), source(&row.citation)] {
            if !more.is_empty() {
                told.push_str(". ");
                told.push_str(more.trim_end_matches('.'));
            }
        }
        text.push_str(&told);
        text.push_str(".\n");
    }
    text
}

/// When a term ends; with how well it is known where what comes online ends otherwise.
fn ends(row: &crate::law::TermRow) -> String {
    let online = row.ends_online.map(|ends| {
        let known = row.ends_online_confidence.unwrap_or(row.confidence);
        format!(
            "; daring / online: {} ({})",
            both(ends.text()),
            both(known.text())
        )
    });
    both(row.ends.text()) + &online.unwrap_or_default()
}
