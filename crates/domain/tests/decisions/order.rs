//! Steps whose predecessor was never taken, and days on which the law gave nobody the seat.

use netralitas_domain::{
    acts::{Details, next_actions},
    law::LawSet,
    people::{OfficeType, Role},
    procedure::{Action as A, Machine, Stage as S},
    refusal::Refusal,
};
use netralitas_testkit::play::{World, day, reach};

use crate::{asked, give, possible, with};

#[test]
fn a_lifting_is_not_refused_before_it_was_asked_for() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Bkn, S::Blocked).unwrap();
    let o = world.offices;
    let refuse = |game: &mut netralitas_testkit::play::Game<'_>| {
        give(
            game,
            o.bkn,
            Role::ControlOfficer,
            A::RefuseLift,
            with(Details::Reason),
        )
    };
    let refusal = refuse(&mut game).unwrap_err();
    assert_eq!(
        refusal,
        Refusal::StepMissing {
            after: A::RequestLift
        }
    );
    assert_eq!(refusal.code(), "step_missing");
    // The list of next actions says the same.
    let track = game.track_of(Machine::Control).unwrap();
    let officer = world.actor(o.bkn, Role::ControlOfficer);
    let next = next_actions(&game.file, track, &officer, game.now, world.rules());
    let listed = next.iter().find(|n| n.action == A::RefuseLift).unwrap();
    assert_eq!(listed.refusal.as_ref(), Some(&refusal));
    game.play(A::RequestLift);
    refuse(&mut game).unwrap();
}

#[test]
fn a_review_that_was_handed_over_keeps_the_steps_of_its_predecessor() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Kasn, S::Recommended).unwrap();
    game.on(day("2024-09-05")).play(A::HandOver);
    // The successor's own track never saw the recommendation; its predecessor did.
    assert!(possible(&game, A::RecordReceipt, |_| true));
}

#[test]
fn a_block_before_the_control_began_is_the_days_fault() {
    for recorded in [false, true] {
        let world = World::where_absent(|o| recorded && o.kind == OfficeType::ReviewAuthority);
        let o = world.offices;
        let (game, _) = reach(&world, LawSet::Kasn, S::BlockRequested).unwrap();
        let (office, role) = if recorded {
            (o.regency, Role::ViolationsStaff)
        } else {
            (o.bkn, Role::ControlOfficer)
        };
        let mut command = asked(&game, office, role, A::Block, with(Details::None));
        command.effective.day = day("2020-09-09");
        let actor = world.actor(office, role);
        let refusal =
            netralitas_domain::acts::decide(&game.file, &command, &actor, game.now, world.rules())
                .unwrap_err();
        assert_eq!(refusal.code(), "authority_competent");
        assert_eq!(refusal.fields()[0].0, "/effective_day");
        let Refusal::Guard { competent, .. } = refusal else {
            panic!("a guard refuses")
        };
        assert_eq!(competent[0].from, Some(day("2020-09-10")));
        assert!(
            competent
                .iter()
                .all(|c| c.role == "control" && c.authority == "bkn")
        );
        // Who never blocks is still the wrong one to ask.
        let stranger = world.actor(o.kasn, Role::ControlOfficer);
        let refusal = netralitas_domain::acts::decide(
            &game.file,
            &command,
            &stranger,
            game.now,
            world.rules(),
        )
        .unwrap_err();
        assert_eq!(refusal.code(), "wrong_office");
    }
}

#[test]
fn a_hand_over_before_the_successor_began_is_the_days_fault() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Kasn, S::Forwarded).unwrap();
    game.on(day("2024-09-05"));
    let bkn = world.offices.bkn;
    let mut command = asked(
        &game,
        bkn,
        Role::Reviewer,
        A::HandOver,
        with(Details::Succession),
    );
    command.effective.day = day("2024-09-03");
    let actor = world.actor(bkn, Role::Reviewer);
    let refusal =
        netralitas_domain::acts::decide(&game.file, &command, &actor, game.now, world.rules())
            .unwrap_err();
    assert_eq!(refusal.code(), "successor_competent");
    let Refusal::Guard { competent, .. } = refusal else {
        panic!("a guard refuses")
    };
    assert!(
        competent
            .iter()
            .any(|c| c.authority == "bkn" && c.from == Some(day("2024-09-04")))
    );
}

/// The field faults of a step by a role, as code and place.
fn faults(
    game: &netralitas_testkit::play::Game<'_>,
    role: Role,
    command: &netralitas_domain::acts::Command,
) -> Vec<(&'static str, String)> {
    let world = game.world;
    let actor = world.actor(world.offices.regency, role);
    let verdict =
        netralitas_domain::acts::decide(&game.file, command, &actor, game.now, world.rules());
    let fields = verdict.err().map(|r| r.fields()).unwrap_or_default();
    fields
        .into_iter()
        .map(|(at, code, _)| (code, at.into_owned()))
        .collect()
}

/// The same step on another day, its papers with it.
fn on(
    mut command: netralitas_domain::acts::Command,
    day: chrono::NaiveDate,
) -> netralitas_domain::acts::Command {
    command.effective = netralitas_domain::time::Effective::day(day);
    for paper in &mut command.papers {
        paper.dated = Some(day);
        paper.received = Some(day);
        paper.received_minute = None;
    }
    command
}

