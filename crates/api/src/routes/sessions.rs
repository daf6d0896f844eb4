//! Signing in, and the public keys of the tokens.

use actix_web::{HttpResponse, web};

use super::view;
use crate::{
    caller::ApiState,
    dto::session::{Session, SignIn},
    extract::{Json, NoQuery},
    problem::{Code, Problem},
};

pub(super) fn configure(services: &mut web::ServiceConfig) {
    services
        .route("/v1/sessions", web::post().to(sign_in))
        .route("/.well-known/jwks.json", web::get().to(key_set));
}

async fn sign_in(
    state: web::Data<ApiState>,
    _: NoQuery,
    body: Json<SignIn>,
) -> Result<HttpResponse, Problem> {
    let SignIn {
        username,
        password,
        office,
    } = body.into_inner();
    let principal = state.app.sign_in(username, password, office).await?;
    let now = state.app.clock().now();
    let id = state.app.ids().new_id(now);
    let (access_token, _) = state
        .tokens
        .issue(principal.account.raw(), principal.office.raw(), id, now)
        .map_err(|_| Problem::new(Code::Internal))?;
    view(&Session {
        access_token,
        token_type: "Bearer",
        expires_in: state.tokens.lifetime_seconds(),
        office_id: principal.office.raw(),
    })
}

async fn key_set(state: web::Data<ApiState>) -> Result<HttpResponse, Problem> {
    view(state.tokens.key_set())
}
