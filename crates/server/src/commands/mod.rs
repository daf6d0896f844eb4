//! One file per command; each takes its arguments and the configuration and does its work.

pub mod check_config;
pub mod docs;
pub mod keys;

/// How a command ends: the error is shown to the person at the terminal, with its causes.
pub type Outcome = Result<(), Box<dyn std::error::Error>>;
