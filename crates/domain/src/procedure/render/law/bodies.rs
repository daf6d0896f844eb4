//! Authorities, texts on handling, and the officials of regions.

use super::sheet::{Entry, Sheet, Table, code, validity, word, words};
use crate::law::{Authority, Book, OfficialRow, RuleSetRow};

/// The page of authorities.
pub(super) fn authorities(book: &Book) -> Sheet {
    let row = |row: &Authority| Entry {
        name: format!("`{}` ({})", row.code, row.role),
        cells: vec![
            code(&row.code),
            code(&row.role),
            days(row),
            words(&row.id, &row.en),
        ],
        source: row.citation.clone(),
        address: String::new(),
        known: row.confidence,
        parts: Vec::new(),
        note: row.note.clone(),
    };
    Sheet {
        name: "authorities",
        title: "Otoritas / Authorities",
        about: [
            "`review` memeriksa dan merekomendasikan, `policy` menetapkan kebijakan, `run_off` menyelesaikan yang sudah \
             diproses pendahulunya, `control` memperingatkan dan memblokir. Lembaga tanpa hari pertama belum ada.",
            "`review` examines and recommends, `policy` sets policy, `run_off` ends what its predecessor had processed, \
             `control` warns and blocks. A body without a first day does not exist yet.",
        ],
        tables: vec![Table {
            title: "Otoritas / Authorities".to_owned(),
            file: "authorities.csv",
            columns: &[
                "Kode / Code",
                "Peran / Role",
                "Berlaku / Validity",
                "Nama / Name",
            ],
            rows: book.authorities.iter().map(row).collect(),
        }],
        missing: vec![[
            "Undang-undang atau peraturan yang membentuk lembaga independen.".to_owned(),
            "A law or regulation that sets up the independent body.".to_owned(),
        ]],
        rest: String::new(),
    }
}

fn days(row: &Authority) -> String {
    let mut told = match (row.valid_from, row.valid_to) {
        (None, None) => "belum ada / not there yet".to_owned(),
        (from, to) => validity(from, to),
    };
    if let Some(day) = row.also_from {
        told.push_str(&format!("; sumber lain / another source: {day}"));
    }
    if let Some(day) = row.due_by {
        told.push_str(&format!("; paling lambat / at the latest {day}"));
    }
    told
}

/// The page of the texts on handling.
pub(super) fn rule_sets(book: &Book) -> Sheet {
    let row = |row: &RuleSetRow| Entry {
        name: format!("`{}`", row.code.code()),
        cells: vec![
            word(row.code),
            code(&row.elections),
            validity(Some(row.valid_from), row.valid_to),
        ],
        source: row.citation.clone(),
        address: String::new(),
        known: row.confidence,
        parts: Vec::new(),
        note: row.note.clone(),
    };
    Sheet {
        name: "rule-sets",
        title: "Aturan penanganan / Texts on handling",
        about: [
            "Aturan yang berlaku pada hari registrasi tetap berlaku bagi perkara itu. Batas waktu menurut setiap naskah ada di \
             [procedure/terms.md](../procedure/terms.md).",
            "The text of the day of registration stays that of the case. The terms of each text stand in \
             [procedure/terms.md](../procedure/terms.md).",
        ],
        tables: vec![Table {
            title: "Naskah / Texts".to_owned(),
            file: "rule_sets.csv",
            columns: &[
                "Naskah / Text",
                "Pemilihan / Elections",
                "Berlaku / Validity",
            ],
            rows: book.rule_sets.iter().map(row).collect(),
        }],
        missing: vec![
            [
                "Batang tubuh Perbawaslu 7/2018, 8/2020, dan 9/2024.".to_owned(),
                "The bodies of Perbawaslu 7/2018, 8/2020 and 9/2024.".to_owned(),
            ],
            [
                "Aturan bagi Pilkada sebelum 2020: tidak ada baris.".to_owned(),
                "The text for regional elections before 2020: there is no row.".to_owned(),
            ],
        ],
        rest: String::new(),
    }
}

/// The page of the officials of regions.
pub(super) fn officials(book: &Book) -> Sheet {
    let row = |row: &OfficialRow| Entry {
        name: format!("`{}`", row.level.code()),
        cells: vec![
            word(row.level),
            words(&row.id, &row.en),
            words(&row.government_id, &row.government_en),
        ],
        source: row.citation.clone(),
        address: String::new(),
        known: row.confidence,
        parts: Vec::new(),
        note: row.note.clone(),
    };
    Sheet {
        name: "officials",
        title: "Pejabat pembina kepegawaian (PPK) daerah / Personnel officers (PPK) of regions",
        about: [
            "Siapa pejabat pembina kepegawaian (PPK) pemerintah daerah, menurut tingkatnya; nama daerah menyusul. Instansi \
             pusat diimpor dengan jabatannya sendiri. Apa yang boleh dijatuhkan pejabat itu ada di [sanctions.md](sanctions.md).",
            "Who is the personnel officer (PPK) of the government of a region, by its level; the name of the region follows. \
             Central agencies are imported with a post of their own. What that official may impose stands in \
             [sanctions.md](sanctions.md).",
        ],
        tables: vec![Table {
            title: "Pejabat / Officials".to_owned(),
            file: "officials.csv",
            columns: &[
                "Tingkat / Level",
                "Jabatan / Post",
                "Pemerintah / Government",
            ],
            rows: book.officials.iter().map(row).collect(),
        }],
        missing: vec![[
            "Pasal yang menetapkannya.".to_owned(),
            "The article that says so.".to_owned(),
        ]],
        rest: String::new(),
    }
}
