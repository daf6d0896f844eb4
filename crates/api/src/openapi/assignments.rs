//! The operations of officers and assignments that are no acts on one track.

use serde_json::json;
use utoipa::openapi::HttpMethod;

use super::{
    collect::Document,
    parameters::parameter,
    pieces::{Door, json_body, operation, refusals, success},
    reads::query,
};
use crate::{
    dto::assignments::{
        AssignmentHandOver, AssignmentHandOverReceipt, AssignmentsOut, AssignmentsQuery,
        OfficersOut, OfficersQuery,
    },
    routes::assignments::HAND_OVER,
};

const LIST: &[u16] = &[400, 401, 406, 500, 503];
const HAND: &[u16] = &[400, 401, 403, 406, 408, 409, 413, 415, 422, 500, 503];

/// Adds them.
pub(super) fn add(doc: &mut Document) {
    let officers = doc.schema::<OfficersOut>();
    let read = operation(
        "list_officers",
        "List the officers of an office",
        "Accounts with the roles that they have today at the caller's office, or at a Bawaslu office below it: who can \
         be assigned to a track.",
        "assignment",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("The officers.", officers, &[]).build());
    doc.add(
        HttpMethod::Get,
        "/v1/officers",
        refusals(query::<OfficersQuery>(read), LIST, Door::Token).build(),
    );

    let list = doc.schema::<AssignmentsOut>();
    let read = operation(
        "list_assignments",
        "List what is assigned at the caller's office",
        "Assignments that last, oldest first, at most 200: those that the caller's office made and those of its \
         officers at others, on tracks that the caller may see.",
        "assignment",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("The assignments.", list, &[]).build());
    doc.add(
        HttpMethod::Get,
        "/v1/assignments",
        refusals(query::<AssignmentsQuery>(read), LIST, Door::Token).build(),
    );

    let body = doc.schema::<AssignmentHandOver>();
    let receipt = doc.schema::<AssignmentHandOverReceipt>();
    let example = json!({
        "from_account_id": "0192f0c1-7f00-7000-8000-000000000005",
        "to_account_id": "0192f0c1-7f00-7000-8000-000000000006",
    });
    let hand = operation(
        HAND_OVER,
        "Hand over everything that an officer has",
        "Every assignment that the caller's office gave to one officer goes to another, on all tracks of all cases: all \
         of them or none, each with its journal row. By the officer who leaves, or by a head of the office.",
        "assignment",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .parameter_ref(parameter("IdempotencyKey"))
    .request_body(json_body("Who leaves and who goes on.", body, example))
    .response(
        "200",
        success("It went over; the receipt is the same when the request is repeated.", receipt, &[]).build(),
    );
    doc.add(
        HttpMethod::Post,
        "/v1/assignments/hand-over",
        refusals(hand, HAND, Door::Token).build(),
    );
}
