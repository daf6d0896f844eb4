//! The tables of the procedure, the law book, and the API document.

use std::sync::LazyLock;

use actix_web::{HttpResponse, web};
use netralitas_domain::procedure::render;
use utoipa::ToSchema;

use super::view;
use crate::{
    caller::ApiState, dto::law_book::LawBook, extract::NoQuery, openapi, problem::Problem,
};

static DOCUMENT: LazyLock<String> = LazyLock::new(openapi::text);

pub(super) fn configure(services: &mut web::ServiceConfig) {
    services
        .route("/openapi.json", web::get().to(document))
        .route("/v1/procedure", web::get().to(procedure))
        .route("/v1/law-book", web::get().to(law_book));
}

async fn document() -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/json")
        .body(DOCUMENT.as_str())
}

async fn procedure(state: web::Data<ApiState>, _: NoQuery) -> Result<HttpResponse, Problem> {
    let known = state.app.known_now().await?;
    view(&render::reference(&known.book))
}

async fn law_book(state: web::Data<ApiState>, _: NoQuery) -> Result<HttpResponse, Problem> {
    let known = state.app.known_now().await?;
    view(&LawBook::of(&known.book))
}

/// An OpenAPI 3.1 document.
#[derive(Debug, ToSchema)]
pub struct ApiDocument {
    /// The version of the form.
    pub openapi: String,
    /// Title, version, licence.
    #[schema(value_type = Object)]
    pub info: serde_json::Value,
    /// The operations.
    #[schema(value_type = Object)]
    pub paths: serde_json::Value,
    /// What operations share.
    #[schema(value_type = Object)]
    pub components: serde_json::Value,
}
