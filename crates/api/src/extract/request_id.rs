//! The id that ties an answer to its log lines.

use std::future::{Ready, ready};

use actix_web::{
    FromRequest, HttpMessage as _, HttpRequest,
    dev::Payload,
    http::header::{HeaderMap, HeaderName},
};

use super::single;
use crate::problem::{Code, Problem};

/// The request's id: the caller's own where it is well formed, else one made by the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(pub(crate) String);

impl RequestId {
    /// The header that carries it, both ways.
    pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");
    /// The longest id that is taken from a caller.
    pub const MAX: usize = 128;

    /// The id as text: 1 to 128 characters of `[A-Za-z0-9._-]`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The caller's own id, if it sent exactly one that is well formed. Anything else is dropped, not
    /// refused: it would end up in logs and headers.
    #[must_use]
    pub fn from_headers(headers: &HeaderMap) -> Option<Self> {
        let text = single(headers, &Self::HEADER).ok()??.to_str().ok()?;
        let fine = (1..=Self::MAX).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'));
        fine.then(|| Self(text.to_owned()))
    }
}

impl FromRequest for RequestId {
    type Error = Problem;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        // Only a server without the outer layer has none: a fault of ours.
        ready(
            request
                .extensions()
                .get::<Self>()
                .cloned()
                .ok_or_else(|| Problem::new(Code::Internal)),
        )
    }
}
