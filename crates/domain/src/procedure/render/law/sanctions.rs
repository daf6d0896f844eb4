//! Kinds of sanction, what they do, who may impose them, and which regimes go together.

use super::{
    super::both,
    sheet::{Entry, Sheet, Table, code, validity, word, words},
};
use crate::law::{Book, EffectRow, ImposerRow, RegimeRow, SanctionKind, Weight};

/// Regimes of kinds as the files name them, with the text that they are of.
const REGIMES: &[(&str, &str)] = &[
    ("pp42", "PP 42/2004 (kode etik / ethics)"),
    ("pp53", "PP 53/2010"),
    ("pp94", "PP 94/2021"),
    (
        "pp94_transition",
        "PP 94/2021, ketentuan peralihan / transitional provision",
    ),
    ("asn_law", "Undang-undang ASN / Law on civil servants"),
    ("pppk", "PP 49/2018 (PPPK)"),
    ("contract", "Kontrak kerja / Work contract"),
];

/// The page.
pub(super) fn sheet(book: &Book) -> Sheet {
    let mut regimes: Vec<&str> = REGIMES.iter().map(|(regime, _)| *regime).collect();
    for kind in &book.sanction_kinds {
        if !regimes.contains(&kind.regime.as_str()) {
            regimes.push(&kind.regime);
        }
    }
    let mut tables: Vec<Table> = regimes.iter().map(|regime| kinds(book, regime)).collect();
    tables.push(effects(book));
    tables.push(imposers(book));
    tables.push(together(book));
    Sheet {
        name: "sanctions",
        title: "Jenis sanksi, akibatnya, dan pejabat yang menghukum / Kinds of sanction, their effects, and who imposes them",
        about: [
            "Jenis sanksi berlaku menurut hari perbuatan, bukan hari keputusan. Pemotongan tunjangan kinerja menurut PP \
             94/2021 ditangguhkan sampai peraturan tentang gaji dan tunjangan berlaku; sampai saat itu jenis sedang yang lama \
             dijatuhkan sebagai gantinya.",
            "A kind holds by the day of the act, not of the decision. The allowance cuts of PP 94/2021 are postponed until a \
             regulation on pay and allowances is in force; until then the older medium kinds are imposed in their place.",
        ],
        tables,
        missing: vec![
            [
                "Apakah peraturan pemerintah tentang gaji dan tunjangan sudah terbit.".to_owned(),
                "Whether the regulation on pay and allowances has been issued.".to_owned(),
            ],
            [
                "Pejabat yang berwenang menghukum menurut PP 53/2010.".to_owned(),
                "The officials who punish under PP 53/2010.".to_owned(),
            ],
            [
                "Upaya hukum terhadap sanksi moral.".to_owned(),
                "The remedy against a moral sanction.".to_owned(),
            ],
        ],
        rest: String::new(),
    }
}

fn name(regime: &str) -> String {
    let text = REGIMES.iter().find(|(own, _)| *own == regime);
    text.map_or_else(|| code(regime), |(own, text)| format!("{text} (`{own}`)"))
}

/// A level by its code, in words.
fn level(text: &str) -> String {
    Weight::from_code(text).map_or_else(|| code(text), |weight| both(weight.text()))
}

fn kinds(book: &Book, regime: &str) -> Table {
    let rows = book
        .sanction_kinds
        .iter()
        .filter(|kind| kind.regime == regime);
    Table {
        title: name(regime),
        file: "sanction_kinds.csv",
        columns: &[
            "Aturan dan kode / Regime and code",
            "Berlaku / Validity",
            "Bunyi / Words",
            "Tingkat / Level",
            "Lamanya / Duration",
            "Akibat atas hubungan kerja / Ends the service",
            "Dijatuhkan oleh / Imposed by",
            "Menggantikan / Stands in for",
        ],
        rows: rows.map(kind).collect(),
    }
}

fn kind(row: &SanctionKind) -> Entry {
    let mut lasts: Vec<String> = Vec::new();
    if let Some(months) = row.duration_months {
        lasts.push(format!("{months} bulan / months"));
    }
    if let Some(percent) = row.percent {
        lasts.push(format!("{percent} %"));
    }
    if row.named_in_words {
        lasts.push("jenisnya disebut dalam keputusan / the decision names the kind".to_owned());
    }
    let ends = if row.ends_employment {
        "berakhir / ends"
    } else {
        ""
    };
    Entry {
        name: format!("`{}/{}`", row.regime, row.code),
        cells: vec![
            format!("{} {}", code(&row.regime), code(&row.code)),
            validity(row.valid_from, row.valid_to),
            words(&row.id, &row.en),
            level(&row.level),
            lasts.join("; "),
            ends.to_owned(),
            code(&row.imposed_by),
            code(&row.stands_in_for),
        ],
        source: row.citation.clone(),
        address: String::new(),
        known: row.confidence,
        parts: Vec::new(),
        note: String::new(),
    }
}

fn effects(book: &Book) -> Table {
    let row = |row: &EffectRow| Entry {
        name: format!("`{}` {} `{}`", row.regime, both(row.level.text()), row.code),
        cells: vec![
            name(&row.regime),
            both(row.level.text()),
            code(&row.code),
            words(&row.id, &row.en),
        ],
        source: row.citation.clone(),
        address: row.address.clone(),
        known: row.confidence,
        parts: Vec::new(),
        note: row.note.clone(),
    };
    Table {
        title: "Akibat selama dijalani / Effects while it runs".to_owned(),
        file: "effects.csv",
        columns: &[
            "Aturan / Regime",
            "Tingkat / Level",
            "Jenis / Kind",
            "Akibat / Effect",
        ],
        rows: book.effects.iter().map(row).collect(),
    }
}

fn imposers(book: &Book) -> Table {
    let row = |row: &ImposerRow| {
        let levels: Vec<String> = row.levels.iter().map(|level| both(level.text())).collect();
        Entry {
            name: format!(
                "`{}` {}: {}",
                row.regime,
                both(row.official.text()),
                both(row.post.text())
            ),
            cells: vec![
                name(&row.regime),
                word(row.official),
                both(row.agency.text()),
                both(row.post.text()),
                levels.join(", "),
                code(&row.only),
                code(&row.except),
            ],
            source: row.citation.clone(),
            address: row.address.clone(),
            known: row.confidence,
            parts: Vec::new(),
            note: row.note.clone(),
        }
    };
    Table {
        title: "Pejabat yang berwenang menghukum / Who may impose".to_owned(),
        file: "imposers.csv",
        columns: &[
            "Aturan / Regime",
            "Pejabat / Official",
            "Instansi / Agency",
            "Jabatan yang dihukum / Post punished",
            "Tingkat / Levels",
            "Hanya / Only",
            "Kecuali / Except",
        ],
        rows: book.imposers.iter().map(row).collect(),
    }
}

fn together(book: &Book) -> Table {
    let row = |row: &RegimeRow| Entry {
        name: format!(
            "`{}` `{}` `{}`",
            row.law_set.code(),
            row.subject,
            row.regime
        ),
        cells: vec![word(row.law_set), code(&row.subject), name(&row.regime)],
        source: row.citation.clone(),
        address: String::new(),
        known: row.confidence,
        parts: Vec::new(),
        note: row.note.clone(),
    };
    Table {
        title: "Aturan yang dipakai bersama / Regimes that go together".to_owned(),
        file: "regimes.csv",
        columns: &[
            "Naskah / Law text",
            "Terlapor / Person",
            "Jenis dari / Kinds of",
        ],
        rows: book.regimes.iter().map(row).collect(),
    }
}
