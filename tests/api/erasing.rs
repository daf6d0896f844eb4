//! A person erased: asked for by one, agreed to by two others, gone from every byte, and not brought back by a backup.

use std::path::{Path, PathBuf};

use netralitas_app::{App, erasing::list::ErasureList};
use netralitas_domain::{ids::CaseId, law::LawSet, people::Role, procedure::Stage};
use netralitas_store::{DatabaseUrl, backend};
use netralitas_testkit::{
    db::{Kind, TestDb, kinds},
    http::{Server, act, get, outside, post, send},
    play::{World, reach},
};
use serde_json::{Value, json};

use crate::{
    files::{download, upload},
    journal::{check_one, facts},
    seen::ask,
    stand::{bare, key, report, server, tell, token},
};

/// Of the respondent.
const RESPONDENT: &[&str] = &[
    "Kenari Wijayakusuma",
    "Wijayakusuma",
    "3510016509870001",
    "081355512345",
    "Gang Kenari 17",
    "kenari@contoh.id",
    "akun.wijayakusuma",
];
/// Of the reporter.
const REPORTER: &[&str] = &[
    "Walet Ratnaningsih",
    "3510010101800077",
    "081299900011",
    "Jalan Walet 8",
    "walet@contoh.id",
];

fn sentence(what: &str) -> String {
    format!(
        "{what}: Kenari Wijayakusuma (NIK 3510016509870001, telepon 0813-5551-2345, kenari@contoh.id) di Gang Kenari 17 \
         memakai akun.wijayakusuma; pelapor WALET RATNANINGSIH, 3510010101800077, 081299900011, Jalan Walet 8, \
         walet@contoh.id. Saksi Budi tetap disebut."
    )
}

/// Names both wherever a body has room for it.
fn plant(body: &mut Value) {
    if body.get("reason").is_some() {
        body["reason"] = json!(sentence("Alasan"));
    }
    for paper in body["papers"].as_array_mut().into_iter().flatten() {
        paper["signer"] = json!("Kenari Wijayakusuma");
        paper["addressee"] = json!("Yth. Kenari Wijayakusuma, Gang Kenari 17");
    }
    if let Some(details) = body.get_mut("details") {
        if details.get("kinds").is_some() {
            details["study"] = json!(sentence("Kajian"));
        }
        let alone = |d: &serde_json::Map<String, Value>| d.len() == 1 && d.contains_key("party_id");
        if details.as_object().is_some_and(alone) {
            details["minutes"] = json!(sentence("Klarifikasi"));
        }
    }
    let Some(content) = body.get_mut("content").filter(|c| c.is_object()) else {
        return;
    };
    content["account"] = json!(sentence("Kronologi"));
    for party in content["parties"].as_array_mut().into_iter().flatten() {
        let said = match party["capacity"].as_str().unwrap() {
            "respondent" => {
                json!({ "name": "Kenari Wijayakusuma", "identity_number": "3510016509870001",
                "phone": "081355512345", "address": "Gang Kenari 17", "email": "kenari@contoh.id" })
            }
            "reporter" => {
                json!({ "name": "Walet Ratnaningsih", "identity_number": "3510010101800077",
                "phone": "081299900011", "address": "Jalan Walet 8", "email": "walet@contoh.id" })
            }
            _ => continue,
        };
        for (field, value) in said.as_object().unwrap() {
            party[field] = value.clone();
        }
    }
    for allegation in content["allegations"].as_array_mut().into_iter().flatten() {
        allegation["what"] = json!(sentence("Dugaan"));
        allegation["net_address"] = json!("https://contoh.id/akun.wijayakusuma");
    }
    content["evidence"] = json!([{
        "kind": "Foto oleh Walet Ratnaningsih", "description": "Foto Kenari Wijayakusuma",
        "medium": "Telepon Kenari Wijayakusuma",
    }]);
}

/// A case that has ended, full of names.
async fn ended(server: &Server, world: &World) -> CaseId {
    let service = server.service().await;
    let (game, _) = reach(world, LawSet::Pilkada2024, Stage::CaseClosed).unwrap();
    tell(server, &service, &game, plant).await.case()
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.unwrap();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => files_below(&entry.path(), found),
            Ok(kind) if kind.is_file() => found.push(entry.path()),
            _ => {}
        }
    }
}

fn hex(text: &str) -> String {
    text.bytes().map(|b| format!("{b:02x}")).collect()
}

