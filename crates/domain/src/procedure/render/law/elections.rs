//! Elections and the days of their stages.

use std::collections::BTreeSet;

use chrono::Datelike;

use super::{
    super::both,
    sheet::{Entry, Sheet, Table, code, word, words},
};
use crate::law::{Book, Election, ElectionStage, HolidayKind, StageRow};

/// How the calendar names a day off on which people vote.
const VOTING_DAY: &str = "Hari Pemilihan";

/// The page.
pub(super) fn sheet(book: &Book) -> Sheet {
    Sheet {
        name: "elections",
        title: "Pemilihan dan tahapannya / Elections and their stages",
        about: [
            "Hari penetapan calon menentukan baris katalog mana yang berlaku. Hari-hari suatu daerah mengalahkan hari umum, \
             baris yang lebih akhir mengalahkan yang lebih awal dan menyebut keputusannya. Kode jenis dalam nomor (PG, PB, PW) \
             belum pasti.",
            "The day when candidates are fixed decides which row of the catalogue holds. The days of a region go before the \
             general ones, a later row before an earlier one, and it names its decision. The kind codes inside numbers (PG, PB, \
             PW) are unsure.",
        ],
        tables: vec![elections(book), stages(book)],
        missing: missing(book),
        rest: String::new(),
    }
}

fn elections(book: &Book) -> Table {
    let row = |row: &Election| Entry {
        name: format!("`{}` `{}`", row.code, row.race),
        cells: vec![
            code(&row.code),
            code(&row.race),
            code(&row.kind),
            words(&row.id, &row.en),
            format!("`{}`", row.number_kind.code()),
        ],
        source: row.citation.clone(),
        address: String::new(),
        known: row.row_confidence,
        parts: Vec::new(),
        note: row.note.clone(),
    };
    Table {
        title: "Pemilihan / Elections".to_owned(),
        file: "elections.csv",
        columns: &[
            "Kode / Code",
            "Jenis calon / Race",
            "Pemilihan / Kind",
            "Nama / Name",
            "Kode nomor / Number kind",
        ],
        rows: book.elections.iter().map(row).collect(),
    }
}

fn stages(book: &Book) -> Table {
    let row = |row: &StageRow| {
        let days = match (row.from, row.to) {
            (Some(from), Some(to)) if from == to => from.to_string(),
            (Some(from), Some(to)) => format!("{from} – {to}"),
            _ => "tanpa hari / no days".to_owned(),
        };
        Entry {
            name: format!(
                "`{}` `{}` {}",
                row.election,
                row.race,
                both(row.stage.text())
            ),
            cells: vec![
                code(&row.election),
                code(&row.race),
                code(&row.region),
                word(row.stage),
                days,
                both(row.change.text()),
            ],
            source: row.decision.clone(),
            address: row.address.clone(),
            known: row.confidence,
            parts: Vec::new(),
            note: row.note.clone(),
        }
    };
    Table {
        title: "Tahapan / Stages".to_owned(),
        file: "stages.csv",
        columns: &[
            "Pemilihan / Election",
            "Jenis calon / Race",
            "Daerah / Region",
            "Tahap / Stage",
            "Hari / Days",
            "Perubahan / Change",
        ],
        rows: book.stages.iter().map(row).collect(),
    }
}

/// Stages that no row has, and voting days of the calendar of which the book has no election.
fn missing(book: &Book) -> Vec<[String; 2]> {
    let mut all = Vec::new();
    let votes: BTreeSet<i32> = book
        .elections
        .iter()
        .filter_map(|e| Some(e.voting?.year()))
        .collect();
    for day in book.calendar.holidays() {
        let voting = day.kind == HolidayKind::Public && day.name.contains(VOTING_DAY);
        if voting && !votes.contains(&day.day.year()) {
            let on = day.day;
            all.push([
                format!(
                    "Pemilihan dan tahapan pemungutan suara {on}: belum terlihat; kalender hanya memuat hari liburnya ({}).",
                    day.name
                ),
                format!("The election and the stages of the voting of {on}: not seen; the calendar has its day off alone."),
            ]);
        }
    }
    let codes: BTreeSet<&str> = book.elections.iter().map(|e| e.code.as_str()).collect();
    for election in codes {
        let without: Vec<ElectionStage> = ElectionStage::ALL
            .iter()
            .copied()
            .filter(|stage| {
                !book
                    .stages
                    .iter()
                    .any(|r| r.election == election && r.stage == *stage)
            })
            .collect();
        if without.is_empty() {
            continue;
        }
        let told = |text: fn(ElectionStage) -> &'static str| {
            without
                .iter()
                .map(|stage| text(*stage))
                .collect::<Vec<_>>()
                .join(", ")
        };
        all.push([
            format!(
                "`{election}`: {}: tidak ada baris; harinya belum terlihat, atau tidak diadakan.",
                told(|s| s.text().id)
            ),
            format!(
                "{}: there is no row; no day was seen, or there was none.",
                told(|s| s.text().en)
            ),
        ]);
    }
    all
}
