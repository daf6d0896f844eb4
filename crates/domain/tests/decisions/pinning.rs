//! Which handling rules a case stands under: those of the day of its registration (Perbawaslu 7/2022 art. 61).

use netralitas_domain::{
    acts::next_actions,
    law::LawSet,
    people::Role,
    procedure::{Action as A, Machine, Mark, Stage},
};
use netralitas_testkit::play::{Game, Start, World, day};

/// A report filed on a day and its initial study.
fn studied<'w>(world: &'w World, law: LawSet, filed: &str) -> Game<'w> {
    let mut game = Game::start(world, &Start::report(world, law).on(filed));
    game.wait_minutes(30).play(A::CompleteInitialStudy);
    game
}

fn law_of(game: &Game<'_>) -> LawSet {
    game.track_of(Machine::Case).unwrap().law
}

#[test]
fn a_report_stands_under_the_rules_of_the_day_of_its_registration() {
    let world = World::new();
    for (filed, registered, before, after) in [
        (
            "2022-10-18",
            "2022-10-20",
            LawSet::Pemilu2018,
            LawSet::Pemilu2022,
        ),
        (
            "2022-10-18",
            "2022-10-19",
            LawSet::Pemilu2018,
            LawSet::Pemilu2018,
        ),
        (
            "2024-09-27",
            "2024-09-30",
            LawSet::Pilkada2020,
            LawSet::Pilkada2024,
        ),
        (
            "2024-09-26",
            "2024-09-27",
            LawSet::Pilkada2020,
            LawSet::Pilkada2020,
        ),
    ] {
        let mut game = studied(&world, before, filed);
        assert_eq!(law_of(&game), before);
        let events = game.on(day(registered)).play(A::RegisterReport);
        let moved = events[0].marks.contains(&Mark::RulesMoved);
        assert_eq!(
            law_of(&game),
            after,
            "filed {filed}, registered {registered}"
        );
        assert_eq!(
            moved,
            before != after,
            "filed {filed}, registered {registered}"
        );
        // What the registration starts counts under its own rules, and it is for good.
        let handling = game.track_of(Machine::Case).unwrap().terms.last().unwrap();
        assert_eq!(handling.law, after);
        game.wait_days(1).play(A::AppointTeam);
        assert_eq!(law_of(&game), after);
    }
}

#[test]
fn the_list_names_the_rules_that_the_registration_would_take() {
    let world = World::new();
    let mut game = studied(&world, LawSet::Pilkada2020, "2024-09-27");
    game.on(day("2024-09-30"));
    let track = game.track_of(Machine::Case).unwrap();
    let chair = world.actor(world.offices.regency, Role::Chair);
    let next = next_actions(&game.file, track, &chair, game.now, world.rules());
    let of = |action| next.iter().find(|n| n.action == action).unwrap().law;
    assert_eq!(of(A::RegisterReport), LawSet::Pilkada2024);
    assert_eq!(of(A::DeclareNotRegistered), LawSet::Pilkada2020);
}

#[test]
fn a_registration_taken_back_gives_the_provisional_rules_back() {
    let world = World::new();
    let mut game = studied(&world, LawSet::Pilkada2020, "2024-09-27");
    game.on(day("2024-09-30")).play(A::RegisterReport);
    assert_eq!(law_of(&game), LawSet::Pilkada2024);
    game.wait_minutes(30).annul_last().unwrap();
    let track = game.track_of(Machine::Case).unwrap();
    assert_eq!(
        (track.stage, track.law),
        (Stage::InitialStudy, LawSet::Pilkada2020)
    );
}

#[test]
fn a_day_before_the_first_rules_of_the_book_is_marked() {
    let world = World::new();
    for (filed, marked) in [("2018-10-15", true), ("2020-10-15", false)] {
        let game = Game::start(
            &world,
            &Start::report(&world, LawSet::Pilkada2020).on(filed),
        );
        let opening = &game.file.case_track().unwrap().marks;
        let noted = opening.iter().any(|n| n.mark == Mark::RulesNotYetInForce);
        assert_eq!(noted, marked, "{filed}");
    }
}
