use std::collections::BTreeSet;

use netralitas_app::writing::receipt::{
    AttachedFile, GivenNumber, MovedTerm, OpenedTerm, Receipt, TouchedTrack,
};
use netralitas_domain::{
    law::Book,
    numbers::NumberKind,
    procedure::{BodyShape, Machine, Stage, Term, operations, render},
};
use serde_json::{Value, json};

use super::fits::misfits;
use crate::{
    dto::{
        approval::ApprovalRequest,
        filing::Filing,
        law_book::LawBook,
        list::Search,
        search::{PersonSearch, SimilarSearch, TrackSearch},
        session::SignIn,
        term_trial::TermTrial,
    },
    extract::{Json, Language},
    problem::{Code, Problem},
    with_body,
};

fn document() -> Value {
    serde_json::from_str(&super::text()).unwrap()
}

/// Every operation: path, method, value.
fn each(document: &Value) -> Vec<(&str, &str, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    paths
        .iter()
        .flat_map(|(path, item)| {
            item.as_object()
                .unwrap()
                .iter()
                .map(move |(method, o)| (path.as_str(), method.as_str(), o))
        })
        .collect()
}

fn component<'a>(document: &'a Value, name: &str) -> &'a Value {
    let schema = &document["components"]["schemas"][name];
    assert!(schema.is_object(), "{name}");
    schema
}

