//! The key under which a command has one effect, however often it is sent.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header::HeaderName};

use super::single;
use crate::problem::{Code, Problem};

/// The value of `Idempotency-Key`: 1 to 255 visible ASCII characters, taken as they stand.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// The header that carries it.
    pub const HEADER: HeaderName = HeaderName::from_static("idempotency-key");
    /// The longest key.
    pub const MAX: usize = 255;

    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The key as text, owned.
    #[must_use]
    pub fn into_inner(self) -> String {
        self.0
    }
}

impl FromRequest for IdempotencyKey {
    type Error = Problem;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let invalid = || Problem::new(Code::IdempotencyKeyInvalid);
        ready(match single(request.headers(), &Self::HEADER) {
            Ok(None) => Err(Problem::new(Code::IdempotencyKeyRequired)),
            Ok(Some(value)) => {
                let bytes = value.as_bytes();
                let fine = (1..=Self::MAX).contains(&bytes.len())
                    && bytes.iter().all(u8::is_ascii_graphic);
                value
                    .to_str()
                    .ok()
                    .filter(|_| fine)
                    .map(|key| Self(key.to_owned()))
                    .ok_or_else(invalid)
            }
            Err(()) => Err(invalid()),
        })
    }
}
