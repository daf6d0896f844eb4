//! The operations of sessions.

use serde_json::{Value, json};
use utoipa::openapi::HttpMethod;

use super::{
    collect::Document,
    examples,
    parameters::parameter,
    pieces::{Door, json_body, operation, refusals, success},
};
use crate::dto::{
    accounts::NoMore,
    session::{KeySet, Renewal, SessionsEnded, SessionsOut, SignIn, SignedIn},
};

const ENTRY: &[u16] = &[400, 401, 406, 408, 413, 415, 422, 500, 503];
const SIGN_IN: &[u16] = &[400, 401, 406, 408, 413, 415, 422, 429, 500, 503];
const READ: &[u16] = &[400, 401, 406, 500, 503];
const END: &[u16] = &[400, 401, 404, 406, 408, 413, 415, 422, 500, 503];

/// Adds them.
pub(super) fn add(doc: &mut Document) {
    let keys = doc.schema::<KeySet>();
    let read = operation(
        "read_key_set",
        "Read the public keys of the tokens",
        "A JSON Web Key Set (RFC 7517).",
        "session",
    )
    .response("200", success("The answer.", keys, &[]).build());
    doc.add(
        HttpMethod::Get,
        "/.well-known/jwks.json",
        refusals(read, &[400, 500], Door::Open).build(),
    );
    entry(doc);
    own(doc);
}

fn entry(doc: &mut Document) {
    let (body, out) = (doc.schema::<SignIn>(), doc.schema::<SignedIn>());
    let enter = operation(
        "sign_in",
        "Sign in",
        "Begins a session: a short-lived token for user name and password, and a refresh token that renews it. The \
         token says who and for which office; roles are read when an act is done. Where a second factor stands, `code` \
         is needed too: without it, or with a wrong one, a right password is answered 401 `second_factor_required`. \
         After five tries for one user name from one neighbourhood of addresses the next waits (429), twice as long each \
         time, up to 15 minutes. Whoever sends the `device` of an earlier sign-in waits for tries from that device alone.",
        "session",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .request_body(json_body(
        "User name and password.",
        body,
        examples::sign_in(),
    ))
    .response("200", success("The answer.", out, &[]).build());
    doc.add(
        HttpMethod::Post,
        "/v1/sessions",
        refusals(enter, SIGN_IN, Door::Open).build(),
    );

    let (body, out) = (doc.schema::<Renewal>(), doc.schema::<SignedIn>());
    let example = json!({ "refresh_token": "ntr_6mN1hVfS0zG7oX9sQ2kLwYtB4cR8dPjEaUiHxZvMnTg" });
    let renew = operation(
        "renew_session",
        "Renew a session",
        "Gives a new token and the next refresh token. A refresh token works once: shown again it ends the session, so \
         an answer that was lost means signing in anew. One that is unknown, used, or of a session that ended is \
         answered alike. A session ends 12 hours after it was renewed last, and 7 days after it began.",
        "session",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .request_body(json_body(
        "The refresh token that was given last.",
        body,
        example,
    ))
    .response("200", success("The session runs on.", out, &[]).build());
    doc.add(
        HttpMethod::Post,
        "/v1/sessions/renewal",
        refusals(renew, ENTRY, Door::Open).build(),
    );
}

fn own(doc: &mut Document) {
    let out = doc.schema::<SessionsOut>();
    let all = operation(
        "list_sessions",
        "List the own sessions",
        "The sessions of the caller's account that run, at every office, the newest first.",
        "session",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("The sessions.", out, &[]).build());
    doc.add(
        HttpMethod::Get,
        "/v1/sessions",
        refusals(all, READ, Door::Token).build(),
    );
    end(
        doc,
        ("/v1/sessions/{session_id}/end", END),
        "end_session",
        "End an own session",
        "Its tokens stop at the next request. By whose session it is.",
    );
    end(
        doc,
        ("/v1/sessions/end-all", ENTRY),
        "end_sessions",
        "End every own session",
        "Also the one that asks: signed out everywhere.",
    );
}

fn end(doc: &mut Document, (path, statuses): (&str, &[u16]), id: &str, summary: &str, about: &str) {
    let (body, out) = (doc.schema::<NoMore>(), doc.schema::<SessionsEnded>());
    let nothing: Value = json!({});
    let mut made = operation(id, summary, about, "session");
    if path.contains('{') {
        made = made.parameter_ref(parameter("SessionId"));
    }
    let made = made
        .parameter_ref(parameter("AcceptLanguage"))
        .request_body(json_body("Nothing more.", body, nothing))
        .response("200", success("They ended.", out, &[]).build());
    doc.add(
        HttpMethod::Post,
        path,
        refusals(made, statuses, Door::Token).build(),
    );
}
