//! What many operations share: headers, and one answer per status.

use serde_json::json;
use utoipa::openapi::{
    ComponentsBuilder, Content, ContentBuilder, Deprecated, Header, HeaderBuilder, ObjectBuilder,
    Ref, RefOr, Required, Response, ResponseBuilder, Schema,
    path::OperationBuilder,
    request_body::{RequestBody, RequestBodyBuilder},
    schema::Type,
    security::SecurityRequirement,
};

use super::collect::TOKEN;
use crate::problem::MEDIA_TYPE;

/// Whether an operation needs a token.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Door {
    Open,
    Token,
}

/// Status, name of the component, text, and headers beside the request id.
const REFUSALS: &[(u16, &str, &str, &[&str])] = &[
    (
        400,
        "BadRequest",
        "The request cannot be read: syntax, headers, query.",
        &[],
    ),
    (
        401,
        "Unauthorized",
        "No valid token, or the credentials do not fit.",
        &["WWW-Authenticate"],
    ),
    (
        403,
        "Forbidden",
        "The caller's role or office may not do this.",
        &[],
    ),
    (
        404,
        "NotFound",
        "It does not exist, or the caller may not know that it does.",
        &[],
    ),
    (406, "NotAcceptable", "The caller takes no JSON.", &[]),
    (
        408,
        "RequestTimeout",
        "The body did not arrive in time.",
        &[],
    ),
    (
        409,
        "Conflict",
        "The rules refuse the step, or something like it exists already; the reason is named.",
        &[],
    ),
    (
        410,
        "Gone",
        "It was erased; the certificate stands in the journal of the case.",
        &[],
    ),
    (
        412,
        "PreconditionFailed",
        "The version is stale; the present one is named.",
        &["ETag"],
    ),
    (413, "ContentTooLarge", "The body is too large.", &[]),
    (
        415,
        "UnsupportedMediaType",
        "The body is not plain JSON in UTF-8.",
        &[],
    ),
    (
        422,
        "UnprocessableContent",
        "Fields cannot be taken, all named at once; or the key was used for another request.",
        &[],
    ),
    (428, "PreconditionRequired", "If-Match is missing.", &[]),
    (
        429,
        "TooManyRequests",
        "The quota of the account or of the network's neighbourhood is used up, or too many tries were wrong; nothing was done.",
        &["Retry-After"],
    ),
    (
        500,
        "InternalServerError",
        "A fault of the server; nothing was written.",
        &[],
    ),
    (
        503,
        "ServiceUnavailable",
        "Busy, or a list or search that would take too long; nothing was written.",
        &["Retry-After"],
    ),
];

/// Every header that an answer can declare: name, component, text, schema.
fn headers() -> [(&'static str, &'static str, Header); 10] {
    let header = |text: &str, schema: ObjectBuilder| {
        HeaderBuilder::new()
            .description(Some(text))
            .schema(Some(Schema::from(schema.build())))
            .build()
    };
    let tag = || text().pattern(Some(TAG)).examples([json!("\"1\"")]);
    let seconds = ObjectBuilder::new()
        .schema_type(Type::Integer)
        .minimum(Some(1))
        .examples([json!(1)]);
    [
        (
            "X-Request-Id",
            "XRequestId",
            header(
                "Ties the answer to the server's log.",
                text().examples([json!("0192f0c1-7f00-7000-8000-000000000001")]),
            ),
        ),
        (
            "ETag",
            "ETag",
            header(
                "The version of the track, quoted; send it as `If-Match`.",
                tag(),
            ),
        ),
        (
            "FileTag",
            "FileTag",
            header(
                "The SHA-256 of the file, quoted.",
                text()
                    .pattern(Some("^\"[0-9a-f]{64}\"$"))
                    .examples([json!(format!("\"{}\"", "0".repeat(64)))]),
            ),
        ),
        (
            "Content-Disposition",
            "ContentDisposition",
            header(
                "Always `attachment`; the name in plain and in full (RFC 6266).",
                text().examples([json!(
                    "attachment; filename=\"berkas-0192f0c17f00.pdf\"; filename*=UTF-8''surat.pdf"
                )]),
            ),
        ),
        (
            "Content-Digest",
            "ContentDigest",
            header(
                "The SHA-256 of the bytes (RFC 9530).",
                text().examples([json!(
                    "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:"
                )]),
            ),
        ),
        (
            "Location",
            "Location",
            header(
                "The address of the track.",
                text().examples([json!("/v1/cases/0192f0c1-7f00-7000-8000-000000000001")]),
            ),
        ),
        (
            "Retry-After",
            "RetryAfter",
            header("Seconds to wait before the same request.", seconds),
        ),
        (
            "RateLimit-Policy",
            "RateLimitPolicy",
            header(
                "The quota that the request counts against: `q` requests in `w` seconds. Absent where nothing is \
                 counted (draft-ietf-httpapi-ratelimit-headers-11).",
                text().examples([json!("\"read\";q=1200;w=60")]),
            ),
        ),
        (
            "RateLimit",
            "RateLimit",
            header(
                "What is left of it: `r` requests may come at once; sent over `t` seconds they come back meanwhile.",
                text().examples([json!("\"read\";r=1199;t=60")]),
            ),
        ),
        (
            "WWW-Authenticate",
            "WwwAuthenticate",
            header(
                "How to sign in.",
                text().examples([json!("Bearer realm=\"netralitas\"")]),
            ),
        ),
    ]
}

