//! The door to the database: open, read, write.
//!
//! Owns: waiting in line, blocking threads, transactions around closures. Must not know:
//! tables. Looks the same on both databases.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;

use super::conn::{Limits, Link};
use super::migrate::{SchemaState, create_file, migrate, migrated_by, schema_state};
use super::pool::{Connections, Loan};
use super::scrub::{self, Scrubbed};
use super::tx::{Read, Write};
use super::url::DatabaseUrl;
use super::witness::Witness;
use super::writer::Writer;
use crate::error::StoreError;

/// How a [`Store`] is opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// How many connections read (and, on PostgreSQL, write) at once.
    pub pool_size: u32,
    /// How long work waits for its turn before it is answered [`StoreError::Busy`].
    pub busy_timeout: Duration,
    /// How long to wait for the server to answer, in whole seconds.
    pub connect_timeout: Duration,
    /// How long one statement (PostgreSQL) or the work of one transaction (SQLite) may run.
    pub statement_timeout: Duration,
    /// The same for [`Store::read_page`].
    pub page_timeout: Duration,
    /// How long to wait for a row that another transaction holds (PostgreSQL).
    pub lock_timeout: Duration,
    /// Whether a missing file or an empty database is created and migrated. A file that
    /// nobody named is created anyway.
    pub create: bool,
    /// Who is told each statement; nobody but in tests.
    pub witness: Option<Witness>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            pool_size: 8,
            busy_timeout: Duration::from_secs(5),
            connect_timeout: Duration::from_secs(5),
            statement_timeout: Duration::from_secs(30),
            page_timeout: Duration::from_secs(2),
            lock_timeout: Duration::from_secs(5),
            create: false,
            witness: None,
        }
    }
}

impl Options {
    pub(crate) fn limits(&self) -> Limits {
        Limits {
            connect: self.connect_timeout,
            lock: self.lock_timeout,
            statement: self.statement_timeout,
            page: self.page_timeout.min(self.statement_timeout),
            witness: self.witness,
        }
    }
}

/// An open database. Cheap to clone; the last clone that is dropped waits for queued writes.
#[derive(Clone)]
pub struct Store {
    shared: Arc<Shared>,
}

struct Shared {
    backend: &'static str,
    connections: Connections,
    places: Arc<Semaphore>,
    writer: Option<Writer>,
    patience: Duration,
    url: DatabaseUrl,
}

impl Store {
    /// Opens the database. Blocks while connecting.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::Unreachable`], [`StoreError::SchemaEmpty`],
    /// [`StoreError::SchemaOlder`], [`StoreError::SchemaNewer`].
    pub fn open(url: DatabaseUrl, options: Options) -> Result<Self, StoreError> {
        let may_create = options.create
            || matches!(
                url,
                DatabaseUrl::Sqlite {
                    explicit: false,
                    ..
                }
            );
        if may_create {
            create_file(&url)?;
        }
        match schema_state(&url)? {
            SchemaState::Current => {}
            SchemaState::Empty if may_create => migrate(&url, true)?,
            SchemaState::Empty => return Err(StoreError::SchemaEmpty),
            SchemaState::Older { pending } => return Err(StoreError::SchemaOlder { pending }),
            SchemaState::Newer { unknown } => {
                let program = migrated_by(&url);
                return Err(StoreError::SchemaNewer { unknown, program });
            }
        }
        let limits = options.limits();
        let size = options.pool_size.max(1);
        let patience = options.busy_timeout;
        let backend = url.backend_name();
        let connections = Connections::open(url.clone(), limits, size, patience)?;
        let writer = match &url {
            DatabaseUrl::Sqlite { .. } => Some(Writer::start(url.clone(), limits, patience)?),
            DatabaseUrl::Postgres(_) => None,
        };
        let places = usize::try_from(size).unwrap_or(1);
        let places = Arc::new(Semaphore::new(places));
        Ok(Self {
            shared: Arc::new(Shared {
                backend,
                connections,
                places,
                writer,
                patience,
                url,
            }),
        })
    }

