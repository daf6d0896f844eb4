//! Throw-away databases: a file of its own on SQLite, a database of its own on PostgreSQL where
//! `TEST_DATABASE_URL` names a server.

use std::sync::atomic::{AtomicU64, Ordering};

use diesel::{Connection as _, RunQueryDsl as _, connection::SimpleConnection as _};
use netralitas_store::{DatabaseUrl, Options, Store, Witness};
use tempfile::TempDir;

/// Which database a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A file.
    Sqlite,
    /// A server.
    Postgres,
}

/// The databases of this run: SQLite always, PostgreSQL where a server is named.
#[must_use]
pub fn kinds() -> Vec<Kind> {
    let mut all = vec![Kind::Sqlite];
    if server().is_some() {
        all.push(Kind::Postgres);
    }
    all
}

/// A fresh, migrated database, removed when dropped.
pub struct TestDb {
    url: String,
    name: Option<String>,
    folder: TempDir,
}

fn server() -> Option<String> {
    std::env::var("TEST_DATABASE_URL")
        .ok()
        .filter(|u| !u.is_empty())
}

impl TestDb {
    /// Makes one.
    #[must_use]
    pub fn new(kind: Kind) -> Self {
        let folder = tempfile::tempdir().unwrap();
        match kind {
            Kind::Sqlite => {
                let url = format!("sqlite://{}", folder.path().join("test.sqlite3").display());
                Self {
                    url,
                    name: None,
                    folder,
                }
            }
            Kind::Postgres => {
                static COUNT: AtomicU64 = AtomicU64::new(0);
                let n = COUNT.fetch_add(1, Ordering::Relaxed);
                let name = format!("kit_{}_{n}", std::process::id());
                let server = server().expect("TEST_DATABASE_URL");
                on_server(
                    &server,
                    &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
                );
                on_server(&server, &format!("CREATE DATABASE {name}"));
                let (base, _) = server.rsplit_once('/').expect("a database in the address");
                Self {
                    url: format!("{base}/{name}"),
                    name: Some(name),
                    folder,
                }
            }
        }
    }

    /// A folder of its own, removed with it.
    #[must_use]
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Its address.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Opens it.
    #[must_use]
    pub fn open(&self) -> Store {
        self.open_before(None)
    }

    /// Opens it; a witness sees each statement.
    #[must_use]
    pub fn open_before(&self, witness: Option<Witness>) -> Store {
        let url: DatabaseUrl = self.url.parse().unwrap();
        Store::open(
            url,
            Options {
                create: true,
                witness,
                ..Options::default()
            },
        )
        .unwrap()
    }
}

impl TestDb {
    /// Every row of a table, its columns as text (bytes in hexadecimal), beside the store.
    #[must_use]
    pub fn rows(&self, table: &str) -> Vec<String> {
        let lines = if is_sqlite(&self.url) {
            self.on_file(|conn| {
                let columns: Vec<Line> = diesel::sql_query(format!(
                    "SELECT name AS line FROM pragma_table_info('{table}')"
                ))
                .load(conn)
                .unwrap();
                assert!(!columns.is_empty(), "no table {table}");
                let all: Vec<String> = columns
                    .iter()
                    .map(|c| format!("quote(\"{}\")", c.line))
                    .collect();
                let sql = format!(
                    "SELECT {} AS line FROM \"{table}\"",
                    all.join(" || '|' || ")
                );
                diesel::sql_query(sql).load::<Line>(conn).unwrap()
            })
        } else {
            let sql = format!("SELECT t::text AS line FROM \"{table}\" t");
            diesel::sql_query(sql)
                .load::<Line>(&mut connect(&self.url))
                .unwrap()
        };
        lines.into_iter().map(|l| l.line).collect()
    }

    /// Runs a statement beside the store.
    ///
    /// # Errors
    /// The database's message.
    pub fn execute(&self, sql: &str) -> Result<(), String> {
        if is_sqlite(&self.url) {
            self.on_file(|conn| conn.batch_execute(sql))
                .map_err(|e| e.to_string())
        } else {
            connect(&self.url)
                .batch_execute(sql)
                .map_err(|e| e.to_string())
        }
    }

    /// How the database would find the rows of a statement whose values it does not know yet, beside the store; on
    /// PostgreSQL without reading whole tables where it need not, for a table of a test is small.
    ///
    /// # Panics
    /// When the statement cannot be planned.
    #[must_use]
    pub fn plan(&self, sql: &str) -> String {
        if is_sqlite(&self.url) {
            let explain = format!("EXPLAIN QUERY PLAN {sql}");
            let steps =
                self.on_file(|conn| diesel::sql_query(explain).load::<Detail>(conn).unwrap());
            let steps: Vec<String> = steps.into_iter().map(|s| s.detail).collect();
            return steps.join("\n");
        }
        let values = (1..=99).take_while(|n| sql.contains(&format!("${n}")));
        let values: Vec<&str> = values.map(|_| "NULL").collect();
        let values = match values.as_slice() {
            [] => String::new(),
            some => format!("({})", some.join(", ")),
        };
        let mut conn = connect(&self.url);
        let settings = "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off";
        conn.batch_execute(&format!("{settings}; PREPARE asked AS {sql}"))
            .unwrap();
        let steps: Vec<Plan> = diesel::sql_query(format!("EXPLAIN EXECUTE asked{values}"))
            .load(&mut conn)
            .unwrap();
        let steps: Vec<String> = steps.into_iter().map(|s| s.step).collect();
        steps.join("\n")
    }

