//! Twenty respondents of five agencies in one case: nobody stands in another's way, and no agency sees that
//! another one acted, not even by a size or a version.

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
};
use netralitas_domain::{
    acts::{Command, Details},
    file::SubjectKind,
    ids::{OfficeId, TrackId},
    law::LawSet,
    people::{Actor, Role},
    procedure::{Action, Machine, Outcome, Stage},
};
use netralitas_testkit::{
    db::kinds,
    http::{get, script::Teller},
    play::{Game, Start, World, accepting},
};

use crate::{
    concurrency::{act, act_of, at_once},
    seen::ask,
    stand::{server, tell, token},
};

/// A step that leads a track on.
fn step(game: &Game<'_>, world: &World, track: TrackId, action: Action) -> (Actor, Command) {
    let track = game.file.track(track).unwrap();
    let all = accepting(&game.file, track, action, world, game.now);
    let found = all.into_iter().next();
    let (actor, command, _) =
        found.unwrap_or_else(|| panic!("nobody may {action:?} at {:?}", track.stage));
    (actor, command)
}

fn tracks(game: &Game<'_>, machine: Machine) -> Vec<TrackId> {
    let of_machine = game.file.tracks.iter().filter(|t| t.machine == machine);
    of_machine.map(|t| t.id).collect()
}

/// Twenty civil servants of five agencies, each with a recommendation at the agency.
fn recommended<'w>(world: &'w World, agencies: &[OfficeId]) -> Game<'w> {
    let start = Start::report(world, LawSet::Pilkada2024)
        .about(&[SubjectKind::Pns; 20])
        .of_agencies(agencies);
    let mut game = Game::start(world, &start);
    for action in [
        Action::CompleteInitialStudy,
        Action::RegisterReport,
        Action::AppointTeam,
        Action::SubmitStudy,
        Action::DecideOutcomes,
        Action::SendRecommendation,
    ] {
        game.wait_minutes(30).play(action);
    }
    for review in tracks(&game, Machine::Review) {
        for action in [
            Action::TakeIn,
            Action::PassToBawaslu,
            Action::FindProven,
            Action::IssueRecommendation,
            Action::RecordReceipt,
        ] {
            let (actor, command) = step(&game, world, review, action);
            game.give(&actor, &command).unwrap();
        }
    }
    game
}

/// Everything that an agency can read of the case: status, version, size and bytes of each answer.
async fn surfaces<S>(
    service: &S,
    teller: &Teller<'_>,
    game: &Game<'_>,
    token: &str,
) -> Vec<(String, u16, Option<String>, String)>
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let mut paths: Vec<String> = Machine::ALL
        .iter()
        .map(|m| format!("/v1/{}?limit=200", m.collection()))
        .collect();
    for track in &game.file.tracks {
        let id = teller.there(track.id.raw());
        let path = format!("/v1/{}/{id}", track.machine.collection());
        paths.extend([format!("{path}/journal"), path]);
    }
    let mut seen = Vec::new();
    for path in paths {
        let reply = ask(service, get(&path, token)).await;
        // Every answer of an error names its own request.
        let text = match reply.status {
            200 => reply.text,
            _ => reply.reason(),
        };
        seen.push((path, reply.status, reply.etag, text));
    }
    seen
}

