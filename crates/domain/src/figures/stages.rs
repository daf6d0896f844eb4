//! How a track moved from stage to stage, as far as it stands.

use chrono::NaiveDate;

use super::{Dimensions, Entry, Figure, Sheet};
use crate::{
    file::{StepMark, Track},
    ids::PartyId,
    procedure::{Action, Stage},
};

/// A step that stands, with the stage that it led to and the day on which it counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Move {
    pub day: NaiveDate,
    pub action: Action,
    pub to: Stage,
}

/// The steps of a track that stand, oldest first. A step with an earlier day than the one before it counts on that one's
/// day, so that nothing leaves a stage before it came there.
pub(super) fn moves(track: &Track) -> Vec<Move> {
    let steps: Vec<&StepMark> = track.standing().map(|(_, step)| step).collect();
    let mut latest = NaiveDate::MIN;
    let mut all = Vec::with_capacity(steps.len());
    for (place, step) in steps.iter().enumerate() {
        let next = steps.get(place + 1).and_then(|next| next.from);
        latest = latest.max(step.at.day);
        all.push(Move {
            day: latest,
            action: step.action,
            to: next.unwrap_or(track.stage),
        });
    }
    all
}

/// Enters where a track stood from day to day, and when it was opened again.
pub(super) fn enter(
    track: &Track,
    respondent: Option<PartyId>,
    by: &Dimensions,
    sheet: &mut Sheet,
) {
    if track.is_void() {
        return;
    }
    let entry = |figure, day, state| Entry {
        figure,
        day,
        track: track.id,
        respondent,
        by: Dimensions {
            state,
            ..by.clone()
        },
    };
    let standing = Figure::by_stage(track.machine);
    let mut stood: Option<(Stage, NaiveDate)> = None;
    for step in moves(track) {
        if stood.is_some_and(|(stage, _)| stage == step.to) {
            continue;
        }
        if let Some((left, since)) = stood {
            sheet.enter(entry(standing, step.day, Some(left.code())), -1);
            // Coming and going cancel each other; that it was there is kept apart.
            if since == step.day {
                let passed = Figure::PassedTheSameDay;
                sheet.enter(entry(passed, step.day, Some(left.code())), 1);
            }
        }
        sheet.enter(entry(standing, step.day, Some(step.to.code())), 1);
        stood = Some((step.to, step.day));
    }
    for end in &track.former_ends {
        let again = track.step(end.reopened_by).filter(|step| !step.void);
        if let Some(step) = again {
            sheet.enter(
                entry(Figure::Reopened, step.at.day, Some(end.stage.code())),
                1,
            );
        }
    }
}
