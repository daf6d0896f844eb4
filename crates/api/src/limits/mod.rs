//! How many requests one caller may send: quotas by account and by address, answered 429 beyond them.
//!
//! Owns the classes of requests with their quotas (`policy.rs`), the counting (`meter.rs`) and whose address
//! counts ([`address`]). Must not know routes or DTOs. Counts are kept in memory, one set per server, and are
//! forgotten when it stops; time is handed in. Unauthenticated classes are judged by the
//! [shell](crate::middleware::Shell) before the body is read, those of an account by
//! [`Caller`](crate::caller::Caller) after its token was verified.

pub mod address;
mod cors;
mod front;
mod meter;
mod policy;

use std::{collections::hash_map::RandomState, hash::BuildHasher as _, net::IpAddr, sync::Arc};

use actix_web::{
    http::header::{HeaderMap, HeaderName, HeaderValue},
    web::Bytes,
};
use netralitas_app::accounts::lock_out::Origin;
use netralitas_domain::time::Moment;
use uuid::Uuid;

pub use address::{ForwardedHeader, Network, NotANetwork, Proxies};
pub use cors::{Cors, NotAnOrigin};
pub use front::{BEAT, Front};
pub use policy::{Class, POLICIES, Partition, Policy, Quotas, class_of};

use crate::problem::{Code, Problem};
use meter::{Meter, Taken};

/// The quota that a request counts against (draft-ietf-httpapi-ratelimit-headers-11).
pub const POLICY_HEADER: HeaderName = HeaderName::from_static("ratelimit-policy");
/// What is left of it.
pub const LEFT_HEADER: HeaderName = HeaderName::from_static("ratelimit");

/// The counting of all classes, or none. Cheap to clone; put into the app's data for
/// [`Caller`](crate::caller::Caller).
#[derive(Clone, Default)]
pub struct Limits(Option<Arc<Counting>>);

struct Counting {
    meters: [(Meter, HeaderValue); POLICIES.len()],
    /// Addresses are kept as hashes under keys that this process drew and nobody else has.
    hashing: [RandomState; 2],
}

/// Where a caller stands after a request was counted; rides along in the request's extensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    class: Class,
    taken: Taken,
}

impl Limits {
    /// Nothing is counted.
    #[must_use]
    pub const fn off() -> Self {
        Self(None)
    }

    /// Counts with these quotas.
    #[must_use]
    pub fn on(quotas: Quotas) -> Self {
        let meters = POLICIES.map(|policy| {
            let quota = quotas.of(policy.class);
            let text = format!("\"{}\";q={quota};w={}", policy.name, policy.window);
            // Of quotes, letters and digits, so it is a header.
            let header = HeaderValue::from_maybe_shared(Bytes::from(text));
            (
                Meter::new(quota, policy.window),
                header.unwrap_or_else(|_| HeaderValue::from_static("")),
            )
        });
        Self(Some(Arc::new(Counting {
            meters,
            hashing: [RandomState::new(), RandomState::new()],
        })))
    }

    /// Counts a request of an account; nothing for a class that is not counted by account.
    pub(crate) fn of_account(&self, class: Class, account: Uuid, now: Moment) -> Option<Standing> {
        let counting = self.0.as_deref()?;
        (class.policy().by == Partition::Account)
            .then(|| counting.take(class, account.as_u128(), now))
    }

    /// Counts a request of a system, whatever it asks for.
    pub(crate) fn of_system(&self, account: Uuid, now: Moment) -> Option<Standing> {
        let counting = self.0.as_deref()?;
        Some(counting.take(Class::System, account.as_u128(), now))
    }

    /// Counts a request from an address; nothing for a class that is not counted by address.
    pub(crate) fn of_address(
        &self,
        class: Class,
        address: impl FnOnce() -> IpAddr,
        now: impl FnOnce() -> Moment,
    ) -> Option<Standing> {
        let counting = self.0.as_deref()?;
        (class.policy().by == Partition::Address).then(|| {
            let here = Origin::of(address()).bits();
            let [high, low] = counting.hashing.each_ref().map(|key| key.hash_one(here));
            let key = u128::from(high) << 64 | u128::from(low);
            counting.take(class, key, now())
        })
    }

    /// Puts the two headers on an answer.
    pub(crate) fn tell(&self, standing: Standing, headers: &mut HeaderMap) {
        let Some(counting) = self.0.as_deref() else {
            return;
        };
        let (_, policy) = standing.class.of(&counting.meters);
        headers.insert(POLICY_HEADER, policy.clone());
        let Taken { left, seconds, .. } = standing.taken;
        let text = format!("\"{}\";r={left};t={seconds}", standing.class.policy().name);
        if let Ok(value) = HeaderValue::from_maybe_shared(Bytes::from(text)) {
            headers.insert(LEFT_HEADER, value);
        }
    }
}

impl Counting {
    fn take(&self, class: Class, key: u128, now: Moment) -> Standing {
        let (meter, _) = class.of(&self.meters);
        Standing {
            class,
            taken: meter.take(key, now),
        }
    }
}

impl Standing {
    /// The refusal, where the quota is used up.
    pub(crate) fn refusal(self, limits: &Limits) -> Option<Problem> {
        if self.taken.fits {
            return None;
        }
        let policy = self.class.policy();
        let quota = limits
            .0
            .as_deref()
            .map_or(0, |counting| self.class.of(&counting.meters).0.quota());
        let (window, (of_id, of_en)) = (policy.window, policy.by.texts());
        Some(
            Problem::new(Code::TooManyRequests)
                .with_detail(
                    format!(
                        "Batasnya {quota} {} dalam {window} detik {of_id}.",
                        policy.what.0
                    ),
                    format!(
                        "The limit is {quota} {} in {window} seconds {of_en}.",
                        policy.what.1
                    ),
                )
                .with_retry_after(self.taken.seconds),
        )
    }
}

#[cfg(test)]
mod tests;