/// Where words stand: in a dump of every column, in every file beside the database, on a server in its own files.
fn places(server: &Server, words: &[&str]) -> Vec<String> {
    let mut all = vec![("dump".to_owned(), server.db.dump().into_bytes())];
    let mut files = Vec::new();
    files_below(server.db.folder(), &mut files);
    for folder in server.db.server_folders() {
        assert!(folder.is_dir(), "{}", folder.display());
        files_below(&folder, &mut files);
    }
    for path in files {
        // A server may remove one of its files meanwhile.
        if let Ok(bytes) = std::fs::read(&path) {
            all.push((path.display().to_string(), bytes));
        }
    }
    let mut found = Vec::new();
    for (place, bytes) in &all {
        // Whoever shouts names somebody too.
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        let is_there = |word: &str| text.contains(word);
        for word in words {
            if is_there(&word.to_lowercase()) || is_there(&hex(word)) {
                found.push(format!("{word} in {place}"));
            }
        }
    }
    found
}

/// What the operator does on a server, whose write-ahead log holds whatever was written.
fn forget_the_log(server: &Server, kind: Kind) {
    let cleaned = outside(|| server.app.scrub_erased()).unwrap();
    assert!(cleaned.left.is_empty(), "{cleaned:?}");
    if kind == Kind::Postgres {
        for sql in [
            "SELECT pg_switch_wal()",
            "CHECKPOINT",
            "SELECT pg_switch_wal()",
            "CHECKPOINT",
        ] {
            server.db.execute(sql).unwrap();
        }
    }
}

/// What the operator of a server sets once, before anybody is in it: a segment of the log that is recycled keeps its
/// content until it is written over.
fn recycle_nothing(server: &Server, kind: Kind) {
    if kind == Kind::Postgres {
        for sql in [
            "ALTER SYSTEM SET wal_recycle = off",
            "SELECT pg_reload_conf()",
            "SELECT pg_sleep(0.5)",
        ] {
            server.db.execute(sql).unwrap();
        }
    }
}

fn party(server: &Server, case: CaseId, capacity: &str) -> String {
    let file = server.file(case);
    let found = file.case().unwrap().everyone();
    let found = found.into_iter().find(|p| p.capacity.code() == capacity);
    found.unwrap().id.to_string()
}

fn wish(party: &str) -> Value {
    json!({ "party_id": party, "ground": "persons_request", "all_files": true,
            "purpose": sentence("Permintaan tertulis") })
}

/// Who decides on a case of the regency.
struct People {
    intake: String,
    staff: String,
    member: String,
    chair: String,
    above: String,
    stranger: String,
}

fn people(server: &Server, world: &World) -> People {
    let o = world.offices;
    let at = |office, role| token(server, world, office, role);
    People {
        intake: at(o.regency, Role::IntakeOfficer),
        staff: at(o.regency, Role::ViolationsStaff),
        member: at(o.regency, Role::Member),
        chair: at(o.regency, Role::Chair),
        above: at(o.province, Role::Chair),
        stranger: at(o.other_province, Role::Chair),
    }
}

