//! Accounts over HTTP: who keeps whose, how somebody gets in and out, and what is left on record.

use actix_web::test::TestRequest;
use netralitas_domain::{law::LawSet, people::Role, procedure::Stage as S};
use netralitas_testkit::{
    db::kinds,
    http::{act, get, post},
    play::{World, reach},
};
use serde_json::{Value, json};

use crate::{
    bad_input::errors,
    seen::ask,
    stand::{key, server, tell, token},
};

const PASSWORD: &str = "empat kata acak pilihan";

fn new_account(office: netralitas_domain::ids::OfficeId, role: &str) -> Value {
    json!({
        "username": "staf.baru", "display_name": "Staf baru", "office_id": office, "role": role,
        "from": "2020-01-01",
    })
}

fn accept(invitation: &Value, password: &str) -> TestRequest {
    TestRequest::post()
        .uri("/v1/invitations/acceptance")
        .set_json(json!({ "invitation": invitation, "password": password }))
}

fn sign_in(password: &str) -> TestRequest {
    TestRequest::post()
        .uri("/v1/sessions")
        .set_json(json!({ "username": "staf.baru", "password": password }))
}

#[actix_web::test]
async fn an_account_is_made_invited_used_and_shut() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let admin = token(&server, &world, o.province, Role::Administrator);
        let body = new_account(o.regency, "violations_staff");
        let made = ask(&service, post("/v1/accounts", &admin, "k1", &body)).await;
        assert_eq!(made.status, 201, "{}", made.text);
        let receipt = made.json();
        let invitation = receipt["invitation"].clone();
        let path = format!("/v1/accounts/{}", receipt["account_id"].as_str().unwrap());
        // Repeated: the same, without what is shown once; nor is it kept.
        let again = ask(&service, post("/v1/accounts", &admin, "k1", &body)).await;
        assert_eq!(
            (again.status, &again.json()["account_id"]),
            (201, &receipt["account_id"])
        );
        assert!(again.json()["invitation"].is_null());
        let letters = invitation.as_str().unwrap();
        assert_eq!(letters.replace('-', "").len(), 26);
        for table in ["idempotency", "account_invitations", "security_events"] {
            let rows = server.db.rows(table).join("\n");
            assert!(!rows.is_empty() && !rows.contains(letters), "{table}");
        }
        // The name is taken; without an invitation used there is no way in.
        let taken = ask(&service, post("/v1/accounts", &admin, "k2", &body)).await;
        assert_eq!((taken.status, taken.reason().as_str()), (409, "conflict"));
        assert_eq!(ask(&service, sign_in(PASSWORD)).await.status, 401);
        let read = ask(&service, get(&path, &admin)).await.json();
        assert_eq!(read["has_password"], json!(false));
        assert!(read["invited_until"].is_string());
        server.clock.advance(1_000_000);
        // A wrong one, a password against the policy, the right one, and the right one once more.
        let wrong = ask(&service, accept(&json!("00000-00000"), PASSWORD)).await;
        assert_eq!(
            (wrong.status, wrong.reason().as_str()),
            (401, "credentials_wrong")
        );
        let plain = ask(&service, accept(&invitation, "pendek")).await;
        assert_eq!(
            (plain.status, errors(&plain).len()),
            (422, 1),
            "{}",
            plain.text
        );
        let typed = json!(letters.to_lowercase().replace('-', " "));
        let accepted = ask(&service, accept(&typed, PASSWORD)).await;
        assert_eq!(accepted.status, 200, "{}", accepted.text);
        assert_eq!(accepted.json()["username"], json!("staf.baru"));
        let used = ask(&service, accept(&invitation, PASSWORD)).await;
        assert_eq!(used.status, 401);
        let mut told = [used.json(), wrong.json()];
        for answer in &mut told {
            answer.as_object_mut().unwrap().remove("instance");
        }
        assert_eq!(told[0], told[1]);
        server.clock.advance(1_000_000);
        let session = ask(&service, sign_in(PASSWORD)).await;
        assert_eq!(session.status, 200, "{}", session.text);
        let own = session.json()["access_token"].as_str().unwrap().to_owned();
        assert_eq!(ask(&service, get("/v1/cases", &own)).await.status, 200);
        server.clock.advance(1_000_000);
        // Shut: the session ends, its token stops at once; opened: one signs in anew.
        let version = ask(&service, get(&path, &admin)).await.json()["version"]
            .as_i64()
            .unwrap();
        let nothing = json!({});
        let to = format!("{path}/closing");
        let stale = ask(&service, act(&to, &admin, &key(), version + 1, &nothing)).await;
        assert_eq!(stale.status, 412);
        let shut = ask(&service, act(&to, &admin, &key(), version, &nothing)).await;
        assert_eq!(shut.status, 200, "{}", shut.text);
        assert_eq!(ask(&service, get("/v1/cases", &own)).await.status, 401);
        assert_eq!(ask(&service, sign_in(PASSWORD)).await.status, 401);
        let twice = ask(&service, act(&to, &admin, &key(), version + 1, &nothing)).await;
        assert_eq!(
            (twice.status, twice.reason().as_str()),
            (409, "account_is_shut")
        );
        server.clock.advance(1_000_000);
        let to = format!("{path}/opening");
        let open = ask(&service, act(&to, &admin, &key(), version + 1, &nothing)).await;
        assert_eq!(open.status, 200, "{}", open.text);
        assert_eq!(ask(&service, get("/v1/cases", &own)).await.status, 401);
        server.clock.advance(1_000_000);
        let session = ask(&service, sign_in(PASSWORD)).await;
        let own = session.json()["access_token"].as_str().unwrap().to_owned();
        assert_eq!(ask(&service, get("/v1/cases", &own)).await.status, 200);
        server.clock.advance(1_000_000);
        // A new invitation ends the password.
        let to = format!("{path}/invitation");
        let anew = ask(&service, act(&to, &admin, &key(), version + 2, &nothing)).await;
        assert_eq!(anew.status, 200, "{}", anew.text);
        assert_eq!(ask(&service, get("/v1/cases", &own)).await.status, 401);
        assert_eq!(ask(&service, sign_in(PASSWORD)).await.status, 401);
        server.clock.advance(1_000_000);
        let other = "lima kata acak pilihan sendiri";
        let accepted = ask(&service, accept(&anew.json()["invitation"], other)).await;
        assert_eq!(accepted.status, 200, "{}", accepted.text);
        server.clock.advance(1_000_000);
        assert_eq!(ask(&service, sign_in(other)).await.status, 200);
        // All of it is on record, newest first.
        let journal = ask(&service, get(&format!("{path}/journal"), &admin))
            .await
            .json();
        let kinds: Vec<&str> = journal["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| e["kind"]["code"].as_str().unwrap())
            .collect();
        assert_eq!(
            kinds,
            [
                "signed_in",
                "invitation_accepted",
                "account_invited",
                "signed_in",
                "account_opened",
                "account_shut",
                "signed_in",
                "invitation_accepted",
                "account_made",
            ]
        );
    }
}

