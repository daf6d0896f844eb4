//! Access tokens: JWT signed with Ed25519 (`EdDSA`), and the key set that lets others verify them.
//!
//! Owns claims, signing and verifying. Must not know roles: a token says who and of which office, and
//! what that account may do is read from the database when it acts. Time is always handed in; the
//! library's own clock is never asked.

pub mod ring;

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use netralitas_app::{accounts::Credential, keys::SigningKey};
use netralitas_domain::{ids::Id, time::Moment};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::problem::{Code, Problem};

/// How far the clocks of two machines may be apart, in seconds.
pub const LEEWAY_SECONDS: i64 = 30;
/// Most verdicts that are remembered, in two generations of half as many.
const CACHE_ENTRIES: usize = 16_384;
const LONGEST_TOKEN: usize = 4096;

/// What a token says. Times are whole seconds since 1970 (UTC).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claims {
    /// Who issued it.
    pub iss: String,
    /// For whom it is.
    pub aud: String,
    /// The account.
    pub sub: Uuid,
    /// The office of the account.
    pub office: Uuid,
    /// The session that it belongs to; one that names none ends by its time alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sid: Option<Uuid>,
    /// The secret of a system that it was got for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sec: Option<Uuid>,
    /// Of a system's: the scopes that it is for, by code, between spaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// When it was issued.
    pub iat: i64,
    /// Not valid before.
    pub nbf: i64,
    /// Not valid from this second on.
    pub exp: i64,
    /// This token's own id.
    pub jti: Uuid,
}

impl Claims {
    /// What the token rests on; two things at once are none.
    #[must_use]
    pub fn credential(&self) -> Option<Credential> {
        match (self.sid, self.sec) {
            (Some(session), None) => Some(Credential::Session(Id::new(session))),
            (None, Some(secret)) => Some(Credential::Secret(Id::new(secret))),
            _ => None,
        }
    }
}

/// For whom a token is issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The account.
    pub account: Uuid,
    /// The office that it acts for.
    pub office: Uuid,
    /// The session that it belongs to.
    pub session: Option<Uuid>,
    /// The secret of a system, with the scopes by code, between spaces.
    pub system: Option<(Uuid, String)>,
}

/// Names that must agree between issuer and verifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    /// The `iss` claim.
    pub issuer: String,
    /// The `aud` claim.
    pub audience: String,
}

impl Default for Names {
    fn default() -> Self {
        Self {
            issuer: "netralitas".to_owned(),
            audience: "netralitas-api".to_owned(),
        }
    }
}

/// Why a signing key set could not be used.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// There must be at least the key that signs.
    #[error("no token key")]
    NoKey,
    /// The library refused to sign.
    #[error("the token could not be signed")]
    Signing,
}

/// Signs and verifies tokens with a fixed set of keys. After a rotation build a new one; its cache
/// starts empty, so a removed key stops working at once.
pub struct Tokens {
    names: Names,
    lifetime_seconds: i64,
    signing: (String, EncodingKey),
    verifying: HashMap<String, DecodingKey>,
    key_set: Value,
    validation: Validation,
    cache: Mutex<Generations>,
}

#[derive(Default)]
struct Generations {
    young: HashMap<[u8; 32], Claims>,
    old: HashMap<[u8; 32], Claims>,
}

impl Tokens {
    /// Takes the keys, the one that signs first; the others still verify.
    ///
    /// # Errors
    /// [`TokenError::NoKey`] for an empty list.
    pub fn new(
        names: Names,
        lifetime_minutes: u32,
        keys: &[SigningKey],
    ) -> Result<Self, TokenError> {
        let first = keys.first().ok_or(TokenError::NoKey)?;
        // The library checks the signature and the algorithm and nothing else: everything about time
        // and names is checked in `judge`, against the clock that is handed in.
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.algorithms = vec![Algorithm::EdDSA];
        validation.required_spec_claims.clear();
        validation.validate_exp = false;
        validation.validate_nbf = false;
        validation.validate_aud = false;
        Ok(Self {
            names,
            lifetime_seconds: i64::from(lifetime_minutes) * 60,
            signing: (
                first.kid.clone(),
                EncodingKey::from_ed_der(first.pkcs8.expose()),
            ),
            verifying: keys
                .iter()
                .map(|key| (key.kid.clone(), DecodingKey::from_ed_der(&key.public)))
                .collect(),
            key_set: key_set(keys),
            validation,
            cache: Mutex::default(),
        })
    }

    /// The JWKS document: the public keys only.
    #[must_use]
    pub const fn key_set(&self) -> &Value {
        &self.key_set
    }

    /// Seconds from issue to expiry.
    #[must_use]
    pub const fn lifetime_seconds(&self) -> i64 {
        self.lifetime_seconds
    }

    /// Issues a token for an account of an office, in a session, at `now`; `id` is the token's own id. Without a
    /// session it is for tests and trials: whoever signs in has one.
    ///
    /// # Errors
    /// [`TokenError::Signing`].
    pub fn issue(
        &self,
        account: Uuid,
        office: Uuid,
        session: Option<Uuid>,
        id: Uuid,
        now: Moment,
    ) -> Result<(String, Claims), TokenError> {
        let subject = Subject {
            account,
            office,
            session,
            system: None,
        };
        self.issue_for(subject, id, now)
    }

