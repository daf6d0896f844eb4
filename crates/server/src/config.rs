//! The configuration: defaults, then a file, then the environment.
//!
//! Owns names, defaults and checks of settings. An unknown name is refused wherever it stands, and no
//! value of a secret ever reaches an error or the output of `check-config`.

mod auth;
mod http;
mod issuers;
mod limits;
mod list;
mod public;

use std::{
    collections::HashMap,
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
};

use config::{ConfigError as LayerError, FileFormat};
use netralitas_api::limits::{BEAT, Front};
use netralitas_api::tokens::Names;
use serde::{Deserialize, Serialize};

use crate::database_url::{DatabaseUrl, HAS_TLS, Transport, TransportError};

pub use auth::Auth;
pub use http::{Forwarded, Http};
pub use issuers::OutsideIssuer;
pub use limits::Limits;
pub use public::Public;

/// Where the file is looked for when none is named.
pub const DEFAULT_FILE: &str = "netralitas.toml";
const PREFIX: &str = "NETRALITAS_";
/// Variables that are no settings: two of the test suite, and the password of a new account.
const NO_SETTINGS: &[&str] = &[
    "NETRALITAS_REQUIRE_POSTGRES",
    "NETRALITAS_PROVE",
    crate::commands::password::VARIABLE,
];

/// Everything that can be set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Folder of the embedded database, evidence and demo files.
    pub data_dir: PathBuf,
    /// The database.
    pub database: Database,
    /// Files of papers and evidence.
    pub files: FileStore,
    /// Erasures of people.
    pub erasures: Erasures,
    /// How long things are kept.
    pub retention: Retention,
    /// The HTTP server.
    pub http: Http,
    /// How many requests one caller may send.
    pub limits: Limits,
    /// People without an account.
    pub public: Public,
    /// Signing in.
    pub auth: Auth,
    /// Logs.
    pub log: Log,
}

/// Where the data is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Database {
    /// `sqlite://path` or `postgres://…`; absent: SQLite inside the data folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<DatabaseUrl>,
    /// Most connections at once.
    pub pool_size: u32,
    /// Most seconds that a list or a search may take.
    pub list_seconds: u64,
    /// Allows a distant PostgreSQL without verified TLS.
    pub allow_plaintext: bool,
}

/// Where files of papers and evidence are kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FileStore {
    /// The folder; absent: `files` inside the data folder. Several servers on one database share it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dir: Option<PathBuf>,
    /// Most bytes of one file.
    pub max_bytes: u64,
}

/// Where it is kept who was erased.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Erasures {
    /// The erasure list; absent: beside the data folder, by its name and `.erasures`. It is kept apart from the backups of
    /// the data, newer than any of them. Several servers on one database share it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<PathBuf>,
}

/// How long things are kept that no table of the program decides.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Retention {
    /// After how many days without anything recorded an ended case stands in `netralitas retention preview`, so that the
    /// erasure of its people is asked for; absent: never. Nothing is erased by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_cases_days: Option<u32>,
}

impl Default for FileStore {
    fn default() -> Self {
        Self {
            dir: None,
            max_bytes: netralitas_app::papers::files::DEFAULT_MAX_BYTES,
        }
    }
}

/// What is logged, and how.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Log {
    /// `json` or `pretty`.
    pub format: LogFormat,
    /// A level, or directives such as `info,netralitas_store=debug`.
    pub level: String,
}

/// The form of log lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// One JSON object per line.
    Json,
    /// For a person at a terminal.
    Pretty,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data_dir: PathBuf::from("./data"),
            database: Database::default(),
            files: FileStore::default(),
            erasures: Erasures::default(),
            retention: Retention::default(),
            http: Http::default(),
            limits: Limits::default(),
            public: Public::default(),
            auth: Auth::default(),
            log: Log::default(),
        }
    }
}

impl Default for Database {
    fn default() -> Self {
        Self {
            url: None,
            pool_size: 8,
            list_seconds: 2,
            allow_plaintext: false,
        }
    }
}

impl Default for Log {
    fn default() -> Self {
        Self {
            format: LogFormat::Pretty,
            level: "info".to_owned(),
        }
    }
}

