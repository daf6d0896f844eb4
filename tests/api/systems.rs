//! Systems of offices: made and kept by an administrator, tokens for their secrets, scopes, limits, and what is left on
//! record.

use actix_http::Request;
use actix_web::{
    Error,
    body::BoxBody,
    dev::{Service, ServiceResponse},
    test::TestRequest,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use netralitas_api::limits::{Class, Front, Limits, Quotas};
use netralitas_app::{
    accounts::clients::{ClientChange, ClientCommand},
    error::AppError,
};
use netralitas_domain::{
    ids::{Id, OfficeId},
    law::LawSet,
    people::Role,
    procedure::Stage,
};
use netralitas_testkit::{
    db::kinds,
    http::{Reply, act, get, post},
    play::{World, reach},
};
use serde_json::{Value, json};

use crate::{
    bad_input::errors,
    seen::ask,
    stand::{key, report, server, tell, token},
};

const FORM: &str = "application/x-www-form-urlencoded";
const DAY: i64 = 24 * 3_600 * 1_000_000;

fn new_client(office: OfficeId, role: &str, scopes: &[&str]) -> Value {
    json!({ "name": "Sistem uji", "office_id": office, "role": role, "from": "2020-01-01", "scopes": scopes })
}

/// A token request with the secret in the body.
fn by_body(client: &str, secret: &str, more: &str) -> TestRequest {
    form(&format!(
        "grant_type=client_credentials&client_id={client}&client_secret={secret}{more}"
    ))
}

fn form(body: &str) -> TestRequest {
    TestRequest::post()
        .uri("/oauth2/token")
        .insert_header(("content-type", FORM))
        .set_payload(body.to_owned())
}

fn by_header(client: &str, secret: &str, body: &str) -> TestRequest {
    let pair = STANDARD.encode(format!("{client}:{secret}"));
    form(body).insert_header(("authorization", format!("Basic {pair}")))
}

/// A system that was made, with the secret that was shown.
pub struct Made {
    pub id: String,
    pub secret: String,
    pub secret_id: String,
}

/// Makes a system as an administrator; it waits for the head of its office.
pub async fn make<S>(service: &S, admin: &str, body: &Value) -> Made
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let made = ask(service, post("/v1/clients", admin, &key(), body)).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let made = made.json();
    let text = |name: &str| made[name].as_str().unwrap().to_owned();
    Made {
        id: text("client_id"),
        secret: text("client_secret"),
        secret_id: text("secret_id"),
    }
}

/// Confirms what waits of a system as the head of its office.
pub async fn confirm<S>(service: &S, head: &str, client: &str) -> Reply
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let path = format!("/v1/clients/{client}");
    let read = ask(service, get(&path, head)).await;
    let version = read.json()["version"].as_i64().unwrap_or(1);
    let to = format!("{path}/confirmation");
    ask(service, act(&to, head, &key(), version, &json!({}))).await
}

/// Makes a system as an administrator, and confirms it as the head of its office: its version is 2.
pub async fn make_confirmed<S>(service: &S, (admin, head): (&str, &str), body: &Value) -> Made
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let made = make(service, admin, body).await;
    let confirmed = confirm(service, head, &made.id).await;
    assert_eq!(confirmed.status, 200, "{}", confirmed.text);
    made
}

/// A token for a system's secret.
pub async fn enter<S>(service: &S, made: &Made) -> String
where
    S: Service<Request, Response = ServiceResponse<BoxBody>, Error = Error>,
{
    let reply = ask(service, by_body(&made.id, &made.secret, "")).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    reply.json()["access_token"].as_str().unwrap().to_owned()
}

