//! The statements in which the two databases differ, and nothing else.
//!
//! Owns: row locks, insert-if-absent, the journal's position, the reading of constraint
//! errors. This is the only place outside connection, pool and writer that looks at which
//! database it talks to. Must not know: what the rows mean.

use std::marker::PhantomData;

use diesel::PgConnection;
use diesel::backend::Backend;
use diesel::expression::TypedExpressionType;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error as DieselError};
use diesel::sql_types::BigInt;

use super::conn::DbConn;
use super::tx::{Read, Write};
use super::types::Uid;
use crate::error::StoreError;
use crate::schema::{cases, meta, offices, tracks};

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
    lock(tx, |conn| match table {
        Lockable::Cases => cases::table
            .filter(cases::id.eq(id))
            .select(cases::id)
            .for_update()
            .execute(conn),
        Lockable::Tracks => tracks::table
            .filter(tracks::id.eq(id))
            .select(tracks::id)
            .for_update()
            .execute(conn),
    })
}

/// Holds the row until the end of the transaction against [`lock_for_update`], beside
/// others that hold it in the same way.
///
/// # Errors
/// [`StoreError::Busy`] when another transaction keeps the row too long.
pub fn lock_key_share(tx: &mut Write<'_>, table: Lockable, id: Uid) -> Result<(), StoreError> {
    lock(tx, |conn| match table {
        Lockable::Cases => cases::table
            .filter(cases::id.eq(id))
            .select(cases::id)
            .for_key_share()
            .execute(conn),
        Lockable::Tracks => tracks::table
            .filter(tracks::id.eq(id))
            .select(tracks::id)
            .for_key_share()
            .execute(conn),
    })
}

/// Holds a case against others that do the same, beside those that hold it by [`lock_key_share`]: what follows from all
/// its tracks is written by one after the other.
///
/// # Errors
/// [`StoreError::Busy`] when another transaction keeps the row too long.
pub fn take_turns(tx: &mut Write<'_>, case: Uid) -> Result<(), StoreError> {
    lock(tx, |conn| {
        cases::table
            .filter(cases::id.eq(case))
            .select(cases::id)
            .for_no_key_update()
            .execute(conn)
    })
}

/// Holds an office for its end, against [`share_office`]; rows that refer to it may be written.
///
/// # Errors
/// [`StoreError::Busy`] when another transaction keeps the row too long.
pub fn hold_office(tx: &mut Write<'_>, id: Uid) -> Result<(), StoreError> {
    lock(tx, |conn| {
        offices::table
            .filter(offices::id.eq(id))
            .select(offices::id)
            .for_no_key_update()
            .execute(conn)
    })
}

/// The name of the master key, held against its change beside others that do the same.
///
/// # Errors
/// [`StoreError::Busy`] when another transaction keeps the row too long.
pub fn held_master_key(tx: &mut Write<'_>) -> Result<Option<String>, StoreError> {
    let row = meta::table
        .filter(meta::key.eq(crate::meta::MASTER_KEY))
        .select(meta::value);
    let value = match tx.conn() {
        DbConn::Pg(conn) => row.for_share().get_result(conn).optional()?,
        // One writer at a time: every row is already held.
        DbConn::Sqlite(conn) => row.get_result(conn).optional()?,
    };
    Ok(value)
}

/// Holds the index of a case until the end of the transaction: steps of several tracks write it at once on PostgreSQL,
/// and each reads what the other wrote. Of several cases the smaller identifier comes first.
///
/// # Errors
/// [`StoreError::Busy`] when another transaction keeps it too long.
pub fn hold_index(tx: &mut Write<'_>, case: Uid) -> Result<(), StoreError> {
    match tx.conn() {
        DbConn::Pg(conn) => {
            // Half of the identifier; two cases that share it wait for each other, no more.
            let (high, low) = case.0.as_u64_pair();
            diesel::sql_query("SELECT pg_advisory_xact_lock($1)")
                .bind::<BigInt, _>((high ^ low).cast_signed())
                .execute(conn)?;
        }
        // One writer at a time.
        DbConn::Sqlite(_) => {}
    }
    Ok(())
}

