//! Adding and importing offices: all rows or none, twice is as good as once.

use netralitas_domain::ids::{Id, OfficeId};
use netralitas_store::{Write, office_lives, offices};
use serde_json::json;

use super::{
    Keeper, OfficeIn,
    check::{Wish, wishes},
};
use crate::{App, error::AppError};

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// A new office.
    Added,
    /// A known one, changed.
    Changed,
    /// A known one, as it was.
    Unchanged,
}

/// What an import did, by office in the order of writing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Each office with its code, its version now, and what became of it.
    pub offices: Vec<(OfficeId, String, i64, Outcome)>,
}

impl Imported {
    /// How many rows ended so.
    #[must_use]
    pub fn count(&self, outcome: Outcome) -> usize {
        self.offices.iter().filter(|o| o.3 == outcome).count()
    }
}

/// Most rows of one import.
pub(super) const MOST: usize = 10_000;

impl App {
    /// Writes every row or none. A known code is changed where the row differs, and left alone where not.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with every fault of every row; [`AppError::Forbidden`] for a row that is not the
    /// keeper's to write.
    pub fn import_offices(
        &self,
        keeper: Keeper,
        rows: Vec<OfficeIn>,
    ) -> Result<Imported, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        let fresh = self.fresh_ids(rows.len(), now);
        self.store()
            .write_blocking(move |tx| app.import_in(tx, &keeper, &rows, &fresh, now))
    }

    /// Identifiers for that many new offices.
    pub(crate) fn fresh_ids(
        &self,
        count: usize,
        now: netralitas_domain::time::Moment,
    ) -> Vec<OfficeId> {
        (0..count).map(|_| Id::new(self.id(now))).collect()
    }

    pub(crate) fn import_in(
        &self,
        tx: &mut Write<'_>,
        keeper: &Keeper,
        rows: &[OfficeIn],
        fresh: &[OfficeId],
        now: netralitas_domain::time::Moment,
    ) -> Result<Imported, AppError> {
        if rows.len() > MOST {
            return Err(AppError::field("/items", "too_long"));
        }
        let known = self.known(tx)?;
        let kept = self.kept(tx, keeper, &known, now)?;
        let mut fresh = fresh.iter().copied();
        let mut short = false;
        let id = || {
            fresh.next().unwrap_or_else(|| {
                short = true;
                Id::new(uuid::Uuid::nil())
            })
        };
        let at = |place: usize, field: &str| format!("/items/{place}/{field}");
        let wishes = wishes(rows, &known, id, at).map_err(AppError::Invalid)?;
        if short {
            return Err(AppError::internal("too few identifiers"));
        }
        let mut done = Imported::default();
        let mut added: Vec<OfficeId> = Vec::new();
        for wish in wishes {
            let row = match wish {
                Wish::Add(office, life) => {
                    // What stands below an office of the same import is kept by whoever keeps that one.
                    let below_new = office.parent.is_some_and(|p| added.contains(&p));
                    if !below_new && !kept.may(office.parent, &known) {
                        return Err(AppError::Forbidden);
                    }
                    added.push(office.id);
                    offices::insert(tx, &office, now)?;
                    let content = json!({ "code": office.code });
                    let event = kept.event(&life, "added", office.valid_from, now, &content);
                    office_lives::put(tx, &life, &event)?;
                    (office.id, office.code, life.version, Outcome::Added)
                }
                Wish::Change(office, life, fields) => {
                    if !kept.may(Some(office.id), &known) {
                        return Err(AppError::Forbidden);
                    }
                    offices::update(tx, &office)?;
                    let content = json!({ "fields": fields });
                    let today = now.day_in(office.zone);
                    let event = kept.event(&life, "changed", today, now, &content);
                    office_lives::put(tx, &life, &event)?;
                    (office.id, office.code, life.version, Outcome::Changed)
                }
                Wish::Nothing(id) => {
                    let code = known
                        .offices
                        .get(id)
                        .map_or_else(String::new, |o| o.code.clone());
                    (id, code, known.life(id).version, Outcome::Unchanged)
                }
            };
            done.offices.push(row);
        }
        Ok(done)
    }
}