/// Why a configuration cannot be used. Never carries a value.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The named file could not be read.
    #[error("configuration file {}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file is no TOML.
    #[error("configuration file {}: not valid TOML at line {line}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// Line of the error, from 1.
        line: usize,
    },
    /// A name that does not exist, or a value of the wrong kind.
    #[error("configuration: {0}")]
    Setting(String),
    /// A variable of the environment is no text.
    #[error("environment variable {0} is not valid UTF-8")]
    NotText(String),
    /// Values that cannot be used, all of them.
    #[error("configuration: {}", .0.join("; "))]
    Unusable(Vec<String>),
    /// The key file lies where it must not.
    #[error("the master key file {} lies inside the data folder {}; whoever copies the data must not get the key with it: set auth.master_key_file", key.display(), data.display())]
    KeyInsideData {
        /// The key file.
        key: PathBuf,
        /// The data folder.
        data: PathBuf,
    },
}

impl Config {
    /// Defaults, overlaid by `file` (which must exist if named), overlaid by the `NETRALITAS_…`
    /// variables of `environment`, two underscores between section and name.
    ///
    /// # Errors
    /// A file that cannot be read, a name that does not exist, a value of the wrong kind.
    pub fn load(
        file: Option<&Path>,
        environment: impl Iterator<Item = (OsString, OsString)>,
    ) -> Result<Self, ConfigError> {
        let mut layers = config::Config::builder();
        if let Some(text) = read_file(file)? {
            layers = layers.add_source(config::File::from_str(&text, FileFormat::Toml));
        }
        let variables = config::Environment::with_prefix("NETRALITAS")
            .prefix_separator("_")
            .separator("__")
            .source(Some(ours(environment)?));
        layers
            .add_source(variables)
            .build()
            .and_then(config::Config::try_deserialize)
            .map_err(|error| ConfigError::Setting(without_values(&error)))
    }

    /// The effective settings as TOML, secrets left out.
    ///
    /// # Errors
    /// A path that is no text.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        toml::to_string(self)
    }

    /// Checks every value, and tells all faults at once.
    ///
    /// # Errors
    /// [`ConfigError::Unusable`].
    pub fn check(&self) -> Result<(), ConfigError> {
        let mut faults = self.http.faults();
        faults.extend(self.limits.faults());
        faults.extend(self.auth.faults(&self.token_names().issuer));
        faults.extend(self.public.faults());
        let mut expect = |fine: bool, what: &str| {
            if !fine {
                faults.push(what.to_owned());
            }
        };
        expect(
            (1..=500).contains(&self.database.pool_size),
            "database.pool_size must be 1 to 500",
        );
        expect(
            (1..=30).contains(&self.database.list_seconds),
            "database.list_seconds must be 1 to 30",
        );
        expect(
            (1024..=1024 * 1024 * 1024).contains(&self.files.max_bytes),
            "files.max_bytes must be 1024 to 1073741824",
        );
        expect(
            tracing_subscriber::EnvFilter::try_new(&self.log.level).is_ok(),
            "log.level must be a level or a list of target=level",
        );
        expect(
            self.database
                .url
                .as_ref()
                .is_none_or(DatabaseUrl::has_known_scheme),
            "database.url must begin with sqlite:// or postgres://",
        );
        if faults.is_empty() {
            Ok(())
        } else {
            Err(ConfigError::Unusable(faults))
        }
    }

    /// What stands before the routes, of settings that [`Self::check`] has found usable.
    #[must_use]
    pub fn front(&self) -> Front {
        Front {
            limits: self.limits.counting(),
            proxies: self.http.proxies(),
            cors: self.http.cors(),
            hsts_seconds: self.http.hsts_seconds,
            beat: BEAT,
        }
    }

    /// Where callers find this installation, without a slash at its end.
    #[must_use]
    pub fn address(&self) -> String {
        let named = self.http.public_url.clone();
        named.unwrap_or_else(|| format!("http://{}", crate::listen::reachable(self.http.bind)))
    }

    /// What tokens name as their issuer: the address by which the installation is known, where it has one, so that all
    /// its servers agree.
    #[must_use]
    pub fn token_names(&self) -> Names {
        let names = Names::default();
        Names {
            issuer: self.http.public_url.clone().unwrap_or(names.issuer),
            ..names
        }
    }

    /// Refuses a distant PostgreSQL without verified TLS, unless it is allowed by name; and an address
    /// that asks for TLS in a build that has none. `environment` looks up libpq's own variables.
    ///
    /// # Errors
    /// [`TransportError`].
    pub fn check_transport(
        &self,
        environment: impl Fn(&str) -> Option<String>,
    ) -> Result<(), TransportError> {
        let transport = Transport {
            allow_plaintext: self.database.allow_plaintext,
            has_tls: HAS_TLS,
        };
        match &self.database.url {
            Some(url) => url.check_transport(environment, transport),
            None => Ok(()),
        }
    }

    /// The database in effect, and whether it was named: a missing file that was named is an error,
    /// the default one is made.
    #[must_use]
    pub fn database(&self) -> (DatabaseUrl, bool) {
        self.database.url.clone().map_or_else(
            || {
                let file = self.data_dir.join("netralitas.sqlite3");
                (
                    DatabaseUrl::new(format!("sqlite://{}", file.display())),
                    false,
                )
            },
            |url| (url, true),
        )
    }

    /// The files' folder in effect.
    #[must_use]
    pub fn files_dir(&self) -> PathBuf {
        let named = self.files.dir.clone();
        named.unwrap_or_else(|| self.data_dir.join("files"))
    }

    /// Where the erasure list is: beside the data folder, so that a restore of the folder does not take it back.
    #[must_use]
    pub fn erasure_list_file(&self, demo: bool) -> PathBuf {
        match &self.erasures.list {
            Some(path) => path.clone(),
            None if demo => self.data_dir.join("demo.erasures"),
            None => {
                let folder = std::path::absolute(&self.data_dir);
                let folder = folder.unwrap_or_else(|_| self.data_dir.clone());
                let name = folder
                    .file_name()
                    .map_or_else(|| "data".into(), ToOwned::to_owned);
                let mut name: OsString = name;
                name.push(".erasures");
                folder.with_file_name(name)
            }
        }
    }

    /// Where the master key is.
    #[must_use]
    pub fn master_key_file(&self, demo: bool) -> PathBuf {
        match &self.auth.master_key_file {
            Some(path) => path.clone(),
            None if demo => self.data_dir.join("demo-master.key"),
            None => PathBuf::from("netralitas.key"),
        }
    }

    /// Refuses a master key inside the data folder; only a demo keeps it there.
    ///
    /// # Errors
    /// [`ConfigError::KeyInsideData`].
    pub fn check_key_outside_data(&self) -> Result<(), ConfigError> {
        let key = self.master_key_file(false);
        let real = |path: &Path| fs::canonicalize(path).or_else(|_| std::path::absolute(path));
        let folder = key.parent().filter(|parent| !parent.as_os_str().is_empty());
        match (real(folder.unwrap_or(Path::new("."))), real(&self.data_dir)) {
            (Ok(folder), Ok(data)) if folder.starts_with(&data) => {
                Err(ConfigError::KeyInsideData {
                    key,
                    data: self.data_dir.clone(),
                })
            }
            _ => Ok(()),
        }
    }
}

