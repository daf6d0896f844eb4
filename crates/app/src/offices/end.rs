//! The end of an office: closed, or followed by a successor, in one transaction.

use chrono::NaiveDate;
use netralitas_domain::{
    acts::{OfficeEnd, acted_after, pass_on},
    ids::{AccountId, OfficeId},
    numbers::NumberSlot,
    office_life::{OfficeRefusal, may_end},
    people::Office,
    time::Moment,
};
use netralitas_store::{
    Write,
    accounts::{self, Grant},
    approvals,
    cases::{self, Hold},
    journal, numbers,
    office_lives::{self, Life},
    offices,
};
use serde_json::json;

use super::{Keeper, Kept};
use crate::{
    App, Known,
    app::salts,
    error::AppError,
    writing::{
        persist::{Rows, write_case},
        prepare::PreparedContent,
    },
};

/// What becomes of the accounts of an office that ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accounts {
    /// Their roles there end.
    End,
    /// Their roles there end, and the same ones begin at the successor.
    Move,
}

/// The end of an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// The office.
    pub office: OfficeId,
    /// Its last day.
    pub on: NaiveDate,
    /// Who follows; none only where nothing is open.
    pub successor: Option<OfficeId>,
    /// What becomes of its accounts.
    pub accounts: Accounts,
    /// The version of the office as it was read; none at a terminal.
    pub expected: Option<i64>,
}

/// What the end of an office did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// The version of the office now.
    pub version: i64,
    /// Tracks that passed to the successor.
    pub tracks: usize,
    /// Cases of these tracks.
    pub cases: usize,
    /// Roles of accounts that ended.
    pub roles: usize,
    /// Offices below it that stand below the successor now.
    pub offices: usize,
}

impl App {
    /// Closes an office, with or without a successor.
    ///
    /// # Errors
    /// Not found, not the keeper's, a stale version, or a reason of [`netralitas_domain::office_life`].
    pub fn end_office(&self, keeper: Keeper, end: End) -> Result<Ended, AppError> {
        let (app, now, seed) = (self.clone(), self.clock().now(), self.salt()?);
        self.store()
            .write_blocking(move |tx| app.end_in(tx, &keeper, &end, &seed, now))
    }

    pub(crate) fn end_in(
        &self,
        tx: &mut Write<'_>,
        keeper: &Keeper,
        end: &End,
        seed: &[u8; 16],
        now: Moment,
    ) -> Result<Ended, AppError> {
        // Held before anything is read: nobody files there meanwhile.
        office_lives::hold_alone(tx, end.office)?;
        let known = self.known(tx)?;
        let kept = self.kept(tx, keeper, &known, now)?;
        let old = known.offices.get(end.office).ok_or(AppError::NotFound)?;
        if !kept.may(Some(old.id), &known) {
            return Err(AppError::Forbidden);
        }
        let life = known.life(old.id);
        if end.expected.is_some_and(|v| v != life.version) {
            return Err(AppError::Stale {
                current: life.version,
            });
        }
        let new = match end.successor {
            Some(id) => {
                let new = known.offices.get(id);
                Some(new.ok_or_else(|| AppError::field("/successor_id", "no_such_office"))?)
            }
            None => None,
        };
        if new.is_some_and(|new| !kept.may(Some(new.id), &known)) {
            return Err(AppError::Forbidden);
        }
        if new.is_none() && end.accounts == Accounts::Move {
            return Err(AppError::field("/successor_id", "missing"));
        }
        may_end(old, new, end.on, now.day_in(old.zone), &known.offices)?;
        if let Some(new) = new {
            office_lives::hold_open(tx, new.id)?;
        }
        let (tracks, cases) = self.pass_tracks(tx, &kept, end, &known, seed, now)?;
        for case in journal::acted_after(tx, old.id, end.on)? {
            if cases::load(tx, case)?.is_some_and(|file| acted_after(&file, old.id, end.on)) {
                return Err(OfficeRefusal::EndBeforeOwnSteps.into());
            }
        }
        if let Some(new) = new {
            approvals::pass_on(tx, old.id, new.id)?;
        }
        if let Some(new) = new
            && NumberSlot::look_alike(old, new)
        {
            numbers::go_on(tx, old.id, new.id)?;
        }
        let roles = end_roles(
            tx,
            old,
            new.filter(|_| end.accounts == Accounts::Move),
            end.on,
            now,
        )?;
        let below = match new {
            Some(new) => hang_below(tx, &kept, old, new, &known, end.on, now)?,
            None => 0,
        };
        let closed = Office {
            valid_to: Some(end.on),
            ..old.clone()
        };
        offices::update(tx, &closed)?;
        let life = Life {
            version: life.version + 1,
            closed_at: Some(now),
            successor: end.successor,
            ..life
        };
        let content = json!({
            "successor": new.map(|n| n.code.as_str()), "tracks": tracks, "cases": cases, "roles": roles,
            "offices_below": below, "accounts": match end.accounts { Accounts::End => "end", Accounts::Move => "move" },
        });
        let kind = if new.is_some() { "succeeded" } else { "closed" };
        let event = kept.event(&life, kind, end.on, now, &content);
        office_lives::put(tx, &life, &event)?;
        if let Some(new) = new {
            let life = next(known.life(new.id));
            let content = json!({ "predecessor": old.code, "tracks": tracks, "cases": cases });
            let event = kept.event(&life, "took_over", end.on, now, &content);
            office_lives::put(tx, &life, &event)?;
        }
        Ok(Ended {
            version: life.version,
            tracks,
            cases,
            roles,
            offices: below,
        })
    }

