//! Each institution keeps its own accounts, an account is of one institution, and a role given elsewhere takes nothing
//! from who keeps the rest.

use actix_web::test::TestRequest;
use netralitas_domain::{ids::OfficeId, people::Role};
use netralitas_testkit::{
    db::kinds,
    http::{PASSWORD, Server, act, get, post},
    play::World,
};
use serde_json::{Value, json};

use crate::{
    bad_input::errors,
    seen::ask,
    stand::{key, server, token},
};

fn role(office: OfficeId, role: &str) -> Value {
    json!({ "office_id": office, "role": role, "from": "2020-01-01" })
}

fn new_account(username: &str, office: OfficeId, its: &str) -> Value {
    let mut body = role(office, its);
    body["username"] = json!(username);
    body["display_name"] = json!("Akun baru");
    body
}

/// Shuts every administrator of an office, at the terminal.
fn without_administrators(server: &Server, world: &World, office: OfficeId) {
    let both = [
        world.actor(office, Role::Administrator),
        world.colleague(office, Role::Administrator),
    ];
    for actor in both {
        let app = server.app.clone();
        let shut = std::thread::spawn(move || app.set_disabled(actor.account, true));
        shut.join().unwrap().unwrap();
    }
}

#[actix_web::test]
async fn another_institution_is_given_its_first_administrator_and_nothing_else() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let top = token(&server, &world, o.national, Role::Administrator);
        let make = async |by: &str, name: &str, office, its: &str| {
            let body = new_account(name, office, its);
            ask(&service, post("/v1/accounts", by, &key(), &body)).await
        };
        // It has one: neither a further one nor any other role, and its accounts and systems are not his.
        for its in ["administrator", "commissioner", "reviewer", "auditor"] {
            let refused = make(&top, "orang.bkn", o.bkn, its).await;
            assert_eq!(refused.status, 403, "{its}: {}", refused.text);
        }
        let reviewer = world.actor(o.bkn, Role::Reviewer).account;
        let path = format!("/v1/accounts/{reviewer}");
        assert_eq!(ask(&service, get(&path, &top)).await.status, 404);
        for list in ["accounts", "clients"] {
            let list = format!("/v1/{list}?office_id={}", o.bkn);
            assert_eq!(ask(&service, get(&list, &top)).await.status, 403);
        }
        let invitation = format!("{path}/invitation");
        let invited = ask(&service, act(&invitation, &top, &key(), 1, &json!({}))).await;
        assert_eq!(invited.status, 404, "{}", invited.text);
        let client = json!({ "name": "Sistem", "office_id": o.bkn, "role": "reviewer", "scopes": ["reviews:read"] });
        let made = ask(&service, post("/v1/clients", &top, &key(), &client)).await;
        assert_eq!(made.status, 403, "{}", made.text);
        // Its own administrator keeps all of it, and nobody else's.
        let own = token(&server, &world, o.bkn, Role::Administrator);
        assert_eq!(ask(&service, get(&path, &own)).await.status, 200);
        let made = make(&own, "orang.bkn", o.bkn, "reviewer").await;
        assert_eq!(made.status, 201, "{}", made.text);
        for elsewhere in [o.menpanrb, o.regency, o.agency] {
            let refused = make(&own, "orang.lain", elsewhere, "administrator").await;
            assert_eq!(refused.status, 403, "{}", refused.text);
        }
        // Once its administrator is gone, the first one is given anew: nobody there could begin.
        without_administrators(&server, &world, o.bkn);
        let province = token(&server, &world, o.province, Role::Administrator);
        let refused = make(&province, "admin.bkn", o.bkn, "administrator").await;
        assert_eq!(refused.status, 403, "{}", refused.text);
        let refused = make(&top, "admin.bkn", o.bkn, "reviewer").await;
        assert_eq!(refused.status, 403, "{}", refused.text);
        let made = make(&top, "admin.bkn", o.bkn, "administrator").await;
        assert_eq!(made.status, 201, "{}", made.text);
        let invitation = made.json()["invitation"].clone();
        let second = make(&top, "admin2.bkn", o.bkn, "administrator").await;
        assert_eq!(second.status, 403, "{}", second.text);
        // It is theirs from then on.
        let path = made.location.unwrap();
        assert_eq!(ask(&service, get(&path, &top)).await.status, 404);
        let accept = TestRequest::post()
            .uri("/v1/invitations/acceptance")
            .set_json(json!({ "invitation": invitation, "password": "empat kata acak pilihan" }));
        assert_eq!(ask(&service, accept).await.status, 200);
        // Where the invitation was never used and lapsed, there is none again.
        without_administrators(&server, &world, o.kasn);
        let made = make(&top, "admin.kasn", o.kasn, "administrator").await;
        assert_eq!(made.status, 201, "{}", made.text);
        server.clock.advance(73 * 3_600 * 1_000_000);
        let top = token(&server, &world, o.national, Role::Administrator);
        let made = make(&top, "admin2.kasn", o.kasn, "administrator").await;
        assert_eq!(made.status, 201, "{}", made.text);
    }
}

