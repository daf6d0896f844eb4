//! Numbers in outside systems: recorded on a track, shown in its read, found within the caller's scope.

use netralitas_domain::{law::LawSet, people::Role, procedure::Stage};
use netralitas_testkit::{
    db::kinds,
    http::{act, get, post},
    play::{World, reach},
};
use serde_json::{Value, json};

use crate::{
    seen::ask,
    stand::{report, server, tell, token},
};

fn number(details: &Value) -> Value {
    json!({ "details": details })
}

fn wanted(system: Option<&str>, number: &str) -> Value {
    match system {
        Some(system) => json!({ "reference": { "system": system, "number": number } }),
        None => json!({ "reference": { "number": number } }),
    }
}

#[actix_web::test]
async fn an_outside_number_is_kept_shown_and_found_however_it_is_written() {
    let world = World::new();
    for kind in kinds() {
        let server = server(kind, &world);
        let service = server.service().await;
        let at = |office, role| token(&server, &world, office, role);
        let intake = at(world.offices.regency, Role::IntakeOfficer);
        let mut body = report();
        body["papers"] = json!([{ "kind": "letter" }]);
        let reply = ask(&service, post("/v1/reports", &intake, "a", &body)).await;
        let case = reply.json()["case_id"].as_str().unwrap().to_owned();
        let address = format!("/v1/cases/{case}");
        let view = ask(&service, get(&address, &intake)).await.json();
        let paper = view["papers"][0]["id"].clone();
        let party = view["parties"][1]["id"].clone();
        let path = format!("{address}/references");
        let stranger = uuid::Uuid::from_u128(5);
        for (n, (details, pointer)) in [
            (
                json!({ "system": "lapor", "number": "1", "party_id": stranger }),
                "/details/party_id",
            ),
            (
                json!({ "system": "lapor", "number": "1", "paper_id": stranger }),
                "/details/paper_id",
            ),
            (
                json!({ "system": "lapor", "number": "--" }),
                "/details/number",
            ),
            // A NIP, however it is written, and an NIK.
            (
                json!({ "system": "lapor", "number": "19860926 201505 1-001" }),
                "/details/number",
            ),
            (
                json!({ "system": "lapor", "number": "3171012609860001" }),
                "/details/number",
            ),
            (
                json!({ "system": "siap", "number": "1" }),
                "/details/system",
            ),
        ]
        .into_iter()
        .enumerate()
        {
            let call = act(&path, &intake, &format!("x{n}"), 1, &number(&details));
            let reply = ask(&service, call).await;
            assert_eq!(reply.status, 422, "{}", reply.text);
            assert_eq!(
                reply.json()["errors"][0]["pointer"],
                pointer,
                "{}",
                reply.text
            );
        }
        for (version, details) in [
            json!({ "system": "sigaplapor", "number": "SL-2024/10/00017" }),
            json!({ "system": "siasn", "number": "A8ACA7F1", "party_id": party }),
            json!({ "system": "lapor", "number": "8812345", "paper_id": paper }),
        ]
        .into_iter()
        .enumerate()
        {
            let version = i64::try_from(version).unwrap() + 1;
            let call = act(
                &path,
                &intake,
                &format!("k{version}"),
                version,
                &number(&details),
            );
            let reply = ask(&service, call).await;
            assert_eq!(reply.status, 200, "{}", reply.text);
        }
        let view = ask(&service, get(&address, &intake)).await.json();
        let shown = view["references"].as_array().unwrap();
        assert_eq!(shown.len(), 3, "{view}");
        assert_eq!(shown[0]["number"], "SL-2024/10/00017");
        assert_eq!(shown[1]["party_id"], party);
        assert_eq!(shown[2]["paper_id"], paper);

        let found = async |who: &str, body: &Value| {
            let reply = ask(&service, post("/v1/cases/search", who, "-", body)).await;
            assert_eq!(reply.status, 200, "{}", reply.text);
            reply.json()["items"].as_array().unwrap().len()
        };
        for (system, text, hits) in [
            (Some("sigaplapor"), "SL-2024/10/00017", 1),
            (None, "sl 2024 10 00017", 1),
            (Some("siasn"), "a8aca7f1", 1),
            (Some("lapor"), "SL-2024/10/00017", 0),
            (None, "SL-2024/10/0001", 0),
        ] {
            assert_eq!(
                found(&intake, &wanted(system, text)).await,
                hits,
                "{system:?} {text}"
            );
        }
        let any = wanted(None, "8812345");
        assert_eq!(
            found(&at(world.offices.province, Role::Chair), &any).await,
            1
        );
        for (office, role) in [
            (world.offices.other_province, Role::Chair),
            (world.offices.agency, Role::PersonnelOfficer),
        ] {
            assert_eq!(found(&at(office, role), &any).await, 0);
        }
        for wrong in [
            json!({}),
            json!({ "nip": "198609262015051001", "reference": { "number": "1" } }),
        ] {
            let reply = ask(&service, post("/v1/cases/search", &intake, "-", &wrong)).await;
            assert_eq!(
                (reply.status, reply.reason().as_str()),
                (422, "validation_failed")
            );
        }
    }
}

/// The number that an authority gives when it takes a matter in is found like any other.
#[actix_web::test]
async fn the_authoritys_own_number_is_found_too() {
    let world = World::new();
    let (game, review) = reach(&world, LawSet::Bkn, Stage::Forwarded).unwrap();
    for kind in kinds() {
        let server = server(kind, &world);
        let service = server.service().await;
        let teller = tell(&server, &service, &game, |_| ()).await;
        let reviewer = token(&server, &world, world.offices.bkn, Role::Reviewer);
        let address = format!("/v1/reviews/{}", teller.there(review.raw()));
        let body = json!({ "details": { "number": "SBT-2024-77" } });
        let version = game.file.track(review).unwrap().version;
        let reply = ask(
            &service,
            act(&format!("{address}/intake"), &reviewer, "k", version, &body),
        )
        .await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        let view = ask(&service, get(&address, &reviewer)).await.json();
        assert_eq!(view["references"][0]["system"]["code"], "sbt", "{view}");
        for (body, hits) in [
            (wanted(Some("sbt"), "sbt202477"), 1),
            (wanted(Some("siapnet"), "sbt202477"), 0),
        ] {
            let reply = ask(&service, post("/v1/reviews/search", &reviewer, "-", &body)).await;
            assert_eq!(
                reply.json()["items"].as_array().unwrap().len(),
                hits,
                "{}",
                reply.text
            );
        }
    }
}
