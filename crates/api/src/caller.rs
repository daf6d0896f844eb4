//! Who calls: the verified token as a principal.

use std::{
    future::{Ready, ready},
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
};

use actix_web::{FromRequest, HttpMessage as _, HttpRequest, dev::Payload, web::Data};
use futures_util::future::LocalBoxFuture;
use netralitas_app::{
    App, Principal,
    accounts::{Credential, clients::SECRET_DAYS, lock_out::Origin},
};
use netralitas_domain::{ids::Id, time::Moment};

use crate::{
    extract::Bearer,
    limits::{Limits, Proxies, class_of},
    outside::Outside,
    problem::{Code, Problem},
    scopes::scope_of,
    tokens::{Claims, ring::TokenRing},
};

/// What every route needs.
#[derive(Clone)]
pub struct ApiState {
    /// The use cases.
    pub app: App,
    /// Tokens, under the keys in force.
    pub tokens: Arc<TokenRing>,
    /// Where callers find this installation, without a slash at its end, such as `https://netralitas.example.go.id`.
    pub address: Arc<str>,
    /// Most days that a secret of a system holds.
    pub secret_days: u32,
    /// The outside issuers whose tokens are believed.
    pub outside: Arc<Outside>,
}

impl ApiState {
    /// With what holds where nothing is configured.
    #[must_use]
    pub fn new(app: App, tokens: Arc<TokenRing>) -> Self {
        Self {
            app,
            tokens,
            address: "http://127.0.0.1:8080".into(),
            secret_days: SECRET_DAYS,
            outside: Arc::new(Outside::nobody()),
        }
    }
}

/// The caller of a request, within the quota of the account. Its roles are read where an act is done.
#[derive(Debug, Clone, Copy)]
pub struct Caller(pub Principal);

impl FromRequest for Caller {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        Box::pin(caller(request.clone()))
    }
}

/// The neighbourhood that a request comes from, for whatever counts tries.
#[derive(Debug, Clone, Copy)]
pub struct From(pub Origin);

impl FromRequest for From {
    type Error = Problem;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let peer = request.peer_addr().map(|peer| peer.ip());
        let address = match request.app_data::<Proxies>() {
            Some(proxies) => proxies.caller(peer, request.headers()),
            None => peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)),
        };
        ready(Ok(Self(Origin::of(address))))
    }
}

async fn caller(request: HttpRequest) -> Result<Caller, Problem> {
    let state = request
        .app_data::<Data<ApiState>>()
        .ok_or_else(|| Problem::new(Code::Internal))?
        .clone();
    let bearer = Bearer::from_headers(request.headers())?;
    let now = state.app.clock().now();
    let token = bearer.token();
    if state.outside.is_for(token) {
        let found = state.outside.verify(token, now).await?;
        let linked = state.app.linked(found.issuer, found.subject).await?;
        let principal = linked.ok_or_else(|| Problem::new(Code::TokenInvalid))?;
        within_quota(&request, principal, now)?;
        return Ok(Caller(principal));
    }
    let claims = state.tokens.verify(token, now).await?;
    let principal = Principal {
        account: Id::new(claims.sub),
        office: Id::new(claims.office),
        credential: claims.credential(),
    };
    within_quota(&request, principal, now)?;
    within_scope(&request, &claims)?;
    Ok(Caller(principal))
}

/// Counts the request of an account, or of a system.
fn within_quota(request: &HttpRequest, by: Principal, now: Moment) -> Result<(), Problem> {
    let (Some(limits), Some(class)) = (
        request.app_data::<Limits>(),
        class_of(request.method(), request.path()),
    ) else {
        return Ok(());
    };
    let account = by.account.raw();
    let standing = match by.credential {
        Some(Credential::Secret(_)) => limits.of_system(account, now),
        _ => limits.of_account(class, account, now),
    };
    let Some(standing) = standing else {
        return Ok(());
    };
    request.extensions_mut().insert(standing);
    standing.refusal(limits).map_or(Ok(()), Err)
}

/// A system does what its token is for, and nothing that is for people.
fn within_scope(request: &HttpRequest, claims: &Claims) -> Result<(), Problem> {
    let Some(held) = &claims.scope else {
        return Ok(());
    };
    let problem = Problem::new(Code::InsufficientScope);
    let Some(wanted) = scope_of(request.method(), request.path()) else {
        return Err(problem.with_detail(
            "Operasi ini tidak untuk sistem.",
            "This operation is not for systems.",
        ));
    };
    let code = wanted.code();
    match held.split(' ').any(|scope| scope == code) {
        true => Ok(()),
        false => Err(problem.with_detail(
            format!("Diperlukan cakupan {code}."),
            format!("It needs the scope {code}."),
        )),
    }
}