fn error(reply: &Reply) -> (u16, String) {
    let error = reply.json()["error"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    (reply.status, error)
}

#[actix_web::test]
async fn a_system_is_made_gets_tokens_acts_and_the_journal_says_so() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let admin = token(&server, &world, o.province, Role::Administrator);
        let body = new_client(
            o.regency,
            "intake_officer",
            &["cases:read", "cases:file", "cases:read"],
        );
        let first = ask(&service, post("/v1/clients", &admin, "k1", &body)).await;
        assert_eq!(first.status, 201, "{}", first.text);
        let receipt = first.json();
        let made = Made {
            id: receipt["client_id"].as_str().unwrap().to_owned(),
            secret: receipt["client_secret"].as_str().unwrap().to_owned(),
            secret_id: receipt["secret_id"].as_str().unwrap().to_owned(),
        };
        // 256 bits and a mark; repeated without it; kept nowhere.
        assert_eq!(made.secret.len(), "ncs_".len() + 43);
        let again = ask(&service, post("/v1/clients", &admin, "k1", &body)).await;
        assert_eq!(
            (again.status, &again.json()["client_id"]),
            (201, &receipt["client_id"])
        );
        assert!(again.json()["client_secret"].is_null());
        for table in [
            "idempotency",
            "client_secrets",
            "security_events",
            "accounts",
        ] {
            let rows = server.db.rows(table).join("\n");
            assert!(!rows.is_empty() && !rows.contains(&made.secret), "{table}");
        }
        let path = format!("/v1/clients/{}", made.id);
        let read = ask(&service, get(&path, &admin)).await.json();
        assert_eq!(
            read["secrets"][0]["scopes"],
            json!(["cases:file", "cases:read"])
        );
        assert_eq!(read["secrets"][0]["in_force"], json!(true));
        assert!(read["secrets"][0]["last_used_on"].is_null());
        // Nothing before the head of the office confirms it, and only who has the secret learns why.
        assert_eq!(read["confirmed"], json!(false));
        let waits = ask(&service, by_body(&made.id, &made.secret, "")).await;
        assert_eq!(error(&waits), (400, "unauthorized_client".to_owned()));
        let wrong = ask(&service, by_body(&made.id, "ncs_x", "")).await;
        assert_eq!(error(&wrong), (401, "invalid_client".to_owned()));
        server.clock.advance(1_000_000);
        let head = token(&server, &world, o.regency, Role::Chair);
        let confirmed = confirm(&service, &head, &made.id).await;
        assert_eq!(confirmed.status, 200, "{}", confirmed.text);
        let read = ask(&service, get(&path, &admin)).await.json();
        assert_eq!(read["confirmed"], json!(true));
        // In the body, in the header, and for less.
        let answer = ask(&service, by_body(&made.id, &made.secret, ""))
            .await
            .json();
        assert_eq!(answer["token_type"], json!("Bearer"));
        assert_eq!(answer["scope"], json!("cases:file cases:read"));
        assert_eq!(answer["expires_in"], json!(900));
        let narrow = "grant_type=client_credentials&scope=cases%3Aread";
        let narrow = ask(&service, by_header(&made.id, &made.secret, narrow))
            .await
            .json();
        assert_eq!(narrow["scope"], json!("cases:read"));
        let read = ask(&service, get(&path, &admin)).await.json();
        assert_eq!(read["secrets"][0]["last_used_on"], json!("2024-10-16"));
        // It files and reads; by the narrower token it reads alone.
        let wide = answer["access_token"].as_str().unwrap();
        let narrow = narrow["access_token"].as_str().unwrap();
        let refused = ask(&service, post("/v1/reports", narrow, &key(), &report())).await;
        assert_eq!(
            (refused.status, refused.reason().as_str()),
            (403, "insufficient_scope")
        );
        assert!(refused.text.contains("cases:file"), "{}", refused.text);
        let filed = ask(&service, post("/v1/reports", wide, &key(), &report())).await;
        assert_eq!(filed.status, 201, "{}", filed.text);
        let case = filed.location.unwrap();
        for bearer in [wide, narrow] {
            assert_eq!(ask(&service, get(&case, bearer)).await.status, 200);
        }
        let chair = token(&server, &world, o.regency, Role::Chair);
        let journal = format!("{case}/journal");
        let rows = ask(&service, get(&journal, &chair)).await.json();
        assert_eq!(rows["items"][0]["by_system"], json!(true));
        let person = token(&server, &world, o.regency, Role::IntakeOfficer);
        let filed = ask(&service, post("/v1/reports", &person, &key(), &report())).await;
        let journal = format!("{}/journal", filed.location.unwrap());
        let rows = ask(&service, get(&journal, &chair)).await.json();
        assert!(rows["items"][0]["by_system"].is_null(), "a person filed it");
        // What is for people is not for systems, whatever their scopes.
        for people in ["/v1/own", "/v1/sessions", "/v1/approvals"] {
            let reply = ask(&service, get(people, wide)).await;
            assert_eq!(reply.reason(), "insufficient_scope", "{people}");
        }
        let journal = format!("/v1/accounts/{}/journal", made.id);
        let told = ask(&service, get(&journal, &admin)).await.json();
        let kinds: Vec<&str> = told["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| e["kind"]["code"].as_str().unwrap())
            .collect();
        assert_eq!(kinds, ["client_confirmed", "secret_made", "client_made"]);
    }
}

