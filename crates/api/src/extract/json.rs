//! The body of a request as a typed, validated value.

use std::time::Duration;

use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header,
    rt::time::timeout,
    web::{Bytes, BytesMut},
};
use futures_util::{StreamExt as _, future::LocalBoxFuture};
use netralitas_app::error::FieldError;
use serde::de::DeserializeOwned;
use validator::Validate;

use super::{json_errors, json_value, single};
use crate::problem::{Code, Problem};

/// Most bytes of a body; put into the app's data, else [`BodyLimit::default`] holds.
#[derive(Debug, Clone, Copy)]
pub struct BodyLimit(pub usize);

impl Default for BodyLimit {
    /// 256 KiB.
    fn default() -> Self {
        Self(256 * 1024)
    }
}

/// Longest time a body may take to arrive; put into the app's data, else 30 seconds.
#[derive(Debug, Clone, Copy)]
pub struct BodyTimeout(pub Duration);

impl Default for BodyTimeout {
    fn default() -> Self {
        Self(Duration::from_secs(30))
    }
}

const JSON: &str = "application/json";
/// The media type of forms.
pub(super) const FORM: &str = "application/x-www-form-urlencoded";
/// Beyond this size only the first misfit of a body is told.
const THOROUGH_UP_TO: usize = 64 * 1024;

/// A JSON body as `T`: its media type, size, syntax, characters, fields and rules are checked.
#[derive(Debug, Clone)]
pub struct Json<T> {
    /// The typed, valid value.
    pub value: T,
    /// The same body with sorted keys and no spaces: equal for equal bodies, however they were written.
    /// Holds whatever the caller sent; only ever fingerprint it.
    pub canonical: String,
}

impl<T> Json<T> {
    /// The typed, valid value.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T: DeserializeOwned + Validate> Json<T> {
    /// Checks bytes that are all there; see [`Json`].
    ///
    /// # Errors
    /// `bad_json`, `duplicate_field`, `nul_character`, `unknown_field` or `validation_failed`.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Problem> {
        let reading = json_value::read(bytes).map_err(|(line, column)| {
            Problem::new(Code::BadJson).with_detail(
                format!("Kesalahan pada baris {line}, kolom {column}."),
                format!("Error at line {line}, column {column}."),
            )
        })?;
        let has = |code: &str, errors: &[FieldError]| errors.iter().any(|error| error.code == code);
        if !reading.faults.is_empty() {
            let code = if has("nul_character", &reading.faults) {
                Code::NulCharacter
            } else if has("duplicate_field", &reading.faults) {
                Code::DuplicateField
            } else {
                Code::ValidationFailed
            };
            return Err(Problem::new(code).with_errors(reading.faults));
        }
        let value = json_errors::typed::<T>(&reading.value, bytes.len() <= THOROUGH_UP_TO)
            .map_err(|errors| {
                let only_unknown = errors.iter().all(|error| error.code == "unknown_field");
                let code = if only_unknown {
                    Code::UnknownField
                } else {
                    Code::ValidationFailed
                };
                Problem::new(code).with_errors(errors)
            })?;
        Ok(Self {
            value,
            canonical: reading.value.to_string(),
        })
    }
}

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Json<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let bytes = body(request, payload, JSON);
        Box::pin(async move { Self::from_bytes(&bytes.await?) })
    }
}

/// A body as `T`, or why not together with what was sent, so that a handler can say what else is wrong.
#[derive(Debug)]
pub struct Tried<T> {
    /// The body, or its faults.
    pub read: Result<Json<T>, Problem>,
    /// The JSON of a body that has faults; none where it is no JSON or too large to be read again.
    pub sent: Option<serde_json::Value>,
}

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Tried<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let bytes = body(request, payload, JSON);
        Box::pin(async move {
            let bytes = bytes.await?;
            let read = Json::from_bytes(&bytes);
            let again = read.is_err() && bytes.len() <= THOROUGH_UP_TO;
            let sent = again.then(|| serde_json::from_slice(&bytes).ok()).flatten();
            Ok(Self { read, sent })
        })
    }
}

/// The bytes of a body, within its limits of size and time.
pub(super) fn body(
    request: &HttpRequest,
    payload: &mut Payload,
    media: &'static str,
) -> impl Future<Output = Result<Bytes, Problem>> + use<> {
    let limit = request
        .app_data::<BodyLimit>()
        .copied()
        .unwrap_or_default()
        .0;
    let patience = request
        .app_data::<BodyTimeout>()
        .copied()
        .unwrap_or_default()
        .0;
    let declared = check_headers(request, limit, media);
    let payload = payload.take();
    async move {
        declared?;
        timeout(patience, collect(payload, limit))
            .await
            .map_err(|_| Problem::new(Code::RequestTimeout))?
    }
}

fn too_large(limit: usize) -> Problem {
    Problem::new(Code::BodyTooLarge).with_detail(
        format!("Batasnya {limit} bita."),
        format!("The limit is {limit} bytes."),
    )
}

/// What can be refused before a byte is read.
fn check_headers(request: &HttpRequest, limit: usize, media: &str) -> Result<(), Problem> {
    let headers = request.headers();
    let unsupported = || Problem::new(Code::UnsupportedMediaType);
    let kind = single(headers, &header::CONTENT_TYPE)
        .ok()
        .flatten()
        .and_then(|value| value.to_str().ok())
        .ok_or_else(unsupported)?;
    let mut parts = kind.split(';').map(str::trim);
    let right = parts
        .next()
        .is_some_and(|kind| kind.eq_ignore_ascii_case(media));
    let utf8 = parts.all(|parameter| {
        parameter.split_once('=').is_none_or(|(name, value)| {
            !name.trim().eq_ignore_ascii_case("charset")
                || value.trim().trim_matches('"').eq_ignore_ascii_case("utf-8")
        })
    });
    let plain = headers
        .get(header::CONTENT_ENCODING)
        .is_none_or(|value| value.as_bytes().eq_ignore_ascii_case(b"identity"));
    if !(right && utf8 && plain) {
        return Err(unsupported());
    }
    let length = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse::<u64>().ok());
    match length {
        Some(length) if usize::try_from(length).is_ok_and(|length| length <= limit) => Ok(()),
        Some(_) => Err(too_large(limit)),
        None => Ok(()),
    }
}

async fn collect(mut payload: Payload, limit: usize) -> Result<Bytes, Problem> {
    let mut all = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        // A broken transfer: the caller is gone or sent nonsense; there is no body to judge.
        let chunk = chunk.map_err(|_| Problem::new(Code::BadJson))?;
        if all.len() + chunk.len() > limit {
            return Err(too_large(limit));
        }
        all.extend_from_slice(&chunk);
    }
    Ok(all.freeze())
}
