//! Which occasion lets which office begin, and which cease, to see which tracks: one row per occasion.
//!
//! The rows are evaluated by `acts::access`, which finds the offices on the named seats. What an office may
//! read of a track that it sees stands in [`super::sight`].

use super::Seat;
use crate::{
    Text,
    law::Confidence::{self, Likely, Sure, Unsure},
};

vocabulary! {
    /// Why an office sees a track.
    AccessReason {
        Receives = "receives", "menerima perkara", "received the case";
        Handles = "handles", "menangani perkara", "handles the case";
        Corrects = "corrects", "memeriksa koreksi", "examines the correction";
        Reviews = "reviews", "otoritas pemeriksa", "reviews";
        Studies = "studies", "mengkaji atas permintaan otoritas", "studies at the authority's request";
        Agency = "agency", "instansi pejabat pembina kepegawaian", "is the agency of the personnel officer (PPK)";
        Copy = "copy", "penerima tembusan rekomendasi", "gets a copy of the recommendation";
        Controls = "controls", "pelaksana pengendalian", "carries out the control";
        Destination = "destination", "tujuan penerusan", "is the destination";
        Appeal = "appeal", "memeriksa banding", "hears the appeal";
    }
}

vocabulary! {
    /// What makes offices begin or cease to see tracks.
    Occasion {
        Filed = "filed", "Perkara diterima", "The case is filed";
        PassedOn = "passed_on", "Perkara diteruskan pengawas lapangan ke atas", "A field supervisor passes the case on";
        Delegated = "delegated", "Perkara dilimpahkan", "The case is delegated downwards";
        TakenOver = "taken_over", "Perkara diambil alih", "The case is taken over";
        CorrectionRequested = "correction_requested", "Koreksi diminta", "A correction is asked for";
        CorrectionDecided = "correction_decided", "Koreksi diputus", "The correction is decided";
        Forwarded = "forwarded", "Diteruskan ke otoritas pemeriksa", "Forwarded to the review authority";
        HandedOver = "handed_over", "Dialihkan ke otoritas penerus", "Handed over to the successor authority";
        RecommendationContinues = "recommendation_continues", "Rekomendasi lama dilanjutkan otoritas penerus", "The successor goes on with a recommendation";
        Recommended = "recommended", "Rekomendasi diterbitkan", "A recommendation is issued";
        SanctionOpened = "sanction_opened", "Rekomendasi diterima instansi", "The agency receives the recommendation";
        BlockRequested = "block_requested", "Pemblokiran diminta", "A block is asked for";
        Dismissed = "dismissed", "Pemberhentian dijatuhkan", "A dismissal is imposed";
        Appealed = "appealed", "Banding diajukan", "An appeal is filed";
        NotAppealed = "not_appealed", "Keputusan berlaku atau berakhir tanpa banding", "The decision takes effect or ends without an appeal";
        Referred = "referred", "Diteruskan ke tujuan lain", "Referred to another destination";
        Readdressed = "readdressed", "Penerusan dialamatkan ulang", "The referral is sent elsewhere";
        StudyAsked = "study_asked", "Otoritas meminta kajian Bawaslu", "The authority asks a Bawaslu office for a study";
        Transferred = "transferred", "Terlapor berpindah instansi atau rekomendasi dialihkan", "The respondent moves to another agency, or the recommendation is redirected";
        OfficeFollowed = "office_followed", "Kantor yang menangani berakhir dan diteruskan penerusnya", "The handling office ends and its successor goes on";
        SeatFollowed = "seat_followed", "Instansi atau tujuan berakhir dan diteruskan penerusnya", "The agency or destination ends and its successor goes on";
    }
}

vocabulary! {
    /// Which tracks an occasion speaks of.
    Reach {
        Own = "own", "jalur itu sendiri", "the track itself";
        Case = "case", "semua jalur perkara", "every track of the case";
        Continued = "continued", "pemeriksaan lama dan baru, sanksi dan blokir terlapor", "the old and the new review, the respondent's sanctions and blocks";
    }
}