#[actix_web::test]
async fn who_may_not_keep_the_office_learns_nothing_of_its_systems() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let admin = token(&server, &world, o.province, Role::Administrator);
        let body = new_client(o.regency, "intake_officer", &["cases:read"]);
        let made = make(&service, &admin, &body).await;
        let path = format!("/v1/clients/{}", made.id);
        let (foreign, foreign_token) = server.account(o.agency, &[Role::Administrator]);
        // The head of another office, who is no administrator, and the administrator at the top of another institution.
        let chair = token(&server, &world, o.city, Role::Chair);
        let member = token(&server, &world, o.regency, Role::Member);
        for other in [&foreign_token, &chair, &member] {
            let absent = format!("/v1/clients/{foreign}");
            for path in [&path, &absent] {
                assert_eq!(ask(&service, get(path, other)).await.status, 404);
            }
            let list = format!("/v1/clients?office_id={}", o.regency);
            assert_eq!(ask(&service, get(&list, other)).await.status, 403);
            let make = ask(&service, post("/v1/clients", other, &key(), &body)).await;
            assert_eq!(make.status, 403, "{}", make.text);
            let end = format!("{path}/end");
            let end = ask(&service, act(&end, other, &key(), 1, &json!({}))).await;
            assert_eq!(end.status, 404, "{}", end.text);
            let confirmed = confirm(&service, other, &made.id).await;
            assert_eq!(confirmed.status, 404, "{}", confirmed.text);
        }
        // An account of a person is no system.
        let person = world.actor(o.regency, Role::IntakeOfficer).account;
        let person = format!("/v1/clients/{person}");
        assert_eq!(ask(&service, get(&person, &admin)).await.status, 404);
        let list = format!("/v1/clients?office_id={}", o.regency);
        let list = ask(&service, get(&list, &admin)).await.json();
        assert_eq!(list["items"].as_array().unwrap().len(), 1);
        let own = format!("/v1/clients?office_id={}", o.province);
        let own = ask(&service, get(&own, &admin)).await.json();
        assert_eq!(own["items"], json!([]), "each office has its own");
    }
}

#[actix_web::test]
async fn a_system_has_no_role_of_people_and_no_way_in_but_its_secrets() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let admin = token(&server, &world, o.province, Role::Administrator);
        let people = [
            "administrator",
            "law_keeper",
            "chair",
            "member",
            "auditor",
            "field_supervisor",
        ];
        for role in people {
            let body = new_client(o.regency, role, &["cases:read"]);
            let reply = ask(&service, post("/v1/clients", &admin, &key(), &body)).await;
            assert_eq!(reply.status, 422, "{}", reply.text);
            assert_eq!(
                errors(&reply),
                [("/role".to_owned(), "role_not_for_systems".to_owned())]
            );
        }
        for (field, value, code) in [
            ("scopes", json!(["accounts:act"]), "unknown_scope"),
            ("days", json!(91), "longer_than_allowed"),
        ] {
            let mut body = new_client(o.regency, "intake_officer", &["cases:read"]);
            body[field] = value;
            let reply = ask(&service, post("/v1/clients", &admin, &key(), &body)).await;
            assert_eq!(
                errors(&reply),
                [(format!("/{field}"), code.to_owned())],
                "{}",
                reply.text
            );
        }
        let body = new_client(o.regency, "intake_officer", &["cases:read"]);
        let made = make(&service, &admin, &body).await;
        let account = format!("/v1/accounts/{}", made.id);
        let roles = format!("{account}/roles");
        for (role, office, code) in [
            ("administrator", o.regency, "role_not_for_systems"),
            ("chair", o.regency, "role_not_for_systems"),
            ("intake_officer", o.province, "office_not_of_system"),
        ] {
            let body = json!({ "office_id": office, "role": role, "from": "2024-10-16" });
            let reply = ask(&service, act(&roles, &admin, &key(), 1, &body)).await;
            assert_eq!(reply.status, 422, "{}", reply.text);
            assert_eq!(errors(&reply)[0].1, code);
        }
        let invitation = format!("{account}/invitation");
        let invited = ask(&service, act(&invitation, &admin, &key(), 1, &json!({}))).await;
        assert_eq!(
            (invited.status, invited.reason().as_str()),
            (409, "account_is_a_system")
        );
        for password in ["", &made.secret] {
            let body = json!({ "username": made.id, "password": password });
            let request = TestRequest::post().uri("/v1/sessions").set_json(body);
            assert!(ask(&service, request).await.status >= 400);
        }
    }
}