#[actix_web::test]
async fn twenty_respondents_of_five_agencies_never_meet() {
    for kind in kinds() {
        let (world, more) = World::new().with_agencies(3);
        let agencies: Vec<OfficeId> = [world.offices.agency, world.offices.other_agency]
            .into_iter()
            .chain(more)
            .collect();
        let server = server(kind, &world);
        let service = server.service().await;
        let game = recommended(&world, &agencies);
        let sanctions = tracks(&game, Machine::Sanction);
        assert_eq!(sanctions.len(), 20);
        let teller = tell(&server, &service, &game, |_| ()).await;

        let first = token(&server, &world, agencies[0], Role::PersonnelOfficer);
        let before = surfaces(&service, &teller, &game, &first).await;
        let readable = before.iter().filter(|(_, status, ..)| *status == 200);
        // Its four reviews and sanctions with their journals, and the five lists.
        assert_eq!(readable.count(), 4 * 2 * 2 + 5);

        let summons = |others: bool| {
            let of: Vec<_> = sanctions
                .iter()
                .map(|id| (step(&game, &world, *id, Action::Summon), *id))
                .filter(|((actor, _), _)| (actor.office != agencies[0]) == others)
                .collect();
            of.into_iter()
                .map(|((actor, command), id)| {
                    let expected = game.file.track(id).unwrap().version;
                    let there = teller.there(id.raw());
                    let input = act_of(command.action, there, expected, teller.body(&command));
                    act(&server.app, &actor, format!("s{there}"), input)
                })
                .collect::<Vec<_>>()
        };
        let elsewhere = summons(true);
        assert_eq!(elsewhere.len(), 16);
        for answer in at_once(elsewhere) {
            answer.unwrap();
        }
        for (was, is) in before
            .iter()
            .zip(surfaces(&service, &teller, &game, &first).await)
        {
            assert!(*was == is, "an agency sees at {} that another acted", is.0);
        }
        for answer in at_once(summons(false)) {
            answer.unwrap();
        }
        let file = server.file(teller.case());
        let summoned = |t: &&netralitas_domain::file::Track| t.stage == Stage::AgencyExamination;
        assert_eq!(file.tracks.iter().filter(summoned).count(), 20);
        assert!(surfaces(&service, &teller, &game, &first).await != before);
    }
}

#[actix_web::test]
async fn twenty_clients_of_five_agencies_act_at_once_and_nobody_meets_another_version() {
    for kind in kinds() {
        let (world, more) = World::new().with_agencies(3);
        let agencies: Vec<OfficeId> = [world.offices.agency, world.offices.other_agency]
            .into_iter()
            .chain(more)
            .collect();
        let server = server(kind, &world);
        let service = server.service().await;
        let game = recommended(&world, &agencies);
        let teller = tell(&server, &service, &game, |_| ()).await;
        let work: Vec<_> = tracks(&game, Machine::Sanction)
            .into_iter()
            .map(|id| {
                let (actor, command) = step(&game, &world, id, Action::Summon);
                let expected = game.file.track(id).unwrap().version;
                let there = teller.there(id.raw());
                let input = act_of(command.action, there, expected, teller.body(&command));
                act(&server.app, &actor, format!("s{there}"), input)
            })
            .collect();
        assert_eq!(work.len(), 20);
        for answer in at_once(work) {
            answer.unwrap();
        }
    }
}

/// As many respondents as one filing takes, half of them village heads, forwarded in one step.
#[actix_web::test]
async fn a_case_with_a_hundred_respondents_is_forwarded_whole() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let subjects: Vec<_> = [SubjectKind::Pns, SubjectKind::VillageHead]
            .into_iter()
            .cycle()
            .take(99)
            .collect();
        let start = Start::report(&world, LawSet::Pilkada2024).about(&subjects);
        let mut game = Game::start(&world, &start);
        for action in [
            Action::CompleteInitialStudy,
            Action::RegisterReport,
            Action::AppointTeam,
            Action::SubmitStudy,
        ] {
            game.wait_minutes(30).play(action);
        }
        game.wait_minutes(30)
            .play_with(Action::DecideOutcomes, |details| {
                matches!(details, Details::Outcomes(list)
                if list.iter().all(|(_, o)| o.as_slice() == [Outcome::OtherLaw]))
            });
        game.wait_minutes(30).play(Action::SendRecommendation);
        let teller = tell(&server, &service, &game, |_| ()).await;
        let file = server.file(teller.case());
        assert_eq!(file.tracks.len(), 100);
        assert_eq!(server.db.rows("tracks").len(), 100);
    }
}
