//! What differs between the databases, and looks the same from outside.

use std::time::Duration;

use chrono::NaiveDate;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::result::Error as DieselError;
use netralitas_store::backend::quirks::{
    Lockable, insert_if_absent, is_unique_violation, lock_for_update, lock_key_share, next_place,
    stable_horizon,
};
use netralitas_store::backend::{Options, Store, Uid, Write};
use netralitas_store::error::StoreError;
use uuid::Uuid;

use crate::database::{TestDb, execute, halt, number, scratch};

diesel::table! {
    use diesel::sql_types::*;
    use netralitas_store::backend::UidSql;

    kinds (id) {
        id -> UidSql,
        parent -> Nullable<UidSql>,
        at -> BigInt,
        day -> Date,
        bytes -> Binary,
        flag -> Bool,
        text -> Text,
        small -> Nullable<SmallInt>,
    }
}

#[derive(Debug, Clone, PartialEq, Queryable, Selectable, Insertable)]
#[diesel(table_name = kinds)]
struct Kind {
    id: Uid,
    parent: Option<Uid>,
    at: i64,
    day: NaiveDate,
    bytes: Vec<u8>,
    flag: bool,
    text: String,
    small: Option<i16>,
}

fn kinds_table(backend: &str) -> &'static str {
    if backend == "sqlite" {
        "CREATE TABLE kinds (id TEXT NOT NULL PRIMARY KEY, parent TEXT, at INTEGER NOT NULL, \
         day TEXT NOT NULL, bytes BLOB NOT NULL, flag INTEGER NOT NULL CHECK (flag IN (0, 1)), \
         text TEXT NOT NULL, small INTEGER) STRICT"
    } else {
        "CREATE TABLE kinds (id uuid NOT NULL PRIMARY KEY, parent uuid, at bigint NOT NULL, \
         day date NOT NULL, bytes bytea NOT NULL, flag boolean NOT NULL, text text NOT NULL, \
         small smallint)"
    }
}

fn uid(number: u128) -> Uid {
    Uid(Uuid::from_u128(number))
}

#[tokio::test]
async fn every_column_type_comes_back_as_it_went() {
    for db in TestDb::all() {
        let store = db.open();
        let create = kinds_table(store.backend_name());
        let rows: Vec<Kind> = [u128::MAX, 0, 0xABCD_EF00, 1 << 127]
            .into_iter()
            .enumerate()
            .map(|(index, id)| Kind {
                id: uid(id),
                parent: (index % 2 == 0).then(|| uid(id / 2)),
                at: [i64::MIN, -1, 0, i64::MAX][index],
                day: NaiveDate::from_ymd_opt(2024, 2, 26 + u32::try_from(index).unwrap()).unwrap(),
                bytes: vec![0, 255, u8::try_from(index).unwrap()],
                flag: index % 2 == 1,
                text: "{\"b\": 1, \"a\": 1e2}\u{1F600}".to_owned(),
                small: (index > 1).then_some(1439),
            })
            .collect();
        let written = rows.clone();
        store
            .write(move |tx| {
                execute(tx.conn(), create)?;
                for row in &written {
                    diesel::insert_into(kinds::table)
                        .values(row.clone())
                        .execute(tx.conn())?;
                }
                Ok::<_, StoreError>(())
            })
            .await
            .unwrap();
        let mut expected = rows.clone();
        expected.sort_by_key(|row| row.id);
        let (all, some, one, by_parent) = store
            .read::<_, StoreError>(|tx| {
                let all: Vec<Kind> = kinds::table
                    .select(Kind::as_select())
                    .order(kinds::id)
                    .load(tx.conn())?;
                let some: i64 = kinds::table
                    .filter(kinds::id.eq_any([uid(0), uid(u128::MAX), uid(5)]))
                    .count()
                    .get_result(tx.conn())?;
                let one: Kind = kinds::table
                    .filter(kinds::id.eq(uid(0xABCD_EF00)))
                    .select(Kind::as_select())
                    .get_result(tx.conn())?;
                let by_parent: i64 = kinds::table
                    .filter(kinds::parent.eq(Some(uid(u128::MAX / 2))))
                    .or_filter(kinds::parent.is_null())
                    .filter(kinds::day.ge(NaiveDate::from_ymd_opt(2024, 2, 26).unwrap()))
                    .count()
                    .get_result(tx.conn())?;
                Ok((all, some, one, by_parent))
            })
            .await
            .unwrap();
        assert_eq!(all, expected, "{}", store.backend_name());
        assert_eq!(some, 2);
        assert_eq!(one.id, uid(0xABCD_EF00));
        assert_eq!(by_parent, 3);
    }
}

