//! `netralitas keys …`: the master key of an installation.

use clap::Subcommand;
use netralitas_app::keys::MasterKey;

use super::Outcome;
use crate::config::Config;

/// What can be done with the master key.
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Make the master key file, once, readable by its owner only.
    Init,
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
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
