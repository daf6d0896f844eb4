//! Whose identity is sealed, and how it lies in the database: encrypted, padded, its key apart.

use netralitas_domain::{law::LawSet, people::Role, procedure::Stage};
use netralitas_testkit::{
    db::{Kind, kinds},
    http::{Server, act, get, outside, post},
    play::{World, reach},
};
use serde_json::{Value, json};

use crate::{
    seen::ask,
    stand::{key, report, server, tell, token, unseal},
};

/// A report with a lawyer on either side, and one of nobody knows whom.
fn with_representatives() -> Value {
    let mut body = report();
    let lawyer = |name: &str| json!({ "capacity": "representative", "name": name });
    let parties = body["content"]["parties"].as_array_mut().unwrap();
    for (name, of) in [
        ("Kuasa Pelapor", Some(0)),
        ("Kuasa Terlapor", Some(1)),
        ("Kuasa Siapa", None),
    ] {
        let mut party = lawyer(name);
        if let Some(of) = of {
            party["represents"] = json!(of);
        }
        parties.push(party);
    }
    body
}

#[actix_web::test]
async fn a_representative_is_sealed_as_whom_it_represents() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let counter = token(&server, &world, o.regency, Role::IntakeOfficer);
        let filed = ask(
            &service,
            post("/v1/reports", &counter, &key(), &with_representatives()),
        )
        .await;
        assert_eq!(filed.status, 201, "{}", filed.text);
        let path = filed.location.unwrap();
        let above = token(&server, &world, o.province, Role::Member);
        for reader in [&counter, &above] {
            let view = ask(&service, get(&path, reader)).await;
            let parties = view.json()["parties"].as_array().unwrap().clone();
            let shown: Vec<(&Value, bool)> = parties
                .iter()
                .map(|p| (&p["identity"], p["record"]["name"].is_string()))
                .collect();
            let (open, shut) = (json!("open"), json!("withheld"));
            let expected = [
                (&shut, false),
                (&open, true),
                (&shut, false),
                (&open, true),
                (&shut, false),
            ];
            assert_eq!(shown, expected, "{}", view.text);
            assert!(view.text.contains("Kuasa Terlapor"), "{}", view.text);
        }
        // The words of the open one are amended in the open, those of a sealed one are not.
        let parties = ask(&service, get(&path, &counter)).await.json()["parties"].clone();
        let id = |place: usize| parties[place]["id"].clone();
        let words = json!({ "reason": "Salah tulis.", "details": { "parties": [
            { "party_id": id(2), "phone": "0812" }, { "party_id": id(3), "phone": "0813" },
        ] } });
        let to = format!("{path}/amendment");
        let done = ask(&service, act(&to, &counter, &key(), 1, &words)).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let view = ask(&service, get(&path, &counter)).await;
        assert!(view.text.contains("0813") && !view.text.contains("0812"));
        let chair = token(&server, &world, o.regency, Role::Chair);
        unseal(&service, &path, &counter, &chair).await;
        let sealed = format!("{path}/sealed-identities");
        let opened = ask(&service, get(&sealed, &counter)).await;
        let items = opened.json()["items"].as_array().unwrap().clone();
        assert_eq!(items.len(), 3, "{}", opened.text);
        assert!(items.iter().all(|i| i["state"] == "on_record"));
        assert!(opened.text.contains("0812") && !opened.text.contains("Kuasa Terlapor"));
    }
}

/// What an amendment answers confirms no guess.
#[actix_web::test]
async fn an_amendment_tells_not_what_a_sealed_record_says() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let counter = token(&server, &world, world.offices.regency, Role::IntakeOfficer);
        let filed = ask(&service, post("/v1/reports", &counter, &key(), &report())).await;
        let path = filed.location.unwrap();
        let parties = ask(&service, get(&path, &counter)).await.json()["parties"].clone();
        let amend = async |version: i64, place: usize, name: &str| {
            let words = json!({ "party_id": parties[place]["id"], "name": name });
            let body = json!({ "reason": "Salah tulis.", "details": { "parties": [words] } });
            let to = format!("{path}/amendment");
            let reply = ask(&service, act(&to, &counter, &key(), version, &body)).await;
            reply.status
        };
        assert_eq!(
            amend(1, 1, "Camat Dua").await,
            422,
            "of an open one it is said"
        );
        assert_eq!(amend(1, 0, "Pelapor Satu").await, 200);
        assert_eq!(amend(2, 0, "Orang Lain").await, 200);
    }
}

