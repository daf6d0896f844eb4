//! What has been kept long enough: shown, and deleted. Case files are shown alone: a person is erased by three people.

use netralitas_domain::{
    ids::CaseId,
    procedure::{RETENTION, RetentionRule},
    time::Moment,
};
use netralitas_store::{cases, retention};

use crate::{App, error::AppError};

const HOUR: i64 = 3_600 * 1_000_000;
/// Most cases of a preview.
const MOST_CASES: i64 = 1_000;

/// What is due by a row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Due {
    /// The row.
    pub rule: &'static RetentionRule,
    /// How many.
    pub count: i64,
}

/// A case in which nothing was recorded for longer than the operator keeps ended cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietCase {
    /// The case.
    pub case: CaseId,
    /// When something was recorded last.
    pub last: Moment,
    /// People of it who are not erased.
    pub people: usize,
    /// Whether a legal hold stands.
    pub held: bool,
}

fn since(rule: &RetentionRule, on: Moment) -> Moment {
    Moment(on.0 - rule.hours * HOUR)
}

impl App {
    /// What would be deleted at a moment, and why; nothing is.
    ///
    /// # Errors
    /// Those of the database.
    pub fn retention_preview(&self, on: Moment) -> Result<Vec<Due>, AppError> {
        Ok(self.store().read_blocking(|tx| {
            let rows = RETENTION.iter();
            let due = rows.map(|rule| {
                let count = retention::due(tx, rule.what, since(rule, on))?;
                Ok(Due { rule, count })
            });
            due.collect::<Result<_, netralitas_store::StoreError>>()
        })?)
    }

    /// Deletes what has been kept long enough, and tells what.
    ///
    /// # Errors
    /// Those of the database; then nothing was deleted.
    pub fn retention_run(&self) -> Result<Vec<Due>, AppError> {
        let now = self.clock().now();
        Ok(self.store().write_blocking(move |tx| {
            let mut done = Vec::new();
            for rule in RETENTION {
                let before = since(rule, now);
                let count = retention::due(tx, rule.what, before)?;
                retention::clear(tx, rule.what, before, now)?;
                done.push(Due { rule, count });
            }
            Ok::<_, netralitas_store::StoreError>(done)
        })?)
    }

    /// Ended cases in which nothing was recorded for so many days before a moment, and in which somebody is left to be
    /// erased.
    ///
    /// # Errors
    /// Those of the database.
    pub fn quiet_cases(&self, days: u32, on: Moment) -> Result<Vec<QuietCase>, AppError> {
        let since = Moment(on.0 - i64::from(days) * 24 * HOUR);
        self.store().read_blocking(|tx| {
            let mut all = Vec::new();
            for (case, last) in retention::quiet_cases(tx, since, MOST_CASES)? {
                let file = cases::load(tx, case)?;
                let Some(facts) = file.as_ref().and_then(|f| f.case()) else {
                    continue;
                };
                let everyone = facts.everyone();
                let left = everyone.iter().filter(|p| !facts.is_erased(p.id));
                let people = left.count();
                let held = !facts.holds.is_empty();
                if people > 0 {
                    all.push(QuietCase {
                        case,
                        last,
                        people,
                        held,
                    });
                }
            }
            Ok(all)
        })
    }
}