#[actix_web::test]
async fn nobody_accuses_and_judges_by_one_account() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        // Each had a role at the office and one of another institution, or would have.
        for (had, its, at, new) in [
            (o.regency, Role::ViolationsStaff, o.bkn, "reviewer"),
            (o.kasn, Role::Commissioner, o.bkn, "commissioner"),
            (
                o.menpanrb,
                Role::MinistryOfficer,
                o.agency,
                "personnel_officer",
            ),
            (
                o.other_agency,
                Role::PersonnelOfficer,
                o.agency,
                "personnel_officer",
            ),
            (o.agency, Role::Auditor, o.regency, "auditor"),
        ] {
            let account = world.actor(had, its).account;
            let office = world.directory.get(at).unwrap().clone();
            let app = server.app.clone();
            let new = Role::from_code(new).unwrap();
            let from = "2020-01-01".parse().unwrap();
            let given = std::thread::spawn(move || app.grant_role(account, &office, new, from));
            let fault = match given.join().unwrap() {
                Err(netralitas_app::error::AppError::Invalid(fields)) => {
                    (fields[0].pointer.clone(), fields[0].code.to_string())
                }
                other => panic!("{its:?}: {other:?}"),
            };
            assert_eq!(fault, ("/office_id".to_owned(), "role_apart".to_owned()));
        }
        // Over HTTP, by who keeps both offices: an account of before, whose role at Bawaslu ended.
        let (account, _) = server.account(o.regency, &[Role::Member]);
        let province = token(&server, &world, o.province, Role::Administrator);
        let path = format!("/v1/accounts/{account}");
        let elsewhere = role(o.city, "member");
        let to = format!("{path}/roles");
        let given = ask(&service, act(&to, &province, &key(), 1, &elsewhere)).await;
        assert_eq!(given.status, 200, "of one institution: {}", given.text);
        // The first administrator of another one has no role at Bawaslu beside it, from the day it ended he may.
        without_administrators(&server, &world, o.kasn);
        let (account, _) = server.account(o.regency, &[Role::Administrator]);
        let top = token(&server, &world, o.national, Role::Administrator);
        let path = format!("/v1/accounts/{account}");
        let to = format!("{path}/roles");
        let mut first = role(o.kasn, "administrator");
        first["from"] = json!("2024-10-16");
        let refused = ask(&service, act(&to, &top, &key(), 1, &first)).await;
        let fault = ("/office_id".to_owned(), "role_apart".to_owned());
        assert_eq!(errors(&refused), [fault], "{}", refused.text);
        let end =
            json!({ "office_id": o.regency, "role": "administrator", "last_day": "2024-10-15" });
        let ends = format!("{path}/role-ends");
        let ended = ask(&service, act(&ends, &top, &key(), 1, &end)).await;
        assert_eq!(ended.status, 200, "{}", ended.text);
        let given = ask(&service, act(&to, &top, &key(), 2, &first)).await;
        assert_eq!(given.status, 200, "{}", given.text);
    }
}

