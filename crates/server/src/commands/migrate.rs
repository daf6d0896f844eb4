//! `netralitas migrate`: makes the tables, or brings them up to this program.

use clap::Args;
use netralitas_store::{SchemaState, backend};

use super::Outcome;
use crate::{config::Config, installation};

/// Makes or changes the tables, all or nothing.
#[derive(Debug, Args)]
pub struct Migrate {
    /// Only say what would be done.
    #[arg(long)]
    pub plan: bool,
}

impl Migrate {
    /// Does it.
    ///
    /// # Errors
    /// A database that is not there, is newer than this program, or refuses a step.
    pub fn run(&self, config: &Config) -> Outcome {
        let url = installation::address(config)?;
        if self.plan {
            match backend::schema_state(&url) {
                Ok(SchemaState::Current) => {
                    println!("Nothing to do: the tables are those of this program.")
                }
                Ok(SchemaState::Empty) | Err(netralitas_store::StoreError::Missing { .. }) => {
                    println!("The database is empty: every table would be made.");
                }
                Ok(SchemaState::Older { pending }) => {
                    println!("Would run: {}.", pending.join(", "))
                }
                Ok(SchemaState::Newer { unknown }) => {
                    return Err(netralitas_store::StoreError::SchemaNewer { unknown }.into());
                }
                Err(other) => return Err(other.into()),
            }
            return Ok(());
        }
        backend::migrate(&url, true)?;
        println!(
            "The tables are those of this program ({}).",
            url.backend_name()
        );
        Ok(())
    }
}
