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

/// What of an address is counted together: a /24 of IPv4, a /48 of IPv6.
pub(super) fn prefix(address: IpAddr) -> u128 {
    match address.to_canonical() {
        IpAddr::V4(v4) => as_bits(IpAddr::V4(v4)) & !0xff,
        IpAddr::V6(v6) => v6.to_bits() & (u128::MAX << 80),
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
mod tests {
    use actix_web::http::header::HeaderValue;

    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn proxies(networks: &[&str], header: ForwardedHeader) -> Proxies {
        let networks = networks.iter().map(|n| n.parse().unwrap()).collect();
        Proxies::new(networks, header)
    }

    fn headers(name: HeaderName, lines: &[&'static str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(name.clone(), HeaderValue::from_static(line));
        }
        headers
    }

    #[test]
    fn a_network_holds_its_own_addresses() {
        for (network, address, held) in [
            ("10.0.0.0/8", "10.255.0.1", true),
            ("10.0.0.0/8", "11.0.0.0", false),
            ("10.0.0.0/8", "::ffff:10.1.2.3", true),
            ("10.0.0.0/8", "a00::1", false),
            ("192.0.2.7", "192.0.2.7", true),
            ("192.0.2.7", "192.0.2.8", false),
            ("0.0.0.0/0", "203.0.113.9", true),
            ("0.0.0.0/0", "2001:db8::1", false),
            ("::/0", "2001:db8::1", true),
            ("2001:db8::/32", "2001:db8:ffff::1", true),
            ("2001:db8::/32", "2001:db9::1", false),
            ("::1", "::1", true),
        ] {
            let parsed: Network = network.parse().unwrap();
            assert_eq!(parsed.holds(ip(address)), held, "{network} {address}");
        }
    }

    #[test]
    fn what_is_no_network_is_refused() {
        for text in [
            "",
            "10.0.0.0/33",
            "10.0.0.0/",
            "10.0.0.0/+8",
            "10.0.0/8",
            "10.1.0.0/8",
            "::1/129",
            "localhost",
            "2001:db8::1/32",
            "10.0.0.0/8/8",
            " 10.0.0.0/8",
        ] {
            assert_eq!(text.parse::<Network>(), Err(NotANetwork), "{text}");
        }
    }

    #[test]
    fn neighbours_count_together_and_strangers_do_not() {
        for (one, other, together) in [
            ("192.0.2.1", "192.0.2.254", true),
            ("192.0.2.1", "192.0.3.1", false),
            ("192.0.2.1", "::ffff:192.0.2.9", true),
            ("2001:db8:1::1", "2001:db8:1:ffff::9", true),
            ("2001:db8:1::1", "2001:db8:2::1", false),
        ] {
            assert_eq!(
                prefix(ip(one)) == prefix(ip(other)),
                together,
                "{one} {other}"
            );
        }
    }

    #[test]
    fn only_a_trusted_proxy_is_believed_and_the_rightmost_stranger_counts() {
        let trusted = ["10.0.0.0/8", "::1"];
        let name = header::X_FORWARDED_FOR;
        for (peer, lines, caller) in [
            // A caller that writes the header itself.
            ("203.0.113.9", &["198.51.100.1"][..], "203.0.113.9"),
            ("10.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("::ffff:10.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            // What stands left of the stranger is the stranger's own word.
            ("10.0.0.1", &["192.0.2.1, 198.51.100.1"], "198.51.100.1"),
            (
                "10.0.0.1",
                &["192.0.2.1, 198.51.100.1, 10.0.0.2"],
                "198.51.100.1",
            ),
            (
                "10.0.0.1",
                &["192.0.2.1", "198.51.100.1,10.9.9.9"],
                "198.51.100.1",
            ),
            // A port, as some proxies write it; IPv6 in brackets.
            ("::1", &["198.51.100.1:4711"], "198.51.100.1"),
            ("::1", &["[2001:db8::5]:443"], "2001:db8::5"),
            ("::1", &["2001:db8::5"], "2001:db8::5"),
            // Nothing, nonsense, or proxies alone.
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &["unknown"], "10.0.0.1"),
            ("10.0.0.1", &["198.51.100.1, unknown, 10.0.0.2"], "10.0.0.2"),
            ("10.0.0.1", &[""], "10.0.0.1"),
            ("10.0.0.1", &["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
        ] {
            let proxies = proxies(&trusted, ForwardedHeader::XForwardedFor);
            let found = proxies.caller(Some(ip(peer)), &headers(name.clone(), lines));
            assert_eq!(found, ip(caller), "{peer} {lines:?}");
        }
    }

    #[test]
    fn the_standard_header_is_read_where_the_proxy_writes_it() {
        let proxies = proxies(&["127.0.0.1"], ForwardedHeader::Forwarded);
        for (line, caller) in [
            (
                "for=198.51.100.1;proto=https;by=203.0.113.43",
                "198.51.100.1",
            ),
            ("proto=https; For=\"[2001:db8::5]:4711\"", "2001:db8::5"),
            ("for=192.0.2.1, for=198.51.100.1", "198.51.100.1"),
            ("for=_hidden", "127.0.0.1"),
            ("proto=https", "127.0.0.1"),
        ] {
            let found = proxies.caller(Some(ip("127.0.0.1")), &headers(header::FORWARDED, &[line]));
            assert_eq!(found, ip(caller), "{line}");
        }
        // The header that the proxy does not write is the caller's.
        let invented = headers(header::X_FORWARDED_FOR, &["198.51.100.1"]);
        assert_eq!(
            proxies.caller(Some(ip("127.0.0.1")), &invented),
            ip("127.0.0.1")
        );
    }

    #[test]
    fn without_proxies_the_peer_counts() {
        let none = Proxies::default();
        let said = headers(header::X_FORWARDED_FOR, &["198.51.100.1"]);
        assert_eq!(none.caller(Some(ip("127.0.0.1")), &said), ip("127.0.0.1"));
        assert_eq!(none.caller(None, &said), ip("0.0.0.0"));
    }
}