    /// The whole database as SQL text that makes it anew in an empty one. On PostgreSQL by `pg_dump`.
    ///
    /// # Panics
    /// When it cannot be read.
    #[must_use]
    pub fn dump(&self) -> String {
        if !is_sqlite(&self.url) {
            return self.dump_of_server();
        }
        let made = |kind: &str| -> Vec<String> {
            let sql = format!(
                "SELECT sql || ';' AS line FROM sqlite_master WHERE {kind} AND sql IS NOT NULL ORDER BY rowid"
            );
            let lines = self.on_file(|conn| diesel::sql_query(sql).load::<Line>(conn).unwrap());
            lines.into_iter().map(|l| l.line).collect()
        };
        let named = "SELECT name AS line FROM sqlite_master WHERE type = 'table' ORDER BY rowid";
        let tables = self.on_file(|conn| diesel::sql_query(named).load::<Line>(conn).unwrap());
        let mut lines = made("type = 'table'");
        for table in tables {
            let rows = self.rows(&table.line).into_iter();
            // `rows` quotes each value as SQL and joins them by `|`, which no value of a test holds.
            lines.extend(rows.map(|r| {
                format!(
                    "INSERT INTO {} VALUES ({});",
                    table.line,
                    r.replace('|', ", ")
                )
            }));
        }
        lines.extend(made("type IN ('index', 'trigger')"));
        lines.join("\n") + "\n"
    }

    /// The folders in which a server keeps this database and the write-ahead log; none of a file.
    ///
    /// # Panics
    /// Where the server does not say.
    #[must_use]
    pub fn server_folders(&self) -> Vec<std::path::PathBuf> {
        if is_sqlite(&self.url) {
            return Vec::new();
        }
        let sql = "SELECT current_setting('data_directory') || '/base/' || oid AS line FROM pg_database \
                   WHERE datname = current_database() \
                   UNION ALL SELECT current_setting('data_directory') || '/pg_wal'";
        let lines = diesel::sql_query(sql).load::<Line>(&mut connect(&self.url));
        lines.unwrap().into_iter().map(|l| l.line.into()).collect()
    }

    fn dump_of_server(&self) -> String {
        let output = std::process::Command::new("pg_dump")
            .args(["--inserts", "--no-owner", "--no-privileges", self.url()])
            .output()
            .expect("pg_dump");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let text = String::from_utf8(output.stdout).unwrap();
        // Commands of psql, settings of the session and comments are no part of the database.
        let kept = text.lines().filter(|l| {
            !(l.is_empty()
                || l.starts_with('\\')
                || l.starts_with("--")
                || l.starts_with("SET ")
                || l.starts_with("SELECT pg_catalog.set_config"))
        });
        kept.collect::<Vec<_>>().join("\n") + "\n"
    }

    #[allow(
        clippy::disallowed_methods,
        reason = "a second look at the file, past the store that is tested"
    )]
    fn on_file<T>(&self, work: impl FnOnce(&mut diesel::SqliteConnection) -> T) -> T {
        let path = self.url.strip_prefix("sqlite://").unwrap();
        let mut conn = diesel::SqliteConnection::establish(path).unwrap();
        conn.batch_execute("PRAGMA busy_timeout = 5000").unwrap();
        work(&mut conn)
    }
}

/// A step of a plan of SQLite.
#[derive(diesel::QueryableByName)]
struct Detail {
    #[diesel(sql_type = diesel::sql_types::Text)]
    detail: String,
}

/// A step of a plan of PostgreSQL.
#[derive(diesel::QueryableByName)]
struct Plan {
    #[diesel(sql_type = diesel::sql_types::Text, column_name = "QUERY PLAN")]
    step: String,
}

#[derive(diesel::QueryableByName)]
struct Line {
    #[diesel(sql_type = diesel::sql_types::Text)]
    line: String,
}

fn is_sqlite(url: &str) -> bool {
    url.starts_with("sqlite://")
}

#[allow(
    clippy::disallowed_methods,
    reason = "a second look at the database, past the store that is tested"
)]
fn connect(url: &str) -> diesel::PgConnection {
    diesel::PgConnection::establish(url).unwrap()
}

impl Drop for TestDb {
    fn drop(&mut self) {
        if let (Some(name), Some(server)) = (&self.name, server()) {
            on_server(
                &server,
                &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"),
            );
        }
    }
}

#[allow(
    clippy::disallowed_methods,
    reason = "making and dropping whole databases is no work for a store"
)]
fn on_server(server: &str, sql: &str) {
    let mut conn = diesel::PgConnection::establish(server).unwrap();
    conn.batch_execute(sql).unwrap();
}
