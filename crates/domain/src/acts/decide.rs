//! From a command to events, or a refusal. Pure: time, ids, law and offices come in.

use crate::acts::{
    check::{World, check},
    command::{Command, Details},
    events::{
        Recorder, end_of_case, followers, opening_event, openings, own_event, touched_by_correction,
    },
    guard_check::Ctx,
    historic,
    judge::{acting, check_approval, check_guards, check_input, check_order},
    mistakes::{halves, own_steps, rejudging},
    moved_law::recounting,
    offices::assigning,
    pinning::pinned,
};
use crate::{
    file::{CaseFile, Cause, Event},
    people::Actor,
    procedure::Touch,
    refusal::{Refusal, Unfit},
    time::{Moment, Zone},
};

/// Decides a command: one event per touched track, the addressed one first.
///
/// # Errors
/// The first refusal in the order role, stage, office, day, guards, details.
pub fn decide(
    file: &CaseFile,
    command: &Command,
    actor: &Actor,
    recorded_at: Moment,
    world: World<'_>,
) -> Result<Vec<Event>, Refusal> {
    let as_stored = file;
    let file = &*recounting::afresh(file, world.book);
    let stored = file.track(command.track).ok_or(Refusal::NotInThisLaw)?;
    let day = command.effective.day;
    let file = &*pinned(file, stored, command.action, day, world);
    let track = file.track(command.track).ok_or(Refusal::NotInThisLaw)?;
    let checked = check(file, track, command.action, actor, day, world)?;
    let zone = zone(file, world);
    let recorder = Recorder {
        actor,
        recorded_at,
        zone,
    };
    historic::check(
        command.historic.as_ref(),
        actor,
        command.effective.day,
        recorded_at.day_in(zone),
    )?;
    check_input(file, track, &checked, command, recorder)?;
    check_order(track, command, &checked)?;
    let ctx = Ctx {
        file,
        track,
        stood_under: stored.law,
        actor,
        office: checked.acting.unwrap_or(actor.office),
        rule: checked.rule,
        at: command.effective,
        world,
        command: Some(command),
    };
    let irregular = check_guards(&ctx, command.historic.is_some())?;
    let rejudged = rejudging::rejudged(&ctx, command, recorder)?;
    if command.details.shape() != checked.rule.body {
        return Err(Refusal::unfit(Unfit::DetailsUnfit, "/details"));
    }
    if command.with_identity && command.texts.is_empty() {
        return Err(Refusal::unfit(Unfit::IdentityReasonMissing, "/reason"));
    }
    let second = own_steps::second_office(track, command.action, actor, world.offices);
    check_approval(checked.rule, command, actor, second)?;
    let acting = acting(&ctx, &checked, command)?;
    let mut events = vec![own_event(&ctx, command, recorder, acting, irregular)?];
    let mut fresh = Fresh {
        ids: command.fresh.iter().copied(),
        short: false,
    };
    for opening in openings(&ctx, command, &mut fresh) {
        events.push(opening_event(&ctx, &opening, command, recorder, acting));
    }
    // A track that must open is never left out for want of an identifier.
    if fresh.short {
        return Err(Refusal::unfit(Unfit::DetailsUnfit, "/details"));
    }
    events.extend(touched_by_correction(&ctx, command, recorder, acting));
    events.extend(followers(&ctx, command, recorder, acting));
    if let Details::Amendments(list) = &command.details {
        events.extend(halves::amended(&ctx, command, list, recorder, acting)?);
    }
    for (track, changes) in rejudged {
        if let Some(event) = events.iter_mut().find(|e| e.track == track) {
            event.changes.extend(changes);
        }
    }
    let cause = Cause {
        track: track.id,
        seq: track.version + 1,
    };
    for event in events.iter_mut().filter(|e| e.track != track.id) {
        event.cause = Some(cause);
    }
    if checked.rule.touches.contains(&Touch::MayEndCase) {
        let end = end_of_case(file, &events, command, recorder);
        match (end, events.first_mut()) {
            // The step itself ends the case: one event per touched track.
            (Some(end), Some(own)) if end.track == own.track => {
                own.to = end.to;
                // What the step opened and the end closes never ran.
                own.opened
                    .retain(|t| end.closed.iter().all(|c| c.term != t.term));
                for closed in end.closed {
                    if own.closed.iter().all(|c| c.term != closed.term) {
                        own.closed.push(closed);
                    }
                }
            }
            (Some(end), _) => events.push(Event {
                cause: Some(cause),
                ..end
            }),
            (None, _) => {}
        }
    }
    assigning::none_ends_early(file, &events, &command.details)?;
    recounting::told(as_stored, world.book, &mut events);
    if !checked.for_another {
        // An office that acts itself records nothing from a paper; the paper stays among those of the step.
        for event in &mut events {
            event.by_paper = None;
        }
    }
    Ok(events)
}

/// Fresh identifiers; asking for more than were given is noted.
struct Fresh<I> {
    ids: I,
    short: bool,
}

impl<I: Iterator<Item = uuid::Uuid>> Iterator for Fresh<I> {
    type Item = uuid::Uuid;
    fn next(&mut self) -> Option<uuid::Uuid> {
        let id = self.ids.next();
        self.short |= id.is_none();
        id
    }
}

/// The zone of the office that handles the case.
fn zone(file: &CaseFile, world: World<'_>) -> Zone {
    file.case()
        .map_or(Zone::Wib, |c| world.offices.zone(c.handled_by))
}
