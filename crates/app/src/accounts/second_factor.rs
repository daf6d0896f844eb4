//! Codes by time (RFC 6238): six digits, a new one each thirty seconds, one step early or late is taken. And codes for
//! who lost the device that makes them.

use netralitas_domain::time::Moment;
use totp_rs::Builder;

use crate::{error::AppError, keys::Secret};

/// Bytes of the secret.
const SECRET_BYTES: usize = 20;
/// The letters of RFC 4648, in which apps take a secret.
const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// Who it is for, as an app shows it.
const ISSUER: &str = "netralitas";
/// How many recovery codes there are at once.
pub(crate) const RECOVERY_CODES: usize = 10;
/// Characters of one, 5 bits each.
pub(crate) const RECOVERY_LENGTH: usize = 24;

/// A new secret.
pub(crate) fn draw() -> Result<Secret, AppError> {
    let mut bytes = vec![0_u8; SECRET_BYTES];
    getrandom::fill(&mut bytes).map_err(|e| AppError::internal(e.to_string()))?;
    Ok(Secret::new(bytes))
}

/// A secret as it is typed into an app: of twenty bytes exactly thirty-two letters.
pub(crate) fn letters(secret: &Secret) -> String {
    let bits = secret
        .expose()
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1));
    let bits: Vec<u8> = bits.collect();
    bits.chunks(5)
        .map(|five| {
            five.iter()
                .fold(0_usize, |all, bit| all << 1 | usize::from(*bit))
        })
        .filter_map(|place| LETTERS.get(place))
        .map(|letter| char::from(*letter))
        .collect()
}

/// The same as an address that apps read from a picture.
pub(crate) fn address(username: &str, letters: &str) -> String {
    let mut name = String::with_capacity(username.len());
    for byte in username.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => {
                name.push(char::from(byte));
            }
            other => name.push_str(&format!("%{other:02X}")),
        }
    }
    format!(
        "otpauth://totp/{ISSUER}:{name}?secret={letters}&issuer={ISSUER}&algorithm=SHA1&digits=6&period=30"
    )
}

/// The step whose code this is, of the present one and its two neighbours.
pub(crate) fn step_of(secret: &Secret, code: &str, now: Moment) -> Option<i64> {
    let seconds = u64::try_from(now.0.div_euclid(1_000_000)).ok()?;
    let secret: [u8; SECRET_BYTES] = secret.expose().try_into().ok()?;
    let totp = Builder::new()
        .with_skew(1)
        .with_secret(secret)
        .build()
        .ok()?;
    totp.check(code, seconds)
        .and_then(|s| i64::try_from(s).ok())
}

/// Whether what was typed looks like a code by time, and not like a recovery code.
pub(crate) fn is_by_time(typed: &str) -> Option<String> {
    let plain: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    (plain.len() == 6 && plain.bytes().all(|b| b.is_ascii_digit())).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Moment {
        Moment(seconds * 1_000_000)
    }

    /// Appendix B of RFC 6238, the last six of its eight digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = Secret::new(b"12345678901234567890".to_vec());
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            assert_eq!(step_of(&secret, code, at(seconds)), Some(seconds / 30));
            // A step early, a step late, and no more.
            for (apart, taken) in [(-60, false), (-30, true), (30, true), (60, false)] {
                let found = step_of(&secret, code, at(seconds + apart));
                assert_eq!(found.is_some(), taken, "{seconds} {apart}");
            }
        }
        for wrong in ["287083", "", "28708", "2870820", "abcdef", "２８７０８２"] {
            assert_eq!(step_of(&secret, wrong, at(59)), None, "{wrong}");
        }
    }

    #[test]
    fn a_secret_is_shown_as_apps_take_it() {
        let secret = Secret::new(b"12345678901234567890".to_vec());
        let shown = letters(&secret);
        assert_eq!(shown, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(
            address("staf 2:x", &shown),
            "otpauth://totp/netralitas:staf%202%3Ax?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=netralitas&algorithm=SHA1&digits=6&period=30"
        );
        assert_ne!(letters(&draw().unwrap()), letters(&draw().unwrap()));
    }

    #[test]
    fn a_code_by_time_is_six_digits() {
        assert_eq!(is_by_time("123 456").as_deref(), Some("123456"));
        assert_eq!(is_by_time("12345"), None);
        assert_eq!(is_by_time("0123-4567"), None);
    }
}
