//! Devices: what a sign-in that succeeded leaves with its caller, so that tries of others never make it wait.
//!
//! A device is a day and some chance, signed for one account as long as its password is the same. Nothing of it is
//! kept. It opens nothing: the password is asked for all the same, and its tries are counted, each device's for
//! itself. One that is unknown, of another account, changed or too old counts as none.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use netralitas_domain::time::Moment;
use netralitas_store::accounts::Account;

use super::lock_out::Bucket;
use crate::{App, app::mac, error::AppError, keys::Purpose};

/// How many days a device holds after the sign-in that it was given at.
pub const DEVICE_DAYS: i64 = 180;
/// Bytes of chance: two devices of an account are counted apart.
const CHANCE: usize = 16;
const DAY_BYTES: usize = 4;
const DAY: i64 = 24 * 3_600 * 1_000_000;
const MARK: &str = "ntd_";

/// A device as far as it names itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Device([u8; CHANCE]);

impl Device {
    /// A new one.
    pub(super) fn draw() -> Result<Self, AppError> {
        let mut chance = [0_u8; CHANCE];
        getrandom::fill(&mut chance).map_err(|e| AppError::internal(e.to_string()))?;
        Ok(Self(chance))
    }
}

/// The day since the epoch, UTC.
fn day(now: Moment) -> u32 {
    u32::try_from(now.0.div_euclid(DAY)).unwrap_or(0)
}

/// What was shown, taken apart: the day, the device, and what signs them.
fn parts(shown: &str) -> Option<(u32, Device, Vec<u8>)> {
    let bytes = URL_SAFE_NO_PAD.decode(shown.strip_prefix(MARK)?).ok()?;
    let (day, rest) = bytes.split_first_chunk::<DAY_BYTES>()?;
    let (chance, signed) = rest.split_first_chunk::<CHANCE>()?;
    Some((u32::from_be_bytes(*day), Device(*chance), signed.to_vec()))
}

impl App {
    /// The device that was shown, where it is one of the account; the same work is done for an account that nobody has.
    pub(super) fn shown_device(
        &self,
        shown: Option<&str>,
        account: Option<&Account>,
        now: Moment,
    ) -> Result<Option<Device>, AppError> {
        let Some((since, device, signed)) = shown.and_then(parts) else {
            return Ok(None);
        };
        let expected = self.sign_device(account, since, device)?;
        let fits = verify_slices_are_equal(&signed, &expected).is_ok();
        let today = day(now);
        let fresh = since <= today && i64::from(today - since) < DEVICE_DAYS;
        Ok((fits && fresh && account.is_some()).then_some(device))
    }

    /// A device of an account as it is shown, from today on.
    pub(super) fn show_device(
        &self,
        account: &Account,
        device: Device,
        now: Moment,
    ) -> Result<String, AppError> {
        let since = day(now);
        let mut bytes = since.to_be_bytes().to_vec();
        bytes.extend(device.0);
        bytes.extend(self.sign_device(Some(account), since, device)?);
        Ok(format!("{MARK}{}", URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// Guesses of a password from a device of the account.
    pub(super) fn device_bucket(
        &self,
        account: &Account,
        device: Device,
    ) -> Result<Bucket, AppError> {
        self.bucket(&[b"device", account.id.raw().as_bytes(), &device.0])
    }

    fn sign_device(
        &self,
        account: Option<&Account>,
        since: u32,
        device: Device,
    ) -> Result<Vec<u8>, AppError> {
        let key = self.inner.master.derived(Purpose::Device).expose();
        let (id, password) = account.map_or((uuid::Uuid::nil(), ""), |a| {
            (a.id.raw(), a.password_hash.as_str())
        });
        mac(
            key,
            &[
                id.as_bytes(),
                password.as_bytes(),
                &since.to_be_bytes(),
                &device.0,
            ],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_device_is_none() {
        for text in [
            "",
            "ntd_",
            "ntd_AAAA",
            "AAAA",
            "ntd_%%%%",
            "ntr_AAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        ] {
            assert!(parts(text).is_none(), "{text}");
        }
        let long = format!("{MARK}{}", URL_SAFE_NO_PAD.encode([7_u8; 52]));
        let (since, device, signed) = parts(&long).unwrap();
        assert_eq!((since, device), (0x0707_0707, Device([7; CHANCE])));
        assert_eq!(signed.len(), 32);
    }
}
