//! Browsers of other origins: those that are listed, and no credentials.

use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};

/// What a page of a listed origin may send.
const REQUEST_HEADERS: &str = "accept-language, authorization, content-digest, content-disposition, content-type, \
                               idempotency-key, if-match, if-none-match, repr-digest, x-request-id";
/// What it may read beside the body.
const ANSWER_HEADERS: &str = "allow, content-digest, content-disposition, content-language, etag, location, \
                              ratelimit, ratelimit-policy, retry-after, www-authenticate, x-request-id";
/// Seconds for which a browser may remember a preflight.
const REMEMBERED: &str = "600";

/// The origins whose pages may call this API; with none of them nothing is said to browsers at all.
#[derive(Debug, Clone, Default)]
pub struct Cors {
    origins: Vec<HeaderValue>,
}

/// Not an origin; says nothing of what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "not an origin such as https://app.example.id: scheme, host and port as browsers send them"
)]
pub struct NotAnOrigin;

impl Cors {
    /// Pages of exactly these origins, each as browsers send it: `https://app.example.id`, a port only where it is
    /// not the usual one, nothing behind it.
    ///
    /// # Errors
    /// [`NotAnOrigin`] with the place in the list, from 0.
    pub fn new<T: AsRef<str>>(origins: &[T]) -> Result<Self, (usize, NotAnOrigin)> {
        let origins = origins.iter().enumerate().map(|(place, origin)| {
            let value = is_origin(origin.as_ref()).then(|| HeaderValue::from_str(origin.as_ref()));
            value.and_then(Result::ok).ok_or((place, NotAnOrigin))
        });
        Ok(Self {
            origins: origins.collect::<Result<_, _>>()?,
        })
    }

    /// Whether any origin is listed: then every answer depends on it.
    pub(crate) const fn is_on(&self) -> bool {
        !self.origins.is_empty()
    }

    /// The origin of a request, where it is listed.
    pub(crate) fn origin(&self, headers: &HeaderMap) -> Option<HeaderValue> {
        if self.origins.is_empty() {
            return None;
        }
        let sent = headers.get(header::ORIGIN)?;
        self.origins.iter().find(|origin| *origin == sent).cloned()
    }

    /// Puts on any answer what a page of a listed origin needs to read it.
    pub(crate) fn allow(headers: &mut HeaderMap, origin: &HeaderValue) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        let exposed = HeaderValue::from_static(ANSWER_HEADERS);
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
    }

    /// Puts on the answer to a preflight what may be sent.
    pub(crate) fn preflight(headers: &mut HeaderMap, methods: &[&str]) {
        let mut put = |name: HeaderName, value: &'static str| {
            headers.insert(name, HeaderValue::from_static(value));
        };
        put(header::ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS);
        put(header::ACCESS_CONTROL_MAX_AGE, REMEMBERED);
        if let Ok(methods) = HeaderValue::from_str(&methods.join(", ")) {
            headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, methods);
        }
        for name in [
            "access-control-request-method",
            "access-control-request-headers",
        ] {
            headers.append(header::VARY, HeaderValue::from_static(name));
        }
    }
}

fn is_origin(text: &str) -> bool {
    let Some((scheme, place)) = text.split_once("://") else {
        return false;
    };
    let usual = match scheme {
        "https" => ":443",
        "http" => ":80",
        _ => return false,
    };
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (place, None),
    };
    let named = host
        .bytes()
        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'_'));
    let literal = host
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .is_some_and(|v6| v6.parse::<std::net::Ipv6Addr>().is_ok());
    let port = port.is_none_or(|digits| {
        digits
            .parse::<u16>()
            .is_ok_and(|n| n > 0 && digits == n.to_string())
    });
    !host.is_empty() && (named || literal) && port && !place.ends_with(usual)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_are_taken_as_browsers_send_them_and_nothing_else() {
        for (text, fine) in [
            ("https://app.example.id", true),
            ("https://app.example.id:8443", true),
            ("http://localhost:3000", true),
            ("http://[::1]:3000", true),
            ("http://[::1]", true),
            ("https://app.example.id/", false),
            ("https://app.example.id/a", false),
            ("https://App.example.id", false),
            ("https://app.example.id:443", false),
            ("https://app.example.id:08443", false),
            ("https://*.example.id", false),
            ("https://", false),
            ("*", false),
            ("null", false),
            ("app.example.id", false),
            ("ftp://app.example.id", false),
            ("https://a b", false),
        ] {
            assert_eq!(Cors::new(&[text]).is_ok(), fine, "{text}");
        }
        let second = Cors::new(&["https://a.id", "*"]).map_err(|(place, _)| place);
        assert_eq!(second.err(), Some(1));
    }
}
