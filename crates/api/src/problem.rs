//! How a refusal leaves the server: `application/problem+json` (RFC 9457), in the caller's language.
//!
//! Owns [`Problem`] and its rendering. Must not know routes. A problem is made where the fault is seen,
//! without a request at hand; [`crate::middleware::Shell`] renders it again with the request's language
//! and id. The rejected value is never echoed: pointers and codes only.

use std::{borrow::Cow, fmt};

use actix_web::{
    HttpResponse, HttpResponseBuilder, ResponseError,
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
};
use chrono::NaiveDate;
use netralitas_app::error::{FieldError, Sentence};
use netralitas_domain::{procedure::Action, refusal::Competence};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

pub use crate::problems_table::{Code, PROBLEMS, ProblemType};
use crate::{extract::Language, field_texts::field_text};

/// The media type of every answer that is not a success.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// A refusal, not yet rendered in a language. Two words long, so that results stay small.
#[derive(Debug, Clone)]
pub struct Problem {
    code: Code,
    facts: Option<Box<Facts>>,
}

/// What this occurrence adds to its row of the table.
#[derive(Debug, Clone, Default)]
struct Facts {
    detail: Option<Sentence>,
    errors: Vec<FieldError>,
    reason: Option<(Cow<'static, str>, Sentence)>,
    legal_basis: Vec<String>,
    allowed_from: Vec<String>,
    missing_step: Option<Action>,
    competent: Vec<Competence>,
    next_actions: Option<Value>,
    current_version: Option<i64>,
    allow: Option<String>,
    retry_after: Option<u32>,
}

static NO_FACTS: Facts = Facts {
    detail: None,
    errors: Vec::new(),
    reason: None,
    legal_basis: Vec::new(),
    allowed_from: Vec::new(),
    missing_step: None,
    competent: Vec::new(),
    next_actions: None,
    current_version: None,
    allow: None,
    retry_after: None,
};

/// One field that cannot be taken, as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldProblem {
    /// JSON Pointer to the field; for a query parameter `/` and its name.
    pub pointer: String,
    /// Stable code.
    pub code: String,
    /// What is wrong, for people.
    pub text: String,
    /// The code of the kind of paper that is missing, where that is what is wrong: the `kind` to send it with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// Why the rules refused, as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReasonBody {
    /// Stable code: the same one that `next_actions` shows.
    pub code: String,
    /// The reason, for people.
    pub text: String,
}

/// An authority that is competent on certain days, as it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CompetentBody {
    /// The authority's code in the law book.
    pub authority: String,
    /// Its role: `review`, `run_off` or `control`.
    pub role: String,
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day; without one it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// Of a destination: the levels of the Bawaslu offices that send there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<crate::dto::words::Level>)]
    pub senders: Vec<String>,
    /// The legal source.
    pub legal_basis: String,
}

impl CompetentBody {
    fn of(c: &Competence, language: Language) -> Self {
        Self {
            authority: c.authority.clone(),
            role: c.role.clone(),
            from: c.from,
            to: c.to,
            senders: c.senders.iter().map(|l| l.code().to_owned()).collect(),
            legal_basis: language.cite(&c.citation),
        }
    }
}

/// The body of every answer that is not a success.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// `/problems/{code}`.
    #[serde(rename = "type")]
    pub type_uri: String,
    /// The same text for every occurrence of the code, in the caller's language.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What to do, and the facts of this occurrence.
    pub detail: String,
    /// The request id, also in the `x-request-id` header.
    pub instance: String,
    /// Stable, language-free code.
    pub code: String,
    /// Whether the very same request may succeed later.
    pub retryable: bool,
    /// Every field that cannot be taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// Why the rules refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReasonBody>,
    /// Citations of the law behind the refusal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub legal_basis: Vec<String>,
    /// States from which the step is allowed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowed_from: Vec<String>,
    /// The action that must come first, where it was never taken or lies later than this step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing_step: Option<String>,
    /// Who is competent and when, where nobody asked is on that day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub competent: Vec<CompetentBody>,
    /// What the caller may do now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Object>>)]
    pub next_actions: Option<Value>,
    /// The version it has now, where the caller's was stale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current_version: Option<i64>,
}

impl Problem {
    /// A problem with nothing but its row of the table.
    #[must_use]
    pub const fn new(code: Code) -> Self {
        Self { code, facts: None }
    }

    fn with(mut self, change: impl FnOnce(&mut Facts)) -> Self {
        change(self.facts.get_or_insert_default());
        self
    }

    fn facts(&self) -> &Facts {
        self.facts.as_deref().unwrap_or(&NO_FACTS)
    }

    /// Its row's name.
    #[must_use]
    pub const fn code(&self) -> Code {
        self.code
    }

    /// The fields that cannot be taken.
    #[must_use]
    pub fn errors(&self) -> &[FieldError] {
        &self.facts().errors
    }

