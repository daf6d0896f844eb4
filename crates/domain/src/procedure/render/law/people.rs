//! Kinds of person, and where their matters go outside the review.

use super::{
    super::both,
    sheet::{Entry, Sheet, Table, code, validity, word},
};
use crate::law::{Book, DestinationRow, SubjectRow};

/// The page.
pub(super) fn sheet(book: &Book) -> Sheet {
    let mut tables = vec![subjects(book)];
    for elections in ["pemilu", "pilkada"] {
        tables.push(destinations(book, elections));
    }
    Sheet {
        name: "subjects",
        title: "Jenis terlapor dan tujuan penerusan / Kinds of person and destinations",
        about: [
            "Katalog berlaku bagi ASN. Perkara ASN masuk ke otoritas pemeriksa pada hari itu; untuk jenis terlapor lainnya, dan \
             untuk tindak pidana, pelanggaran administratif, dan kode etik penyelenggara, tujuan penerusannya tercantum di \
             sini. Pelanggaran peraturan lain oleh ASN tidak mempunyai baris: diteruskan ke otoritas pemeriksa.",
            "The catalogue is that of civil servants. Their matters go to the review authority of the day; for other kinds of \
             person, and for crimes, administrative violations and the ethics of organisers, the destination stands here. A \
             civil servant's breach of another law has no row: it goes to the review authority.",
        ],
        tables,
        missing: vec![[
            "Aturan bagi PPPK paruh waktu.".to_owned(),
            "Rules for part-time contract civil servants (PPPK paruh waktu).".to_owned(),
        ]],
        rest: String::new(),
    }
}

fn subjects(book: &Book) -> Table {
    let row = |row: &SubjectRow| Entry {
        name: format!("`{}`", row.code.code()),
        cells: vec![
            word(row.code),
            validity(row.valid_from, row.valid_to),
            both(row.catalogue.text()),
            if row.reviewed {
                "ya / yes"
            } else {
                "tidak / no"
            }
            .to_owned(),
            row.regime.map_or_else(String::new, word),
        ],
        source: row.citation.clone(),
        address: row.address.clone(),
        known: row.confidence,
        parts: Vec::new(),
        note: row.note.clone(),
    };
    Table {
        title: "Jenis terlapor / Kinds of person".to_owned(),
        file: "subjects.csv",
        columns: &[
            "Terlapor / Person",
            "Berlaku / Validity",
            "Dari katalog / Of the catalogue",
            "Diperiksa otoritas / Reviewed",
            "Jenis sanksi dari / Kinds of sanction from",
        ],
        rows: book.subjects.iter().map(row).collect(),
    }
}

fn destinations(book: &Book, elections: &str) -> Table {
    let row = |row: &DestinationRow| {
        let senders: Vec<&str> = row.senders.iter().map(|level| level.code()).collect();
        Entry {
            name: format!(
                "`{}` `{}` `{}` → `{}`",
                row.elections,
                row.outcome.code(),
                row.subject,
                row.kind.code()
            ),
            cells: vec![
                code(&row.elections),
                word(row.outcome),
                code(&row.subject),
                word(row.kind),
                format!("`{}`", senders.join(" ")),
                validity(row.valid_from, row.valid_to),
            ],
            source: row.citation.clone(),
            address: String::new(),
            known: row.confidence,
            parts: Vec::new(),
            note: row.note.clone(),
        }
    };
    let rows = book
        .destinations
        .iter()
        .filter(|row| row.elections == elections);
    Table {
        title: format!("Tujuan penerusan / Destinations: `{elections}`"),
        file: "destinations.csv",
        columns: &[
            "Pemilihan / Elections",
            "Hasil / Outcome",
            "Terlapor / Person",
            "Tujuan / Destination",
            "Pengirim / Senders",
            "Berlaku / Validity",
        ],
        rows: rows.map(row).collect(),
    }
}
