//! Every record of one person in a chain of cases: a case that was split has copies of it, and two respondents of a
//! case may have turned out to be one.

use std::collections::BTreeSet;

use netralitas_domain::{
    file::{CaseFile, RespondentEnd},
    ids::{CaseId, PartyId, PersonId},
};
use netralitas_store::{
    Write,
    erase::{self, Tie},
};

use crate::{
    error::AppError,
    reading::{records::SealedRecord, track_view::recorded},
    sealing::Vault,
};

/// A person as it is on record.
pub(super) struct Whom {
    /// The parties that stand for it.
    pub parties: Vec<(CaseId, PartyId)>,
    /// The persons behind them, by identifiers.
    pub persons: BTreeSet<PersonId>,
    /// What is and was on record of it.
    pub records: Vec<SealedRecord>,
}

/// Finds the person behind a party in the cases of its chain, whose files are held.
pub(super) fn find(
    tx: &mut Write<'_>,
    vault: Vault<'_>,
    files: &[CaseFile],
    named: &[PartyId],
) -> Result<Whom, AppError> {
    let cases: Vec<CaseId> = files.iter().map(|f| f.id).collect();
    let ties = erase::ties(tx, &cases)?;
    let mut found: BTreeSet<PartyId> = named.iter().copied().collect();
    loop {
        let before = found.len();
        let persons: BTreeSet<PersonId> = persons(&ties, &found);
        for tie in &ties {
            let copied = tie.copy_of.is_some_and(|of| found.contains(&of));
            let original = ties
                .iter()
                .any(|t| found.contains(&t.party) && t.copy_of == Some(tie.party));
            let same = tie.person.is_some_and(|p| persons.contains(&p));
            if copied || original || same {
                found.insert(tie.party);
            }
        }
        found.extend(merged(files, &found));
        if found.len() == before {
            break;
        }
    }
    let parties: Vec<(CaseId, PartyId)> = ties
        .iter()
        .filter(|t| found.contains(&t.party))
        .map(|t| (t.case, t.party))
        .collect();
    let persons = persons(&ties, &found);
    let records = records(tx, vault, &ties, &parties, &persons)?;
    Ok(Whom {
        parties,
        persons,
        records,
    })
}

fn persons(ties: &[Tie], found: &BTreeSet<PartyId>) -> BTreeSet<PersonId> {
    let own = ties.iter().filter(|t| found.contains(&t.party));
    own.filter_map(|t| t.person).collect()
}

/// Respondents who turned out to be one of those found, or into whom one of those found went.
fn merged(files: &[CaseFile], found: &BTreeSet<PartyId>) -> Vec<PartyId> {
    let struck = files
        .iter()
        .filter_map(CaseFile::case)
        .flat_map(|c| &c.struck);
    struck
        .filter(|s| s.ground == RespondentEnd::Merged)
        .filter_map(|s| Some((s.party.id, s.into?)))
        .filter(|(goes, stays)| found.contains(goes) || found.contains(stays))
        .flat_map(|(goes, stays)| [goes, stays])
        .collect()
}

fn records(
    tx: &mut Write<'_>,
    vault: Vault<'_>,
    ties: &[Tie],
    parties: &[(CaseId, PartyId)],
    persons: &BTreeSet<PersonId>,
) -> Result<Vec<SealedRecord>, AppError> {
    let ours = |id: PartyId| parties.iter().any(|(_, p)| *p == id);
    let mut said: Vec<String> = Vec::new();
    for tie in ties.iter().filter(|t| ours(t.party)) {
        said.extend(tie.record.clone());
        said.extend(erase::former_of(tx, tie.party)?);
    }
    let cases: BTreeSet<CaseId> = parties.iter().map(|(case, _)| *case).collect();
    for case in cases {
        let now = vault.open(tx, case)?.into_iter();
        let before = vault.open_former(tx, case)?.into_iter().map(|f| f.0);
        let of_them = now.chain(before).filter(|(id, _)| ours(*id));
        said.extend(of_them.filter_map(|(_, record)| record));
    }
    let mut all: Vec<SealedRecord> = said.iter().map(|r| recorded(r)).collect::<Result<_, _>>()?;
    for person in persons {
        for number in erase::numbers_of(tx, *person)? {
            all.push(SealedRecord {
                nip: Some(number),
                ..SealedRecord::default()
            });
        }
    }
    Ok(all)
}