#[actix_web::test]
async fn two_others_agree_and_nothing_is_left_in_any_byte() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        recycle_nothing(&server, kind);
        let case = ended(&server, &world).await;
        let service = server.service().await;
        let p = people(&server, &world);
        let path = format!("/v1/cases/{case}");
        let view = ask(&service, get(&path, &p.intake)).await;
        let version: i64 = view.etag.clone().unwrap().parse().unwrap();
        let evidence = view.json()["evidence"][0]["id"]
            .as_str()
            .unwrap()
            .to_owned();
        let to = format!("{path}/files?evidence_id={evidence}");
        let scan = b"%PDF-1.7 Kenari Wijayakusuma, Walet Ratnaningsih";
        let sent = ask(&service, upload(&to, &p.intake, &key(), version, scan)).await;
        assert_eq!(sent.status, 200, "{}", sent.text);
        let file = sent.json()["file"]["id"].as_str().unwrap().to_owned();
        let note = json!({ "track_id": case, "text": sentence("Catatan") });
        let noted = ask(&service, post("/v1/notes", &p.staff, &key(), &note)).await;
        assert!(noted.status < 300, "{}", noted.text);
        for word in RESPONDENT {
            assert!(
                !places(&server, &[word]).is_empty(),
                "{word} was not planted"
            );
        }
        // Somebody else, of whom it is written what they have to do with both.
        let other = json!({
            "name": "Saksi Lain", "occupation": "Sopir Kenari Wijayakusuma",
            "post": "Bawahan Walet Ratnaningsih", "address": "Di rumah Ratnaningsih, Gang Kenari 17",
        });
        let row = format!(
            "INSERT INTO parties (id, case_id, capacity, version, record, created_at) VALUES \
             ('0192f0c1-7f00-7000-8000-0000000000aa', '{case}', 'witness', 1, '{other}', 0)"
        );
        server.db.execute(&row).unwrap();
        let figures = ask(&service, get("/v1/cases", &p.chair)).await.json();
        let before = backup(&server, kind);

        for (capacity, words) in [("respondent", RESPONDENT), ("reporter", REPORTER)] {
            let who = party(&server, case, capacity);
            let erasures = format!("{path}/erasures");
            // Who may ask, and who learns that there is such a case.
            for (asks, status) in [(&p.staff, 403), (&p.above, 403), (&p.stranger, 404)] {
                let refused = ask(&service, post(&erasures, asks, &key(), &wish(&who))).await;
                assert_eq!(refused.status, status, "{}", refused.text);
            }
            let asked = ask(&service, post(&erasures, &p.intake, "ask", &wish(&who))).await;
            assert_eq!(
                asked.status,
                if capacity == "respondent" { 201 } else { 422 }
            );
            let asked = match capacity {
                "respondent" => asked,
                _ => ask(&service, post(&erasures, &p.intake, "again", &wish(&who))).await,
            };
            assert_eq!(asked.status, 201, "{}", asked.text);
            let twice = ask(&service, post(&erasures, &p.intake, &key(), &wish(&who))).await;
            assert_eq!(twice.reason(), "erasure_waits");
            let id = asked.json()["erasure_id"].as_str().unwrap().to_owned();
            let agree = format!("{erasures}/{id}/agreement");
            for (by, status) in [(&p.intake, 403), (&p.staff, 403), (&p.stranger, 404)] {
                let refused = ask(&service, bare(&agree, by)).await;
                assert_eq!(refused.status, status, "{}", refused.text);
            }
            // A member alone is not the head: two agree, and one of the three is the head.
            let first = ask(&service, bare(&agree, &p.member)).await;
            assert_eq!(first.json()["state"], "waiting", "{}", first.text);
            assert_eq!(ask(&service, bare(&agree, &p.member)).await.status, 403);
            assert_eq!(ask(&service, bare(&agree, &p.above)).await.status, 403);
            assert!(
                !places(&server, &words[..1]).is_empty(),
                "not before the second"
            );
            let done = ask(&service, bare(&agree, &p.chair)).await;
            assert_eq!(done.status, 200, "{}", done.text);
            assert_eq!(done.json()["state"], "carried_out");
            for sealed in [&agree, &format!("{erasures}/{id}/end")] {
                assert_eq!(ask(&service, bare(sealed, &p.above)).await.status, 404);
            }
            let again = ask(&service, post(&erasures, &p.intake, &key(), &wish(&who))).await;
            assert_eq!(again.reason(), "already_erased", "{}", again.text);

            forget_the_log(&server, kind);
            assert_eq!(places(&server, words), Vec::<String>::new());
            let listed = ask(&service, get(&erasures, &p.above)).await;
            let item = listed.json()["items"]
                .as_array()
                .unwrap()
                .last()
                .unwrap()
                .clone();
            assert_eq!(item["state"], "carried_out");
            assert!(
                item["scrubbed_at"].is_string() && item["purpose"].is_null(),
                "{item}"
            );
        }
        // What is read says so, and the rest stays.
        let view = ask(&service, get(&path, &p.intake)).await;
        assert_eq!(view.status, 200, "{}", view.text);
        let told = view.json();
        let parties = told["parties"].as_array().unwrap();
        let of = |capacity: &str| parties.iter().find(|p| p["capacity"] == capacity).unwrap();
        for capacity in ["respondent", "reporter"] {
            assert_eq!(of(capacity)["identity"], "erased");
        }
        assert!(
            of("respondent").get("record").is_none(),
            "{}",
            of("respondent")
        );
        let account = told["texts"].as_array().unwrap();
        let account = account.iter().find(|t| t["kind"] == "account").unwrap();
        let body = account["body"].as_str().unwrap();
        assert!(
            body.contains("[Terlapor 1]") && body.contains("[Pelapor 1]"),
            "{body}"
        );
        assert!(body.contains("Saksi Budi tetap disebut."), "{body}");
        assert_eq!(account["redacted"], true);
        assert!(told["allegations"][0].get("net_address").is_none());
        // The bytes are gone, the row is not.
        let at = format!("{path}/files/{file}");
        let gone = ask(&service, get(&at, &p.intake)).await;
        assert_eq!((gone.status, gone.reason().as_str()), (410, "erased"));
        assert_eq!(download(&service, get(&at, &p.stranger)).await.status, 404);
        assert_eq!(told["evidence"][0]["files"][0]["name"], "");
        assert!(
            outside(|| server.app.check_files())
                .unwrap()
                .missing
                .is_empty()
        );
        // Nobody writes over it.
        let words = json!({ "reason": "Salah tulis.", "details": { "parties": [
            { "party_id": of("respondent")["id"], "name": "Orang Lain" } ] } });
        let version: i64 = view.etag.clone().unwrap().parse().unwrap();
        let to = format!("{path}/amendment");
        let refused = ask(&service, act(&to, &p.intake, &key(), version, &words)).await;
        assert_eq!(refused.status, 422, "{}", refused.text);
        // Figures count on, the journal folds, and its certificates name nobody.
        let after = ask(&service, get("/v1/cases", &p.chair)).await.json();
        let count = |list: &Value| list["items"].as_array().unwrap().len();
        assert_eq!(count(&after), count(&figures));
        check_one(&world, &facts(&server, case));
        assert_eq!(
            outside(|| server.app.verify_fold()).unwrap(),
            Vec::<String>::new()
        );
        let journal = ask(&service, get(&format!("{path}/journal"), &p.chair))
            .await
            .json();
        let rows = journal["items"].as_array().unwrap();
        let certificates: Vec<&Value> = rows.iter().filter(|r| r["erased"].is_array()).collect();
        assert_eq!(certificates.len(), 2, "{journal}");
        let one = &certificates[0]["erased"][0];
        assert_eq!(one["ground"]["code"], "persons_request");
        assert_eq!(one["agreed_by"].as_array().unwrap().len(), 2);
        assert!(
            one["words"].as_i64().unwrap() > 5 && one["files"] == 1,
            "{one}"
        );
        assert_eq!(certificates[1]["erased"][0]["keys"], 1);
        let list = ErasureList::at(server.db.folder().join("erasures.jsonl"));
        let lines = list.read().unwrap();
        assert_eq!(lines.len(), 2);
        assert_eq!(one["digest"], lines[0].digest);

        if let Some(before) = before {
            brought_back(&server, &before, &list, case);
        }
    }
}