#[tokio::test]
async fn an_id_is_text_in_one_spelling_on_sqlite() {
    let db = TestDb::sqlite();
    let store = db.open();
    store
        .write(|tx| {
            execute(tx.conn(), kinds_table("sqlite"))?;
            execute(
                tx.conn(),
                "INSERT INTO kinds VALUES ('ABCDEF00-0000-0000-0000-000000000000', NULL, 0, \
                 '2024-01-01', x'00', 0, '', NULL)",
            )
        })
        .await
        .unwrap();
    let read: Result<Uid, StoreError> = store
        .read(|tx| Ok(kinds::table.select(kinds::id).get_result(tx.conn())?))
        .await;
    assert!(matches!(read, Err(StoreError::Db(_))), "{read:?}");
    assert_eq!(uid(0xA).to_string(), "00000000-0000-0000-0000-00000000000a");
}

#[tokio::test]
async fn a_violated_key_is_named_by_table_and_columns() {
    for db in TestDb::all() {
        let store = db.open();
        let integer = if store.backend_name() == "sqlite" {
            "INTEGER"
        } else {
            "bigint"
        };
        let create = format!(
            "CREATE TABLE pairs (a {integer} NOT NULL, b {integer} NOT NULL, \
             CONSTRAINT pairs_a_b_key UNIQUE (a, b)); INSERT INTO pairs VALUES (1, 2)"
        );
        store
            .write(move |tx| execute(tx.conn(), &create))
            .await
            .unwrap();
        let error = refusal(&store, "INSERT INTO pairs VALUES (1, 2)").await;
        assert!(is_unique_violation(&error, "pairs", "a_b"), "{error:?}");
        assert!(!is_unique_violation(&error, "pairs", "a"), "{error:?}");
        assert!(!is_unique_violation(&error, "meta", "a_b"), "{error:?}");
        assert_eq!(
            StoreError::from(error).to_string(),
            "pairs.a_b must be unique"
        );

        let twice = "INSERT INTO meta VALUES ('k', 'v'); INSERT INTO meta VALUES ('k', 'v')";
        let error = refusal(&store, twice).await;
        assert!(is_unique_violation(&error, "meta", "key"), "{error:?}");

        let error = refusal(&store, "INSERT INTO pairs VALUES (1, NULL)").await;
        assert!(!is_unique_violation(&error, "pairs", "b"), "{error:?}");
        let shown = StoreError::from(error).to_string();
        assert!(
            shown.contains("not null") && shown.contains("pairs"),
            "{shown}"
        );
    }
}

/// diesel's own error, which a write otherwise answers as a [`StoreError`].
struct Refusal(DieselError);

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        panic!("{error}")
    }
}

