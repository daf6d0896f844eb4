//! Reads on a condition, HEAD, addresses that only look like tracks, and parameters that nobody reads.

use actix_web::{http::Method, test::TestRequest};
use netralitas_domain::people::Role;
use netralitas_testkit::{
    db::kinds,
    http::{Reply, act, get, post, send},
    play::World,
};
use serde_json::json;

use crate::stand;

fn with(method: Method, path: &str, token: &str) -> TestRequest {
    get(path, token).method(method)
}

#[actix_web::test]
async fn a_version_that_is_known_is_not_sent_again() {
    for kind in kinds() {
        let world = World::new();
        let server = stand::server(kind, &world);
        let service = server.service().await;
        let office = world.offices.regency;
        let counter = stand::token(&server, &world, office, Role::IntakeOfficer);
        let stranger = stand::token(&server, &world, world.offices.city, Role::IntakeOfficer);
        let filing = json!({ "election": "pilkada-2024", "race": "regent", "channel": "in_person", "known_on": "2024-10-14" });
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

        let known = reply(&counter, "\"1\"").await;
        assert_eq!(
            (known.status, known.text.as_str(), known.etag.as_deref()),
            (304, "", Some("1"))
        );
        assert_eq!(reply(&counter, "W/\"1\"").await.status, 304);
        assert_eq!(reply(&counter, "\"2\"").await.status, 200);
        assert_eq!(reply(&counter, "nonsense").await.status, 200);
        let hidden = reply(&stranger, "*").await;
        assert_eq!(
            (hidden.status, hidden.reason().as_str()),
            (404, "not_found"),
            "{}",
            hidden.text
        );

        let head = send(&service, with(Method::HEAD, &path, &counter)).await;
        assert_eq!((head.status, head.etag.as_deref()), (200, Some("1")));

        let chair = stand::token(&server, &world, office, Role::Chair);
        let step = json!({ "meeting": { "entitled": 3, "deciding": 3 }, "details": { "kinds": ["other_law"] } });
        let studied = send(
            &service,
            act(&format!("{path}/initial-study"), &chair, "k2", 1, &step),
        )
        .await;
        assert_eq!(studied.status, 200, "{}", studied.text);
        assert_eq!(
            reply(&counter, "\"1\"").await.status,
            200,
            "the version is another one now"
        );
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
