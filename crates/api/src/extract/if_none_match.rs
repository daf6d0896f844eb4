//! Which versions the caller has already.

use std::{
    convert::Infallible,
    future::{Ready, ready},
};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header};

/// The `ETag`s in `If-None-Match`. Weak and strong tags compare alike here (RFC 9110, 13.1.2); what cannot be
/// read matches nothing, so the caller gets the whole answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IfNoneMatch(Vec<String>);

impl IfNoneMatch {
    /// Whether the caller has this version, or takes any (`*`).
    #[must_use]
    pub fn has(&self, version: i64) -> bool {
        self.has_tag(&format!("\"{version}\""))
    }

    /// Whether the caller has what this tag, with its quotes, stands for, or takes any (`*`).
    #[must_use]
    pub fn has_tag(&self, present: &str) -> bool {
        self.0
            .iter()
            .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == present)
    }
}

impl FromRequest for IfNoneMatch {
    type Error = Infallible;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        // Versions hold no commas, so a tag of another form that does is only split into more misses.
        let values = request.headers().get_all(header::IF_NONE_MATCH);
        let tags = values
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','));
        ready(Ok(Self(tags.map(|tag| tag.trim().to_owned()).collect())))
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    async fn read(values: &[&str]) -> IfNoneMatch {
        let mut request = TestRequest::default();
        for value in values {
            request = request.append_header((header::IF_NONE_MATCH, *value));
        }
        IfNoneMatch::from_request(&request.to_http_request(), &mut Payload::None)
            .await
            .unwrap()
    }

    #[actix_web::test]
    async fn one_of_several_tags_is_enough() {
        for has in ["\"5\"", "W/\"5\"", "\"4\", \"5\"", "*", "\"a,b\",\"5\""] {
            assert!(read(&[has]).await.has(5), "{has}");
        }
        assert!(read(&["\"4\"", "\"5\""]).await.has(5));
        for has_not in ["5", "\"55\"", "\"05\"", "", "\"5", "w/\"5\""] {
            assert!(!read(&[has_not]).await.has(5), "{has_not}");
        }
        assert!(!read(&[]).await.has(5));
    }
}
