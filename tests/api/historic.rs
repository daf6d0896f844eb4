//! Old matters entered from paper: irregular steps noted, numbers from the paper, given once.

use std::collections::BTreeSet;

use netralitas_domain::{
    acts::Historic,
    ids::OfficeId,
    law::LawSet,
    people::Role,
    procedure::{Action as A, Stage as S},
};
use netralitas_testkit::{
    db::kinds,
    http::{Reply, Server, get, outside, post},
    play::{Body, Game, World, command, reach},
};
use serde_json::{Value, json};

use crate::{
    seen::ask,
    stand::{key, report, server, tell, token},
};

/// Lets the world's actor with a role at an office enter old matters.
fn entitle(server: &Server, world: &World, office: OfficeId, role: Role) {
    let actor = world.actor(office, role);
    let office = world.directory.get(office).unwrap();
    let from = "2000-01-01".parse().unwrap();
    outside(|| {
        server
            .app
            .grant_role(actor.account, office, Role::HistoricRecorder, from)
    })
    .unwrap();
}

/// A report of October 2020 with the number that its paper bears.
fn old(number: Option<&str>) -> Value {
    let mut body = report();
    body["election"] = json!("pilkada-2020");
    body["effective_day"] = json!("2020-10-05");
    body["known_on"] = json!("2020-10-03");
    body["content"]["allegations"][0]["act_from"] = json!("2020-10-03");
    let numbers: Vec<Value> = number
        .iter()
        .map(|n| json!({ "kind": "submission", "number": n }))
        .collect();
    body["historic"] = json!({ "numbers": numbers });
    body
}

const OLD: &str = "017/LP/PB/Kab/16.11/X/2020";

#[actix_web::test]
async fn numbers_of_old_papers_are_given_once_and_the_counter_moves_past_them() {
    for kind in kinds() {
        let world = World::new();
        let regency = world.offices.regency;
        let server = server(kind, &world);
        let service = server.service().await;
        let clerk = token(&server, &world, regency, Role::IntakeOfficer);
        let file = async |body: Value| -> Reply {
            ask(&service, post("/v1/reports", &clerk, &key(), &body)).await
        };
        let refused = file(old(Some(OLD))).await;
        assert_eq!(
            (refused.status, refused.reason()),
            (403, "historic_right_missing".to_owned())
        );
        entitle(&server, &world, regency, Role::IntakeOfficer);
        let done = file(old(Some(OLD))).await;
        assert_eq!(done.status, 201, "{}", done.text);
        assert_eq!(done.json()["numbers"][0]["number"], OLD);
        let warnings = done.json()["warnings"].to_string();
        assert!(
            warnings.contains("historic_entry") && !warnings.contains("odd_number"),
            "{warnings}"
        );
        let cases = server.db.rows("cases").len();
        for again in [OLD, "17 / lp/PB/Kab/16.11/X/2020"] {
            let twice = file(old(Some(again))).await;
            assert_eq!(
                (twice.status, twice.reason()),
                (422, "number_taken".to_owned())
            );
            let problem = twice.json();
            assert_eq!(problem["errors"][0]["pointer"], "/historic/numbers");
            assert!(
                problem["legal_basis"].to_string().contains("7/2022"),
                "{problem}"
            );
            assert!(!twice.text.contains("16.11"), "nothing sent comes back");
        }
        assert_eq!(server.db.rows("cases").len(), cases, "nothing was written");
        // Today is no history; a number of another kind is none of the filing's.
        let mut today = old(None);
        today["effective_day"] = json!("2024-10-16");
        today["effective_time"] = json!("09:30");
        assert_eq!(file(today).await.reason(), "historic_not_past");
        let mut other = old(None);
        other["historic"]["numbers"] = json!([{ "kind": "register", "number": "1" }]);
        assert_eq!(file(other).await.reason(), "number_not_of_step");
        // Odd ones are taken with a warning, a paper without one gets none.
        let odd = file(old(Some("B.9/Panwas/2020"))).await.json();
        assert!(odd["warnings"].to_string().contains("odd_number"), "{odd}");
        let bare = file(old(None)).await.json();
        assert_eq!(bare["numbers"], json!([]));
        assert!(
            bare["warnings"].to_string().contains("number_not_on_paper"),
            "{bare}"
        );
        // What is filed late in the ordinary way goes on after the paper's number.
        let mut plain = old(None);
        plain.as_object_mut().unwrap().remove("historic");
        let plain = file(plain).await.json();
        assert_eq!(plain["numbers"][0]["number"], "018/LP/PB/Kab/16.11/X/2020");
    }
}

