//! `netralitas check-config`: what the configuration comes to.

use std::io::Write as _;

use super::Outcome;
use crate::config::Config;

/// Prints the effective values with secrets left out, then fails if any of them cannot be used.
///
/// # Errors
/// Everything that is wrong with the values, at once.
pub fn run(config: &Config) -> Outcome {
    let mut out = std::io::stdout().lock();
    out.write_all(config.to_toml()?.as_bytes())?;
    out.flush()?;
    config.check()?;
    config.check_transport(|name| std::env::var(name).ok())?;
    Ok(())
}
