//! The other cases that an amendment reaches: those of the same report, of which one was split off the other, and those
//! that show an amended paper. They are held with the case that is amended, in the order of their identifiers, so that
//! two amendments never wait for each other.

use std::collections::BTreeSet;

use netralitas_domain::{
    file::{CaseFacts, CaseFile},
    ids::CaseId,
};
use netralitas_store::{
    Read, Write,
    cases::{self, Hold},
    former, journal,
};

use crate::{amending::AmendIn, error::AppError, input::DetailsIn};

/// Other cases, held.
#[derive(Debug, Default)]
pub(crate) struct Reached {
    /// Whether the cases of the report are among them.
    report: bool,
    /// Those that are yet to be held.
    wanted: BTreeSet<CaseId>,
    held: Vec<CaseFile>,
}

impl Reached {
    /// Finds the cases that an act reaches beside its own, and holds those that come before it.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn before(
        tx: &mut Write<'_>,
        case: CaseId,
        details: &DetailsIn,
    ) -> Result<Self, AppError> {
        let mut reached = Self::default();
        if let DetailsIn::Amend(amend) = details {
            reached.report = of_report(amend);
            if reached.report {
                reached.wanted.extend(halves(tx, case)?);
            }
            for paper in &amend.papers {
                let elsewhere = former::paper_elsewhere(tx, paper.id, case)?;
                reached.wanted.extend(elsewhere);
            }
        }
        let later = reached.wanted.split_off(&case);
        reached.hold(tx)?;
        reached.wanted = later;
        Ok(reached)
    }

    /// Holds the rest, once the case itself is held.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn after(
        mut self,
        tx: &mut Write<'_>,
        file: &CaseFile,
    ) -> Result<Vec<CaseFile>, AppError> {
        self.hold(tx)?;
        // What was split off before the case was held.
        while self.report {
            let all = std::iter::once(file).chain(&self.held);
            let linked = all.filter_map(CaseFile::case).flat_map(CaseFacts::halves);
            let missing = linked.filter(|id| *id != file.id && self.lacks(*id));
            self.wanted = missing.collect();
            if self.wanted.is_empty() {
                break;
            }
            self.hold(tx)?;
        }
        Ok(self.held)
    }

    fn lacks(&self, id: CaseId) -> bool {
        self.held.iter().all(|f| f.id != id)
    }

    fn hold(&mut self, tx: &mut Write<'_>) -> Result<(), AppError> {
        for id in std::mem::take(&mut self.wanted) {
            let mut file = cases::load_for_update(tx, id, id.into(), Hold::Case)?
                .ok_or_else(|| AppError::internal("a case of a link is not there"))?;
            let told = journal::of_case(tx, id)?;
            file.history = Some(told.into_iter().map(|entry| entry.event).collect());
            self.held.push(file);
        }
        Ok(())
    }
}

/// Whether an amendment says something of the one report: when it was filed, or became known.
fn of_report(amend: &AmendIn) -> bool {
    amend.known_on.is_some() || amend.steps.iter().any(|(seq, ..)| *seq == 1)
}

/// The other cases of a report.
fn halves(tx: &mut Read<'_>, case: CaseId) -> Result<BTreeSet<CaseId>, AppError> {
    let mut found = BTreeSet::from([case]);
    let mut next = vec![case];
    while let Some(id) = next.pop() {
        let file = cases::load(tx, id)?;
        let facts = file.as_ref().and_then(CaseFile::case);
        for half in facts.into_iter().flat_map(CaseFacts::halves) {
            if found.insert(half) {
                next.push(half);
            }
        }
    }
    found.remove(&case);
    Ok(found)
}
