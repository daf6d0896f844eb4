//! Regions and Bawaslu's own areas: counted by province, and in full where a row is not sure.

use super::{
    super::{both, columns, line},
    sheet::{Entry, Sheet, Table, code, validity, word},
};
use crate::law::{Area, Book, Confidence, Region, RegionLevel};

/// The page.
pub(super) fn sheet(book: &Book) -> Sheet {
    let not_sure = |row: &&Region| {
        row.confidence != Confidence::Sure
            || row.area_confidence != Some(Confidence::Sure)
            || !row.note.is_empty()
    };
    let odd = |row: &&Area| row.confidence != Confidence::Sure || !row.note.is_empty();
    Sheet {
        name: "regions",
        title: "Daerah dan wilayah Bawaslu / Regions and Bawaslu's areas",
        about: [
            "Kode daerah adalah kode Kementerian Dalam Negeri; kode wilayah adalah kode Bawaslu sendiri (lampiran Perbawaslu \
             7/2022). Baris yang pasti dan tanpa catatan dihitung per provinsi; semua baris lainnya ditampilkan penuh.",
            "The code of a region is that of the Ministry of Home Affairs, the code of an area Bawaslu's own (annex of Perbawaslu \
             7/2022). Rows that are sure and bear no note are counted by province; all others stand in full.",
        ],
        tables: vec![
            Table {
                title: "Daerah yang belum pasti atau bercatatan / Regions that are not sure or bear a note".to_owned(),
                file: "regions.csv",
                columns: &[
                    "Kode / Code",
                    "Berlaku / Validity",
                    "Nama / Name",
                    "Tingkat / Level",
                    "Sebelumnya / Was",
                    "Di bawah / Governed by",
                    "Kode wilayah Bawaslu / Bawaslu's area",
                ],
                rows: book.regions.iter().filter(not_sure).map(region).collect(),
            },
            Table {
                title: "Wilayah Bawaslu yang bercatatan / Areas of Bawaslu that bear a note".to_owned(),
                file: "bawaslu_areas.csv",
                columns: &["Kode / Code", "Tercetak / Printed", "Tingkat / Level", "Zona / Zone"],
                rows: book.areas.iter().filter(odd).map(area).collect(),
            },
        ],
        missing: vec![[
            "Hari keputusan yang memberi kode baru pada 2022; kode wilayah Bawaslu bagi empat provinsi baru dan Kota Denpasar."
                .to_owned(),
            "The day of the decree that gave the new codes of 2022; Bawaslu's codes of the four new provinces and of Denpasar."
                .to_owned(),
        ]],
        rest: by_province(book),
    }
}

fn region(row: &Region) -> Entry {
    let mut parts = Vec::new();
    if let Some(known) = row.area_confidence {
        parts.push(("kode wilayah / area", known));
    }
    let note = match (row.note.is_empty(), row.area_note.is_empty()) {
        (false, _) => row.note.clone(),
        (true, _) => row.area_note.clone(),
    };
    let mut area = row.area_code.as_deref().map_or_else(String::new, code);
    if !row.area_note.is_empty() && note != row.area_note {
        area.push_str(&format!(" {}", super::super::doubt(&row.area_note)));
    }
    Entry {
        name: format!("`{}` {}", row.code, row.name),
        cells: vec![
            code(&row.code),
            validity(row.valid_from, row.valid_to),
            row.name.clone(),
            both(row.level.text()),
            row.was.as_deref().map_or_else(String::new, code),
            row.governed_by.as_deref().map_or_else(String::new, code),
            area,
        ],
        source: row.source.clone(),
        address: String::new(),
        known: row.confidence,
        parts,
        note,
    }
}

fn area(row: &Area) -> Entry {
    Entry {
        name: format!("`{}` {}", row.code, row.name),
        cells: vec![
            code(&row.code),
            row.name.clone(),
            code(&row.level),
            format!(
                "{}; {}",
                word(row.zone),
                super::super::source(&row.zone_source)
            ),
        ],
        source: row.source.clone(),
        address: String::new(),
        known: row.confidence,
        parts: vec![("zona / zone", row.zone_confidence)],
        note: row.note.clone(),
    }
}

/// Every province that ever was, with what lies in it.
fn by_province(book: &Book) -> String {
    let mut text = "\n## Per provinsi / By province\n\n".to_owned();
    text.push_str(&columns(&[
        "Kode / Code",
        "Provinsi / Province",
        "Berlaku / Validity",
        "Kabupaten / Regencies",
        "Kota / Cities",
        "pasti / sure",
        "mungkin / likely",
        "belum pasti / unsure",
        "Wilayah Bawaslu / Areas of Bawaslu",
        "Zona / Zone",
    ]));
    let provinces = book
        .regions
        .iter()
        .filter(|row| row.level == RegionLevel::Province);
    for province in provinces {
        let within = || {
            let own = |row: &&Region| row.parent.as_ref() == Some(&province.code);
            book.regions.iter().filter(own)
        };
        let level = |level| {
            within()
                .filter(|row| row.level == level)
                .count()
                .to_string()
        };
        let known = |known| {
            let rows = within().chain([province]);
            rows.filter(|row| row.confidence == known)
                .count()
                .to_string()
        };
        let area = province
            .area_code
            .as_deref()
            .and_then(|code| code.split('.').next());
        let areas = area.map_or(0, |area| {
            book.areas
                .iter()
                .filter(|row| row.province_code == area)
                .count()
        });
        text.push_str(&line(&[
            code(&province.code),
            province.name.clone(),
            validity(province.valid_from, province.valid_to),
            level(RegionLevel::Regency),
            level(RegionLevel::City),
            known(Confidence::Sure),
            known(Confidence::Likely),
            known(Confidence::Unsure),
            areas.to_string(),
            book.zone_of(province)
                .map_or_else(String::new, |zone| zone.code().to_owned()),
        ]));
    }
    let mut told: Vec<String> = Vec::new();
    for row in &book.areas {
        let of = format!(
            "{} ({}); zona / zone: {} ({})",
            super::super::source(&row.source),
            both(row.confidence.text()),
            super::super::source(&row.zone_source),
            both(row.zone_confidence.text())
        );
        if !told.contains(&of) {
            told.push(of);
        }
    }
    text.push_str(
        "\nBaris setiap kode dan nama dihitung, juga yang sudah berakhir. / Each code and name that a region bore is a row, \
         also one that ended.\n",
    );
    text.push_str(&format!(
        "\nSumber wilayah Bawaslu / Source of the areas: {}.\n",
        told.join("; ")
    ));
    text.push_str(
        "\nMemuat informasi dari [idn-area-data](https://github.com/fityannugroho/idn-area-data), yang tersedia di sini menurut Open \
         Database License 1.0. / Contains information from [idn-area-data](https://github.com/fityannugroho/idn-area-data), which is \
         made available here under the Open Database License 1.0. [NOTICE](../../NOTICE), \
         [ADR 0018](../adr/0018-regions-under-odbl.md).\n",
    );
    text
}