    /// `"sqlite"` or `"postgres"`.
    #[must_use]
    pub fn backend_name(&self) -> &'static str {
        self.shared.backend
    }

    /// Runs `work` in one transaction that cannot write; all its statements see the same state.
    ///
    /// # Errors
    /// What `work` answers; [`StoreError::Busy`] when no place is free in time.
    pub async fn read<T, E>(
        &self,
        work: impl FnOnce(&mut Read<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let connections = self.shared.connections.clone();
        self.blocking(move || read(&connections, Link::begin_read, work))
            .await
    }

    /// [`Self::read`] for pages and searches, which ask for many rows: stopped sooner, so that a few expensive ones
    /// do not hold all connections.
    ///
    /// # Errors
    /// As there; [`StoreError::TooSlow`] when it takes longer than [`Options::page_timeout`].
    pub async fn read_page<T, E>(
        &self,
        work: impl FnOnce(&mut Read<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let connections = self.shared.connections.clone();
        self.blocking(move || read(&connections, Link::begin_page, work))
            .await
    }

    /// Runs `work` in one transaction and commits it; an error rolls it back. `work` may be
    /// run more than once, so it must have no effect outside the transaction, must draw ids
    /// and time before, and should take well under 50 ms.
    ///
    /// # Errors
    /// What `work` answers; [`StoreError::Busy`] when its turn does not come in time;
    /// [`StoreError::CommitUnknown`] when PostgreSQL was lost during commit.
    pub async fn write<T, E>(
        &self,
        work: impl Fn(&mut Write<'_>) -> Result<T, E> + Send + Sync + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        if let Some(writer) = &self.shared.writer {
            return writer.write(self.shared.patience, work).await;
        }
        let connections = self.shared.connections.clone();
        self.blocking(move || write(&connections, work)).await
    }

    /// [`Self::read`] for programs without an async runtime.
    ///
    /// # Errors
    /// As there.
    pub fn read_blocking<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut Read<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        read(&self.shared.connections, Link::begin_read, work)
    }

    /// [`Self::write`] for programs without an async runtime; panics inside one.
    ///
    /// # Errors
    /// As there.
    pub fn write_blocking<T, E>(
        &self,
        work: impl Fn(&mut Write<'_>) -> Result<T, E> + Send + Sync + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match &self.shared.writer {
            Some(writer) => writer.write_blocking(work),
            None => write(&self.shared.connections, work),
        }
    }

    /// Takes what was deleted out of the database's files; blocks as long as that takes.
    ///
    /// # Errors
    /// As [`super::scrub()`].
    pub fn scrub_blocking(&self) -> Result<Scrubbed, StoreError> {
        scrub::scrub(&self.shared.url)
    }

    /// The bytes of a database that is a file; none for a server.
    #[must_use]
    pub fn file_bytes(&self) -> Option<u64> {
        scrub::size(&self.shared.url)
    }

    /// Asks the database for a sign of life.
    ///
    /// # Errors
    /// [`StoreError::Busy`] or [`StoreError::Unreachable`].
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.read(|tx| {
            diesel::connection::SimpleConnection::batch_execute(tx.conn(), "SELECT 1")?;
            Ok(())
        })
        .await
    }

    async fn blocking<T, E>(
        &self,
        work: impl FnOnce() -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        let place = self.place().await?;
        let done = spawn_blocking(move || {
            let answer = work();
            drop(place);
            answer
        });
        done.await
            .unwrap_or_else(|_| Err(E::from(StoreError::Closed)))
    }

    /// Waits in line outside the blocking threads.
    async fn place(&self) -> Result<OwnedSemaphorePermit, StoreError> {
        let places = Arc::clone(&self.shared.places);
        match tokio::time::timeout(self.shared.patience, places.acquire_owned()).await {
            Ok(Ok(place)) => Ok(place),
            Ok(Err(_)) => Err(StoreError::Closed),
            Err(_) => Err(StoreError::Busy),
        }
    }
}

fn read<T, E: From<StoreError>>(
    connections: &Connections,
    begin: impl Fn(&mut Link) -> diesel::QueryResult<()>,
    work: impl FnOnce(&mut Read<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let mut loan = connections.begin(begin)?;
    let answer = guarded(&mut loan, |loan| work(&mut Read::new(&mut loan.conn)))?;
    // Nothing was written, so it does not matter how the transaction ends.
    loan.stop_clock();
    if loan.rollback().is_err() {
        loan.broken = true;
    }
    answer
}

fn write<T, E: From<StoreError>>(
    connections: &Connections,
    work: impl Fn(&mut Write<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let mut loan = connections.begin(Link::begin_write)?;
    match guarded(&mut loan, |loan| work(&mut Write::new(&mut loan.conn)))? {
        Ok(value) => {
            if loan.depth() != Some(1) || loan.is_aborted() {
                roll_back(&mut loan);
                return Err(E::from(StoreError::TransactionLost));
            }
            match loan.commit() {
                Ok(()) => Ok(value),
                Err(error) if loan.is_broken() => {
                    loan.broken = true;
                    tracing::error!(error = %StoreError::from(error), "the connection broke during commit");
                    Err(E::from(StoreError::CommitUnknown))
                }
                Err(error) => Err(E::from(error.into())),
            }
        }
        Err(error) => {
            roll_back(&mut loan);
            Err(error)
        }
    }
}

fn roll_back(loan: &mut Loan) {
    if loan.rollback().is_err() {
        loan.broken = true;
    }
}

/// Runs `work`; a panic in it throws the connection away and becomes an error.
fn guarded<R>(loan: &mut Loan, work: impl FnOnce(&mut Link) -> R) -> Result<R, StoreError> {
    catch_unwind(AssertUnwindSafe(|| work(&mut *loan))).map_err(|_| {
        loan.broken = true;
        StoreError::Panicked
    })
}
