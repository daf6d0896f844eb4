//! Tickets of a case, questions to their holders, and announced reports, for the office.

use actix_web::{HttpResponse, web};
use netralitas_domain::ids::Id;
use uuid::Uuid;

use super::{keyed, receipt, view};
use crate::{
    caller::{ApiState, Caller},
    dto::{
        accounts::NoMore,
        tickets::{AnnouncedReportOut, NewQuestion, NewTicket, QuestionsOut, TicketsOut},
    },
    extract::{IdempotencyKey, Json, Language, NoQuery, Path},
    problem::Problem,
};

/// What stands under one case.
pub(super) fn configure_case(services: &mut web::ServiceConfig) {
    services
        .route("/tickets", web::get().to(list))
        .route("/tickets", web::post().to(give))
        .route("/tickets/{ticket_id}/end", web::post().to(end))
        .route("/questions", web::get().to(questions))
        .route("/questions", web::post().to(ask));
}

pub(super) fn configure(services: &mut web::ServiceConfig) {
    services.route(
        "/v1/announced-reports/{reference}",
        web::get().to(announced),
    );
}

async fn list(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    language: Language,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    let case = Id::new(path.into_inner());
    let found = state.app.tickets(caller.0, case).await?;
    view(&TicketsOut::of(found, language))
}

async fn give(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    _: NoQuery,
    key: IdempotencyKey,
    body: Json<NewTicket>,
) -> Result<HttpResponse, Problem> {
    let case = path.into_inner();
    let said = [case.as_bytes().as_slice(), body.canonical.as_bytes()];
    let keyed = keyed(&state, "give_ticket", key, &said)?;
    let wanted = body.into_inner().into();
    let app = &state.app;
    receipt(
        app.give_ticket(caller.0, keyed, Id::new(case), wanted)
            .await?,
    )
}

async fn end(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<(Uuid, Uuid)>,
    _: NoQuery,
    key: IdempotencyKey,
    _: Json<NoMore>,
) -> Result<HttpResponse, Problem> {
    let (case, ticket) = path.into_inner();
    let said = [case.as_bytes().as_slice(), ticket.as_bytes()];
    let keyed = keyed(&state, "end_ticket", key, &said)?;
    let app = &state.app;
    receipt(
        app.end_ticket(caller.0, keyed, Id::new(case), ticket)
            .await?,
    )
}

async fn questions(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    let case = Id::new(path.into_inner());
    let found = state.app.questions(caller.0, case).await?;
    view(&QuestionsOut::from(found))
}

async fn ask(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    _: NoQuery,
    key: IdempotencyKey,
    body: Json<NewQuestion>,
) -> Result<HttpResponse, Problem> {
    let case = path.into_inner();
    let said = [case.as_bytes().as_slice(), body.canonical.as_bytes()];
    let keyed = keyed(&state, "ask_holder", key, &said)?;
    let asked = body.into_inner().into();
    let app = &state.app;
    receipt(
        app.ask_holder(caller.0, keyed, Id::new(case), asked)
            .await?,
    )
}

async fn announced(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<String>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    let found = state
        .app
        .announced_report(caller.0, &path.into_inner())
        .await?;
    view(&AnnouncedReportOut::of(found)?)
}
