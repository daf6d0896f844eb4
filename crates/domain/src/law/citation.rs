//! How a legal source reads in each language.
//!
//! Tables and book write a source once, in one fixed notation: the instrument by its Indonesian name, `art. 24(3)`
//! for the place in it, and words of the closed list of phrases below. English readers get the notation as it
//! stands, Indonesian ones the form that Indonesian law writes (`Pasal 24 ayat (3)`). Doubts (`note`) are sentences;
//! each shipped one stands with its Indonesian text in `data/notes.csv`. What an installation wrote itself and
//! no list knows is shown as it was written. A test finds every source and note that the lists do not know.

use std::{borrow::Cow, sync::LazyLock};

use serde::{Deserialize, Serialize, Serializer};

/// A computed text for people in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BothTexts {
    /// Indonesian.
    pub id: String,
    /// English.
    pub en: String,
}

/// A source in both languages.
#[must_use]
pub fn both(citation: &str) -> BothTexts {
    BothTexts {
        id: indonesian(citation),
        en: citation.to_owned(),
    }
}

/// A doubt in both languages.
#[must_use]
pub fn note_in_both(note: &str) -> BothTexts {
    BothTexts {
        id: indonesian_note(note),
        en: note.to_owned(),
    }
}

/// Writes a source of a row in both languages.
///
/// # Errors
/// What the serializer says.
pub fn serialize_both<S: Serializer>(citation: &str, to: S) -> Result<S::Ok, S::Error> {
    both(citation).serialize(to)
}

/// Writes a doubt of a row in both languages.
///
/// # Errors
/// What the serializer says.
pub fn serialize_note<S: Serializer>(note: &str, to: S) -> Result<S::Ok, S::Error> {
    note_in_both(note).serialize(to)
}

/// A source as Indonesian law writes it; words that no list knows stay as they are.
#[must_use]
pub fn indonesian(citation: &str) -> String {
    read(citation).into_iter().map(|(text, _)| text).collect()
}

/// The words of a source that no list knows: a shipped one has none.
#[must_use]
pub fn unknown(citation: &str) -> Vec<String> {
    read(citation)
        .into_iter()
        .filter(|(_, known)| !known)
        .map(|(text, _)| text.into_owned())
        .collect()
}

/// A doubt in Indonesian; one that the list does not know stays as it was written.
#[must_use]
pub fn indonesian_note(note: &str) -> String {
    listed_note(note)
        .map(str::to_owned)
        .or_else(|| superseding(note))
        .unwrap_or_else(|| note.to_owned())
}

/// The Indonesian text of a shipped doubt, if it is in the list.
#[must_use]
pub fn listed_note(note: &str) -> Option<&'static str> {
    let of = |row: &&'static Note| row.en == note;
    NOTES.iter().find(of).map(|row| row.id.as_str())
}

/// The doubts that the list knows, in English.
pub fn listed_notes() -> impl Iterator<Item = &'static str> {
    NOTES.iter().map(|row| row.en.as_str())
}

#[derive(Deserialize)]
struct Note {
    en: String,
    id: String,
}

static NOTES: LazyLock<Vec<Note>> = LazyLock::new(|| {
    // A line that does not parse is missing from the list, which the test of the notes finds.
    csv::Reader::from_reader(include_str!("../../data/notes.csv").as_bytes())
        .deserialize()
        .filter_map(Result::ok)
        .collect()
});

/// What the program itself notes of a row that an installation superseded: `Supersedes 7 working_days (source)`.
fn superseding(note: &str) -> Option<String> {
    let (length, source) = note.strip_prefix("Supersedes ")?.split_once(" (")?;
    let (amount, unit) = length.split_once(' ')?;
    let unit = super::Unit::from_code(unit)?.text().id;
    let source = indonesian(source.strip_suffix(')')?);
    Some(format!("Menggantikan {amount} {unit} ({source})"))
}

