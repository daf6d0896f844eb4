use std::{collections::BTreeSet, fs, path::Path};

use super::*;

#[test]
fn every_refusal_has_a_code_and_texts_of_its_own() {
    let mut seen = BTreeSet::new();
    for refusal in refusals() {
        let (code, text) = (refusal.code(), refusal.text());
        assert!(seen.insert(code), "{code} twice");
        for text in [text.id, text.en] {
            assert!(text.len() > 8 && !text.contains('|'), "{code}: {text}");
        }
        assert_ne!(text.id, text.en, "{code}");
    }
}

#[test]
fn every_kind_of_refusal_is_listed() {
    // Exhaustive: a new kind does not compile here until it is counted.
    let place = |refusal: &Refusal| match refusal {
        Refusal::RoleMissing => 0,
        Refusal::WrongOffice => 1,
        Refusal::OfficeActsItself => 2,
        Refusal::NotInThisLaw => 4,
        Refusal::StepNotAllowed { ended: false, .. } => 5,
        Refusal::StepNotAllowed { ended: true, .. } => 6,
        Refusal::Guard { .. } => 3,
        Refusal::Unfit(_) => 7,
        Refusal::TooEarly { .. } => 8,
        Refusal::StepMissing { .. } => 9,
        Refusal::HistoricRightMissing => 10,
    };
    let found: BTreeSet<i32> = refusals().iter().map(place).collect();
    assert_eq!(found, (0..11).collect());
}

#[test]
fn the_page_lists_every_code_once() {
    let page = errors_page();
    let part = |title: &str| {
        let (_, rest) = page.split_once(&format!("\n## {title}\n")).unwrap();
        rest.split("\n## ").next().unwrap().to_owned()
    };
    let once = |title: &str, code: &str| {
        assert_eq!(
            part(title).matches(&format!("\n| `{code}` |")).count(),
            1,
            "{title}: {code}"
        )
    };
    PROBLEMS.iter().for_each(|row| once("Problems", row.code));
    refusals()
        .iter()
        .for_each(|refusal| once("Refusals of the rules", refusal.code()));
    FIELD_TEXTS
        .iter()
        .for_each(|row| once("Field errors", row.code));
    super::warnings().for_each(|row| once("Warnings", row.0));
}

/// The last text in the argument list that starts at `rest`: the code, where it is written out.
fn last_text(rest: &str) -> Option<&str> {
    let mut depth = 1;
    let mut end = rest.len();
    for (at, sign) in rest.char_indices() {
        depth += match sign {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        if depth == 0 {
            end = at;
            break;
        }
    }
    let mut parts = rest[..end].rsplit('"');
    let after = parts.next()?;
    let text = parts.next()?;
    after
        .trim()
        .trim_matches(',')
        .trim()
        .is_empty()
        .then_some(text)
}

fn sources(folder: &Path, take: &mut dyn FnMut(&str)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            sources(&path, take);
        } else if name.ends_with(".rs") && !name.ends_with("tests.rs") {
            let text = fs::read_to_string(&path).unwrap();
            take(text.split("#[cfg(test)]\nmod tests").next().unwrap());
        }
    }
}

#[test]
fn every_problem_of_the_table_can_be_answered() {
    let mut used = String::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut |text| used.push_str(text),
    );
    for code in crate::problem::Code::ALL {
        let name = format!("Code::{code:?}");
        let told = used
            .split(&name)
            .skip(1)
            .any(|rest| !rest.starts_with(char::is_alphanumeric));
        assert!(told, "nothing answers with {name}");
    }
}

#[test]
fn every_code_in_the_program_has_a_text() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut fields, mut warnings) = (BTreeSet::new(), BTreeSet::new());
    for folder in [root.join("src"), root.join("../app/src")] {
        sources(&folder, &mut |text| {
            for call in [
                "FieldError::new(",
                "AppError::field(",
                "ValidationError::new(",
            ] {
                fields.extend(
                    text.split(call)
                        .skip(1)
                        .filter_map(last_text)
                        .map(str::to_owned),
                );
            }
            warnings.extend(
                text.split("warnings.push(")
                    .skip(1)
                    .filter_map(last_text)
                    .map(str::to_owned),
            );
        });
    }
    use netralitas_app::accounts::passwords::PolicyBreach as Breach;
    let breaches = [
        Breach::TooShort,
        Breach::TooLong,
        Breach::ControlCharacter,
        Breach::TooPlain,
    ];
    fields.extend(breaches.map(|breach| breach.code().to_owned()));
    assert!(
        fields.len() > 15 && !warnings.is_empty(),
        "{fields:?} {warnings:?}"
    );
    for code in fields {
        assert!(
            FIELD_TEXTS.iter().any(|row| row.code == code),
            "field error {code} has no text"
        );
    }
    for code in warnings {
        assert!(
            super::warnings().any(|row| row.0 == code),
            "warning {code} has no text"
        );
    }
}
