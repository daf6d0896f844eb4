//! JSON Pointers (RFC 6901) to faulty fields, and what of a caller's own keys may be shown in them.

use std::borrow::Cow;

use netralitas_app::error::FieldError;
use validator::{ValidationErrors, ValidationErrorsKind};

/// Appends one segment, escaped.
pub(super) fn push(pointer: &mut String, segment: &str) {
    pointer.push('/');
    for part in segment.chars() {
        match part {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// The pointer of one more segment below `parent`.
pub(super) fn below(parent: &str, segment: &str) -> String {
    let mut pointer = parent.to_owned();
    push(&mut pointer, segment);
    pointer
}

/// What of a caller's key may go into an answer or a log: a plain short name, else `?`. A key can hold
/// what should have been a value, such as an identity number, a receipt or a token: many digits, or many capitals.
pub(super) fn shown(key: &str) -> &str {
    let plain = (1..=64).contains(&key.len())
        && key
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'$'))
        && key.bytes().filter(u8::is_ascii_digit).count() <= 4
        && key.bytes().filter(u8::is_ascii_uppercase).count() <= 4;
    if plain { key } else { "?" }
}

/// Whether `pointer` is `ancestor` or stands below it.
pub(super) fn is_within(pointer: &str, ancestor: &str) -> bool {
    pointer
        .strip_prefix(ancestor)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// All of a validator's findings as pointers and codes, in the order of the pointers. The validator's
/// own value holds the rejected input; that part is left behind here.
#[must_use]
pub fn validation_errors(found: &ValidationErrors) -> Vec<FieldError> {
    let mut errors = Vec::new();
    collect(found, "", &mut errors);
    errors.sort_by(|a, b| (&a.pointer, &a.code).cmp(&(&b.pointer, &b.code)));
    errors
}

fn collect(found: &ValidationErrors, parent: &str, errors: &mut Vec<FieldError>) {
    for (field, kind) in found.errors() {
        // The validator's name for rules about the whole struct.
        let pointer = if field == "__all__" {
            parent.to_owned()
        } else {
            below(parent, field)
        };
        match kind {
            ValidationErrorsKind::Struct(inner) => collect(inner, &pointer, errors),
            ValidationErrorsKind::List(items) => {
                for (index, inner) in items {
                    collect(inner, &below(&pointer, &index.to_string()), errors);
                }
            }
            ValidationErrorsKind::Field(all) => errors.extend(
                all.iter()
                    .map(|error| FieldError::new(pointer.clone(), Cow::clone(&error.code))),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_escaped() {
        assert_eq!(below("/a", "b/c~d"), "/a/b~1c~0d");
    }

    #[test]
    fn only_plain_names_are_shown() {
        assert_eq!(shown("respondent_2"), "respondent_2");
        assert_eq!(shown("199001012020121001"), "?");
        assert_eq!(shown("Budi Santoso"), "?");
        assert_eq!(shown("respondentId"), "respondentId");
        assert_eq!(shown("ntr_EvmFfmNWuXaCOsheggETHQqNlQmntsLLMVCUCXdgEa"), "?");
        assert_eq!(shown("ABCDE-FGHJK"), "?");
        assert_eq!(shown(""), "?");
        assert_eq!(shown(&"a".repeat(65)), "?");
    }

    #[test]
    fn within_goes_by_whole_segments() {
        assert!(is_within("/a/b", "/a") && is_within("/a", "/a") && is_within("/a", ""));
        assert!(!is_within("/ab", "/a"));
    }
}
