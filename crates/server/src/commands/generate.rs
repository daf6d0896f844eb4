//! `netralitas generate`: a database of synthetic cases.

use std::{
    io::{IsTerminal as _, Write as _},
    sync::Arc,
    time::{Duration, Instant},
};

use clap::Args;
use netralitas_app::{
    accounts::passwords::Passwords,
    clock::{Clock as _, CountingIds, FixedClock, SystemClock},
};
use netralitas_domain::law::Book;
use netralitas_store::cases;

use super::{Outcome, Refused};
use crate::{
    config::Config,
    demo,
    generate::{PROFILES, Places, Played, Profile, Roads, Stage, places, plan, play},
    installation::{self, DEMO, Mode},
};

/// Fills a new database with synthetic cases, each step on its day, through the one write path. The database is marked
/// as a demonstration: `serve --demo` serves it. The same profile and seed tell the same stories; keys and salts are
/// drawn anew.
#[derive(Debug, Args)]
pub struct Generate {
    /// What it is to look like.
    #[arg(long, default_value = "pilkada-2020", value_parser = clap::builder::PossibleValuesParser::new(PROFILES.iter().map(|p| p.name)))]
    pub profile: String,
    /// What is drawn is drawn from this.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// So many of its matters only, evenly of all times; the printed figures do not come out then.
    #[arg(long, value_name = "MATTERS")]
    pub only: Option<usize>,
    /// Steps that share a transaction.
    #[arg(long, default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub at_once: u32,
}

impl Generate {
    /// Makes offices, accounts and cases.
    ///
    /// # Errors
    /// A database that somebody works in or that holds cases; those of the database; a step that the rules refuse.
    pub fn run(&self, config: &Config) -> Outcome {
        let profile: &Profile = PROFILES
            .iter()
            .find(|p| p.name == self.profile)
            .ok_or_else(|| Refused(format!("no profile {}", self.profile)))?;
        let clock = Arc::new(FixedClock::new(SystemClock.now()));
        let ids = Arc::new(CountingIds::starting_at(1));
        let app = installation::open(config, Mode::Demo, clock.clone(), ids.clone())?;
        if app.store().read_blocking(cases::count)? > 0 {
            return Err(Box::new(Refused(
                "this database holds cases; synthetic ones go into a new one (--config, data_dir, database.url)".to_owned(),
            )));
        }
        if installation::mark(app.store())?.is_none() {
            let passwords = Passwords::new(config.auth.cost())?;
            places::settle(&app, DEMO, &passwords, ids.as_ref(), SystemClock.now())?;
            demo::cases::leave_out(app.store())?;
        }
        let book = Book::shipped()?;
        let election = book.election(profile.election, "regent");
        let matters = plan::plan(profile, self.seed).map_err(Refused)?;
        let stage = Arc::new(Stage {
            roads: Roads::shipped().map_err(Refused)?,
            places: Places::read(&app)?,
            profile: *profile,
            candidates_fixed: election.and_then(|e| e.candidates_fixed),
            matters: match self.only {
                Some(count) => plan::only(matters, count),
                None => matters,
            },
            seed: self.seed,
        });
        let at_once = usize::try_from(self.at_once)?;
        let total = stage.steps();
        let mut progress = Progress::new(total);
        let played = play(&app, &stage, at_once, |so_far| progress.tell(so_far))?;
        progress.end(played);
        Ok(())
    }
}

/// How far it is: a line that is written over on a terminal, a line every ten seconds elsewhere.
struct Progress {
    total: usize,
    began: Instant,
    told: Option<Instant>,
    terminal: bool,
}

impl Progress {
    fn new(total: usize) -> Self {
        Self {
            total,
            began: Instant::now(),
            told: None,
            terminal: std::io::stderr().is_terminal(),
        }
    }

    fn line(&self, played: Played) -> String {
        let seconds = self.began.elapsed().as_secs_f64().max(0.001);
        #[expect(clippy::cast_precision_loss, reason = "a rate to look at")]
        let rate = played.steps as f64 / seconds;
        format!(
            "{:>3} %  {} of {} steps, {} cases, {rate:.0} steps a second",
            played.steps * 100 / self.total.max(1),
            played.steps,
            self.total,
            played.cases
        )
    }

    fn tell(&mut self, played: Played) {
        let every = if self.terminal { 200 } else { 10_000 };
        if self
            .told
            .is_some_and(|told| told.elapsed() < Duration::from_millis(every))
        {
            return;
        }
        self.told = Some(Instant::now());
        let mut out = std::io::stderr().lock();
        // Whoever does not read this misses nothing.
        let _ = if self.terminal {
            write!(out, "\r{}", self.line(played)).and_then(|()| out.flush())
        } else {
            writeln!(out, "{}", self.line(played))
        };
    }

    fn end(&self, played: Played) {
        let before = if self.terminal { "\r" } else { "" };
        let _ = writeln!(std::io::stderr().lock(), "{before}{}", self.line(played));
    }
}
