//! Which version the caller has seen.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header};

use super::single;
use crate::problem::{Code, Problem};

/// The version in `If-Match`: one strong `ETag` of the form `"5"`. Weak tags, lists and `*` are refused:
/// an act is on the version that was read, not on any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IfMatch(pub i64);

impl IfMatch {
    fn parse(value: &str) -> Option<Self> {
        let digits = value.trim().strip_prefix('"')?.strip_suffix('"')?;
        let canonical = digits == "0" || !digits.starts_with('0');
        let plain = canonical && digits.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| digits.parse().ok()).flatten().map(Self)
    }
}

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(match single(request.headers(), &header::IF_MATCH) {
            Ok(None) => Err(Problem::new(Code::IfMatchRequired)),
            Ok(Some(value)) => value
                .to_str()
                .ok()
                .and_then(Self::parse)
                .ok_or_else(|| Problem::new(Code::IfMatchInvalid)),
            Err(()) => Err(Problem::new(Code::IfMatchInvalid)),
        })
    }
}
