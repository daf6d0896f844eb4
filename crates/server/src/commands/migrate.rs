//! `netralitas migrate`: makes the tables, or brings them up to this program.

use clap::Args;
use netralitas_store::{DatabaseUrl, SchemaState, StoreError, backend};

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
            return plan(&url);
        }
        backend::migrate(&url, true)?;
        println!(
            "The tables are those of this program ({}).",
            url.backend_name()
        );
        Ok(())
    }
}

/// Says what would be done, and changes nothing.
fn plan(url: &DatabaseUrl) -> Outcome {
    let would = |what: &str, versions: Option<&[String]>| -> Outcome {
        println!("{what}");
        for name in backend::names(url)? {
            if versions.is_none_or(|v| v.iter().any(|v| name.starts_with(v.as_str()))) {
                println!("  {name}");
            }
        }
        Ok(())
    };
    match installation::schema(url) {
        Ok(SchemaState::Current) => {
            println!("Nothing to do: the tables are those of this program.");
            Ok(())
        }
        Ok(SchemaState::Empty) | Err(StoreError::Missing { .. }) => would(
            "The database is empty: every table would be made. Would run:",
            None,
        ),
        Ok(SchemaState::Older { pending }) => would(
            "The database is older than this program. Make a backup, stop the server, run `netralitas migrate`. \
             Would run, all or nothing:",
            Some(&pending),
        ),
        Ok(SchemaState::Newer { unknown }) => Err(StoreError::SchemaNewer {
            unknown,
            program: backend::migrated_by(url),
        }
        .into()),
        Err(other) => Err(other.into()),
    }
}
