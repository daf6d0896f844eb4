//! The section `auth`: tokens, secrets, the master key, password hashes, outside issuers.

use std::path::PathBuf;

use netralitas_app::accounts::{clients::SECRET_DAYS, passwords::Cost};
use serde::{Deserialize, Serialize};

use super::issuers::{self, OutsideIssuer};

/// Tokens, the master key and the cost of password hashes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Auth {
    /// Minutes that a token is valid.
    pub token_minutes: u32,
    /// Most days that a secret of a system holds.
    pub client_secret_days: u32,
    /// The master key file; absent: `netralitas.key` in the working folder, in demo inside the data folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub master_key_file: Option<PathBuf>,
    /// Memory of one password hash in KiB.
    pub argon2_memory_kib: u32,
    /// Passes of one password hash.
    pub argon2_passes: u32,
    /// Lanes of one password hash.
    pub argon2_lanes: u32,
    /// Certificates (PEM) of the authorities that outside issuers are known by; absent: those of the system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trusted_certificates: Option<PathBuf>,
    /// Outside issuers whose tokens are believed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub issuers: Vec<OutsideIssuer>,
}

impl Default for Auth {
    fn default() -> Self {
        let cost = Cost::default();
        Self {
            token_minutes: 15,
            client_secret_days: SECRET_DAYS,
            master_key_file: None,
            argon2_memory_kib: cost.memory_kib,
            argon2_passes: cost.passes,
            argon2_lanes: cost.lanes,
            trusted_certificates: None,
            issuers: Vec::new(),
        }
    }
}

impl Auth {
    /// The cost of a password hash.
    #[must_use]
    pub const fn cost(&self) -> Cost {
        Cost {
            memory_kib: self.argon2_memory_kib,
            passes: self.argon2_passes,
            lanes: self.argon2_lanes,
        }
    }

    /// Everything that cannot be used, with its name and what it must be; `own` is the issuer of our own tokens.
    pub(super) fn faults(&self, own: &str) -> Vec<String> {
        let mut faults = issuers::faults(&self.issuers, own);
        let mut expect = |fine: bool, what: &str| {
            if !fine {
                faults.push(what.to_owned());
            }
        };
        expect(
            (1..=60).contains(&self.token_minutes),
            "auth.token_minutes must be 1 to 60",
        );
        expect(
            (1..=366).contains(&self.client_secret_days),
            "auth.client_secret_days must be 1 to 366",
        );
        expect(
            (1..=16).contains(&self.argon2_lanes),
            "auth.argon2_lanes must be 1 to 16",
        );
        expect(
            (1..=64).contains(&self.argon2_passes),
            "auth.argon2_passes must be 1 to 64",
        );
        // Argon2 itself needs 8 KiB per lane.
        expect(
            self.argon2_memory_kib >= self.argon2_lanes.saturating_mul(8)
                && self.argon2_memory_kib <= 4 * 1024 * 1024,
            "auth.argon2_memory_kib must be 8 per lane to 4194304",
        );
        faults
    }
}
