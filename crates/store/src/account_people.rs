//! Whose account it is, where that person may be a party of a case.

use diesel::prelude::*;
use netralitas_domain::{
    ids::{AccountId, Id, PersonId},
    time::Moment,
};

use crate::{Read, StoreError, Uid, Write, schema::account_people};

/// The person of an account; none where none was named.
///
/// # Errors
/// Those of the database.
pub fn person_of(tx: &mut Read<'_>, account: AccountId) -> Result<Option<PersonId>, StoreError> {
    let person: Option<Uid> = account_people::table
        .find(Uid(account.raw()))
        .select(account_people::person_id)
        .get_result(tx.conn())
        .optional()?;
    Ok(person.map(|p| Id::new(p.0)))
}

/// Names the person of an account anew, or nobody.
///
/// # Errors
/// Those of the database.
pub fn name(
    tx: &mut Write<'_>,
    account: AccountId,
    person: Option<PersonId>,
    now: Moment,
) -> Result<(), StoreError> {
    diesel::delete(account_people::table.find(Uid(account.raw()))).execute(tx.conn())?;
    if let Some(person) = person {
        diesel::insert_into(account_people::table)
            .values((
                account_people::account_id.eq(Uid(account.raw())),
                account_people::person_id.eq(Uid(person.raw())),
                account_people::created_at.eq(now.0),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}
