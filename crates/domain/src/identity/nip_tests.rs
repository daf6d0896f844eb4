use chrono::NaiveDate;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn patterns() {
    assert_eq!(read_nip("19860926 201505 1 001"), Ok(NipKind::Pns));
    assert_eq!(read_nip("200012312024211001"), Ok(NipKind::Pppk));
    assert_eq!(read_nip("198609262015551001"), Ok(NipKind::Unknown));
    // Digits 13 and 14 tell PNS from PPPK: 00, 13, 20, 30 are neither.
    for (middle, kind) in [
        ("00", NipKind::Unknown),
        ("01", NipKind::Pns),
        ("12", NipKind::Pns),
        ("13", NipKind::Unknown),
        ("20", NipKind::Unknown),
        ("21", NipKind::Pppk),
        ("29", NipKind::Pppk),
        ("30", NipKind::Unknown),
    ] {
        let number = format!("199001012015{middle}1001");
        assert_eq!(read_nip(&number), Ok(kind), "{middle}");
    }
    // No PPPK before 2000, no sex 3, no serial 000 of a PPPK.
    for number in [
        "197001011999211001",
        "199001012020213001",
        "199001012020211000",
    ] {
        assert_eq!(read_nip(number), Ok(NipKind::Unknown), "{number}");
    }
}

#[test]
fn what_cannot_be_is_an_error() {
    for (number, error) in [
        ("19860926201505100", NipError::NotEighteenDigits),
        ("1986092620150510011", NipError::NotEighteenDigits),
        ("", NipError::NotEighteenDigits),
        ("1９8609262015051001", NipError::NotEighteenDigits),
        ("19860926201505100A", NipError::NotEighteenDigits),
        ("198613262015051001", NipError::ImpossibleDate),
        ("198602302015051001", NipError::ImpossibleDate),
        ("190002292015051001", NipError::ImpossibleDate),
        ("000101012015051001", NipError::ImpossibleDate),
        // Appointed before the birth: as a PNS in 2000, as a PPPK in 1989, in the month before.
        ("209909082000031005", NipError::ImpossibleDate),
        ("199002141989212009", NipError::ImpossibleDate),
        ("199002141990011009", NipError::ImpossibleDate),
    ] {
        assert_eq!(read_nip(number), Err(error), "{number}");
    }
    let unborn = "202509262043051001";
    assert!(Nip::read_on(unborn, day("2025-09-26")).is_ok());
    assert_eq!(
        Nip::read_on(unborn, day("2025-09-25")),
        Err(NipError::ImpossibleDate)
    );
    let born = born("20990908 000000 0 000");
    assert_eq!(born, NaiveDate::from_ymd_opt(2099, 9, 8));
}

#[test]
fn the_parts_of_a_number() {
    let pns = Nip::read("19860926 201505 1 001").unwrap();
    assert_eq!(pns.born(), day("1986-09-26"));
    assert_eq!(
        pns.appointed(),
        Some(Appointed {
            year: 2015,
            month: Some(5)
        })
    );
    assert_eq!((pns.sex(), pns.contract()), (Some(NumberSex::Man), None));
    let pppk = Nip::read("200012312024232007").unwrap();
    assert_eq!(
        pppk.appointed(),
        Some(Appointed {
            year: 2024,
            month: None
        })
    );
    assert_eq!(
        (pppk.sex(), pppk.contract()),
        (Some(NumberSex::Woman), Some(3))
    );
    let odd = Nip::read("198609262015551001").unwrap();
    assert_eq!(
        (odd.appointed(), odd.sex(), odd.contract()),
        (None, None, None)
    );
}

#[test]
fn what_is_implausible_is_a_warning() {
    let odd = |number: &str| Nip::read(number).unwrap().warnings(day("2026-11-23"));
    for (number, warnings) in [
        ("198609262015051001", &[] as &[_]),
        // 17 and 18, 58 and 59 years.
        ("199801012015051001", &[NipWarning::AgeImplausible]),
        ("199701012015051001", &[]),
        ("195701012015051001", &[]),
        ("195601012015051001", &[NipWarning::AgeImplausible]),
        ("198609262026111001", &[]),
        ("198609262026121001", &[NipWarning::AppointmentAhead]),
        ("198609262027211001", &[NipWarning::AppointmentAhead]),
        ("198609262015051000", &[NipWarning::SerialZero]),
        ("198609262015551001", &[NipWarning::PatternUnknown]),
    ] {
        assert_eq!(odd(number), warnings, "{number}");
    }
}

#[test]
fn printed_it_shows_its_serial_alone() {
    let nip = Nip::read("198609262015051007").unwrap();
    assert_eq!(nip.to_string(), "***************007");
    assert_eq!(format!("{nip:?}"), "Nip(***************007)");
    assert_eq!(nip.digits(), "198609262015051007");
    let error = format!("{:?} {0}", Nip::read("198613262015051007").unwrap_err());
    assert!(!error.contains("1986"), "{error}");
}
