//! The names and texts of the guards. What each one checks is in [`crate::acts`], one exhaustive match.

vocabulary! {
    /// A condition that a row demands beyond stage and role. Its code is the refusal's code.
    Guard {
        RequirementsMet = "requirements_met", "Syarat formal dan materiel terpenuhi dan laporan tidak terlambat", "Formal and material requirements are met and the report is not late";
        GapsCurable = "gaps_curable", "Ada kekurangan yang dapat diperbaiki; keterlambatan tidak dapat diperbaiki", "Something is missing that can be completed; lateness cannot be cured";
        NotRegisteredGroundHolds = "not_registered_ground_holds", "Alasan tidak diregistrasi sesuai dengan keadaan perkara", "The ground for not registering holds in this case";
        OtherLawOnly = "other_law_only", "Kajian awal menyimpulkan hanya pelanggaran peraturan lainnya", "The initial study found a violation of another law only";
        DelegationAllowed = "delegation_allowed", "Pelimpahan hanya ke tingkat yang dibolehkan dan di bawah kantor ini", "Delegation goes only to an allowed level below this office";
        HigherOfficeExists = "higher_office_exists", "Ada kantor setingkat di atas", "There is an office one level above";
        PassesToSubDistrict = "passes_to_sub_district", "Penerusan ke Panwaslu Kecamatan di atasnya", "It is passed on to the sub-district office above";
        Quorum = "quorum", "Pleno memenuhi kuorum, anggota yang mundur tidak dihitung", "The plenary meeting has a quorum, recused members not counted";
        FindingRequirements = "finding_requirements", "Lima unsur temuan lengkap (Pasal 5 ayat (1))", "The five elements of a finding are complete (art. 5(1))";
        InvitationsLeft = "invitations_left", "Paling banyak dua undangan per orang", "At most two invitations per person";
        InvitedInTime = "invited_in_time", "Undangan disampaikan paling lambat satu hari sebelum klarifikasi", "The invitation is sent at least one day before the clarification";
        HandlingTermRuns = "handling_term_runs", "Batas waktu penanganan belum lewat", "The handling term has not passed";
        OutcomesComplete = "outcomes_complete", "Setiap dugaan mendapat hasil; tidak terbukti berdiri sendiri", "Every allegation gets an outcome; not proven stands alone";
        DestinationsComplete = "destinations_complete", "Setiap hasil yang diteruskan mempunyai satu tujuan yang berwenang", "Every outcome to be forwarded has one competent destination";
        CorrectionPossible = "correction_possible", "Koreksi hanya atas rekomendasi kode etik atau peraturan lainnya dari Provinsi atau Kabupaten/Kota", "Correction only of an ethics or other-law recommendation by a provincial or regency office";
        NationalViewAsked = "national_view_asked", "Pendapat tertulis Bawaslu RI telah diminta", "The written view of Bawaslu RI has been asked for";
        EffectsComplete = "effects_complete", "Akibat koreksi ditentukan untuk setiap pemeriksaan yang terbuka", "The effect of the correction is stated for every open review";
        AllTracksEnded = "all_tracks_ended", "Semua jalur setiap terlapor telah berakhir", "Every track of every respondent has ended";
        AuthorityCompetent = "authority_competent", "Otoritas berwenang pada hari itu", "The authority is competent on that day";
        AgencyKnown = "agency_known", "Instansi dan pejabat pembina kepegawaian diketahui", "The agency and its personnel officer (PPK) are known";
        LevelOrKindGiven = "level_or_kind_given", "Rekomendasi KASN menyebut tingkat atau jenis sanksi", "A KASN recommendation names the level or the kind of sanction";
        AgencyTermPassed = "agency_term_passed", "Batas waktu instansi telah lewat", "The agency's term has passed";
        SanctionKnown = "sanction_known", "Keputusan instansi telah dicatat", "The agency's decision has been recorded";
        SuccessorCompetent = "successor_competent", "Otoritas penerus berwenang pada hari itu", "The successor authority is competent on that day";
        SummonsLeft = "summons_left", "Paling banyak dua panggilan", "At most two summons";
        SummonedTwice = "summoned_twice", "Telah dipanggil dua kali", "Summoned twice";
        KindInCatalogue = "kind_in_catalogue", "Jenis sanksi ada dalam rezim pada hari perbuatan", "The kind of sanction exists in the regime of the day of the act";
        DeviationExplained = "deviation_explained", "Penyimpangan dari rekomendasi disertai alasan", "A deviation from the recommendation is explained";
        NotADismissal = "not_a_dismissal", "Keberatan tidak terbuka terhadap pemberhentian", "Objection is not open against a dismissal";
        IsADismissal = "is_a_dismissal", "Banding hanya terhadap pemberhentian atau pemutusan kontrak", "Appeal only against a dismissal or end of contract";
        RemedyMeasuresFit = "remedy_measures_fit", "Putusan yang mengubah menyebut sanksi baru", "A decision that changes names the new measures";
        EffectDayReached = "effect_day_reached", "Hari mulai berlaku telah tiba", "The day of taking effect has come";
        MeasuresEnded = "measures_ended", "Masa sanksi telah selesai", "The measures have run their time";
        LiftGround = "lift_ground", "Keputusan sanksi ada, atau pemeriksaan telah berakhir", "The sanction was decided, or the review has ended";
        AnsweredOrReason = "answered_or_reason", "Penutupan tanpa jawaban disertai alasan", "Closing unanswered needs a reason";
        FromReport = "from_report", "Perkara berasal dari laporan", "The case began with a report";
        NoOpenBlock = "no_open_block", "Belum ada blokir terbuka dengan cakupan itu", "No open block with that scope";
    }
}

vocabulary! {
    /// Whether historic entry may override the guard: structural guards always hold.
    GuardKind {
        Structural = "structural", "struktural", "structural";
        Temporal = "temporal", "waktu", "temporal";
    }
}
