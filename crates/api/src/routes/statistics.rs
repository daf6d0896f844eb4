//! Figures that add up, as of a legal day and as known at a time.

use actix_web::{HttpRequest, HttpResponse, http::header, web};
use netralitas_app::error::AppError;

use super::view;
use crate::{
    caller::{ApiState, Caller},
    charts::{self, SVG},
    dto::{
        clock::Instant,
        statistics::{
            ChangesQuery, FigureChangesOut, FigureOut, FiguresQuery, FunnelOut, FunnelQuery,
            TimeInStageOut, TimeInStageQuery,
        },
    },
    extract::{Language, Query},
    middleware::prefers_svg,
    problem::{Code, Problem},
};

pub(super) fn configure(services: &mut web::ServiceConfig) {
    services
        .route("/v1/statistics/funnel", web::get().to(funnel))
        .route("/v1/statistics/figures", web::get().to(figures))
        .route("/v1/statistics/changes", web::get().to(changes))
        .route("/v1/statistics/time-in-stage", web::get().to(time_in_stage));
}

/// The answer as a picture where the caller likes that better, else as JSON.
fn shown(
    request: &HttpRequest,
    body: &impl serde::Serialize,
    drawn: impl FnOnce() -> Option<String>,
) -> Result<HttpResponse, Problem> {
    let mut response = if prefers_svg(request.headers()) {
        let picture = drawn().ok_or_else(|| Problem::new(Code::NotAcceptable))?;
        HttpResponse::Ok().content_type(SVG).body(picture)
    } else {
        view(body)?
    };
    let by = header::HeaderValue::from_static("accept");
    response.headers_mut().append(header::VARY, by);
    Ok(response)
}

async fn funnel(
    request: HttpRequest,
    state: web::Data<ApiState>,
    caller: Caller,
    query: Query<FunnelQuery>,
    language: Language,
) -> Result<HttpResponse, Problem> {
    let found = state
        .app
        .funnel(caller.0, query.into_inner().asked())
        .await?;
    let out = FunnelOut::of(&found, language);
    shown(&request, &out, || Some(charts::funnel(&out, language)))
}

async fn figures(
    request: HttpRequest,
    state: web::Data<ApiState>,
    caller: Caller,
    query: Query<FiguresQuery>,
    language: Language,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let figure = query
        .figure
        .ok_or_else(|| AppError::field("/figure", "missing"))?;
    let found = state
        .app
        .figure(caller.0, query.asked(), figure, query.breakdown())
        .await?;
    let out = FigureOut::of(&found, language);
    shown(&request, &out, || charts::figure(&out, &found.by, language))
}

async fn changes(
    request: HttpRequest,
    state: web::Data<ApiState>,
    caller: Caller,
    query: Query<ChangesQuery>,
    language: Language,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let from = query.known_from.map(Instant::moment);
    let from = from.ok_or_else(|| AppError::field("/known_from", "missing"))?;
    let found = state
        .app
        .figure_changes(caller.0, query.asked(), from)
        .await?;
    shown(&request, &FigureChangesOut::of(&found, language), || None)
}

async fn time_in_stage(
    request: HttpRequest,
    state: web::Data<ApiState>,
    caller: Caller,
    query: Query<TimeInStageQuery>,
    language: Language,
) -> Result<HttpResponse, Problem> {
    let query = query.into_inner();
    let found = state
        .app
        .time_in_stage(caller.0, query.asked(), query.machine)
        .await?;
    shown(&request, &TimeInStageOut::of(&found, language), || None)
}
