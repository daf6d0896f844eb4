//! Days, hours and numbers of papers that were entered wrongly: what is named as `null` goes, what is not named stays,
//! and what was there before stays readable.

use netralitas_domain::{
    law::LawSet,
    people::{OfficeType, Role},
    procedure::{Action as A, Machine, Stage as S},
};
use netralitas_testkit::{
    db::kinds,
    http::{act, get, post},
    play::{World, reach},
};
use serde_json::{Value, json};

use crate::{
    bad_input::errors,
    journal::{check_one, facts},
    mistakes::WHY,
    seen::ask,
    stand::{key, report, server, tell, token},
};

fn amendment(details: &Value) -> Value {
    json!({ "reason": WHY, "details": details })
}

/// A letter on these cases, received at half past one.
fn letter(cases: &[&str]) -> Value {
    let tracks = cases
        .iter()
        .map(|id| json!({ "collection": "cases", "track_id": id, "version": 1 }));
    json!({
        "paper": {
            "kind": "letter", "number": "B/1/2024", "issuer": "Dinas", "dated": "2024-10-14",
            "received": "2024-10-14", "received_time": "13:30"
        },
        "tracks": tracks.collect::<Vec<_>>(),
    })
}

#[actix_web::test]
async fn what_is_named_as_null_goes_and_what_was_said_stays_readable() {
    let world = World::new();
    for kind in kinds() {
        let server = server(kind, &world);
        let service = server.service().await;
        let staff = token(&server, &world, world.offices.regency, Role::IntakeOfficer);
        let filed = ask(&service, post("/v1/reports", &staff, &key(), &report())).await;
        let case = filed.json()["case_id"].as_str().unwrap().to_owned();
        let brought = ask(
            &service,
            post("/v1/papers", &staff, &key(), &letter(&[&case])),
        )
        .await;
        assert_eq!(brought.status, 201, "{}", brought.text);
        let paper = brought.json()["paper_id"].clone();
        let path = format!("/v1/cases/{case}");
        let view = async || ask(&service, get(&path, &staff)).await.json();
        let amend = async |details: Value| {
            let version = view().await["version"].as_i64().unwrap();
            let body = amendment(&details);
            let path = format!("{path}/amendment");
            ask(&service, act(&path, &staff, &key(), version, &body)).await
        };
        let shown = async || view().await["papers"][0].clone();
        assert_eq!(shown().await["received_time"], "13:30");

        let said = |fields: Value| {
            let mut entry = fields;
            entry["paper_id"] = paper.clone();
            json!({ "papers": [entry] })
        };
        let same = amend(said(json!({ "received_time": "13:30" }))).await;
        let nothing = ("/details/papers/0".to_owned(), "changes_nothing".to_owned());
        assert_eq!(errors(&same), [nothing], "{}", same.text);
        for (fields, received, hour) in [
            (
                json!({ "received_time": "08:05" }),
                json!("2024-10-14"),
                json!("08:05"),
            ),
            (
                json!({ "issuer": null }),
                json!("2024-10-14"),
                json!("08:05"),
            ),
            (json!({ "received": null }), Value::Null, Value::Null),
            (
                json!({ "received": "2024-10-14" }),
                json!("2024-10-14"),
                Value::Null,
            ),
        ] {
            let done = amend(said(fields.clone())).await;
            assert_eq!(done.status, 200, "{fields} {}", done.text);
            let now = shown().await;
            assert_eq!(now["received"], received, "{fields}");
            assert_eq!(now["received_time"], hour, "{fields}");
            assert_eq!(now["number"], "B/1/2024");
        }
        assert!(shown().await["issuer"].is_null());
        // An hour of no day is said to nobody's advantage.
        let day = json!({ "received": null, "received_time": "08:05" });
        let bare = amend(said(json!({ "received": null }))).await;
        assert_eq!(bare.status, 200, "{}", bare.text);
        for fields in [
            day,
            json!({ "received_time": "08:05", "enclosures": "Dua" }),
        ] {
            let refused = amend(said(fields)).await;
            let place = (
                "/details/papers/0/received".to_owned(),
                "missing".to_owned(),
            );
            assert_eq!(errors(&refused), [place], "{}", refused.text);
        }
        let again = amend(said(json!({ "received": "2024-10-14" }))).await;
        assert_eq!(again.status, 200, "{}", again.text);
        let former = ask(&service, get(&format!("{path}/former-records"), &staff)).await;
        let former = former.json();
        let former: Vec<&Value> = former["items"].as_array().unwrap().iter().collect();
        let hours = former
            .iter()
            .map(|r| r["record"]["received_minute"].clone());
        let kept: Vec<Value> = hours.collect();
        assert_eq!(
            kept,
            [
                json!(810),
                json!(485),
                json!(485),
                Value::Null,
                Value::Null,
                Value::Null
            ],
            "{former:?}"
        );

        // A day that nobody knows is none, and the filing is in time or late by nothing.
        let before = view().await;
        assert!(before["terms"].to_string().contains("report_filing"));
        assert_eq!(before["case"]["known_on"], "2024-10-12");
        let done = amend(json!({ "known_on": null })).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let now = view().await;
        assert!(now["case"]["known_on"].is_null(), "{now}");
        assert!(!now["terms"].to_string().contains("report_filing"), "{now}");
        let again = amend(json!({ "known_on": null })).await;
        assert_eq!(again.status, 409, "{}", again.text);
        let journal = ask(&service, get(&format!("{path}/journal"), &staff))
            .await
            .json();
        let last = journal["items"].as_array().unwrap().last().unwrap().clone();
        assert_eq!(
            last["amends"]["known_on"],
            json!({ "was": "2024-10-12" }),
            "{last}"
        );

        // The hour of a step that is not named stays with its day.
        let step = |fields: Value| json!({ "steps": [fields] });
        let filed_at = || {
            let file = server.file(case.parse().unwrap());
            file.case_track().unwrap().step(1).unwrap().at
        };
        let day = "2024-10-14";
        let same = amend(step(json!({ "seq": 1, "effective_day": day }))).await;
        assert_eq!(same.reason(), "amendment_fits", "{}", same.text);
        assert_eq!(filed_at().minute, Some(9 * 60 + 30));
        let gone = json!({ "seq": 1, "effective_day": day, "effective_time": null });
        assert_eq!(amend(step(gone)).await.status, 200);
        assert_eq!(filed_at().minute, None);
        let hour = json!({ "seq": 1, "effective_day": day, "effective_time": "08:15" });
        assert_eq!(amend(step(hour)).await.status, 200);
        let eve = step(json!({ "seq": 1, "effective_day": "2024-10-13" }));
        assert_eq!(amend(eve).await.status, 200);
        assert_eq!(
            (filed_at().day.to_string().as_str(), filed_at().minute),
            ("2024-10-13", None)
        );
    }
}

