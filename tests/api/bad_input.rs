//! Bodies that cannot be taken: each a 4xx problem with a stable code, nothing written, nothing echoed.

use actix_web::test::TestRequest;
use netralitas_domain::people::Role;
use netralitas_testkit::{
    db::kinds,
    http::{Reply, Server},
    play::World,
};
use serde_json::{Value, json};

use crate::{
    seen::ask,
    stand::{report, server, token},
};

/// Planted wherever a value is rejected; no answer may hold it.
pub const CANARY: &str = "KenariRahasia";

/// How much is written: journal, idempotency and people.
pub fn written(server: &Server) -> Vec<usize> {
    [
        "journal",
        "idempotency",
        "cases",
        "tracks",
        "parties",
        "persons",
        "texts",
        "papers",
        "number_counters",
    ]
    .iter()
    .map(|table| server.db.rows(table).len())
    .collect()
}

/// A filing whose body is these bytes.
pub fn raw(token: &str, key: &str, body: impl Into<Vec<u8>>) -> TestRequest {
    TestRequest::post()
        .uri("/v1/reports")
        .insert_header(("authorization", format!("Bearer {token}")))
        .insert_header(("idempotency-key", key.to_owned()))
        .insert_header(("content-type", "application/json"))
        .set_payload(body.into())
}

