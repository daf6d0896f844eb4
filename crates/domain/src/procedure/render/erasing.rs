//! Who erases a person, when it may not be, and how long other rows stay.

use super::super::{ERASABLE, ERASING, ERASING_WAITS, ErasingGround, ErasingRefusal, RETENTION};
use super::{both, columns, line, source};
use crate::{Text, people::Role};

/// The sections, to stand behind those of who sees what.
pub(super) fn text() -> String {
    let mut text = format!(
        "\n## Penghapusan / Erasure\n\nA person is erased from a case and its chain (`POST /v1/cases/{{track_id}}/erasures`) \
         once two others agree, both of head's rank; the head of the office that handles is one of the three. A request \
         waits {ERASING_WAITS} hours (practice).\n\n"
    );
    let codes = |all: &[Role]| {
        let all: Vec<String> = all.iter().map(|r| format!("`{}`", r.code())).collect();
        all.join(", ")
    };
    text.push_str(&columns(&[
        "Office",
        "Asks",
        "Agrees",
        "Head",
        "Basis",
        "Confidence",
    ]));
    for row in ERASING {
        text.push_str(&line(&[
            both(row.seat.text()),
            codes(row.asks),
            codes(row.agrees),
            codes(row.heads),
            source(row.cite),
            both(row.confidence.text()),
        ]));
    }
    text.push_str("\nWhile the case is open:\n\n");
    text.push_str(&columns(&["Capacity", "Basis", "Confidence"]));
    for row in ERASABLE.iter().filter(|row| row.while_open) {
        text.push_str(&line(&[
            both(row.capacity.text()),
            source(row.cite),
            both(row.confidence.text()),
        ]));
    }
    text.push('\n');
    text.push_str(&columns(&["Code", "Dasar", "Ground"]));
    for ground in ErasingGround::ALL {
        text.push_str(&line(&words(ground.code(), ground.text())));
    }
    text.push('\n');
    text.push_str(&columns(&["Code", "Ditolak karena", "Refused because"]));
    for refusal in ErasingRefusal::ALL {
        text.push_str(&line(&words(refusal.code(), refusal.text())));
    }
    text.push_str(
        "\n## Masa simpan / Retention\n\nFor case files no term was seen in a source, so there is none. What the program \
         decided itself:\n\n",
    );
    text.push_str(&columns(&[
        "What",
        "Hours",
        "After",
        "Then",
        "Basis",
        "Confidence",
    ]));
    for row in RETENTION {
        text.push_str(&line(&[
            both(row.what.text()),
            row.hours.to_string(),
            both(row.from.text()),
            both(row.then.text()),
            source(row.cite),
            both(row.confidence.text()),
        ]));
    }
    text
}

fn words(code: &str, text: Text) -> [String; 3] {
    [format!("`{code}`"), text.id.to_owned(), text.en.to_owned()]
}
