//! Sessions: begun by a sign-in, renewed by a secret that works once, ended, and gone at the next request.

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
    test::TestRequest,
};
use netralitas_domain::people::Role;
use netralitas_testkit::{
    db::kinds,
    http::{PASSWORD, Reply, Server, act, get, outside, post},
    play::World,
};
use serde_json::{Value, json};

use crate::{
    bad_input::written,
    seen::ask,
    stand::{key, report, server, token},
};

const HOUR: i64 = 3_600_000_000;

fn sign_in(account: impl std::fmt::Display) -> TestRequest {
    let body = json!({ "username": format!("u{account}"), "password": PASSWORD });
    TestRequest::post().uri("/v1/sessions").set_json(body)
}

fn renew(secret: &str) -> TestRequest {
    TestRequest::post()
        .uri("/v1/sessions/renewal")
        .set_json(json!({ "refresh_token": secret }))
}

fn end(token: &str, which: &str) -> TestRequest {
    TestRequest::post()
        .uri(&format!("/v1/sessions/{which}"))
        .insert_header(("authorization", format!("Bearer {token}")))
        .set_json(json!({}))
}

/// A text of an answer.
fn text(reply: &Reply, name: &str) -> String {
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()[name].as_str().unwrap().to_owned()
}

/// An answer without what differs from request to request.
fn told(reply: &Reply) -> Value {
    let mut body = reply.json();
    body.as_object_mut().unwrap().remove("instance");
    body
}

async fn is_refused<S>(service: &S, token: &str)
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    for path in [
        "/v1/cases",
        "/v1/offices",
        "/v1/law-changes",
        "/v1/sessions",
    ] {
        let reply = ask(service, get(path, token)).await;
        let got = (reply.status, reply.reason());
        assert_eq!(got, (401, "token_invalid".to_owned()), "{path}");
    }
    let filing = ask(service, post("/v1/reports", token, &key(), &report())).await;
    assert_eq!(filing.status, 401, "{}", filing.text);
}

fn events(server: &Server, kind: &str) -> usize {
    let rows = server.db.rows("security_events");
    rows.iter().filter(|r| r.contains(kind)).count()
}

#[actix_web::test]
async fn a_session_is_renewed_and_a_secret_shown_again_ends_it() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let account = world.actor(world.offices.regency, Role::Chair).account;
        let begun = ask(&service, sign_in(account)).await;
        let (first, session) = (text(&begun, "refresh_token"), text(&begun, "session_id"));
        let token = text(&begun, "access_token");
        assert_eq!(ask(&service, get("/v1/cases", &token)).await.status, 200);
        assert_eq!(events(&server, "signed_in"), 1);
        // Long after the token has ended, the secret renews.
        server.clock.advance(11 * HOUR);
        assert_eq!(
            ask(&service, get("/v1/cases", &token)).await.reason(),
            "token_expired"
        );
        let renewed = ask(&service, renew(&first)).await;
        let (second, token) = (
            text(&renewed, "refresh_token"),
            text(&renewed, "access_token"),
        );
        assert_eq!(text(&renewed, "session_id"), session);
        assert_ne!(first, second);
        assert_eq!(ask(&service, get("/v1/cases", &token)).await.status, 200);
        // Neither is kept as it was shown.
        let dump = server.db.dump();
        for secret in [&first, &second] {
            assert!(!dump.contains(secret.as_str()) && !dump.contains(&secret[4..]));
        }
        // Shown again: the session is over, for whoever has the newer one too, and it is on record.
        let unknown = ask(&service, renew("ntr_00000000")).await;
        assert_eq!(
            (unknown.status, unknown.reason().as_str()),
            (401, "token_invalid")
        );
        let again = ask(&service, renew(&first)).await;
        assert_eq!(events(&server, "refresh_reused"), 1);
        is_refused(&service, &token).await;
        let after = ask(&service, renew(&second)).await;
        assert_eq!(told(&unknown), told(&again));
        assert_eq!(told(&unknown), told(&after));
        assert_eq!(events(&server, "refresh_reused"), 1);
    }
}

#[actix_web::test]
async fn a_session_ends_by_its_time() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let account = world.actor(world.offices.regency, Role::Chair).account;
        // Not renewed for twelve hours.
        let idle = text(&ask(&service, sign_in(account)).await, "refresh_token");
        server.clock.advance(12 * HOUR);
        assert_eq!(ask(&service, renew(&idle)).await.status, 401);
        // Renewed all the time: a week at most, and no token outlives it.
        let mut last = ask(&service, sign_in(account)).await;
        for _ in 0..16 {
            server.clock.advance(10 * HOUR);
            last = ask(&service, renew(&text(&last, "refresh_token"))).await;
        }
        server.clock.advance(8 * HOUR - 60_000_000);
        last = ask(&service, renew(&text(&last, "refresh_token"))).await;
        let (secret, token) = (text(&last, "refresh_token"), text(&last, "access_token"));
        assert_eq!(ask(&service, get("/v1/cases", &token)).await.status, 200);
        server.clock.advance(60_000_000);
        is_refused(&service, &token).await;
        assert_eq!(ask(&service, renew(&secret)).await.status, 401);
        // What is past goes with the next sign-in.
        ask(&service, sign_in(account)).await;
        assert_eq!(server.db.rows("sessions").len(), 1);
        assert_eq!(server.db.rows("refresh_tokens").len(), 1);
    }
}

