//! The stages of the five machines.

vocabulary! {
    /// The five linked machines; each has tracks of its own.
    Machine {
        Case = "case", "Perkara", "Case";
        Review = "review", "Pemeriksaan otoritas", "Review";
        Sanction = "sanction", "Penjatuhan sanksi", "Sanction";
        Control = "control", "Pengendalian layanan kepegawaian", "Control of personnel services";
        Referral = "referral", "Penerusan lain", "Referral";
    }
}

impl Machine {
    /// The path segment of its tracks.
    #[must_use]
    pub const fn collection(self) -> &'static str {
        match self {
            Self::Case => "cases",
            Self::Review => "reviews",
            Self::Sanction => "sanctions",
            Self::Control => "controls",
            Self::Referral => "referrals",
        }
    }
}

vocabulary! {
    /// Where a track stands. Each stage belongs to one machine.
    Stage {
        // pre-case items
        InformationRecorded = "information_recorded", "Informasi awal dicatat", "Early information recorded";
        InformationPursued = "information_pursued", "Penelusuran informasi awal", "Early information being followed up";
        SupervisionReported = "supervision_reported", "Laporan hasil pengawasan dibuat", "Supervision report made";
        FindingEstablished = "finding_established", "Temuan ditetapkan", "Finding established";
        InformationClosed = "information_closed", "Ditutup tanpa temuan", "Closed without a finding";
        // intake of a report
        HeldByField = "held_by_field", "Diterima pengawas lapangan, belum diteruskan", "Taken by a field supervisor, not yet passed on";
        OnlineDraft = "online_draft", "Disampaikan daring, menunggu bukti", "Filed online, evidence awaited";
        Received = "received", "Laporan diterima", "Report received";
        InitialStudy = "initial_study", "Kajian awal selesai", "Initial study done";
        AwaitingCompletion = "awaiting_completion", "Menunggu perbaikan", "Waiting for completion";
        TakeoverRequested = "takeover_requested", "Pengambilalihan diminta", "Takeover requested";
        Delegated = "delegated", "Dilimpahkan, menunggu registrasi", "Delegated, waiting for registration";
        TakenOver = "taken_over", "Diambil alih, menunggu registrasi", "Taken over, waiting for registration";
        Withdrawn = "withdrawn", "Laporan dicabut", "Report withdrawn";
        NotRegistered = "not_registered", "Tidak diregistrasi", "Not registered";
        ForwardedUnregistered = "forwarded_unregistered", "Diteruskan tanpa registrasi", "Forwarded without a register number";
        // handling
        Registered = "registered", "Diregistrasi", "Registered";
        InStudy = "in_study", "Dalam kajian", "Under study";
        FurtherInformation = "further_information", "Keterangan tambahan", "Further information";
        AwaitingPlenary = "awaiting_plenary", "Menunggu pleno", "Waiting for the plenary meeting";
        Stopped = "stopped", "Dihentikan", "Stopped";
        Decided = "decided", "Diputuskan untuk diteruskan", "Decided, to be forwarded";
        Monitored = "monitored", "Pemantauan tindak lanjut", "Follow-up monitored";
        UnderCorrection = "under_correction", "Koreksi diperiksa", "Correction being examined";
        CaseClosed = "case_closed", "Selesai", "Closed";
        CaseMerged = "case_merged", "Digabung ke perkara lain", "Merged into another case";
        AtAuthority = "at_authority", "Ditangani otoritas", "At the review authority";
        CaseVoid = "case_void", "Batal, salah catat", "Void, entered by mistake";
        // review, one ASN
        Forwarded = "forwarded", "Masuk ke otoritas", "Forwarded to the authority";
        Verification = "verification", "Verifikasi", "Verification";
        BawasluStudy = "bawaslu_study", "Kajian Bawaslu (SBT)", "Study by Bawaslu (SBT)";
        Returned = "returned", "Dikembalikan untuk dilengkapi", "Returned for completion";
        Examination = "examination", "Pemeriksaan", "Examination";
        Proven = "proven", "Terbukti", "Proven";
        Recommended = "recommended", "Rekomendasi diterbitkan", "Recommendation issued";
        AwaitingAgency = "awaiting_agency", "Menunggu tindak lanjut instansi", "Waiting for the agency";
        Reminded = "reminded", "Diingatkan", "Reminded";
        Escalated = "escalated", "Dieskalasi", "Escalated";
        FollowUpReported = "follow_up_reported", "Tindak lanjut dilaporkan", "Follow-up reported";
        ReviewRejected = "review_rejected", "Ditolak otoritas", "Rejected by the authority";
        ReviewCancelled = "review_cancelled", "Dibatalkan", "Cancelled";
        NotProven = "not_proven", "Tidak terbukti", "Not proven";
        ReviewLapsed = "review_lapsed", "Gugur", "Lapsed";
        HandedOver = "handed_over", "Dialihkan ke otoritas penerus", "Handed over to the successor";
        ReviewWithdrawn = "review_withdrawn", "Ditarik karena koreksi", "Withdrawn by correction";
        ReviewRecalled = "review_recalled", "Ditarik kembali pengirim", "Recalled by the sender";
        ReviewClosed = "review_closed", "Tindak lanjut diterima", "Follow-up accepted";
        ReviewJoined = "review_joined", "Digabung ke pemeriksaan lain", "Joined into another review";
        ReviewDropped = "review_dropped", "Berakhir karena terlapor berubah", "Ended by a change of the respondent";
        ReviewVoid = "review_void", "Batal, salah catat", "Void, entered by mistake";
        // sanction, one ASN
        RecommendationReceived = "recommendation_received", "Rekomendasi diterima instansi", "Recommendation received by the agency";
        AgencyExamination = "agency_examination", "Pemeriksaan oleh instansi", "Examination by the agency";
        Proposed = "proposed", "Diusulkan", "Proposed";
        Imposed = "imposed", "Dijatuhkan", "Imposed";
        Delivered = "delivered", "Keputusan disampaikan", "Decision delivered";
        UnderObjection = "under_objection", "Keberatan", "Under objection";
        UnderAppeal = "under_appeal", "Banding administratif", "Under appeal to BPASN";
        InForce = "in_force", "Berlaku dan dijalani", "In force and being served";
        NotImposed = "not_imposed", "Tidak dijatuhkan", "Not imposed";
        SanctionAnnulled = "sanction_annulled", "Keputusan dibatalkan", "Decision annulled";
        SanctionLapsed = "sanction_lapsed", "Gugur sebelum dijalani", "Lapsed before it was served";
        SanctionWithdrawn = "sanction_withdrawn", "Dihentikan karena koreksi", "Withdrawn by correction";
        Served = "served", "Selesai dijalani", "Served";
        SanctionDropped = "sanction_dropped", "Berakhir karena terlapor berubah", "Ended by a change of the respondent";
        SanctionVoid = "sanction_void", "Batal, salah catat", "Void, entered by mistake";
        // control, one block
        BlockRequested = "block_requested", "Blokir diminta", "Block requested";
        Blocked = "blocked", "Diblokir", "Blocked";
        BlockLifted = "block_lifted", "Blokir dibuka", "Block lifted";
        BlockRefused = "block_refused", "Permintaan blokir ditolak", "Block refused";
        BlockRecalled = "block_recalled", "Permintaan blokir ditarik kembali", "Request for a block recalled";
        BlockAnnulled = "block_annulled", "Blokir dibatalkan", "Block annulled";
        BlockVoid = "block_void", "Batal, salah catat", "Void, entered by mistake";
        // referral
        ReferralSent = "referral_sent", "Diteruskan", "Referral sent";
        ReferralReceived = "referral_received", "Diterima tujuan", "Received by the destination";
        ReferralReturned = "referral_returned", "Dikembalikan", "Returned";
        ReferralAnswered = "referral_answered", "Dijawab", "Answered";
        ReferralWithdrawn = "referral_withdrawn", "Penerusan ditarik karena koreksi", "Referral withdrawn by correction";
        ReferralRecalled = "referral_recalled", "Penerusan ditarik kembali pengirim", "Referral recalled by the sender";
        ReferralClosed = "referral_closed", "Penerusan selesai", "Referral closed";
        ReferralDropped = "referral_dropped", "Berakhir karena terlapor berubah", "Ended by a change of the respondent";
        ReferralVoid = "referral_void", "Batal, salah catat", "Void, entered by mistake";
    }
}

