//! What the passing of each term allows. A term makes late and allows; it never acts by itself.

use super::Term;
use crate::Text;

impl Term {
    /// What its passing allows, for people.
    #[must_use]
    pub const fn allows(self) -> Text {
        match self {
            Self::ReportFiling => Text {
                id: "Kajian awal dapat menyatakan laporan terlambat; laporan lalu tidak diregistrasi dan keterlambatan tidak dapat diperbaiki.",
                en: "The initial study may find the report late; it is then not registered and cannot be cured.",
            },
            Self::EvidenceHandOver => Text {
                id: "Kajian awal dapat menyatakan identitas dan bukti laporan daring tidak diserahkan pada waktunya.",
                en: "The initial study may find that identity and evidence of the online report were not handed over in time.",
            },
            Self::PassOn => Text {
                id: "Penerusan ditandai terlambat; laporan tetap diterima.",
                en: "The passing on is marked late; the report stays received.",
            },
            Self::InitialStudy => Text {
                id: "Kajian awal ditandai terlambat; kajian tetap dibuat.",
                en: "The initial study is marked late; it is still made.",
            },
            Self::NotifyGaps => Text {
                id: "Pemberitahuan kekurangan ditandai terlambat; waktu pelapor tetap berjalan sejak pemberitahuan.",
                en: "The notice of what is missing is marked late; the reporter's term still runs from the notice.",
            },
            Self::Completion => Text {
                id: "Bawaslu dapat menyatakan laporan tidak diregistrasi; bila syarat materiel terpenuhi, laporan menjadi informasi awal.",
                en: "Bawaslu may declare the report not registered; with the material requirements met it becomes early information.",
            },
            Self::Delegation => Text {
                id: "Pelimpahan atau pengambilalihan ditandai terlambat; tetap dilakukan.",
                en: "The delegation or takeover is marked late; it is still made.",
            },
            Self::Finding => Text {
                id: "Temuan tidak dapat lagi ditetapkan; laporan hasil pengawasan ditutup tanpa temuan.",
                en: "A finding can no longer be established; the supervision report is closed without one.",
            },
            Self::NumberFinding => Text {
                id: "Nomor register temuan ditandai terlambat; tetap diberikan.",
                en: "The register number of the finding is marked late; it is still given.",
            },
            Self::Handling => Text {
                id: "Putusan ditandai terlambat kecuali diperlukan keterangan tambahan; pleno tetap memutuskan.",
                en: "The decision is marked late unless further information was called for; the plenary meeting still decides.",
            },
            Self::HandlingExtended => Text {
                id: "Putusan ditandai terlambat; pleno tetap memutuskan.",
                en: "The decision is marked late; the plenary meeting still decides.",
            },
            Self::Invitation => Text {
                id: "Klarifikasi dapat dilakukan setelah waktu ini lewat sejak undangan diterima.",
                en: "The hearing may be held only when this lead time has passed since the invitation was delivered.",
            },
            Self::CriminalReferral => Text {
                id: "Penerusan kepada kepolisian dalam Gakkumdu ditandai terlambat; tetap dilakukan.",
                en: "The referral to the police in Gakkumdu is marked late; it is still made.",
            },
            Self::CorrectionRequest => Text {
                id: "Permintaan koreksi tetap diterima dan ditandai terlambat; kantor yang memeriksa dapat tidak menerimanya karena melewati batas waktu.",
                en: "A request for correction is still taken in and marked late; the office that examines it may not accept it as late.",
            },
            Self::CorrectionExamination => Text {
                id: "Pemeriksaan koreksi ditandai terlambat; tetap diputuskan.",
                en: "The examination of the request is marked late; it is still decided.",
            },
            Self::SatgasVerification => Text {
                id: "Verifikasi ditandai terlambat; tetap dilakukan.",
                en: "The verification is marked late; it is still made.",
            },
            Self::BawasluStudy => Text {
                id: "Kajian Bawaslu ditandai terlambat; tetap dibuat.",
                en: "Bawaslu's study is marked late; it is still made.",
            },
            Self::AgencyFollowUp => Text {
                id: "Otoritas dapat mengingatkan, menegur, dan mengeskalasi ke Kementerian Dalam Negeri atau ke tindakan pengendalian BKN.",
                en: "The review authority may remind, warn and escalate to Home Affairs or to control measures of BKN.",
            },
            Self::WarningFollowUp => Text {
                id: "Otoritas dapat mengeskalasi dan meminta BKN memblokir data atau layanan.",
                en: "The review authority may escalate and ask BKN to block the person's data or services.",
            },
            Self::Summons => Text {
                id: "Hanya peringatan: setelah panggilan kedua pemeriksaan dapat dilakukan tanpa kehadiran.",
                en: "A warning only: the examination may be held without the person after the second summons.",
            },
            Self::ServeDecree => Text {
                id: "Penyampaian keputusan ditandai terlambat; tetap dilakukan.",
                en: "The handing over of the decision is marked late; it is still made.",
            },
            Self::TakesEffect => Text {
                id: "Keputusan dapat dicatat mulai berlaku, kecuali ada keberatan atau banding.",
                en: "The decision may be recorded as in force, unless an objection or appeal is open.",
            },
            Self::Objection => Text {
                id: "Pejabat pembina kepegawaian dapat menyatakan keberatan terlambat.",
                en: "The personnel officer (PPK) may find the objection late.",
            },
            Self::ObjectionReply => Text {
                id: "Putusan keberatan ditandai terlambat; akibat dari diamnya pejabat belum ditemukan sumbernya.",
                en: "The decision on the objection is marked late; what follows from silence was not seen.",
            },
            Self::Appeal => Text {
                id: "BPASN dapat menyatakan banding terlambat dan tidak menerimanya.",
                en: "BPASN may find the appeal late and not accept it.",
            },
            Self::AppealReply => Text {
                id: "BPASN dapat memutus berdasarkan bukti yang ada tanpa tanggapan pejabat pembina kepegawaian.",
                en: "BPASN may decide on the evidence it has, without the reply of the personnel officer (PPK).",
            },
            Self::AppealDecision => Text {
                id: "Putusan BPASN ditandai terlambat; tetap dijatuhkan.",
                en: "The decision of BPASN is marked late; it is still made.",
            },
        }
    }
}
