//! Who keeps accounts: making, shutting and opening them, giving and ending roles, inviting. One way in for the
//! command line and for requests; each change leaves a record in `security_events`.

use chrono::NaiveDate;
use netralitas_domain::{
    account_life::{AccountRefusal, Grant, keeps_account, not_own, runs_already, stands_beside},
    ids::{AccountId, OfficeId},
    people::{Actor, Office, Role},
    procedure::NOT_FOR_SYSTEMS,
    security::SecurityEvent,
    time::Moment,
};
use netralitas_store::{
    Read, StoreError, Write,
    accounts::{self, Account},
    assignments, clients, invitations, second_factors,
    security_events::{self, Entry},
    sessions::{self, Which},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    App, Known,
    accounts::{AccountView, invite::Invitation, taken},
    error::{AppError, FieldError},
    offices::{Keeper, Kept},
};

/// A role as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleIn {
    /// The office.
    pub office: OfficeId,
    /// The role.
    pub role: Role,
    /// First day; today at the office where it is left out.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
}

/// What is to be changed of an account.
#[derive(Debug, Clone)]
pub enum AccountChange {
    /// Give a role.
    Give(RoleIn),
    /// End a role after a day.
    End {
        /// The office.
        office: OfficeId,
        /// The role.
        role: Role,
        /// Its last day.
        last: NaiveDate,
    },
    /// End every role at an office: the officer leaves. What is assigned to him was handed over before.
    Depart {
        /// The office.
        office: OfficeId,
        /// The last day there.
        last: NaiveDate,
    },
    /// Shut it: it signs in no more, and its sessions end.
    Shut,
    /// Open it again.
    Open,
    /// Invite its holder to set a new password; the old one stops working, and its sessions end.
    Invite {
        /// The keyed hash of the invitation.
        hash: Vec<u8>,
        /// Until when it holds.
        ends: Moment,
    },
    /// Replace the password, at the terminal of the server alone; its sessions end.
    Password {
        /// The hash of the new one.
        hash: String,
    },
}

impl From<&Invitation> for AccountChange {
    fn from(invitation: &Invitation) -> Self {
        Self::Invite {
            hash: invitation.hash.clone(),
            ends: invitation.ends,
        }
    }
}

/// An account to be made, with its first role and an invitation.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Its identifier.
    pub id: AccountId,
    /// The name it signs in with.
    pub username: String,
    /// Its name for people.
    pub display_name: String,
    /// Its first role.
    pub role: RoleIn,
    /// The hash of its password; none until the invitation is accepted.
    pub password_hash: Option<String>,
    /// The keyed hash of its invitation, and until when that holds.
    pub invitation: Option<(Vec<u8>, Moment)>,
}

/// An account as of now, found by somebody who keeps it.
pub(super) struct Found {
    pub account: Account,
    pub held: Vec<Grant>,
}

impl App {
    /// Makes an account; the answer is its version.
    ///
    /// # Errors
    /// A taken user name, a role that the office cannot have, an office that is not the keeper's.
    pub(crate) fn make_account_in(
        &self,
        tx: &mut Write<'_>,
        keeper: &Keeper,
        new: &NewAccount,
        event: Uuid,
        now: Moment,
    ) -> Result<i64, AppError> {
        let known = self.known(tx)?;
        let kept = self.kept(tx, keeper, &known, now)?;
        let held = self.role_in(&kept, &known, &new.role, now)?;
        let account = Account {
            id: new.id,
            username: new.username.clone(),
            display_name: new.display_name.clone(),
            password_hash: new.password_hash.clone().unwrap_or_default(),
            version: 1,
            disabled_at: None,
        };
        taken(accounts::insert(tx, &account, now), "/username")?;
        accounts::grant(tx, new.id, &held)?;
        let mut content = told(&known, &held);
        if let Some((hash, ends)) = &new.invitation {
            invitations::give(tx, new.id, hash, now, *ends)?;
            if let Value::Object(fields) = &mut content {
                fields.insert("invitation_ends_at".to_owned(), json!(ends.rfc3339()));
            }
        }
        record(
            tx,
            &kept,
            new.id,
            SecurityEvent::AccountMade,
            content,
            event,
            now,
        )?;
        Ok(1)
    }

