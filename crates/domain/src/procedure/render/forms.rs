//! The page of the forms.

use super::{
    super::{
        Machine, SIGHT, Sight,
        forms::{FORMS, FormField, Place, Readers},
    },
    both, columns, head, line, source,
};

/// `forms.md`: every field of every form, and where it is kept.
#[must_use]
pub fn forms_page(fields: &[FormField]) -> String {
    let mut page = head("Formulir B.1-B.21 / Forms B.1-B.21");
    page.push_str(
        "\nThe forms of Perbawaslu 7/2022, read in full in its annex. *Where kept* names a schema of the API \
         document and its property; \"printed\" is text of the form itself; \"file\" is the scan of the paper, \
         where signatures and stamps are. Who reads what is decided by the tables of [procedure/seeing.md]\
         (procedure/seeing.md), from which these lines are taken:\n\n",
    );
    let mut sources: Vec<String> = Vec::new();
    for field in fields {
        let told = format!(
            "{} ({})",
            source(&field.source),
            both(field.confidence.text())
        );
        if !sources.contains(&told) {
            sources.push(told);
        }
    }
    for readers in Readers::ALL {
        if let Some(what) = readers.matter() {
            let rows = SIGHT
                .iter()
                .filter(|r| r.what.contains(&what) && r.kept_on.contains(&Machine::Case));
            let rows: Vec<String> = rows.map(who).collect();
            let text = readers.text().en;
            page.push_str(&format!("- *{text}*: {}.\n", rows.join("; ")));
        }
    }
    page.push_str(&format!(
        "\nSource of the fields: {}.\n",
        sources.join("; ")
    ));
    for form in FORMS {
        page.push_str(&format!("\n## {}\n\n", both(form.text())));
        page.push_str(&columns(&["Kolom", "Where kept", "Needed", "Read by"]));
        for field in fields.iter().filter(|f| f.form == *form) {
            let place = match field.place() {
                Place::Field(place) => format!("`{place}`"),
                Place::Printed(text) => format!("printed: {text}"),
                Place::Scan => "file".to_owned(),
            };
            page.push_str(&line(&[
                field.label.clone(),
                place,
                field.need.text().en.to_owned(),
                field.readers.text().en.to_owned(),
            ]));
        }
    }
    page
}

/// One permission as a part of a sentence.
fn who(row: &Sight) -> String {
    let offices: Vec<&str> = row.reads_as.iter().map(|r| r.text().en).collect();
    let roles: Vec<String> = row
        .roles
        .iter()
        .map(|r| r.code().replace('_', " "))
        .collect();
    let roles = if roles.is_empty() {
        "every role".to_owned()
    } else {
        roles.join(", ")
    };
    format!("{} ({roles}) {}", offices.join(" and "), row.open.text().en)
}
