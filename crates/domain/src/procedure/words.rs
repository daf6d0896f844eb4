//! The other closed lists of the procedure: terms, papers, outcomes, requirements, grounds.

use crate::law::Confidence;

vocabulary! {
    /// The terms of the procedure. Names only: lengths, units and starts are rows of the book.
    Term {
        ReportFiling = "report_filing", "Penyampaian laporan", "Filing of the report";
        EvidenceHandOver = "evidence_hand_over", "Penyerahan identitas dan bukti laporan daring", "Handing over identity and evidence after online filing";
        PassOn = "pass_on", "Penerusan oleh pengawas lapangan", "Passing on by the field supervisor";
        InitialStudy = "initial_study", "Kajian awal", "Initial study";
        NotifyGaps = "notify_gaps", "Pemberitahuan kekurangan", "Notice of what is missing";
        Completion = "completion", "Perbaikan laporan", "Completion of the report";
        Delegation = "delegation", "Pelimpahan atau pengambilalihan", "Delegation or takeover";
        Finding = "finding", "Penetapan temuan", "Establishing the finding";
        NumberFinding = "number_finding", "Penomoran temuan", "Numbering the finding";
        Handling = "handling", "Penanganan", "Handling";
        HandlingExtended = "handling_extended", "Penanganan dengan keterangan tambahan", "Handling with further information";
        Invitation = "invitation", "Undangan sebelum klarifikasi", "Invitation before the clarification";
        CriminalReferral = "criminal_referral", "Penerusan tindak pidana", "Criminal referral";
        CorrectionRequest = "correction_request", "Permintaan koreksi", "Request for correction";
        CorrectionExamination = "correction_examination", "Pemeriksaan koreksi", "Examination of the correction";
        SatgasVerification = "satgas_verification", "Verifikasi Satgas", "Verification by the task force";
        BawasluStudy = "bawaslu_study", "Kajian Bawaslu dalam SBT", "Study by Bawaslu in SBT";
        AgencyFollowUp = "agency_follow_up", "Tindak lanjut rekomendasi oleh instansi", "Follow-up by the agency";
        WarningFollowUp = "warning_follow_up", "Tindak lanjut atas teguran", "Follow-up after the warning";
        Summons = "summons", "Panggilan pemeriksaan", "Summons to the examination";
        ServeDecree = "serve_decree", "Penyampaian keputusan", "Serving the decision";
        TakesEffect = "takes_effect", "Keputusan mulai berlaku", "Decision takes effect";
        Objection = "objection", "Pengajuan keberatan", "Filing an objection";
        ObjectionReply = "objection_reply", "Putusan atas keberatan", "Decision on the objection";
        Appeal = "appeal", "Pengajuan banding administratif", "Filing an appeal to BPASN";
        AppealReply = "appeal_reply", "Tanggapan atas banding", "Reply to the appeal";
        AppealDecision = "appeal_decision", "Putusan BPASN", "Decision of BPASN";
    }
}

