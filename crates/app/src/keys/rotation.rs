//! Another master key for an installation, in one transaction: either everything opens with the old one, or everything
//! with the new one.
//!
//! What is sealed is sealed anew: keys of sealed people, purposes of openings, reports that wait at a counter, questions
//! to holders of tickets, second factors, token keys. What is only
//! known by a keyed hash cannot be carried over and lapses; see docs/operate.md.

use netralitas_domain::{ids::PartyId, security::SecurityEvent, time::Moment};
use netralitas_store::{
    Store, Write, announced_reports, clients, erasures, invitations, keys, meta, sealed,
    second_factors, security_events, sign_in_tries, ticket_questions, tickets, unsealings,
};
use serde_json::json;
use uuid::Uuid;

use crate::{
    accounts::own::of_second_factor,
    door::{
        announced::of_draft,
        questions::{of_answer, of_question},
    },
    erasing::requests::of_erasure,
    error::AppError,
    keys::MasterKey,
    sealing::{Vault, unsealings::of_purpose},
};

/// Rows taken up at once.
const BATCH: i64 = 1000;

/// What was done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rotated {
    /// Keys of sealed people, wrapped anew.
    pub people: usize,
    /// Purposes of openings, sealed anew.
    pub purposes: usize,
    /// Second factors, sealed anew.
    pub second_factors: usize,
    /// Token keys, sealed anew; tokens stay valid.
    pub token_keys: usize,
    /// Reports that wait at a counter, sealed anew.
    pub announced: usize,
    /// Questions to holders of tickets, with their answers, sealed anew.
    pub questions: usize,
    /// Invitations to accounts that lapsed.
    pub invitations: usize,
    /// Recovery codes that lapsed.
    pub recovery_codes: usize,
    /// Receipts of the public door and of the counter that lapsed.
    pub receipts: usize,
    /// Secrets of systems that lapsed.
    pub client_secrets: usize,
}

/// How a master key is named in its database: identifier and check value.
#[must_use]
pub fn mark(key: &MasterKey) -> String {
    format!("{} {}", key.id(), key.check_value())
}

/// What a token key is bound to: it cannot be moved to another purpose or name.
#[must_use]
pub fn of_token_key(purpose: &str, kid: &str) -> Vec<u8> {
    format!("keys/{purpose}/{kid}").into_bytes()
}

/// Puts another master key in the place of one; `event` is the identifier of its record.
///
/// # Errors
/// A database whose master key the old one is not; what it does not open; those of the database. Nothing is changed
/// then.
pub fn rotate(
    store: &Store,
    old: &MasterKey,
    new: &MasterKey,
    event: Uuid,
    now: Moment,
) -> Result<Rotated, AppError> {
    let (old, new) = (old.clone(), new.clone());
    store.write_blocking(move |tx| {
        // Held first: who seals at this moment ends before, or finds another key and refuses.
        let here = meta::get(tx, meta::MASTER_KEY)?;
        if here.as_deref() != Some(mark(&old).as_str()) {
            return Err(AppError::internal(
                "another master key than that of the database",
            ));
        }
        meta::set(tx, meta::MASTER_KEY, &mark(&new))?;
        let mut done = Rotated {
            people: people(tx, &old, &new)?,
            purposes: purposes(tx, &old, &new)? + erasures(tx, &old, &new)?,
            announced: announced(tx, &old, &new)?,
            questions: questions(tx, &old, &new)?,
            ..Rotated::default()
        };
        for (account, sealed) in second_factors::all(tx)? {
            let sealed = anew(&old, &new, &of_second_factor(account), &sealed)?;
            second_factors::reseal(tx, account, &sealed)?;
            done.second_factors += 1;
        }
        for key in keys::all(tx)? {
            let context = of_token_key(&key.purpose, &key.kid);
            keys::reseal(tx, &key.kid, &anew(&old, &new, &context, &key.sealed)?)?;
            done.token_keys += 1;
        }
        done.invitations = invitations::clear(tx)?;
        done.recovery_codes = second_factors::void_codes(tx)?;
        done.receipts = tickets::end_all(tx, now)?;
        done.client_secrets = clients::end_all_secrets(tx, now)?;
        sign_in_tries::clear(tx)?;
        let content = json!({ "from": old.id(), "to": new.id() });
        let entry = security_events::Entry {
            id: event,
            kind: SecurityEvent::KeyRotated,
            account: None,
            office: None,
            about: None,
            case: None,
            recorded_at: now,
            content: content.to_string(),
        };
        security_events::append(tx, &entry)?;
        Ok(done)
    })
}

