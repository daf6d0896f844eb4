//! Opening connections: the right way for each database, with the same session settings.
//!
//! Owns: [`DbConn`], pragmas and session variables, what counts as a broken connection.
//! Must not know: who borrows a connection, and for what.

use std::path::Path;
use std::time::Duration;

use diesel::connection::{
    AnsiTransactionManager, Connection, SimpleConnection, TransactionManager,
    TransactionManagerStatus,
};
use diesel::result::{ConnectionError, QueryResult};
use diesel::{PgConnection, SqliteConnection};

use super::raw::Control;
use super::url::{DatabaseUrl, PostgresUrl};
use super::witness::Witness;
use crate::error::{StoreError, described};

pub use generated::{DbConn, MultiBackend, MultiField, MultiRawValue, MultiRow};

mod generated {
    #![expect(
        missing_docs,
        clippy::disallowed_methods,
        reason = "most of this module is written by the derive"
    )]
    use super::{PgConnection, SqliteConnection};

    /// A connection to either database; queries written against it run on both.
    ///
    /// Made only by this module's parent: the derived `establish` would take any text for
    /// a file name and create that file.
    #[derive(diesel::MultiConnection)]
    pub enum DbConn {
        /// A PostgreSQL session.
        Pg(PgConnection),
        /// An open SQLite file.
        Sqlite(SqliteConnection),
    }
}

/// What a connection is for; decides its settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// One of the pool: on SQLite it can only read.
    Pooled,
    /// SQLite's only writing connection: commits only while its gate is open.
    Writer,
    /// Migrations: foreign keys are not enforced while tables are rebuilt, nothing times out.
    Migration,
}

/// The limits a session gets.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// How long to wait for the server to answer at all.
    pub(crate) connect: Duration,
    /// How long to wait for a row another transaction holds (PostgreSQL).
    pub(crate) lock: Duration,
    /// How long one statement (PostgreSQL) or one transaction's work (SQLite) may run.
    pub(crate) statement: Duration,
    /// The same for pages and searches.
    pub(crate) page: Duration,
    /// Who is told each statement.
    pub(crate) witness: Option<Witness>,
}

/// A connection with what belongs to it. The order of the fields is the order in which
/// they are dropped, which [`Control`] relies on.
pub(crate) struct Link {
    pub(crate) conn: DbConn,
    pub(crate) control: Option<Control>,
    /// Set when the connection must not be used again.
    pub(crate) broken: bool,
    limits: Limits,
}

impl Link {
    /// Opens a connection.
    ///
    /// # Errors
    /// [`StoreError::Missing`] for a SQLite file that is not there,
    /// [`StoreError::Unreachable`] with the database's own reason.
    pub(crate) fn open(
        url: &DatabaseUrl,
        purpose: Purpose,
        limits: Limits,
    ) -> Result<Self, StoreError> {
        let mut link = match url {
            DatabaseUrl::Sqlite { path, .. } => open_sqlite(path, purpose, limits)?,
            DatabaseUrl::Postgres(url) => open_postgres(url, purpose, limits)?,
        };
        if let Some(witness) = limits.witness {
            link.conn.set_instrumentation(witness);
        }
        Ok(link)
    }

