//! Guessing gets slower the longer it goes on: by whom it is for and where it comes from together, so that nobody locks
//! somebody else out from elsewhere; and from a device of the account by that device alone (`devices.rs`), so that nobody
//! does from beside. Names that nobody has count the same.

use std::net::IpAddr;

use netralitas_domain::{ids::AccountId, time::Moment};
use netralitas_store::{
    Read, Write,
    sign_in_tries::{self, Tries},
};

use crate::{App, app::mac, error::AppError, keys::Purpose};

/// Tries that are taken without a wait.
const FREE_TRIES: i64 = 5;
/// The first wait, in seconds; it doubles with each further try.
const FIRST_WAIT: i64 = 30;
/// The longest wait, in seconds.
const LONGEST_WAIT: i64 = 15 * 60;
/// After so many seconds without a try the count begins anew.
const FORGOTTEN: i64 = 24 * 3_600;
const SECOND: i64 = 1_000_000;

/// The neighbourhood that a request comes from: a /24 of IPv4, a /48 of IPv6.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin(u128);

impl Origin {
    /// What is the same for all of a neighbourhood.
    #[must_use]
    pub const fn bits(self) -> u128 {
        self.0
    }
    /// The neighbourhood of an address.
    #[must_use]
    pub fn of(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V4(v4) => v4.to_ipv6_mapped().to_bits() & (u128::MAX << 8),
            IpAddr::V6(v6) => v6.to_bits() & (u128::MAX << 80),
        })
    }
}

/// A keyed hash of whom tries are for, and of where they come from.
#[derive(Clone)]
pub(crate) struct Bucket(Vec<u8>);

impl App {
    /// Guesses of a password, by the name that was typed and the neighbourhood.
    pub(crate) fn password_bucket(
        &self,
        username: &str,
        origin: Origin,
    ) -> Result<Bucket, AppError> {
        self.bucket(&[b"password", username.as_bytes(), &origin.0.to_be_bytes()])
    }

    /// Guesses of a code, by account: only who has the password can try, so only such a one can lock it.
    pub(crate) fn code_bucket(&self, account: AccountId) -> Result<Bucket, AppError> {
        self.bucket(&[b"code", account.raw().as_bytes()])
    }

    pub(super) fn bucket(&self, parts: &[&[u8]]) -> Result<Bucket, AppError> {
        let key = self.inner.master.derived(Purpose::Tries).expose();
        mac(key, parts).map(Bucket)
    }
}

impl Bucket {
    /// Whether a try would be taken now.
    ///
    /// # Errors
    /// [`AppError::TooMany`].
    pub(crate) fn is_free(&self, tx: &mut Read<'_>, now: Moment) -> Result<(), AppError> {
        match sign_in_tries::find(tx, &self.0)? {
            Some(tries) => free(tries, now),
            None => Ok(()),
        }
    }

    /// Counts a try before it is made, so that many at once are not fewer.
    ///
    /// # Errors
    /// [`AppError::TooMany`].
    pub(crate) fn count(&self, tx: &mut Write<'_>, now: Moment) -> Result<(), AppError> {
        if let Some(before) = sign_in_tries::hold(tx, &self.0, now)? {
            free(before, now)?;
            sign_in_tries::set(tx, &self.0, next(before, now))?;
        }
        Ok(())
    }

    /// Forgets the tries: one has succeeded.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn forget(&self, tx: &mut Write<'_>, now: Moment) -> Result<(), AppError> {
        let before = Moment(now.0 - FORGOTTEN * SECOND);
        Ok(sign_in_tries::forget(tx, &self.0, before)?)
    }
}

fn free(tries: Tries, now: Moment) -> Result<(), AppError> {
    let left = tries.free_at.0 - now.0;
    if left <= 0 {
        return Ok(());
    }
    let seconds = left.saturating_add(SECOND - 1) / SECOND;
    Err(AppError::TooMany {
        retry_after: u32::try_from(seconds).unwrap_or(u32::MAX),
    })
}

fn next(before: Tries, now: Moment) -> Tries {
    let old = now.0 - before.last_at.0 > FORGOTTEN * SECOND;
    let tries = if old { 1 } else { before.tries + 1 };
    let wait = match u32::try_from(tries - FREE_TRIES) {
        Ok(beyond) => FIRST_WAIT
            .saturating_mul(1_i64.checked_shl(beyond.min(20)).unwrap_or(i64::MAX))
            .min(LONGEST_WAIT),
        Err(_) => 0,
    };
    Tries {
        tries,
        last_at: now,
        free_at: Moment(now.0 + wait * SECOND),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(text: &str) -> Origin {
        Origin::of(text.parse().unwrap())
    }

    #[test]
    fn neighbours_count_together_and_others_apart() {
        assert_eq!(origin("192.0.2.1"), origin("192.0.2.254"));
        assert_eq!(origin("192.0.2.1"), origin("::ffff:192.0.2.9"));
        assert_ne!(origin("192.0.2.1"), origin("192.0.3.1"));
        assert_eq!(origin("2001:db8:1:2::3"), origin("2001:db8:1:ffff::1"));
        assert_ne!(origin("2001:db8:1::1"), origin("2001:db8:2::1"));
    }

    #[test]
    fn the_wait_doubles_up_to_a_quarter_of_an_hour_and_is_forgotten_after_a_day() {
        let mut tries = Tries {
            tries: 0,
            last_at: Moment(0),
            free_at: Moment(0),
        };
        let mut waits = Vec::new();
        for _ in 0..12 {
            tries = next(tries, tries.free_at);
            waits.push((tries.free_at.0 - tries.last_at.0) / SECOND);
        }
        assert_eq!(waits, [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]);
        let later = Moment(tries.last_at.0 + (FORGOTTEN + 1) * SECOND);
        assert_eq!(next(tries, later).tries, 1);
    }

    #[test]
    fn what_is_left_of_a_wait_is_told_in_whole_seconds() {
        let tries = Tries {
            tries: 5,
            last_at: Moment(0),
            free_at: Moment(30 * SECOND),
        };
        let left = |now| match free(tries, Moment(now)) {
            Err(AppError::TooMany { retry_after }) => Some(retry_after),
            _ => None,
        };
        assert_eq!(left(0), Some(30));
        assert_eq!(left(29 * SECOND + 1), Some(1));
        assert_eq!(left(30 * SECOND), None);
    }
}
