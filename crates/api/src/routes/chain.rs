//! The cases that belong together with one.

use actix_web::{HttpResponse, web};
use netralitas_domain::ids::Id;
use uuid::Uuid;

use super::view;
use crate::{
    caller::{ApiState, Caller},
    dto::chain::ChainOut,
    extract::{NoQuery, Path},
    problem::Problem,
};

pub(super) fn configure(services: &mut web::ServiceConfig) {
    services.route("/chain", web::get().to(chain));
}

async fn chain(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    let found = state
        .app
        .chain(caller.0, Id::new(path.into_inner()))
        .await?;
    view(&ChainOut::of(&found))
}
