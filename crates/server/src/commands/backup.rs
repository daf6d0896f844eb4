//! `netralitas backup FILE`: a copy of the database while the server runs.

use std::path::PathBuf;

use clap::Args;
use netralitas_store::{DatabaseUrl, backend};

use super::{Outcome, Refused};
use crate::{config::Config, installation};

/// Copies the SQLite database into a new file, as of one moment. The server may go on; nothing is written over.
#[derive(Debug, Args)]
pub struct Backup {
    /// The file to make. The master key is not in it: keep a copy of that elsewhere.
    pub file: PathBuf,
}

impl Backup {
    /// Does it.
    ///
    /// # Errors
    /// A file that is there already, a full disk, a database that is not there; PostgreSQL, with the command to run.
    pub fn run(&self, config: &Config) -> Outcome {
        let url = installation::address(config)?;
        if matches!(url, DatabaseUrl::Postgres(_)) {
            // The address may hold a password, so it is not repeated.
            return Err(Refused(format!(
                "nothing was copied: a PostgreSQL database is copied by its own program, with the same address:\n\n  \
                 pg_dump --format=custom --file={} \"$NETRALITAS_DATABASE__URL\"\n\nand restored by\n\n  \
                 pg_restore --clean --if-exists --no-owner --dbname=ADDRESS {}",
                self.file.display(),
                self.file.display()
            ))
            .into());
        }
        let size = backend::backup(&url, &self.file)?;
        println!(
            "Copied to {} ({size} bytes). Keep the master key elsewhere: without it the copy cannot be served.",
            self.file.display()
        );
        Ok(())
    }
}
