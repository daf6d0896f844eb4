//! Accounts and their roles at offices.

use chrono::NaiveDate;
use diesel::prelude::*;
pub use netralitas_domain::account_life::Grant;
use netralitas_domain::{
    ids::{AccountId, Id, OfficeId},
    people::Role,
    time::Moment,
};

use crate::{
    Read, StoreError, Uid, Write,
    schema::{account_roles, accounts},
    word,
};

/// An account.
#[derive(Debug, Clone)]
pub struct Account {
    /// Identifier.
    pub id: AccountId,
    /// The name it signs in with.
    pub username: String,
    /// Its name for people.
    pub display_name: String,
    /// Argon2id, in PHC form.
    pub password_hash: String,
    /// Steps with every change.
    pub version: i64,
    /// Since when it may not sign in.
    pub disabled_at: Option<Moment>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = accounts)]
struct Row {
    id: Uid,
    username: String,
    display_name: String,
    password_hash: String,
    version: i64,
    disabled_at: Option<i64>,
    created_at: i64,
}

impl From<Row> for Account {
    fn from(row: Row) -> Self {
        Self {
            id: Id::new(row.id.0),
            username: row.username,
            display_name: row.display_name,
            password_hash: row.password_hash,
            version: row.version,
            disabled_at: row.disabled_at.map(Moment),
        }
    }
}

