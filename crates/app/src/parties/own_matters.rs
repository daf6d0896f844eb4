//! Nobody acts, or looks on, in a case of his own: the person behind an account, and who signed a paper.

use netralitas_domain::{
    acts::Command,
    file::{Capacity, CaseFile},
    identity,
    ids::{AccountId, CaseId, PersonId},
};
use netralitas_store::{
    Read, account_people, clients, parties,
    persons::{self, Identifier},
};

use crate::{
    App,
    error::AppError,
    writing::{persist::NIP, prepared_act::Prepared},
};

impl App {
    /// Names the person of an account by NIP or NI PPPK; none takes the name away. The account then sees no case in
    /// which that person is a party.
    ///
    /// # Errors
    /// A field error at `/nip` for a number that is none.
    pub fn set_account_person(
        &self,
        account: AccountId,
        nip: Option<&str>,
    ) -> Result<(), AppError> {
        let now = self.clock().now();
        if let Some(nip) = nip
            && identity::read_nip(nip).is_err()
        {
            return Err(AppError::field("/nip", "nip_length"));
        }
        let identifier = nip.map(|nip| Identifier {
            kind: NIP.to_owned(),
            value: identity::compact(nip),
            verified_by: None,
            from: now.utc().date_naive(),
        });
        let (person, id) = (PersonId::new(self.id(now)), self.id(now));
        self.store().write_blocking(move |tx| {
            if clients::find(tx, account)?.is_some() {
                return Err(AppError::field("/account", "system_is_nobody"));
            }
            let known = match &identifier {
                Some(identifier) => Some(persons::know(tx, person, id, identifier, now)?),
                None => None,
            };
            account_people::name(tx, account, known, now)?;
            Ok(())
        })
    }
}

/// Whether the person behind an account is a party of a case, whom nobody assigns to it.
///
/// # Errors
/// Those of the database.
pub(crate) fn is_party(
    tx: &mut Read<'_>,
    case: CaseId,
    account: AccountId,
) -> Result<bool, AppError> {
    let Some(person) = account_people::person_of(tx, account)? else {
        return Ok(false);
    };
    let parties = parties::of_case(tx, case)?;
    Ok(parties.iter().any(|p| p.person == Some(person)))
}

/// Whether two accounts are one, or of one person as far as their persons are named: where several must agree, nobody
/// counts twice.
///
/// # Errors
/// Those of the database.
pub(crate) fn same_person(
    tx: &mut Read<'_>,
    one: AccountId,
    other: AccountId,
) -> Result<bool, AppError> {
    if one == other {
        return Ok(true);
    }
    let Some(person) = account_people::person_of(tx, one)? else {
        return Ok(false);
    };
    Ok(account_people::person_of(tx, other)? == Some(person))
}

/// Marks the papers of a command that a respondent of the case signed.
///
/// # Errors
/// Those of the database.
pub(crate) fn signers(
    tx: &mut Read<'_>,
    file: &CaseFile,
    prepared: &Prepared,
    command: &mut Command,
) -> Result<(), AppError> {
    let signed = prepared.papers.iter().chain(&prepared.by_paper);
    for paper in signed {
        let Some(nip) = &paper.input.signer_nip else {
            continue;
        };
        let Some(person) = persons::find(tx, NIP, nip)? else {
            continue;
        };
        let parties = parties::of_case(tx, file.id)?;
        let own = parties
            .iter()
            .find(|p| p.person == Some(person) && p.capacity == Capacity::Respondent);
        let of_command = command.papers.iter_mut().find(|p| p.id == paper.facts.id);
        if let (Some(own), Some(of_command)) = (own, of_command) {
            of_command.signer = Some(own.id);
        }
    }
    Ok(())
}
