//! The operations of the own account.

use serde_json::{Value, json};
use utoipa::{ToSchema, openapi::HttpMethod};

use super::{
    collect::Document,
    parameters::parameter,
    pieces::{Door, json_body, operation, refusals, success},
};
use crate::dto::own::{
    OwnOut, OwnPassword, PasswordChange, PasswordChanged, RecoveryCodes, SecondFactorCode,
    SecondFactorProof, SecondFactorStarted, SecondFactorState,
};

const READ: &[u16] = &[400, 401, 406, 500, 503];
const CHANGE: &[u16] = &[400, 401, 406, 408, 413, 415, 422, 429, 500, 503];
const FACTOR: &[u16] = &[400, 401, 406, 408, 409, 413, 415, 422, 429, 500, 503];

const TRIES: &str = "A wrong password or code counts as at sign-in: after five the next waits.";

/// Adds them.
pub(super) fn add(doc: &mut Document) {
    let out = doc.schema::<OwnOut>();
    let read = operation(
        "read_own_account",
        "Read the own account",
        "Who signed in, the offices and roles of today, and whether a second factor is asked for.",
        "session",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("The account.", out, &[]).build());
    doc.add(
        HttpMethod::Get,
        "/v1/own",
        refusals(read, READ, Door::Token).build(),
    );

    // Of nobody: a client that tries the examples changes nothing.
    let (password, code) = ("kata sandi yang sekarang", "123456");
    change::<PasswordChange, PasswordChanged>(
        doc,
        ("password", CHANGE),
        (
            "change_own_password",
            "Change the own password",
            "Every other session ends. A new password has at least 15 characters, beside a second factor 8, and at \
             most 256; no kinds of characters are demanded. Refused is what stands on a list of common ones or is made \
             of the names of the account, its holder and its offices.",
        ),
        json!({ "current": password, "new": "empat kata acak pilihan sendiri" }),
    );
    change::<OwnPassword, SecondFactorStarted>(
        doc,
        ("second-factor", FACTOR),
        (
            "start_second_factor",
            "Start a second factor",
            "Gives a secret for an authenticator app (RFC 6238: SHA-1, six digits, 30 seconds), once. It is asked for \
             when a code has confirmed it; until then starting again gives another.",
        ),
        json!({ "password": password }),
    );
    change::<SecondFactorCode, RecoveryCodes>(
        doc,
        ("second-factor/confirmation", FACTOR),
        (
            "confirm_second_factor",
            "Confirm a second factor",
            "By a code of the app. From now on a code is asked for at sign-in. Gives ten recovery codes, once.",
        ),
        json!({ "code": code }),
    );
    change::<SecondFactorProof, SecondFactorState>(
        doc,
        ("second-factor/end", FACTOR),
        (
            "end_second_factor",
            "End the second factor",
            "With the password and a code. The password must be long enough to stand alone.",
        ),
        json!({ "password": password, "code": code }),
    );
    change::<SecondFactorProof, RecoveryCodes>(
        doc,
        ("recovery-codes", FACTOR),
        (
            "make_recovery_codes",
            "Make new recovery codes",
            "Ten, shown once; those before are void.",
        ),
        json!({ "password": password, "code": code }),
    );
}

/// One change: its address under the own account with its statuses, its name, what it is for, and an example.
fn change<I: ToSchema + 'static, O: ToSchema + 'static>(
    doc: &mut Document,
    (path, statuses): (&str, &[u16]),
    (id, summary, about): (&str, &str, &str),
    example: Value,
) {
    let (body, out) = (doc.schema::<I>(), doc.schema::<O>());
    let made = operation(id, summary, &format!("{about} {TRIES}"), "session")
        .parameter_ref(parameter("AcceptLanguage"))
        .request_body(json_body("What is needed for it.", body, example))
        .response("200", success("It was done.", out, &[]).build());
    doc.add(
        HttpMethod::Post,
        format!("/v1/own/{path}"),
        refusals(made, statuses, Door::Token).build(),
    );
}
