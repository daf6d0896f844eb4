//! What a command works on: the database, the master key and the token keys, checked against each other.
//!
//! Owns how an installation is opened and when it is refused. Must not know cases.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use netralitas_api::tokens::ring::{StartError, TokenRing};
use netralitas_app::{
    App, Surroundings,
    accounts::passwords::{PasswordError, Passwords},
    clock::{Clock, Ids},
    erasing::list::{ErasureList, ListError},
    keys::{KeyError, MasterKey, rotation::mark as mark_of},
    papers::files::{BlobError, Blobs, Files},
};
use netralitas_store::{
    DatabaseUrl, Options, SchemaState, Store, StoreError, accounts, backend, backend::UrlError,
    meta, offices,
};

use crate::{
    config::{Config, ConfigError},
    database_url::TransportError,
};

/// The mark of a database with demonstration data.
pub const DEMO: &str = "demo";
/// The mark of a database for tests and played stories.
pub const TEST: &str = "test";

/// Why an installation is not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address of the database cannot be used.
    #[error("database.url: {0}")]
    Url(#[from] UrlError),
    /// The master key would lie beside the data.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Data would travel readable.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The master key file.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The password hashing cost.
    #[error(transparent)]
    Passwords(#[from] PasswordError),
    /// The token keys.
    #[error(transparent)]
    Tokens(#[from] StartError),
    /// The data folder.
    #[error("the data folder {}: {source}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A use case.
    #[error(transparent)]
    App(#[from] netralitas_app::error::AppError),
    /// The files' folder.
    #[error(transparent)]
    Files(#[from] BlobError),
    /// The key belongs to another database.
    #[error(
        "the master key {found} is not the one of this database, which was set up with {wanted}; give that one in \
         auth.master_key_file"
    )]
    WrongKey {
        /// The id of the key in the file.
        found: String,
        /// The id of the key of the database.
        wanted: String,
    },
    /// A change of keys was interrupted after the database had changed.
    #[error(
        "a change of the master key was interrupted; finish it with `netralitas keys rotate`, nothing is lost"
    )]
    Interrupted,
    /// The key of a database that has one already is missing.
    #[error(
        "the master key file {} does not exist, but this database was set up with the key {wanted}; put it back, \
         nothing that is sealed can be opened without it", path.display()
    )]
    KeyGone {
        /// Where it was looked for.
        path: std::path::PathBuf,
        /// Its id.
        wanted: String,
    },
    /// The database was restored from a time before erasures that were carried out since.
    #[error(
        "{count} erasures of {} were not carried out in this database: it was restored, and holds people who were \
         erased. Erase them again with `netralitas erasures apply`", path.display()
    )]
    ErasedIsBack {
        /// How many.
        count: usize,
        /// The list.
        path: PathBuf,
    },
    /// The erasure list.
    #[error(transparent)]
    List(#[from] ListError),
    /// Demonstration data never goes into a database in use.
    #[error(
        "--demo: this database is in use and not marked as demo; demo data goes into a new database only"
    )]
    NotForDemo,
    /// A marked database is no place for real work.
    #[error("this database is marked {mark}; {hint}")]
    Marked {
        /// The mark.
        mark: String,
        /// What to do instead.
        hint: &'static str,
    },
}

/// How an installation is to be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// For real work.
    Real,
    /// For demonstration: a new database, or one made by an earlier demonstration.
    Demo,
}

/// The address of the database as the store takes it.
///
/// # Errors
/// An address that cannot be read, or a distant server without verified TLS.
pub fn address(config: &Config) -> Result<DatabaseUrl, OpenError> {
    let Some(url) = &config.database.url else {
        return Ok(DatabaseUrl::default_file(
            config.data_dir.join("netralitas.sqlite3"),
        ));
    };
    config.check_transport(|name| std::env::var(name).ok())?;
    let url: DatabaseUrl = url.expose().parse()?;
    url.require_encryption(config.database.allow_plaintext)?;
    Ok(url)
}