#[actix_web::test]
async fn the_token_endpoint_answers_as_oauth_says() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let admin = token(&server, &world, o.regency, Role::Administrator);
        let body = new_client(o.regency, "intake_officer", &["cases:read"]);
        let head = token(&server, &world, o.regency, Role::Chair);
        let made = make_confirmed(&service, (&admin, &head), &body).await;
        let Made { id, secret, .. } = &made;
        let grant = "grant_type=client_credentials";
        let other = make_confirmed(&service, (&admin, &head), &body).await;
        let bad = [
            (
                "no grant",
                form(&format!("client_id={id}&client_secret={secret}")),
                400,
                "invalid_request",
            ),
            (
                "twice",
                form(&format!(
                    "{grant}&{grant}&client_id={id}&client_secret={secret}"
                )),
                400,
                "invalid_request",
            ),
            (
                "named in two ways",
                by_header(
                    id,
                    secret,
                    &format!("{grant}&client_id={id}&client_secret={secret}"),
                ),
                400,
                "invalid_request",
            ),
            ("nobody", form(grant), 401, "invalid_client"),
            (
                "no secret",
                form(&format!("{grant}&client_id={id}")),
                401,
                "invalid_client",
            ),
            (
                "a wrong secret",
                by_body(id, "ncs_x", ""),
                401,
                "invalid_client",
            ),
            (
                "another's secret",
                by_body(id, &other.secret, ""),
                401,
                "invalid_client",
            ),
            (
                "an unknown client",
                by_body("nobody", secret, ""),
                401,
                "invalid_client",
            ),
            (
                "another name in the header",
                by_header(&other.id, secret, grant),
                401,
                "invalid_client",
            ),
            (
                "names that differ",
                by_header(id, secret, &format!("{grant}&client_id={}", other.id)),
                401,
                "invalid_client",
            ),
            (
                "another grant",
                form(&format!(
                    "grant_type=password&client_id={id}&client_secret={secret}"
                )),
                400,
                "unsupported_grant_type",
            ),
            (
                "an unknown scope",
                by_body(id, secret, "&scope=everything"),
                400,
                "invalid_scope",
            ),
            (
                "a scope that it has not",
                by_body(id, secret, "&scope=cases:file"),
                400,
                "invalid_scope",
            ),
        ];
        for (what, request, status, code) in bad {
            let reply = ask(&service, request).await;
            assert_eq!(
                error(&reply),
                (status, code.to_owned()),
                "{what}: {}",
                reply.text
            );
            assert!(!reply.text.contains(secret.as_str()), "{what}");
            let challenge = reply.header("www-authenticate");
            assert_eq!(challenge.is_some(), status == 401, "{what}");
            assert_eq!(reply.header("cache-control"), Some("no-store"), "{what}");
        }
        // An empty parameter is as good as none; unknown ones do not count.
        let fine = ask(&service, by_body(id, secret, "&scope=&resource=x")).await;
        assert_eq!(
            (fine.status, fine.header("cache-control")),
            (200, Some("no-store"))
        );
        let json = TestRequest::post().uri("/oauth2/token").set_json(json!({}));
        assert_eq!(ask(&service, json).await.status, 415);
        let asked = ask(&service, TestRequest::get().uri("/oauth2/token")).await;
        assert_eq!(asked.status, 405);
        let metadata = "/.well-known/oauth-authorization-server";
        let metadata = ask(&service, TestRequest::get().uri(metadata)).await.json();
        let issuer = metadata["issuer"].as_str().unwrap();
        assert_eq!(
            metadata["token_endpoint"],
            json!(format!("{issuer}/oauth2/token"))
        );
        assert_eq!(
            metadata["grant_types_supported"],
            json!(["client_credentials"])
        );
        assert!(
            metadata["scopes_supported"]
                .as_array()
                .unwrap()
                .contains(&json!("sanctions:act"))
        );
    }
}

