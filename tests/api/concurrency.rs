//! Many clients at once: on the use cases from many threads, and over real connections.

use std::{collections::BTreeSet, sync::Arc};

use netralitas_api::{
    dto::{
        act::{ActBody as _, Address},
        filing::Filing,
    },
    with_body,
};
use netralitas_app::{
    Answer, App, Keyed, Principal,
    error::{AppError, RefusalKind},
    input::{ActIn, NewCaseIn},
};
use netralitas_domain::{
    acts::Details,
    file::SubjectKind,
    law::LawSet,
    people::{Actor, Role},
    procedure::{Action, Machine, Outcome, Stage, rows},
};
use netralitas_store::{StoreError, journal};
use netralitas_testkit::{
    db::kinds,
    http::{outside, script::Teller},
    play::{Game, Start, World, accepting},
};
use serde_json::{Value, json};
use tokio::sync::Barrier;
use uuid::Uuid;

use crate::stand::{report, server, tell};

pub const CLIENTS: usize = 50;

fn principal(actor: &Actor) -> Principal {
    Principal::outside(actor.account, actor.office)
}

fn keyed(operation: &'static str, key: impl Into<String>) -> Keyed {
    Keyed {
        operation,
        key: key.into(),
        fingerprint: operation.as_bytes().to_vec(),
    }
}

fn filing() -> NewCaseIn {
    serde_json::from_value::<Filing>(report())
        .unwrap()
        .into_input(Action::FileReport)
        .unwrap()
}

/// An act as the HTTP layer makes it of a body.
pub fn act_of(action: Action, track: Uuid, expected: i64, body: Value) -> ActIn {
    let rule = rows(action).find(|r| r.is_operation()).unwrap();
    let to = Address {
        machine: rule.machine(),
        track,
        action,
        shape: rule.body,
        expected,
    };
    with_body!(rule.body, Body => serde_json::from_value::<Body>(body).unwrap().into_act(to).unwrap())
}

pub type Outcomes = Vec<Result<Answer, AppError>>;

/// Lets every piece of work begin at the same time, on many threads.
pub fn at_once<F>(work: Vec<F>) -> Outcomes
where
    F: Future<Output = Result<Answer, AppError>> + Send + 'static,
{
    outside(|| {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(8)
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let gate = Arc::new(Barrier::new(work.len()));
            let running: Vec<_> = work
                .into_iter()
                .map(|one| {
                    let gate = Arc::clone(&gate);
                    tokio::spawn(async move {
                        gate.wait().await;
                        one.await
                    })
                })
                .collect();
            let mut all = Vec::new();
            for one in running {
                all.push(one.await.unwrap());
            }
            all
        })
    })
}

/// Files the plain report.
pub fn open(
    app: &App,
    actor: &Actor,
    key: String,
) -> impl Future<Output = Result<Answer, AppError>> + Send + use<> {
    let (app, principal) = (app.clone(), principal(actor));
    async move {
        app.open(principal, keyed("file_report", key), filing())
            .await
    }
}

pub fn act(
    app: &App,
    actor: &Actor,
    key: String,
    input: ActIn,
) -> impl Future<Output = Result<Answer, AppError>> + Send + use<> {
    let (app, principal) = (app.clone(), principal(actor));
    async move {
        app.act(principal, keyed(input.action.code(), key), input)
            .await
    }
}

/// The numbers given in these receipts.
pub fn numbers(bodies: &[String]) -> BTreeSet<String> {
    let number = |body: &String| {
        let receipt: Value = serde_json::from_str(body).unwrap();
        receipt["numbers"][0]["number"].as_str().unwrap().to_owned()
    };
    bodies.iter().map(number).collect()
}

/// The numbers that so many filings get.
pub fn expected_numbers() -> BTreeSet<String> {
    (1..=CLIENTS)
        .map(|n| format!("{n:03}/LP/PB/Kab/16.11/X/2024"))
        .collect()
}

