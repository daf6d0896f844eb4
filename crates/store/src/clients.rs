//! Systems of offices and the secrets by which they get tokens. Their accounts and roles are in [`crate::accounts`].

use chrono::NaiveDate;
use diesel::prelude::*;
use netralitas_domain::{
    ids::{AccountId, Id, OfficeId, SecretId},
    procedure::ClientScope,
    time::Moment,
};

use crate::{
    Read, StoreError, Uid, Write,
    schema::{client_secrets, clients},
};

/// A system: an account that acts for one office by secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Client {
    /// Its account.
    pub account: AccountId,
    /// The office whose it is.
    pub office: OfficeId,
    /// When it was made.
    pub made_at: Moment,
}

/// A secret, without the secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientSecret {
    /// Identifier.
    pub id: SecretId,
    /// Whose it is.
    pub account: AccountId,
    /// What its tokens may be for, by code.
    pub scopes: Vec<ClientScope>,
    /// When it was made.
    pub made_at: Moment,
    /// Until when it holds.
    pub ends_at: Moment,
    /// The day of its last token, at the office.
    pub used_on: Option<NaiveDate>,
    /// When it was ended before its time.
    pub ended_at: Option<Moment>,
    /// When somebody of head's rank agreed to it; without it, it gets no token.
    pub confirmed_at: Option<Moment>,
}

impl ClientSecret {
    /// Whether it holds.
    #[must_use]
    pub fn holds(&self, now: Moment) -> bool {
        self.ended_at.is_none() && now < self.ends_at
    }

    /// Whether it holds and waits for somebody of head's rank.
    #[must_use]
    pub fn waits(&self, now: Moment) -> bool {
        self.holds(now) && self.confirmed_at.is_none()
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = client_secrets)]
struct SecretRow {
    id: Uid,
    account_id: Uid,
    scopes: String,
    made_at: i64,
    ends_at: i64,
    used_on: Option<NaiveDate>,
    ended_at: Option<i64>,
    confirmed_at: Option<i64>,
}

impl SecretRow {
    fn read(self) -> Result<ClientSecret, StoreError> {
        let scope = |code: &str| {
            ClientScope::from_code(code).ok_or_else(|| StoreError::Inconsistency {
                table: "client_secrets",
                column: "scopes",
                row: self.id.0.to_string(),
            })
        };
        let scopes: Result<Vec<_>, _> = self.scopes.split_whitespace().map(scope).collect();
        Ok(ClientSecret {
            scopes: scopes?,
            id: Id::new(self.id.0),
            account: Id::new(self.account_id.0),
            made_at: Moment(self.made_at),
            ends_at: Moment(self.ends_at),
            used_on: self.used_on,
            ended_at: self.ended_at.map(Moment),
            confirmed_at: self.confirmed_at.map(Moment),
        })
    }
}

