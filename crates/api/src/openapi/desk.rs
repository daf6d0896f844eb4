//! The operations of the desk and of calendar feeds.

use utoipa::openapi::HttpMethod;

use super::{
    collect::Document,
    parameters::parameter,
    pieces::{Door, binary, json_body, operation, refusals, success},
    reads::query,
};
use crate::{
    dto::{
        accounts::NoMore,
        answer::{DeskOut, PersonnelOfficersOut},
        desk::{CalendarFeedReceipt, CalendarFeedsOut, DeskQuery, PersonnelOfficersQuery},
    },
    routes::desk::{END_FEED, MAKE_FEED},
};

const DESK: &[u16] = &[400, 401, 406, 500, 503];
const OFFICERS: &[u16] = &[400, 401, 403, 406, 500, 503];
const MAKES: &[u16] = &[400, 401, 406, 408, 409, 413, 415, 422, 500, 503];
const ENDS: &[u16] = &[400, 401, 404, 406, 409, 422, 500, 503];
const FEED: &[u16] = &[400, 404, 500, 503];

/// Adds them.
pub(super) fn add(doc: &mut Document) {
    let desk = doc.schema::<DeskOut>();
    let read = operation(
        "read_desk",
        "Read the own desk",
        "Open tracks by whom they wait for, what is due first, first: what waits for the caller (`mine`), what nobody of \
         its office works on and it can claim (`unassigned`), what waits for somebody else (`waiting`), what is late \
         (`late`). Every open track that the caller sees is in `mine` or in `waiting`. Terms and next steps are computed \
         at reading. The first page tells how much each list holds.",
        "desk",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("A page of the desk.", desk, &[]).build());
    doc.add(
        HttpMethod::Get,
        "/v1/desk",
        refusals(query::<DeskQuery>(read), DESK, Door::Token).build(),
    );

    let officers = doc.schema::<PersonnelOfficersOut>();
    let read = operation(
        "read_personnel_officers",
        "Read what personnel officers (PPK) owe",
        "For review authorities and ministries: one row for each agency on whose follow-up reviews wait that the caller \
         sees: how many, how many of them late, since when, whether the recommendations were received, the last \
         reminder.",
        "desk",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("A page of agencies.", officers, &[]).build());
    doc.add(
        HttpMethod::Get,
        "/v1/desk/personnel-officers",
        refusals(query::<PersonnelOfficersQuery>(read), OFFICERS, Door::Token).build(),
    );
    feeds(doc);
}

fn feeds(doc: &mut Document) {
    let all = doc.schema::<CalendarFeedsOut>();
    let list = operation(
        "list_calendar_feeds",
        "List the own calendar feeds",
        "Those of the caller at the office it acts for, oldest first. Their addresses are not told again.",
        "desk",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .response("200", success("The feeds.", all, &[]).build());
    doc.add(
        HttpMethod::Get,
        "/v1/calendar-feeds",
        refusals(list, DESK, Door::Token).build(),
    );

    let nothing = doc.schema::<NoMore>();
    let receipt = doc.schema::<CalendarFeedReceipt>();
    let make = operation(
        MAKE_FEED,
        "Make a calendar feed of the own desk",
        "An address at which a calendar program reads the terms of the list `mine` without signing in. Whoever has the \
         address reads them: it is shown once, in this answer. Five at most.",
        "desk",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .parameter_ref(parameter("IdempotencyKey"))
    .request_body(json_body("Nothing more.", nothing, serde_json::json!({})))
    .response(
        "201",
        success(
            "It is made; a repeated request is answered without the address.",
            receipt.clone(),
            &[],
        )
        .build(),
    );
    doc.add(
        HttpMethod::Post,
        "/v1/calendar-feeds",
        refusals(make, MAKES, Door::Token).build(),
    );

    let end = operation(
        END_FEED,
        "End a calendar feed",
        "Its address is unknown from then on.",
        "desk",
    )
    .parameter_ref(parameter("FeedId"))
    .parameter_ref(parameter("AcceptLanguage"))
    .parameter_ref(parameter("IdempotencyKey"))
    .response("200", success("It is ended.", receipt, &[]).build());
    doc.add(
        HttpMethod::Post,
        "/v1/calendar-feeds/{feed_id}/end",
        refusals(end, ENDS, Door::Token).build(),
    );

    let read = operation(
        "read_calendar",
        "Read a calendar feed",
        "iCalendar (RFC 5545): number, stage, term and legal basis of the open duties on a desk, with the role and scope \
         of this moment; no names. An unknown secret, an ended one and that of a shut account are answered alike. It \
         counts against the quota of the public door.",
        "desk",
    )
    .parameter_ref(parameter("FeedSecret"))
    .parameter_ref(parameter("AcceptLanguage"))
    .response(
        "200",
        binary("The calendar.", ["text/calendar"].into_iter(), &["Content-Disposition"]),
    );
    doc.add(
        HttpMethod::Get,
        "/v1/calendar/{secret}.ics",
        refusals(read, FEED, Door::Open).build(),
    );
}
