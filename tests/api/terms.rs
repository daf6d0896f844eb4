//! Terms that explain themselves: those of a track in the caller's scope, and one that is tried without a case.

use actix_web::test::TestRequest;
use netralitas_domain::{
    law::{Book, LawSet},
    people::Role,
    procedure::{Action, Stage, Term},
};
use netralitas_testkit::{
    db::kinds,
    http::get,
    play::{World, reach},
};
use serde_json::{Value, json};

use crate::{
    seen::ask,
    stand::{server, tell, token},
};

fn compute(body: &Value) -> TestRequest {
    TestRequest::post().uri("/v1/terms/compute").set_json(body)
}

/// Marks of the days after the start, one letter each.
fn marks(account: &Value) -> String {
    let days = account["trace"].as_array().unwrap();
    days.iter()
        .map(|d| d["mark"].as_str().unwrap().chars().next().unwrap())
        .collect()
}

#[actix_web::test]
async fn a_term_is_tried_without_a_case_and_without_a_token() {
    let world = World::new();
    let book = Book::shipped().unwrap();
    let version = book.calendar.version();
    for kind in kinds() {
        let server = server(kind, &world);
        let service = server.service().await;
        let told = async |body: Value| {
            let reply = ask(&service, compute(&body)).await;
            assert_eq!(reply.status, 200, "{}", reply.text);
            reply.json()
        };
        // The vector of the law catalogue.
        let own = told(json!({
            "start": "2024-04-05", "amount": 15, "unit": "working_day", "zone": "Asia/Jakarta"
        }))
        .await;
        assert_eq!(own["due_on"], "2024-05-07");
        assert_eq!(own["due_at"], "2024-05-07T17:00:00.000000Z");
        assert_eq!(own["calendar_version"], version);
        assert_eq!(marks(&own), "swwhhhhhwwhccccwwcccccwwcchccwwcc");
        let lebaran = &own["trace"][3];
        assert_eq!(lebaran["holiday"]["kind"], "joint_leave", "{lebaran}");
        assert_eq!(lebaran["holiday"]["confidence"], "likely");
        assert!(
            lebaran["holiday"]["decree"]
                .as_str()
                .unwrap()
                .contains("855/2023")
        );
        assert_eq!(own["trace"][32]["number"], 15);
        assert_eq!(own["rule"]["first_day_text"], "hari awal tidak dihitung");
        assert!(own["rule"]["basis"].is_null());

        let calendar = told(json!({
            "start": "2024-04-05", "amount": 3, "unit": "calendar_day", "zone": "WIT"
        }))
        .await;
        assert_eq!(
            (&calendar["due_on"], &calendar["due_at"]),
            (&json!("2024-04-08"), &json!("2024-04-08T15:00:00.000000Z"))
        );
        // The instant falls on the next day in the zone.
        let hours = told(json!({
            "start": "2024-04-05T20:30:00Z", "amount": 48, "unit": "hour", "zone": "Asia/Makassar"
        }))
        .await;
        assert_eq!(hours["due_at"], "2024-04-07T20:30:00.000000Z");
        assert_eq!(hours["due_on"], "2024-04-08");
        assert_eq!(hours["trace"][0]["day"], "2024-04-06");
        assert_eq!(hours["trace"][2]["minutes_in_all"], 48 * 60);
        assert_eq!(hours["rule"]["end_of_day"]["time"], "04:30");

        // A row of the law book, which ends when the office closes.
        let named = told(json!({
            "start": "2023-11-15", "term": "report_filing", "rule_set": "pemilu_2022",
            "zone": "Asia/Jakarta",
            "pauses": [{ "from": "2023-11-16", "to": "2023-11-17" }]
        }))
        .await;
        assert_eq!(named["due_on"], "2023-11-27", "{named}");
        assert_eq!(named["due_at"], "2023-11-27T09:00:00.000000Z");
        let end = &named["rule"]["end_of_day"];
        assert_eq!(
            (&end["code"], &end["confidence"]),
            (&json!("office_close"), &json!("sure"))
        );
        assert!(end["basis"].as_str().unwrap().contains("Pasal 11 ayat (1)"));
        assert_eq!(named["pauses"][0]["days_used"], 1);
        assert_eq!(named["trace"][2]["pause"], 0);
        assert_eq!(named["rule"]["confidence"], "sure");

        // In the quiet period no office closes, once the race is named.
        let quiet = async |more: Value| {
            let mut body = json!({
                "start": "2024-01-31", "term": "report_filing", "rule_set": "pemilu_2022", "zone": "WIB"
            });
            for (key, value) in more.as_object().unwrap() {
                body[key] = value.clone();
            }
            told(body).await
        };
        let plain = quiet(json!({})).await;
        assert_eq!(
            (&plain["due_at"], &plain["rule"]["end_of_day"]["code"]),
            (
                &json!("2024-02-13T09:00:00.000000Z"),
                &json!("office_close")
            )
        );
        let raced = quiet(json!({ "election": "pemilu-2024", "race": "president" })).await;
        assert_eq!(
            (&raced["due_at"], &raced["rule"]["end_of_day"]["code"]),
            (
                &json!("2024-02-13T17:00:00.000000Z"),
                &json!("round_the_clock")
            )
        );
        assert_eq!(raced["rule"]["end_of_day"]["confidence"], "sure");

        let provisional = told(json!({
            "start": "2027-03-05", "amount": 1, "unit": "working_day", "zone": "WIB"
        }))
        .await;
        assert_eq!(provisional["coverage"], "provisional");
        assert_eq!(provisional["due_on"], "2027-03-16");
    }
}

