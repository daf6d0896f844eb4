//! The operations of erasures.

use utoipa::openapi::HttpMethod;

use super::{
    collect::Document,
    examples,
    parameters::parameter,
    pieces::{Door, json_body, operation, refusals, success},
};
use crate::dto::erasure::{ErasureReceipt, ErasureRequest, ErasuresOut};

const READ: &[u16] = &[400, 401, 403, 404, 406, 500, 503];
const ASK: &[u16] = &[400, 401, 403, 404, 406, 408, 409, 413, 415, 422, 500, 503];
const AGREE: &[u16] = &[400, 401, 403, 404, 406, 409, 422, 500, 503];
const END: &[u16] = &[400, 401, 403, 404, 406, 422, 500, 503];

const BASE: &str = "/v1/cases/{track_id}/erasures";

/// Adds them.
pub(super) fn add(doc: &mut Document) {
    let all = doc.schema::<ErasuresOut>();
    let list = operation(
        "list_erasures",
        "List the erasures of a case",
        "Who is to be erased or was, why, who asked and who agreed, oldest first, and whether every byte is gone from the \
         database's own files. For who may ask or agree.",
        "case",
    )
    .parameter_ref(parameter("TrackId"))
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("All of them.", all, &[]).build());
    doc.add(
        HttpMethod::Get,
        BASE,
        refusals(list, READ, Door::Token).build(),
    );

    let body = doc.schema::<ErasureRequest>();
    let receipt = doc.schema::<ErasureReceipt>();
    let ask = operation(
        "ask_erasure",
        "Ask for the erasure of a person",
        "Waits for seven days for two others of head's rank, of the office that handles or of one above it; the head of \
         the former asks or agrees. Refused while a legal hold stands, and while the procedure needs the person. What is \
         erased is erased in every case of the chain and does not come back.",
        "case",
    )
    .parameter_ref(parameter("TrackId"))
    .parameter_ref(parameter("AcceptLanguage"))
    .parameter_ref(parameter("IdempotencyKey"))
    .request_body(json_body("Whom, why and how.", body, examples::erasure()))
    .response(
        "201",
        success(
            "It waits; the receipt is the same when the request is repeated.",
            receipt.clone(),
            &["Location"],
        )
        .build(),
    );
    doc.add(
        HttpMethod::Post,
        BASE,
        refusals(ask, ASK, Door::Token).build(),
    );

    let both = [
        (
            "agree_erasure",
            "agreement",
            "Agree to an erasure",
            "The first who agrees leaves it waiting; the second carries it out. Neither is who asked. The request has no \
             body.",
            "Agreed to, or carried out; the receipt is the same when the request is repeated.",
            AGREE,
        ),
        (
            "end_erasure",
            "end",
            "End an erasure that waits",
            "Who asked withdraws it, who may agree declines it. The request has no body.",
            "It ended; the receipt is the same when the request is repeated.",
            END,
        ),
    ];
    for (id, path, summary, about, done, says) in both {
        let settle = operation(id, summary, about, "case")
            .parameter_ref(parameter("TrackId"))
            .parameter_ref(parameter("ErasureId"))
            .parameter_ref(parameter("AcceptLanguage"))
            .parameter_ref(parameter("IdempotencyKey"))
            .response("200", success(done, receipt.clone(), &[]).build());
        doc.add(
            HttpMethod::Post,
            format!("{BASE}/{{erasure_id}}/{path}"),
            refusals(settle, says, Door::Token).build(),
        );
    }
}
