//! Headers, addresses and queries that cannot be taken.

use actix_web::{http::Method, test::TestRequest};
use netralitas_domain::people::Role;
use netralitas_testkit::{
    db::kinds,
    http::{act, get, post},
    play::World,
};
use serde_json::json;

use crate::{
    bad_input::{errors, written},
    seen::ask,
    stand::{report, server, token},
};

#[actix_web::test]
async fn headers_that_cannot_be_taken_are_refused_and_write_nothing() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let counter = token(&server, &world, world.offices.regency, Role::IntakeOfficer);
        let filed = ask(&service, post("/v1/reports", &counter, "file", &report())).await;
        assert_eq!(filed.status, 201, "{}", filed.text);
        let withdrawal = format!("{}/withdrawal", filed.location.unwrap());
        let before = written(&server);
        let body = || json!({ "reason": "Dicabut" });
        let bearer = || ("authorization", format!("Bearer {counter}"));

        let no_version = ask(&service, post(&withdrawal, &counter, "w", &body())).await;
        assert_eq!(
            (no_version.status, no_version.reason().as_str()),
            (428, "if_match_required")
        );
        for odd in [
            "*",
            "W/\"1\"",
            "1",
            "\"1\", \"2\"",
            "\"\"",
            "\"01\"",
            "\"x\"",
            "\"-1\"",
            "\"99999999999999999999\"",
        ] {
            let request =
                post(&withdrawal, &counter, "w", &body()).insert_header(("if-match", odd));
            let reply = ask(&service, request).await;
            assert_eq!(
                (reply.status, reply.reason().as_str()),
                (400, "if_match_invalid"),
                "{odd}"
            );
        }
        for version in [0, 2, i64::MAX] {
            let stale = ask(&service, act(&withdrawal, &counter, "w", version, &body())).await;
            assert_eq!(
                (stale.status, stale.reason().as_str()),
                (412, "version_stale"),
                "{version}"
            );
        }
        let no_key = TestRequest::post()
            .uri(&withdrawal)
            .insert_header(bearer())
            .insert_header(("if-match", "\"1\""))
            .set_json(body());
        let no_key = ask(&service, no_key).await;
        assert_eq!(
            (no_key.status, no_key.reason().as_str()),
            (400, "idempotency_key_required")
        );
        for odd in [" ", "a b", "kunci-é", &"k".repeat(256)] {
            let request = TestRequest::post()
                .uri("/v1/reports")
                .insert_header(bearer())
                .insert_header(("idempotency-key", odd));
            let reply = ask(&service, request.set_json(report())).await;
            assert_eq!(
                (reply.status, reply.reason().as_str()),
                (400, "idempotency_key_invalid"),
                "{odd}"
            );
        }
        let other = ask(
            &service,
            post(
                "/v1/reports",
                &counter,
                "file",
                &json!({ "election": "pilkada-2024", "race": "regent", "channel": "post" }),
            ),
        )
        .await;
        assert_eq!(
            (other.status, other.reason().as_str()),
            (422, "idempotency_key_reused")
        );

        let payload = |kind: &str, body: Vec<u8>| {
            let request = TestRequest::post()
                .uri("/v1/reports")
                .insert_header(bearer())
                .insert_header(("idempotency-key", "p"));
            request
                .insert_header(("content-type", kind.to_owned()))
                .set_payload(body)
        };
        for odd in [
            "text/plain",
            "application/json; charset=latin1",
            "application/xml",
            "multipart/form-data",
        ] {
            let reply = ask(&service, payload(odd, report().to_string().into_bytes())).await;
            assert_eq!(
                (reply.status, reply.reason().as_str()),
                (415, "unsupported_media_type"),
                "{odd}"
            );
        }
        let packed = payload("application/json", report().to_string().into_bytes())
            .insert_header(("content-encoding", "gzip"));
        assert_eq!(ask(&service, packed).await.status, 415);
        let mut large = report();
        large["content"]["account"] = json!("a".repeat(300 * 1024));
        let reply = ask(
            &service,
            payload("application/json", large.to_string().into_bytes()),
        )
        .await;
        assert_eq!(
            (reply.status, reply.reason().as_str()),
            (413, "body_too_large")
        );
        assert_eq!(written(&server), before, "nothing is written");
    }
}

