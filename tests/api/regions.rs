//! Regions of the law book over HTTP: by day, by province, by level; what a code became; what cannot be asked.

use actix_web::test::TestRequest;
use netralitas_testkit::{db::kinds, http::Reply, play::World};
use serde_json::{Value, json};

use crate::{
    bad_input::{CANARY, errors},
    seen::ask,
    stand::server,
};

const BASE: &str = "/v1/law-book/regions";

/// Asks without a token.
macro_rules! read {
    ($service:expr, $($path:tt)*) => {
        ask($service, TestRequest::get().uri(&format!($($path)*))).await
    };
}

fn regions(reply: &Reply) -> Vec<Value> {
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()["regions"].as_array().unwrap().clone()
}

#[actix_web::test]
async fn the_regions_of_a_day_are_read_without_a_token() {
    let world = World::new();
    for kind in kinds() {
        let server = server(kind, &world);
        let service = &server.service().await;
        let count = async |query: &str| regions(&read!(service, "{BASE}?{query}")).len();
        assert_eq!(count("at=2024-11-27").await, 38 + 514);
        assert_eq!(count("at=2022-07-24").await, 34 + 514);
        assert_eq!(count("at=2022-07-24&level=province").await, 34);
        assert_eq!(count("at=2024-11-27&level=province").await, 38);
        assert_eq!(count("at=2024-11-27&level=city").await, 98);
        assert_eq!(count("at=2024-11-27&parent=35").await, 38);
        assert_eq!(count("at=2024-11-27&parent=35&level=city").await, 9);
        assert_eq!(count("at=2022-07-24&parent=91").await, 29);
        // Without a day: today, which the server's clock puts in October 2024.
        let today = read!(service, "{BASE}");
        assert_eq!(today.json()["at"], "2024-10-16");
        assert_eq!(regions(&today).len(), 38 + 514);
        let notice = &today.json()["notice"];
        for language in ["id", "en"] {
            let text = notice[language].as_str().unwrap();
            assert!(
                text.contains("idn-area-data") && text.contains("odbl"),
                "{text}"
            );
        }
        let papua = regions(&read!(service, "{BASE}?at=2024-11-27&parent=93"));
        let codes: Vec<_> = papua.iter().map(|r| r["code"].as_str().unwrap()).collect();
        assert_eq!(codes, ["93.01", "93.02", "93.03", "93.04"]);
        for region in regions(&today) {
            assert_ne!(region["zone"], Value::Null, "{region}");
            let none = region["area"].is_null();
            assert!(!none || region["area_note"]["en"] != "", "{region}");
        }
    }
}

#[actix_web::test]
async fn a_region_is_told_with_its_government_and_the_official_behind_it() {
    let world = World::new();
    for kind in kinds() {
        let server = server(kind, &world);
        let service = &server.service().await;
        let one = async |code: &str, at: &str| {
            let reply = read!(service, "{BASE}/{code}?at={at}");
            assert_eq!(reply.status, 200, "{}", reply.text);
            reply.json()
        };
        let kukar = one("64.02", "2024-11-27").await;
        assert_eq!(kukar["in_force"], true);
        assert_eq!(kukar["region"]["name"], "Kabupaten Kutai Kartanegara");
        assert_eq!(
            kukar["region"]["area"],
            json!({ "code": "23.08", "printed": "Kabupaten Kutai Kertanegara", "confidence": "likely" })
        );
        assert_eq!(kukar["region"]["zone"], "WITA");
        assert_eq!(kukar["region"]["confidence"], "sure");
        assert_eq!(kukar["stands_for"], json!(["64.02"]));
        let agency = &kukar["agency"];
        assert_eq!(
            agency["name"]["id"],
            "Pemerintah Kabupaten Kutai Kartanegara"
        );
        assert_eq!(
            agency["official"],
            json!({ "id": "Bupati Kutai Kartanegara", "en": "Regent of Kutai Kartanegara" })
        );
        assert_eq!(agency["confidence"], "likely");
        let cited = agency["citation"]["id"].as_str().unwrap();
        assert!(cited.contains("belum terlihat"), "{cited}");

        // The same code before and after the split of Papua.
        let before = one("91.01", "2022-07-24").await;
        assert_eq!(before["agency"]["official"]["id"], "Bupati Merauke");
        let after = one("91.01", "2022-07-25").await;
        assert_eq!(
            (&after["in_force"], &after["agency"], &after["stands_for"]),
            (&json!(false), &Value::Null, &json!(["93.01"]))
        );
        assert_eq!(after["region"]["valid_to"], "2022-07-24");
        let papua = one("91", "2022-07-25").await;
        assert_eq!(papua["stands_for"], json!(["91", "93", "94", "95"]));
        let early = one("93", "2020-12-09").await;
        assert_eq!(
            (&early["in_force"], &early["stands_for"]),
            (&json!(false), &json!([]))
        );
        // As what a later code's territory stood before.
        assert_eq!(early["stood_under"], "91");
        assert_eq!(one("93.01", "2020-12-09").await["stood_under"], "91.01");
        for (code, at) in [("93.01", "2022-07-25"), ("91.01", "2024-01-01")] {
            assert_eq!(one(code, at).await["stood_under"], Value::Null, "{code}");
        }

        // A part of Jakarta is governed by the province, which no source was seen for.
        let jakarta = one("31.74", "2024-11-27").await;
        assert_eq!(jakarta["agency"]["region"], "31");
        assert_eq!(jakarta["agency"]["confidence"], "unsure");
        assert_eq!(jakarta["agency"]["notes"].as_array().unwrap().len(), 2);
        let denpasar = one("51.71", "2024-11-27").await;
        assert_eq!(denpasar["region"]["area"], Value::Null);
        assert!(denpasar["region"]["area_note"]["id"] != "");
        assert_eq!(denpasar["region"]["zone"], "WITA");
    }
}

