//! Searches over what the caller reads.

use utoipa::openapi::HttpMethod;

use super::{
    collect::Document,
    examples,
    parameters::parameter,
    pieces::{Door, json_body, operation, refusals, success},
};
use crate::dto::{
    answer::{PeopleOut, SearchOut, SimilarPeopleOut},
    search::{PersonSearch, SimilarSearch, TrackSearch},
};

const SEARCH: &[u16] = &[400, 401, 406, 408, 413, 415, 422, 500, 503];

/// Adds them.
pub(super) fn add(doc: &mut Document) {
    let body = doc.schema::<TrackSearch>();
    let page = doc.schema::<SearchOut>();
    let tracks = operation(
        "search",
        "Find tracks by words and numbers",
        "The tracks of every machine that the caller may see and in whose words, as the caller reads them, everything \
         that is looked for stands: numbers, what is alleged and where, accounts, evidence, decisions, reasons, studies \
         and minutes once they are open to the caller. Nothing is found by the words of who reported, and by no word \
         that the caller does not read. An unknown filter is refused. Nothing is changed.",
        "case",
    )
    .parameter_ref(parameter("AcceptLanguage"))
    .request_body(json_body("What is looked for.", body, examples::search()))
    .response("200", success("A page of the list.", page, &[]).build());
    doc.add(
        HttpMethod::Post,
        "/v1/search",
        refusals(tracks, SEARCH, Door::Token).build(),
    );

    let body = doc.schema::<PersonSearch>();
    let page = doc.schema::<PeopleOut>();
    let people = operation(
        "search_persons",
        "Find people by name, post or agency",
        "The parties of cases whom the caller may see by name, and who fit. Whose identity is sealed is never among \
         them. Requests are counted apart, and fewer are taken than of other searches. Nothing is changed.",
        "case",
    )
    .request_body(json_body("Whom.", body, examples::person_search()))
    .response("200", success("A page of people.", page, &[]).build());
    doc.add(
        HttpMethod::Post,
        "/v1/search/persons",
        refusals(people, SEARCH, Door::Token).build(),
    );

    let body = doc.schema::<SimilarSearch>();
    let offered = doc.schema::<SimilarPeopleOut>();
    let similar = operation(
        "search_similar_persons",
        "Find who is likely the same person",
        "Before a respondent is recorded: the parties whom the caller may see by name and who are likely the same \
         person, with the reasons. By the same number, or by most of the name. Nobody is joined by it, and nothing is \
         changed.",
        "case",
    )
    .request_body(json_body(
        "Who is about to be recorded.",
        body,
        examples::similar_search(),
    ))
    .response("200", success("Who is offered.", offered, &[]).build());
    doc.add(
        HttpMethod::Post,
        "/v1/search/persons/similar",
        refusals(similar, SEARCH, Door::Token).build(),
    );
}
