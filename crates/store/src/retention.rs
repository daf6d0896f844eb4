//! What has been kept long enough: counted, and deleted.

use diesel::prelude::*;
use netralitas_domain::{
    ids::{CaseId, Id},
    procedure::RetentionOf,
    time::Moment,
};

use crate::{
    Read, StoreError, Uid, Write, announced_reports, approvals, erasures,
    schema::{
        announced_reports as announced, approvals as held, erasures as wishes, journal,
        refresh_tokens, sessions, sign_in_tries, tracks, used_challenges,
    },
};

/// How many rows there are whose time began before a moment, and ran out with it.
///
/// # Errors
/// Those of the database.
pub fn due(tx: &mut Read<'_>, what: RetentionOf, before: Moment) -> Result<i64, StoreError> {
    let at = before.0;
    Ok(match what {
        RetentionOf::AnnouncedReports => announced::table
            .filter(announced::ends_at.le(at))
            .count()
            .get_result(tx.conn())?,
        RetentionOf::UsedChallenges => used_challenges::table
            .filter(used_challenges::ends_at.le(at))
            .count()
            .get_result(tx.conn())?,
        RetentionOf::SignInTries => sign_in_tries::table
            .filter(sign_in_tries::last_at.le(at))
            .count()
            .get_result(tx.conn())?,
        RetentionOf::Sessions => sessions::table
            .filter(sessions::ends_at.le(at))
            .count()
            .get_result(tx.conn())?,
        RetentionOf::HeldActs => held::table
            .filter(held::state.eq(approvals::WAITING))
            .filter(held::expires_at.le(at))
            .count()
            .get_result(tx.conn())?,
        RetentionOf::ErasurePurposes => wishes::table
            .filter(wishes::state.eq(erasures::WAITING))
            .filter(wishes::expires_at.le(at))
            .filter(wishes::purpose.is_not_null())
            .count()
            .get_result(tx.conn())?,
    })
}

/// Deletes or empties them.
///
/// # Errors
/// Those of the database.
pub fn clear(
    tx: &mut Write<'_>,
    what: RetentionOf,
    before: Moment,
    now: Moment,
) -> Result<(), StoreError> {
    let at = before.0;
    match what {
        RetentionOf::AnnouncedReports => announced_reports::lapse(tx, before, now)?,
        RetentionOf::UsedChallenges => {
            diesel::delete(used_challenges::table.filter(used_challenges::ends_at.le(at)))
                .execute(tx.conn())?;
        }
        RetentionOf::SignInTries => {
            diesel::delete(sign_in_tries::table.filter(sign_in_tries::last_at.le(at)))
                .execute(tx.conn())?;
        }
        RetentionOf::Sessions => {
            let ended = sessions::table
                .filter(sessions::ends_at.le(at))
                .select(sessions::id);
            diesel::delete(refresh_tokens::table.filter(refresh_tokens::session_id.eq_any(ended)))
                .execute(tx.conn())?;
            diesel::delete(sessions::table.filter(sessions::ends_at.le(at))).execute(tx.conn())?;
        }
        RetentionOf::HeldActs => approvals::expire(tx, before)?,
        RetentionOf::ErasurePurposes => {
            erasures::expire(tx, before)?;
        }
    }
    Ok(())
}

/// Cases of which every track has ended and in which nothing was recorded since a moment, the longest quiet first, at
/// most `limit`: each with the moment of its last row. For the operator, who reads no case by it.
///
/// # Errors
/// Those of the database.
pub fn quiet_cases(
    tx: &mut Read<'_>,
    since: Moment,
    limit: i64,
) -> Result<Vec<(CaseId, Moment)>, StoreError> {
    let open = tracks::table
        .filter(tracks::ended.eq(false))
        .select(tracks::case_id);
    let last = diesel::dsl::max(journal::recorded_at);
    let rows: Vec<(Uid, Option<i64>)> = journal::table
        .filter(journal::case_id.ne_all(open))
        .group_by(journal::case_id)
        .having(last.le(Some(since.0)))
        .select((journal::case_id, last))
        .load(tx.conn())?;
    let mut all: Vec<(CaseId, Moment)> = rows
        .into_iter()
        .filter_map(|(case, at)| Some((Id::new(case.0), Moment(at?))))
        .collect();
    all.sort_unstable_by_key(|(case, at)| (*at, *case));
    all.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(all)
}
