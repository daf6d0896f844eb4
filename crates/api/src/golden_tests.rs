//! Holds the generated files of this crate: the OpenAPI document, the list of operations, the error page,
//! the page of the forms.
//! `EXPECTORATE=overwrite` writes them anew.

use std::{env, fs, path::PathBuf};

fn hold(name: &str, text: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(name);
    if env::var("EXPECTORATE").is_ok_and(|v| v == "overwrite") {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        return;
    }
    let held = fs::read_to_string(&path).unwrap_or_default();
    let line = held
        .lines()
        .zip(text.lines())
        .position(|(a, b)| a != b)
        .map_or(0, |at| at + 1);
    assert!(
        held == text,
        "{name} is stale from line {line} on: run `make golden` and look at what changed"
    );
}

#[test]
fn golden_document() {
    hold("openapi/openapi.json", &crate::openapi::text());
}

#[test]
fn golden_operations() {
    hold("openapi/operations.txt", &crate::openapi::operation_lines());
}

#[test]
fn golden_errors() {
    hold("docs/errors.md", &crate::problems_table::errors_page());
}

#[test]
fn golden_forms() {
    use netralitas_domain::procedure::{forms, render};
    let fields = forms::fields().unwrap();
    hold("docs/forms.md", &render::forms_page(&fields));
}
