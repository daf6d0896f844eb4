//! What a request needs to know about its caller before anything else.

use chrono::NaiveDate;
use diesel::prelude::*;
use netralitas_domain::{
    ids::{AccountId, Id, OfficeId, PersonId, SessionId},
    time::Moment,
};

use crate::{
    Read, StoreError, Uid,
    accounts::Grant,
    meta::{BOOK_VERSION, OFFICES_VERSION},
    schema::{account_people, account_roles, accounts, meta, sessions},
    word,
};

/// An account at an office, and how old the law and the offices are that a server may have in memory.
#[derive(Debug)]
pub struct Standing {
    /// Whether the account is shut.
    pub disabled: bool,
    /// Its roles at the office, past and future ones too.
    pub grants: Vec<Grant>,
    /// The person of the account, where one was named.
    pub person: Option<PersonId>,
    /// Until when the session runs that was asked for; none where it ended, or none was asked for.
    pub session_ends: Option<Moment>,
    /// The versions of the book and of the offices.
    pub versions: [Option<String>; 2],
}

/// The standing of an account at an office, in a session where the token names one; none where it never had a role
/// there. One statement.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn of_account(
    tx: &mut Read<'_>,
    account: AccountId,
    office: OfficeId,
    session: Option<SessionId>,
) -> Result<Option<Standing>, StoreError> {
    type Row = (
        Option<i64>,
        String,
        NaiveDate,
        Option<NaiveDate>,
        Option<String>,
        Option<String>,
        Option<Uid>,
        Option<i64>,
    );
    let (book, places) = diesel::alias!(meta as book_version, meta as offices_version);
    let rows: Vec<Row> = accounts::table
        .inner_join(account_roles::table.on(account_roles::account_id.eq(accounts::id)))
        .left_join(book.on(book.field(meta::key).eq(BOOK_VERSION)))
        .left_join(places.on(places.field(meta::key).eq(OFFICES_VERSION)))
        .left_join(account_people::table.on(account_people::account_id.eq(accounts::id)))
        .left_join(
            sessions::table.on(sessions::id
                .nullable()
                .eq(session.map(|s| Uid(s.raw())))
                .and(sessions::account_id.eq(accounts::id))
                .and(sessions::office_id.eq(account_roles::office_id))),
        )
        .filter(accounts::id.eq(Uid(account.raw())))
        .filter(account_roles::office_id.eq(Uid(office.raw())))
        .select((
            accounts::disabled_at,
            account_roles::role,
            account_roles::valid_from,
            account_roles::valid_to,
            book.field(meta::value).nullable(),
            places.field(meta::value).nullable(),
            account_people::person_id.nullable(),
            sessions::ends_at.nullable(),
        ))
        .load(tx.conn())?;
    let Some((disabled_at, .., book, places, person, ends)) = rows.first().cloned() else {
        return Ok(None);
    };
    let grants = rows
        .into_iter()
        .map(|(_, role, from, to, ..)| {
            Ok(Grant {
                office,
                role: word(&role, "account_roles", "role", account)?,
                from,
                to,
            })
        })
        .collect::<Result<_, StoreError>>()?;
    Ok(Some(Standing {
        disabled: disabled_at.is_some(),
        session_ends: ends.map(Moment),
        person: person.map(|p| Id::new(p.0)),
        grants,
        versions: [book, places],
    }))
}
