//! Questions to the law book, over HTTP: no token, both languages, every fault at once.

use actix_web::test::TestRequest;
use netralitas_testkit::{
    db::kinds,
    http::{Reply, Server},
    play::World,
};
use serde_json::{Value, json};

use crate::{seen::ask, stand::server};

/// What an address answers to whoever asks without a token.
async fn read(server: &Server, path: &str, language: &str) -> Reply {
    let service = server.service().await;
    let request = TestRequest::get().uri(path);
    ask(
        &service,
        request.insert_header(("accept-language", language)),
    )
    .await
}

async fn found(server: &Server, path: &str) -> Value {
    let reply = read(server, path, "en").await;
    assert_eq!(reply.status, 200, "{path}: {}", reply.text);
    reply.json()
}

const APPLIES: &str =
    "/v1/law-book/applies?act=photo_posted&subject=pns&election=pilkada-2024&race=regent";

#[actix_web::test]
async fn what_applies_changes_once_candidates_are_fixed() {
    for kind in kinds() {
        let server = server(kind, &World::new());
        for (day, row, level) in [
            ("2024-09-21", "KE-5", "moral"),
            ("2024-09-23", "D-7", "berat"),
        ] {
            let answer = found(&server, &format!("{APPLIES}&day={day}")).await;
            let readings = answer["parts"][0]["readings"].as_array().unwrap();
            assert_eq!(readings.len(), 1);
            assert_eq!(readings[0]["rows"][0]["row"]["code"], row);
            assert_eq!(readings[0]["rows"][0]["row"]["levels"], json!([level]));
            assert_eq!(readings[0]["authorities"][0]["authority"]["code"], "bkn");
            for step in readings[0]["steps"].as_array().unwrap() {
                assert!(
                    step["source"]["en"].as_str().is_some_and(|s| !s.is_empty()),
                    "{step}"
                );
                assert_ne!(step["what"]["text"]["id"], step["what"]["text"]["en"]);
            }
        }
        let answer = found(
            &server,
            &format!("{APPLIES}&day=2024-09-20&day_to=2024-09-25"),
        )
        .await;
        assert_eq!(answer["parts"].as_array().unwrap().len(), 3);
        assert_eq!(answer["doubts"][0]["code"], "several_parts");
        // The code of Merauke until 2022.
        let other = format!("{APPLIES}&day=2024-09-21&region=91.01");
        let other = found(&server, &other).await;
        assert_eq!(other["doubts"][0]["code"], "region_of_other_days");
        let early = found(&server, &format!("{APPLIES}&day=2024-08-01&at=2024-08-01")).await;
        assert_eq!(
            early["parts"][0]["readings"][0]["authorities"][0]["authority"]["code"],
            "kasn"
        );
    }
}

#[actix_web::test]
async fn the_other_questions_answer_too() {
    for kind in kinds() {
        let server = server(kind, &World::new());
        let book = found(&server, "/v1/law-book").await;
        assert!(
            book["stages"].as_array().unwrap().len() > 20
                && book["subjects"].as_array().unwrap().len() == 12
        );

        let all = found(&server, "/v1/law-book/violations").await;
        let day = found(
            &server,
            "/v1/law-book/violations?day=2023-11-01&catalogue=skb_2022",
        )
        .await;
        let count = |v: &Value| v["violations"].as_array().unwrap().len();
        assert_eq!((count(&all), count(&day)), (62, 19));
        let early = found(&server, "/v1/law-book/violations?day=2017-12-31").await;
        assert_eq!(early["doubts"][0]["code"], "before_data");
        assert_eq!(day["doubts"], json!([]));
        let one = found(&server, "/v1/law-book/violations?act=party_speaker").await;
        assert_eq!((count(&one), one["acts"].as_array().unwrap().len()), (2, 1));

        let kinds = found(
            &server,
            "/v1/law-book/sanction-kinds?day=2021-08-30&subject=pns&level=berat",
        )
        .await;
        assert_eq!(kinds["kinds"].as_array().unwrap().len(), 5);
        let kinds = found(
            &server,
            "/v1/law-book/sanction-kinds?day=2021-08-31&subject=pns&level=berat",
        )
        .await;
        assert_eq!(kinds["kinds"].as_array().unwrap().len(), 3);
        assert_eq!(kinds["regime"], "pp94");

        let who = found(
            &server,
            "/v1/law-book/imposers?day=2024-10-01&subject=pns&level=moral",
        )
        .await;
        assert_eq!(
            who["kinds"][0]["officials"][0]["official"],
            "personnel_officer"
        );

        let under_way = found(
            &server,
            "/v1/law-book/authority?day=2024-09-04&since=2024-08-01&recommended=true",
        )
        .await;
        let told: Vec<_> = under_way["authorities"]
            .as_array()
            .unwrap()
            .iter()
            .map(|a| (a["authority"]["code"].clone(), a["tie"].clone()))
            .collect();
        assert_eq!(
            told,
            [
                (json!("menpanrb"), json!("competent")),
                (json!("bkn"), json!("alternative"))
            ]
        );
        assert_eq!(under_way["doubts"][0]["code"], "processed_unsure");

        for (day, why, kind) in [
            ("2024-04-05", "working", None),
            ("2024-04-06", "weekend", None),
            ("2024-04-08", "holiday", Some("joint_leave")),
            ("2024-04-10", "holiday", Some("public")),
        ] {
            let answer = found(&server, &format!("/v1/law-book/day?day={day}")).await;
            assert_eq!(answer["why"], why, "{day}");
            assert_eq!(answer["working"], why == "working", "{day}");
            assert_eq!(answer["holiday"]["kind"].as_str(), kind, "{day}");
            assert_eq!(answer["coverage"], "decree_not_seen", "{day}");
        }
        let back = found(&server, "/v1/law-book/day?day=2021-10-19").await;
        let decrees: Vec<_> = back["superseded"]
            .as_array()
            .unwrap()
            .iter()
            .map(|h| h["kind"].clone())
            .collect();
        assert_eq!(decrees, [json!("public"), json!("withdrawn")]);
        assert_eq!(back["working"], true);
        let later = found(&server, "/v1/law-book/day?day=2027-04-05").await;
        assert_eq!(later["doubts"][0]["code"], "holidays_provisional");
    }
}

