//! Files of offices: one row per office, read from CSV; and the file that comes with the program.
//!
//! Owns the columns and what a line must be like to be a row. Whether the offices fit together and to those
//! that are there is asked where they are written.

use chrono::NaiveDate;
use serde::Deserialize;

use crate::{
    people::{Level, OfficeType},
    procedure::DestinationKind,
    time::Zone,
    vocabulary::Word,
};

/// The standing offices of Bawaslu: RI, provinces, regencies and cities.
const SHIPPED: &str = include_str!("../data/offices.csv");

/// An office as somebody wishes to have it. `parent` and `authority` are codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficeIn {
    /// Short unique code: small letters, digits and single hyphens.
    pub code: String,
    /// Name as written.
    pub name: String,
    /// What it is.
    pub kind: OfficeType,
    /// Its level.
    pub level: Level,
    /// Code of the office above it.
    pub parent: Option<String>,
    /// Its time zone; that of the office above where none is given.
    pub zone: Option<Zone>,
    /// Bawaslu's own area code, or the country abroad; field offices have that of the office above.
    pub area_code: Option<String>,
    /// Name inside a number, for sub-district and foreign offices.
    pub number_name: Option<String>,
    /// Code of the review authority in the law book.
    pub authority: Option<String>,
    /// Which kind of body a destination is.
    pub destination: Option<DestinationKind>,
    /// The election for which an ad hoc office is formed.
    pub election: Option<String>,
    /// The area's code of the Ministry of Home Affairs.
    pub ministry_code: Option<String>,
    /// The post that is the personnel officer (PPK) of an agency.
    pub personnel_officer: Option<String>,
    /// Doubts and sources.
    pub note: Option<String>,
    /// First day; 2018-01-01, the first day of the data, where none is given.
    pub valid_from: Option<NaiveDate>,
    /// Last day, where it is known.
    pub valid_to: Option<NaiveDate>,
    /// Whether it records its own steps here.
    pub uses_installation: bool,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// The line of the file, counted from 1, the header included.
    pub line: u64,
    /// The column; empty for the whole line.
    pub column: String,
    /// Stable code, such as `unknown_value`.
    pub code: std::borrow::Cow<'static, str>,
}

impl RowFault {
    fn new(line: u64, column: &str, code: &'static str) -> Self {
        Self {
            line,
            column: column.to_owned(),
            code: code.into(),
        }
    }
}

/// The offices that come with the program, each with its line in the file.
///
/// # Errors
/// When the shipped file does not parse; a test makes sure that it does.
pub fn shipped() -> Result<Vec<(u64, OfficeIn)>, Vec<RowFault>> {
    read(SHIPPED)
}

/// A row of an import file. Every column but `code`, `name`, `kind` and `level` may be left out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    code: String,
    name: String,
    #[serde(default)]
    kind: Option<String>,
    level: String,
    #[serde(default)]
    parent: Option<String>,
    #[serde(default)]
    zone: Option<String>,
    #[serde(default)]
    area_code: Option<String>,
    #[serde(default)]
    number_name: Option<String>,
    #[serde(default)]
    authority: Option<String>,
    #[serde(default)]
    destination: Option<String>,
    #[serde(default)]
    election: Option<String>,
    #[serde(default)]
    ministry_code: Option<String>,
    #[serde(default)]
    personnel_officer: Option<String>,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    valid_from: Option<String>,
    #[serde(default)]
    valid_to: Option<String>,
    #[serde(default)]
    uses_installation: Option<String>,
    /// Where the row was read; goes into the note.
    #[serde(default)]
    source: Option<String>,
    /// How well `ministry_code` is known, or the row that has none; goes into the note.
    #[serde(default)]
    confidence: Option<String>,
}

