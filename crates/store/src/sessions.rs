//! Sessions and the secrets that renew them. What ended is gone: absent and ended are one.

use diesel::prelude::*;
use netralitas_domain::{
    ids::{AccountId, Id, OfficeId, SessionId},
    time::Moment,
};

use crate::{
    Read, StoreError, Uid, Write,
    schema::{refresh_tokens, sessions},
};

/// What one sign-in began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    /// Its identifier.
    pub id: SessionId,
    /// Whose it is.
    pub account: AccountId,
    /// For which office.
    pub office: OfficeId,
    /// When it began.
    pub began_at: Moment,
    /// The sign-in or the last renewal.
    pub used_at: Moment,
    /// When it ends if nobody renews it.
    pub ends_at: Moment,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = sessions)]
struct Row {
    id: Uid,
    account_id: Uid,
    office_id: Uid,
    began_at: i64,
    used_at: i64,
    ends_at: i64,
}

impl From<Row> for Session {
    fn from(row: Row) -> Self {
        Self {
            id: Id::new(row.id.0),
            account: Id::new(row.account_id.0),
            office: Id::new(row.office_id.0),
            began_at: Moment(row.began_at),
            used_at: Moment(row.used_at),
            ends_at: Moment(row.ends_at),
        }
    }
}

/// Begins a session.
///
/// # Errors
/// Those of the database.
pub fn begin(tx: &mut Write<'_>, session: &Session) -> Result<(), StoreError> {
    let row = Row {
        id: Uid(session.id.raw()),
        account_id: Uid(session.account.raw()),
        office_id: Uid(session.office.raw()),
        began_at: session.began_at.0,
        used_at: session.used_at.0,
        ends_at: session.ends_at.0,
    };
    diesel::insert_into(sessions::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// Notes that a session was renewed; no where it ended meanwhile.
///
/// # Errors
/// Those of the database.
pub fn renew(
    tx: &mut Write<'_>,
    id: SessionId,
    now: Moment,
    ends: Moment,
) -> Result<bool, StoreError> {
    let changed = diesel::update(sessions::table.find(Uid(id.raw())))
        .set((sessions::used_at.eq(now.0), sessions::ends_at.eq(ends.0)))
        .execute(tx.conn())?;
    Ok(changed > 0)
}

/// The sessions of an account that run, the newest first.
///
/// # Errors
/// Those of the database.
pub fn of_account(
    tx: &mut Read<'_>,
    account: AccountId,
    now: Moment,
) -> Result<Vec<Session>, StoreError> {
    let rows: Vec<Row> = sessions::table
        .filter(sessions::account_id.eq(Uid(account.raw())))
        .filter(sessions::ends_at.gt(now.0))
        .order((sessions::began_at.desc(), sessions::id.desc()))
        .select(Row::as_select())
        .load(tx.conn())?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// Which sessions of an account are to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Every one.
    All,
    /// Every one but this.
    But(SessionId),
    /// This one.
    One(SessionId),
    /// Those whose time has passed.
    Past(Moment),
}

/// Ends sessions of an account with the secrets that renew them; how many there were.
///
/// # Errors
/// Those of the database.
pub fn end(tx: &mut Write<'_>, account: AccountId, which: Which) -> Result<usize, StoreError> {
    let own = sessions::table.filter(sessions::account_id.eq(Uid(account.raw())));
    let ids = own.select(sessions::id);
    let ids: Vec<Uid> = match which {
        Which::All => ids.load(tx.conn())?,
        Which::But(id) => ids.filter(sessions::id.ne(Uid(id.raw()))).load(tx.conn())?,
        Which::One(id) => ids.filter(sessions::id.eq(Uid(id.raw()))).load(tx.conn())?,
        Which::Past(now) => ids.filter(sessions::ends_at.le(now.0)).load(tx.conn())?,
    };
    if ids.is_empty() {
        return Ok(0);
    }
    // The session first: a renewal at the same time has passed when its row is free, or finds it gone.
    let these = || sessions::table.filter(sessions::id.eq_any(ids.clone()));
    diesel::update(these())
        .set(sessions::ends_at.eq(sessions::began_at))
        .execute(tx.conn())?;
    diesel::delete(refresh_tokens::table.filter(refresh_tokens::session_id.eq_any(ids.clone())))
        .execute(tx.conn())?;
    Ok(diesel::delete(these()).execute(tx.conn())?)
}

/// A secret that renews a session, as it is known by its keyed hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refresh {
    /// The session.
    pub session: Session,
    /// Whether it was used before.
    pub used: bool,
}

/// Keeps the keyed hash of a new secret.
///
/// # Errors
/// Those of the database.
pub fn keep_refresh(
    tx: &mut Write<'_>,
    session: SessionId,
    hash: &[u8],
    now: Moment,
) -> Result<(), StoreError> {
    diesel::insert_into(refresh_tokens::table)
        .values((
            refresh_tokens::hash.eq(hash),
            refresh_tokens::session_id.eq(Uid(session.raw())),
            refresh_tokens::made_at.eq(now.0),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The session that a secret renews.
///
/// # Errors
/// Those of the database.
pub fn find_refresh(tx: &mut Read<'_>, hash: &[u8]) -> Result<Option<Refresh>, StoreError> {
    let row: Option<(Row, Option<i64>)> = refresh_tokens::table
        .inner_join(sessions::table.on(sessions::id.eq(refresh_tokens::session_id)))
        .filter(refresh_tokens::hash.eq(hash))
        .select((Row::as_select(), refresh_tokens::used_at))
        .get_result(tx.conn())
        .optional()?;
    Ok(row.map(|(row, used)| Refresh {
        session: row.into(),
        used: used.is_some(),
    }))
}

/// Uses a secret up; no where somebody else was faster.
///
/// # Errors
/// Those of the database.
pub fn use_refresh(tx: &mut Write<'_>, hash: &[u8], now: Moment) -> Result<bool, StoreError> {
    let changed = diesel::update(
        refresh_tokens::table
            .filter(refresh_tokens::hash.eq(hash))
            .filter(refresh_tokens::used_at.is_null()),
    )
    .set(refresh_tokens::used_at.eq(Some(now.0)))
    .execute(tx.conn())?;
    Ok(changed > 0)
}
