//! `netralitas files …`: looking after the files of papers and evidence.

use std::{
    sync::Arc,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use clap::Subcommand;
use netralitas_app::clock::{Clock, RandomIds, SystemClock};
use netralitas_domain::time::Moment;

use super::{Outcome, Refused, explain};
use crate::{
    config::Config,
    installation::{self, Mode},
};

/// What can be done with the files.
#[derive(Debug, Subcommand)]
pub enum Files {
    /// Remove what interrupted or refused uploads left behind more than a day ago; servers may run meanwhile.
    Sweep {
        /// Hours that left-overs must be old.
        #[arg(long, default_value_t = GRACE_HOURS, value_parser = clap::value_parser!(u64).range(1..=8760))]
        older_than_hours: u64,
        /// In the data of a demonstration.
        #[arg(long)]
        demo: bool,
    },
    /// Read every file through and compare it with its SHA-256; fails when one is missing or damaged.
    Check {
        /// In the data of a demonstration.
        #[arg(long)]
        demo: bool,
    },
}

/// A day: longer than any upload takes.
pub const GRACE_HOURS: u64 = 24;

/// The instant before which left-overs are old.
#[must_use]
pub fn old_before(now: Moment, hours: u64) -> SystemTime {
    let micros = u64::try_from(now.0).unwrap_or(0);
    let grace = Duration::from_secs(hours.saturating_mul(3600));
    let now = Duration::from_micros(micros);
    UNIX_EPOCH + now.saturating_sub(grace)
}

impl Files {
    /// Does it.
    ///
    /// # Errors
    /// The installation, the folder; a file that is missing or damaged.
    pub fn run(&self, config: &Config) -> Outcome {
        let (Self::Sweep { demo, .. } | Self::Check { demo }) = self;
        let mode = if *demo { Mode::Demo } else { Mode::Real };
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let app = installation::open(config, mode, Arc::clone(&clock), Arc::new(RandomIds))?;
        match self {
            Self::Sweep {
                older_than_hours, ..
            } => {
                let swept = app
                    .sweep_files(old_before(clock.now(), *older_than_hours))
                    .map_err(explain)?;
                println!(
                    "{} unfinished uploads and {} files without a row removed, {} files kept.",
                    swept.unfinished, swept.orphans, swept.kept
                );
                Ok(())
            }
            Self::Check { .. } => {
                let checked = app.check_files().map_err(explain)?;
                println!("{} files are whole.", checked.whole);
                let faults: Vec<String> = checked
                    .missing
                    .iter()
                    .map(|hash| format!("missing: {hash}"))
                    .chain(
                        checked
                            .damaged
                            .iter()
                            .map(|hash| format!("damaged: {hash}")),
                    )
                    .collect();
                if faults.is_empty() {
                    Ok(())
                } else {
                    Err(Refused(faults.join("\n")).into())
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn left_overs_are_old_after_the_grace_and_time_never_runs_below_its_start() {
        let now = Moment(1_790_000_000_000_000);
        let day = Duration::from_secs(24 * 3600);
        let at = UNIX_EPOCH + Duration::from_micros(1_790_000_000_000_000);
        assert_eq!(old_before(now, GRACE_HOURS), at - day);
        assert_eq!(old_before(Moment(-5), 24), UNIX_EPOCH);
    }
}
