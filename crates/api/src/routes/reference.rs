//! The tables of the procedure, the offices, and the API document.

use std::sync::LazyLock;

use actix_web::{HttpResponse, web};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::view;
use crate::{
    caller::{ApiState, Caller},
    dto::view::Named,
    extract::Language,
    openapi,
    problem::Problem,
};

static DOCUMENT: LazyLock<String> = LazyLock::new(openapi::text);

pub(super) fn configure(services: &mut web::ServiceConfig) {
    services
        .route("/openapi.json", web::get().to(document))
        .route("/v1/procedure", web::get().to(procedure))
        .route("/v1/offices", web::get().to(offices));
}

async fn document() -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(DOCUMENT.as_str())
}

async fn procedure(state: web::Data<ApiState>) -> Result<HttpResponse, Problem> {
    let known = state.app.known_now().await?;
    let _ = &known;
    view(&serde_json::json!({ "actions": netralitas_domain::procedure::Action::ALL }))
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

async fn offices(state: web::Data<ApiState>, _caller: Caller, language: Language) -> Result<HttpResponse, Problem> {
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
