//! What the database layer may answer instead of a value.
//!
//! Owns: [`StoreError`] and what of a database's message may be shown. Must not know:
//! HTTP, the rules of the procedure. No text here holds a secret or a stored value.

use std::fmt;
use std::path::PathBuf;

use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error as DieselError};

use crate::backend::quirks;
use crate::backend::url::UrlError;

/// Why a read, a write or a migration gave no value.
#[derive(thiserror::Error)]
pub enum StoreError {
    /// No place was free in time, or a lock was not given in time. Nothing was written; try again.
    #[error("the database is busy")]
    Busy,
    /// It ran longer than allowed and was stopped. Nothing was written.
    #[error("the database work ran longer than allowed")]
    TooSlow,
    /// A value that must be unique is already there.
    #[error("{table}.{column} must be unique")]
    Unique {
        /// The table.
        table: String,
        /// Its column, or its columns joined by `_`.
        column: String,
    },
    /// Somebody else changed the row since it was read.
    #[error("the record was changed meanwhile")]
    Stale,
    /// A stored value that this program cannot have written.
    #[error("{table}.{column} holds an unreadable value in row {row}")]
    Inconsistency {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The row's id.
        row: String,
    },
    /// The server or the file cannot be opened.
    #[error("cannot connect to the database: {cause}")]
    Unreachable {
        /// What the database library said, without the password.
        cause: String,
    },
    /// The named SQLite file does not exist.
    #[error("the database file {path} does not exist; `netralitas migrate` creates it")]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// The address of the database is refused.
    #[error(transparent)]
    Url(#[from] UrlError),
    /// The database has no tables yet.
    #[error("the database is empty; run `netralitas migrate`")]
    SchemaEmpty,
    /// The tables are older than this program.
    #[error("the database is older than this program; run `netralitas migrate` (pending: {})", pending.join(", "))]
    SchemaOlder {
        /// Versions of the migrations that are missing.
        pending: Vec<String>,
    },
    /// The tables are newer than this program.
    #[error(
        "the database is newer than this program, which is {} (unknown: {}); use {}, which migrated it, or a later one",
        env!("CARGO_PKG_VERSION"), unknown.join(", "),
        program.as_ref().map_or_else(|| "the program".to_owned(), |p| format!("netralitas {p}"))
    )]
    SchemaNewer {
        /// Versions of the migrations this program does not know.
        unknown: Vec<String>,
        /// The version of the program that migrated it, where it wrote it down.
        program: Option<String>,
    },
    /// Asked of a PostgreSQL server what only a file can do.
    #[error("this is for SQLite files; a PostgreSQL server has programs of its own for it")]
    NotForServers,
    /// A migration failed; the database is as before.
    #[error("the migration failed and was undone: {cause}")]
    Migration {
        /// What the database said.
        cause: String,
    },
    /// The disk, or the space given to the database, is full. Nothing was written.
    #[error("the storage of the database is full")]
    StorageFull,
    /// The transaction ended under the work. Nothing was written.
    #[error("the database ended the transaction")]
    TransactionLost,
    /// The work panicked. Nothing was written.
    #[error("the database work stopped by a panic")]
    Panicked,
    /// The connection broke during commit, so it is not known whether it was written;
    /// repeating it with the same idempotency key is safe.
    #[error("the connection broke during commit")]
    CommitUnknown,
    /// The store is being closed. Nothing was written.
    #[error("the database is being closed")]
    Closed,
    /// The database file or its folder cannot be made.
    #[error("cannot create the database file {path}: {cause}")]
    Create {
        /// The file.
        path: PathBuf,
        /// The kind of failure.
        cause: std::io::ErrorKind,
    },
    /// Anything else the database refused.
    #[error("database error: {}", described(.0))]
    Db(DieselError),
}

/// Like `Display`: the messages inside may hold stored values.
impl fmt::Debug for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoreError({self})")
    }
}

