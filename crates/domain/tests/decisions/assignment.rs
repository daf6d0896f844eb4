//! Officers on a track: assigned, replaced, released, taking it themselves; a team with members from below.

use chrono::Days;
use netralitas_domain::{
    acts::{Amendment, Assignee, Command, Details, PaperRef, decide},
    file::Event,
    ids::{AccountId, OfficeId, TrackId},
    law::LawSet,
    people::{Actor, Role},
    procedure::{Action as A, AssignmentCapacity as C, PaperKind, Stage as S},
    refusal::Refusal,
    time::Effective,
};
use netralitas_testkit::play::{Game, Ids, World, command, reach};

use crate::with;

fn officer(world: &World, office: OfficeId, role: Role) -> Assignee {
    let actor = world.actor(office, role);
    Assignee {
        account: actor.account,
        office,
        roles: actor.roles,
        is_party: false,
    }
}

fn asked(game: &Game<'_>, id: TrackId, actor: &Actor, action: A, details: Details) -> Command {
    let track = game.file.track(id).unwrap();
    command(
        &game.file,
        track,
        action,
        actor,
        game.world,
        game.now,
        &with(details),
    )
}

fn give(
    game: &mut Game<'_>,
    id: TrackId,
    actor: &Actor,
    action: A,
    details: Details,
) -> Result<Vec<Event>, &'static str> {
    let command = asked(game, id, actor, action, details);
    game.give(actor, &command).map_err(|r| r.code())
}

fn assign(capacity: C, to: Assignee) -> Details {
    Details::Assignment {
        capacity,
        to,
        decree: None,
    }
}

fn open(game: &Game<'_>, id: TrackId) -> Vec<(C, AccountId)> {
    let track = game.file.track(id).unwrap();
    track.assigned().map(|a| (a.capacity, a.account)).collect()
}

#[test]
fn an_officer_is_assigned_replaced_and_released_and_the_stage_stays() {
    let world = World::new();
    let o = world.offices;
    let (mut game, id) = reach(&world, LawSet::Pemilu2022, S::Received).unwrap();
    let chair = world.actor(o.regency, Role::Chair);
    let (staff, member) = (
        officer(&world, o.regency, Role::ViolationsStaff),
        officer(&world, o.regency, Role::Member),
    );
    let events = give(
        &mut game,
        id,
        &chair,
        A::Assign,
        assign(C::Study, staff.clone()),
    )
    .unwrap();
    assert_eq!(
        (events.len(), events[0].from, events[0].to),
        (1, Some(S::Received), S::Received)
    );
    let seq = events[0].seq;
    let again = give(
        &mut game,
        id,
        &chair,
        A::Assign,
        assign(C::Study, staff.clone()),
    );
    assert_eq!(again.unwrap_err(), "assignment_new");
    // A role that does not suit, an office that is not below, a capacity of another office.
    for (capacity, to, code) in [
        (
            C::Study,
            officer(&world, o.regency, Role::IntakeOfficer),
            "assignee_fits",
        ),
        (
            C::Study,
            officer(&world, o.sub_district, Role::ViolationsStaff),
            "assignee_fits",
        ),
        (
            C::Reviewer,
            officer(&world, o.kasn, Role::Reviewer),
            "capacity_here",
        ),
    ] {
        let refused = give(&mut game, id, &chair, A::Assign, assign(capacity, to));
        assert_eq!(refused.unwrap_err(), code, "{capacity:?}");
    }
    let to = Details::Reassignment {
        seq,
        to: member.clone(),
    };
    let events = give(&mut game, id, &chair, A::Reassign, to).unwrap();
    assert_eq!(open(&game, id), [(C::Study, member.account)]);
    // The officer lets go of it; nobody else below the head may.
    let seq = events[0].seq;
    let other = world.actor(o.regency, Role::ViolationsStaff);
    let refused = give(&mut game, id, &other, A::Release, Details::Release(seq));
    assert_eq!(refused.unwrap_err(), "assignment_open");
    let own = world.actor(o.regency, Role::Member);
    give(&mut game, id, &own, A::Release, Details::Release(seq)).unwrap();
    assert!(open(&game, id).is_empty());
    let all = &game.file.track(id).unwrap().assignments;
    assert!(
        all.iter().all(|a| a.to.is_some()) && all.len() == 2,
        "what was stays readable"
    );
}

#[test]
fn whoever_is_free_takes_the_task_once() {
    let world = World::new();
    let o = world.offices;
    let (mut game, id) = reach(&world, LawSet::Bkn, S::Verification).unwrap();
    let auditor = world.actor(o.bkn, Role::AsnAuditor);
    give(
        &mut game,
        id,
        &auditor,
        A::Claim,
        Details::Claim(C::Auditor),
    )
    .unwrap();
    let second = Actor {
        account: Ids::from(99).id(),
        ..auditor.clone()
    };
    let refused = give(&mut game, id, &second, A::Claim, Details::Claim(C::Auditor));
    assert_eq!(refused.unwrap_err(), "capacity_free");
    let reviewer = world.actor(o.bkn, Role::Reviewer);
    let refused = give(
        &mut game,
        id,
        &reviewer,
        A::Claim,
        Details::Claim(C::Auditor),
    );
    assert_eq!(refused.unwrap_err(), "assignee_fits");
    // An agency takes its own tasks on its own track.
    let (mut game, id) = reach(&world, LawSet::Pp94, S::RecommendationReceived).unwrap();
    let examiner = world.actor(o.agency, Role::Examiner);
    give(
        &mut game,
        id,
        &examiner,
        A::Claim,
        Details::Claim(C::Examiner),
    )
    .unwrap();
    assert_eq!(open(&game, id), [(C::Examiner, examiner.account)]);
}