    /// Every open track of the office passes on, case by case, in the order in which cases are locked.
    fn pass_tracks(
        &self,
        tx: &mut Write<'_>,
        kept: &Kept,
        end: &End,
        known: &Known,
        seed: &[u8; 16],
        now: Moment,
    ) -> Result<(usize, usize), AppError> {
        let (mut tracks, mut touched) = (0, 0);
        for case in office_lives::open_cases(tx, end.office)? {
            let file = cases::load_for_update(tx, case, case.into(), Hold::Case)?
                .ok_or(AppError::NotFound)?;
            // The journal names an account; at a terminal without one only an office that holds nothing ends.
            let nobody = netralitas_domain::people::Actor {
                account: AccountId::new(uuid::Uuid::nil()),
                office: end.office,
                roles: Vec::new(),
                ticket: None,
            };
            let what = OfficeEnd {
                office: end.office,
                on: end.on,
                successor: end.successor,
            };
            let actor = kept.actor.as_ref();
            let events = pass_on(&file, what, actor.unwrap_or(&nobody), now, known.world())?;
            if events.is_empty() {
                continue;
            }
            if actor.is_none() {
                return Err(AppError::field("/account", "missing"));
            }
            let salts = salts(seed, &events)?;
            tracks += events.len();
            touched += 1;
            let rows = Rows {
                papers: Vec::new(),
                texts: Vec::new(),
                meeting: None,
                content: PreparedContent::default(),
                salts: &salts,
            };
            for event in write_case(tx, Some(file), events, &rows, known, now)? {
                approvals::follow(tx, end.office, event.track, event.seq)?;
                // The agency of a respondent may be another now.
                self.index(tx, [event.case_id])?;
            }
        }
        Ok((tracks, touched))
    }
}

/// Ends the roles at the office, and begins the same ones at the successor where they move.
fn end_roles(
    tx: &mut Write<'_>,
    old: &Office,
    moves_to: Option<&Office>,
    on: NaiveDate,
    now: Moment,
) -> Result<usize, AppError> {
    if let Some(new) = moves_to {
        let today = now.day_in(new.zone);
        let there = accounts::running_at(tx, new.id, today)?;
        for (account, grant) in accounts::running_at(tx, old.id, on)? {
            let has = |(who, g): &(AccountId, Grant)| *who == account && g.role == grant.role;
            let same = there.iter().any(has);
            if !same {
                let moved = Grant {
                    office: new.id,
                    from: grant.from.max(today),
                    ..grant
                };
                accounts::grant(tx, account, &moved)?;
            }
        }
    }
    Ok(accounts::end_at(tx, old.id, on)?)
}

/// The offices below stand below the successor from now on; one of them that is the successor's own level or
/// above it would be refused before.
fn hang_below(
    tx: &mut Write<'_>,
    kept: &Kept,
    old: &Office,
    new: &Office,
    known: &Known,
    on: NaiveDate,
    now: Moment,
) -> Result<usize, AppError> {
    let below: Vec<&Office> = known
        .offices
        .all()
        .filter(|o| o.parent == Some(old.id))
        .collect();
    office_lives::move_below(tx, old.id, new.id)?;
    for office in &below {
        let life = next(known.life(office.id));
        let content = json!({ "from": old.code, "to": new.code });
        let event = kept.event(&life, "moved_below", on, now, &content);
        office_lives::put(tx, &life, &event)?;
    }
    Ok(below.len())
}

fn next(life: Life) -> Life {
    Life {
        version: life.version + 1,
        ..life
    }
}