/// A copy of the database and its files from before, of a database that is a file.
fn backup(server: &Server, kind: Kind) -> Option<TestDb> {
    (kind == Kind::Sqlite).then(|| {
        let folder = TestDb::new(Kind::Sqlite);
        let url: DatabaseUrl = server.db.url().parse().unwrap();
        outside(|| backend::backup(&url, &folder.folder().join("test.sqlite3"))).unwrap();
        folder
    })
}

/// A backup holds whom it held; once the list was applied to it, it does not.
fn brought_back(server: &Server, before: &TestDb, list: &ErasureList, case: CaseId) {
    let path = before.folder().join("test.sqlite3");
    let contains = |word: &str| {
        let mut files = Vec::new();
        files_below(before.folder(), &mut files);
        files.iter().any(|f| {
            let bytes = std::fs::read(f).unwrap();
            bytes.windows(word.len()).any(|w| w == word.as_bytes())
        })
    };
    assert!(contains(RESPONDENT[0]), "the backup holds nothing");
    let url = format!("sqlite://{}", path.display());
    let lines = list.read().unwrap();
    let app: App = outside(|| {
        let app = server.again(&url);
        let gap = app.erasure_gap(&lines).unwrap();
        assert_eq!((gap.outstanding.len(), gap.unlisted.len()), (2, 0));
        let applied = app.apply_erasures(&lines).unwrap();
        assert_eq!((applied.erased, applied.unknown), (2, 0));
        assert_eq!(app.apply_erasures(&lines).unwrap().erased, 0, "once");
        app.scrub_erased().unwrap();
        assert!(app.verify_fold().unwrap().is_empty());
        app
    });
    for word in RESPONDENT.iter().chain(REPORTER) {
        assert!(!contains(word), "{word} is back");
    }
    let file = outside(|| {
        app.store()
            .read_blocking(|tx| netralitas_store::cases::load(tx, case))
    });
    assert_eq!(file.unwrap().unwrap().case().unwrap().erased.len(), 2);
}

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
        let case = ended(&server, &world).await;
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
        let case = ended(&server, &world).await;
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