/// Reads the rows of a CSV file (UTF-8, comma, header row), each with its line.
///
/// # Errors
/// Every fault of every line.
pub fn read(text: &str) -> Result<Vec<(u64, OfficeIn)>, Vec<RowFault>> {
    let mut faults = Vec::new();
    let mut rows = Vec::new();
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headers = reader.headers().cloned().unwrap_or_default();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(1, csv::Position::line);
                faults.push(RowFault::new(line, "", "bad_format"));
                continue;
            }
        };
        let line = record.position().map_or(1, csv::Position::line);
        match record.deserialize::<Row>(Some(&headers)) {
            Ok(row) => {
                let before = faults.len();
                let office = row.read(line, &mut faults);
                if let (Some(office), true) = (office, faults.len() == before) {
                    rows.push((line, office));
                }
            }
            Err(error) => {
                // The names of the columns are the same for every line, so one line says it.
                let code = if error.to_string().contains("unknown field") {
                    "unknown_field"
                } else {
                    "missing"
                };
                faults.push(RowFault::new(line, "", code));
                if code == "unknown_field" {
                    break;
                }
            }
        }
    }
    if faults.is_empty() {
        Ok(rows)
    } else {
        Err(faults)
    }
}

impl Row {
    fn read(self, line: u64, faults: &mut Vec<RowFault>) -> Option<OfficeIn> {
        let mut fault = |column: &str, code: &'static str| {
            faults.push(RowFault::new(line, column, code));
        };
        let kind = match filled(self.kind) {
            None => Some(OfficeType::ElectionSupervisor),
            Some(code) => word::<OfficeType>(&code, "kind", &mut fault),
        };
        let level = word::<Level>(&self.level, "level", &mut fault);
        let zone = match filled(self.zone) {
            None => None,
            Some(code) => word(&code, "zone", &mut fault),
        };
        let destination = match filled(self.destination) {
            None => None,
            Some(code) => word(&code, "destination", &mut fault),
        };
        let mut day = |text: Option<String>, column: &str| {
            let text = filled(text)?;
            let day = text.parse().ok();
            if day.is_none() {
                fault(column, "bad_format");
            }
            day
        };
        let valid_from = day(self.valid_from, "valid_from");
        let valid_to = day(self.valid_to, "valid_to");
        let uses_installation = match filled(self.uses_installation).as_deref() {
            None | Some("yes") => true,
            Some("no") => false,
            Some(_) => {
                fault("uses_installation", "unknown_value");
                true
            }
        };
        let ministry_code = filled(self.ministry_code);
        let confidence = filled(self.confidence).map(|known| match ministry_code {
            Some(_) => format!("ministry code {known}"),
            None => known,
        });
        let note: Vec<String> = [confidence, filled(self.source), filled(self.note)]
            .into_iter()
            .flatten()
            .collect();
        let note = filled(Some(note.join("; ")));
        Some(OfficeIn {
            code: self.code,
            name: self.name,
            kind: kind?,
            level: level?,
            parent: filled(self.parent),
            zone,
            area_code: filled(self.area_code),
            number_name: filled(self.number_name),
            authority: filled(self.authority),
            destination,
            election: filled(self.election),
            ministry_code,
            personnel_officer: filled(self.personnel_officer),
            note,
            valid_from,
            valid_to,
            uses_installation,
        })
    }
}

fn filled(text: Option<String>) -> Option<String> {
    text.filter(|t| !t.is_empty())
}

