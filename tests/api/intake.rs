//! What a filing needs, what is noted of it, and papers that stay open until they are added.

use netralitas_domain::people::Role;
use netralitas_testkit::{
    db::kinds,
    http::{act, get, post},
    play::World,
};
use serde_json::{Value, json};

use crate::{
    bad_input::{errors, written},
    seen::ask,
    stand::{report, server, token},
};

#[actix_web::test]
async fn a_filing_without_an_account_and_without_a_paper_is_refused_and_writes_nothing() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let counter = token(&server, &world, world.offices.regency, Role::IntakeOfficer);
        let bare = json!({ "election": "pilkada-2024", "race": "regent", "channel": "post" });
        let before = written(&server);
        for path in ["/v1/reports", "/v1/early-information"] {
            let who = if path == "/v1/reports" {
                counter.clone()
            } else {
                token(
                    &server,
                    &world,
                    world.offices.regency,
                    Role::ViolationsStaff,
                )
            };
            let reply = ask(&service, post(path, &who, "bare", &bare)).await;
            assert_eq!(reply.status, 422, "{}", reply.text);
            let wanted = ("/content/account".to_owned(), "nothing_filed".to_owned());
            assert_eq!(errors(&reply), [wanted]);
        }
        assert_eq!(written(&server), before);
        let mut told = bare.clone();
        told["content"] = json!({ "account": "Kronologi" });
        let reply = ask(&service, post("/v1/reports", &counter, "told", &told)).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
        let mut paper = bare.clone();
        paper["papers"] = json!([{ "kind": "letter" }]);
        let reply = ask(&service, post("/v1/reports", &counter, "paper", &paper)).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
    }
}

#[actix_web::test]
async fn a_respondent_belongs_to_an_agency_that_is_one() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let counter = token(&server, &world, world.offices.regency, Role::IntakeOfficer);
        let before = written(&server);
        for wrong in [world.offices.kasn, world.offices.regency] {
            let mut body = report();
            body["content"]["parties"][1]["agency_id"] = json!(wrong);
            let reply = ask(&service, post("/v1/reports", &counter, "agency", &body)).await;
            assert_eq!(reply.status, 422, "{}", reply.text);
            let place = "/content/parties/1/agency_id".to_owned();
            assert_eq!(errors(&reply), [(place, "no_such_agency".to_owned())]);
            assert!(!reply.text.contains(&wrong.to_string()));
        }
        assert_eq!(written(&server), before);
        let mut body = report();
        body["content"]["parties"][1]["agency_id"] = json!(world.offices.agency);
        let reply = ask(&service, post("/v1/reports", &counter, "right", &body)).await;
        assert_eq!(reply.status, 201, "{}", reply.text);
    }
}

#[actix_web::test]
async fn a_filing_outside_office_hours_is_marked_in_receipt_read_and_journal() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let counter = token(&server, &world, world.offices.regency, Role::IntakeOfficer);
        let mut body = report();
        body["effective_time"] = json!("20:30");
        let filed = ask(&service, post("/v1/reports", &counter, "late", &body)).await;
        assert_eq!(filed.json()["warnings"], json!(["outside_office_hours"]));
        let place = filed.location.unwrap();
        let seen = ask(&service, get(&place, &counter)).await.json();
        assert_eq!(seen["marks"][0]["code"], "outside_office_hours");
        assert_eq!(seen["marks"][0]["seq"], 1);
        let journal = ask(&service, get(&format!("{place}/journal"), &counter))
            .await
            .json();
        assert_eq!(
            journal["items"][0]["marks"][0]["code"],
            "outside_office_hours"
        );
        let filed = ask(&service, post("/v1/reports", &counter, "open", &report())).await;
        assert_eq!(filed.json()["warnings"], json!([]));
    }
}

#[actix_web::test]
async fn a_paper_that_the_law_names_is_open_until_it_is_added() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let counter = token(&server, &world, world.offices.regency, Role::IntakeOfficer);
        let filed = ask(&service, post("/v1/reports", &counter, "file", &report())).await;
        let place = filed.location.unwrap();
        let open = |seen: &Value| seen["open_papers"].clone();
        let seen = ask(&service, get(&place, &counter)).await.json();
        let listed = open(&seen);
        let [only] = &listed.as_array().unwrap()[..] else {
            panic!("{seen}")
        };
        assert_eq!(only["paper"]["code"], "pilkada_form");
        assert_eq!(only["action"]["code"], "file_report");
        assert!(only["legal_basis"].as_str().unwrap().contains("Pasal 134"));
        let add = format!("{place}/added-papers");
        let none = ask(&service, act(&add, &counter, "none", 1, &json!({}))).await;
        assert_eq!(
            none.json()["reason"]["code"],
            "papers_given",
            "{}",
            none.text
        );
        let body = json!({ "papers": [{ "kind": "pilkada_form", "dated": "2024-10-14" }] });
        let added = ask(&service, act(&add, &counter, "add", 1, &body)).await;
        assert_eq!(added.status, 200, "{}", added.text);
        let seen = ask(&service, get(&place, &counter)).await.json();
        assert_eq!(open(&seen), json!([]));
        assert_eq!(seen["papers"].as_array().unwrap().len(), 1);
    }
}

/// A text of the study says nothing of the time; a reason for that alone does, and is kept outside the journal.
#[actix_web::test]
async fn a_late_report_is_in_time_only_for_a_reason_of_its_own() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let counter = token(&server, &world, world.offices.regency, Role::IntakeOfficer);
        let chair = token(&server, &world, world.offices.regency, Role::Chair);
        let mut body = report();
        body["known_on"] = json!("2024-09-02");
        let filed = ask(&service, post("/v1/reports", &counter, "file", &body)).await;
        let place = filed.location.unwrap();
        let study = |key: &str, more: Value| {
            let mut details = json!({ "kinds": ["other_law"], "study": "Kajian" });
            let fields = more.as_object().unwrap().clone();
            details.as_object_mut().unwrap().extend(fields);
            let step = json!({ "meeting": { "entitled": 3, "deciding": 3 }, "details": details });
            act(&format!("{place}/initial-study"), &chair, key, 1, &step)
        };
        let refused = ask(&service, study("a", json!({ "late": false }))).await;
        assert_eq!(refused.json()["reason"]["code"], "late_reason_missing");
        assert_eq!(
            refused.json()["errors"][0]["pointer"],
            "/details/late_reason",
            "{}",
            refused.text
        );
        let reasoned = json!({ "late": false, "late_reason": "Diterima Panwaslu pada waktunya" });
        let taken = ask(&service, study("b", reasoned)).await;
        assert_eq!(taken.status, 200, "{}", taken.text);
        let seen = ask(&service, get(&place, &chair)).await.json();
        assert_eq!(seen["case"]["initial_study"]["late"], false, "{seen}");
        assert!(
            !seen["case"]["open_requirements"]
                .to_string()
                .contains("filed_in_time")
        );
    }
}
