//! The names and texts of the guards. What each one checks is in [`crate::acts`], one exhaustive match.

vocabulary! {
    /// A condition that a row demands beyond stage and role. Its code is the refusal's code.
    Guard {
        RequirementsMet = "requirements_met", "Syarat formal dan materiel terpenuhi dan laporan tidak terlambat", "Formal and material requirements are met and the report is not late";
        GapsCurable = "gaps_curable", "Ada kekurangan yang dapat diperbaiki; keterlambatan tidak dapat diperbaiki", "Something is missing that can be completed; lateness cannot be cured";
        CompletionOnce = "completion_once", "Perbaikan diminta satu kali (Pasal 24 ayat (4) dan (7))", "A completion is asked for once (art. 24(4), (7))";
        ElectionViolationSeen = "election_violation_seen", "Pada Pemilu hanya laporan dugaan pelanggaran Pemilu yang diregistrasi; dugaan pelanggaran peraturan lainnya diteruskan", "In a general election only a report of an election violation is registered; a breach of another law is forwarded";
        NotRegisteredGroundHolds = "not_registered_ground_holds", "Alasan tidak diregistrasi sesuai dengan keadaan perkara", "The ground for not registering holds in this case";
        OtherLawOnly = "other_law_only", "Kajian awal menyimpulkan hanya pelanggaran peraturan lainnya", "The initial study found a violation of another law only";
        DelegationAllowed = "delegation_allowed", "Pelimpahan hanya ke tingkat yang dibolehkan dan di bawah kantor ini", "Delegation goes only to an allowed level below this office";
        HigherOfficeExists = "higher_office_exists", "Ada kantor setingkat di atas", "There is an office one level above";
        PassesToSubDistrict = "passes_to_sub_district", "Penerusan ke Panwaslu Kecamatan di atasnya", "It is passed on to the sub-district office above";
        Quorum = "quorum", "Pleno memenuhi kuorum, anggota yang mundur tidak dihitung", "The plenary meeting has a quorum, recused members not counted";
        Majority = "majority", "Dalam pleno lebih banyak anggota yang setuju daripada yang berbeda pendapat", "In the plenary meeting more members agree than dissent";
        FindingRequirements = "finding_requirements", "Lima unsur temuan lengkap (Pasal 5 ayat (1))", "The five elements of a finding are complete (art. 5(1))";
        FindingInTime = "finding_in_time", "Temuan ditetapkan dalam tujuh hari sejak laporan hasil pengawasan dibuat", "The finding is established within seven days since the supervision report was made";
        AbsenceRecorded = "absence_recorded", "Undangan kedua hanya setelah ketidakhadiran pada yang pertama tercatat", "A second invitation only after absence from the first is recorded";
        AbsentFromHearing = "absent_from_hearing", "Ketidakhadiran dicatat sejak hari klarifikasi, satu kali untuk setiap undangan", "Absence is recorded from the day of the clarification on, once per invitation";
        InvitationsLeft = "invitations_left", "Paling banyak dua undangan per orang", "At most two invitations per person";
        InvitedInTime = "invited_in_time", "Undangan disampaikan paling lambat satu hari sebelum klarifikasi", "The invitation is sent at least one day before the clarification";
        HandlingTermRuns = "handling_term_runs", "Batas waktu penanganan belum lewat", "The handling term has not passed";
        OutcomesComplete = "outcomes_complete", "Setiap dugaan mendapat hasil; tidak terbukti berdiri sendiri", "Every allegation gets an outcome; not proven stands alone";
        DestinationsComplete = "destinations_complete", "Setiap hasil yang diteruskan mempunyai satu tujuan yang berwenang", "Every outcome to be forwarded has one competent destination";
        DestinationsCompetent = "destinations_competent", "Tujuan berwenang atas hasil dan terlapor itu; yang belum pasti disertai alasan", "Each destination is competent for the outcome and the respondent; an unsure one comes with a reason";
        PapersDemanded = "papers_demanded", "Tindakan dilakukan dengan surat yang disebut peraturan", "The step is taken by the paper that the law names";
        PapersGiven = "papers_given", "Ada surat yang ditambahkan", "Papers are added";
        CorrectionPossible = "correction_possible", "Koreksi hanya atas rekomendasi kode etik kepada DKPP atau peraturan lainnya yang masih berlaku dari Provinsi atau Kabupaten/Kota, kepada kantor di atas penerbitnya", "Correction only of an ethics recommendation to DKPP or an other-law recommendation that stands, issued by a provincial or regency office, asked of an office above the issuer";
        RequestNew = "request_new", "Permintaan yang sama dari pihak itu kepada kantor itu tidak sedang menunggu putusan", "The same request of that party to that office does not wait to be decided";
        RequestNamed = "request_named", "Putusan menyebut satu permintaan koreksi yang sedang diperiksa kantor ini", "The decision names one request for correction that this office examines";
        CorrectionResultHolds = "correction_result_holds", "Hanya permintaan yang terlambat tidak diterima karena waktu; tidak diterima karena alasan lain disertai alasan", "Only a late request is not accepted as late; not accepting on another ground needs a reason";
        NationalViewNeeded = "national_view_needed", "Hanya Bawaslu Provinsi yang meminta pendapat, atas permintaan yang belum dimintakan", "Only a provincial office asks for the view, for a request for which it has not asked yet";
        NationalViewAsked = "national_view_asked", "Pendapat tertulis Bawaslu RI telah diminta dan belum diberikan", "The written view of Bawaslu RI has been asked for and not been given yet";
        NationalViewGiven = "national_view_given", "Bawaslu RI telah memberikan pertimbangannya", "Bawaslu RI has given its view";
        Examined = "examined", "Aparatur telah diperiksa sebelum sanksi disiplin dijatuhkan atau tidak dijatuhkan", "The civil servant was examined before a sanction of discipline is imposed or declined";
        EffectsComplete = "effects_complete", "Koreksi menyebut hasil setiap dugaan, mengubah sedikitnya satu, dan hanya kode etik yang direkomendasikan ke DKPP dan peraturan lainnya; putusan lain tidak mengubah hasil", "A correction states the outcome of every allegation and changes at least one, of ethics recommended to DKPP and of other laws only; other results change none";
        AllTracksEnded = "all_tracks_ended", "Semua jalur setiap terlapor telah berakhir", "Every track of every respondent has ended";
        AuthorityCompetent = "authority_competent", "Otoritas berwenang pada hari itu", "The authority is competent on that day";
        AgencyKnown = "agency_known", "Instansi dan pejabat pembina kepegawaian diketahui", "The agency and its personnel officer (PPK) are known";
        LevelOrKindGiven = "level_or_kind_given", "Rekomendasi KASN menyebut tingkat atau jenis sanksi", "A KASN recommendation names the level or the kind of sanction";
        AgencyTermPassed = "agency_term_passed", "Batas waktu instansi telah lewat", "The agency's term has passed";
        SanctionKnown = "sanction_known", "Keputusan instansi telah dicatat", "The agency's decision has been recorded";
        JudgementFits = "judgement_fits", "Penilaian sesuai dengan keputusan instansi", "The judgement agrees with what the agency decided";
        SuccessorCompetent = "successor_competent", "Otoritas penerus berwenang pada hari itu", "The successor authority is competent on that day";
        SummonsLeft = "summons_left", "Paling banyak dua panggilan", "At most two summons";
        SummonedTwice = "summoned_twice", "Telah dipanggil dua kali", "Summoned twice";
        KindInCatalogue = "kind_in_catalogue", "Tiap sanksi berjenis menurut rezim pada hari perbuatan dan memuat hari menurut jangka waktunya", "Each measure is of a kind of the regime of the day of the act, with the days that its duration asks for";
        DeviationExplained = "deviation_explained", "Penyimpangan dari rekomendasi atau dari jangka waktu menurut peraturan disertai alasan", "A deviation from the recommendation, or from the duration that the law gives, is explained";
        NotADismissal = "not_a_dismissal", "Keberatan tidak terbuka terhadap pemberhentian", "Objection is not open against a dismissal";
        IsADismissal = "is_a_dismissal", "Banding hanya terhadap pemberhentian atau pemutusan kontrak", "Appeal only against a dismissal or end of contract";
        RemedyMeasuresFit = "remedy_measures_fit", "Hanya putusan yang mengubah menyebut sanksi baru, dengan jenis menurut rezim dan hari menurut jangka waktunya", "Only a decision that changes names new measures, of a kind of the regime and with the days of its duration";
        EffectDayReached = "effect_day_reached", "Hari mulai berlaku telah tiba", "The day of taking effect has come";
        MeasuresEnded = "measures_ended", "Masa sanksi telah selesai", "The measures have run their time";
        RedirectCompetent = "redirect_competent", "Otoritas yang dituju berwenang pada hari itu dan bukan otoritas yang sekarang", "The authority named is competent on that day and is not the present one";
        AgencyOther = "agency_other", "Instansi yang dituju adalah instansi lain dari yang sekarang", "The agency named is another one than the present";
        AgencyUndecided = "agency_undecided", "Instansi yang semula dituju belum memutuskan", "The agency addressed before has not decided";
        NobodyActed = "nobody_acted", "Belum ada yang bertindak atas penerusan atau permintaan itu", "Nobody has acted on what was sent";
        StudyOfficeKnown = "study_office_known", "Kantor Bawaslu yang diminta mengkaji diketahui", "The Bawaslu office asked for the study is known";
        PartOfBlock = "part_of_block", "Yang dibuka adalah sebagian dari yang masih diblokir", "What is lifted is a part of what is still blocked";
        LiftRequestWaits = "lift_request_waits", "Ada permintaan pembukaan yang belum dijawab", "A request to lift waits for an answer";
        ReopenGroundFits = "reopen_ground_fits", "Alasan pembukaan kembali sesuai dengan jalur itu; bukti baru hanya untuk pemeriksaan dan sanksi", "The ground of reopening fits the track; new evidence only for reviews and sanctions";
        ReopeningPaper = "reopening_paper", "Pembukaan kembali dilakukan dengan surat yang sesuai dengan alasannya, bertanggal", "A reopening is made by the dated paper of its ground";
        RespondentStands = "respondent_stands", "Terlapor jalur ini masih tercatat dalam perkara", "The respondent of the track still stands in the case";
        NothingInItsPlace = "nothing_in_its_place", "Belum ada jalur, perkara, atau putusan baru yang menggantikannya", "No other track, case or new decision has taken its place";
        LiftGround = "lift_ground", "Keputusan sanksi ada, atau pemeriksaan telah berakhir", "The sanction was decided, or the review has ended";
        AnsweredOrReason = "answered_or_reason", "Penutupan tanpa jawaban disertai alasan", "Closing unanswered needs a reason";
        FromReport = "from_report", "Perkara berasal dari laporan", "The case began with a report";
        LastStepOwn = "last_step_own", "Langkah terakhir jalur ini dicatat oleh kantor ini, dan ada yang dapat dibatalkan", "The last step of this track was recorded by this office, and there is one to take back";
        NothingFollowed = "nothing_followed", "Belum ada yang bertindak atas akibat langkah itu di jalur lain", "Nobody has acted on what the step did to other tracks";
        NoLetterSent = "no_letter_sent", "Belum ada surat yang dikirim dengan langkah itu", "No letter has gone out with the step";
        CapacityHere = "capacity_here", "Kantor ini menugaskan dalam kapasitas itu pada jalur ini", "This office assigns in that capacity on this track";
        AssigneeFits = "assignee_fits", "Petugas mempunyai peran untuk kapasitas itu pada kantor yang menugaskan; tim klarifikasi juga pada kantor di bawahnya", "The officer has a role for that capacity at the office that assigns; for the clarification team also at one below";
        AssignmentNew = "assignment_new", "Petugas itu belum ditugaskan dalam kapasitas itu", "The officer is not assigned in that capacity already";
        AssignmentOpen = "assignment_open", "Penugasan itu masih berlaku dan milik pelaku atau dibuat kantornya", "The assignment lasts and is the actor's own or, for a head, made by its office";
        CapacityFree = "capacity_free", "Belum ada petugas dalam kapasitas itu", "Nobody is assigned in that capacity yet";
        TeamDecree = "team_decree", "Tim klarifikasi ditetapkan dengan keputusan ketua (Pasal 35 ayat (2)); surat yang disebut adalah keputusan pada jalur ini", "The clarification team is appointed by a decree of the chair (art. 35(2)); a paper that is named is a decree of this track";
        EntryForOffice = "entry_for_office", "Langkah itu dicatat dari surat untuk kantor ini dan belum dijawab", "The step was recorded from a paper for this office, which has not answered it yet";
        ContestExplained = "contest_explained", "Bantahan disertai alasan", "A contest is explained";
        HoldStands = "hold_stands", "Ada penahanan dari penghapusan pada perkara ini", "A legal hold stands on the case";
        ReasonGiven = "reason_given", "Alasan tertulis disertakan", "A reason is given in writing";
        AmendmentIsOwn = "amendment_is_own", "Langkah, surat, dan rapat dibetulkan oleh kantor yang mencatatnya (atau yang kini menanganinya sebagai penggantinya) dengan peran yang mengambil langkah itu; data perkara dan orangnya oleh kantor yang menangani", "A step, its papers and its meeting are amended by the office that recorded it (or that handles in its place now) with a role that takes such a step; the facts and people of a case by the office that handles it";
        AmendmentFits = "amendment_fits", "Yang dibetulkan ada dalam jalur, berubah, dan urutan langkah tetap sah", "What is amended exists on this track, changes, and leaves the steps in a lawful order";
        RespondentsGiven = "respondents_given", "Ada terlapor yang ditambahkan, masing-masing dengan dugaannya", "Respondents are added, each with what is alleged";
        RespondentNamed = "respondent_named", "Terlapor yang disebut ada dan belum dicoret", "The respondent named is one of the case and was not struck";
        SubjectDiffers = "subject_differs", "Jenis terlapor berbeda dari yang tercatat", "The kind of respondent differs from the one on record";
        RegimeStays = "regime_stays", "Rezim sanksi tidak berubah setelah sanksi diproses atau jenis sanksi direkomendasikan yang tidak dikenal rezim baru", "The sanction regime does not change once a sanction is under way, or a kind of sanction was recommended that the new one does not know";
        RegimeFits = "regime_fits", "Perbuatan atau hari ini berada di bawah lebih dari satu rezim sanksi, dan yang dipilih salah satunya", "The acts or this day lie under more than one sanction regime, and the one chosen is one of them";
        RespondentRemains = "respondent_remains", "Masih ada terlapor lain yang ditangani", "Another respondent remains to be handled";
        NoBlockLeft = "no_block_left", "Tidak ada blokir terbuka terhadap terlapor itu; blokir dibuka atau dibatalkan lebih dahulu", "No open block against that respondent; blocks are lifted or annulled first";
        RespondentsMerge = "respondents_merge", "Dua terlapor sejenis yang masih tercatat; yang digabung belum mempunyai NIP, dan rezim sanksi tidak berubah", "Two respondents of one kind who stand; the one that is merged has no number of its own, and no sanction regime changes";
        RestorationFits = "restoration_fits", "Terlapor itu telah dicoret, dan sejak itu belum ada yang diputus, dikirim, atau dilakukan atas akibatnya", "The respondent was struck, and since then nothing was decided or sent and nobody acted on what followed";
        SplitFits = "split_fits", "Sebagian dugaan perkara ini, tidak semuanya", "Some of the allegations of this case, not all";
        LinkFits = "link_fits", "Perkara lain dari pemilihan yang sama yang belum terhubung", "Another case of the same election that is not linked yet";
        UnlinkFits = "unlink_fits", "Kedua perkara terhubung sebagai peristiwa yang sama", "The two cases are linked as one event";
        MergeFits = "merge_fits", "Perkara lain pada kantor dan pemilihan yang sama yang belum diputus dan belum terhubung", "Another case of the same office and race that is neither decided nor linked";
        UnmergeFits = "unmerge_fits", "Perkara ini digabung ke perkara yang disebut", "This case was merged into the one named";
        JoinFits = "join_fits", "Pemeriksaan dari perkara lain pada otoritas dan pemilihan yang sama yang masih berjalan; yang berakhir belum mempunyai rekomendasi dan tidak menerima gabungan", "A review of another case, at the same authority and of the same election, that still runs; the one that ends has no recommendation and none was joined into it";
        SamePerson = "same_person", "NIP kedua terlapor sama, bila keduanya diketahui", "The numbers (NIP) of the two respondents are the same, where both are known";
        SamenessSaid = "sameness_said", "Bila NIP salah satu terlapor belum diketahui, alasan menyatakan bahwa orangnya sama", "Where the number of one is not known, a reason says that the two are one person";
        SeparationFits = "separation_fits", "Pemeriksaan ini digabung ke yang disebut, dan sejak itu belum ada yang bertindak atas yang dilanjutkan, kecuali yang itu berakhir tanpa penilaian otoritas", "This review was joined into the one named, and nobody has acted since on the one that goes on, unless that one ended without a judgement of the authority";
        RegimeFree = "regime_free", "Hari perbuatan tidak dipindah ke rezim sanksi lain setelah sanksi diproses atau jenis sanksi direkomendasikan yang tidak dikenal rezim itu", "The day of the act does not move to another sanction regime once a sanction is under way, or a kind of sanction was recommended that it does not know";
        NoOpenBlock = "no_open_block", "Belum ada blokir terbuka dengan cakupan itu", "No open block with that scope";
    }
}

