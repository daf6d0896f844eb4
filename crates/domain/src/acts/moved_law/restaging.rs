//! What a moved stage of an election would answer otherwise of a case that runs. The case keeps its answer: acts keep
//! the row that was chosen, steps keep their marks; whoever changes the book is told before.

use crate::acts::{check::World, marks};
use crate::{
    file::{Noted, Track},
    ids::{AllegationId, CaseId, TrackId},
    law::{Phase, questions::phases},
    procedure::{Machine, Mark, rows_on},
};

/// What would be answered otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Otherwise {
    /// On which side of the fixing of candidates an act lies; both where that is in doubt or the act goes on over it.
    Act {
        /// The allegation.
        allegation: AllegationId,
        /// By the book as it is.
        was: Vec<Phase>,
        /// By the changed book.
        now: Vec<Phase>,
    },
    /// Whether something is noted of a step that was taken.
    Mark {
        /// The step.
        seq: i64,
        /// What.
        mark: Mark,
        /// Whether it is.
        was: bool,
        /// Whether it would be.
        now: bool,
    },
}

/// An answer about a track that would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restaged {
    /// The case.
    pub case_id: CaseId,
    /// The track.
    pub track: TrackId,
    /// What kind of track it is.
    pub machine: Machine,
    /// What would be answered otherwise.
    pub what: Otherwise,
}

/// The answers about the open tracks of one case that another book would change: of its acts on the case itself while
/// it runs and on each review that has no recommendation yet, of steps on whichever track they were taken.
#[must_use]
pub fn restaged(tracks: &[Track], old: World<'_>, new: World<'_>) -> Vec<Restaged> {
    let Some(case) = tracks.iter().find_map(Track::case) else {
        return Vec::new();
    };
    let contest = marks::contest(case, old);
    let acts: Vec<Otherwise> = case
        .allegations
        .iter()
        .filter_map(|a| {
            let from = a.act_from.or(a.act_to)?;
            let days = (from, a.act_to.unwrap_or(from));
            let answer = |world: World<'_>| phases(world.book, contest, days);
            let (was, now) = (answer(old), answer(new));
            (was != now).then_some(Otherwise::Act {
                allegation: a.id,
                was,
                now,
            })
        })
        .collect();
    let mut found = Vec::new();
    for track in tracks.iter().filter(|t| !t.stage.is_final()) {
        let concerns = |what: &&Otherwise| match (what, track.review()) {
            (Otherwise::Act { allegation, .. }, Some(review)) => {
                review.recommendation.is_none() && review.allegations.contains(allegation)
            }
            _ => track.case().is_some(),
        };
        let own = acts.iter().filter(concerns).cloned();
        for what in own.chain(steps(track, case, old, new)) {
            found.push(Restaged {
                case_id: track.case_id,
                track: track.id,
                machine: track.machine,
                what,
            });
        }
    }
    found
}

/// Marks of the steps of a track that follow from days alone and would be otherwise.
fn steps<'a>(
    track: &'a Track,
    case: &'a crate::file::CaseFacts,
    old: World<'a>,
    new: World<'a>,
) -> impl Iterator<Item = Otherwise> + 'a {
    let own = track.standing().filter(|(_, s)| s.cause.is_none());
    own.flat_map(move |(seq, step)| {
        let row = rows_on(track.machine, step.action).find(|r| r.law(track.law).is_some());
        let marks = row.map_or(&[][..], |r| r.marks);
        marks.iter().filter_map(move |mark| {
            let by = |world| marks::by_days(*mark, track, step.at, case, world);
            let (before, now) = (by(old)?, by(new)?);
            // What stands of the step is what was noted when it was taken.
            let was = track.marks.contains(&Noted { mark: *mark, seq });
            (before != now && was != now).then_some(Otherwise::Mark {
                seq,
                mark: *mark,
                was,
                now,
            })
        })
    })
}
