//! Tokens that cannot be trusted, and accounts that may not act any more: 401, at once.
//!
//! Ended sessions are in `sessions.rs`, ended secrets of systems in `systems.rs`, lapsed signing keys in
//! `signing_keys.rs`, tokens of outside issuers in `outside.rs`.

use actix_web::test::TestRequest;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use netralitas_api::tokens::{Names, Tokens};
use netralitas_app::keys::SigningKey;
use netralitas_domain::{ids::OfficeId, people::Role};
use netralitas_testkit::{
    db::kinds,
    http::{PASSWORD, Server, get, outside, post},
    issuer::Pair,
    play::{World, at, day},
};
use serde_json::{Value, json};
use sha2::Sha256;
use uuid::Uuid;

use crate::{
    bad_input::written,
    seen::ask,
    stand::{report, server, start, token},
};

fn encode(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn parts(token: &str) -> (Value, Value, String) {
    let all: Vec<&str> = token.split('.').collect();
    let read = |text: &str| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).unwrap()).unwrap();
    (read(all[0]), read(all[1]), all[2].to_owned())
}

/// The same claims as if signed with the public key as a shared secret.
fn hs256(server: &Server, claims: &Value) -> String {
    let key = &server.tokens.key_set()["keys"][0];
    let public = URL_SAFE_NO_PAD.decode(key["x"].as_str().unwrap()).unwrap();
    let head = json!({ "alg": "HS256", "typ": "JWT", "kid": key["kid"] });
    let signed = format!("{}.{}", encode(&head), encode(claims));
    let mut mac = Hmac::<Sha256>::new_from_slice(&public).unwrap();
    mac.update(signed.as_bytes());
    format!(
        "{signed}.{}",
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    )
}

/// A token of another issuer that claims the server's key id.
fn forged(server: &Server, account: Uuid, office: Uuid) -> String {
    let mut key = SigningKey::generate().unwrap();
    key.kid = server.tokens.key_set()["keys"][0]["kid"]
        .as_str()
        .unwrap()
        .to_owned();
    let other = Tokens::new(Names::default(), 15, &[key]).unwrap();
    other
        .issue(account, office, None, Uuid::from_u128(1), start())
        .unwrap()
        .0
}

#[actix_web::test]
async fn tokens_that_cannot_be_trusted_are_refused() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let actor = world.actor(world.offices.regency, Role::IntakeOfficer);
        let good = server.token(actor.account, actor.office);
        let (head, claims, signature) = parts(&good);
        let before = written(&server);
        let with = |name: &str, value: Value| {
            let mut changed = claims.clone();
            changed[name] = value;
            format!("{}.{}.{signature}", encode(&head), encode(&changed))
        };
        let none = json!({ "alg": "none", "typ": "JWT", "kid": head["kid"] });
        let unknown_key = {
            let other =
                Tokens::new(Names::default(), 15, &[SigningKey::generate().unwrap()]).unwrap();
            other
                .issue(
                    actor.account.raw(),
                    actor.office.raw(),
                    None,
                    Uuid::from_u128(1),
                    start(),
                )
                .unwrap()
                .0
        };
        let bad = [
            (
                "alg none",
                format!("{}.{}.", encode(&none), encode(&claims)),
            ),
            (
                "alg none, signed",
                format!("{}.{}.{signature}", encode(&none), encode(&claims)),
            ),
            ("HS256 with the public key", hs256(&server, &claims)),
            (
                "another key with our id",
                forged(&server, actor.account.raw(), actor.office.raw()),
            ),
            ("an unknown key", unknown_key),
            (
                "another account",
                with(
                    "sub",
                    json!(
                        world
                            .actor(world.offices.national, Role::Chair)
                            .account
                            .raw()
                    ),
                ),
            ),
            (
                "another office",
                with("office", json!(world.offices.national.raw())),
            ),
            ("a later end", with("exp", json!(4_000_000_000_i64))),
            (
                "no signature",
                format!("{}.{}", encode(&head), encode(&claims)),
            ),
            ("nonsense", "nonsense".to_owned()),
        ];
        for (what, token) in &bad {
            for request in [
                get("/v1/cases", token),
                post("/v1/reports", token, "k", &report()),
            ] {
                let reply = ask(&service, request).await;
                assert_eq!(
                    (reply.status, reply.reason().as_str()),
                    (401, "token_invalid"),
                    "{what}"
                );
                assert!(!reply.text.contains(token.as_str()), "{what} is echoed");
            }
        }
        let missing = ask(&service, TestRequest::get().uri("/v1/cases")).await;
        assert_eq!(
            (missing.status, missing.reason().as_str()),
            (401, "unauthenticated")
        );
        let basic = TestRequest::get()
            .uri("/v1/cases")
            .insert_header(("authorization", "Basic dTpw"));
        assert_eq!(ask(&service, basic).await.status, 401);
        server.clock.set(at("2024-10-16", 10, 16));
        let expired = ask(&service, get("/v1/cases", &good)).await;
        assert_eq!(
            (expired.status, expired.reason().as_str()),
            (401, "token_expired")
        );
        assert_eq!(written(&server), before, "nothing is written");
    }
}