#[actix_web::test]
async fn fifty_filings_at_once_get_fifty_numbers() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let actor = world.actor(world.offices.regency, Role::IntakeOfficer);
        let all = at_once(
            (0..CLIENTS)
                .map(|i| open(&server.app, &actor, format!("k{i}")))
                .collect(),
        );
        let bodies: Vec<String> = all.into_iter().map(|a| a.unwrap().body).collect();
        assert_eq!(numbers(&bodies), expected_numbers());
        assert_eq!(server.db.rows("cases").len(), CLIENTS);
        assert_eq!(server.db.rows("journal").len(), CLIENTS);
    }
}

#[actix_web::test]
async fn fifty_equal_keys_have_one_effect_and_fifty_equal_answers() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let counter = world.actor(world.offices.regency, Role::IntakeOfficer);
        let chair = world.actor(world.offices.regency, Role::Chair);
        let all = at_once(
            (0..CLIENTS)
                .map(|_| open(&server.app, &counter, "same".to_owned()))
                .collect(),
        );
        let answers: Vec<Answer> = all.into_iter().map(Result::unwrap).collect();
        assert!(answers.iter().all(|a| *a == answers[0] && a.status == 201));
        assert_eq!(server.db.rows("cases").len(), 1);

        let receipt: Value = serde_json::from_str(&answers[0].body).unwrap();
        let track: Uuid = receipt["track_id"].as_str().unwrap().parse().unwrap();
        let study = act_of(Action::CompleteInitialStudy, track, 1, study());
        let all = at_once(
            (0..CLIENTS)
                .map(|_| act(&server.app, &chair, "same".to_owned(), study.clone()))
                .collect(),
        );
        let answers: Vec<Answer> = all.into_iter().map(Result::unwrap).collect();
        assert!(answers.iter().all(|a| *a == answers[0] && a.status == 200));
        assert_eq!(server.db.rows("journal").len(), 2);
    }
}

fn study() -> Value {
    json!({ "meeting": { "entitled": 3, "deciding": 2 }, "details": { "kinds": ["other_law"] } })
}

#[actix_web::test]
async fn one_of_fifty_equal_commands_wins() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let counter = world.actor(world.offices.regency, Role::IntakeOfficer);
        let chair = world.actor(world.offices.regency, Role::Chair);
        let filed = at_once(vec![open(&server.app, &counter, "k".to_owned())])
            .remove(0)
            .unwrap();
        let receipt: Value = serde_json::from_str(&filed.body).unwrap();
        let track: Uuid = receipt["track_id"].as_str().unwrap().parse().unwrap();
        let study = act_of(Action::CompleteInitialStudy, track, 1, study());
        let all = at_once(
            (0..CLIENTS)
                .map(|i| act(&server.app, &chair, format!("k{i}"), study.clone()))
                .collect(),
        );
        let (won, lost): (Vec<_>, Vec<_>) = all.into_iter().partition(Result::is_ok);
        assert_eq!((won.len(), lost.len()), (1, CLIENTS - 1));
        for refusal in lost {
            let fair = match refusal {
                Err(AppError::Stale { current }) => current == 2,
                Err(AppError::Refused(refused)) => refused.kind == RefusalKind::Step,
                _ => false,
            };
            assert!(fair);
        }
        assert_eq!(server.db.rows("journal").len(), 2);
        // The losers left no key behind: each of them may be used again.
        assert_eq!(server.db.rows("idempotency").len(), 2);
    }
}

