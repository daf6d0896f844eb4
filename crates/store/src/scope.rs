//! Who may see which track: one predicate for every read surface.

use diesel::{BoxableExpression, dsl::exists, prelude::*, sql_types::Bool};
use netralitas_domain::ids::{CaseId, Id, OfficeId, TrackId};

use crate::{
    Read, StoreError, Uid,
    backend::MultiBackend,
    schema::{access, tracks},
};

/// The offices in whose name an account reads: its own and those below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Its own office and those below.
    pub offices: Vec<OfficeId>,
    /// National supervision: everything.
    pub everything: bool,
}

/// The predicate over `tracks` in the form that boxed queries take.
pub type Predicate = Box<dyn BoxableExpression<tracks::table, MultiBackend, SqlType = Bool>>;

impl Scope {
    /// The tracks that may be seen.
    #[must_use]
    pub fn predicate(&self) -> Predicate {
        if self.everything {
            return Box::new(diesel::dsl::sql::<Bool>("(1 = 1)"));
        }
        let offices: Vec<Uid> = self.offices.iter().map(|o| Uid(o.raw())).collect();
        Box::new(exists(
            access::table
                .filter(access::track_id.eq(tracks::id))
                .filter(access::office_id.eq_any(offices))
                .filter(access::to_at.is_null()),
        ))
    }
}

/// The tracks of a case that may be seen.
///
/// # Errors
/// Those of the database.
pub fn visible_tracks(
    tx: &mut Read<'_>,
    scope: &Scope,
    case: CaseId,
) -> Result<Vec<TrackId>, StoreError> {
    let ids: Vec<Uid> = tracks::table
        .filter(tracks::case_id.eq(Uid(case.raw())))
        .filter(scope.predicate())
        .select(tracks::id)
        .load(tx.conn())?;
    Ok(ids.into_iter().map(|id| TrackId::new(id.0)).collect())
}

/// The case of a track, if the track may be seen; absent and hidden are the same.
///
/// # Errors
/// Those of the database.
pub fn case_of_visible(
    tx: &mut Read<'_>,
    scope: &Scope,
    track: TrackId,
) -> Result<Option<CaseId>, StoreError> {
    let id: Option<Uid> = tracks::table
        .filter(tracks::id.eq(Uid(track.raw())))
        .filter(scope.predicate())
        .select(tracks::case_id)
        .get_result(tx.conn())
        .optional()?;
    Ok(id.map(|id| Id::new(id.0)))
}
