//! The keys that sign tokens rotate by command, every server notices, and what lapsed verifies nothing.

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
    test::TestRequest,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use netralitas_domain::people::Role;
use netralitas_testkit::{
    db::kinds,
    http::{PASSWORD, get, outside},
    play::World,
};
use serde_json::{Value, json};

use crate::{
    seen::ask,
    stand::{server, token},
};

const SECOND: i64 = 1_000_000;

/// The ids of the public keys that are shown.
async fn shown<S>(service: &S) -> Vec<String>
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let request = TestRequest::get().uri("/.well-known/jwks.json");
    let set = ask(service, request).await.json();
    let keys = set["keys"].as_array().unwrap().iter();
    keys.map(|key| {
        assert!(key["d"].is_null(), "no private key is shown");
        key["kid"].as_str().unwrap().to_owned()
    })
    .collect()
}

fn kid(token: &str) -> String {
    let head = token.split('.').next().unwrap();
    let head: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(head).unwrap()).unwrap();
    head["kid"].as_str().unwrap().to_owned()
}

#[actix_web::test]
async fn a_new_key_signs_at_once_and_older_ones_verify_until_they_lapse() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        // Two servers that have read the keys before.
        let (service, beside) = (server.beside().await, server.beside().await);
        let actor = world.actor(world.offices.regency, Role::Chair);
        let old = token(&server, &world, world.offices.regency, Role::Chair);
        for service in [&service, &beside] {
            assert_eq!(ask(service, get("/v1/cases", &old)).await.status, 200);
        }
        server.clock.advance(SECOND);
        let done = outside(|| server.app.rotate_signing(930)).unwrap();
        assert_eq!((done.verifying, done.removed), (1, 0));
        let body = json!({ "username": format!("u{}", actor.account), "password": PASSWORD });
        let request = TestRequest::post().uri("/v1/sessions").set_json(body);
        let begun = ask(&service, request).await.json();
        let new = begun["access_token"].as_str().unwrap().to_owned();
        assert_eq!(
            (kid(&new), kid(&old) == done.kid),
            (done.kid.clone(), false)
        );
        // The other server has not heard of it, and takes it.
        for service in [&service, &beside] {
            for bearer in [&new, &old] {
                assert_eq!(ask(service, get("/v1/cases", bearer)).await.status, 200);
            }
        }
        assert_eq!(shown(&service).await, [done.kid.clone(), kid(&old)]);
        // A moment before the older key lapses, and at that moment.
        server.clock.advance(929 * SECOND);
        let late = token(&server, &world, world.offices.regency, Role::Chair);
        assert_eq!(kid(&late), kid(&old));
        assert_eq!(ask(&service, get("/v1/cases", &late)).await.status, 200);
        server.clock.advance(5 * SECOND);
        for service in [&service, &beside] {
            let reply = ask(service, get("/v1/cases", &late)).await;
            assert_eq!(
                (reply.status, reply.reason().as_str()),
                (401, "token_invalid")
            );
            assert_eq!(shown(service).await, std::slice::from_ref(&done.kid));
        }
        // The next rotation removes what lapsed.
        let again = outside(|| server.app.rotate_signing(930)).unwrap();
        assert_eq!((again.verifying, again.removed), (1, 1));
        let rows = server.db.rows("keys").join("\n");
        assert!(!rows.contains(&kid(&old)) && rows.contains(&done.kid));
        let told = server.db.rows("security_events").join("\n");
        assert_eq!(told.matches("key_rotated").count(), 2);
    }
}

#[actix_web::test]
async fn a_key_that_somebody_may_have_verifies_nothing_after_a_rotation_at_once() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let (service, beside) = (server.beside().await, server.beside().await);
        let old = token(&server, &world, world.offices.regency, Role::Chair);
        let done = outside(|| server.app.rotate_signing(0)).unwrap();
        assert_eq!((done.verifying, done.removed), (0, 1));
        server.clock.advance(5 * SECOND);
        for service in [&service, &beside] {
            assert_eq!(ask(service, get("/v1/cases", &old)).await.status, 401);
            assert_eq!(shown(service).await, std::slice::from_ref(&done.kid));
        }
    }
}