/// How the tables stand to this program, without changing anything. A file that nobody made yet is empty.
///
/// # Errors
/// Those of the connection.
pub fn schema(url: &DatabaseUrl) -> Result<SchemaState, StoreError> {
    match backend::schema_state(url) {
        Err(StoreError::Missing { .. })
            if matches!(
                url,
                DatabaseUrl::Sqlite {
                    explicit: false,
                    ..
                }
            ) =>
        {
            Ok(SchemaState::Empty)
        }
        other => other,
    }
}

/// Opens the database; `create` makes the tables of an empty one.
///
/// # Errors
/// Those of the database, with the command to run where one helps.
pub fn store(config: &Config, url: DatabaseUrl, create: bool) -> Result<Store, OpenError> {
    let options = Options {
        pool_size: config.database.pool_size,
        page_timeout: Duration::from_secs(config.database.list_seconds),
        create,
        ..Options::default()
    };
    Ok(Store::open(url, options)?)
}

/// The mark of the database, if it has one.
///
/// # Errors
/// Those of the database.
pub fn mark(store: &Store) -> Result<Option<String>, StoreError> {
    store.read_blocking(|tx| meta::get(tx, meta::PURPOSE))
}

/// Whether nobody ever worked in the database: it has neither offices nor accounts.
///
/// # Errors
/// Those of the database.
pub fn is_unused(store: &Store) -> Result<bool, StoreError> {
    store.read_blocking(|tx| Ok(offices::all(tx)?.is_empty() && accounts::all(tx)?.is_empty()))
}

/// Whether nothing at all was put into the database, not even the name of its master key.
///
/// # Errors
/// Those of the database.
pub fn is_pristine(store: &Store) -> Result<bool, StoreError> {
    let keyless = store
        .read_blocking(|tx| Ok::<_, StoreError>(meta::get(tx, meta::MASTER_KEY)?.is_none()))?;
    Ok(keyless && is_unused(store)?)
}

/// Opens everything and holds the database against the erasure list: what a crash kept from the list is added to it; a
/// database that was restored is refused until everybody on the list is erased again. In demo mode as
/// [`open_unheld`].
///
/// # Errors
/// As there; [`OpenError::ErasedIsBack`].
pub fn open(
    config: &Config,
    mode: Mode,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
) -> Result<App, OpenError> {
    let app = open_unheld(config, mode, clock, ids)?;
    let path = config.erasure_list_file(mode == Mode::Demo);
    let listed = ErasureList::at(path.clone()).read()?;
    let gap = app.erasure_gap(&listed)?;
    if !gap.outstanding.is_empty() && mode == Mode::Real {
        let count = gap.outstanding.len();
        return Err(OpenError::ErasedIsBack { count, path });
    }
    let added = app.list_what_is_unlisted()?;
    if added > 0 {
        tracing::warn!(
            added,
            "erasures were added to the list after an interruption"
        );
    }
    Ok(app)
}

/// Opens everything. In demo mode an empty database gets its tables and a master key beside it.
///
/// # Errors
/// Everything that makes the installation unusable, in words for the person who starts it.
pub fn open_unheld(
    config: &Config,
    mode: Mode,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
) -> Result<App, OpenError> {
    if mode == Mode::Real {
        config.check_key_outside_data()?;
    }
    let url = address(config)?;
    if mode == Mode::Real && config.database.url.is_none() {
        check_first_key(config, &url)?;
    }
    if mode == Mode::Demo || config.database.url.is_none() {
        fs::create_dir_all(&config.data_dir).map_err(|source| OpenError::Folder {
            path: config.data_dir.clone(),
            source,
        })?;
    }
    let store = store(config, url, mode == Mode::Demo)?;
    check_mark(&store, mode)?;
    let master = master_key(config, &store, mode)?;
    let app = App::new(Surroundings {
        store,
        clock,
        ids,
        master: Arc::new(master),
        passwords: Passwords::new(config.auth.cost())?,
        files: Some(files(config)?),
        door: config.public.door(),
        erasures: Some(ErasureList::at(
            config.erasure_list_file(mode == Mode::Demo),
        )),
    });
    let sealed = app.seal_older_records()?;
    if sealed > 0 {
        tracing::warn!(
            people = sealed,
            "records of sealed people stood readable and are encrypted now; older backups, and on SQLite the file until a VACUUM, still hold them"
        );
    }
    let renewed = app.renew_index()?;
    if renewed > 0 {
        tracing::info!(
            cases = renewed,
            "the search index was made by an older program or by none, and is made anew now"
        );
    }
    Ok(app)
}