#[actix_web::test]
async fn what_cannot_be_asked_is_refused_all_at_once_and_not_echoed() {
    let world = World::new();
    for kind in kinds() {
        let server = server(kind, &world);
        let service = &server.service().await;
        let fault = |pointer: &str, code: &str| (pointer.to_owned(), code.to_owned());
        for (query, reason, faults) in [
            (
                format!("at={CANARY}&level={CANARY}&parent={CANARY}"),
                "bad_query",
                vec![
                    fault("/at", "bad_format"),
                    fault("/level", "unknown_value"),
                    fault("/parent", "bad_format"),
                ],
            ),
            (
                format!("at=2024-02-30&day={CANARY}"),
                "unknown_filter",
                vec![fault("/at", "bad_format"), fault("/day", "unknown_field")],
            ),
            // Out of the years, another level, no province, none of that day.
            (
                "at=1800-01-01".to_owned(),
                "bad_query",
                vec![fault("/at", "bad_format")],
            ),
            (
                "level=national".to_owned(),
                "bad_query",
                vec![fault("/level", "unknown_value")],
            ),
            (
                "parent=35.27".to_owned(),
                "bad_query",
                vec![fault("/parent", "bad_format")],
            ),
            (
                "parent=99".to_owned(),
                "bad_query",
                vec![fault("/parent", "unknown_value")],
            ),
            (
                "parent=93&at=2022-07-24".to_owned(),
                "bad_query",
                vec![fault("/parent", "unknown_value")],
            ),
        ] {
            let reply = read!(service, "{BASE}?{query}");
            assert_eq!(
                (reply.status, reply.reason().as_str()),
                (400, reason),
                "{query}"
            );
            assert_eq!(errors(&reply), faults, "{query}");
            assert!(!reply.text.contains(CANARY), "{}", reply.text);
        }
        let odd = read!(service, "{BASE}/35.27?at={CANARY}&parent=35");
        assert_eq!((odd.status, odd.reason().as_str()), (400, "unknown_filter"));
        assert_eq!(
            errors(&odd),
            [
                fault("/at", "bad_format"),
                fault("/parent", "unknown_field")
            ]
        );
        // A code that nobody ever bore is told to be none.
        for code in ["99", "35.99"] {
            let reply = read!(service, "{BASE}/{code}");
            assert_eq!(reply.status, 404, "{code}: {}", reply.text);
            let unknown = fault("/region_code", "unknown_region");
            assert_eq!(errors(&reply), [unknown], "{}", reply.text);
        }
        assert_eq!(read!(service, "{BASE}/%00").status, 404);
        // What has not the form of a code is told so: the book is public.
        for code in ["3527", CANARY, "35.27.01", "35%2027", "35."] {
            let reply = read!(service, "{BASE}/{code}");
            assert_eq!(reply.status, 422, "{code}: {}", reply.text);
            assert_eq!(errors(&reply), [fault("/region_code", "bad_format")]);
            assert!(!reply.text.contains(CANARY), "{}", reply.text);
        }
        // Before the data begin there is an answer, with a doubt.
        for path in ["", "/35"] {
            for (day, doubts) in [("1900-01-01", 1), ("2018-01-01", 0)] {
                let told = read!(service, "{BASE}{path}?at={day}").json();
                let told = told["doubts"].as_array().unwrap();
                assert_eq!(told.len(), doubts, "{path} {day}");
                assert!(told.iter().all(|d| d["code"] == "before_data"));
            }
        }
    }
}
