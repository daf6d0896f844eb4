//! Reviews of two cases that are one matter: the other review of a joining, and what a reader learns of it.

use netralitas_domain::{
    acts::OtherReview,
    file::{CaseFile, JoinKind, Track},
    ids::{PersonId, TrackId},
    procedure::Stage,
};
use netralitas_store::{
    Read, parties,
    scope::{self, Scope},
    views::case_file,
};

use crate::error::AppError;

/// A joining as the reader of one of the two reviews may see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JoinedView {
    /// How.
    pub kind: JoinKind,
    /// The other review, where the reader sees that too.
    pub review: Option<TrackId>,
}

/// What the rules are told of the other review. One that whoever asks cannot see, that is of the same case or no
/// review at all is told from what does not exist by nothing.
///
/// # Errors
/// Those of the database.
pub(crate) fn other_review(
    tx: &mut Read<'_>,
    file: &CaseFile,
    own: TrackId,
    other: Option<&CaseFile>,
    review: TrackId,
) -> Result<OtherReview, AppError> {
    let Some(other) = other else {
        return Ok(OtherReview::absent(review));
    };
    let here = person(tx, file, own)?;
    let there = person(tx, other, review)?;
    let same = here.zip(there).map(|(a, b)| a == b);
    Ok(OtherReview::of(other, review, own, same).unwrap_or_else(|| OtherReview::absent(review)))
}

/// How the review stands in which a review goes on that was joined into it, as far as the caller sees it; none where
/// a track goes on in no other. Few do, and nothing is read then.
///
/// # Errors
/// Those of the database.
pub(crate) fn goes_on(
    tx: &mut Read<'_>,
    reach: &Scope,
    file: &CaseFile,
    own: TrackId,
) -> Result<Option<OtherReview>, AppError> {
    let ended = file.track(own).filter(|t| t.stage == Stage::ReviewJoined);
    let Some(id) = ended.and_then(|t| t.review()?.goes_on_in()) else {
        return Ok(None);
    };
    let seen = case_file::of_track(tx, reach, id)?;
    let found = seen.and_then(|seen| OtherReview::of(seen.file(), id, own, None));
    Ok(Some(found.unwrap_or_else(|| OtherReview::absent(id))))
}

/// Who the respondent of a track is, where a number is on record.
fn person(
    tx: &mut Read<'_>,
    file: &CaseFile,
    track: TrackId,
) -> Result<Option<PersonId>, AppError> {
    let Some(respondent) = file.track(track).and_then(Track::respondent) else {
        return Ok(None);
    };
    let parties = parties::of_case(tx, file.id)?;
    let own = parties.into_iter().find(|p| p.id == respondent);
    Ok(own.and_then(|p| p.person))
}

/// The joinings of a review, the other ones named as far as the reader sees them. Most have none, and nothing is read
/// then.
///
/// # Errors
/// Those of the database.
pub(crate) fn of_review(
    tx: &mut Read<'_>,
    reach: &Scope,
    track: &Track,
) -> Result<Vec<JoinedView>, AppError> {
    let joins = track.review().map_or(&[] as &[_], |r| &r.joins);
    if joins.is_empty() {
        return Ok(Vec::new());
    }
    let others: Vec<TrackId> = joins.iter().map(|j| j.review).collect();
    let seen = scope::visible(tx, reach, &others)?;
    let view = |j: &netralitas_domain::file::Joining| JoinedView {
        kind: j.kind,
        review: Some(j.review).filter(|id| seen.contains(id)),
    };
    Ok(joins.iter().map(view).collect())
}
