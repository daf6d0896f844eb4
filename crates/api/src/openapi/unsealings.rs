//! The operations of sealed identities.

use utoipa::openapi::HttpMethod;

use super::{
    collect::Document,
    examples,
    parameters::parameter,
    pieces::{Door, json_body, operation, refusals, success},
};
use crate::{
    dto::{
        answer::{SealedOut, UnsealingsOut},
        unsealing::{UnsealingReceipt, UnsealingRequest},
    },
    routes::unsealings::MACHINES,
};

const READ: &[u16] = &[400, 401, 403, 404, 406, 500, 503];
const ASK: &[u16] = &[400, 401, 403, 404, 406, 408, 413, 415, 422, 500, 503];
const SETTLE: &[u16] = &[400, 401, 403, 404, 406, 422, 500, 503];

/// Adds them, for each machine through whose tracks an identity can be asked for.
pub(super) fn add(doc: &mut Document) {
    for machine in MACHINES {
        let (name, base) = (
            machine.code(),
            format!("/v1/{}/{{track_id}}", machine.collection()),
        );
        reading(doc, name, &base);
        settling(doc, name, &base);
    }
}

fn reading(doc: &mut Document, name: &str, base: &str) {
    let people = doc.schema::<SealedOut>();
    let read = operation(
        &format!("read_sealed_identities_{name}"),
        &format!("Read the sealed identities behind a {name}"),
        "The identities of reporters and informants, what was said of them before it was amended, and the papers that \
         hold an identity: for who asked to read them, while what another agreed to lasts. Otherwise 403 \
         `identity_sealed`. Every view is counted and recorded.",
        name,
    )
    .parameter_ref(parameter("TrackId"))
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("The identities.", people, &[]).build());
    doc.add(
        HttpMethod::Get,
        format!("{base}/sealed-identities"),
        refusals(read, READ, Door::Token).build(),
    );

    let all = doc.schema::<UnsealingsOut>();
    let list = operation(
        &format!("list_unsealings_{name}"),
        &format!("List who asked to read the sealed identities behind a {name}"),
        "What was asked for at the caller's office, oldest first: by whom, why, who agreed, how long it lasts and how \
         often identities were read by it. For who may ask or agree.",
        name,
    )
    .parameter_ref(parameter("TrackId"))
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("All of them.", all, &[]).build());
    doc.add(
        HttpMethod::Get,
        format!("{base}/unsealings"),
        refusals(list, READ, Door::Token).build(),
    );

    let body = doc.schema::<UnsealingRequest>();
    let receipt = doc.schema::<UnsealingReceipt>();
    let ask = operation(
        &format!("ask_unsealing_{name}"),
        &format!("Ask to read the sealed identities behind a {name}"),
        "Waits for seven days for another person of the same office, the head or, where the head asks, one of the same \
         rank. Who agrees to whom stands in docs/procedure/seeing.md.",
        name,
    )
    .parameter_ref(parameter("TrackId"))
    .parameter_ref(parameter("AcceptLanguage"))
    .parameter_ref(parameter("IdempotencyKey"))
    .request_body(json_body("Why and what for.", body, examples::unsealing()))
    .response(
        "201",
        success("It waits; the receipt is the same when the request is repeated.", receipt, &["Location"]).build(),
    );
    doc.add(
        HttpMethod::Post,
        format!("{base}/unsealings"),
        refusals(ask, ASK, Door::Token).build(),
    );
}

fn settling(doc: &mut Document, name: &str, base: &str) {
    let receipt = doc.schema::<UnsealingReceipt>();
    let both = [
        (
            "confirm",
            "confirmation",
            "Agree to the reading of sealed identities",
            "Who asked, and nobody else, may read them for 24 hours from now on. The request has no body.",
            "It runs; the receipt is the same when the request is repeated.",
        ),
        (
            "end",
            "end",
            "End the reading of sealed identities",
            "Who asked withdraws it, who may agree declines it; once it runs, either ends it early. The request has no \
             body.",
            "It ended; the receipt is the same when the request is repeated.",
        ),
    ];
    for (verb, path, summary, about, done) in both {
        let settle = operation(
            &format!("{verb}_unsealing_{name}"),
            &format!("{summary} ({name})"),
            about,
            name,
        )
        .parameter_ref(parameter("TrackId"))
        .parameter_ref(parameter("UnsealingId"))
        .parameter_ref(parameter("AcceptLanguage"))
        .parameter_ref(parameter("IdempotencyKey"))
        .response("200", success(done, receipt.clone(), &[]).build());
        doc.add(
            HttpMethod::Post,
            format!("{base}/unsealings/{{unsealing_id}}/{path}"),
            refusals(settle, SETTLE, Door::Token).build(),
        );
    }
}
