//! The operations of systems: keeping them, and their tokens.

use serde_json::{Value, json};
use utoipa::{
    ToSchema,
    openapi::{
        ContentBuilder, HttpMethod, Ref, RefOr, Required, Schema,
        path::OperationBuilder,
        request_body::RequestBodyBuilder,
        schema::{ObjectBuilder, Type},
    },
};

use super::{
    collect::Document,
    parameters::parameter,
    pieces::{Door, bare, json_body, operation, refusals, success},
    reads::query,
};
use crate::dto::{
    accounts::NoMore,
    clients::{
        ClientOut, ClientReceipt, ClientsAsked, ClientsOut, NewClient, NewSecret, ServerMetadata,
        SystemToken, TokenRefusal,
    },
};

const LIST: &[u16] = &[400, 401, 403, 406, 422, 500, 503];
const READ: &[u16] = &[400, 401, 404, 406, 500, 503];
const CREATION: &[u16] = &[400, 401, 403, 406, 408, 409, 413, 415, 422, 500, 503];
const CHANGE: &[u16] = &[
    400, 401, 403, 404, 406, 408, 409, 412, 413, 415, 422, 428, 500, 503,
];

const WHO: &str = "By an administrator of the office whose system it is, or of one above it.";
const HEADS: &str = "By an administrator of the office whose system it is, or of one above it, or by the head of the \
office.";
const OFFICE: &str = "0192f0c1-7f00-7000-8000-000000000004";

/// Adds them.
pub(super) fn add(doc: &mut Document) {
    reads(doc);
    creation(doc);
    change::<NewSecret>(
        doc,
        "/secrets",
        (
            "make_client_secret",
            "Make a further secret of a system",
            "For other scopes, or to replace one: make the new one, let the system use it, end the old one. A system has \
             at most ten in force. One with more scopes than those in force that were confirmed waits to be confirmed. \
             The secret is in the first answer alone.",
            WHO,
        ),
        json!({ "scopes": ["sanctions:read"], "days": 30 }),
    );
    change::<NoMore>(
        doc,
        "/secrets/{secret_id}/end",
        (
            "end_client_secret",
            "End a secret of a system",
            "Its tokens stop at the next request.",
            HEADS,
        ),
        json!({}),
    );
    change::<NoMore>(
        doc,
        "/confirmation",
        (
            "confirm_client",
            "Confirm a system",
            "Until then its secrets get no token (`unauthorized_client`). Confirms the secrets in force with the roles that \
             it has, as the caller read them (`If-Match`). A further role, or a secret with more scopes, waits anew.",
            "By somebody of head's rank at the office whose system it is (docs/procedure/seeing.md), who neither made it \
             nor a secret of it, nor gave it a role.",
        ),
        json!({}),
    );
    change::<NoMore>(
        doc,
        "/end",
        (
            "end_client",
            "End a system",
            "With all its secrets; its tokens stop at the next request. What it did stays on record.",
            HEADS,
        ),
        json!({}),
    );
    token(doc);
    metadata(doc);
}

fn reads(doc: &mut Document) {
    let clients = doc.schema::<ClientsOut>();
    let all = operation(
        "list_clients",
        "List the systems of an office",
        &format!(
            "With their roles and secrets, ended ones too; never the secrets themselves. {HEADS}"
        ),
        "session",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("The systems.", clients, &[]).build());
    doc.add(
        HttpMethod::Get,
        "/v1/clients",
        refusals(query::<ClientsAsked>(all), LIST, Door::Token).build(),
    );
    let client = doc.schema::<ClientOut>();
    let one = operation(
        "read_client",
        "Read a system",
        &format!("With its roles and secrets. The `ETag` is its version. {HEADS}"),
        "session",
    )
    .parameter_ref(parameter("ClientId"))
    .parameter_ref(parameter("AcceptLanguage"))
    .parameter_ref(parameter("IfNoneMatch"))
    .response("200", success("The system.", client, &["ETag"]).build())
    .response("304", bare("Nothing was changed since.", &["ETag"]));
    doc.add(
        HttpMethod::Get,
        "/v1/clients/{client_id}",
        refusals(one, READ, Door::Token).build(),
    );
}

