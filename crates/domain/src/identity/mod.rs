//! Identity numbers: NIP and NI PPPK (18 digits), NIK (16 digits); law catalogue section 4.
//!
//! Owns their form and what can be told from it. A number that cannot be one is an error, an odd one a warning,
//! for converted numbers hold mistakes. No number is ever echoed: printed, each shows its last digits alone.

mod nik;
mod nip;

pub use nik::{Nik, NikError, paper_warnings};
pub use nip::{Appointed, Nip, NipError, NipKind};

use std::fmt;

use chrono::NaiveDate;

vocabulary! {
    /// Which sex a number says.
    NumberSex {
        Man = "man", "laki-laki", "man";
        Woman = "woman", "perempuan", "woman";
    }
}

vocabulary! {
    /// What is odd about an NIP or NI PPPK that could be one.
    NipWarning {
        PatternUnknown = "nip_pattern_unknown", "Susunan NIP ini tidak dikenal; periksa angkanya.", "The pattern of this NIP is unknown; check its digits.";
        AgeImplausible = "nip_age_implausible", "Menurut NIP ini, usianya saat diangkat tidak wajar; periksa angkanya.", "By this NIP the age at appointment is implausible; check its digits.";
        AppointmentAhead = "nip_appointment_ahead", "Menurut NIP ini, pengangkatannya belum terjadi; periksa angkanya.", "By this NIP the appointment lies ahead; check its digits.";
        SerialZero = "nip_serial_zero", "Nomor urut dalam NIP ini 000; periksa angkanya.", "The serial number in this NIP is 000; check its digits.";
    }
}

vocabulary! {
    /// What is odd about an NIK that could be one.
    NikWarning {
        Impossible = "nik_impossible", "Nomor 16 angka ini tidak mungkin sebuah NIK; periksa angkanya.", "This number of 16 digits cannot be an NIK; check its digits.";
        AgeImplausible = "nik_age_implausible", "Menurut NIK ini, usianya tidak wajar; periksa angkanya.", "By this NIK the age is implausible; check its digits.";
        RegionUnknown = "nik_region_unknown", "Kode wilayah dalam NIK ini tidak dikenal; mungkin kode lama.", "The region code in this NIK is unknown; it may be an old one.";
    }
}

/// Drops the spaces of the written form `19860926 201505 1 001`.
#[must_use]
pub fn compact(number: &str) -> String {
    number.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The day of birth in an NIP or NI PPPK; none where it has no such form.
#[must_use]
pub fn born(nip: &str) -> Option<NaiveDate> {
    nip::day_of_birth(&compact(nip))
}

/// What an NIP or NI PPPK is. Whether the day of birth has come is for the caller, who has a clock: [`born`].
///
/// # Errors
/// Wrong length, an impossible date of birth, or an appointment before the birth.
pub fn read_nip(nip: &str) -> Result<NipKind, NipError> {
    Nip::read(nip).map(|nip| nip.kind())
}

/// The digits of a compact number of a length, if it is one.
fn digits_only(number: &str, length: usize) -> Option<String> {
    let digits = compact(number);
    (digits.len() == length && digits.bytes().all(|b| b.is_ascii_digit())).then_some(digits)
}

/// A part of a number; 0 where it has none, which its length rules out.
fn part(digits: &str, from: usize, to: usize) -> u32 {
    let found = digits.get(from..to).and_then(|d| d.parse().ok());
    found.unwrap_or(0)
}

/// The number with all but its last digits hidden.
fn masked(digits: &str, shown: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let hidden = digits.len().saturating_sub(shown);
    f.write_str(&"*".repeat(hidden))?;
    f.write_str(digits.get(hidden..).unwrap_or_default())
}

/// Whole years from one day to another.
fn age(born: NaiveDate, on: NaiveDate) -> Option<u32> {
    on.years_since(born)
}

#[cfg(test)]
mod nip_tests;
