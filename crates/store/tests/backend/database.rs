//! A fresh, migrated database per test, and small tools the tests share.

use std::pin::Pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use netralitas_store::backend::{DatabaseUrl, DbConn, Options, Store, migrate};
use netralitas_store::error::StoreError;
use tempfile::TempDir;

/// A fresh database; removed with its value.
pub struct TestDb {
    pub url: DatabaseUrl,
    pub server: Option<Server>,
    _folder: Option<TempDir>,
}

/// A database of its own on the PostgreSQL server.
pub struct Server {
    admin: String,
    name: String,
}

impl Server {
    fn create() -> Option<(Self, DatabaseUrl)> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let admin = std::env::var("TEST_DATABASE_URL").ok()?;
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("netralitas_backend_{}_{number}", std::process::id());
        let server = Self { admin, name };
        server.run(&format!("CREATE DATABASE {}", server.name));
        let (before, parameters) = server
            .admin
            .split_once('?')
            .map_or((server.admin.as_str(), None), |(a, b)| (a, Some(b)));
        let (host, _) = before.rsplit_once('/').unwrap();
        let parameters = parameters
            .map(|text| format!("?{text}"))
            .unwrap_or_default();
        let url = format!("{host}/{}{parameters}", server.name)
            .parse()
            .unwrap();
        Some((server, url))
    }

    /// Runs a statement on the server, outside the database under test.
    #[expect(clippy::disallowed_methods, reason = "the store cannot make databases")]
    pub fn run(&self, sql: &str) {
        diesel::PgConnection::establish(&self.admin)
            .unwrap()
            .batch_execute(sql)
            .unwrap();
    }

    /// Ends every session of the database, as a restart of the server would.
    pub fn end_sessions(&self) {
        self.run(&format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'",
            self.name
        ));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.run(&format!("DROP DATABASE {} WITH (FORCE)", self.name));
    }
}

impl TestDb {
    /// An empty SQLite file.
    pub fn empty_sqlite() -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("with blank %41?.sqlite3");
        std::fs::write(&path, b"").unwrap();
        let url = DatabaseUrl::Sqlite {
            path,
            explicit: true,
        };
        Self {
            url,
            server: None,
            _folder: Some(folder),
        }
    }

    /// A migrated SQLite file.
    pub fn sqlite() -> Self {
        let db = Self::empty_sqlite();
        migrate(&db.url, false).unwrap();
        db
    }

    /// An empty PostgreSQL database, when a server is named.
    pub fn empty_postgres() -> Option<Self> {
        let (server, url) = Server::create()?;
        Some(Self {
            url,
            server: Some(server),
            _folder: None,
        })
    }

    /// A migrated PostgreSQL database, when a server is named.
    pub fn postgres() -> Option<Self> {
        let db = Self::empty_postgres()?;
        migrate(&db.url, false).unwrap();
        Some(db)
    }

    /// The databases at hand, migrated.
    pub fn all() -> Vec<Self> {
        [Some(Self::sqlite()), Self::postgres()]
            .into_iter()
            .flatten()
            .collect()
    }

    /// The databases at hand, empty.
    pub fn all_empty() -> Vec<Self> {
        [Some(Self::empty_sqlite()), Self::empty_postgres()]
            .into_iter()
            .flatten()
            .collect()
    }

    pub fn open(&self) -> Store {
        self.open_with(Options::default())
    }

    pub fn open_with(&self, options: Options) -> Store {
        Store::open(self.url.clone(), options).unwrap()
    }

    /// Opens the store with a table `scratch (id BIGINT PRIMARY KEY, note TEXT)`.
    pub async fn with_scratch(&self, options: Options) -> Store {
        let store = self.open_with(options);
        let strict = if store.backend_name() == "sqlite" {
            "STRICT"
        } else {
            ""
        };
        let (number, text) = if store.backend_name() == "sqlite" {
            ("INTEGER", "TEXT")
        } else {
            ("bigint", "text")
        };
        let sql = format!(
            "CREATE TABLE scratch (id {number} NOT NULL PRIMARY KEY, note {text} NOT NULL) {strict}"
        );
        store
            .write(move |tx| execute(tx.conn(), &sql))
            .await
            .unwrap();
        store
    }
}

diesel::table! {
    scratch (id) {
        id -> BigInt,
        note -> Text,
    }
}

/// Runs SQL text without values.
pub fn execute(conn: &mut DbConn, sql: &str) -> Result<(), StoreError> {
    Ok(conn.batch_execute(sql)?)
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// The one number a query gives under the name `number`.
pub fn number(conn: &mut DbConn, sql: &str) -> Result<i64, StoreError> {
    let row: Number = diesel::sql_query(sql).get_result(conn)?;
    Ok(row.number)
}

pub fn insert(conn: &mut DbConn, id: i64) -> Result<(), StoreError> {
    diesel::insert_into(scratch::table)
        .values((scratch::id.eq(id), scratch::note.eq("x")))
        .execute(conn)?;
    Ok(())
}

/// The ids in `scratch`, in order.
pub async fn stored(store: &Store) -> Vec<i64> {
    store
        .read::<_, StoreError>(|tx| {
            Ok(scratch::table
                .select(scratch::id)
                .order(scratch::id)
                .load(tx.conn())?)
        })
        .await
        .unwrap()
}

/// A future that was polled once, so that its command stands in the queue.
pub struct Queued<T>(Pin<Box<dyn Future<Output = T> + Send>>);

impl<T> Queued<T> {
    pub fn start(future: impl Future<Output = T> + Send + 'static) -> Self {
        let mut future: Pin<Box<dyn Future<Output = T> + Send>> = Box::pin(future);
        let polled = future
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()));
        assert!(
            matches!(polled, Poll::Pending),
            "it cannot be done before it was queued"
        );
        Self(future)
    }

    pub async fn answer(self) -> T {
        self.0.await
    }
}

/// A piece of work that stops in the middle until the test lets it go on.
#[derive(Clone)]
pub struct Halt {
    arrived: Sender<()>,
    go: Arc<Mutex<Receiver<()>>>,
}

/// The test's side of a [`Halt`].
pub struct Hold {
    arrived: Receiver<()>,
    go: Sender<()>,
}

pub fn halt() -> (Halt, Hold) {
    let (arrived, has_arrived) = channel();
    let (go, may_go) = channel();
    (
        Halt {
            arrived,
            go: Arc::new(Mutex::new(may_go)),
        },
        Hold {
            arrived: has_arrived,
            go,
        },
    )
}

impl Halt {
    pub fn wait(&self) {
        self.arrived.send(()).unwrap();
        self.go.lock().unwrap().recv().unwrap();
    }
}

impl Hold {
    pub async fn until_arrived(self) -> Self {
        tokio::task::spawn_blocking(move || {
            self.arrived.recv().unwrap();
            self
        })
        .await
        .unwrap()
    }

    pub fn let_go(&self) {
        self.go.send(()).unwrap();
    }
}
