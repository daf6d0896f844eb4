//! Where sealed records are encrypted and opened: a key of each person, wrapped by the master key.
//!
//! Nonces are drawn where bytes are sealed, in a transaction too: one that runs again must not use a nonce twice, for
//! what it seals may differ then.

use netralitas_domain::{
    ids::{CaseId, PartyId},
    time::Moment,
};
use netralitas_store::{
    Read, Write,
    sealed::{self, Sealed, WrappedKey},
};

use super::padding::{pad, unpad};
use crate::{
    App,
    error::AppError,
    keys::{KeyError, MasterKey, Secret, open_with, random_secret, rotation, seal_with},
};

/// The record of a new sealed person, ready to be written.
#[derive(Debug, Clone)]
pub(crate) struct SealedPerson {
    sealed: Vec<u8>,
    key: WrappedKey,
}

impl SealedPerson {
    /// Writes it.
    pub fn write(
        &self,
        tx: &mut Write<'_>,
        case: CaseId,
        party: PartyId,
        now: Moment,
    ) -> Result<(), AppError> {
        rotation::still(tx, &self.key.kid)?;
        Ok(sealed::insert(
            tx,
            case,
            party,
            &self.sealed,
            &self.key,
            now,
        )?)
    }
}

/// A sealed record that was opened: of whom, and what it says; nothing where its key was destroyed.
pub(crate) type Opened = (PartyId, Option<String>);

/// Seals and opens by a master key.
#[derive(Clone, Copy)]
pub(crate) struct Vault<'a>(&'a MasterKey);

impl App {
    /// The vault of this installation.
    pub(crate) fn vault(&self) -> Vault<'_> {
        Vault(self.master())
    }
}

impl<'a> Vault<'a> {
    /// The vault of a master key.
    pub const fn by(master: &'a MasterKey) -> Self {
        Self(master)
    }

    /// Seals the record of a person under a key of its own.
    pub fn seal(self, party: PartyId, record: &str) -> Result<SealedPerson, AppError> {
        let key = random_secret()?;
        Ok(SealedPerson {
            sealed: seal_with(&key, &of_record(party), &pad(record.as_bytes()))?,
            key: self.wrap(party, &key)?,
        })
    }

    /// The sealed records of a case, by party.
    pub fn open(self, tx: &mut Read<'_>, case: CaseId) -> Result<Vec<Opened>, AppError> {
        let all = sealed::of_case(tx, case)?.into_iter();
        all.map(|row| Ok((row.party, self.opened(&row)?))).collect()
    }

    /// What the sealed records of a case said before, oldest first: version and time of replacement beside them.
    pub fn open_former(
        self,
        tx: &mut Read<'_>,
        case: CaseId,
    ) -> Result<Vec<(Opened, i64, Moment)>, AppError> {
        let all = sealed::former_of_case(tx, case)?.into_iter();
        all.map(|row| {
            let opened = self.opened(&row.record)?;
            Ok(((row.record.party, opened), row.version, row.replaced_at))
        })
        .collect()
    }

    /// Puts other words in the place of a sealed record, under the same key; what it said is kept.
    pub fn reword(
        self,
        tx: &mut Write<'_>,
        case: CaseId,
        party: PartyId,
        version: i64,
        record: &str,
        now: Moment,
    ) -> Result<(), AppError> {
        let key = self.key_of(tx, case, party)?;
        let sealed = seal_with(&key, &of_record(party), &pad(record.as_bytes()))?;
        Ok(sealed::replace(tx, case, party, version, &sealed, now)?)
    }

    /// Adds what a record said before, under the key of its person.
    pub fn add_former(
        self,
        tx: &mut Write<'_>,
        case: CaseId,
        party: PartyId,
        version: i64,
        record: &str,
        now: Moment,
    ) -> Result<(), AppError> {
        let key = self.key_of(tx, case, party)?;
        let sealed = seal_with(&key, &of_record(party), &pad(record.as_bytes()))?;
        Ok(sealed::insert_former(
            tx, case, party, version, &sealed, now,
        )?)
    }

    /// Copies a sealed record to a party of another case, under a key of its own. One that was erased is copied as
    /// one that says nothing.
    pub fn copy(
        self,
        tx: &mut Write<'_>,
        (from, party): (CaseId, PartyId),
        (to, copy): (CaseId, PartyId),
        now: Moment,
    ) -> Result<(), AppError> {
        let mut all = self.open(tx, from)?.into_iter();
        if let Some((_, record)) = all.find(|(id, _)| *id == party) {
            let record = record.unwrap_or_else(|| "{}".to_owned());
            self.seal(copy, &record)?.write(tx, to, copy, now)?;
        }
        Ok(())
    }

