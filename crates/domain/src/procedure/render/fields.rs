//! The fields of a person's record, for the page on who sees what.

use super::{both, columns, line, source};
use crate::procedure::{FIELD_SIGHT, FieldClass, PersonField};

/// The section on fields.
pub(super) fn fields() -> String {
    let mut text = String::from(
        "\n## Data orang / A person's record\n\nWhat is withheld is named under `withheld`, whether or not anything is on \
         record; what is masked, under `masked`. Of identity number, telephone and e-mail the end is left when they are \
         masked; other fields are withheld where they would be masked. The record of who is sealed is shown to nobody \
         by these rows.\n\n",
    );
    text.push_str(&columns(&["Class", "Fields"]));
    for class in FieldClass::ALL {
        let of_class = PersonField::ALL.iter().filter(|f| f.class() == *class);
        text.push_str(&line(&[
            format!("`{}` {}", class.code(), both(class.text())),
            codes(of_class.map(|f| f.code())),
        ]));
    }
    text.push('\n');
    text.push_str(&columns(&[
        "Class",
        "Through",
        "Read as",
        "Roles",
        "While",
        "Shown",
        "Basis",
        "Confidence",
    ]));
    for row in FIELD_SIGHT {
        let as_what: Vec<String> = row.reads_as.iter().map(|r| both(r.text())).collect();
        let lasts = if row.while_open {
            "terbuka / open"
        } else {
            "selalu / always"
        };
        text.push_str(&line(&[
            format!("`{}`", row.class.code()),
            codes(row.through.iter().map(|m| m.code())),
            as_what.join("; "),
            codes(row.roles.iter().map(|r| r.code())),
            lasts.to_owned(),
            both(row.showing.text()),
            source(row.cite),
            both(row.confidence.text()),
        ]));
    }
    text
}

fn codes<'t>(all: impl Iterator<Item = &'t str>) -> String {
    let all: Vec<String> = all.map(|c| format!("`{c}`")).collect();
    all.join(", ")
}