#[actix_web::test]
async fn a_role_given_elsewhere_takes_nothing_from_who_keeps_the_rest() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let (account, bearer) = server.account(o.regency, &[Role::Member]);
        let own = token(&server, &world, o.regency, Role::Administrator);
        let above = token(&server, &world, o.province, Role::Administrator);
        let city = token(&server, &world, o.city, Role::Administrator);
        let path = format!("/v1/accounts/{account}");
        assert_eq!(ask(&service, get(&path, &city)).await.status, 404);
        let to = format!("{path}/roles");
        let given = ask(
            &service,
            act(&to, &above, &key(), 1, &role(o.city, "member")),
        )
        .await;
        assert_eq!(given.status, 200, "{}", given.text);
        // Each reads it with the roles at his offices, as the list does; who keeps both reads both.
        for (by, office, roles, elsewhere) in [
            (&own, o.regency, 1, true),
            (&city, o.city, 1, true),
            (&above, o.regency, 2, false),
        ] {
            let read = ask(&service, get(&path, by)).await;
            assert_eq!(read.status, 200, "{}", read.text);
            let read = read.json();
            assert_eq!(read["roles"].as_array().unwrap().len(), roles);
            assert_eq!(read["roles_elsewhere"], json!(elsewhere));
            let list = format!("/v1/accounts?office_id={office}");
            let list = ask(&service, get(&list, by)).await.json();
            let items = list["items"].as_array().unwrap();
            let listed = items.iter().find(|a| a["id"] == json!(account)).unwrap();
            assert_eq!(listed["roles_elsewhere"], json!(elsewhere));
            let journal = ask(&service, get(&format!("{path}/journal"), by)).await;
            let rows = journal.json()["items"].as_array().unwrap().len();
            assert_eq!(rows, usize::from(!elsewhere), "{}", journal.text);
        }
        // The account itself is not one office's to close, invite or link.
        let link = json!({ "issuer": "https://sso.example.go.id", "subject": "x", "office_id": o.regency });
        for (change, body) in [("closing", json!({})), ("invitation", json!({}))] {
            let to = format!("{path}/{change}");
            let refused = ask(&service, act(&to, &own, &key(), 2, &body)).await;
            let told = (refused.status, refused.reason());
            assert_eq!(told, (409, "roles_elsewhere".to_owned()), "{change}");
        }
        let linked = format!("{path}/identities");
        let linked = ask(&service, act(&linked, &own, &key(), 2, &link)).await;
        assert!(linked.status >= 400, "{}", linked.text);
        // A role of another office is not his to end; those at his own are, and then he has nothing there.
        let end =
            |office| json!({ "office_id": office, "role": "member", "last_day": "2024-10-15" });
        let ends = format!("{path}/role-ends");
        let refused = ask(&service, act(&ends, &own, &key(), 2, &end(o.city))).await;
        assert_eq!(refused.status, 403, "{}", refused.text);
        let depart = json!({ "office_id": o.regency, "last_day": "2024-10-15" });
        let to = format!("{path}/departure");
        let left = ask(&service, act(&to, &own, &key(), 2, &depart)).await;
        assert_eq!(left.status, 200, "{}", left.text);
        assert_eq!(left.json()["role_last_day"], json!("2024-10-15"));
        assert_eq!(ask(&service, get("/v1/cases", &bearer)).await.status, 401);
        // The city has it alone now, and closes it.
        let to = format!("{path}/closing");
        let shut = ask(&service, act(&to, &city, &key(), 3, &json!({}))).await;
        assert_eq!(shut.status, 200, "{}", shut.text);
    }
}

