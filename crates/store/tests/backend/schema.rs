//! Migrations: what state a database is in, up and down, several programs at once.

use diesel::prelude::*;
use diesel::sql_types::Text;
use netralitas_store::backend::{Options, SchemaState, Store, migrate, revert_all, schema_state};
use netralitas_store::error::StoreError;

use crate::database::{TestDb, execute};

#[test]
fn up_down_up() {
    for db in TestDb::all_empty() {
        assert_eq!(schema_state(&db.url).unwrap(), SchemaState::Empty);
        migrate(&db.url, false).unwrap();
        assert_eq!(schema_state(&db.url).unwrap(), SchemaState::Current);
        // Running it again changes nothing.
        migrate(&db.url, false).unwrap();
        revert_all(&db.url).unwrap();
        assert_eq!(schema_state(&db.url).unwrap(), SchemaState::Empty);
        migrate(&db.url, false).unwrap();
        assert_eq!(schema_state(&db.url).unwrap(), SchemaState::Current);
        drop(db.open());
    }
}

#[test]
fn looking_at_an_empty_database_changes_nothing() {
    let db = TestDb::empty_sqlite();
    let refused = Store::open(db.url.clone(), Options::default())
        .err()
        .unwrap();
    assert!(matches!(refused, StoreError::SchemaEmpty), "{refused}");
    assert!(
        refused.to_string().contains("netralitas migrate"),
        "{refused}"
    );
    assert_eq!(schema_state(&db.url).unwrap(), SchemaState::Empty);
    let opened = Store::open(
        db.url.clone(),
        Options {
            create: true,
            ..Options::default()
        },
    );
    assert_eq!(opened.unwrap().backend_name(), "sqlite");
}

#[tokio::test]
async fn a_newer_database_is_refused() {
    for db in TestDb::all() {
        let store = db.open();
        store
            .write(|tx| {
                execute(
                    tx.conn(),
                    "INSERT INTO __diesel_schema_migrations (version) VALUES ('99999999999999')",
                )
            })
            .await
            .unwrap();
        let unknown = vec!["99999999999999".to_owned()];
        assert_eq!(
            schema_state(&db.url).unwrap(),
            SchemaState::Newer { unknown }
        );
        for error in [
            Store::open(db.url.clone(), Options::default())
                .err()
                .unwrap(),
            migrate(&db.url, false).unwrap_err(),
        ] {
            assert!(matches!(error, StoreError::SchemaNewer { .. }), "{error}");
        }
    }
}

#[tokio::test]
async fn a_database_without_the_last_migration_is_refused_with_the_command_to_run() {
    for db in TestDb::all() {
        let store = db.open();
        store
            .write(|tx| {
                execute(
                    tx.conn(),
                    "DELETE FROM __diesel_schema_migrations WHERE version = \
                     (SELECT max(version) FROM __diesel_schema_migrations)",
                )
            })
            .await
            .unwrap();
        let error = Store::open(db.url.clone(), Options::default())
            .err()
            .unwrap();
        // With a single migration nothing lies between empty and current.
        match &error {
            StoreError::SchemaOlder { pending } => assert_eq!(pending.len(), 1),
            other => assert!(matches!(other, StoreError::SchemaEmpty), "{other}"),
        }
        assert!(error.to_string().contains("netralitas migrate"), "{error}");
    }
}

#[test]
fn several_programs_may_migrate_at_once() {
    for db in TestDb::all_empty() {
        std::thread::scope(|scope| {
            let running: Vec<_> = (0..6)
                .map(|_| scope.spawn(|| migrate(&db.url, false)))
                .collect();
            for program in running {
                program.join().unwrap().unwrap();
            }
        });
        assert_eq!(schema_state(&db.url).unwrap(), SchemaState::Current);
    }
}

#[tokio::test]
async fn a_file_is_in_wal_mode_with_foreign_keys_and_strict_pragmas() {
    let db = TestDb::sqlite();
    let store = db.open();
    for (pragma, value) in [
        ("busy_timeout", "5000"),
        ("journal_mode", "wal"),
        ("synchronous", "2"),
        ("foreign_keys", "1"),
        ("trusted_schema", "0"),
        ("cache_size", "-8000"),
    ] {
        let ask = move |conn: &mut netralitas_store::backend::DbConn| {
            #[derive(QueryableByName)]
            struct Row {
                #[diesel(sql_type = Text)]
                value: String,
            }
            let column = if pragma == "busy_timeout" {
                "timeout"
            } else {
                pragma
            };
            let row: Row = diesel::sql_query(format!(
                "SELECT CAST({column} AS TEXT) AS value FROM pragma_{pragma}"
            ))
            .get_result(conn)?;
            Ok::<_, StoreError>(row.value)
        };
        assert_eq!(
            store.read(move |tx| ask(tx.conn())).await.unwrap(),
            value,
            "{pragma}, reading"
        );
        assert_eq!(
            store.write(move |tx| ask(tx.conn())).await.unwrap(),
            value,
            "{pragma}, writing"
        );
    }
}
