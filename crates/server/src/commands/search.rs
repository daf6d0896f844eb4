//! `netralitas search …`: the index that searches go by.

use std::sync::Arc;

use clap::Subcommand;
use netralitas_app::clock::{RandomIds, SystemClock};

use super::{Outcome, Refused, explain};
use crate::{
    config::Config,
    installation::{self, Mode},
};

/// What can be done with the index.
#[derive(Debug, Subcommand)]
pub enum Search {
    /// Write the whole index anew, some cases at a time; others work on meanwhile. Safe to stop and to repeat.
    Rebuild,
    /// Hold the index against what would be written now, and change nothing. Fails where a case differs, and names it.
    Verify,
}

impl Search {
    /// Does it.
    ///
    /// # Errors
    /// The installation, the database, an index that differs.
    pub fn run(&self, config: &Config) -> Outcome {
        let (clock, ids) = (Arc::new(SystemClock), Arc::new(RandomIds));
        let app = installation::open(config, Mode::Real, clock, ids)?;
        match self {
            Self::Rebuild => {
                let moved = app.rebuild_index().map_err(explain)?;
                println!("The index is new; it was otherwise in {moved} cases.");
                Ok(())
            }
            Self::Verify => {
                let differs = app.verify_index().map_err(explain)?;
                if differs.is_empty() {
                    println!("The index is what would be written now.");
                    return Ok(());
                }
                for case in &differs {
                    println!("case {case}: the index differs");
                }
                let said = format!(
                    "the index differs in {} cases: netralitas search rebuild",
                    differs.len()
                );
                Err(Refused(said).into())
            }
        }
    }
}