    /// Changes an account; the answer is its version then.
    ///
    /// # Errors
    /// Not found, not the keeper's, a stale version, or a reason against it.
    #[expect(clippy::too_many_arguments, reason = "the parts of one change")]
    pub(crate) fn change_account_in(
        &self,
        tx: &mut Write<'_>,
        keeper: &Keeper,
        account: AccountId,
        expected: Option<i64>,
        change: &AccountChange,
        event: Uuid,
        now: Moment,
    ) -> Result<i64, AppError> {
        // Two keepers at once: the second sees what the first made of it.
        accounts::lock(tx, account)?;
        let known = self.known(tx)?;
        let kept = self.kept(tx, keeper, &known, now)?;
        let found = found(tx, &kept, &known, account, now)?;
        if expected.is_some_and(|v| v != found.account.version) {
            return Err(AppError::Stale {
                current: found.account.version,
            });
        }
        not_own(kept.actor.as_ref(), account)?;
        let system = clients::find(tx, account)?;
        let (kind, content) = match change {
            AccountChange::Give(role) => {
                let new = self.role_in(&kept, &known, role, now)?;
                if let Some(system) = &system {
                    for_system(&new, system.office)?;
                }
                if runs_already(&found.held, &new) {
                    return Err(AppError::field("/role", "role_runs"));
                }
                if !stands_beside(&found.held, &new) {
                    return Err(AppError::field("/role", "role_apart"));
                }
                accounts::grant(tx, account, &new)?;
                accounts::step(tx, account)?;
                (SecurityEvent::RoleGiven, told(&known, &new))
            }
            AccountChange::End { office, role, last } => {
                let of = |h: &&Grant| h.office == *office && h.role == *role && h.runs_from(*last);
                let old = found.held.iter().find(of).ok_or(AppError::NotFound)?;
                if !kept.may(Some(*office), &known) {
                    return Err(AppError::Forbidden);
                }
                // The day before its first ends it as if it had never begun.
                if *last < old.from.pred_opt().unwrap_or(old.from) {
                    return Err(AppError::field("/last_day", "before_begin"));
                }
                accounts::end_role(tx, account, *office, *role, *last)?;
                accounts::step(tx, account)?;
                let ended = Grant {
                    to: Some(*last),
                    ..*old
                };
                (SecurityEvent::RoleEnded, told(&known, &ended))
            }
            AccountChange::Depart { office, last } => {
                if !kept.may(Some(*office), &known) {
                    return Err(AppError::Forbidden);
                }
                if assignments::count_at(tx, account, *office)? > 0 {
                    return Err(AccountRefusal::WorkLeft.into());
                }
                let roles: Vec<Role> = found
                    .held
                    .iter()
                    .filter(|h| h.office == *office && h.runs_from(*last))
                    .map(|h| h.role)
                    .collect();
                if roles.is_empty() {
                    return Err(AppError::NotFound);
                }
                for role in &roles {
                    accounts::end_role(tx, account, *office, *role, *last)?;
                }
                accounts::step(tx, account)?;
                let code = known.offices.get(*office).map(|o| o.code.clone());
                let content = json!({ "office": code, "roles": codes(&roles), "last_day": last });
                (SecurityEvent::Departed, content)
            }
            AccountChange::Shut | AccountChange::Open => {
                let shut = matches!(change, AccountChange::Shut);
                if shut == found.account.disabled_at.is_some() {
                    return Err(match shut {
                        true => AccountRefusal::AccountIsShut,
                        false => AccountRefusal::AccountIsOpen,
                    }
                    .into());
                }
                accounts::set_disabled(tx, account, shut.then_some(now))?;
                if shut {
                    sessions::end(tx, account, Which::All)?;
                }
                let kind = match shut {
                    true => SecurityEvent::AccountShut,
                    false => SecurityEvent::AccountOpened,
                };
                (kind, json!({}))
            }
            AccountChange::Invite { .. } | AccountChange::Password { .. } if system.is_some() => {
                return Err(AccountRefusal::AccountIsASystem.into());
            }
            AccountChange::Invite { hash, ends } => {
                if found.account.disabled_at.is_some() {
                    return Err(AccountRefusal::AccountIsShut.into());
                }
                // No hash, no password: nothing fits until the invitation is accepted.
                accounts::set_password(tx, account, "")?;
                sessions::end(tx, account, Which::All)?;
                invitations::give(tx, account, hash, now, *ends)?;
                // Who lost the device that makes the codes gets in by the invitation alone.
                let factor = second_factors::end(tx, account)?;
                let content = json!({ "ends_at": ends.rfc3339(), "second_factor_ended": factor });
                (SecurityEvent::AccountInvited, content)
            }
            AccountChange::Password { hash } => {
                invitations::take_back(tx, account)?;
                accounts::set_password(tx, account, hash)?;
                sessions::end(tx, account, Which::All)?;
                (SecurityEvent::PasswordChanged, json!({}))
            }
        };
        record(tx, &kept, account, kind, content, event, now)?;
        let after = accounts::find(tx, account)?.ok_or(AppError::NotFound)?;
        Ok(after.version)
    }

