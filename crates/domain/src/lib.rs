//! The case machine, pure: rules, state, decisions and dates of civil-servant neutrality cases.
//!
//! What it owns: the tables of the procedure ([`procedure`]), the dated law ([`law`]), the state of a
//! case ([`mod@file`]), and the two functions everything else is built on: [`acts::decide()`] turns a command
//! into events or a refusal, [`acts::next_actions`] lists what an actor may do and why not.
//!
//! What it must not know: a clock, a database, HTTP, randomness, personal values. Time, fresh ids and the
//! law come in as arguments; names of people never do.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)
)]

#[macro_use]
pub mod vocabulary;

pub mod account_life;
pub mod acts;
pub mod figures;
pub mod file;
pub mod identity;
pub mod ids;
pub mod law;
pub mod numbers;
pub mod office_file;
pub mod office_life;
pub mod people;
pub mod procedure;
pub mod refusal;
pub mod security;
pub mod time;

pub use vocabulary::Text;
