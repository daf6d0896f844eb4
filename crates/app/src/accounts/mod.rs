//! Accounts as the command line manages them.

pub mod assignments;
pub mod passwords;
pub mod principal;
pub mod sessions;

use chrono::NaiveDate;
use netralitas_domain::{
    ids::{AccountId, OfficeId},
    people::{Office, Role},
    procedure::APART,
};
use netralitas_store::{
    accounts::{self, Account, Grant},
    offices,
};

use crate::{App, error::AppError};

/// An account with its roles, for lists.
#[derive(Debug, Clone)]
pub struct AccountView {
    /// The account.
    pub account: Account,
    /// Its roles, past and future ones too.
    pub roles: Vec<Grant>,
}

impl App {
    /// Makes an account with one role at an office, valid from a day.
    ///
    /// # Errors
    /// A password against the policy, a taken user name, a role that the office cannot have.
    pub fn create_account(
        &self,
        username: &str,
        display_name: &str,
        password: &str,
        office: &Office,
        role: Role,
        from: NaiveDate,
    ) -> Result<AccountId, AppError> {
        passwords::check_policy(username, password)
            .map_err(|b| AppError::field("/password", b.code()))?;
        role_fits(role, office)?;
        self.is_open(office)?;
        let now = self.clock().now();
        let id = AccountId::new(self.id(now));
        let hash = self
            .inner
            .passwords
            .hash(username, password)
            .map_err(AppError::internal)?;
        let account = Account {
            id,
            username: username.to_owned(),
            display_name: display_name.to_owned(),
            password_hash: hash,
            version: 1,
            disabled_at: None,
        };
        let grant = Grant {
            office: office.id,
            role,
            from,
            to: None,
        };
        let made = self.store().write_blocking(move |tx| {
            accounts::insert(tx, &account, now)?;
            accounts::grant(tx, account.id, &grant)
        });
        taken(made, "/username")?;
        Ok(id)
    }

    /// Gives a further role.
    ///
    /// # Errors
    /// A role that the office cannot have, or the same grant again.
    pub fn grant_role(
        &self,
        account: AccountId,
        office: &Office,
        role: Role,
        from: NaiveDate,
    ) -> Result<(), AppError> {
        role_fits(role, office)?;
        self.is_open(office)?;
        let grant = Grant {
            office: office.id,
            role,
            from,
            to: None,
        };
        let given = self.store().write_blocking(move |tx| {
            let held = accounts::roles(tx, account)?;
            if !stands_beside(&held, &grant) {
                return Ok(false);
            }
            accounts::grant(tx, account, &grant).map(|()| true)
        });
        if !taken(given, "/role")? {
            return Err(AppError::field("/role", "role_apart"));
        }
        Ok(())
    }

    /// A closed office gets no roles any more.
    fn is_open(&self, office: &Office) -> Result<(), AppError> {
        let known = self.store().read_blocking(|tx| self.known(tx))?;
        if known.offices.is_closed(office.id) {
            return Err(AppError::field("/office", "office_closed"));
        }
        Ok(())
    }

    /// Ends a role after a day.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when no such role runs.
    pub fn end_role(
        &self,
        account: AccountId,
        office: OfficeId,
        role: Role,
        last: NaiveDate,
    ) -> Result<(), AppError> {
        let ended: Result<bool, netralitas_store::StoreError> = self
            .store()
            .write_blocking(move |tx| accounts::end_role(tx, account, office, role, last));
        found(ended?)
    }

    /// Shuts or opens an account.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none.
    pub fn set_disabled(&self, account: AccountId, disabled: bool) -> Result<(), AppError> {
        let at = disabled.then(|| self.clock().now());
        let changed: Result<bool, netralitas_store::StoreError> = self
            .store()
            .write_blocking(move |tx| accounts::set_disabled(tx, account, at));
        found(changed?)
    }

    /// Replaces a password.
    ///
    /// # Errors
    /// A password against the policy; [`AppError::NotFound`].
    pub fn reset_password(&self, username: &str, password: &str) -> Result<(), AppError> {
        passwords::check_policy(username, password)
            .map_err(|b| AppError::field("/password", b.code()))?;
        let account = self.account_named(username)?.ok_or(AppError::NotFound)?.id;
        let hash = self
            .inner
            .passwords
            .hash(username, password)
            .map_err(AppError::internal)?;
        let changed: Result<bool, netralitas_store::StoreError> = self
            .store()
            .write_blocking(move |tx| accounts::set_password(tx, account, &hash));
        found(changed?)
    }

    /// The account with this user name.
    ///
    /// # Errors
    /// Those of the database.
    pub fn account_named(&self, username: &str) -> Result<Option<Account>, AppError> {
        self.store()
            .read_blocking(|tx| Ok(accounts::find_by_username(tx, username)?))
    }

    /// Every account with its roles.
    ///
    /// # Errors
    /// Those of the database.
    pub fn accounts(&self) -> Result<Vec<AccountView>, AppError> {
        self.store().read_blocking(|tx| {
            accounts::all(tx)?
                .into_iter()
                .map(|account| {
                    Ok(AccountView {
                        roles: accounts::roles(tx, account.id)?,
                        account,
                    })
                })
                .collect()
        })
    }

    /// Adds an office.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when its code is taken.
    pub fn add_office(&self, office: Office) -> Result<(), AppError> {
        let now = self.clock().now();
        taken(
            self.store()
                .write_blocking(move |tx| offices::insert(tx, &office, now)),
            "/code",
        )
    }

    /// Every office.
    ///
    /// # Errors
    /// Those of the database.
    pub fn offices(&self) -> Result<Vec<Office>, AppError> {
        self.store().read_blocking(|tx| Ok(offices::all(tx)?))
    }
}

fn role_fits(role: Role, office: &Office) -> Result<(), AppError> {
    match role.at() {
        Some(kind) if kind != office.kind => {
            Err(AppError::field("/role", "role_not_at_this_office"))
        }
        _ => Ok(()),
    }
}

/// Whether a role may stand beside those that an account has: one that is kept apart stands alone for as long as
/// it runs.
fn stands_beside(held: &[Grant], new: &Grant) -> bool {
    let runs_with = |old: &&Grant| {
        old.to.is_none_or(|to| new.from <= to) && new.to.is_none_or(|to| old.from <= to)
    };
    held.iter().filter(runs_with).all(|old| {
        old.role == new.role || !(APART.contains(&old.role) || APART.contains(&new.role))
    })
}

fn found(changed: bool) -> Result<(), AppError> {
    if changed {
        Ok(())
    } else {
        Err(AppError::NotFound)
    }
}

fn taken<T>(
    result: Result<T, netralitas_store::StoreError>,
    pointer: &'static str,
) -> Result<T, AppError> {
    match result {
        Err(netralitas_store::StoreError::Unique { .. }) => Err(AppError::Conflict { pointer }),
        other => Ok(other?),
    }
}
