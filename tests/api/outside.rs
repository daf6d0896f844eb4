//! Tokens of an issuer outside the installation: believed for linked accounts, held against that issuer's keys alone. The
//! issuer is a real one, on this machine.

use std::sync::Arc;

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use netralitas_api::{
    ApiState,
    limits::Front,
    outside::{Algorithm, Fetcher, IssuerRules, Outside},
};
use netralitas_domain::people::{Actor, Role};
use netralitas_testkit::{
    db::kinds,
    http::{Server, act, get, outside, post, send},
    issuer::{Issuer, Pair},
    play::World,
};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::{
    bad_input::{errors, written},
    seen::ask,
    stand::{key, report, server, start, token},
};

const SECOND: i64 = 1_000_000;
const SUBJECT: &str = "b3f1c6de-77";

fn rules(issuer: &Issuer) -> IssuerRules {
    IssuerRules {
        url: issuer.url.clone(),
        audience: "netralitas".to_owned(),
        algorithms: vec![Algorithm::RS256, Algorithm::ES256],
        longest_seconds: 3_600,
        refresh_seconds: 60,
        keep_seconds: 3_600,
    }
}

/// A server that believes the issuer.
async fn believing(
    server: &Server,
    issuer: &Issuer,
) -> impl Service<Request, Response = ServiceResponse<BoxBody>, Error = Error> + use<> {
    let state = ApiState {
        outside: Arc::new(Outside::new(vec![rules(issuer)], &Fetcher::here_only())),
        ..server.state()
    };
    server.service_of(state, Front::default()).await
}

/// Claims that are fine now.
fn claims(server: &Server, issuer: &Issuer) -> Value {
    let now = server.app.clock().now().0 / SECOND;
    json!({ "iss": issuer.url, "sub": SUBJECT, "aud": ["other", "netralitas"], "iat": now, "exp": now + 600 })
}

fn head(algorithm: &str, kid: &str) -> Value {
    json!({ "alg": algorithm, "typ": "JWT", "kid": kid })
}

/// Links an actor's account to the subject, and gives the link's identifier.
async fn link<S>(service: &S, admin: &str, actor: &Actor, issuer: &Issuer) -> String
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let to = format!("/v1/accounts/{}/identities", actor.account);
    let body = json!({ "issuer": issuer.url, "subject": SUBJECT, "office_id": actor.office });
    let linked = ask(service, act(&to, admin, &key(), 1, &body)).await;
    assert_eq!(linked.status, 200, "{}", linked.text);
    linked.json()["identity_id"].as_str().unwrap().to_owned()
}

#[actix_web::test]
async fn a_linked_subject_acts_as_its_account_until_it_is_unlinked() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let issuer = Issuer::start();
        let (rsa, curve) = (Pair::rsa(), Pair::p256());
        issuer.show("r1", &rsa);
        issuer.show("e1", &curve);
        // Two servers on one database, each with the issuer's keys for itself.
        let (service, beside) = (
            believing(&server, &issuer).await,
            believing(&server, &issuer).await,
        );
        let actor = world.actor(o.regency, Role::IntakeOfficer);
        let by_rsa = rsa.token(&head("RS256", "r1"), &claims(&server, &issuer));
        let by_curve = curve.token(&head("ES256", "e1"), &claims(&server, &issuer));
        let unlinked = ask(&service, get("/v1/cases", &by_rsa)).await;
        assert_eq!(
            (unlinked.status, unlinked.reason().as_str()),
            (401, "token_invalid")
        );
        let admin = token(&server, &world, o.province, Role::Administrator);
        let identity = link(&service, &admin, &actor, &issuer).await;
        for bearer in [&by_rsa, &by_curve] {
            for service in [&service, &beside] {
                let own = ask(service, get("/v1/own", bearer)).await;
                assert_eq!(own.status, 200, "{}", own.text);
                assert_eq!(own.json()["account_id"], json!(actor.account));
            }
        }
        let filed = ask(&service, post("/v1/reports", &by_curve, &key(), &report())).await;
        assert_eq!(filed.status, 201, "{}", filed.text);
        // One subject is one account; an issuer that is not believed is not linked; nobody links himself.
        let other = world.actor(o.regency, Role::Chair);
        let to = format!("/v1/accounts/{}/identities", other.account);
        let mut body =
            json!({ "issuer": issuer.url, "subject": SUBJECT, "office_id": other.office });
        let taken = ask(&service, act(&to, &admin, &key(), 1, &body)).await;
        assert_eq!((taken.status, taken.reason().as_str()), (409, "conflict"));
        body["subject"] = json!("another");
        body["office_id"] = json!(o.province);
        let nowhere = ask(&service, act(&to, &admin, &key(), 1, &body)).await;
        assert_eq!(
            errors(&nowhere),
            [("/office_id".to_owned(), "no_role_there".to_owned())]
        );
        body["issuer"] = json!("https://sso.example.go.id");
        let unknown = ask(&service, act(&to, &admin, &key(), 1, &body)).await;
        assert_eq!(
            errors(&unknown),
            [("/issuer".to_owned(), "unknown_issuer".to_owned())]
        );
        let own = world.actor(o.province, Role::Administrator);
        let to = format!("/v1/accounts/{}/identities", own.account);
        let body = json!({ "issuer": issuer.url, "subject": "me", "office_id": own.office });
        let own = ask(&service, act(&to, &admin, &key(), 1, &body)).await;
        assert_eq!((own.status, own.reason().as_str()), (409, "own_account"));
        // Unlinked: at the next request, on every server.
        let path = format!("/v1/accounts/{}/identities", actor.account);
        let listed = ask(&service, get(&path, &admin)).await.json();
        assert_eq!(listed["items"][0]["subject"], json!(SUBJECT));
        // By the address of another account there is no such link.
        let elsewhere = format!("/v1/accounts/{}/identities/{identity}/end", other.account);
        let elsewhere = ask(&service, act(&elsewhere, &admin, &key(), 1, &json!({}))).await;
        assert_eq!(elsewhere.status, 404, "{}", elsewhere.text);
        let end = format!("{path}/{identity}/end");
        let ended = ask(&service, act(&end, &admin, &key(), 2, &json!({}))).await;
        assert_eq!(ended.status, 200, "{}", ended.text);
        for service in [&service, &beside] {
            assert_eq!(ask(service, get("/v1/cases", &by_rsa)).await.status, 401);
        }
        let journal = format!("/v1/accounts/{}/journal", actor.account);
        let told = ask(&service, get(&journal, &admin)).await;
        assert!(told.text.contains("identity_linked") && told.text.contains("identity_unlinked"));
        assert!(!told.text.contains(SUBJECT), "a subject may be a name");
    }
}

