//! Whether the caller takes the form in which this API answers.

use actix_web::http::{
    Method,
    header::{self, HeaderMap},
};

/// Whether `Accept` allows JSON: absent, or any range of it that is not weighed zero.
pub(super) fn takes_json(headers: &HeaderMap) -> bool {
    let mut named = headers.get_all(header::ACCEPT).peekable();
    if named.peek().is_none() {
        return true;
    }
    named
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|range| {
            let mut parts = range.split(';').map(str::trim);
            let kind = parts.next().unwrap_or("").to_ascii_lowercase();
            let refused = parts
                .filter_map(|parameter| parameter.strip_prefix("q="))
                .any(|q| q.parse::<f32>().is_ok_and(|q| q <= 0.0));
            let json = matches!(
                kind.as_str(),
                "" | "*/*" | "application/*" | "application/json" | "application/problem+json"
            );
            json && !refused
        })
}

/// Whether `Accept` names pictures, and likes them no less than JSON.
pub(crate) fn prefers_svg(headers: &HeaderMap) -> bool {
    let weight = |kinds: &[&str]| {
        let named = headers.get_all(header::ACCEPT);
        let ranges = named
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','));
        let weights = ranges.filter_map(|range| {
            let mut parts = range.split(';').map(str::trim);
            let kind = parts.next().unwrap_or("").to_ascii_lowercase();
            let q = parts.find_map(|parameter| parameter.strip_prefix("q="));
            let q = q.map_or(1.0, |q| q.parse::<f32>().unwrap_or(0.0));
            kinds.contains(&kind.as_str()).then_some(q)
        });
        weights.fold(0.0, f32::max)
    };
    let svg = weight(&["image/svg+xml", "image/*"]);
    svg > 0.0 && svg >= weight(&["*/*", "application/*", "application/json"])
}

/// Whether an address answers with a picture too, whose handler says where it has none.
pub(super) fn draws(method: &Method, path: &str, headers: &HeaderMap) -> bool {
    method == Method::GET && path.starts_with("/v1/statistics/") && prefers_svg(headers)
}

/// Whether an address answers with the bytes of a file or with a calendar, which are what they are whatever the caller
/// accepts.
pub(super) fn gives_bytes(method: &Method, path: &str) -> bool {
    method == Method::GET && (path.contains("/files/") || path.starts_with("/v1/calendar/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_taken_unless_every_range_excludes_it() {
        for (accept, taken) in [
            ("*/*", true),
            ("application/json", true),
            ("APPLICATION/JSON; charset=utf-8", true),
            ("text/html, application/*;q=0.1", true),
            ("application/problem+json", true),
            ("", true),
            ("text/html", false),
            ("application/json;q=0", false),
            ("application/xml, image/*", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, header::HeaderValue::from_static(accept));
            assert_eq!(takes_json(&headers), taken, "{accept:?}");
        }
        assert!(takes_json(&HeaderMap::new()));
    }

    #[test]
    fn a_picture_is_drawn_for_who_likes_it_no_less_than_json() {
        for (accept, drawn) in [
            ("image/svg+xml", true),
            ("image/avif,image/webp,image/*,*/*;q=0.8", true),
            ("application/json;q=0.5, image/svg+xml", true),
            ("*/*", false),
            ("application/json, image/svg+xml;q=0.9", false),
            ("image/svg+xml;q=0", false),
            ("image/png", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, header::HeaderValue::from_static(accept));
            assert_eq!(prefers_svg(&headers), drawn, "{accept:?}");
        }
        assert!(!prefers_svg(&HeaderMap::new()));
    }
}