vocabulary! {
    /// Kinds of paper that the law names (forms B.1-B.21 of Perbawaslu 7/2022, and the letters after it).
    PaperKind {
        B1 = "b1", "Formulir Laporan (B.1)", "Report form (B.1)";
        B2 = "b2", "Formulir Temuan (B.2)", "Finding form (B.2)";
        B3 = "b3", "Tanda Bukti Penyampaian Laporan (B.3)", "Receipt of the report (B.3)";
        B31 = "b3_1", "Tanda Bukti Perbaikan (B.3.1)", "Receipt of completion (B.3.1)";
        B4 = "b4", "Pencabutan Laporan (B.4)", "Withdrawal (B.4)";
        B5 = "b5", "Pelimpahan (B.5)", "Delegation (B.5)";
        B6 = "b6", "Permintaan Pengambilalihan (B.6)", "Request for takeover (B.6)";
        B7 = "b7", "Kajian Awal (B.7)", "Initial study (B.7)";
        B8 = "b8", "Informasi Awal (B.8)", "Early information (B.8)";
        B9 = "b9", "Undangan Klarifikasi (B.9)", "Invitation to clarification (B.9)";
        B10 = "b10", "Sumpah/Janji (B.10)", "Oath (B.10)";
        B11 = "b11", "Sumpah/Janji Ahli (B.11)", "Oath of the expert (B.11)";
        B12 = "b12", "Berita Acara Klarifikasi (B.12)", "Minutes of clarification (B.12)";
        B13 = "b13", "Kajian (B.13)", "Study (B.13)";
        B14 = "b14", "Penerusan Kode Etik (B.14)", "Referral, ethics of organisers (B.14)";
        B15 = "b15", "Rekomendasi Administratif (B.15)", "Recommendation, administrative (B.15)";
        B16 = "b16", "Penerusan Tindak Pidana (B.16)", "Referral, criminal (B.16)";
        B17 = "b17", "Rekomendasi Peraturan Lainnya (B.17)", "Recommendation, other law (B.17)";
        B18 = "b18", "Pemberitahuan Status (B.18)", "Status notice (B.18)";
        B19 = "b19", "Permintaan Koreksi (B.19)", "Request for correction (B.19)";
        B20 = "b20", "Berita Acara Koreksi (B.20)", "Minutes of correction (B.20)";
        B21 = "b21", "Status Koreksi (B.21)", "Status of correction (B.21)";
        FormA = "form_a", "Laporan Hasil Pengawasan (Form A)", "Supervision report (Form A)";
        InvestigationReport = "investigation_report", "Laporan hasil investigasi", "Investigation report";
        PilkadaForm = "pilkada_form", "Formulir Model A (Pilkada)", "Model A form (regional election)";
        ChairDecree = "chair_decree", "Surat Keputusan Ketua", "Decree of the chair";
        PlenaryMinutes = "plenary_minutes", "Berita acara pleno", "Minutes of the plenary meeting";
        Letter = "letter", "Surat", "Letter";
        Recommendation = "recommendation", "Rekomendasi otoritas", "Recommendation of the authority";
        Receipt = "receipt", "Tanda terima", "Receipt";
        Reminder = "reminder", "Surat peringatan/pengingat", "Reminder";
        Warning = "warning", "Surat teguran", "Letter of warning";
        Summons = "summons", "Surat panggilan", "Summons";
        ExaminationMinutes = "examination_minutes", "Berita Acara Pemeriksaan", "Minutes of examination";
        Decree = "decree", "Surat keputusan sanksi", "Decree of sanction";
        Objection = "objection", "Surat keberatan", "Letter of objection";
        Appeal = "appeal", "Banding administratif", "Administrative appeal";
        RemedyDecision = "remedy_decision", "Putusan keberatan/banding", "Decision on objection or appeal";
        BlockLetter = "block_letter", "Surat pemblokiran", "Letter of blocking";
        UnblockLetter = "unblock_letter", "Surat pembukaan blokir", "Letter of unblocking";
        CourtDecision = "court_decision", "Putusan pengadilan", "Court decision";
        TransferDecree = "transfer_decree", "Surat keputusan perpindahan instansi", "Decree of transfer to another agency";
        Proof = "proof", "Bukti pendukung", "Proof";
        Other = "other", "Surat lain", "Other paper";
    }
}

vocabulary! {
    /// What a plenary may find of an allegation; several at once are allowed except with not proven.
    Outcome {
        OrganiserEthics = "organiser_ethics", "Pelanggaran kode etik penyelenggara", "Breach of the organisers' code of ethics";
        Administrative = "administrative", "Pelanggaran administratif", "Administrative violation";
        Criminal = "criminal", "Tindak pidana", "Criminal offence";
        OtherLaw = "other_law", "Dugaan pelanggaran peraturan lainnya", "Alleged violation of another law";
        NotProven = "not_proven", "Tidak terbukti", "Not proven";
    }
}

