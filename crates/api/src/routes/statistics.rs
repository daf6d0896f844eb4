//! Figures that add up, as of a legal day and as known at a time.

use actix_web::{HttpResponse, web};
use netralitas_app::error::AppError;

use super::view;
use crate::{
    caller::{ApiState, Caller},
    dto::{
        clock::Instant,
        statistics::{
            ChangesQuery, FigureChangesOut, FigureOut, FiguresQuery, FunnelOut, FunnelQuery,
        },
    },
    extract::{Language, Query},
    problem::Problem,
};

pub(super) fn configure(services: &mut web::ServiceConfig) {
    services
        .route("/v1/statistics/funnel", web::get().to(funnel))
        .route("/v1/statistics/figures", web::get().to(figures))
        .route("/v1/statistics/changes", web::get().to(changes));
}

async fn funnel(
    state: web::Data<ApiState>,
    caller: Caller,
    query: Query<FunnelQuery>,
    language: Language,
) -> Result<HttpResponse, Problem> {
    let found = state
        .app
        .funnel(caller.0, query.into_inner().asked())
        .await?;
    view(&FunnelOut::of(&found, language))
}

async fn figures(
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
    view(&FigureOut::of(&found, language))
}

async fn changes(
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
    view(&FigureChangesOut::of(&found, language))
}