/// A case under study with a member of the sub-district in its team.
fn team(world: &World) -> (Game<'_>, TrackId, Actor) {
    let o = world.offices;
    let (mut game, id) = reach(world, LawSet::Pemilu2022, S::InStudy).unwrap();
    let chair = world.actor(o.regency, Role::Chair);
    let below = officer(world, o.sub_district, Role::Member);
    let details = assign(C::ClarificationTeam, below.clone());
    let refused = give(&mut game, id, &chair, A::Assign, details.clone());
    assert_eq!(refused.unwrap_err(), "team_decree");
    let mut command = asked(&game, id, &chair, A::Assign, details);
    command.papers.push(PaperRef {
        id: Ids::from(0x77_0000).id(),
        kind: PaperKind::ChairDecree,
        dated: Some(command.effective.day),
        sent: None,
        received: None,
        received_minute: None,
        signer: None,
    });
    let events = game.give(&chair, &command).unwrap();
    let team = game.file.track(id).unwrap().assigned().next().unwrap();
    assert_eq!(team.decree, Some(events[0].papers[0]));
    let member = world.actor(o.sub_district, Role::Member);
    assert_eq!(member.account, below.account);
    (game, id, member)
}

#[test]
fn a_member_from_below_clarifies_for_the_handling_office_while_the_team_lasts() {
    let world = World::new();
    let o = world.offices;
    let (mut game, id, member) = team(&world);
    let party = game.file.case().unwrap().parties[0].id;
    let hear = Details::Person(party);
    // Nobody else of that office.
    let stranger = Actor {
        account: Ids::from(98).id(),
        ..member.clone()
    };
    let refused = give(
        &mut game,
        id,
        &stranger,
        A::RecordClarification,
        hear.clone(),
    );
    assert_eq!(refused.unwrap_err(), "wrong_office");
    let events = give(&mut game, id, &member, A::RecordClarification, hear.clone()).unwrap();
    assert_eq!(events[0].acting.office, Some(o.regency));
    assert_eq!(events[0].office, o.sub_district);
    assert!(events[0].by_paper.is_none());
    // Nothing but clarifying, and letting go.
    let track = game.file.track(id).unwrap();
    let submit = command(
        &game.file,
        track,
        A::SubmitStudy,
        &member,
        &world,
        game.now,
        &with(Details::Study),
    );
    let refused = decide(&game.file, &submit, &member, game.now, world.rules());
    assert_eq!(refused.unwrap_err().code(), "wrong_office");
    let mut released = game.clone();
    let seq = track.assigned().next().unwrap().seq;
    give(
        &mut released,
        id,
        &member,
        A::Release,
        Details::Release(seq),
    )
    .unwrap();
    let refused = give(&mut released, id, &member, A::RecordClarification, hear);
    assert_eq!(refused.unwrap_err(), "wrong_office");
    // The plenary decision ends the team.
    game.play(A::SubmitStudy);
    assert_eq!(open(&game, id).len(), 1);
    game.play_to(A::DecideOutcomes, S::Decided);
    assert!(open(&game, id).is_empty());
}

/// Nothing outlives the end of the track, or the office that assigned.
#[test]
fn assignments_end_with_the_track_and_when_the_case_goes_elsewhere() {
    let world = World::new();
    let o = world.offices;
    for ends in [A::WithdrawReport, A::TakeOver] {
        let (mut game, id) = reach(&world, LawSet::Pemilu2022, S::InitialStudy).unwrap();
        let chair = world.actor(o.regency, Role::Chair);
        let staff = officer(&world, o.regency, Role::ViolationsStaff);
        give(&mut game, id, &chair, A::Assign, assign(C::Study, staff)).unwrap();
        assert_eq!(open(&game, id).len(), 1);
        game.play(ends);
        assert!(open(&game, id).is_empty(), "{ends:?}");
    }
}

/// The code of a refusal with the first days that it names.
fn early(refusal: &Refusal) -> (&'static str, Vec<Option<chrono::NaiveDate>>) {
    (refusal.code(), refusal.days())
}