vocabulary! {
    /// What kind of body an outcome goes to outside the ASN review; which one is competent for which outcome and
    /// respondent stands in the law book.
    DestinationKind {
        GakkumduPolice = "gakkumdu_police", "Penyidik Polri dalam Sentra Gakkumdu", "Police investigators in Gakkumdu";
        Dkpp = "dkpp", "DKPP", "Honorary council of election organisers (DKPP)";
        Kpu = "kpu", "KPU sesuai tingkatannya", "KPU at its level";
        KpuRegency = "kpu_regency", "KPU Kabupaten/Kota", "KPU of the regency or city";
        BawasluRegency = "bawaslu_regency", "Bawaslu Kabupaten/Kota", "Bawaslu of the regency or city";
        BawasluHearing = "bawaslu_hearing", "Penyelesaian pelanggaran administratif oleh Bawaslu", "Settlement of administrative violations by Bawaslu";
        Regent = "regent", "Bupati atau pejabat yang ditunjuk", "Regent or the official designated";
        VillageHead = "village_head", "Kepala desa", "Village head";
        ContractingUnit = "contracting_unit", "Instansi atau unit kerja pemberi kontrak", "Contracting agency or unit";
        Command = "command", "Komando atau atasan yang berwenang (TNI, Polri)", "Command or competent superior (armed forces, police)";
        HomeAffairs = "home_affairs", "Kementerian Dalam Negeri", "Ministry of Home Affairs";
        OtherBody = "other_body", "Instansi lain yang berwenang", "Another competent body";
    }
}

vocabulary! {
    /// Something about a step that is worth a second look; it never refuses. What it rests on stands in
    /// [`Mark::basis`] or, where it says so, in rows of the law book.
    Mark {
        OutsideOfficeHours = "outside_office_hours", "Diterima di luar jam kerja penerimaan laporan", "Taken in outside office hours";
        BeforeCandidatesFixed = "before_candidates_fixed", "Sebelum penetapan calon Bawaslu hanya dapat meneruskan", "Before candidates are fixed Bawaslu can only forward";
        ActAfterKnown = "act_after_known", "Perbuatan sesudah hari diketahuinya", "The act comes after the day it became known";
        RaceElsewhere = "race_elsewhere", "Jenis pemilihan tidak ada pada wilayah kantor ini", "The area of this office has no such race";
        OnlineElsewhere = "online_elsewhere", "Laporan daring diserahkan buktinya hanya pada Bawaslu, Bawaslu Provinsi, atau Bawaslu Kabupaten/Kota", "Evidence of an online report is handed over only at Bawaslu RI, a provincial or a regency or city office";
        HistoricEntry = "historic_entry", "Entri historis dari surat lama", "Historic entry from old papers";
        OddNumber = "odd_number", "Nomor pada surat tidak menurut pola kantor ini", "The number on the paper does not follow the pattern of this office";
        NumberNotOnPaper = "number_not_on_paper", "Surat lama tidak memuat nomor, dan tidak diberi nomor baru", "The old paper bears no number, and none is given now";
        InvitedAgain = "invited_again", "Diundang kedua kalinya tanpa ketidakhadiran tercatat", "Invited a second time without a recorded absence";
        IdentitySent = "identity_sent", "Identitas pelapor ikut diteruskan: otoritas dapat meminta pembukaannya", "The identity of the reporter goes along: the authority may ask to open it";
        DestinationUnsure = "destination_unsure", "Tujuan yang berwenang belum pasti", "Which destination is competent is unsure";
        NotExamined = "not_examined", "Tanpa pemeriksaan yang tercatat", "Without an examination on record";
        RegimeNotChosen = "regime_not_chosen", "Lebih dari satu rezim sanksi mungkin berlaku (perbuatan sebelum dan sesudah pergantian, atau diputus sesudahnya); yang berlaku pada hari perbuatan terakhir dipakai tanpa pilihan beralasan", "More than one sanction regime may hold (acts on both sides of a change, or decided after it); that of the latest act is taken, nobody chose with a reason";
        RowUnsure = "row_unsure", "Baris katalog yang disebut tidak atau hanya mungkin berlaku pada hari perbuatan", "A row of the catalogue that is named does not hold on the days of the act, or only may";
        LevelElsewhere = "level_elsewhere", "Tingkat atau jenis yang direkomendasikan lain dari baris katalog yang disebut", "The level or kind recommended is another than that of the rows named";
        RepeatedBreach = "repeated_breach", "Orang ini sudah pernah dijatuhi sanksi yang berlaku dalam perkara ini", "A sanction of this person in this case took effect before";
        SeveralDiscipline = "several_discipline", "Lebih dari satu hukuman disiplin sekaligus", "More than one sanction of discipline at once";
        LongerThanTheLaw = "longer_than_the_law", "Sanksi ini berakhir lebih lambat daripada jangka waktu menurut peraturan", "The sanction ends after the duration that the law gives it";
        BorrowedText = "borrowed_text", "Tata cara otoritas ini sendiri belum terlihat; tata cara pendahulunya dipakai", "The procedure of this authority itself was not seen; that of its predecessor is taken";
        ShorterThanTheLaw = "shorter_than_the_law", "Sanksi ini berakhir lebih cepat daripada jangka waktu menurut peraturan", "The sanction ends before the duration that the law gives it";
        KindPostponed = "kind_postponed", "Jenis sanksi ini ditangguhkan oleh peraturannya sendiri; jenis lain dijatuhkan sebagai gantinya", "This kind of sanction is postponed by its own law; another is imposed in its place";
        ChannelUnsure = "channel_unsure", "Laporan tidak melalui kantor atau SigapLapor", "The report came neither at an office nor through SigapLapor";
        RulesMoved = "rules_moved", "Sejak tindakan ini berlaku peraturan penanganan yang baru", "New handling rules hold from this step on";
        RulesNotYetInForce = "rules_not_yet_in_force", "Peraturan penanganan pada hari itu tidak ada dalam buku hukum; yang pertama dipakai", "The law book has no handling rules for that day; the first are taken";
    }
}

