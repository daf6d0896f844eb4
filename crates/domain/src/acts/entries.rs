//! Steps that were recorded from a paper for an office, and what it says to them later.

use crate::acts::{command::Details, guard_check::Ctx};
use crate::{
    file::{Change, StepMark},
    procedure::EntryAnswer,
};

fn unanswered(ctx: &Ctx<'_>, step: &StepMark) -> bool {
    let for_us = step
        .recorded_for
        .is_some_and(|office| ctx.world.offices.now(office) == ctx.actor.office);
    for_us && step.answer.is_none() && !step.void
}

/// Whether anything waits for the actor's office to confirm or contest.
pub(super) fn any(ctx: &Ctx<'_>) -> bool {
    ctx.track.standing().any(|(_, s)| unanswered(ctx, s))
}

pub(super) fn named(ctx: &Ctx<'_>, details: &Details) -> bool {
    matches!(details, Details::EntryAnswer(seq, _)
        if ctx.track.standing().any(|(n, s)| n == *seq && unanswered(ctx, s)))
}

/// Whoever contests says why.
pub(super) fn explained(ctx: &Ctx<'_>, details: &Details) -> bool {
    let reason = ctx.command.is_some_and(|c| !c.texts.is_empty());
    match details {
        Details::EntryAnswer(_, EntryAnswer::Contested) => reason,
        Details::EntryAnswer(_, EntryAnswer::Confirmed) => true,
        _ => false,
    }
}

pub(super) fn change(seq: i64, answer: EntryAnswer) -> Change {
    Change::EntryAnswered { seq, answer }
}