/// The faults of a query: pointer and code, in the order of the answer.
async fn faults(server: &Server, path: &str, echoed: &str) -> Vec<(String, String)> {
    for language in ["id", "en"] {
        let reply = read(server, path, language).await;
        assert_eq!(reply.status, 400, "{path}: {}", reply.text);
        assert!(
            !reply.text.contains(echoed),
            "{path} echoes: {}",
            reply.text
        );
        if language == "en" {
            let errors = reply.json();
            let errors = errors["errors"].as_array().unwrap();
            return errors
                .iter()
                .map(|e| {
                    (
                        e["pointer"].as_str().unwrap().to_owned(),
                        e["code"].as_str().unwrap().to_owned(),
                    )
                })
                .collect();
        }
    }
    Vec::new()
}

#[actix_web::test]
async fn every_fault_of_a_question_is_told_at_once_and_nothing_is_echoed() {
    for kind in kinds() {
        let server = server(kind, &World::new());
        for (path, expected) in [
            (
                "applies",
                &[
                    ("/act", "missing"),
                    ("/subject", "missing"),
                    ("/day", "missing"),
                ][..],
            ),
            (
                "applies?act=&subject=zebra&election=pilkada-2024&region=zebra&day=zebra&day_to=2024-02-30&at=zebra",
                &[
                    ("/act", "length"),
                    ("/subject", "unknown_value"),
                    ("/region", "bad_format"),
                    ("/day", "bad_format"),
                    ("/day_to", "bad_format"),
                    ("/at", "bad_format"),
                    ("/race", "missing"),
                ],
            ),
            (
                "applies?act=zebra&subject=pns&election=zebra&race=zebra&day=2024-10-02&day_to=2024-10-01",
                &[
                    ("/act", "unknown_act"),
                    ("/election", "unknown_election"),
                    ("/day_to", "end_before_start"),
                ],
            ),
            (
                "applies?act=banners&subject=pns&day=2024-10-02&election=pilkada-2024&race=regent&region=99.99",
                &[("/region", "unknown_region")],
            ),
            (
                "applies?act=banners&subject=pns&day=2024-10-02&region=73",
                &[("/election", "missing"), ("/race", "missing")],
            ),
            (
                "violations?day=zebra&catalogue=zebra",
                &[("/day", "bad_format"), ("/catalogue", "unknown_value")],
            ),
            ("violations?act=zebra", &[("/act", "unknown_act")]),
            (
                "sanction-kinds?level=zebra&subject=zebra",
                &[
                    ("/day", "missing"),
                    ("/subject", "unknown_value"),
                    ("/level", "unknown_value"),
                ],
            ),
            (
                "imposers?day=2024-10-01&subject=pns&post=zebra&agency=zebra",
                &[("/post", "unknown_value"), ("/agency", "unknown_value")],
            ),
            (
                "authority?day=2024-10-01&recommended=zebra",
                &[("/recommended", "bad_format"), ("/since", "missing")],
            ),
            (
                "authority?day=2024-10-01&since=2024-10-02",
                &[("/since", "end_before_start")],
            ),
            ("day?zebra=1", &[("/zebra", "unknown_field")]),
            ("day?day=1899-12-31", &[("/day", "bad_format")]),
            (
                "day?day=1899-12-31&region=zebra",
                &[("/day", "bad_format"), ("/region", "bad_format")],
            ),
            (
                "day?day=2024-10-01&region=99.99",
                &[("/region", "unknown_region")],
            ),
        ] {
            // A name that nobody knows is told, a value never.
            let value = match path {
                "day?zebra=1" => "=1",
                path if path.contains("99.99") => "99.99",
                _ => "zebra",
            };
            let found = faults(&server, &format!("/v1/law-book/{path}"), value).await;
            let expected: Vec<_> = expected
                .iter()
                .map(|(p, c)| ((*p).to_owned(), (*c).to_owned()))
                .collect();
            assert_eq!(found, expected, "{path}");
        }
    }
}