#[actix_web::test]
async fn the_hour_of_a_letter_about_two_cases_is_amended_on_neither() {
    let world = World::new();
    for kind in kinds() {
        let server = server(kind, &world);
        let service = server.service().await;
        let staff = token(&server, &world, world.offices.regency, Role::IntakeOfficer);
        let mut cases = Vec::new();
        for _ in 0..2 {
            let filed = ask(&service, post("/v1/reports", &staff, &key(), &report())).await;
            cases.push(filed.json()["case_id"].as_str().unwrap().to_owned());
        }
        let both = letter(&[&cases[0], &cases[1]]);
        let brought = ask(&service, post("/v1/papers", &staff, &key(), &both)).await;
        assert_eq!(brought.status, 201, "{}", brought.text);
        let paper = brought.json()["paper_id"].clone();
        let path = format!("/v1/cases/{}/amendment", cases[0]);
        for fields in [
            json!({ "paper_id": paper, "received_time": "08:05" }),
            json!({ "paper_id": paper, "received_time": null }),
            json!({ "paper_id": paper, "received": null }),
        ] {
            let body = amendment(&json!({ "papers": [fields] }));
            let refused = ask(&service, act(&path, &staff, &key(), 2, &body)).await;
            let place = (
                "/details/papers/0/paper_id".to_owned(),
                "paper_of_other_cases".to_owned(),
            );
            assert_eq!(errors(&refused), [place], "{}", refused.text);
        }
        // Its words are not what terms rest on: both cases tell of them, neither of the other.
        let words = amendment(
            &json!({ "papers": [{ "paper_id": paper, "enclosures": "Dua", "number": "B/2/2024" }] }),
        );
        let done = ask(&service, act(&path, &staff, &key(), 2, &words)).await;
        assert_eq!(done.status, 200, "{}", done.text);
        assert_eq!(done.json()["other_tracks"][0]["version"], 3);
        let other = format!("/v1/cases/{}", cases[1]);
        let view = ask(&service, get(&other, &staff)).await;
        assert_eq!(view.json()["version"], 3, "{}", view.text);
        assert_eq!(view.json()["papers"][0]["number"], "B/2/2024");
        let journal = ask(&service, get(&format!("{other}/journal"), &staff)).await;
        let row = journal.json()["items"].as_array().unwrap()[2].clone();
        assert_eq!(row["action"]["code"], "amend_with");
        assert_eq!(row["amends"]["records"][0]["code"], "paper");
        let former = ask(&service, get(&format!("{other}/former-records"), &staff)).await;
        let was = former.json()["items"][0]["record"]["number"].clone();
        assert_eq!(was, "B/1/2024", "{}", former.text);
        for reply in [&view, &journal, &former] {
            assert!(!reply.text.contains(&cases[0]), "{}", reply.text);
            assert!(!reply.text.contains(WHY), "{}", reply.text);
        }
        for case in &cases {
            check_one(&world, &facts(&server, case.parse().unwrap()));
        }
        // Who saw the old version is told that it moved.
        let stale = amendment(&json!({ "papers": [{ "paper_id": paper, "enclosures": "Tiga" }] }));
        let path = format!("{other}/amendment");
        let refused = ask(&service, act(&path, &staff, &key(), 2, &stale)).await;
        assert_eq!(refused.status, 412, "{}", refused.text);
    }
}

