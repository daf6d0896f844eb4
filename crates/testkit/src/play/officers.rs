//! Details about officers and about entries made for an office.

use netralitas_domain::{
    acts::{Assignee, Details, NamedPaper},
    file::{CaseFile, Track},
    ids::OfficeId,
    procedure::{AssignmentCapacity, EntryAnswer, PaperKind, Seat},
};

use super::{Ids, World};

/// The office that gives a capacity on a track.
fn giver(file: &CaseFile, track: &Track, seat: Seat) -> Option<OfficeId> {
    let review = track
        .review()
        .or_else(|| file.track(track.control()?.review)?.review());
    match seat {
        Seat::Handling => file.case().map(|c| c.handled_by),
        Seat::Authority => review.map(|r| r.authority),
        Seat::Agency => track.sanction().map(|s| s.agency),
        _ => None,
    }
}

/// Somebody of the office with a role for the capacity: two with accounts, and one made up.
fn officers(
    capacity: AssignmentCapacity,
    office: OfficeId,
    world: &World,
    ids: &mut Ids,
) -> Vec<Assignee> {
    let kind = world.directory.get(office).map(|o| o.kind);
    let roles = capacity.rule().map_or(&[] as &[_], |r| r.roles);
    let Some(role) = roles.iter().find(|r| r.at() == kind) else {
        return Vec::new();
    };
    let known = [world.actor(office, *role), world.colleague(office, *role)];
    let known = known.map(|actor| Assignee {
        account: actor.account,
        office,
        roles: actor.roles,
        is_party: false,
    });
    let new = Assignee {
        account: ids.id(),
        office,
        roles: vec![*role],
        is_party: false,
    };
    known.into_iter().chain([new]).collect()
}

pub(super) fn assignments(
    file: &CaseFile,
    track: &Track,
    world: &World,
    ids: &mut Ids,
) -> Vec<Details> {
    let mut all = Vec::new();
    for capacity in AssignmentCapacity::ALL {
        let seat = capacity.rule().map(|r| r.seat);
        let Some(office) = seat.and_then(|seat| giver(file, track, seat)) else {
            continue;
        };
        // One that the track has is no decree: what a case came in with.
        let decree = track.papers.first().map(|id| NamedPaper {
            id: *id,
            kind: Some(PaperKind::Letter),
        });
        for to in officers(*capacity, office, world, ids) {
            all.push(Details::Assignment {
                capacity: *capacity,
                to: to.clone(),
                decree,
            });
            all.push(Details::Assignment {
                capacity: *capacity,
                to: to.clone(),
                decree: None,
            });
        }
    }
    // The plain one names no decree.
    all.sort_by_key(|d| {
        matches!(
            d,
            Details::Assignment {
                decree: Some(_),
                ..
            }
        )
    });
    all.push(Details::Assignment {
        capacity: AssignmentCapacity::Study,
        to: Assignee {
            account: ids.id(),
            office: world.offices.other_province,
            roles: Vec::new(),
            is_party: false,
        },
        decree: None,
    });
    all
}

pub(super) fn reassignments(track: &Track, world: &World, ids: &mut Ids) -> Vec<Details> {
    let mut all = Vec::new();
    for assigned in track.assigned() {
        let others = officers(assigned.capacity, assigned.by, world, ids);
        all.extend(others.into_iter().map(|to| Details::Reassignment {
            seq: assigned.seq,
            to,
        }));
    }
    all.push(Details::Reassignment {
        seq: track.version + 1,
        to: Assignee {
            account: ids.id(),
            office: world.offices.regency,
            roles: Vec::new(),
            is_party: false,
        },
    });
    all
}

pub(super) fn releases(track: &Track) -> Vec<Details> {
    track
        .assigned()
        .map(|a| a.seq)
        .chain([track.version + 1])
        .map(Details::Release)
        .collect()
}

pub(super) fn answers(track: &Track) -> Vec<Details> {
    let open = track
        .standing()
        .filter(|(_, s)| s.recorded_for.is_some() && s.answer.is_none())
        .map(|(seq, _)| seq);
    open.chain([track.version + 1])
        .flat_map(|seq| {
            [EntryAnswer::Confirmed, EntryAnswer::Contested]
                .map(|answer| Details::EntryAnswer(seq, answer))
        })
        .collect()
}
