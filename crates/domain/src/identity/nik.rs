//! NIK: region of registration, day of birth and serial in 16 digits, without a check digit.

use std::fmt;

use chrono::NaiveDate;

use super::{NikWarning, NumberSex, age, digits_only, masked, part};
use crate::law::Book;

/// Why a number cannot be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NikError {
    /// Not 16 digits once spaces are dropped.
    #[error("an NIK has 16 digits")]
    NotSixteenDigits,
    /// The day of birth in it is no day of either century, or has not come.
    #[error("the date in the number is impossible")]
    ImpossibleDate,
}

/// The ages at which somebody is plausibly a person of a case; a bound against slips, not a rule of law.
const PLAUSIBLE: std::ops::RangeInclusive<u32> = 17..=100;

/// What is added to the day of birth of a woman.
const WOMAN: u32 = 40;

/// An NIK that could be one. Printed, it shows its serial alone.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Nik {
    digits: String,
}

impl Nik {
    /// Reads a number, with spaces or without, against a day: whoever bears it must have been born.
    ///
    /// # Errors
    /// Wrong length, or a day of birth that is none in 19xx and 20xx or lies after that day.
    pub fn read(number: &str, today: NaiveDate) -> Result<Self, NikError> {
        let digits = digits_only(number, 16).ok_or(NikError::NotSixteenDigits)?;
        let nik = Self { digits };
        if nik.born(today).is_empty() {
            return Err(NikError::ImpossibleDate);
        }
        Ok(nik)
    }

    /// All 16 digits, for the store and for comparing; never for people.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// The code of the regency or city of registration, `35.27`: the ministry's of that time, perhaps abolished since.
    #[must_use]
    pub fn region(&self) -> String {
        let piece = |from, to| self.digits.get(from..to).unwrap_or_default();
        format!("{}.{}", piece(0, 2), piece(2, 4))
    }

    /// The sex of its bearer.
    #[must_use]
    pub fn sex(&self) -> NumberSex {
        if part(&self.digits, 6, 8) > WOMAN {
            NumberSex::Woman
        } else {
            NumberSex::Man
        }
    }

    /// The days of birth that it can mean up to a day, the older first: a year of two digits leaves the century open.
    #[must_use]
    pub fn born(&self, today: NaiveDate) -> Vec<NaiveDate> {
        let number = |from, to| part(&self.digits, from, to);
        let written = number(6, 8);
        let day = written.checked_sub(WOMAN).filter(|d| *d > 0);
        let month = number(8, 10);
        [1900, 2000]
            .into_iter()
            .filter_map(|century| i32::try_from(century + number(10, 12)).ok())
            .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day.unwrap_or(written)))
            .filter(|born| *born <= today)
            .collect()
    }

    /// What is odd about it on a day. None of it refuses the number.
    #[must_use]
    pub fn warnings(&self, book: &Book, today: NaiveDate) -> Vec<NikWarning> {
        let mut odd = Vec::new();
        let plausible =
            |born: &NaiveDate| age(*born, today).is_some_and(|a| PLAUSIBLE.contains(&a));
        if !self.born(today).iter().any(plausible) {
            odd.push(NikWarning::AgeImplausible);
        }
        // A code that ended is known to the book too.
        if book.region_ever(&self.region(), today).is_none() {
            odd.push(NikWarning::RegionUnknown);
        }
        odd
    }
}

/// What is odd about the number of an identity paper. Papers of other kinds have numbers of other forms, so only one of
/// 16 digits is read as an NIK, and none is refused.
#[must_use]
pub fn paper_warnings(number: &str, book: &Book, today: NaiveDate) -> Vec<NikWarning> {
    match Nik::read(number, today) {
        Ok(nik) => nik.warnings(book, today),
        Err(NikError::NotSixteenDigits) => Vec::new(),
        Err(NikError::ImpossibleDate) => vec![NikWarning::Impossible],
    }
}

impl fmt::Display for Nik {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        masked(&self.digits, 4, f)
    }
}

impl fmt::Debug for Nik {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Nik({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Made up: no district is numbered 00.
    fn read(number: &str) -> Result<Nik, NikError> {
        Nik::read(number, day("2026-11-23"))
    }

    #[test]
    fn the_parts_of_a_number() {
        let man = read("35 27 00 260986 0001").unwrap();
        assert_eq!(
            (man.region().as_str(), man.sex()),
            ("35.27", NumberSex::Man)
        );
        assert_eq!(man.born(day("2026-11-23")), [day("1986-09-26")]);
        let woman = read("3527006609860001").unwrap();
        assert_eq!(woman.sex(), NumberSex::Woman);
        assert_eq!(woman.born(day("2026-11-23")), [day("1986-09-26")]);
        // A year of two digits leaves the century open.
        let open = read("3527000101050001").unwrap();
        assert_eq!(
            open.born(day("2026-11-23")),
            [day("1905-01-01"), day("2005-01-01")]
        );
        // 1900 had no 29 February, 2000 had.
        let leap = read("3527002902000001").unwrap();
        assert_eq!(leap.born(day("2026-11-23")), [day("2000-02-29")]);
    }

    #[test]
    fn what_cannot_be_is_an_error() {
        for (number, error) in [
            ("352700260986000", NikError::NotSixteenDigits),
            ("35270026098600011", NikError::NotSixteenDigits),
            ("352700260986000A", NikError::NotSixteenDigits),
            ("35270026098600０1", NikError::NotSixteenDigits),
            ("3527000009860001", NikError::ImpossibleDate),
            ("3527003209860001", NikError::ImpossibleDate),
            ("3527004009860001", NikError::ImpossibleDate),
            ("3527007209860001", NikError::ImpossibleDate),
            ("3527002613860001", NikError::ImpossibleDate),
            ("3527003102860001", NikError::ImpossibleDate),
            ("3527002902010001", NikError::ImpossibleDate),
        ] {
            assert_eq!(read(number).unwrap_err(), error, "{number}");
        }
        // The one day that both centuries do not have in common has not come yet.
        let early = Nik::read("3527002902000001", day("2000-02-28"));
        assert_eq!(early.unwrap_err(), NikError::ImpossibleDate);
    }

    #[test]
    fn what_is_implausible_is_a_warning() {
        let book = Book::shipped().unwrap();
        let odd = |number: &str| read(number).unwrap().warnings(&book, day("2026-11-23"));
        assert_eq!(odd("3527002609860001"), []);
        assert_eq!(odd("3527002311090001"), []);
        assert_eq!(odd("3527002411090001"), [NikWarning::AgeImplausible]);
        // Registered under the code of before the split of Papua, and under none.
        assert_eq!(odd("9101002609860001"), []);
        assert_eq!(odd("9999002609860001"), [NikWarning::RegionUnknown]);
    }

    #[test]
    fn a_paper_of_another_kind_is_no_nik() {
        let book = Book::shipped().unwrap();
        let odd = |number: &str| paper_warnings(number, &book, day("2026-11-23"));
        assert_eq!(odd("A1234567"), []);
        assert_eq!(odd("350926098600"), []);
        assert_eq!(odd("3527002609860001"), []);
        assert_eq!(odd("3527003209860001"), [NikWarning::Impossible]);
        assert_eq!(odd("9999002609860001"), [NikWarning::RegionUnknown]);
    }

    #[test]
    fn printed_it_shows_its_serial_alone() {
        let nik = read("3527002609860007").unwrap();
        assert_eq!(nik.to_string(), "************0007");
        assert_eq!(format!("{nik:?}"), "Nik(************0007)");
        assert_eq!(nik.digits(), "3527002609860007");
    }
}
