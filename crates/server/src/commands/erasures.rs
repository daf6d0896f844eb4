//! `netralitas erasures …`: the list of who was erased, and a database held against it.

use std::{path::PathBuf, sync::Arc};

use clap::Subcommand;
use netralitas_app::{
    App,
    clock::{RandomIds, SystemClock},
    erasing::list::{ErasureList, Line},
};

use super::{Outcome, Refused, explain};
use crate::{
    config::Config,
    installation::{self, Mode},
};

/// What can be done with erasures.
#[derive(Debug, Subcommand)]
pub enum Erasures {
    /// Print what was erased in this database: identifiers and days, no names.
    List {
        /// As lines of JSON, in the form of the erasure list.
        #[arg(long)]
        json: bool,
    },
    /// Erase again what a list says was erased: for a PostgreSQL database restored by `pg_restore`. Safe to repeat.
    Apply {
        /// The list; without it the one of this installation.
        file: Option<PathBuf>,
    },
    /// Take what was erased out of the database's own files, and remove the bytes of erased files. On PostgreSQL run it as
    /// the owner of the tables; others wait meanwhile.
    Scrub,
}

impl Erasures {
    /// Does it.
    ///
    /// # Errors
    /// The installation, the list; a journal that does not fold to what is stored.
    pub fn run(&self, config: &Config) -> Outcome {
        let app = unheld(config)?;
        match self {
            Self::List { json } => print(&app.erasure_lines().map_err(explain)?, *json),
            Self::Apply { file } => {
                let file = file.clone();
                let file = file.unwrap_or_else(|| config.erasure_list_file(false));
                if !file.exists() {
                    return Err(Refused(format!("there is no list {}", file.display())).into());
                }
                let lines = ErasureList::at(file).read()?;
                apply(&app, &lines)?;
                app.list_what_is_unlisted().map_err(explain)?;
                scrub(&app)
            }
            Self::Scrub => scrub(&app),
        }
    }
}

/// An installation that is not held against its erasure list: it is about to be.
fn unheld(config: &Config) -> Result<App, installation::OpenError> {
    let (clock, ids) = (Arc::new(SystemClock), Arc::new(RandomIds));
    installation::open_unheld(config, Mode::Real, clock, ids)
}

/// Applies lines, and looks whether every journal still folds to what is stored.
pub(super) fn apply(app: &App, lines: &[Line]) -> Outcome {
    let applied = app.apply_erasures(lines).map_err(explain)?;
    println!(
        "{} erasures carried out again, {} of people whom this database does not know.",
        applied.erased, applied.unknown
    );
    let differs = app.verify_fold().map_err(explain)?;
    match differs.is_empty() {
        true => Ok(()),
        false => Err(Refused(format!(
            "the state of these tracks is not what their journal says: {}",
            differs.join(", ")
        ))
        .into()),
    }
}

/// Scrubs, and says what is left to the operator.
pub(super) fn scrub(app: &App) -> Outcome {
    let cleaned = app.scrub_erased().map_err(explain)?;
    println!(
        "{} files removed; {} erasures are out of the database's files.",
        cleaned.files, cleaned.erasures
    );
    for left in &cleaned.left {
        println!("Left to do: {left}");
    }
    Ok(())
}

fn print(lines: &[Line], json: bool) -> Outcome {
    for line in lines {
        if json {
            println!("{}", serde_json::to_string(line)?);
        } else {
            println!(
                "{}  case {}  party {}  {}  {} files",
                line.erasure_id,
                line.case_id,
                line.party_id,
                line.ground.code(),
                line.files.len()
            );
        }
    }
    Ok(())
}
