//! The operations of accounts.

use serde_json::{Value, json};
use utoipa::{
    ToSchema,
    openapi::{HttpMethod, path::OperationBuilder},
};

use super::{
    collect::Document,
    parameters::parameter,
    pieces::{Door, bare, json_body, operation, refusals, success},
    reads::query,
};
use crate::dto::accounts::{
    Acceptance, AcceptanceOut, AccountJournal, AccountOut, AccountReceipt, AccountsAsked,
    AccountsOut, Departure, NewAccountBody, NewRole, NoMore, RoleEnd,
};

const LIST: &[u16] = &[400, 401, 403, 406, 422, 500, 503];
const READ: &[u16] = &[400, 401, 404, 406, 500, 503];
const CREATION: &[u16] = &[400, 401, 403, 406, 408, 409, 413, 415, 422, 500, 503];
const CHANGE: &[u16] = &[
    400, 401, 403, 404, 406, 408, 409, 412, 413, 415, 422, 428, 500, 503,
];
const ACCEPTANCE: &[u16] = &[400, 401, 406, 408, 413, 415, 422, 500, 503];

const WHO: &str = "By an administrator of the office of the role, or of one above it; what is of the account and no role \
(closing, opening, inviting), by who keeps every office at which it has one (else 409 `roles_elsewhere`); by nobody for an \
account of his own.";
const READS: &str = "By an administrator of an office at which the account has, had or will have a role, or of one above \
it; what is of other offices is left out unless he keeps them all.";
const OFFICE: &str = "0192f0c1-7f00-7000-8000-000000000004";

/// Adds them.
pub(super) fn add(doc: &mut Document) {
    reads(doc);
    creation(doc);
    changes(doc);
    acceptance(doc);
}

fn reads(doc: &mut Document) {
    let accounts = doc.schema::<AccountsOut>();
    let all = operation(
        "list_accounts",
        "List the accounts of an office",
        "Every account that has, had or will have a role at the office, by user name, with its roles there. By an \
         administrator of that office, or of one above it.",
        "session",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("The accounts.", accounts, &[]).build());
    doc.add(
        HttpMethod::Get,
        "/v1/accounts",
        refusals(query::<AccountsAsked>(all), LIST, Door::Token).build(),
    );

    let account = doc.schema::<AccountOut>();
    let one = operation(
        "read_account",
        "Read an account",
        &format!("The account with its roles. The `ETag` is its version. {READS}"),
        "session",
    )
    .parameter_ref(parameter("AccountId"))
    .parameter_ref(parameter("AcceptLanguage"))
    .parameter_ref(parameter("IfNoneMatch"))
    .response("200", success("The account.", account, &["ETag"]).build())
    .response("304", bare("Nothing was changed since.", &["ETag"]));
    doc.add(
        HttpMethod::Get,
        "/v1/accounts/{account_id}",
        refusals(one, READ, Door::Token).build(),
    );

    let journal = doc.schema::<AccountJournal>();
    let events = operation(
        "read_account_journal",
        "Read what happened to an account",
        &format!("Who changed what, and when; nothing is ever removed. The newest 200. {READS}"),
        "session",
    )
    .parameter_ref(parameter("AccountId"))
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("The records.", journal, &[]).build());
    doc.add(
        HttpMethod::Get,
        "/v1/accounts/{account_id}/journal",
        refusals(events, READ, Door::Token).build(),
    );
}

fn creation(doc: &mut Document) {
    let (body, receipt) = (
        doc.schema::<NewAccountBody>(),
        doc.schema::<AccountReceipt>(),
    );
    let example = json!({
        "username": "staf2.banyuwangi", "display_name": "Staf penanganan pelanggaran 2", "office_id": OFFICE,
        "role": "violations_staff", "from": "2024-05-25"
    });
    let make = operation(
        "make_account",
        "Make an account",
        "With its first role, and an invitation by which its holder sets a password. The invitation is in the first \
         answer alone: a repeated request is answered without it. By an administrator of the office, or of one above it; at the head of another institution the \
         administrator of the Bawaslu office at the top gives the first `administrator`, and nothing else.",
        "session",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .parameter_ref(parameter("IdempotencyKey"))
    .request_body(json_body("The account.", body, example))
    .response(
        "201",
        success("The account was made.", receipt, &["ETag", "Location"]).build(),
    );
    doc.add(
        HttpMethod::Post,
        "/v1/accounts",
        refusals(make, CREATION, Door::Token).build(),
    );
}

/// One change: its address under the account, its name, what it is for, its body and an example.
fn change<T: ToSchema + 'static>(
    doc: &mut Document,
    path: &str,
    (id, summary, about): (&str, &str, &str),
    example: Value,
) {
    let (body, receipt) = (doc.schema::<T>(), doc.schema::<AccountReceipt>());
    let made: OperationBuilder = operation(id, summary, &format!("{about} {WHO}"), "session")
        .parameter_ref(parameter("AccountId"))
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
        format!("/v1/accounts/{{account_id}}/{path}"),
        refusals(made, CHANGE, Door::Token).build(),
    );
}

fn changes(doc: &mut Document) {
    change::<NewRole>(
        doc,
        "roles",
        (
            "give_role",
            "Give a role",
            "A role at an office, from a day. Who manages accounts has no role beside it that reads cases.",
        ),
        json!({ "office_id": OFFICE, "role": "member", "from": "2024-06-01" }),
    );
    change::<RoleEnd>(
        doc,
        "role-ends",
        (
            "end_role",
            "End a role",
            "After its last day the account may do nothing by it; tokens that were given before say nothing of roles.",
        ),
        json!({ "office_id": OFFICE, "role": "member", "last_day": "2024-12-31" }),
    );
    change::<Departure>(
        doc,
        "departure",
        (
            "end_roles_at_office",
            "End every role at an office",
            "An officer leaves. What is assigned to him is handed over before (`hand_over_assignments`): while \
             anything is, the departure is refused.",
        ),
        json!({ "office_id": OFFICE, "last_day": "2024-12-31" }),
    );
    change::<NoMore>(
        doc,
        "closing",
        (
            "shut_account",
            "Shut an account",
            "Nobody signs in with it, and its tokens stop working at once.",
        ),
        json!({}),
    );
    change::<NoMore>(
        doc,
        "opening",
        ("open_account", "Open a shut account", "It works as before."),
        json!({}),
    );
    change::<NoMore>(
        doc,
        "invitation",
        (
            "invite_account",
            "Invite the holder of an account anew",
            "The password stops working at once; the holder sets a new one by the invitation, which is in the first \
             answer alone.",
        ),
        json!({}),
    );
}

fn acceptance(doc: &mut Document) {
    let (body, out) = (doc.schema::<Acceptance>(), doc.schema::<AcceptanceOut>());
    let example = json!({
        "invitation": "0123W-ABCDE-FGH45-JKMNP-QRSTV-W", "password": "empat kata acak pilihan sendiri"
    });
    let accept = operation(
        "accept_invitation",
        "Accept an invitation",
        "Sets the password of the account. An invitation that is unknown, used, or lapsed is answered alike.",
        "session",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .request_body(json_body("The invitation and the password.", body, example))
    .response("200", success("The password is set.", out, &[]).build());
    doc.add(
        HttpMethod::Post,
        "/v1/invitations/acceptance",
        refusals(accept, ACCEPTANCE, Door::Open).build(),
    );
}