fn read_file(named: Option<&Path>) -> Result<Option<String>, ConfigError> {
    let path = named.unwrap_or(Path::new(DEFAULT_FILE));
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if named.is_none() && error.kind() == io::ErrorKind::NotFound => {
            return Ok(None);
        }
        Err(source) => {
            return Err(ConfigError::File {
                path: path.to_owned(),
                source,
            });
        }
    };
    // The parser's own message quotes the faulty line, which may hold a password.
    match text.parse::<toml::Table>() {
        Ok(_) => Ok(Some(text)),
        Err(error) => {
            let until = error
                .span()
                .and_then(|span| text.get(..span.start))
                .unwrap_or("");
            Err(ConfigError::Syntax {
                path: path.to_owned(),
                line: until.matches('\n').count() + 1,
            })
        }
    }
}

fn ours(
    environment: impl Iterator<Item = (OsString, OsString)>,
) -> Result<HashMap<String, String>, ConfigError> {
    environment
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
        .filter(|(name, _)| name.starts_with(PREFIX) && !NO_SETTINGS.contains(&name.as_str()))
        .map(|(name, value)| match value.into_string() {
            Ok(value) => Ok((name, value)),
            Err(_) => Err(ConfigError::NotText(name)),
        })
        .collect()
}

/// What is wrong and where, without the value that is wrong.
fn without_values(error: &LayerError) -> String {
    match error {
        LayerError::Type { expected, key, .. } => {
            format!(
                "{}: expected {expected}",
                key.as_deref().unwrap_or("a setting")
            )
        }
        LayerError::At { error, key, .. } => {
            format!(
                "{}: {}",
                key.as_deref().unwrap_or("a setting"),
                without_values(error)
            )
        }
        LayerError::NotFound(key) => format!("{key} is missing"),
        // serde's text names the unknown field and the known ones. It quotes values only for closed
        // lists such as the log format, none of which is secret.
        LayerError::Message(text) => text.clone(),
        _ => "a setting cannot be read".to_owned(),
    }
}

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
