//! The figures, and the states between which some of them move.

use crate::{Text, procedure::Machine};

vocabulary! {
    /// What one entry counts.
    Figure {
        CasesCameIn = "cases_came_in", "Perkara masuk", "Cases that came in";
        CasesRegistered = "cases_registered", "Perkara diregistrasi", "Cases registered";
        CasesNotRegistered = "cases_not_registered", "Perkara tidak diregistrasi", "Cases not registered";
        CasesForwarded = "cases_forwarded", "Perkara diteruskan ke otoritas", "Cases forwarded to a review authority";
        CasesProven = "cases_proven", "Perkara dengan terlapor terbukti", "Cases with a respondent found to have broken neutrality";
        CasesFollowedUp = "cases_followed_up", "Perkara yang ditindaklanjuti PPK (pejabat pembina kepegawaian)", "Cases in which a sanction was imposed";
        PersonsReported = "persons_reported", "Orang yang dilaporkan ke otoritas", "Persons reported to a review authority";
        PersonsByFinding = "persons_by_finding", "Orang menurut hasil pemeriksaan", "Persons by what the review found";
        PersonsByFollowUp = "persons_by_follow_up", "Orang terbukti menurut tindak lanjut", "Persons found to have broken neutrality, by follow-up";
        PersonsRecommended = "persons_recommended", "Orang menurut rekomendasi", "Persons by what was recommended";
        PersonsImposed = "persons_imposed", "Orang menurut sanksi yang dijatuhkan", "Persons by what was imposed";
        PersonsByViolation = "persons_by_violation", "Orang terbukti menurut pelanggaran", "Persons found to have broken neutrality, by violation";
        Reopened = "reopened", "Dibuka kembali", "Opened again";
        CasesByStage = "cases_by_stage", "Perkara menurut tahap", "Cases by stage";
        ReviewsByStage = "reviews_by_stage", "Pemeriksaan menurut tahap", "Reviews by stage";
        SanctionsByStage = "sanctions_by_stage", "Penjatuhan sanksi menurut tahap", "Sanctions by stage";
        ControlsByStage = "controls_by_stage", "Pengendalian menurut tahap", "Controls by stage";
        PassedTheSameDay = "passed_the_same_day", "Jalur yang masuk dan meninggalkan suatu tahap pada hari yang sama", "Tracks that came to a stage and left it on the same day";
        TermsOverdue = "terms_overdue", "Tenggat yang sudah lewat dan masih berjalan", "Terms that have passed and still run";
        TermsEndedLate = "terms_ended_late", "Tenggat yang diakhiri terlambat", "Terms ended late";
        ReferralsByStage = "referrals_by_stage", "Penerusan lain menurut tahap", "Referrals by stage";
    }
}

vocabulary! {
    /// What is counted.
    Unit {
        Case = "case", "perkara", "cases";
        Person = "person", "orang", "persons";
        Track = "track", "jalur", "tracks";
        Term = "term", "tenggat", "terms";
    }
}

vocabulary! {
    /// How the review of a person stands; each person stands in one.
    Finding {
        Pending = "pending", "Belum ada hasil", "No finding yet";
        Proven = "proven", "Terbukti", "Proven";
        NotProven = "not_proven", "Tidak terbukti", "Not proven";
        EndedOtherwise = "ended_otherwise", "Berakhir tanpa hasil", "Ended without a finding";
    }
}

vocabulary! {
    /// How the follow-up on a proven person stands; each stands in one.
    FollowUp {
        Awaiting = "awaiting", "Menunggu PPK (pejabat pembina kepegawaian)", "The personnel officer (PPK) is awaited";
        FollowedUp = "followed_up", "Sanksi dijatuhkan", "A sanction was imposed";
        EndedWithout = "ended_without", "Berakhir tanpa sanksi", "Ended without a sanction";
    }
}

impl Figure {
    /// Where tracks of a machine stand.
    #[must_use]
    pub const fn by_stage(machine: Machine) -> Self {
        match machine {
            Machine::Case => Self::CasesByStage,
            Machine::Review => Self::ReviewsByStage,
            Machine::Sanction => Self::SanctionsByStage,
            Machine::Control => Self::ControlsByStage,
            Machine::Referral => Self::ReferralsByStage,
        }
    }

    /// Whether a chain of cases counts once in it, by the case that counts for who asks. What is counted of persons and
    /// of tracks other than the case counts wherever it stands.
    #[must_use]
    pub const fn once_a_chain(self) -> bool {
        matches!(self.unit(), Unit::Case)
    }

    /// What it counts.
    #[must_use]
    pub const fn unit(self) -> Unit {
        match self {
            Self::CasesCameIn
            | Self::CasesRegistered
            | Self::CasesNotRegistered
            | Self::CasesForwarded
            | Self::CasesProven
            | Self::CasesFollowedUp
            | Self::CasesByStage => Unit::Case,
            Self::PersonsReported
            | Self::PersonsByFinding
            | Self::PersonsByFollowUp
            | Self::PersonsRecommended
            | Self::PersonsImposed
            | Self::PersonsByViolation => Unit::Person,
            Self::Reopened
            | Self::PassedTheSameDay
            | Self::ReviewsByStage
            | Self::SanctionsByStage
            | Self::ControlsByStage
            | Self::ReferralsByStage => Unit::Track,
            Self::TermsOverdue | Self::TermsEndedLate => Unit::Term,
        }
    }

