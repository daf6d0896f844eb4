//! An agency that does not use the installation: the authority or the forwarding office records its steps from
//! papers, from the receipt of the recommendation to the end of the case.

use netralitas_domain::{
    law::LawSet,
    people::{OfficeType, Role},
    procedure::{Action as A, Machine, Stage as S},
};
use netralitas_testkit::{
    db::kinds,
    http::{get, send},
    play::{Game, World, reach},
};
use serde_json::{Value, json};

use crate::stand::{server, tell, token};

/// A whole case in which the agency never signs in.
fn whole(world: &World, law: LawSet) -> Game<'_> {
    let (mut game, _) = reach(world, law, S::Delivered).unwrap();
    game.wait_days(40).play(A::TakeEffect);
    game.play(A::ReportFollowUp);
    game.play(A::AcceptFollowUp);
    game.wait_days(400).play(A::RecordServed);
    let case = game.file.case_track().unwrap();
    assert_eq!(case.stage, S::CaseClosed);
    game
}

#[actix_web::test]
async fn a_whole_case_of_an_agency_that_is_no_user_is_recorded_from_papers() {
    for kind in kinds() {
        for law in [LawSet::Pp94, LawSet::Pppk] {
            let world = World::where_absent(|o| o.kind == OfficeType::Agency);
            let game = whole(&world, law);
            let server = server(kind, &world);
            let service = server.service().await;
            let teller = tell(&server, &service, &game, |_| ()).await;
            let staff = token(
                &server,
                &world,
                world.offices.regency,
                Role::ViolationsStaff,
            );
            let mut seen = 0;
            for track in &game.file.tracks {
                let path = format!(
                    "/v1/{}/{}",
                    track.machine.collection(),
                    teller.there(track.id.raw())
                );
                let read = send(&service, get(&path, &staff)).await;
                assert_eq!(read.status, 200, "{path} {}", read.text);
                assert_eq!(
                    read.json()["stage"]["code"],
                    track.stage.code(),
                    "{}",
                    read.text
                );
                if track.machine == Machine::Sanction {
                    let measure = &read.json()["sanction"]["measures"][0];
                    // A kind of the agency's own has its words in a text of the track.
                    let words = &measure["kind_in_words_id"];
                    assert_eq!(words.is_null(), law != LawSet::Pppk, "{measure}");
                    if !words.is_null() {
                        let texts = read.json()["texts"].clone();
                        let all = texts.as_array().unwrap();
                        assert!(all.iter().any(|t| t["id"] == *words), "{texts}");
                    }
                }
                let rows = send(&service, get(&format!("{path}/journal"), &staff)).await;
                assert_eq!(rows.status, 200, "{path} {}", rows.text);
                for row in rows.json()["items"].as_array().unwrap() {
                    let agencys = [
                        "record_receipt",
                        "impose",
                        "deliver",
                        "take_effect",
                        "report_follow_up",
                        "record_served",
                    ];
                    let action = row["action"]["code"]
                        .as_str()
                        .or(row["action"].as_str())
                        .unwrap();
                    if agencys.contains(&action) {
                        seen += 1;
                        assert!(
                            row["by_paper"].is_string() || row["by_paper"] == true,
                            "{row}"
                        );
                    }
                }
            }
            assert_eq!(seen, 6, "every step of the agency came from a paper");
        }
    }
}

#[actix_web::test]
async fn without_the_paper_the_step_is_refused_by_its_field() {
    for kind in kinds() {
        let world = World::where_absent(|o| o.kind == OfficeType::Agency);
        let (mut game, _) = reach(&world, LawSet::Bkn, S::AwaitingAgency).unwrap();
        game.play(A::Impose);
        let last = game.script.steps.len() - 1;
        let step = game.script.steps[last].clone();
        let before = game.before(last);
        let server = server(kind, &world);
        let service = server.service().await;
        let mut teller = tell(&server, &service, &before, |_| ()).await;
        let refused = async |body: Value, call: netralitas_testkit::http::script::Call| {
            let reply = send(
                &service,
                netralitas_testkit::http::script::Call { body, ..call }.request(),
            )
            .await;
            let problem = reply.json();
            let errors = problem["errors"].as_array().cloned().unwrap_or_default();
            let pairs: Vec<(String, String)> = errors
                .iter()
                .map(|e| {
                    (
                        e["pointer"].as_str().unwrap().into(),
                        e["code"].as_str().unwrap().into(),
                    )
                })
                .collect();
            (
                reply.status,
                problem["code"].as_str().unwrap().to_owned(),
                pairs,
            )
        };
        let pair = |p: &str, c: &str| (p.to_owned(), c.to_owned());

        let call = teller.step(&step);
        let mut body = call.body.clone();
        body.as_object_mut().unwrap().remove("by_paper");
        assert_eq!(
            refused(body, call).await,
            (
                422,
                "validation_failed".into(),
                vec![pair("/by_paper", "paper_required")]
            )
        );
        let call = teller.step(&step);
        let mut body = call.body.clone();
        body["by_paper"].as_object_mut().unwrap().remove("number");
        body["by_paper"].as_object_mut().unwrap().remove("issuer");
        assert_eq!(
            refused(body, call).await,
            (
                422,
                "validation_failed".into(),
                vec![
                    pair("/by_paper/number", "missing"),
                    pair("/by_paper/issuer", "missing")
                ]
            )
        );
        // Days that have not come, all at once, and the value never comes back.
        let call = teller.step(&step);
        let mut body = call.body.clone();
        body["effective_day"] = json!("2031-02-03");
        body["by_paper"]["dated"] = json!("2031-02-04");
        assert_eq!(
            refused(body, call).await,
            (
                422,
                "validation_failed".into(),
                vec![
                    pair("/effective_day", "future_day"),
                    pair("/by_paper/dated", "future_day")
                ]
            )
        );
        // A guard that the body failed keeps its problem and names the field.
        let call = teller.step(&step);
        let mut body = call.body.clone();
        body["details"]["measures"][0]["kind"] = json!("no_such_kind");
        assert_eq!(
            refused(body, call).await,
            (
                409,
                "guard_refused".into(),
                vec![pair("/details/measures/0/kind", "kind_not_in_regime")]
            )
        );
        let call = teller.step(&step);
        teller.stepped(&step, &send(&service, call.request()).await);
    }
}

#[actix_web::test]
async fn answers_say_their_language() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let token = token(&server, &world, world.offices.regency, Role::IntakeOfficer);
        for (asked, told) in [("id", "id"), ("en", "en"), ("fr", "id")] {
            let request = get("/v1/cases", &token).insert_header(("accept-language", asked));
            let response = actix_web::test::call_service(&service, request.to_request()).await;
            let language = response.headers().get("content-language").unwrap();
            assert_eq!(
                (response.status().as_u16(), language.to_str().unwrap()),
                (200, told)
            );
        }
    }
}