impl Mark {
    /// What the mark rests on, and how well that is known; nothing where the rows of the law book say so.
    #[must_use]
    pub const fn basis(self) -> Option<(&'static str, Confidence)> {
        match self {
            Self::OutsideOfficeHours
            | Self::DestinationUnsure
            | Self::RowUnsure
            | Self::LevelElsewhere
            | Self::LongerThanTheLaw
            | Self::ShorterThanTheLaw
            | Self::KindPostponed
            | Self::RulesNotYetInForce => None,
            Self::RepeatedBreach => Some(super::cumulation::BASIS),
            Self::SeveralDiscipline => Some(super::cumulation::ELSEWHERE),
            Self::NotExamined => Some(("PP 94/2021 art. 26(1)", Confidence::Sure)),
            Self::ChannelUnsure => Some((
                "Perbawaslu 8/2020 (article not seen; as Perbawaslu 7/2022 art. 10(1))",
                Confidence::Unsure,
            )),
            Self::BorrowedText => Some((
                "practice (no article on a later succession of authorities was seen)",
                Confidence::Unsure,
            )),
            Self::RulesMoved => Some(("Perbawaslu 7/2022 art. 61", Confidence::Likely)),
            Self::BeforeCandidatesFixed => Some((
                "practice (statement of the chair of Bawaslu, 17 Sept 2024)",
                Confidence::Likely,
            )),
            Self::ActAfterKnown => Some((
                "practice (days that contradict each other)",
                Confidence::Likely,
            )),
            Self::RaceElsewhere => Some((
                "practice (a regency elects a regent, a city a mayor)",
                Confidence::Likely,
            )),
            Self::OnlineElsewhere => Some(("Perbawaslu 7/2022 art. 12 c", Confidence::Sure)),
            Self::HistoricEntry
            | Self::NumberNotOnPaper
            | Self::RegimeNotChosen
            | Self::IdentitySent => Some(("practice", Confidence::Unsure)),
            Self::OddNumber => Some(("Perbawaslu 7/2022 annex on numbers", Confidence::Likely)),
            Self::InvitedAgain => Some((
                "Perbawaslu 8/2020 (article not seen; as Perbawaslu 7/2022 art. 29(5))",
                Confidence::Unsure,
            )),
        }
    }
}