/// Which office ceases to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loser {
    /// The one that sat on a seat before, unless the same occasion lets it begin.
    Former(Seat),
    /// Every office but those that the same occasion lets begin.
    Others,
}

/// One row.
#[derive(Debug, Clone, Copy)]
pub struct AccessRule {
    /// What happens.
    pub occasion: Occasion,
    /// On which tracks.
    pub tracks: Reach,
    /// The offices on these seats begin to see, each for a reason.
    pub begins: &'static [(Seat, AccessReason)],
    /// These cease to see for a reason; one that sees for another goes on.
    pub ends: &'static [(Loser, AccessReason)],
    /// What an office that loses keeps, or why nobody loses anything.
    pub keeps: Text,
    /// Instrument and article; "practice" or "not seen" where none is known.
    pub cite: &'static str,
    /// How well it is known.
    pub confidence: Confidence,
}

const fn text(id: &'static str, en: &'static str) -> Text {
    Text { id, en }
}

/// The Bawaslu offices of the case see every track that opens in it.
const HANDLES: (Seat, AccessReason) = (Seat::Handling, AccessReason::Handles);
/// Only while a correction runs does an office sit on that seat.
const CORRECTS: (Seat, AccessReason) = (Seat::Correction, AccessReason::Corrects);

const NOBODY: Text = text("Tidak ada yang kehilangan akses.", "Nobody loses anything.");

const OF_ENDED: Text = text(
    "Hak baca atas jalur yang sudah berakhir; dibaca oleh penerusnya.",
    "Its reading right on tracks that had ended; its successor reads by it.",
);
const ENDED: &str = "practice (no article on open matters of an office that ends was seen)";

