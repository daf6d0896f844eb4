//! A form body: `application/x-www-form-urlencoded`, as OAuth 2 sends it.

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use futures_util::future::LocalBoxFuture;

use super::json::{FORM, body};
use crate::problem::Problem;

/// The fields of a form, as they were sent. Never prints.
pub struct Form(Vec<(String, String)>);

/// A field that is there more than once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Twice;

impl Form {
    /// Reads the bytes of a body.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self(form_urlencoded::parse(bytes).into_owned().collect())
    }

    /// The field of this name; an empty one is as good as none (RFC 6749, section 3.2).
    ///
    /// # Errors
    /// [`Twice`].
    pub fn one(&self, name: &str) -> Result<Option<&str>, Twice> {
        let mut all = self.0.iter().filter(|(known, _)| known == name);
        let first = all.next().map(|(_, value)| value.as_str());
        match all.next() {
            Some(_) => Err(Twice),
            None => Ok(first.filter(|value| !value.is_empty())),
        }
    }
}

impl FromRequest for Form {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let bytes = body(request, payload, FORM);
        Box::pin(async move { Ok(Self::from_bytes(&bytes.await?)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_there_once_or_not_at_all() {
        let form = Form::from_bytes(b"grant_type=client_credentials&scope=&a=1&a=2&b=x%20y+z");
        assert_eq!(form.one("grant_type"), Ok(Some("client_credentials")));
        assert_eq!(form.one("scope"), Ok(None));
        assert_eq!(form.one("client_id"), Ok(None));
        assert_eq!(form.one("a"), Err(Twice));
        assert_eq!(form.one("b"), Ok(Some("x y z")));
    }
}