    /// The same for whom the subject says.
    ///
    /// # Errors
    /// [`TokenError::Signing`].
    pub fn issue_for(
        &self,
        subject: Subject,
        id: Uuid,
        now: Moment,
    ) -> Result<(String, Claims), TokenError> {
        let (sec, scope) = subject.system.unzip();
        let seconds = now.0.div_euclid(1_000_000);
        let claims = Claims {
            iss: self.names.issuer.clone(),
            aud: self.names.audience.clone(),
            sub: subject.account,
            office: subject.office,
            sid: subject.session,
            sec,
            scope,
            iat: seconds,
            nbf: seconds,
            exp: seconds + self.lifetime_seconds,
            jti: id,
        };
        let mut header = Header::new(Algorithm::EdDSA);
        header.kid = Some(self.signing.0.clone());
        jsonwebtoken::encode(&header, &claims, &self.signing.1)
            .map(|token| (token, claims))
            .map_err(|_| TokenError::Signing)
    }

    /// The claims of a token that is genuine, ours, for us and valid at `now`, within
    /// [`LEEWAY_SECONDS`] either way.
    ///
    /// # Errors
    /// `token_expired` for a genuine token that is past its time, `token_invalid` for any other.
    pub fn verify(&self, token: &str, now: Moment) -> Result<Claims, Problem> {
        if token.len() > LONGEST_TOKEN {
            return Err(Code::TokenInvalid.into());
        }
        let name: [u8; 32] = Sha256::digest(token.as_bytes()).into();
        let claims = match self.recall(&name) {
            Some(claims) => claims,
            None => {
                let claims = self.check_signature(token).ok_or(Code::TokenInvalid)?;
                self.remember(name, claims.clone());
                claims
            }
        };
        self.judge(&claims, now)?;
        Ok(claims)
    }

    /// Whether the key that a token names is one of ours.
    fn knows_key_of(&self, token: &str) -> bool {
        let header = jsonwebtoken::decode_header(token).ok();
        let kid = header.and_then(|header| header.kid);
        kid.is_some_and(|kid| self.verifying.contains_key(&kid))
    }

    fn judge(&self, claims: &Claims, now: Moment) -> Result<(), Problem> {
        let seconds = now.0.div_euclid(1_000_000);
        let ours = claims.iss == self.names.issuer && claims.aud == self.names.audience;
        let begun = claims.nbf <= seconds.saturating_add(LEEWAY_SECONDS);
        let sound = claims.iat <= claims.exp && claims.nbf <= claims.exp;
        // A system's token names its secret and its scopes, anybody else's neither.
        let whole = claims.sec.is_some() == claims.scope.is_some()
            && !(claims.sec.is_some() && claims.sid.is_some());
        if !(ours && begun && sound && whole) {
            Err(Code::TokenInvalid.into())
        } else if claims.exp.saturating_add(LEEWAY_SECONDS) <= seconds {
            Err(Code::TokenExpired.into())
        } else {
            Ok(())
        }
    }

    /// The claims under a good signature. The header picks one of *our* keys by its id and must name
    /// our one algorithm; whatever else it offers as a key is a reason to refuse.
    fn check_signature(&self, token: &str) -> Option<Claims> {
        let header = jsonwebtoken::decode_header(token).ok()?;
        let plain = header.alg == Algorithm::EdDSA
            && header
                .typ
                .as_deref()
                .is_none_or(|kind| kind.eq_ignore_ascii_case("JWT"))
            && header.jwk.is_none()
            && header.jku.is_none()
            && header.x5u.is_none()
            && header.x5c.is_none()
            && header.crit.is_none();
        let key = self.verifying.get(header.kid.as_deref()?)?;
        if !plain {
            return None;
        }
        jsonwebtoken::decode::<Claims>(token, key, &self.validation)
            .ok()
            .map(|data| data.claims)
    }

    fn recall(&self, name: &[u8; 32]) -> Option<Claims> {
        let cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        cache
            .young
            .get(name)
            .or_else(|| cache.old.get(name))
            .cloned()
    }

    // Two generations instead of a list by age: a flood of tokens costs the old half, never more.
    fn remember(&self, name: [u8; 32], claims: Claims) {
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        if cache.young.len() >= CACHE_ENTRIES / 2 {
            cache.old = std::mem::take(&mut cache.young);
        }
        cache.young.insert(name, claims);
    }

    #[cfg(test)]
    fn remembered(&self) -> usize {
        let cache = self.cache.lock().unwrap();
        cache.young.len() + cache.old.len()
    }
}

fn key_set(keys: &[SigningKey]) -> Value {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    let keys: Vec<_> = keys
        .iter()
        .map(|key| {
            json!({
                "kty": "OKP",
                "crv": "Ed25519",
                "alg": "EdDSA",
                "use": "sig",
                "kid": key.kid,
                "x": URL_SAFE_NO_PAD.encode(&key.public),
            })
        })
        .collect();
    json!({ "keys": keys })
}

#[cfg(test)]
#[path = "tokens_tests.rs"]
mod tests;
