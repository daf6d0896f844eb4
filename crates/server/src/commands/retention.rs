//! `netralitas retention …`: what has been kept long enough.

use std::sync::Arc;

use chrono::NaiveDate;
use clap::Subcommand;
use netralitas_app::{
    clock::{Clock, RandomIds, SystemClock},
    retention::Due,
};
use netralitas_domain::time::Moment;

use super::{Outcome, explain};
use crate::{
    config::Config,
    installation::{self, Mode},
};

/// What can be done with retention.
#[derive(Debug, Subcommand)]
pub enum Retention {
    /// Show what would be deleted and why, and which ended cases are past `retention.ended_cases_days`; delete nothing.
    Preview {
        /// As of the end of this day (UTC); without it now.
        #[arg(long, value_name = "YYYY-MM-DD")]
        on: Option<NaiveDate>,
    },
    /// Delete what has been kept long enough, as a running server does every hour. Case files stay.
    Run,
}

impl Retention {
    /// Does it.
    ///
    /// # Errors
    /// The installation, the database.
    pub fn run(&self, config: &Config) -> Outcome {
        let (clock, ids) = (Arc::new(SystemClock), Arc::new(RandomIds));
        let app = installation::open(config, Mode::Real, clock, ids)?;
        match self {
            Self::Run => tell(&app.retention_run().map_err(explain)?),
            Self::Preview { on } => {
                let at = on
                    .and_then(|day| day.succ_opt())
                    .and_then(|d| d.and_hms_opt(0, 0, 0));
                let at = at.map_or_else(
                    || SystemClock.now(),
                    |t| Moment(t.and_utc().timestamp_micros()),
                );
                tell(&app.retention_preview(at).map_err(explain)?);
                let Some(days) = config.retention.ended_cases_days else {
                    println!(
                        "Case files: no term is set (retention.ended_cases_days); none was seen in a source."
                    );
                    return Ok(());
                };
                for case in app.quiet_cases(days, at).map_err(explain)? {
                    println!(
                        "case {}: quiet since {}, {} people{}; ask for their erasure",
                        case.case,
                        case.last.rfc3339(),
                        case.people,
                        if case.held { ", held" } else { "" }
                    );
                }
            }
        }
        Ok(())
    }
}

fn tell(all: &[Due]) {
    for due in all {
        println!(
            "{}\t{}\t{}, {} hours after {} ({}, {})",
            due.rule.what.code(),
            due.count,
            due.rule.then.code(),
            due.rule.hours,
            due.rule.from.text().en,
            due.rule.cite,
            due.rule.confidence.code(),
        );
    }
}
