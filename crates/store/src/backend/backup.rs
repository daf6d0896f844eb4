//! A copy of a SQLite database while it is used.
//!
//! Owns: that the copy is whole, opens as a database, belongs to its owner only, and that nothing is written over.
//! PostgreSQL has programs of its own for this.

use std::fs::File;
use std::io;
use std::path::Path;

use diesel::prelude::*;
use diesel::sql_types::Text;

use super::conn::{Link, Purpose};
use super::migrate::{new_file, schema_state};
use super::store::Options;
use super::url::DatabaseUrl;
use crate::error::StoreError;

/// Copies the database into a new file, as of one moment, beside whoever writes to it (`VACUUM INTO`).
/// Gives the size of the copy in bytes.
///
/// # Errors
/// [`StoreError::Create`] when the file is there already or cannot be made; those of the database, and then no
/// file is left. On PostgreSQL [`StoreError::NotForServers`].
pub fn backup(url: &DatabaseUrl, to: &Path) -> Result<u64, StoreError> {
    let DatabaseUrl::Sqlite { .. } = url else {
        return Err(StoreError::NotForServers);
    };
    let failed = |error: &io::Error| StoreError::Create {
        path: to.to_owned(),
        cause: error.kind(),
    };
    // Looked at first, so that no empty file is left where there is nothing to copy.
    schema_state(url)?;
    // Made before it is filled: never over another file, and readable for its owner only. SQLite takes an empty
    // file for a new one.
    new_file(to).map_err(|e| failed(&e))?;
    let copied = copy(url, to).and_then(|()| {
        let file = File::open(to).map_err(|e| failed(&e))?;
        file.sync_all().map_err(|e| failed(&e))?;
        let size = file.metadata().map_err(|e| failed(&e))?.len();
        whole(to)?;
        Ok(size)
    });
    if copied.is_err() {
        // What went wrong first is the better answer.
        let _ = std::fs::remove_file(to);
    }
    copied
}

fn copy(url: &DatabaseUrl, to: &Path) -> Result<(), StoreError> {
    let name = to.to_str().ok_or(StoreError::Create {
        path: to.to_owned(),
        cause: io::ErrorKind::InvalidFilename,
    })?;
    let mut link = Link::open(url, Purpose::Migration, Options::default().limits())?;
    diesel::sql_query("VACUUM INTO ?")
        .bind::<Text, _>(name)
        .execute(&mut link.conn)?;
    Ok(())
}

#[derive(QueryableByName)]
struct Check {
    #[diesel(sql_type = Text)]
    answer: String,
}

/// Whether a SQLite file is whole, asked of SQLite itself.
///
/// # Errors
/// [`StoreError::Migration`] where it is not; those of opening it.
pub fn check(url: &DatabaseUrl) -> Result<(), StoreError> {
    match url {
        DatabaseUrl::Sqlite { path, .. } => whole(path),
        DatabaseUrl::Postgres(_) => Err(StoreError::NotForServers),
    }
}

/// The copy opens, and SQLite finds nothing wrong in it.
fn whole(path: &Path) -> Result<(), StoreError> {
    let url = DatabaseUrl::Sqlite {
        path: path.to_owned(),
        explicit: true,
    };
    let mut link = Link::open(&url, Purpose::Pooled, Options::default().limits())?;
    let checks: Vec<Check> =
        diesel::sql_query("SELECT integrity_check AS answer FROM pragma_integrity_check")
            .load(&mut link.conn)?;
    match checks.first() {
        Some(check) if check.answer == "ok" => Ok(()),
        _ => Err(StoreError::Migration {
            cause: "the copy is damaged".to_owned(),
        }),
    }
}
