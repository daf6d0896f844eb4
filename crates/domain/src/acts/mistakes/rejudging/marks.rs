//! What is noted of steps because of their days.

use super::row;
use crate::acts::{
    guard_check::Ctx,
    marks::{by_days, of_recommendation},
};
use crate::file::{CaseFacts, CaseFile, Change, Recommendation, Track};

/// What a step recommended.
fn recommended<'a>(file: &'a CaseFile, track: &Track, seq: i64) -> Option<&'a Recommendation> {
    file.event(track.id, seq)?
        .changes
        .iter()
        .find_map(|c| match c {
            Change::Recommends { recommendation, .. } => Some(recommendation),
            _ => None,
        })
}

/// The marks that come and go with the amended days of a track.
pub(super) fn moved(ctx: &Ctx<'_>, old: &Track, (new, after): (&Track, &CaseFile)) -> Vec<Change> {
    let of_case = |file: &CaseFile, track: &Track| track.case().or_else(|| file.case()).cloned();
    let (Some(was), Some(is)) = (of_case(ctx.file, old), of_case(after, new)) else {
        return Vec::new();
    };
    let mut changes = Vec::new();
    for (seq, step) in new.standing().filter(|(_, s)| s.cause.is_none()) {
        let (Some(row), Some(stood)) = (row(new, step), old.step(seq)) else {
            continue;
        };
        for mark in row.marks {
            let noted = |track: &Track, at, case: &CaseFacts| {
                recommended(ctx.file, track, seq)
                    .and_then(|r| of_recommendation(*mark, track, case, r, ctx.world.book))
                    .or_else(|| by_days(*mark, track, at, case, ctx.world))
            };
            let was = noted(old, stood.at, &was);
            let is = noted(new, step.at, &is);
            if let Some(noted) = is.filter(|is| was != Some(*is)) {
                changes.push(Change::Remarked {
                    seq,
                    mark: *mark,
                    noted,
                });
            }
        }
    }
    changes
}