/// Signed by the key in force, so that nothing but the head or the claims is at fault.
#[actix_web::test]
async fn tokens_under_a_good_signature_are_refused_for_what_they_say() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let actor = world.actor(world.offices.regency, Role::IntakeOfficer);
        let (head, claims, _) = parts(&server.token(actor.account, actor.office));
        let key = outside(|| server.app.first_signing_keys()).unwrap();
        let pair = Pair::ed25519(key[0].pkcs8.expose());
        let now = start().0 / 1_000_000;
        let headed = |name: &str, value: Value| {
            let mut changed = head.clone();
            changed[name] = value;
            pair.token(&changed, &claims)
        };
        let said = |all: &[(&str, Value)]| {
            let mut changed = claims.clone();
            for (name, value) in all {
                changed[*name] = value.clone();
            }
            pair.token(&head, &changed)
        };
        let without = |name: &str| {
            let mut changed = claims.clone();
            changed.as_object_mut().unwrap().remove(name);
            pair.token(&head, &changed)
        };
        let nobody = json!(Uuid::from_u128(7));
        let no_id = json!({ "alg": "EdDSA", "typ": "JWT" });
        let bad = [
            (
                "expired",
                said(&[
                    ("exp", json!(now - 31)),
                    ("iat", json!(now - 900)),
                    ("nbf", json!(now - 900)),
                ]),
                "token_expired",
            ),
            (
                "not yet valid",
                said(&[("nbf", json!(now + 31))]),
                "token_invalid",
            ),
            (
                "another audience",
                said(&[("aud", json!("another"))]),
                "token_invalid",
            ),
            (
                "many audiences",
                said(&[("aud", json!(["netralitas-api"]))]),
                "token_invalid",
            ),
            (
                "another issuer",
                said(&[("iss", json!("https://sso.example.go.id"))]),
                "token_invalid",
            ),
            ("no issuer", without("iss"), "token_invalid"),
            ("no end", without("exp"), "token_invalid"),
            ("no account", without("sub"), "token_invalid"),
            (
                "the id of a key that is not there",
                headed("kid", json!("nobody")),
                "token_invalid",
            ),
            (
                "no id of a key",
                pair.token(&no_id, &claims),
                "token_invalid",
            ),
            (
                "an unknown critical header",
                headed("crit", json!(["future"])),
                "token_invalid",
            ),
            (
                "a key of its own",
                headed("jwk", json!({ "kty": "OKP", "crv": "Ed25519", "x": "AA" })),
                "token_invalid",
            ),
            (
                "the address of a key",
                headed("jku", json!("https://evil.example/keys")),
                "token_invalid",
            ),
            (
                "another type",
                headed("typ", json!("dpop+jwt")),
                "token_invalid",
            ),
            (
                "another algorithm over our signature",
                headed("alg", json!("RS256")),
                "token_invalid",
            ),
            (
                "a session that never was",
                said(&[("sid", nobody.clone())]),
                "token_invalid",
            ),
            (
                "a secret that never was",
                said(&[
                    ("sec", nobody.clone()),
                    ("scope", json!("cases:read cases:file")),
                ]),
                "token_invalid",
            ),
            (
                "a secret without a scope",
                said(&[("sec", nobody.clone())]),
                "token_invalid",
            ),
            (
                "a scope without a secret",
                said(&[("scope", json!("cases:read"))]),
                "token_invalid",
            ),
            (
                "a session and a secret",
                said(&[
                    ("sid", nobody.clone()),
                    ("sec", nobody),
                    ("scope", json!("cases:read")),
                ]),
                "token_invalid",
            ),
        ];
        let before = written(&server);
        for (what, token, code) in &bad {
            for request in [
                get("/v1/cases", token),
                post("/v1/reports", token, "k", &report()),
            ] {
                let reply = ask(&service, request).await;
                assert_eq!(
                    (reply.status, reply.reason().as_str()),
                    (401, *code),
                    "{what}"
                );
                assert!(!reply.text.contains(token.as_str()), "{what} is echoed");
            }
        }
        assert_eq!(written(&server), before, "nothing is written");
        let fine = pair.token(&head, &claims);
        assert_eq!(ask(&service, get("/v1/cases", &fine)).await.status, 200);
    }
}

