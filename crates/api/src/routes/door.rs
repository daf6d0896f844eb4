//! The public door: without an account.

use actix_web::{HttpResponse, web};
use netralitas_app::door::filing::Brought;
use netralitas_app::{door::challenges::Proof, error::FieldError};
use netralitas_domain::ids::Id;
use uuid::Uuid;

use super::{keyed, receipt, view};
use crate::{
    caller::ApiState,
    dto::{
        accounts::NoMore,
        answer::{NoticesOut, OpenOfficesOut, TicketStatusOut},
        door::{
            ByTicket, ChallengeOut, NoticesAsked, PublicInformation, PublicReport, StatusAsked,
            TicketAnswer, TicketCompletion, TicketCorrection, TicketObjection, TicketWithdrawal,
        },
    },
    extract::{IdempotencyKey, Json, Language, NoQuery, Query},
    problem::{Code, Problem},
};

pub(super) fn configure(services: &mut web::ServiceConfig) {
    let at = |path: &str| format!("/v1/public/{path}");
    services
        .route(&at("offices"), web::get().to(offices))
        .route(&at("notices"), web::get().to(notices))
        .route(&at("challenges"), web::post().to(challenge))
        .route(&at("reports"), web::post().to(report))
        .route(&at("early-information"), web::post().to(information))
        .route(&at("status"), web::post().to(status))
        .route(&at("answers"), web::post().to(answer))
        .route(&at("completions"), web::post().to(complete))
        .route(&at("withdrawals"), web::post().to(withdraw))
        .route(&at("correction-requests"), web::post().to(correct))
        .route(&at("objections"), web::post().to(object));
}

async fn offices(
    state: web::Data<ApiState>,
    language: Language,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    view(&OpenOfficesOut::of(
        &state.app.open_offices().await?,
        language,
    ))
}

async fn notices(
    state: web::Data<ApiState>,
    asked: Query<NoticesAsked>,
    language: Language,
) -> Result<HttpResponse, Problem> {
    let NoticesAsked { office_id, year } = asked.into_inner();
    let board = state.app.notices(Id::new(office_id), year).await?;
    view(&NoticesOut::of(board, language))
}

async fn challenge(
    state: web::Data<ApiState>,
    _: NoQuery,
    _: Json<NoMore>,
) -> Result<HttpResponse, Problem> {
    let made = state.app.challenge().await?;
    view(&ChallengeOut {
        challenge: made.text,
        difficulty: made.difficulty,
        ends_at: made.ends.rfc3339(),
    })
}

async fn report(
    state: web::Data<ApiState>,
    _: NoQuery,
    key: IdempotencyKey,
    body: Json<PublicReport>,
) -> Result<HttpResponse, Problem> {
    let said = body.canonical.clone();
    let parts = body.into_inner().into_parts();
    file(&state, ("announce_report", key), &said, parts).await
}

async fn information(
    state: web::Data<ApiState>,
    _: NoQuery,
    key: IdempotencyKey,
    body: Json<PublicInformation>,
) -> Result<HttpResponse, Problem> {
    let said = body.canonical.clone();
    let parts = body.into_inner().into_parts();
    file(&state, ("give_early_information", key), &said, parts).await
}

async fn file(
    state: &ApiState,
    (operation, key): (&'static str, IdempotencyKey),
    said: &str,
    parts: Result<(Proof, Uuid, Brought), Vec<FieldError>>,
) -> Result<HttpResponse, Problem> {
    let keyed = keyed(state, operation, key, &[said.as_bytes()])?;
    let (proof, office, brought) = parts.map_err(faults)?;
    let office = Id::new(office);
    receipt(
        state
            .app
            .file_at_door(keyed, proof, office, brought)
            .await?,
    )
}

async fn status(
    state: web::Data<ApiState>,
    language: Language,
    _: NoQuery,
    body: Json<StatusAsked>,
) -> Result<HttpResponse, Problem> {
    let found = state.app.by_receipt(&body.into_inner().secret()).await?;
    view(&TicketStatusOut::of(found, language))
}

async fn answer(
    state: web::Data<ApiState>,
    _: NoQuery,
    key: IdempotencyKey,
    body: Json<TicketAnswer>,
) -> Result<HttpResponse, Problem> {
    let keyed = keyed(&state, "answer_question", key, &[body.canonical.as_bytes()])?;
    let (secret, question, text) = body.into_inner().into_parts();
    let app = &state.app;
    receipt(app.answer_by_ticket(&secret, keyed, question, text).await?)
}

async fn by_ticket<B: ByTicket>(
    state: &ApiState,
    operation: &'static str,
    key: IdempotencyKey,
    body: Json<B>,
) -> Result<HttpResponse, Problem> {
    let keyed = keyed(state, operation, key, &[body.canonical.as_bytes()])?;
    let (secret, wish) = body.into_inner().into_wish().map_err(faults)?;
    receipt(state.app.act_by_ticket(&secret, keyed, wish).await?)
}

async fn complete(
    state: web::Data<ApiState>,
    _: NoQuery,
    key: IdempotencyKey,
    body: Json<TicketCompletion>,
) -> Result<HttpResponse, Problem> {
    by_ticket(&state, "complete_by_ticket", key, body).await
}

async fn withdraw(
    state: web::Data<ApiState>,
    _: NoQuery,
    key: IdempotencyKey,
    body: Json<TicketWithdrawal>,
) -> Result<HttpResponse, Problem> {
    by_ticket(&state, "withdraw_by_ticket", key, body).await
}

async fn correct(
    state: web::Data<ApiState>,
    _: NoQuery,
    key: IdempotencyKey,
    body: Json<TicketCorrection>,
) -> Result<HttpResponse, Problem> {
    by_ticket(&state, "ask_correction_by_ticket", key, body).await
}

async fn object(
    state: web::Data<ApiState>,
    _: NoQuery,
    key: IdempotencyKey,
    body: Json<TicketObjection>,
) -> Result<HttpResponse, Problem> {
    by_ticket(&state, "object_by_ticket", key, body).await
}

fn faults(errors: Vec<FieldError>) -> Problem {
    Problem::new(Code::ValidationFailed).with_errors(errors)
}
