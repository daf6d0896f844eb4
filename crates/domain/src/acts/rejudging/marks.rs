//! What is noted of steps because of their days.

use super::{
    super::{guard_check::Ctx, marks::by_days},
    row,
};
use crate::file::{Change, Track};

/// The marks that come and go with the amended days of a track.
pub(super) fn moved(ctx: &Ctx<'_>, old: &Track, new: &Track) -> Vec<Change> {
    let (Some(was), Some(is)) = (of_case(ctx, old), of_case(ctx, new)) else {
        return Vec::new();
    };
    let mut changes = Vec::new();
    for (seq, step) in new.standing().filter(|(_, s)| s.cause.is_none()) {
        let (Some(row), Some(stood)) = (row(new, step), old.step(seq)) else {
            continue;
        };
        for mark in row.marks {
            let was = by_days(*mark, old, stood.at, was, ctx.world);
            let is = by_days(*mark, new, step.at, is, ctx.world);
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

/// The facts of the case of a track: its own, as they are then, or those that the command found.
fn of_case<'a>(ctx: &Ctx<'a>, track: &'a Track) -> Option<&'a crate::file::CaseFacts> {
    track.case().or_else(|| ctx.file.case())
}