#[actix_web::test]
async fn an_administrator_keeps_the_accounts_of_his_offices_and_no_others() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let chair = world.actor(o.regency, Role::Chair).account;
        let path = format!("/v1/accounts/{chair}");
        let list = format!("/v1/accounts?office_id={}", o.regency);
        let nothing = json!({});
        for (office, role, one, all) in [
            (o.regency, Role::Administrator, 200, 200),
            (o.province, Role::Administrator, 200, 200),
            (o.national, Role::Administrator, 200, 200),
            (o.other_province, Role::Administrator, 404, 403),
            (o.agency, Role::Administrator, 404, 403),
            (o.regency, Role::Chair, 404, 403),
            (o.national, Role::Chair, 404, 403),
        ] {
            let who = token(&server, &world, office, role);
            let seen = ask(&service, get(&path, &who)).await;
            assert_eq!(seen.status, one, "{role:?} at {office}: {}", seen.text);
            let listed = ask(&service, get(&list, &who)).await;
            assert_eq!(listed.status, all);
            let elsewhere = world.actor(o.province, Role::Chair).account;
            let names =
                |account: &dyn std::fmt::Display| listed.text.contains(&account.to_string());
            assert_eq!(names(&chair), all == 200, "{}", listed.text);
            assert!(!names(&elsewhere), "{}", listed.text);
            let journal = format!("{path}/journal");
            assert_eq!(ask(&service, get(&journal, &who)).await.status, one);
            if one != 200 {
                let shut = format!("{path}/closing");
                let refused = ask(&service, act(&shut, &who, &key(), 1, &nothing)).await;
                assert_eq!(refused.status, one, "{}", refused.text);
                let body = new_account(o.regency, "member");
                let refused = ask(&service, post("/v1/accounts", &who, &key(), &body)).await;
                assert_eq!(refused.status, 403, "{}", refused.text);
            }
        }
        // An account that nobody has is as one of somebody else.
        let admin = token(&server, &world, o.other_province, Role::Administrator);
        let nobody = "/v1/accounts/0192f0c1-7f00-7000-8000-000000000004";
        let mut answers = [
            ask(&service, get(&path, &admin)).await.json(),
            ask(&service, get(nobody, &admin)).await.json(),
        ];
        for answer in &mut answers {
            answer.as_object_mut().unwrap().remove("instance");
        }
        assert_eq!(answers[0], answers[1]);
        // Nobody changes his own.
        let admin = token(&server, &world, o.regency, Role::Administrator);
        let own = world.actor(o.regency, Role::Administrator).account;
        let path = format!("/v1/accounts/{own}/roles");
        let body = json!({ "office_id": o.regency, "role": "administrator", "from": "2030-01-01" });
        let refused = ask(&service, act(&path, &admin, &key(), 1, &body)).await;
        assert_eq!(
            (refused.status, refused.reason().as_str()),
            (409, "own_account")
        );
    }
}