#[actix_web::test]
async fn several_secrets_end_each_by_itself_and_stop_at_the_next_act() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let admin = token(&server, &world, o.regency, Role::Administrator);
        let mut body = new_client(o.regency, "intake_officer", &["cases:read", "cases:file"]);
        body["days"] = json!(2);
        let head = token(&server, &world, o.regency, Role::Chair);
        let made = make_confirmed(&service, (&admin, &head), &body).await;
        let path = format!("/v1/clients/{}", made.id);
        let more = json!({ "scopes": ["cases:read"] });
        let to = format!("{path}/secrets");
        let stale = ask(&service, act(&to, &admin, &key(), 7, &more)).await;
        assert_eq!(stale.status, 412);
        let second = ask(&service, act(&to, &admin, &key(), 2, &more)).await;
        assert_eq!(second.status, 200, "{}", second.text);
        let second = second.json();
        let second = Made {
            id: made.id.clone(),
            secret: second["client_secret"].as_str().unwrap().to_owned(),
            secret_id: second["secret_id"].as_str().unwrap().to_owned(),
        };
        let (one, two) = (enter(&service, &made).await, enter(&service, &second).await);
        let works = async |bearer: &str| ask(&service, get("/v1/cases", bearer)).await.status;
        assert_eq!((works(&one).await, works(&two).await), (200, 200));
        // Ended: its tokens stop at once, those of the other go on.
        let end = format!("{path}/secrets/{}/end", second.secret_id);
        let ended = ask(&service, act(&end, &admin, &key(), 3, &json!({}))).await;
        assert_eq!(ended.status, 200, "{}", ended.text);
        assert_eq!((works(&one).await, works(&two).await), (200, 401));
        let twice = ask(&service, act(&end, &admin, &key(), 4, &json!({}))).await;
        assert_eq!(twice.status, 404);
        let refused = ask(&service, by_body(&second.id, &second.secret, "")).await;
        assert_eq!(error(&refused), (401, "invalid_client".to_owned()));
        // Lapsed: a token that was got before stops with it.
        server.clock.advance(2 * DAY - 60_000_000);
        let last = enter(&service, &made).await;
        assert_eq!(works(&last).await, 200);
        server.clock.advance(60_000_000);
        assert_eq!(works(&last).await, 401);
        let filed = ask(&service, post("/v1/reports", &last, &key(), &report())).await;
        assert_eq!(
            (filed.status, filed.reason().as_str()),
            (401, "token_invalid")
        );
        let refused = ask(&service, by_body(&made.id, &made.secret, "")).await;
        assert_eq!(error(&refused), (401, "invalid_client".to_owned()));
        // A new secret works until its system ends.
        let admin = token(&server, &world, o.regency, Role::Administrator);
        let third = ask(&service, act(&to, &admin, &key(), 4, &more))
            .await
            .json();
        let third = Made {
            id: made.id.clone(),
            secret: third["client_secret"].as_str().unwrap().to_owned(),
            secret_id: third["secret_id"].as_str().unwrap().to_owned(),
        };
        // None that was confirmed is in force any more: it waits.
        let refused = ask(&service, by_body(&third.id, &third.secret, "")).await;
        assert_eq!(error(&refused), (400, "unauthorized_client".to_owned()));
        let head = token(&server, &world, o.regency, Role::Chair);
        let confirmed = confirm(&service, &head, &made.id).await;
        assert_eq!(confirmed.status, 200, "{}", confirmed.text);
        let bearer = enter(&service, &third).await;
        let end = format!("{path}/end");
        let ended = ask(&service, act(&end, &admin, &key(), 6, &json!({}))).await;
        assert_eq!(ended.status, 200, "{}", ended.text);
        assert_eq!(works(&bearer).await, 401);
        let read = ask(&service, get(&path, &admin)).await.json();
        assert_eq!(read["ended"], json!(true));
        assert!(
            read["secrets"]
                .as_array()
                .unwrap()
                .iter()
                .all(|s| s["in_force"] == json!(false))
        );
        let version = read["version"].as_i64().unwrap();
        for to in [&to, &end] {
            let body = if *to == end { json!({}) } else { more.clone() };
            let after = ask(&service, act(to, &admin, &key(), version, &body)).await;
            assert_eq!(
                (after.status, after.reason().as_str()),
                (409, "client_is_ended")
            );
        }
    }
}