    /// Begins the transaction of a read: all its statements see the same state.
    pub(crate) fn begin_read(&mut self) -> QueryResult<()> {
        self.start_clock(self.limits.statement);
        match &mut self.conn {
            DbConn::Pg(conn) => AnsiTransactionManager::begin_transaction_sql(
                conn,
                "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            ),
            DbConn::Sqlite(conn) => {
                AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN DEFERRED")
            }
        }
    }

    /// [`Self::begin_read`] under the shorter limit for pages and searches.
    pub(crate) fn begin_page(&mut self) -> QueryResult<()> {
        self.start_clock(self.limits.page);
        match &mut self.conn {
            // One round trip; the limit ends with the transaction.
            DbConn::Pg(conn) => AnsiTransactionManager::begin_transaction_sql(
                conn,
                &format!(
                    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = {}",
                    self.limits.page.as_millis().max(1)
                ),
            ),
            DbConn::Sqlite(conn) => {
                AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN DEFERRED")
            }
        }
    }

    /// Begins the transaction of a write. On SQLite it takes the file's write lock at once:
    /// a reader that turned writer could not be given it later.
    pub(crate) fn begin_write(&mut self) -> QueryResult<()> {
        match &mut self.conn {
            DbConn::Pg(conn) => AnsiTransactionManager::begin_transaction_sql(
                conn,
                "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
            ),
            DbConn::Sqlite(conn) => {
                AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN IMMEDIATE")
            }
        }
    }

    /// Commits the outermost transaction, or releases the innermost savepoint.
    pub(crate) fn commit(&mut self) -> QueryResult<()> {
        <DbConn as TransactionManager<DbConn>>::commit_transaction(&mut self.conn)
    }

    /// Rolls the innermost transaction or savepoint back.
    pub(crate) fn rollback(&mut self) -> QueryResult<()> {
        <DbConn as TransactionManager<DbConn>>::rollback_transaction(&mut self.conn)
    }

    /// Opens a savepoint in the transaction.
    pub(crate) fn savepoint(&mut self) -> QueryResult<()> {
        <DbConn as TransactionManager<DbConn>>::begin_transaction(&mut self.conn)
    }

    /// How deep diesel believes to be in transactions; `None` when it lost count.
    pub(crate) fn depth(&mut self) -> Option<u32> {
        <DbConn as TransactionManager<DbConn>>::transaction_manager_status_mut(&mut self.conn)
            .transaction_depth()
            .ok()
            .map(|depth| depth.map_or(0, std::num::NonZeroU32::get))
    }

    /// Whether the transaction can no longer commit: PostgreSQL would answer `COMMIT` with
    /// success and roll back, when an earlier error was swallowed.
    pub(crate) fn is_aborted(&mut self) -> bool {
        let status =
            <DbConn as TransactionManager<DbConn>>::transaction_manager_status_mut(&mut self.conn);
        match status {
            TransactionManagerStatus::Valid(valid) => valid
                .in_transaction
                .as_ref()
                .is_none_or(|open| open.requires_rollback_maybe_up_to_top_level),
            TransactionManagerStatus::InError => true,
        }
    }

    /// Lets SQLite's work run for the time that is allowed to a write from now on.
    pub(crate) fn start_write_clock(&self) {
        self.start_clock(self.limits.statement);
    }

    fn start_clock(&self, limit: Duration) {
        if let Some(control) = &self.control {
            control.limit(Some(limit));
        }
    }

    /// Lets SQLite's work run without limit.
    pub(crate) fn stop_clock(&self) {
        if let Some(control) = &self.control {
            control.limit(None);
        }
    }

    /// Whether the pool must throw this connection away.
    pub(crate) fn is_broken(&mut self) -> bool {
        self.broken || std::thread::panicking() || self.depth() != Some(0)
    }
}

fn open_sqlite(path: &Path, purpose: Purpose, limits: Limits) -> Result<Link, StoreError> {
    if !path.exists() {
        return Err(StoreError::Missing {
            path: path.to_path_buf(),
        });
    }
    let (mut conn, control) = Control::open(&file_address(path)?).map_err(unreachable)?;
    // One by one and in this order: the later ones already need the waiting time.
    let foreign_keys = match purpose {
        Purpose::Migration => "PRAGMA foreign_keys = OFF",
        Purpose::Pooled | Purpose::Writer => "PRAGMA foreign_keys = ON",
    };
    let pragmas = [
        "PRAGMA busy_timeout = 5000",
        "PRAGMA journal_mode = WAL",
        // A legal record: with NORMAL a power cut may lose acknowledged commits.
        "PRAGMA synchronous = FULL",
        foreign_keys,
        // What is deleted is overwritten with zeros: the files hold names.
        "PRAGMA secure_delete = ON",
        "PRAGMA trusted_schema = OFF",
        "PRAGMA cache_size = -8000",
    ];
    for pragma in pragmas {
        conn.batch_execute(pragma).map_err(refused)?;
    }
    match purpose {
        Purpose::Pooled => conn
            .batch_execute("PRAGMA query_only = ON")
            .map_err(refused)?,
        Purpose::Writer => control.close_gate(true),
        Purpose::Migration => {}
    }
    Ok(Link {
        conn: DbConn::Sqlite(conn),
        control: Some(control),
        broken: false,
        limits,
    })
}

/// The file as a URI, so that SQLite itself refuses to create it.
fn file_address(path: &Path) -> Result<String, StoreError> {
    use std::fmt::Write as _;
    let text = path.to_str().ok_or_else(|| StoreError::Unreachable {
        cause: "the name of the database file is not UTF-8".to_owned(),
    })?;
    let mut address = String::from("file:");
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/._-~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address.push_str("?mode=rw");
    Ok(address)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one home of PostgreSQL connections"
)]
fn open_postgres(url: &PostgresUrl, purpose: Purpose, limits: Limits) -> Result<Link, StoreError> {
    let hide = |text: String| StoreError::Unreachable {
        cause: url.scrub(&text),
    };
    let mut conn = PgConnection::establish(&url.reveal(limits.connect.as_secs().max(1)))
        .map_err(|error| hide(error.to_string()))?;
    let (lock, statement) = match purpose {
        Purpose::Migration => (0, 0),
        Purpose::Pooled | Purpose::Writer => {
            (limits.lock.as_millis(), limits.statement.as_millis())
        }
    };
    // Statements are kept prepared and look for few rows by key; planning each anew costs more than running it.
    let settings = format!(
        "SET plan_cache_mode = force_generic_plan; SET lock_timeout = {lock}; SET statement_timeout = {statement}; \
         SET idle_in_transaction_session_timeout = {idle}; SET TIME ZONE 'UTC'",
        idle = statement.saturating_mul(2),
    );
    conn.batch_execute(&settings)
        .map_err(|error| hide(described(&error)))?;
    Ok(Link {
        conn: DbConn::Pg(conn),
        control: None,
        broken: false,
        limits,
    })
}

fn unreachable(error: ConnectionError) -> StoreError {
    StoreError::Unreachable {
        cause: error.to_string(),
    }
}

fn refused(error: diesel::result::Error) -> StoreError {
    StoreError::Unreachable {
        cause: described(&error),
    }
}