vocabulary! {
    /// What a report must hold (Perbawaslu 7/2022 art. 15); gaps show as open requirements.
    Requirement {
        ReporterName = "reporter_name", "Nama pelapor", "Name of the reporter";
        ReporterAddress = "reporter_address", "Alamat pelapor", "Address of the reporter";
        Respondent = "respondent", "Pihak terlapor", "Respondent";
        FiledInTime = "filed_in_time", "Waktu penyampaian tidak melebihi batas", "Filed in time";
        TimeAndPlace = "time_and_place", "Waktu dan tempat kejadian", "Time and place";
        Account = "account", "Uraian kejadian", "Account of events";
        Evidence = "evidence", "Bukti", "Evidence";
        Finder = "finder", "Identitas penemu (hanya temuan)", "The finder (findings only)";
    }
}

impl Requirement {
    /// Formal (art. 15(3)) or material (art. 15(4)).
    #[must_use]
    pub const fn is_formal(self) -> bool {
        matches!(
            self,
            Self::ReporterName | Self::ReporterAddress | Self::Respondent | Self::FiledInTime
        )
    }
}

vocabulary! {
    /// Why a report is not registered (Perbawaslu 7/2022 art. 24, form B.7 V).
    NotRegisteredGround {
        Late = "late", "Melewati batas waktu penyampaian", "Filed late";
        NotCompleted = "not_completed", "Tidak diperbaiki dalam batas waktu", "Not completed in time";
        EvidenceNotHandedOver = "evidence_not_handed_over", "Bukti laporan daring tidak diserahkan", "Evidence not handed over after online filing";
        AlreadySolved = "already_solved", "Sudah ditangani dan diselesaikan", "Already handled and solved";
    }
}

vocabulary! {
    /// Why a higher office takes over (Perbawaslu 7/2022 art. 40-42).
    TakeoverGround {
        CrossBorder = "cross_border", "Lintas wilayah", "Across borders of areas";
        MembersSuspended = "members_suspended", "Anggota diberhentikan sementara", "Members suspended";
        CannotAct = "cannot_act", "Tidak dapat melaksanakan tugas", "Cannot act";
        LackOfMeans = "lack_of_means", "Keterbatasan sarana", "Lack of means";
        MembersReported = "members_reported", "Anggota menjadi terlapor", "Local members are respondents";
    }
}

vocabulary! {
    /// Why a track about a person lapses.
    LapseCause {
        Retired = "retired", "Pensiun", "Retired";
        Resigned = "resigned", "Berhenti atas permintaan sendiri", "Left at own request";
        Dismissed = "dismissed", "Diberhentikan", "Dismissed";
        Died = "died", "Meninggal dunia", "Died";
    }
}

vocabulary! {
    /// On which ground an ended track is opened again.
    ReopenGround {
        Court = "court", "Putusan pengadilan", "Decision of a court";
        Bpasn = "bpasn", "Putusan BPASN", "Decision of the appeal board (BPASN)";
        Objection = "objection", "Putusan atas keberatan", "Decision on an objection";
        Correction = "correction", "Koreksi (Perbawaslu 7/2022 Pasal 51-58)", "Correction (Perbawaslu 7/2022 art. 51-58)";
        MistakenIdentity = "mistaken_identity", "Salah orang", "Mistaken identity";
        ErrorOfEntry = "error_of_entry", "Salah catat", "Error of entry";
        NewEvidence = "new_evidence", "Bukti baru (hanya pemeriksaan dan sanksi)", "New evidence (reviews and sanctions only)";
    }
}

impl ReopenGround {
    /// The papers of which one makes the reopening.
    #[must_use]
    pub const fn papers(self) -> &'static [PaperKind] {
        match self {
            Self::Court => &[PaperKind::CourtDecision],
            Self::Bpasn | Self::Objection => &[PaperKind::RemedyDecision],
            Self::Correction => &[PaperKind::B21, PaperKind::PilkadaForm],
            Self::MistakenIdentity | Self::NewEvidence => &[PaperKind::Proof],
            Self::ErrorOfEntry => &[PaperKind::Letter],
        }
    }
}

