//! Which language the caller wants to read.

use std::{
    collections::HashMap,
    future::{Ready, ready},
    sync::LazyLock,
};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header};
use netralitas_app::error::Sentence;
use netralitas_domain::{
    law::citation::{indonesian, indonesian_note},
    procedure::rules,
};

/// The sources of the rule tables as Indonesian law writes them: every list of next actions shows dozens.
static IN_THE_TABLES: LazyLock<HashMap<&'static str, String>> = LazyLock::new(|| {
    let sources = rules().flat_map(|r| r.laws()).map(|(_, l)| l.cite);
    sources.map(|cite| (cite, indonesian(cite))).collect()
});

/// The language of texts for people; codes never change with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Indonesian, the default.
    #[default]
    Indonesian,
    /// English.
    English,
}

impl Language {
    /// The language tag (BCP 47).
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Indonesian => "id",
            Self::English => "en",
        }
    }

    /// One of a sentence's two texts.
    #[must_use]
    pub fn of(self, sentence: &Sentence) -> &str {
        match self {
            Self::Indonesian => &sentence.id,
            Self::English => &sentence.en,
        }
    }

    /// One of a fixed text's two forms.
    #[must_use]
    pub const fn pick(self, text: netralitas_domain::Text) -> &'static str {
        match self {
            Self::Indonesian => text.id,
            Self::English => text.en,
        }
    }

    /// A legal source: the notation in English, in Indonesian as Indonesian law writes it.
    #[must_use]
    pub fn cite(self, citation: &str) -> String {
        match self {
            Self::Indonesian => {
                let known = IN_THE_TABLES.get(citation).cloned();
                known.unwrap_or_else(|| indonesian(citation))
            }
            Self::English => citation.to_owned(),
        }
    }

    /// A doubt of a row of the law book.
    #[must_use]
    pub fn note(self, note: &str) -> String {
        match self {
            Self::Indonesian => indonesian_note(note),
            Self::English => note.to_owned(),
        }
    }

    /// Reads an `Accept-Language` value: the better liked of the two languages, Indonesian when
    /// equal or when neither is named.
    #[must_use]
    pub fn negotiate(accept: &str) -> Self {
        let (mut indonesian, mut english, mut other) = (None, None, 0.0_f32);
        for range in accept.split(',').take(32) {
            let mut parts = range.split(';');
            let tag = parts.next().unwrap_or("").trim();
            let quality = parts
                .find_map(|part| part.trim().strip_prefix("q="))
                .map_or(Some(1.0), |q| q.trim().parse::<f32>().ok())
                .filter(|q| (0.0..=1.0).contains(q))
                .unwrap_or(0.0);
            let primary = tag.split('-').next().unwrap_or("");
            if primary.eq_ignore_ascii_case("id") || primary.eq_ignore_ascii_case("in") {
                indonesian = Some(indonesian.unwrap_or(0.0_f32).max(quality));
            } else if primary.eq_ignore_ascii_case("en") {
                english = Some(english.unwrap_or(0.0_f32).max(quality));
            } else if primary == "*" {
                other = quality;
            }
        }
        if english.unwrap_or(other) > indonesian.unwrap_or(other) {
            Self::English
        } else {
            Self::Indonesian
        }
    }

    /// The language a request asks for.
    #[must_use]
    pub fn of_headers(headers: &header::HeaderMap) -> Self {
        headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok())
            .map_or_else(Self::default, Self::negotiate)
    }
}

impl FromRequest for Language {
    type Error = actix_web::Error;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of_headers(request.headers())))
    }
}

#[cfg(test)]
mod tests {
    use super::Language::{self, English, Indonesian};

    #[test]
    fn the_better_liked_language_wins_and_indonesian_is_the_default() {
        for (accept, wanted) in [
            ("", Indonesian),
            ("id", Indonesian),
            ("en", English),
            ("en-GB,en;q=0.9", English),
            ("EN-us", English),
            ("in-ID, en;q=0.5", Indonesian),
            ("en, id", Indonesian),
            ("id;q=0.3, en;q=0.8", English),
            ("fr, de;q=0.9", Indonesian),
            ("fr, *;q=0.1, id;q=0", English),
            ("*", Indonesian),
            ("en;q=0", Indonesian),
            ("en;q=7", Indonesian),
            ("en;q=NaN", Indonesian),
        ] {
            assert_eq!(Language::negotiate(accept), wanted, "{accept:?}");
        }
    }
}
