//! The operations of the public door, and those of the counter beside it.

use serde_json::{Value, json};
use utoipa::{ToSchema, openapi::HttpMethod};

use super::{
    collect::Document,
    parameters::parameter,
    pieces::{Door, json_body, operation, refusals, success},
    reads::query,
};
use crate::dto::{
    accounts::NoMore,
    answer::{NoticesOut, OpenOfficesOut, TicketStatusOut},
    door::{
        ByTicketReceipt, ChallengeOut, DoorReceipt, NoticesAsked, PublicInformation, PublicReport,
        StatusAsked, TicketAnswer, TicketCompletion, TicketCorrection, TicketObjection,
        TicketWithdrawal,
    },
    tickets::{
        AnnouncedReportOut, NewQuestion, NewTicket, QuestionReceipt, QuestionsOut, TicketReceipt,
        TicketsOut,
    },
};

const READ: &[u16] = &[400, 406, 500, 503];
const CHALLENGE: &[u16] = &[400, 406, 408, 413, 415, 422, 500];
const FILE: &[u16] = &[400, 403, 406, 408, 409, 413, 415, 422, 500, 503];
const STATUS: &[u16] = &[400, 404, 406, 408, 413, 415, 422, 500, 503];
const BY_TICKET: &[u16] = &[400, 403, 404, 406, 408, 409, 413, 415, 422, 500, 503];
const OFFICE_READ: &[u16] = &[400, 401, 403, 404, 406, 500, 503];
const OFFICE_WRITE: &[u16] = &[400, 401, 403, 404, 406, 408, 413, 415, 422, 500, 503];
/// Of nobody.
const RECEIPT: &str = "7K2MQ-X4T9B-00000-00000-00000-00000-00000-0";
const OFFICE: &str = "0192f0c1-7f00-7000-8000-000000000004";
const TICKET: &str = "0192f0c1-7f00-7000-8000-000000000001";

/// Adds them.
pub(super) fn add(doc: &mut Document) {
    reads(doc);
    filing(doc);
    by_ticket(doc);
    counter(doc);
}

fn reads(doc: &mut Document) {
    let offices = doc.schema::<OpenOfficesOut>();
    let read = operation(
        "list_public_offices",
        "List the offices that are open to the public",
        "Those that take early information and announced reports (Perbawaslu 7/2022 art. 3(2), 10); where this \
         installation is the official channel, also which of them take online reports (art. 12).",
        "public",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("The offices.", offices, &[]).build());
    doc.add(
        HttpMethod::Get,
        "/v1/public/offices",
        refusals(read, READ, Door::Open).build(),
    );
    let notices = doc.schema::<NoticesOut>();
    let read = operation(
        "list_public_notices",
        "Read the notice board of an office",
        "The status of reports and findings that was announced in a year (form B.18), by number and day, without names. \
         An office that is not open to the public has none.",
        "public",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("The notices.", notices, &[]).build());
    doc.add(
        HttpMethod::Get,
        "/v1/public/notices",
        refusals(query::<NoticesAsked>(read), READ, Door::Open).build(),
    );
}

fn content() -> Value {
    json!({
        "parties": [
            { "capacity": "reporter", "name": "Siti Aminah", "address": "Jalan Melati 1, Banyuwangi" },
            { "capacity": "respondent", "name": "Budi Santoso", "post": "Camat" }
        ],
        "allegations": [{ "respondent": 1, "what": "Mengajak memilih dalam rapat warga", "act_from": "2024-10-12" }],
        "account": "Pada 12 Oktober 2024 terlapor mengajak warga memilih pasangan calon."
    })
}

