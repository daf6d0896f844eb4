//! Getting JSON from an outside issuer: over HTTPS, bounded in size and time, without following redirects.

use std::{io::Read as _, sync::Arc, time::Duration};

use serde::de::DeserializeOwned;
use ureq::{
    Agent,
    tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem},
};

/// Most bytes of an answer.
const MOST_BYTES: u64 = 256 * 1024;
/// Longest time of one request with all that belongs to it.
const PATIENCE: Duration = Duration::from_secs(8);
const CONNECT: Duration = Duration::from_secs(4);

/// Gets JSON. Cheap to clone.
#[derive(Clone)]
pub struct Fetcher(Agent);

/// Why there is no fetcher.
#[derive(Debug, thiserror::Error)]
pub enum NoFetcher {
    /// The certificates cannot be read.
    #[error("no certificate can be read in the file")]
    Certificates,
}

/// Why something was not got. Never holds what an issuer answered.
#[derive(Debug, thiserror::Error)]
pub(super) enum FetchError {
    /// Neither HTTPS nor this machine.
    #[error("the address is not https")]
    NotHttps,
    /// No answer, or no success.
    #[error("no usable answer: {0}")]
    Answer(String),
    /// Too large, or not what it should be.
    #[error("the answer is not the JSON that was expected")]
    Form,
    /// The discovery document is of another issuer.
    #[error("the discovery document names another issuer")]
    AnotherIssuer,
}

impl Fetcher {
    /// Believes the certificates of these authorities (PEM), and no other.
    ///
    /// # Errors
    /// [`NoFetcher`].
    pub fn new(authorities: &[u8]) -> Result<Self, NoFetcher> {
        let read: Vec<Certificate<'static>> = parse_pem(authorities)
            .filter_map(|item| match item {
                Ok(PemItem::Certificate(one)) => Some(one),
                _ => None,
            })
            .collect();
        match read.is_empty() {
            true => Err(NoFetcher::Certificates),
            false => Ok(Self::with(read)),
        }
    }

    /// Believes no certificate: gets from this machine alone.
    #[must_use]
    pub fn here_only() -> Self {
        Self::with(Vec::new())
    }

    fn with(authorities: Vec<Certificate<'static>>) -> Self {
        let provider = rustls::crypto::aws_lc_rs::default_provider();
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::Specific(Arc::new(authorities)))
            .unversioned_rustls_crypto_provider(Arc::new(provider))
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .max_redirects(0)
            .timeout_global(Some(PATIENCE))
            .timeout_connect(Some(CONNECT))
            // Where it goes is configured; what the environment says of proxies is not asked.
            .proxy(None)
            .build();
        Self(config.into())
    }

    /// Gets JSON from an address.
    pub(super) async fn get<T>(&self, url: String) -> Result<T, FetchError>
    where
        T: DeserializeOwned + Send + 'static,
    {
        if !is_fetchable(&url) {
            return Err(FetchError::NotHttps);
        }
        let agent = self.0.clone();
        let got = actix_web::web::block(move || get(&agent, &url));
        got.await
            .map_err(|error| FetchError::Answer(error.to_string()))?
    }
}

fn get<T: DeserializeOwned>(agent: &Agent, url: &str) -> Result<T, FetchError> {
    let answer = agent
        .get(url)
        .header("accept", "application/json")
        .call()
        .map_err(|error| FetchError::Answer(error.to_string()))?;
    if answer.status() != 200 {
        return Err(FetchError::Answer(answer.status().to_string()));
    }
    let mut bytes = Vec::new();
    let mut body = answer.into_body().into_reader().take(MOST_BYTES + 1);
    body.read_to_end(&mut bytes)
        .map_err(|error| FetchError::Answer(error.to_string()))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MOST_BYTES {
        return Err(FetchError::Form);
    }
    serde_json::from_slice(&bytes).map_err(|_| FetchError::Form)
}

/// Whether something may be got from there: by HTTPS, or from this machine.
#[must_use]
pub fn is_fetchable(url: &str) -> bool {
    let plain = url.chars().all(|c| c.is_ascii_graphic());
    if url
        .strip_prefix("https://")
        .is_some_and(|rest| !rest.is_empty())
    {
        return plain;
    }
    let Some(rest) = url.strip_prefix("http://") else {
        return false;
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.chars().all(|c| c.is_ascii_digit()) => host,
        _ => authority,
    };
    plain && ["127.0.0.1", "[::1]", "localhost"].contains(&host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_and_this_machine_are_asked() {
        for fine in [
            "https://sso.example.go.id",
            "http://127.0.0.1:8080/x",
            "http://[::1]/x",
            "http://localhost:1",
        ] {
            assert!(is_fetchable(fine), "{fine}");
        }
        for bad in [
            "http://sso.example.go.id",
            "http://127.0.0.1.example.go.id/",
            "http://localhost@example.go.id/",
            "http://example.go.id:80/127.0.0.1",
            "ftp://127.0.0.1/",
            "https://",
            "https://a b",
            "",
        ] {
            assert!(!is_fetchable(bad), "{bad}");
        }
    }

    #[test]
    fn a_file_without_a_certificate_is_refused() {
        assert!(Fetcher::new(b"nothing").is_err());
    }
}
