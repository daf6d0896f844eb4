//! Stages of elections: known, whole, in order, and superseded by name only.

use super::{Check, ENDS_EARLY, Fault, NO_ELECTION, NO_REGION, Problem};
use crate::law::{Book, Contest, ElectionStage, StageChange, StageRow, stages::ANY};

impl Book {
    pub(super) fn faults_of_stages(&self) -> Vec<Fault> {
        let mut check = Check::of("stages.csv");
        let key = |at: usize| {
            let row = self.stages.get(at)?;
            Some((&row.election, &row.race, &row.region, row.stage))
        };
        for (at, row) in self.stages.iter().enumerate() {
            let fits = |race: &str| row.race == ANY || row.race == race;
            let mut races = self.elections.iter().filter(|e| e.code == row.election);
            let known = races.any(|e| fits(&e.race));
            check.unless(known, at, "race", NO_ELECTION);
            let region = row.region.is_empty() || self.has_region(&row.region);
            check.unless(region, at, "region", NO_REGION);
            let dayless = matches!(row.change, StageChange::Annulled | StageChange::AsForAll);
            match (row.from, row.to) {
                (Some(from), Some(to)) if from <= to && !dayless => {}
                (None, None) if dayless => {}
                (Some(_), Some(_)) if !dayless => {
                    check.refuse(at, "to", ENDS_EARLY);
                }
                _ => check.refuse(at, "from", DAYS),
            }
            let earlier = (0..at).rev().find(|earlier| key(*earlier) == key(at));
            let again = earlier.is_some();
            let follows = |at: usize| {
                let row = self.stages.get(at);
                row.is_some_and(|row| row.change == StageChange::AsForAll)
            };
            // One region may be moved away from what was set for all of them.
            let of_all = |r: &StageRow| {
                (&r.election, r.stage, r.region.as_str()) == (&row.election, row.stage, "")
                    && (r.race == row.race || r.race == ANY)
            };
            let apart = |row: &StageRow| {
                let more = |r: &StageRow| {
                    let wider =
                        row.region.starts_with(&r.region) && (r.race == row.race || r.race == ANY);
                    (&r.election, r.stage) == (&row.election, row.stage)
                        && wider
                        && (&r.race, &r.region) != (&row.race, &row.region)
                };
                self.stages.iter().take(at).any(more)
            };
            let stood = again || self.stages.iter().take(at).any(of_all);
            let fits = match row.change {
                StageChange::Set => !again,
                StageChange::Moved | StageChange::Annulled | StageChange::Repeated => stood,
                // It takes back what was set apart from something more general.
                StageChange::AsForAll => {
                    earlier.is_some_and(|earlier| !follows(earlier)) && apart(row)
                }
            };
            check.unless(fits, at, "change", CHANGE);
        }
        for disorder in self.stages_out_of_order() {
            let early = disorder.early;
            let told = |f: &Fault| f.row == early + 1 && f.code == OUT_OF_ORDER.0;
            if !check.faults.iter().any(told) {
                check.refuse(early, "from", OUT_OF_ORDER);
            }
        }
        check.faults
    }

    /// The stages of each race and region that has rows which do not stand in the order in which an election goes.
    pub(in crate::law) fn stages_out_of_order(&self) -> Vec<Disorder> {
        let mut found = Vec::new();
        let mut regions: Vec<&str> = self.stages.iter().map(|r| r.region.as_str()).collect();
        regions.sort_unstable();
        regions.dedup();
        for (election, region) in self
            .elections
            .iter()
            .flat_map(|e| regions.iter().map(move |r| (e, *r)))
        {
            let contest = Contest {
                election: &election.code,
                race: &election.race,
                region: Some(region).filter(|r| !r.is_empty()),
            };
            let stages = ElectionStage::ALL
                .iter()
                .filter_map(|s| self.stage(contest, *s));
            let place = |of: &StageRow| self.stages.iter().position(|r| std::ptr::eq(r, of));
            let mut last: Option<&StageRow> = None;
            for row in stages {
                let too_early = last.is_some_and(|last| match last.stage {
                    // Candidacy may run on after lists are fixed.
                    ElectionStage::Registration => last.from > row.from,
                    // A re-vote may come before a second round.
                    ElectionStage::SecondRound => false,
                    _ => last.to >= row.from,
                });
                let disorder = Disorder {
                    early: place(row).unwrap_or_default(),
                    after: last.and_then(place).unwrap_or_default(),
                };
                if too_early && !found.contains(&disorder) {
                    found.push(disorder);
                }
                last = Some(row);
            }
        }
        found
    }
}

/// A row of a stage that begins too early, by their places in [`Book::stages`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::law) struct Disorder {
    /// The row.
    pub early: usize,
    /// The row of the stage that goes before it.
    pub after: usize,
}

pub(in crate::law) const OUT_OF_ORDER: Problem =
    ("stage_out_of_order", "the stage is out of order");
const DAYS: Problem = (
    "stage_days",
    "a stage has both days, one that is annulled or as for all again none",
);
const CHANGE: Problem = (
    "stage_change",
    "the first row of a stage sets it, a later one moves, annuls or repeats it; what was set apart may follow all again",
);
