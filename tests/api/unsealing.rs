//! Opening a sealed identity: one asks, another of the same office agrees, who asked reads for a day, and all of it is
//! on record.

use netralitas_domain::{
    acts::Details,
    law::LawSet,
    people::Role,
    procedure::{Action as A, TakeoverGround},
};
use netralitas_testkit::{
    db::kinds,
    http::{get, post, script::Teller},
    play::{Game, Start, World},
};
use serde_json::{Value, json};

use crate::{
    seen::ask,
    stand::{bare, key, report, server, token, unseal},
};

const HOUR: i64 = 3_600 * 1_000_000;

fn wish() -> Value {
    json!({ "ground": "clarification", "purpose": "Mengirim undangan klarifikasi." })
}

#[actix_web::test]
async fn two_open_an_identity_for_a_day() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let at = |office, role| token(&server, &world, office, role);
        let (counter, staff, chair) = (
            at(o.regency, Role::IntakeOfficer),
            at(o.regency, Role::ViolationsStaff),
            at(o.regency, Role::Chair),
        );
        let member = at(o.regency, Role::Member);
        let above = at(o.province, Role::Chair);
        let stranger = at(o.city, Role::Chair);
        let filed = ask(&service, post("/v1/reports", &counter, &key(), &report())).await;
        let path = filed.location.unwrap();
        let sealed = format!("{path}/sealed-identities");
        let openings = format!("{path}/unsealings");
        // Nobody reads at once, the counter that wrote it down neither.
        for (reader, status, code) in [
            (&counter, 403, "identity_sealed"),
            (&staff, 403, "identity_sealed"),
            (&chair, 403, "identity_sealed"),
            (&above, 403, "forbidden_role"),
            (&stranger, 404, "not_found"),
        ] {
            let refused = ask(&service, get(&sealed, reader)).await;
            assert_eq!((refused.status, refused.reason().as_str()), (status, code));
        }
        for (asks, status) in [(&above, 403), (&stranger, 404)] {
            let refused = ask(&service, post(&openings, asks, &key(), &wish())).await;
            assert_eq!(refused.status, status, "{}", refused.text);
            let listed = ask(&service, get(&openings, asks)).await;
            assert_eq!(listed.status, status);
        }
        for bad in [
            json!({ "ground": "curiosity", "purpose": "Ingin tahu siapa pelapornya." }),
            json!({ "ground": "clarification", "purpose": "Tahu" }),
            json!({ "ground": "clarification" }),
        ] {
            let refused = ask(&service, post(&openings, &staff, &key(), &bad)).await;
            assert_eq!(refused.status, 422, "{}", refused.text);
        }
        let asked = ask(&service, post(&openings, &staff, "ask", &wish())).await;
        assert_eq!(asked.status, 201, "{}", asked.text);
        let again = ask(&service, post(&openings, &staff, "ask", &wish())).await;
        assert_eq!(again.text, asked.text, "asked once");
        let id = asked.json()["unsealing_id"].as_str().unwrap().to_owned();
        let confirm = format!("{openings}/{id}/confirmation");
        // Waiting opens nothing; who asked does not agree, nor who may not.
        assert_eq!(ask(&service, get(&sealed, &staff)).await.status, 403);
        for (by, status) in [
            (&staff, 403),
            (&counter, 403),
            (&member, 403),
            (&above, 404),
            (&stranger, 404),
        ] {
            let refused = ask(&service, bare(&confirm, by)).await;
            assert_eq!(refused.status, status, "{}", refused.text);
        }
        let waits = ask(&service, get(&openings, &chair)).await.json();
        assert_eq!(waits["items"][0]["yours_to_confirm"], true, "{waits}");
        assert_eq!(
            waits["items"][0]["purpose"],
            "Mengirim undangan klarifikasi."
        );
        let agreed = ask(&service, bare(&confirm, &chair)).await;
        assert_eq!(agreed.status, 200, "{}", agreed.text);
        assert_eq!(agreed.json()["state"], "running");
        assert_eq!(ask(&service, bare(&confirm, &chair)).await.status, 404);
        // Who asked, and nobody else.
        let opened = ask(&service, get(&sealed, &staff)).await;
        assert_eq!(opened.status, 200, "{}", opened.text);
        assert_eq!(opened.json()["items"][0]["record"]["name"], "Pelapor Satu");
        assert_eq!(opened.json()["until"], agreed.json()["until"]);
        for other in [&chair, &counter] {
            assert_eq!(ask(&service, get(&sealed, other)).await.status, 403);
        }
        server.clock.advance(24 * HOUR - 1);
        let staff = at(o.regency, Role::ViolationsStaff);
        assert_eq!(ask(&service, get(&sealed, &staff)).await.status, 200);
        server.clock.advance(1);
        let (staff, chair, counter) = (
            at(o.regency, Role::ViolationsStaff),
            at(o.regency, Role::Chair),
            at(o.regency, Role::IntakeOfficer),
        );
        let over = ask(&service, get(&sealed, &staff)).await;
        assert_eq!(over.reason(), "identity_sealed", "{}", over.text);

        let listed = ask(&service, get(&openings, &chair)).await;
        let item = listed.json()["items"][0].clone();
        assert_eq!(
            (&item["state"], &item["views"]),
            (&json!("over"), &json!(2))
        );
        assert_eq!(item["ground"]["code"], "clarification");
        assert!(item["settled_by"]["account_id"].is_string(), "{item}");
        assert!(!listed.text.contains("Pelapor Satu"));
        // The purpose is for the two; that and how often is for their colleagues.
        let colleagues = ask(&service, get(&openings, &counter)).await.json();
        assert_eq!(colleagues["items"][0]["purpose"], Value::Null);
        assert_eq!(colleagues["items"][0]["views"], 2);
        let records = server.db.rows("security_events").join("\n");
        for (kind, times) in [
            ("unsealing_asked", 1),
            ("unsealing_confirmed", 1),
            ("identity_read", 2),
        ] {
            assert_eq!(records.matches(kind).count(), times, "{kind}");
        }
        assert!(!records.contains("Pelapor") && !records.contains("undangan"));
        // It is no step: the case did not move, and its journal says nothing.
        let view = ask(&service, get(&path, &staff)).await;
        assert_eq!(view.etag.as_deref(), Some("1"));
    }
}

