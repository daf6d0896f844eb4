//! The statements in which the two databases differ, and nothing else.
//!
//! Owns: row locks, insert-if-absent, the journal's position, the reading of constraint
//! errors. This is the only place outside connection, pool and writer that looks at which
//! database it talks to. Must not know: what the rows mean.

use diesel::prelude::*;
use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error as DieselError};
use diesel::sql_types::BigInt;

use super::conn::DbConn;
use super::tx::{Read, Write};
use super::types::{Uid, UidSql};
use crate::error::StoreError;

/// Compiles the same text once per backend: `each!(tx.conn(), conn => body)`. For what the
/// enum cannot do: `ON CONFLICT`, inserting many rows, hot queries.
#[macro_export]
macro_rules! each {
    ($db:expr, $conn:ident => $body:expr) => {
        match $db {
            $crate::backend::DbConn::Pg($conn) => $body,
            $crate::backend::DbConn::Sqlite($conn) => $body,
        }
    };
}

/// Inserts a row unless one with the same key is there: `insert_if_absent!(tx, table,
/// values)` gives `Result<bool, StoreError>`, true when the row is new. On PostgreSQL a
/// second caller waits until the first one's transaction has ended; on SQLite the writer
/// runs one transaction at a time.
#[macro_export]
macro_rules! insert_if_absent {
    ($tx:expr, $table:expr, $values:expr) => {{
        let tx: &mut $crate::backend::Write<'_> = $tx;
        $crate::each!(tx.conn(), conn => diesel::RunQueryDsl::execute(
            diesel::insert_into($table).values($values).on_conflict_do_nothing(),
            conn,
        ))
        .map(|rows| rows == 1)
        .map_err($crate::error::StoreError::from)
    }};
}

pub use crate::{each, insert_if_absent};

/// The tables whose rows are locked. Order: the case first, then its tracks by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lockable {
    /// A case.
    Cases,
    /// A track of a case.
    Tracks,
}

/// Holds the row until the end of the transaction, against every other lock.
///
/// # Errors
/// [`StoreError::Busy`] when another transaction keeps the row too long.
pub fn lock_for_update(tx: &mut Write<'_>, table: Lockable, id: Uid) -> Result<(), StoreError> {
    lock(
        tx,
        match table {
            Lockable::Cases => "SELECT 1 FROM cases WHERE id = $1 FOR UPDATE",
            Lockable::Tracks => "SELECT 1 FROM tracks WHERE id = $1 FOR UPDATE",
        },
        id,
    )
}

/// Holds the row until the end of the transaction against [`lock_for_update`], beside
/// others that hold it in the same way.
///
/// # Errors
/// [`StoreError::Busy`] when another transaction keeps the row too long.
pub fn lock_key_share(tx: &mut Write<'_>, table: Lockable, id: Uid) -> Result<(), StoreError> {
    lock(
        tx,
        match table {
            Lockable::Cases => "SELECT 1 FROM cases WHERE id = $1 FOR KEY SHARE",
            Lockable::Tracks => "SELECT 1 FROM tracks WHERE id = $1 FOR KEY SHARE",
        },
        id,
    )
}

fn lock(tx: &mut Write<'_>, sql: &'static str, id: Uid) -> Result<(), StoreError> {
    match tx.conn() {
        DbConn::Pg(conn) => {
            diesel::sql_query(sql).bind::<UidSql, _>(id).execute(conn)?;
        }
        // One writer at a time: every row is already held.
        DbConn::Sqlite(_) => {}
    }
    Ok(())
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// The next position in the journal. On SQLite dense and in the order of commits; on
/// PostgreSQL only unique, so that readers order by ([`current_tx`], position) and stop
/// below [`stable_horizon`].
///
/// # Errors
/// Those of the database.
pub fn next_position(tx: &mut Write<'_>) -> Result<i64, StoreError> {
    let row: Number = match tx.conn() {
        DbConn::Pg(conn) => {
            diesel::sql_query("SELECT nextval('journal_position') AS number").get_result(conn)?
        }
        DbConn::Sqlite(conn) => diesel::sql_query(
            "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'journal_position' \
             RETURNING CAST(value AS INTEGER) AS number",
        )
        .get_result(conn)?,
    };
    Ok(row.number)
}

/// The number of this transaction, for the journal's `tx` column; 0 on SQLite.
///
/// # Errors
/// Those of the database.
pub fn current_tx(tx: &mut Write<'_>) -> Result<i64, StoreError> {
    match tx.conn() {
        DbConn::Pg(conn) => {
            let row: Number =
                diesel::sql_query("SELECT pg_current_xact_id()::text::bigint AS number")
                    .get_result(conn)?;
            Ok(row.number)
        }
        DbConn::Sqlite(_) => Ok(0),
    }
}

/// Rows whose `tx` is below this can no longer be joined by earlier ones; `None` when all
/// rows that are seen are final (SQLite).
///
/// # Errors
/// Those of the database.
pub fn stable_horizon(tx: &mut Read<'_>) -> Result<Option<i64>, StoreError> {
    match tx.conn() {
        DbConn::Pg(conn) => {
            let row: Number = diesel::sql_query(
                "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS number",
            )
            .get_result(conn)?;
            Ok(Some(row.number))
        }
        DbConn::Sqlite(_) => Ok(None),
    }
}

/// Whether `error` says that `table.column` must be unique. Several columns are joined by
/// `_`, as in the name of the constraint (`{table}_{column}_key`).
#[must_use]
pub fn is_unique_violation(error: &DieselError, table: &str, column: &str) -> bool {
    unique_target(error).is_some_and(|target| target.0 == table && target.1 == column)
}

/// The table and the columns whose uniqueness was violated.
pub(crate) fn unique_target(error: &DieselError) -> Option<(String, String)> {
    let DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, info) = error else {
        return None;
    };
    match info.table_name() {
        Some(table) => Some((table.to_owned(), postgres_columns(table, &**info)?)),
        None => sqlite_target(info.message()),
    }
}

/// PostgreSQL: from "Key (a, b)=(…) already exists.", else from the constraint's name.
fn postgres_columns(
    table: &str,
    info: &(dyn DatabaseErrorInformation + Send + Sync),
) -> Option<String> {
    let listed = info
        .details()
        .and_then(|details| details.split_once('(')?.1.split_once(")=("))
        .map(|(columns, _)| columns)
        .filter(|columns| !columns.contains('('));
    match listed {
        Some(columns) => Some(columns.replace(", ", "_")),
        None => columns_of_name(table, info.constraint_name()?),
    }
}

/// SQLite: "UNIQUE constraint failed: t.a, t.b" or "…: index 't_a_key'".
fn sqlite_target(message: &str) -> Option<(String, String)> {
    let (_, place) = message.split_once("constraint failed: ")?;
    if let Some(name) = place.strip_prefix("index '") {
        let name = name.strip_suffix('\'').unwrap_or(name);
        let (table, _) = name.split_once('_')?;
        return Some((table.to_owned(), columns_of_name(table, name)?));
    }
    let mut columns = Vec::new();
    let mut table = None;
    for part in place.split(", ") {
        let (of, column) = part.split_once('.')?;
        table = Some(of);
        columns.push(column);
    }
    Some((table?.to_owned(), columns.join("_")))
}

fn columns_of_name(table: &str, name: &str) -> Option<String> {
    let rest = name.strip_prefix(table)?.strip_prefix('_')?;
    Some(rest.strip_suffix("_key").unwrap_or(rest).to_owned())
}
