//! Whose address a request comes from: the peer's, or what a trusted proxy says of it.
//!
//! Only one header is read, the one that the proxy writes: the other may be the caller's own invention, which the
//! proxy passed on.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    str::FromStr,
    sync::atomic::{AtomicBool, Ordering},
};

use actix_web::http::header::{self, HeaderMap, HeaderName};

/// Most addresses of a chain of proxies that are looked at.
const MOST_HOPS: usize = 32;

/// A network in CIDR notation, such as `10.0.0.0/8` or `2001:db8::/32`; an address alone is a network of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    bits: u128,
    mask: u128,
}

/// Not an address or network; says nothing of what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an address and not a network such as 10.0.0.0/8")]
pub struct NotANetwork;

impl FromStr for Network {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => (address, Some(length)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| NotANetwork)?;
        let whole: u32 = if address.is_ipv4() { 32 } else { 128 };
        let length = match length {
            Some(digits) if digits.bytes().all(|b| b.is_ascii_digit()) => {
                digits.parse().map_err(|_| NotANetwork)?
            }
            Some(_) => return Err(NotANetwork),
            None => whole,
        };
        if length > whole {
            return Err(NotANetwork);
        }
        // IPv4 counts as its place inside IPv6, 96 bits down.
        let mask = u128::MAX.checked_shl(whole - length).unwrap_or(0);
        let mask = if whole == 32 {
            mask | u128::MAX << 32
        } else {
            mask
        };
        let bits = as_bits(address);
        // Bits beyond the network are a slip of the pen, and it is not known which part of it.
        if bits & !mask == 0 {
            Ok(Self { bits, mask })
        } else {
            Err(NotANetwork)
        }
    }
}

impl Network {
    /// Whether it holds an address; one of IPv4 inside IPv6 is the same as itself.
    #[must_use]
    pub fn holds(&self, address: IpAddr) -> bool {
        as_bits(address) & self.mask == self.bits
    }
}

fn as_bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(v4) => v4.to_ipv6_mapped().to_bits(),
        IpAddr::V6(v6) => v6.to_bits(),
    }
}

/// The header in which the proxies say for whom they ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ForwardedHeader {
    /// `X-Forwarded-For`, which most proxies write.
    #[default]
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

impl ForwardedHeader {
    const fn name(self) -> HeaderName {
        match self {
            Self::XForwardedFor => header::X_FORWARDED_FOR,
            Self::Forwarded => header::FORWARDED,
        }
    }
}

/// The proxies that are believed.
#[derive(Debug, Clone, Default)]
pub struct Proxies {
    networks: Vec<Network>,
    header: ForwardedHeader,
}

/// Set once it was said that a proxy may be missing in the configuration.
static SAID: AtomicBool = AtomicBool::new(false);

impl Proxies {
    /// Believes proxies of these networks and what they say in this header.
    #[must_use]
    pub const fn new(networks: Vec<Network>, header: ForwardedHeader) -> Self {
        Self { networks, header }
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.networks.iter().any(|network| network.holds(address))
    }

    /// The caller's address: the peer's, unless it is a trusted proxy; then the rightmost address that is none. What
    /// cannot be read ends the chain: the proxy before it counts as the caller.
    #[must_use]
    pub fn caller(&self, peer: Option<IpAddr>, headers: &HeaderMap) -> IpAddr {
        let mut caller = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        if !self.trusts(caller) {
            if headers.contains_key(self.header.name()) && !SAID.swap(true, Ordering::Relaxed) {
                tracing::warn!(
                    "a request says for whom it was forwarded, but came from no address of http.trusted_proxies: \
                     limits count the address that it came from; if that is your proxy, name it there"
                );
            }
            return caller;
        }
        let lines: Vec<&str> = headers
            .get_all(self.header.name())
            .map(|line| line.to_str().unwrap_or(""))
            .collect();
        let hops = lines.iter().rev().flat_map(|line| line.rsplit(','));
        for hop in hops.take(MOST_HOPS) {
            let named = match self.header {
                ForwardedHeader::XForwardedFor => node(hop.trim()),
                ForwardedHeader::Forwarded => forwarded_for(hop),
            };
            let Some(address) = named else { break };
            caller = address;
            if !self.trusts(address) {
                break;
            }
        }
        caller
    }
}

/// The `for` of one element of `Forwarded`.
fn forwarded_for(element: &str) -> Option<IpAddr> {
    element.split(';').find_map(|pair| {
        let (name, value) = pair.trim().split_once('=')?;
        name.eq_ignore_ascii_case("for")
            .then(|| node(value.trim().trim_matches('"')))?
    })
}

/// An address as proxies write it: alone, or with a port, IPv6 then in brackets.
fn node(text: &str) -> Option<IpAddr> {
    if let Some(rest) = text.strip_prefix('[') {
        let (address, _) = rest.split_once(']')?;
        return address.parse::<Ipv6Addr>().ok().map(IpAddr::V6);
    }
    let alone = text.parse::<IpAddr>().ok();
    alone.or_else(|| {
        let (address, _) = text.split_once(':')?;
        address.parse::<Ipv4Addr>().ok().map(IpAddr::V4)
    })
}

#[cfg(test)]
#[path = "address_tests.rs"]
mod tests;
