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