/// The same claims as if signed with the public key as a shared secret.
fn hs256(public: &[u8], kid: &str, claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(&head("HS256", kid)), part(claims));
    let mut mac = Hmac::<Sha256>::new_from_slice(public).unwrap();
    mac.update(signed.as_bytes());
    let code = URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes());
    format!("{signed}.{code}")
}

#[actix_web::test]
async fn tokens_of_an_issuer_that_cannot_be_trusted_are_refused() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let issuer = Issuer::start();
        let (rsa, curve) = (Pair::rsa(), Pair::p256());
        issuer.show("r1", &rsa);
        issuer.show("e1", &curve);
        let service = believing(&server, &issuer).await;
        let actor = world.actor(o.regency, Role::IntakeOfficer);
        let admin = token(&server, &world, o.province, Role::Administrator);
        link(&service, &admin, &actor, &issuer).await;
        let own_keys = outside(|| server.app.first_signing_keys()).unwrap();
        let own = Pair::ed25519(own_keys[0].pkcs8.expose());
        let own_kid = own_keys[0].kid.as_str();
        let good = claims(&server, &issuer);
        let now = start().0 / SECOND;
        let with = |name: &str, value: Value| {
            let mut changed = good.clone();
            changed[name] = value;
            rsa.token(&head("RS256", "r1"), &changed)
        };
        let without = |name: &str| {
            let mut changed = good.clone();
            changed.as_object_mut().unwrap().remove(name);
            rsa.token(&head("RS256", "r1"), &changed)
        };
        let headed = |name: &str, value: Value| {
            let mut changed = head("RS256", "r1");
            changed[name] = value;
            rsa.token(&changed, &good)
        };
        let fine = rsa.token(&head("RS256", "r1"), &good);
        let signature = fine.rsplit('.').next().unwrap();
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let none = json!({ "alg": "none", "typ": "JWT", "kid": "r1" });
        let as_ours = |pair: &Pair, head: &Value| {
            let mut changed = json!({
                "iss": "netralitas", "aud": "netralitas-api", "sub": actor.account, "office": actor.office,
                "jti": actor.account, "iat": now, "nbf": now, "exp": now + 600,
            });
            changed["kid"] = json!("r1");
            pair.token(head, &changed)
        };
        let bad = [
            (
                "another audience",
                with("aud", json!("another")),
                "token_invalid",
            ),
            ("no audience", without("aud"), "token_invalid"),
            (
                "another issuer",
                with("iss", json!("https://sso.example.go.id")),
                "token_invalid",
            ),
            (
                "a slash more",
                with("iss", json!(format!("{}/", issuer.url))),
                "token_invalid",
            ),
            ("no subject", with("sub", json!("")), "token_invalid"),
            (
                "a subject that is linked to nobody",
                with("sub", json!("nobody")),
                "token_invalid",
            ),
            ("expired", with("exp", json!(now - 31)), "token_invalid"),
            ("no end", without("exp"), "token_invalid"),
            ("no beginning", without("iat"), "token_invalid"),
            (
                "not yet valid",
                with("nbf", json!(now + 60)),
                "token_invalid",
            ),
            (
                "issued in the future",
                with("iat", json!(now + 60)),
                "token_invalid",
            ),
            (
                "too old, whatever its end",
                with("iat", json!(now - 3_700)),
                "token_expired",
            ),
            (
                "none",
                format!("{}.{}.", part(&none), part(&good)),
                "token_invalid",
            ),
            (
                "none, signed",
                format!("{}.{}.{signature}", part(&none), part(&good)),
                "token_invalid",
            ),
            (
                "HS256 with the RSA key",
                hs256(&rsa.public(), "r1", &good),
                "token_invalid",
            ),
            (
                "HS256 with the curve's key",
                hs256(&curve.public(), "e1", &good),
                "token_invalid",
            ),
            (
                "an algorithm that is not configured",
                rsa.token(&head("RS512", "r1"), &good),
                "token_invalid",
            ),
            (
                "the key of another family",
                curve.token(&head("ES256", "r1"), &good),
                "token_invalid",
            ),
            (
                "RS256 under the curve's id",
                rsa.token(&head("RS256", "e1"), &good),
                "token_invalid",
            ),
            (
                "another key under its id",
                Pair::rsa().token(&head("RS256", "r1"), &good),
                "token_invalid",
            ),
            (
                "an unknown key",
                rsa.token(&head("RS256", "r9"), &good),
                "token_invalid",
            ),
            (
                "no key id",
                rsa.token(&json!({ "alg": "RS256" }), &good),
                "token_invalid",
            ),
            (
                "a critical header",
                headed("crit", json!(["exp"])),
                "token_invalid",
            ),
            (
                "a key of its own",
                headed("jwk", json!({ "kty": "RSA", "n": "AQAB", "e": "AQAB" })),
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
                "our key in their name",
                own.token(&head("EdDSA", own_kid), &good),
                "token_invalid",
            ),
            (
                "their key in our name",
                as_ours(&rsa, &head("RS256", "r1")),
                "token_invalid",
            ),
            (
                "their key under our id",
                as_ours(&rsa, &head("EdDSA", own_kid)),
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
        assert_eq!(ask(&service, get("/v1/cases", &fine)).await.status, 200);
        // As it stood, past its end.
        server.clock.advance(631 * SECOND);
        let expired = ask(&service, get("/v1/cases", &fine)).await;
        assert_eq!(
            (expired.status, expired.reason().as_str()),
            (401, "token_expired")
        );
        // Shut: the issuer still says who it is.
        outside(|| server.app.set_disabled(actor.account, true)).unwrap();
        let fresh = rsa.token(&head("RS256", "r1"), &claims(&server, &issuer));
        assert_eq!(ask(&service, get("/v1/cases", &fresh)).await.status, 401);
    }
}

