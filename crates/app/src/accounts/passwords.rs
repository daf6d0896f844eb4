//! Passwords: what may be one, how it is hashed, and a check that takes as long for nobody as for somebody.
//!
//! Owns Argon2id and the policy. Must not know accounts or tables: it takes a password and a stored hash.
//! Both functions are slow on purpose; callers run them off the async threads and bound how many at once.

use std::borrow::Cow;

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfkc_quick};

use super::common_words::is_common;

/// Fewest characters of a new password that is all that is asked for.
pub const MIN_CHARS: usize = 15;
/// Fewest characters beside a second factor.
pub const MIN_CHARS_OF_TWO: usize = 8;
/// Most characters of a password; longer input is refused before any work is done.
pub const MAX_CHARS: usize = 256;

/// Why a new password is refused. Never carries the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PolicyBreach {
    /// Fewer than [`MIN_CHARS`] characters, or [`MIN_CHARS_OF_TWO`] beside a second factor.
    #[error(
        "a password has at least {MIN_CHARS} characters, beside a second factor {MIN_CHARS_OF_TWO}"
    )]
    TooShort,
    /// More than [`MAX_CHARS`] characters.
    #[error("a password has at most {MAX_CHARS} characters")]
    TooLong,
    /// Holds a control character (NUL among them).
    #[error("a password holds no control characters")]
    ControlCharacter,
    /// One character over and over, or contains the user name.
    #[error("a password is not one repeated character and does not contain the user name")]
    TooPlain,
    /// On the list of common ones, or made of the names of the account and its offices.
    #[error(
        "a password is not a common one and is not made of the names of the account and its offices"
    )]
    Common,
}

impl PolicyBreach {
    /// The field error code of the breach.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooShort => "password_too_short",
            Self::TooLong => "password_too_long",
            Self::ControlCharacter => "password_control_character",
            Self::TooPlain => "password_too_plain",
            Self::Common => "password_common",
        }
    }
}

/// Why hashing did not work.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// The password does not meet the policy.
    #[error(transparent)]
    Policy(#[from] PolicyBreach),
    /// The cost is outside what Argon2 allows.
    #[error("the password hashing cost is not usable: {0}")]
    Cost(String),
    /// The hash could not be made.
    #[error("the password could not be hashed")]
    Failed,
}

/// Whose a new password is to be, as far as the policy asks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Whose {
    /// The user name.
    pub username: String,
    /// Other names that must not make it up: the display name, those of the offices.
    pub names: Vec<String>,
    /// Whether a second factor is asked for beside it.
    pub second_factor: bool,
}

impl From<&str> for Whose {
    fn from(username: &str) -> Self {
        Self {
            username: username.to_owned(),
            ..Self::default()
        }
    }
}

/// How much work one hash takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Default for Cost {
    /// The second choice of OWASP's password storage sheet: 19 MiB, 2 passes, 1 lane.
    fn default() -> Self {
        Self {
            memory_kib: 19 * 1024,
            passes: 2,
            lanes: 1,
        }
    }
}

impl Cost {
    /// The least that Argon2 takes; for tests, where thousands of sign-ins must be quick.
    #[must_use]
    pub const fn minimal() -> Self {
        Self {
            memory_kib: 8,
            passes: 1,
            lanes: 1,
        }
    }
}

/// Hashes and checks passwords at one cost.
#[derive(Clone)]
pub struct Passwords {
    argon2: Argon2<'static>,
    /// Hash of a random password nobody knows, checked when there is no account.
    dummy: String,
}

impl std::fmt::Debug for Passwords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Passwords")
            .field("params", self.argon2.params())
            .finish_non_exhaustive()
    }
}

