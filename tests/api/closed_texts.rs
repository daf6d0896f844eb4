//! The study is closed until its status is announced (Perbawaslu 7/2022 art. 36(4)): whoever studies at the
//! handling office reads it, its counter and the office above do not. And nothing of those who report stands anywhere
//! but in the sealed record.

use netralitas_domain::{
    law::LawSet,
    people::Role,
    procedure::{Action, Stage, rows},
};
use netralitas_testkit::{
    db::kinds,
    http::{Server, act, get, post, send},
    play::{World, at, reach},
};
use serde_json::{Value, json};

use crate::{
    sealed_dump::tables,
    seen::ask,
    stand::{key, report, server, tell, token, unseal},
};

#[actix_web::test]
async fn the_study_is_read_only_where_it_is_made() {
    for kind in kinds() {
        let world = World::new();
        let all: Vec<_> = world.directory.all().cloned().collect();
        let server = Server::new(kind, &all, at("2024-10-16", 10, 0));
        let service = server.service().await;
        let (_, counter) = server.account(world.offices.regency, &[Role::IntakeOfficer]);
        let (_, staff) = server.account(world.offices.regency, &[Role::ViolationsStaff]);
        let (_, above) = server.account(world.offices.province, &[Role::Chair]);
        let filing = json!({
            "election": "pilkada-2024", "race": "regent", "channel": "in_person", "known_on": "2024-10-14",
            "content": {
                "parties": [{ "capacity": "respondent", "subject": "pns" }],
                "allegations": [{ "respondent": 0, "act_from": "2024-10-14", "place": "Lapangan" }],
                "account": "KRONOLOGI"
            }
        });
        let filed = send(&service, post("/v1/reports", &counter, "k1", &filing)).await;
        assert_eq!(filed.status, 201, "{}", filed.text);
        let path = filed.location.unwrap();
        let study = json!({
            "meeting": { "entitled": 3, "deciding": 2 },
            "details": { "kinds": ["other_law"], "study": "KAJIAN RAHASIA" }
        });
        let made = send(
            &service,
            act(&format!("{path}/initial-study"), &staff, "k2", 1, &study),
        )
        .await;
        assert_eq!(made.status, 200, "{}", made.text);
        for (token, reads) in [(&staff, true), (&counter, false), (&above, false)] {
            let seen = send(&service, get(&path, token)).await;
            assert_eq!(seen.status, 200, "{}", seen.text);
            assert_eq!(seen.text.contains("KAJIAN RAHASIA"), reads);
            assert!(
                seen.text.contains("KRONOLOGI"),
                "the account is open to them"
            );
        }
    }
}

#[actix_web::test]
async fn the_study_and_what_is_said_of_it_stay_closed_while_the_plenary_waits() {
    let plant = |body: &mut Value| {
        let details = body.get_mut("details");
        if let Some(study) = details.and_then(|d| d.get_mut("study")) {
            *study = json!("KAJIAN B13");
        }
    };
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let (game, _) = reach(&world, LawSet::Pilkada2024, Stage::AwaitingPlenary).unwrap();
        let case = tell(&server, &service, &game, plant).await.case();
        let path = format!("/v1/cases/{case}");
        let version = server.file(case).case_track().unwrap().version;
        let chair = token(&server, &world, o.regency, Role::Chair);
        let adjourned = ask(
            &service,
            act(
                &format!("{path}/plenary-adjournment"),
                &chair,
                &key(),
                version,
                &json!({ "reason": "CATATAN PLENO" }),
            ),
        )
        .await;
        assert_eq!(adjourned.status, 200, "{}", adjourned.text);
        for (office, role, reads) in [
            (o.regency, Role::Chair, true),
            (o.regency, Role::ViolationsStaff, true),
            (o.regency, Role::IntakeOfficer, false),
            (o.province, Role::Chair, false),
            (o.province, Role::ViolationsStaff, false),
            (o.national, Role::Chair, false),
        ] {
            let reader = token(&server, &world, office, role);
            let seen = ask(&service, get(&path, &reader)).await;
            assert_eq!(seen.status, 200, "{}", seen.text);
            for text in ["KAJIAN B13", "CATATAN PLENO"] {
                assert_eq!(seen.text.contains(text), reads, "{role:?} {text}");
            }
        }
        let texts = ask(&service, get(&path, &chair)).await.json()["texts"].clone();
        let kind_of = |body: &str| {
            let all = texts.as_array().unwrap();
            all.iter().find(|t| t["body"] == body).unwrap()["kind"].clone()
        };
        assert_eq!(kind_of("KAJIAN B13"), "study");
        assert_eq!(kind_of("CATATAN PLENO"), "closed_note");
    }
}

const REPORTER: &str = "198001012005011001";
const INFORMANT: &str = "198103032007051003";
const REPRESENTATIVE: &str = "197902022006042002";
/// Of somebody who reports and is reported too.
const BOTH: &str = "198204042008061004";

