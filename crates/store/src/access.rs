//! Which office may see which track, from when until when.

use diesel::prelude::*;
use netralitas_domain::{
    acts::{AccessChange, Grant, Spell, Whose},
    ids::{CaseId, Id, TrackId},
    time::Moment,
};

use crate::{Read, StoreError, Uid, Write, each, insert_if_absent, schema::access, word};

/// Writes what a step changes in who sees what, at the moment of its recording. What began stays in the table
/// with its end; what begins again is a row of its own.
///
/// # Errors
/// Those of the database.
pub fn write(
    tx: &mut Write<'_>,
    case: CaseId,
    changes: &[AccessChange],
    at: Moment,
) -> Result<(), StoreError> {
    for change in changes {
        match change {
            AccessChange::Ends {
                track,
                reason,
                whose,
            } => {
                let open = access::table
                    .filter(access::track_id.eq(Uid(track.raw())))
                    .filter(access::reason.eq(reason.code()))
                    .filter(access::to_at.is_null());
                let until = access::to_at.eq(at.0);
                match whose {
                    Whose::Of(office) => {
                        let of = open.filter(access::office_id.eq(Uid(office.raw())));
                        each!(tx.conn(), conn => diesel::update(of).set(until).execute(conn))?
                    }
                    Whose::OthersThan(office) => {
                        let of = open.filter(access::office_id.ne(Uid(office.raw())));
                        each!(tx.conn(), conn => diesel::update(of).set(until).execute(conn))?
                    }
                    Whose::Everyone => {
                        each!(tx.conn(), conn => diesel::update(open).set(until).execute(conn))?
                    }
                };
            }
            AccessChange::Begins(grant) => begin(tx, case, *grant, at)?,
        }
    }
    Ok(())
}

fn begin(tx: &mut Write<'_>, case: CaseId, grant: Grant, at: Moment) -> Result<(), StoreError> {
    let key = access::table
        .filter(access::office_id.eq(Uid(grant.office.raw())))
        .filter(access::track_id.eq(Uid(grant.track.raw())))
        .filter(access::reason.eq(grant.reason.code()));
    // One open row per key, and one per key and moment: either makes this no new row.
    let new = insert_if_absent!(
        tx,
        access::table,
        (
            access::office_id.eq(Uid(grant.office.raw())),
            access::track_id.eq(Uid(grant.track.raw())),
            access::case_id.eq(Uid(case.raw())),
            access::reason.eq(grant.reason.code()),
            access::from_at.eq(at.0),
            access::to_at.eq(None::<i64>),
        )
    )?;
    if !new {
        // Ended and begun again at one moment: it never ended.
        let same = key.filter(access::from_at.eq(at.0));
        each!(tx.conn(), conn => diesel::update(same).set(access::to_at.eq(None::<i64>)).execute(conn))?;
    }
    Ok(())
}

/// Every row of a case, sorted; tests rebuild it from the journal.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn of_case(tx: &mut Read<'_>, case: CaseId) -> Result<Vec<Spell>, StoreError> {
    let rows: Vec<(Uid, Uid, String, i64, Option<i64>)> = access::table
        .filter(access::case_id.eq(Uid(case.raw())))
        .select((
            access::office_id,
            access::track_id,
            access::reason,
            access::from_at,
            access::to_at,
        ))
        .load(tx.conn())?;
    let mut spells = rows
        .into_iter()
        .map(|(office, track, reason, from, to)| {
            Ok(Spell {
                grant: Grant {
                    office: Id::new(office.0),
                    track: TrackId::new(track.0),
                    reason: word(&reason, "access", "reason", track)?,
                },
                from: Moment(from),
                to: to.map(Moment),
            })
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    spells.sort_unstable();
    Ok(spells)
}
