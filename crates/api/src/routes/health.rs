//! Signs of life.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use utoipa::ToSchema;

use super::view;
use crate::{
    caller::ApiState,
    problem::{Code, Problem},
};

/// A sign of life.
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    /// `ok`.
    pub status: &'static str,
}

pub(super) fn configure(services: &mut web::ServiceConfig) {
    services
        .route("/health/live", web::get().to(live))
        .route("/health/ready", web::get().to(ready));
}

async fn live() -> Result<HttpResponse, Problem> {
    view(&Health { status: "ok" })
}

async fn ready(state: web::Data<ApiState>) -> Result<HttpResponse, Problem> {
    state
        .app
        .ready()
        .await
        .map_err(|_| Problem::new(Code::NotReady).with_retry_after(5))?;
    view(&Health { status: "ok" })
}
