//! The account of one's own: read, its password, its second factor.

use actix_web::{HttpResponse, web};
use netralitas_app::{accounts::own::Proof, keys::Secret};

use super::view;
use crate::{
    caller::{ApiState, Caller, From},
    dto::own::{
        OwnOut, OwnPassword, PasswordChange, PasswordChanged, RecoveryCodes, SecondFactorCode,
        SecondFactorProof, SecondFactorStarted, SecondFactorState,
    },
    extract::{Json, Language, NoQuery},
    problem::Problem,
};

pub(super) fn configure(services: &mut web::ServiceConfig) {
    services
        .route("/v1/own", web::get().to(own))
        .route("/v1/own/password", web::post().to(password))
        .route("/v1/own/second-factor", web::post().to(start))
        .route(
            "/v1/own/second-factor/confirmation",
            web::post().to(confirm),
        )
        .route("/v1/own/second-factor/end", web::post().to(end))
        .route("/v1/own/recovery-codes", web::post().to(recovery_codes));
}

fn proof(caller: Caller, from: From, password: String) -> Proof {
    Proof {
        principal: caller.0,
        origin: from.0,
        password: Secret::new(password.into_bytes()),
    }
}

async fn own(
    state: web::Data<ApiState>,
    caller: Caller,
    language: Language,
    _: NoQuery,
) -> Result<HttpResponse, Problem> {
    let own = state.app.own_account(caller.0).await?;
    view(&OwnOut::of(own, &caller, language))
}

async fn password(
    state: web::Data<ApiState>,
    caller: Caller,
    from: From,
    _: NoQuery,
    body: Json<PasswordChange>,
) -> Result<HttpResponse, Problem> {
    let PasswordChange { current, new } = body.into_inner();
    let new = Secret::new(new.into_bytes());
    let changed = state
        .app
        .change_password(proof(caller, from, current), &new);
    view(&PasswordChanged {
        sessions_ended: changed.await?,
    })
}

async fn start(
    state: web::Data<ApiState>,
    caller: Caller,
    from: From,
    _: NoQuery,
    body: Json<OwnPassword>,
) -> Result<HttpResponse, Problem> {
    let proof = proof(caller, from, body.into_inner().password);
    let started = state.app.start_second_factor(proof).await?;
    view(&SecondFactorStarted {
        secret: started.secret,
        otpauth_uri: started.address,
    })
}

async fn confirm(
    state: web::Data<ApiState>,
    caller: Caller,
    _: NoQuery,
    body: Json<SecondFactorCode>,
) -> Result<HttpResponse, Problem> {
    let code = body.into_inner().code;
    let recovery_codes = state.app.confirm_second_factor(caller.0, code).await?;
    view(&RecoveryCodes { recovery_codes })
}

async fn end(
    state: web::Data<ApiState>,
    caller: Caller,
    from: From,
    _: NoQuery,
    body: Json<SecondFactorProof>,
) -> Result<HttpResponse, Problem> {
    let SecondFactorProof { password, code } = body.into_inner();
    let proof = proof(caller, from, password);
    state.app.end_second_factor(proof, code).await?;
    view(&SecondFactorState {
        second_factor: false,
    })
}

async fn recovery_codes(
    state: web::Data<ApiState>,
    caller: Caller,
    from: From,
    _: NoQuery,
    body: Json<SecondFactorProof>,
) -> Result<HttpResponse, Problem> {
    let SecondFactorProof { password, code } = body.into_inner();
    let proof = proof(caller, from, password);
    let recovery_codes = state.app.new_recovery_codes(proof, code).await?;
    view(&RecoveryCodes { recovery_codes })
}
