//! Under which handling rules a step stands. A filing takes those of its day provisionally; the step that gives the
//! case its register number, or forwards it without one, takes those of its own day for good: what was registered
//! before a new text came into force stays under the old one (Perbawaslu 7/2022 art. 61; for Pilkada likely).

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::acts::check::World;
use crate::{
    file::{CaseFile, Track},
    law::LawSet,
    procedure::{Action, rule},
};

/// The handling rules that a step on a day would pin, where they are others than the track's.
pub(super) fn moves_to(
    track: &Track,
    action: Action,
    day: NaiveDate,
    world: World<'_>,
) -> Option<LawSet> {
    rule(track.law, action, track.stage).filter(|row| row.pins)?;
    let case = track.case()?;
    let election = world.book.election(&case.election, &case.race)?;
    let law = world.book.rule_set(&election.kind, day)?;
    (law != track.law && rule(law, action, track.stage).is_some()).then_some(law)
}

/// The file as a step on a day finds it: with the handling rules that the step pins.
pub(super) fn pinned<'f>(
    file: &'f CaseFile,
    track: &Track,
    action: Action,
    day: NaiveDate,
    world: World<'_>,
) -> Cow<'f, CaseFile> {
    let Some(law) = moves_to(track, action, day, world) else {
        return Cow::Borrowed(file);
    };
    let mut file = file.clone();
    for own in file.tracks.iter_mut().filter(|t| t.id == track.id) {
        own.law = law;
    }
    Cow::Owned(file)
}