fn word<W: Word>(
    code: &str,
    column: &str,
    fault: &mut impl FnMut(&str, &'static str),
) -> Option<W> {
    let word = W::from_code(code);
    if word.is_none() {
        fault(
            column,
            if code.is_empty() {
                "missing"
            } else {
                "unknown_value"
            },
        );
    }
    word
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::law::Book;

    fn row(code: &str) -> OfficeIn {
        let all = shipped().unwrap();
        all.into_iter().find(|r| r.1.code == code).unwrap().1
    }

    /// Every area of the annex has its office with the annex's code and zone, once.
    #[test]
    fn the_shipped_offices_are_those_of_the_annex_and_five_more() {
        let book = Book::shipped().unwrap();
        let rows = shipped().unwrap();
        let with: Vec<(String, Zone)> = rows
            .iter()
            .filter_map(|(_, r)| Some((r.area_code.clone()?, r.zone?)))
            .collect();
        let annex: Vec<(String, Zone)> = book
            .areas
            .iter()
            .map(|a| (a.code.clone(), a.zone))
            .collect();
        assert_eq!(
            with.iter().map(|r| &r.0).collect::<BTreeSet<_>>().len(),
            with.len()
        );
        for area in &annex {
            assert!(with.contains(area), "{area:?}");
        }
        assert_eq!(with.len(), annex.len());
        let without: BTreeSet<&str> = rows
            .iter()
            .filter(|(_, r)| r.area_code.is_none())
            .map(|(_, r)| r.code.as_str())
            .collect();
        let expected: BTreeSet<&str> = [
            "bawaslu-ri",
            "bawaslu-kota-denpasar",
            "bawaslu-prov-papua-selatan",
            "bawaslu-prov-papua-tengah",
            "bawaslu-prov-papua-pegunungan",
            "bawaslu-prov-papua-barat-daya",
        ]
        .into();
        assert_eq!(without, expected);
    }

    #[test]
    fn the_traps_of_the_annex() {
        assert_eq!(
            row("bawaslu-kab-pamekasan").area_code.as_deref(),
            Some("16.28")
        );
        assert_eq!(
            row("bawaslu-kab-pamekasan").ministry_code.as_deref(),
            Some("35.28")
        );
        assert_eq!(
            row("bawaslu-prov-papua").area_code.as_deref(),
            Some("33.00")
        );
        assert_eq!(
            row("bawaslu-prov-papua").ministry_code.as_deref(),
            Some("91")
        );
        assert_eq!(row("bawaslu-prov-bali").area_code.as_deref(), Some("17.00"));
        let denpasar = row("bawaslu-kota-denpasar");
        assert_eq!(
            (denpasar.area_code, denpasar.zone),
            (None, Some(Zone::Wita))
        );
        assert!(denpasar.note.unwrap().contains("own area code not seen"));
        // A name that the ministry writes otherwise is marked.
        let kukar = row("bawaslu-kab-kutai-kertanegara");
        assert_eq!(kukar.ministry_code.as_deref(), Some("64.02"));
        assert!(kukar.note.unwrap().starts_with("ministry code likely"));
        let mempawah = row("bawaslu-kab-pontianak");
        assert_eq!(mempawah.ministry_code.as_deref(), Some("61.02"));
    }

    #[test]
    fn a_file_tells_every_fault_with_its_line() {
        let text = "code,name,kind,level,zone,valid_to,uses_installation\n\
                    a,A,agency,regency,WIB,,no\n\
                    b,B,agent,regent,WIB,31-12-2024,maybe\n\
                    c,C,agency,,Jakarta,,\n";
        let faults = read(text).unwrap_err();
        let told: Vec<(u64, &str, &str)> = faults
            .iter()
            .map(|f| (f.line, f.column.as_str(), f.code.as_ref()))
            .collect();
        assert_eq!(
            told,
            [
                (3, "kind", "unknown_value"),
                (3, "level", "unknown_value"),
                (3, "valid_to", "bad_format"),
                (3, "uses_installation", "unknown_value"),
                (4, "level", "missing"),
                (4, "zone", "unknown_value"),
            ]
        );
        assert_eq!(
            read("code,name,level,colour\na,A,regency,red\n").unwrap_err(),
            [RowFault::new(2, "", "unknown_field")]
        );
        assert_eq!(
            read("code,name,level\na,A\n").unwrap_err(),
            [RowFault::new(2, "", "bad_format")]
        );
        assert!(read("code,name,level\n").unwrap().is_empty());
    }

    #[test]
    fn a_byte_order_mark_and_blanks_do_no_harm() {
        let rows = read("\u{feff}code, name ,level,zone\nx, Dinas X ,regency,WITA\n").unwrap();
        let office = &rows[0].1;
        assert_eq!(
            (office.name.as_str(), office.zone),
            ("Dinas X", Some(Zone::Wita))
        );
        assert_eq!(office.kind, OfficeType::ElectionSupervisor);
        assert!(office.uses_installation);
    }
}