#[actix_web::test]
async fn an_issuers_keys_are_asked_for_within_bounds_and_outlive_its_absence_for_a_day() {
    let kind = kinds()[0];
    let world = World::new();
    let o = world.offices;
    let server = server(kind, &world);
    let mut issuer = Issuer::start();
    let (first, second) = (Pair::rsa(), Pair::rsa());
    issuer.show("r1", &first);
    let service = believing(&server, &issuer).await;
    let actor = world.actor(o.regency, Role::IntakeOfficer);
    let admin = token(&server, &world, o.province, Role::Administrator);
    link(&service, &admin, &actor, &issuer).await;
    let by = |pair: &Pair, kid: &str| pair.token(&head("RS256", kid), &claims(&server, &issuer));
    let status = async |token: String| ask(&service, get("/v1/cases", &token)).await.status;
    assert_eq!(status(by(&first, "r1")).await, 200);
    assert_eq!(issuer.asked(), 1);
    // A flood of unknown keys asks nobody for a minute, and then once.
    for n in 0..20 {
        assert_eq!(status(by(&second, &format!("x{n}"))).await, 401);
    }
    assert_eq!(issuer.asked(), 1);
    issuer.show("r2", &second);
    assert_eq!(status(by(&second, "r2")).await, 401, "asked a moment ago");
    server.clock.advance(60 * SECOND);
    assert_eq!(status(by(&second, "r2")).await, 200);
    assert_eq!(status(by(&first, "r1")).await, 200);
    assert_eq!(issuer.asked(), 2);
    // A key that the issuer shows no more is used until the keys are old.
    issuer.hide("r1");
    server.clock.advance(3_599 * SECOND);
    assert_eq!(status(by(&first, "r1")).await, 200);
    server.clock.advance(SECOND);
    assert_eq!(status(by(&first, "r1")).await, 401);
    assert_eq!((status(by(&second, "r2")).await, issuer.asked()), (200, 3));
    // Discovery that names another issuer changes nothing.
    issuer.name("http://127.0.0.1:1");
    issuer.show("r1", &first);
    server.clock.advance(3_600 * SECOND);
    assert_eq!((status(by(&first, "r1")).await, issuer.asked()), (401, 3));
    // Gone: what was known goes on for a day, then nobody is judged by it.
    let (last, late) = (by(&second, "r2"), server.app.clock().now().0);
    issuer.stop();
    assert_eq!(status(last).await, 200);
    server.clock.advance(23 * 3_600 * SECOND);
    assert!(server.app.clock().now().0 > late);
    let claims = claims(&server, &issuer);
    let bearer = second.token(&head("RS256", "r2"), &claims);
    let reply = send(&service, get("/v1/cases", &bearer)).await;
    assert_eq!((reply.status, reply.reason().as_str()), (503, "too_busy"));
    assert_eq!(reply.header("retry-after"), Some("60"));
}