#[actix_web::test]
async fn a_role_that_ended_stops_a_system_at_the_next_act() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let admin = token(&server, &world, o.regency, Role::Administrator);
        let scopes = ["cases:read", "cases:file"];
        let body = new_client(o.regency, "intake_officer", &scopes);
        let head = token(&server, &world, o.regency, Role::Chair);
        let made = make_confirmed(&service, (&admin, &head), &body).await;
        let bearer = enter(&service, &made).await;
        let account = format!("/v1/accounts/{}", made.id);
        // Another role beside it: nothing until the head confirms that too.
        let role = "historic_recorder";
        let give = json!({ "office_id": o.regency, "role": role, "from": "2024-10-16" });
        let to = format!("{account}/roles");
        let given = ask(&service, act(&to, &admin, &key(), 2, &give)).await;
        assert_eq!(given.status, 200, "{}", given.text);
        assert_eq!(ask(&service, get("/v1/cases", &bearer)).await.status, 401);
        let waits = ask(&service, by_body(&made.id, &made.secret, "")).await;
        assert_eq!(error(&waits), (400, "unauthorized_client".to_owned()));
        let confirmed = confirm(&service, &head, &made.id).await;
        assert_eq!(confirmed.status, 200, "{}", confirmed.text);
        // Instead of the first: it reads still, and files no more.
        let end =
            json!({ "office_id": o.regency, "role": "intake_officer", "last_day": "2024-10-15" });
        let to = format!("{account}/role-ends");
        let ended = ask(&service, act(&to, &admin, &key(), 4, &end)).await;
        assert_eq!(ended.status, 200, "{}", ended.text);
        assert_eq!(ask(&service, get("/v1/cases", &bearer)).await.status, 200);
        let filed = ask(&service, post("/v1/reports", &bearer, &key(), &report())).await;
        assert_eq!(
            (filed.status, filed.reason().as_str()),
            (403, "forbidden_role"),
            "{}",
            filed.text
        );
        // None at all: neither a token nor an act.
        let end = json!({ "office_id": o.regency, "role": role, "last_day": "2024-10-15" });
        let ended = ask(&service, act(&to, &admin, &key(), 5, &end)).await;
        assert_eq!(ended.status, 200, "{}", ended.text);
        assert_eq!(ask(&service, get("/v1/cases", &bearer)).await.status, 401);
        let refused = ask(&service, by_body(&made.id, &made.secret, "")).await;
        assert_eq!(error(&refused), (401, "invalid_client".to_owned()));
    }
}

#[actix_web::test]
async fn each_system_has_a_quota_of_its_own() {
    let kind = kinds()[0];
    let world = World::new();
    let o = world.offices;
    let server = server(kind, &world);
    let quotas = Quotas::default()
        .with(Class::System, 2)
        .with(Class::SignIn, 3);
    let front = Front {
        limits: Limits::on(quotas),
        ..Front::default()
    };
    let service = server.service_behind(front).await;
    let admin = token(&server, &world, o.regency, Role::Administrator);
    let body = new_client(o.regency, "intake_officer", &["cases:read"]);
    let head = token(&server, &world, o.regency, Role::Chair);
    let by = (admin.as_str(), head.as_str());
    let (one, two) = (
        make_confirmed(&service, by, &body).await,
        make_confirmed(&service, by, &body).await,
    );
    let (first, second) = (enter(&service, &one).await, enter(&service, &two).await);
    let list = async |bearer: &str| ask(&service, get("/v1/cases", bearer)).await;
    for _ in 0..2 {
        assert_eq!(list(&first).await.status, 200);
    }
    let refused = list(&first).await;
    assert_eq!(
        (refused.status, refused.reason().as_str()),
        (429, "too_many_requests")
    );
    assert_eq!(list(&second).await.status, 200);
    // The token endpoint is a door like any other: counted by address before the body is read.
    assert_eq!(ask(&service, by_body(&one.id, "x", "")).await.status, 401);
    assert_eq!(ask(&service, by_body(&one.id, "x", "")).await.status, 429);
}

