//! The pool of connections: all work on PostgreSQL, reading on SQLite.
//!
//! Owns: how connections are made for the pool and thrown away. Must not know: tasks,
//! time-outs of callers.

use std::time::Duration;

use diesel::r2d2::{HandleError, ManageConnection, Pool, PooledConnection};

use super::conn::{Limits, Link, Purpose};
use super::url::DatabaseUrl;
use crate::error::StoreError;

/// Opens connections for the pool in the way the address asks for.
pub(crate) struct Manager {
    url: DatabaseUrl,
    limits: Limits,
}

impl ManageConnection for Manager {
    type Connection = Link;
    type Error = StoreError;

    fn connect(&self) -> Result<Link, StoreError> {
        Link::open(&self.url, Purpose::Pooled, self.limits)
    }

    fn is_valid(&self, link: &mut Link) -> Result<(), StoreError> {
        if link.is_broken() {
            Err(StoreError::TransactionLost)
        } else {
            Ok(())
        }
    }

    fn has_broken(&self, link: &mut Link) -> bool {
        link.is_broken()
    }
}

#[derive(Debug)]
struct Warn;

impl HandleError<StoreError> for Warn {
    fn handle_error(&self, error: StoreError) {
        tracing::warn!(%error, "a database connection could not be opened");
    }
}

/// A connection on loan.
pub(crate) type Loan = PooledConnection<Manager>;

/// Connections that are opened when needed and kept.
#[derive(Clone)]
pub(crate) struct Connections {
    pool: Pool<Manager>,
    patience: Duration,
}

impl Connections {
    /// Opens one connection at once, so that a wrong address is told with its real reason.
    ///
    /// # Errors
    /// Those of opening a connection.
    pub(crate) fn open(
        url: DatabaseUrl,
        limits: Limits,
        size: u32,
        patience: Duration,
    ) -> Result<Self, StoreError> {
        drop(Link::open(&url, Purpose::Pooled, limits)?);
        let pool = Pool::builder()
            .max_size(size.max(1))
            .min_idle(Some(1))
            // A round trip for each loan; a dead connection is noticed when it begins.
            .test_on_check_out(false)
            .connection_timeout(patience)
            .error_handler(Box::new(Warn))
            .build_unchecked(Manager { url, limits });
        Ok(Self { pool, patience })
    }

    /// Lends a connection with an open transaction. Connections that died in the pool, as
    /// after a restart of the server, are thrown away until one works.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when none is free in time, [`StoreError::Unreachable`] when none
    /// can be opened.
    pub(crate) fn begin(
        &self,
        begin: impl Fn(&mut Link) -> diesel::QueryResult<()>,
    ) -> Result<Loan, StoreError> {
        let mut dead = 0;
        loop {
            let mut loan = self.lend()?;
            match begin(&mut loan) {
                Ok(()) => return Ok(loan),
                Err(error) => {
                    loan.broken = true;
                    dead += 1;
                    if dead > self.pool.max_size() {
                        return Err(error.into());
                    }
                }
            }
        }
    }

    fn lend(&self) -> Result<Loan, StoreError> {
        self.pool.get_timeout(self.patience).map_err(|error| {
            // r2d2 says the reason of the last failed attempt behind a colon.
            match error.to_string().split_once(": ") {
                Some((_, cause)) => StoreError::Unreachable {
                    cause: cause.to_owned(),
                },
                None => StoreError::Busy,
            }
        })
    }
}