    /// Wraps a key by another master key.
    pub fn rewrap(
        self,
        party: PartyId,
        key: &WrappedKey,
        by: &MasterKey,
    ) -> Result<WrappedKey, KeyError> {
        Vault(by).wrap(party, &self.unwrap(party, key)?)
    }

    fn key_of(self, tx: &mut Read<'_>, case: CaseId, party: PartyId) -> Result<Secret, AppError> {
        let mut all = sealed::of_case(tx, case)?.into_iter();
        let row = all.find(|row| row.party == party);
        let key = row.and_then(|row| row.key);
        let key = key.ok_or_else(|| AppError::internal("a sealed person without a key"))?;
        Ok(self.unwrap(party, &key)?)
    }

    fn opened(self, row: &Sealed) -> Result<Option<String>, AppError> {
        let Some(key) = &row.key else {
            return Ok(None);
        };
        let key = self.unwrap(row.party, key)?;
        let padded = open_with(&key, &of_record(row.party), &row.sealed)?;
        let plain = unpad(padded.expose()).ok_or(KeyError::DoesNotOpen)?;
        let record = std::str::from_utf8(plain).map_err(|_| KeyError::DoesNotOpen)?;
        Ok(Some(record.to_owned()))
    }

    fn wrap(self, party: PartyId, key: &Secret) -> Result<WrappedKey, KeyError> {
        Ok(WrappedKey {
            kid: self.0.id().to_owned(),
            wrapped: self.0.seal(&of_key(party), key.expose())?,
        })
    }

    fn unwrap(self, party: PartyId, key: &WrappedKey) -> Result<Secret, KeyError> {
        self.0.open(&of_key(party), &key.wrapped)
    }
}

/// What a record is bound to: sealed bytes cannot be moved to another person.
fn of_record(party: PartyId) -> Vec<u8> {
    format!("sealed_parties/{party}").into_bytes()
}

fn of_key(party: PartyId) -> Vec<u8> {
    format!("sealed_keys/{party}").into_bytes()
}

#[cfg(test)]
mod tests {
    use netralitas_domain::ids::Id;
    use uuid::Uuid;

    use super::*;

    fn party(n: u128) -> PartyId {
        Id::new(Uuid::from_u128(n))
    }

    fn row(party: PartyId, person: &SealedPerson) -> Sealed {
        Sealed {
            party,
            sealed: person.sealed.clone(),
            key: Some(person.key.clone()),
        }
    }

    #[test]
    fn a_record_opens_for_its_person_and_master_key_alone() {
        let master = MasterKey::generate().unwrap();
        let vault = Vault(&master);
        let person = vault.seal(party(1), "{\"name\":\"Rahayu\"}").unwrap();
        let opened = vault.opened(&row(party(1), &person)).unwrap();
        assert_eq!(opened.as_deref(), Some("{\"name\":\"Rahayu\"}"));
        // Moved to another person, under another master key, without its key.
        assert!(vault.opened(&row(party(2), &person)).is_err());
        let other = MasterKey::generate().unwrap();
        assert!(Vault(&other).opened(&row(party(1), &person)).is_err());
        let erased = Sealed {
            key: None,
            ..row(party(1), &person)
        };
        assert_eq!(vault.opened(&erased).unwrap(), None);
        // Wrapped anew, the record itself stays as it is.
        let key = vault.rewrap(party(1), &person.key, &other).unwrap();
        assert_eq!(key.kid, other.id());
        let moved = Sealed {
            key: Some(key),
            ..row(party(1), &person)
        };
        assert!(Vault(&other).opened(&moved).unwrap().is_some());
        assert!(vault.opened(&moved).is_err());
    }

    #[test]
    fn somebody_and_nobody_are_of_one_length() {
        let master = MasterKey::generate().unwrap();
        let long = format!("{{\"name\":\"{}\"}}", "Rahayu ".repeat(300));
        let sizes = ["{}", "{\"name\":\"Rahayu\"}", long.as_str()].map(|record| {
            let person = Vault(&master).seal(party(1), record).unwrap();
            (person.sealed.len(), person.key.wrapped.len())
        });
        assert!(sizes.iter().all(|s| *s == sizes[0]), "{sizes:?}");
    }
}
