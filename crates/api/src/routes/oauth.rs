//! How systems get tokens: the client credentials grant of OAuth 2 (RFC 6749, section 4.4) and the metadata that tells of
//! it (RFC 8414).

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
    web,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use netralitas_app::{
    accounts::{SystemEntered, SystemTokenAsked},
    error::AppError,
    keys::Secret,
};
use netralitas_domain::procedure::ClientScope;

use super::view;
use crate::{
    caller::ApiState,
    dto::clients::{ServerMetadata, SystemToken, TokenRefusal},
    extract::{Form, NoQuery},
    middleware::OtherForm,
    problem::{Code, Problem},
    tokens::Subject,
};

/// The only grant.
const GRANT: &str = "client_credentials";

pub(super) fn configure(services: &mut web::ServiceConfig) {
    services
        .route("/oauth2/token", web::post().to(token))
        .route(
            "/.well-known/oauth-authorization-server",
            web::get().to(metadata),
        );
}

/// Why no token is given: status, code and words of RFC 6749, section 5.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusal {
    Request,
    Client,
    Unconfirmed,
    Grant,
    Scope,
}

impl Refusal {
    fn respond(self) -> HttpResponse {
        let (status, error, error_description) = match self {
            Self::Request => (
                StatusCode::BAD_REQUEST,
                "invalid_request",
                "A parameter is missing, sent twice, or the client is named in two ways.",
            ),
            Self::Client => (
                StatusCode::UNAUTHORIZED,
                "invalid_client",
                "The client is unknown or ended, or its secret does not fit, lapsed or was ended.",
            ),
            // Only who has the secret learns it.
            Self::Unconfirmed => (
                StatusCode::BAD_REQUEST,
                "unauthorized_client",
                "The system, or this secret of it, waits until the head of its office confirms it.",
            ),
            Self::Grant => (
                StatusCode::BAD_REQUEST,
                "unsupported_grant_type",
                "The only grant is client_credentials.",
            ),
            Self::Scope => (
                StatusCode::BAD_REQUEST,
                "invalid_scope",
                "A scope is unknown, or not among those of the secret.",
            ),
        };
        let mut builder = HttpResponse::build(status);
        if self == Self::Client {
            builder.insert_header((header::WWW_AUTHENTICATE, r#"Basic realm="netralitas""#));
        }
        let mut response = builder.json(TokenRefusal {
            error,
            error_description,
        });
        // Not a problem of this API: OAuth 2 says how its refusals look.
        response.extensions_mut().insert(OtherForm);
        response
    }
}

async fn token(
    state: web::Data<ApiState>,
    request: HttpRequest,
    _: NoQuery,
    form: Form,
) -> Result<HttpResponse, Problem> {
    let asked = match asked(request.headers(), &form) {
        Ok(asked) => asked,
        Err(refusal) => return Ok(refusal.respond()),
    };
    match state.app.enter_system(asked).await {
        Ok(SystemEntered::May {
            account,
            office,
            secret,
            scopes,
        }) => {
            let codes: Vec<String> = scopes.into_iter().map(ClientScope::code).collect();
            let subject = Subject {
                account: account.raw(),
                office: office.raw(),
                session: None,
                system: Some((secret.raw(), codes.join(" "))),
            };
            issued(&state, subject).await
        }
        Ok(SystemEntered::Unconfirmed) => Ok(Refusal::Unconfirmed.respond()),
        Ok(SystemEntered::NoSuchScope) => Ok(Refusal::Scope.respond()),
        Err(AppError::Credentials) => Ok(Refusal::Client.respond()),
        Err(error) => Err(error.into()),
    }
}

async fn issued(state: &ApiState, subject: Subject) -> Result<HttpResponse, Problem> {
    let now = state.app.clock().now();
    let id = state.app.ids().new_id(now);
    let tokens = state.tokens.now().await?;
    let (access_token, claims) = tokens
        .issue_for(subject, id, now)
        .map_err(|_| Problem::new(Code::Internal))?;
    let mut response = view(&SystemToken {
        access_token,
        token_type: "Bearer",
        expires_in: tokens.lifetime_seconds(),
        scope: claims.scope.unwrap_or_default(),
    })?;
    let headers = response.headers_mut();
    headers.insert(
        header::CACHE_CONTROL,
        header::HeaderValue::from_static("no-store"),
    );
    headers.insert(header::PRAGMA, header::HeaderValue::from_static("no-cache"));
    Ok(response)
}

/// What a request asks for, its client named once: in the header or in the body.
fn asked(headers: &header::HeaderMap, form: &Form) -> Result<SystemTokenAsked, Refusal> {
    let one = |name| form.one(name).map_err(|_| Refusal::Request);
    let grant = one("grant_type")?.ok_or(Refusal::Request)?;
    let (id, secret, scope) = (one("client_id")?, one("client_secret")?, one("scope")?);
    let header = headers.get_all(header::AUTHORIZATION).count() > 0;
    let (client_id, secret) = match (header, id, secret) {
        (true, None, None) => basic(headers).ok_or(Refusal::Client)?,
        // Basic names the client; the body may name the same one again.
        (true, Some(id), None) => basic(headers)
            .filter(|(named, _)| named == id)
            .ok_or(Refusal::Client)?,
        (true, _, Some(_)) => return Err(Refusal::Request),
        (false, Some(id), Some(secret)) => (id.to_owned(), secret.to_owned()),
        (false, ..) => return Err(Refusal::Client),
    };
    if grant != GRANT {
        return Err(Refusal::Grant);
    }
    Ok(SystemTokenAsked {
        client_id,
        secret: Secret::new(secret.into_bytes()),
        scopes: scope.map(|text| text.split_ascii_whitespace().map(str::to_owned).collect()),
    })
}

/// Name and secret of a `Basic` header, each form-encoded before (RFC 6749, section 2.3.1).
fn basic(headers: &header::HeaderMap) -> Option<(String, String)> {
    let mut all = headers.get_all(header::AUTHORIZATION);
    let (first, None) = (all.next()?, all.next()) else {
        return None;
    };
    let (scheme, rest) = first.to_str().ok()?.split_once(' ')?;
    let bytes = STANDARD.decode(rest.trim()).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (id, secret) = text.split_once(':')?;
    scheme
        .eq_ignore_ascii_case("basic")
        .then(|| (decoded(id), decoded(secret)))
}

fn decoded(text: &str) -> String {
    let pair = form_urlencoded::parse(text.as_bytes()).next();
    pair.map_or_else(String::new, |(name, _)| name.into_owned())
}

async fn metadata(state: web::Data<ApiState>, _: NoQuery) -> Result<HttpResponse, Problem> {
    let at = |path: &str| format!("{}{path}", state.address);
    view(&ServerMetadata {
        issuer: state.address.to_string(),
        token_endpoint: at("/oauth2/token"),
        jwks_uri: at("/.well-known/jwks.json"),
        scopes_supported: ClientScope::all()
            .into_iter()
            .map(ClientScope::code)
            .collect(),
        response_types_supported: Vec::new(),
        grant_types_supported: vec![GRANT],
        token_endpoint_auth_methods_supported: vec!["client_secret_basic", "client_secret_post"],
        service_documentation: at("/docs"),
    })
}