#[actix_web::test]
async fn an_opening_is_declined_withdrawn_ended_or_expires() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let at = |role| token(&server, &world, o.regency, role);
        let (counter, staff, chair) = (
            at(Role::IntakeOfficer),
            at(Role::ViolationsStaff),
            at(Role::Chair),
        );
        let filed = ask(&service, post("/v1/reports", &counter, &key(), &report())).await;
        let path = filed.location.unwrap();
        let sealed = format!("{path}/sealed-identities");
        let openings = format!("{path}/unsealings");
        let asks = async || {
            server.clock.advance(1_000_000);
            let asked = ask(&service, post(&openings, &staff, &key(), &wish())).await;
            let id = asked.json()["unsealing_id"].as_str().unwrap().to_owned();
            format!("{openings}/{id}")
        };
        for (by, state) in [(&chair, "declined"), (&staff, "withdrawn")] {
            let opening = asks().await;
            let refused = ask(&service, bare(&format!("{opening}/end"), &counter)).await;
            assert_eq!(refused.status, 403);
            let ended = ask(&service, bare(&format!("{opening}/end"), by)).await;
            assert_eq!(ended.json()["state"], state, "{}", ended.text);
            for then in ["confirmation", "end"] {
                let late = ask(&service, bare(&format!("{opening}/{then}"), &chair)).await;
                assert_eq!(late.status, 404, "{then}");
            }
        }
        for by in [&chair, &staff] {
            server.clock.advance(1_000_000);
            let opening = unseal(&service, &path, &staff, &chair).await;
            assert_eq!(ask(&service, get(&sealed, &staff)).await.status, 200);
            let ended = ask(&service, bare(&format!("{opening}/end"), by)).await;
            assert_eq!(ended.json()["state"], "ended", "{}", ended.text);
            assert_eq!(ask(&service, get(&sealed, &staff)).await.status, 403);
        }
        let opening = asks().await;
        server.clock.advance(7 * 24 * HOUR);
        let chair = at(Role::Chair);
        let late = ask(&service, bare(&format!("{opening}/confirmation"), &chair)).await;
        assert_eq!(late.status, 404);
        let listed = ask(&service, get(&openings, &chair)).await.json();
        let items = listed["items"].as_array().unwrap().clone();
        let states: Vec<&Value> = items.iter().map(|i| &i["state"]).collect();
        assert_eq!(
            states,
            ["declined", "withdrawn", "ended", "ended", "expired"]
        );
    }
}

