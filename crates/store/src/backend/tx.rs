//! The handles queries get: one that may read, one that may also write.
//!
//! Owns: the rule that a function which writes takes `&mut Write`, so that the compiler
//! forbids writing on a read path. Must not know: tables.

use std::ops::{Deref, DerefMut};

use diesel::connection::TransactionManager;

use super::conn::DbConn;
use crate::error::StoreError;

/// A transaction in which all statements see the same state. The database refuses to
/// write through it unless it was lent by a [`Write`].
pub struct Read<'a> {
    conn: &'a mut DbConn,
}

impl<'a> Read<'a> {
    pub(crate) fn new(conn: &'a mut DbConn) -> Self {
        Self { conn }
    }

    /// The connection, for diesel's queries.
    pub fn conn(&mut self) -> &mut DbConn {
        self.conn
    }
}

/// A transaction that writes. Lends itself as a [`Read`] wherever one is asked for.
pub struct Write<'a> {
    read: Read<'a>,
}

impl<'a> Write<'a> {
    pub(crate) fn new(conn: &'a mut DbConn) -> Self {
        Self {
            read: Read::new(conn),
        }
    }

    /// Runs `work` in a savepoint, so that its failure does not end the whole transaction.
    /// The only way to "try, else" on PostgreSQL.
    ///
    /// # Errors
    /// Those of `work`, whose writes are then undone, and those of the savepoint itself.
    pub fn nested<T, E: From<StoreError>>(
        &mut self,
        work: impl FnOnce(&mut Write<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let failed = |error| E::from(StoreError::from(error));
        <DbConn as TransactionManager<DbConn>>::begin_transaction(self.conn()).map_err(failed)?;
        match work(&mut Write::new(self.conn())) {
            Ok(value) => {
                <DbConn as TransactionManager<DbConn>>::commit_transaction(self.conn())
                    .map_err(failed)?;
                Ok(value)
            }
            Err(error) => {
                // A rollback that fails too leaves a transaction that cannot commit any more;
                // what went wrong first is the better answer.
                let _ = <DbConn as TransactionManager<DbConn>>::rollback_transaction(self.conn());
                Err(error)
            }
        }
    }
}

impl<'a> Deref for Write<'a> {
    type Target = Read<'a>;

    fn deref(&self) -> &Read<'a> {
        &self.read
    }
}

impl DerefMut for Write<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.read
    }
}
