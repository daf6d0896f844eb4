//! SQLite's grouped writer: whatever goes wrong inside a group, what was acknowledged is
//! stored, what was not is not, and the neighbours succeed.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use netralitas_store::backend::{Options, Store, Write};
use netralitas_store::error::StoreError;

use crate::database::{Queued, TestDb, execute, halt, insert, number, stored};

type Work = Arc<dyn Fn(&mut Write<'_>) -> Result<(), StoreError> + Send + Sync>;

const SIZE: i64 = 20;
const CULPRIT: i64 = 9;

/// Runs inserts 0 to 19 as one group, with `bad` in the place of number 9, and gives the
/// answers in order.
async fn group(store: &Store, bad: Work) -> Vec<Result<(), StoreError>> {
    let (inside, test) = halt();
    let first = {
        let store = store.clone();
        Queued::start(async move {
            store
                .write(move |_| {
                    inside.wait();
                    Ok::<_, StoreError>(())
                })
                .await
        })
    };
    // While the writer holds the first one, all others gather into one group.
    let test = test.until_arrived().await;
    let mut queued = Vec::new();
    for id in 0..SIZE {
        let store = store.clone();
        let bad = (id == CULPRIT).then(|| Arc::clone(&bad));
        queued.push(Queued::start(async move {
            store
                .write(move |tx| match &bad {
                    Some(bad) => bad(tx),
                    None => insert(tx.conn(), id),
                })
                .await
        }));
    }
    test.let_go();
    first.answer().await.unwrap();
    let mut answers = Vec::new();
    for command in queued {
        answers.push(command.answer().await);
    }
    answers
}

/// All neighbours were acknowledged and stored, the culprit failed; returns its error.
async fn only_the_culprit_failed(
    store: &Store,
    answers: Vec<Result<(), StoreError>>,
) -> StoreError {
    let mut failure = None;
    for (id, answer) in (0..).zip(answers) {
        match answer {
            Ok(()) => assert_ne!(id, CULPRIT, "the culprit was acknowledged"),
            Err(error) => {
                assert_eq!(id, CULPRIT, "a neighbour failed: {error}");
                failure = Some(error);
            }
        }
    }
    let expected: Vec<i64> = (0..SIZE).filter(|id| *id != CULPRIT).collect();
    assert_eq!(stored(store).await, expected);
    // And the writer goes on.
    store.write(|tx| insert(tx.conn(), 1_000)).await.unwrap();
    failure.expect("the culprit's failure")
}

#[tokio::test]
async fn a_refusal_undoes_its_own_writes_only() {
    let db = TestDb::sqlite();
    let store = db.with_scratch(Options::default()).await;
    let answers = group(
        &store,
        Arc::new(|tx| {
            insert(tx.conn(), 500)?;
            Err(StoreError::Stale)
        }),
    )
    .await;
    let error = only_the_culprit_failed(&store, answers).await;
    assert!(matches!(error, StoreError::Stale), "{error}");
}

#[tokio::test]
async fn a_violated_constraint_does_not_hurt_the_neighbours() {
    let db = TestDb::sqlite();
    let store = db.with_scratch(Options::default()).await;
    let answers = group(&store, Arc::new(|tx| insert(tx.conn(), 3))).await;
    let error = only_the_culprit_failed(&store, answers).await;
    assert!(
        matches!(&error, StoreError::Unique { table, column } if table == "scratch" && column == "id"),
        "{error}"
    );
}

/// Leaves the database no room, then stores one large row: SQLite rolls the whole
/// transaction back, the released savepoints of the neighbours included.
fn fill_the_disk(tx: &mut Write<'_>) -> Result<(), StoreError> {
    no_more_pages(tx)?;
    execute(
        tx.conn(),
        "INSERT INTO scratch VALUES (2000, hex(zeroblob(100000)))",
    )
}

fn no_more_pages(tx: &mut Write<'_>) -> Result<(), StoreError> {
    let pages = number(
        tx.conn(),
        "SELECT page_count AS number FROM pragma_page_count",
    )?;
    execute(tx.conn(), &format!("PRAGMA max_page_count = {pages}"))
}

#[tokio::test]
async fn a_full_disk_in_the_middle_of_a_group() {
    let db = TestDb::sqlite();
    let store = db.with_scratch(Options::default()).await;
    let answers = group(&store, Arc::new(fill_the_disk)).await;
    let error = only_the_culprit_failed(&store, answers).await;
    assert!(matches!(error, StoreError::StorageFull), "{error}");
}

#[tokio::test]
async fn a_full_disk_that_undoes_one_statement_only() {
    let db = TestDb::sqlite();
    let store = db.with_scratch(Options::default()).await;
    let answers = group(
        &store,
        Arc::new(|tx| {
            no_more_pages(tx)?;
            execute(
                tx.conn(),
                "INSERT INTO scratch WITH RECURSIVE n (i) AS (SELECT 2000 UNION ALL \
                 SELECT i + 1 FROM n WHERE i < 9000) SELECT i, 'a note of some length' FROM n",
            )
        }),
    )
    .await;
    // SQLite keeps the transaction here, but the limit stays with the connection: the test
    // helper's last insert still fits into the pages there are.
    let error = only_the_culprit_failed(&store, answers).await;
    assert!(matches!(error, StoreError::StorageFull), "{error}");
}

#[tokio::test]
async fn a_full_disk_that_the_command_swallows() {
    let db = TestDb::sqlite();
    let store = db.with_scratch(Options::default()).await;
    let answers = group(
        &store,
        Arc::new(|tx| {
            assert!(matches!(fill_the_disk(tx), Err(StoreError::StorageFull)));
            execute(tx.conn(), "PRAGMA max_page_count = 1000000")?;
            // The transaction is gone, so this would commit by itself, behind the writer's
            // back, if the writer did not refuse all commits but its own.
            let stray = insert(tx.conn(), 600).unwrap_err();
            assert!(stray.to_string().contains("constraint failed"), "{stray}");
            Ok(())
        }),
    )
    .await;
    let error = only_the_culprit_failed(&store, answers).await;
    assert!(matches!(error, StoreError::TransactionLost), "{error}");
}

#[tokio::test]
async fn a_swallowed_full_disk_is_noticed_on_a_fresh_connection_too() {
    let db = TestDb::sqlite();
    drop(db.with_scratch(Options::default()).await);
    let store = db.open();
    for round in 0..2 {
        let answer: Result<(), StoreError> = store
            .write(move |tx| {
                let _ = fill_the_disk(tx);
                execute(tx.conn(), "PRAGMA max_page_count = 1000000")?;
                let _ = insert(tx.conn(), round);
                Ok(())
            })
            .await;
        assert!(
            matches!(answer, Err(StoreError::TransactionLost)),
            "{answer:?}"
        );
        assert_eq!(stored(&store).await, [] as [i64; 0]);
    }
}

#[tokio::test]
async fn an_interrupt_in_the_middle_of_a_group() {
    let db = TestDb::sqlite();
    let limit = Duration::from_millis(200);
    let store = db
        .with_scratch(Options {
            statement_timeout: limit,
            ..Options::default()
        })
        .await;
    let answers = group(
        &store,
        // Never ends by itself.
        Arc::new(|tx| {
            execute(
                tx.conn(),
                "INSERT INTO scratch WITH RECURSIVE n (i) AS (SELECT 700 UNION ALL \
                 SELECT i + 1 FROM n) SELECT i, 'x' FROM n WHERE i < 720",
            )
        }),
    )
    .await;
    let error = only_the_culprit_failed(&store, answers).await;
    assert!(matches!(error, StoreError::TooSlow), "{error}");
}

#[tokio::test]
async fn a_panic_in_the_middle_of_a_group() {
    let db = TestDb::sqlite();
    let store = db.with_scratch(Options::default()).await;
    let answers = group(
        &store,
        Arc::new(|tx| {
            insert(tx.conn(), 800)?;
            panic!("on purpose");
        }),
    )
    .await;
    let error = only_the_culprit_failed(&store, answers).await;
    assert!(matches!(error, StoreError::Panicked), "{error}");
}

#[tokio::test]
async fn a_command_that_commits_by_itself() {
    let db = TestDb::sqlite();
    let store = db.with_scratch(Options::default()).await;
    let answers = group(
        &store,
        Arc::new(|tx| {
            insert(tx.conn(), 900)?;
            let _ = execute(tx.conn(), "COMMIT");
            Ok(())
        }),
    )
    .await;
    only_the_culprit_failed(&store, answers).await;
}

#[tokio::test]
async fn a_foreign_key_that_is_broken_only_at_the_commit() {
    let db = TestDb::sqlite();
    let store = db.with_scratch(Options::default()).await;
    store
        .write(|tx| {
            execute(
                tx.conn(),
                "CREATE TABLE child (id INTEGER PRIMARY KEY, of INTEGER NOT NULL REFERENCES \
                 scratch (id) DEFERRABLE INITIALLY DEFERRED) STRICT",
            )
        })
        .await
        .unwrap();
    let answers = group(
        &store,
        Arc::new(|tx| execute(tx.conn(), "INSERT INTO child VALUES (1, 77777)")),
    )
    .await;
    only_the_culprit_failed(&store, answers).await;
}

#[tokio::test]
async fn commands_of_a_group_share_one_commit_and_see_each_other() {
    let db = TestDb::sqlite();
    let store = db.with_scratch(Options::default()).await;
    let seen = Arc::new(AtomicU32::new(0));
    let answers = {
        let seen = Arc::clone(&seen);
        group(
            &store,
            Arc::new(move |tx| {
                let count = number(tx.conn(), "SELECT count(*) AS number FROM scratch")?;
                seen.store(u32::try_from(count).unwrap(), Ordering::Relaxed);
                Err(StoreError::Stale)
            }),
        )
        .await
    };
    only_the_culprit_failed(&store, answers).await;
    assert_eq!(i64::from(seen.load(Ordering::Relaxed)), CULPRIT);
}

#[tokio::test]
async fn a_command_nobody_waits_for_is_not_run() {
    let db = TestDb::sqlite();
    let store = db.with_scratch(Options::default()).await;
    let (inside, test) = halt();
    let first = {
        let store = store.clone();
        Queued::start(async move {
            store
                .write(move |_| {
                    inside.wait();
                    Ok::<_, StoreError>(())
                })
                .await
        })
    };
    let test = test.until_arrived().await;
    let gone = {
        let store = store.clone();
        Queued::start(async move { store.write(|tx| insert(tx.conn(), 1)).await })
    };
    drop(gone);
    test.let_go();
    first.answer().await.unwrap();
    store.write(|tx| insert(tx.conn(), 2)).await.unwrap();
    assert_eq!(stored(&store).await, [2]);
}

#[tokio::test]
async fn dropping_the_store_finishes_what_is_queued() {
    let db = TestDb::sqlite();
    let store = db.with_scratch(Options::default()).await;
    let running = tokio::task::spawn_blocking(move || {
        std::thread::scope(|scope| {
            for id in 0..8 {
                let store = store.clone();
                scope.spawn(move || {
                    store
                        .write_blocking(move |tx| insert(tx.conn(), id))
                        .unwrap()
                });
            }
        });
        drop(store);
    });
    running.await.unwrap();
    let again: BTreeSet<i64> = stored(&db.open()).await.into_iter().collect();
    assert_eq!(again, (0..8).collect());
}
