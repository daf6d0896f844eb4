//! Test support: a made-up world of offices, and a player that carries cases through it by commands.
//!
//! What it must not know: how anything is stored or served. It is a dev-dependency only; a wrong use of it
//! panics, as a failed test does.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "test support: a wrong use fails the test at once"
)]

pub mod play;
