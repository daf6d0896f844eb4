//! What is noted of steps because of their days.

use super::row;
use crate::acts::{guard_check::Ctx, marks::by_days};
use crate::file::{CaseFile, Change, Track};

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
            let was = by_days(*mark, old, stood.at, &was, ctx.world);
            let is = by_days(*mark, new, step.at, &is, ctx.world);
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