impl Passwords {
    /// Prepares the given cost; makes the dummy hash, so it takes as long as one hash.
    ///
    /// # Errors
    /// [`PasswordError::Cost`] for a cost that Argon2 does not allow.
    pub fn new(cost: Cost) -> Result<Self, PasswordError> {
        let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32))
            .map_err(|error| PasswordError::Cost(error.to_string()))?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let mut nobody = [0_u8; 32];
        getrandom::fill(&mut nobody).map_err(|_| PasswordError::Failed)?;
        let dummy = argon2
            .hash_password(&nobody)
            .map_err(|_| PasswordError::Failed)?
            .to_string();
        Ok(Self { argon2, dummy })
    }

    /// Hashes a new password to a PHC string with a fresh salt.
    ///
    /// # Errors
    /// [`PasswordError::Policy`], before any work; [`PasswordError::Failed`].
    pub fn hash(&self, whose: &Whose, password: &str) -> Result<String, PasswordError> {
        check_policy(whose, password)?;
        self.again(password)
    }

    /// Hashes anew a password that was checked before, whatever the policy says today.
    ///
    /// # Errors
    /// [`PasswordError::Failed`].
    pub fn again(&self, password: &str) -> Result<String, PasswordError> {
        self.argon2
            .hash_password(normal(password).as_bytes())
            .map(|hash| hash.to_string())
            .map_err(|_| PasswordError::Failed)
    }

    /// Whether `password` is the one behind `stored`. Without a stored hash (no such account, or one
    /// that is shut) the same work is done against a dummy, and the answer is no.
    #[must_use]
    pub fn verify(&self, stored: Option<&str>, password: &str) -> bool {
        // Longer input cannot be anyone's password; it must not buy a long computation either.
        let candidate = if password.chars().nth(MAX_CHARS).is_some() {
            ""
        } else {
            password
        };
        let parsed = stored.and_then(|hash| PasswordHash::new(hash).ok());
        let known = parsed.is_some() && candidate.len() == password.len();
        let Some(hash) = parsed.or_else(|| PasswordHash::new(&self.dummy).ok()) else {
            return false;
        };
        let right = self
            .argon2
            .verify_password(normal(candidate).as_bytes(), &hash)
            .is_ok();
        known && right
    }

    /// Whether a stored hash was made at another cost or algorithm and should be made anew at the
    /// next sign-in.
    #[must_use]
    pub fn is_outdated(&self, stored: &str) -> bool {
        PasswordHash::new(stored).ok().is_none_or(|hash| {
            hash.algorithm.as_str() != "argon2id"
                || Params::try_from(&hash).ok().is_none_or(|params| {
                    let ours = self.argon2.params();
                    (params.m_cost(), params.t_cost(), params.p_cost())
                        != (ours.m_cost(), ours.t_cost(), ours.p_cost())
                })
        })
    }
}

/// The one form of a password that can be typed in several ways (NFKC).
fn normal(password: &str) -> Cow<'_, str> {
    match is_nfkc_quick(password.chars()) {
        IsNormalized::Yes => Cow::Borrowed(password),
        _ => Cow::Owned(password.nfkc().collect()),
    }
}

