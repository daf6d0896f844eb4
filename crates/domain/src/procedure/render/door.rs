//! The public door: who gives tickets, what their holders do and read with them.

use super::super::{
    ASKS_HOLDERS, DOES_BY_TICKET, GIVES_TICKETS, ON_THE_NOTICE_BOARD, READS_BY_TICKET,
};
use super::{both, columns, head, line, source};
use crate::{
    people::{Level, Role},
    vocabulary::Word,
};

pub(super) fn page() -> String {
    let mut text = head("Pintu umum / The public door");
    text.push_str(
        "\nWho has no account holds a ticket: a receipt with a secret of 130 bits, shown once and kept as a keyed hash. \
         A representative does and reads what the one represented could. What no row permits no ticket does. An act by \
         ticket is judged like any other; the journal says by whose ticket it was done, and no name.\n\n## Pemberian / Giving\n\n\
         At the office that handles the case. An older ticket of the same person ends with the new one.\n\n",
    );
    text.push_str(&columns(&[
        "Holder",
        "Given by",
        "Made sure by",
        "Basis",
        "Confidence",
    ]));
    for row in GIVES_TICKETS {
        let checks: Vec<String> = row.checks.iter().map(|c| both(c.text())).collect();
        text.push_str(&line(&[
            named(row.kind),
            roles(row.by),
            checks.join("; "),
            source(row.cite),
            both(row.confidence.text()),
        ]));
    }
    text.push_str("\n## Tindakan / What is done\n\n");
    text.push_str(&columns(&[
        "For",
        "On",
        "Action",
        "Taken in as",
        "In writing",
        "Basis",
        "Confidence",
    ]));
    for row in DOES_BY_TICKET {
        text.push_str(&line(&[
            both(row.stands_for.text()),
            both(row.machine.text()),
            named(row.action),
            format!("`{}`", row.taken_in_as.code()),
            yes(row.in_writing),
            source(row.cite),
            both(row.confidence.text()),
        ]));
    }
    text.push_str("\n## Yang dibaca / What is read\n\n");
    text.push_str(&columns(&["For", "Matter", "From", "Basis", "Confidence"]));
    for row in READS_BY_TICKET {
        let whom: Vec<String> = row.stands_for.iter().map(|k| both(k.text())).collect();
        let what: Vec<String> = row.what.iter().map(|m| both(m.text())).collect();
        text.push_str(&line(&[
            whom.join("; "),
            what.join("; "),
            both(row.open.text()),
            source(row.cite),
            both(row.confidence.text()),
        ]));
    }
    text.push_str("\n## Pertanyaan / Questions\n\nAsked of a holder by these roles of the office that handles the case: ");
    text.push_str(&roles(ASKS_HOLDERS));
    text.push_str(".\n\n## Kantor / Offices\n\n");
    text.push_str(&columns(&[
        "Level",
        "Early information, announced reports",
        "Online reports (official channel only)",
    ]));
    for level in Level::ALL {
        text.push_str(&line(&[
            both(level.text()),
            yes(level.takes_early_information()),
            yes(level.takes_online_reports()),
        ]));
    }
    text.push_str(
        "\n## Papan pengumuman / Notice board\n\nThe status after these steps is told to everybody by number and day, without names: ",
    );
    let steps: Vec<String> = ON_THE_NOTICE_BOARD
        .iter()
        .map(|a| format!("`{}`", a.code()))
        .collect();
    text.push_str(&steps.join(", "));
    text.push_str(".\n");
    text
}

fn named<W: Word>(word: W) -> String {
    format!("`{}` {}", word.code(), both(word.text()))
}

fn roles(all: &[Role]) -> String {
    let codes: Vec<String> = all.iter().map(|r| format!("`{}`", r.code())).collect();
    codes.join(", ")
}

fn yes(is: bool) -> String {
    if is { "ya / yes" } else { "tidak / no" }.to_owned()
}
