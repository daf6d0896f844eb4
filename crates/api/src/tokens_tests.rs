use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};

use super::*;

const NOW: Moment = Moment(1_790_000_000_500_000);

fn at(seconds: i64) -> Moment {
    Moment(NOW.0 + seconds * 1_000_000)
}

fn tokens(keys: &[SigningKey]) -> Tokens {
    Tokens::new(Names::default(), 15, keys).unwrap()
}

fn issue(tokens: &Tokens) -> (String, Claims) {
    tokens
        .issue(
            Uuid::from_u128(1),
            Uuid::from_u128(2),
            Some(Uuid::from_u128(4)),
            Uuid::from_u128(3),
            NOW,
        )
        .unwrap()
}

fn code(result: Result<Claims, Problem>) -> Option<Code> {
    result.err().map(|problem| problem.code())
}

/// A token made of any header and claims, signed by `key` or not at all.
fn forge(header: &Value, claims: &Value, key: Option<(&EncodingKey, Algorithm)>) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let message = format!("{}.{}", part(header), part(claims));
    let signature = key.map_or_else(String::new, |(key, algorithm)| {
        jsonwebtoken::crypto::sign(message.as_bytes(), key, algorithm).unwrap()
    });
    format!("{message}.{signature}")
}

#[test]
fn an_issued_token_verifies_and_says_what_it_was_given() {
    let tokens = tokens(&[SigningKey::generate().unwrap()]);
    let (token, issued) = issue(&tokens);
    let claims = tokens.verify(&token, NOW).unwrap();
    assert_eq!(claims, issued);
    assert_eq!(
        (claims.sub, claims.office, claims.jti),
        (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3))
    );
    assert_eq!(claims.exp - claims.iat, 15 * 60);
    assert_eq!(claims.iat, 1_790_000_000);
}

#[test]
fn time_is_the_one_handed_in_with_thirty_seconds_either_way() {
    let tokens = tokens(&[SigningKey::generate().unwrap()]);
    let (token, _) = issue(&tokens);
    for (seconds, verdict) in [
        (0, None),
        (15 * 60, None),
        (15 * 60 + LEEWAY_SECONDS - 1, None),
        (15 * 60 + LEEWAY_SECONDS, Some(Code::TokenExpired)),
        (10_000_000, Some(Code::TokenExpired)),
        (-LEEWAY_SECONDS, None),
        (-LEEWAY_SECONDS - 1, Some(Code::TokenInvalid)),
    ] {
        // Twice: the second verdict comes from the cache and must not differ.
        assert_eq!(
            code(tokens.verify(&token, at(seconds))),
            verdict,
            "{seconds}"
        );
        assert_eq!(
            code(tokens.verify(&token, at(seconds))),
            verdict,
            "{seconds} again"
        );
    }
}

#[test]
fn any_changed_byte_is_refused() {
    let tokens = tokens(&[SigningKey::generate().unwrap()]);
    let (token, _) = issue(&tokens);
    // The last character of base64 carries padding bits, so it is left out.
    for index in 0..token.len() - 1 {
        let mut bytes = token.clone().into_bytes();
        bytes[index] = if bytes[index] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(bytes).unwrap();
        if changed != token {
            assert_eq!(
                code(tokens.verify(&changed, NOW)),
                Some(Code::TokenInvalid),
                "byte {index}"
            );
        }
    }
    assert_eq!(
        tokens.remembered(),
        0,
        "only good signatures are remembered"
    );
}

#[test]
fn forged_headers_are_refused() {
    let key = SigningKey::generate().unwrap();
    let tokens = tokens(std::slice::from_ref(&key));
    let (_, claims) = issue(&tokens);
    let claims = serde_json::to_value(claims).unwrap();
    let ours = EncodingKey::from_ed_der(key.pkcs8.expose());
    let public_as_secret = EncodingKey::from_secret(&key.public);
    let eddsa = Some((&ours, Algorithm::EdDSA));
    let good = json!({"alg": "EdDSA", "typ": "JWT", "kid": key.kid});
    assert_eq!(
        code(tokens.verify(&forge(&good, &claims, eddsa), NOW)),
        None,
        "the forge itself works"
    );
    let with = |name: &str, value: Value| {
        let mut header = good.clone();
        header[name] = value;
        header
    };
    for (what, header, key) in [
        ("none", with("alg", json!("none")), None),
        ("None", with("alg", json!("None")), None),
        ("unsigned", good.clone(), None),
        (
            "hmac with the public key",
            with("alg", json!("HS256")),
            Some((&public_as_secret, Algorithm::HS256)),
        ),
        (
            "other algorithm name, our signature",
            with("alg", json!("ES256")),
            eddsa,
        ),
        ("no kid", json!({"alg": "EdDSA", "typ": "JWT"}), eddsa),
        ("unknown kid", with("kid", json!("other")), eddsa),
        ("kid as a path", with("kid", json!("../../dev/null")), eddsa),
        (
            "key by address",
            with("jku", json!("https://example.org/keys")),
            eddsa,
        ),
        ("critical extension", with("crit", json!(["exp"])), eddsa),
        ("other type", with("typ", json!("dpop+jwt")), eddsa),
    ] {
        let token = forge(&header, &claims, key);
        assert_eq!(
            code(tokens.verify(&token, NOW)),
            Some(Code::TokenInvalid),
            "{what}"
        );
    }
}

