//! Typed query parameters; an unknown one is refused, never ignored.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use netralitas_app::error::FieldError;
use serde::de::DeserializeOwned;
use validator::Validate;

use super::pointer::{below, shown, validation_errors};
use crate::problem::{Code, Problem};

/// The query as `T`, which must carry `#[serde(deny_unknown_fields)]`; the validator's rules hold too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query<T>(pub T);

impl<T> Query<T> {
    /// The parameters.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T: DeserializeOwned + Validate> Query<T> {
    /// Reads a raw query string.
    ///
    /// # Errors
    /// `unknown_filter`, `nul_character` or `bad_query`, each with a pointer `/name`.
    pub fn from_raw(raw: &str) -> Result<Self, Problem> {
        let bad = |errors| Problem::new(Code::BadQuery).with_errors(errors);
        let pairs = decode(raw).ok_or_else(|| bad(Vec::new()))?;
        let nul = |text: &str| text.contains('\0');
        let nuls: Vec<_> = pairs
            .iter()
            .filter(|(name, value)| nul(name) || nul(value))
            .map(|(name, _)| FieldError::new(below("", shown(name)), "nul_character"))
            .collect();
        if !nuls.is_empty() {
            return Err(Problem::new(Code::NulCharacter).with_errors(nuls));
        }
        let mut pairs = pairs;
        let (mut unknown, mut faulty) = (Vec::new(), Vec::new());
        // Every fault is told, not just the first: what is at fault is left out, and the rest is read again.
        let parsed = loop {
            let (name, code) = match read::<T>(&pairs) {
                Ok(parsed) => break Some(parsed),
                Err(fault) => fault,
            };
            let sent = pairs.iter().any(|(known, _)| *known == name);
            let fault = FieldError::new(below("", shown(&name)), code);
            let left_out = |all: &[FieldError]| all.iter().any(|e| e.pointer == fault.pointer);
            match code {
                "unknown_field" if sent => unknown.push(fault),
                // Missing only because it was left out here.
                "missing" if left_out(&faulty) => {}
                _ => faulty.push(fault),
            }
            if !sent {
                break None;
            }
            pairs.retain(|(known, _)| *known != name);
        };
        let checked = parsed.map(|value| match value.validate() {
            Ok(()) => Some(value),
            Err(found) => {
                faulty.extend(validation_errors(&found));
                None
            }
        });
        if !unknown.is_empty() {
            unknown.append(&mut faulty);
            return Err(Problem::new(Code::UnknownFilter).with_errors(unknown));
        }
        match checked.flatten() {
            Some(value) if faulty.is_empty() => Ok(Self(value)),
            _ => Err(bad(faulty)),
        }
    }
}

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Query<T> {
    type Error = Problem;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::from_raw(request.query_string()))
    }
}

/// No parameters at all: an operation without filters refuses every one, for a caller who sends one expects
/// an effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoQuery;

impl FromRequest for NoQuery {
    type Error = Problem;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Query::<Nothing>::from_raw(request.query_string()).map(|_| Self))
    }
}

#[derive(Debug, serde::Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct Nothing {}

/// Most parameters of one query.
const MOST_PAIRS: usize = 64;

/// The pairs of a query, percent-decoded; `None` where that is impossible or gives no UTF-8. The usual
/// decoders put a replacement character there and go on.
fn decode(raw: &str) -> Option<Vec<(String, String)>> {
    let pairs: Vec<_> = raw
        .split('&')
        .filter(|pair| !pair.is_empty())
        .take(MOST_PAIRS + 1)
        .collect();
    if pairs.len() > MOST_PAIRS {
        return None;
    }
    pairs
        .into_iter()
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((unescape(name)?, unescape(value)?))
        })
        .collect()
}

fn unescape(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                let (high, low) = (digit(rest.next()?)?, digit(rest.next()?)?);
                u8::try_from(high * 16 + low).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

/// The typed value, or the parameter at fault and its code.
fn read<T: DeserializeOwned>(pairs: &[(String, String)]) -> Result<T, (String, &'static str)> {
    // Encoded again and parsed by the crate that knows how to read numbers and lists from text.
    let encoded = serde_urlencoded::to_string(pairs).map_err(|_| (String::new(), "bad_format"))?;
    let parts = form_urlencoded::parse(encoded.as_bytes());
    let deserializer = serde_urlencoded::Deserializer::new(parts);
    serde_path_to_error::deserialize(deserializer).map_err(|error| {
        let path = error.path().to_string();
        let message = error.inner().to_string();
        let quoted = || message.split('`').nth(1).unwrap_or("").to_owned();
        if message.starts_with("unknown field ") {
            (path, "unknown_field")
        } else if message.starts_with("missing field ") {
            (quoted(), "missing")
        } else if message.starts_with("duplicate field ") {
            (quoted(), "duplicate_field")
        } else if message.starts_with("unknown variant ") {
            (path, "unknown_value")
        } else {
            (path, "bad_format")
        }
    })
}
