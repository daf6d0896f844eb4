//! The master key and what is made from it: sealed bytes, derived keys, the token signing key.
//!
//! Owns the key file's format and the two ciphers' use. Must not know tables: the store keeps what
//! [`MasterKey::seal`] gives, together with [`MasterKey::id`] and [`MasterKey::check_value`], so that a
//! wrong key refuses the start instead of writing what nobody can open.

mod cipher;
pub mod rotation;
pub mod secret;
pub mod signing;

use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _};
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use hkdf::Hkdf;
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

pub(crate) use cipher::{open as open_with, seal as seal_with};

pub use crate::keys::secret::Secret;

const KEY_BYTES: usize = 32;

/// Why a key could not be made, read or used. Carries paths and file modes, never key material.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file is not there.
    #[error("the master key file {} does not exist; make one with `netralitas keys init`", .0.display())]
    Missing(PathBuf),
    /// The file is already there and is never overwritten.
    #[error("the master key file {} exists already; it is never overwritten", .0.display())]
    Exists(PathBuf),
    /// Other accounts of the machine could read the file.
    #[error("the master key file {} has mode {mode:04o}; it must be readable by its owner only (chmod 600)", path.display())]
    OpenToOthers {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The file is not 32 bytes in base64.
    #[error("the master key file {} does not hold 32 bytes in base64", .0.display())]
    Malformed(PathBuf),
    /// The file could not be read or written.
    #[error("the master key file {}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The operating system gave no random bytes.
    #[error("the operating system gave no random bytes")]
    NoRandomness,
    /// The sealed bytes were made by another key, for another purpose, or were changed.
    #[error("sealed bytes do not open: another key, another purpose, or changed")]
    DoesNotOpen,
    /// A key could not be built from the given bytes.
    #[error("key material is not usable")]
    Unusable,
}

/// What a derived key is for; two purposes never share a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Authenticates page cursors.
    Cursor,
    /// Keys the fingerprints of idempotent requests.
    Fingerprint,
    /// Keys the receipts handed to clients.
    Receipt,
    /// Keys the hashes of invitations to accounts.
    Invitation,
    /// Keys the hashes of the secrets that renew sessions.
    Refresh,
    /// Keys the hashes of recovery codes.
    Recovery,
    /// Keys the hashes of the secrets of systems.
    ClientSecret,
    /// Blinds whom a try to sign in was for, and where it came from.
    Tries,
    /// Signs the devices from which accounts signed in.
    Device,
    /// Blinds identifiers for lookup (such as a NIP) without storing them in clear.
    BlindIndex,
}

impl Purpose {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Cursor => b"netralitas/v1/cursor",
            Self::Fingerprint => b"netralitas/v1/fingerprint",
            Self::Receipt => b"netralitas/v1/receipt",
            Self::Invitation => b"netralitas/v1/invitation",
            Self::Refresh => b"netralitas/v1/refresh",
            Self::Recovery => b"netralitas/v1/recovery",
            Self::ClientSecret => b"netralitas/v1/client-secret",
            Self::Tries => b"netralitas/v1/tries",
            Self::Device => b"netralitas/v1/device",
            Self::BlindIndex => b"netralitas/v1/blind-index",
        }
    }
}

/// The one key of an installation, with everything derived from it. Never printed, wiped on drop.
#[derive(Debug, Clone)]
pub struct MasterKey {
    id: String,
    check_value: String,
    sealing: Secret,
    cursor: Secret,
    fingerprint: Secret,
    receipt: Secret,
    invitation: Secret,
    refresh: Secret,
    recovery: Secret,
    client_secret: Secret,
    tries: Secret,
    device: Secret,
    blind_index: Secret,
}

