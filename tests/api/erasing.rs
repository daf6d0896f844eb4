//! A person erased: asked for by one, agreed to by two others, gone from every byte, and not brought back by a backup.

use std::path::{Path, PathBuf};

use netralitas_app::{App, erasing::list::ErasureList};
use netralitas_domain::{ids::CaseId, law::LawSet, people::Role, procedure::Stage};
use netralitas_store::{DatabaseUrl, backend};
use netralitas_testkit::{
    db::{Kind, TestDb, kinds},
    http::{Server, act, get, outside, post},
    play::{World, reach},
};
use serde_json::{Value, json};

use crate::{
    files::{download, upload},
    journal::{check_one, facts},
    seen::ask,
    stand::{bare, key, server, tell, token},
};

/// Of the respondent. The write-ahead log of a server is shared with the tests that run beside this one: no other may
/// write these words.
const RESPONDENT: &[&str] = &[
    "Kutilang Prawirodirjo",
    "Prawirodirjo",
    "3510016508860002",
    "081366623456",
    "Gang Kutilang 17",
    "kutilang@contoh.id",
    "akun.prawirodirjo",
];
/// Of the reporter.
const REPORTER: &[&str] = &[
    "Srigunting Hadiningrum",
    "3510010202810088",
    "081288811122",
    "Jalan Srigunting 8",
    "srigunting@contoh.id",
];

fn sentence(what: &str) -> String {
    format!(
        "{what}: Kutilang Prawirodirjo (NIK 3510016508860002, telepon 0813-6662-3456, kutilang@contoh.id) di Gang Kutilang 17 \
         memakai akun.prawirodirjo; pelapor SRIGUNTING HADININGRUM, 3510010202810088, 081288811122, Jalan Srigunting 8, \
         srigunting@contoh.id. Saksi Budi tetap disebut."
    )
}

/// Names both wherever a body has room for it.
fn plant(body: &mut Value) {
    if body.get("reason").is_some() {
        body["reason"] = json!(sentence("Alasan"));
    }
    for paper in body["papers"].as_array_mut().into_iter().flatten() {
        paper["signer"] = json!("Kutilang Prawirodirjo");
        paper["addressee"] = json!("Yth. Kutilang Prawirodirjo, Gang Kutilang 17");
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
                json!({ "name": "Kutilang Prawirodirjo", "identity_number": "3510016508860002",
                "phone": "081366623456", "address": "Gang Kutilang 17", "email": "kutilang@contoh.id" })
            }
            "reporter" => {
                json!({ "name": "Srigunting Hadiningrum", "identity_number": "3510010202810088",
                "phone": "081288811122", "address": "Jalan Srigunting 8", "email": "srigunting@contoh.id" })
            }
            _ => continue,
        };
        for (field, value) in said.as_object().unwrap() {
            party[field] = value.clone();
        }
    }
    for allegation in content["allegations"].as_array_mut().into_iter().flatten() {
        allegation["what"] = json!(sentence("Dugaan"));
        allegation["net_address"] = json!("https://contoh.id/akun.prawirodirjo");
    }
    content["evidence"] = json!([{
        "kind": "Foto oleh Srigunting Hadiningrum", "description": "Foto Kutilang Prawirodirjo",
        "medium": "Telepon Kutilang Prawirodirjo",
    }]);
}

/// A case that has ended, full of names.
async fn ended(server: &Server, world: &World, plant: impl Fn(&mut Value)) -> CaseId {
    let service = server.service().await;
    let (game, _) = reach(world, LawSet::Pilkada2024, Stage::CaseClosed).unwrap();
    tell(server, &service, &game, plant).await.case()
}

