//! Test support: a made-up world of offices, and a player that carries cases through it by commands.
//!
//! [`play`] knows only the domain; `db` and `http` (feature `served`) put the real store and server around
//! it. It is a dev-dependency only; a wrong use of it panics, as a failed test does.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "test support: a wrong use fails the test at once"
)]

#[cfg(feature = "served")]
pub mod db;
#[cfg(feature = "served")]
pub mod http;
#[cfg(feature = "served")]
pub mod issuer;
#[cfg(feature = "served")]
pub mod one_time;
pub mod play;
