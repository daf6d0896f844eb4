//! Plays a plan: every step of every matter in the order of its hour, so that the journal grows as it would have grown.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap},
    sync::Arc,
};

use fastrand::Rng;
use netralitas_api::{
    dto::{
        act::{ActBody, Address},
        filing::Filing,
    },
    extract::Json,
    with_body,
};
use netralitas_app::{
    App,
    input::{ActIn, NewCaseIn},
    writing::in_bulk::Bulk,
};
use netralitas_domain::{
    file::Event,
    ids::{AllegationId, PartyId, TrackId},
    procedure::Machine,
    time::Moment,
};
use netralitas_store::StoreError;
use serde_json::Value;

use super::{Matter, Places, Profile, Roads, places::Place, road::Step, words::Words};
use crate::replay::told::{fields_of, misread, told};

/// What was played.
#[derive(Debug, Clone, Copy, Default)]
pub struct Played {
    /// Steps taken.
    pub steps: usize,
    /// Cases opened.
    pub cases: usize,
}

/// What the playing needs: all of it stands still.
pub struct Stage {
    /// The roads.
    pub roads: Roads,
    /// The places.
    pub places: Places,
    /// The profile.
    pub profile: Profile,
    /// The day on which its candidates are fixed.
    pub candidates_fixed: Option<chrono::NaiveDate>,
    /// The matters, by number.
    pub matters: Vec<Matter>,
    /// The seed.
    pub seed: u64,
}

/// What a matter has become so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Running {
    tracks: BTreeMap<Machine, (TrackId, i64)>,
    /// Its respondent.
    pub respondent: Option<PartyId>,
    /// What is alleged.
    pub allegation: Option<AllegationId>,
}

impl Running {
    fn follow(&mut self, events: &[Event]) {
        for event in events {
            self.tracks.insert(event.machine, (event.track, event.seq));
        }
    }
}

/// A step that is due: when, of which matter, at which place of its road.
/// Sorted by number where two are of one instant.
type Due = Reverse<(Moment, usize, usize)>;

