//! Steps on many tracks of one case, written at once: what the case counts for follows from all of them.

use netralitas_domain::{
    acts::Command,
    file::SubjectKind,
    ids::TrackId,
    law::LawSet,
    people::{Actor, Role},
    procedure::{Action, Machine, Outcome},
};
use netralitas_testkit::{
    db::kinds,
    http::outside,
    play::{Game, Start, World, accepting},
};

use super::{asker, n};
use crate::{
    concurrency::{act, act_of, at_once},
    stand::{server, tell},
};

const PEOPLE: usize = 12;

/// A case with a dozen civil servants, each one step before being found proven, and those steps.
fn before_the_finding(world: &World) -> (Game<'_>, Vec<(Actor, Command)>) {
    let subjects = vec![SubjectKind::Pns; PEOPLE];
    let start = Start::report(world, LawSet::Pilkada2024).about(&subjects);
    let mut game = Game::start(world, &start);
    for action in [
        Action::CompleteInitialStudy,
        Action::RegisterReport,
        Action::AppointTeam,
        Action::SubmitStudy,
    ] {
        game.wait_minutes(30).play(action);
    }
    game.wait_minutes(30).play_with(Action::DecideOutcomes, |details| {
        use netralitas_domain::acts::Details;
        matches!(details, Details::Outcomes(list) if list.iter().all(|(_, o)| o.as_slice() == [Outcome::OtherLaw]))
    });
    game.wait_minutes(30).play(Action::SendRecommendation);
    let reviews: Vec<TrackId> = game
        .file
        .tracks
        .iter()
        .filter(|t| t.machine == Machine::Review)
        .map(|t| t.id)
        .collect();
    assert_eq!(reviews.len(), PEOPLE);
    let on = [
        Action::TakeIn,
        Action::PassToBawaslu,
        Action::BeginExamination,
    ];
    let mut last = Vec::new();
    for id in reviews {
        let found = (0..on.len() + 1).find_map(|_| {
            let track = game.file.track(id).unwrap().clone();
            let step = |game: &Game<'_>, action| {
                let valid = accepting(&game.file, &track, action, world, game.now);
                valid.into_iter().next().map(|(a, c, _)| (a, c))
            };
            if let Some(proven) = step(&game, Action::FindProven) {
                return Some(proven);
            }
            let (actor, command) = on.iter().find_map(|a| step(&game, *a)).unwrap();
            game.give(&actor, &command).unwrap();
            None
        });
        last.push(found.expect("a finding can be made"));
    }
    (game, last)
}

#[actix_web::test]
async fn a_dozen_findings_at_once_make_one_case_with_a_finding() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let (game, last) = before_the_finding(&world);
        let teller = tell(&server, &service, &game, |_| ()).await;
        let work = last.iter().enumerate().map(|(i, (actor, command))| {
            let expected = game.file.track(command.track).unwrap().version;
            let track = teller.there(command.track.raw());
            let input = act_of(command.action, track, expected, teller.body(command));
            act(&server.app, actor, format!("proven{i}"), input)
        });
        for answer in at_once(work.collect()) {
            answer.unwrap();
        }
        assert_eq!(
            outside(|| server.app.verify_fold()).unwrap(),
            Vec::<String>::new()
        );
        let chair = asker(
            &server,
            &world,
            &service,
            world.offices.national,
            Role::Chair,
        );
        let funnel = chair.funnel("").await;
        super::assert_holds(&funnel);
        assert_eq!(n(&funnel["proven"]), PEOPLE as i64, "{funnel}");
        assert_eq!(n(&funnel["cases"]["proven"]), 1, "{funnel}");
    }
}
