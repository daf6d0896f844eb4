//! `netralitas replay FILE…`: plays scenario files and tells their stories.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::Args;
use netralitas_app::{
    App, Surroundings,
    accounts::passwords::{Cost, Passwords},
    clock::{Clock as _, FixedClock, RandomIds, SystemClock},
    keys::MasterKey,
};
use netralitas_store::{Store, meta};

use super::{Outcome, Refused};
use crate::{
    config::Config,
    database_url::DatabaseUrl,
    demo,
    installation::{self, DEMO, Mode, TEST},
    replay::{Language, Player, Scenario},
};

/// Plays stories, each step at its own simulated time, and fails where something else comes of a step than
/// the file expects.
#[derive(Debug, Args)]
pub struct Replay {
    /// Scenario files, see `examples/`.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// A database marked as demo or test, or an empty one; without it a SQLite file that is thrown away.
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
    /// The language of the story.
    #[arg(long, value_enum, default_value_t)]
    pub language: Language,
}

impl Replay {
    /// Plays them one after the other.
    ///
    /// # Errors
    /// A database in real use; a file that cannot be read; the first step that comes out otherwise.
    pub fn run(&self, config: &Config) -> Outcome {
        let scenarios = self
            .files
            .iter()
            .map(|path| read(path))
            .collect::<Result<Vec<_>, _>>()?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let mut shared = match &self.database {
            Some(url) => Some(Stage::named(config, url)?),
            None => None,
        };
        for (path, scenario) in &scenarios {
            let thrown_away;
            let stage = match &mut shared {
                Some(stage) => stage,
                None => {
                    thrown_away = Stage::thrown_away(config)?;
                    &thrown_away
                }
            };
            let player = runtime.block_on(Player::new(
                stage.app.clone(),
                Arc::clone(&stage.clock),
                stage.empty,
            ))?;
            let story = runtime
                .block_on(player.play(scenario, usize::MAX))
                .map_err(|e| Refused(format!("{}: {e}", path.display())))?;
            let mut out = std::io::stdout().lock();
            writeln!(out, "{}", story.table(self.language))?;
            if let Some(stage) = &mut shared {
                stage.empty = false;
            }
        }
        Ok(())
    }
}

fn read(path: &Path) -> Result<(&Path, Scenario), Refused> {
    let failed = |e: String| Refused(format!("{}: {e}", path.display()));
    let text = fs::read_to_string(path).map_err(|e| failed(e.to_string()))?;
    Ok((path, Scenario::parse(&text).map_err(failed)?))
}

/// A database to play in. Its folder goes last.
struct Stage {
    app: App,
    clock: Arc<FixedClock>,
    /// Whether it holds no case of others, so that the sequences in numbers are known.
    empty: bool,
    _folder: Option<Folder>,
}

/// A folder that is removed when dropped.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left of a story that nobody keeps; the system clears its temporary folder anyway.
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Stage {
    fn thrown_away(config: &Config) -> Result<Self, Box<dyn std::error::Error>> {
        let name = netralitas_app::clock::Ids::new_id(&RandomIds, SystemClock.now());
        let folder = Folder(std::env::temp_dir().join(format!("netralitas-replay-{name}")));
        fs::create_dir(&folder.0)?;
        let url = netralitas_store::DatabaseUrl::Sqlite {
            path: folder.0.join("story.sqlite3"),
            explicit: true,
        };
        let store = installation::store(config, url, true)?;
        let mut stage = Self::on(store)?;
        stage._folder = Some(folder);
        Ok(stage)
    }

    /// A named database: marked as test or demo, or one that holds nothing and is then marked as test.
    fn named(config: &Config, url: &str) -> Result<Self, Box<dyn std::error::Error>> {
        let mut config = config.clone();
        config.database.url = Some(DatabaseUrl::new(url.to_owned()));
        let address = installation::address(&config)?;
        let empty = installation::schema(&address)? == netralitas_store::SchemaState::Empty;
        let store = installation::store(&config, address, empty)?;
        match installation::mark(&store)?.as_deref() {
            Some(DEMO) => {
                drop(store);
                let clock = Arc::new(FixedClock::new(SystemClock.now()));
                let app = installation::open(&config, Mode::Demo, clock.clone(), Arc::new(RandomIds))?;
                Ok(Self { app, clock, empty: false, _folder: None })
            }
            None if !installation::is_pristine(&store)? => Err(Box::new(Refused(
                "this database is not marked as demo or test; stories are played only where nobody works".to_owned(),
            ))),
            Some(TEST) | None => Self::on(store),
            Some(_) => Err(Box::new(Refused("this database has a mark that this program does not know".to_owned()))),
        }
    }

    /// A test database has no master key of its own: nothing in it is worth sealing for ever.
    fn on(store: Store) -> Result<Self, Box<dyn std::error::Error>> {
        let passwords = Passwords::new(Cost::minimal())?;
        let now = SystemClock.now();
        let pristine = store
            .read_blocking(|tx| meta::get(tx, meta::PURPOSE))?
            .is_none();
        if pristine {
            demo::settle(&store, TEST, &passwords, &RandomIds, now)?;
        }
        let clock = Arc::new(FixedClock::new(now));
        let app = App::new(Surroundings {
            store,
            clock: clock.clone(),
            ids: Arc::new(RandomIds),
            master: Arc::new(MasterKey::generate()?),
            passwords,
            files: None,
            erasures: None,
            door: netralitas_app::door::Door::default(),
        });
        Ok(Self {
            app,
            clock,
            empty: pristine,
            _folder: None,
        })
    }
}
