//! The operations of offices.

use serde_json::json;
use utoipa::openapi::{HttpMethod, link::Link, path::OperationBuilder};

use super::{
    collect::Document,
    parameters::parameter,
    pieces::{Door, bare, json_body, operation, refusals, success},
};
use crate::dto::offices::{
    NewOffice, OfficeClosing, OfficeEndReceipt, OfficeImport, OfficeImportReceipt, OfficeJournal,
    OfficeOut, OfficeReceipt, OfficeSuccession, OfficesOut,
};

const READ: &[u16] = &[400, 401, 406, 500, 503];
const READ_ONE: &[u16] = &[400, 401, 404, 406, 500, 503];
const READ_JOURNAL: &[u16] = &[400, 401, 403, 404, 406, 500, 503];
const CREATION: &[u16] = &[400, 401, 403, 406, 408, 409, 413, 415, 422, 500, 503];
const END: &[u16] = &[
    400, 401, 403, 404, 406, 408, 409, 412, 413, 415, 422, 428, 500, 503,
];

const WHO: &str = "By an administrator of the office, of one above it, or of the Bawaslu office at the top of the \
installation, which keeps every office.";

/// Adds them.
pub(super) fn add(doc: &mut Document) {
    reads(doc);
    additions(doc);
    ends(doc);
}

fn reads(doc: &mut Document) {
    let offices = doc.schema::<OfficesOut>();
    let all = operation(
        "list_offices",
        "List the offices",
        "Every office of the installation, by code, closed ones too.",
        "reference",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("The answer.", offices, &[]).build());
    doc.add(
        HttpMethod::Get,
        "/v1/offices",
        refusals(all, READ, Door::Token).build(),
    );

    let office = doc.schema::<OfficeOut>();
    let one = operation(
        "read_office",
        "Read an office",
        "The office as it is now. The `ETag` is its version.",
        "reference",
    )
    .parameter_ref(parameter("OfficeId"))
    .parameter_ref(parameter("AcceptLanguage"))
    .parameter_ref(parameter("IfNoneMatch"))
    .response("200", success("The office.", office, &["ETag"]).build())
    .response("304", bare("Nothing was changed since.", &["ETag"]));
    doc.add(
        HttpMethod::Get,
        "/v1/offices/{office_id}",
        refusals(one, READ_ONE, Door::Token).build(),
    );

    let journal = doc.schema::<OfficeJournal>();
    let changes = operation(
        "read_office_journal",
        "Read the changes of an office",
        &format!("Who changed what, and when; nothing is ever removed. {WHO}"),
        "reference",
    )
    .parameter_ref(parameter("OfficeId"))
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("The changes.", journal, &[]).build());
    doc.add(
        HttpMethod::Get,
        "/v1/offices/{office_id}/journal",
        refusals(changes, READ_JOURNAL, Door::Token).build(),
    );
}

fn command(id: &str, summary: &str, about: &str) -> OperationBuilder {
    operation(id, summary, &format!("{about} {WHO}"), "reference")
        .parameter_ref(parameter("AcceptLanguage"))
        .parameter_ref(parameter("IdempotencyKey"))
}

fn additions(doc: &mut Document) {
    let (body, receipt) = (doc.schema::<NewOffice>(), doc.schema::<OfficeReceipt>());
    let example = json!({
        "code": "panwaslu-kec-licin", "name": "Panwaslu Kecamatan Licin", "kind": "election_supervisor",
        "level": "sub_district", "parent": "bawaslu-banyuwangi", "number_name": "Licin",
        "election": "pilkada-2024", "valid_from": "2024-05-25"
    });
    let made = success("The office was added.", receipt, &["ETag", "Location"])
        .link(
            "office",
            Link::builder()
                .operation_id("read_office")
                .parameter("office_id", "$response.body#/office_id")
                .build(),
        )
        .build();
    let add = command(
        "add_office",
        "Add an office",
        "An ad hoc office names the election for which it is formed.",
    )
    .request_body(json_body("The office.", body, example.clone()))
    .response("201", made);
    doc.add(
        HttpMethod::Post,
        "/v1/offices",
        refusals(add, CREATION, Door::Token).build(),
    );

    let (body, receipt) = (
        doc.schema::<OfficeImport>(),
        doc.schema::<OfficeImportReceipt>(),
    );
    let import = command(
        "import_offices",
        "Add or change many offices",
        "All rows or none; every fault of every row at once. A known code is changed where the row differs and left \
         alone where not, so the same import twice is as good as once. Kind, level, office above, authority and \
         election of a known office never change.",
    )
    .request_body(json_body("The offices.", body, json!({ "items": [example] })))
    .response("200", success("What became of each.", receipt, &["Location"]).build());
    doc.add(
        HttpMethod::Post,
        "/v1/offices/import",
        refusals(import, CREATION, Door::Token).build(),
    );
}

fn ends(doc: &mut Document) {
    let receipt = doc.schema::<OfficeEndReceipt>();
    let body = doc.schema::<OfficeClosing>();
    let close = command(
        "close_office",
        "Close an office",
        "For an office that holds no open track and has no office below it. Its accounts' roles there end.",
    )
    .parameter_ref(parameter("OfficeId"))
    .parameter_ref(parameter("IfMatch"))
    .request_body(json_body("The end.", body, json!({ "on": "2024-12-31" })))
    .response(
        "200",
        success("The office is closed.", receipt.clone(), &["ETag", "Location"]).build(),
    );
    doc.add(
        HttpMethod::Post,
        "/v1/offices/{office_id}/closing",
        refusals(close, END, Door::Token).build(),
    );

    let body = doc.schema::<OfficeSuccession>();
    let example = json!({
        "on": "2024-12-31", "successor_id": "0192f0c1-7f00-7000-8000-000000000004", "accounts": "end"
    });
    let succeed = command(
        "close_office_with_successor",
        "Close an office and name its successor",
        "Open tracks pass to the successor where they stand, each with its journal row; number counters go on; the \
         successor sees what the office saw; offices below it stand below the successor.",
    )
    .parameter_ref(parameter("OfficeId"))
    .parameter_ref(parameter("IfMatch"))
    .request_body(json_body("The end and who follows.", body, example))
    .response(
        "200",
        success("The successor has taken over.", receipt, &["ETag", "Location"]).build(),
    );
    doc.add(
        HttpMethod::Post,
        "/v1/offices/{office_id}/succession",
        refusals(succeed, END, Door::Token).build(),
    );
}
