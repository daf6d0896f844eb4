//! Searches over what the caller reads: tracks by words and numbers, people by what is on record of them.

use actix_web::{HttpResponse, web};

use super::view;
use crate::{
    caller::{ApiState, Caller},
    dto::{
        answer::{PeopleOut, SearchOut, SimilarPeopleOut},
        search::{PersonSearch, SimilarSearch, TrackSearch},
    },
    extract::{Json, Language, NoQuery},
    problem::Problem,
};

pub(super) fn configure(services: &mut web::ServiceConfig) {
    let post = |path: &str, route| web::resource(path.to_owned()).route(route);
    services
        .service(post("/v1/search", web::post().to(tracks)))
        .service(post("/v1/search/persons", web::post().to(people)))
        .service(post("/v1/search/persons/similar", web::post().to(similar)));
}

async fn tracks(
    state: web::Data<ApiState>,
    caller: Caller,
    _: NoQuery,
    body: Json<TrackSearch>,
    language: Language,
) -> Result<HttpResponse, Problem> {
    let (body, app) = (body.into_inner(), &state.app);
    let binding = body.binding();
    let after = match &body.cursor {
        Some(cursor) => Some(app.open_cursor(caller.0, &binding, cursor)?),
        None => None,
    };
    let page = app
        .search(caller.0, body.wanted(), body.order(), after, body.rows())
        .await?;
    let next = page
        .next
        .map(|after| app.seal_cursor(caller.0, &binding, after))
        .transpose()?;
    view(&SearchOut::of(&page, next, language))
}

async fn people(
    state: web::Data<ApiState>,
    caller: Caller,
    _: NoQuery,
    body: Json<PersonSearch>,
) -> Result<HttpResponse, Problem> {
    let (body, app) = (body.into_inner(), &state.app);
    let binding = body.binding();
    let after = match &body.cursor {
        Some(cursor) => Some(app.open_cursor(caller.0, &binding, cursor)?),
        None => None,
    };
    let page = app
        .search_people(caller.0, body.person(), after, body.rows())
        .await?;
    let next = page
        .next
        .map(|after| app.seal_cursor(caller.0, &binding, after))
        .transpose()?;
    view(&PeopleOut::of(&page, next))
}

async fn similar(
    state: web::Data<ApiState>,
    caller: Caller,
    _: NoQuery,
    body: Json<SimilarSearch>,
) -> Result<HttpResponse, Problem> {
    let newcomer = body.into_inner().into();
    let (offered, known) = state.app.similar_people(caller.0, newcomer).await?;
    view(&SimilarPeopleOut::of(&offered, &known.offices))
}
