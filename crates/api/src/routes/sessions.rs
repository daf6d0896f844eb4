//! Signing in, the sessions that it begins, and the public keys of the tokens.

use actix_web::{HttpResponse, web};
use netralitas_app::{
    accounts::sessions::{Entered, SignInAsked},
    keys::Secret,
};
use netralitas_domain::ids::Id;
use uuid::Uuid;

use super::view;
use crate::{
    caller::{ApiState, Caller, From},
    dto::{
        accounts::NoMore,
        session::{Renewal, SessionsEnded, SessionsOut, SignIn, SignedIn},
    },
    extract::{Json, NoQuery, Path},
    problem::{Code, Problem},
};

pub(super) fn configure(services: &mut web::ServiceConfig) {
    services
        .route("/v1/sessions", web::get().to(own))
        .route("/v1/sessions", web::post().to(sign_in))
        .route("/v1/sessions/renewal", web::post().to(renew))
        .route("/v1/sessions/end-all", web::post().to(end_all))
        .route("/v1/sessions/{session_id}/end", web::post().to(end))
        .route("/.well-known/jwks.json", web::get().to(key_set));
}

async fn sign_in(
    state: web::Data<ApiState>,
    from: From,
    _: NoQuery,
    body: Json<SignIn>,
) -> Result<HttpResponse, Problem> {
    let SignIn {
        username,
        password,
        office,
        code,
        device,
    } = body.into_inner();
    let asked = SignInAsked {
        username,
        password,
        office,
        code,
        device,
        origin: from.0,
    };
    let entered = state.app.sign_in(asked).await?;
    signed_in(&state, entered).await
}

async fn renew(
    state: web::Data<ApiState>,
    _: NoQuery,
    body: Json<Renewal>,
) -> Result<HttpResponse, Problem> {
    let secret = Secret::new(body.into_inner().refresh_token.into_bytes());
    let entered = state.app.renew_session(&secret).await?;
    signed_in(&state, entered).await
}

async fn signed_in(state: &ApiState, entered: Entered) -> Result<HttpResponse, Problem> {
    let Entered {
        session,
        refresh,
        device,
        offices,
    } = entered;
    let (account, office) = (session.account.raw(), session.office.raw());
    let now = state.app.clock().now();
    let id = state.app.ids().new_id(now);
    let tokens = state.tokens.now().await?;
    let (access_token, _) = tokens
        .issue(account, office, Some(session.id.raw()), id, now)
        .map_err(|_| Problem::new(Code::Internal))?;
    view(&SignedIn {
        access_token,
        token_type: "Bearer",
        expires_in: tokens.lifetime_seconds(),
        refresh_token: refresh,
        session_id: session.id.raw(),
        office_id: office,
        offices,
        device,
    })
}

async fn own(
    state: web::Data<ApiState>,
    caller: Caller,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    let all = state.app.own_sessions(caller.0).await?;
    view(&SessionsOut::of(all, caller.0.session()))
}

async fn end(
    state: web::Data<ApiState>,
    caller: Caller,
    path: Path<Uuid>,
    _: NoQuery,
    _: Json<NoMore>,
) -> Result<HttpResponse, Problem> {
    let one = Some(Id::new(path.into_inner()));
    let sessions_ended = state.app.end_own_sessions(caller.0, one).await?;
    view(&SessionsEnded { sessions_ended })
}

async fn end_all(
    state: web::Data<ApiState>,
    caller: Caller,
    _: NoQuery,
    _: Json<NoMore>,
) -> Result<HttpResponse, Problem> {
    let sessions_ended = state.app.end_own_sessions(caller.0, None).await?;
    view(&SessionsEnded { sessions_ended })
}

async fn key_set(state: web::Data<ApiState>) -> Result<HttpResponse, Problem> {
    view(state.tokens.to_show().await.key_set())
}
