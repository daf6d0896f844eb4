//! The section `http`: where the server listens, which proxies it believes and what it tells browsers.

use std::net::SocketAddr;

use netralitas_api::limits::{Cors, ForwardedHeader, Network, NotANetwork, Proxies};
use serde::{Deserialize, Serialize};

use super::list;

/// Two years; browsers remember no longer.
const MOST_HSTS: u32 = 63_072_000;

/// The listening server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Http {
    /// Address and port to listen on.
    pub bind: SocketAddr,
    /// The address by which callers find this installation, such as `https://netralitas.example.go.id`, without a slash
    /// at its end; also the issuer of its tokens. Absent: the address to listen on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_url: Option<String>,
    /// Worker threads; 0: one per processor.
    pub workers: usize,
    /// Most bytes of a request body.
    pub body_limit_bytes: usize,
    /// Seconds that running requests get when the server is told to stop.
    pub shutdown_seconds: u64,
    /// Addresses and networks of the proxies that say for whom they ask.
    #[serde(deserialize_with = "list::texts")]
    pub trusted_proxies: Vec<String>,
    /// The header in which they say it.
    pub forwarded_header: Forwarded,
    /// Seconds for which browsers are told to come by HTTPS alone; 0: not at all.
    pub hsts_seconds: u32,
    /// Origins whose pages may call the API.
    #[serde(deserialize_with = "list::texts")]
    pub cors_origins: Vec<String>,
}

/// The header of trusted proxies that is read; the other one is not, for a proxy passes on what it does not write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", try_from = "String")]
pub enum Forwarded {
    /// `X-Forwarded-For`.
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

impl TryFrom<String> for Forwarded {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        match name.to_ascii_lowercase().as_str() {
            "x-forwarded-for" => Ok(Self::XForwardedFor),
            "forwarded" => Ok(Self::Forwarded),
            _ => Err("http.forwarded_header must be x-forwarded-for or forwarded"),
        }
    }
}

impl Default for Http {
    fn default() -> Self {
        Self {
            bind: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: None,
            workers: 0,
            body_limit_bytes: 256 * 1024,
            shutdown_seconds: 20,
            trusted_proxies: Vec::new(),
            forwarded_header: Forwarded::XForwardedFor,
            hsts_seconds: 0,
            cors_origins: Vec::new(),
        }
    }
}

/// Scheme and host, a path perhaps; without query, fragment and last slash.
fn is_public_url(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| {
        let rest = text.strip_prefix("http://")?;
        ["127.0.0.1", "localhost", "[::1]"]
            .iter()
            .any(|here| rest.starts_with(here))
            .then_some(rest)
    });
    let plain = |c: char| c.is_ascii_graphic() && !"?#\\\"@".contains(c);
    host.is_some_and(|host| !host.is_empty() && host.chars().all(plain)) && !text.ends_with('/')
}

impl Http {
    /// Everything that cannot be used, with its name and what it must be.
    pub(super) fn faults(&self) -> Vec<String> {
        let plain = [
            (self.workers <= 512, "http.workers must be at most 512"),
            (
                (1024..=64 * 1024 * 1024).contains(&self.body_limit_bytes),
                "http.body_limit_bytes must be 1024 to 67108864",
            ),
            (
                self.shutdown_seconds <= 3600,
                "http.shutdown_seconds must be at most 3600",
            ),
            (
                self.hsts_seconds <= MOST_HSTS,
                "http.hsts_seconds must be at most 63072000 (two years), or 0 for none",
            ),
            (
                self.public_url.as_deref().is_none_or(is_public_url),
                "http.public_url must begin with https:// (http:// on this machine alone), without a slash at its end",
            ),
        ];
        let plain = plain.iter().filter(|(fine, _)| !fine);
        let mut faults: Vec<String> = plain.map(|(_, what)| (*what).to_owned()).collect();
        if let Err((place, _)) = self.networks() {
            faults.push(format!(
                "http.trusted_proxies: number {} must be an address or a network such as 127.0.0.1 or 10.0.0.0/8, \
                 with no bits set beyond its length",
                place + 1
            ));
        }
        if let Err((place, _)) = Cors::new(&self.cors_origins) {
            faults.push(format!(
                "http.cors_origins: number {} must be an origin as browsers send it, such as https://app.example.id: \
                 no path, no * and no usual port",
                place + 1
            ));
        }
        faults
    }

    fn networks(&self) -> Result<Vec<Network>, (usize, NotANetwork)> {
        let all = self.trusted_proxies.iter().enumerate();
        all.map(|(place, text)| text.parse().map_err(|wrong| (place, wrong)))
            .collect()
    }

    /// The proxies that are believed; none where [`Self::faults`] tells of one that cannot be read.
    pub(super) fn proxies(&self) -> Proxies {
        let header = match self.forwarded_header {
            Forwarded::XForwardedFor => ForwardedHeader::XForwardedFor,
            Forwarded::Forwarded => ForwardedHeader::Forwarded,
        };
        Proxies::new(self.networks().unwrap_or_default(), header)
    }

    /// The origins that are served; none where [`Self::faults`] tells of one that cannot be read.
    pub(super) fn cors(&self) -> Cors {
        Cors::new(&self.cors_origins).unwrap_or_default()
    }
}
