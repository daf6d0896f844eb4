//! The public keys of one outside issuer, as this server got them last.

use std::{collections::HashMap, sync::Arc};

use futures_util::lock::Mutex;
use jsonwebtoken::{
    Algorithm, DecodingKey,
    jwk::{AlgorithmParameters, EllipticCurve, Jwk, PublicKeyUse},
};
use netralitas_domain::time::Moment;
use serde::Deserialize;
use serde_json::Value;

use super::{Fetcher, IssuerRules, fetch::FetchError};
use crate::problem::{Code, Problem};

const SECOND: i64 = 1_000_000;
/// Keys that could not be got again for so many seconds are forgotten.
const FORGET_SECONDS: i64 = 24 * 3_600;
/// Most keys of an issuer.
const MOST_KEYS: usize = 50;

/// A public key with the algorithms that it is for.
pub(super) struct Key {
    pub(super) decoding: DecodingKey,
    algorithms: Vec<Algorithm>,
}

impl Key {
    /// Whether a token under this algorithm may be held against it: never an RSA key for another family, never any for
    /// HMAC.
    pub(super) fn takes(&self, algorithm: Algorithm) -> bool {
        self.algorithms.contains(&algorithm)
    }
}

type All = Arc<HashMap<String, Arc<Key>>>;

/// The keys of one issuer.
pub(super) struct Keys {
    rules: IssuerRules,
    fetcher: Fetcher,
    state: std::sync::Mutex<State>,
    /// One asks the issuer at a time.
    asking: Mutex<()>,
}

#[derive(Default, Clone)]
struct State {
    keys: All,
    got_at: Option<Moment>,
    tried_at: Option<Moment>,
}

/// What the discovery document must say.
#[derive(Deserialize)]
struct Discovery {
    issuer: String,
    jwks_uri: String,
}

#[derive(Deserialize)]
struct KeySet {
    keys: Vec<Value>,
}

impl Keys {
    pub(super) fn new(rules: IssuerRules, fetcher: Fetcher) -> Self {
        Self {
            rules,
            fetcher,
            state: std::sync::Mutex::default(),
            asking: Mutex::new(()),
        }
    }

    /// The key with this id. Keys that are old, or do not have it, are asked for again, within bounds.
    ///
    /// # Errors
    /// `too_busy` where no keys are there and none are to be had.
    pub(super) async fn find(&self, kid: &str, now: Moment) -> Result<Option<Arc<Key>>, Problem> {
        let state = self.state();
        if !self.wants(&state, kid, now) {
            return self.answer(&state, kid, now);
        }
        // Who finds somebody asking takes what is there; without anything it waits for the answer.
        let guard = match self.asking.try_lock() {
            Some(guard) => guard,
            None if state.got_at.is_some() => return self.answer(&state, kid, now),
            None => self.asking.lock().await,
        };
        if self.wants(&self.state(), kid, now) {
            self.ask(now).await;
        }
        drop(guard);
        self.answer(&self.state(), kid, now)
    }

    fn state(&self) -> State {
        let state = self.state.lock();
        state
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .clone()
    }

    /// Whether the issuer is to be asked: old keys, or an unknown one, and not asked a moment ago.
    fn wants(&self, state: &State, kid: &str, now: Moment) -> bool {
        let past = |at: Option<Moment>, seconds: i64| {
            // Later than now: the clock was set back.
            at.is_none_or(|at| now.0 - at.0 >= seconds * SECOND || now < at)
        };
        let wanted = past(state.got_at, self.rules.keep_seconds) || !state.keys.contains_key(kid);
        wanted && past(state.tried_at, self.rules.refresh_seconds)
    }

    fn answer(&self, state: &State, kid: &str, now: Moment) -> Result<Option<Arc<Key>>, Problem> {
        let known = state
            .got_at
            .is_some_and(|at| now.0 - at.0 < FORGET_SECONDS * SECOND);
        if known {
            return Ok(state.keys.get(kid).cloned());
        }
        let wait = u32::try_from(self.rules.refresh_seconds).unwrap_or(u32::MAX);
        Err(Problem::new(Code::TooBusy).with_retry_after(wait.max(1)))
    }

    async fn ask(&self, now: Moment) {
        let found = self.fetch().await;
        let mut state = self
            .state
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        state.tried_at = Some(now);
        match found {
            Ok(keys) => {
                state.keys = Arc::new(keys);
                state.got_at = Some(now);
            }
            Err(error) => {
                tracing::warn!(issuer = self.rules.url, %error, "the issuer's keys were not got");
            }
        }
    }

