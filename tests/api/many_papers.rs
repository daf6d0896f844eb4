//! One paper against many tracks of many cases: all of them or none.

use netralitas_domain::{
    file::SubjectKind,
    law::LawSet,
    people::Role,
    procedure::{Action, Machine},
};
use netralitas_testkit::{
    db::kinds,
    http::{get, post},
    play::{Game, Start, World, at as moment},
};
use serde_json::{Value, json};

use crate::{
    seen::ask,
    stand::{report, server, tell, token},
};

const PAPER: &str = "/v1/papers";

fn letter(tracks: &Value) -> Value {
    json!({
        "paper": { "kind": "letter", "number": "B/4121/2024", "issuer": "Kementerian PANRB", "dated": "2024-10-15" },
        "tracks": tracks,
    })
}

fn at(collection: &str, track: &str, version: i64) -> Value {
    json!({ "collection": collection, "track_id": track, "version": version })
}

#[actix_web::test]
async fn one_paper_goes_to_all_tracks_or_to_none() {
    let world = World::new();
    for kind in kinds() {
        let server = server(kind, &world);
        let service = server.service().await;
        let as_of = |office, role| token(&server, &world, office, role);
        let intake = as_of(world.offices.regency, Role::IntakeOfficer);
        let elsewhere = as_of(world.offices.other_province, Role::IntakeOfficer);
        let mut cases = Vec::new();
        for (n, who) in [&intake, &intake, &elsewhere].into_iter().enumerate() {
            let reply = ask(
                &service,
                post("/v1/reports", who, &format!("r{n}"), &report()),
            )
            .await;
            assert_eq!(reply.status, 201, "{}", reply.text);
            cases.push(reply.json()["case_id"].as_str().unwrap().to_owned());
        }
        let version = async |case: &str, who: &str| {
            let view = ask(&service, get(&format!("/v1/cases/{case}"), who)).await;
            view.json()["version"].as_i64().unwrap()
        };
        let two = json!([at("cases", &cases[0], 1), at("cases", &cases[1], 1)]);

        // What moved is named, all of it; what cannot be seen makes the whole unknown, stale or not.
        let stale = json!([
            at("cases", &cases[0], 1),
            at("cases", &cases[1], 9),
            at("cases", &cases[0], 1)
        ]);
        let reply = ask(&service, post(PAPER, &intake, "k", &letter(&stale))).await;
        assert_eq!(
            (reply.status, reply.reason().as_str()),
            (422, "validation_failed"),
            "{}",
            reply.text
        );
        let stale = json!([at("cases", &cases[0], 1), at("cases", &cases[1], 9)]);
        let reply = ask(&service, post(PAPER, &intake, "k", &letter(&stale))).await;
        assert_eq!(
            (reply.status, reply.reason().as_str()),
            (412, "version_stale"),
            "{}",
            reply.text
        );
        let errors = reply.json()["errors"].clone();
        assert_eq!(errors.as_array().unwrap().len(), 1, "{errors}");
        assert_eq!(errors[0]["pointer"], "/tracks/1/version");
        assert!(
            errors[0]["text"].as_str().unwrap().contains('1'),
            "{errors}"
        );
        let hidden = json!([at("cases", &cases[1], 9), at("cases", &cases[2], 1)]);
        let reply = ask(&service, post(PAPER, &intake, "k", &letter(&hidden))).await;
        assert_eq!(reply.status, 404, "{}", reply.text);
        let misplaced = json!([at("cases", &cases[0], 1), at("reviews", &cases[1], 1)]);
        let reply = ask(&service, post(PAPER, &intake, "k", &letter(&misplaced))).await;
        assert_eq!(reply.status, 404, "{}", reply.text);
        let field = as_of(world.offices.regency, Role::Member);
        let reply = ask(&service, post(PAPER, &field, "k", &letter(&two))).await;
        assert_eq!(reply.status, 403, "{}", reply.text);
        assert!(server.db.rows("papers").is_empty(), "nothing is written");
        for case in &cases[..2] {
            assert_eq!(version(case, &intake).await, 1);
        }

        let first = ask(&service, post(PAPER, &intake, "k", &letter(&two))).await;
        assert_eq!(first.status, 201, "{}", first.text);
        let paper = first.json()["paper_id"].as_str().unwrap().to_owned();
        let again = ask(&service, post(PAPER, &intake, "k", &letter(&two))).await;
        assert_eq!((again.status, &again.text), (201, &first.text));
        assert_eq!(server.db.rows("papers").len(), 1, "one paper");
        for case in &cases[..2] {
            let view = ask(&service, get(&format!("/v1/cases/{case}"), &intake))
                .await
                .json();
            assert_eq!(view["version"], 2);
            assert_eq!(view["papers"][0]["id"], paper.as_str(), "{view}");
            let journal = ask(&service, get(&format!("/v1/cases/{case}/journal"), &intake)).await;
            let row = &journal.json()["items"][1];
            assert_eq!(row["action"]["code"], Action::AddPapers.code());
            assert_eq!(row["paper_ids"], json!([paper]));
        }
        assert_eq!(version(&cases[2], &elsewhere).await, 1);
    }
}

/// Several tracks of one case get a journal row each; the case's own track does not move.
#[actix_web::test]
async fn two_reviews_of_one_case_take_the_same_letter() {
    let world = World::new();
    let subjects = vec![SubjectKind::Pns; 2];
    let start = Start::report(&world, LawSet::Pilkada2024).about(&subjects);
    let mut game = Game::start(&world, &start);
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
    for kind in kinds() {
        let server = server(kind, &world);
        let service = server.service().await;
        let teller = tell(&server, &service, &game, |_| ()).await;
        server.clock.set(moment("2024-11-20", 10, 0));
        let reviewer = token(&server, &world, world.offices.bkn, Role::Reviewer);
        let reviews: Vec<String> = game
            .file
            .tracks
            .iter()
            .filter(|t| t.machine == Machine::Review)
            .map(|t| teller.there(t.id.raw()).to_string())
            .collect();
        assert_eq!(reviews.len(), 2);
        let both = json!([at("reviews", &reviews[0], 1), at("reviews", &reviews[1], 1)]);
        let reply = ask(&service, post(PAPER, &reviewer, "k", &letter(&both))).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        let before = game.file.case_track().unwrap().version;
        let file = server.file(teller.case());
        assert_eq!(file.case_track().unwrap().version, before);
        for track in file.tracks.iter().filter(|t| t.machine == Machine::Review) {
            assert_eq!(track.version, 2);
        }
    }
}
