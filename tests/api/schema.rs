//! The document against the server: the same operations on both sides, and every read as it says.

use std::collections::BTreeSet;

use actix_web::{dev::Service as _, http::Method, test::TestRequest};
use netralitas_api::docs_page;
use netralitas_domain::{law::LawSet, people::Role, procedure::Stage};
use netralitas_testkit::{
    db::{Kind, kinds},
    http::{PASSWORD, Reply, get},
    play::{World, reach},
};
use serde_json::{Value, json};

use crate::{
    seen::{DOCUMENT, ask, fault},
    stand::{server, tell, token},
};

fn documented() -> BTreeSet<(String, String)> {
    let paths = DOCUMENT["paths"].as_object().unwrap();
    let methods = |item: &Value| {
        item.as_object()
            .unwrap()
            .keys()
            .filter(|k| k.as_str() != "parameters")
            .cloned()
            .collect::<Vec<_>>()
    };
    paths
        .iter()
        .flat_map(|(path, item)| {
            methods(item)
                .into_iter()
                .map(|m| (m.to_uppercase(), path.clone()))
        })
        .collect()
}

/// Every address that the router knows, as it was registered: what stands deeper in its printed tree belongs to the
/// scope above.
fn patterns(map: &str) -> BTreeSet<String> {
    let mut scopes: Vec<(usize, String, bool)> = Vec::new();
    let mut found = BTreeSet::new();
    let mut leave = |scopes: &mut Vec<(usize, String, bool)>, depth| {
        while scopes.last().is_some_and(|(at, ..)| *at >= depth) {
            let (_, address, has_more) = scopes.pop().unwrap();
            if !has_more {
                found.insert(address);
            }
        }
    };
    let mut lines = map.lines();
    while let Some(line) = lines.next() {
        if !line.ends_with("Single(") {
            continue;
        }
        let depth = line.len() - line.trim_start().len();
        let pattern = lines.next().unwrap().trim().trim_matches([',', '"']);
        leave(&mut scopes, depth);
        let above = scopes.last_mut().map(|(_, address, has_more)| {
            *has_more = true;
            address.clone()
        });
        scopes.push((depth, above.unwrap_or_default() + pattern, false));
    }
    leave(&mut scopes, 0);
    // The documentation's own pages are no operations.
    let page =
        |p: &String| docs_page::ROUTES.iter().any(|(_, path)| path == p) || p.starts_with("/docs");
    found.retain(|p| !p.is_empty() && !page(p));
    found
}

#[actix_web::test]
async fn the_document_has_every_route_and_the_server_every_operation() {
    let world = World::new();
    let server = server(Kind::Sqlite, &world);
    let service = server.service().await;
    let any = service
        .call(TestRequest::get().uri("/health/live").to_request())
        .await
        .unwrap();
    let routed = patterns(&format!("{:#?}", any.request().resource_map()));
    let documented = documented();
    assert!(documented.len() > 80, "{}", documented.len());
    let addresses: BTreeSet<String> = documented.iter().map(|(_, path)| path.clone()).collect();
    assert_eq!(
        routed, addresses,
        "addresses of the router and of the document"
    );

    let mut ids = BTreeSet::new();
    for item in DOCUMENT["paths"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|i| i.as_object().unwrap().values())
    {
        let id = item["operationId"].as_str().unwrap();
        assert!(ids.insert(id), "{id} twice");
    }
    for template in &routed {
        let path = ["{track_id}", "{approval_id}", "{unsealing_id}"]
            .iter()
            .fold(template.clone(), |path, segment| {
                path.replace(segment, "0192f0c0-0000-7000-8000-000000000000")
            });
        for method in [
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
        ] {
            let reply = netralitas_testkit::http::send(
                &service,
                TestRequest::default().method(method.clone()).uri(&path),
            )
            .await;
            let routed = !matches!(
                reply.reason().as_str(),
                "unknown_route" | "method_not_allowed"
            );
            let listed = documented.contains(&(method.to_string(), template.clone()));
            assert_eq!(routed, listed, "{method} {template}: {}", reply.text);
        }
    }
}

