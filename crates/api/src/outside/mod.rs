//! Tokens of issuers outside this installation (OpenID Connect): believed where the configuration names the issuer.
//!
//! Owns which issuer a token is judged by, and the judgement. Its keys are in `keys.rs`, how they are fetched in
//! `fetch.rs`. Must not know accounts: it says which subject of which issuer a token is of, and nothing of what that
//! subject may do here.
//!
//! A token picks its issuer by its `iss`, and is then held against the keys of that issuer alone: no key of one issuer,
//! nor of this installation, verifies a token of another. The algorithm is one of those that are configured, all of
//! them with public keys, and fits the key; a header that brings or names a key of its own is a reason to refuse.

mod fetch;
mod keys;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Header, Validation};
use netralitas_domain::time::Moment;
use serde::Deserialize;

pub use fetch::{Fetcher, NoFetcher, is_fetchable};
pub use jsonwebtoken::Algorithm;

use crate::{
    problem::{Code, Problem},
    tokens::LEEWAY_SECONDS,
};
use keys::Keys;

const LONGEST_TOKEN: usize = 4096;
const LONGEST_SUBJECT: usize = 255;

/// What is configured of an issuer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuerRules {
    /// Its address, exactly as its tokens name it in `iss`.
    pub url: String,
    /// The audience for which its tokens must be.
    pub audience: String,
    /// The algorithms that are taken, all of public keys.
    pub algorithms: Vec<Algorithm>,
    /// How old a token may be at most, in seconds, whatever its `exp` says.
    pub longest_seconds: i64,
    /// An unknown key makes the server ask for the keys again, once in so many seconds.
    pub refresh_seconds: i64,
    /// After so many seconds the keys are asked for again.
    pub keep_seconds: i64,
}

/// Every outside issuer that is believed.
pub struct Outside {
    issuers: Vec<Issuer>,
}

struct Issuer {
    rules: IssuerRules,
    keys: Keys,
}

/// Whose token it is, at which issuer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutsideSubject {
    /// The issuer.
    pub issuer: String,
    /// The subject there.
    pub subject: String,
}

/// What a token says, as far as it is asked.
#[derive(Deserialize)]
struct Said {
    iss: String,
    sub: String,
    aud: Audience,
    exp: i64,
    iat: i64,
    #[serde(default)]
    nbf: Option<i64>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

impl Audience {
    fn has(&self, name: &str) -> bool {
        match self {
            Self::One(one) => one == name,
            Self::Many(all) => all.iter().any(|one| one == name),
        }
    }
}

impl Outside {
    /// The issuers of a configuration, whose keys this fetcher gets.
    #[must_use]
    pub fn new(rules: Vec<IssuerRules>, fetcher: &Fetcher) -> Self {
        let issuer = |rules: IssuerRules| Issuer {
            keys: Keys::new(rules.clone(), fetcher.clone()),
            rules,
        };
        Self {
            issuers: rules.into_iter().map(issuer).collect(),
        }
    }

    /// No issuer is believed but this installation.
    #[must_use]
    pub const fn nobody() -> Self {
        Self {
            issuers: Vec::new(),
        }
    }

    /// Whether tokens of this issuer are believed.
    #[must_use]
    pub fn believes(&self, issuer: &str) -> bool {
        self.issuers.iter().any(|known| known.rules.url == issuer)
    }

    /// Whether a token says that it is of an outside issuer that is believed; nothing is verified by that.
    #[must_use]
    pub fn is_for(&self, token: &str) -> bool {
        !self.issuers.is_empty() && self.issuer_of(token).is_some()
    }

    /// Whose token it is, where it is genuine, for this installation, and valid at `now` within [`LEEWAY_SECONDS`].
    ///
    /// # Errors
    /// `token_expired` for a genuine token that is past its time, `token_invalid` for any other; `too_busy` where the
    /// issuer's keys are not to be had.
    pub async fn verify(&self, token: &str, now: Moment) -> Result<OutsideSubject, Problem> {
        let invalid = || Problem::new(Code::TokenInvalid);
        if token.len() > LONGEST_TOKEN {
            return Err(invalid());
        }
        let issuer = self.issuer_of(token).ok_or_else(invalid)?;
        let rules = &issuer.rules;
        let header = jsonwebtoken::decode_header(token).map_err(|_| invalid())?;
        if !rules.algorithms.contains(&header.alg) || !is_plain(&header) {
            return Err(invalid());
        }
        let kid = header.kid.as_deref().ok_or_else(invalid)?;
        let key = issuer.keys.find(kid, now).await?.ok_or_else(invalid)?;
        if !key.takes(header.alg) {
            return Err(invalid());
        }
        // The library checks the signature and the algorithm and nothing else: the rest is checked here, against the
        // clock that is handed in.
        let mut validation = Validation::new(header.alg);
        validation.required_spec_claims.clear();
        validation.validate_exp = false;
        validation.validate_nbf = false;
        validation.validate_aud = false;
        let said = jsonwebtoken::decode::<Said>(token, &key.decoding, &validation)
            .map_err(|_| invalid())?
            .claims;
        judge(&said, rules, now)?;
        Ok(OutsideSubject {
            issuer: rules.url.clone(),
            subject: said.sub,
        })
    }

    /// The issuer that a token names; nothing is verified by that.
    fn issuer_of(&self, token: &str) -> Option<&Issuer> {
        #[derive(Deserialize)]
        struct Named {
            iss: String,
        }
        let payload = token.split('.').nth(1)?;
        let bytes = URL_SAFE_NO_PAD.decode(payload).ok()?;
        let named: Named = serde_json::from_slice(&bytes).ok()?;
        self.issuers
            .iter()
            .find(|known| known.rules.url == named.iss)
    }
}

/// A header that names a key by its id and brings none.
fn is_plain(header: &Header) -> bool {
    let kind = header
        .typ
        .as_deref()
        .is_none_or(|kind| kind.eq_ignore_ascii_case("JWT") || kind.eq_ignore_ascii_case("at+jwt"));
    kind && header.jwk.is_none()
        && header.jku.is_none()
        && header.x5u.is_none()
        && header.x5c.is_none()
        && header.crit.is_none()
}

fn judge(said: &Said, rules: &IssuerRules, now: Moment) -> Result<(), Problem> {
    let now = now.0.div_euclid(1_000_000);
    let soon = now.saturating_add(LEEWAY_SECONDS);
    let ours = said.iss == rules.url && said.aud.has(&rules.audience);
    let named = (1..=LONGEST_SUBJECT).contains(&said.sub.len());
    let begun = said.iat <= soon && said.nbf.is_none_or(|nbf| nbf <= soon) && said.iat <= said.exp;
    if !(ours && named && begun) {
        return Err(Code::TokenInvalid.into());
    }
    let oldest = said.iat.saturating_add(rules.longest_seconds);
    match said.exp.min(oldest).saturating_add(LEEWAY_SECONDS) <= now {
        true => Err(Code::TokenExpired.into()),
        false => Ok(()),
    }
}