/// A step that could not be taken. A generated matter keeps to the rules, so this is a fault of the roads or the plan.
#[derive(Debug, thiserror::Error)]
pub enum PlayError {
    /// A step.
    #[error("matter {matter}, {action}: {problem}")]
    Step {
        /// The matter's number.
        matter: usize,
        /// The step's action.
        action: &'static str,
        /// What is wrong.
        problem: String,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Plays every matter, so many steps in a transaction; tells what was done after each.
///
/// # Errors
/// The first step that cannot be taken; what was committed before stays.
pub fn play(
    app: &App,
    stage: &Arc<Stage>,
    at_once: usize,
    mut tell: impl FnMut(Played),
) -> Result<Played, PlayError> {
    let mut due: BinaryHeap<Due> = BinaryHeap::new();
    due.extend(stage.matters.iter().filter_map(|m| stage.due(m.number, 0)));
    let mut running: BTreeMap<usize, Running> = BTreeMap::new();
    let mut played = Played::default();
    while !due.is_empty() {
        let mut batch = Vec::with_capacity(at_once);
        while batch.len() < at_once {
            let Some(Reverse(next)) = due.pop() else {
                break;
            };
            due.extend(stage.due(next.1, next.2 + 1));
            batch.push(next);
        }
        let states: BTreeMap<usize, Running> = batch
            .iter()
            .filter_map(|(_, number, _)| Some((*number, running.remove(number)?)))
            .collect();
        let (work, batch) = (Arc::clone(stage), Arc::new(batch));
        let steps = Arc::clone(&batch);
        let after = app.write_in_bulk(move |bulk| {
            let mut states = states.clone();
            for (at, number, place) in steps.iter() {
                let state = states.entry(*number).or_default();
                take(&work, bulk, state, (*at, *number, *place))?;
            }
            Ok::<_, PlayError>(states)
        })?;
        running.extend(after);
        for (_, number, place) in batch.iter() {
            played.steps += 1;
            played.cases += usize::from(*place == 0);
            if stage.step(*number, place + 1).is_none() {
                running.remove(number);
            }
        }
        tell(played);
    }
    Ok(played)
}

fn take(
    stage: &Stage,
    bulk: &mut Bulk<'_, '_>,
    state: &mut Running,
    (at, number, place): (Moment, usize, usize),
) -> Result<(), PlayError> {
    let (Some(step), Some(matter)) = (stage.step(number, place), stage.matters.get(number)) else {
        return Ok(());
    };
    let wrong = |problem| PlayError::Step {
        matter: number,
        action: step.rule.action.code(),
        problem,
    };
    let words = Words::of(stage, matter, state).map_err(wrong)?;
    let body = words.fill(&step.body).map_err(wrong)?;
    let principal = words.principal(step).map_err(wrong)?;
    if step.rule.is_creation() {
        let input = opening(stage, step, body).map_err(wrong)?;
        let opened = bulk
            .open(principal, input, at)
            .map_err(|e| wrong(told(&e)))?;
        state.respondent = opened.parties.first().copied();
        state.allegation = opened.allegations.first().copied();
        state.follow(&opened.events);
    } else {
        let track = state.tracks.get(&step.machine).copied();
        let (track, version) = track.ok_or_else(|| wrong("no such track yet".to_owned()))?;
        let to = Address {
            machine: step.machine,
            track: track.raw(),
            action: step.rule.action,
            shape: step.rule.body,
            expected: version,
        };
        let input = read(to, &body).map_err(wrong)?;
        let events = bulk
            .act(principal, input, at)
            .map_err(|e| wrong(told(&e)))?;
        state.follow(&events);
    }
    Ok(())
}

fn opening(stage: &Stage, step: &Step, mut body: Value) -> Result<NewCaseIn, String> {
    if let Value::Object(fields) = &mut body {
        fields.insert("election".to_owned(), stage.profile.election.into());
        fields.insert("race".to_owned(), "regent".into());
    }
    let read = Json::<Filing>::from_bytes(body.to_string().as_bytes()).map_err(|p| misread(&p))?;
    let filing = read.into_inner().into_input(step.rule.action);
    filing.map_err(|errors| fields_of(&errors))
}

fn read(to: Address, body: &Value) -> Result<ActIn, String> {
    let bytes = body.to_string();
    Ok(with_body!(to.shape, Body => {
        let read = Json::<Body>::from_bytes(bytes.as_bytes()).map_err(|p| misread(&p))?;
        read.into_inner().into_act(to).map_err(|errors| fields_of(&errors))?
    }))
}

impl Stage {
    /// How many steps all matters have.
    #[must_use]
    pub fn steps(&self) -> usize {
        let of = |m: &Matter| {
            m.road()
                .into_iter()
                .map(|s| self.roads.of(s).len())
                .sum::<usize>()
        };
        self.matters.iter().map(of).sum()
    }

    /// A step of a matter's road.
    fn step(&self, number: usize, place: usize) -> Option<&Step> {
        let road = self.matters.get(number)?.road();
        road.into_iter()
            .flat_map(|stretch| self.roads.of(stretch))
            .nth(place)
    }

    fn due(&self, number: usize, place: usize) -> Option<Due> {
        let matter = self.matters.get(number)?;
        let zone = self.place(matter)?.zone;
        let at = self
            .step(number, place)?
            .when
            .moment(zone, |mark| matter.mark(mark))?;
        Some(Reverse((at, number, place)))
    }

    /// Where a matter happens: drawn from its number, so that it is the same at each of its steps.
    pub(super) fn place(&self, matter: &Matter) -> Option<&Place> {
        let all = self.places.of(matter.province);
        all.get(self.rng(matter, 1).usize(..all.len().max(1)))
    }

    pub(super) fn rng(&self, matter: &Matter, purpose: u64) -> Rng {
        let number = u64::try_from(matter.number).unwrap_or(0);
        Rng::with_seed(self.seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (number << 3) ^ purpose)
    }
}
