//! The database layer, on SQLite always and on PostgreSQL when `TEST_DATABASE_URL` names a
//! server; every test gets a fresh database of its own.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod address;
mod database;
mod differences;
mod group;
mod schema;
mod transactions;
