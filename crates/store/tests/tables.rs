//! Both databases have the same tables and columns, and `schema.rs` names exactly those.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests"
)]

use std::collections::{BTreeMap, BTreeSet};

use diesel::{connection::SimpleConnection, prelude::*, sql_types::Text};
use netralitas_store::backend::{DatabaseUrl, migrate};

/// Table → column → may be null.
type Shape = BTreeMap<String, BTreeMap<String, bool>>;

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
    #[diesel(sql_type = Text)]
    nullable: String,
}

fn shape(columns: Vec<Column>) -> Shape {
    let mut shape = Shape::new();
    for c in columns
        .into_iter()
        .filter(|c| !c.table_name.starts_with("__diesel"))
    {
        shape
            .entry(c.table_name)
            .or_default()
            .insert(c.column_name, c.nullable == "YES");
    }
    shape
}

#[expect(
    clippy::disallowed_methods,
    reason = "reads the database's own catalogue"
)]
fn sqlite() -> Shape {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.sqlite3");
    let url: DatabaseUrl = format!("sqlite://{}", path.display()).parse().unwrap();
    migrate(&url, true).unwrap();
    let mut conn = SqliteConnection::establish(path.to_str().unwrap()).unwrap();
    // The full-text index of SQLite is none of the tables; on PostgreSQL it is an index.
    let sql = "SELECT m.name AS table_name, c.name AS column_name, CASE c.\"notnull\" WHEN 0 THEN 'YES' ELSE 'NO' END AS nullable \
               FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' \
               AND m.name NOT LIKE 'search_index%'";
    shape(diesel::sql_query(sql).load(&mut conn).unwrap())
}

#[expect(
    clippy::disallowed_methods,
    reason = "makes and reads a whole database"
)]
fn postgres(server: &str) -> Shape {
    let name = format!("tables_{}", std::process::id());
    let mut admin = PgConnection::establish(server).unwrap();
    admin
        .batch_execute(&format!("CREATE DATABASE {name}"))
        .unwrap();
    let url = format!("{}/{name}", server.rsplit_once('/').unwrap().0);
    migrate(&url.parse().unwrap(), true).unwrap();
    let sql = "SELECT table_name::text, column_name::text, is_nullable::text AS nullable \
               FROM information_schema.columns WHERE table_schema = 'public'";
    let columns = diesel::sql_query(sql)
        .load(&mut PgConnection::establish(&url).unwrap())
        .unwrap();
    admin
        .batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)"))
        .unwrap();
    shape(columns)
}

/// Reads the `table!` blocks as text: what diesel would bind to.
fn declared() -> Shape {
    let mut shape = Shape::new();
    let mut table = None;
    for line in concat!(
        include_str!("../src/schema.rs"),
        include_str!("../src/schema_beside.rs"),
        include_str!("../src/schema_accounts.rs"),
        include_str!("../src/schema_door.rs"),
        include_str!("../src/schema_figures.rs")
    )
    .lines()
    .map(str::trim)
    {
        if let Some((name, rest)) = line.split_once(" (")
            && rest.ends_with(") {")
        {
            table = Some(name.to_owned());
        } else if line == "}" {
            table = None;
        } else if let (Some(table), Some((column, kind))) = (&table, line.split_once(" -> ")) {
            let nullable = kind.starts_with("Nullable<");
            shape
                .entry(table.clone())
                .or_default()
                .insert(column.to_owned(), nullable);
        }
    }
    shape
}

#[test]
fn schema_and_databases_have_the_same_columns() {
    let declared = declared();
    assert!(
        declared.len() > 20,
        "the reading of schema.rs found {} tables",
        declared.len()
    );
    assert_eq!(sqlite(), declared, "SQLite differs from schema.rs");
    if let Ok(server) = std::env::var("TEST_DATABASE_URL") {
        assert_eq!(
            postgres(&server),
            declared,
            "PostgreSQL differs from schema.rs"
        );
    }
}

#[test]
fn both_folders_have_the_same_migrations() {
    let names = |folder: &str| -> BTreeSet<String> {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../migrations")
            .join(folder);
        std::fs::read_dir(path)
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
}