    async fn fetch(&self) -> Result<HashMap<String, Arc<Key>>, FetchError> {
        let url = &self.rules.url;
        let at = format!(
            "{}/.well-known/openid-configuration",
            url.trim_end_matches('/')
        );
        let discovery: Discovery = self.fetcher.get(at).await?;
        if discovery.issuer != *url {
            return Err(FetchError::AnotherIssuer);
        }
        let set: KeySet = self.fetcher.get(discovery.jwks_uri).await?;
        // Kinds of keys that are not known here are no fault of the set.
        let read = set.keys.into_iter().take(MOST_KEYS).filter_map(usable);
        Ok(read.collect())
    }
}

/// A key of a set that may verify: public, for signatures, with an id.
fn usable(value: Value) -> Option<(String, Arc<Key>)> {
    let jwk: Jwk = serde_json::from_value(value).ok()?;
    let kid = jwk.common.key_id.clone()?;
    let signs = matches!(
        jwk.common.public_key_use,
        None | Some(PublicKeyUse::Signature)
    );
    let family: &[Algorithm] = match &jwk.algorithm {
        AlgorithmParameters::RSA(_) => &[
            Algorithm::RS256,
            Algorithm::RS384,
            Algorithm::RS512,
            Algorithm::PS256,
            Algorithm::PS384,
            Algorithm::PS512,
        ],
        AlgorithmParameters::EllipticCurve(curve) => match curve.curve {
            EllipticCurve::P256 => &[Algorithm::ES256],
            EllipticCurve::P384 => &[Algorithm::ES384],
            _ => &[],
        },
        AlgorithmParameters::OctetKeyPair(_) => &[Algorithm::EdDSA],
        // A shared secret verifies nothing.
        _ => &[],
    };
    // A key that names its algorithm is for that one alone.
    let named = jwk.common.key_algorithm.map(|named| named.to_string());
    let algorithms: Vec<Algorithm> = family
        .iter()
        .copied()
        .filter(|one| {
            named
                .as_deref()
                .is_none_or(|named| named == format!("{one:?}"))
        })
        .collect();
    let decoding = DecodingKey::from_jwk(&jwk).ok()?;
    (signs && !algorithms.is_empty()).then(|| {
        let key = Key {
            decoding,
            algorithms,
        };
        (kid, Arc::new(key))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const N: &str = "sXchDaQebHnPiGvyDOAT4saGEUetSyo9MKLOoWFsueri23bOdgWp4Dy1WlUzewbgBHod5pcM9H95GQRV3JDXboIRROSBigeC5yjU1hGzHHyXss8UDprecbAYxknTcQkhslANGRUZmdTOQ5qTRsLAt6BTYuyvVRdhS8exSZEy_c4gs_7svlJJQ4H9_NxsiIoLwAEk7-Q3UXERGYw_75IDrGA84-lA_-Ct4eTlXHBIY2EaV7t7LjJaynVJCpkv4LKjTTAumiGUIuQhrNhZLuF_RJLqHpM2kgWFLU7-VTdL1VbC2tejvcI2BlMkEpk1BzBZI0KQB0GaDWFLN-aEAw3vRw";

    #[test]
    fn a_key_verifies_its_own_family_and_a_shared_secret_nothing() {
        let rsa = |more: Value| {
            let mut key = json!({ "kty": "RSA", "kid": "a", "n": N, "e": "AQAB" });
            key.as_object_mut()
                .unwrap()
                .extend(more.as_object().unwrap().clone());
            usable(key)
        };
        let (_, key) = rsa(json!({})).unwrap();
        assert!(key.takes(Algorithm::RS256) && key.takes(Algorithm::PS512));
        for other in [Algorithm::HS256, Algorithm::ES256, Algorithm::EdDSA] {
            assert!(!key.takes(other), "{other:?}");
        }
        let (_, key) = rsa(json!({ "alg": "RS256", "use": "sig" })).unwrap();
        assert!(key.takes(Algorithm::RS256) && !key.takes(Algorithm::RS512));
        assert!(rsa(json!({ "use": "enc" })).is_none());
        assert!(rsa(json!({ "alg": "HS256" })).is_none());
        assert!(
            usable(json!({ "kty": "RSA", "n": N, "e": "AQAB" })).is_none(),
            "no id"
        );
        assert!(usable(json!({ "kty": "oct", "kid": "a", "k": "c2VjcmV0" })).is_none());
    }
}
