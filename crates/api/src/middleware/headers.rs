//! Headers of every answer.

use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};

use crate::{
    docs_page,
    extract::{Language, RequestId},
};

/// Nothing may load, run or frame an answer of this API.
const API_POLICY: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Puts the standing headers on an answer; `cache-control` and `content-language` only where the handler set
/// none.
pub(super) fn apply(headers: &mut HeaderMap, path: &str, id: &RequestId, language: Language) {
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
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        headers.insert(RequestId::HEADER, value);
    }
}
