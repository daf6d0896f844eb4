//! What no body may talk away: days before the track was there, papers of the future, requirements for
//! which nothing was given, a completion that came late.

use netralitas_domain::{
    acts::{Command, PaperRef, decide, open_case},
    file::CaseFile,
    ids::PaperId,
    law::LawSet,
    people::{Actor, Role},
    procedure::{Action as A, NotRegisteredGround, PaperKind, Requirement, Stage as S},
    time::{Effective, Moment},
};
use netralitas_testkit::play::{Start, World, candidates, day, reach};

/// A command that is taken, by a chair of the regency.
fn taken(world: &World, file: &CaseFile, actor: &Actor, now: Moment, action: A) -> Option<Command> {
    let track = file.case_track().unwrap();
    candidates(file, track, action, actor, world, now)
        .into_iter()
        .find(|c| decide(file, c, actor, now, world.rules()).is_ok())
}

fn chair(world: &World) -> Actor {
    Actor {
        roles: vec![
            Role::Chair,
            Role::Member,
            Role::ViolationsStaff,
            Role::IntakeOfficer,
        ],
        ..world.actor(world.offices.regency, Role::Chair)
    }
}

#[test]
fn no_step_precedes_the_one_that_brought_the_track_here() {
    let world = World::new();
    let actor = chair(&world);
    let (game, _) = reach(&world, LawSet::Pemilu2022, S::Registered).unwrap();
    let code = |c: &Command| {
        decide(&game.file, c, &actor, game.now, world.rules())
            .map_err(|r| r.code())
            .err()
    };
    let fine = taken(&world, &game.file, &actor, game.now, A::AppointTeam).unwrap();
    let mut early = fine.clone();
    early.effective = Effective::day(fine.effective.day - chrono::Days::new(30));
    early.papers.clear();
    assert_eq!(code(&early), Some("too_early"));
    let mut paper = fine;
    paper.papers = vec![PaperRef {
        id: PaperId::new(uuid::Uuid::from_u128(9)),
        kind: PaperKind::ChairDecree,
        dated: Some(day("2031-01-01")),
        sent: None,
        received: None,
        received_minute: None,
        signer: None,
    }];
    assert_eq!(code(&paper), Some("future_day"));
}

#[test]
fn what_was_not_given_is_a_gap_whatever_the_study_says() {
    let world = World::new();
    let actor = chair(&world);
    let start = Start::report(&world, LawSet::Pemilu2022);
    let mut new = start.paper(&world);
    new.content.given.retain(|r| *r != Requirement::Evidence);
    let now = start.moment();
    let events = open_case(&new, None, &start.actor(&world), now, world.rules()).unwrap();
    let mut file = CaseFile::remembering(new.id);
    file.apply(&events);
    let study = candidates(&file, file.case_track().unwrap(), A::CompleteInitialStudy, &actor, &world, now)
        .into_iter()
        .find(|c| {
            matches!(&c.details, netralitas_domain::acts::Details::InitialStudy(s) if s.gaps.is_empty() && s.late.is_none())
                && decide(&file, c, &actor, now, world.rules()).is_ok()
        })
        .unwrap();
    file.apply(&decide(&file, &study, &actor, now, world.rules()).unwrap());
    assert_eq!(file.case().unwrap().gaps(), [Requirement::Evidence]);
    assert!(taken(&world, &file, &actor, now, A::RegisterReport).is_none());
    assert!(taken(&world, &file, &actor, now, A::RequestCompletion).is_some());
}

#[test]
fn a_completion_that_came_late_may_be_declared_not_registered() {
    let world = World::new();
    let actor = chair(&world);
    let (mut game, _) = reach(&world, LawSet::Pemilu2022, S::AwaitingCompletion).unwrap();
    game.wait_days(30);
    let events = game.play_to(A::CompleteReport, S::InitialStudy);
    assert!(events[0].late.is_some());
    let track = game.file.case_track().unwrap();
    let not_completed = candidates(
        &game.file,
        track,
        A::DeclareNotRegistered,
        &actor,
        &world,
        game.now,
    )
    .into_iter()
    .filter(|c| {
        c.details
            == netralitas_domain::acts::Details::NotRegistered(NotRegisteredGround::NotCompleted)
    })
    .any(|c| decide(&game.file, &c, &actor, game.now, world.rules()).is_ok());
    assert!(not_completed);
}
