//! The read of a chain of cases.

use utoipa::openapi::HttpMethod;

use super::{
    collect::Document,
    parameters::parameter,
    pieces::{Door, operation, refusals, success},
};
use crate::dto::chain::ChainOut;

const ONE: &[u16] = &[400, 401, 404, 406, 500, 503];

/// Adds it.
pub(super) fn add(doc: &mut Document) {
    let chain = doc.schema::<ChainOut>();
    let read = operation(
        "read_case_chain",
        "Read the chain of a case",
        "The cases that belong together with one: split off, spawned, of the same event, merged. A chain counts once, \
         by the oldest case that came out of no other and was merged into none; the receipt of a report follows it.",
        "case",
    )
    .parameter_ref(parameter("TrackId"))
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("The chain.", chain, &[]).build());
    doc.add(
        HttpMethod::Get,
        "/v1/cases/{track_id}/chain",
        refusals(read, ONE, Door::Token).build(),
    );
}
