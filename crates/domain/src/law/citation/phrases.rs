//! The words that sources are written in, closed lists: what stands on none of them is found by a test.

/// The notation's words, English and Indonesian. The longest that fits is taken.
pub(super) const PHRASES: &[(&str, &str)] = &[
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
        "no article on terms that run when the calendar changes was seen",
        "pasal tentang tenggat yang berjalan ketika kalender berubah belum terlihat",
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
pub(super) const NAMES: &[&str] = &[
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
pub(super) const MONTHS: &[(&str, &str)] = &[
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
