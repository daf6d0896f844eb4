//! Encryption of bytes by a 32-byte key, bound to what they are and whose: XChaCha20-Poly1305.

use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305, XNonce,
    aead::{Aead as _, Payload},
};

use super::{KeyError, Secret};

const NONCE_BYTES: usize = 24;
/// First byte of everything sealed, so that the cipher can change one day.
const SEAL_VERSION: u8 = 1;

/// Encrypts `plain` under a fresh nonce; the same context must be given to open it.
pub(crate) fn seal(key: &Secret, context: &[u8], plain: &[u8]) -> Result<Vec<u8>, KeyError> {
    let mut nonce = [0_u8; NONCE_BYTES];
    getrandom::fill(&mut nonce).map_err(|_| KeyError::NoRandomness)?;
    let body = cipher(key)?
        .encrypt(
            &XNonce::from(nonce),
            Payload {
                msg: plain,
                aad: context,
            },
        )
        .map_err(|_| KeyError::Unusable)?;
    let mut sealed = Vec::with_capacity(1 + NONCE_BYTES + body.len());
    sealed.push(SEAL_VERSION);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(&body);
    Ok(sealed)
}

/// Decrypts what [`seal`] made with the same key and context.
pub(crate) fn open(key: &Secret, context: &[u8], sealed: &[u8]) -> Result<Secret, KeyError> {
    let (version, rest) = sealed.split_first().ok_or(KeyError::DoesNotOpen)?;
    if *version != SEAL_VERSION {
        return Err(KeyError::DoesNotOpen);
    }
    let (nonce, body) = rest
        .split_first_chunk::<NONCE_BYTES>()
        .ok_or(KeyError::DoesNotOpen)?;
    cipher(key)?
        .decrypt(
            &XNonce::from(*nonce),
            Payload {
                msg: body,
                aad: context,
            },
        )
        .map(Secret::new)
        .map_err(|_| KeyError::DoesNotOpen)
}

fn cipher(key: &Secret) -> Result<XChaCha20Poly1305, KeyError> {
    XChaCha20Poly1305::new_from_slice(key.expose()).map_err(|_| KeyError::Unusable)
}