#[actix_web::test]
async fn own_sessions_are_listed_and_ended_and_nobody_elses() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let account = world.actor(world.offices.regency, Role::Chair).account;
        let stranger = world.actor(world.offices.province, Role::Chair).account;
        let mut tokens = Vec::new();
        let mut sessions = Vec::new();
        for who in [account, account, account, stranger] {
            let begun = ask(&service, sign_in(who)).await;
            tokens.push(text(&begun, "access_token"));
            sessions.push(text(&begun, "session_id"));
            server.clock.advance(1_000_000);
        }
        let listed = ask(&service, get("/v1/sessions", &tokens[1])).await.json();
        let listed = listed["items"].as_array().unwrap();
        let of = |name: &str| listed.iter().map(|i| i[name].clone()).collect::<Vec<_>>();
        assert_eq!(
            of("session_id"),
            [json!(sessions[2]), json!(sessions[1]), json!(sessions[0])]
        );
        assert_eq!(of("current"), [json!(false), json!(true), json!(false)]);
        // Somebody else's is as one that never was.
        let nobody = "0192f0c1-7f00-7000-8000-000000000004";
        let mut refused = Vec::new();
        for id in [sessions[3].as_str(), nobody] {
            let reply = ask(&service, end(&tokens[1], &format!("{id}/end"))).await;
            assert_eq!(reply.status, 404);
            refused.push(told(&reply));
        }
        assert_eq!(refused[0], refused[1]);
        // One ends, the others go on; what was answered before is not answered to it again.
        let filed = "once";
        let counter = world
            .actor(world.offices.regency, Role::IntakeOfficer)
            .account;
        let clerk = text(&ask(&service, sign_in(counter)).await, "access_token");
        let first = ask(&service, post("/v1/reports", &clerk, filed, &report())).await;
        assert_eq!(first.status, 201, "{}", first.text);
        let again = ask(&service, post("/v1/reports", &clerk, filed, &report())).await;
        assert_eq!(again.text, first.text);
        let own = ask(&service, get("/v1/sessions", &clerk)).await.json();
        let own = own["items"][0]["session_id"].as_str().unwrap().to_owned();
        let ended = ask(&service, end(&clerk, &format!("{own}/end"))).await;
        assert_eq!(ended.json()["sessions_ended"], json!(1), "{}", ended.text);
        let again = ask(&service, post("/v1/reports", &clerk, filed, &report())).await;
        assert_eq!(again.status, 401, "{}", again.text);
        let ended = ask(&service, end(&tokens[1], &format!("{}/end", sessions[0]))).await;
        assert_eq!(ended.json()["sessions_ended"], json!(1), "{}", ended.text);
        let before = written(&server);
        is_refused(&service, &tokens[0]).await;
        assert_eq!(written(&server), before, "nothing is written");
        assert_eq!(
            ask(&service, get("/v1/cases", &tokens[1])).await.status,
            200
        );
        // All of them, the one that asks too.
        let all = ask(&service, end(&tokens[1], "end-all")).await;
        assert_eq!(all.json()["sessions_ended"], json!(2), "{}", all.text);
        for token in &tokens[..3] {
            is_refused(&service, token).await;
        }
        assert_eq!(
            ask(&service, get("/v1/cases", &tokens[3])).await.status,
            200
        );
        assert_eq!(events(&server, "sessions_ended"), 3);
    }
}

/// What administrators do to an account ends its sessions; a role that ends stops at the next act.
#[actix_web::test]
async fn sessions_end_with_what_they_rest_on() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let admin = token(&server, &world, o.province, Role::Administrator);
        let account = world.actor(o.regency, Role::IntakeOfficer).account;
        let path = format!("/v1/accounts/{account}");
        let version = async || {
            let read = ask(&service, get(&path, &admin)).await;
            read.json()["version"].as_i64().unwrap()
        };
        // Shut, and opened again.
        let begun = ask(&service, sign_in(account)).await;
        for step in ["closing", "opening"] {
            let to = format!("{path}/{step}");
            let done = ask(
                &service,
                act(&to, &admin, &key(), version().await, &json!({})),
            )
            .await;
            assert_eq!(done.status, 200, "{}", done.text);
            is_refused(&service, &text(&begun, "access_token")).await;
            let renewed = ask(&service, renew(&text(&begun, "refresh_token"))).await;
            assert_eq!(renewed.status, 401);
        }
        // A new password at the terminal.
        let begun = ask(&service, sign_in(account)).await;
        let name = format!("u{account}");
        outside(|| {
            server
                .app
                .reset_password(&name, "kata sandi yang lain sekali")
        })
        .unwrap();
        is_refused(&service, &text(&begun, "access_token")).await;
        outside(|| server.app.reset_password(&name, PASSWORD)).unwrap();
        // The last role there ends.
        let begun = ask(&service, sign_in(account)).await;
        let body =
            json!({ "office_id": o.regency, "role": "intake_officer", "last_day": "2024-10-15" });
        let to = format!("{path}/role-ends");
        let done = ask(&service, act(&to, &admin, &key(), version().await, &body)).await;
        assert_eq!(done.status, 200, "{}", done.text);
        is_refused(&service, &text(&begun, "access_token")).await;
        assert_eq!(
            ask(&service, renew(&text(&begun, "refresh_token")))
                .await
                .status,
            401
        );
        assert_eq!(ask(&service, sign_in(account)).await.status, 401);
    }
}
