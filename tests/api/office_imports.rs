//! Adding and importing offices over HTTP: all rows or none, every fault at once, twice as good as once.

use netralitas_domain::{office_file, people::Role};
use netralitas_testkit::{
    db::kinds,
    http::{get, outside, post},
    play::World,
};
use serde_json::{Value, json};

use crate::{
    seen::ask,
    stand::{server, token},
};

fn sub_district(code: &str, name: &str) -> Value {
    json!({
        "code": code, "name": name, "kind": "election_supervisor", "level": "sub_district",
        "parent": "bawaslu-banyuwangi", "number_name": name, "election": "pilkada-2024", "valid_to": "2025-01-31"
    })
}

#[actix_web::test]
async fn an_import_writes_every_row_or_none_and_twice_is_as_good_as_once() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        // An administrator of the province keeps the regency and what is below it.
        let admin = token(&server, &world, world.offices.province, Role::Administrator);
        let before = server.db.rows("offices").len();
        let village = json!({
            "code": "pkd-licin", "name": "PKD Licin", "kind": "election_supervisor", "level": "village",
            "parent": "panwascam-licin", "election": "pilkada-2024"
        });
        // The village stands before the sub-district that it stands below.
        let good = json!({ "items": [village, sub_district("panwascam-licin", "Licin")] });
        let mut bad = good.clone();
        bad["items"].as_array_mut().unwrap().extend([
            sub_district("Panwascam", "X"),
            json!({ "code": "a", "name": "A", "kind": "agency", "level": "regency" }),
            json!({ "code": "pkd-licin", "name": "B", "kind": "agency", "level": "regency", "zone": "WIB",
                "area_code": "16.11", "personnel_officer": "Bupati" }),
            json!({ "code": "c", "name": "C", "kind": "election_supervisor", "level": "regency",
                "parent": "bawaslu-jatim", "area_code": "16.11", "election": "pilkada-2024" }),
            json!({ "code": "d", "name": "D", "kind": "election_supervisor", "level": "village",
                "parent": "bawaslu-ri", "election": "pilkada-1999", "valid_to": "2017-12-31" }),
        ]);
        let refused = ask(&service, post("/v1/offices/import", &admin, "k1", &bad)).await;
        assert_eq!(
            (refused.status, refused.reason().as_str()),
            (422, "validation_failed")
        );
        let told: Vec<(String, String)> = refused.json()["errors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|e| {
                let text = |name: &str| e[name].as_str().unwrap().to_owned();
                (text("pointer"), text("code"))
            })
            .collect();
        for (pointer, code) in [
            ("/items/2/code", "bad_format"),
            ("/items/3/zone", "missing"),
            ("/items/4/code", "twice"),
            ("/items/4/area_code", "not_for_this_office"),
            ("/items/5/election", "not_for_this_office"),
            ("/items/5/area_code", "taken"),
            ("/items/6/election", "unknown_election"),
            ("/items/6/valid_to", "end_before_start"),
        ] {
            assert!(
                told.contains(&(pointer.to_owned(), code.to_owned())),
                "{pointer} {code}: {told:?}"
            );
        }
        assert_eq!(server.db.rows("offices").len(), before);

        let done = ask(&service, post("/v1/offices/import", &admin, "k2", &good)).await;
        assert_eq!(done.status, 200, "{}", done.text);
        assert_eq!(done.json()["added"], 2, "{}", done.text);
        let again = ask(&service, post("/v1/offices/import", &admin, "k2", &good)).await;
        assert_eq!(again.text, done.text);
        let twice = ask(&service, post("/v1/offices/import", &admin, "k3", &good))
            .await
            .json();
        assert_eq!(
            (&twice["added"], &twice["changed"], &twice["unchanged"]),
            (&json!(0), &json!(0), &json!(2))
        );
        // A field office has the area and the zone of the office above it.
        let id = done.json()["offices"][0]["office_id"]
            .as_str()
            .unwrap()
            .to_owned();
        let office = ask(&service, get(&format!("/v1/offices/{id}"), &admin))
            .await
            .json();
        assert_eq!(
            (&office["area_code"], &office["zone"]),
            (&json!("16.11"), &json!("WIB"))
        );
        assert_eq!(office["election"], "pilkada-2024");

        let mut changed = good.clone();
        changed["items"][1]["name"] = json!("Panwaslu Kecamatan Licin");
        let done = ask(&service, post("/v1/offices/import", &admin, "k4", &changed))
            .await
            .json();
        assert_eq!(
            (&done["changed"], &done["unchanged"]),
            (&json!(1), &json!(1))
        );
        changed["items"][1]["level"] = json!("regency");
        let differs = ask(&service, post("/v1/offices/import", &admin, "k5", &changed)).await;
        assert_eq!(differs.status, 422, "{}", differs.text);
        assert!(differs.text.contains("differs"), "{}", differs.text);
        let journal = format!("/v1/offices/{id}/journal");
        let changes = ask(&service, get(&journal, &admin)).await.json();
        let kinds: Vec<&str> = changes["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|c| c["kind"].as_str().unwrap())
            .collect();
        assert_eq!(kinds, ["added", "changed"], "{changes}");
    }
}

