//! Who asks, with what counts at the moment of asking: the law, the roles, the reach.

use std::sync::Arc;

use netralitas_domain::{people::Actor, time::Moment};
use netralitas_store::{Read, scope::Scope, views::standing};

use crate::{App, Known, Principal, error::AppError};

/// A principal whose standing was read in the transaction that it asks in.
pub(crate) struct Asker {
    /// The law and the offices of this transaction.
    pub known: Arc<Known>,
    /// The account with its roles as of now.
    pub actor: Actor,
    /// What it may see.
    pub reach: Scope,
}

impl App {
    /// Reads the standing of a principal; one statement, unless the law or the offices have moved.
    ///
    /// # Errors
    /// [`AppError::AccountInactive`] when the account is gone, shut, or has no role at the office any more.
    pub(crate) fn asker(
        &self,
        tx: &mut Read<'_>,
        principal: Principal,
        now: Moment,
    ) -> Result<Asker, AppError> {
        let standing = standing::of_account(tx, principal.account, principal.office)?
            .filter(|s| !s.disabled)
            .ok_or(AppError::AccountInactive)?;
        let known = self.known_as_of(tx, standing.versions)?;
        let actor = principal
            .actor(&standing.grants, now, &known.offices)
            .ok_or(AppError::AccountInactive)?;
        let reach = Scope {
            person: standing.person,
            ..Principal::scope(&actor, &known, now)
        };
        Ok(Asker {
            known,
            actor,
            reach,
        })
    }
}
