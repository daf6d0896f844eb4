//! Identity numbers: NIP and NI PPPK, 18 digits (law catalogue section 4). No number is ever echoed.

use chrono::{Datelike, NaiveDate};

/// What an 18-digit number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NipKind {
    /// A civil servant's (PNS, CPNS).
    Pns,
    /// A contract civil servant's (PPPK).
    Pppk,
    /// 18 digits of an unknown pattern: taken with a warning.
    Unknown,
}

/// Why a number cannot be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NipError {
    /// Not 18 digits once spaces are dropped.
    #[error("an NIP has 18 digits")]
    NotEighteenDigits,
    /// The birth date in it is no date, or the appointment comes before the birth.
    #[error("the date in the number is impossible")]
    ImpossibleDate,
}

/// Drops the spaces of the written form `19860926 201505 1 001`.
#[must_use]
pub fn compact(nip: &str) -> String {
    nip.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The day of birth in a number; none where it has no such form.
#[must_use]
pub fn born(nip: &str) -> Option<NaiveDate> {
    let digits = compact(nip);
    let part = |from: usize, to: usize| digits.get(from..to)?.parse::<u32>().ok();
    NaiveDate::from_ymd_opt(i32::try_from(part(0, 4)?).ok()?, part(4, 6)?, part(6, 8)?)
}

/// Reads a number. Whether the day of birth has come is for the caller, who has a clock: [`born`].
///
/// # Errors
/// Wrong length, an impossible date of birth, or an appointment before the birth.
pub fn read_nip(nip: &str) -> Result<NipKind, NipError> {
    let digits = compact(nip);
    if digits.len() != 18 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(NipError::NotEighteenDigits);
    }
    let part = |from: usize, to: usize| {
        digits
            .get(from..to)
            .and_then(|d| d.parse::<u32>().ok())
            .unwrap_or(0)
    };
    let born = born(&digits).ok_or(NipError::ImpossibleDate)?;
    if !(1900..2100).contains(&born.year()) {
        return Err(NipError::ImpossibleDate);
    }
    let sex = part(14, 15);
    let kind = match part(12, 14) {
        1..=12 if (1..=2).contains(&sex) => NipKind::Pns,
        21..=29 if (1..=2).contains(&sex) && part(15, 18) != 0 => NipKind::Pppk,
        _ => NipKind::Unknown,
    };
    // Both known patterns hold the year of appointment, that of a PNS its month too.
    let appointed = (part(8, 12), part(12, 14));
    let birth = (part(0, 4), part(4, 6));
    let before_birth = match kind {
        NipKind::Pns => appointed < birth,
        NipKind::Pppk => appointed.0 < birth.0,
        NipKind::Unknown => false,
    };
    if before_birth {
        return Err(NipError::ImpossibleDate);
    }
    Ok(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        assert_eq!(read_nip("19860926 201505 1 001"), Ok(NipKind::Pns));
        assert_eq!(read_nip("200012312024211001"), Ok(NipKind::Pppk));
        assert_eq!(read_nip("198609262015551001"), Ok(NipKind::Unknown));
        assert_eq!(
            read_nip("19860926201505100"),
            Err(NipError::NotEighteenDigits)
        );
        assert_eq!(
            read_nip("198613262015051001"),
            Err(NipError::ImpossibleDate)
        );
        assert_eq!(
            read_nip("198602302015051001"),
            Err(NipError::ImpossibleDate)
        );
        // Appointed before the birth: as a PNS in 2000, as a PPPK in 1989.
        for nip in ["209909082000031005", "199002141989212009"] {
            assert_eq!(read_nip(nip), Err(NipError::ImpossibleDate), "{nip}");
        }
        assert_eq!(
            born("20990908 000000 0 000"),
            NaiveDate::from_ymd_opt(2099, 9, 8)
        );
        assert_eq!(
            read_nip("１98609262015051001"),
            Err(NipError::NotEighteenDigits)
        );
    }
}
