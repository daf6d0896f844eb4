//! Many steps in one transaction, one after the other: what brings in old cases and what makes synthetic ones. Each step
//! is judged and written as if it had come alone; there is no idempotency key, for whoever brings many knows by itself
//! what is done already.

use std::collections::HashMap;

use chrono::NaiveDate;
use netralitas_domain::{
    file::Event,
    ids::{AccountId, AllegationId, CaseId, OfficeId, PartyId},
    time::{Moment, Zone},
};
use netralitas_store::{StoreError, Write, office_lives};

use crate::{
    App, Principal,
    error::AppError,
    input::{ActIn, NewCaseIn},
    reading::asker::Asker,
};

/// A transaction that takes many steps.
pub struct Bulk<'a, 't> {
    app: &'a App,
    tx: &'a mut Write<'t>,
    asked: HashMap<Standing, Asker>,
}

/// Whose standing of which day, in the country's first and last zone, was read in this transaction.
type Standing = (AccountId, OfficeId, [NaiveDate; 2]);

/// A case that was opened.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Its identifier.
    pub case: CaseId,
    /// Its parties, as they were named.
    pub parties: Vec<PartyId>,
    /// Its allegations, as they were named.
    pub allegations: Vec<AllegationId>,
    /// What happened, on each track.
    pub events: Vec<Event>,
}

impl App {
    /// Runs work of many steps in one transaction: all of them are written, or none. The work may run again where the
    /// database asks for it, and must have no other effects.
    ///
    /// # Errors
    /// Those of the work and of the database.
    pub fn write_in_bulk<T: Send + 'static, E: From<StoreError> + Send + 'static>(
        &self,
        work: impl Fn(&mut Bulk<'_, '_>) -> Result<T, E> + Send + Sync + 'static,
    ) -> Result<T, E> {
        let app = self.clone();
        self.store().write_blocking(move |tx| {
            let asked = HashMap::new();
            work(&mut Bulk {
                app: &app,
                tx,
                asked,
            })
        })
    }
}

impl Bulk<'_, '_> {
    /// Opens a case at a moment.
    ///
    /// # Errors
    /// As for one that comes alone; then the whole transaction is to be given up.
    pub fn open(
        &mut self,
        principal: Principal,
        input: NewCaseIn,
        now: Moment,
    ) -> Result<Opened, AppError> {
        let ready = self.app.draw_case(input, now)?;
        office_lives::share(self.tx, principal.office)?;
        let asker = self.asker(principal, now)?;
        let done = self.app.open_in(self.tx, &asker, &ready, now)?;
        Ok(Opened {
            case: ready.id,
            parties: ready.parties().collect(),
            allegations: ready.allegations().collect(),
            events: done.events,
        })
    }

    /// Takes a step on a track at a moment; what happened, on each track.
    ///
    /// # Errors
    /// As for one that comes alone; then the whole transaction is to be given up.
    pub fn act(
        &mut self,
        principal: Principal,
        input: ActIn,
        now: Moment,
    ) -> Result<Vec<Event>, AppError> {
        let prepared = self.app.prepare(input, now)?;
        let asker = self.asker(principal, now)?;
        let done = self.app.take_step(self.tx, asker, &prepared, None, now)?;
        Ok(done.events)
    }

    /// Read once a day: nobody else changes roles within this transaction, and it changes none.
    fn asker(&mut self, principal: Principal, now: Moment) -> Result<Asker, AppError> {
        let days = [Zone::Wib, Zone::Wit].map(|zone| now.day_in(zone));
        let whose = (principal.account, principal.office, days);
        if let Some(asker) = self.asked.get(&whose) {
            return Ok(asker.clone());
        }
        let asker = self.app.asker(self.tx, principal, now)?;
        self.asked.insert(whose, asker.clone());
        Ok(asker)
    }
}