#[actix_web::test]
async fn addresses_and_methods_that_do_not_exist_are_problems() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let counter = token(&server, &world, world.offices.regency, Role::IntakeOfficer);
        for path in [
            "/v1",
            "/v2/cases",
            "/v1/nothing",
            "/v1/cases/",
            "/v1/cases/x/y/z",
            "/v1/reports/1",
        ] {
            let reply = ask(&service, get(path, &counter)).await;
            assert_eq!(
                (reply.status, reply.reason().as_str()),
                (404, "unknown_route"),
                "{path}"
            );
        }
        for (method, path, allow) in [
            (Method::GET, "/v1/reports", "POST"),
            (Method::DELETE, "/v1/cases", "GET, HEAD"),
            (
                Method::PUT,
                "/v1/cases/0192f0c0-0000-7000-8000-000000000000",
                "GET, HEAD",
            ),
            (
                Method::PATCH,
                "/v1/cases/0192f0c0-0000-7000-8000-000000000000/registration",
                "POST",
            ),
            (Method::GET, "/v1/cases/search", "POST"),
            (Method::TRACE, "/health/live", "GET, HEAD"),
        ] {
            let request = TestRequest::default().method(method.clone()).uri(path);
            let reply = ask(
                &service,
                request.insert_header(("authorization", format!("Bearer {counter}"))),
            )
            .await;
            assert_eq!(
                (reply.status, reply.reason().as_str()),
                (405, "method_not_allowed"),
                "{method} {path}"
            );
            assert_eq!(reply.allow.as_deref(), Some(allow), "{method} {path}");
        }
        for id in [
            "nonsense",
            "0192f0c0-0000-7000-8000-000000000000",
            "%00",
            "1",
        ] {
            let reply = ask(&service, get(&format!("/v1/cases/{id}"), &counter)).await;
            assert_eq!(reply.status, 404, "{id}: {}", reply.text);
            let reply = ask(
                &service,
                act(
                    &format!("/v1/cases/{id}/withdrawal"),
                    &counter,
                    "k",
                    1,
                    &json!({ "reason": "x" }),
                ),
            )
            .await;
            assert_eq!(reply.status, 404, "{id}: {}", reply.text);
        }
    }
}

#[actix_web::test]
async fn filters_and_cursors_are_checked() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let counter = token(&server, &world, world.offices.regency, Role::IntakeOfficer);
        let chair = token(&server, &world, world.offices.regency, Role::Chair);
        for i in 0..3 {
            assert_eq!(
                ask(
                    &service,
                    post("/v1/reports", &counter, &format!("k{i}"), &report())
                )
                .await
                .status,
                201
            );
        }
        let unknown = ask(&service, get("/v1/cases?colour=KenariRahasia", &counter)).await;
        assert_eq!(
            (unknown.status, unknown.reason().as_str()),
            (400, "unknown_filter"),
            "{}",
            unknown.text
        );
        assert_eq!(errors(&unknown)[0].0, "/colour");
        for odd in [
            "stage=KenariRahasia",
            "limit=0",
            "limit=201",
            "limit=x",
            "due_before=2024-13-01",
            "office_id=1",
            "ended=maybe",
            "stage=received&stage=received",
        ] {
            let reply = ask(&service, get(&format!("/v1/cases?{odd}"), &counter)).await;
            assert_eq!(reply.status, 400, "{odd}: {}", reply.text);
            assert!(!reply.text.contains("KenariRahasia"), "{}", reply.text);
        }
        let first = ask(&service, get("/v1/cases?limit=1", &counter))
            .await
            .json();
        let cursor = first["next_cursor"].as_str().unwrap().to_owned();
        let second = ask(
            &service,
            get(&format!("/v1/cases?limit=1&cursor={cursor}"), &counter),
        )
        .await;
        assert_eq!(second.status, 200, "{}", second.text);
        assert_ne!(second.json()["items"][0]["id"], first["items"][0]["id"]);
        let flip = |at: usize| {
            let mut bytes = cursor.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            String::from_utf8(bytes).unwrap()
        };
        let tampered = [
            flip(0),
            flip(15),
            flip(cursor.len() - 2),
            cursor[..cursor.len() - 4].to_owned(),
            "KenariRahasia".to_owned(),
        ];
        for odd in tampered {
            let reply = ask(
                &service,
                get(&format!("/v1/cases?limit=1&cursor={odd}"), &counter),
            )
            .await;
            assert_eq!(
                (reply.status, reply.reason().as_str()),
                (400, "cursor_invalid"),
                "{odd}"
            );
        }
        // Another caller, another filter, another order, another list.
        for (path, who) in [
            (format!("/v1/cases?limit=1&cursor={cursor}"), &chair),
            (
                format!("/v1/cases?limit=1&stage=received&cursor={cursor}"),
                &counter,
            ),
            (
                format!("/v1/cases?limit=1&sort=due&cursor={cursor}"),
                &counter,
            ),
            (format!("/v1/reviews?limit=1&cursor={cursor}"), &counter),
        ] {
            let reply = ask(&service, get(&path, who)).await;
            assert_eq!(
                (reply.status, reply.reason().as_str()),
                (400, "cursor_invalid"),
                "{path}"
            );
        }
    }
}
