//! Bytes that never print themselves and are wiped when dropped.
//!
//! Owns the one type for secret bytes. Must not know where they come from or what they open.

use std::fmt;

use zeroize::Zeroizing;

/// Secret bytes: no `Display`, no `Serialize`, a `Debug` that says nothing, wiped on drop.
#[derive(Clone)]
pub struct Secret(Zeroizing<Vec<u8>>);

impl Secret {
    /// Takes the bytes over; the caller should keep no copy.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes themselves; the name makes every use easy to find.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;

    #[test]
    fn debug_never_shows_the_bytes() {
        let shown = format!(
            "{:?} {:#?}",
            Secret::new(b"abc".to_vec()),
            Secret::new(vec![97])
        );
        assert!(!shown.contains("abc") && !shown.contains("97"), "{shown}");
    }
}
