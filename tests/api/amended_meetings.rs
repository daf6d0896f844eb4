//! The day of a plenary meeting amended: kept in order with its step, told in the journal, and not from one of several
//! cases.

use netralitas_domain::{people::Role, time::Moment};
use netralitas_testkit::{
    db::kinds,
    http::{Reply, act, get, post},
    play::World,
};
use serde_json::{Value, json};

use crate::{
    bad_input::errors,
    mistakes::WHY,
    seen::ask,
    stand::{key, report, server, start as begin, token},
};

#[actix_web::test]
async fn the_day_of_a_meeting_is_amended_with_its_step_and_told() {
    let world = World::new();
    for kind in kinds() {
        let server = server(kind, &world);
        let service = server.service().await;
        let as_of = |role| token(&server, &world, world.offices.regency, role);
        let counter = as_of(Role::IntakeOfficer);
        let mut cases = Vec::new();
        for _ in 0..2 {
            let filed = ask(&service, post("/v1/reports", &counter, &key(), &report())).await;
            cases.push(filed.json()["case_id"].as_str().unwrap().to_owned());
        }
        server.clock.set(Moment(begin().0 + 3 * 86_400_000_000));
        let chair = as_of(Role::Chair);
        let study = async |case: &str, meeting: Value| {
            let body = json!({
                "effective_day": "2024-10-16", "meeting": meeting,
                "details": { "kinds": ["other_law"] }
            });
            let path = format!("/v1/cases/{case}/initial-study");
            let done = ask(&service, act(&path, &chair, &key(), 1, &body)).await;
            assert_eq!(done.status, 200, "{}", done.text);
            done.json()["meeting_id"].clone()
        };
        let said = json!({ "day": "2024-10-16", "entitled": 3, "deciding": 2 });
        let meeting = study(&cases[0], said).await;
        let path = format!("/v1/cases/{}", cases[0]);
        let amend = async |details: Value| -> Reply {
            let view = ask(&service, get(&path, &chair)).await.json();
            let version = view["version"].as_i64().unwrap();
            let body = json!({ "reason": WHY, "details": details });
            let path = format!("{path}/amendment");
            ask(&service, act(&path, &chair, &key(), version, &body)).await
        };
        let step = |day: &str| json!({ "steps": [{ "seq": 2, "effective_day": day }] });
        let held = |day: &str| json!({ "meetings": [{ "meeting_id": meeting, "day": day }] });
        let crossed = |pointer: &str| (pointer.to_owned(), "meeting_after_step".to_owned());
        let refused = amend(step("2024-10-15")).await;
        let place = crossed("/details/steps/0/effective_day");
        assert_eq!(errors(&refused), [place], "{}", refused.text);
        let refused = amend(held("2024-10-17")).await;
        let place = crossed("/details/meetings/0/day");
        assert_eq!(errors(&refused), [place], "{}", refused.text);
        let unknown = json!({ "meetings": [{ "meeting_id": cases[0], "day": "2024-10-15" }] });
        let refused = amend(unknown).await;
        let place = "/details/meetings/0/meeting_id".to_owned();
        let absent = (place.clone(), "not_in_this_case".to_owned());
        assert_eq!(errors(&refused), [absent], "{}", refused.text);

        let mut both = step("2024-10-15");
        both["meetings"] = held("2024-10-14")["meetings"].clone();
        let done = amend(both).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let journal = ask(&service, get(&format!("{path}/journal"), &chair))
            .await
            .json();
        let rows = journal["items"].as_array().unwrap();
        assert_eq!(rows[1]["meeting_day"], "2024-10-14", "{journal}");
        assert_eq!(rows[1]["effective_day"], "2024-10-15");
        let told = json!([{ "meeting_id": meeting, "was": "2024-10-16", "now": "2024-10-14" }]);
        assert_eq!(rows[2]["amends"]["meetings"], told);
        let id = meeting.as_str().unwrap();
        let read = ask(&service, get(&format!("/v1/meetings/{id}"), &chair)).await;
        assert_eq!(read.json()["day"], "2024-10-14", "{}", read.text);

        // It decides another case too: neither moves it any more.
        study(&cases[1], json!({ "meeting_id": meeting })).await;
        let refused = amend(held("2024-10-15")).await;
        let shared = (place, "meeting_of_other_cases".to_owned());
        assert_eq!(errors(&refused), [shared], "{}", refused.text);
    }
}

#[actix_web::test]
async fn a_meeting_whose_day_was_never_said_moves_with_its_step() {
    let world = World::new();
    for kind in kinds() {
        let server = server(kind, &world);
        let service = server.service().await;
        let as_of = |role| token(&server, &world, world.offices.regency, role);
        let counter = as_of(Role::IntakeOfficer);
        let mut cases = Vec::new();
        for _ in 0..2 {
            let filed = ask(&service, post("/v1/reports", &counter, &key(), &report())).await;
            cases.push(filed.json()["case_id"].as_str().unwrap().to_owned());
        }
        server.clock.set(Moment(begin().0 + 3 * 86_400_000_000));
        let chair = as_of(Role::Chair);
        let study = async |case: &str, meeting: Value| {
            let body = json!({
                "effective_day": "2024-10-16", "meeting": meeting,
                "details": { "kinds": ["other_law"] }
            });
            let path = format!("/v1/cases/{case}/initial-study");
            let done = ask(&service, act(&path, &chair, &key(), 1, &body)).await;
            assert_eq!(done.status, 200, "{}", done.text);
            done.json()["meeting_id"].clone()
        };
        let meeting = study(&cases[0], json!({ "entitled": 3, "deciding": 2 })).await;
        let path = format!("/v1/cases/{}", cases[0]);
        let amend = async |day: &str| -> Reply {
            let view = ask(&service, get(&path, &chair)).await.json();
            let version = view["version"].as_i64().unwrap();
            let steps = json!({ "steps": [{ "seq": 2, "effective_day": day }] });
            let body = json!({ "reason": WHY, "details": steps });
            let path = format!("{path}/amendment");
            ask(&service, act(&path, &chair, &key(), version, &body)).await
        };
        let at = format!("/v1/meetings/{}", meeting.as_str().unwrap());
        for day in ["2024-10-17", "2024-10-15"] {
            let done = amend(day).await;
            assert_eq!(done.status, 200, "{}", done.text);
            let read = ask(&service, get(&at, &chair)).await;
            assert_eq!(read.json()["day"], day, "{}", read.text);
        }
        let journal = ask(&service, get(&format!("{path}/journal"), &chair)).await;
        let rows = journal.json()["items"].clone();
        assert_eq!(rows[1]["meeting_day"], "2024-10-15", "{rows}");
        let told = json!([{ "meeting_id": meeting, "was": "2024-10-17", "now": "2024-10-15" }]);
        assert_eq!(rows[3]["amends"]["meetings"], told);
        // Another case rests on it since: it does not move from here.
        study(&cases[1], json!({ "meeting_id": meeting })).await;
        let refused = amend("2024-10-16").await;
        let shared = (
            "/details/steps/0/effective_day".to_owned(),
            "meeting_of_other_cases".to_owned(),
        );
        assert_eq!(errors(&refused), [shared], "{}", refused.text);
        let read = ask(&service, get(&at, &chair)).await;
        assert_eq!(read.json()["day"], "2024-10-15", "{}", read.text);
    }
}
