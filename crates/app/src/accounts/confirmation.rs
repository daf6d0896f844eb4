//! Who reads, ends and agrees to a system: its keeper and whoever is of head's rank at its office. What nobody of that
//! rank agreed to gets no token: an administrator, who reads no case, would else read by a system of his own.

use netralitas_domain::{
    account_life::AccountRefusal,
    ids::{AccountId, OfficeId},
    procedure::{ClientScope, heads_of_systems},
    security::SecurityEvent,
    time::Moment,
};
use netralitas_store::{
    Read, Write,
    clients::{self, ClientSecret},
    security_events,
};
use serde_json::{Value, json};

use crate::{Known, error::AppError, offices::Kept};

/// What somebody may do with the systems of an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hand {
    /// Makes them, and secrets for them.
    pub keeps: bool,
    /// Agrees to them.
    pub heads: bool,
}

impl Hand {
    /// What a keeper or a head may do with the systems of an office; the person at the terminal may do both.
    pub(super) fn at(office: OfficeId, kept: &Kept, known: &Known) -> Self {
        let head = |actor: &netralitas_domain::people::Actor| {
            let roles = known.offices.get(office).map_or(&[][..], heads_of_systems);
            actor.office == office && actor.has_any(roles)
        };
        Self {
            keeps: kept.may_accounts(office, known),
            heads: kept.is_terminal() || kept.actor.as_ref().is_some_and(head),
        }
    }

    /// Whether he knows of them at all.
    pub(super) const fn any(self) -> bool {
        self.keeps || self.heads
    }
}

/// What a person of head's rank must not have done to a system that he agrees to.
const MADE: &[SecurityEvent] = &[
    SecurityEvent::ClientMade,
    SecurityEvent::SecretMade,
    SecurityEvent::RoleGiven,
];

/// Agrees to the secrets of a system that wait; what is left on record of it.
///
/// # Errors
/// [`AppError::Forbidden`] for who is not of head's rank; [`AccountRefusal::OwnSystem`] for who made it, a secret of it,
/// or gave it a role; [`AccountRefusal::NothingToConfirm`].
pub(super) fn confirm(
    tx: &mut Write<'_>,
    (hand, kept): (Hand, &Kept),
    client: AccountId,
    now: Moment,
) -> Result<Value, AppError> {
    if !hand.heads {
        return Err(AppError::Forbidden);
    }
    if let Some(actor) = &kept.actor
        && security_events::did_to(tx, actor.account, MADE, client)?
    {
        return Err(AccountRefusal::OwnSystem.into());
    }
    if !clients::secrets(tx, client)?.iter().any(|s| s.waits(now)) {
        return Err(AccountRefusal::NothingToConfirm.into());
    }
    let secrets = clients::confirm(tx, client, now)?;
    Ok(json!({ "secrets": secrets }))
}

/// Whether somebody agreed already to all that a further secret may be for.
pub(super) fn agreed_before(
    tx: &mut Read<'_>,
    client: AccountId,
    scopes: &[ClientScope],
    now: Moment,
) -> Result<bool, AppError> {
    let all = clients::secrets(tx, client)?;
    let agreed = |s: &&ClientSecret| s.holds(now) && s.confirmed_at.is_some();
    let covered: Vec<ClientScope> = all
        .iter()
        .filter(agreed)
        .flat_map(|s| s.scopes.iter().copied())
        .collect();
    Ok(scopes.iter().all(|scope| covered.contains(scope)))
}