impl Guard {
    /// The field that the guard judges, as a JSON Pointer into the body; none for guards of the state alone.
    #[must_use]
    pub const fn field(self) -> Option<&'static str> {
        Some(match self {
            Self::NotRegisteredGroundHolds => "/details/ground",
            Self::DelegationAllowed => "/details/office_id",
            Self::Quorum => "/meeting",
            Self::Majority => "/meeting/dissenting",
            Self::InvitationsLeft | Self::AbsenceRecorded | Self::AbsentFromHearing => {
                "/details/party_id"
            }
            Self::InvitedInTime => "/details/hearing_day",
            Self::OutcomesComplete => "/details/allegations",
            Self::DestinationsComplete => "/details/destinations",
            Self::DestinationsCompetent => "/details",
            Self::PapersDemanded | Self::PapersGiven => "/papers",
            Self::EffectsComplete => "/details/allegations",
            Self::RequestNew => "/acting_party_id",
            Self::RequestNamed => "/details/request_seq",
            Self::CorrectionResultHolds => "/details/result",
            Self::AgencyKnown => "/details/agency_id",
            Self::LevelOrKindGiven => "/details/level",
            Self::KindInCatalogue | Self::RemedyMeasuresFit => "/details/measures",
            Self::DeviationExplained | Self::AnsweredOrReason | Self::SuccessorCompetent => {
                "/reason"
            }
            Self::RespondentsGiven => "/details/content/parties",
            Self::RespondentNamed
            | Self::RespondentRemains
            | Self::NoBlockLeft
            | Self::RespondentsMerge
            | Self::RestorationFits => "/details/party_id",
            Self::SubjectDiffers | Self::RegimeStays => "/details/subject",
            Self::RegimeFits => "/details/regime",
            Self::SplitFits => "/details/allegation_ids",
            Self::LinkFits | Self::UnlinkFits | Self::MergeFits | Self::UnmergeFits => {
                "/details/case_id"
            }
            Self::JoinFits | Self::SamePerson | Self::SeparationFits => "/details/review_id",
            Self::SamenessSaid => "/reason",
            Self::NoOpenBlock | Self::PartOfBlock => "/details/scope",
            Self::RedirectCompetent | Self::StudyOfficeKnown => "/details/office_id",
            Self::AgencyOther => "/details/agency_id",
            Self::ReopenGroundFits => "/details/ground",
            Self::ReopeningPaper => "/papers",
            Self::CapacityHere | Self::CapacityFree => "/details/capacity",
            Self::AssigneeFits | Self::AssignmentNew => "/details/account_id",
            Self::AssignmentOpen => "/details/assignment_seq",
            Self::TeamDecree => "/details/decree_id",
            Self::EntryForOffice => "/details/step_seq",
            Self::ContestExplained | Self::ReasonGiven => "/reason",
            Self::JudgementFits => "/details/judgement",
            _ => return None,
        })
    }
}

vocabulary! {
    /// Whether historic entry may override the guard: structural guards always hold.
    GuardKind {
        Structural = "structural", "struktural", "structural";
        Temporal = "temporal", "waktu", "temporal";
    }
}