fn walk<'a>(value: &'a Value, see: &mut dyn FnMut(&'a Value)) {
    see(value);
    match value {
        Value::Object(fields) => fields.values().for_each(|v| walk(v, see)),
        Value::Array(items) => items.iter().for_each(|v| walk(v, see)),
        _ => {}
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let document = document();
    let mut count = 0;
    walk(&document, &mut |value| {
        if let Some(target) = value.get("$ref").and_then(Value::as_str) {
            count += 1;
            assert!(
                document.pointer(target.trim_start_matches('#')).is_some(),
                "{target}"
            );
        }
    });
    assert!(count > 1000, "{count}");
}

#[test]
fn every_operation_says_what_a_client_needs() {
    let document = document();
    let mut ids = BTreeSet::new();
    for (path, method, operation) in each(&document) {
        let id = operation["operationId"].as_str().unwrap();
        assert!(ids.insert(id), "{id} twice");
        for text in ["summary", "description"] {
            assert!(
                operation[text].as_str().is_some_and(|t| t.len() > 3),
                "{id} has no {text}"
            );
        }
        assert_eq!(operation["tags"].as_array().map(Vec::len), Some(1), "{id}");
        assert!(operation["security"].is_array(), "{id}");
        let statuses: Vec<&str> = operation["responses"]
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        assert!(statuses.contains(&"500"), "{id}");
        assert!(
            !statuses.contains(&"default"),
            "{id}: a default would hide statuses that nobody wrote down"
        );
        let class = crate::limits::class_of(&method.to_uppercase().parse().unwrap(), path);
        assert_eq!(statuses.contains(&"429"), class.is_some(), "{id}");
        let responses = operation["responses"].as_object().unwrap().iter();
        for (status, response) in responses.filter(|(_, r)| r.get("$ref").is_none()) {
            for header in ["RateLimit", "RateLimit-Policy"] {
                let told = response["headers"].get(header).is_some();
                assert_eq!(told, class.is_some(), "{id} {status} {header}");
            }
        }
        let token = operation["security"][0].get("token").is_some();
        // What is checked instead of a token.
        let secret = [
            "sign_in",
            "renew_session",
            "accept_invitation",
            "get_system_token",
        ]
        .contains(&id);
        assert_eq!(token, statuses.contains(&"401") && !secret, "{id}");
        // Whoever settles what waits, or takes a note away, sends its address only.
        let settles = [
            "{approval_id}",
            "{unsealing_id}",
            "{erasure_id}",
            "{note_id}",
            "{feed_id}",
        ];
        let bodiless = method == "get" || settles.iter().any(|id| path.contains(id));
        assert_eq!(bodiless, operation["requestBody"].is_null(), "{id}");
        // Tracks in the address, or in the body of the operations that name them there.
        let named =
            path.contains('{') || id == "ask_approval" || id == crate::routes::papers::OPERATION;
        // A note names its track and a receipt its matter outside the address.
        let named = named
            || path == "/v1/notes"
            || operation["requestBody"].to_string().contains("\"receipt\"");
        assert_eq!(named, statuses.contains(&"404"), "{id}");
        let parameters = operation["parameters"].to_string();
        for (segment, parameter) in [
            ("{track_id}", "/TrackId"),
            ("{approval_id}", "/ApprovalId"),
            ("{unsealing_id}", "/UnsealingId"),
            ("{erasure_id}", "/ErasureId"),
            ("{note_id}", "/NoteId"),
            ("{feed_id}", "/FeedId"),
            ("{secret}", "/FeedSecret"),
            ("{office_id}", "/OfficeId"),
            ("{meeting_id}", "/MeetingId"),
            ("{session_id}", "/SessionId"),
            ("{client_id}", "/ClientId"),
            ("{secret_id}", "/SecretId"),
            ("{identity_id}", "/IdentityId"),
            ("{ticket_id}", "/TicketId"),
            ("{reference}", "/Reference"),
        ] {
            assert_eq!(
                path.contains(segment),
                parameters.contains(parameter),
                "{id}"
            );
        }
        assert_eq!(
            statuses.contains(&"428"),
            parameters.contains("/IfMatch"),
            "{id}"
        );
    }
    assert_eq!(ids.len(), super::routes().len());
}

#[test]
fn every_example_fits_its_schema() {
    let document = document();
    let mut count = 0;
    for (_, _, operation) in each(&document) {
        let content = &operation["requestBody"]["content"]["application/json"];
        if content.is_null() {
            continue;
        }
        count += 1;
        let wrong = misfits(&document, &content["schema"], &content["example"]);
        assert!(wrong.is_empty(), "{}: {wrong:?}", operation["operationId"]);
    }
    assert!(count > 80, "{count}");
}

#[test]
fn every_example_is_read_as_a_request_is() {
    for rule in operations()
        .into_iter()
        .filter(|r| r.body != BodyShape::File)
    {
        let example = if rule.is_creation() {
            super::examples::filing(rule)
        } else {
            super::examples::act(rule)
        };
        let bytes = example.to_string().into_bytes();
        let read = if rule.is_creation() {
            Json::<Filing>::from_bytes(&bytes)
                .map(|body| body.into_inner().into_input(rule.action).is_ok())
        } else {
            with_body!(rule.body, Body => Json::<Body>::from_bytes(&bytes).map(|_| true))
        };
        assert!(
            matches!(read, Ok(true)),
            "{}: {:?}",
            rule.action.code(),
            read.map_err(|p| p.errors().to_vec())
        );
    }
    let asking = super::examples::approval().to_string();
    Json::<ApprovalRequest>::from_bytes(asking.as_bytes()).unwrap();
    Json::<Search>::from_bytes(super::examples::nip().to_string().as_bytes()).unwrap();
    let search = super::examples::search().to_string();
    Json::<TrackSearch>::from_bytes(search.as_bytes()).unwrap();
    let people = super::examples::person_search().to_string();
    Json::<PersonSearch>::from_bytes(people.as_bytes()).unwrap();
    let similar = super::examples::similar_search().to_string();
    Json::<SimilarSearch>::from_bytes(similar.as_bytes()).unwrap();
    Json::<TermTrial>::from_bytes(super::examples::term().to_string().as_bytes()).unwrap();
    Json::<SignIn>::from_bytes(super::examples::sign_in().to_string().as_bytes()).unwrap();
}

#[test]
fn every_shape_has_a_schema_of_its_own() {
    let document = document();
    for rule in operations()
        .into_iter()
        .filter(|r| r.is_operation() && r.body != BodyShape::File)
    {
        let path = crate::routes::acts::address(rule);
        let body = &document["paths"][&path]["post"]["requestBody"]["content"]["application/json"]
            ["schema"]["$ref"];
        let name = body.as_str().unwrap().rsplit('/').next().unwrap();
        let details = &component(&document, name)["properties"]["details"]["$ref"];
        let wanted =
            with_body!(rule.body, Body => <Body as crate::dto::act::ActBody>::schema_name());
        assert_eq!(name, wanted, "{path}");
        assert_eq!(name == "BareAct", details.is_null(), "{path}");
        assert!(
            details
                .as_str()
                .is_none_or(|d| name == format!("{}Act", d.rsplit('/').next().unwrap())),
            "{path}"
        );
    }
}

#[test]
fn every_request_is_closed_and_bounded() {
    let document = document();
    let mut seen = BTreeSet::new();
    let mut open: Vec<&Value> = each(&document)
        .into_iter()
        // OAuth 2 demands that unknown parameters of its form do not count.
        .filter(|(path, ..)| *path != "/oauth2/token")
        .map(|(_, _, o)| &o["requestBody"])
        .collect();
    while let Some(value) = open.pop() {
        walk(value, &mut |inner| {
            if let Some(target) = inner.get("$ref").and_then(Value::as_str)
                && seen.insert(target)
            {
                open.push(document.pointer(target.trim_start_matches('#')).unwrap());
            }
            let kind = inner.get("type").map(Value::to_string).unwrap_or_default();
            if inner.get("properties").is_some_and(Value::is_object) && kind.contains("object") {
                assert_eq!(inner["additionalProperties"], json!(false), "{inner}");
            }
            if kind.contains("array") && inner.get("items").is_some() {
                let most = inner["maxItems"].as_u64().unwrap_or(u64::MAX);
                assert!(most <= crate::extract::MOST_ITEMS as u64, "{inner}");
            }
            if kind.contains("string") {
                let bounded = ["maxLength", "enum", "format", "pattern"]
                    .iter()
                    .any(|k| inner.get(k).is_some());
                assert!(bounded, "{inner}");
            }
            if kind.contains("integer") {
                assert!(
                    inner["maximum"].is_u64() && inner["minimum"].is_u64(),
                    "{inner}"
                );
            }
        });
    }
    assert!(seen.len() > 30, "{seen:?}");
}

#[test]
fn the_procedure_fits_its_schema() {
    let document = document();
    let value = serde_json::to_value(render::reference(&Book::shipped().unwrap())).unwrap();
    let wrong = misfits(&document, component(&document, "Procedure"), &value);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_law_book_fits_its_schema() {
    let document = document();
    let book = Book::shipped().unwrap();
    let value = serde_json::to_value(LawBook::of(&book)).unwrap();
    let wrong = misfits(&document, component(&document, "LawBook"), &value);
    assert!(wrong.is_empty(), "{wrong:#?}");
    for list in ["elections", "sanction_kinds", "authorities", "rule_sets"] {
        assert!(
            value[list].as_array().is_some_and(|l| !l.is_empty()),
            "{list}"
        );
    }
    assert!(
        value["calendar"]["holidays"]
            .as_array()
            .is_some_and(|l| l.len() > 100)
    );
}

#[test]
fn a_receipt_fits_its_schema() {
    let document = document();
    let id = "0192f0c1-7f00-7000-8000-000000000001".to_owned();
    let day = "2024-10-14".parse().unwrap();
    let receipt = Receipt {
        meeting_id: Some(id.clone()),
        case_id: id.clone(),
        track_id: id.clone(),
        version: 1,
        seq: 1,
        stage: Stage::Received,
        effective_day: day,
        effective_time: Some("09:30".to_owned()),
        zone: "Asia/Jakarta",
        recorded_at: "2024-10-14T03:00:00Z".to_owned(),
        recorded_late: false,
        late: Some(Term::ReportFiling),
        irregular: vec![netralitas_domain::procedure::Guard::FindingInTime],
        numbers: vec![GivenNumber {
            kind: NumberKind::ALL[0],
            number: "001".to_owned(),
        }],
        terms_opened: vec![OpenedTerm {
            term: Term::InitialStudy,
            due_day: day,
            due_at: "2024-10-16T17:00:00Z".to_owned(),
        }],
        terms_moved: vec![MovedTerm {
            track_id: id.clone(),
            term: Term::InitialStudy,
            was_due_day: day,
            due_day: day,
            closed_late: Some(true),
        }],
        other_tracks: vec![TouchedTrack {
            machine: Machine::Review,
            track_id: id.clone(),
            stage: Stage::Forwarded,
            version: 1,
        }],
        file: Some(AttachedFile {
            id,
            sha256: "0".repeat(64),
            size: 1,
            media_type: "application/pdf".to_owned(),
        }),
        warnings: vec!["equal_names"],
    };
    let full = serde_json::to_value(&receipt).unwrap();
    assert_eq!(
        misfits(&document, component(&document, "Receipt"), &full),
        [""; 0]
    );
    let least = serde_json::to_value(Receipt {
        effective_time: None,
        late: None,
        meeting_id: None,
        ..receipt
    })
    .unwrap();
    assert_eq!(
        misfits(&document, component(&document, "Receipt"), &least),
        [""; 0]
    );
}

#[test]
fn every_problem_fits_its_schema() {
    let document = document();
    for code in Code::ALL {
        let body = Problem::new(*code).body(Language::English, "r1");
        let wrong = misfits(
            &document,
            component(&document, "Problem"),
            &serde_json::to_value(body).unwrap(),
        );
        assert!(wrong.is_empty(), "{code:?}: {wrong:?}");
    }
}

#[test]
fn a_value_that_does_not_fit_is_told() {
    let document = json!({ "s": { "type": "object", "required": ["a"], "properties": { "a": { "enum": ["x"] }, "b": { "oneOf": [{ "type": "null" }, { "type": "integer" }] } } } });
    let wrong = |value: Value| misfits(&document, &json!({ "$ref": "#/s" }), &value).len();
    assert_eq!(wrong(json!({ "a": "x", "b": null })), 0);
    assert_eq!(wrong(json!({ "a": "x", "b": 1 })), 0);
    assert_eq!(wrong(json!({ "a": "x", "b": "1" })), 1);
    assert_eq!(wrong(json!({ "a": "y" })), 1);
    assert_eq!(wrong(json!({})), 1);
    assert_eq!(wrong(json!({ "a": "x", "c": 1 })), 1);
    assert_eq!(wrong(json!([])), 1);
}

/// Every field of forms B.1 to B.21 has its place: a property of a schema, a printed text, or the scan.
#[test]
fn every_field_of_every_form_has_its_place() {
    use netralitas_domain::procedure::forms::{FORMS, Need, Place, fields};
    let document = document();
    let all = fields().unwrap();
    let mut seen = std::collections::BTreeSet::new();
    for field in &all {
        let what = format!("{} {}", field.form.code(), field.label);
        assert!(FORMS.contains(&field.form), "{what}");
        assert!(seen.insert(what.clone()), "{what} twice");
        match field.place() {
            Place::Field(place) => {
                let (schema, property) = place.split_once('/').expect("Schema/property");
                let pointer = format!("/components/schemas/{schema}/properties/{property}");
                assert!(document.pointer(&pointer).is_some(), "{what}: no {place}");
            }
            Place::Printed(text) => {
                assert!(!text.is_empty() && field.need == Need::Printed, "{what}");
            }
            Place::Scan => assert_ne!(field.need, Need::Printed, "{what}"),
        }
    }
    // As many fields as the annex has; a form that loses one is seen here.
    let counts: Vec<usize> = FORMS
        .iter()
        .map(|form| all.iter().filter(|f| f.form == *form).count())
        .collect();
    assert_eq!(
        counts,
        [
            28, 22, 14, 14, 7, 13, 14, 22, 7, 13, 8, 8, 20, 19, 11, 11, 11, 11, 10, 26, 15, 10
        ]
    );
    // Every form is signed.
    for form in FORMS {
        let mut of_form = all.iter().filter(|f| f.form == *form);
        assert!(of_form.any(|f| f.place() == Place::Scan), "{}", form.code());
    }
}
