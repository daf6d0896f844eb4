//! `netralitas keys …`: the master key of an installation, and the keys that sign its tokens.

use std::sync::Arc;

use clap::Subcommand;
use netralitas_app::{
    clock::{RandomIds, SystemClock},
    keys::MasterKey,
};

use super::{Outcome, explain, master_key};
use crate::{
    config::Config,
    installation::{self, Mode},
};

/// What can be done with keys.
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Make the master key file, once, readable by its owner only.
    Init,
    /// Put another master key in its place. Stop the server first, and have a backup. Interrupted, run it again.
    Rotate,
    /// Make a new key that signs tokens from now on. Older ones verify until the last token they signed lapses; running
    /// servers notice by themselves.
    RotateSigning {
        /// Let older keys verify nothing more: every token stops, and everybody renews or signs in. For a key that
        /// somebody may have.
        #[arg(long)]
        at_once: bool,
    },
}

impl Keys {
    /// Does it.
    ///
    /// # Errors
    /// A file that exists already, or lies inside the data folder, or cannot be written.
    pub fn run(&self, config: &Config) -> Outcome {
        match self {
            Self::Init => {
                config.check_key_outside_data()?;
                let path = config.master_key_file(false);
                let key = MasterKey::create(&path)?;
                println!("Master key {} written to {}.", key.id(), path.display());
                println!(
                    "Keep a copy in a safe place, apart from the backups of the data: without it nothing sealed can be opened."
                );
                Ok(())
            }
            Self::Rotate => {
                config.check_key_outside_data()?;
                let path = config.master_key_file(false);
                let store = installation::store(config, installation::address(config)?, false)?;
                master_key::rotate(&store, &path)
            }
            Self::RotateSigning { at_once } => rotate_signing(config, *at_once),
        }
    }
}

/// Older keys live as long as a token and its leeway, and a little for requests that were on their way.
const MARGIN_SECONDS: u32 = 30 + 10;

fn rotate_signing(config: &Config, at_once: bool) -> Outcome {
    let mode = Mode::Real;
    let app = installation::open(config, mode, Arc::new(SystemClock), Arc::new(RandomIds))?;
    let outlive = match at_once {
        true => 0,
        false => config.auth.token_minutes * 60 + MARGIN_SECONDS,
    };
    let done = app.rotate_signing(outlive).map_err(explain)?;
    println!("The key {} signs tokens now.", done.kid);
    match (at_once, done.verifying) {
        (true, _) => {
            println!("No older key verifies; every token got before stops within five seconds.")
        }
        (false, 0) => println!("There was no older one in force."),
        (false, count) => println!("{count} older verify until {}.", done.until.rfc3339()),
    }
    if done.removed > 0 {
        println!("{} lapsed were removed.", done.removed);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rotation_makes_a_key_and_lets_the_older_one_lapse() {
        let dir = tempfile::tempdir().unwrap();
        let mut config = Config {
            data_dir: dir.path().join("data"),
            ..Config::default()
        };
        config.auth.master_key_file = Some(dir.path().join("master.key"));
        Keys::Init.run(&config).unwrap();
        std::fs::create_dir(&config.data_dir).unwrap();
        crate::commands::migrate::Migrate { plan: false }
            .run(&config)
            .unwrap();
        let (clock, ids) = (Arc::new(SystemClock), Arc::new(RandomIds));
        let app = installation::open(&config, Mode::Real, clock, ids).unwrap();
        let first = app.first_signing_keys().unwrap();
        let rotate = |at_once| {
            Keys::RotateSigning { at_once }.run(&config).unwrap();
            let all = app.first_signing_keys().unwrap();
            all.iter().map(|key| key.kid.clone()).collect::<Vec<_>>()
        };
        let both = rotate(false);
        assert_eq!((both.len(), &both[1]), (2, &first[0].kid));
        let last = rotate(true);
        assert_eq!(last.len(), 1);
        assert!(!both.contains(&last[0]));
    }

    #[test]
    fn init_makes_the_key_once_and_never_inside_the_data_folder() {
        let dir = tempfile::tempdir().unwrap();
        let mut config = Config {
            data_dir: dir.path().join("data"),
            ..Config::default()
        };
        config.auth.master_key_file = Some(dir.path().join("master.key"));
        Keys::Init.run(&config).unwrap();
        let id = MasterKey::load(&dir.path().join("master.key"))
            .unwrap()
            .id()
            .to_owned();
        assert!(Keys::Init.run(&config).is_err(), "never overwritten");
        assert_eq!(
            MasterKey::load(&dir.path().join("master.key"))
                .unwrap()
                .id(),
            id
        );
        std::fs::create_dir(dir.path().join("data")).unwrap();
        config.auth.master_key_file = Some(dir.path().join("data/master.key"));
        assert!(
            Keys::Init.run(&config).is_err(),
            "not inside the data folder"
        );
        assert!(!dir.path().join("data/master.key").exists());
    }
}