impl MasterKey {
    /// Draws a new key and writes it to `path` with mode 0600; never overwrites.
    ///
    /// # Errors
    /// [`KeyError::Exists`], [`KeyError::NoRandomness`] or [`KeyError::Io`].
    pub fn create(path: &Path) -> Result<Self, KeyError> {
        let secret = random_secret()?;
        let key = Self::derive_all(&secret)?;
        let failed = |source: io::Error| match source.kind() {
            io::ErrorKind::AlreadyExists => KeyError::Exists(path.to_owned()),
            _ => KeyError::Io {
                path: path.to_owned(),
                source,
            },
        };
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path).map_err(failed)?;
        let mut text = Zeroizing::new(STANDARD.encode(secret.expose()));
        text.push('\n');
        file.write_all(text.as_bytes()).map_err(failed)?;
        file.sync_all().map_err(failed)?;
        // The name must be as durable as the bytes: what is sealed next needs this file for ever.
        if let Some(parent) = path
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty())
        {
            fs::File::open(parent)
                .and_then(|folder| folder.sync_all())
                .map_err(failed)?;
        }
        Ok(key)
    }

    /// Reads the key from `path`.
    ///
    /// # Errors
    /// [`KeyError::Missing`], [`KeyError::OpenToOthers`], [`KeyError::Malformed`] or [`KeyError::Io`].
    pub fn load(path: &Path) -> Result<Self, KeyError> {
        let failed = |source: io::Error| match source.kind() {
            io::ErrorKind::NotFound => KeyError::Missing(path.to_owned()),
            _ => KeyError::Io {
                path: path.to_owned(),
                source,
            },
        };
        let file = fs::File::open(path).map_err(failed)?;
        refuse_open_mode(path, &file.metadata().map_err(failed)?)?;
        let text = Zeroizing::new(io::read_to_string(file).map_err(
            |source| match source.kind() {
                io::ErrorKind::InvalidData => KeyError::Malformed(path.to_owned()),
                _ => KeyError::Io {
                    path: path.to_owned(),
                    source,
                },
            },
        )?);
        let bytes = STANDARD
            .decode(text.trim_end_matches(['\n', '\r']))
            .map_err(|_| KeyError::Malformed(path.to_owned()))?;
        let secret = Secret::new(bytes);
        if secret.expose().len() != KEY_BYTES {
            return Err(KeyError::Malformed(path.to_owned()));
        }
        Self::derive_all(&secret)
    }

    /// Draws a key that lives in memory only.
    ///
    /// # Errors
    /// [`KeyError::NoRandomness`].
    pub fn generate() -> Result<Self, KeyError> {
        Self::derive_all(&random_secret()?)
    }

    /// A short public name of this key (16 hex digits); says nothing about the key.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Thirty-two bytes (base64) kept in the database; only the same key gives them again.
    #[must_use]
    pub fn check_value(&self) -> &str {
        &self.check_value
    }

    /// Whether the id and check value of a database belong to this key.
    #[must_use]
    pub fn matches(&self, id: &str, check_value: &str) -> bool {
        self.id == id && self.check_value == check_value
    }

    /// Encrypts `plain`, bound to `context`: what it is and whose row it stands in. The same
    /// context must be given to [`Self::open`], so that sealed bytes cannot be moved elsewhere.
    ///
    /// # Errors
    /// [`KeyError::NoRandomness`]; [`KeyError::Unusable`] beyond the cipher's length limit.
    pub fn seal(&self, context: &[u8], plain: &[u8]) -> Result<Vec<u8>, KeyError> {
        cipher::seal(&self.sealing, context, plain)
    }

    /// Decrypts what [`Self::seal`] made with the same key and context.
    ///
    /// # Errors
    /// [`KeyError::DoesNotOpen`].
    pub fn open(&self, context: &[u8], sealed: &[u8]) -> Result<Secret, KeyError> {
        cipher::open(&self.sealing, context, sealed)
    }

    /// The 32-byte key for one purpose; the same master key always gives the same one.
    #[must_use]
    pub const fn derived(&self, purpose: Purpose) -> &Secret {
        match purpose {
            Purpose::Cursor => &self.cursor,
            Purpose::Fingerprint => &self.fingerprint,
            Purpose::Receipt => &self.receipt,
            Purpose::Invitation => &self.invitation,
            Purpose::Refresh => &self.refresh,
            Purpose::Recovery => &self.recovery,
            Purpose::ClientSecret => &self.client_secret,
            Purpose::Tries => &self.tries,
            Purpose::Device => &self.device,
            Purpose::BlindIndex => &self.blind_index,
        }
    }

    // The master secret itself encrypts nothing and is dropped after this.
    fn derive_all(secret: &Secret) -> Result<Self, KeyError> {
        let derive = |label: &[u8], length| expand(secret, label, length);
        let id = derive(b"netralitas/v1/key-id", 8)?;
        Ok(Self {
            id: id
                .expose()
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect(),
            check_value: STANDARD.encode(derive(b"netralitas/v1/check-value", KEY_BYTES)?.expose()),
            sealing: derive(b"netralitas/v1/seal", KEY_BYTES)?,
            cursor: derive(Purpose::Cursor.label(), KEY_BYTES)?,
            fingerprint: derive(Purpose::Fingerprint.label(), KEY_BYTES)?,
            receipt: derive(Purpose::Receipt.label(), KEY_BYTES)?,
            invitation: derive(Purpose::Invitation.label(), KEY_BYTES)?,
            refresh: derive(Purpose::Refresh.label(), KEY_BYTES)?,
            recovery: derive(Purpose::Recovery.label(), KEY_BYTES)?,
            client_secret: derive(Purpose::ClientSecret.label(), KEY_BYTES)?,
            tries: derive(Purpose::Tries.label(), KEY_BYTES)?,
            device: derive(Purpose::Device.label(), KEY_BYTES)?,
            blind_index: derive(Purpose::BlindIndex.label(), KEY_BYTES)?,
        })
    }
}

