//! Making and changing the tables.
//!
//! Owns: the embedded migrations, what state a database is in, and that a run of them is
//! all or nothing. Must not know: what the tables mean.

use std::fs::OpenOptions;
use std::io;
use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::conn::{DbConn, Link, MultiBackend, Purpose};
use super::store::Options;
use super::tx::Write;
use super::url::DatabaseUrl;
use crate::error::{StoreError, without_values};

const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");

/// Held while migrating on PostgreSQL; any number that nobody else uses.
const ADVISORY_LOCK: &str = "SELECT pg_advisory_xact_lock(4711072022)";

/// How the tables stand to this program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemaState {
    /// No migration has run.
    Empty,
    /// All migrations have run.
    Current,
    /// Some have not.
    Older {
        /// Their versions, in order.
        pending: Vec<String>,
    },
    /// Some have run that this program does not know.
    Newer {
        /// Their versions, in order.
        unknown: Vec<String>,
    },
}

/// Looks, without changing anything, which migrations have run.
///
/// # Errors
/// [`StoreError::Missing`], [`StoreError::Unreachable`].
pub fn schema_state(url: &DatabaseUrl) -> Result<SchemaState, StoreError> {
    let mut link = Link::open(url, Purpose::Pooled, Options::default().limits())?;
    state_of(&mut link.conn, url)
}

/// Runs all pending migrations in one transaction. Several programs may do so at once: one
/// works, the others wait and find nothing left. Creates the SQLite file when `create`, or
/// when nobody named it.
///
/// # Errors
/// [`StoreError::Migration`] (the database is then as before), [`StoreError::SchemaNewer`],
/// [`StoreError::Missing`], [`StoreError::Unreachable`].
pub fn migrate(url: &DatabaseUrl, create: bool) -> Result<(), StoreError> {
    if create
        || matches!(
            url,
            DatabaseUrl::Sqlite {
                explicit: false,
                ..
            }
        )
    {
        create_file(url)?;
    }
    alone(url, |conn| {
        if let SchemaState::Newer { unknown } = state_of(conn, url)? {
            let program = program_of(conn);
            return Err(StoreError::SchemaNewer { unknown, program });
        }
        let done: Vec<String> = conn
            .run_pending_migrations(source(url))
            .map_err(failed)?
            .iter()
            .map(ToString::to_string)
            .collect();
        if !done.is_empty() {
            diesel::sql_query(
                "INSERT INTO meta (key, value) VALUES ('program_version', $1) \
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            )
            .bind::<Text, _>(env!("CARGO_PKG_VERSION"))
            .execute(conn)?;
            crate::refold::refold(&mut Write::new(conn))?;
            crate::figures::enter_older(&mut Write::new(conn))?;
        }
        for version in done {
            tracing::info!(%version, "migrated");
        }
        Ok(())
    })
}

/// The version of the program that last changed the tables, where it wrote it down.
#[must_use]
pub fn migrated_by(url: &DatabaseUrl) -> Option<String> {
    let mut link = Link::open(url, Purpose::Pooled, Options::default().limits()).ok()?;
    program_of(&mut link.conn)
}

fn program_of(conn: &mut DbConn) -> Option<String> {
    #[derive(QueryableByName)]
    struct Program {
        #[diesel(sql_type = Text)]
        value: String,
    }
    let found: Option<Program> =
        diesel::sql_query("SELECT value FROM meta WHERE key = 'program_version'")
            .get_result(conn)
            .ok();
    found.map(|p| p.value)
}

/// The names of the migrations that this program has for a database, in order: version, then what it does.
///
/// # Errors
/// [`StoreError::Migration`] when they cannot be read, which a test rules out.
pub fn names(url: &DatabaseUrl) -> Result<Vec<String>, StoreError> {
    use diesel::migration::MigrationSource;
    let known = MigrationSource::<MultiBackend>::migrations(&source(url)).map_err(failed)?;
    let mut names: Vec<String> = known.iter().map(|m| m.name().to_string()).collect();
    names.sort_unstable();
    Ok(names)
}

/// Undoes all migrations. **Destroys all data**; for development and tests.
///
/// # Errors
/// As [`migrate`].
pub fn revert_all(url: &DatabaseUrl) -> Result<(), StoreError> {
    alone(url, |conn| {
        conn.revert_all_migrations(source(url)).map_err(failed)?;
        Ok(())
    })
}

/// Makes the empty file, readable for its owner only; does nothing when it is there.
pub(crate) fn create_file(url: &DatabaseUrl) -> Result<(), StoreError> {
    let DatabaseUrl::Sqlite { path, .. } = url else {
        return Ok(());
    };
    match new_file(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(StoreError::Create {
            path: path.clone(),
            cause: error.kind(),
        }),
    }
}

pub(super) fn new_file(path: &Path) -> io::Result<()> {
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        std::fs::create_dir_all(folder)?;
    }
    let mut how = OpenOptions::new();
    how.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut how, 0o600);
    how.open(path).map(drop)
}

