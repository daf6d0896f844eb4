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
pub mod amend;
mod amended_papers;
mod amended_requirements;
mod app;
pub mod approvals;
mod asker;
pub mod assignments;
pub mod chains;
pub mod clock;
mod command;
pub mod cursor;
mod due_lists;
pub mod earlier_sanctions;
pub mod error;
pub mod files;
pub mod input;
pub mod joined;
pub mod keys;
mod known;
pub mod law_book;
pub mod law_changes;
pub mod many_papers;
pub mod meetings;
pub mod offices;
mod opened_files;
mod opening;
mod own_matters;
pub mod passwords;
mod persist;
mod prepare;
mod prepared_act;
pub mod principal;
pub mod query;
pub mod reached;
pub mod receipt;
pub mod records;
mod references;
mod refusing;
pub mod respondents;
pub mod secret;
mod seeing;
pub mod sessions;
pub mod track_view;

pub use app::{App, Surroundings};
pub use command::Keyed;
pub use known::Known;
pub use netralitas_store::idempotency::Answer;
pub use principal::Principal;
