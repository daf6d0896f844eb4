//! NIP and NI PPPK: birth, appointment, sex and serial in 18 digits, without a check digit.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use super::{NipWarning, NumberSex, digits_only, masked, part};

/// What an 18-digit number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NipKind {
    /// A civil servant's (PNS, CPNS): digits 13 and 14 are a month.
    Pns,
    /// A contract civil servant's (PPPK): digits 13 and 14 are `2` and the number of the contract.
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
    /// The birth date in it is no date or has not come, or the appointment comes before the birth.
    #[error("the date in the number is impossible")]
    ImpossibleDate,
}

/// When its bearer was appointed, as far as a number says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Appointed {
    /// The year.
    pub year: u32,
    /// The month, which an NI PPPK does not hold.
    pub month: Option<u32>,
}

/// The ages at appointment that are plausible (by years alone); others are warnings, for converted numbers hold
/// mistakes.
const PLAUSIBLE: std::ops::RangeInclusive<u32> = 18..=58;

/// An NIP or NI PPPK that could be one. Printed, it shows its serial alone.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Nip {
    digits: String,
    born: NaiveDate,
}

impl Nip {
    /// Reads a number, with spaces or without.
    ///
    /// # Errors
    /// Wrong length, an impossible date of birth, or an appointment before the birth.
    pub fn read(number: &str) -> Result<Self, NipError> {
        let digits = digits_only(number, 18).ok_or(NipError::NotEighteenDigits)?;
        let born = day_of_birth(&digits).ok_or(NipError::ImpossibleDate)?;
        if !(1900..2100).contains(&born.year()) {
            return Err(NipError::ImpossibleDate);
        }
        let nip = Self { digits, born };
        let birth = (born.year().unsigned_abs(), born.month());
        let before_birth = match nip.shape() {
            NipKind::Pns => (nip.part(8, 12), nip.part(12, 14)) < birth,
            NipKind::Pppk => nip.part(8, 12) < birth.0,
            NipKind::Unknown => false,
        };
        if before_birth {
            return Err(NipError::ImpossibleDate);
        }
        Ok(nip)
    }

    /// Reads a number against a day: whoever bears it must have been born.
    ///
    /// # Errors
    /// Those of [`Nip::read`], and a day of birth after that day.
    pub fn read_on(number: &str, today: NaiveDate) -> Result<Self, NipError> {
        Self::read(number).and_then(|nip| match nip.born <= today {
            true => Ok(nip),
            false => Err(NipError::ImpossibleDate),
        })
    }

    /// All 18 digits, for the store and for comparing; never for people.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// Whose number it is; unknown where the year of appointment is none of the pattern.
    #[must_use]
    pub fn kind(&self) -> NipKind {
        let year = self.part(8, 12);
        match self.shape() {
            NipKind::Pns if (1900..2100).contains(&year) => NipKind::Pns,
            NipKind::Pppk if (2000..2100).contains(&year) => NipKind::Pppk,
            _ => NipKind::Unknown,
        }
    }

    /// The day of birth.
    #[must_use]
    pub const fn born(&self) -> NaiveDate {
        self.born
    }

    /// When its bearer was appointed; none of an unknown pattern.
    #[must_use]
    pub fn appointed(&self) -> Option<Appointed> {
        let month = match self.kind() {
            NipKind::Pns => Some(self.part(12, 14)),
            NipKind::Pppk => None,
            NipKind::Unknown => return None,
        };
        let year = self.part(8, 12);
        Some(Appointed { year, month })
    }

    /// Which contract it is, counted from 1; of an NI PPPK only.
    #[must_use]
    pub fn contract(&self) -> Option<u32> {
        (self.kind() == NipKind::Pppk).then(|| self.part(13, 14))
    }

    /// The sex of its bearer; none of an unknown pattern.
    #[must_use]
    pub fn sex(&self) -> Option<NumberSex> {
        match (self.kind(), self.part(14, 15)) {
            (NipKind::Unknown, _) => None,
            (_, 1) => Some(NumberSex::Man),
            _ => Some(NumberSex::Woman),
        }
    }

    /// What is odd about it on a day. None of it refuses the number.
    #[must_use]
    pub fn warnings(&self, today: NaiveDate) -> Vec<NipWarning> {
        let Some(appointed) = self.appointed() else {
            return vec![NipWarning::PatternUnknown];
        };
        let mut odd = Vec::new();
        // The number holds no day of appointment, and an NI PPPK no month: years alone are compared.
        let years = appointed.year.abs_diff(self.born.year().unsigned_abs());
        if !PLAUSIBLE.contains(&years) {
            odd.push(NipWarning::AgeImplausible);
        }
        let now = (today.year().unsigned_abs(), today.month());
        if (appointed.year, appointed.month.unwrap_or(0)) > now {
            odd.push(NipWarning::AppointmentAhead);
        }
        if self.part(15, 18) == 0 {
            odd.push(NipWarning::SerialZero);
        }
        odd
    }

    /// The pattern by digits 13 to 15, whatever the years.
    fn shape(&self) -> NipKind {
        let sexed = (1..=2).contains(&self.part(14, 15));
        match self.part(12, 14) {
            1..=12 if sexed => NipKind::Pns,
            21..=29 if sexed && self.part(15, 18) != 0 => NipKind::Pppk,
            _ => NipKind::Unknown,
        }
    }

    fn part(&self, from: usize, to: usize) -> u32 {
        part(&self.digits, from, to)
    }
}

impl fmt::Display for Nip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        masked(&self.digits, 3, f)
    }
}

impl fmt::Debug for Nip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Nip({self})")
    }
}

/// The day of birth at the start of compact digits.
pub(super) fn day_of_birth(digits: &str) -> Option<NaiveDate> {
    let part = |from: usize, to: usize| digits.get(from..to)?.parse::<u32>().ok();
    NaiveDate::from_ymd_opt(i32::try_from(part(0, 4)?).ok()?, part(4, 6)?, part(6, 8)?)
}
