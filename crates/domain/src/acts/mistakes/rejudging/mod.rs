//! What an amendment says, judged as if it had been entered right at once: days that cannot be are refused with the
//! code of direct entry, conditions of time that steps no longer keep too, unless they were entered in historic mode.

mod conditions;
mod days;
mod marks;
mod order;
mod pins;
mod places;

use std::borrow::Cow;

use self::places::Papers;
use crate::acts::{
    command::{Amendment, Command, Details},
    events::Recorder,
    guard_check::Ctx,
    kept::Kept,
    mistakes::amending,
};
use crate::{
    file::{CaseFile, Change, Event, StepMark, Track},
    ids::TrackId,
    procedure::{Rule, rows_on},
    refusal::Refusal,
};

/// The marks that come and go on each track with the amended days; none for any other command.
///
/// # Errors
/// Days that cannot be; conditions of time that a step did not keep.
pub(in crate::acts) fn rejudged(
    ctx: &Ctx<'_>,
    command: &Command,
    recorder: Recorder<'_>,
) -> Result<Vec<(TrackId, Vec<Change>)>, Refusal> {
    match &command.details {
        Details::Amendments(list) => judged(ctx, list, recorder),
        _ => Ok(Vec::new()),
    }
}

/// The same of the amendments of one case.
///
/// # Errors
/// As [`rejudged`].
pub(in crate::acts) fn judged(
    ctx: &Ctx<'_>,
    list: &[Amendment],
    recorder: Recorder<'_>,
) -> Result<Vec<(TrackId, Vec<Change>)>, Refusal> {
    let nothing = Kept::NONE;
    let kept = ctx.command.map_or(&nothing, |c| &c.kept);
    let today = recorder.recorded_at.day_in(recorder.zone);
    let after = after(ctx, list);
    let papers = Papers {
        old: &kept.papers,
        list,
    };
    let now = recorder.recorded_at.minute_in(recorder.zone);
    let mut faults = days::future(list, today, now);
    faults.extend(days::after_filing(ctx, &after, list));
    faults.extend(days::crossed(ctx.file, &after, list, papers));
    faults.extend(days::before_meetings(ctx, &after, list, kept));
    faults.extend(days::before_punishments(ctx, &after, list));
    if !faults.is_empty() {
        return Err(Refusal::Unfit(faults));
    }
    order::of_steps(ctx, &after, list)?;
    order::of_receipts(ctx.file, &after, list, papers)?;
    let faults = pins::another_law(ctx, &after, list);
    if !faults.is_empty() {
        return Err(Refusal::Unfit(faults));
    }
    let mut all = Vec::new();
    for new in &after.tracks {
        if let Some(old) = ctx.file.track(new.id) {
            let mut changes = conditions::rejudged(ctx, (old, new), &after, papers)?;
            changes.extend(marks::moved(ctx, old, (new, &after)));
            if !changes.is_empty() {
                all.push((new.id, changes));
            }
        }
    }
    Ok(all)
}

/// The case with its amended days.
fn after(ctx: &Ctx<'_>, list: &[Amendment]) -> CaseFile {
    let mut after = CaseFile {
        history: None,
        ..ctx.file.clone()
    };
    let own = (ctx.track.id, amending::here(ctx, list));
    let others = amending::elsewhere(ctx, list);
    let others = others.into_iter().map(|(t, changes)| (t.id, changes));
    for (id, changes) in std::iter::once(own).chain(others) {
        if let Some(track) = after.tracks.iter_mut().find(|t| t.id == id) {
            let by = track.version + 1;
            changes.iter().for_each(|c| track.take(c, by));
        }
    }
    after
}

/// Where a body of amendments speaks of one of these steps.
pub(in crate::acts) fn place_of(list: &[Amendment], steps: &[i64]) -> Cow<'static, str> {
    places::step_place(list, steps)
}

/// The row of a step.
pub(in crate::acts) fn row(track: &Track, step: &StepMark) -> Option<&'static Rule> {
    rows_on(track.machine, step.action)
        .filter(|r| r.law(track.law).is_some())
        .find(|r| step.from.is_none_or(|from| r.from.contains(&from)))
}

/// The steps that stand and were taken by themselves, each with its event.
fn with_events(file: &CaseFile) -> impl Iterator<Item = (&Track, &Event)> {
    let events = file.history.iter().flatten();
    events.filter(|e| e.cause.is_none()).filter_map(|event| {
        let track = file.track(event.track)?;
        let stands = track.step(event.seq).is_some_and(|s| !s.void);
        stands.then_some((track, event))
    })
}
