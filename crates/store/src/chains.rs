//! Chains: cases that belong together, named by the case that counts for all. A case
//! without a row is a chain of its own.

use diesel::prelude::*;
use netralitas_domain::ids::{CaseId, Id};

use crate::{
    Read, StoreError, Uid, Write,
    schema::{case_chains, tracks},
    scope::Scope,
};

/// The cases of the chain that a case belongs to, itself among them.
///
/// # Errors
/// Those of the database.
pub fn members(tx: &mut Write<'_>, case: CaseId) -> Result<Vec<CaseId>, StoreError> {
    let chain: Option<Uid> = case_chains::table
        .filter(case_chains::case_id.eq(Uid(case.raw())))
        .select(case_chains::chain_id)
        .get_result(tx.conn())
        .optional()?;
    let Some(chain) = chain else {
        return Ok(vec![case]);
    };
    let ids: Vec<Uid> = case_chains::table
        .filter(case_chains::chain_id.eq(chain))
        .order(case_chains::case_id.asc())
        .select(case_chains::case_id)
        .load(tx.conn())?;
    Ok(ids.into_iter().map(|id| Id::new(id.0)).collect())
}

/// Makes these cases one chain, of which one counts; a single one is a chain without rows.
///
/// # Errors
/// Those of the database.
pub fn put(tx: &mut Write<'_>, counts: CaseId, cases: &[CaseId]) -> Result<(), StoreError> {
    let ids: Vec<Uid> = cases.iter().map(|c| Uid(c.raw())).collect();
    diesel::delete(case_chains::table.filter(case_chains::case_id.eq_any(ids.clone())))
        .execute(tx.conn())?;
    if ids.len() < 2 {
        return Ok(());
    }
    for id in ids {
        diesel::insert_into(case_chains::table)
            .values((
                case_chains::case_id.eq(id),
                case_chains::chain_id.eq(Uid(counts.raw())),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// The cases of the chain of a case that may be seen, oldest first, and which of them counts for who sees these: the
/// one that counts for all, else the oldest. None where none may be seen.
///
/// # Errors
/// Those of the database.
pub fn visible(
    tx: &mut Read<'_>,
    scope: &Scope,
    case: CaseId,
) -> Result<Option<(CaseId, Vec<CaseId>)>, StoreError> {
    let chain: Option<Uid> = case_chains::table
        .filter(case_chains::case_id.eq(Uid(case.raw())))
        .select(case_chains::chain_id)
        .get_result(tx.conn())
        .optional()?;
    let ids: Vec<Uid> = match chain {
        Some(chain) => case_chains::table
            .filter(case_chains::chain_id.eq(chain))
            .filter(scope.sees(case_chains::case_id))
            .order(case_chains::case_id.asc())
            .select(case_chains::case_id)
            .load(tx.conn())?,
        None => tracks::table
            .filter(tracks::id.eq(Uid(case.raw())))
            .filter(scope.sees(tracks::id))
            .select(tracks::id)
            .load(tx.conn())?,
    };
    let counting = chain.filter(|chain| ids.contains(chain));
    let Some(counts) = counting.or(ids.first().copied()) else {
        return Ok(None);
    };
    let ids = ids.into_iter().map(|id| Id::new(id.0)).collect();
    Ok(Some((Id::new(counts.0), ids)))
}