vocabulary! {
    /// What a block covers.
    BlockScope {
        Data = "data", "Data kepegawaian", "Personnel data";
        Services = "services", "Layanan kepegawaian", "Personnel services";
        DataAndServices = "data_and_services", "Data dan layanan kepegawaian", "Personnel data and services";
    }
}

vocabulary! {
    /// How an imposed sanction differs from the recommended one (law catalogue 3f).
    Deviation {
        AsRecommended = "as_recommended", "Sesuai", "As recommended";
        Lighter = "lighter", "Lebih ringan", "Lighter";
        Heavier = "heavier", "Lebih berat", "Heavier";
        OtherKind = "other_kind", "Jenis lain", "Another kind";
    }
}

vocabulary! {
    /// How an objection or an appeal ends.
    RemedyResult {
        Upheld = "upheld", "Dikuatkan", "Confirmed";
        Changed = "changed", "Diubah", "Changed";
        Annulled = "annulled", "Dibatalkan", "Annulled";
        NotAdmissible = "not_admissible", "Tidak dapat diterima", "Not admissible";
    }
}

vocabulary! {
    /// How the authority judges a follow-up report.
    FollowUpJudgement {
        Accepted = "accepted", "Diterima", "Accepted";
        AcceptedDeviating = "accepted_deviating", "Diterima sebagai menyimpang", "Accepted as deviating";
        NothingProven = "nothing_proven", "Diterima: tidak terbukti", "Accepted: nothing proven";
    }
}

vocabulary! {
    /// How a request for correction ends. Perbawaslu 7/2022 art. 57(1) names the first two; that the office
    /// weighs standing and time stands in form B.20 parts I and II, the words for not accepting were not seen.
    CorrectionResult {
        Upheld = "upheld", "Menguatkan rekomendasi", "The recommendation is upheld";
        Corrected = "corrected", "Mengoreksi dan menerbitkan rekomendasi baru", "Corrected with a new recommendation";
        Late = "late", "Tidak diterima karena melewati batas waktu", "Not accepted: asked too late";
        Inadmissible = "inadmissible", "Tidak diterima karena alasan lain", "Not accepted on another ground";
    }
}

vocabulary! {
    /// What a term is. A duty that is not kept is somebody's lateness; a right of a party that is not used
    /// has only passed, and stands in no list of what is due.
    TermKind {
        Duty = "duty", "kewajiban", "duty";
        Right = "right", "hak pihak", "right of a party";
    }
}

impl Term {
    /// A duty, or a right of a party (to ask for a correction, to object, to appeal).
    #[must_use]
    pub const fn kind(self) -> TermKind {
        match self {
            Self::CorrectionRequest | Self::Objection | Self::Appeal => TermKind::Right,
            _ => TermKind::Duty,
        }
    }
    /// The term that this one takes the place of, from the same start.
    #[must_use]
    pub const fn extends(self) -> Option<Self> {
        match self {
            Self::HandlingExtended => Some(Self::Handling),
            _ => None,
        }
    }
}

impl Outcome {
    /// Ethics and other-law recommendations can be corrected (Perbawaslu 7/2022 art. 51(3)).
    #[must_use]
    pub const fn is_correctable(self) -> bool {
        matches!(self, Self::OrganiserEthics | Self::OtherLaw)
    }
    /// Ethics, administrative and criminal: a violation of the election itself (Perbawaslu 7/2022 art. 37(2)).
    #[must_use]
    pub const fn is_election_violation(self) -> bool {
        matches!(
            self,
            Self::OrganiserEthics | Self::Administrative | Self::Criminal
        )
    }
}

impl BlockScope {
    /// What is left when a part is taken away; none where it is no proper part.
    #[must_use]
    pub const fn without(self, part: Self) -> Option<Self> {
        match (self, part) {
            (Self::DataAndServices, Self::Data) => Some(Self::Services),
            (Self::DataAndServices, Self::Services) => Some(Self::Data),
            _ => None,
        }
    }
    /// Whether two blocks would cover the same thing.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::DataAndServices, _)
                | (_, Self::DataAndServices)
                | (Self::Data, Self::Data)
                | (Self::Services, Self::Services)
        )
    }
}
