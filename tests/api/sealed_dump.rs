//! What a thief of the database finds of sealed people without the master key: no byte of who they are.

use std::collections::BTreeSet;

use netralitas_domain::people::Role;
use netralitas_testkit::{
    db::{Kind, kinds},
    http::{Server, act, get, post},
    play::World,
};
use serde_json::json;

use crate::{
    seen::ask,
    stand::{key, report, server, token, unseal},
};

/// Every table, as the schema names them.
pub fn tables() -> Vec<&'static str> {
    let schema = concat!(
        include_str!("../../crates/store/src/schema.rs"),
        include_str!("../../crates/store/src/schema_beside.rs"),
        include_str!("../../crates/store/src/schema_accounts.rs"),
        include_str!("../../crates/store/src/schema_door.rs")
    );
    let heads = schema
        .lines()
        .filter(|l| l.ends_with(") {") && l.starts_with("    "));
    let names = heads.filter_map(|l| l.trim().split_once(" ("));
    names.map(|(name, _)| name).collect()
}

/// Of the reporter, the informant and who represents the reporter; amended, told in a purpose, and searched for.
const CANARIES: &[&str] = &[
    "Kenari Rahayu",
    "3510016509870001",
    "081355512345",
    "Gang Kenari 17",
    "kenari@contoh.id",
    "Burung Dara",
    "Walet Kuasa",
    "Kenari Ratnaningsih",
    "198609262015051001",
];

pub fn hex(text: impl AsRef<[u8]>) -> String {
    text.as_ref().iter().map(|b| format!("{b:02x}")).collect()
}

/// Everything that a thief gets: the file with what lies beside it, or a dump of all columns of all tables.
pub fn loot(server: &Server, kind: Kind) -> Vec<(String, Vec<u8>)> {
    let mut all = vec![("dump".to_owned(), server.db.dump().into_bytes())];
    let known: BTreeSet<&str> = tables().into_iter().collect();
    for table in known {
        let rows = server.db.rows(table).join("\n");
        all.push((table.to_owned(), rows.into_bytes()));
    }
    if kind == Kind::Sqlite {
        for entry in std::fs::read_dir(server.db.folder()).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_file() {
                let name = entry.file_name().into_string().unwrap();
                all.push((name, std::fs::read(entry.path()).unwrap()));
            }
        }
        assert!(all.iter().any(|(name, _)| name.ends_with("-wal")), "no WAL");
    }
    all
}

pub fn contains(bytes: &[u8], word: impl AsRef<[u8]>) -> bool {
    let word = word.as_ref();
    bytes.windows(word.len()).any(|w| w == word)
}

#[actix_web::test]
async fn nothing_of_a_sealed_person_is_in_any_byte() {
    for kind in kinds() {
        let world = World::new();
        let o = world.offices;
        let server = server(kind, &world);
        let service = server.service().await;
        let counter = token(&server, &world, o.regency, Role::IntakeOfficer);
        let chair = token(&server, &world, o.regency, Role::Chair);
        let mut body = report();
        body["content"]["parties"] = json!([
            { "capacity": "reporter", "name": "Kenari Rahayu", "identity_number": "3510016509870001",
              "nip": "198609262015051001", "phone": "081355512345", "address": "Gang Kenari 17",
              "email": "kenari@contoh.id", "agency_id": o.agency },
            { "capacity": "respondent", "subject": "pns", "name": "Camat Dua" },
            { "capacity": "representative", "name": "Walet Kuasa", "represents": 0 },
            { "capacity": "informant", "name": "Burung Dara" },
        ]);
        let filed = ask(&service, post("/v1/reports", &counter, &key(), &body)).await;
        assert_eq!(filed.status, 201, "{}", filed.text);
        let path = filed.location.unwrap();
        let reporter = ask(&service, get(&path, &counter)).await.json()["parties"][0]["id"].clone();
        let words = json!({ "reason": "Salah tulis.", "details": { "parties": [
            { "party_id": reporter, "name": "Kenari Ratnaningsih" },
        ] } });
        let to = format!("{path}/amendment");
        let done = ask(&service, act(&to, &counter, &key(), 1, &words)).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let wish = json!({ "ground": "protection", "purpose": "Melindungi Kenari Rahayu di Gang Kenari 17." });
        let asked = post(&format!("{path}/unsealings"), &counter, &key(), &wish);
        assert_eq!(ask(&service, asked).await.status, 201);
        unseal(&service, &path, &counter, &chair).await;
        let sealed = format!("{path}/sealed-identities");
        let opened = ask(&service, get(&sealed, &counter)).await;
        for canary in CANARIES {
            assert!(opened.text.contains(canary), "{canary} was not planted");
        }
        let search = json!({ "nip": "198609262015051001" });
        let hits = post("/v1/cases/search", &counter, &key(), &search);
        let hits = ask(&service, hits).await.json();
        assert_eq!(hits["items"].as_array().unwrap().len(), 0);

        for (place, bytes) in loot(&server, kind) {
            let text = String::from_utf8_lossy(&bytes).to_lowercase();
            for canary in CANARIES {
                assert!(!contains(&bytes, canary), "{canary} in {place}");
                assert!(
                    !text.contains(&hex(canary)),
                    "{canary} in {place}, as bytes"
                );
            }
        }
        // The same eye finds what is not sealed.
        let all = loot(&server, kind);
        let found = |word: &str| all.iter().filter(|(_, b)| contains(b, word)).count();
        assert!(found("Camat Dua") > 1, "the dump is not read");
    }
}
