//! The operations of identities at outside issuers.

use serde_json::{Value, json};
use utoipa::{ToSchema, openapi::HttpMethod};

use super::{
    collect::Document,
    parameters::parameter,
    pieces::{Door, json_body, operation, refusals, success},
};
use crate::dto::{
    accounts::NoMore,
    identities::{IdentitiesOut, IdentityReceipt, NewIdentity},
};

const READ: &[u16] = &[400, 401, 404, 406, 500, 503];
const CHANGE: &[u16] = &[
    400, 401, 403, 404, 406, 408, 409, 412, 413, 415, 422, 428, 500, 503,
];
const WHO: &str = "By who keeps every office at which the account has a role; by nobody for an account of his own.";
const PATH: &str = "/v1/accounts/{account_id}/identities";

/// Adds them.
pub(super) fn add(doc: &mut Document) {
    let out = doc.schema::<IdentitiesOut>();
    let all = operation(
        "list_identities",
        "List who an account is at outside issuers",
        "Tokens of these issuers for these subjects are taken as the account's, for the office of the link.",
        "session",
    )
    .parameter_ref(parameter("AccountId"))
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("The links.", out, &[]).build());
    doc.add(
        HttpMethod::Get,
        PATH,
        refusals(all, READ, Door::Token).build(),
    );
    change::<NewIdentity>(
        doc,
        PATH,
        (
            "link_identity",
            "Link an account to an outside issuer",
            "By issuer and subject, exactly as the issuer's tokens name them; never by a mail address. One subject is one \
             account.",
        ),
        json!({
            "issuer": "https://sso.example.go.id", "subject": "b3f1c6de-77",
            "office_id": "0192f0c1-7f00-7000-8000-000000000004"
        }),
    );
    change::<NoMore>(
        doc,
        &format!("{PATH}/{{identity_id}}/end"),
        (
            "unlink_identity",
            "Unlink an account from an outside issuer",
            "Tokens of that issuer stop at the next request.",
        ),
        json!({}),
    );
}

fn change<T: ToSchema + 'static>(
    doc: &mut Document,
    path: &str,
    (id, summary, about): (&str, &str, &str),
    example: Value,
) {
    let (body, receipt) = (doc.schema::<T>(), doc.schema::<IdentityReceipt>());
    let mut made = operation(id, summary, &format!("{about} {WHO}"), "session")
        .parameter_ref(parameter("AccountId"));
    if path.contains("{identity_id}") {
        made = made.parameter_ref(parameter("IdentityId"));
    }
    let made = made
        .parameter_ref(parameter("AcceptLanguage"))
        .parameter_ref(parameter("IfMatch"))
        .parameter_ref(parameter("IdempotencyKey"))
        .request_body(json_body("The change.", body, example))
        .response(
            "200",
            success("The account was changed.", receipt, &["ETag", "Location"]).build(),
        );
    doc.add(
        HttpMethod::Post,
        path,
        refusals(made, CHANGE, Door::Token).build(),
    );
}
