//! Who keeps accounts: making, shutting and opening them, giving and ending roles, inviting. One way in for the
//! command line and for requests; each change leaves a record in `security_events`.

use chrono::NaiveDate;
use netralitas_domain::{
    account_life::{
        AccountRefusal, Grant, at_one_institution, not_own, runs_already, stands_beside,
    },
    ids::{AccountId, OfficeId},
    people::Role,
    security::SecurityEvent,
    time::Moment,
};
use netralitas_store::{
    Write,
    accounts::{self, Account},
    assignments, clients, invitations, second_factors,
    security_events::{self, Entry},
    sessions::{self, Which},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::kept::{codes, for_system, found, record, told, view};
use crate::{
    App,
    accounts::{AccountView, invite::Invitation, taken},
    error::AppError,
    offices::Keeper,
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

/// What came of a change of an account.
pub(crate) struct Changed {
    /// Its version now.
    pub version: i64,
    /// The last day of the role, or of the roles, that was ended.
    pub last_day: Option<NaiveDate>,
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
        let held = self.role_in(tx, &kept, &known, &new.role, now)?;
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

    /// Changes an account. Its roles at his offices any keeper of one of them gives and ends; the account itself and the
    /// way into it are for who keeps all of them.
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
    ) -> Result<Changed, AppError> {
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
        let mut last_day = None;
        let (kind, content) = match change {
            AccountChange::Give(role) => {
                let new = self.role_in(tx, &kept, &known, role, now)?;
                if let Some(system) = &system {
                    for_system(&new, system.office)?;
                }
                if runs_already(&found.held, &new) {
                    return Err(AppError::field("/role", "role_runs"));
                }
                if !stands_beside(&found.held, &new) {
                    return Err(AppError::field("/role", "role_apart"));
                }
                if !at_one_institution(&found.held, &new, &known.offices) {
                    return Err(AppError::field("/office_id", "role_apart"));
                }
                accounts::grant(tx, account, &new)?;
                if system.is_some() {
                    // It would do more than somebody agreed to.
                    clients::unconfirm(tx, account)?;
                }
                accounts::step(tx, account)?;
                (SecurityEvent::RoleGiven, told(&known, &new))
            }
            AccountChange::End { office, role, last } => {
                if !kept.may_accounts(*office, &known) {
                    return Err(AppError::Forbidden);
                }
                let of = |h: &&Grant| h.office == *office && h.role == *role && h.runs_from(*last);
                let old = found.held.iter().find(of).ok_or(AppError::NotFound)?;
                // The day before its first ends it: it never was in force.
                if *last < old.from.pred_opt().unwrap_or(old.from) {
                    return Err(AppError::field("/last_day", "before_begin"));
                }
                accounts::end_role(tx, account, *office, *role, *last)?;
                accounts::step(tx, account)?;
                last_day = Some(*last);
                let ended = Grant {
                    to: Some(*last),
                    ..*old
                };
                (SecurityEvent::RoleEnded, told(&known, &ended))
            }
            AccountChange::Depart { office, last } => {
                if !kept.may_accounts(*office, &known) {
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
                last_day = Some(*last);
                let code = known.offices.get(*office).map(|o| o.code.clone());
                let content = json!({ "office": code, "roles": codes(&roles), "last_day": last });
                (SecurityEvent::Departed, content)
            }
            AccountChange::Shut | AccountChange::Open => {
                found.wholly()?;
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
                found.wholly()?;
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
                found.wholly()?;
                invitations::take_back(tx, account)?;
                accounts::set_password(tx, account, hash)?;
                sessions::end(tx, account, Which::All)?;
                (SecurityEvent::PasswordChanged, json!({}))
            }
        };
        record(tx, &kept, account, kind, content, event, now)?;
        let after = accounts::find(tx, account)?.ok_or(AppError::NotFound)?;
        Ok(Changed {
            version: after.version,
            last_day,
        })
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
                if known.offices.get(office).is_none() || !kept.may_accounts(office, &known) {
                    return Err(AppError::Forbidden);
                }
                let mut all = Vec::new();
                for account in accounts::ever_at(tx, office)? {
                    let here = |g: &Grant| g.office == office;
                    all.push(view(tx, (&kept, &known), account, here, now)?);
                }
                Ok(all)
            })
            .await
    }

    /// One account with its roles at the keeper's offices; with all where he keeps the account as a whole.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is none, or no role of it is the keeper's.
    pub async fn account(&self, keeper: Keeper, id: AccountId) -> Result<AccountView, AppError> {
        let now = self.clock().now();
        let app = self.clone();
        self.store()
            .read(move |tx| {
                let known = app.known(tx)?;
                let kept = app.kept(tx, &keeper, &known, now)?;
                let found = found(tx, &kept, &known, id, now)?;
                let shown = |g: &Grant| found.whole || kept.may_accounts(g.office, &known);
                view(tx, (&kept, &known), found.account, shown, now)
            })
            .await
    }

    /// What happened to an account, newest first, for those who keep it; what was done for other offices is theirs.
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
                let found = found(tx, &kept, &known, id, now)?;
                let mut all = security_events::of_account(tx, id, MOST_EVENTS)?;
                let mine = |office| kept.may_accounts(office, &known);
                all.retain(|entry| found.whole || entry.office.is_some_and(mine));
                Ok(all)
            })
            .await
    }
}

/// Most records of an account in one answer.
const MOST_EVENTS: i64 = 200;