/// Whether `password` may become the password of somebody.
///
/// # Errors
/// The first [`PolicyBreach`].
pub fn check_policy(whose: &Whose, password: &str) -> Result<(), PolicyBreach> {
    if password.chars().nth(MAX_CHARS).is_some() {
        return Err(PolicyBreach::TooLong);
    }
    let least = match whose.second_factor {
        true => MIN_CHARS_OF_TWO,
        false => MIN_CHARS,
    };
    let normal = normal(password);
    if password.chars().count().min(normal.chars().count()) < least {
        return Err(PolicyBreach::TooShort);
    }
    if normal.chars().any(char::is_control) {
        return Err(PolicyBreach::ControlCharacter);
    }
    let mut all = normal.chars();
    let first = all.next();
    let repeated = all.all(|next| Some(next) == first);
    let username = &whose.username;
    let names_user =
        username.chars().count() >= 4 && normal.to_lowercase().contains(&username.to_lowercase());
    if repeated || names_user {
        Err(PolicyBreach::TooPlain)
    } else if is_common(&normal, whose) {
        Err(PolicyBreach::Common)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whose(username: &str) -> Whose {
        username.into()
    }

    fn quick() -> Passwords {
        Passwords::new(Cost::minimal()).unwrap()
    }

    #[test]
    fn a_hash_verifies_its_own_password_only() {
        let passwords = quick();
        let hash = passwords
            .hash(&whose("petugas"), "kuda-hitam-lari")
            .unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{hash}");
        assert!(passwords.verify(Some(&hash), "kuda-hitam-lari"));
        for wrong in ["kuda-hitam-larI", "", "kuda-hitam-lari ", "kuda-hitam-lar"] {
            assert!(!passwords.verify(Some(&hash), wrong), "{wrong}");
        }
        assert_ne!(
            hash,
            passwords
                .hash(&whose("petugas"), "kuda-hitam-lari")
                .unwrap(),
            "fresh salt"
        );
    }

    #[test]
    fn nobody_and_broken_hashes_never_verify() {
        let passwords = quick();
        assert!(!passwords.verify(None, "kuda-hitam-lari"));
        assert!(!passwords.verify(None, ""));
        assert!(!passwords.verify(Some("not a hash"), "kuda-hitam-lari"));
        assert!(!passwords.verify(Some(""), ""));
    }

    #[test]
    fn a_password_over_the_limit_never_verifies_even_against_the_empty_one() {
        let passwords = quick();
        let empty = passwords.argon2.hash_password(b"").unwrap().to_string();
        assert!(!passwords.verify(Some(&empty), &"x".repeat(MAX_CHARS + 1)));
    }

    #[test]
    fn a_hash_of_another_cost_verifies_and_is_outdated() {
        let passwords = quick();
        let dearer = Passwords::new(Cost {
            memory_kib: 16,
            passes: 2,
            lanes: 1,
        })
        .unwrap();
        let hash = dearer.hash(&whose("petugas"), "kuda-hitam-lari").unwrap();
        assert!(passwords.verify(Some(&hash), "kuda-hitam-lari"));
        assert!(passwords.is_outdated(&hash));
        assert!(!dearer.is_outdated(&hash));
        assert!(passwords.is_outdated("nonsense"));
    }

    #[test]
    fn the_policy_counts_characters_not_bytes() {
        let long: String = (0..257_u32)
            .map(|n| char::from(b'a' + u8::try_from(n * n * 7 % 26).unwrap()))
            .collect();
        assert_eq!(
            check_policy(&whose("petugas"), "kudahitamlarin"),
            Err(PolicyBreach::TooShort)
        );
        assert_eq!(check_policy(&whose("petugas"), "kuda-élang-ikan"), Ok(()));
        assert_eq!(check_policy(&whose("petugas"), &long[..256]), Ok(()));
        assert_eq!(
            check_policy(&whose("petugas"), &long),
            Err(PolicyBreach::TooLong)
        );
        assert_eq!(
            check_policy(&whose("petugas"), "kuda-hitam-lari\0"),
            Err(PolicyBreach::ControlCharacter)
        );
        assert_eq!(
            check_policy(&whose("petugas"), "aaaaaaaaaaaaaaa"),
            Err(PolicyBreach::TooPlain)
        );
        assert_eq!(
            check_policy(&whose("Petugas"), "xx-petugas-2026"),
            Err(PolicyBreach::TooPlain)
        );
    }

    #[test]
    fn beside_a_second_factor_eight_are_enough() {
        let two = Whose {
            second_factor: true,
            ..whose("petugas")
        };
        assert_eq!(check_policy(&two, "kd7-xqzl"), Ok(()));
        assert_eq!(check_policy(&two, "kd7-xqz"), Err(PolicyBreach::TooShort));
        assert_eq!(
            check_policy(&whose("petugas"), "kd7-xqzl"),
            Err(PolicyBreach::TooShort)
        );
    }

    #[test]
    fn a_password_is_the_same_however_it_is_typed() {
        let passwords = quick();
        let hash = passwords
            .hash(
                &whose("petugas"),
                "kuda-e\u{301}lang-\u{ff11}\u{ff12}3-ikan",
            )
            .unwrap();
        assert!(passwords.verify(Some(&hash), "kuda-\u{e9}lang-123-ikan"));
        assert!(!passwords.verify(Some(&hash), "kuda-elang-123-ikan"));
    }

    #[test]
    fn a_breach_is_told_without_the_password() {
        let error = quick().hash(&whose("petugas"), "rahasia").unwrap_err();
        assert!(!format!("{error} {error:?}").contains("rahasia"));
    }

    #[test]
    fn an_impossible_cost_is_an_error() {
        assert!(
            Passwords::new(Cost {
                memory_kib: 1,
                passes: 1,
                lanes: 1
            })
            .is_err()
        );
    }
}