/// The notation's words, English and Indonesian. The longest that fits is taken.
const PHRASES: &[(&str, &str)] = &[
    ("practice", "praktik"),
    ("SIAPNET practice", "praktik SIAPNET"),
    ("not seen", "belum terlihat"),
    ("article not seen", "pasal belum terlihat"),
    ("no article seen", "tidak ada pasal yang terlihat"),
    ("article numbers likely", "nomor pasal mungkin benar"),
    ("likely", "mungkin"),
    ("unsure", "belum pasti"),
    ("and", "dan"),
    ("annex on numbers", "lampiran tentang penomoran"),
    ("as", "sebagaimana"),
    ("as amended", "sebagaimana telah diubah"),
    ("as changed by", "sebagaimana diubah dengan"),
    (
        "as cited by the warning",
        "sebagaimana dikutip dalam peringatan",
    ),
    (
        "as reported, wording not seen",
        "menurut pemberitaan, bunyinya belum terlihat",
    ),
    ("before", "sebelumnya"),
    ("before candidates are fixed", "sebelum calon ditetapkan"),
    ("citing", "yang mengutip"),
    ("days", "hari"),
    ("decree", "keputusan"),
    ("from", "sejak"),
    ("hours", "jam"),
    ("in force", "mulai berlaku"),
    ("its later change", "perubahannya kemudian"),
    ("mentioned", "disebut"),
    (
        "no article on open matters of an office that ends was seen",
        "pasal tentang perkara terbuka pada kantor yang berakhir belum terlihat",
    ),
    (
        "no article on letters between offices was seen",
        "pasal tentang surat antarkantor belum terlihat",
    ),
    (
        "no article on reopening was seen",
        "pasal tentang pembukaan kembali belum terlihat",
    ),
    (
        "no article on moving to another agency was seen",
        "pasal tentang perpindahan instansi belum terlihat",
    ),
    (
        "complaints to the authority itself",
        "pengaduan langsung kepada otoritas",
    ),
    (
        "no source was seen for mistakes of entry",
        "sumber tentang salah catat belum terlihat",
    ),
    ("no single rule found", "aturan tunggal tidak ditemukan"),
    ("on plenary meetings", "tentang rapat pleno"),
    ("run-off", "penyelesaian sisa"),
    ("the agency's rule", "aturan instansi"),
    ("the agency's discipline rule", "aturan disiplin instansi"),
    ("the authority is told", "otoritas diberi tahu"),
    ("the work contract", "kontrak kerja"),
    (
        "the work contract for others",
        "kontrak kerja untuk yang lain",
    ),
    (
        "for non-ASN government workers",
        "untuk pegawai pemerintah non-ASN",
    ),
    ("transitional provision", "ketentuan peralihan"),
    (
        "postponed until a regulation on pay and allowances is in force, see pp94_transition",
        "ditangguhkan sampai peraturan tentang gaji dan tunjangan berlaku, lihat pp94_transition",
    ),
    (
        "more than half of the members who may decide is assumed",
        "diandaikan lebih dari separuh anggota yang dapat memutus",
    ),
    (
        "more agreeing than dissenting among those who decide is assumed",
        "diandaikan yang setuju lebih banyak daripada yang berbeda pendapat di antara yang memutus",
    ),
    (
        "all papers within the reporting term",
        "semua surat dalam batas waktu pelaporan",
    ),
    (
        "what the field supervisor goes on seeing",
        "yang tetap dilihat pengawas lapangan",
    ),
    (
        "what the lower office goes on seeing",
        "yang tetap dilihat kantor di bawahnya",
    ),
    ("the end of sight", "berakhirnya hak melihat"),
    (
        "supervision by the office above",
        "pengawasan oleh kantor di atasnya",
    ),
    (
        "own items of the office that took them in",
        "berkas milik kantor yang menerimanya",
    ),
    (
        "part of the decision that the track is about",
        "bagian dari keputusan yang menjadi pokok jalur",
    ),
    (
        "a regency elects a regent, a city a mayor",
        "kabupaten memilih bupati, kota memilih wali kota",
    ),
    (
        "days that contradict each other",
        "tanggal yang saling bertentangan",
    ),
    (
        "the letter and the forms forwarded by",
        "surat dan formulir yang diteruskan menurut",
    ),
    ("bear them", "memuatnya"),
    ("an exempt information", "informasi yang dikecualikan"),
    (
        "PPID of Bawaslu Sulawesi Tengah",
        "PPID Bawaslu Sulawesi Tengah",
    ),
    (
        "statement of the chair of Bawaslu",
        "pernyataan Ketua Bawaslu",
    ),
    ("KASN statement", "pernyataan KASN"),
    ("KASN letter", "surat KASN"),
    ("BKN application states", "status dalam aplikasi BKN"),
    (
        "BKN description of the shared system",
        "uraian BKN tentang sistem bersama",
    ),
    ("SBT flow of BKN", "alur SBT BKN"),
    ("entry in I'DIS", "pengisian I'DIS"),
    ("blocking of data in SAPK", "pemblokiran data di SAPK"),
    (
        "Home Affairs warning",
        "peringatan Kementerian Dalam Negeri",
    ),
    ("Python package holidays", "paket Python holidays"),
    ("category public", "kategori public"),
    ("category government", "kategori government"),
];

