//! Steps whose day decides under which rules, or before which authority, a matter stands. They do not move across the
//! day on which these changed: all that followed would have been another's.

use super::{places::step_place, row};
use crate::acts::{command::Amendment, guard_check::Ctx};
use crate::{
    file::{CaseFile, StepMark, Track},
    procedure::{Acts, Machine, Seat},
    refusal::{Fault, Unfit},
    time::Effective,
};

/// Steps that would stand under other rules or before another authority.
pub(super) fn another_law(ctx: &Ctx<'_>, after: &CaseFile, list: &[Amendment]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for new in &after.tracks {
        let Some(old) = ctx.file.track(new.id) else {
            continue;
        };
        for (seq, step) in new.standing() {
            let Some(stood) = old.step(seq).filter(|s| s.at.day != step.at.day) else {
                continue;
            };
            let rules = pins_rules(old, seq, step) && rules_differ(ctx, stood.at, step.at);
            let authority = rests_on_authority(ctx.file, old, seq, step)
                && authority_differs(ctx, stood.at, step.at);
            if rules || authority {
                let cause = step.cause.map_or(seq, |c| c.seq);
                let at = step_place(list, &[seq, cause]);
                faults.push(Fault::new(Unfit::AnotherLawThen, at));
            }
        }
    }
    if filing_crossed(ctx, after) {
        faults.push(Fault::new(Unfit::AnotherLawThen, step_place(list, &[1])));
    }
    faults.dedup();
    faults
}

/// Whether a case that was split off stands under the handling rules of the filing of its report, and these were others
/// on the amended day.
fn filing_crossed(ctx: &Ctx<'_>, after: &CaseFile) -> bool {
    let (Some(track), Some(new)) = (ctx.file.case_track(), after.case()) else {
        return false;
    };
    let Some(old) = track.case().filter(|c| !c.before.is_empty()) else {
        return false;
    };
    let pins = |s: &StepMark| row(track, s).is_some_and(|r| r.pins);
    let mut steps = old
        .before
        .iter()
        .skip(1)
        .chain(track.standing().map(|(_, s)| s));
    !steps.any(pins) && rules_differ(ctx, old.filed, new.filed)
}

/// Whether the case stands under the handling rules of this step's day: the last that pins them, else the filing.
fn pins_rules(track: &Track, seq: i64, step: &StepMark) -> bool {
    let pins = |s: &StepMark| row(track, s).is_some_and(|r| r.pins);
    let later = track.standing().any(|(s, step)| s > seq && pins(step));
    track.machine == Machine::Case && !later && (seq == 1 || pins(step))
}

fn rules_differ(ctx: &Ctx<'_>, was: Effective, is: Effective) -> bool {
    let kind = ctx.file.case().and_then(|case| {
        let book = ctx.world.book;
        Some(book.election(&case.election, &case.race)?.kind.as_str())
    });
    let set = |at: Effective| kind.and_then(|kind| ctx.world.book.rule_set(kind, at.day));
    set(was) != set(is)
}

/// Whether a step opened a review, or is one of the review authority's.
fn rests_on_authority(file: &CaseFile, track: &Track, seq: i64, step: &StepMark) -> bool {
    let own = row(track, step).is_some_and(|r| r.acts == Acts::Office(Seat::Authority));
    let opened = || {
        let caused = |t: &&Track| {
            let first = t.step(1).and_then(|s| s.cause);
            first.is_some_and(|c| (c.track, c.seq) == (track.id, seq))
        };
        let mut reviews = file.tracks.iter().filter(|t| t.machine == Machine::Review);
        reviews.any(|t| caused(&t) || (t.id == track.id && seq == 1))
    };
    (own && track.machine == Machine::Review) || opened()
}

fn authority_differs(ctx: &Ctx<'_>, was: Effective, is: Effective) -> bool {
    let of = |at: Effective| {
        let row = ctx.world.book.review_authority(at.day);
        row.map(|a| a.code.as_str())
    };
    of(was) != of(is)
}
