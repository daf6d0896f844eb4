//! Which columns say that a track cannot be in a queue: made of the rows of work and the capacities, so that a new row
//! widens it by itself. What is left is judged by the rules.

use std::collections::{BTreeMap, BTreeSet};

use netralitas_domain::{
    ids::OfficeId,
    people::Actor,
    procedure::{Acts, CAPACITIES, DeskQueue, Machine, Seat, Stage, work_rows},
};
use netralitas_store::{
    scope::Scope,
    views::desk::{Candidates, Held, Place},
};

use crate::Known;

/// The open tracks among which those of a queue are.
pub(super) fn candidates(
    queue: DeskQueue,
    actor: &Actor,
    reach: &Scope,
    known: &Known,
) -> Candidates {
    match queue {
        DeskQueue::Mine => Candidates::Of(
            Some((actor.account, actor.office)),
            work_places(actor, reach, known),
        ),
        DeskQueue::Unassigned => Candidates::Of(None, free_places(actor, known)),
        DeskQueue::Waiting | DeskQueue::Late => Candidates::All,
    }
}

/// Itself, and the offices that ended whose place it took: columns name those too.
fn own(actor: &Actor, known: &Known) -> Vec<OfficeId> {
    let mut own = vec![actor.office];
    own.extend(known.offices.predecessors(&own));
    own
}

/// Where work of the actor's roles stands.
fn work_places(actor: &Actor, reach: &Scope, known: &Known) -> Vec<Place> {
    let own = own(actor, known);
    let mut stages: BTreeMap<(Held, bool), BTreeSet<Stage>> = BTreeMap::new();
    for (row, at) in work_rows().filter(|(row, _)| actor.has_any(row.by)) {
        let Acts::Office(seat) = row.acts else {
            continue;
        };
        for stage in at {
            // An authority goes on with what another one has.
            let follows = seat == Seat::Successor;
            let held = held(seat, stage.machine());
            stages.entry((held, follows)).or_default().insert(stage);
        }
    }
    let place = |((held, follows), stages): ((Held, bool), BTreeSet<Stage>)| Place {
        stages,
        machine: None,
        held,
        offices: if follows {
            let others = reach.offices.iter().filter(|o| !own.contains(o));
            others.copied().collect()
        } else {
            own.clone()
        },
        free: None,
    };
    stages.into_iter().map(place).collect()
}

/// The column in which the office on a seat stands.
fn held(seat: Seat, machine: Machine) -> Held {
    match (seat, machine) {
        (Seat::Handling, _) => Held::Handling,
        (Seat::Authority | Seat::Successor, Machine::Review) => Held::Authority,
        (Seat::Agency, Machine::Review | Machine::Sanction | Machine::Control) => Held::Agency,
        _ => Held::Untold,
    }
}

/// Where a capacity of the actor's roles is free.
fn free_places(actor: &Actor, known: &Known) -> Vec<Place> {
    let own = own(actor, known);
    CAPACITIES
        .iter()
        .filter(|r| !r.decree && actor.has_any(r.roles))
        .flat_map(|r| r.on.iter().map(move |machine| (r, *machine)))
        .map(|(rule, machine)| Place {
            stages: BTreeSet::new(),
            machine: Some(machine),
            held: held(rule.seat, machine),
            offices: own.clone(),
            free: Some(rule.capacity),
        })
        .collect()
}
