//! The append-only record of accounts, sign-ins and sealed identities, beside the journals of tracks.

use diesel::prelude::*;
use netralitas_domain::{
    ids::{AccountId, CaseId, Id, OfficeId},
    security::SecurityEvent,
    time::Moment,
};
use uuid::Uuid;

use crate::{Read, StoreError, Uid, Write, schema::security_events, word};

/// One record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its identifier; later ones sort after earlier ones.
    pub id: Uuid,
    /// What happened.
    pub kind: SecurityEvent,
    /// Who did it; none for the command line.
    pub account: Option<AccountId>,
    /// For which office.
    pub office: Option<OfficeId>,
    /// Whose account it was done to.
    pub about: Option<AccountId>,
    /// Which case it was about.
    pub case: Option<CaseId>,
    /// When.
    pub recorded_at: Moment,
    /// What else is known, as JSON without personal values and without secrets.
    pub content: String,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = security_events)]
struct Row {
    id: Uid,
    kind: String,
    account_id: Option<Uid>,
    office_id: Option<Uid>,
    about_id: Option<Uid>,
    case_id: Option<Uid>,
    recorded_at: i64,
    content: String,
}

/// Appends a record.
///
/// # Errors
/// Those of the database.
pub fn append(tx: &mut Write<'_>, entry: &Entry) -> Result<(), StoreError> {
    let row = Row {
        id: Uid(entry.id),
        kind: netralitas_domain::vocabulary::Word::code(entry.kind).to_owned(),
        account_id: entry.account.map(|id| Uid(id.raw())),
        office_id: entry.office.map(|id| Uid(id.raw())),
        about_id: entry.about.map(|id| Uid(id.raw())),
        case_id: entry.case.map(|id| Uid(id.raw())),
        recorded_at: entry.recorded_at.0,
        content: entry.content.clone(),
    };
    diesel::insert_into(security_events::table)
        .values(row)
        .execute(tx.conn())?;
    Ok(())
}

/// The records about an account or made by it, newest first, at most `limit`.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn of_account(
    tx: &mut Read<'_>,
    account: AccountId,
    limit: i64,
) -> Result<Vec<Entry>, StoreError> {
    let account = Uid(account.raw());
    let rows: Vec<Row> = security_events::table
        .filter(
            security_events::about_id
                .eq(account)
                .or(security_events::account_id.eq(account)),
        )
        .order((
            security_events::recorded_at.desc(),
            security_events::id.desc(),
        ))
        .limit(limit)
        .select(Row::as_select())
        .load(tx.conn())?;
    rows.into_iter().map(entry).collect()
}

/// Whether an account did one of these to another.
///
/// # Errors
/// Those of the database.
pub fn did_to(
    tx: &mut Read<'_>,
    account: AccountId,
    kinds: &[SecurityEvent],
    about: AccountId,
) -> Result<bool, StoreError> {
    let codes = kinds
        .iter()
        .map(|kind| netralitas_domain::vocabulary::Word::code(*kind));
    let count: i64 = security_events::table
        .filter(security_events::about_id.eq(Uid(about.raw())))
        .filter(security_events::account_id.eq(Uid(account.raw())))
        .filter(security_events::kind.eq_any(codes.collect::<Vec<_>>()))
        .count()
        .get_result(tx.conn())?;
    Ok(count > 0)
}

/// The records about a case, oldest first.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn of_case(tx: &mut Read<'_>, case: CaseId) -> Result<Vec<Entry>, StoreError> {
    let rows: Vec<Row> = security_events::table
        .filter(security_events::case_id.eq(Uid(case.raw())))
        .order((
            security_events::recorded_at.asc(),
            security_events::id.asc(),
        ))
        .select(Row::as_select())
        .load(tx.conn())?;
    rows.into_iter().map(entry).collect()
}

fn entry(row: Row) -> Result<Entry, StoreError> {
    Ok(Entry {
        kind: word(&row.kind, "security_events", "kind", row.id.0)?,
        id: row.id.0,
        account: row.account_id.map(|id| Id::new(id.0)),
        office: row.office_id.map(|id| Id::new(id.0)),
        about: row.about_id.map(|id| Id::new(id.0)),
        case: row.case_id.map(|id| Id::new(id.0)),
        recorded_at: Moment(row.recorded_at),
        content: row.content,
    })
}
