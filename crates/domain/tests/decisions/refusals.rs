//! What is refused before any guard, and in which order.

use netralitas_domain::{
    acts::{Details, legal_basis},
    law::LawSet,
    people::Role,
    procedure::{Action as A, Stage as S},
    refusal::Refusal,
};
use netralitas_testkit::play::{Start, World, day, reach};

use crate::{asked, code, verdict, with};

#[test]
fn role_then_stage_then_office() {
    let world = World::new();
    let o = world.offices;
    let (game, _) = reach(&world, LawSet::Pemilu2022, S::Registered).unwrap();
    let ask = |office, role, action, details| code(&game, office, role, action, with(details));
    let team = || Details::None;
    assert_eq!(ask(o.regency, Role::Chair, A::AppointTeam, team()), None);
    assert_eq!(
        ask(o.regency, Role::IntakeOfficer, A::AppointTeam, team()),
        Some("forbidden_role")
    );
    assert_eq!(
        ask(o.city, Role::Chair, A::AppointTeam, team()),
        Some("wrong_office")
    );
    assert_eq!(
        ask(o.regency, Role::Chair, A::Extend, Details::Reason),
        Some("step_not_allowed")
    );
    // Role before stage, stage before office.
    assert_eq!(
        ask(o.city, Role::IntakeOfficer, A::Extend, Details::Reason),
        Some("forbidden_role")
    );
    assert_eq!(
        ask(o.city, Role::Chair, A::Extend, Details::Reason),
        Some("step_not_allowed")
    );
}

#[test]
fn the_refusal_names_where_the_step_starts() {
    let world = World::new();
    let regency = world.offices.regency;
    let (mut game, _) = reach(&world, LawSet::Pemilu2022, S::Registered).unwrap();
    let command = asked(
        &game,
        regency,
        Role::Chair,
        A::Extend,
        with(Details::Reason),
    );
    let refusal = game
        .give(&world.actor(regency, Role::Chair), &command)
        .unwrap_err();
    let expected = Refusal::StepNotAllowed {
        allowed_from: vec![S::InStudy],
        ended: false,
    };
    assert_eq!(refusal, expected);
    let (game, _) = reach(&world, LawSet::Pemilu2022, S::Stopped).unwrap();
    assert_eq!(
        code(
            &game,
            regency,
            Role::Chair,
            A::Extend,
            with(Details::Reason)
        ),
        Some("track_ended")
    );
}

#[test]
fn no_day_or_hour_in_the_future() {
    let world = World::new();
    let regency = world.offices.regency;
    let (game, _) = reach(&world, LawSet::Pemilu2022, S::Registered).unwrap();
    let mut command = asked(
        &game,
        regency,
        Role::Chair,
        A::AppointTeam,
        with(Details::None),
    );
    let minute = command.effective.minute.unwrap();
    command.effective.minute = Some(minute + 1);
    assert_eq!(
        verdict(&game, regency, Role::Chair, &command),
        Some("future_day")
    );
    command.effective.minute = None;
    assert_eq!(verdict(&game, regency, Role::Chair, &command), None);
    command.effective.day = command.effective.day + chrono::Days::new(1);
    assert_eq!(
        verdict(&game, regency, Role::Chair, &command),
        Some("future_day")
    );

    let start = Start::report(&world, LawSet::Pemilu2022);
    let actor = start.actor(&world);
    let open = |paper: &netralitas_domain::acts::NewCase| {
        netralitas_domain::acts::open_case(paper, None, &actor, start.moment(), world.rules())
            .err()
            .map(|r| r.code())
    };
    let tomorrow = Some(day("2023-10-25"));
    let paper = start.paper();
    assert_eq!(open(&paper), None);
    let mut known = paper.clone();
    known.known_on = tomorrow;
    assert_eq!(open(&known), Some("after_filing"));
    let mut act = paper.clone();
    act.content.allegations[0].act_to = tomorrow;
    assert_eq!(open(&act), Some("after_filing"));
    let mut stranger = paper;
    stranger.content.allegations[0].respondent = netralitas_testkit::play::Ids::from(9).id();
    assert_eq!(open(&stranger), Some("details_unfit"));
}

#[test]
fn a_step_does_not_precede_what_it_must_follow() {
    let world = World::new();
    let regency = world.offices.regency;
    let (mut game, _) = reach(&world, LawSet::Pemilu2022, S::InStudy).unwrap();
    game.wait_days(2);
    let party = game.file.case().unwrap().parties[0].id;
    let mut command = asked(
        &game,
        regency,
        Role::Member,
        A::RecordClarification,
        with(Details::Person(party)),
    );
    command.effective.day = day("2023-10-24");
    assert_eq!(
        verdict(&game, regency, Role::Member, &command),
        None,
        "on the same day"
    );
    command.effective.day = day("2023-10-23");
    assert_eq!(
        verdict(&game, regency, Role::Member, &command),
        Some("too_early")
    );
}

#[test]
fn details_of_another_action_or_of_strangers_do_not_fit() {
    let world = World::new();
    let regency = world.offices.regency;
    let (game, _) = reach(&world, LawSet::Pemilu2022, S::InStudy).unwrap();
    let ask = |details| {
        code(
            &game,
            regency,
            Role::Member,
            A::RecordClarification,
            with(details),
        )
    };
    assert_eq!(ask(Details::Reason), Some("details_unfit"));
    let stranger = netralitas_testkit::play::Ids::from(9).id();
    assert_eq!(ask(Details::Person(stranger)), Some("details_unfit"));
}

/// The articles of a refusal are those of the row that would apply; where the track stands elsewhere, of the
/// action's rows under its law text.
#[test]
fn a_refusal_of_role_office_or_stage_names_its_articles() {
    let world = World::new();
    let o = world.offices;
    let (game, id) = reach(&world, LawSet::Pemilu2022, S::Registered).unwrap();
    let track = game.file.track(id).unwrap();
    let basis = |office, role, action| {
        let command = asked(&game, office, role, action, with(Details::Reason));
        let actor = world.actor(office, role);
        let refusal =
            netralitas_domain::acts::decide(&game.file, &command, &actor, game.now, world.rules())
                .unwrap_err();
        (refusal.code(), legal_basis(&refusal, action, track))
    };
    let cite = |action, stage| {
        let row = netralitas_domain::procedure::rule(track.law, action, stage).unwrap();
        vec![row.law(track.law).unwrap().cite]
    };
    let extend = cite(A::Extend, S::InStudy);
    assert_eq!(
        basis(o.regency, Role::Chair, A::Extend),
        ("step_not_allowed", extend.clone())
    );
    assert_eq!(
        basis(o.regency, Role::IntakeOfficer, A::Extend),
        ("forbidden_role", extend)
    );
    assert_eq!(
        basis(o.city, Role::Chair, A::AppointTeam),
        ("wrong_office", cite(A::AppointTeam, S::Registered))
    );
}