/// The rows, one per occasion.
pub const ACCESS: &[AccessRule] = &[
    AccessRule {
        occasion: Occasion::Filed,
        tracks: Reach::Own,
        begins: &[(Seat::Handling, AccessReason::Receives)],
        ends: &[],
        keeps: NOBODY,
        cite: "Perbawaslu 7/2022 art. 8, 13",
        confidence: Sure,
    },
    AccessRule {
        occasion: Occasion::PassedOn,
        tracks: Reach::Case,
        begins: &[HANDLES],
        ends: &[],
        keeps: text(
            "Pengawas lapangan tetap membaca perkara yang diterimanya, tanpa tindakan.",
            "The field supervisor goes on reading what it took in, and takes no step.",
        ),
        cite: "Perbawaslu 7/2022 art. 6, 9 (what the field supervisor goes on seeing: practice)",
        confidence: Likely,
    },
    AccessRule {
        occasion: Occasion::Delegated,
        tracks: Reach::Case,
        begins: &[HANDLES],
        ends: &[
            (Loser::Former(Seat::Handling), AccessReason::Receives),
            (Loser::Former(Seat::Handling), AccessReason::Handles),
        ],
        keeps: text(
            "Kantor yang melimpahkan tetap melihatnya sebagai kantor di atas.",
            "The delegating office goes on seeing it as the office above.",
        ),
        cite: "Perbawaslu 7/2022 art. 38, 39",
        confidence: Likely,
    },
    AccessRule {
        occasion: Occasion::TakenOver,
        tracks: Reach::Case,
        begins: &[HANDLES],
        // Not the former handling office alone: it also reads in the name of the offices below it.
        ends: &[
            (Loser::Others, AccessReason::Receives),
            (Loser::Others, AccessReason::Handles),
        ],
        keeps: text(
            "Tidak ada, apa pun alasannya: anggota kantor itu dapat menjadi terlapor. Nomor dan status diketahui dari surat dan pengumuman.",
            "Nothing, whatever the ground: its members may be respondents. Number and status are known from the letter and the notice board.",
        ),
        cite: "Perbawaslu 7/2022 art. 40-42 (what the lower office goes on seeing: not seen)",
        confidence: Likely,
    },
    AccessRule {
        occasion: Occasion::CorrectionRequested,
        tracks: Reach::Case,
        begins: &[CORRECTS],
        ends: &[],
        keeps: NOBODY,
        cite: "Perbawaslu 7/2022 art. 51-54",
        confidence: Sure,
    },
    AccessRule {
        occasion: Occasion::CorrectionDecided,
        tracks: Reach::Case,
        // Those at whom another request waits.
        begins: &[CORRECTS],
        ends: &[(Loser::Former(Seat::Correction), AccessReason::Corrects)],
        keeps: text(
            "Kantor pemeriksa koreksi tetap melihatnya sebagai kantor di atas.",
            "The office that examined the correction goes on seeing it as an office above.",
        ),
        cite: "Perbawaslu 7/2022 art. 55-58 (the end of sight: practice)",
        confidence: Unsure,
    },
    AccessRule {
        occasion: Occasion::Forwarded,
        tracks: Reach::Own,
        begins: &[(Seat::Authority, AccessReason::Reviews), HANDLES, CORRECTS],
        ends: &[],
        keeps: NOBODY,
        cite: "Perbawaslu 7/2022 art. 22, 49",
        confidence: Sure,
    },
    AccessRule {
        occasion: Occasion::HandedOver,
        tracks: Reach::Continued,
        begins: &[(Seat::Authority, AccessReason::Reviews), HANDLES, CORRECTS],
        ends: &[(Loser::Former(Seat::Authority), AccessReason::Reviews)],
        keeps: text(
            "Tidak ada: hak baca otoritas lama beralih ke penerusnya.",
            "Nothing: the reading right of the old authority passes to its successor.",
        ),
        cite: "SE MenPANRB 4/2024 (article not seen)",
        confidence: Likely,
    },
    AccessRule {
        occasion: Occasion::RecommendationContinues,
        tracks: Reach::Own,
        begins: &[
            (Seat::Agency, AccessReason::Agency),
            // As with the recommendation that goes on.
            (Seat::Ministry, AccessReason::Copy),
        ],
        ends: &[],
        keeps: NOBODY,
        cite: "SE MenPANRB 4/2024 (article not seen)",
        confidence: Likely,
    },
    AccessRule {
        occasion: Occasion::Recommended,
        tracks: Reach::Own,
        begins: &[
            (Seat::Agency, AccessReason::Agency),
            // Copies went to the ministries (KASN letter of 2018).
            (Seat::Ministry, AccessReason::Copy),
        ],
        ends: &[(Loser::Former(Seat::Agency), AccessReason::Agency)],
        keeps: text(
            "Instansi yang semula dituju tetap melihat keputusannya sendiri.",
            "An agency addressed before goes on seeing its own decisions.",
        ),
        cite: "practice (KASN letter of 2018)",
        confidence: Likely,
    },
    AccessRule {
        occasion: Occasion::SanctionOpened,
        tracks: Reach::Own,
        begins: &[
            (Seat::Agency, AccessReason::Agency),
            (Seat::Authority, AccessReason::Reviews),
            HANDLES,
            CORRECTS,
        ],
        ends: &[],
        keeps: NOBODY,
        cite: "Perbawaslu 7/2022 art. 60; practice",
        confidence: Likely,
    },
    AccessRule {
        occasion: Occasion::BlockRequested,
        tracks: Reach::Own,
        begins: &[
            (Seat::Agency, AccessReason::Agency),
            (Seat::Control, AccessReason::Controls),
            (Seat::Authority, AccessReason::Reviews),
            HANDLES,
            CORRECTS,
        ],
        ends: &[],
        keeps: NOBODY,
        cite: "practice",
        confidence: Likely,
    },
    AccessRule {
        occasion: Occasion::Dismissed,
        tracks: Reach::Own,
        // The appeal may be filed at the board itself, so it sees a dismissal from the decision on.
        begins: &[(Seat::AppealBody, AccessReason::Appeal)],
        ends: &[],
        keeps: NOBODY,
        cite: "PP 79/2021 (article not seen)",
        confidence: Likely,
    },
    AccessRule {
        occasion: Occasion::Appealed,
        tracks: Reach::Own,
        begins: &[(Seat::AppealBody, AccessReason::Appeal)],
        ends: &[],
        keeps: text(
            "BPASN tetap membaca yang diputusnya.",
            "The appeal board (BPASN) goes on reading what it decided.",
        ),
        cite: "PP 79/2021 (article not seen)",
        confidence: Likely,
    },
    AccessRule {
        occasion: Occasion::NotAppealed,
        tracks: Reach::Own,
        begins: &[],
        ends: &[(Loser::Others, AccessReason::Appeal)],
        keeps: text(
            "Tidak ada: tanpa banding BPASN tidak berurusan dengan keputusan itu.",
            "Nothing: without an appeal the board (BPASN) has nothing to do with the decision.",
        ),
        cite: "practice",
        confidence: Unsure,
    },
    AccessRule {
        occasion: Occasion::Referred,
        tracks: Reach::Own,
        begins: &[
            (Seat::Destination, AccessReason::Destination),
            HANDLES,
            CORRECTS,
        ],
        ends: &[],
        keeps: NOBODY,
        cite: "Perbawaslu 7/2022 art. 22, 44-47, 49",
        confidence: Sure,
    },
    AccessRule {
        occasion: Occasion::Readdressed,
        tracks: Reach::Own,
        begins: &[(Seat::Destination, AccessReason::Destination)],
        ends: &[(Loser::Former(Seat::Destination), AccessReason::Destination)],
        keeps: text(
            "Tidak ada: yang mengembalikan bukan lagi tujuannya.",
            "Nothing: whoever returned it is the destination no more.",
        ),
        cite: "practice",
        confidence: Unsure,
    },
    AccessRule {
        occasion: Occasion::StudyAsked,
        tracks: Reach::Own,
        begins: &[(Seat::Study, AccessReason::Studies)],
        ends: &[(Loser::Others, AccessReason::Studies)],
        keeps: text(
            "Tidak ada: kantor yang semula diminta mengkaji kehilangan akses bila kantor lain diminta.",
            "Nothing: an office asked before loses sight when another is asked.",
        ),
        cite: "SBT flow of BKN",
        confidence: Likely,
    },
    AccessRule {
        occasion: Occasion::Transferred,
        tracks: Reach::Own,
        begins: &[(Seat::Agency, AccessReason::Agency)],
        ends: &[(Loser::Former(Seat::Agency), AccessReason::Agency)],
        keeps: text(
            "Jalur yang sudah berakhir; yang masih terbuka berpindah ke instansi baru.",
            "Tracks that had ended; those still open pass to the new agency.",
        ),
        cite: "practice (no article on moving to another agency was seen)",
        confidence: Unsure,
    },
    AccessRule {
        occasion: Occasion::OfficeFollowed,
        tracks: Reach::Case,
        begins: &[HANDLES, CORRECTS],
        ends: &[
            (Loser::Former(Seat::Handling), AccessReason::Receives),
            (Loser::Former(Seat::Handling), AccessReason::Handles),
            (Loser::Former(Seat::Correction), AccessReason::Corrects),
        ],
        keeps: OF_ENDED,
        cite: ENDED,
        confidence: Unsure,
    },
    AccessRule {
        occasion: Occasion::SeatFollowed,
        tracks: Reach::Own,
        begins: &[
            (Seat::Agency, AccessReason::Agency),
            (Seat::Destination, AccessReason::Destination),
        ],
        ends: &[
            (Loser::Former(Seat::Agency), AccessReason::Agency),
            (Loser::Former(Seat::Destination), AccessReason::Destination),
        ],
        keeps: OF_ENDED,
        cite: ENDED,
        confidence: Unsure,
    },
];

/// The row of an occasion.
#[must_use]
pub fn access_rule(occasion: Occasion) -> Option<&'static AccessRule> {
    ACCESS.iter().find(|r| r.occasion == occasion)
}