/// A role that ended, another that is left: the next act is refused, the token is the same.
#[actix_web::test]
async fn a_changed_role_refuses_the_next_act() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let office = world.offices.regency;
        let (account, token) = server.account(office, &[Role::IntakeOfficer, Role::Auditor]);
        let filed = ask(&service, post("/v1/reports", &token, "k1", &report())).await;
        assert_eq!(filed.status, 201, "{}", filed.text);
        outside(|| {
            server
                .app
                .end_role(account, office, Role::IntakeOfficer, day("2024-10-15"))
        })
        .unwrap();
        let refused = ask(&service, post("/v1/reports", &token, "k2", &report())).await;
        assert_eq!(
            (refused.status, refused.reason().as_str()),
            (403, "forbidden_role")
        );
        assert_eq!(ask(&service, get("/v1/cases", &token)).await.status, 200);
    }
}

#[actix_web::test]
async fn a_shut_account_and_an_ended_role_stop_at_once() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let office = world.offices.regency;
        let (shut, first) = server.account(office, &[Role::IntakeOfficer]);
        let (ended, second) = server.account(office, &[Role::IntakeOfficer]);
        for token in [&first, &second] {
            assert_eq!(ask(&service, get("/v1/cases", token)).await.status, 200);
        }
        outside(|| server.app.set_disabled(shut, true)).unwrap();
        outside(|| {
            server
                .app
                .end_role(ended, office, Role::IntakeOfficer, day("2024-10-15"))
        })
        .unwrap();
        let before = written(&server);
        for token in [&first, &second] {
            for request in [
                get("/v1/cases", token),
                post("/v1/reports", token, "k", &report()),
            ] {
                let reply = ask(&service, request).await;
                assert_eq!(
                    (reply.status, reply.reason().as_str()),
                    (401, "token_invalid"),
                    "{}",
                    reply.text
                );
            }
        }
        // An office at which the account has no role, though the token says so.
        let elsewhere: OfficeId = world.offices.national;
        let reply = ask(
            &service,
            get(
                "/v1/cases",
                &server.token(world.actor(office, Role::Chair).account, elsewhere),
            ),
        )
        .await;
        assert_eq!(reply.status, 401, "{}", reply.text);
        assert_eq!(written(&server), before, "nothing is written");
        assert_eq!(
            ask(
                &service,
                get("/v1/cases", &token(&server, &world, office, Role::Chair))
            )
            .await
            .status,
            200
        );
    }
}

/// A token names a session of its own account and office, or nothing comes of it. Ended sessions and used refresh
/// tokens are in `sessions.rs`.
#[actix_web::test]
async fn a_token_of_another_session_is_refused() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let actor = world.actor(world.offices.regency, Role::IntakeOfficer);
        let other = world.actor(world.offices.regency, Role::Chair);
        let mut sessions = Vec::new();
        for account in [actor.account, other.account] {
            let body = json!({ "username": format!("u{account}"), "password": PASSWORD });
            let request = TestRequest::post().uri("/v1/sessions").set_json(body);
            let begun = ask(&service, request).await.json();
            sessions.push(begun["session_id"].as_str().unwrap().parse().unwrap());
        }
        let before = written(&server);
        for (what, session, status) in [
            ("the own", sessions[0], 200),
            ("somebody else's", sessions[1], 401),
            ("one that never was", Uuid::from_u128(7), 401),
        ] {
            let (account, office) = (actor.account.raw(), actor.office.raw());
            let token = server
                .tokens
                .issue(account, office, Some(session), Uuid::from_u128(1), start())
                .unwrap()
                .0;
            let reply = ask(&service, get("/v1/cases", &token)).await;
            assert_eq!(reply.status, status, "{what}: {}", reply.text);
            if status == 401 {
                let filed = ask(&service, post("/v1/reports", &token, "k", &report())).await;
                assert_eq!(filed.reason(), "token_invalid", "{what}");
            }
        }
        assert_eq!(written(&server), before, "nothing is written");
    }
}
