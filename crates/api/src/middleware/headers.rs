//! Headers of every answer.

use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};

use crate::{
    docs_page,
    extract::{Language, RequestId},
    limits::{Cors, Front},
};

/// What the installation adds to every answer.
#[derive(Debug, Clone)]
pub(super) struct Added {
    hsts: Option<HeaderValue>,
    /// Whether answers depend on the origin that asks.
    by_origin: bool,
    /// The listed origin that asks.
    origin: Option<HeaderValue>,
}

impl Added {
    /// For a request with these headers.
    pub(super) fn of(front: &Front, hsts: Option<&HeaderValue>, headers: &HeaderMap) -> Self {
        Self {
            hsts: hsts.cloned(),
            by_origin: front.cors.is_on(),
            origin: front.cors.origin(headers),
        }
    }

    /// Whether a page of a listed origin asks.
    pub(super) const fn has_origin(&self) -> bool {
        self.origin.is_some()
    }
}

/// Nothing may load, run or frame an answer of this API.
const API_POLICY: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Puts the standing headers on an answer; `cache-control` and `content-language` only where the handler set
/// none.
pub(super) fn apply(
    headers: &mut HeaderMap,
    path: &str,
    id: &RequestId,
    language: Language,
    added: &Added,
) {
    let policy = if docs_page::is_docs(path) {
        docs_page::POLICY
    } else {
        API_POLICY
    };
    let mut put = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    put(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(header::REFERRER_POLICY, "no-referrer");
    put(header::CONTENT_SECURITY_POLICY, policy);
    put(
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    // What is read through this API is in the caller's language; pages and documents say their own.
    if path.starts_with("/v1/") && !headers.contains_key(header::CONTENT_LANGUAGE) {
        let tag = HeaderValue::from_static(language.tag());
        headers.insert(header::CONTENT_LANGUAGE, tag);
    }
    headers.append(header::VARY, HeaderValue::from_static("accept-language"));
    if let Some(hsts) = &added.hsts {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, hsts.clone());
    }
    if added.by_origin {
        headers.append(header::VARY, HeaderValue::from_static("origin"));
    }
    if let Some(origin) = &added.origin {
        Cors::allow(headers, origin);
    }
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        headers.insert(RequestId::HEADER, value);
    }
}
