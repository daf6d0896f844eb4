//! Reads that carry a condition, HEAD, addresses that only look like tracks, and parameters that nobody reads.

use actix_web::{http::Method, test::TestRequest};
use netralitas_domain::people::Role;
use netralitas_testkit::{
    db::kinds,
    http::{Reply, get, post, send},
    play::World,
};
use serde_json::json;

use crate::stand;

fn with(method: Method, path: &str, token: &str) -> TestRequest {
    get(path, token).method(method)
}

#[actix_web::test]
async fn a_read_is_whole_whatever_the_caller_has() {
    for kind in kinds() {
        let world = World::new();
        let server = stand::server(kind, &world);
        let service = server.service().await;
        let office = world.offices.regency;
        let counter = stand::token(&server, &world, office, Role::IntakeOfficer);
        let stranger = stand::token(&server, &world, world.offices.city, Role::IntakeOfficer);
        let filing = stand::report();
        let filed = send(&service, post("/v1/reports", &counter, "k1", &filing)).await;
        assert_eq!(filed.status, 201, "{}", filed.text);
        let path = filed.location.unwrap();
        let reply = async |token: &str, tag: &str| -> Reply {
            send(
                &service,
                get(&path, token).insert_header(("if-none-match", tag)),
            )
            .await
        };

        for tag in ["\"1\"", "W/\"1\"", "\"2\"", "*", "nonsense"] {
            let whole = reply(&counter, tag).await;
            assert_eq!((whole.status, whole.etag.as_deref()), (200, Some("1")));
            assert_eq!(whole.json()["version"], 1, "{tag}");
        }
        let hidden = reply(&stranger, "*").await;
        assert_eq!(
            (hidden.status, hidden.reason().as_str()),
            (404, "not_found"),
            "{}",
            hidden.text
        );

        let head = send(&service, with(Method::HEAD, &path, &counter)).await;
        assert_eq!((head.status, head.etag.as_deref()), (200, Some("1")));

        // The version stands while another role, and another day, see something else.
        let before = reply(&counter, "\"1\"").await;
        let chair = stand::token(&server, &world, office, Role::Chair);
        let to_chair = reply(&chair, "\"1\"").await;
        server.clock.advance(20 * 24 * 60 * 60 * 1_000_000);
        let counter = stand::token(&server, &world, office, Role::IntakeOfficer);
        let after = reply(&counter, "\"1\"").await;
        for other in [&to_chair, &after] {
            assert_eq!((other.status, &other.etag), (200, &before.etag));
            assert_ne!(other.text, before.text);
        }
    }
}

#[actix_web::test]
async fn a_search_is_no_track_and_takes_no_other_method() {
    for kind in kinds() {
        let world = World::new();
        let server = stand::server(kind, &world);
        let service = server.service().await;
        let token = stand::token(&server, &world, world.offices.regency, Role::IntakeOfficer);
        for list in ["cases", "reviews", "sanctions", "controls", "referrals"] {
            let reply = send(&service, get(&format!("/v1/{list}/search"), &token)).await;
            assert_eq!(
                (reply.status, reply.allow.as_deref()),
                (405, Some("POST")),
                "{list}: {}",
                reply.text
            );
        }
    }
}

#[actix_web::test]
async fn a_parameter_that_nobody_reads_is_refused_and_nothing_is_done() {
    for kind in kinds() {
        let world = World::new();
        let server = stand::server(kind, &world);
        let service = server.service().await;
        let token = stand::token(&server, &world, world.offices.regency, Role::IntakeOfficer);
        let filing =
            json!({ "election": "pilkada-2024", "race": "regent", "channel": "in_person" });
        let dry = send(
            &service,
            post("/v1/reports?dry_run=true", &token, "k1", &filing),
        )
        .await;
        assert_eq!(
            (dry.status, dry.reason().as_str()),
            (400, "unknown_filter"),
            "{}",
            dry.text
        );
        let list = send(&service, get("/v1/cases", &token)).await.json();
        assert_eq!(list["items"], json!([]));
        for path in [
            "/v1/offices?x=1",
            "/v1/procedure?x=1",
            "/v1/cases/0192f0c1-7f00-7000-8000-000000000001?x=1",
        ] {
            let reply = send(&service, get(path, &token)).await;
            assert_eq!(
                (reply.status, reply.reason().as_str()),
                (400, "unknown_filter"),
                "{path}: {}",
                reply.text
            );
        }
    }
}
