//! One file per command; each takes its arguments and the configuration and does its work.

pub mod account;
pub mod backup;
pub mod check_config;
pub mod client;
pub mod docs;
pub mod erasures;
pub mod files;
pub mod generate;
pub mod health;
pub mod keys;
mod master_key;
pub mod migrate;
pub mod office;
pub mod openapi;
pub mod password;
pub mod replay;
pub mod restore;
pub mod retention;
pub mod search;
pub mod serve;
pub mod term;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use netralitas_app::error::AppError;
use netralitas_domain::vocabulary::Word;

/// How a command ends: the error is shown to the person at the terminal, with its causes.
pub type Outcome = Result<(), Box<dyn std::error::Error>>;

/// A refusal in words for the person at the terminal.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub String);

/// What a use case refused, in words for the person at the terminal.
#[must_use]
pub fn explain(error: AppError) -> Box<dyn std::error::Error> {
    match error {
        AppError::Invalid(fields) => {
            let all: Vec<String> = fields
                .iter()
                .map(|f| format!("{}: {}", f.pointer, f.code))
                .collect();
            Refused(all.join("; ")).into()
        }
        AppError::Refused(refused) => {
            Refused(format!("{}: {}", refused.reason, refused.text.en)).into()
        }
        AppError::Conflict { pointer } => Refused(format!("{pointer}: taken already")).into(),
        other => other.into(),
    }
}

/// Reads a word of a closed list by its code.
#[must_use]
pub fn one_of<W: Word + Send + Sync>() -> impl TypedValueParser<Value = W> {
    let values = W::ALL
        .iter()
        .map(|w| PossibleValue::new(w.code()).help(w.text().en));
    PossibleValuesParser::new(values).try_map(|code: String| W::from_code(&code).ok_or("unknown"))
}