#[actix_web::test]
async fn an_office_is_added_by_who_keeps_the_one_above_it() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let o = world.offices;
        let new = sub_district("panwascam-licin", "Licin");
        let city = token(&server, &world, o.city, Role::Administrator);
        let chair = token(&server, &world, o.regency, Role::Chair);
        for who in [&city, &chair] {
            let refused = ask(&service, post("/v1/offices", who, "k1", &new)).await;
            assert_eq!(
                (refused.status, refused.reason().as_str()),
                (403, "forbidden_role")
            );
        }
        let admin = token(&server, &world, o.regency, Role::Administrator);
        let made = ask(&service, post("/v1/offices", &admin, "k2", &new)).await;
        assert_eq!(
            (made.status, made.etag.as_deref()),
            (201, Some("1")),
            "{}",
            made.text
        );
        let read = ask(&service, get(&made.location.unwrap(), &admin)).await;
        assert_eq!((read.status, read.etag.as_deref()), (200, Some("1")));
        let taken = ask(&service, post("/v1/offices", &admin, "k3", &new)).await;
        assert_eq!(
            (taken.status, taken.reason().as_str()),
            (409, "conflict"),
            "{}",
            taken.text
        );
        let other = sub_district("panwascam-kalipuro", "Kalipuro");
        let reused = ask(&service, post("/v1/offices", &admin, "k2", &other)).await;
        assert_eq!(
            (reused.status, reused.reason().as_str()),
            (422, "idempotency_key_reused")
        );
        // An agency at the top is for the Bawaslu office at the top.
        let agency = json!({ "code": "dinas-x", "name": "Dinas X", "kind": "agency", "level": "regency", "zone": "WIB" });
        let refused = ask(&service, post("/v1/offices", &admin, "k4", &agency)).await;
        assert_eq!(refused.status, 403, "{}", refused.text);
        let top = token(&server, &world, o.national, Role::Administrator);
        let made = ask(&service, post("/v1/offices", &top, "k5", &agency)).await;
        assert_eq!(made.status, 201, "{}", made.text);
        let nameless = ask(
            &service,
            post("/v1/offices", &top, "k6", &json!({ "code": "x" })),
        )
        .await;
        assert_eq!(nameless.status, 422, "{}", nameless.text);
    }
}

/// The shipped file fills an empty installation, and again changes nothing.
#[actix_web::test]
async fn the_shipped_offices_load_into_an_empty_installation() {
    for kind in kinds() {
        let server = netralitas_testkit::http::Server::new(kind, &[], crate::stand::start());
        let rows: Vec<_> = office_file::shipped()
            .unwrap()
            .into_iter()
            .map(|r| r.1)
            .collect();
        let count = rows.len();
        let load = || {
            let (app, rows) = (server.app.clone(), rows.clone());
            outside(move || {
                let keeper = netralitas_app::offices::Keeper::Terminal(None);
                app.import_offices(keeper, rows).unwrap()
            })
        };
        use netralitas_app::offices::Outcome;
        assert_eq!(load().count(Outcome::Added), count);
        assert_eq!(load().count(Outcome::Unchanged), count);
        assert_eq!(server.db.rows("offices").len(), count);
        assert_eq!(server.db.rows("office_events").len(), count);
    }
}