#[actix_web::test]
async fn without_its_key_a_record_is_gone_and_the_rest_stays() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let o = world.offices;
        let (game, _) = reach(&world, LawSet::Pilkada2024, Stage::Registered).unwrap();
        let case = tell(&server, &service, &game, |_| ()).await.case();
        let staff = token(&server, &world, o.regency, Role::ViolationsStaff);
        let chair = token(&server, &world, o.regency, Role::Chair);
        let path = format!("/v1/cases/{case}");
        unseal(&service, &path, &staff, &chair).await;
        let sealed = format!("{path}/sealed-identities");
        let before = ask(&service, get(&sealed, &staff)).await.json();
        assert_ne!(before["items"][0]["state"], "erased");
        server.db.execute("DELETE FROM sealed_keys").unwrap();
        let after = ask(&service, get(&sealed, &staff)).await;
        assert_eq!(after.status, 200, "{}", after.text);
        assert_eq!(after.json()["items"][0]["state"], "erased");
        assert_eq!(ask(&service, get(&path, &staff)).await.status, 200);
    }
}

/// As many bytes as the columns of a row have, of each row.
fn lengths(server: &Server, kind: Kind, table: &str) -> Vec<Vec<usize>> {
    let rows = server.db.rows(table);
    let separator = match kind {
        Kind::Sqlite => '|',
        Kind::Postgres => ',',
    };
    let mut all: Vec<Vec<usize>> = rows
        .iter()
        .map(|row| row.split(separator).map(str::len).collect())
        .collect();
    all.sort_unstable();
    all
}

/// Early information and findings: whether somebody told is seen neither in the number of rows nor in their lengths,
/// nor in what stands in the open.
#[actix_web::test]
async fn whether_somebody_told_is_seen_in_no_dump() {
    let informant = json!({
        "capacity": "informant", "name": "Rahayu Kenari", "identity_number": "3510010101800001",
        "phone": "081234567890", "address": "Jalan Kenari 9",
    });
    for kind in kinds() {
        for (path, channel) in [
            ("/v1/early-information", "tip"),
            ("/v1/findings", "supervision"),
        ] {
            let mut seen = Vec::new();
            for named in [Some(&informant), None] {
                let world = World::new();
                let server = server(kind, &world);
                let service = server.service().await;
                let staff = token(
                    &server,
                    &world,
                    world.offices.regency,
                    Role::ViolationsStaff,
                );
                let mut body = report();
                body["channel"] = json!(channel);
                if channel == "supervision" {
                    body["report_dated"] = json!("2024-10-13");
                }
                let respondent = body["content"]["parties"][1].clone();
                let mut parties = vec![respondent];
                // Wherever in the list it is named.
                if let Some(informant) = named {
                    parties.insert(0, informant.clone());
                }
                let place = parties.len() - 1;
                body["content"]["parties"] = json!(parties);
                body["content"]["allegations"][0]["respondent"] = json!(place);
                let filed = ask(&service, post(path, &staff, "k1", &body)).await;
                assert_eq!(filed.status, 201, "{path} {}", filed.text);
                let view = ask(&service, get(&filed.location.unwrap(), &staff)).await;
                let shown: Vec<(Value, Value)> = view.json()["parties"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|p| (p["capacity"].clone(), p["label"].clone()))
                    .collect();
                let lengths: Vec<_> = crate::sealed_dump::tables()
                    .into_iter()
                    .map(|table| (table, lengths(&server, kind, table)))
                    .collect();
                seen.push((shown, lengths, filed.text.len()));
                drop(service);
                outside(move || drop(server));
            }
            assert_eq!(seen[0].0, seen[1].0, "what is shown");
            assert_eq!(seen[0].2, seen[1].2, "the receipt");
            for (named, nobody) in seen[0].1.iter().zip(&seen[1].1) {
                assert_eq!(named, nobody, "{path}");
            }
        }
    }
}