#[actix_web::test]
async fn every_read_answers_as_the_document_says() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let mut seen = BTreeSet::new();
        // An act that waits is read where one waits, in `mistakes.rs`; a change of the book in `law_changes.rs`,
        // accounts in `accounts.rs`, systems in `systems.rs`, an announced report in `door.rs`, sealed identities in
        // `unsealing.rs`.
        let reads: BTreeSet<String> = documented()
            .into_iter()
            .filter(|(m, p)| m == "GET" && gives_json(p) && !elsewhere(p))
            .map(|(_, p)| p)
            .collect();
        for (law, stage) in [
            (LawSet::Kasn, Stage::BlockLifted),
            (LawSet::Pp94, Stage::Served),
            (LawSet::Pilkada2024, Stage::ReferralClosed),
        ] {
            let (game, _) = reach(&world, law, stage).unwrap();
            let teller = tell(&server, &service, &game, |_| ()).await;
            let reader = token(&server, &world, world.offices.national, Role::Chair);
            let journal = format!("/v1/cases/{}/journal", teller.case());
            let journal = ask(&service, get(&journal, &reader)).await.json();
            let mut rows = journal["items"].as_array().unwrap().iter();
            let meeting = rows.find_map(|row| row["meeting_id"].as_str()).unwrap();
            let staff = world
                .actor(world.offices.regency, Role::ViolationsStaff)
                .account;
            for template in &reads {
                let mut paths = Vec::new();
                for track in &game.file.tracks {
                    let collection = format!("/v1/{}/", track.machine.collection());
                    if !template.contains("{track_id}") || template.starts_with(&collection) {
                        paths.push(
                            template
                                .replace("{track_id}", &teller.there(track.id.raw()).to_string())
                                .replace("{meeting_id}", meeting)
                                .replace("{office_id}", &world.offices.regency.to_string())
                                .replace("{account_id}", &staff.to_string())
                                .replace("{region_code}", "35.27"),
                        );
                    }
                }
                for path in paths {
                    let own = template.contains("{meeting_id}")
                        || template.ends_with("/tickets")
                        || template.ends_with("/questions");
                    let kept = template.ends_with("{office_id}/journal")
                        || template.starts_with("/v1/accounts");
                    let keeper =
                        token(&server, &world, world.offices.national, Role::Administrator);
                    let handler = token(&server, &world, world.offices.regency, Role::Chair);
                    for language in ["id", "en"] {
                        let who = match (own, kept) {
                            (true, _) => &handler,
                            (_, true) => &keeper,
                            _ => &reader,
                        };
                        let asked = format!("{path}{}", required_query(template, &world));
                        let reply = ask(
                            &service,
                            get(&asked, who).insert_header(("accept-language", language)),
                        )
                        .await;
                        assert_eq!(reply.status, 200, "{path}: {}", reply.text);
                        seen.insert(template.clone());
                    }
                }
            }
        }
        assert_eq!(seen, reads, "reads that were seen");

        let account = world.actor(world.offices.regency, Role::Chair).account;
        let sign_in = |password: &str| {
            let body = json!({ "username": format!("u{account}"), "password": password });
            TestRequest::post().uri("/v1/sessions").set_json(body)
        };
        let session = ask(&service, sign_in(PASSWORD)).await;
        assert_eq!(session.status, 200, "{}", session.text);
        let token = session.json()["access_token"].as_str().unwrap().to_owned();
        assert_eq!(ask(&service, get("/v1/cases", &token)).await.status, 200);
        let wrong = ask(&service, sign_in("salah sama sekali")).await;
        assert_eq!(
            (wrong.status, wrong.reason().as_str()),
            (401, "credentials_wrong")
        );
    }
}

fn elsewhere(path: &str) -> bool {
    path.contains("{approval_id}")
        || path.contains("{law_change_id}")
        || path.contains("{reference}")
        || path.ends_with("/unsealings")
        || path.ends_with("/erasures")
        || path.ends_with("/sealed-identities")
        || path.starts_with("/v1/accounts")
        || path == "/v1/notes"
        || path.starts_with("/v1/clients")
}

/// The parameters that a read cannot do without, by the document's own examples.
fn required_query(template: &str, world: &World) -> String {
    let parameters = DOCUMENT["paths"][template]["get"]["parameters"].as_array();
    let pairs: Vec<String> = parameters
        .into_iter()
        .flatten()
        .filter(|p| p["in"] == "query" && p["required"] == true)
        .map(|p| match text(&p["name"]) {
            "office_id" => format!("office_id={}", world.offices.regency),
            name => format!("{name}={}", p["example"].to_string().trim_matches('"')),
        })
        .collect();
    if pairs.is_empty() {
        String::new()
    } else {
        format!("?{}", pairs.join("&"))
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// Files are bytes; `files.rs` downloads them.
fn gives_json(path: &str) -> bool {
    !path.ends_with("/{file_id}")
}

#[test]
fn a_wrong_answer_is_seen() {
    let receipt = json!({
        "case_id": "0192f0c0-0000-7000-8000-000000000000", "track_id": "0192f0c0-0000-7000-8000-000000000000",
        "version": 1, "seq": 1, "stage": "received", "effective_day": "2024-10-14", "zone": "WIB",
        "recorded_at": "2024-10-16T03:00:00Z", "recorded_late": true, "numbers": [], "terms_opened": [],
        "other_tracks": [], "warnings": []
    });
    let reply = |status: u16, media_type: &str, body: &Value| Reply {
        method: "POST".to_owned(),
        path: "/v1/reports".to_owned(),
        status,
        etag: None,
        location: None,
        media_type: media_type.to_owned(),
        allow: None,
        headers: Vec::new(),
        text: body.to_string(),
    };
    assert_eq!(fault(&reply(201, "application/json", &receipt)), Ok(()));
    assert!(
        fault(&reply(200, "application/json", &receipt)).is_err(),
        "another status"
    );
    assert!(
        fault(&reply(201, "text/plain", &receipt)).is_err(),
        "another media type"
    );
    for (field, value) in [
        ("version", json!("1")),
        ("stage", json!("nowhere")),
        ("case_id", json!("x")),
        ("effective_day", json!("14 Oct")),
    ] {
        let mut odd = receipt.clone();
        odd[field] = value;
        assert!(
            fault(&reply(201, "application/json", &odd)).is_err(),
            "{field}"
        );
    }
    let mut less = receipt;
    less.as_object_mut().unwrap().remove("seq");
    assert!(
        fault(&reply(201, "application/json", &less)).is_err(),
        "a field is missing"
    );
}