    /// What exactly it counts, on which day and how often.
    #[must_use]
    pub const fn definition(self) -> Text {
        match self {
            Self::CasesCameIn => Text {
                id: "Laporan, temuan, informasi awal, dan perkara yang berawal di otoritas, pada hari penyampaian; rangkaian perkara (lahir, terpisah, digabung, atau dari peristiwa yang sama) dihitung sekali, menurut perkara yang menjadi asalnya.",
                en: "Reports, findings, early information and matters that began at an authority, on the day of filing; a chain of cases (spawned, split, merged, of one event) counts once, by the case that it came out of.",
            },
            Self::CasesRegistered => Text {
                id: "Perkara masuk yang diregistrasi, pada hari registrasi.",
                en: "Cases registered, on the day of registration.",
            },
            Self::CasesNotRegistered => Text {
                id: "Laporan yang dinyatakan tidak diregistrasi, pada hari pernyataan itu.",
                en: "Reports declared not registered, on that day.",
            },
            Self::CasesForwarded => Text {
                id: "Perkara Bawaslu dengan sekurangnya seorang ASN yang diteruskan ke otoritas, pada hari penerusan pertama.",
                en: "Cases of Bawaslu with at least one civil servant forwarded to a review authority, on the first such day.",
            },
            Self::CasesProven => Text {
                id: "Perkara dengan sekurangnya seorang terlapor dinyatakan terbukti oleh otoritas, pada hari pertama.",
                en: "Cases with at least one respondent found proven by the authority, on the first such day.",
            },
            Self::CasesFollowedUp => Text {
                id: "Perkara dengan sekurangnya satu keputusan sanksi, pada hari keputusan pertama.",
                en: "Cases with at least one decision that imposes a sanction, on the day of the first.",
            },
            Self::PersonsReported => Text {
                id: "Terlapor ASN yang perkaranya sampai di otoritas, sekali per perkara, pada hari pertama.",
                en: "Civil servants whose matter came before a review authority, once a case, on the first such day.",
            },
            Self::PersonsByFinding => Text {
                id: "Orang yang dilaporkan, menurut hasil pada hari itu.",
                en: "Persons reported, by the finding that stands on the day.",
            },
            Self::PersonsByFollowUp => Text {
                id: "Orang yang terbukti, menurut tindak lanjut pada hari itu.",
                en: "Persons found proven, by the follow-up that stands on the day.",
            },
            Self::PersonsRecommended => Text {
                id: "Orang dengan rekomendasi yang berlaku pada hari itu, menurut tingkat dan jenisnya.",
                en: "Persons with a recommendation that stands on the day, by its level and kind.",
            },
            Self::PersonsImposed => Text {
                id: "Orang dengan sanksi yang berlaku pada hari itu, sekali per jenis; orang dengan dua jenis dihitung pada keduanya.",
                en: "Persons with a sanction that stands on the day, once a kind; a person with two kinds counts in both.",
            },
            Self::PersonsByViolation => Text {
                id: "Orang yang terbukti, sekali per pelanggaran; orang dengan dua pelanggaran dihitung pada keduanya.",
                en: "Persons found proven, once a violation; a person with two counts in both.",
            },
            Self::Reopened => Text {
                id: "Jalur yang dibuka kembali setelah berakhir, pada hari itu; akhir yang pertama tetap tercatat.",
                en: "Tracks opened again after an end, on that day; the first end stays on record.",
            },
            Self::CasesByStage => Text {
                id: "Perkara masuk pada tiap tahap pada hari itu.",
                en: "Cases that came in, at each stage on the day.",
            },
            Self::PassedTheSameDay => Text {
                id: "Jalur yang masuk ke suatu tahap dan meninggalkannya pada hari hukum yang sama, tiap kali.",
                en: "Tracks that came to a stage and left it on the same legal day, each time.",
            },
            Self::TermsOverdue => Text {
                id: "Tenggat yang wajib dijaga seseorang, hari terakhirnya sudah lewat pada hari itu, dan belum diakhiri; bukan hak pihak dan bukan waktu tunggu.",
                en: "Terms that somebody has to keep, whose last day has passed on the day, and that have not ended; no rights of parties and no waiting times.",
            },
            Self::TermsEndedLate => Text {
                id: "Tenggat yang wajib dijaga seseorang dan diakhiri setelah waktunya, pada hari langkah yang mengakhirinya.",
                en: "Terms that somebody has to keep and that were ended after their time, on the day of the step that ended them.",
            },
            Self::ReviewsByStage
            | Self::SanctionsByStage
            | Self::ControlsByStage
            | Self::ReferralsByStage => Text {
                id: "Jalur pada tiap tahap pada hari itu, tanpa yang batal.",
                en: "Tracks at each stage on the day, without void ones.",
            },
        }
    }
}
