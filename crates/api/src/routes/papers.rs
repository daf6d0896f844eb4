//! `POST /v1/papers`: one paper against many tracks.

use actix_web::{HttpResponse, web};

use super::{keyed, receipt};
use crate::{
    caller::{ApiState, Caller},
    dto::many_papers::ManyPapers,
    extract::{IdempotencyKey, Json, NoQuery},
    problem::Problem,
};

/// The operation's stable name.
pub const OPERATION: &str = "attach_paper_to_many";

pub(super) fn configure(services: &mut web::ServiceConfig) {
    services.route("/v1/papers", web::post().to(attach));
}

async fn attach(
    state: web::Data<ApiState>,
    caller: Caller,
    _: NoQuery,
    key: IdempotencyKey,
    body: Json<ManyPapers>,
) -> Result<HttpResponse, Problem> {
    let keyed = keyed(&state, OPERATION, key, &[body.canonical.as_bytes()])?;
    let input = body.into_inner().into();
    receipt(
        state
            .app
            .attach_paper_to_many(caller.0, keyed, input)
            .await?,
    )
}
