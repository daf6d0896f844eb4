//! Agencies that owe something on reviews: counted by the database, the reviews of a page of them read.

use diesel::{
    dsl::{count_star, min},
    prelude::*,
};
use netralitas_domain::{
    file::Track,
    ids::{Id, OfficeId},
    procedure::{Machine, Stage},
    time::Moment,
};

use crate::{
    Read, StoreError, Uid, backend::capped, json, schema::tracks, scope::Scope,
    views::track_list::After,
};

/// An agency with reviews that wait for it.
#[derive(Debug, Clone, Copy)]
pub struct AgencyRow {
    /// The agency.
    pub agency: OfficeId,
    /// Of these, the end of the duty that is stored to end first.
    pub first_due: i64,
    /// How many.
    pub open: i64,
}

/// Agencies of reviews at these stages in scope, whose duty is stored to end first, first. One statement.
///
/// # Errors
/// Those of the database.
pub fn page(
    tx: &mut Read<'_>,
    scope: &Scope,
    stages: &[Stage],
    after: Option<After>,
    limit: i64,
) -> Result<Vec<AgencyRow>, StoreError> {
    let stages: Vec<&str> = stages.iter().map(|s| s.code()).collect();
    let after = after.unwrap_or(After {
        value: i64::MIN,
        id: uuid::Uuid::nil(),
    });
    let query = tracks::table
        .filter(tracks::machine.eq(Machine::Review.code()))
        .filter(tracks::stage.eq_any(stages))
        .filter(tracks::agency_id.is_not_null())
        .filter(scope.sees(tracks::id))
        .group_by(tracks::agency_id)
        .having(
            min(tracks::next_due)
                .gt(after.value)
                .or(min(tracks::next_due)
                    .eq(after.value)
                    .and(tracks::agency_id.gt(Some(Uid(after.id))))),
        )
        .order((min(tracks::next_due).asc(), tracks::agency_id.asc()))
        .select((tracks::agency_id, min(tracks::next_due), count_star()));
    let rows: Vec<(Option<Uid>, Option<i64>, i64)> = capped(query, limit).load(tx.conn())?;
    let row = |(agency, due, open): (Option<Uid>, Option<i64>, i64)| {
        Some(AgencyRow {
            agency: Id::new(agency?.0),
            first_due: due?,
            open,
        })
    };
    Ok(rows.into_iter().filter_map(row).collect())
}

/// The reviews at these stages that wait for these agencies, in scope, each with when it was recorded. One statement.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn reviews(
    tx: &mut Read<'_>,
    scope: &Scope,
    stages: &[Stage],
    agencies: &[OfficeId],
) -> Result<Vec<(Track, Moment)>, StoreError> {
    let stages: Vec<&str> = stages.iter().map(|s| s.code()).collect();
    let agencies: Vec<Uid> = agencies.iter().map(|o| Uid(o.raw())).collect();
    let rows: Vec<(Uid, String, i64)> = tracks::table
        .filter(tracks::machine.eq(Machine::Review.code()))
        .filter(tracks::stage.eq_any(stages))
        .filter(tracks::agency_id.eq_any(agencies))
        .filter(scope.sees(tracks::id))
        .select((tracks::id, tracks::state, tracks::created_at))
        .load(tx.conn())?;
    rows.into_iter()
        .map(|(id, state, at)| Ok((json(&state, "tracks", "state", id)?, Moment(at))))
        .collect()
}
