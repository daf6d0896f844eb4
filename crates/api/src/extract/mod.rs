//! What a request carries, taken out of it strictly: each extractor fails with a [`crate::problem::Problem`].
//!
//! Owns the reading of headers, bodies, queries and paths. Must not know DTOs or routes.
//!
//! ```ignore
//! async fn send(case: Path<CaseId>, version: IfMatch, key: IdempotencyKey, body: Json<SendRecommendation>)
//! ```

mod bearer;
mod file_headers;
mod form;
mod idempotency_key;
mod if_match;
mod if_none_match;
mod json;
mod json_errors;
mod json_value;
mod language;
mod path;
mod pointer;
mod query;
mod request_id;

pub use bearer::Bearer;
pub use file_headers::{CONTENT_DIGEST, FileHeaders, MOST_NAME, REPR_DIGEST};
pub use form::{Form, Twice};
pub use idempotency_key::IdempotencyKey;
pub use if_match::IfMatch;
pub use if_none_match::IfNoneMatch;
pub use json::{BodyLimit, BodyTimeout, Json, Tried};
#[cfg(test)]
pub(crate) use json_value::MOST_ITEMS;
pub use language::Language;
pub use path::Path;
pub use pointer::validation_errors;
pub use query::{NoQuery, Query};
pub use request_id::RequestId;

use actix_web::http::header::{HeaderMap, HeaderName};

/// The one value of a header; `Err` when it is sent more than once.
fn single<'a>(
    headers: &'a HeaderMap,
    name: &HeaderName,
) -> Result<Option<&'a actix_web::http::header::HeaderValue>, ()> {
    let mut all = headers.get_all(name);
    let first = all.next();
    if all.next().is_some() {
        Err(())
    } else {
        Ok(first)
    }
}

#[cfg(test)]
mod header_tests;
#[cfg(test)]
mod json_tests;
#[cfg(test)]
mod query_tests;