impl Stage {
    /// The stages of a machine, in the order of the procedure.
    #[must_use]
    pub const fn of(machine: Machine) -> &'static [Self] {
        use Stage::*;
        match machine {
            Machine::Case => &[
                InformationRecorded,
                InformationPursued,
                SupervisionReported,
                FindingEstablished,
                InformationClosed,
                HeldByField,
                OnlineDraft,
                Received,
                InitialStudy,
                AwaitingCompletion,
                TakeoverRequested,
                Delegated,
                TakenOver,
                Withdrawn,
                NotRegistered,
                ForwardedUnregistered,
                Registered,
                InStudy,
                FurtherInformation,
                AwaitingPlenary,
                Stopped,
                Decided,
                Monitored,
                UnderCorrection,
                CaseClosed,
                CaseMerged,
                AtAuthority,
                CaseVoid,
            ],
            Machine::Review => &[
                Forwarded,
                Verification,
                BawasluStudy,
                Returned,
                Examination,
                Proven,
                Recommended,
                AwaitingAgency,
                Reminded,
                Escalated,
                FollowUpReported,
                ReviewRejected,
                ReviewCancelled,
                NotProven,
                ReviewLapsed,
                HandedOver,
                ReviewWithdrawn,
                ReviewRecalled,
                ReviewClosed,
                ReviewJoined,
                ReviewDropped,
                ReviewVoid,
            ],
            Machine::Sanction => &[
                RecommendationReceived,
                AgencyExamination,
                Proposed,
                Imposed,
                Delivered,
                UnderObjection,
                UnderAppeal,
                InForce,
                NotImposed,
                SanctionAnnulled,
                SanctionLapsed,
                SanctionWithdrawn,
                Served,
                SanctionDropped,
                SanctionVoid,
            ],
            Machine::Control => &[
                BlockRequested,
                Blocked,
                BlockLifted,
                BlockRefused,
                BlockRecalled,
                BlockAnnulled,
                BlockVoid,
            ],
            Machine::Referral => &[
                ReferralSent,
                ReferralReceived,
                ReferralReturned,
                ReferralAnswered,
                ReferralWithdrawn,
                ReferralRecalled,
                ReferralClosed,
                ReferralDropped,
                ReferralVoid,
            ],
        }
    }

    /// The machine it belongs to.
    #[must_use]
    pub const fn machine(self) -> Machine {
        let mut rest = Machine::ALL;
        while let [machine, others @ ..] = rest {
            if self.is_among(Self::of(*machine)) {
                return *machine;
            }
            rest = others;
        }
        // A table test walks every stage: none is of no machine.
        Machine::Case
    }

    const fn is_among(self, mut stages: &[Self]) -> bool {
        while let [stage, others @ ..] = stages {
            if *stage as u8 == self as u8 {
                return true;
            }
            stages = others;
        }
        false
    }

    /// Where a track of a machine stands whose opening was taken back: it counts nowhere.
    #[must_use]
    pub const fn void(machine: Machine) -> Self {
        match machine {
            Machine::Case => Self::CaseVoid,
            Machine::Review => Self::ReviewVoid,
            Machine::Sanction => Self::SanctionVoid,
            Machine::Control => Self::BlockVoid,
            Machine::Referral => Self::ReferralVoid,
        }
    }

    /// Whether a track that stands here has ended.
    #[must_use]
    pub const fn is_final(self) -> bool {
        use Stage::*;
        matches!(
            self,
            InformationClosed
                | Withdrawn
                | NotRegistered
                | Stopped
                | CaseClosed
                | ReviewRejected
                | ReviewCancelled
                | NotProven
                | ReviewLapsed
                | HandedOver
                | ReviewWithdrawn
                | ReviewRecalled
                | ReviewClosed
                | NotImposed
                | SanctionAnnulled
                | SanctionLapsed
                | SanctionWithdrawn
                | Served
                | BlockLifted
                | BlockRefused
                | BlockRecalled
                | BlockAnnulled
                | ReferralWithdrawn
                | ReferralRecalled
                | ReferralClosed
                | ReviewJoined
                | ReviewDropped
                | SanctionDropped
                | ReferralDropped
                | CaseVoid
                | ReviewVoid
                | SanctionVoid
                | BlockVoid
                | ReferralVoid
        )
    }
}
