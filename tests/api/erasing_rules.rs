//! When a person may be erased, who counts, and what becomes of copies and texts.

use netralitas_app::erasing::list::ErasureList;
use netralitas_domain::{ids::CaseId, people::Role};
use netralitas_testkit::{
    db::{Kind, kinds},
    http::{act, get, outside, post, send},
    play::World,
};
use serde_json::{Value, json};

use crate::{
    between::name,
    erasing::{ended_of_others, party, people, wish},
    journal::{check_one, facts},
    seen::ask,
    stand::{bare, key, report, server},
};

#[actix_web::test]
async fn an_open_case_a_hold_and_a_missing_head_refuse() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let p = people(&server, &world);
        let mut body = report();
        body["content"]["parties"]
            .as_array_mut()
            .unwrap()
            .push(json!({ "capacity": "informant", "name": "Burung Dara" }));
        let filed = ask(&service, post("/v1/reports", &p.intake, &key(), &body)).await;
        let case: CaseId = filed.json()["case_id"]
            .as_str()
            .unwrap()
            .parse::<uuid::Uuid>()
            .map(CaseId::new)
            .unwrap();
        let path = format!("/v1/cases/{case}");
        let erasures = format!("{path}/erasures");
        let asks = async |capacity: &str| {
            let who = party(&server, case, capacity);
            ask(&service, post(&erasures, &p.intake, &key(), &wish(&who))).await
        };
        for capacity in ["respondent", "reporter"] {
            let refused = asks(capacity).await;
            assert_eq!(
                (refused.status, refused.reason().as_str()),
                (409, "still_needed")
            );
        }
        // Whoever told early is needed by no procedure; a hold keeps even that.
        let hold = json!({ "reason": "Ditahan untuk pemeriksaan pengadilan." });
        let placed = act(&format!("{path}/holds"), &p.staff, &key(), 1, &hold);
        assert_eq!(ask(&service, placed).await.status, 200);
        let view = ask(&service, get(&path, &p.staff)).await.json();
        assert_eq!(view["case"]["holds"], json!([2]), "{view}");
        assert_eq!(asks("informant").await.reason(), "under_hold");
        let lift = format!("{path}/lifted-holds");
        let refused = ask(&service, act(&lift, &p.staff, &key(), 2, &hold)).await;
        assert_eq!(refused.status, 403, "{}", refused.text);
        assert_eq!(
            ask(&service, act(&lift, &p.chair, &key(), 2, &hold))
                .await
                .status,
            200
        );
        let asked = asks("informant").await;
        assert_eq!(asked.status, 201, "{}", asked.text);
        let erasure = format!(
            "{erasures}/{}",
            asked.json()["erasure_id"].as_str().unwrap()
        );
        let agree = format!("{erasure}/agreement");
        assert_eq!(ask(&service, bare(&agree, &p.chair)).await.status, 200);
        // Placed between the two, a hold stops the second.
        let placed = act(&format!("{path}/holds"), &p.staff, &key(), 3, &hold);
        assert_eq!(ask(&service, placed).await.status, 200);
        let held = ask(&service, bare(&agree, &p.above)).await;
        assert_eq!((held.status, held.reason().as_str()), (409, "under_hold"));
        assert_eq!(
            ask(&service, act(&lift, &p.chair, &key(), 4, &hold))
                .await
                .status,
            200
        );
        // A regency with one head is joined by the office above.
        let done = ask(&service, bare(&agree, &p.above)).await;
        assert_eq!(done.json()["state"], "carried_out", "{}", done.text);
        let view = ask(&service, get(&path, &p.staff)).await.json();
        let parties = view["parties"].as_array().unwrap();
        let states: Vec<&Value> = parties.iter().map(|p| &p["identity"]).collect();
        assert_eq!(states, ["withheld", "open", "erased"]);
        check_one(&world, &facts(&server, case));
    }
}

