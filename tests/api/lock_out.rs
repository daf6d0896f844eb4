//! Guessing a password gets slow for who guesses, and for nobody else.

use actix_web::test::TestRequest;
use netralitas_domain::people::Role;
use netralitas_testkit::{
    db::kinds,
    http::{PASSWORD, Reply},
    play::World,
};
use serde_json::json;

use crate::{seen::ask, stand::server};

const SECOND: i64 = 1_000_000;

fn from(address: &str, username: &str, password: &str) -> TestRequest {
    TestRequest::post()
        .uri("/v1/sessions")
        .peer_addr(format!("{address}:40000").parse().unwrap())
        .set_json(json!({ "username": username, "password": password }))
}

fn told(reply: &Reply) -> serde_json::Value {
    let mut body = reply.json();
    body.as_object_mut().unwrap().remove("instance");
    body
}

#[actix_web::test]
async fn who_guesses_waits_and_nobody_else_does() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let account = world.actor(world.offices.regency, Role::Chair).account;
        let name = format!("u{account}");
        let nobody = "nobody.at.all";
        // Names that nobody has are answered the same at each step.
        for _ in 0..5 {
            let wrong = ask(&service, from("192.0.2.7", &name, "salah")).await;
            let unknown = ask(&service, from("192.0.2.7", nobody, "salah")).await;
            assert_eq!(wrong.status, 401, "{}", wrong.text);
            assert_eq!(told(&wrong), told(&unknown));
        }
        // Now the right one waits too, from this neighbourhood.
        for address in ["192.0.2.7", "192.0.2.200"] {
            let waits = ask(&service, from(address, &name, PASSWORD)).await;
            let unknown = ask(&service, from(address, nobody, "salah")).await;
            let got = (waits.status, waits.reason());
            assert_eq!(got, (429, "too_many_requests".to_owned()), "{address}");
            assert_eq!(told(&waits), told(&unknown));
        }
        // From elsewhere nothing has changed, nor for other names from here.
        for address in ["192.0.3.7", "[2001:db8::1]"] {
            let elsewhere = ask(&service, from(address, &name, PASSWORD)).await;
            assert_eq!(elsewhere.status, 200, "{}", elsewhere.text);
        }
        let other = world.actor(world.offices.regency, Role::Member).account;
        let here = ask(&service, from("192.0.2.7", &format!("u{other}"), PASSWORD)).await;
        assert_eq!(here.status, 200, "{}", here.text);
        // Half a minute later one more; after it a whole minute.
        server.clock.advance(30 * SECOND);
        let wrong = ask(&service, from("192.0.2.7", &name, "salah")).await;
        assert_eq!(wrong.status, 401, "{}", wrong.text);
        server.clock.advance(59 * SECOND);
        let waits = ask(&service, from("192.0.2.7", &name, PASSWORD)).await;
        assert_eq!(waits.status, 429, "{}", waits.text);
        server.clock.advance(SECOND);
        let right = ask(&service, from("192.0.2.7", &name, PASSWORD)).await;
        assert_eq!(right.status, 200, "{}", right.text);
        // And the count begins anew.
        for _ in 0..5 {
            let wrong = ask(&service, from("192.0.2.7", &name, "salah")).await;
            assert_eq!(wrong.status, 401, "{}", wrong.text);
        }
        // Neither names nor addresses are kept.
        let rows = server.db.rows("sign_in_tries").join("\n");
        assert!(!rows.is_empty() && !rows.contains(nobody) && !rows.contains("192.0.2"));
    }
}

/// Tries count before they are made: at once they are no more than one after another.
#[actix_web::test]
async fn guesses_at_once_are_counted() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let account = world.actor(world.offices.regency, Role::Chair).account;
        let name = format!("u{account}");
        let tries = (0..20).map(|_| ask(&service, from("192.0.2.7", &name, "salah")));
        let replies = futures_util::future::join_all(tries).await;
        let judged = replies.iter().filter(|r| r.status == 401).count();
        assert_eq!(judged, 5);
        assert!(replies.iter().all(|r| [401, 429].contains(&r.status)));
    }
}
