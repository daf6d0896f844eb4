//! The operations that change the law book.

use serde_json::json;
use utoipa::openapi::{HttpMethod, link::Link};

use super::{
    collect::Document,
    parameters::parameter,
    pieces::{Door, json_body, operation, refusals, success},
};
use crate::dto::law_changes::{
    LawChangeOut, LawChangePreview, LawChangeReceipt, LawChangesOut, NewLawChange,
};

const READ: &[u16] = &[400, 401, 406, 500, 503];
const READ_ONE: &[u16] = &[400, 401, 404, 406, 500, 503];
const PREVIEW: &[u16] = &[400, 401, 403, 406, 408, 413, 415, 422, 500, 503];
const CHANGE: &[u16] = &[400, 401, 403, 406, 408, 409, 413, 415, 422, 500, 503];

const WHO: &str = "By a keeper of the law book (`law_keeper`) at the Bawaslu office at the top of the installation.";

/// Adds them.
pub(super) fn add(doc: &mut Document) {
    let all = doc.schema::<LawChangesOut>();
    let list = operation(
        "list_law_changes",
        "List the changes of the law book",
        "What this installation added to the shipped book, with source, reason and how far running terms have followed.",
        "reference",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("The changes.", all, &[]).build());
    doc.add(
        HttpMethod::Get,
        "/v1/law-changes",
        refusals(list, READ, Door::Token).build(),
    );

    let one = doc.schema::<LawChangeOut>();
    let read = operation(
        "read_law_change",
        "Read a change of the law book",
        "`counted_at` is there once every running term was counted under it.",
        "reference",
    )
    .parameter_ref(parameter("LawChangeId"))
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("The change.", one, &[]).build());
    doc.add(
        HttpMethod::Get,
        "/v1/law-changes/{law_change_id}",
        refusals(read, READ_ONE, Door::Token).build(),
    );

    let example = json!({
        "days_off": [{ "day": "2027-08-18", "becomes": "joint_leave", "name": "Cuti bersama" }],
        "source": "SKB 3 Menteri", "confidence": "sure", "reason": "Ditetapkan kemudian."
    });
    let (body, answer) = (
        doc.schema::<NewLawChange>(),
        doc.schema::<LawChangePreview>(),
    );
    let preview = operation(
        "preview_law_change",
        "What a change of the law book would move",
        &format!(
            "Every running term of every open case that would end on another day (`kind: term`), and every answer about a \
             running case that a moved stage would give otherwise (`kind: stage`), old and new; nothing is written. {WHO}"
        ),
        "reference",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .request_body(json_body("The rows.", body, example.clone()))
    .response("200", success("What would move.", answer, &[]).build());
    doc.add(
        HttpMethod::Post,
        "/v1/law-changes/preview",
        refusals(preview, PREVIEW, Door::Token).build(),
    );

    let (body, receipt) = (
        doc.schema::<NewLawChange>(),
        doc.schema::<LawChangeReceipt>(),
    );
    let made = success(
        "The book has the rows; running terms follow, each with a row in its track's journal.",
        receipt,
        &["Location"],
    )
    .link(
        "change",
        Link::builder()
            .operation_id("read_law_change")
            .parameter("law_change_id", "$response.body#/law_change_id")
            .build(),
    )
    .build();
    let change = operation(
        "change_law",
        "Change the law book",
        &format!(
            "Adds rows that take the place of earlier ones; no row is ever edited. Ended tracks and closed terms stay as \
             they are, and running cases keep what was answered about them. A row that the shipped book would refuse is \
             refused, with row and field. A later change takes one back. {WHO}"
        ),
        "reference",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .parameter_ref(parameter("IdempotencyKey"))
    .request_body(json_body("The rows.", body, example))
    .response("202", made);
    doc.add(
        HttpMethod::Post,
        "/v1/law-changes",
        refusals(change, CHANGE, Door::Token).build(),
    );
}