pub(crate) fn random_secret() -> Result<Secret, KeyError> {
    let mut bytes = vec![0_u8; KEY_BYTES];
    getrandom::fill(&mut bytes).map_err(|_| KeyError::NoRandomness)?;
    Ok(Secret::new(bytes))
}

/// HKDF-SHA256 without salt: the input is already uniformly random.
fn expand(secret: &Secret, label: &[u8], length: usize) -> Result<Secret, KeyError> {
    let mut bytes = vec![0_u8; length];
    Hkdf::<Sha256>::new(None, secret.expose())
        .expand(label, &mut bytes)
        .map_err(|_| KeyError::Unusable)?;
    Ok(Secret::new(bytes))
}

#[cfg(unix)]
fn refuse_open_mode(path: &Path, meta: &fs::Metadata) -> Result<(), KeyError> {
    let mode = std::os::unix::fs::PermissionsExt::mode(&meta.permissions()) & 0o7777;
    if mode & 0o177 == 0 {
        Ok(())
    } else {
        Err(KeyError::OpenToOthers {
            path: path.to_owned(),
            mode,
        })
    }
}

#[cfg(not(unix))]
fn refuse_open_mode(_: &Path, _: &fs::Metadata) -> Result<(), KeyError> {
    Ok(())
}

/// An Ed25519 key pair that signs tokens.
#[derive(Debug, Clone)]
pub struct SigningKey {
    /// Its RFC 7638 thumbprint; goes into the `kid` header of a token.
    pub kid: String,
    /// The private key as PKCS#8; store it only sealed.
    pub pkcs8: Secret,
    /// The 32 bytes of the public key.
    pub public: Vec<u8>,
}

impl SigningKey {
    /// Draws a new key pair.
    ///
    /// # Errors
    /// [`KeyError::NoRandomness`] or [`KeyError::Unusable`].
    pub fn generate() -> Result<Self, KeyError> {
        let pair = Ed25519KeyPair::generate().map_err(|_| KeyError::NoRandomness)?;
        let pkcs8 = pair.to_pkcs8().map_err(|_| KeyError::Unusable)?;
        Self::from_pkcs8(Secret::new(pkcs8.as_ref().to_vec()))
    }

    /// Reads a key pair that was stored.
    ///
    /// # Errors
    /// [`KeyError::Unusable`] if the bytes are no Ed25519 key in PKCS#8.
    pub fn from_pkcs8(pkcs8: Secret) -> Result<Self, KeyError> {
        let pair = Ed25519KeyPair::from_pkcs8(pkcs8.expose()).map_err(|_| KeyError::Unusable)?;
        let public = pair.public_key().as_ref().to_vec();
        Ok(Self {
            kid: thumbprint(&public),
            pkcs8,
            public,
        })
    }
}

/// The RFC 7638 thumbprint of an Ed25519 public key, base64url.
#[must_use]
pub fn thumbprint(public: &[u8]) -> String {
    let x = URL_SAFE_NO_PAD.encode(public);
    let canonical = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#);
    URL_SAFE_NO_PAD.encode(Sha256::digest(canonical.as_bytes()))
}

#[cfg(test)]
mod tests;
