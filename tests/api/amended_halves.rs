//! A report that was split is one report over HTTP: its filing and the day it became known are amended in every case
//! that came of it, each with its version and its journal row.

use netralitas_domain::{ids::CaseId, people::Role, procedure::Stage};
use netralitas_testkit::{
    db::kinds,
    http::{act, get, post},
    play::World,
};
use serde_json::{Value, json};

use crate::{
    journal::{check_one, facts},
    links::two_respondents,
    mistakes::WHY,
    seen::ask,
    stand::{key, server, token},
};

#[actix_web::test]
async fn the_filing_and_the_day_it_became_known_are_amended_in_both_halves() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let as_of = |role| token(&server, &world, world.offices.regency, role);
        let (chair, counter) = (as_of(Role::Chair), as_of(Role::IntakeOfficer));
        let filed = ask(
            &service,
            post("/v1/reports", &counter, &key(), &two_respondents()),
        )
        .await;
        let first: CaseId = filed.json()["case_id"].as_str().unwrap().parse().unwrap();
        let version = |case: CaseId| server.file(case).case_track().unwrap().version;
        let step = async |case: CaseId, path: &str, who: &str, body: Value| {
            let path = format!("/v1/cases/{case}/{path}");
            let call = act(&path, who, &key(), version(case), &body);
            ask(&service, call).await
        };
        let journal = async |case: CaseId| {
            let path = format!("/v1/cases/{case}/journal");
            let told = ask(&service, get(&path, &chair)).await.json();
            told["items"].as_array().unwrap().last().unwrap().clone()
        };
        let goes = server.file(first).case().unwrap().allegations[1].id;
        let split = json!({ "reason": "Dua wilayah", "details": { "allegation_ids": [goes] } });
        let split = step(first, "splits", &chair, split).await;
        assert_eq!(split.status, 200, "{}", split.text);
        let second: CaseId = split.json()["other_tracks"][0]["track_id"]
            .as_str()
            .unwrap()
            .parse()
            .unwrap();
        let amendment = |details: Value| json!({ "reason": WHY, "details": details });

        let hour = json!({ "seq": 1, "effective_day": "2024-10-15", "effective_time": "08:15" });
        let moved = amendment(json!({ "steps": [hour] }));
        let done = step(first, "amendment", &counter, moved).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let receipt = done.json();
        assert_eq!(receipt["other_tracks"][0]["track_id"], json!(second));
        assert_eq!(receipt["other_tracks"][0]["version"], 2);
        let terms = receipt["terms_moved"].as_array().unwrap();
        for case in [first, second] {
            let own = |t: &&Value| t["track_id"] == json!(case) && t["term"] == "initial_study";
            assert!(terms.iter().any(|t| own(&t)), "{case}: {receipt}");
        }
        let due = |case| {
            let file = server.file(case);
            let track = file.case_track().unwrap();
            let mut open = track.terms.iter().filter(|t| t.is_open());
            open.next().unwrap().due_day
        };
        assert_eq!(due(first), due(second));
        let row = journal(second).await;
        assert_eq!(row["action"]["code"], "amend_with");
        assert_eq!(row["amends"]["filed"]["was"]["effective_time"], "09:30");
        assert_eq!(row["amends"]["filed"]["now"]["effective_time"], "08:15");

        for case in [first, second] {
            let body = json!({
                "meeting": { "entitled": 5, "deciding": 5 },
                "details": { "kinds": ["other_law"] }
            });
            let done = step(case, "initial-study", &chair, body).await;
            assert_eq!(done.status, 200, "{}", done.text);
        }
        // Of whichever it is amended: what is late is late in both.
        let known = amendment(json!({ "known_on": "2024-09-02" }));
        let done = step(second, "amendment", &counter, known.clone()).await;
        assert_eq!(done.status, 200, "{}", done.text);
        for case in [first, second] {
            let file = server.file(case);
            assert!(file.case().unwrap().study.as_ref().unwrap().late);
            let row = journal(case).await;
            assert_eq!(row["amends"]["known_on"]["was"], "2024-10-12", "{row}");
            let refused = step(case, "registration", &chair, json!({})).await;
            assert_eq!(refused.reason(), "requirements_met", "{}", refused.text);
            check_one(&world, &facts(&server, case));
        }
        // And in time again, both are registered.
        let known = amendment(json!({ "known_on": "2024-10-12" }));
        let done = step(first, "amendment", &counter, known).await;
        assert_eq!(done.status, 200, "{}", done.text);
        for case in [first, second] {
            let done = step(case, "registration", &chair, json!({})).await;
            assert_eq!(done.status, 200, "{}", done.text);
            let file = server.file(case);
            assert_eq!(file.case_track().unwrap().stage, Stage::Registered);
            check_one(&world, &facts(&server, case));
        }
    }
}