fn creation(doc: &mut Document) {
    let (body, receipt) = (doc.schema::<NewClient>(), doc.schema::<ClientReceipt>());
    let example = json!({
        "name": "SIMPEG Banyuwangi", "office_id": OFFICE, "role": "personnel_unit", "from": "2024-05-25",
        "scopes": ["sanctions:act", "sanctions:read"], "days": 90
    });
    let make = operation(
        "make_client",
        "Make a system of an office",
        &format!(
            "An account that nobody signs in with, with its first role and its first secret. It acts with its roles as a \
             person would, within the scopes of its secret; the journal says that a system did. Roles are given and ended \
             as those of accounts, by its `client_id`. It gets no token before the head of the office confirmed it \
             (`…/confirmation`). The secret is in the first answer alone: a repeated request is \
             answered without it. {WHO}"
        ),
        "session",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .parameter_ref(parameter("IdempotencyKey"))
    .request_body(json_body("The system.", body, example))
    .response(
        "201",
        success("The system was made.", receipt, &["ETag", "Location"]).build(),
    );
    doc.add(
        HttpMethod::Post,
        "/v1/clients",
        refusals(make, CREATION, Door::Token).build(),
    );
}

/// One change: its address under the system, its name, what it is for, its body and an example.
fn change<T: ToSchema + 'static>(
    doc: &mut Document,
    path: &str,
    (id, summary, about, who): (&str, &str, &str, &str),
    example: Value,
) {
    let (body, receipt) = (doc.schema::<T>(), doc.schema::<ClientReceipt>());
    let mut made: OperationBuilder = operation(id, summary, &format!("{about} {who}"), "session")
        .parameter_ref(parameter("ClientId"));
    if path.contains("{secret_id}") {
        made = made.parameter_ref(parameter("SecretId"));
    }
    let made = made
        .parameter_ref(parameter("AcceptLanguage"))
        .parameter_ref(parameter("IfMatch"))
        .parameter_ref(parameter("IdempotencyKey"))
        .request_body(json_body("The change.", body, example))
        .response(
            "200",
            success("The system was changed.", receipt, &["ETag", "Location"]).build(),
        );
    doc.add(
        HttpMethod::Post,
        format!("/v1/clients/{{client_id}}{path}"),
        refusals(made, CHANGE, Door::Token).build(),
    );
}

fn token(doc: &mut Document) {
    let (out, refusal) = (doc.schema::<SystemToken>(), doc.schema::<TokenRefusal>());
    let field = |about: &str, most: usize| {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(about))
            .min_length(Some(1))
            .max_length(Some(most))
    };
    let form = ObjectBuilder::new()
        .property(
            "grant_type",
            ObjectBuilder::new()
                .schema_type(Type::String)
                .enum_values(Some(["client_credentials"])),
        )
        .property("client_id", field("Left out where `Basic` names it.", 100))
        .property(
            "client_secret",
            field("Left out where `Basic` has it.", 200),
        )
        .property(
            "scope",
            field(
                "Codes between spaces; all of the secret's where it is left out.",
                1000,
            ),
        )
        .required("grant_type");
    let content = ContentBuilder::new()
        .schema(Some(Schema::from(form.build())))
        .example(Some(json!({
            "grant_type": "client_credentials", "client_id": "0192f0c1-7f00-7000-8000-000000000009",
            "client_secret": "ncs_6mN1hVfS0zG7oX9sQ2kLwYtB4cR8dPjEaUiHxZvMnTg", "scope": "sanctions:read"
        })))
        .build();
    let body = RequestBodyBuilder::new()
        .description(Some("As RFC 6749 says it."))
        .content("application/x-www-form-urlencoded", content)
        .required(Some(Required::True))
        .build();
    let made = operation(
        "get_system_token",
        "Get a token for a system",
        "The client credentials grant of OAuth 2 (RFC 6749, section 4.4). The client shows its secret in a `Basic` header \
         or in the body, never in both. An unknown client and a secret that does not fit, lapsed or was ended are \
         answered alike; a secret that fits and was not confirmed is answered `unauthorized_client`. The token does what its scopes and the roles of the system at its office allow, and stops when \
         the secret, the role or the system ends.",
        "session",
    )
    .request_body(Some(body))
    .response("200", success("The token.", out, &[]).build())
    .response("400", success("Why not.", refusal.clone(), &[]).build())
    .response(
        "401",
        success("Why not.", refusal, &["WWW-Authenticate"]).build(),
    );
    doc.add(
        HttpMethod::Post,
        "/oauth2/token",
        refusals(made, &[408, 413, 415, 500, 503], Door::Open).build(),
    );
}

fn metadata(doc: &mut Document) {
    let out: RefOr<Schema> = doc.schema::<ServerMetadata>();
    let read = operation(
        "read_authorization_server",
        "Read how systems get tokens",
        "The metadata of the authorisation server (RFC 8414).",
        "session",
    )
    .response("200", success("The answer.", out, &[]).build());
    doc.add(
        HttpMethod::Get,
        "/.well-known/oauth-authorization-server",
        refusals(read, &[400, 500], Door::Open).build(),
    );
}

/// What scopes mean for an operation: a system's token as another way in, and the refusal where it is not for it.
pub(super) fn scope(document: &mut utoipa::openapi::OpenApi) {
    use actix_web::http::Method;
    use utoipa::openapi::security::SecurityRequirement;

    for (path, item) in &mut document.paths.paths {
        let both = [
            (Method::GET, item.get.as_mut()),
            (Method::POST, item.post.as_mut()),
        ];
        for (method, operation) in both {
            let Some(operation) = operation else { continue };
            let asks = operation.responses.responses.contains_key("401")
                && path.starts_with("/v1/")
                && operation.security.as_ref().is_some_and(|all| {
                    all.iter().any(|one| *one != SecurityRequirement::default())
                });
            if !asks {
                continue;
            }
            if let Some(scope) = crate::scopes::scope_of(&method, path) {
                let requirement = SecurityRequirement::new(super::collect::SYSTEM, [scope.code()]);
                operation.security.get_or_insert_default().push(requirement);
            }
            let refused = RefOr::Ref(Ref::from_response_name("Forbidden"));
            let responses = &mut operation.responses.responses;
            responses.entry("403".to_owned()).or_insert(refused);
        }
    }
}
