//! Stages of elections: known, whole, in order, and superseded by name only.

use super::{Check, Fault};
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
            check.unless(known, at, "race", "no such race of such an election");
            let numbered = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
            let region = row.region.is_empty()
                || (row.region.len() <= 5 && row.region.split('.').all(numbered));
            check.unless(region, at, "region", "not the code of a region");
            let annulled = row.change == StageChange::Annulled;
            match (row.from, row.to) {
                (Some(from), Some(to)) if from <= to && !annulled => {}
                (None, None) if annulled => {}
                (Some(_), Some(_)) if !annulled => {
                    check.refuse(at, "to", "it ends before it starts");
                }
                _ => check.refuse(at, "from", "a stage has both days, an annulled one none"),
            }
            let again = (0..at).any(|earlier| key(earlier) == key(at));
            let follows = row.change != StageChange::Set;
            check.unless(again == follows, at, "change", CHANGE);
        }
        check.faults.extend(self.stages_out_of_order());
        check.faults
    }

    /// The stages of each race and region that has rows, in the order in which an election goes.
    fn stages_out_of_order(&self) -> Vec<Fault> {
        let mut check = Check::of("stages.csv");
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
            let found = ElectionStage::ALL
                .iter()
                .filter_map(|s| self.stage(contest, *s));
            let mut last: Option<&StageRow> = None;
            for row in found {
                let at = self.stages.iter().position(|r| std::ptr::eq(r, row));
                let begins = |of: &StageRow| of.from;
                let late = last.is_some_and(|last| match last.stage {
                    // Candidacy may run on after lists are fixed.
                    ElectionStage::Registration => begins(last) > begins(row),
                    // A re-vote may come before a second round.
                    ElectionStage::SecondRound => false,
                    _ => last.to >= begins(row),
                });
                let fault = Fault {
                    file: check.file,
                    row: at.unwrap_or_default() + 1,
                    field: "from",
                    problem: "the stage is out of order",
                };
                if late && !check.faults.contains(&fault) {
                    check.faults.push(fault);
                }
                last = Some(row);
            }
        }
        check.faults
    }
}

const CHANGE: &str = "the first row of a stage sets it, a later one moves, annuls or repeats it";
