//! Uploads, downloads, and a paper for many tracks.

use netralitas_app::papers::files::TYPES;
use netralitas_domain::procedure::{BodyShape, Rule, operations};
use serde_json::json;
use utoipa::{
    IntoParams as _,
    openapi::{
        ContentBuilder, HttpMethod, Required,
        path::ParameterIn,
        request_body::{RequestBody, RequestBodyBuilder},
    },
};

use super::{
    acts::described,
    collect::Document,
    parameters::parameter,
    pieces::{Door, bare, binary, json_body, operation, refusals, success},
};
use crate::{
    dto::{
        file::FileTarget,
        many_papers::{ManyPapers, ManyPapersOut},
        receipt::ReceiptOut,
    },
    routes::{acts::address, papers::OPERATION},
};

const UPLOAD: &[u16] = &[
    400, 401, 403, 404, 406, 408, 409, 412, 413, 415, 422, 428, 500, 503,
];
const DOWNLOAD: &[u16] = &[400, 401, 404, 410, 500, 503];
const MANY: &[u16] = &[
    400, 401, 403, 404, 406, 408, 409, 412, 413, 415, 422, 500, 503,
];

/// Adds them.
pub(super) fn add(doc: &mut Document) {
    for rule in operations() {
        if rule.body == BodyShape::File {
            upload(doc, rule);
            download(doc, rule);
        }
    }
    many(doc);
}

fn upload(doc: &mut Document, rule: &'static Rule) {
    let receipt = doc.schema::<ReceiptOut>();
    let done = success(
        "The file is kept; the receipt is the same when the request is repeated.",
        receipt,
        &["ETag", "Location"],
    );
    let mut operation = described(rule)
        .parameter_ref(parameter("TrackId"))
        .parameter_ref(parameter("AcceptLanguage"))
        .parameter_ref(parameter("IdempotencyKey"))
        .parameter_ref(parameter("IfMatch"))
        .parameter_ref(parameter("FileName"))
        .parameter_ref(parameter("ContentDigest"))
        .parameter_ref(parameter("ReprDigest"))
        .request_body(Some(body()))
        .response("200", done.build());
    for target in FileTarget::into_params(|| Some(ParameterIn::Query)) {
        operation = operation.parameter(target);
    }
    doc.add(
        HttpMethod::Post,
        address(rule),
        refusals(operation, UPLOAD, Door::Token).build(),
    );
}

/// Every kind of file that is taken.
fn body() -> RequestBody {
    TYPES
        .iter()
        .fold(RequestBodyBuilder::new(), |body, kind| {
            body.content(kind.media_type, ContentBuilder::new().build())
        })
        .description(Some(
            "The bytes of the file. They must be of the kind that `Content-Type` names.",
        ))
        .required(Some(Required::True))
        .build()
}

fn download(doc: &mut Document, rule: &'static Rule) {
    let name = rule.machine().code();
    let read = operation(
        &format!("download_{name}_file"),
        &format!("Download a file of a {name}"),
        "A file of a paper or of evidence, for those who may read what it belongs to; for all others it does not \
         exist. Papers that came from the reporter are open to those who may read sealed identities, studies and \
         minutes as their texts are. A paper that stands on tracks of several respondents, destinations or cases is \
         open to those who see all of them; a file that was attached to it on one of them, to those who see that one. \
         The `ETag` is the file's SHA-256.",
        name,
    )
    .parameter_ref(parameter("TrackId"))
    .parameter_ref(parameter("FileId"))
    .parameter_ref(parameter("AcceptLanguage"))
    .parameter_ref(parameter("IfNoneMatch"))
    .response(
        "200",
        binary(
            "The file, to be saved.",
            TYPES.iter().map(|kind| kind.media_type),
            &["FileTag", "Content-Disposition", "Content-Digest"],
        ),
    )
    .response("304", bare("The caller has it.", &["FileTag"]));
    doc.add(
        HttpMethod::Get,
        format!("{}/{{file_id}}", address(rule)),
        refusals(read, DOWNLOAD, Door::Token).build(),
    );
}

fn many(doc: &mut Document) {
    let body = doc.schema::<ManyPapers>();
    let receipt = doc.schema::<ManyPapersOut>();
    let attach = operation(
        OPERATION,
        "Attach a paper to many tracks",
        "One paper, such as a ministry's letter on many recommendations, attached to tracks of any case: to all or \
         to none. A track that the caller cannot see makes it a 404; versions that moved a 412 that names each of \
         them. Every track gets a journal row of its own.",
        "reference",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .parameter_ref(parameter("IdempotencyKey"))
    .request_body(json_body("The paper and the tracks.", body, example()))
    .response(
        "201",
        success(
            "It is attached to all; the receipt is the same when the request is repeated.",
            receipt,
            &[],
        )
        .build(),
    );
    doc.add(
        HttpMethod::Post,
        "/v1/papers",
        refusals(attach, MANY, Door::Token).build(),
    );
}

fn example() -> serde_json::Value {
    json!({
        "paper": { "kind": "letter", "number": "B/4121/M.SM.02.00/2024", "issuer": "Kementerian PANRB", "dated": "2024-10-15" },
        "effective_day": "2024-10-16",
        "tracks": [{ "collection": "reviews", "track_id": "0192f0c1-7f00-7000-8000-000000000005", "version": 4 }]
    })
}