#[actix_web::test]
async fn of_many_who_enter_the_same_old_number_at_once_one_succeeds() {
    for kind in kinds() {
        let world = World::new();
        let regency = world.offices.regency;
        let server = server(kind, &world);
        let service = server.service().await;
        entitle(&server, &world, regency, Role::IntakeOfficer);
        let clerk = token(&server, &world, regency, Role::IntakeOfficer);
        let all: Vec<_> = (0..8)
            .map(|_| post("/v1/reports", &clerk, &key(), &old(Some(OLD))))
            .collect();
        let replies =
            futures_util::future::join_all(all.into_iter().map(|r| ask(&service, r))).await;
        let mut told: Vec<(u16, String)> = replies.iter().map(|r| (r.status, r.reason())).collect();
        told.sort();
        assert_eq!(told[0].0, 201, "{told:?}");
        let rest: BTreeSet<_> = told.into_iter().skip(1).collect();
        assert_eq!(rest, BTreeSet::from([(422, "number_taken".to_owned())]));
        assert_eq!(server.db.rows("cases").len(), 1);
    }
}

/// Extended after the term of handling had passed, and recorded later still.
fn extended_late(world: &World) -> Game<'_> {
    let (mut game, id) = reach(world, LawSet::Pemilu2022, S::InStudy).unwrap();
    game.wait_days(20);
    let mut actor = world.actor(world.offices.regency, Role::Chair);
    let body = Body {
        details: netralitas_domain::acts::Details::Reason,
        text: true,
        quorum: true,
        majority: true,
        papers: true,
    };
    let track = game.file.track(id).unwrap();
    let mut late = command(&game.file, track, A::Extend, &actor, world, game.now, &body);
    assert!(game.clone().give(&actor, &late).is_err());
    late.historic = Some(Historic::default());
    actor.roles.push(Role::HistoricRecorder);
    game.wait_days(30);
    game.give(&actor, &late).unwrap();
    game
}

#[actix_web::test]
async fn an_irregular_step_of_the_past_is_noted_where_it_can_be_seen() {
    for kind in kinds() {
        let world = World::new();
        let regency = world.offices.regency;
        let game = extended_late(&world);
        let server = server(kind, &world);
        entitle(&server, &world, regency, Role::Chair);
        let service = server.service().await;
        let teller = tell(&server, &service, &game, |_| ()).await;
        let staff = token(&server, &world, regency, Role::ViolationsStaff);
        let path = format!("/v1/cases/{}", teller.case());
        let read = ask(&service, get(&path, &staff)).await.json();
        assert_eq!(read["stage"]["code"], S::FurtherInformation.code());
        let noted = &read["irregularities"];
        assert_eq!(noted[0]["guard"]["code"], "handling_term_runs", "{read}");
        assert!(
            noted[0]["legal_basis"].to_string().contains("7/2022"),
            "{noted}"
        );
        assert_eq!(noted[0]["seq"], read["version"]);
        let rows = ask(&service, get(&format!("{path}/journal"), &staff))
            .await
            .json();
        let last = rows["items"].as_array().unwrap().last().unwrap();
        assert_eq!(last["irregular"][0]["code"], "handling_term_runs");
        assert!(
            last["marks"].to_string().contains("historic_entry"),
            "{last}"
        );
    }
}
