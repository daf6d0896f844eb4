//! Accounts: who keeps them (`keep.rs`, the one way in; whose is whose `kept.rs`; from the terminal here, from requests
//! `keyed.rs`), systems (`clients.rs`, who agrees to one `confirmation.rs`), signing in, sessions and devices, the own
//! account, who asks, and what is assigned to whom.

pub mod assignments;
mod client_views;
pub mod clients;
mod common_words;
mod confirmation;
mod devices;
mod hashing;
pub mod identities;
pub mod invite;
pub mod keep;
mod kept;
mod keyed;
pub mod lock_out;
pub mod own;
pub mod passwords;
pub mod principal;
mod second_factor;
pub mod sessions;
mod system_tokens;

pub use client_views::ClientView;
pub use keyed::{AccountCommand, AccountReceipt, Wanted};
pub use netralitas_store::{
    accounts::Grant, clients::ClientSecret, identities::Identity, security_events::Entry,
    sessions::Session, views::standing::Credential,
};
pub use system_tokens::{SystemEntered, SystemTokenAsked};

use chrono::NaiveDate;
use netralitas_domain::{
    ids::{AccountId, OfficeId},
    people::{Office, Role},
    procedure::DOOR,
    time::Moment,
};
use netralitas_store::{
    Read,
    accounts::{self, Account},
    offices, second_factors,
};

use self::{
    invite::Invitation,
    keep::{AccountChange, NewAccount, RoleIn},
    passwords::Whose,
};
use crate::{App, error::AppError, offices::Keeper};

/// An account with its roles, for lists.
#[derive(Debug, Clone)]
pub struct AccountView {
    /// The account.
    pub account: Account,
    /// Its roles, past and future ones too, as far as whoever reads keeps them.
    pub roles: Vec<Grant>,
    /// Whether it has roles at offices that whoever reads does not keep.
    pub roles_elsewhere: bool,
    /// Until when its open invitation holds.
    pub invited_until: Option<Moment>,
    /// Whether it is a system, which nobody signs in with.
    pub system: bool,
}

impl App {
    /// Makes an account with one role at an office, valid from a day, as the person at the terminal.
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
        let whose = Whose {
            username: username.to_owned(),
            names: vec![display_name.to_owned(), office.name.clone()],
            second_factor: false,
        };
        let hash = self.hash_now(&whose, password)?;
        let now = self.clock().now();
        let new = NewAccount {
            id: AccountId::new(self.id(now)),
            username: username.to_owned(),
            display_name: display_name.to_owned(),
            role: RoleIn {
                office: office.id,
                role,
                from: Some(from),
                to: None,
            },
            password_hash: Some(hash),
            invitation: None,
        };
        let (app, event, id) = (self.clone(), self.id(now), new.id);
        self.store().write_blocking(move |tx| {
            app.make_account_in(tx, &Keeper::Terminal(None), &new, event, now)
        })?;
        Ok(id)
    }

    /// Gives a further role.
    ///
    /// # Errors
    /// A role that the office cannot have, that runs already, or that cannot stand beside another.
    pub fn grant_role(
        &self,
        account: AccountId,
        office: &Office,
        role: Role,
        from: NaiveDate,
    ) -> Result<(), AppError> {
        let role = RoleIn {
            office: office.id,
            role,
            from: Some(from),
            to: None,
        };
        self.at_terminal(account, AccountChange::Give(role))
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
        self.at_terminal(account, AccountChange::End { office, role, last })
    }

    /// Ends every role at an office after a day: the officer leaves.
    ///
    /// # Errors
    /// Assignments that were not handed over; [`AppError::NotFound`] when no role runs there.
    pub fn leave(
        &self,
        account: AccountId,
        office: OfficeId,
        last: NaiveDate,
    ) -> Result<(), AppError> {
        self.at_terminal(account, AccountChange::Depart { office, last })
    }

    /// Shuts or opens an account.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none; a reason where it is so already.
    pub fn set_disabled(&self, account: AccountId, disabled: bool) -> Result<(), AppError> {
        let change = match disabled {
            true => AccountChange::Shut,
            false => AccountChange::Open,
        };
        self.at_terminal(account, change)
    }

    /// Invites the holder of an account to set a password; the old one stops working.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none; a shut account.
    pub fn invite(&self, account: AccountId) -> Result<Invitation, AppError> {
        let invitation = self.draw_invitation(self.clock().now())?;
        self.at_terminal(account, AccountChange::from(&invitation))?;
        Ok(invitation)
    }

    fn at_terminal(&self, account: AccountId, change: AccountChange) -> Result<(), AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        let event = self.id(now);
        self.store().write_blocking(move |tx| {
            let keeper = Keeper::Terminal(None);
            app.change_account_in(tx, &keeper, account, None, &change, event, now)
        })?;
        Ok(())
    }

    /// Replaces a password.
    ///
    /// # Errors
    /// A password against the policy; [`AppError::NotFound`].
    pub fn reset_password(&self, username: &str, password: &str) -> Result<(), AppError> {
        let account = self.account_named(username)?.ok_or(AppError::NotFound)?;
        let id = account.id;
        let app = self.clone();
        let whose = self
            .store()
            .read_blocking(move |tx| app.whose(tx, &account))?;
        let hash = self.hash_now(&whose, password)?;
        self.at_terminal(id, AccountChange::Password { hash })
    }

    fn hash_now(&self, whose: &Whose, password: &str) -> Result<String, AppError> {
        passwords::check_policy(whose, password)
            .map_err(|breach| AppError::field("/password", breach.code()))?;
        let hashed = self.inner.passwords.again(password);
        hashed.map_err(AppError::internal)
    }

    /// Whose a new password is to be: its names, those of its offices, and whether a second factor stands.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn whose(&self, tx: &mut Read<'_>, account: &Account) -> Result<Whose, AppError> {
        let known = self.known(tx)?;
        let mut names = vec![account.display_name.clone()];
        for grant in accounts::roles(tx, account.id)? {
            if let Some(office) = known.offices.get(grant.office)
                && !names.contains(&office.name)
            {
                names.push(office.name.clone());
            }
        }
        Ok(Whose {
            username: account.username.clone(),
            names,
            second_factor: second_factors::find(tx, account.id)?.is_some_and(|f| f.confirmed),
        })
    }

    /// The account with this user name.
    ///
    /// # Errors
    /// Those of the database.
    pub fn account_named(&self, username: &str) -> Result<Option<Account>, AppError> {
        self.store()
            .read_blocking(|tx| Ok(accounts::find_by_username(tx, username)?))
    }

    /// Every account with its roles; the one in whose name the public door writes is nobody's.
    ///
    /// # Errors
    /// Those of the database.
    pub fn accounts(&self) -> Result<Vec<AccountView>, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        self.store().read_blocking(move |tx| {
            let known = app.known(tx)?;
            let kept = app.kept(tx, &Keeper::Terminal(None), &known, now)?;
            accounts::all(tx)?
                .into_iter()
                .filter(|account| account.id != DOOR)
                .map(|account| kept::view(tx, (&kept, &known), account, |_| true, now))
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

pub(crate) fn taken<T>(
    result: Result<T, netralitas_store::StoreError>,
    pointer: &'static str,
) -> Result<T, AppError> {
    match result {
        Err(netralitas_store::StoreError::Unique { .. }) => Err(AppError::Conflict { pointer }),
        other => Ok(other?),
    }
}
