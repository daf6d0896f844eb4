//! The parameters that many operations share.

use serde_json::json;
use utoipa::openapi::{
    ComponentsBuilder, ObjectBuilder, Ref, Required, Schema,
    path::{Parameter, ParameterBuilder, ParameterIn},
    schema::{KnownFormat, SchemaFormat},
};

use super::pieces::{TAG, text};

/// A reference to one of the shared parameters.
pub(super) fn parameter(component: &str) -> Ref {
    Ref::new(format!("#/components/parameters/{component}"))
}

/// Adds them to the components.
pub(super) fn add(mut components: ComponentsBuilder) -> ComponentsBuilder {
    for (component, parameter) in parameters() {
        components = components.parameter(component, parameter);
    }
    components
}

fn parameters() -> [(&'static str, Parameter); 23] {
    let made =
        |name: &str, place: ParameterIn, required: Required, about: &str, schema: ObjectBuilder| {
            ParameterBuilder::new()
                .name(name)
                .parameter_in(place)
                .required(required)
                .description(Some(about))
                .schema(Some(Schema::from(schema.build())))
                .build()
        };
    let uuid = || {
        text()
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)))
            .examples([json!("0192f0c1-7f00-7000-8000-000000000001")])
    };
    let language = text().examples([json!("en")]);
    let key = text()
        .min_length(Some(1))
        .max_length(Some(255))
        .pattern(Some("^[!-~]+$"))
        .examples([json!("7d5d1f0e-1")]);
    let version = text()
        .max_length(Some(20))
        .pattern(Some(TAG))
        .examples([json!("\"1\"")]);
    let seen = text().examples([json!("\"1\"")]);
    let digest = || {
        text().max_length(Some(500)).examples([json!(
            "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:"
        )])
    };
    let file = text()
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)))
        .examples([json!("0192f0c1-7f00-7000-8000-000000000006")]);
    let file_name = text()
        .max_length(Some(1000))
        .examples([json!("attachment; filename*=UTF-8''surat%20menteri.pdf")]);
    [
        (
            "FileId",
            made(
                "file_id",
                ParameterIn::Path,
                Required::True,
                "The file.",
                file,
            ),
        ),
        (
            "FileName",
            made(
                "Content-Disposition",
                ParameterIn::Header,
                Required::True,
                "`attachment` with the file's name as `filename` or `filename*` (RFC 6266), at most 200 characters.",
                file_name,
            ),
        ),
        (
            "ContentDigest",
            made(
                "Content-Digest",
                ParameterIn::Header,
                Required::False,
                "`sha-256` of the bytes (RFC 9530); another digest alone is refused, for nothing would be checked.",
                digest(),
            ),
        ),
        (
            "ReprDigest",
            made(
                "Repr-Digest",
                ParameterIn::Header,
                Required::False,
                "The same as `Content-Digest`.",
                digest(),
            ),
        ),
        (
            "TrackId",
            made(
                "track_id",
                ParameterIn::Path,
                Required::True,
                "The track; a case's own track has the case's identifier.",
                uuid(),
            ),
        ),
        (
            "NoteId",
            made(
                "note_id",
                ParameterIn::Path,
                Required::True,
                "The note.",
                uuid(),
            ),
        ),
        (
            "ApprovalId",
            made(
                "approval_id",
                ParameterIn::Path,
                Required::True,
                "The act that waits for a second person.",
                uuid(),
            ),
        ),
        (
            "UnsealingId",
            made(
                "unsealing_id",
                ParameterIn::Path,
                Required::True,
                "The opening of identities.",
                uuid(),
            ),
        ),
        (
            "ErasureId",
            made(
                "erasure_id",
                ParameterIn::Path,
                Required::True,
                "The erasure.",
                uuid(),
            ),
        ),
        (
            "MeetingId",
            made(
                "meeting_id",
                ParameterIn::Path,
                Required::True,
                "The plenary meeting.",
                uuid(),
            ),
        ),
        (
            "OfficeId",
            made(
                "office_id",
                ParameterIn::Path,
                Required::True,
                "The office.",
                uuid(),
            ),
        ),
        (
            "TicketId",
            made(
                "ticket_id",
                ParameterIn::Path,
                Required::True,
                "The ticket.",
                uuid(),
            ),
        ),
        (
            "Reference",
            made(
                "reference",
                ParameterIn::Path,
                Required::True,
                "The reference of a ticket, as people type it.",
                text()
                    .min_length(Some(1))
                    .max_length(Some(40))
                    .examples([json!("7K2MQ-X4T9B")]),
            ),
        ),
        (
            "SessionId",
            made(
                "session_id",
                ParameterIn::Path,
                Required::True,
                "The session.",
                uuid(),
            ),
        ),
        (
            "ClientId",
            made(
                "client_id",
                ParameterIn::Path,
                Required::True,
                "The system.",
                uuid(),
            ),
        ),
        (
            "SecretId",
            made(
                "secret_id",
                ParameterIn::Path,
                Required::True,
                "The secret.",
                uuid(),
            ),
        ),
        (
            "IdentityId",
            made(
                "identity_id",
                ParameterIn::Path,
                Required::True,
                "The link to an outside issuer.",
                uuid(),
            ),
        ),
        (
            "AccountId",
            made(
                "account_id",
                ParameterIn::Path,
                Required::True,
                "The account.",
                uuid(),
            ),
        ),
        (
            "LawChangeId",
            made(
                "law_change_id",
                ParameterIn::Path,
                Required::True,
                "The change of the law book.",
                uuid(),
            ),
        ),
        (
            "AcceptLanguage",
            made(
                "Accept-Language",
                ParameterIn::Header,
                Required::False,
                "`id` (default) or `en`; anything else is Indonesian.",
                language,
            ),
        ),
        (
            "IdempotencyKey",
            made(
                "Idempotency-Key",
                ParameterIn::Header,
                Required::True,
                "A new key for every command, the same when repeating it.",
                key,
            ),
        ),
        (
            "IfMatch",
            made(
                "If-Match",
                ParameterIn::Header,
                Required::True,
                "The ETag of the track as it was read.",
                version,
            ),
        ),
        (
            "IfNoneMatch",
            made(
                "If-None-Match",
                ParameterIn::Header,
                Required::False,
                "ETags that the caller has; when one of them is the present one, the answer is 304.",
                seen,
            ),
        ),
    ]
}
