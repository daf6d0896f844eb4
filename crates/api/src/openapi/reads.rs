//! The operations that change nothing, and signing in.

use netralitas_domain::procedure::Machine;
use utoipa::{
    IntoParams,
    openapi::{
        HttpMethod, RefOr, Schema,
        path::{OperationBuilder, ParameterIn},
    },
};

use super::{
    collect::Document,
    examples,
    parameters::parameter,
    pieces::{Door, json_body, operation, refusals, success},
};
use crate::{
    dto::{
        answer::{JournalOut, ListOut, MeetingOut, TrackOut},
        law_book::LawBook,
        list::{JournalQuery, ListQuery, Search},
        reference::Procedure,
    },
    routes::{health::Health, reference::ApiDocument},
};

const READ: &[u16] = &[400, 401, 406, 500, 503];
const READ_ONE: &[u16] = &[400, 401, 404, 406, 500, 503];
const SEARCH: &[u16] = &[400, 401, 406, 408, 413, 415, 422, 500, 503];
pub(super) const PUBLIC: &[u16] = &[400, 406, 500, 503];

/// Adds them.
pub(super) fn add(doc: &mut Document) {
    for machine in Machine::ALL {
        tracks(doc, *machine);
    }
    meeting(doc);
    reference(doc);
    health(doc);
}

fn tracks(doc: &mut Document, machine: Machine) {
    let (name, many) = (machine.code(), machine.collection());
    let base = format!("/v1/{many}");
    let track = doc.schema::<TrackOut>();
    let one = operation(
        &format!("read_{name}"),
        &format!("Read a {name}"),
        &format!(
            "Facts, terms, papers, people and next actions of a {name}, as far as the caller may see them. The `ETag` \
             is the version of the {name}'s own record, for `If-Match`. What is computed at reading (lateness, \
             `next_actions`, other tracks) changes without it, so `If-None-Match` is not answered with a 304."
        ),
        name,
    )
    .parameter_ref(parameter("TrackId"))
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("The track.", track, &["ETag"]).build());
    doc.add(
        HttpMethod::Get,
        format!("{base}/{{track_id}}"),
        refusals(one, READ_ONE, Door::Token).build(),
    );

    let journal = doc.schema::<JournalOut>();
    let pages = operation(
        &format!("read_{name}_journal"),
        &format!("Read the journal of a {name}"),
        &format!("Every step taken on the {name}, oldest first. `seq` is dense: no row is ever missing or changed."),
        name,
    )
    .parameter_ref(parameter("TrackId"))
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("A page of the journal.", journal, &[]).build());
    doc.add(
        HttpMethod::Get,
        format!("{base}/{{track_id}}/journal"),
        refusals(query::<JournalQuery>(pages), READ_ONE, Door::Token).build(),
    );

    let list = doc.schema::<ListOut>();
    let listed = operation(
        &format!("list_{many}"),
        &format!("List {many}"),
        &format!("The {many} that the caller may see, in pages. Filters are joined by `and`; an unknown one is refused."),
        name,
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("A page of the list.", list.clone(), &[]).build());
    doc.add(
        HttpMethod::Get,
        base.clone(),
        refusals(query::<ListQuery>(listed), READ, Door::Token).build(),
    );

    let body = doc.schema::<Search>();
    let search = operation(
        &format!("search_{many}"),
        &format!("Find {many} by a number"),
        &format!("The {many} of a respondent with this NIP or NI PPPK, or those with this number in an outside system, among those that the caller may see. By POST, so that the number never stands in an address; nothing is changed."),
        name,
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .request_body(json_body("The number.", body, examples::nip()))
    .response("200", success("What was found; at most 200 rows.", list, &[]).build());
    doc.add(
        HttpMethod::Post,
        format!("{base}/search"),
        refusals(search, SEARCH, Door::Token).build(),
    );
}

fn meeting(doc: &mut Document) {
    let meeting = doc.schema::<MeetingOut>();
    let read = operation(
        "read_meeting",
        "Read a plenary meeting",
        "Day, votes and the number of the minutes of a plenary meeting, and the steps that it decided, for whoever \
         may read the minutes in one of the cases it decided: they open as the study does. The journal of a case names \
         the meeting of each step.",
        "case",
    )
    .parameter_ref(parameter("MeetingId"))
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("The meeting.", meeting, &[]).build());
    doc.add(
        HttpMethod::Get,
        "/v1/meetings/{meeting_id}",
        refusals(read, READ_ONE, Door::Token).build(),
    );
}

fn plain(
    id: &str,
    summary: &str,
    description: &str,
    tag: &str,
    schema: RefOr<Schema>,
) -> OperationBuilder {
    operation(id, summary, description, tag)
        .response("200", success("The answer.", schema, &[]).build())
}

fn reference(doc: &mut Document) {
    let procedure = doc.schema::<Procedure>();
    let read = plain(
        "read_procedure",
        "Read the rule tables",
        "The tables that the server itself works by: machines, stages, actions with their rows, terms, roles, papers. In both languages.",
        "reference",
        procedure,
    );
    doc.add(
        HttpMethod::Get,
        "/v1/procedure",
        refusals(read, PUBLIC, Door::Open).build(),
    );

    let book = doc.schema::<LawBook<'_>>();
    let read = plain(
        "read_law_book",
        "Read the law book",
        "The dated rows that the server works by: elections and races, kinds of sanction, authorities, rule sets, days off; each with its source and how well it is known. In both languages. Lengths of terms stand in the rule tables.",
        "reference",
        book,
    );
    doc.add(
        HttpMethod::Get,
        "/v1/law-book",
        refusals(read, PUBLIC, Door::Open).build(),
    );

    let this = doc.schema::<ApiDocument>();
    let read = plain(
        "read_openapi",
        "Read this document",
        "The OpenAPI document of the running server.",
        "reference",
        this,
    );
    doc.add(
        HttpMethod::Get,
        "/openapi.json",
        refusals(read, &[400, 500], Door::Open).build(),
    );
}

fn health(doc: &mut Document) {
    let health = doc.schema::<Health>();
    let live = plain(
        "health_live",
        "Whether the process runs",
        "Answers as long as the process does.",
        "health",
        health.clone(),
    );
    doc.add(
        HttpMethod::Get,
        "/health/live",
        refusals(live, &[400, 500], Door::Open).build(),
    );
    let ready = plain(
        "health_ready",
        "Whether the database answers",
        "Fails while the database does not answer or the server stops.",
        "health",
        health,
    );
    doc.add(
        HttpMethod::Get,
        "/health/ready",
        refusals(ready, &[400, 500, 503], Door::Open).build(),
    );
}

pub(super) fn query<T: IntoParams>(operation: OperationBuilder) -> OperationBuilder {
    T::into_params(|| Some(ParameterIn::Query))
        .into_iter()
        .fold(operation, OperationBuilder::parameter)
}