#[actix_web::test]
async fn a_role_given_by_mistake_never_was_and_can_be_given_again() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let admin = token(&server, &world, o.regency, Role::Administrator);
        let (account, bearer) = server.account(o.regency, &[Role::IntakeOfficer]);
        let path = format!("/v1/accounts/{account}");
        let give = json!({ "office_id": o.regency, "role": "chair", "from": "2024-10-16" });
        let end = |last: &str| json!({ "office_id": o.regency, "role": "chair", "last_day": last });
        let (to, ends) = (format!("{path}/roles"), format!("{path}/role-ends"));
        let roles = async || {
            let own = ask(&service, get("/v1/own", &bearer)).await.json();
            own["offices"][0]["roles"].as_array().unwrap().len()
        };
        let mut version = 1;
        for _ in 0..2 {
            let given = ask(&service, act(&to, &admin, &key(), version, &give)).await;
            assert_eq!(given.status, 200, "{}", given.text);
            assert_eq!(roles().await, 2);
            let before = ask(
                &service,
                act(&ends, &admin, &key(), version + 1, &end("2024-10-14")),
            )
            .await;
            let fault = ("/last_day".to_owned(), "before_begin".to_owned());
            assert_eq!(errors(&before), [fault], "{}", before.text);
            let ended = ask(
                &service,
                act(&ends, &admin, &key(), version + 1, &end("2024-10-15")),
            )
            .await;
            assert_eq!(ended.status, 200, "{}", ended.text);
            assert_eq!(ended.json()["role_last_day"], json!("2024-10-15"));
            assert_eq!(roles().await, 1);
            version += 2;
        }
        // Until the end of the day, where that is said.
        let given = ask(&service, act(&to, &admin, &key(), version, &give)).await;
        assert_eq!(given.status, 200, "{}", given.text);
        let ended = ask(
            &service,
            act(&ends, &admin, &key(), version + 1, &end("2024-10-16")),
        )
        .await;
        assert_eq!(ended.json()["role_last_day"], json!("2024-10-16"));
        assert_eq!(roles().await, 2);
        // Nobody gives himself a role; that is a rule of accounts, not of the law.
        let own = world.actor(o.regency, Role::Administrator).account;
        let to = format!("/v1/accounts/{own}/roles");
        let refused = ask(&service, act(&to, &admin, &key(), 1, &give)).await;
        let told = (refused.status, refused.reason());
        assert_eq!(told, (409, "own_account".to_owned()));
        let body = refused.json();
        assert_eq!(body["code"], json!("account_refused"));
        assert!(
            !refused.text.contains("legal condition") && !refused.text.contains("Syarat hukum")
        );
    }
}

#[actix_web::test]
async fn without_an_office_one_signs_in_for_the_one_of_the_oldest_role() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        // Since 2000 at the city; at the province from 2020, at the regency the day before.
        let (account, _) = server.account(o.city, &[Role::Member]);
        for (office, from) in [(o.province, "2020-01-02"), (o.regency, "2020-01-01")] {
            let office = world.directory.get(office).unwrap().clone();
            let (app, from) = (server.app.clone(), from.parse().unwrap());
            std::thread::spawn(move || app.grant_role(account, &office, Role::Chair, from))
                .join()
                .unwrap()
                .unwrap();
        }
        let enter = async |office: Option<&str>| {
            let mut body = json!({ "username": format!("u{account}"), "password": PASSWORD });
            if let Some(office) = office {
                body["office"] = json!(office);
            }
            let request = TestRequest::post().uri("/v1/sessions").set_json(body);
            ask(&service, request).await.json()
        };
        let offices = json!(["bawaslu-blitar", "bawaslu-banyuwangi", "bawaslu-jatim"]);
        let unasked = enter(None).await;
        assert_eq!(unasked["office_id"], json!(o.city));
        assert_eq!(unasked["offices"], offices);
        let asked = enter(Some("bawaslu-jatim")).await;
        assert_eq!(asked["office_id"], json!(o.province));
        assert_eq!(asked["offices"], offices);
    }
}
