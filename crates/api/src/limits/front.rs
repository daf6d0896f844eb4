//! What an installation sets before its routes: limits, whose word on addresses counts, browsers.

use std::time::Duration;

use actix_web::http::header::HeaderValue;

use super::{Cors, Limits, Proxies};

/// At which beat a server answers that something is not there: longer than it takes to find that out, so that it does
/// not tell what is hidden from what never was.
pub const BEAT: Duration = Duration::from_millis(5);

/// Settings of the [shell](crate::middleware::Shell). The default counts nothing, believes no proxy, asks for no
/// HTTPS, serves no browser of another origin and keeps no beat.
#[derive(Clone, Default)]
pub struct Front {
    /// How many requests are taken.
    pub limits: Limits,
    /// Who says for whom a request was forwarded.
    pub proxies: Proxies,
    /// Which browsers of other origins are served.
    pub cors: Cors,
    /// For how many seconds browsers are told to come by HTTPS alone; 0 for not at all.
    pub hsts_seconds: u32,
    /// At which beat answers that something is not there leave; zero for at once.
    pub beat: Duration,
}

impl Front {
    /// The header that tells it.
    pub(crate) fn hsts(&self) -> Option<HeaderValue> {
        let value = || HeaderValue::from_str(&format!("max-age={}", self.hsts_seconds)).ok();
        (self.hsts_seconds > 0).then(value).flatten()
    }
}
