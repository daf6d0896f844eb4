//! The program `netralitas`: configuration, logs, commands, and the listening server.
//!
//! Only this crate builds the system clock and reads the environment. Must not know rules or SQL.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)
)]

pub mod cli;
pub mod commands;
pub mod config;
pub mod database_url;
pub mod demo;
pub mod generate;
pub mod installation;
pub mod listen;
pub mod replay;
pub mod stopping;
pub mod telemetry;
