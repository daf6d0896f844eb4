//! The catalogues of violations and the acts that they name.

use super::{
    super::both,
    sheet::{Entry, Sheet, Table, code, validity, word, words},
};
use crate::law::{Book, Catalogue, Violation, citation};

/// The page.
pub(super) fn sheet(book: &Book) -> Sheet {
    let mut tables: Vec<Table> = Catalogue::ALL.iter().map(|c| catalogue(book, *c)).collect();
    tables.push(acts(book));
    Sheet {
        name: "violations",
        title: "Pelanggaran dan perbuatan / Violations and acts",
        about: [
            "Satu perbuatan dapat mempunyai dua baris: sebelum calon ditetapkan (kode etik, sanksi moral) dan sesudahnya \
             (disiplin). Baris dipilih menurut hari perbuatan dan jenis pemilihan calon yang bersangkutan. Norma dan dasar \
             sanksi adalah sebagaimana tercetak; tingkat kosong berarti belum terlihat.",
            "One act may have two rows: before candidates are fixed (ethics, moral sanction) and after (discipline). Which \
             one holds follows from the day of the act and the race of the candidate concerned. Norm and sanction basis are \
             as printed; no level means that none was seen.",
        ],
        tables,
        missing: vec![
            [
                "Naskah resmi lengkap Lampiran II Keputusan Bersama 2022: jumlah 7 dan 12 baris mungkin benar, beberapa \
                 salinan menggabungkan baris."
                    .to_owned(),
                "The full official text of annex II of the joint decree of 2022: that it has 7 and 12 rows is likely, some \
                 copies merge rows."
                    .to_owned(),
            ],
            [
                "Lampiran Keputusan Bersama 2020: tingkat sanksi per perbuatan.".to_owned(),
                "The annex of the joint decree of 2020: the level of sanction per act.".to_owned(),
            ],
            [
                "Keputusan bersama yang lebih baru dari 2022.".to_owned(),
                "A joint decree younger than that of 2022.".to_owned(),
            ],
        ],
        rest: String::new(),
    }
}

fn catalogue(book: &Book, catalogue: Catalogue) -> Table {
    let rows = book
        .violations
        .iter()
        .filter(|row| row.catalogue == catalogue);
    Table {
        title: word(catalogue),
        file: "violations.csv",
        columns: &[
            "Kode / Code",
            "Berlaku / Validity",
            "Bunyi / Words",
            "Perbuatan / Acts",
            "Golongan dan fase / Block and phase",
            "Terlapor; pemilihan / Persons; elections",
            "Norma / Norm",
            "Dasar sanksi / Sanction basis",
            "Tingkat; jenis / Level; kinds",
            "Padanan / Counterparts",
        ],
        rows: rows.map(violation).collect(),
    }
}

fn violation(row: &Violation) -> Entry {
    let cites = |cite: &str| {
        let told = citation::both(cite);
        if told.id == told.en {
            told.en
        } else {
            words(&told.id, &told.en)
        }
    };
    let subjects: Vec<&str> = row.subjects.iter().map(|s| s.code()).collect();
    let levels: Vec<String> = row.levels.iter().map(|level| both(level.text())).collect();
    let mut level = if levels.is_empty() {
        "belum terlihat / not seen".to_owned()
    } else {
        levels.join(", ")
    };
    if !row.kinds.is_empty() {
        level.push_str(&format!("; {}", listed(&row.kinds)));
    }
    let block = row.block.map_or_else(
        || "golongan belum terlihat / block not seen".to_owned(),
        |block| both(block.text()),
    );
    Entry {
        name: code(&row.code),
        cells: vec![
            code(&row.code),
            validity(row.valid_from, row.valid_to),
            words(&row.id, &row.en),
            listed(&row.acts),
            format!("{block}; {}", both(row.phase.text())),
            format!("`{}`; `{}`", subjects.join(" "), row.elections.join(" ")),
            cites(&row.norm),
            cites(&row.sanction_basis),
            level,
            listed(&row.counterparts),
        ],
        source: row.citation.clone(),
        address: row.address.clone(),
        known: row.confidence,
        parts: vec![
            ("fase / phase", row.phase_confidence),
            (
                "norma dan dasar sanksi / norm and sanction basis",
                row.basis_confidence,
            ),
            ("tingkat / level", row.level_confidence),
        ],
        note: row.note.clone(),
    }
}

fn acts(book: &Book) -> Table {
    let row = |act: &crate::law::Act| Entry {
        name: code(&act.code),
        cells: vec![code(&act.code), words(&act.id, &act.en)],
        source: act.citation.clone(),
        address: String::new(),
        known: act.confidence,
        parts: Vec::new(),
        note: act.note.clone(),
    };
    Table {
        title: "Perbuatan / Acts".to_owned(),
        file: "acts.csv",
        columns: &["Kode / Code", "Perbuatan / Act"],
        rows: book.acts.iter().map(row).collect(),
    }
}

fn listed(codes: &[String]) -> String {
    codes.iter().map(|c| code(c)).collect::<Vec<_>>().join(", ")
}
