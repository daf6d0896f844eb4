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

/// The same with what an earlier sign-in left.
fn known(address: &str, username: &str, password: &str, device: &str) -> TestRequest {
    TestRequest::post()
        .uri("/v1/sessions")
        .peer_addr(format!("{address}:40000").parse().unwrap())
        .set_json(json!({ "username": username, "password": password, "device": device }))
}

/// A colleague behind the same address locks nobody out of a device that he has signed in from.
#[actix_web::test]
async fn tries_of_others_never_make_a_known_device_wait() {
    const HERE: &str = "192.0.2.7";
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let name = |role| format!("u{}", world.actor(world.offices.regency, role).account);
        let (chair, member) = (name(Role::Chair), name(Role::Member));
        let device = async |name: &str| {
            let entered = ask(&service, from("198.51.100.1", name, PASSWORD)).await;
            entered.json()["device"].as_str().unwrap().to_owned()
        };
        let (own, foreign) = (device(&chair).await, device(&member).await);
        assert_eq!(own.len(), "ntd_".len() + 70);
        for _ in 0..6 {
            ask(&service, from(HERE, &chair, "salah")).await;
        }
        // Without it, with another's, with one that was changed, and with none at all: the wait of the neighbourhood.
        let mut forged = own.clone();
        let last = if forged.pop() == Some('A') { 'E' } else { 'A' };
        forged.push(last);
        for device in [foreign.as_str(), &forged, "ntd_AAAA", "x"] {
            let waits = ask(&service, known(HERE, &chair, PASSWORD, device)).await;
            assert_eq!(waits.status, 429, "{device}: {}", waits.text);
        }
        let waits = ask(&service, from(HERE, &chair, PASSWORD)).await;
        assert_eq!(waits.status, 429, "{}", waits.text);
        let right = ask(&service, known(HERE, &chair, PASSWORD, &own)).await;
        assert_eq!(right.status, 200, "{}", right.text);
        // It is given anew, and the old one holds still. Nothing of it is kept.
        let anew = right.json()["device"].as_str().unwrap().to_owned();
        for device in [&own, &anew] {
            let right = ask(&service, known(HERE, &chair, PASSWORD, device)).await;
            assert_eq!(right.status, 200, "{}", right.text);
            for table in ["sessions", "sign_in_tries", "security_events"] {
                let rows = server.db.rows(table).join("\n");
                assert!(!rows.contains(device.as_str()), "{table}");
            }
        }
        // It opens nothing, and who guesses from it waits as anybody, wherever he is.
        for address in [HERE, "203.0.113.1", HERE, "203.0.113.1", HERE] {
            let wrong = ask(&service, known(address, &chair, "salah", &own)).await;
            assert_eq!(wrong.status, 401, "{}", wrong.text);
        }
        for address in [HERE, "203.0.113.1"] {
            let waits = ask(&service, known(address, &chair, PASSWORD, &own)).await;
            assert_eq!(waits.status, 429, "{}", waits.text);
        }
        let elsewhere = ask(&service, from("203.0.113.1", &chair, PASSWORD)).await;
        assert_eq!(elsewhere.status, 200, "{}", elsewhere.text);
        // A name that nobody has is answered the same with a device.
        let mut replies = Vec::new();
        for _ in 0..6 {
            replies.push(
                ask(&service, known(HERE, "nobody.at.all", "salah", &own))
                    .await
                    .status,
            );
        }
        assert_eq!(replies, [401, 401, 401, 401, 401, 429]);
    }
}

/// Half a year later, and with another password, a device is none.
#[actix_web::test]
async fn a_device_holds_half_a_year_and_as_long_as_the_password() {
    const HERE: &str = "192.0.2.7";
    const DAY: i64 = 24 * 3_600 * SECOND;
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let chair = world.actor(world.offices.regency, Role::Chair);
        let name = format!("u{}", chair.account);
        let entered = ask(&service, from(HERE, &name, PASSWORD)).await.json();
        let device = entered["device"].as_str().unwrap().to_owned();
        let guess = async || {
            for _ in 0..6 {
                ask(&service, from(HERE, &name, "salah")).await;
            }
        };
        let with = async |password: &str| {
            let reply = ask(&service, known(HERE, &name, password, &device)).await;
            reply.status
        };
        server.clock.advance(179 * DAY);
        guess().await;
        assert_eq!(with(PASSWORD).await, 200);
        server.clock.advance(DAY);
        guess().await;
        assert_eq!(with(PASSWORD).await, 429);
        // Its holder sets another password: what an earlier one left counts no more.
        server.clock.advance(2 * DAY);
        let entered = ask(&service, from(HERE, &name, PASSWORD)).await.json();
        let device = entered["device"].as_str().unwrap().to_owned();
        let other = "lima kata acak pilihan sendiri";
        let bearer = entered["access_token"].as_str().unwrap();
        let change = TestRequest::post()
            .uri("/v1/own/password")
            .insert_header(("authorization", format!("Bearer {bearer}")))
            .set_json(json!({ "current": PASSWORD, "new": other }));
        let changed = ask(&service, change).await;
        assert_eq!(changed.status, 200, "{}", changed.text);
        guess().await;
        let reply = ask(&service, known(HERE, &name, other, &device)).await;
        assert_eq!(reply.status, 429, "{}", reply.text);
    }
}
