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
