//! Who asks, with what counts at the moment of asking: the law, the roles, the reach.

use std::sync::Arc;

use netralitas_domain::{people::Actor, time::Moment};
use netralitas_store::{
    Read,
    scope::Scope,
    views::standing::{self, Standing},
};

use crate::{App, Known, Principal, error::AppError};

/// A principal whose standing was read in the transaction that it asks in.
#[derive(Clone)]
pub(crate) struct Asker {
    /// The law and the offices of this transaction.
    pub known: Arc<Known>,
    /// The account with its roles as of now.
    pub actor: Actor,
    /// What it may see.
    pub reach: Scope,
}

/// The standing of a principal that may ask. One statement.
///
/// # Errors
/// [`AppError::AccountInactive`] when the account is gone or shut, never had a role at the office, or what its token rests
/// on holds no more.
pub(crate) fn standing_of(
    tx: &mut Read<'_>,
    principal: Principal,
    now: Moment,
) -> Result<Standing, AppError> {
    let Principal {
        account,
        office,
        credential,
    } = principal;
    standing::of_account(tx, account, office, credential)?
        .filter(|standing| principal.is_in(standing, now))
        .ok_or(AppError::AccountInactive)
}

impl App {
    /// The law and the offices of this moment, for somebody who is signed in: what everybody signed in may read.
    ///
    /// # Errors
    /// Those of the standing: an account that is gone or shut, a session that ended.
    pub async fn known_to(&self, principal: Principal) -> Result<Arc<Known>, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        self.store()
            .read(move |tx| Ok(app.asker(tx, principal, now)?.known))
            .await
    }

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
        let standing = standing_of(tx, principal, now)?;
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