    /// Facts of this occurrence. Never put client input into them.
    #[must_use]
    pub fn with_detail(
        self,
        id: impl Into<Cow<'static, str>>,
        en: impl Into<Cow<'static, str>>,
    ) -> Self {
        self.with(|facts| {
            facts.detail = Some(Sentence {
                id: id.into(),
                en: en.into(),
            })
        })
    }

    /// The fields that cannot be taken, all at once.
    #[must_use]
    pub fn with_errors(self, errors: Vec<FieldError>) -> Self {
        self.with(|facts| facts.errors = errors)
    }

    /// The methods that the `Allow` header names.
    #[must_use]
    pub fn with_allow(self, methods: impl Into<String>) -> Self {
        self.with(|facts| facts.allow = Some(methods.into()))
    }

    /// Seconds for the `Retry-After` header.
    #[must_use]
    pub fn with_retry_after(self, seconds: u32) -> Self {
        self.with(|facts| facts.retry_after = Some(seconds))
    }

    /// The body in one language, for one request.
    #[must_use]
    pub fn body(&self, language: Language, request_id: &str) -> ProblemBody {
        let facts = self.facts();
        let (title, advice) = self.code.texts(language);
        let detail = match &facts.detail {
            Some(detail) => format!("{} {advice}", language.of(detail)),
            None => advice.to_owned(),
        };
        let errors = facts.errors.iter().map(|error| FieldProblem {
            pointer: error.pointer.clone(),
            code: error.code.to_string(),
            kind: error.kind.map(str::to_owned),
            text: error
                .text
                .as_ref()
                .map_or_else(
                    || field_text(&error.code, language),
                    |text| language.of(text),
                )
                .to_owned(),
        });
        ProblemBody {
            type_uri: format!("/problems/{}", self.code.as_str()),
            title: title.to_owned(),
            status: self.code.status(),
            detail,
            instance: request_id.to_owned(),
            code: self.code.as_str().to_owned(),
            retryable: self.code.retryable(),
            errors: errors.collect(),
            reason: facts.reason.as_ref().map(|(code, text)| ReasonBody {
                code: code.to_string(),
                text: language.of(text).to_owned(),
            }),
            legal_basis: facts.legal_basis.iter().map(|c| language.cite(c)).collect(),
            allowed_from: facts.allowed_from.clone(),
            missing_step: facts.missing_step.map(|a| a.code().to_owned()),
            competent: facts
                .competent
                .iter()
                .map(|c| CompetentBody::of(c, language))
                .collect(),
            next_actions: facts.next_actions.clone(),
            current_version: facts.current_version,
        }
    }

    /// The whole answer in one language, for one request. The problem itself rides along in the
    /// response's extensions, so that an outer layer can render it in another language.
    #[must_use]
    pub fn respond(&self, language: Language, request_id: &str) -> HttpResponse {
        let facts = self.facts();
        let mut builder = HttpResponseBuilder::new(self.status_code());
        builder.insert_header((header::CONTENT_TYPE, MEDIA_TYPE));
        builder.insert_header((header::CONTENT_LANGUAGE, language.tag()));
        if let Some(challenge) = self.challenge() {
            builder.insert_header((header::WWW_AUTHENTICATE, challenge));
        }
        if let Some(Ok(allow)) = facts.allow.as_deref().map(HeaderValue::from_str) {
            builder.insert_header((header::ALLOW, allow));
        }
        if let Some(seconds) = facts.retry_after {
            builder.insert_header((header::RETRY_AFTER, seconds));
        }
        if let Some(version) = facts.current_version {
            builder.insert_header((header::ETAG, format!("\"{version}\"")));
        }
        // Bodies hold strings, numbers and ready JSON only, so this cannot fail; were it to, an empty
        // body with the right status is still true.
        let body = serde_json::to_vec(&self.body(language, request_id)).unwrap_or_default();
        let mut response = builder.body(body);
        response.extensions_mut().insert(self.clone());
        response
    }

    const fn challenge(&self) -> Option<&'static str> {
        match self.code {
            Code::Unauthenticated | Code::CredentialsWrong | Code::SecondFactorRequired => {
                Some(r#"Bearer realm="netralitas""#)
            }
            Code::InsufficientScope => {
                Some(r#"Bearer realm="netralitas", error="insufficient_scope""#)
            }
            Code::TokenInvalid => Some(r#"Bearer realm="netralitas", error="invalid_token""#),
            Code::TokenExpired => Some(
                r#"Bearer realm="netralitas", error="invalid_token", error_description="expired""#,
            ),
            _ => None,
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code.status(), self.code.as_str())
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        self.respond(Language::default(), "")
    }
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

mod from_app;

#[cfg(test)]
#[path = "problem_tests.rs"]
mod tests;
