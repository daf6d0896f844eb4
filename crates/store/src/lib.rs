//! The only crate that knows diesel: one set of queries for SQLite and PostgreSQL.
//!
//! [`backend`] owns connections, transactions, the grouped writer, migrations and everything in which the
//! two databases differ; [`error`] is what any of it may answer. One module per subject holds the queries:
//! the subject first, then the verb (`tracks::save`). Reads take [`backend::Read`], writes
//! [`backend::Write`]. Nothing above this crate knows which database is used.

pub mod access;
pub mod account_people;
pub mod accounts;
pub mod announced_reports;
pub mod approvals;
pub mod assignments;
pub mod backend;
pub mod book_rows;
pub mod calendar_feeds;
pub mod cases;
pub mod chains;
pub mod clients;
pub mod erase;
pub mod erase_words;
pub mod erasures;
pub mod error;
pub mod figures;
pub mod files;
pub mod former;
pub mod idempotency;
pub mod identities;
pub mod invitations;
pub mod journal;
pub mod keys;
pub mod law_changes;
pub mod meetings;
pub mod meta;
pub mod notes;
pub mod numbers;
pub mod office_lives;
pub mod offices;
pub mod papers;
pub mod parties;
pub mod persons;
pub mod references;
pub mod refold;
pub mod retention;
pub mod schema;
mod schema_accounts;
mod schema_beside;
mod schema_door;
mod schema_figures;
pub mod scope;
pub mod sealed;
pub mod search;
pub mod second_factors;
pub mod security_events;
pub mod sessions;
pub mod sign_in_tries;
pub mod splits;
pub mod texts;
pub mod ticket_questions;
pub mod tickets;
pub mod tracks;
pub mod unsealings;
pub mod views;

pub use backend::{DatabaseUrl, Options, Read, SchemaState, Store, Uid, Witness, Write};
pub use error::StoreError;

/// Reads a stored word; an unknown one is an inconsistency, never a default.
pub(crate) fn word<W: netralitas_domain::vocabulary::Word>(
    code: &str,
    table: &'static str,
    column: &'static str,
    row: impl ToString,
) -> Result<W, StoreError> {
    W::from_code(code).ok_or_else(|| StoreError::Inconsistency {
        table,
        column,
        row: row.to_string(),
    })
}

/// Reads stored JSON.
pub(crate) fn json<T: serde::de::DeserializeOwned>(
    text: &str,
    table: &'static str,
    column: &'static str,
    row: impl ToString,
) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Inconsistency {
        table,
        column,
        row: row.to_string(),
    })
}

/// Writes JSON; our own types always serialise.
pub(crate) fn to_json<T: serde::Serialize>(
    value: &T,
    table: &'static str,
    column: &'static str,
) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| StoreError::Inconsistency {
        table,
        column,
        row: "new".to_owned(),
    })
}