#[test]
fn no_assignment_ends_before_its_first_day() {
    let world = World::new();
    let o = world.offices;
    let (mut game, id) = reach(&world, LawSet::Pemilu2022, S::Received).unwrap();
    let chair = world.actor(o.regency, Role::Chair);
    game.wait_days(3);
    let staff = officer(&world, o.regency, Role::ViolationsStaff);
    give(&mut game, id, &chair, A::Assign, assign(C::Study, staff)).unwrap();
    let given = game
        .file
        .track(id)
        .unwrap()
        .assigned()
        .next()
        .copied()
        .unwrap();
    game.wait_days(2);
    let eve = given.from - Days::new(1);
    let (seq, first) = (given.seq, Some(given.from));
    // Released before it began; on its own day it may end.
    let mut release = asked(&game, id, &chair, A::Release, Details::Release(seq));
    release.effective = Effective::day(eve);
    let refused = game.give(&chair, &release).unwrap_err();
    assert_eq!(early(&refused), ("assignment_begins_later", vec![first]));
    assert_eq!(refused.fields()[0].0, "/effective_day");
    release.effective = Effective::day(given.from);
    game.give(&chair, &release).unwrap();
    let ended = game.file.track(id).unwrap().version;
    // Nor by an amendment of the end, or of the beginning.
    let mut amend = |seq, day| {
        let list = vec![Amendment::StepDay {
            seq,
            at: Effective::day(day),
        }];
        let command = asked(&game, id, &chair, A::Amend, Details::Amendments(list));
        game.give(&chair, &command).map_err(|r| {
            assert_eq!(r.fields()[0].0, "/details/steps/0/effective_day");
            early(&r)
        })
    };
    let later = given.from + Days::new(1);
    let refused = amend(ended, eve).unwrap_err();
    assert_eq!(refused, ("assignment_begins_later", vec![first]));
    let refused = amend(seq, later).unwrap_err();
    assert_eq!(refused, ("assignment_begins_later", vec![Some(later)]));
    amend(ended, later).unwrap();
    amend(seq, later).unwrap();
}

#[test]
fn a_step_that_passes_a_case_on_is_not_held_up_by_what_was_assigned_for_later() {
    let world = World::new();
    let o = world.offices;
    let (mut game, id) = reach(&world, LawSet::Pemilu2022, S::Received).unwrap();
    let chair = world.actor(o.regency, Role::Chair);
    let day = game.file.case().unwrap().filed.day;
    game.wait_days(3);
    let staff = officer(&world, o.regency, Role::ViolationsStaff);
    give(&mut game, id, &chair, A::Assign, assign(C::Study, staff)).unwrap();
    let first = game.file.track(id).unwrap().assigned().next().unwrap().from;
    // It goes to another office, on a day before the assignment.
    let mut other = game.clone();
    other.play(A::CompleteInitialStudy);
    let mut before = game.clone();
    let study = {
        let mut study = other.script.steps.last().unwrap().clone();
        study.command.effective = Effective::day(day);
        study.command.meeting.as_mut().unwrap().day = None;
        for paper in &mut study.command.papers {
            (paper.dated, paper.received, paper.received_minute) = (None, None, None);
        }
        study
    };
    before.give(&study.actor, &study.command).unwrap();
    let mut pass = asked(
        &before,
        id,
        &chair,
        A::Delegate,
        Details::Delegation(o.sub_district),
    );
    pass.effective = Effective::day(day);
    if let Some(meeting) = &mut pass.meeting {
        meeting.day = None;
    }
    for paper in &mut pass.papers {
        (paper.dated, paper.received, paper.received_minute) = (None, None, None);
    }
    before.give(&chair, &pass).unwrap();
    let track = before.file.track(id).unwrap();
    let ended = track.assignments.last().unwrap();
    assert_eq!((ended.to, ended.ended), (Some(first), Some(track.version)));
    let passed = track.version;
    // The passing on is amended to after it: the assignment ends with it.
    before.wait_days(3);
    let list = vec![Amendment::StepDay {
        seq: passed,
        at: Effective::day(first + Days::new(1)),
    }];
    let now = world.actor(o.sub_district, Role::Chair);
    let amend = asked(&before, id, &now, A::Amend, Details::Amendments(list));
    before.give(&now, &amend).unwrap();
    let ended = *before.file.track(id).unwrap().assignments.last().unwrap();
    assert_eq!(ended.to, Some(first + Days::new(1)));
}

#[test]
fn an_hour_of_receipt_without_its_day_is_refused() {
    let world = World::new();
    let (game, id) = reach(&world, LawSet::Pemilu2022, S::Received).unwrap();
    let chair = world.actor(world.offices.regency, Role::Chair);
    let mut command = asked(&game, id, &chair, A::AddPapers, Details::None);
    command.papers.push(PaperRef {
        id: Ids::from(0x77_0001).id(),
        kind: PaperKind::Letter,
        dated: Some(command.effective.day),
        sent: None,
        received: None,
        received_minute: Some(0),
        signer: None,
    });
    let refused = game.clone().give(&chair, &command).unwrap_err();
    let at = command.papers.len() - 1;
    let fields = refused.fields();
    let found = fields.first().map(|(at, code, _)| (at.as_ref(), *code));
    let place = format!("/papers/{at}/received");
    assert_eq!(found, Some((place.as_str(), "hour_without_day")));
    command.papers[at].received = Some(command.effective.day);
    game.clone().give(&chair, &command).unwrap();
}
