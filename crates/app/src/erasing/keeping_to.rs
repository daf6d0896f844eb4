//! A database held against the erasure list: what a restore brought back is erased again, and no byte is left.

use std::collections::BTreeSet;

use netralitas_domain::{
    ids::AccountId,
    people::{Actor, Role},
    time::Moment,
};
use netralitas_store::{
    Uid, Write, accounts,
    backend::Scrubbed,
    cases, erase,
    erasures::{self, CARRIED_OUT, ErasureRow},
    figures, journal, refold,
};

use super::{carrying_out::Order, list::Line};
use crate::{App, error::AppError};

/// How a database and the list stand to each other.
#[derive(Debug, Clone, Default)]
pub struct Gap {
    /// Carried out here and not on the list: a crash between the two.
    pub unlisted: Vec<Line>,
    /// On the list and not carried out here: this database was restored.
    pub outstanding: Vec<Line>,
}

/// What applying a list did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Applied {
    /// People who were erased again.
    pub erased: usize,
    /// Erasures of people whom this database does not know.
    pub unknown: usize,
}

/// What a scrub did.
#[derive(Debug, Clone, Default)]
pub struct Cleaned {
    /// Files whose bytes were removed.
    pub files: usize,
    /// Erasures of which no byte is left in the database's own files now.
    pub erasures: usize,
    /// What the database left to the operator.
    pub left: Vec<&'static str>,
}

impl App {
    /// The lines of what was carried out in this database.
    ///
    /// # Errors
    /// Those of the database; a line that this program cannot read.
    pub fn erasure_lines(&self) -> Result<Vec<Line>, AppError> {
        let rows = self.store().read_blocking(erasures::lines)?;
        let all = rows.iter().map(|(_, line)| serde_json::from_str(line));
        all.collect::<Result<_, _>>().map_err(AppError::internal)
    }

    /// How this database stands to lines of a list.
    ///
    /// # Errors
    /// As [`Self::erasure_lines`].
    pub fn erasure_gap(&self, listed: &[Line]) -> Result<Gap, AppError> {
        let here = self.erasure_lines()?;
        let has = |all: &[Line], one: &Line| all.iter().any(|l| l.erasure_id == one.erasure_id);
        Ok(Gap {
            unlisted: here.iter().filter(|l| !has(listed, l)).cloned().collect(),
            outstanding: listed.iter().filter(|l| !has(&here, l)).cloned().collect(),
        })
    }

    /// Adds to the list what a crash kept from it; how many. Nothing where this program keeps no list.
    ///
    /// # Errors
    /// The database, the file.
    pub fn list_what_is_unlisted(&self) -> Result<usize, AppError> {
        let Some(list) = &self.inner.erasures else {
            return Ok(0);
        };
        let listed = list.read().map_err(AppError::internal)?;
        let gap = self.erasure_gap(&listed)?;
        for line in &gap.unlisted {
            list.add(line).map_err(AppError::internal)?;
        }
        Ok(gap.unlisted.len())
    }

    /// Carries out again what a list says was carried out, each erasure in a transaction of its own. Nothing is asked:
    /// two agreed when it was done first.
    ///
    /// # Errors
    /// Those of the database; what was applied before stays.
    pub fn apply_erasures(&self, lines: &[Line]) -> Result<Applied, AppError> {
        let gap = self.erasure_gap(lines)?;
        let mut applied = Applied::default();
        for line in gap.outstanding {
            let (app, now, seed) = (self.clone(), self.clock().now(), self.salt()?);
            let done = self.store().write_blocking(move |tx| {
                let order = order(&line);
                let known = app.known(tx)?;
                let found = match actor(tx, &line)? {
                    Some(actor) => app.carry_out(tx, &order, &actor, &known, &seed, now)?,
                    None => None,
                };
                erasures::put(tx, &row(&line, now)?)?;
                Ok::<_, AppError>(found.is_some())
            })?;
            match done {
                true => applied.erased += 1,
                false => applied.unknown += 1,
            }
        }
        Ok(applied)
    }

    /// Removes the bytes of erased files that nothing else names, and takes what was erased out of the database's own
    /// files. Blocks as long as that takes.
    ///
    /// # Errors
    /// The folder, the database; then it is still to be done.
    pub fn scrub_erased(&self) -> Result<Cleaned, AppError> {
        let files = self.remove_given_up()?;
        let begun = self.clock().now();
        let Scrubbed { left } = self.store().scrub_blocking()?;
        let now = self.clock().now();
        let erasures = match left.is_empty() {
            true => self
                .store()
                .write_blocking(move |tx| erasures::scrubbed(tx, begun, now))?,
            false => 0,
        };
        Ok(Cleaned {
            files,
            erasures,
            left,
        })
    }