#[actix_web::test]
async fn roles_are_given_once_stand_apart_and_end() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let admin = token(&server, &world, o.province, Role::Administrator);
        let staff = world.actor(o.regency, Role::ViolationsStaff).account;
        let path = format!("/v1/accounts/{staff}");
        let roles = format!("{path}/roles");
        let give =
            |role: &str, office| json!({ "office_id": office, "role": role, "from": "2020-01-01" });
        for (body, code) in [
            (give("violations_staff", o.regency), "role_runs"),
            (give("administrator", o.regency), "role_apart"),
            (give("reviewer", o.regency), "role_not_at_this_office"),
        ] {
            let refused = ask(&service, act(&roles, &admin, &key(), 1, &body)).await;
            let at = ("/role".to_owned(), code.to_owned());
            assert_eq!(errors(&refused), [at], "{}", refused.text);
        }
        let elsewhere = give("member", o.other_province);
        let refused = ask(&service, act(&roles, &admin, &key(), 1, &elsewhere)).await;
        assert_eq!(refused.status, 403);
        let body = give("member", o.regency);
        let given = ask(&service, act(&roles, &admin, &key(), 1, &body)).await;
        assert_eq!(
            (given.status, given.etag.as_deref()),
            (200, Some("2")),
            "{}",
            given.text
        );
        let read = ask(&service, get(&path, &admin)).await.json();
        assert_eq!(read["roles"].as_array().unwrap().len(), 2);
        // A role that ends is gone with the next act.
        let token = server.token(staff, o.regency);
        assert_eq!(ask(&service, get("/v1/cases", &token)).await.status, 200);
        for (version, role) in [(2, "member"), (3, "violations_staff")] {
            let body = json!({ "office_id": o.regency, "role": role, "last_day": "2020-01-02" });
            let to = format!("{path}/role-ends");
            let ended = ask(&service, act(&to, &admin, &key(), version, &body)).await;
            assert_eq!(ended.status, 200, "{}", ended.text);
        }
        assert_eq!(ask(&service, get("/v1/cases", &token)).await.status, 401);
    }
}

#[actix_web::test]
async fn who_leaves_has_handed_over_before() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let (game, _) = reach(&world, LawSet::Pemilu2022, S::InStudy).unwrap();
        let server = server(kind, &world);
        let service = server.service().await;
        let teller = tell(&server, &service, &game, |_| ()).await;
        let admin = token(&server, &world, o.regency, Role::Administrator);
        let chair = token(&server, &world, o.regency, Role::Chair);
        let staff = world.actor(o.regency, Role::ViolationsStaff).account;
        let case = format!("/v1/cases/{}", teller.case());
        let version = ask(&service, get(&case, &chair)).await.json()["version"]
            .as_i64()
            .unwrap();
        let handler = json!({ "details": { "capacity": "study", "account_id": staff } });
        let to = format!("{case}/assignments");
        let given = ask(&service, act(&to, &chair, &key(), version, &handler)).await;
        assert_eq!(given.status, 200, "{}", given.text);
        let path = format!("/v1/accounts/{staff}/departure");
        let today = game.now.day_in(netralitas_domain::time::Zone::Wib);
        let body = json!({ "office_id": o.regency, "last_day": today });
        let refused = ask(&service, act(&path, &admin, &key(), 1, &body)).await;
        assert_eq!(
            (refused.status, refused.reason().as_str()),
            (409, "work_left")
        );
        let member = world.actor(o.regency, Role::Member).account;
        let over = json!({ "from_account_id": staff, "to_account_id": member });
        let to = "/v1/assignments/hand-over";
        let handed = ask(&service, post(to, &chair, &key(), &over)).await;
        assert_eq!(handed.status, 200, "{}", handed.text);
        let done = ask(&service, act(&path, &admin, &key(), 1, &body)).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let account = format!("/v1/accounts/{staff}");
        let read = ask(&service, get(&account, &admin)).await.json();
        assert_eq!(read["roles"][0]["to"], json!(today));
    }
}