/// Adds an account.
///
/// # Errors
/// [`StoreError::Unique`] when the user name is taken.
pub fn insert(tx: &mut Write<'_>, account: &Account, now: Moment) -> Result<(), StoreError> {
    let row = Row {
        id: Uid(account.id.raw()),
        username: account.username.clone(),
        display_name: account.display_name.clone(),
        password_hash: account.password_hash.clone(),
        version: account.version,
        disabled_at: account.disabled_at.map(|m| m.0),
        created_at: now.0,
    };
    diesel::insert_into(accounts::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// The account with this user name.
///
/// # Errors
/// Those of the database.
pub fn find_by_username(tx: &mut Read<'_>, username: &str) -> Result<Option<Account>, StoreError> {
    let row: Option<Row> = accounts::table
        .filter(accounts::username.eq(username))
        .select(Row::as_select())
        .get_result(tx.conn())
        .optional()?;
    Ok(row.map(Into::into))
}

/// The account with this identifier.
///
/// # Errors
/// Those of the database.
pub fn find(tx: &mut Read<'_>, id: AccountId) -> Result<Option<Account>, StoreError> {
    let row: Option<Row> = accounts::table
        .filter(accounts::id.eq(Uid(id.raw())))
        .select(Row::as_select())
        .get_result(tx.conn())
        .optional()?;
    Ok(row.map(Into::into))
}

/// Every account, by user name.
///
/// # Errors
/// Those of the database.
pub fn all(tx: &mut Read<'_>) -> Result<Vec<Account>, StoreError> {
    let mut rows: Vec<Row> = accounts::table.select(Row::as_select()).load(tx.conn())?;
    rows.sort_by(|a, b| a.username.cmp(&b.username));
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Every role of an account, past and future ones too.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn roles(tx: &mut Read<'_>, id: AccountId) -> Result<Vec<Grant>, StoreError> {
    let rows: Vec<(Uid, String, NaiveDate, Option<NaiveDate>)> = account_roles::table
        .filter(account_roles::account_id.eq(Uid(id.raw())))
        .select((
            account_roles::office_id,
            account_roles::role,
            account_roles::valid_from,
            account_roles::valid_to,
        ))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(office, role, from, to)| {
            Ok(Grant {
                office: Id::new(office.0),
                role: word(&role, "account_roles", "role", id)?,
                from,
                to,
            })
        })
        .collect()
}

/// Gives a role. One from the same day that was ended before it began makes room.
///
/// # Errors
/// [`StoreError::Unique`] when the same grant is there.
pub fn grant(tx: &mut Write<'_>, id: AccountId, grant: &Grant) -> Result<(), StoreError> {
    diesel::delete(
        account_roles::table
            .filter(account_roles::account_id.eq(Uid(id.raw())))
            .filter(account_roles::office_id.eq(Uid(grant.office.raw())))
            .filter(account_roles::role.eq(grant.role.code()))
            .filter(account_roles::valid_from.eq(grant.from))
            .filter(account_roles::valid_to.lt(grant.from)),
    )
    .execute(tx.conn())?;
    diesel::insert_into(account_roles::table)
        .values((
            account_roles::account_id.eq(Uid(id.raw())),
            account_roles::office_id.eq(Uid(grant.office.raw())),
            account_roles::role.eq(grant.role.code()),
            account_roles::valid_from.eq(grant.from),
            account_roles::valid_to.eq(grant.to),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Ends a role on a day; one that ended before stays as it was.
///
/// # Errors
/// Those of the database.
pub fn end_role(
    tx: &mut Write<'_>,
    id: AccountId,
    office: OfficeId,
    role: Role,
    last: NaiveDate,
) -> Result<bool, StoreError> {
    let changed = diesel::update(
        account_roles::table
            .filter(account_roles::account_id.eq(Uid(id.raw())))
            .filter(account_roles::office_id.eq(Uid(office.raw())))
            .filter(account_roles::role.eq(role.code()))
            .filter(
                account_roles::valid_to
                    .is_null()
                    .or(account_roles::valid_to.gt(last)),
            ),
    )
    .set(account_roles::valid_to.eq(Some(last)))
    .execute(tx.conn())?;
    Ok(changed > 0)
}

/// The roles that run at an office after a day, with their accounts.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn running_at(
    tx: &mut Read<'_>,
    office: OfficeId,
    day: NaiveDate,
) -> Result<Vec<(AccountId, Grant)>, StoreError> {
    let rows: Vec<(Uid, String, NaiveDate, Option<NaiveDate>)> = account_roles::table
        .filter(account_roles::office_id.eq(Uid(office.raw())))
        .filter(
            account_roles::valid_to
                .is_null()
                .or(account_roles::valid_to.gt(day)),
        )
        .order((account_roles::account_id.asc(), account_roles::role.asc()))
        .select((
            account_roles::account_id,
            account_roles::role,
            account_roles::valid_from,
            account_roles::valid_to,
        ))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(account, role, from, to)| {
            let grant = Grant {
                office,
                role: word(&role, "account_roles", "role", account)?,
                from,
                to,
            };
            Ok((Id::new(account.0), grant))
        })
        .collect()
}

/// Ends every role at an office after a day; one that begins later ends on its own first day.
///
/// # Errors
/// Those of the database.
pub fn end_at(tx: &mut Write<'_>, office: OfficeId, last: NaiveDate) -> Result<usize, StoreError> {
    let running = running_at(tx, office, last)?;
    for (account, grant) in &running {
        diesel::update(
            account_roles::table
                .filter(account_roles::account_id.eq(Uid(account.raw())))
                .filter(account_roles::office_id.eq(Uid(office.raw())))
                .filter(account_roles::role.eq(grant.role.code()))
                .filter(account_roles::valid_from.eq(grant.from)),
        )
        .set(account_roles::valid_to.eq(Some(last.max(grant.from))))
        .execute(tx.conn())?;
    }
    Ok(running.len())
}

/// Shuts or opens an account.
///
/// # Errors
/// Those of the database.
pub fn set_disabled(
    tx: &mut Write<'_>,
    id: AccountId,
    at: Option<Moment>,
) -> Result<bool, StoreError> {
    let changed = diesel::update(accounts::table.filter(accounts::id.eq(Uid(id.raw()))))
        .set((
            accounts::disabled_at.eq(at.map(|m| m.0)),
            accounts::version.eq(accounts::version + 1),
        ))
        .execute(tx.conn())?;
    Ok(changed > 0)
}

/// Holds an account for the rest of the transaction, where there is one.
///
/// # Errors
/// Those of the database.
pub fn lock(tx: &mut Write<'_>, id: AccountId) -> Result<(), StoreError> {
    diesel::update(accounts::table.filter(accounts::id.eq(Uid(id.raw()))))
        .set(accounts::version.eq(accounts::version))
        .execute(tx.conn())?;
    Ok(())
}

/// Steps the version of an account whose roles or person changed.
///
/// # Errors
/// Those of the database.
pub fn step(tx: &mut Write<'_>, id: AccountId) -> Result<(), StoreError> {
    diesel::update(accounts::table.filter(accounts::id.eq(Uid(id.raw()))))
        .set(accounts::version.eq(accounts::version + 1))
        .execute(tx.conn())?;
    Ok(())
}

/// Every account that ever had a role at an office.
///
/// # Errors
/// Those of the database.
pub fn ever_at(tx: &mut Read<'_>, office: OfficeId) -> Result<Vec<Account>, StoreError> {
    let mut rows: Vec<Row> = accounts::table
        .filter(
            accounts::id.eq_any(
                account_roles::table
                    .filter(account_roles::office_id.eq(Uid(office.raw())))
                    .select(account_roles::account_id),
            ),
        )
        .select(Row::as_select())
        .load(tx.conn())?;
    rows.sort_by(|a, b| a.username.cmp(&b.username));
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Replaces the password.
///
/// # Errors
/// Those of the database.
pub fn set_password(tx: &mut Write<'_>, id: AccountId, hash: &str) -> Result<bool, StoreError> {
    let changed = diesel::update(accounts::table.filter(accounts::id.eq(Uid(id.raw()))))
        .set((
            accounts::password_hash.eq(hash),
            accounts::version.eq(accounts::version + 1),
        ))
        .execute(tx.conn())?;
    Ok(changed > 0)
}

/// Holds an account while its password is still the one that was checked, and it is open; `new` replaces the hash
/// without a new version. No where it is not.
///
/// # Errors
/// Those of the database.
pub fn hold(
    tx: &mut Write<'_>,
    id: AccountId,
    checked: &str,
    new: Option<&str>,
) -> Result<bool, StoreError> {
    let held = diesel::update(
        accounts::table
            .filter(accounts::id.eq(Uid(id.raw())))
            .filter(accounts::password_hash.eq(checked))
            .filter(accounts::disabled_at.is_null()),
    )
    .set(accounts::password_hash.eq(new.unwrap_or(checked)))
    .execute(tx.conn())?;
    Ok(held > 0)
}
