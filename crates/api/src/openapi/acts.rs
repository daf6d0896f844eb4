//! The operations that change something: one per action of the tables.

use netralitas_domain::procedure::{BodyShape, Rule, operation_id, operations, rows_on};
use serde_json::{Value, json};
use utoipa::openapi::{
    HttpMethod, extensions::ExtensionsBuilder, link::Link, path::OperationBuilder,
};

use super::{
    collect::Document,
    examples,
    parameters::parameter,
    pieces::{Door, json_body, operation, refusals, success},
};
use crate::{
    dto::{filing::Filing, receipt::ReceiptOut},
    problem::ProblemBody,
    routes::acts::address,
    with_body,
};

const CREATION: &[u16] = &[400, 401, 403, 406, 408, 409, 413, 415, 422, 500, 503];
const ACT: &[u16] = &[
    400, 401, 403, 404, 406, 408, 409, 412, 413, 415, 422, 428, 500, 503,
];

/// Adds them.
pub(super) fn add(doc: &mut Document) {
    doc.schema::<ProblemBody>();
    for rule in operations() {
        if rule.is_creation() {
            creation(doc, rule);
        } else if rule.body != BodyShape::File {
            act(doc, rule);
        }
    }
}

fn creation(doc: &mut Document, rule: &'static Rule) {
    let body = doc.schema::<Filing>();
    let receipt = doc.schema::<ReceiptOut>();
    let made = success(
        "The case was opened; the receipt is the same when the request is repeated.",
        receipt,
        &["ETag", "Location"],
    )
    .link(
        "case",
        Link::builder()
            .operation_id("read_case")
            .parameter("track_id", "$response.body#/case_id")
            .build(),
    )
    .build();
    let operation = described(rule)
        .parameter_ref(parameter("AcceptLanguage"))
        .parameter_ref(parameter("IdempotencyKey"))
        .request_body(json_body(
            "What is known; gaps are taken and show as open requirements.",
            body,
            examples::filing(rule),
        ))
        .response("201", made);
    doc.add(
        HttpMethod::Post,
        format!("/v1/{}", rule.path),
        refusals(operation, CREATION, Door::Token).build(),
    );
}

fn act(doc: &mut Document, rule: &'static Rule) {
    let body = with_body!(rule.body, Body => doc.body::<Body>());
    let receipt = doc.schema::<ReceiptOut>();
    let done = success(
        "The step was taken; the receipt is the same when the request is repeated.",
        receipt,
        &["ETag", "Location"],
    );
    let operation = described(rule)
        .parameter_ref(parameter("TrackId"))
        .parameter_ref(parameter("AcceptLanguage"))
        .parameter_ref(parameter("IdempotencyKey"))
        .parameter_ref(parameter("IfMatch"))
        .request_body(json_body("The step.", body, examples::act(rule)))
        .response("200", done.build());
    doc.add(
        HttpMethod::Post,
        address(rule),
        refusals(operation, ACT, Door::Token).build(),
    );
}

/// Summary, description and the machine-readable transition, all from the tables.
pub(super) fn described(rule: &'static Rule) -> OperationBuilder {
    let text = rule.text();
    let law: Vec<String> = rule
        .laws()
        .map(|(sets, l)| {
            let under: Vec<&str> = sets.iter().map(|s| s.code()).collect();
            format!(
                "* {} ({}; {})",
                l.cite,
                under.join(", "),
                l.confidence.code()
            )
        })
        .collect();
    let description = format!("{}.\n\n{}.\n\nLaw:\n\n{}", text.en, text.id, law.join("\n"));
    let transitions: Vec<Value> = rows_on(rule.machine(), rule.action)
        .map(transition)
        .collect();
    operation(
        &operation_id(rule),
        text.en,
        &description,
        rule.machine().code(),
    )
    .extensions(Some(
        ExtensionsBuilder::new()
            .add("x-transition", transitions)
            .build(),
    ))
}

fn transition(row: &Rule) -> Value {
    let from: Vec<&str> = row.from.iter().map(|s| s.code()).collect();
    let mut to: Vec<&str> = row
        .from
        .iter()
        .flat_map(|s| row.targets(*s))
        .map(|s| s.code())
        .collect();
    to.sort_unstable();
    to.dedup();
    let roles: Vec<&str> = row.by.iter().map(|r| r.code()).collect();
    let records: Vec<&str> = row.records.iter().map(|r| r.code()).collect();
    let second: Vec<&str> = row.approval.iter().map(|r| r.code()).collect();
    json!({ "from": from, "to": to, "roles": roles, "records_by_paper": records, "second_person": second })
}
