//! The one outer layer of the server.
//!
//! It gives each request its id, runs it inside a log span, catches panics, turns every failure that is
//! not a problem yet into one, renders problems in the caller's language, and puts the standing headers on. What
//! needs no token is counted here by address, before its body is read.

use std::{
    future::{Ready, ready},
    panic::AssertUnwindSafe,
    rc::Rc,
    sync::Arc,
    time::Instant,
};

use actix_web::{
    Error, HttpMessage as _,
    body::{BoxBody, MessageBody},
    dev::{Service, ServiceRequest, ServiceResponse, Transform, forward_ready},
    http::{Method, StatusCode, header},
};
use futures_util::{FutureExt as _, future::LocalBoxFuture};
use netralitas_app::clock::{Clock, Ids};
use tracing::Instrument as _;

use super::{
    Rendered, RouteTable, accept, beat,
    headers::{self, Added},
    parts::Parts,
};
use crate::{
    extract::{Language, RequestId},
    limits::{Front, Standing},
    problem::{Code, MEDIA_TYPE, Problem},
};

/// Wraps the whole application: `App::new().wrap(shell.clone())`, as the last `wrap`.
#[derive(Clone)]
pub struct Shell {
    parts: Arc<Parts>,
}

impl Shell {
    /// Takes the sources of request ids and the table of all addresses; with the default [`Front`].
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>, ids: Arc<dyn Ids>, routes: Arc<RouteTable>) -> Self {
        Self::before(Front::default(), clock, ids, routes)
    }

    /// The same with what the installation sets. The limits of accounts hold where the app's data has them too
    /// (`App::app_data(front.limits.clone())`, and `front.proxies.clone()` for whoever counts tries).
    #[must_use]
    pub fn before(
        front: Front,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
        routes: Arc<RouteTable>,
    ) -> Self {
        let parts = Parts {
            clock,
            ids,
            routes,
            hsts: front.hsts(),
            front,
        };
        Self {
            parts: Arc::new(parts),
        }
    }
}

impl<S, B> Transform<S, ServiceRequest> for Shell
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error> + 'static,
    B: MessageBody + 'static,
{
    type Response = ServiceResponse<BoxBody>;
    type Error = Error;
    type Transform = ShellService<S>;
    type InitError = ();
    type Future = Ready<Result<Self::Transform, ()>>;

    fn new_transform(&self, service: S) -> Self::Future {
        ready(Ok(ShellService {
            service: Rc::new(service),
            parts: Arc::clone(&self.parts),
        }))
    }
}

/// On an answer that is no success and no problem: another standard says how it looks.
#[derive(Debug, Clone, Copy)]
pub struct OtherForm;

/// The layer around one service.
pub struct ShellService<S> {
    service: Rc<S>,
    parts: Arc<Parts>,
}

/// What is known of a request before it is given away.
struct Facts {
    id: RequestId,
    language: Language,
    path: String,
    method: Method,
    began: Instant,
    added: Added,
}

impl<S, B> Service<ServiceRequest> for ShellService<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse<B>, Error = Error> + 'static,
    B: MessageBody + 'static,
{
    type Response = ServiceResponse<BoxBody>;
    type Error = Error;
    type Future = LocalBoxFuture<'static, Result<Self::Response, Error>>;

    forward_ready!(service);

    fn call(&self, mut request: ServiceRequest) -> Self::Future {
        let id = RequestId::from_headers(request.headers()).unwrap_or_else(|| {
            RequestId(self.parts.ids.new_id(self.parts.clock.now()).to_string())
        });
        let facts = Facts {
            language: Language::of_headers(request.headers()),
            path: request.path().to_owned(),
            method: request.method().clone(),
            began: Instant::now(),
            id: id.clone(),
            added: self.parts.added(request.headers()),
        };
        request.extensions_mut().insert(id);
        // HEAD is GET without a body; the connection drops the body by what it read off the wire.
        if request.method() == Method::HEAD {
            request.head_mut().method = Method::GET;
        }
        let span = tracing::info_span!("request", request_id = facts.id.as_str());
        let (service, parts) = (Rc::clone(&self.service), Arc::clone(&self.parts));
        let run = async move {
            let front = &parts.front;
            if let Some(response) = parts.preflight(&request, &facts.added) {
                return Ok(facts.finish(request.into_response(response), front));
            }
            if let Some(problem) = parts.count(&request) {
                let response = problem.respond(facts.language, facts.id.as_str());
                return Ok(facts.finish(request.into_response(response), front));
            }
            if facts.path.starts_with("/v1/")
                && !accept::gives_bytes(request.method(), &facts.path)
                && !accept::draws(request.method(), &facts.path, request.headers())
                && !accept::takes_json(request.headers())
            {
                let problem = Problem::new(Code::NotAcceptable);
                let response = problem.respond(facts.language, facts.id.as_str());
                return Ok(facts.finish(request.into_response(response), front));
            }
            // A panic unwinds the handler's own state only; what is shared is behind locks that poison
            // or in the database, whose transaction is rolled back when its handle is dropped.
            match AssertUnwindSafe(async { service.call(request).await })
                .catch_unwind()
                .await
            {
                Ok(Ok(response)) => {
                    let response = facts.render(response.map_into_boxed_body(), &parts.routes);
                    beat::wait(response.status(), facts.began, front.beat).await;
                    Ok(facts.finish(response, front))
                }
                Ok(Err(error)) => {
                    let status = error.as_response_error().status_code();
                    let problem = match error.as_error::<Problem>() {
                        Some(problem) => problem.clone(),
                        None => by_status(status, &facts.path, &parts.routes),
                    };
                    let status = actix_web::ResponseError::status_code(&problem);
                    beat::wait(status, facts.began, front.beat).await;
                    Err(facts.give_up(problem))
                }
                Err(_) => {
                    tracing::error!("a handler panicked");
                    Err(facts.give_up(Problem::new(Code::Internal)))
                }
            }
        };
        Box::pin(run.instrument(span))
    }
}

