//! Who an account is at an outside issuer of tokens. What was unlinked is gone: absent and unlinked are one.

use diesel::prelude::*;
use netralitas_domain::{
    ids::{AccountId, Id, IdentityId, OfficeId},
    time::Moment,
};

use crate::{Read, StoreError, Uid, Write, schema::account_identities};

/// A link of an account to an outside issuer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Identifier.
    pub id: IdentityId,
    /// The account.
    pub account: AccountId,
    /// The office that its tokens act for.
    pub office: OfficeId,
    /// The issuer, as its tokens name it.
    pub issuer: String,
    /// Who the account is there.
    pub subject: String,
    /// When it was linked.
    pub made_at: Moment,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = account_identities)]
struct Row {
    id: Uid,
    account_id: Uid,
    office_id: Uid,
    issuer: String,
    subject: String,
    made_at: i64,
}

impl From<Row> for Identity {
    fn from(row: Row) -> Self {
        Self {
            id: Id::new(row.id.0),
            account: Id::new(row.account_id.0),
            office: Id::new(row.office_id.0),
            issuer: row.issuer,
            subject: row.subject,
            made_at: Moment(row.made_at),
        }
    }
}

/// Links an account.
///
/// # Errors
/// [`StoreError::Unique`] where that subject of that issuer is linked already.
pub fn insert(tx: &mut Write<'_>, identity: &Identity) -> Result<(), StoreError> {
    let row = Row {
        id: Uid(identity.id.raw()),
        account_id: Uid(identity.account.raw()),
        office_id: Uid(identity.office.raw()),
        issuer: identity.issuer.clone(),
        subject: identity.subject.clone(),
        made_at: identity.made_at.0,
    };
    diesel::insert_into(account_identities::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// Who a subject of an issuer is here.
///
/// # Errors
/// Those of the database.
pub fn find(
    tx: &mut Read<'_>,
    issuer: &str,
    subject: &str,
) -> Result<Option<Identity>, StoreError> {
    let row: Option<Row> = account_identities::table
        .filter(account_identities::issuer.eq(issuer))
        .filter(account_identities::subject.eq(subject))
        .select(Row::as_select())
        .get_result(tx.conn())
        .optional()?;
    Ok(row.map(Into::into))
}

/// The links of an account, the oldest first.
///
/// # Errors
/// Those of the database.
pub fn of_account(tx: &mut Read<'_>, account: AccountId) -> Result<Vec<Identity>, StoreError> {
    let rows: Vec<Row> = account_identities::table
        .filter(account_identities::account_id.eq(Uid(account.raw())))
        .order((
            account_identities::made_at.asc(),
            account_identities::id.asc(),
        ))
        .select(Row::as_select())
        .load(tx.conn())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Unlinks an account; no where there is no such link.
///
/// # Errors
/// Those of the database.
pub fn remove(tx: &mut Write<'_>, account: AccountId, id: IdentityId) -> Result<bool, StoreError> {
    let link = account_identities::table
        .filter(account_identities::id.eq(Uid(id.raw())))
        .filter(account_identities::account_id.eq(Uid(account.raw())));
    Ok(diesel::delete(link).execute(tx.conn())? > 0)
}