    /// How many erasures wait for a scrub.
    ///
    /// # Errors
    /// Those of the database.
    pub fn unscrubbed(&self) -> Result<i64, AppError> {
        Ok(self.store().read_blocking(erasures::unscrubbed)?)
    }

    /// Removes the bytes that erased files gave up and nothing else names; how many.
    ///
    /// # Errors
    /// The database, the folder.
    pub fn remove_given_up(&self) -> Result<usize, AppError> {
        let Some(files) = &self.inner.files else {
            return Ok(0);
        };
        let mut removed = 0;
        for hash in self.store().read_blocking(erase::given_up)? {
            removed += usize::from(files.blobs.remove(&hash)?);
        }
        Ok(removed)
    }

    /// The tracks whose state is not what their journal says, and the cases whose figures are not what their tracks say;
    /// none where all agree.
    ///
    /// # Errors
    /// Those of the database.
    pub fn verify_fold(&self) -> Result<Vec<String>, AppError> {
        self.store().write_blocking(|tx| {
            let mut differs = refold::verify(tx)?;
            let cases = figures::verify(tx)?;
            differs.extend(cases.iter().map(ToString::to_string));
            Ok(differs)
        })
    }
}

fn order(line: &Line) -> Order {
    Order {
        id: line.erasure_id,
        case: line.case_id,
        party: line.party_id,
        known: line.people.clone(),
        texts: line.texts,
        files: Some(line.files.clone()),
        ground: line.ground,
        asked_by: line.asked_by,
        office: line.office_id,
        asked_at: Moment(line.asked_at),
        agreed_by: line.agreed_by.clone(),
        erased_at: Moment(line.erased_at),
        judged: false,
    }
}

/// In whose name it is told again: of those who did it the last whom this database knows, else who opened the case;
/// none where there is no such case.
fn actor(tx: &mut Write<'_>, line: &Line) -> Result<Option<Actor>, AppError> {
    let mut opened = None;
    let people = line.people.iter().map(|l| l.case_id);
    let cases: BTreeSet<_> = people.chain([line.case_id]).collect();
    for case in cases {
        let first = journal::of_case(tx, case)?.into_iter().next();
        opened = opened.or(first.map(|e| (e.event.account, e.event.office)));
    }
    let Some((account, office)) = opened else {
        return Ok(None);
    };
    let those: Vec<AccountId> = line.agreed_by.iter().rev().copied().collect();
    let mut known = None;
    for one in those.into_iter().chain([line.asked_by]) {
        if known.is_none() && accounts::find(tx, one)?.is_some() {
            known = Some(one);
        }
    }
    let file = cases::load(tx, line.case_id)?;
    let handling = file.as_ref().and_then(|f| f.case()).map(|c| c.handled_by);
    Ok(Some(Actor {
        account: known.unwrap_or(account),
        office: handling.unwrap_or(office),
        roles: vec![Role::Chair],
        ticket: None,
    }))
}

/// The row that says that a restored database carried it out.
fn row(line: &Line, now: Moment) -> Result<ErasureRow, AppError> {
    let account = |place: usize| line.agreed_by.get(place).map(|a| Uid(a.raw()));
    Ok(ErasureRow {
        id: Uid(line.erasure_id),
        case_id: Uid(line.case_id.raw()),
        party_id: Uid(line.party_id.raw()),
        account_id: Uid(line.asked_by.raw()),
        office_id: Uid(line.office_id.raw()),
        ground: line.ground.code().to_owned(),
        texts: line.texts.code().to_owned(),
        files: Some(serde_json::to_string(&line.files).map_err(AppError::internal)?),
        kid: None,
        purpose: None,
        headed: true,
        asked_at: line.asked_at,
        expires_at: line.erased_at,
        state: CARRIED_OUT.to_owned(),
        agreed_by: account(0),
        agreed_at: None,
        settled_by: account(1),
        // Of this database: it was scrubbed of it since then or not.
        settled_at: Some(now.0),
        line: Some(serde_json::to_string(line).map_err(AppError::internal)?),
        scrubbed_at: None,
    })
}
