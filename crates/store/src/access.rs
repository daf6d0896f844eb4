//! Which office may see which track.

use diesel::prelude::*;
use netralitas_domain::{
    acts::Grant,
    ids::{CaseId, Id, TrackId},
    time::Moment,
};

use crate::{Read, StoreError, Uid, Write, insert_if_absent, schema::access, word};

/// Writes grants; one that stands already stays as it is.
///
/// # Errors
/// Those of the database.
pub fn grant(
    tx: &mut Write<'_>,
    case: CaseId,
    grants: &[Grant],
    now: Moment,
) -> Result<(), StoreError> {
    for grant in grants {
        insert_if_absent!(
            tx,
            access::table,
            (
                access::office_id.eq(Uid(grant.office.raw())),
                access::track_id.eq(Uid(grant.track.raw())),
                access::case_id.eq(Uid(case.raw())),
                access::reason.eq(grant.reason.code()),
                access::from_at.eq(now.0),
                access::to_at.eq(None::<i64>),
            )
        )?;
    }
    Ok(())
}

/// Every grant of a case, sorted; tests rebuild it from the journal.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn of_case(tx: &mut Read<'_>, case: CaseId) -> Result<Vec<Grant>, StoreError> {
    let rows: Vec<(Uid, Uid, String)> = access::table
        .filter(access::case_id.eq(Uid(case.raw())))
        .select((access::office_id, access::track_id, access::reason))
        .load(tx.conn())?;
    let mut grants = rows
        .into_iter()
        .map(|(office, track, reason)| {
            Ok(Grant {
                office: Id::new(office.0),
                track: TrackId::new(track.0),
                reason: word(&reason, "access", "reason", track)?,
            })
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    grants.sort_unstable();
    Ok(grants)
}
