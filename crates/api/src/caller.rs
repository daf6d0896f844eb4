//! Who calls: the verified token as a principal.

use std::{
    future::{Ready, ready},
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
};

use actix_web::{FromRequest, HttpMessage as _, HttpRequest, dev::Payload, web::Data};
use netralitas_app::{App, Principal, accounts::lock_out::Origin};
use netralitas_domain::ids::Id;

use crate::{
    extract::Bearer,
    limits::{Limits, Proxies, class_of},
    problem::{Code, Problem},
    tokens::Tokens,
};

/// What every route needs.
#[derive(Clone)]
pub struct ApiState {
    /// The use cases.
    pub app: App,
    /// Tokens.
    pub tokens: Arc<Tokens>,
}

/// The caller of a request, within the quota of the account. Its roles are read where an act is done.
#[derive(Debug, Clone, Copy)]
pub struct Caller(pub Principal);

impl FromRequest for Caller {
    type Error = Problem;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(caller(request))
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

fn caller(request: &HttpRequest) -> Result<Caller, Problem> {
    let state = request
        .app_data::<Data<ApiState>>()
        .ok_or_else(|| Problem::new(Code::Internal))?;
    let bearer = Bearer::from_headers(request.headers())?;
    let now = state.app.clock().now();
    let claims = state.tokens.verify(bearer.token(), now)?;
    if let Some(limits) = request.app_data::<Limits>()
        && let Some(class) = class_of(request.method(), request.path())
        && let Some(standing) = limits.of_account(class, claims.sub, now)
    {
        request.extensions_mut().insert(standing);
        if let Some(problem) = standing.refusal(limits) {
            return Err(problem);
        }
    }
    Ok(Caller(Principal {
        account: Id::new(claims.sub),
        office: Id::new(claims.office),
        session: claims.sid.map(Id::new),
    }))
}