impl From<DieselError> for StoreError {
    fn from(error: DieselError) -> Self {
        if let Some((table, column)) = quirks::unique_target(&error) {
            return Self::Unique { table, column };
        }
        let DieselError::DatabaseError(kind, info) = &error else {
            return Self::Db(error);
        };
        match kind {
            DatabaseErrorKind::SerializationFailure => Self::Busy,
            DatabaseErrorKind::Unknown => {
                let known = match info.message() {
                    "database is locked"
                    | "database table is locked"
                    | "deadlock detected"
                    | "canceling statement due to lock timeout" => Some(Self::Busy),
                    "interrupted" | "canceling statement due to statement timeout" => {
                        Some(Self::TooSlow)
                    }
                    "database or disk is full" => Some(Self::StorageFull),
                    _ => None,
                };
                known.unwrap_or(Self::Db(error))
            }
            _ => Self::Db(error),
        }
    }
}

/// A database error in words that hold names of tables and columns, but no stored value.
pub(crate) fn described(error: &DieselError) -> String {
    match error {
        DieselError::DatabaseError(DatabaseErrorKind::Unknown, info) => {
            without_values(info.message())
        }
        DieselError::DatabaseError(kind, info) => {
            let place = named(&**info);
            format!("{}{place}", kind_text(kind))
        }
        DieselError::NotFound => "no such row".to_owned(),
        DieselError::DeserializationError(_) => "a stored value cannot be read".to_owned(),
        DieselError::SerializationError(_) => "a value cannot be stored".to_owned(),
        DieselError::RollbackErrorOnCommit { commit_error, .. } => described(commit_error),
        DieselError::QueryBuilderError(_) => "the query cannot be built".to_owned(),
        DieselError::InvalidCString(_) => "the query holds a NUL".to_owned(),
        other => other.to_string(),
    }
}

fn kind_text(kind: &DatabaseErrorKind) -> &'static str {
    match kind {
        DatabaseErrorKind::UniqueViolation => "unique violation",
        DatabaseErrorKind::ForeignKeyViolation => "foreign key violation",
        DatabaseErrorKind::UnableToSendCommand => "the command cannot be sent",
        DatabaseErrorKind::SerializationFailure => "serialization failure",
        DatabaseErrorKind::ReadOnlyTransaction => "write in a read-only transaction",
        DatabaseErrorKind::RestrictViolation => "restrict violation",
        DatabaseErrorKind::NotNullViolation => "not null violation",
        DatabaseErrorKind::CheckViolation => "check violation",
        DatabaseErrorKind::ExclusionViolation => "exclusion violation",
        DatabaseErrorKind::ClosedConnection => "the connection was closed",
        _ => "refused",
    }
}

fn named(info: &(dyn DatabaseErrorInformation + Send + Sync)) -> String {
    let parts = [
        info.constraint_name(),
        info.table_name(),
        info.column_name(),
    ];
    let names: Vec<&str> = parts.into_iter().flatten().collect();
    if names.is_empty() {
        // SQLite names the place in its message, and never a value.
        let message = info.message();
        match message.split_once("constraint failed: ") {
            Some((_, place)) => format!(" ({place})"),
            None => String::new(),
        }
    } else {
        format!(" ({})", names.join(", "))
    }
}

/// The message with every quoted piece taken out that may be a value: both databases put
/// values behind `: `, `near ` or `value `; names of tables stand behind other words.
pub(crate) fn without_values(message: &str) -> String {
    let mut shown = String::with_capacity(message.len());
    for (index, piece) in message.split('"').enumerate() {
        let quoted = index % 2 == 1;
        if !quoted {
            shown.push_str(piece);
        } else if [": ", "near ", "value ", "value: "]
            .iter()
            .any(|mark| shown.ends_with(mark))
        {
            shown.push('…');
        } else {
            shown.push('"');
            shown.push_str(piece);
            shown.push('"');
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::without_values;

    #[test]
    fn values_are_taken_out_and_names_stay() {
        for (message, shown) in [
            (
                "invalid input syntax for type uuid: \"Budi\"",
                "invalid input syntax for type uuid: …",
            ),
            (
                "value \"19800101\" is out of range for type integer",
                "value … is out of range for type integer",
            ),
            (
                "fts5: syntax error near \"Budi\"",
                "fts5: syntax error near …",
            ),
            (
                "relation \"cases\" does not exist",
                "relation \"cases\" does not exist",
            ),
            ("no such table: cases", "no such table: cases"),
        ] {
            assert_eq!(without_values(message), shown);
        }
    }
}
