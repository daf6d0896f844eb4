//! Refusals and errors of steps in words.

use netralitas_api::problem::Problem;
use netralitas_app::error::{AppError, FieldError};

/// A body that cannot be read, with its fields.
pub(crate) fn misread(problem: &Problem) -> String {
    let fields = fields_of(problem.errors());
    if fields.is_empty() {
        problem.to_string()
    } else {
        format!("{problem}: {fields}")
    }
}

/// Fields that cannot be taken, by pointer and code.
pub(crate) fn fields_of(errors: &[FieldError]) -> String {
    errors
        .iter()
        .map(|e| format!("{} {}", e.pointer, e.code))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The stable code of a refusal.
pub(crate) fn code_of(error: &AppError) -> String {
    match error {
        AppError::Refused(refused) => refused.reason.to_string(),
        AppError::Invalid(fields) => fields
            .first()
            .map_or_else(String::new, |f| f.code.to_string()),
        AppError::NotFound => "not_found".to_owned(),
        AppError::Stale { .. } => "stale".to_owned(),
        other => other.to_string(),
    }
}

/// An error in words for whoever plays the story.
pub(crate) fn told(error: &AppError) -> String {
    match error {
        AppError::Refused(refused) => format!("{}: {}", refused.reason, refused.text.en),
        AppError::Invalid(fields) => fields_of(fields),
        AppError::Internal(cause) => format!("internal error: {cause}"),
        other => other.to_string(),
    }
}