/// A case with ten civil servants and ten village heads, every track one step before its end, and those steps.
fn twenty_tracks(world: &World) -> (Game<'_>, Vec<(Actor, netralitas_domain::acts::Command)>) {
    let subjects: Vec<_> = (0..20)
        .map(|i| {
            if i % 2 == 0 {
                SubjectKind::Pns
            } else {
                SubjectKind::VillageHead
            }
        })
        .collect();
    let mut game = Game::start(
        world,
        &Start::report(world, LawSet::Pilkada2024).about(&subjects),
    );
    for action in [
        Action::CompleteInitialStudy,
        Action::RegisterReport,
        Action::AppointTeam,
        Action::SubmitStudy,
    ] {
        game.wait_minutes(30).play(action);
    }
    game.wait_minutes(30).play_with(Action::DecideOutcomes, |details| {
        matches!(details, Details::Outcomes(list) if list.iter().all(|(_, o)| o.as_slice() == [Outcome::OtherLaw]))
    });
    game.wait_minutes(30).play(Action::SendRecommendation);
    let others: Vec<_> = game
        .file
        .tracks
        .iter()
        .filter(|t| t.machine != Machine::Case)
        .map(|t| (t.id, t.machine))
        .collect();
    assert_eq!(others.len(), 20);
    let taken = |game: &Game<'_>, id, action| {
        let track = game.file.track(id).unwrap();
        let mut all = accepting(&game.file, track, action, world, game.now);
        let (actor, command, _) = all.swap_remove(0);
        (actor, command)
    };
    for (id, machine) in &others {
        let action = if *machine == Machine::Review {
            Action::TakeIn
        } else {
            Action::AnswerReferral
        };
        let (actor, command) = taken(&game, *id, action);
        game.give(&actor, &command).unwrap();
    }
    let last = others
        .iter()
        .map(|(id, machine)| {
            let action = if *machine == Machine::Review {
                Action::RejectReview
            } else {
                Action::CloseReferral
            };
            taken(&game, *id, action)
        })
        .collect();
    (game, last)
}

#[actix_web::test]
async fn twenty_tracks_that_end_at_once_end_their_case_once() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let (game, last) = twenty_tracks(&world);
        let teller: Teller<'_> = tell(&server, &service, &game, |_| ()).await;
        let work: Vec<_> = last
            .iter()
            .enumerate()
            .map(|(i, (actor, command))| {
                let expected = game.file.track(command.track).unwrap().version;
                let input = act_of(
                    command.action,
                    teller.there(command.track.raw()),
                    expected,
                    teller.body(command),
                );
                act(&server.app, actor, format!("end{i}"), input)
            })
            .collect();
        for answer in at_once(work) {
            answer.unwrap();
        }
        let file = server.file(teller.case());
        assert!(file.tracks.iter().all(|t| t.stage.is_final()));
        assert_eq!(file.case_track().unwrap().stage, Stage::CaseClosed);
        let case = teller.case();
        let entries = outside(|| {
            server
                .app
                .store()
                .read_blocking(|tx| journal::of_case(tx, case))
        })
        .map_err(|e: StoreError| e.to_string());
        let closings = entries
            .unwrap()
            .iter()
            .filter(|e| e.event.action == Action::CloseCase)
            .count();
        assert_eq!(closings, 1, "the case ends exactly once");
    }
}

#[actix_web::test]
async fn many_filings_about_the_same_people_at_once_know_each_person_once() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        // Filings of one office wait for one another at its counter, those of several do not.
        let o = world.offices;
        let offices = [
            o.regency,
            o.city,
            o.province,
            o.other_province,
            o.sub_district,
        ];
        let actors = offices.map(|office| world.actor(office, Role::IntakeOfficer));
        let reader = world.actor(o.national, Role::Chair);
        let people = ["198609262015051001", "199001012020122002"];
        let work = (0..CLIENTS).map(|i| {
            let mut body = report();
            let first = json!({ "capacity": "respondent", "subject": "pns", "name": "Satu", "nip": people[i % 2] });
            let second = json!({ "capacity": "respondent", "subject": "pns", "name": "Dua", "nip": people[(i + 1) % 2] });
            body["content"]["parties"] = json!([first, second]);
            body["content"]["allegations"] = json!([{ "respondent": 0, "what": "Ikut kampanye" }]);
            let filing = serde_json::from_value::<Filing>(body).unwrap().into_input(Action::FileReport).unwrap();
            let (app, principal) = (server.app.clone(), principal(&actors[i % actors.len()]));
            async move { app.open(principal, keyed("file_report", format!("k{i}")), filing).await }
        });
        for answer in at_once(work.collect()) {
            answer.unwrap();
        }
        assert_eq!(server.db.rows("persons").len(), people.len());
        assert_eq!(server.db.rows("person_identifiers").len(), people.len());
        for nip in people {
            let page = server
                .app
                .find_by_nip(principal(&reader), Machine::Case, nip.to_owned(), 200)
                .await
                .unwrap();
            assert_eq!(page.items.len(), CLIENTS, "every case of {nip} is found");
        }
    }
}