/// Marks an account as a system of an office.
///
/// # Errors
/// Those of the database.
pub fn insert(tx: &mut Write<'_>, client: &Client) -> Result<(), StoreError> {
    diesel::insert_into(clients::table)
        .values((
            clients::account_id.eq(Uid(client.account.raw())),
            clients::office_id.eq(Uid(client.office.raw())),
            clients::made_at.eq(client.made_at.0),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The system of an account; none where a person's it is.
///
/// # Errors
/// Those of the database.
pub fn find(tx: &mut Read<'_>, account: AccountId) -> Result<Option<Client>, StoreError> {
    let row: Option<(Uid, Uid, i64)> = clients::table
        .find(Uid(account.raw()))
        .select((clients::account_id, clients::office_id, clients::made_at))
        .get_result(tx.conn())
        .optional()?;
    Ok(row.map(client))
}

/// The systems of an office, the oldest first.
///
/// # Errors
/// Those of the database.
pub fn of_office(tx: &mut Read<'_>, office: OfficeId) -> Result<Vec<Client>, StoreError> {
    let rows: Vec<(Uid, Uid, i64)> = clients::table
        .filter(clients::office_id.eq(Uid(office.raw())))
        .order((clients::made_at.asc(), clients::account_id.asc()))
        .select((clients::account_id, clients::office_id, clients::made_at))
        .load(tx.conn())?;
    Ok(rows.into_iter().map(client).collect())
}

fn client((account, office, made_at): (Uid, Uid, i64)) -> Client {
    Client {
        account: Id::new(account.0),
        office: Id::new(office.0),
        made_at: Moment(made_at),
    }
}

/// Keeps a secret by its keyed hash.
///
/// # Errors
/// Those of the database.
pub fn keep_secret(
    tx: &mut Write<'_>,
    secret: &ClientSecret,
    hash: &[u8],
) -> Result<(), StoreError> {
    let codes: Vec<String> = secret.scopes.iter().map(|s| s.code()).collect();
    diesel::insert_into(client_secrets::table)
        .values((
            client_secrets::id.eq(Uid(secret.id.raw())),
            client_secrets::account_id.eq(Uid(secret.account.raw())),
            client_secrets::hash.eq(hash),
            client_secrets::scopes.eq(codes.join(" ")),
            client_secrets::made_at.eq(secret.made_at.0),
            client_secrets::ends_at.eq(secret.ends_at.0),
            client_secrets::confirmed_at.eq(secret.confirmed_at.map(|m| m.0)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The secrets of a system, ended ones too, the oldest first.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn secrets(tx: &mut Read<'_>, account: AccountId) -> Result<Vec<ClientSecret>, StoreError> {
    let rows: Vec<SecretRow> = client_secrets::table
        .filter(client_secrets::account_id.eq(Uid(account.raw())))
        .order((client_secrets::made_at.asc(), client_secrets::id.asc()))
        .select(SecretRow::as_select())
        .load(tx.conn())?;
    rows.into_iter().map(SecretRow::read).collect()
}

/// The secret of a system with this keyed hash; another's is none. One lookup, whatever was shown.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn find_secret(
    tx: &mut Read<'_>,
    account: AccountId,
    hash: &[u8],
) -> Result<Option<ClientSecret>, StoreError> {
    let row: Option<SecretRow> = client_secrets::table
        .filter(client_secrets::hash.eq(hash))
        .filter(client_secrets::account_id.eq(Uid(account.raw())))
        .select(SecretRow::as_select())
        .get_result(tx.conn())
        .optional()?;
    row.map(SecretRow::read).transpose()
}

/// Ends secrets of a system that are not ended yet: one, or all; how many there were.
///
/// # Errors
/// Those of the database.
pub fn end_secrets(
    tx: &mut Write<'_>,
    account: AccountId,
    one: Option<SecretId>,
    now: Moment,
) -> Result<usize, StoreError> {
    let open = client_secrets::table
        .filter(client_secrets::account_id.eq(Uid(account.raw())))
        .filter(client_secrets::ended_at.is_null());
    let ended = client_secrets::ended_at.eq(Some(now.0));
    Ok(match one {
        Some(id) => diesel::update(open.filter(client_secrets::id.eq(Uid(id.raw()))))
            .set(ended)
            .execute(tx.conn())?,
        None => diesel::update(open).set(ended).execute(tx.conn())?,
    })
}

/// Confirms the secrets of a system that wait and are not ended; how many there were.
///
/// # Errors
/// Those of the database.
pub fn confirm(tx: &mut Write<'_>, account: AccountId, now: Moment) -> Result<usize, StoreError> {
    let waiting = client_secrets::table
        .filter(client_secrets::account_id.eq(Uid(account.raw())))
        .filter(client_secrets::ended_at.is_null())
        .filter(client_secrets::confirmed_at.is_null());
    Ok(diesel::update(waiting)
        .set(client_secrets::confirmed_at.eq(Some(now.0)))
        .execute(tx.conn())?)
}

/// Takes the confirmation of every secret of a system back: its roles are others now.
///
/// # Errors
/// Those of the database.
pub fn unconfirm(tx: &mut Write<'_>, account: AccountId) -> Result<(), StoreError> {
    let of_it = client_secrets::table.filter(client_secrets::account_id.eq(Uid(account.raw())));
    diesel::update(of_it)
        .set(client_secrets::confirmed_at.eq(None::<i64>))
        .execute(tx.conn())?;
    Ok(())
}

/// Notes the day on which a secret was used.
///
/// # Errors
/// Those of the database.
pub fn note_use(tx: &mut Write<'_>, id: SecretId, day: NaiveDate) -> Result<(), StoreError> {
    diesel::update(client_secrets::table.find(Uid(id.raw())))
        .set(client_secrets::used_on.eq(Some(day)))
        .execute(tx.conn())?;
    Ok(())
}

/// Ends every secret that stands, of every system; how many there were.
///
/// # Errors
/// Those of the database.
pub fn end_all_secrets(tx: &mut Write<'_>, now: Moment) -> Result<usize, StoreError> {
    let standing = client_secrets::table.filter(client_secrets::ended_at.is_null());
    Ok(diesel::update(standing)
        .set(client_secrets::ended_at.eq(Some(now.0)))
        .execute(tx.conn())?)
}