/// The head asks too, and then another of the same rank agrees; nobody agrees to what he asked for himself.
#[actix_web::test]
async fn where_the_head_asks_another_of_the_rank_agrees() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let at = |role| token(&server, &world, o.regency, role);
        let counter = at(Role::IntakeOfficer);
        let filed = ask(&service, post("/v1/reports", &counter, &key(), &report())).await;
        let path = filed.location.unwrap();
        let (chair, member) = (at(Role::Chair), at(Role::Member));
        unseal(&service, &path, &chair, &member).await;
        let sealed = format!("{path}/sealed-identities");
        assert_eq!(ask(&service, get(&sealed, &chair)).await.status, 200);
        // With both ranks in one hand it still takes two.
        let (account, both) = server.account(o.regency, &[Role::Chair, Role::Member]);
        let openings = format!("{path}/unsealings");
        let asked = ask(&service, post(&openings, &both, &key(), &wish())).await;
        let id = asked.json()["unsealing_id"].as_str().unwrap().to_owned();
        let confirm = format!("{openings}/{id}/confirmation");
        assert_eq!(ask(&service, bare(&confirm, &both)).await.status, 403);
        // Whoever lost the role that asked gets nothing opened.
        let rows = "UPDATE account_roles SET valid_to = '2020-01-01' WHERE account_id = ";
        server.db.execute(&format!("{rows}'{account}'")).unwrap();
        assert_eq!(ask(&service, bare(&confirm, &member)).await.status, 403);
    }
}

#[actix_web::test]
async fn whoever_takes_a_case_over_does_not_read_what_was_asked_for_at_the_office_before() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let mut game = Game::start(&world, &Start::report(&world, LawSet::Pemilu2022));
        game.play(A::CompleteInitialStudy);
        game.wait_minutes(5);
        game.play_with(
            A::TakeOver,
            |d| matches!(d, Details::Takeover(g) if *g == TakeoverGround::CannotAct),
        );
        let mut teller = Teller::new(&server, &game);
        let call = teller.opening(&game);
        teller.opened(&game, &ask(&service, call.request()).await);
        let (last, first) = game.script.steps.split_last().unwrap();
        for step in first {
            let call = teller.step(step);
            teller.stepped(step, &ask(&service, call.request()).await);
        }
        let openings = format!("/v1/cases/{}/unsealings", teller.case());
        let staff = token(&server, &world, o.regency, Role::ViolationsStaff);
        let asked = ask(&service, post(&openings, &staff, &key(), &wish())).await;
        assert_eq!(asked.status, 201, "{}", asked.text);
        let listed = ask(&service, get(&openings, &staff)).await.json();
        assert_eq!(listed["items"].as_array().unwrap().len(), 1, "{listed}");
        let call = teller.step(last);
        teller.stepped(last, &ask(&service, call.request()).await);
        let staff = token(&server, &world, o.province, Role::ViolationsStaff);
        let listed = ask(&service, get(&openings, &staff)).await;
        assert_eq!(listed.status, 200, "{}", listed.text);
        assert_eq!(listed.json()["items"], json!([]), "{}", listed.text);
    }
}