async fn refusal(store: &Store, sql: &'static str) -> DieselError {
    let answer: Result<(), Refusal> = store
        .write(move |tx| tx.conn().batch_execute(sql).map_err(Refusal))
        .await;
    answer.err().unwrap().0
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn insert_if_absent_tells_who_was_first() {
    for db in TestDb::all() {
        let store = db.with_scratch(Options::default()).await;
        let insert = |tx: &mut Write<'_>, note: &'static str| {
            insert_if_absent!(
                tx,
                scratch::table,
                (scratch::id.eq(7), scratch::note.eq(note))
            )
        };
        let (inside, test) = halt();
        let first = {
            let store = store.clone();
            tokio::spawn(async move {
                store
                    .write(move |tx| {
                        let new = insert(tx, "first")?;
                        inside.wait();
                        Ok::<_, StoreError>(new)
                    })
                    .await
            })
        };
        let test = test.until_arrived().await;
        let second = {
            let store = store.clone();
            tokio::spawn(async move {
                store
                    .write(move |tx| {
                        let new = insert(tx, "second")?;
                        let note: String =
                            scratch::table.select(scratch::note).get_result(tx.conn())?;
                        Ok::<_, StoreError>((new, note))
                    })
                    .await
            })
        };
        if store.backend_name() == "postgres" {
            // It waits for the first one's end.
            let waiting = "SELECT count(*) AS number FROM pg_stat_activity WHERE \
                           datname = current_database() AND wait_event_type = 'Lock'";
            while store
                .read(move |tx| number(tx.conn(), waiting))
                .await
                .unwrap()
                == 0
            {
                tokio::task::yield_now().await;
            }
        }
        test.let_go();
        assert!(first.await.unwrap().unwrap());
        assert_eq!(second.await.unwrap().unwrap(), (false, "first".to_owned()));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn positions_are_unique_and_on_sqlite_dense() {
    for db in TestDb::all() {
        let store = db.open();
        let undone: Result<(), StoreError> = store
            .write(|tx| {
                next_place(tx)?;
                Err(StoreError::Stale)
            })
            .await;
        undone.unwrap_err();
        let mut running = Vec::new();
        for _ in 0..8 {
            let store = store.clone();
            running.push(tokio::spawn(async move {
                let mut mine = Vec::new();
                for _ in 0..10 {
                    let place = store.write::<_, StoreError>(next_place).await.unwrap();
                    mine.push(place.position);
                }
                assert!(mine.is_sorted());
                mine
            }));
        }
        let mut all = Vec::new();
        for writer in running {
            all.extend(writer.await.unwrap());
        }
        all.sort_unstable();
        if store.backend_name() == "sqlite" {
            assert_eq!(all, (1..=80).collect::<Vec<i64>>());
        } else {
            all.dedup();
            assert_eq!(all.len(), 80);
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_horizon_stays_below_an_open_transaction() {
    for db in TestDb::all() {
        let store = db.open();
        let (inside, test) = halt();
        let open = {
            let store = store.clone();
            tokio::spawn(async move {
                store
                    .write(move |tx| {
                        let number = next_place(tx)?.tx;
                        inside.wait();
                        Ok::<_, StoreError>(number)
                    })
                    .await
            })
        };
        let test = test.until_arrived().await;
        let horizon = |store: Store| async move {
            store.read::<_, StoreError>(stable_horizon).await.unwrap()
        };
        let during = horizon(store.clone()).await;
        test.let_go();
        let open = open.await.unwrap().unwrap();
        let later = store.write::<_, StoreError>(next_place).await.unwrap().tx;
        let after = horizon(store.clone()).await;
        if store.backend_name() == "sqlite" {
            assert_eq!((open, during, later, after), (0, None, 0, None));
        } else {
            // Other databases of the server may hold the horizon back further.
            assert!(during.unwrap() <= open, "{during:?} {open}");
            assert!(later > open);
            assert!(after.is_some());
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_are_locked_on_postgres() {
    let Some(db) = TestDb::postgres() else { return };
    let options = Options {
        lock_timeout: Duration::from_millis(200),
        ..Options::default()
    };
    let store = db.open_with(options);
    store
        .write(|tx| {
            execute(
                tx.conn(),
                "CREATE SCHEMA probe; CREATE TABLE probe.cases (id uuid PRIMARY KEY); \
                 CREATE TABLE probe.tracks (id uuid PRIMARY KEY)",
            )?;
            for table in ["cases", "tracks"] {
                let id = uid(1);
                execute(
                    tx.conn(),
                    &format!("INSERT INTO probe.{table} VALUES ('{id}')"),
                )?;
            }
            Ok::<_, StoreError>(())
        })
        .await
        .unwrap();
    let search = "SET LOCAL search_path = probe";
    for table in [Lockable::Cases, Lockable::Tracks] {
        for (strong_first, strong_second, free) in [
            (false, false, true),
            (false, true, false),
            (true, false, false),
            (true, true, false),
        ] {
            let lock = move |tx: &mut Write<'_>, strong: bool| {
                execute(tx.conn(), search)?;
                if strong {
                    lock_for_update(tx, table, uid(1))
                } else {
                    lock_key_share(tx, table, uid(1))
                }
            };
            let (inside, test) = halt();
            let first = {
                let store = store.clone();
                tokio::spawn(async move {
                    store
                        .write(move |tx| {
                            lock(tx, strong_first)?;
                            inside.wait();
                            Ok::<_, StoreError>(())
                        })
                        .await
                })
            };
            let test = test.until_arrived().await;
            let second = store.write(move |tx| lock(tx, strong_second)).await;
            test.let_go();
            first.await.unwrap().unwrap();
            if free {
                second.unwrap();
            } else {
                assert!(
                    matches!(second, Err(StoreError::Busy)),
                    "{table:?} {second:?}"
                );
            }
        }
    }
}

#[tokio::test]
async fn locks_are_free_on_sqlite() {
    let db = TestDb::sqlite();
    let store = db.open();
    store
        .write(|tx| {
            lock_for_update(tx, Lockable::Cases, uid(1))?;
            lock_key_share(tx, Lockable::Tracks, uid(1))
        })
        .await
        .unwrap();
}