#[actix_web::test]
async fn it_is_declined_withdrawn_or_lapses_and_its_purpose_is_forgotten() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let case = ended_of_others(&server, &world).await;
        let service = server.service().await;
        let path = format!("/v1/cases/{case}/erasures");
        let who = party(&server, case, "respondent");
        for (end, state) in [("member", "declined"), ("intake", "withdrawn")] {
            let p = people(&server, &world);
            let asked = ask(&service, post(&path, &p.intake, &key(), &wish(&who))).await;
            let erasure = format!("{path}/{}", asked.json()["erasure_id"].as_str().unwrap());
            assert_eq!(
                ask(&service, bare(&format!("{erasure}/end"), &p.staff))
                    .await
                    .status,
                403
            );
            let by = if end == "member" {
                &p.member
            } else {
                &p.intake
            };
            let ended = ask(&service, bare(&format!("{erasure}/end"), by)).await;
            assert_eq!(ended.json()["state"], state, "{}", ended.text);
            server.clock.advance(1_000_000);
        }
        let p = people(&server, &world);
        let asked = ask(&service, post(&path, &p.chair, &key(), &wish(&who))).await;
        let erasure = format!("{path}/{}", asked.json()["erasure_id"].as_str().unwrap());
        server.clock.advance(7 * 24 * 3_600 * 1_000_000);
        let p = people(&server, &world);
        let late = ask(&service, bare(&format!("{erasure}/agreement"), &p.member)).await;
        assert_eq!(late.status, 404, "{}", late.text);
        let listed = ask(&service, get(&path, &p.chair)).await.json();
        let items = listed["items"].as_array().unwrap();
        let states: Vec<&Value> = items.iter().map(|i| &i["state"]).collect();
        assert_eq!(states, ["declined", "withdrawn", "expired"]);
        assert!(items.iter().all(|i| i.get("purpose").is_none()));
        for bad in [
            json!({ "party_id": who, "ground": "curiosity", "purpose": "Sekadar ingin tahu." }),
            json!({ "party_id": case, "ground": "court_order", "purpose": "Putusan pengadilan." }),
            json!({ "party_id": who, "ground": "court_order", "purpose": "Putusan pengadilan.", "files": [case] }),
        ] {
            let refused = ask(&service, post(&path, &p.intake, &key(), &bad)).await;
            assert_eq!(refused.status, 422, "{}", refused.text);
        }
    }
}

/// Stopped at its last statement, an erasure did nothing; stopped after it, the list gets its line later.
#[actix_web::test]
async fn stopped_in_the_middle_it_is_done_or_not_done() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let case = ended_of_others(&server, &world).await;
        let service = server.service().await;
        let p = people(&server, &world);
        let path = format!("/v1/cases/{case}/erasures");
        let who = party(&server, case, "respondent");
        let asked = ask(&service, post(&path, &p.intake, &key(), &wish(&who))).await;
        let agree = format!(
            "{path}/{}/agreement",
            asked.json()["erasure_id"].as_str().unwrap()
        );
        assert_eq!(ask(&service, bare(&agree, &p.chair)).await.status, 200);
        let stop = match kind {
            Kind::Sqlite => {
                "CREATE TRIGGER stop BEFORE INSERT ON journal WHEN NEW.action = 'erase_person' \
                 BEGIN SELECT RAISE(ABORT, 'stopped'); END"
            }
            Kind::Postgres => {
                "CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.action = 'erase_person' \
                 THEN RAISE EXCEPTION 'stopped'; END IF; RETURN NEW; END $$; \
                 CREATE TRIGGER stop BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION stop()"
            }
        };
        server.db.execute(stop).unwrap();
        let stopped = send(&service, bare(&agree, &p.member)).await;
        assert_eq!(stopped.status, 500, "{}", stopped.text);
        for word in ["Kenari Wijayakusuma", "081355512345"] {
            assert!(server.db.dump().contains(word), "{word}");
        }
        let list = ErasureList::at(server.db.folder().join("erasures.jsonl"));
        assert!(list.read().unwrap().is_empty());
        server
            .db
            .execute(match kind {
                Kind::Sqlite => "DROP TRIGGER stop",
                Kind::Postgres => "DROP TRIGGER stop ON journal",
            })
            .unwrap();
        let done = ask(&service, bare(&agree, &p.member)).await;
        assert_eq!(done.json()["state"], "carried_out", "{}", done.text);
        assert!(!server.db.dump().contains("Kenari Wijayakusuma"));
        // As if it had stopped between the database and the list.
        let lines = list.read().unwrap();
        std::fs::remove_file(list.path()).unwrap();
        assert_eq!(outside(|| server.app.list_what_is_unlisted()).unwrap(), 1);
        assert_eq!(list.read().unwrap(), lines);
    }
}

