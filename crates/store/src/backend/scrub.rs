//! Erased rows out of the files of the database, down to the pages.
//!
//! Owns: what makes each database forget what was deleted or overwritten. Must not know: what was erased, or why.
//!
//! SQLite overwrites deleted content with zeros (`secure_delete`, `conn.rs`); a `VACUUM` writes every page anew, so that
//! nothing is left in pages that were only moved, and the checkpoint empties the write-ahead log. On PostgreSQL dead
//! rows stay until a table is written anew; the planner's statistics hold values of columns too, and the write-ahead log
//! holds all of it until its segments are removed.

use std::path::PathBuf;

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Integer, Text};

use super::conn::{DbConn, Link, Purpose};
use super::store::Options;
use super::url::DatabaseUrl;
use crate::error::StoreError;

/// The tables in which an erasure deletes or overwrites.
const TOUCHED: &[&str] = &[
    "allegations",
    "announced_reports",
    "approvals",
    "erasures",
    "evidence",
    "files",
    "former_records",
    "former_sealed_parties",
    "notes",
    "papers",
    "parties",
    "person_identifiers",
    "persons",
    "search_documents",
    "sealed_keys",
    "sealed_parties",
    "texts",
    "ticket_questions",
    "tickets",
    "unsealed_records",
    "unsealings",
];

/// What a scrub left to the operator.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scrubbed {
    /// What could not be done by this account of the database, in words for the operator.
    pub left: Vec<&'static str>,
}

/// Takes what was deleted or overwritten out of the database's own files. Takes as long as writing them anew; others
/// wait meanwhile. Safe to repeat.
///
/// # Errors
/// [`StoreError::Busy`] where somebody reads an older state just now: nothing is lost, do it again; those of the
/// database, such as a full disk or, on PostgreSQL, tables of another owner.
pub fn scrub(url: &DatabaseUrl) -> Result<Scrubbed, StoreError> {
    let mut link = Link::open(url, Purpose::Migration, Options::default().limits())?;
    match &mut link.conn {
        DbConn::Sqlite(conn) => {
            conn.batch_execute("VACUUM")?;
            emptied(conn)?;
            Ok(Scrubbed::default())
        }
        DbConn::Pg(conn) => {
            let mut left = Vec::new();
            // What somebody may still read is copied by VACUUM FULL; the statistics are replaced by its ANALYZE only.
            let mut alone = older_readers_end(conn)?;
            for table in TOUCHED {
                conn.batch_execute(&format!("VACUUM (FULL, ANALYZE) {table}"))?;
            }
            alone &= older_readers_end(conn)?;
            if !alone {
                left.push("a transaction that began before still runs, and what was erased stands for it: scrub again");
            }
            let mut ask = |sql: &str, otherwise: &'static str| {
                if conn.batch_execute(sql).is_err() {
                    left.push(otherwise);
                }
            };
            ask(
                "VACUUM (FULL) pg_catalog.pg_statistic",
                "VACUUM (FULL) pg_catalog.pg_statistic (the owner of the database): old values stand in the planner's statistics",
            );
            ask(
                "SELECT pg_switch_wal()",
                "SELECT pg_switch_wal() (a superuser): the write-ahead log still holds what was erased",
            );
            ask(
                "CHECKPOINT",
                "CHECKPOINT (a superuser or pg_checkpoint): old segments of the write-ahead log stay until the next one",
            );
            Ok(Scrubbed { left })
        }
    }
}

/// Waits at most ten seconds until nobody is left for whom the rows of before must be kept, and says whether that came.
///
/// PostgreSQL keeps them in `VACUUM FULL` too, for whoever still reads in this database, for a backend that has not
/// said yet which database it wants, for a standby, and for every transaction of the whole server that was writing when
/// one of these, or the `VACUUM` itself, began to look.
fn older_readers_end(conn: &mut PgConnection) -> Result<bool, StoreError> {
    let mark = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS mark";
    let Mark { mark } = diesel::sql_query(mark).get_result(conn)?;
    for _ in 0..100 {
        let asked = diesel::sql_query(OLDER_READERS_ENDED).bind::<Text, _>(&mark);
        if asked.get_result::<Ended>(conn)?.ended {
            return Ok(true);
        }
        conn.batch_execute("SELECT pg_sleep(0.1)")?;
    }
    Ok(false)
}

const OLDER_READERS_ENDED: &str = "WITH mark AS (SELECT $1::xid8 AS full, age($1::xid8::xid) AS age) \
    SELECT pg_snapshot_xmin(pg_current_snapshot()) >= mark.full \
    AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.pid <> pg_backend_pid() \
        AND (a.datname = current_database() OR a.datname IS NULL) AND age(a.backend_xmin) > mark.age) \
    AND NOT EXISTS (SELECT 1 FROM pg_replication_slots s WHERE age(s.xmin) > mark.age) \
    AND NOT EXISTS (SELECT 1 FROM pg_locks l WHERE l.locktype = 'virtualxid' AND l.pid <> pg_backend_pid() \
        AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.pid = l.pid)) AS ended \
    FROM mark";

#[derive(QueryableByName)]
struct Mark {
    #[diesel(sql_type = Text)]
    mark: String,
}

#[derive(QueryableByName)]
struct Ended {
    #[diesel(sql_type = Bool)]
    ended: bool,
}

/// How large the database is, where it is a file; none for a server.
#[must_use]
pub fn size(url: &DatabaseUrl) -> Option<u64> {
    match url {
        DatabaseUrl::Sqlite { path, .. } => {
            let path: &PathBuf = path;
            Some(std::fs::metadata(path).map_or(0, |m| m.len()))
        }
        DatabaseUrl::Postgres(_) => None,
    }
}

#[derive(QueryableByName)]
struct Checkpoint {
    #[diesel(sql_type = Integer)]
    busy: i32,
}

fn emptied(conn: &mut SqliteConnection) -> Result<(), StoreError> {
    let told: Vec<Checkpoint> = diesel::sql_query("PRAGMA wal_checkpoint(TRUNCATE)").load(conn)?;
    match told.first() {
        Some(Checkpoint { busy: 0 }) => Ok(()),
        _ => Err(StoreError::Busy),
    }
}
