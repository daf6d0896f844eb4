//! New cases.

use actix_web::{HttpResponse, web};
use netralitas_app::Keyed;
use netralitas_domain::procedure::{Action, operations};

use super::receipt;
use crate::{
    caller::{ApiState, Caller},
    dto::filing::Filing,
    extract::{IdempotencyKey, Json, NoQuery},
    problem::{Code, Problem},
};

pub(super) fn configure(services: &mut web::ServiceConfig) {
    for rule in operations().into_iter().filter(|r| r.is_creation()) {
        let action = rule.action;
        let handler = move |state, caller, query, key, body| {
            let _: NoQuery = query;
            file(action, state, caller, key, body)
        };
        services.route(&format!("/v1/{}", rule.path), web::post().to(handler));
    }
}

async fn file(
    action: Action,
    state: web::Data<ApiState>,
    caller: Caller,
    key: IdempotencyKey,
    body: Json<Filing>,
) -> Result<HttpResponse, Problem> {
    let operation = action.code();
    let fingerprint = state
        .app
        .fingerprint(&[operation.as_bytes(), body.canonical.as_bytes()])?;
    let filing = body
        .into_inner()
        .into_input(action)
        .map_err(|errors| Problem::new(Code::ValidationFailed).with_errors(errors))?;
    let keyed = Keyed {
        operation,
        key: key.into_inner(),
        fingerprint,
    };
    receipt(state.app.open(caller.0, keyed, filing).await?)
}
