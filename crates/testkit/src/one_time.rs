//! The other side of a second factor: what an app shows.

use totp_rs::Builder;

/// The bytes that the letters of a secret stand for (base32 of RFC 4648, 160 bits).
#[must_use]
pub fn bytes(secret: &str) -> [u8; 20] {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut bits = secret.chars().flat_map(|c| {
        let five = letters.find(c).unwrap();
        (0..5)
            .rev()
            .map(move |bit| u8::try_from(five >> bit & 1).unwrap())
    });
    std::array::from_fn(|_| (0..8).fold(0, |byte, _| byte << 1 | bits.next().unwrap()))
}

/// The code of a moment, in seconds since 1970.
#[must_use]
pub fn code(secret: &str, seconds: u64) -> String {
    let app = Builder::new().with_secret(bytes(secret)).build().unwrap();
    app.generate(seconds).to_string()
}
