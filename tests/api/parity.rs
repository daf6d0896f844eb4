//! One long scenario gives the same answers on both databases, but for identifiers.

use netralitas_domain::{
    ids::OfficeId,
    law::LawSet,
    people::Role,
    procedure::{Machine, Stage},
};
use netralitas_testkit::{
    db::{Kind, kinds},
    http::{get, post},
    play::{World, reach},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    seen::ask,
    stand::{server, tell, token},
};

/// Where the scenario goes, one case after the other.
const ROADS: &[(LawSet, Stage)] = &[
    (LawSet::Kasn, Stage::BlockLifted),
    (LawSet::Kasn, Stage::HandedOver),
    (LawSet::Pp53, Stage::Served),
    (LawSet::Pp94, Stage::SanctionAnnulled),
    (LawSet::Pppk, Stage::UnderAppeal),
    (LawSet::Bkn, Stage::ReviewClosed),
    (LawSet::Bkn, Stage::Escalated),
    (LawSet::Pilkada2024, Stage::ReferralReturned),
    (LawSet::Pilkada2020, Stage::Delegated),
    (LawSet::Pemilu2022, Stage::UnderCorrection),
    (LawSet::Pemilu2022, Stage::NotRegistered),
    (LawSet::Pemilu2022, Stage::FindingEstablished),
];

/// The same but for identifiers and cursors; rows that a tie leaves in the order of identifiers are sorted.
fn plain(value: &Value) -> Value {
    match value {
        Value::String(text) => {
            let parts: Vec<&str> = text
                .split('/')
                .map(|p| if p.parse::<Uuid>().is_ok() { "#" } else { p })
                .collect();
            parts.join("/").into()
        }
        Value::Array(all) => {
            let mut all: Vec<Value> = all.iter().map(plain).collect();
            if all.iter().any(Value::is_object) {
                all.sort_by_key(Value::to_string);
            }
            all.into()
        }
        Value::Object(map) => map
            .iter()
            .filter(|(k, _)| *k != "next_cursor")
            .map(|(k, v)| (k.clone(), plain(v)))
            .collect(),
        other => other.clone(),
    }
}

fn readers(world: &World) -> Vec<(OfficeId, Role)> {
    let o = world.offices;
    vec![
        (o.national, Role::Chair),
        (o.regency, Role::IntakeOfficer),
        (o.province, Role::Member),
        (o.kasn, Role::Reviewer),
        (o.bkn, Role::ControlOfficer),
        (o.menpanrb, Role::MinistryOfficer),
        (o.agency, Role::PersonnelOfficer),
        (o.appeal_board, Role::AppealOfficer),
        (o.destination, Role::DestinationOfficer),
    ]
}

async fn story(kind: Kind, world: &World) -> Vec<(String, Value)> {
    let server = server(kind, world);
    let service = server.service().await;
    let mut told = Vec::new();
    let dress = |body: &mut Value| {
        if let Some(party) = body.pointer_mut("/content/parties/0") {
            party["nip"] = json!("198609262015051001");
            party["name"] = json!("Terlapor");
        }
    };
    for (law, stage) in ROADS {
        let (game, _) = reach(world, *law, *stage).unwrap();
        let teller = tell(&server, &service, &game, dress).await;
        for (office, role) in readers(world) {
            let token = token(&server, world, office, role);
            let mut paths: Vec<String> = Vec::new();
            for track in &game.file.tracks {
                let path = format!(
                    "/v1/{}/{}",
                    track.machine.collection(),
                    teller.there(track.id.raw())
                );
                paths.extend([format!("{path}/journal"), path]);
            }
            for path in paths {
                let reply = ask(&service, get(&path, &token)).await;
                let mut body = plain(&reply.json());
                if reply.status >= 400 {
                    body["instance"] = Value::Null;
                }
                told.push((
                    format!(
                        "{law:?} {stage:?} {role:?} {} {}",
                        plain(&json!(path)),
                        reply.status
                    ),
                    body,
                ));
            }
        }
    }
    for (office, role) in readers(world) {
        let token = token(&server, world, office, role);
        for machine in Machine::ALL {
            let base = format!("/v1/{}", machine.collection());
            for query in [
                "",
                "?sort=due",
                "?ended=true",
                "?ended=false&due_before=2024-12-01",
                "?filed_from=2023-01-01&regime=bkn",
            ] {
                let reply = ask(&service, get(&format!("{base}{query}"), &token)).await;
                assert_eq!(reply.status, 200, "{}", reply.text);
                told.push((format!("{role:?} {base}{query}"), plain(&reply.json())));
            }
            let search = json!({ "nip": "198609262015051001" });
            let found = ask(
                &service,
                post(&format!("{base}/search"), &token, "k", &search),
            )
            .await;
            told.push((format!("{role:?} {base}/search"), plain(&found.json())));
        }
    }
    told
}

#[actix_web::test]
async fn both_databases_tell_the_same_story() {
    let world = World::new();
    let mut stories = Vec::new();
    for kind in kinds() {
        stories.push(story(kind, &world).await);
    }
    let [first, rest @ ..] = stories.as_slice() else {
        panic!("a database")
    };
    assert!(
        first.iter().any(|(name, body)| name.ends_with("/search")
            && !body["items"].as_array().unwrap().is_empty())
    );
    for other in rest {
        assert_eq!(first.len(), other.len());
        for ((name, a), (other_name, b)) in first.iter().zip(other) {
            assert_eq!(name, other_name);
            assert_eq!(a, b, "{name}");
        }
    }
}
