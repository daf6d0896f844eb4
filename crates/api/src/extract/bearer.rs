//! The token of the caller, not yet verified.

use std::{
    fmt,
    future::{Ready, ready},
};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header};

use super::single;
use crate::problem::{Code, Problem};

/// The token of `Authorization: Bearer …`, as it was sent. Never prints.
#[derive(Clone, PartialEq, Eq)]
pub struct Bearer(String);

impl Bearer {
    /// The longest token that is looked at.
    pub const MAX: usize = 4096;

    /// The raw token.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.0
    }

    /// Reads the token from headers.
    ///
    /// # Errors
    /// `unauthenticated` without an `Authorization` header, `token_invalid` for anything that is not
    /// one bearer token.
    pub fn from_headers(headers: &header::HeaderMap) -> Result<Self, Problem> {
        let invalid = || Problem::new(Code::TokenInvalid);
        let value = single(headers, &header::AUTHORIZATION)
            .map_err(|()| invalid())?
            .ok_or_else(|| Problem::new(Code::Unauthenticated))?;
        let text = value.to_str().map_err(|_| invalid())?;
        let (scheme, token) = text.split_once(' ').ok_or_else(invalid)?;
        let token = token.trim();
        let fine = (1..=Self::MAX).contains(&token.len())
            && token
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'));
        if scheme.eq_ignore_ascii_case("bearer") && fine {
            Ok(Self(token.to_owned()))
        } else {
            Err(invalid())
        }
    }
}

impl fmt::Debug for Bearer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bearer([redacted])")
    }
}

impl FromRequest for Bearer {
    type Error = Problem;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::from_headers(request.headers()))
    }
}