/// Names of instruments, bodies and places: Indonesian already, the same in both languages.
const NAMES: &[&str] = &[
    "Bagja",
    "Bawaslu",
    "BKN",
    "BN",
    "FAQ",
    "Jateng",
    "KASN",
    "Keppres",
    "Mendagri",
    "MenPANRB",
    "Menteri",
    "MK",
    "Pasuruan",
    "Peraturan",
    "Perbawaslu",
    "PerBKN",
    "Perpres",
    "Perpu",
    "PKPU",
    "PP",
    "PPID",
    "Pujud",
    "SE",
    "SIAPNET",
    "SKB",
    "UU",
    "x",
];

/// Months as the notation shortens them.
const MONTHS: &[(&str, &str)] = &[
    ("Jan", "Januari"),
    ("Feb", "Februari"),
    ("Mar", "Maret"),
    ("Apr", "April"),
    ("May", "Mei"),
    ("Jun", "Juni"),
    ("Jul", "Juli"),
    ("Aug", "Agustus"),
    ("Sep", "September"),
    ("Sept", "September"),
    ("Oct", "Oktober"),
    ("Nov", "November"),
    ("Dec", "Desember"),
];

type Piece<'a> = (Cow<'a, str>, bool);

/// The source piece by piece: its Indonesian text, and whether the lists know it.
fn read(citation: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = citation;
    while let Some(first) = rest.chars().next() {
        let (piece, left) = if let Some((text, left)) = articles(rest) {
            ((Cow::Owned(text), true), left)
        } else if let Some((text, left)) = phrase(rest).or_else(|| of_a_day(rest)) {
            ((Cow::Borrowed(text), true), left)
        } else {
            let end = rest.find(ends_word).unwrap_or(rest.len());
            // A mark of punctuation is a piece of its own.
            let (word, left) = rest
                .split_at_checked(end.max(first.len_utf8()))
                .unwrap_or((rest, ""));
            (known_word(word), left)
        };
        pieces.push(piece);
        rest = left;
    }
    pieces
}

fn ends_word(c: char) -> bool {
    c.is_whitespace() || "();,:".contains(c)
}

fn known_word(word: &str) -> Piece<'_> {
    if let Some((_, month)) = MONTHS.iter().find(|(short, _)| *short == word) {
        return (Cow::Borrowed(month), true);
    }
    let known = NAMES.contains(&word)
        || word.contains(|c: char| c.is_ascii_digit())
        || !word.contains(char::is_alphabetic);
    (Cow::Borrowed(word), known)
}

fn phrase(text: &str) -> Option<(&'static str, &str)> {
    PHRASES
        .iter()
        .filter_map(|(en, id)| Some((en.len(), *id, text.strip_prefix(en)?)))
        .filter(|(_, _, left)| left.chars().next().is_none_or(ends_word))
        .max_by_key(|(length, _, _)| *length)
        .map(|(_, id, left)| (id, left))
}

/// `of 2022` and `of 16 Oct 2025`, up to the number.
fn of_a_day(text: &str) -> Option<(&'static str, &str)> {
    let left = text.strip_prefix("of ")?;
    match digits(left).0.len() {
        4 => Some(("tahun ", left)),
        1 | 2 => Some(("tanggal ", left)),
        _ => None,
    }
}

/// One place in an instrument: `24`, `44-47`, `24(3)(7)`, `24(4)-(6)`, `57(1)b`, `12 c`, or `(6)` of the article
/// before it.
struct Place<'a> {
    article: &'a str,
    paragraphs: Vec<Cow<'a, str>>,
    letter: Option<char>,
}

/// `art. 24(3), 26`: the places in Indonesian, and what follows them.
fn articles(text: &str) -> Option<(String, &str)> {
    let (first, mut rest) = place(text.strip_prefix("art. ")?)?;
    let mut all = vec![(", ", first)];
    loop {
        let (joint, after) = if let Some(after) = rest.strip_prefix(", ") {
            (", ", after)
        } else if let Some(after) = rest.strip_prefix(" with ") {
            (" jo. ", after)
        } else {
            break;
        };
        let Some((next, left)) = place(after) else {
            break;
        };
        all.push((joint, next));
        rest = left;
    }
    let plain = all
        .iter()
        .all(|(_, p)| p.paragraphs.is_empty() && p.letter.is_none());
    let mut told = String::new();
    for (n, (joint, place)) in all.iter().enumerate() {
        if n > 0 {
            told.push_str(joint);
        }
        if !place.article.is_empty() {
            told.push_str(if plain && n > 0 { "" } else { "Pasal " });
            told.push_str(place.article);
        }
        if !place.paragraphs.is_empty() {
            told.push_str(if place.article.is_empty() { "" } else { " " });
            told.push_str(&enumerated(&place.paragraphs));
        }
        if let Some(letter) = place.letter {
            told.push_str(" huruf ");
            told.push(letter);
        }
    }
    Some((told, rest))
}