pub fn errors(reply: &Reply) -> Vec<(String, String)> {
    let mut all: Vec<_> = reply.json()["errors"]
        .as_array()
        .unwrap_or(&Vec::new())
        .iter()
        .map(|e| {
            (
                e["pointer"].as_str().unwrap().to_owned(),
                e["code"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    all.sort();
    all
}

/// The plain report with a change.
pub fn changed(change: impl Fn(&mut Value)) -> Vec<u8> {
    let mut body = report();
    change(&mut body);
    body.to_string().into_bytes()
}

/// The plain report with this NIP.
pub fn nip(value: &str) -> Vec<u8> {
    changed(|b| b["content"]["parties"][1]["nip"] = json!(value))
}

/// What, the body, the status, the code, a field that must be named with its code.
type Row = (
    &'static str,
    Vec<u8>,
    u16,
    &'static str,
    Option<(&'static str, &'static str)>,
);

fn rows() -> Vec<Row> {
    let text = report().to_string();
    let twice = text.replacen("\"race\":", &format!("\"race\":\"{CANARY}\",\"race\":"), 1);
    vec![
        (
            "cut off",
            text.as_bytes()[..text.len() - 2].to_vec(),
            400,
            "bad_json",
            None,
        ),
        ("no JSON", CANARY.into(), 400, "bad_json", None),
        (
            "two values",
            format!("{text} {CANARY}").into(),
            400,
            "bad_json",
            None,
        ),
        (
            "not UTF-8",
            [&b"{\"election\":\"\xff\xfe"[..], CANARY.as_bytes(), b"\"}"].concat(),
            400,
            "bad_json",
            None,
        ),
        ("nothing", Vec::new(), 400, "bad_json", None),
        (
            "duplicate",
            twice.into(),
            400,
            "duplicate_field",
            Some(("/race", "duplicate_field")),
        ),
        (
            "NUL",
            changed(|b| b["content"]["account"] = json!(format!("{CANARY}\u{0}"))),
            400,
            "nul_character",
            Some(("/content/account", "nul_character")),
        ),
        (
            "unknown field",
            changed(|b| b["colour"] = json!(CANARY)),
            422,
            "unknown_field",
            Some(("/colour", "unknown_field")),
        ),
        (
            "unknown field inside",
            changed(|b| b["content"]["parties"][0]["nick"] = json!(CANARY)),
            422,
            "unknown_field",
            Some(("/content/parties/0/nick", "unknown_field")),
        ),
        (
            "NIP too short",
            nip("19860926201505100"),
            422,
            "validation_failed",
            Some(("/content/parties/1/nip", "nip_length")),
        ),
        (
            "NIP with letters",
            nip(CANARY),
            422,
            "validation_failed",
            Some(("/content/parties/1/nip", "nip_length")),
        ),
        (
            "NIP of 30 Feb",
            nip("198602302015051001"),
            422,
            "validation_failed",
            Some(("/content/parties/1/nip", "nip_date")),
        ),
        (
            "NIP of month 13",
            nip("198613262015051001"),
            422,
            "validation_failed",
            Some(("/content/parties/1/nip", "nip_date")),
        ),
        (
            "unknown word",
            changed(|b| b["channel"] = json!(CANARY)),
            422,
            "validation_failed",
            Some(("/channel", "unknown_value")),
        ),
        (
            "wrong type",
            changed(|b| b["content"]["parties"] = json!(CANARY)),
            422,
            "validation_failed",
            Some(("/content/parties", "wrong_type")),
        ),
        (
            "no such hour",
            changed(|b| b["effective_time"] = json!("25:00")),
            422,
            "validation_failed",
            Some(("/effective_time", "bad_format")),
        ),
        (
            "no such day",
            changed(|b| b["effective_day"] = json!("2024-02-30")),
            422,
            "validation_failed",
            Some(("/effective_day", "bad_format")),
        ),
        (
            "future day",
            changed(|b| b["effective_day"] = json!("2024-10-17")),
            422,
            "future_day",
            None,
        ),
        (
            "future hour",
            changed(|b| {
                b["effective_day"] = json!("2024-10-16");
                b["effective_time"] = json!("10:01");
            }),
            422,
            "future_day",
            None,
        ),
        (
            "paper sent tomorrow",
            changed(|b| b["papers"] = json!([{ "kind": "letter", "sent": "2024-10-17" }])),
            422,
            "future_day",
            Some(("/papers/0/sent", "future_day")),
        ),
        (
            "paper received in an hour",
            changed(|b| {
                b["papers"] = json!([{
                    "kind": "letter", "received": "2024-10-16", "received_time": "10:01",
                }]);
            }),
            422,
            "future_day",
            Some(("/papers/0/received_time", "future_day")),
        ),
        (
            "paper sent before it was written",
            changed(|b| {
                b["papers"] = json!([{
                    "kind": "letter", "dated": "2024-10-13", "sent": "2024-10-12",
                }]);
            }),
            422,
            "sent_before_dated",
            Some(("/papers/0/sent", "sent_before_dated")),
        ),
        (
            "paper received before it was sent",
            changed(|b| {
                b["papers"] = json!([{
                    "kind": "letter", "sent": "2024-10-13", "received": "2024-10-12",
                }]);
            }),
            422,
            "received_before_sent",
            Some(("/papers/0/received", "received_before_sent")),
        ),
        (
            "evidence of tomorrow",
            changed(|b| b["content"]["evidence"][0]["received_on"] = json!("2024-10-17")),
            422,
            "validation_failed",
            Some(("/content/evidence/0/received_on", "in_future")),
        ),
        (
            "born tomorrow",
            changed(|b| b["content"]["parties"][0]["birth_day"] = json!("2024-10-17")),
            422,
            "validation_failed",
            Some(("/content/parties/0/birth_day", "in_future")),
        ),
        (
            "unknown election",
            changed(|b| b["election"] = json!(CANARY)),
            422,
            "validation_failed",
            Some(("/election", "unknown_election")),
        ),
        (
            "missing",
            changed(|b| drop(b.as_object_mut().unwrap().remove("election"))),
            422,
            "validation_failed",
            Some(("/election", "missing")),
        ),
        (
            "respondent nowhere",
            changed(|b| b["content"]["allegations"][0]["respondent"] = json!(7)),
            422,
            "validation_failed",
            Some(("/content/allegations/0/respondent", "no_such_party")),
        ),
        (
            "too long",
            changed(|b| b["content"]["parties"][0]["name"] = json!(CANARY.repeat(30))),
            422,
            "validation_failed",
            Some(("/content/parties/0/name", "length")),
        ),
        (
            "same identifier twice",
            changed(|b| {
                let all = b["content"]["parties"].as_array_mut().unwrap();
                all[1]["nip"] = json!("198609262015051001");
                all.push(json!({ "capacity": "witness", "name": "Lain", "nip": "19860926 201505 1 001" }));
            }),
            422,
            "validation_failed",
            Some(("/content/parties/2/nip", "duplicate_identifier")),
        ),
    ]
}

#[actix_web::test]
async fn bodies_that_cannot_be_taken_are_refused_and_write_nothing() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let counter = token(&server, &world, world.offices.regency, Role::IntakeOfficer);
        let before = written(&server);
        for (i, (what, body, status, code, field)) in rows().into_iter().enumerate() {
            let reply = ask(&service, raw(&counter, &format!("k{i}"), body)).await;
            assert_eq!(
                (reply.status, reply.reason().as_str()),
                (status, code),
                "{what}: {}",
                reply.text
            );
            assert!(
                !reply.text.contains(CANARY),
                "{what} echoes: {}",
                reply.text
            );
            if let Some((pointer, code)) = field {
                assert!(
                    errors(&reply).contains(&(pointer.into(), code.into())),
                    "{what}: {}",
                    reply.text
                );
            }
        }
        assert_eq!(written(&server), before, "nothing is written");
    }
}

#[actix_web::test]
async fn every_field_error_comes_at_once() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let counter = token(&server, &world, world.offices.regency, Role::IntakeOfficer);
        let body = changed(|b| {
            b["race"] = json!("");
            b["effective_time"] = json!("noon");
            b["content"]["parties"][1]["nip"] = json!("1234");
            b["content"]["parties"][0]["name"] = json!("");
            b["content"]["evidence"][0]["count"] = json!(-1);
        });
        let reply = ask(&service, raw(&counter, "k", body)).await;
        assert_eq!(reply.status, 422);
        let pointers: Vec<String> = errors(&reply).into_iter().map(|e| e.0).collect();
        let all = [
            "/content/evidence/0/count",
            "/content/parties/0/name",
            "/content/parties/1/nip",
            "/effective_time",
            "/race",
        ];
        assert_eq!(pointers, all, "{}", reply.text);
    }
}