#[test]
fn a_key_inside_the_token_is_refused() {
    let ours = SigningKey::generate().unwrap();
    let theirs = SigningKey::generate().unwrap();
    let tokens = tokens(std::slice::from_ref(&ours));
    let claims = serde_json::to_value(issue(&tokens).1).unwrap();
    let header = json!({
        "alg": "EdDSA", "kid": ours.kid,
        "jwk": {"kty": "OKP", "crv": "Ed25519", "x": URL_SAFE_NO_PAD.encode(&theirs.public)},
    });
    let key = EncodingKey::from_ed_der(theirs.pkcs8.expose());
    let token = forge(&header, &claims, Some((&key, Algorithm::EdDSA)));
    assert_eq!(code(tokens.verify(&token, NOW)), Some(Code::TokenInvalid));
}

#[test]
fn genuine_tokens_with_other_claims_are_refused() {
    let key = SigningKey::generate().unwrap();
    let tokens = tokens(std::slice::from_ref(&key));
    let claims = serde_json::to_value(issue(&tokens).1).unwrap();
    let signing = EncodingKey::from_ed_der(key.pkcs8.expose());
    let header = json!({"alg": "EdDSA", "kid": key.kid});
    for (name, value) in [
        ("iss", json!("someone-else")),
        ("aud", json!("other-api")),
        ("aud", json!(["netralitas-api", "other"])),
        ("sub", json!("not-a-uuid")),
        ("exp", json!("never")),
        ("exp", Value::Null),
        ("exp", json!(1)),
        ("nbf", json!(i64::MAX)),
        ("office", Value::Null),
    ] {
        let mut changed = claims.clone();
        changed[name] = value.clone();
        let token = forge(&header, &changed, Some((&signing, Algorithm::EdDSA)));
        assert!(tokens.verify(&token, NOW).is_err(), "{name} = {value}");
        changed.as_object_mut().unwrap().remove(name);
        let token = forge(&header, &changed, Some((&signing, Algorithm::EdDSA)));
        assert_eq!(
            code(tokens.verify(&token, NOW)),
            Some(Code::TokenInvalid),
            "without {name}"
        );
    }
}

#[test]
fn a_retired_key_verifies_until_it_is_removed() {
    let (old, new) = (
        SigningKey::generate().unwrap(),
        SigningKey::generate().unwrap(),
    );
    let (token, _) = issue(&tokens(std::slice::from_ref(&old)));
    let both = tokens(&[new.clone(), old.clone()]);
    assert!(both.verify(&token, NOW).is_ok());
    let header = jsonwebtoken::decode_header(issue(&both).0).unwrap();
    assert_eq!(
        header.kid.as_deref(),
        Some(new.kid.as_str()),
        "the first key signs"
    );
    assert_eq!(
        code(tokens(&[new]).verify(&token, NOW)),
        Some(Code::TokenInvalid)
    );
}

#[test]
fn the_key_set_holds_public_parts_only() {
    let key = SigningKey::generate().unwrap();
    let tokens = tokens(std::slice::from_ref(&key));
    let shown = tokens.key_set();
    assert_eq!(shown["keys"][0]["kid"], key.kid);
    assert_eq!(shown["keys"][0]["crv"], "Ed25519");
    assert_eq!(shown["keys"][0].get("d"), None);
    let x = URL_SAFE_NO_PAD
        .decode(shown["keys"][0]["x"].as_str().unwrap())
        .unwrap();
    assert_eq!(x, key.public);
}

#[test]
fn nonsense_and_overlong_tokens_are_refused() {
    let tokens = tokens(&[SigningKey::generate().unwrap()]);
    let long = "a".repeat(LONGEST_TOKEN + 1);
    for token in ["", ".", "..", "a.b", "a.b.c.d", "é.é.é", long.as_str()] {
        assert_eq!(
            code(tokens.verify(token, NOW)),
            Some(Code::TokenInvalid),
            "{token:.10}"
        );
    }
    assert!(Tokens::new(Names::default(), 15, &[]).is_err());
}

#[test]
fn the_cache_stays_within_its_bound() {
    let tokens = tokens(&[SigningKey::generate().unwrap()]);
    let (_, claims) = issue(&tokens);
    for number in 0..(CACHE_ENTRIES * 2) {
        let name: [u8; 32] = Sha256::digest(number.to_be_bytes()).into();
        tokens.remember(name, claims.clone());
    }
    assert!(
        tokens.remembered() <= CACHE_ENTRIES,
        "{}",
        tokens.remembered()
    );
}
