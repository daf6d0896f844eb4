//! The demo cases: the example scenarios, some played to their end and some only in part.

use std::sync::Arc;

use netralitas_app::{App, clock::FixedClock};
use netralitas_store::{Store, StoreError, meta};

use crate::replay::{Player, ReplayError, Scenario};

/// Counts the stories begun, so that a start that was interrupted goes on and repeats none.
const BEGUN: &str = "demo_cases";

/// A story and how many of its steps are played.
struct Part {
    file: &'static str,
    text: &'static str,
    steps: usize,
}

macro_rules! part {
    ($file:literal, $steps:expr) => {
        Part {
            file: $file,
            text: include_str!(concat!("../../../../examples/", $file)),
            steps: $steps,
        }
    };
}

const ALL: usize = usize::MAX;

const PARTS: &[Part] = &[
    part!("a-pilkada-2020-kasn.toml", ALL),
    part!("b-pemilu-2024-before-candidates.toml", ALL),
    part!("c-pilkada-2024-bkn.toml", 25),
    part!("d-pemilu-2024-late-and-withdrawn.toml", ALL),
    part!("e-kasn-to-bkn.toml", 13),
    Part {
        file: "open-cases.toml",
        text: include_str!("../../demo/open-cases.toml"),
        steps: ALL,
    },
];

/// What stopped the playing.
#[derive(Debug, thiserror::Error)]
pub enum CasesError {
    /// A file that is compiled in does not parse.
    #[error("{file}: {problem}")]
    File {
        /// The file.
        file: &'static str,
        /// What is wrong.
        problem: String,
    },
    /// A step came out otherwise than expected.
    #[error("{file}: {source}")]
    Replay {
        /// The file.
        file: &'static str,
        /// Which step.
        source: ReplayError,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Plays the stories that were not begun yet. Blocks; must not run inside an async runtime.
///
/// # Errors
/// Those of the files, of their steps and of the database.
pub fn play(app: &App, clock: &Arc<FixedClock>) -> Result<usize, CasesError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|e| CasesError::File {
            file: "-",
            problem: e.to_string(),
        })?;
    let player = runtime.block_on(Player::new(app.clone(), Arc::clone(clock), false))?;
    let begun = begun(app.store())?;
    for (place, part) in PARTS.iter().enumerate().skip(begun) {
        let scenario = Scenario::parse(part.text).map_err(|problem| CasesError::File {
            file: part.file,
            problem,
        })?;
        app.store()
            .write_blocking(move |tx| meta::set(tx, BEGUN, &(place + 1).to_string()))?;
        runtime
            .block_on(player.play(&scenario, part.steps))
            .map_err(|source| CasesError::Replay {
                file: part.file,
                source,
            })?;
    }
    Ok(PARTS.len().saturating_sub(begun))
}

/// Marks every story as begun: none is played into this database.
///
/// # Errors
/// Those of the database.
pub fn leave_out(store: &Store) -> Result<(), StoreError> {
    store.write_blocking(|tx| meta::set(tx, BEGUN, &PARTS.len().to_string()))
}

fn begun(store: &Store) -> Result<usize, StoreError> {
    let stored = store.read_blocking(|tx| meta::get(tx, BEGUN))?;
    Ok(stored.and_then(|n| n.parse().ok()).unwrap_or(0))
}
