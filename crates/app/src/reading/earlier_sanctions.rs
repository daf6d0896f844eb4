//! Sanctions that took effect against the same person before, as far as the reader sees them: a similar breach that is
//! repeated is punished more heavily (PP 94/2021 art. 35).

use chrono::NaiveDate;
use netralitas_domain::{
    file::{CaseFile, Track},
    procedure::Action,
};
use netralitas_store::{Read, scope::Scope, views::same_person};

use crate::error::AppError;

/// One of them.
#[derive(Debug, Clone)]
pub struct EarlierSanction {
    /// Its track.
    pub track: Track,
    /// The day on which it took effect.
    pub effective_on: NaiveDate,
}

/// Those that took effect before a review or a sanction was decided; none of other tracks, and none where no number of
/// the respondent is on record.
///
/// # Errors
/// Those of the database.
pub(crate) fn of_track(
    tx: &mut Read<'_>,
    scope: &Scope,
    file: &CaseFile,
    track: &Track,
) -> Result<Vec<EarlierSanction>, AppError> {
    let decision = match (track.review(), track.sanction()) {
        (Some(_), _) => Action::IssueRecommendation,
        (_, Some(_)) => Action::Impose,
        _ => return Ok(Vec::new()),
    };
    let respondent = track.respondent().and_then(|id| file.party(id));
    let Some(party) = respondent.filter(|p| p.identified) else {
        return Ok(Vec::new());
    };
    let decided = track.last_step(decision).map(|at| at.day);
    let found = same_person::effective_sanctions(tx, scope, party.id, track.id)?;
    // What follows from this review itself came later.
    let others = found
        .into_iter()
        .filter(|t| t.sanction().is_some_and(|s| s.review != track.id));
    Ok(others
        .filter_map(|t| {
            let effective_on = t.last_step(Action::TakeEffect)?.day;
            Some(EarlierSanction {
                track: t,
                effective_on,
            })
        })
        .filter(|s| decided.is_none_or(|day| s.effective_on <= day))
        .collect())
}
