//! What is settled before a request reaches the routes: the quota of its address, and what browsers ask first.

use std::sync::Arc;

use actix_web::{
    HttpMessage as _, HttpResponse,
    dev::ServiceRequest,
    http::{
        Method,
        header::{self, HeaderMap, HeaderValue},
    },
};
use netralitas_app::clock::{Clock, Ids};

use super::{RouteTable, headers::Added};
use crate::{
    limits::{Cors, Front, class_of},
    problem::Problem,
};

/// What the shell works with.
pub(super) struct Parts {
    pub(super) clock: Arc<dyn Clock>,
    pub(super) ids: Arc<dyn Ids>,
    pub(super) routes: Arc<RouteTable>,
    pub(super) front: Front,
    pub(super) hsts: Option<HeaderValue>,
}

impl Parts {
    /// What is added to the answer of a request with these headers.
    pub(super) fn added(&self, headers: &HeaderMap) -> Added {
        Added::of(&self.front, self.hsts.as_ref(), headers)
    }

    /// Counts a request that needs no token; the refusal where its address has used up its quota.
    pub(super) fn count(&self, request: &ServiceRequest) -> Option<Problem> {
        let Front {
            limits, proxies, ..
        } = &self.front;
        let class = class_of(request.method(), request.path())?;
        let peer = || {
            let peer = request.peer_addr().map(|peer| peer.ip());
            proxies.caller(peer, request.headers())
        };
        let standing = limits.of_address(class, peer, || self.clock.now())?;
        request.extensions_mut().insert(standing);
        standing.refusal(limits)
    }

    /// The answer to the question of a browser whether a page of a listed origin may ask.
    pub(super) fn preflight(
        &self,
        request: &ServiceRequest,
        added: &Added,
    ) -> Option<HttpResponse> {
        let asked = request.method() == Method::OPTIONS
            && added.has_origin()
            && request
                .headers()
                .contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
        let methods = asked.then(|| self.routes.methods(request.path()))?;
        if methods.is_empty() {
            return None;
        }
        let mut response = HttpResponse::NoContent().finish();
        Cors::preflight(response.headers_mut(), &methods);
        Some(response)
    }
}
