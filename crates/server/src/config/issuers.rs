//! The list `auth.issuers`: outside issuers (OpenID Connect) whose tokens are believed.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use netralitas_api::outside::{Algorithm, Fetcher, IssuerRules, NoFetcher, Outside, is_fetchable};
use serde::{Deserialize, Serialize};

use super::Auth;

/// Where Linux systems keep the certificates of the authorities that they believe.
const SYSTEM_CERTIFICATES: &[&str] = &[
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/cert.pem",
];

/// An issuer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutsideIssuer {
    /// Its address, exactly as its tokens name it in `iss`.
    pub url: String,
    /// The audience for which its tokens must be.
    pub audience: String,
    /// The algorithms that are taken.
    #[serde(default = "usual")]
    pub algorithms: Vec<Signature>,
    /// How many minutes old a token may be at most.
    #[serde(default = "hour")]
    pub longest_minutes: u32,
    /// An unknown key makes the server ask for the keys again, once in so many seconds.
    #[serde(default = "minute")]
    pub refresh_seconds: u32,
    /// After so many minutes the keys are asked for again.
    #[serde(default = "hour")]
    pub keep_minutes: u32,
}

/// An algorithm of signatures by public keys; there is none for shared secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Signature {
    RS256,
    RS384,
    RS512,
    PS256,
    PS384,
    PS512,
    ES256,
    ES384,
    EdDSA,
}

impl From<Signature> for Algorithm {
    fn from(signature: Signature) -> Self {
        match signature {
            Signature::RS256 => Self::RS256,
            Signature::RS384 => Self::RS384,
            Signature::RS512 => Self::RS512,
            Signature::PS256 => Self::PS256,
            Signature::PS384 => Self::PS384,
            Signature::PS512 => Self::PS512,
            Signature::ES256 => Self::ES256,
            Signature::ES384 => Self::ES384,
            Signature::EdDSA => Self::EdDSA,
        }
    }
}

fn usual() -> Vec<Signature> {
    vec![Signature::RS256]
}

const fn hour() -> u32 {
    60
}

const fn minute() -> u32 {
    60
}

/// Everything that cannot be used, with its name and what it must be.
pub(super) fn faults(all: &[OutsideIssuer], own: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut seen = BTreeSet::from([own]);
    for (place, issuer) in (1..).zip(all) {
        let mut expect = |fine: bool, what: &str| {
            if !fine {
                faults.push(format!("auth.issuers: number {place}: {what}"));
            }
        };
        expect(
            is_fetchable(&issuer.url) && !issuer.url.contains(['?', '#']),
            "url must begin with https:// (http:// on this machine alone)",
        );
        expect(
            seen.insert(&issuer.url),
            "url is named twice, or is this installation's own",
        );
        expect(!issuer.audience.is_empty(), "audience must not be empty");
        expect(
            !issuer.algorithms.is_empty(),
            "algorithms must not be empty",
        );
        expect(
            (1..=1440).contains(&issuer.longest_minutes),
            "longest_minutes must be 1 to 1440",
        );
        expect(
            (5..=3600).contains(&issuer.refresh_seconds),
            "refresh_seconds must be 5 to 3600",
        );
        expect(
            (1..=1440).contains(&issuer.keep_minutes),
            "keep_minutes must be 1 to 1440",
        );
    }
    faults
}

/// Why outside issuers cannot be asked.
#[derive(Debug, thiserror::Error)]
pub enum OutsideError {
    /// The certificates are not there.
    #[error("auth.trusted_certificates {}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// There is no list of authorities.
    #[error(
        "no certificates of authorities are found on this system; name a file in auth.trusted_certificates"
    )]
    NoSystemCertificates,
    /// The file holds none.
    #[error("auth.trusted_certificates: {0}")]
    Certificates(#[from] NoFetcher),
}

impl Auth {
    /// The outside issuers that are believed, of settings that were found usable.
    ///
    /// # Errors
    /// Certificates that cannot be read, where an issuer is asked by HTTPS.
    pub fn outside(&self) -> Result<Outside, OutsideError> {
        let distant = self.issuers.iter().any(|i| i.url.starts_with("https://"));
        let fetcher = match (distant, &self.trusted_certificates) {
            (true, Some(named)) => Fetcher::new(&read(named)?)?,
            (true, None) => {
                let mut places = SYSTEM_CERTIFICATES.iter().map(Path::new);
                let found = places.find(|place| place.exists());
                Fetcher::new(&read(found.ok_or(OutsideError::NoSystemCertificates)?)?)?
            }
            (false, _) => Fetcher::here_only(),
        };
        let rules = self.issuers.iter().map(|issuer| IssuerRules {
            url: issuer.url.clone(),
            audience: issuer.audience.clone(),
            algorithms: issuer
                .algorithms
                .iter()
                .copied()
                .map(Algorithm::from)
                .collect(),
            longest_seconds: i64::from(issuer.longest_minutes) * 60,
            refresh_seconds: i64::from(issuer.refresh_seconds),
            keep_seconds: i64::from(issuer.keep_minutes) * 60,
        });
        Ok(Outside::new(rules.collect(), &fetcher))
    }
}

fn read(path: &Path) -> Result<Vec<u8>, OutsideError> {
    fs::read(path).map_err(|source| OutsideError::File {
        path: path.to_owned(),
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn issuer(url: &str) -> OutsideIssuer {
        OutsideIssuer {
            url: url.to_owned(),
            audience: "netralitas".to_owned(),
            algorithms: usual(),
            longest_minutes: 60,
            refresh_seconds: 60,
            keep_minutes: 60,
        }
    }

    #[test]
    fn an_issuer_is_named_once_by_https_and_is_not_this_installation() {
        let own = "https://netralitas.example.go.id";
        assert!(faults(&[issuer("https://sso.example.go.id")], own).is_empty());
        let twice = [
            issuer("https://sso.example.go.id"),
            issuer("https://sso.example.go.id"),
        ];
        for (all, part) in [
            (&[issuer(own)][..], "own"),
            (&twice[..], "number 2: url is named twice"),
            (&[issuer("http://sso.example.go.id")][..], "https://"),
        ] {
            let told = faults(all, own).join("; ");
            assert!(told.contains(part), "{told}");
        }
    }

    #[test]
    fn a_shared_secret_is_no_algorithm() {
        let text = |algorithm: &str| {
            format!(
                "url = 'https://sso.example.go.id'\naudience = 'a'\nalgorithms = ['{algorithm}']"
            )
        };
        assert!(toml::from_str::<OutsideIssuer>(&text("ES256")).is_ok());
        for bad in ["HS256", "none", "rs256"] {
            assert!(
                toml::from_str::<OutsideIssuer>(&text(bad)).is_err(),
                "{bad}"
            );
        }
    }
}