fn people(tx: &mut Write<'_>, old: &MasterKey, new: &MasterKey) -> Result<usize, AppError> {
    let mut done = 0;
    loop {
        let some: Vec<(PartyId, _)> = sealed::keys_not_of(tx, new.id(), BATCH)?;
        if some.is_empty() {
            return Ok(done);
        }
        for (party, key) in some {
            let key = Vault::by(old).rewrap(party, &key, new)?;
            sealed::rewrap(tx, party, &key)?;
            done += 1;
        }
    }
}

fn purposes(tx: &mut Write<'_>, old: &MasterKey, new: &MasterKey) -> Result<usize, AppError> {
    let mut done = 0;
    loop {
        let some = unsealings::purposes_not_of(tx, new.id(), BATCH)?;
        if some.is_empty() {
            return Ok(done);
        }
        for (id, sealed) in some {
            let purpose = anew(old, new, &of_purpose(id), &sealed)?;
            unsealings::reseal(tx, id, new.id(), &purpose)?;
            done += 1;
        }
    }
}

/// Purposes of erasures that wait.
fn erasures(tx: &mut Write<'_>, old: &MasterKey, new: &MasterKey) -> Result<usize, AppError> {
    let mut done = 0;
    loop {
        let some = erasures::purposes_not_of(tx, new.id(), BATCH)?;
        if some.is_empty() {
            return Ok(done);
        }
        for (id, sealed) in some {
            let purpose = anew(old, new, &of_erasure(id), &sealed)?;
            erasures::reseal(tx, id, new.id(), &purpose)?;
            done += 1;
        }
    }
}

fn announced(tx: &mut Write<'_>, old: &MasterKey, new: &MasterKey) -> Result<usize, AppError> {
    let all = announced_reports::all_sealed(tx)?;
    for (ticket, sealed) in &all {
        let sealed = anew(old, new, &of_draft(*ticket), sealed)?;
        announced_reports::reseal(tx, *ticket, &sealed)?;
    }
    Ok(all.len())
}

fn questions(tx: &mut Write<'_>, old: &MasterKey, new: &MasterKey) -> Result<usize, AppError> {
    let all = ticket_questions::all(tx)?;
    for one in &all {
        let id = one.id.0;
        let question = anew(old, new, &of_question(id), &one.question)?;
        let answer = one.answer.as_deref();
        let answer = answer
            .map(|answer| anew(old, new, &of_answer(id), answer))
            .transpose()?;
        ticket_questions::reseal(tx, id, &question, answer.as_deref())?;
    }
    Ok(all.len())
}

fn anew(
    old: &MasterKey,
    new: &MasterKey,
    context: &[u8],
    sealed: &[u8],
) -> Result<Vec<u8>, AppError> {
    Ok(new.seal(context, old.open(context, sealed)?.expose())?)
}

/// Refuses to seal by a master key that is not that of the database any more: a server that was not stopped while the
/// key was changed would write what nobody opens.
///
/// # Errors
/// Those of the database; an internal one that names both keys.
pub(crate) fn still(tx: &mut Write<'_>, kid: &str) -> Result<(), AppError> {
    let here = meta::held_master_key(tx)?;
    match here.as_deref().and_then(|mark| mark.split(' ').next()) {
        Some(now) if now != kid => Err(AppError::internal(format!(
            "the master key was changed from {kid} to {now} while this server ran: start it anew"
        ))),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use netralitas_domain::ids::Id;

    use super::*;

    #[test]
    fn what_is_sealed_anew_opens_with_the_new_key_alone() {
        let (old, new) = (
            MasterKey::generate().unwrap(),
            MasterKey::generate().unwrap(),
        );
        let context = of_second_factor(Id::new(Uuid::from_u128(1)));
        let sealed = old.seal(&context, b"rahasia").unwrap();
        let again = anew(&old, &new, &context, &sealed).unwrap();
        assert_eq!(new.open(&context, &again).unwrap().expose(), b"rahasia");
        assert!(old.open(&context, &again).is_err());
        assert!(anew(&new, &old, &context, &sealed).is_err());
    }
}
