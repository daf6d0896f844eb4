//! The operations of acts that need two, and what records said before they were amended.

use utoipa::openapi::HttpMethod;

use super::{
    collect::Document,
    examples,
    parameters::parameter,
    pieces::{Door, json_body, operation, refusals, success},
};
use crate::dto::{
    approval::{ApprovalOut, ApprovalReceipt, ApprovalRequest, ApprovalsOut, FormerRecordsOut},
    receipt::ReceiptOut,
};

const ASK: &[u16] = &[
    400, 401, 403, 404, 406, 408, 409, 412, 413, 415, 422, 500, 503,
];
const LIST: &[u16] = &[400, 401, 406, 500, 503];
const ONE: &[u16] = &[400, 401, 404, 406, 500, 503];
/// A held body is read again as the tables are now.
const CONFIRM: &[u16] = &[400, 401, 403, 404, 406, 409, 412, 422, 500, 503];
const END: &[u16] = &[400, 401, 404, 406, 422, 500, 503];

/// Adds them.
pub(super) fn add(doc: &mut Document) {
    asking(doc);
    settling(doc);
    let records = doc.schema::<FormerRecordsOut>();
    let read = operation(
        "read_former_records",
        "Read what records said before they were amended",
        "Old words of people, allegations and papers of a case, oldest first, for whoever sees the case. Words of \
         sealed people, and of papers that the caller may not open, are not among them.",
        "case",
    )
    .parameter_ref(parameter("TrackId"))
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("The records.", records, &[]).build());
    doc.add(
        HttpMethod::Get,
        "/v1/cases/{track_id}/former-records",
        refusals(read, ONE, Door::Token).build(),
    );
}

fn asking(doc: &mut Document) {
    let list = doc.schema::<ApprovalsOut>();
    let read = operation(
        "list_approvals",
        "List what waits for a second person",
        "Acts that wait at the caller's office, on tracks that the caller may see, oldest first, without their bodies.",
        "approval",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("At most 200.", list, &[]).build());
    doc.add(
        HttpMethod::Get,
        "/v1/approvals",
        refusals(read, LIST, Door::Token).build(),
    );

    let body = doc.schema::<ApprovalRequest>();
    let receipt = doc.schema::<ApprovalReceipt>();
    let ask = operation(
        "ask_approval",
        "Ask a second person to agree to an act",
        "Holds an act that needs two, with the version that was seen. It is judged at once as it will be judged when \
         another account of the same office confirms it; what the rules refuse is refused now. It waits for seven days.",
        "approval",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .parameter_ref(parameter("IdempotencyKey"))
    .request_body(json_body(
        "The act: its address and its body.",
        body,
        examples::approval(),
    ))
    .response(
        "201",
        success("It waits; the receipt is the same when the request is repeated.", receipt, &["Location"]).build(),
    );
    doc.add(
        HttpMethod::Post,
        "/v1/approvals",
        refusals(ask, ASK, Door::Token).build(),
    );

    let held = doc.schema::<ApprovalOut>();
    let read = operation(
        "read_approval",
        "Read an act that waits",
        "The act with its body, for whoever is to confirm it; not once it is settled or has expired.",
        "approval",
    )
    .parameter_ref(parameter("ApprovalId"))
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("The act.", held, &[]).build());
    doc.add(
        HttpMethod::Get,
        "/v1/approvals/{approval_id}",
        refusals(read, ONE, Door::Token).build(),
    );
}

fn settling(doc: &mut Document) {
    let receipt = doc.schema::<ReceiptOut>();
    let confirm = operation(
        "confirm_approval",
        "Confirm an act",
        "Takes the step in the name of whoever asked, with the caller as the second person, over the version that was \
         seen when it was asked. The request has no body.",
        "approval",
    )
    .parameter_ref(parameter("ApprovalId"))
    .parameter_ref(parameter("AcceptLanguage"))
    .parameter_ref(parameter("IdempotencyKey"))
    .response(
        "200",
        success("The step was taken; the receipt is the same when the request is repeated.", receipt, &["ETag", "Location"]).build(),
    );
    doc.add(
        HttpMethod::Post,
        "/v1/approvals/{approval_id}/confirmation",
        refusals(confirm, CONFIRM, Door::Token).build(),
    );

    let receipt = doc.schema::<ApprovalReceipt>();
    let end = operation(
        "end_approval",
        "Decline or withdraw an act",
        "Whoever asked withdraws it, another of the office declines it. What it held is erased. The request has no body.",
        "approval",
    )
    .parameter_ref(parameter("ApprovalId"))
    .parameter_ref(parameter("AcceptLanguage"))
    .parameter_ref(parameter("IdempotencyKey"))
    .response("200", success("It waits no more.", receipt, &[]).build());
    doc.add(
        HttpMethod::Post,
        "/v1/approvals/{approval_id}/end",
        refusals(end, END, Door::Token).build(),
    );
}