/// What is split off has copies of whoever reported: they go with the original, in the other case too.
#[actix_web::test]
async fn a_copy_in_a_case_that_was_split_off_goes_too() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let p = people(&server, &world);
        let mut body = report();
        body["content"]["parties"] = json!([
            { "capacity": "informant", "name": "Walet Ratnaningsih" },
            { "capacity": "reporter", "name": "Pelapor Satu", "address": "Jalan Satu 1" },
            { "capacity": "respondent", "subject": "pns", "name": "Camat Dua" },
            { "capacity": "respondent", "subject": "pns", "name": "Lurah Tiga" },
        ]);
        let alleged = |respondent: i64| {
            json!({ "respondent": respondent, "what": "Ikut kampanye menurut Walet Ratnaningsih",
                    "act_from": "2024-10-12", "place": "Lapangan" })
        };
        body["content"]["allegations"] = json!([alleged(2), alleged(3)]);
        let filed = ask(&service, post("/v1/reports", &p.intake, &key(), &body)).await;
        assert_eq!(filed.status, 201, "{}", filed.text);
        let case = CaseId::new(filed.json()["case_id"].as_str().unwrap().parse().unwrap());
        let path = format!("/v1/cases/{case}");
        let view = ask(&service, get(&path, &p.staff)).await.json();
        let second = &view["allegations"][1]["id"];
        let split =
            json!({ "reason": "Dua perbuatan.", "details": { "allegation_ids": [second] } });
        let to = format!("{path}/splits");
        let done = ask(&service, act(&to, &p.staff, &key(), 1, &split)).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let other = done.json()["other_tracks"][0]["track_id"]
            .as_str()
            .unwrap()
            .to_owned();
        let who = party(&server, case, "informant");
        let erasures = format!("{path}/erasures");
        // A hold on the other case keeps the person in this one, from the asking on.
        let hold = json!({ "reason": "Ditahan untuk pemeriksaan pengadilan." });
        let there = format!("/v1/cases/{other}");
        let at = ask(&service, get(&there, &p.chair)).await.json()["version"].clone();
        let at = at.as_i64().unwrap();
        let placed = act(&format!("{there}/holds"), &p.chair, &key(), at, &hold);
        assert_eq!(ask(&service, placed).await.status, 200);
        let held = ask(&service, post(&erasures, &p.intake, &key(), &wish(&who))).await;
        assert_eq!((held.status, held.reason().as_str()), (409, "under_hold"));
        let lift = act(
            &format!("{there}/lifted-holds"),
            &p.chair,
            &key(),
            at + 1,
            &hold,
        );
        assert_eq!(ask(&service, lift).await.status, 200);
        let asked = ask(&service, post(&erasures, &p.intake, &key(), &wish(&who))).await;
        assert_eq!(asked.status, 201, "{}", asked.text);
        let agree = format!(
            "{erasures}/{}/agreement",
            asked.json()["erasure_id"].as_str().unwrap()
        );
        for by in [&p.chair, &p.member] {
            let agreed = ask(&service, bare(&agree, by)).await;
            assert_eq!(agreed.status, 200, "{}", agreed.text);
        }
        for id in [case.to_string(), other] {
            let view = ask(&service, get(&format!("/v1/cases/{id}"), &p.staff))
                .await
                .json();
            let parties = view["parties"].as_array().unwrap();
            let erased = parties
                .iter()
                .find(|p| p["capacity"] == "informant")
                .unwrap();
            assert_eq!(erased["identity"], "erased", "{id}");
            assert!(!view.to_string().contains("Walet"), "{view}");
        }
        assert!(!server.db.dump().contains("Ratnaningsih"));
        assert_eq!(
            outside(|| server.app.verify_fold()).unwrap(),
            Vec::<String>::new()
        );
    }
}

