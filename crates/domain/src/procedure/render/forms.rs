//! The page of the forms.

use super::{
    super::forms::{FORMS, FormField, Place},
    both, columns, head, line,
};

/// `forms.md`: every field of every form, and where it is kept.
#[must_use]
pub fn forms_page(fields: &[FormField]) -> String {
    let mut page = head("Formulir B.1-B.21 / Forms B.1-B.21");
    page.push_str(
        "\nThe forms of Perbawaslu 7/2022, read in full in its annex. *Where kept* names a schema of the API \
         document and its property; \"printed\" is text of the form itself; \"file\" is the scan of the paper, \
         where signatures and stamps are. Who reads what exactly is decided by the tables behind the reads.\n",
    );
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
