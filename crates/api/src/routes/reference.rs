//! The tables of the procedure, the law book, the offices, and the API document.

use std::sync::LazyLock;

use actix_web::{HttpResponse, web};
use netralitas_domain::procedure::render;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::view;
use crate::{
    caller::{ApiState, Caller},
    dto::{answer::Named, law_book::LawBook},
    extract::{Language, NoQuery},
    openapi,
    problem::Problem,
};

static DOCUMENT: LazyLock<String> = LazyLock::new(openapi::text);

pub(super) fn configure(services: &mut web::ServiceConfig) {
    services
        .route("/openapi.json", web::get().to(document))
        .route("/v1/procedure", web::get().to(procedure))
        .route("/v1/law-book", web::get().to(law_book))
        .route("/v1/offices", web::get().to(offices));
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

/// An office.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfficeOut {
    /// Identifier.
    pub id: Uuid,
    /// Short code.
    pub code: String,
    /// Name.
    pub name: String,
    /// What it is.
    pub kind: Named,
    /// Its level.
    pub level: Named,
    /// The office above it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<Uuid>,
    /// Bawaslu's own area code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area_code: Option<String>,
    /// Its time zone.
    pub zone: &'static str,
    /// Whether it records its own steps here.
    pub uses_installation: bool,
}

/// The offices.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfficesOut {
    /// Every office, by code.
    pub items: Vec<OfficeOut>,
}

async fn offices(
    state: web::Data<ApiState>,
    _caller: Caller,
    language: Language,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    let known = state.app.known_now().await?;
    let mut items: Vec<OfficeOut> = known
        .offices
        .all()
        .map(|o| OfficeOut {
            id: o.id.raw(),
            code: o.code.clone(),
            name: o.name.clone(),
            kind: Named::of(o.kind, language),
            level: Named::of(o.level, language),
            parent_id: o.parent.map(|p| p.raw()),
            area_code: o.area_code.clone(),
            zone: o.zone.code(),
            uses_installation: o.uses_installation,
        })
        .collect();
    items.sort_by(|a, b| a.code.cmp(&b.code));
    view(&OfficesOut { items })
}
