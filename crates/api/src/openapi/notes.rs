//! The operations of notes.

use serde_json::json;
use utoipa::openapi::HttpMethod;

use super::{
    collect::Document,
    parameters::parameter,
    pieces::{Door, json_body, operation, refusals, success},
    reads::query,
};
use crate::{
    dto::notes::{NewNote, NoteReceiptOut, NotesOut, NotesQuery},
    routes::notes::{END, WRITE},
};

const LIST: &[u16] = &[400, 401, 404, 406, 500, 503];
const WRITES: &[u16] = &[400, 401, 403, 404, 406, 408, 409, 413, 415, 422, 500, 503];
const ENDS: &[u16] = &[400, 401, 403, 404, 406, 409, 422, 500, 503];

/// Adds them.
pub(super) fn add(doc: &mut Document) {
    let list = doc.schema::<NotesOut>();
    let read = operation(
        "list_notes",
        "Read the notes of the own office on a track",
        "Oldest first. A note is read by the office of whoever wrote it, or by the colleagues alone that it names; no \
         other office sees it, neither above nor below. It is no part of the file: never forwarded, exported or counted.",
        "note",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("The notes.", list, &[]).build());
    doc.add(
        HttpMethod::Get,
        "/v1/notes",
        refusals(query::<NotesQuery>(read), LIST, Door::Token).build(),
    );

    let body = doc.schema::<NewNote>();
    let receipt = doc.schema::<NoteReceiptOut>();
    let example = json!({
        "track_id": "0192f0c1-7f00-7000-8000-000000000001",
        "text": "Saksi kedua baru dapat dihubungi hari Senin.",
    });
    let write = operation(
        WRITE,
        "Write a note on a track",
        "For the own office, or for the colleagues named in `readers` alone. Write no name of a reporter here: a note is \
         not sealed.",
        "note",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .parameter_ref(parameter("IdempotencyKey"))
    .request_body(json_body("The note.", body, example))
    .response(
        "201",
        success("It is written; the receipt is the same when the request is repeated.", receipt.clone(), &[])
            .build(),
    );
    doc.add(
        HttpMethod::Post,
        "/v1/notes",
        refusals(write, WRITES, Door::Token).build(),
    );

    let end = operation(
        END,
        "Take a note away",
        "For good, by whoever wrote it.",
        "note",
    )
    .parameter_ref(parameter("NoteId"))
    .parameter_ref(parameter("AcceptLanguage"))
    .parameter_ref(parameter("IdempotencyKey"))
    .response("200", success("It is gone.", receipt, &[]).build());
    doc.add(
        HttpMethod::Post,
        "/v1/notes/{note_id}/end",
        refusals(end, ENDS, Door::Token).build(),
    );
}
