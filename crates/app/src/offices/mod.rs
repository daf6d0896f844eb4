//! Offices and their lives: adding and importing (`import.rs`, checked by `check.rs`), closing and succession
//! (`end.rs`), and who may do it. Must not know HTTP nor the command line.

mod check;
mod end;
mod import;
mod keyed;

use chrono::NaiveDate;
use netralitas_domain::{
    account_life::keeps_accounts_at,
    ids::{AccountId, OfficeId},
    office_life::{OfficeRefusal, keeps},
    people::{Actor, Office},
    time::Moment,
};
use netralitas_store::{Read, office_lives};

pub use end::{Accounts, End, Ended};
pub use import::{Imported, Outcome};
pub use keyed::{EndReceipt, ImportReceipt, OfficeCommand, OfficeReceipt};
pub use netralitas_domain::office_file::OfficeIn;
pub use netralitas_store::office_lives::{Life, OfficeEvent};

use crate::{App, Known, Principal, error::AppError};

/// Who changes offices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keeper {
    /// The person at the terminal of the server, who may do everything; an account where one was named.
    Terminal(Option<AccountId>),
    /// An administrator, for the offices that the account keeps; for systems also the head of their office.
    Account(Principal),
}

/// A keeper as of now.
pub(crate) struct Kept {
    /// The actor; none at a terminal without an account.
    pub actor: Option<Actor>,
    everything: bool,
}

impl Kept {
    /// Whether an office (none: one at the top) is the keeper's to change.
    pub fn may(&self, office: Option<OfficeId>, known: &Known) -> bool {
        self.everything
            || self
                .actor
                .as_ref()
                .is_some_and(|actor| keeps(actor, office, &known.offices))
    }

    /// Whether the accounts and systems of an office are the keeper's: his own office's, and of those below it.
    pub fn may_accounts(&self, office: OfficeId, known: &Known) -> bool {
        self.everything
            || self
                .actor
                .as_ref()
                .is_some_and(|actor| keeps_accounts_at(actor, office, &known.offices))
    }

    /// Whether it is the person at the terminal of the server.
    pub const fn is_terminal(&self) -> bool {
        self.everything
    }

    /// An event of an office by this keeper.
    pub fn event(
        &self,
        life: &Life,
        kind: &str,
        effective: NaiveDate,
        now: Moment,
        content: &serde_json::Value,
    ) -> OfficeEvent {
        OfficeEvent {
            office: life.office,
            version: life.version,
            kind: kind.to_owned(),
            account: self.actor.as_ref().map(|a| a.account),
            by_office: self.actor.as_ref().map(|a| a.office),
            effective,
            recorded_at: now,
            content: content.to_string(),
        }
    }
}

impl App {
    /// The keeper with its roles as of now.
    pub(crate) fn kept(
        &self,
        tx: &mut Read<'_>,
        keeper: &Keeper,
        known: &Known,
        now: Moment,
    ) -> Result<Kept, AppError> {
        let everything = matches!(keeper, Keeper::Terminal(_));
        let actor = match keeper {
            Keeper::Terminal(None) => None,
            Keeper::Terminal(Some(account)) => {
                let roles = netralitas_store::accounts::roles(tx, *account)?;
                let here = roles.iter().find(|g| {
                    let today = now.day_in(known.offices.zone(g.office));
                    g.role == netralitas_domain::people::Role::Administrator
                        && g.runs_on(today)
                        && !known.offices.is_closed(g.office)
                });
                let office = here.ok_or(AppError::Forbidden)?.office;
                let principal = Principal::outside(*account, office);
                Some(self.asker(tx, principal, now)?.actor)
            }
            Keeper::Account(principal) => Some(self.asker(tx, *principal, now)?.actor),
        };
        Ok(Kept { actor, everything })
    }

    /// An office with its life, for people who may see offices: everybody signed in.
    ///
    /// # Errors
    /// [`AppError::NotFound`].
    pub async fn office(
        &self,
        principal: Principal,
        id: OfficeId,
    ) -> Result<(Office, Life), AppError> {
        let known = self.known_to(principal).await?;
        let office = known.offices.get(id).ok_or(AppError::NotFound)?;
        Ok((office.clone(), known.life(id)))
    }

    /// The changes of an office, for those who keep it.
    ///
    /// # Errors
    /// [`AppError::NotFound`], [`AppError::Forbidden`].
    pub async fn office_events(
        &self,
        keeper: Keeper,
        id: OfficeId,
    ) -> Result<Vec<OfficeEvent>, AppError> {
        let now = self.clock().now();
        let app = self.clone();
        self.store()
            .read(move |tx| {
                let known = app.known(tx)?;
                let kept = app.kept(tx, &keeper, &known, now)?;
                if known.offices.get(id).is_none() {
                    return Err(AppError::NotFound);
                }
                if !kept.may(Some(id), &known) {
                    return Err(AppError::Forbidden);
                }
                Ok(office_lives::events(tx, id)?)
            })
            .await
    }
}

impl From<OfficeRefusal> for AppError {
    fn from(refusal: OfficeRefusal) -> Self {
        Self::condition(refusal.code(), refusal.text())
    }
}