/// The same of two others, for whom else has people erased.
pub async fn ended_of_others(server: &Server, world: &World) -> CaseId {
    let renamed = [
        ("Kutilang", "Kenari"),
        ("kutilang", "kenari"),
        ("Prawirodirjo", "Wijayakusuma"),
        ("prawirodirjo", "wijayakusuma"),
        ("3510016508860002", "3510016509870001"),
        ("081366623456", "081355512345"),
        ("0813-6662-3456", "0813-5551-2345"),
        ("Srigunting", "Walet"),
        ("SRIGUNTING", "WALET"),
        ("srigunting", "walet"),
        ("Hadiningrum", "Ratnaningsih"),
        ("HADININGRUM", "RATNANINGSIH"),
        ("3510010202810088", "3510010101800077"),
        ("081288811122", "081299900011"),
    ];
    let plant_others = |body: &mut Value| {
        plant(body);
        let text = renamed.iter().fold(body.to_string(), |text, (own, other)| {
            text.replace(own, other)
        });
        *body = serde_json::from_str(&text).unwrap();
    };
    ended(server, world, plant_others).await
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

/// Who writes in another database of the same server meanwhile, for three seconds: what was erased must not stay for
/// the sake of such a one either.
fn writer_elsewhere(kind: Kind) -> Option<std::thread::JoinHandle<Result<(), String>>> {
    let other = (kind == Kind::Postgres).then(|| TestDb::new(kind))?;
    let writer = std::thread::spawn(move || {
        other.execute("CREATE TABLE written (n int); SELECT pg_sleep(3)")
    });
    std::thread::sleep(std::time::Duration::from_millis(500));
    Some(writer)
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

pub fn party(server: &Server, case: CaseId, capacity: &str) -> String {
    let file = server.file(case);
    let found = file.case().unwrap().everyone();
    let found = found.into_iter().find(|p| p.capacity.code() == capacity);
    found.unwrap().id.to_string()
}

pub fn wish(party: &str) -> Value {
    json!({ "party_id": party, "ground": "persons_request", "all_files": true,
            "purpose": "Permintaan tertulis tanggal 3 Maret." })
}

/// Who decides on a case of the regency.
pub struct People {
    pub intake: String,
    pub staff: String,
    pub member: String,
    pub chair: String,
    pub above: String,
    pub stranger: String,
}

pub fn people(server: &Server, world: &World) -> People {
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
        let case = ended(&server, &world, plant).await;
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
        let scan = b"%PDF-1.7 Kutilang Prawirodirjo, Srigunting Hadiningrum";
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
            "name": "Saksi Lain", "occupation": "Sopir Kutilang Prawirodirjo",
            "post": "Bawahan Srigunting Hadiningrum", "address": "Di rumah Hadiningrum, Gang Kutilang 17",
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
            let mut wish = wish(&who);
            wish["purpose"] = json!(sentence("Permintaan tertulis"));
            // Who may ask, and who learns that there is such a case.
            for (asks, status) in [(&p.staff, 403), (&p.above, 403), (&p.stranger, 404)] {
                let refused = ask(&service, post(&erasures, asks, &key(), &wish)).await;
                assert_eq!(refused.status, status, "{}", refused.text);
            }
            let asked = ask(&service, post(&erasures, &p.intake, "ask", &wish)).await;
            assert_eq!(
                asked.status,
                if capacity == "respondent" { 201 } else { 422 }
            );
            let asked = match capacity {
                "respondent" => asked,
                _ => ask(&service, post(&erasures, &p.intake, "again", &wish)).await,
            };
            assert_eq!(asked.status, 201, "{}", asked.text);
            let twice = ask(&service, post(&erasures, &p.intake, &key(), &wish)).await;
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
            let writer = writer_elsewhere(kind);
            let done = ask(&service, bare(&agree, &p.chair)).await;
            assert_eq!(done.status, 200, "{}", done.text);
            assert_eq!(done.json()["state"], "carried_out");
            for sealed in [&agree, &format!("{erasures}/{id}/end")] {
                assert_eq!(ask(&service, bare(sealed, &p.above)).await.status, 404);
            }
            let again = ask(&service, post(&erasures, &p.intake, &key(), &wish)).await;
            assert_eq!(again.reason(), "already_erased", "{}", again.text);

            forget_the_log(&server, kind);
            assert_eq!(places(&server, words), Vec::<String>::new());
            writer.into_iter().for_each(|w| w.join().unwrap().unwrap());
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
