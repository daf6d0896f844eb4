//! Reads and writes on both databases: nothing lost, nothing half, errors that are true.

use std::time::Duration;

use diesel::prelude::*;
use netralitas_store::backend::{Options, Store};
use netralitas_store::error::StoreError;

use crate::database::{TestDb, execute, halt, insert, number, scratch, stored};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn eight_writers_that_read_then_update_lose_nothing() {
    for db in TestDb::all() {
        let store = db.with_scratch(Options::default()).await;
        store
            .write(|tx| execute(tx.conn(), "INSERT INTO scratch VALUES (1, '0')"))
            .await
            .unwrap();
        let mut running = Vec::new();
        for _ in 0..8 {
            let store = store.clone();
            running.push(tokio::spawn(async move {
                for _ in 0..50 {
                    add_one(&store).await;
                }
            }));
        }
        for writer in running {
            writer.await.unwrap();
        }
        let total = store
            .read(|tx| {
                number(
                    tx.conn(),
                    "SELECT CAST(note AS bigint) AS number FROM scratch",
                )
            })
            .await
            .unwrap();
        assert_eq!(total, 400, "{}", store.backend_name());
    }
}

/// Reads, then writes what it read plus one; as commands do, it tries again when stale.
async fn add_one(store: &Store) {
    loop {
        let done = store
            .write(|tx| {
                let note: String = scratch::table
                    .filter(scratch::id.eq(1))
                    .select(scratch::note)
                    .get_result(tx.conn())?;
                let next = (note.parse::<i64>().unwrap() + 1).to_string();
                let changed = diesel::update(
                    scratch::table
                        .filter(scratch::id.eq(1))
                        .filter(scratch::note.eq(&note)),
                )
                .set(scratch::note.eq(next))
                .execute(tx.conn())?;
                if changed == 1 {
                    Ok(())
                } else {
                    Err(StoreError::Stale)
                }
            })
            .await;
        match done {
            Ok(()) => return,
            Err(StoreError::Stale) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

#[tokio::test]
async fn an_error_rolls_back_and_a_panic_too() {
    for db in TestDb::all() {
        let store = db.with_scratch(Options::default()).await;
        let refused: Result<(), StoreError> = store
            .write(|tx| {
                insert(tx.conn(), 1)?;
                Err(StoreError::Stale)
            })
            .await;
        assert!(matches!(refused, Err(StoreError::Stale)));
        let panicked: Result<(), StoreError> = store
            .write(|tx| {
                insert(tx.conn(), 2)?;
                panic!("on purpose");
            })
            .await;
        assert!(matches!(panicked, Err(StoreError::Panicked)));
        let panicked: Result<(), StoreError> = store.read(|_| panic!("on purpose")).await;
        assert!(matches!(panicked, Err(StoreError::Panicked)));
        assert_eq!(stored(&store).await, [] as [i64; 0]);
        store.ping().await.unwrap();
    }
}

#[tokio::test]
async fn a_read_cannot_write() {
    for db in TestDb::all() {
        let store = db.with_scratch(Options::default()).await;
        store.read(|tx| insert(tx.conn(), 1)).await.unwrap_err();
        assert_eq!(stored(&store).await, [] as [i64; 0]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_statements_of_a_read_see_the_same_state() {
    for db in TestDb::all() {
        let store = db.with_scratch(Options::default()).await;
        let (inside, test) = halt();
        let reading = {
            let store = store.clone();
            tokio::spawn(async move {
                store
                    .read::<_, StoreError>(move |tx| {
                        let count = "SELECT count(*) AS number FROM scratch";
                        let before = number(tx.conn(), count)?;
                        inside.wait();
                        Ok((before, number(tx.conn(), count)?))
                    })
                    .await
            })
        };
        let test = test.until_arrived().await;
        store.write(|tx| insert(tx.conn(), 1)).await.unwrap();
        test.let_go();
        assert_eq!(
            reading.await.unwrap().unwrap(),
            (0, 0),
            "{}",
            store.backend_name()
        );
        assert_eq!(stored(&store).await, [1]);
    }
}

#[tokio::test]
async fn a_swallowed_error_is_not_acknowledged_on_postgres() {
    // There COMMIT of a failed transaction answers success and rolls back.
    let Some(db) = TestDb::postgres() else { return };
    let store = db.with_scratch(Options::default()).await;
    let answer: Result<(), StoreError> = store
        .write(|tx| {
            insert(tx.conn(), 1)?;
            let _ = insert(tx.conn(), 1);
            Ok(())
        })
        .await;
    assert!(
        matches!(answer, Err(StoreError::TransactionLost)),
        "{answer:?}"
    );
    assert_eq!(stored(&store).await, [] as [i64; 0]);
}

#[tokio::test]
async fn a_nested_failure_undoes_only_itself() {
    for db in TestDb::all() {
        let store = db.with_scratch(Options::default()).await;
        store
            .write(|tx| {
                insert(tx.conn(), 1)?;
                let twice = tx.nested(|tx| {
                    insert(tx.conn(), 2)?;
                    insert(tx.conn(), 1)
                });
                assert!(matches!(twice, Err(StoreError::Unique { .. })));
                tx.nested(|tx| insert(tx.conn(), 3))
            })
            .await
            .unwrap();
        assert_eq!(stored(&store).await, [1, 3], "{}", store.backend_name());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_no_place_is_free_it_is_busy() {
    for db in TestDb::all() {
        let options = Options {
            pool_size: 1,
            busy_timeout: Duration::from_millis(100),
            ..Options::default()
        };
        let store = db.open_with(options);
        let (inside, test) = halt();
        let reading = {
            let store = store.clone();
            tokio::spawn(async move {
                store
                    .read::<_, StoreError>(move |_| {
                        inside.wait();
                        Ok(())
                    })
                    .await
            })
        };
        let test = test.until_arrived().await;
        assert!(matches!(store.ping().await, Err(StoreError::Busy)));
        let blocking = {
            let store = store.clone();
            tokio::task::spawn_blocking(move || store.read_blocking::<(), StoreError>(|_| Ok(())))
        };
        assert!(matches!(blocking.await.unwrap(), Err(StoreError::Busy)));
        test.let_go();
        reading.await.unwrap().unwrap();
        store.ping().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_that_waited_too_long_is_busy_and_is_not_run() {
    let db = TestDb::sqlite();
    let options = Options {
        busy_timeout: Duration::from_millis(100),
        ..Options::default()
    };
    let store = db.with_scratch(options).await;
    let (inside, test) = halt();
    let first = {
        let store = store.clone();
        tokio::spawn(async move {
            store
                .write::<_, StoreError>(move |_| {
                    inside.wait();
                    Ok(())
                })
                .await
        })
    };
    let test = test.until_arrived().await;
    let late = {
        let store = store.clone();
        crate::database::Queued::start(async move { store.write(|tx| insert(tx.conn(), 1)).await })
    };
    tokio::time::sleep(Duration::from_millis(150)).await;
    test.let_go();
    first.await.unwrap().unwrap();
    assert!(matches!(late.answer().await, Err(StoreError::Busy)));
    assert_eq!(stored(&store).await, [] as [i64; 0]);
}

#[tokio::test]
async fn a_page_is_stopped_sooner_than_other_reads_and_leaves_their_limit_alone() {
    for db in TestDb::all() {
        let options = Options {
            pool_size: 1,
            page_timeout: Duration::from_millis(100),
            ..Options::default()
        };
        let store = db.with_scratch(options).await;
        let long = match store.backend_name() {
            "sqlite" => {
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) \
                 SELECT count(*) AS number FROM n"
            }
            _ => "SELECT 1::bigint AS number FROM pg_sleep(0.5)",
        };
        let page = store.read_page(move |tx| number(tx.conn(), long)).await;
        assert!(matches!(page, Err(StoreError::TooSlow)), "{page:?}");
        // The same connection, for there is one.
        store.read(move |tx| number(tx.conn(), long)).await.unwrap();
        let short = store
            .read_page(|tx| number(tx.conn(), "SELECT CAST(7 AS bigint) AS number"))
            .await;
        assert_eq!(short.unwrap(), 7);
    }
}

#[tokio::test]
async fn work_that_does_not_end_is_stopped() {
    for db in TestDb::all() {
        let options = Options {
            statement_timeout: Duration::from_millis(200),
            ..Options::default()
        };
        let store = db.with_scratch(options).await;
        let endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 - i FROM n) \
                       SELECT count(*) AS number FROM n";
        let read = store.read(move |tx| number(tx.conn(), endless)).await;
        assert!(matches!(read, Err(StoreError::TooSlow)), "{read:?}");
        let written = store.write(move |tx| number(tx.conn(), endless)).await;
        assert!(matches!(written, Err(StoreError::TooSlow)), "{written:?}");
        store.ping().await.unwrap();
    }
}

#[tokio::test]
async fn the_pool_recovers_when_the_server_ended_all_sessions() {
    let Some(db) = TestDb::postgres() else { return };
    let store = db.with_scratch(Options::default()).await;
    for round in 0..3 {
        store
            .write(move |tx| insert(tx.conn(), round))
            .await
            .unwrap();
        db.server.as_ref().unwrap().end_sessions();
        store.ping().await.unwrap();
    }
    db.server.as_ref().unwrap().end_sessions();
    store.write(|tx| insert(tx.conn(), 10)).await.unwrap();
    assert_eq!(stored(&store).await, [0, 1, 2, 10]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_ends_during_the_work_writes_nothing() {
    let Some(db) = TestDb::postgres() else { return };
    let store = db.with_scratch(Options::default()).await;
    let (inside, test) = halt();
    let writing = {
        let store = store.clone();
        tokio::spawn(async move {
            store
                .write(move |tx| {
                    insert(tx.conn(), 1)?;
                    inside.wait();
                    Ok::<_, StoreError>(())
                })
                .await
        })
    };
    let test = test.until_arrived().await;
    db.server.as_ref().unwrap().end_sessions();
    test.let_go();
    let answer = writing.await.unwrap();
    assert!(
        matches!(answer, Err(StoreError::CommitUnknown)),
        "{answer:?}"
    );
    assert_eq!(stored(&store).await, [] as [i64; 0]);
}
