//! Synthetic people and words. Names are put together from parts, numbers are invalid on purpose: those of identity
//! cards name the sub-district 00, those of civil servants the serial 000.

use chrono::{Datelike, Days, NaiveDate};
use fastrand::Rng;

const FIRST: &[&str] = &[
    "Aditya", "Agus", "Bambang", "Cahyo", "Dewi", "Dian", "Eko", "Endang", "Fajar", "Gunawan",
    "Hendra", "Indah", "Joko", "Kartika", "Lestari", "Made", "Nanang", "Nurul", "Oktavia",
    "Purnomo", "Ratna", "Rudi", "Siti", "Slamet", "Teguh", "Tri", "Umar", "Wahyu", "Yanti",
    "Zainal",
];
const LAST: &[&str] = &[
    "Adiningrat",
    "Baskoro",
    "Candra",
    "Darmawan",
    "Effendi",
    "Firmansyah",
    "Gunadi",
    "Hartono",
    "Irawan",
    "Jatmiko",
    "Kusumo",
    "Lukito",
    "Mahendra",
    "Nugraha",
    "Oetomo",
    "Prasetyo",
    "Ramadhan",
    "Santoso",
    "Tanjung",
    "Utama",
    "Wibowo",
    "Yudhistira",
    "Zulkarnain",
];
const WHAT: &[(&str, &str)] = &[
    (
        "L20-1",
        "Membagikan unggahan dukungan kepada bakal calon di media sosial",
    ),
    ("L20-2", "Menghadiri deklarasi bakal pasangan calon"),
    ("L20-3", "Berfoto bersama bakal calon dengan simbol tangan"),
    (
        "L20-5",
        "Mendekati partai politik untuk pencalonan diri tanpa cuti",
    ),
    (
        "L20-6",
        "Mendeklarasikan diri sebagai bakal calon tanpa cuti",
    ),
    ("L20-7", "Memasang spanduk yang mempromosikan bakal calon"),
    (
        "L20-8",
        "Mengadakan kegiatan yang mengarah kepada keberpihakan",
    ),
    ("L20-10", "Mengikuti kampanye dengan atribut pasangan calon"),
    (
        "L20-15",
        "Membuat keputusan yang menguntungkan pasangan calon",
    ),
];

/// A name of two or three parts.
pub fn name(rng: &mut Rng) -> String {
    let pick = |rng: &mut Rng, from: &[&'static str]| {
        from.get(rng.usize(..from.len())).copied().unwrap_or("Budi")
    };
    let (first, last) = (pick(rng, FIRST), pick(rng, LAST));
    match rng.u8(..3) {
        0 => format!("{first} {} {last}", pick(rng, LAST)),
        _ => format!("{first} {last}"),
    }
}

/// The number of a civil servant whom nobody is: born, taken in, sex, and the serial 000. Of each number one.
pub fn nip(number: usize) -> String {
    let born = NaiveDate::from_ymd_opt(1965, 1, 1)
        .and_then(|first| {
            first.checked_add_days(Days::new(u64::try_from(number % 9_000).unwrap_or(0)))
        })
        .unwrap_or_default();
    let turn = number / 9_000;
    // Taken in at least eighteen years later.
    let year = born.year() + 18 + i32::try_from(turn / 12 % 8).unwrap_or(0);
    let sex = 1 + number % 2;
    format!(
        "{}{year:04}{:02}{sex}000",
        born.format("%Y%m%d"),
        1 + turn % 12
    )
}

/// The number of an identity card that nobody has: of the region, the sub-district 00.
pub fn nik(region: &str, number: usize) -> String {
    let region: String = region
        .chars()
        .filter(char::is_ascii_digit)
        .take(4)
        .collect();
    format!(
        "{region:0<4}00{:02}{:02}{:02}{:04}",
        1 + number % 28,
        1 + number / 28 % 12,
        60 + number / 336 % 40,
        number % 10_000
    )
}

/// What somebody is said to have done, by the row of the catalogue.
pub fn what(violation: &str) -> &'static str {
    let found = WHAT.iter().find(|(code, _)| *code == violation);
    found.map_or(
        "Melakukan kegiatan yang mengarah kepada keberpihakan",
        |(_, what)| what,
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn numbers_differ_and_say_that_they_are_of_nobody() {
        let nips: BTreeSet<String> = (0..100_000).map(nip).collect();
        assert_eq!(nips.len(), 100_000);
        assert!(nips.iter().all(|n| n.len() == 18 && n.ends_with("000")));
        for number in 0..2_000 {
            let nik = nik("35.10", number);
            assert!(nik.len() == 16 && nik.starts_with("351000"), "{nik}");
        }
    }
}