/// The announcement lets the office above see more, so it is not moved before the decision it tells of.
#[test]
fn a_status_is_not_announced_before_the_step_that_made_it() {
    let world = World::new();
    let (mut game, id) = reach(&world, LawSet::Pemilu2022, S::AwaitingPlenary).unwrap();
    game.wait_days(3).play_to(A::DecideOutcomes, S::Stopped);
    game.wait_days(3);
    let chair = (world.offices.regency, Role::Chair);
    let command = asked(
        &game,
        chair.0,
        chair.1,
        A::AnnounceStatus,
        with(Details::None),
    );
    let decided = game.file.track(id).unwrap();
    let decided = decided.last_step(A::DecideOutcomes).unwrap().day;
    let early = on(command.clone(), decided - chrono::Days::new(1));
    assert_eq!(
        faults(&game, chair.1, &early),
        [("too_early", "/effective_day".to_owned())]
    );
    assert_eq!(faults(&game, chair.1, &on(command, decided)), []);
}

#[test]
fn a_study_is_not_written_before_the_handling_was_extended() {
    let world = World::new();
    let (mut game, _) = reach(&world, LawSet::Pemilu2022, S::InStudy).unwrap();
    game.wait_days(3).play(A::Extend);
    game.wait_days(3);
    let extended = game
        .file
        .case_track()
        .unwrap()
        .last_step(A::Extend)
        .unwrap();
    let staff = Role::ViolationsStaff;
    let command = netralitas_testkit::play::candidates(
        &game.file,
        game.file.case_track().unwrap(),
        A::SubmitStudy,
        &world.actor(world.offices.regency, staff),
        &world,
        game.now,
    )
    .swap_remove(0);
    let early = on(command.clone(), extended.day - chrono::Days::new(1));
    assert_eq!(
        faults(&game, staff, &early),
        [("too_early", "/effective_day".to_owned())]
    );
    assert_eq!(faults(&game, staff, &on(command, extended.day)), []);
}

#[test]
fn hours_of_one_day_keep_the_order_where_both_are_known() {
    let world = World::new();
    let (game, id) = reach(&world, LawSet::Pemilu2022, S::Received).unwrap();
    let came = game.file.track(id).unwrap().steps[0].at;
    let role = Role::ViolationsStaff;
    let body = netralitas_testkit::play::candidates(
        &game.file,
        game.file.track(id).unwrap(),
        A::CompleteInitialStudy,
        &world.actor(world.offices.regency, role),
        &world,
        game.now,
    );
    let mut command = body.into_iter().next().unwrap();
    command.effective = came;
    assert_eq!(faults(&game, role, &command), []);
    command.effective.minute = came.minute.map(|m| m - 60);
    assert_eq!(
        faults(&game, role, &command),
        [("too_early", "/effective_time".to_owned())]
    );
    // A day without an hour is no earlier than any hour of it.
    command.effective.minute = None;
    assert_eq!(faults(&game, role, &command), []);
}

#[test]
fn papers_and_meetings_keep_the_order_too() {
    let world = World::new();
    let regency = world.offices.regency;
    let (mut game, id) = reach(&world, LawSet::Pemilu2022, S::Received).unwrap();
    let came = game.file.track(id).unwrap().steps[0].at.day;
    game.wait_days(10);
    let counter = Role::IntakeOfficer;
    let command = asked(
        &game,
        regency,
        counter,
        A::WithdrawReport,
        with(Details::Reason),
    );
    // Withdrawn on the second day, by a paper that was written on the ninth and received on the third.
    let mut crossed = on(command, came + chrono::Days::new(2));
    crossed.papers[0].dated = Some(came + chrono::Days::new(9));
    crossed.papers[0].received = Some(came + chrono::Days::new(3));
    assert_eq!(
        faults(&game, counter, &crossed),
        [
            ("received_before_dated", "/papers/0/received".to_owned()),
            ("paper_after_step", "/papers/0/dated".to_owned()),
        ]
    );
    crossed.papers[0].dated = Some(came + chrono::Days::new(2));
    assert_eq!(faults(&game, counter, &crossed), []);

    let (mut game, id) = reach(&world, LawSet::Pemilu2022, S::AwaitingPlenary).unwrap();
    game.wait_days(1);
    let came = game.file.track(id).unwrap().steps[0].at.day;
    let mut command = netralitas_testkit::play::candidates(
        &game.file,
        game.file.track(id).unwrap(),
        A::DecideOutcomes,
        &world.actor(regency, Role::Chair),
        &world,
        game.now,
    )
    .swap_remove(0);
    let mut meeting = command.meeting.unwrap();
    meeting.day = Some(came - chrono::Days::new(1));
    command.meeting = Some(meeting);
    assert_eq!(
        faults(&game, Role::Chair, &command),
        [("meeting_before_case", "/meeting/day".to_owned())]
    );
    meeting.day = Some(came);
    command.meeting = Some(meeting);
    assert_eq!(faults(&game, Role::Chair, &command), []);
}