#[actix_web::test]
async fn what_cannot_be_computed_is_refused_at_once_and_never_echoed() {
    let world = World::new();
    for kind in kinds() {
        let server = server(kind, &world);
        let service = server.service().await;
        for (body, wanted) in [
            (
                json!({}),
                &[
                    ("/amount", "missing"),
                    ("/start", "missing"),
                    ("/unit", "missing"),
                    ("/zone", "missing"),
                ][..],
            ),
            (
                json!({
                    "start": "2024-04-05", "amount": 1, "unit": "working_day", "zone": "WIB",
                    "region": "99"
                }),
                &[("/region", "unknown_region")],
            ),
            (
                json!({
                    "start": "2024-04-05", "term": "report_filing", "rule_set": "pemilu_2022",
                    "zone": "WIB", "election": "pemilu-2024", "race": "regent"
                }),
                &[("/election", "unknown_election")],
            ),
            (
                json!({ "start": "2024-04-05", "zone": "WIB" }),
                &[("/amount", "missing"), ("/unit", "missing")],
            ),
            (
                json!({
                    "start": "5 April rahasia", "amount": 367, "unit": "minggu rahasia",
                    "zone": "Asia/Rahasia", "region": "rahasia", "rahasia": 1
                }),
                &[
                    ("/amount", "range"),
                    ("/rahasia", "unknown_field"),
                    ("/region", "bad_format"),
                    ("/start", "bad_format"),
                    ("/unit", "unknown_value"),
                    ("/zone", "unknown_value"),
                ],
            ),
            (
                json!({ "start": "2024-04-05T10:00:30Z", "amount": 0, "unit": "hour", "zone": "WIB" }),
                &[("/amount", "range"), ("/start", "bad_format")],
            ),
            (
                json!({ "start": "2024-04-05", "amount": 0, "unit": "hour", "zone": "WIB" }),
                &[("/amount", "range")],
            ),
            (
                json!({ "start": "2024-04-05", "amount": 2, "term": "handling", "zone": "WIB" }),
                &[("/amount", "not_together"), ("/rule_set", "missing")],
            ),
            (
                json!({
                    "start": "2024-04-05", "amount": 2, "unit": "working_day", "zone": "WIB",
                    "pauses": [
                        { "from": "2024-04-08", "to": "2024-04-05" },
                        { "from": "2024-04-16", "to": "2025-04-18" },
                        { "from": "2024-04-17", "to": "2025-04-18" }
                    ]
                }),
                &[
                    ("/pauses/0/to", "end_before_start"),
                    ("/pauses/1/to", "range"),
                    ("/pauses/2/from", "overlaps"),
                ],
            ),
            (
                json!({
                    "start": "2024-04-05", "term": "satgas_verification", "rule_set": "kasn",
                    "zone": "WIB"
                }),
                &[("/term", "no_such_term")],
            ),
        ] {
            let reply = ask(&service, compute(&body)).await;
            assert_eq!(reply.status, 422, "{body}: {}", reply.text);
            let problem = reply.json();
            let told: Vec<(&str, &str)> = problem["errors"]
                .as_array()
                .unwrap()
                .iter()
                .map(|e| (e["pointer"].as_str().unwrap(), e["code"].as_str().unwrap()))
                .collect();
            assert_eq!(told, wanted, "{body}");
            let values = problem.to_string().replace("/rahasia", "");
            assert!(!values.to_lowercase().contains("rahasia"), "{values}");
        }
    }
}

