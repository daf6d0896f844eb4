//! The index: every page with how much of it is how well known.

use super::{
    super::{both, columns, line},
    sheet::{Sheet, head},
};
use crate::law::{Book, Confidence, SHIPPED_VERSION};

/// The page.
pub(super) fn page(book: &Book, sheets: &[Sheet]) -> String {
    let mut text = head("Buku hukum / The law book", "`crates/domain/data`");
    text.push_str(&format!(
        "\nHukum sebagai data: setiap baris menyebut sumbernya dan seberapa pasti hal itu diketahui. Yang belum pasti berdiri di \
         depan setiap halaman. Versi: `{SHIPPED_VERSION}`.\n\nLaw as data: every row names its source and how well it is known. \
         What is unsure stands first on each page. Version: `{SHIPPED_VERSION}`.\n\n"
    ));
    text.push_str(
        "- pasti / sure: dua sumber yang berdiri sendiri bersesuaian, atau naskahnya sendiri dibaca, dan tidak ada kajian sumber \
         yang menyebutnya kurang pasti / two independent sources agree, or the text itself was read, and no study of the sources \
         calls it less\n\
         - mungkin / likely: satu sumber yang baik, atau beberapa yang saling bergantung / one decent source, or several that \
         depend on each other\n\
         - belum pasti / unsure: satu sumber lemah, sumber yang bertentangan, atau nilai pengganti naskah yang belum terlihat / \
         one weak source, sources in conflict, or a value that stands in for a text nobody has seen\n\n",
    );
    let known = |at: usize| {
        Confidence::ALL
            .get(at)
            .map_or_else(String::new, |c| both(c.text()))
    };
    text.push_str(&columns(&[
        "Halaman / Page",
        "Berkas / Files",
        &known(0),
        &known(1),
        &known(2),
        "ada yang belum pasti / something unsure",
    ]));
    for sheet in sheets {
        let files: Vec<String> = sheet
            .files()
            .iter()
            .map(|file| format!("`{file}`"))
            .collect();
        let counts = if sheet.name == "regions" {
            regions(book)
        } else {
            sheet.counts()
        };
        let mut cells = vec![
            format!("[{}]({}.md)", sheet.title, sheet.name),
            files.join(", "),
        ];
        cells.extend(counts.iter().map(usize::to_string));
        cells.push(sheet.unsure().to_string());
        text.push_str(&line(&cells));
    }
    let terms = |known| {
        book.terms
            .iter()
            .filter(|row| row.confidence == known)
            .count()
    };
    let mut cells = vec![
        "[Batas waktu / Terms](../procedure/terms.md)".to_owned(),
        "`terms.csv`".to_owned(),
    ];
    let counts: Vec<usize> = Confidence::ALL.iter().map(|known| terms(*known)).collect();
    cells.extend(counts.iter().map(usize::to_string));
    let online = |row: &&crate::law::TermRow| {
        row.confidence == Confidence::Unsure
            || row.ends_online_confidence == Some(Confidence::Unsure)
    };
    cells.push(book.terms.iter().filter(online).count().to_string());
    text.push_str(&line(&cells));
    text.push_str(
        "\nHalaman lain: [formulir](../forms.md) (`forms.csv`), [prosedur](../procedure/). / Other pages: [forms](../forms.md) \
         (`forms.csv`), [procedure](../procedure/).\n",
    );
    text
}

/// The page of regions shows the rows that are sure by their number alone.
fn regions(book: &Book) -> Vec<usize> {
    let of = |known| {
        let regions = book.regions.iter().map(|row| row.confidence);
        let areas = book.areas.iter().map(|row| row.confidence);
        regions.chain(areas).filter(|own| *own == known).count()
    };
    Confidence::ALL.iter().map(|known| of(*known)).collect()
}