    /// The accounts that ever had a role at an office, for those who keep it.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for an office that is not the keeper's, or does not exist.
    pub async fn accounts_at(
        &self,
        keeper: Keeper,
        office: OfficeId,
    ) -> Result<Vec<AccountView>, AppError> {
        let now = self.clock().now();
        let app = self.clone();
        self.store()
            .read(move |tx| {
                let known = app.known(tx)?;
                let kept = app.kept(tx, &keeper, &known, now)?;
                if known.offices.get(office).is_none() || !kept.may(Some(office), &known) {
                    return Err(AppError::Forbidden);
                }
                let mut all = Vec::new();
                for account in accounts::ever_at(tx, office)? {
                    all.push(view(tx, account, |g| g.office == office)?);
                }
                Ok(all)
            })
            .await
    }

    /// One account with all its roles, for those who keep it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is none, or it is not the keeper's.
    pub async fn account(&self, keeper: Keeper, id: AccountId) -> Result<AccountView, AppError> {
        let now = self.clock().now();
        let app = self.clone();
        self.store()
            .read(move |tx| {
                let known = app.known(tx)?;
                let kept = app.kept(tx, &keeper, &known, now)?;
                let found = found(tx, &kept, &known, id, now)?;
                view(tx, found.account, |_| true)
            })
            .await
    }

    /// What happened to an account, newest first, for those who keep it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] as for the account.
    pub async fn account_events(
        &self,
        keeper: Keeper,
        id: AccountId,
    ) -> Result<Vec<Entry>, AppError> {
        let now = self.clock().now();
        let app = self.clone();
        self.store()
            .read(move |tx| {
                let known = app.known(tx)?;
                let kept = app.kept(tx, &keeper, &known, now)?;
                found(tx, &kept, &known, id, now)?;
                Ok(security_events::of_account(tx, id, MOST_EVENTS)?)
            })
            .await
    }

    /// A role as it may be given by this keeper.
    pub(super) fn role_in(
        &self,
        kept: &Kept,
        known: &Known,
        role: &RoleIn,
        now: Moment,
    ) -> Result<Grant, AppError> {
        let office = known.offices.get(role.office);
        // Who keeps nothing here learns nothing about offices.
        if !kept.may(Some(role.office), known) {
            return Err(AppError::Forbidden);
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

/// Most records of an account in one answer.
const MOST_EVENTS: i64 = 200;

pub(super) fn view(
    tx: &mut Read<'_>,
    account: Account,
    shown: impl Fn(&Grant) -> bool,
) -> Result<AccountView, AppError> {
    let mut roles = accounts::roles(tx, account.id)?;
    roles.retain(shown);
    Ok(AccountView {
        invited_until: invitations::of_account(tx, account.id)?,
        system: clients::find(tx, account.id)?.is_some(),
        roles,
        account,
    })
}

/// An account that the keeper keeps; hidden and absent are the same.
pub(super) fn found(
    tx: &mut Read<'_>,
    kept: &Kept,
    known: &Known,
    id: AccountId,
    now: Moment,
) -> Result<Found, AppError> {
    let account = accounts::find(tx, id)?.ok_or(AppError::NotFound)?;
    let held = accounts::roles(tx, id)?;
    let mine = |actor: &Actor| {
        let today = now.day_in(known.offices.zone(actor.office));
        keeps_account(actor, &held, today, &known.offices)
    };
    match kept.actor.as_ref() {
        Some(actor) if !kept.is_terminal() && !mine(actor) => Err(AppError::NotFound),
        _ => Ok(Found { account, held }),
    }
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

/// Whether a system may have a role: at its own office, and none that is for people.
///
/// # Errors
/// Fields `/role` and `/office_id`.
pub(super) fn for_system(new: &Grant, office: OfficeId) -> Result<(), AppError> {
    let mut faults = Vec::new();
    if NOT_FOR_SYSTEMS.contains(&new.role) {
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
        Self::condition(refusal.code(), refusal.text())
    }
}