impl Facts {
    /// The response with every failure as a problem in the caller's language.
    fn render(
        &self,
        response: ServiceResponse<BoxBody>,
        routes: &RouteTable,
    ) -> ServiceResponse<BoxBody> {
        if response.response().extensions().contains::<OtherForm>() {
            return response;
        }
        let made = response.response().extensions().get::<Problem>().cloned();
        let problem = match made {
            Some(problem) => problem,
            None => {
                let status = response.status();
                let failed = status.is_client_error() || status.is_server_error();
                let told = response
                    .headers()
                    .get(header::CONTENT_TYPE)
                    .is_some_and(|kind| kind.as_bytes().starts_with(MEDIA_TYPE.as_bytes()));
                if !failed || told {
                    return response;
                }
                by_status(status, &self.path, routes)
            }
        };
        response.into_response(problem.respond(self.language, self.id.as_str()))
    }

    fn finish(
        &self,
        mut response: ServiceResponse<BoxBody>,
        front: &Front,
    ) -> ServiceResponse<BoxBody> {
        let standing = response.request().extensions().get::<Standing>().copied();
        let headers = response.headers_mut();
        headers::apply(headers, &self.path, &self.id, self.language, &self.added);
        if let Some(standing) = standing {
            front.limits.tell(standing, headers);
        }
        let route = response.request().match_pattern();
        self.log(route.as_deref().unwrap_or("-"), response.status());
        response
    }

    fn give_up(self, problem: Problem) -> Error {
        self.log("-", actix_web::ResponseError::status_code(&problem));
        Rendered {
            problem,
            language: self.language,
            id: self.id,
            path: self.path,
            added: self.added,
        }
        .into()
    }

    // The route's pattern, not the path: a path can hold what should not be in a log.
    fn log(&self, route: &str, status: StatusCode) {
        tracing::info!(
            method = self.method.as_str(),
            route,
            status = status.as_u16(),
            micros = u64::try_from(self.began.elapsed().as_micros()).unwrap_or(u64::MAX),
            "answered"
        );
    }
}

/// The problem for a failure that the framework made.
fn by_status(status: StatusCode, path: &str, routes: &RouteTable) -> Problem {
    match status {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => routes.refuse(path),
        StatusCode::UNAUTHORIZED => Code::Unauthenticated.into(),
        StatusCode::FORBIDDEN => Code::ForbiddenRole.into(),
        StatusCode::NOT_ACCEPTABLE => Code::NotAcceptable.into(),
        StatusCode::REQUEST_TIMEOUT => Code::RequestTimeout.into(),
        StatusCode::PAYLOAD_TOO_LARGE => Code::BodyTooLarge.into(),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Code::UnsupportedMediaType.into(),
        StatusCode::TOO_MANY_REQUESTS => Code::TooManyRequests.into(),
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => Code::HeadersTooLarge.into(),
        StatusCode::SERVICE_UNAVAILABLE => Problem::new(Code::TooBusy).with_retry_after(1),
        other if other.is_server_error() => Code::Internal.into(),
        _ => Code::Refused.into(),
    }
}
