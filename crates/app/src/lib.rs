//! Use cases: one write path, reads within a scope, and the keys, passwords and clocks they need.
//!
//! Must not know HTTP (`netralitas-api`) nor SQL (`netralitas-store`).

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)
)]

pub mod clock;
pub mod error;
pub mod keys;
pub mod passwords;
pub mod secret;
