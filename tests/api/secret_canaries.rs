//! Secrets that are typed or shown once: no byte of the database has one, in any form, and no refusal says one again.

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
    http::{PASSWORD, Server, get, post},
    one_time,
    play::World,
};
use serde_json::{Value, json};

use crate::{
    door::{information, open, proven, status},
    sealed_dump::{contains, hex, loot},
    second_factor::{code, now, set_for, sign_in},
    seen::ask,
    stand::{key, report, server, token},
    systems,
};

/// A password that somebody chose.
const CHOSEN: &str = "burung dara di gang buntu";

/// What each secret is, and how it is written.
type Secrets = Vec<(&'static str, String)>;

/// A secret as it could be kept by mistake: as it is shown, without what groups it, and what it stands for.
fn forms(secret: &str) -> Vec<Vec<u8>> {
    let plain = secret.replace('-', "");
    let mut forms = vec![secret.as_bytes().to_vec(), plain.as_bytes().to_vec()];
    if plain.len() == 32 && plain.chars().all(|c| matches!(c, 'A'..='Z' | '2'..='7')) {
        forms.push(one_time::bytes(&plain).to_vec());
    }
    let mark = plain.strip_prefix("ncs_").unwrap_or(secret);
    if let Ok(bytes) = URL_SAFE_NO_PAD.decode(mark)
        && bytes.len() >= 16
    {
        forms.push(bytes);
    }
    // Of a receipt the first two groups are no secret: the rest alone.
    let groups: Vec<&str> = secret.split('-').collect();
    if groups.len() > 6 {
        forms.push(groups[2..].concat().into_bytes());
        forms.push(groups[2..].join("-").into_bytes());
    }
    forms
}

fn text(answer: &Value, name: &str) -> String {
    answer[name]
        .as_str()
        .unwrap_or_else(|| panic!("no {name} in {answer}"))
        .to_owned()
}

/// Makes one secret of each kind, over HTTP, and uses it where it is used up.
async fn planted<S>(server: &Server, world: &World, service: &S) -> Secrets
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let o = world.offices;
    let mut all: Secrets = vec![("password of everybody", PASSWORD.to_owned())];
    // A receipt of the door, one of the counter.
    let given = proven(service, information(world)).await;
    let given = open("/v1/public/early-information", &key(), &given);
    all.push((
        "receipt",
        text(&ask(service, given).await.json(), "receipt"),
    ));
    let counter = token(server, world, o.regency, Role::IntakeOfficer);
    let filed = ask(service, post("/v1/reports", &counter, &key(), &report())).await;
    let tickets = format!("{}/tickets", filed.location.unwrap());
    let ticket = json!({ "kind": "reporter", "checked_by": "identity_card" });
    let ticket = ask(service, post(&tickets, &counter, &key(), &ticket)).await;
    all.push(("receipt of the counter", text(&ticket.json(), "receipt")));
    for (_, receipt) in &all[1..] {
        assert_eq!(status(service, receipt).await.status, 200);
    }
    // An account, from its invitation to its second factor.
    let admin = token(server, world, o.province, Role::Administrator);
    let new = |username: &str| {
        json!({ "username": username, "display_name": "Staf baru", "office_id": o.regency,
                "role": "violations_staff", "from": "2020-01-01" })
    };
    let waits = ask(
        service,
        post("/v1/accounts", &admin, &key(), &new("staf.menunggu")),
    )
    .await;
    all.push(("invitation that waits", text(&waits.json(), "invitation")));
    let made = ask(
        service,
        post("/v1/accounts", &admin, &key(), &new("staf.baru")),
    )
    .await;
    let invitation = text(&made.json(), "invitation");
    let accept = TestRequest::post()
        .uri("/v1/invitations/acceptance")
        .set_json(json!({ "invitation": invitation, "password": CHOSEN }));
    assert!(ask(service, accept).await.status < 300);
    all.push(("invitation", invitation));
    all.push(("password", CHOSEN.to_owned()));
    let (account, _) = server.account(o.regency, &[Role::Member]);
    let (secret, codes, _) = set_for(server, service, account).await;
    server.clock.advance(30_000_000);
    let shown = code(&secret, now(server));
    let entered = ask(service, sign_in(account, PASSWORD, Some(&shown)))
        .await
        .json();
    all.push(("access token", text(&entered, "access_token")));
    let used = text(&entered, "refresh_token");
    let renewal = TestRequest::post()
        .uri("/v1/sessions/renewal")
        .set_json(json!({ "refresh_token": used }));
    let renewed = ask(service, renewal).await.json();
    all.push(("refresh token that was used", used));
    all.push(("refresh token", text(&renewed, "refresh_token")));
    let recovered = ask(service, sign_in(account, PASSWORD, Some(&codes[0]))).await;
    assert_eq!(recovered.status, 200, "{}", recovered.text);
    all.push(("second factor", secret));
    all.push(("recovery code that was used", codes[0].clone()));
    all.push(("recovery code", codes[1].clone()));
    // A system.
    let keeper = token(server, world, o.regency, Role::Administrator);
    let system = json!({ "name": "Sistem uji", "office_id": o.regency, "role": "intake_officer",
                         "from": "2020-01-01", "scopes": ["cases:read"] });
    let head = token(server, world, o.regency, Role::Chair);
    let system = systems::make_confirmed(service, (&keeper, &head), &system).await;
    all.push(("token of a system", systems::enter(service, &system).await));
    all.push(("secret of a system", system.secret));
    all
}