#[actix_web::test]
async fn a_system_is_told_from_people_and_no_work_is_given_to_it() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let (game, _) = reach(&world, LawSet::Pemilu2022, Stage::InStudy).unwrap();
        let server = server(kind, &world);
        let service = server.service().await;
        let teller = tell(&server, &service, &game, |_| ()).await;
        let admin = token(&server, &world, o.province, Role::Administrator);
        let body = new_client(o.regency, "violations_staff", &["cases:read"]);
        let made = make(&service, &admin, &body).await;
        let listed = format!("/v1/accounts?office_id={}", o.regency);
        let listed = ask(&service, get(&listed, &admin)).await.json();
        let system = |account: &Value| account["id"] == json!(made.id);
        for account in listed["items"].as_array().unwrap() {
            assert_eq!(account["system"], json!(system(account)), "{account}");
        }
        assert!(listed["items"].as_array().unwrap().iter().any(system));
        let chair = token(&server, &world, o.regency, Role::Chair);
        let officers = ask(&service, get("/v1/officers", &chair)).await.json();
        let officers = officers["items"].as_array().unwrap();
        let is_made = |officer: &Value| officer["account_id"] == json!(made.id);
        assert!(!officers.is_empty() && !officers.iter().any(is_made));
        let case = format!("/v1/cases/{}", teller.case());
        let version = ask(&service, get(&case, &chair)).await.json()["version"].clone();
        let work = json!({ "details": { "capacity": "study", "account_id": made.id } });
        let to = format!("{case}/assignments");
        let version = version.as_i64().unwrap();
        let given = ask(&service, act(&to, &chair, &key(), version, &work)).await;
        assert_eq!(
            (given.status, given.reason().as_str()),
            (409, "assignee_fits")
        );
        // Nor is it a person who may be a party.
        let account = Id::new(made.id.parse().unwrap());
        let app = server.app.clone();
        let at_terminal =
            std::thread::spawn(move || app.set_account_person(account, Some("198503152010011004")));
        let named = at_terminal.join().unwrap();
        assert!(matches!(named, Err(AppError::Invalid(_))));
    }
}

