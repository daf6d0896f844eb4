//! Who sees what once a step was taken back: what they would see had it never been; but a void track stays with the
//! office that gave its number.

use std::collections::BTreeSet;

use crate::acts::{
    check::World,
    offices::access::{AccessChange, Grant, Spell, Whose, access_changes, fold_access},
};
use crate::{
    file::{CaseFile, Cause, Change, Event},
    ids::PartyId,
};

/// The changes of a taking back; none for any other event. The file with the event brings the history.
pub(in crate::acts) fn of_taking_back(
    event: &Event,
    after: &CaseFile,
    world: World<'_>,
) -> Option<Vec<AccessChange>> {
    let seq = event.changes.iter().find_map(|c| match c {
        Change::TakenBack(back) => Some(back.seq),
        // What a strike did to other tracks is taken back with it.
        Change::RespondentRestored { party, .. } => struck_by(event, *party, after),
        _ => None,
    })?;
    // What the step did on other tracks is taken back with it, here.
    if event.cause.is_some() {
        return Some(Vec::new());
    }
    let step = Cause {
        track: event.track,
        seq,
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
    let lost = before
        .difference(&now)
        .filter(|g| !keeps_void(g, event, after));
    let ends = lost.map(|grant| AccessChange::Ends {
        track: grant.track,
        reason: grant.reason,
        whose: Whose::Of(grant.office),
    });
    let begins = now.difference(&before).copied().map(AccessChange::Begins);
    Some(ends.chain(begins).collect())
}

/// Whether a track that this event makes void stays with an office: the number that it gave stays used, so that it, and
/// through it the offices above, goes on reading to what it was given. So does whoever recorded the opening.
fn keeps_void(grant: &Grant, event: &Event, after: &CaseFile) -> bool {
    let void = after.track(event.track).filter(|t| t.is_void());
    grant.track == event.track
        && void.is_some_and(|t| {
            let mut numbers = t.numbers.iter();
            grant.office == event.office || numbers.any(|n| n.office == grant.office)
        })
}

/// The step that struck a respondent who is restored by this event.
fn struck_by(event: &Event, party: PartyId, after: &CaseFile) -> Option<i64> {
    let before = after.history.iter().flatten().rev();
    let mut own = before.filter(|e| e.track == event.track && e.seq < event.seq);
    own.find_map(|e| {
        let strikes =
            |c: &Change| matches!(c, Change::RespondentStruck { party: p, .. } if *p == party);
        e.changes.iter().any(strikes).then_some(e.seq)
    })
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
