//! Systems of offices as they are read: with roles and secrets, never the secrets themselves.

use netralitas_domain::ids::{AccountId, OfficeId};
use netralitas_store::{
    Read,
    accounts::{self, Account},
    clients::{self, Client, ClientSecret},
};

use super::{Grant, confirmation::Hand};
use crate::{App, error::AppError, offices::Keeper};

/// A system with its roles and secrets.
#[derive(Debug, Clone)]
pub struct ClientView {
    /// Its account.
    pub account: Account,
    /// Its office, and when it was made.
    pub client: Client,
    /// Its roles, past and future ones too.
    pub roles: Vec<Grant>,
    /// Its secrets, ended ones too.
    pub secrets: Vec<ClientSecret>,
}

impl App {
    /// The systems of an office, for those who keep it and for its head.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for an office that is neither's, or does not exist.
    pub async fn clients_at(
        &self,
        keeper: Keeper,
        office: OfficeId,
    ) -> Result<Vec<ClientView>, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        self.store()
            .read(move |tx| {
                let known = app.known(tx)?;
                let kept = app.kept(tx, &keeper, &known, now)?;
                if known.offices.get(office).is_none() || !Hand::at(office, &kept, &known).any() {
                    return Err(AppError::Forbidden);
                }
                let all = clients::of_office(tx, office)?;
                all.into_iter().map(|client| view(tx, client)).collect()
            })
            .await
    }

    /// One system, for those who keep it and for the head of its office.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is none, or it is neither's.
    pub async fn client(&self, keeper: Keeper, id: AccountId) -> Result<ClientView, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        self.store()
            .read(move |tx| {
                let known = app.known(tx)?;
                let kept = app.kept(tx, &keeper, &known, now)?;
                let client = clients::find(tx, id)?.ok_or(AppError::NotFound)?;
                match Hand::at(client.office, &kept, &known).any() {
                    true => view(tx, client),
                    false => Err(AppError::NotFound),
                }
            })
            .await
    }

    /// The systems of an office, as the person at the terminal.
    ///
    /// # Errors
    /// Those of the database.
    pub fn clients_at_terminal(&self, office: OfficeId) -> Result<Vec<ClientView>, AppError> {
        self.store().read_blocking(|tx| {
            let all = clients::of_office(tx, office)?;
            all.into_iter().map(|client| view(tx, client)).collect()
        })
    }
}

fn view(tx: &mut Read<'_>, client: Client) -> Result<ClientView, AppError> {
    let account = accounts::find(tx, client.account)?.ok_or(AppError::NotFound)?;
    Ok(ClientView {
        roles: accounts::roles(tx, client.account)?,
        secrets: clients::secrets(tx, client.account)?,
        account,
        client,
    })
}
