//! Use cases: one write path, reads within a scope, and the keys, passwords and clocks they need.
//!
//! [`App`] holds what every use case needs. [`App::act`] and [`App::open`] are the one write path
//! (`command.rs`); reads are in `query.rs`. Must not know HTTP (`netralitas-api`) nor SQL
//! (`netralitas-store`).

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)
)]

pub mod accounts;
pub mod amending;
mod app;
pub mod clock;
pub mod cursor;
pub mod desk;
pub mod door;
pub mod erasing;
pub mod error;
pub mod input;
pub mod keys;
mod known;
pub mod law;
pub mod notes;
pub mod offices;
pub mod papers;
pub mod parties;
pub mod reading;
pub mod retention;
pub mod sealing;
pub mod search;
mod text;
pub mod writing;

pub use accounts::principal::Principal;
pub use app::{App, Surroundings};
pub use known::Known;
pub use netralitas_store::idempotency::Answer;
pub use writing::command::Keyed;
