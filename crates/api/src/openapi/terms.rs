//! The operations on terms.

use netralitas_domain::procedure::Machine;
use utoipa::openapi::HttpMethod;

use super::{
    collect::Document,
    examples,
    parameters::parameter,
    pieces::{Door, json_body, operation, refusals, success},
};
use crate::dto::{answer::TermsOut, term_account::TermAccountOut, term_trial::TermTrial};

const ONE: &[u16] = &[400, 401, 404, 406, 500, 503];
const COMPUTE: &[u16] = &[400, 406, 408, 413, 415, 422, 500, 503];

/// Adds them.
pub(super) fn add(doc: &mut Document) {
    for machine in Machine::ALL {
        of_track(doc, *machine);
    }
    let body = doc.schema::<TermTrial>();
    let account = doc.schema::<TermAccountOut>();
    let compute = operation(
        "compute_term",
        "Try a term",
        "When a term ends, with the account of its days: `amount` and `unit`, or a `term` of the law book under its \
         `rule_set`. No case, no token; nothing is stored. A term of days that is tried without a row of the law book \
         ends at 24.00.",
        "reference",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .request_body(json_body("The term.", body, examples::term()))
    .response("200", success("When it ends, and why.", account, &[]).build());
    doc.add(
        HttpMethod::Post,
        "/v1/terms/compute",
        refusals(compute, COMPUTE, Door::Open).build(),
    );
}

fn of_track(doc: &mut Document, machine: Machine) {
    let (name, many) = (machine.code(), machine.collection());
    let terms = doc.schema::<TermsOut>();
    let read = operation(
        &format!("read_{name}_terms"),
        &format!("Read the terms of a {name}"),
        &format!(
            "Every term of the {name}, open ones first, with the account of its days: which were counted, which were \
             a weekend, a day off (with its decree) or a pause, by which rule and by which version of the calendar."
        ),
        name,
    )
    .parameter_ref(parameter("TrackId"))
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("The terms.", terms, &[]).build());
    doc.add(
        HttpMethod::Get,
        format!("/v1/{many}/{{track_id}}/terms"),
        refusals(read, ONE, Door::Token).build(),
    );
}