/// Holds an office against [`hold_office`], beside others that do the same.
///
/// # Errors
/// [`StoreError::Busy`] when another transaction keeps the row too long.
pub fn share_office(tx: &mut Write<'_>, id: Uid) -> Result<(), StoreError> {
    lock(tx, |conn| {
        offices::table
            .filter(offices::id.eq(id))
            .select(offices::id)
            .for_share()
            .execute(conn)
    })
}

fn lock(
    tx: &mut Write<'_>,
    hold: impl FnOnce(&mut PgConnection) -> QueryResult<usize>,
) -> Result<(), StoreError> {
    match tx.conn() {
        DbConn::Pg(conn) => hold(conn).map(|_| ())?,
        // One writer at a time: every row is already held.
        DbConn::Sqlite(_) => {}
    }
    Ok(())
}

/// A statement whose text never changes and that has no parameters. A connection keeps it prepared, which it
/// does not with `sql_query`.
#[derive(Debug, Clone, Copy)]
struct Fixed<ST> {
    sql: &'static str,
    gives: PhantomData<ST>,
}

fn fixed<ST>(sql: &'static str) -> Fixed<ST> {
    Fixed {
        sql,
        gives: PhantomData,
    }
}

impl<ST, DB: Backend> QueryFragment<DB> for Fixed<ST> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql(self.sql);
        Ok(())
    }
}

impl<ST: TypedExpressionType> Query for Fixed<ST> {
    type SqlType = ST;
}

impl<ST> QueryId for Fixed<ST> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<ST, Conn> RunQueryDsl<Conn> for Fixed<ST> {}

/// Where a row stands in the whole journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// On SQLite dense and in the order of commits; on PostgreSQL only unique, so that readers order by
    /// (`tx`, `position`) and stop below [`stable_horizon`].
    pub position: i64,
    /// The number of the transaction that writes it; 0 on SQLite.
    pub tx: i64,
}

/// The next place in the journal.
///
/// # Errors
/// Those of the database.
pub fn next_place(tx: &mut Write<'_>) -> Result<Place, StoreError> {
    let (position, tx) = match tx.conn() {
        DbConn::Pg(conn) => fixed::<(BigInt, BigInt)>(
            "SELECT nextval('journal_position'), pg_current_xact_id()::text::bigint",
        )
        .get_result(conn)?,
        DbConn::Sqlite(conn) => fixed::<(BigInt, BigInt)>(
            "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'journal_position' \
             RETURNING CAST(value AS INTEGER), 0",
        )
        .get_result(conn)?,
    };
    Ok(Place { position, tx })
}

/// Rows whose `tx` is below this can no longer be joined by earlier ones; `None` when all
/// rows that are seen are final (SQLite).
///
/// # Errors
/// Those of the database.
pub fn stable_horizon(tx: &mut Read<'_>) -> Result<Option<i64>, StoreError> {
    match tx.conn() {
        DbConn::Pg(conn) => {
            let horizon =
                fixed::<BigInt>("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint");
            Ok(Some(horizon.get_result(conn)?))
        }
        DbConn::Sqlite(_) => Ok(None),
    }
}

/// The month of `f.day` as text, `2024-10`.
pub(crate) fn month_of_f_day(tx: &mut Read<'_>) -> &'static str {
    match tx.conn() {
        DbConn::Pg(_) => "to_char(f.day, 'YYYY-MM')",
        DbConn::Sqlite(_) => "substr(f.day, 1, 7)",
    }
}

/// The days of the calendar from `x.day` to `x.until`.
pub(crate) fn days_of_x(tx: &mut Read<'_>) -> &'static str {
    match tx.conn() {
        DbConn::Pg(_) => "x.until - x.day",
        DbConn::Sqlite(_) => "julianday(x.until) - julianday(x.day)",
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