/// `ayat (3), ayat (7), dan ayat (9)`.
fn enumerated(paragraphs: &[Cow<'_, str>]) -> String {
    let named: Vec<String> = paragraphs.iter().map(|p| format!("ayat {p}")).collect();
    match named.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, [only])) => format!("{only} dan {last}"),
        Some((last, front)) => format!("{}, dan {last}", front.join(", ")),
        None => String::new(),
    }
}

fn place(text: &str) -> Option<(Place<'_>, &str)> {
    let (first, mut rest) = digits(text);
    let mut article = first;
    if let Some(after) = rest.strip_prefix('-') {
        let (last, left) = digits(after);
        if !first.is_empty() && !last.is_empty() {
            article = text.get(..first.len() + 1 + last.len())?;
            rest = left;
        }
    }
    let mut paragraphs: Vec<Cow<'_, str>> = Vec::new();
    while let Some((from, left)) = paragraph(rest) {
        let range = left.strip_prefix('-').and_then(paragraph);
        let (named, left) = match range {
            Some((to, after)) => (Cow::Owned(format!("{from}-{to}")), after),
            None => (Cow::Borrowed(from), left),
        };
        paragraphs.push(named);
        rest = left;
    }
    if article.is_empty() && paragraphs.is_empty() {
        return None;
    }
    let marked = rest.strip_prefix(' ').unwrap_or(rest);
    let mut letters = marked.chars();
    let letter = letters.next().filter(char::is_ascii_lowercase);
    let letter = letter.filter(|_| letters.clone().next().is_none_or(ends_word));
    if letter.is_some() {
        rest = letters.as_str();
    }
    let place = Place {
        article,
        paragraphs,
        letter,
    };
    Some((place, rest))
}

/// `(3)` at the start of a text.
fn paragraph(text: &str) -> Option<(&str, &str)> {
    let (number, left) = digits(text.strip_prefix('(')?);
    let left = left.strip_prefix(')')?;
    (!number.is_empty()).then_some((text.get(..number.len() + 2)?, left))
}

fn digits(text: &str) -> (&str, &str) {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_read_as_indonesian_law_writes_them() {
        for (notation, told) in [
            ("art. 24(3)", "Pasal 24 ayat (3)"),
            ("art. 51-58", "Pasal 51-58"),
            ("art. 57(1)b", "Pasal 57 ayat (1) huruf b"),
            ("art. 12 c", "Pasal 12 huruf c"),
            ("art. 22, 44-47, 49", "Pasal 22, 44-47, 49"),
            ("art. 24(4)-(6)", "Pasal 24 ayat (4)-(6)"),
            ("art. 26(2)(3)", "Pasal 26 ayat (2) dan ayat (3)"),
            (
                "art. 24(3)(7)(9)",
                "Pasal 24 ayat (3), ayat (7), dan ayat (9)",
            ),
            ("art. 134(5), (6)", "Pasal 134 ayat (5), ayat (6)"),
            (
                "UU 7/2017 art. 454(6); PP 79/2021 (article not seen)",
                "UU 7/2017 Pasal 454 ayat (6); PP 79/2021 (pasal belum terlihat)",
            ),
            (
                "art. 52(3) j with 52(4) (likely)",
                "Pasal 52 ayat (3) huruf j jo. Pasal 52 ayat (4) (mungkin)",
            ),
            (
                "UU 1/2015 art. 135 (as amended); practice",
                "UU 1/2015 Pasal 135 (sebagaimana telah diubah); praktik",
            ),
            (
                "MK 121/PUU-XXII/2024 of 16 Oct 2025",
                "MK 121/PUU-XXII/2024 tanggal 16 Oktober 2025",
            ),
        ] {
            assert_eq!(indonesian(notation), told);
            assert!(unknown(notation).is_empty(), "{notation}");
        }
    }

    #[test]
    fn a_word_outside_the_lists_is_found_and_shown_as_it_is() {
        let own = "our circular, art. 3(1)";
        assert_eq!(indonesian(own), "our circular, Pasal 3 ayat (1)");
        assert_eq!(unknown(own), ["our", "circular"]);
    }

    #[test]
    fn a_superseding_row_says_so_in_indonesian() {
        assert_eq!(
            indonesian_note("Supersedes 7 working_days (PP 94/2021 art. 26(2))"),
            "Menggantikan 7 hari kerja (PP 94/2021 Pasal 26 ayat (2))"
        );
    }
}