#[actix_web::test]
async fn no_byte_of_the_database_has_a_secret() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let secrets = planted(&server, &world, &service).await;
        let all: Vec<_> = loot(&server, kind)
            .into_iter()
            .map(|(place, bytes)| {
                let text = String::from_utf8_lossy(&bytes).to_lowercase();
                (place, bytes, text)
            })
            .collect();
        for (name, secret) in &secrets {
            for form in forms(secret) {
                for (place, bytes, text) in &all {
                    assert!(!contains(bytes, &form), "{name} in {place}");
                    assert!(!text.contains(&hex(&form)), "{name} in {place}, as bytes");
                }
            }
        }
        // The same eye finds what is no secret: who signed up, and the part of a receipt that names its matter.
        let found = |word: &str| all.iter().filter(|(_, b, _)| contains(b, word)).count();
        let (_, receipt) = &secrets[1];
        assert!(found("staf.menunggu") > 1 && found(&receipt[..11]) > 1);
    }
}

#[actix_web::test]
async fn no_refusal_says_a_secret_again() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let secrets = planted(&server, &world, &service).await;
        let chair = token(&server, &world, world.offices.regency, Role::Chair);
        for (name, secret) in &secrets {
            // Everywhere that somebody may put it by mistake: in a field, in a header, in an address, in a name.
            let calls = [
                TestRequest::post().uri("/v1/sessions").set_json(
                    json!({ "username": secret, "password": format!("{secret}x"), "code": secret }),
                ),
                TestRequest::post()
                    .uri("/v1/sessions")
                    .set_json(json!({ secret.as_str(): secret })),
                TestRequest::post()
                    .uri("/v1/sessions/renewal")
                    .set_json(json!({ "refresh_token": format!("{secret}x"), "secret": secret })),
                TestRequest::post()
                    .uri("/v1/invitations/acceptance")
                    .set_json(json!({ "invitation": format!("x{secret}"), "password": secret })),
                open(
                    "/v1/public/status",
                    &key(),
                    &json!({ "receipt": format!("x{secret}") }),
                ),
                open(
                    "/v1/public/status",
                    &key(),
                    &json!({ "receipt": [secret], "nomor": secret }),
                ),
                TestRequest::post()
                    .uri("/oauth2/token")
                    .insert_header(("content-type", "application/x-www-form-urlencoded"))
                    .set_payload(format!(
                        "grant_type={secret}&client_id={secret}&client_secret={secret}x"
                    )),
                get("/v1/own", &format!("{secret}x")),
                get(
                    &format!("/v1/cases?stage={}", secret.replace(' ', "%20")),
                    &chair,
                ),
                get(&format!("/v1/cases/{}", secret.replace(' ', "%20")), &chair),
                post(
                    "/v1/cases/search",
                    &chair,
                    &key(),
                    &json!({ "nip": secret }),
                ),
                post(
                    "/v1/notes",
                    &chair,
                    secret,
                    &json!({ "track_id": secret, "text": secret }),
                ),
                TestRequest::post()
                    .uri("/v1/sessions")
                    .insert_header(("content-type", "application/json"))
                    .set_payload(format!("{{\"username\": \"{secret}")),
            ];
            for (at, call) in calls.into_iter().enumerate() {
                // As the name of a field a plain word is told again, and a password may be one.
                if at == 1 && name.starts_with("password") {
                    continue;
                }
                let reply = ask(&service, call).await;
                assert!(reply.status >= 400, "{name}, call {at}: {}", reply.text);
                assert!(
                    !reply.text.contains(secret.as_str()),
                    "{name}, call {at}: {}",
                    reply.text
                );
            }
        }
    }
}
