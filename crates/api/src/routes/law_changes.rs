//! Changing the law book: what a change would move, making it, and what was made.

use actix_web::{HttpResponse, web};
use netralitas_app::error::AppError;
use uuid::Uuid;

use super::{keyed, receipt, view};
use crate::{
    caller::{ApiState, Caller},
    dto::law_changes::{LawChangeOut, LawChangePreview, LawChangesOut, NewLawChange},
    extract::{IdempotencyKey, Json, Language, NoQuery, Path},
    problem::Problem,
};

pub(super) fn configure(services: &mut web::ServiceConfig) {
    services
        .route("/v1/law-changes", web::get().to(all))
        .route("/v1/law-changes", web::post().to(change))
        .service(web::resource("/v1/law-changes/preview").route(web::post().to(preview)))
        .route("/v1/law-changes/{law_change_id}", web::get().to(one));
}

async fn all(
    state: web::Data<ApiState>,
    caller: Caller,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    let items = state.app.law_changes_to(caller.0).await?;
    view(&LawChangesOut {
        items: items.into_iter().map(LawChangeOut::from).collect(),
    })
}

async fn one(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    let id = path.into_inner();
    let all = state.app.law_changes_to(caller.0).await?;
    let found = all
        .into_iter()
        .find(|c| c.id == id)
        .ok_or(AppError::NotFound)?;
    view(&LawChangeOut::from(found))
}

async fn preview(
    state: web::Data<ApiState>,
    caller: Caller,
    language: Language,
    _: NoQuery,
    body: Json<NewLawChange>,
) -> Result<HttpResponse, Problem> {
    let change = body.into_inner().into();
    let preview = state.app.preview_law_change(caller.0, change).await?;
    view(&LawChangePreview::of(preview, language))
}

async fn change(
    state: web::Data<ApiState>,
    caller: Caller,
    _: NoQuery,
    key: IdempotencyKey,
    body: Json<NewLawChange>,
) -> Result<HttpResponse, Problem> {
    let keyed = keyed(&state, "change_law", key, &[body.canonical.as_bytes()])?;
    let answer = state
        .app
        .change_law(caller.0, keyed, body.into_inner().into())
        .await?;
    let app = state.app.clone();
    // The answer does not wait for the terms; what a stop interrupts goes on at the next start.
    actix_web::rt::spawn(async move {
        if let Err(error) = app.count_anew().await {
            tracing::error!(%error, "running terms could not be counted anew");
        }
    });
    receipt(answer)
}