/// Each kind of track, with somebody who sees it.
fn tracks(
    world: &World,
) -> [(
    LawSet,
    Stage,
    &'static str,
    Role,
    netralitas_domain::ids::OfficeId,
); 5] {
    let o = world.offices;
    [
        (
            LawSet::Pemilu2022,
            Stage::Registered,
            "cases",
            Role::Chair,
            o.regency,
        ),
        (
            LawSet::Bkn,
            Stage::AwaitingAgency,
            "reviews",
            Role::Reviewer,
            o.bkn,
        ),
        (
            LawSet::Pp94,
            Stage::Delivered,
            "sanctions",
            Role::PersonnelOfficer,
            o.agency,
        ),
        (
            LawSet::Bkn,
            Stage::Blocked,
            "controls",
            Role::ControlOfficer,
            o.bkn,
        ),
        (
            LawSet::Pemilu2022,
            Stage::ReferralSent,
            "referrals",
            Role::Chair,
            o.regency,
        ),
    ]
}

#[actix_web::test]
async fn a_track_explains_its_terms_to_whoever_sees_it() {
    let world = World::new();
    let book = Book::shipped().unwrap();
    for kind in kinds() {
        for (law, stage, many, role, office) in tracks(&world) {
            let server = server(kind, &world);
            let service = server.service().await;
            let (game, id) = reach(&world, law, stage).unwrap();
            let teller = tell(&server, &service, &game, |_| ()).await;
            let reader = token(&server, &world, office, role);
            let track = teller.there(id.raw());
            let address = format!("/v1/{many}/{track}/terms");
            let reply = ask(&service, get(&address, &reader)).await;
            assert_eq!(reply.status, 200, "{}", reply.text);
            let told = reply.json();
            assert_eq!(told["calendar_version"], book.calendar.version());
            let held = &game.file.track(id).unwrap().terms;
            let items = told["items"].as_array().unwrap();
            assert_eq!(items.len(), held.len(), "{many}");
            for item in items {
                let account = &item["account"];
                assert_eq!(item["term"]["due_day"], account["due_on"], "{item}");
                assert_eq!(item["term"]["due_at"], account["due_at"], "{item}");
                assert_eq!(item["calendar_moved"], false);
                let last = account["trace"].as_array().unwrap().last().unwrap();
                assert_eq!(last["day"], account["due_on"], "{item}");
            }
            // Whoever does not see the track does not learn that it is there, and a track has one address.
            let stranger = token(&server, &world, world.offices.other_province, Role::Chair);
            assert_eq!(
                ask(&service, get(&address, &stranger)).await.status,
                404,
                "{many}"
            );
            let other = if many == "cases" { "reviews" } else { "cases" };
            let wrong = format!("/v1/{other}/{track}/terms");
            assert_eq!(
                ask(&service, get(&wrong, &reader)).await.status,
                404,
                "{many}"
            );
        }
    }
}

#[actix_web::test]
async fn the_ledger_names_ground_and_days_of_a_pause() {
    let world = World::new();
    let (mut game, review) = reach(&world, LawSet::Bkn, Stage::Verification).unwrap();
    game.wait_days(2).play(Action::ReturnForCompletion);
    game.wait_days(9).play(Action::Resubmit);
    for kind in kinds() {
        let server = server(kind, &world);
        let service = server.service().await;
        let teller = tell(&server, &service, &game, |_| ()).await;
        let reviewer = token(&server, &world, world.offices.bkn, Role::Reviewer);
        let address = format!("/v1/reviews/{}/terms", teller.there(review.raw()));
        let read = get(&address, &reviewer).insert_header(("accept-language", "en"));
        let told = ask(&service, read).await.json();
        let of = |code: Term| {
            let items = told["items"].as_array().unwrap();
            let item = items.iter().find(|i| i["term"]["code"] == code.code());
            item.unwrap_or_else(|| panic!("{told}")).clone()
        };
        let item = of(Term::SatgasVerification);
        let pause = &item["account"]["pauses"][0];
        assert_eq!(pause["days_used"], 9, "{item}");
        assert_eq!(pause["ground"]["code"], Action::ReturnForCompletion.code());
        let marks = marks(&item["account"]);
        assert_eq!(marks.matches('p').count(), 9, "{marks}");
        assert_eq!(item["account"]["rule"]["unit"], "calendar_days");
        assert_eq!(
            item["account"]["rule"]["first_day_text"],
            "the start day is not counted"
        );
        let used = item["used"].as_u64().unwrap();
        assert_eq!(used + item["left"].as_u64().unwrap(), 7, "{item}");
    }
}