#[actix_web::test]
async fn the_paper_by_which_a_step_was_recorded_keeps_its_number_date_and_issuer() {
    for kind in kinds() {
        let world = World::where_absent(|o| o.kind == OfficeType::Agency);
        let (mut game, id) = reach(&world, LawSet::Bkn, S::Recommended).unwrap();
        game.wait_days(3).play(A::RecordReceipt);
        game.wait_days(1);
        let server = server(kind, &world);
        let service = server.service().await;
        let teller = tell(&server, &service, &game, |_| ()).await;
        server.clock.set(game.now);
        let path = format!(
            "/v1/{}/{}",
            Machine::Review.collection(),
            teller.there(id.raw())
        );
        let step = game.file.track(id).unwrap().steps.last().unwrap().by;
        let roles = [
            Role::Reviewer,
            Role::Commissioner,
            Role::ViolationsStaff,
            Role::IntakeOfficer,
        ];
        let mut refused = 0;
        for role in roles {
            let who = token(&server, &world, step, role);
            let view = ask(&service, get(&path, &who)).await;
            if view.status != 200 {
                continue;
            }
            let view = view.json();
            let journal = ask(&service, get(&format!("{path}/journal"), &who)).await;
            let journal = journal.json();
            let rows = journal["items"].as_array().unwrap().iter();
            let mut by_paper = rows.rev().filter(|r| r["by_paper"] == true);
            let brought = by_paper.next().expect("a step from a paper")["paper_ids"].clone();
            let mut papers = view["papers"].as_array().unwrap().iter();
            // Beside it the step may bring others.
            let made_by = |p: &&Value| {
                brought.as_array().unwrap().contains(&p["id"])
                    && p["number"].is_string()
                    && p["issuer"].is_string()
            };
            let paper = papers
                .find(made_by)
                .expect("the paper it was recorded from");
            let details = json!({ "papers": [{ "paper_id": paper["id"], "number": null, "dated": null, "issuer": null }] });
            let version = view["version"].as_i64().unwrap();
            let reply = ask(
                &service,
                act(
                    &format!("{path}/amendment"),
                    &who,
                    &key(),
                    version,
                    &amendment(&details),
                ),
            )
            .await;
            if reply.status == 403 || reply.reason() == "amendment_is_own" {
                continue;
            }
            let at = |field: &str| (format!("/details/papers/0/{field}"), "missing".to_owned());
            assert_eq!(
                errors(&reply),
                [at("dated"), at("issuer"), at("number")],
                "{}",
                reply.text
            );
            refused += 1;
        }
        assert!(refused > 0, "somebody may amend it");
    }
}