/// The headers of whatever counts against a quota: name, component.
pub(super) const LIMIT_HEADERS: [(&str, &str); 2] = [
    ("RateLimit-Policy", "RateLimitPolicy"),
    ("RateLimit", "RateLimit"),
];

/// The form of a version tag.
pub(super) const TAG: &str = "^\"[1-9][0-9]{0,17}\"$";

/// Adds the shared pieces to the components.
pub(super) fn add(mut components: ComponentsBuilder) -> ComponentsBuilder {
    for (_, component, header) in headers() {
        components = components.header(component, header);
    }
    for (_, component, about, names) in REFUSALS {
        let schema: RefOr<Schema> = Ref::from_schema_name("Problem").into();
        let response = ResponseBuilder::new()
            .description(*about)
            .content(MEDIA_TYPE, content(schema));
        let limits = LIMIT_HEADERS.iter().map(|(name, _)| *name);
        let names: Vec<&str> = names.iter().copied().chain(limits).collect();
        components = components.response(*component, with_headers(response, &names).build());
    }
    components
}

fn with_headers(mut response: ResponseBuilder, names: &[&str]) -> ResponseBuilder {
    for (name, component, _) in headers()
        .iter()
        .filter(|h| h.0 == "X-Request-Id" || names.contains(&h.0))
    {
        // A file's tag is a tag like others, with a form of its own.
        let name = if *name == "FileTag" { "ETag" } else { *name };
        response = response.header_ref(name, Ref::new(format!("#/components/headers/{component}")));
    }
    response
}

/// A success with a JSON body and these headers beside the request id.
pub(super) fn success(about: &str, schema: RefOr<Schema>, names: &[&str]) -> ResponseBuilder {
    with_headers(
        ResponseBuilder::new()
            .description(about)
            .content("application/json", content(schema)),
        names,
    )
}

/// A success whose body is the bytes of a file.
pub(super) fn binary<'k>(
    about: &str,
    kinds: impl Iterator<Item = &'k str>,
    names: &[&str],
) -> Response {
    let response = kinds.fold(
        ResponseBuilder::new().description(about),
        |response, kind| response.content(kind, ContentBuilder::new().build()),
    );
    with_headers(response, names).build()
}

/// A success without a body.
pub(super) fn bare(about: &str, names: &[&str]) -> Response {
    with_headers(ResponseBuilder::new().description(about), names).build()
}

/// The refusals of an operation and its door.
pub(super) fn refusals(
    mut operation: OperationBuilder,
    statuses: &[u16],
    door: Door,
) -> OperationBuilder {
    for (status, component, ..) in REFUSALS {
        if statuses.contains(status) {
            operation = operation.response(
                status.to_string(),
                RefOr::Ref(Ref::from_response_name(*component)),
            );
        }
    }
    match door {
        Door::Token => operation.security(SecurityRequirement::new(TOKEN, Vec::<String>::new())),
        // An empty requirement: no token is asked for.
        Door::Open => operation.security(SecurityRequirement::default()),
    }
}

/// An operation with its names.
pub(super) fn operation(id: &str, summary: &str, description: &str, tag: &str) -> OperationBuilder {
    OperationBuilder::new()
        .operation_id(Some(id))
        .summary(Some(summary))
        .description(Some(description))
        .tag(tag)
        .deprecated(None::<Deprecated>)
}

/// A JSON body with an example.
pub(super) fn json_body(
    about: &str,
    schema: RefOr<Schema>,
    example: serde_json::Value,
) -> Option<RequestBody> {
    let content = ContentBuilder::new()
        .schema(Some(schema))
        .example(Some(example))
        .build();
    Some(
        RequestBodyBuilder::new()
            .description(Some(about))
            .content("application/json", content)
            .required(Some(Required::True))
            .build(),
    )
}

fn content(schema: RefOr<Schema>) -> Content {
    ContentBuilder::new().schema(Some(schema)).build()
}

/// A schema of text.
pub(super) fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}
