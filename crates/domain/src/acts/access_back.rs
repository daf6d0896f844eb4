//! Who sees what once a step was taken back: what they would see had it never been.

use std::collections::BTreeSet;

use super::{
    access::{AccessChange, Grant, Spell, Whose, access_changes, fold_access},
    check::World,
};
use crate::file::{CaseFile, Cause, Change, Event};

/// The changes of a taking back; none for any other event. The file with the event brings the history.
pub(super) fn of_taking_back(
    event: &Event,
    after: &CaseFile,
    world: World<'_>,
) -> Option<Vec<AccessChange>> {
    let back = event.changes.iter().find_map(|c| match c {
        Change::TakenBack(back) => Some(back),
        _ => None,
    })?;
    // What the step did on other tracks is taken back with it, here.
    if event.cause.is_some() {
        return Some(Vec::new());
    }
    let step = Cause {
        track: event.track,
        seq: back.seq,
    };
    let stands = |e: &&Event| {
        let track = after.track(e.track);
        track
            .and_then(|t| t.step(e.seq))
            .is_some_and(|mark| !mark.void)
    };
    let taken = |e: &&Event| (e.track, e.seq) == (step.track, step.seq) || e.cause == Some(step);
    let history = || after.history.iter().flatten();
    let before = lasting(history().filter(|e| stands(e) || taken(e)), after, world);
    let now = lasting(history().filter(|e| stands(e) && !taken(e)), after, world);
    let ends = before.difference(&now).map(|grant| AccessChange::Ends {
        track: grant.track,
        reason: grant.reason,
        whose: Whose::Of(grant.office),
    });
    let begins = now.difference(&before).copied().map(AccessChange::Begins);
    Some(ends.chain(begins).collect())
}

/// What is granted after some of a case's events.
fn lasting<'e>(
    events: impl Iterator<Item = &'e Event>,
    after: &CaseFile,
    world: World<'_>,
) -> BTreeSet<Grant> {
    let mut file = CaseFile::new(after.id);
    let mut rows: Vec<Spell> = Vec::new();
    for event in events {
        let before = (!file.tracks.is_empty()).then(|| file.clone());
        file.apply(std::slice::from_ref(event));
        let changes = access_changes(event, before.as_ref(), &file, world);
        fold_access(&mut rows, &changes, event.recorded_at);
    }
    let lasts = rows.iter().filter(|s| s.to.is_none());
    lasts.map(|s| s.grant).collect()
}
