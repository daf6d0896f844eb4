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
use diesel::sql_types::Integer;

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
            // What somebody may still read is copied by VACUUM FULL.
            if conn.batch_execute(OLDER_READERS_END).is_err() {
                left.push("a transaction that began before still runs, and what was erased stands for it: scrub again");
            }
            for table in TOUCHED {
                conn.batch_execute(&format!("VACUUM (FULL, ANALYZE) {table}"))?;
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

/// Waits at most ten seconds until no transaction of this database, autovacuum's among them, reads what stood before.
const OLDER_READERS_END: &str = "DO $$ \
    DECLARE own bigint := txid_current() & 4294967295; \
    BEGIN \
        FOR turn IN 1..100 LOOP \
            PERFORM pg_stat_clear_snapshot(); \
            IF NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() \
                AND pid <> pg_backend_pid() AND backend_xmin IS NOT NULL \
                AND backend_xmin::text::bigint <= own) THEN RETURN; END IF; \
            PERFORM pg_sleep(0.1); \
        END LOOP; \
        RAISE EXCEPTION 'an older transaction still runs'; \
    END $$";

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
