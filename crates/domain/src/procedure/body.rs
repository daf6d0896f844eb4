//! The shapes that the details of an action can take; each has one struct in [`crate::acts`].

vocabulary! {
    /// Which details an action's body carries.
    BodyShape {
        None = "none", "tanpa rincian", "no details";
        Plenary = "plenary", "rapat pleno", "plenary meeting";
        Complaint = "complaint", "laporan", "report";
        Supplement = "supplement", "tambahan data", "supplement";
        InitialStudy = "initial_study", "kajian awal", "initial study";
        Study = "study", "kajian", "study";
        NotRegistered = "not_registered", "tidak diregistrasi", "not registered";
        Delegation = "delegation", "pelimpahan", "delegation";
        TakeoverRequest = "takeover_request", "permintaan pengambilalihan", "request for takeover";
        Takeover = "takeover", "pengambilalihan", "takeover";
        Forwarding = "forwarding", "penerusan", "forwarding";
        Person = "person", "orang", "person";
        Invitation = "invitation", "undangan", "invitation";
        Outcomes = "outcomes", "hasil pleno", "outcomes";
        CorrectionRequest = "correction_request", "permintaan koreksi", "request for correction";
        CorrectionDecision = "correction_decision", "putusan koreksi", "decision on a correction";
        OutsideReference = "outside_reference", "nomor sistem luar", "reference in an outside system";
        Recommendation = "recommendation", "rekomendasi", "recommendation";
        Regime = "regime", "rezim sanksi", "sanction regime";
        Judgement = "judgement", "penilaian tindak lanjut", "judgement of the follow-up";
        Lapse = "lapse", "sebab gugur", "cause of lapse";
        Succession = "succession", "pengalihan", "hand-over";
        BlockScope = "block_scope", "cakupan blokir", "scope of the block";
        Imposition = "imposition", "penjatuhan", "imposition";
        Remedy = "remedy", "putusan upaya", "decision of the remedy";
        Readdress = "readdress", "tujuan baru", "new destination";
        Closing = "closing", "penutupan", "closing";
        Reason = "reason", "alasan", "reason";
        Identification = "identification", "identitas", "identification";
        SubjectChange = "subject_change", "jenis terlapor", "kind of respondent";
        Strike = "strike", "pencoretan", "strike";
        Replacement = "replacement", "pengganti", "replacement";
        RespondentMerge = "respondent_merge", "penggabungan terlapor", "merge of respondents";
        Restoration = "restoration", "pemulihan", "restoration";
        Split = "split", "pemisahan", "split";
        OtherCase = "other_case", "perkara lain", "other case";
        OtherReview = "other_review", "pemeriksaan lain", "other review";
        Amendments = "amendments", "pembetulan", "amendments";
        StudyRequest = "study_request", "permintaan kajian", "request for a study";
        Redirection = "redirection", "otoritas tujuan", "authority redirected to";
        Transfer = "transfer", "instansi baru", "new agency";
        Reopening = "reopening", "alasan pembukaan kembali", "ground of the reopening";
        File = "file", "berkas", "file";
        Assignment = "assignment", "penugasan", "assignment";
        Reassignment = "reassignment", "penggantian petugas", "reassignment";
        Release = "release", "pengakhiran penugasan", "end of an assignment";
        Claim = "claim", "pengambilan tugas", "taking on a task";
        EntryAnswer = "entry_answer", "jawaban atas pencatatan", "answer to an entry";
        Reference = "reference", "nomor di sistem luar", "number in an outside system";
    }
}
