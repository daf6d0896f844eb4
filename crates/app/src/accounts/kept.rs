//! Whose accounts a keeper keeps, what he finds of one, which roles he may give, and what is left on record of it.

use netralitas_domain::{
    account_life::{AccountRefusal, Grant, founds, keeps_account, knows_account},
    ids::{AccountId, OfficeId},
    people::{Actor, Office, Role},
    procedure::for_systems,
    security::SecurityEvent,
    time::Moment,
};
use netralitas_store::{
    Read, StoreError, Write,
    accounts::{self, Account},
    clients, identities, invitations,
    security_events::{self, Entry},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::keep::RoleIn;
use crate::{
    App, Known,
    accounts::AccountView,
    error::{AppError, FieldError, RefusalKind, Refused},
    offices::Kept,
};

/// An account as of now, found by somebody who keeps one of its roles.
pub(super) struct Found {
    pub account: Account,
    pub held: Vec<Grant>,
    /// Whether he keeps the accounts of every office at which it has one.
    pub whole: bool,
}

impl Found {
    /// Whether the account itself is the keeper's to change, not only its roles at his offices.
    ///
    /// # Errors
    /// [`AccountRefusal::RolesElsewhere`].
    pub(super) fn wholly(&self) -> Result<(), AppError> {
        match self.whole {
            true => Ok(()),
            false => Err(AccountRefusal::RolesElsewhere.into()),
        }
    }
}

/// An account of which the keeper keeps one role at least; hidden and absent are the same.
pub(super) fn found(
    tx: &mut Read<'_>,
    kept: &Kept,
    known: &Known,
    id: AccountId,
    now: Moment,
) -> Result<Found, AppError> {
    let account = accounts::find(tx, id)?.ok_or(AppError::NotFound)?;
    let held = accounts::roles(tx, id)?;
    let knows = |actor: &Actor| knows_account(actor, &held, &known.offices);
    if !kept.is_terminal() && !kept.actor.as_ref().is_some_and(knows) {
        return Err(AppError::NotFound);
    }
    let whole = whole(kept, known, &held, now);
    Ok(Found {
        account,
        held,
        whole,
    })
}

/// Whether a keeper keeps an account with these roles as a whole.
fn whole(kept: &Kept, known: &Known, held: &[Grant], now: Moment) -> bool {
    let mine = |actor: &Actor| {
        let today = now.day_in(known.offices.zone(actor.office));
        keeps_account(actor, held, today, &known.offices)
    };
    kept.is_terminal() || kept.actor.as_ref().is_some_and(mine)
}

/// An account as its keeper reads it, with those of its roles that `shown` lets him.
pub(super) fn view(
    tx: &mut Read<'_>,
    (kept, known): (&Kept, &Known),
    account: Account,
    shown: impl Fn(&Grant) -> bool,
    now: Moment,
) -> Result<AccountView, AppError> {
    let mut roles = accounts::roles(tx, account.id)?;
    let roles_elsewhere = !whole(kept, known, &roles, now);
    roles.retain(shown);
    Ok(AccountView {
        invited_until: invitations::of_account(tx, account.id)?,
        system: clients::find(tx, account.id)?.is_some(),
        roles,
        roles_elsewhere,
        account,
    })
}

impl App {
    /// A role as it may be given by this keeper: at his offices every one; at the head of another institution the
    /// first administrator alone, where he is at the top.
    pub(super) fn role_in(
        &self,
        tx: &mut Read<'_>,
        kept: &Kept,
        known: &Known,
        role: &RoleIn,
        now: Moment,
    ) -> Result<Grant, AppError> {
        let office = known.offices.get(role.office);
        // Who keeps nothing here learns nothing about offices.
        if !kept.may_accounts(role.office, known) {
            let actor = kept.actor.as_ref();
            let first = office
                .zip(actor)
                .is_some_and(|(office, actor)| founds(actor, office, &known.offices));
            if !first
                || role.role != Role::Administrator
                || has_administrator(tx, known, role.office, now)?
            {
                return Err(AppError::Forbidden);
            }
        }
        let office = office.ok_or_else(|| AppError::field("/office_id", "no_such_office"))?;
        let mut faults = Vec::new();
        if role.role.at().is_some_and(|kind| kind != office.kind) {
            faults.push(FieldError::new("/role", "role_not_at_this_office"));
        }
        if known.offices.is_closed(office.id) {
            faults.push(FieldError::new("/office_id", "office_closed"));
        }
        let from = role.from.unwrap_or_else(|| now.day_in(office.zone));
        if role.to.is_some_and(|to| to < from) {
            faults.push(FieldError::new("/to", "before_begin"));
        }
        match faults.is_empty() {
            true => Ok(Grant {
                office: office.id,
                role: role.role,
                from,
                to: role.to,
            }),
            false => Err(AppError::Invalid(faults)),
        }
    }
}

/// Whether an office has an administrator: the role runs or is yet to begin, the account is open, and there is a way
/// into it. One who was invited and never came is none once the invitation has lapsed.
fn has_administrator(
    tx: &mut Read<'_>,
    known: &Known,
    office: OfficeId,
    now: Moment,
) -> Result<bool, AppError> {
    let today = now.day_in(known.offices.zone(office));
    let before = today.pred_opt().unwrap_or(today);
    for (id, grant) in accounts::running_at(tx, office, before)? {
        if grant.role != Role::Administrator || grant.never_was() {
            continue;
        }
        let open = accounts::find(tx, id)?.filter(|a| a.disabled_at.is_none());
        let Some(account) = open else { continue };
        let invited = invitations::of_account(tx, id)?.is_some_and(|ends| now < ends);
        if !account.password_hash.is_empty()
            || invited
            || !identities::of_account(tx, id)?.is_empty()
        {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(super) fn codes(roles: &[Role]) -> Vec<&'static str> {
    roles.iter().map(|r| r.code()).collect()
}

pub(super) fn told(known: &Known, held: &Grant) -> Value {
    let code = known
        .offices
        .get(held.office)
        .map(|o: &Office| o.code.clone());
    json!({ "office": code, "role": codes(&[held.role]).first(), "from": held.from, "to": held.to })
}

/// Whether a system may have a role: at its own office, and one that has a row for systems.
///
/// # Errors
/// Fields `/role` and `/office_id`.
pub(super) fn for_system(new: &Grant, office: OfficeId) -> Result<(), AppError> {
    let mut faults = Vec::new();
    if !for_systems(new.role) {
        faults.push(FieldError::new("/role", "role_not_for_systems"));
    }
    if new.office != office {
        faults.push(FieldError::new("/office_id", "office_not_of_system"));
    }
    match faults.is_empty() {
        true => Ok(()),
        false => Err(AppError::Invalid(faults)),
    }
}

/// Leaves a record of what a keeper did to an account.
pub(super) fn record(
    tx: &mut Write<'_>,
    kept: &Kept,
    about: AccountId,
    kind: SecurityEvent,
    content: Value,
    id: Uuid,
    now: Moment,
) -> Result<(), StoreError> {
    security_events::append(
        tx,
        &Entry {
            id,
            kind,
            account: kept.actor.as_ref().map(|a| a.account),
            office: kept.actor.as_ref().map(|a| a.office),
            about: Some(about),
            case: None,
            recorded_at: now,
            content: content.to_string(),
        },
    )
}

impl From<AccountRefusal> for AppError {
    fn from(refusal: AccountRefusal) -> Self {
        match Self::condition(refusal.code(), refusal.text()) {
            Self::Refused(refused) => Self::Refused(Box::new(Refused {
                kind: RefusalKind::Account,
                ..*refused
            })),
            other => other,
        }
    }
}
