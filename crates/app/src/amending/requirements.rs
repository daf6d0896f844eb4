//! Which requirements of a report amended words and days meet that were not met, and which they meet no more.

use netralitas_domain::{
    file::{CaseFacts, CaseFile},
    ids::PartyId,
    procedure::Requirement,
};
use netralitas_store::{Read, former};

use crate::{
    amending::{AmendIn, Words},
    error::AppError,
    reading::records::{AllegationRecord, PersonRecord},
    sealing::Vault,
    writing::{named_people::reports, prepare::gives_place},
};

/// Requirements given by an amendment, and those that are given no more.
#[derive(Debug, Default)]
pub(crate) struct Shift {
    pub given: Vec<Requirement>,
    pub lost: Vec<Requirement>,
}

impl Shift {
    /// What an amendment of a case does to its requirements.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn of(
        tx: &mut Read<'_>,
        vault: Vault<'_>,
        file: &CaseFile,
        amend: &AmendIn,
    ) -> Result<Self, AppError> {
        let mut shift = Self::default();
        let Some(case) = file.case() else {
            return Ok(shift);
        };
        if !amend.parties.is_empty() {
            shift.reporters(tx, vault, file, case, amend)?;
        }
        if !amend.allegations.is_empty() || !amend.acts.is_empty() {
            let mut all = Vec::new();
            for allegation in &case.allegations {
                let (_, stored) = former::allegation(tx, file.id, allegation.id)?
                    .unwrap_or_else(|| (0, "{}".to_owned()));
                let was: AllegationRecord =
                    serde_json::from_str(&stored).map_err(AppError::internal)?;
                let is = match words(&amend.allegations, allegation.id) {
                    Some(words) => words.over::<AllegationRecord>(&stored)?.1,
                    None => was.clone(),
                };
                let acts = amend.acts.iter().rev();
                let named = acts.clone().find(|(id, ..)| *id == allegation.id);
                let from = named.map_or(allegation.act_from, |(_, from, _)| *from);
                all.push((
                    gives_place(allegation.act_from, &was),
                    gives_place(from, &is),
                ));
            }
            let was = !all.is_empty() && all.iter().all(|(was, _)| *was);
            let is = !all.is_empty() && all.iter().all(|(_, is)| *is);
            shift.note(Requirement::TimeAndPlace, was, is);
        }
        Ok(shift)
    }

    fn reporters(
        &mut self,
        tx: &mut Read<'_>,
        vault: Vault<'_>,
        file: &CaseFile,
        case: &CaseFacts,
        amend: &AmendIn,
    ) -> Result<(), AppError> {
        let capacity = |id: PartyId| case.parties.iter().find(|p| p.id == id).map(|p| p.capacity);
        let touches = |(id, _): &(PartyId, Words)| capacity(*id).is_some_and(reports);
        if !amend.parties.iter().any(touches) {
            return Ok(());
        }
        let (mut name, mut address) = ([false; 2], [false; 2]);
        for (id, stored) in vault.open(tx, file.id)? {
            let Some(stored) = stored.filter(|_| capacity(id).is_some_and(reports)) else {
                continue;
            };
            let was: PersonRecord = serde_json::from_str(&stored).map_err(AppError::internal)?;
            let is = match words(&amend.parties, id) {
                Some(words) => words.over::<PersonRecord>(&stored)?.1,
                None => was.clone(),
            };
            for (place, person) in [was, is].iter().enumerate() {
                if let (Some(name), Some(address)) = (name.get_mut(place), address.get_mut(place)) {
                    *name |= person.name.is_some();
                    *address |= person.address.is_some();
                }
            }
        }
        self.note(Requirement::ReporterName, name[0], name[1]);
        self.note(Requirement::ReporterAddress, address[0], address[1]);
        Ok(())
    }

    fn note(&mut self, requirement: Requirement, was: bool, is: bool) {
        match (was, is) {
            (false, true) => self.given.push(requirement),
            (true, false) => self.lost.push(requirement),
            _ => {}
        }
    }
}

fn words<I: PartialEq + Copy>(all: &[(I, Words)], id: I) -> Option<&Words> {
    all.iter().find(|(i, _)| *i == id).map(|(_, words)| words)
}