/// What the law book adds is told with the form's faults, wherever those are found.
#[actix_web::test]
async fn an_unknown_election_is_told_with_the_other_faults() {
    for kind in kinds() {
        let world = World::new();
        let server = server(kind, &world);
        let service = server.service().await;
        let counter = token(&server, &world, world.offices.regency, Role::IntakeOfficer);
        let election = ("/election", "unknown_election");
        // Found in the form, in what the action takes, and in what the filing says of persons.
        let form = changed(|b| {
            b["election"] = json!("no");
            b["effective_time"] = json!("noon");
            b["content"]["parties"][1]["nip"] = json!("1234");
        });
        let action = changed(|b| {
            b["election"] = json!("no");
            b["report_dated"] = json!("2024-10-01");
        });
        let persons = changed(|b| {
            b["election"] = json!("no");
            b["content"]["parties"][1]["nip"] = json!("209909080000000000");
        });
        let agency = changed(|b| {
            b["election"] = json!("no");
            b["content"]["parties"][1]["agency_id"] = json!(uuid::Uuid::from_u128(7));
        });
        let nip = "/content/parties/1/nip";
        let rows = [
            (
                form,
                vec![
                    (nip, "nip_length"),
                    ("/effective_time", "bad_format"),
                    election,
                ],
            ),
            (
                action,
                vec![("/report_dated", "not_for_this_action"), election],
            ),
            (persons, vec![(nip, "nip_date"), election]),
            (
                agency,
                vec![("/content/parties/1/agency_id", "no_such_agency"), election],
            ),
        ];
        for (i, (body, expected)) in rows.into_iter().enumerate() {
            let reply = ask(&service, raw(&counter, &format!("k{i}"), body)).await;
            assert_eq!(reply.status, 422, "{}", reply.text);
            let mut found: Vec<String> = errors(&reply).into_iter().map(|e| e.0).collect();
            found.sort();
            let mut wanted: Vec<&str> = expected.iter().map(|e| e.0).collect();
            wanted.sort_unstable();
            assert_eq!(found, wanted, "{}", reply.text);
            assert!(errors(&reply).contains(&(election.0.into(), election.1.into())));
        }
    }
}