#[actix_web::test]
async fn the_number_and_agency_of_who_reports_stand_in_the_sealed_record_alone() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let counter = token(&server, &world, o.regency, Role::IntakeOfficer);
        let agency = o.other_agency;
        let mut filing = report();
        let sealed = |capacity: &str, nip: &str| json!({ "capacity": capacity, "name": "Rahayu", "nip": nip, "agency_id": agency, "subject": "pppk" });
        let mut parties = vec![
            sealed("reporter", REPORTER),
            json!({ "capacity": "respondent", "subject": "pns", "name": "Camat Dua", "nip": BOTH }),
            sealed("representative", REPRESENTATIVE),
            sealed("informant", INFORMANT),
            sealed("reporter", BOTH),
        ];
        parties[2]["represents"] = json!(0);
        filing["content"]["parties"] = json!(parties);
        let filed = ask(&service, post("/v1/reports", &counter, &key(), &filing)).await;
        assert_eq!(
            filed.status, 201,
            "no number is told to be there: {}",
            filed.text
        );
        let path = filed.location.unwrap();

        let numbers = [REPORTER, INFORMANT, REPRESENTATIVE];
        let known = tables();
        assert!(known.contains(&"person_identifiers") && known.contains(&"sealed_parties"));
        for table in known {
            let rows = server.db.rows(table);
            for number in numbers {
                let stands = rows.iter().any(|row| row.contains(number));
                assert!(!stands, "{number} in {table}");
            }
        }
        assert_eq!(server.db.rows("person_identifiers").len(), 1);
        assert_eq!(server.db.rows("persons").len(), 1);
        for table in ["parties", "tracks", "journal", "idempotency"] {
            for word in [agency.to_string(), "pppk".to_owned()] {
                let found = server
                    .db
                    .rows(table)
                    .into_iter()
                    .find(|r| r.contains(&word));
                assert_eq!(found, None, "{word} in {table}");
            }
        }

        let above = token(&server, &world, o.province, Role::Chair);
        let staff = token(&server, &world, o.regency, Role::ViolationsStaff);
        for reader in [&above, &staff] {
            let view = ask(&service, get(&path, reader)).await;
            let journal = ask(&service, get(&format!("{path}/journal"), reader)).await;
            let words = format!("{}{}", view.text, journal.text);
            for word in numbers.iter().chain(&[agency.to_string().as_str(), "pppk"]) {
                assert!(!words.contains(word), "{word}: {words}");
            }
            let open: Vec<Value> = view.json()["parties"].as_array().unwrap().clone();
            let with_number = open.iter().filter(|p| p["nip"] == BOTH);
            assert_eq!(with_number.count(), 1, "of the respondent alone");
            for (number, found) in [
                (REPORTER, 0),
                (INFORMANT, 0),
                (REPRESENTATIVE, 0),
                (BOTH, 1),
            ] {
                let body = json!({ "nip": number });
                let search = post("/v1/cases/search", reader, &key(), &body);
                let hits = ask(&service, search).await.json()["items"].clone();
                assert_eq!(hits.as_array().unwrap().len(), found, "{number}");
            }
        }
        let chair = token(&server, &world, o.regency, Role::Chair);
        unseal(&service, &path, &staff, &chair).await;
        let opened = ask(&service, get(&format!("{path}/sealed-identities"), &staff)).await;
        let items = opened.json()["items"].clone();
        for number in [REPORTER, INFORMANT, REPRESENTATIVE, BOTH] {
            let mut all = items.as_array().unwrap().iter();
            let item = all.find(|i| i["nip"] == number).unwrap();
            assert_eq!(item["agency"]["id"], json!(agency));
            assert_eq!(
                (&item["subject"], &item["record"]["name"]),
                (&json!("pppk"), &json!("Rahayu"))
            );
        }
    }
}

#[actix_web::test]
async fn whoever_adds_a_number_learns_of_no_sealed_one() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let staff = token(
            &server,
            &world,
            world.offices.regency,
            Role::ViolationsStaff,
        );
        let mut filing = report();
        filing["report_dated"] = json!("2024-10-13");
        filing["channel"] = json!("supervision");
        filing["content"]["parties"] = json!([
            { "capacity": "informant", "name": "Rahayu", "nip": INFORMANT },
            { "capacity": "respondent", "subject": "pns", "name": "Camat Dua", "nip": BOTH },
        ]);
        let opens = rows(Action::FileSupervisionReport).next().unwrap().path;
        let filed = ask(
            &service,
            post(&format!("/v1/{opens}"), &staff, &key(), &filing),
        )
        .await;
        assert_eq!(filed.status, 201, "{}", filed.text);
        let path = format!("{}/supervision-report", filed.location.unwrap());
        let add = |number: &str| {
            let who = json!({ "capacity": "respondent", "subject": "pns", "nip": number });
            let body = json!({ "details": { "content": { "parties": [who] } } });
            ask(&service, act(&path, &staff, &key(), 1, &body))
        };
        let twice = add(BOTH).await;
        let code = twice.json()["errors"][0]["code"].clone();
        assert_eq!(code, "duplicate_identifier", "{}", twice.text);
        let added = add(INFORMANT).await;
        assert_eq!(added.status, 200, "{}", added.text);
    }
}