fn filing(doc: &mut Document) {
    let (body, made) = (doc.schema::<NoMore>(), doc.schema::<ChallengeOut>());
    let ask = operation(
        "ask_challenge",
        "Ask for a challenge",
        "Whoever files without an account solves one first, so that floods cost more than they are worth: find a text so \
         that SHA-256 of the challenge, a colon and that text begins with `difficulty` zero bits. It holds for an hour and \
         works once.",
        "public",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .request_body(json_body("Nothing more.", body, json!({})))
    .response("200", success("The challenge.", made, &[]).build());
    doc.add(
        HttpMethod::Post,
        "/v1/public/challenges",
        refusals(ask, CHALLENGE, Door::Open).build(),
    );
    let mut report = json!({
        "challenge": "AQGS8MF_", "solution": "12345", "office_id": OFFICE, "election": "pilkada-2024",
        "race": "regent", "known_on": "2024-10-12", "content": content(),
    });
    file::<PublicReport>(
        doc,
        "reports",
        (
            "announce_report",
            "Announce or file a report",
            "Only an office or the official channel takes a report (Perbawaslu 7/2022 art. 10). Where this installation is \
             not that channel, the report is kept sealed and apart for 14 days: it becomes a report when its reporter hands \
             it in at the office chosen, by its reference. Where it is, the report is filed online, and identity and \
             evidence are handed in at the office within 2 working days (art. 12); a sub-district office takes no such \
             report. The receipt is in the first answer alone. No files.",
        ),
        report.clone(),
    );
    if let Some(fields) = report.as_object_mut() {
        fields.remove("known_on");
        fields.insert(
            "content".to_owned(),
            json!({ "account": "Camat memimpin kampanye di balai desa pada 12 Oktober 2024." }),
        );
    }
    file::<PublicInformation>(
        doc,
        "early-information",
        (
            "give_early_information",
            "Give early information",
            "Recorded at the office chosen (form B.8). Who gives it need not be named; whoever has the receipt sees where it \
             stands and answers questions. The receipt is in the first answer alone. No files.",
        ),
        report,
    );
}

fn file<B: ToSchema>(
    doc: &mut Document,
    path: &str,
    (id, summary, about): (&str, &str, &str),
    example: Value,
) {
    let (body, receipt) = (doc.schema::<B>(), doc.schema::<DoorReceipt>());
    let made = operation(id, summary, about, "public")
        .parameter_ref(parameter("AcceptLanguage"))
        .parameter_ref(parameter("IdempotencyKey"))
        .request_body(json_body(
            "What is filed, and the solved challenge.",
            body,
            example,
        ))
        .response("201", success("It was taken in.", receipt, &[]).build());
    doc.add(
        HttpMethod::Post,
        format!("/v1/public/{path}"),
        refusals(made, FILE, Door::Open).build(),
    );
}

const ALIKE: &str =
    "A receipt that is unknown, wrong or ended is answered alike: 404 `receipt_unknown`.";

fn by_ticket(doc: &mut Document) {
    let (body, out) = (doc.schema::<StatusAsked>(), doc.schema::<TicketStatusOut>());
    let about = format!(
        "Where the matter stands, what can or must be done and until when, questions of the office, the own hearings and, \
         once the status is announced, the own minutes (art. 33(5)). No names of people. {ALIKE}"
    );
    let read = operation(
        "read_status",
        "Read the status by a receipt",
        &about,
        "public",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .request_body(json_body(
        "The receipt; never in an address.",
        body,
        json!({ "receipt": RECEIPT }),
    ))
    .response("200", success("The status.", out, &[]).build());
    doc.add(
        HttpMethod::Post,
        "/v1/public/status",
        refusals(read, STATUS, Door::Open).build(),
    );
    act::<TicketCompletion, ByTicketReceipt>(
        doc,
        "completions",
        (
            "complete_by_ticket",
            "Complete a report by its receipt",
            "What the office found missing (Perbawaslu 7/2022 art. 24(4)). The office adds form B.3.1.",
        ),
        json!({ "receipt": RECEIPT, "details": { "content": { "account": "Waktu kejadian pukul 10.00." } } }),
    );
    act::<TicketWithdrawal, ByTicketReceipt>(
        doc,
        "withdrawals",
        (
            "withdraw_by_ticket",
            "Withdraw a report by its receipt",
            "Before it is registered (Perbawaslu 7/2022 art. 14). What is written here is taken in as form B.4; that the form \
             bears a stamp is for the office to see to. What shows a violation goes on as early information.",
        ),
        json!({ "receipt": RECEIPT, "reason": "Diselesaikan secara kekeluargaan" }),
    );
    act::<TicketCorrection, ByTicketReceipt>(
        doc,
        "correction-requests",
        (
            "ask_correction_by_ticket",
            "Ask for a correction by a receipt",
            "By reporter or respondent, within 3 working days after the recommendation (Perbawaslu 7/2022 art. 52, 53; form \
             B.19). The office that examines it judges the time.",
        ),
        json!({ "receipt": RECEIPT, "reason": "Rekomendasi bertentangan dengan bukti." }),
    );
    act::<TicketObjection, ByTicketReceipt>(
        doc,
        "objections",
        (
            "object_by_ticket",
            "Object to a decision by a receipt",
            "By the respondent, to the decision of the personnel officer (PPK), at an agency that uses this installation.",
        ),
        json!({ "receipt": RECEIPT, "matter_id": TICKET, "reason": "Sanksi tidak sebanding." }),
    );
    act::<TicketAnswer, QuestionReceipt>(
        doc,
        "answers",
        (
            "answer_question",
            "Answer a question by a receipt",
            "A question of the office, once. The answer is sealed where it is kept.",
        ),
        json!({ "receipt": RECEIPT, "question_id": TICKET, "answer": "Di balai desa, sekitar pukul 10." }),
    );
}

fn act<B: ToSchema, R: ToSchema>(
    doc: &mut Document,
    path: &str,
    (id, summary, about): (&str, &str, &str),
    example: Value,
) {
    let (body, receipt) = (doc.schema::<B>(), doc.schema::<R>());
    let about = format!("{about} {ALIKE}");
    let made = operation(id, summary, &about, "public")
        .parameter_ref(parameter("AcceptLanguage"))
        .parameter_ref(parameter("IdempotencyKey"))
        .request_body(json_body(
            "The receipt, and what is done with it.",
            body,
            example,
        ))
        .response(
            "200",
            success(
                "It was done; the answer is the same when the request is repeated.",
                receipt,
                &[],
            )
            .build(),
        );
    doc.add(
        HttpMethod::Post,
        format!("/v1/public/{path}"),
        refusals(made, BY_TICKET, Door::Open).build(),
    );
}

fn counter(doc: &mut Document) {
    let all = doc.schema::<TicketsOut>();
    office_read(
        doc,
        "/v1/cases/{track_id}/tickets",
        (
            "list_tickets",
            "List the tickets of a case",
            "Whose they are and how the office made sure of it, without secrets. At the office that handles the case.",
        ),
        all,
    );
    let all = doc.schema::<QuestionsOut>();
    office_read(
        doc,
        "/v1/cases/{track_id}/questions",
        (
            "list_questions",
            "List the questions of a case",
            "What holders of tickets were asked, with their answers. At the office that handles the case.",
        ),
        all,
    );
    let (body, receipt) = (doc.schema::<NewTicket>(), doc.schema::<TicketReceipt>());
    let give = office_write(
        (
            "give_ticket",
            "Give a ticket",
            "To reporter, early informant, respondent or representative, after the office made sure of the holder; older \
             ones of the same party end. The receipt is in the first answer alone, to be printed with form B.3. Which role \
             gives which: `docs/procedure/door.md`.",
        ),
        body,
        json!({ "kind": "reporter", "checked_by": "identity_card" }),
    )
    .response("201", success("The ticket.", receipt, &[]).build());
    doc.add(
        HttpMethod::Post,
        "/v1/cases/{track_id}/tickets",
        refusals(give, OFFICE_WRITE, Door::Token).build(),
    );
    let (body, receipt) = (doc.schema::<NoMore>(), doc.schema::<TicketReceipt>());
    let end = office_write(
        (
            "end_ticket",
            "End a ticket",
            "Its receipt is unknown from then on.",
        ),
        body,
        json!({}),
    )
    .parameter_ref(parameter("TicketId"))
    .response("200", success("It ended.", receipt, &[]).build());
    doc.add(
        HttpMethod::Post,
        "/v1/cases/{track_id}/tickets/{ticket_id}/end",
        refusals(end, OFFICE_WRITE, Door::Token).build(),
    );
    let (body, receipt) = (doc.schema::<NewQuestion>(), doc.schema::<QuestionReceipt>());
    let ask = office_write(
        (
            "ask_holder",
            "Ask the holder of a ticket",
            "The holder sees the question with the status. It is sealed where it is kept.",
        ),
        body,
        json!({ "ticket_id": TICKET, "question": "Di mana kejadian itu?", "answer_by": "2026-12-31" }),
    )
    .response("201", success("It was asked.", receipt, &[]).build());
    doc.add(
        HttpMethod::Post,
        "/v1/cases/{track_id}/questions",
        refusals(ask, OFFICE_WRITE, Door::Token).build(),
    );
    let report = doc.schema::<AnnouncedReportOut>();
    let read = operation(
        "read_announced_report",
        "Read an announced report at the counter",
        "By its reference, for an intake officer of the office where it is handed in; that it was read is recorded. File it \
         with `POST /v1/reports` and `announced_reference`.",
        "public",
    )
    .parameter_ref(parameter("Reference"))
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("The report.", report, &[]).build());
    doc.add(
        HttpMethod::Get,
        "/v1/announced-reports/{reference}",
        refusals(read, OFFICE_READ, Door::Token).build(),
    );
}

fn office_read(
    doc: &mut Document,
    path: &str,
    (id, summary, about): (&str, &str, &str),
    schema: utoipa::openapi::RefOr<utoipa::openapi::Schema>,
) {
    let read = operation(id, summary, about, "public")
        .parameter_ref(parameter("TrackId"))
        .parameter_ref(parameter("AcceptLanguage"))
        .response("200", success("The answer.", schema, &[]).build());
    doc.add(
        HttpMethod::Get,
        path,
        refusals(read, OFFICE_READ, Door::Token).build(),
    );
}

fn office_write(
    (id, summary, about): (&str, &str, &str),
    body: utoipa::openapi::RefOr<utoipa::openapi::Schema>,
    example: Value,
) -> utoipa::openapi::path::OperationBuilder {
    operation(id, summary, about, "public")
        .parameter_ref(parameter("TrackId"))
        .parameter_ref(parameter("AcceptLanguage"))
        .parameter_ref(parameter("IdempotencyKey"))
        .request_body(json_body("The body.", body, example))
}