/// Runs `work` while no other program migrates, and commits it as a whole.
fn alone(
    url: &DatabaseUrl,
    work: impl FnOnce(&mut DbConn) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut link = Link::open(url, Purpose::Migration, Options::default().limits())?;
    link.begin_write()?;
    if matches!(url, DatabaseUrl::Postgres(_)) {
        link.conn.batch_execute(ADVISORY_LOCK)?;
    }
    let done = work(&mut link.conn).and_then(|()| keys_hold(&mut link.conn, url));
    match done {
        Ok(()) => Ok(link.commit()?),
        Err(error) => {
            // Dropping the connection ends the transaction too, should this fail.
            let _ = link.rollback();
            Err(error)
        }
    }
}

fn source(url: &DatabaseUrl) -> EmbeddedMigrations {
    match url {
        DatabaseUrl::Sqlite { .. } => SQLITE,
        DatabaseUrl::Postgres(_) => POSTGRES,
    }
}

fn failed(error: Box<dyn std::error::Error + Send + Sync>) -> StoreError {
    StoreError::Migration {
        cause: without_values(&error.to_string()),
    }
}

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

#[derive(QueryableByName)]
struct Applied {
    #[diesel(sql_type = Text)]
    version: String,
}

fn state_of(conn: &mut DbConn, url: &DatabaseUrl) -> Result<SchemaState, StoreError> {
    let present = match url {
        DatabaseUrl::Sqlite { .. } => {
            "SELECT count(*) AS number FROM sqlite_master WHERE type = 'table' AND name = '__diesel_schema_migrations'"
        }
        DatabaseUrl::Postgres(_) => {
            "SELECT count(to_regclass('__diesel_schema_migrations')) AS number"
        }
    };
    let table: Count = diesel::sql_query(present).get_result(conn)?;
    if table.number == 0 {
        return Ok(SchemaState::Empty);
    }
    let applied: Vec<Applied> =
        diesel::sql_query("SELECT version FROM __diesel_schema_migrations ORDER BY version")
            .load(conn)?;
    if applied.is_empty() {
        return Ok(SchemaState::Empty);
    }
    let applied: Vec<String> = applied.into_iter().map(|row| row.version).collect();
    let known = versions(url)?;
    let missing = |of: &[String], among: &[String]| -> Vec<String> {
        of.iter()
            .filter(|version| !among.contains(version))
            .cloned()
            .collect()
    };
    let unknown = missing(&applied, &known);
    let pending = missing(&known, &applied);
    Ok(if !unknown.is_empty() {
        SchemaState::Newer { unknown }
    } else if !pending.is_empty() {
        SchemaState::Older { pending }
    } else {
        SchemaState::Current
    })
}

/// The versions this program knows, in order.
fn versions(url: &DatabaseUrl) -> Result<Vec<String>, StoreError> {
    use diesel::migration::MigrationSource;
    let known = MigrationSource::<MultiBackend>::migrations(&source(url)).map_err(failed)?;
    let mut versions: Vec<String> = known
        .iter()
        .map(|migration| migration.name().version().to_string())
        .collect();
    versions.sort_unstable();
    Ok(versions)
}

/// SQLite did not watch foreign keys while tables were rebuilt, so they are checked once.
fn keys_hold(conn: &mut DbConn, url: &DatabaseUrl) -> Result<(), StoreError> {
    if matches!(url, DatabaseUrl::Postgres(_)) {
        return Ok(());
    }
    let broken: Count =
        diesel::sql_query("SELECT count(*) AS number FROM pragma_foreign_key_check")
            .get_result(conn)?;
    if broken.number > 0 {
        return Err(StoreError::Migration {
            cause: format!("{} rows would refer to nothing", broken.number),
        });
    }
    Ok(())
}