/// An administrator reads no case, nor by a system of his own; the head of its office says what it is for.
#[actix_web::test]
async fn a_system_does_nothing_until_the_head_of_its_office_confirms_it() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let admin = token(&server, &world, o.agency, Role::Administrator);
        let head = token(&server, &world, o.agency, Role::PersonnelOfficer);
        let body = new_client(o.agency, "personnel_unit", &["sanctions:read"]);
        let made = make(&service, &admin, &body).await;
        let path = format!("/v1/clients/{}", made.id);
        // Neither he who made it, nor who else is at the office; the head reads it before.
        let list = format!("/v1/clients?office_id={}", o.agency);
        let listed = ask(&service, get(&list, &head)).await;
        assert_eq!(listed.status, 200, "{}", listed.text);
        assert_eq!(listed.json()["items"][0]["confirmed"], json!(false));
        let by_admin = confirm(&service, &admin, &made.id).await;
        assert_eq!(by_admin.status, 403, "{}", by_admin.text);
        let unit = token(&server, &world, o.agency, Role::PersonnelUnit);
        assert_eq!(confirm(&service, &unit, &made.id).await.status, 404);
        // What he did not read he does not confirm.
        let to = format!("{path}/confirmation");
        let stale = ask(&service, act(&to, &head, &key(), 7, &json!({}))).await;
        assert_eq!(stale.status, 412, "{}", stale.text);
        assert_eq!(confirm(&service, &head, &made.id).await.status, 200);
        let again = confirm(&service, &head, &made.id).await;
        let told = (again.status, again.reason());
        assert_eq!(told, (409, "nothing_to_confirm".to_owned()));
        assert_eq!(again.json()["code"], json!("account_refused"));
        enter(&service, &made).await;
        // A further secret for the same is in force at once; for more it waits, and the first goes on.
        let secrets = format!("{path}/secrets");
        let more = |scopes: &[&str]| json!({ "scopes": scopes });
        let same = more(&["sanctions:read"]);
        let by_head = ask(&service, act(&secrets, &head, &key(), 2, &same)).await;
        assert_eq!(by_head.status, 403, "{}", by_head.text);
        let secret = async |version: i64, body: &Value| {
            let reply = ask(&service, act(&secrets, &admin, &key(), version, body)).await;
            assert_eq!(reply.status, 200, "{}", reply.text);
            let reply = reply.json();
            Made {
                id: made.id.clone(),
                secret: reply["client_secret"].as_str().unwrap().to_owned(),
                secret_id: reply["secret_id"].as_str().unwrap().to_owned(),
            }
        };
        enter(&service, &secret(2, &same).await).await;
        let wide = secret(3, &more(&["sanctions:act", "sanctions:read"])).await;
        let waits = ask(&service, by_body(&wide.id, &wide.secret, "")).await;
        assert_eq!(error(&waits), (400, "unauthorized_client".to_owned()));
        let bearer = enter(&service, &made).await;
        let works = async |bearer: &str| ask(&service, get("/v1/sanctions", bearer)).await.status;
        assert_eq!(works(&bearer).await, 200);
        let read = ask(&service, get(&path, &head)).await.json();
        assert_eq!(read["confirmed"], json!(false));
        assert_eq!(confirm(&service, &head, &made.id).await.status, 200);
        enter(&service, &wide).await;
        // The head ends it: its tokens stop.
        let version = ask(&service, get(&path, &head)).await.json()["version"].clone();
        let end = format!("{path}/end");
        let version = version.as_i64().unwrap();
        let ended = ask(&service, act(&end, &head, &key(), version, &json!({}))).await;
        assert_eq!(ended.status, 200, "{}", ended.text);
        assert_eq!(works(&bearer).await, 401);
    }
}

/// Who made it while he was administrator does not confirm it as the head that he became.
#[actix_web::test]
async fn nobody_confirms_a_system_of_his_own_making() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let (account, once) = server.account(o.regency, &[Role::Administrator]);
        let body = new_client(o.regency, "intake_officer", &["cases:read"]);
        let made = make(&service, &once, &body).await;
        let above = token(&server, &world, o.province, Role::Administrator);
        let end =
            json!({ "office_id": o.regency, "role": "administrator", "last_day": "2024-10-15" });
        let to = format!("/v1/accounts/{account}/role-ends");
        let ended = ask(&service, act(&to, &above, &key(), 1, &end)).await;
        assert_eq!(ended.status, 200, "{}", ended.text);
        let give = json!({ "office_id": o.regency, "role": "chair", "from": "2024-10-16" });
        let to = format!("/v1/accounts/{account}/roles");
        let given = ask(&service, act(&to, &above, &key(), 2, &give)).await;
        assert_eq!(given.status, 200, "{}", given.text);
        let refused = confirm(&service, &once, &made.id).await;
        let told = (refused.status, refused.reason());
        assert_eq!(told, (409, "own_system".to_owned()));
        let chair = token(&server, &world, o.regency, Role::Chair);
        assert_eq!(confirm(&service, &chair, &made.id).await.status, 200);
        // At the terminal, for offices whose head has no account here.
        let other = make(&service, &above, &body).await;
        let client = Id::new(other.id.parse().unwrap());
        let app = server.app.clone();
        let confirmed = std::thread::spawn(move || {
            app.change_client_at_terminal(ClientCommand::Change {
                client,
                expected: None,
                wanted: ClientChange::Confirm,
            })
        });
        confirmed.join().unwrap().unwrap();
        enter(&service, &other).await;
    }
}
