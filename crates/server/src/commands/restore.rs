//! `netralitas restore FILE`: a backup put in the place of the database, without whom was erased since.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::Args;
use netralitas_app::{
    clock::{RandomIds, SystemClock},
    erasing::list::ErasureList,
};
use netralitas_store::{DatabaseUrl, SchemaState, backend};

use super::{Outcome, Refused, erasures, health};
use crate::{
    config::Config,
    database_url,
    installation::{self, Mode},
};

/// Puts a backup of SQLite in the place of the database, once everybody on the erasure list is erased from it again.
/// Stop the server first.
#[derive(Debug, Args)]
pub struct Restore {
    /// The backup.
    pub file: PathBuf,
    /// The erasure list; without it the one of this installation.
    #[arg(long, value_name = "FILE", conflicts_with = "no_erasures")]
    pub erasures: Option<PathBuf>,
    /// Nobody was ever erased, and there is no list.
    #[arg(long)]
    pub no_erasures: bool,
    /// Put it in the place of a database that is there; that one is kept beside it.
    #[arg(long)]
    pub replace: bool,
}

impl Restore {
    /// Does it.
    ///
    /// # Errors
    /// A server that runs, a database that is there, a list that is not; a backup that is damaged, of another master key
    /// or of a later program. Then everything is as it was.
    pub fn run(&self, config: &Config) -> Outcome {
        let DatabaseUrl::Sqlite { path: target, .. } = installation::address(config)? else {
            return Err(Refused(
                "a PostgreSQL database is restored by pg_restore; then, before anybody serves it: netralitas erasures \
                 apply [LIST]"
                    .to_owned(),
            )
            .into());
        };
        if health::answers(config) {
            return Err(
                Refused("a server of this configuration runs: stop it first".to_owned()).into(),
            );
        }
        if target.exists() && !self.replace {
            return Err(Refused(format!(
                "{} is there already; --replace keeps it beside the restored one",
                target.display()
            ))
            .into());
        }
        let lines = match self.list(config)? {
            Some(list) => list.read()?,
            None => Vec::new(),
        };
        let made = beside(&target, ".restoring");
        clear(&made)?;
        let done = self.prepared(config, &made, &lines);
        if done.is_err() {
            // What went wrong first is the better answer.
            let _ = clear(&made);
        }
        done?;
        if target.exists() {
            set_aside(&target)?;
        }
        // Whatever the old database left open belongs to it and not to this one.
        clear_companions(&target)?;
        fs::rename(&made, &target)?;
        clear(&made)?;
        sync_folder(&target)?;
        println!("Restored to {}.", target.display());
        Ok(())
    }

    /// The list to be applied; none where there is none and that was said.
    fn list(&self, config: &Config) -> Result<Option<ErasureList>, Refused> {
        if self.no_erasures {
            return Ok(None);
        }
        let named = self.erasures.clone();
        let path = named.unwrap_or_else(|| config.erasure_list_file(false));
        if path.exists() {
            return Ok(Some(ErasureList::at(path)));
        }
        Err(Refused(format!(
            "there is no erasure list {}: what was erased since the backup would come back. Name the list with --erasures; \
             say --no-erasures only where nobody was ever erased",
            path.display()
        )))
    }

    /// The copy, brought up to this program, with everybody erased and no byte left.
    fn prepared(
        &self,
        config: &Config,
        made: &Path,
        lines: &[netralitas_app::erasing::list::Line],
    ) -> Outcome {
        fs::copy(&self.file, made).map_err(|e| Refused(format!("{}: {e}", self.file.display())))?;
        private(made)?;
        let named = format!("sqlite://{}", made.display());
        let url: DatabaseUrl = named.parse()?;
        backend::check(&url)?;
        if let SchemaState::Older { .. } = backend::schema_state(&url)? {
            backend::migrate(&url, false)?;
        }
        let mut config = config.clone();
        config.database.url = Some(database_url::DatabaseUrl::new(named));
        let (clock, ids) = (Arc::new(SystemClock), Arc::new(RandomIds));
        let app = installation::open_unheld(&config, Mode::Real, clock, ids)?;
        erasures::apply(&app, lines)?;
        erasures::scrub(&app)
    }
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

fn clear_companions(path: &Path) -> io::Result<()> {
    for end in ["-wal", "-shm"] {
        match fs::remove_file(beside(path, end)) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
            _ => {}
        }
    }
    Ok(())
}

fn clear(path: &Path) -> io::Result<()> {
    clear_companions(path)?;
    match fs::remove_file(path) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}

/// Keeps the database that was there, with what belongs to it.
fn set_aside(target: &Path) -> Outcome {
    let aside = beside(target, ".before-restore");
    if aside.exists() {
        return Err(Refused(format!("{} is there already", aside.display())).into());
    }
    for end in ["-wal", "-shm", ""] {
        let from = beside(target, end);
        if from.exists() {
            fs::rename(&from, beside(&aside, end))?;
        }
    }
    println!("The database that was there is {} now.", aside.display());
    Ok(())
}

fn private(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(path, fs::Permissions::from_mode(0o600))?;
    }
    Ok(())
}

fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent().filter(|p| !p.as_os_str().is_empty()) {
        Some(folder) => fs::File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}