/// Nobody counts twice, whatever accounts a person has: neither for an erasure nor for an opening.
#[actix_web::test]
async fn two_accounts_of_one_person_agree_once() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let case = ended_of_others(&server, &world).await;
        let service = server.service().await;
        let p = people(&server, &world);
        let path = format!("/v1/cases/{case}");
        let who = party(&server, case, "respondent");
        let erasures = format!("{path}/erasures");
        let asked = ask(&service, post(&erasures, &p.intake, &key(), &wish(&who))).await;
        let id = asked.json()["erasure_id"].as_str().unwrap().to_owned();
        let agree = format!("{erasures}/{id}/agreement");
        assert_eq!(ask(&service, bare(&agree, &p.chair)).await.status, 200);
        let nip = Some("198503152010011004");
        for role in [Role::Chair, Role::Member] {
            let account = world.actor(world.offices.regency, role).account;
            name(&server, account, nip).unwrap();
        }
        let twice = ask(&service, bare(&agree, &p.member)).await;
        assert_eq!(twice.status, 403, "{}", twice.text);
        let listed = ask(&service, get(&erasures, &p.member)).await.json();
        assert_eq!(listed["items"][0]["yours_to_agree"], json!(false));
        // Nor does one person open an identity alone.
        let wish =
            json!({ "ground": "clarification", "purpose": "Mengirim undangan klarifikasi." });
        let unsealings = format!("{path}/unsealings");
        let asked = ask(&service, post(&unsealings, &p.member, &key(), &wish)).await;
        assert_eq!(asked.status, 201, "{}", asked.text);
        let opening = asked.json()["unsealing_id"].as_str().unwrap().to_owned();
        let confirm = format!("{unsealings}/{opening}/confirmation");
        assert_eq!(ask(&service, bare(&confirm, &p.chair)).await.status, 403);
        // Another person does.
        let done = ask(&service, bare(&agree, &p.above)).await;
        assert_eq!(done.json()["state"], "carried_out", "{}", done.text);
    }
}

#[actix_web::test]
async fn every_text_goes_whole_where_that_was_asked_for() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let case = ended_of_others(&server, &world).await;
        let service = server.service().await;
        let p = people(&server, &world);
        let path = format!("/v1/cases/{case}");
        let who = party(&server, case, "respondent");
        let mut wish = wish(&who);
        wish["texts"] = json!("removed");
        let erasures = format!("{path}/erasures");
        let asked = ask(&service, post(&erasures, &p.intake, &key(), &wish)).await;
        let id = asked.json()["erasure_id"].as_str().unwrap().to_owned();
        let agree = format!("{erasures}/{id}/agreement");
        let told = ask(&service, get(&path, &p.chair)).await.json();
        assert!(told["texts"].to_string().contains("Saksi Budi"), "{told}");
        for by in [&p.chair, &p.member] {
            assert_eq!(ask(&service, bare(&agree, by)).await.status, 200);
        }
        let told = ask(&service, get(&path, &p.chair)).await.json();
        for text in told["texts"].as_array().unwrap() {
            assert_eq!(
                (&text["body"], &text["redacted"]),
                (&json!(""), &json!(true))
            );
        }
        assert!(!server.db.rows("texts").join("").contains("Saksi Budi"));
        check_one(&world, &facts(&server, case));
    }
}