/// The files' folder, made where it is not there.
fn files(config: &Config) -> Result<Files, OpenError> {
    Ok(Files {
        blobs: Blobs::open(config.files_dir())?,
        max_bytes: config.files.max_bytes,
    })
}

/// A first start makes the database only where the key for it is there. A database that exists says by itself
/// which key it wants.
fn check_first_key(config: &Config, url: &DatabaseUrl) -> Result<(), OpenError> {
    if schema(url)? == SchemaState::Empty {
        MasterKey::load(&config.master_key_file(false))?;
    }
    Ok(())
}

fn check_mark(store: &Store, mode: Mode) -> Result<(), OpenError> {
    let marked = |mark: String, hint| Err(OpenError::Marked { mark, hint });
    match (mark(store)?, mode) {
        (None, Mode::Real) => Ok(()),
        (Some(mark), Mode::Demo) if mark == DEMO => Ok(()),
        (Some(mark), Mode::Real) if mark == DEMO => marked(
            mark,
            "start it with `serve --demo`, or name another database",
        ),
        (Some(mark), _) => marked(mark, "name another database"),
        // A first start may have been stopped between its key and its mark; another key is refused below.
        (None, Mode::Demo) if is_unused(store)? => Ok(()),
        (None, Mode::Demo) => Err(OpenError::NotForDemo),
    }
}

/// The master key: that of the database, or the one which the database gets with its first use.
fn master_key(config: &Config, store: &Store, mode: Mode) -> Result<MasterKey, OpenError> {
    let demo = mode == Mode::Demo;
    let path = config.master_key_file(demo);
    let known = store.read_blocking(|tx| meta::get(tx, meta::MASTER_KEY))?;
    let key = match (MasterKey::load(&path), &known) {
        (Err(KeyError::Missing(_)), None) if demo => MasterKey::create(&path)?,
        (Err(KeyError::Missing(path)), Some(known)) => {
            return Err(OpenError::KeyGone {
                path,
                wanted: id_of(known).to_owned(),
            });
        }
        (loaded, _) => loaded?,
    };
    let here = mark_of(&key);
    match known {
        Some(known) if known == here => Ok(key),
        Some(known) if is_next(&path, &known) => Err(OpenError::Interrupted),
        Some(known) => Err(OpenError::WrongKey {
            found: key.id().to_owned(),
            wanted: id_of(&known).to_owned(),
        }),
        None => {
            store.write_blocking(move |tx| meta::set(tx, meta::MASTER_KEY, &here))?;
            Ok(key)
        }
    }
}

/// Whether the key of the database lies beside the one that was given, where a change of keys leaves it until it is
/// done.
fn is_next(path: &Path, known: &str) -> bool {
    MasterKey::load(&next_key_file(path)).is_ok_and(|next| mark_of(&next) == known)
}

/// Where the next master key lies while keys are changed.
#[must_use]
pub fn next_key_file(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".next");
    PathBuf::from(name)
}

fn id_of(known: &str) -> &str {
    known.split(' ').next().unwrap_or(known)
}

/// Tokens under the keys in force; the first start makes one, and every start removes what lapsed.
///
/// # Errors
/// Those of the database; a stored key that the master key does not open.
pub fn tokens(config: &Config, app: &App) -> Result<TokenRing, OpenError> {
    app.remove_lapsed_signing_keys().map_err(StartError::from)?;
    Ok(TokenRing::start(
        app.clone(),
        config.token_names(),
        config.auth.token_minutes,
    )?)
}

#[cfg(test)]
#[path = "installation_tests.rs"]
mod tests;
