//! What a request needs to know about its caller before anything else.

use chrono::NaiveDate;
use diesel::prelude::*;
use netralitas_domain::{
    ids::{AccountId, Id, IdentityId, OfficeId, PersonId, SecretId, SessionId},
    time::Moment,
};

use crate::{
    Read, StoreError, Uid,
    accounts::Grant,
    meta::{BOOK_VERSION, OFFICES_VERSION},
    schema::{
        account_identities, account_people, account_roles, accounts, client_secrets, meta, sessions,
    },
    word,
};

/// What a token rests on: it must hold when the token counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credential {
    /// The session of a sign-in.
    Session(SessionId),
    /// A secret of a system; it holds once it was confirmed.
    Secret(SecretId),
    /// The link of an account to an outside issuer.
    Identity(IdentityId),
}

/// An account at an office, and how old the law and the offices are that a server may have in memory.
#[derive(Debug)]
pub struct Standing {
    /// Whether the account is shut.
    pub disabled: bool,
    /// Its roles at the office, past and future ones too.
    pub grants: Vec<Grant>,
    /// The person of the account, where one was named.
    pub person: Option<PersonId>,
    /// Until when the credential holds that was asked for; none where it ended, or none was asked for.
    pub credential_ends: Option<Moment>,
    /// The versions of the book and of the offices.
    pub versions: [Option<String>; 2],
}

/// The standing of an account at an office, by the credential that the token names; none where it never had a role
/// there. One statement.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn of_account(
    tx: &mut Read<'_>,
    account: AccountId,
    office: OfficeId,
    credential: Option<Credential>,
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
        Option<i64>,
        Option<i64>,
    );
    let (mut session, mut secret, mut identity) = (None, None, None);
    match credential {
        Some(Credential::Session(id)) => session = Some(Uid(id.raw())),
        Some(Credential::Secret(id)) => secret = Some(Uid(id.raw())),
        Some(Credential::Identity(id)) => identity = Some(Uid(id.raw())),
        None => {}
    }
    let (book, places) = diesel::alias!(meta as book_version, meta as offices_version);
    let rows: Vec<Row> = accounts::table
        .inner_join(account_roles::table.on(account_roles::account_id.eq(accounts::id)))
        .left_join(book.on(book.field(meta::key).eq(BOOK_VERSION)))
        .left_join(places.on(places.field(meta::key).eq(OFFICES_VERSION)))
        .left_join(account_people::table.on(account_people::account_id.eq(accounts::id)))
        .left_join(
            sessions::table.on(sessions::id
                .nullable()
                .eq(session)
                .and(sessions::account_id.eq(accounts::id))
                .and(sessions::office_id.eq(account_roles::office_id))),
        )
        .left_join(
            client_secrets::table.on(client_secrets::id
                .nullable()
                .eq(secret)
                .and(client_secrets::account_id.eq(accounts::id))
                .and(client_secrets::ended_at.is_null())
                .and(client_secrets::confirmed_at.is_not_null())),
        )
        .left_join(
            account_identities::table.on(account_identities::id
                .nullable()
                .eq(identity)
                .and(account_identities::account_id.eq(accounts::id))
                .and(account_identities::office_id.eq(account_roles::office_id))),
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
            client_secrets::ends_at.nullable(),
            account_identities::made_at.nullable(),
        ))
        .load(tx.conn())?;
    let Some((disabled_at, _, _, _, book, places, person, session, secret, linked)) =
        rows.first().cloned()
    else {
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
        // A link holds until it is undone.
        credential_ends: session.or(secret).or(linked.map(|_| i64::MAX)).map(Moment),
        person: person.map(|p| Id::new(p.0)),
        grants,
        versions: [book, places],
    }))
}
