//! What waits for whom on a track: the work of an actor, whose move it is, since when, whose clock runs.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::acts::{
    check::World,
    next::{NextAction, next_among},
    offices::seats::{holds_seat, seat_office},
};
use crate::{
    file::{CaseFile, TermState, Track},
    ids::OfficeId,
    people::{Actor, Office, Role},
    procedure::{Action, Acts, Rule, Seat, TermKind, actions, is_work, rule},
    time::Moment,
};

/// Somebody for whose step a track waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// A party, or the office on a seat.
    pub who: Acts,
    /// That office, where it is known.
    pub office: Option<OfficeId>,
}

/// What of a track's next steps is the actor's work now: nothing refuses it, and its own office acts. A step that it
/// would only record from another's paper is that other's work, and a party's step is the party's.
#[must_use]
pub fn work_of(
    file: &CaseFile,
    track: &Track,
    actor: &Actor,
    now: Moment,
    world: World<'_>,
) -> Vec<NextAction> {
    if track.stage.is_final() {
        return Vec::new();
    }
    let mut work = next_among(file, track, actor, now, world, |a| is_work(a, track.stage));
    work.retain(|next| {
        let office = next.rule.is_some_and(|r| matches!(r.acts, Acts::Office(_)));
        office && next.refusal.is_none() && !next.by_paper && is_due(next, track)
    });
    work
}

/// A step that leaves the track where it is, is work while the term runs that it keeps, or where it keeps none.
fn is_due(next: &NextAction, track: &Track) -> bool {
    next.rule.is_none_or(|r| {
        let stays = r.targets(track.stage) == [track.stage];
        !stays || r.due.is_none_or(|term| track.open_term(term).is_some())
    })
}

/// Whether the actor could take the track for itself.
#[must_use]
pub fn claimable(
    file: &CaseFile,
    track: &Track,
    actor: &Actor,
    now: Moment,
    world: World<'_>,
) -> bool {
    next_among(file, track, actor, now, world, |a| a == Action::Claim)
        .iter()
        .any(|next| next.refusal.is_none())
}

/// For whom a track waits: whoever has work on it now, and whose clock runs first; without either, whose work the stage
/// is; nobody where it only waits for other tracks.
#[must_use]
pub fn waits_for(file: &CaseFile, track: &Track, now: Moment, world: World<'_>) -> Vec<Turn> {
    if track.stage.is_final() {
        return Vec::new();
    }
    let day = now.day_in(crate::time::Zone::Wib);
    let mut ready: Vec<Turn> = Vec::new();
    let mut other: Vec<Turn> = Vec::new();
    let add = |to: &mut Vec<Turn>, turn: Turn| {
        if !to.contains(&turn) {
            to.push(turn);
        }
    };
    for row in rows_here(track) {
        match row.acts {
            Acts::Office(seat) => {
                let holder = holder(seat, file, track, day, world);
                let turn = Turn {
                    who: row.acts,
                    office: holder.map(|o| o.id),
                };
                let can = holder.is_some_and(|o| {
                    let actor = somebody(o, row.by);
                    let mut work = work_of(file, track, &actor, now, world).into_iter();
                    work.any(|next| next.action == row.action)
                });
                // Nobody follows an authority that is not gone.
                if can {
                    add(&mut ready, turn);
                } else if seat != Seat::Successor {
                    add(&mut other, turn);
                }
            }
            party => add(
                &mut ready,
                Turn {
                    who: party,
                    office: None,
                },
            ),
        }
    }
    if let Some(term) = track.due_terms().first() {
        add(&mut ready, whose_clock(term, file, track, now, world));
    }
    if ready.is_empty() { other } else { ready }
}

/// The rows of work from where a track stands.
fn rows_here(track: &Track) -> Vec<&'static Rule> {
    let mut seen = BTreeSet::new();
    actions(track.machine, track.law)
        .into_iter()
        .filter(|action| is_work(*action, track.stage) && seen.insert(*action))
        .filter_map(|action| rule(track.law, action, track.stage))
        .filter(|row| row.is_operation() && row.machine() == track.machine)
        .collect()
}

/// The office on a seat, of those where several could be any that sits there.
fn holder<'w>(
    seat: Seat,
    file: &CaseFile,
    track: &Track,
    day: NaiveDate,
    world: World<'w>,
) -> Option<&'w Office> {
    seat_office(seat, file, track, day, world)
        .filter(|o| holds_seat(seat, o, file, track, day, world))
}

/// Whoever has these roles at an office.
fn somebody(office: &Office, roles: &[Role]) -> Actor {
    Actor {
        account: crate::ids::Id::new(uuid::Uuid::nil()),
        office: office.id,
        roles: roles.to_vec(),
        ticket: None,
    }
}

/// Whose clock a term of a track is.
#[must_use]
pub fn whose_clock(
    term: &TermState,
    file: &CaseFile,
    track: &Track,
    now: Moment,
    world: World<'_>,
) -> Turn {
    let who = term.term.clock();
    let office = match who {
        Acts::Office(seat) => {
            let day = now.day_in(term.zone);
            seat_office(seat, file, track, day, world).map(|o| o.id)
        }
        _ => None,
    };
    Turn { who, office }
}

impl Track {
    /// Its open duties, what ends first, first. A right of a party is nobody's to do, and what pauses is not due.
    #[must_use]
    pub fn due_terms(&self) -> Vec<&TermState> {
        let due = |t: &&TermState| t.is_open() && !t.is_paused() && t.term.kind() == TermKind::Duty;
        let mut all: Vec<&TermState> = self.terms.iter().filter(due).collect();
        all.sort_by_key(|t| (t.due_at, t.term));
        all
    }

    /// Since which legal day it stands where it stands.
    #[must_use]
    pub fn stands_since(&self) -> Option<NaiveDate> {
        let mut since = None;
        for (_, step) in self.standing().rev() {
            since = Some(step.at.day);
            if step.from != Some(self.stage) {
                break;
            }
        }
        since
    }
}
