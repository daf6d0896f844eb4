//! Every action of the API, one vocabulary for all machines.

vocabulary! {
    /// What can be done to a track. The path of each stands in its rule row.
    Action {
        // creation
        FileReport = "file_report", "Menyampaikan laporan", "File a report";
        FileSupervisionReport = "file_supervision_report", "Membuat laporan hasil pengawasan", "File a supervision or investigation report";
        RecordEarlyInformation = "record_early_information", "Mencatat informasi awal", "Record early information";
        // pre-case
        PursueInformation = "pursue_information", "Memutuskan penelusuran", "Decide to follow up early information";
        CloseInformation = "close_information", "Menutup informasi awal", "Close early information";
        ReportSupervision = "report_supervision", "Melaporkan hasil penelusuran", "Report the result of the follow-up";
        EstablishFinding = "establish_finding", "Menetapkan temuan", "Establish the finding";
        RegisterFinding = "register_finding", "Meregistrasi temuan", "Register the finding";
        // intake
        PassOn = "pass_on", "Meneruskan ke Panwaslu Kecamatan", "Pass on to the sub-district office";
        HandOverEvidence = "hand_over_evidence", "Menyerahkan identitas dan bukti", "Hand over identity and evidence";
        WithdrawReport = "withdraw_report", "Mencabut laporan", "Withdraw the report";
        CompleteInitialStudy = "complete_initial_study", "Menyelesaikan kajian awal", "Complete the initial study";
        RequestCompletion = "request_completion", "Memberitahukan kekurangan", "Tell the reporter what is missing";
        CompleteReport = "complete_report", "Memperbaiki laporan", "Complete the report";
        DeclareNotRegistered = "declare_not_registered", "Menyatakan tidak diregistrasi", "Declare the report not registered";
        Delegate = "delegate", "Melimpahkan", "Delegate downwards";
        RequestTakeover = "request_takeover", "Meminta pengambilalihan", "Ask the higher office to take over";
        DeclineTakeover = "decline_takeover", "Menolak pengambilalihan", "Decline the takeover";
        TakeOver = "take_over", "Mengambil alih", "Take over";
        ForwardUnregistered = "forward_unregistered", "Meneruskan tanpa registrasi", "Forward without a register number";
        RegisterReport = "register_report", "Meregistrasi laporan", "Register the report";
        // handling
        AppointTeam = "appoint_team", "Menetapkan tim klarifikasi dan pengkaji", "Appoint the clarification and study team";
        Invite = "invite", "Mengundang klarifikasi", "Invite to a clarification";
        RecordClarification = "record_clarification", "Mencatat klarifikasi", "Record a clarification";
        RecordAbsence = "record_absence", "Mencatat ketidakhadiran", "Record an absence";
        Extend = "extend", "Menetapkan perlu keterangan tambahan", "Extend for further information";
        SubmitStudy = "submit_study", "Menyerahkan kajian ke pleno", "Submit the study to the plenary";
        SendBackStudy = "send_back_study", "Mengembalikan kajian", "Send the study back";
        AdjournPlenary = "adjourn_plenary", "Menunda pleno", "Adjourn the plenary meeting";
        DecideOutcomes = "decide_outcomes", "Memutuskan hasil penanganan", "Decide the outcomes";
        WithdrawAfterRegistration = "withdraw_after_registration", "Mencatat pencabutan setelah registrasi", "Log a withdrawal after registration";
        SendRecommendation = "send_recommendation", "Mengirim rekomendasi dan penerusan", "Send recommendations and referrals";
        AnnounceStatus = "announce_status", "Mengumumkan status", "Announce the status";
        RequestCorrection = "request_correction", "Meminta koreksi", "Ask for a correction";
        AskNationalView = "ask_national_view", "Meminta pendapat Bawaslu RI", "Ask for the view of Bawaslu RI";
        GiveNationalView = "give_national_view", "Memberikan pertimbangan Bawaslu RI", "Give the view of Bawaslu RI";
        DecideCorrection = "decide_correction", "Memutuskan koreksi", "Decide the correction";
        CloseCase = "close_case", "Menutup perkara", "Close the case";
        // respondents who change, cases that belong together
        AddRespondents = "add_respondents", "Menambahkan terlapor", "Add respondents";
        IdentifyRespondent = "identify_respondent", "Mencatat identitas terlapor", "Identify a respondent";
        ChangeSubjectKind = "change_subject_kind", "Mengubah jenis terlapor", "Change what a respondent is";
        StrikeRespondent = "strike_respondent", "Mencoret terlapor", "Strike a respondent";
        ReplaceRespondent = "replace_respondent", "Mengganti terlapor", "Replace a respondent";
        MergeRespondents = "merge_respondents", "Menggabungkan dua terlapor yang sama", "Merge two respondents";
        RestoreRespondent = "restore_respondent", "Memulihkan terlapor", "Restore a respondent";
        EndWithRespondent = "end_with_respondent", "Berakhir karena terlapor berubah", "End with a change of the respondent";
        FollowRespondent = "follow_respondent", "Mengikuti perubahan terlapor", "Follow a change of the respondent";
        SplitCase = "split_case", "Memisahkan perkara", "Split the case";
        OpenSplit = "open_split", "Membuka perkara hasil pemisahan", "Open the split-off case";
        LinkCases = "link_cases", "Menghubungkan dengan perkara peristiwa yang sama", "Link with a case of the same event";
        UnlinkCases = "unlink_cases", "Melepas hubungan perkara", "Undo the link of two cases";
        MergeCases = "merge_cases", "Menggabungkan ke perkara lain", "Merge into another case";
        UnmergeCases = "unmerge_cases", "Membatalkan penggabungan perkara", "Undo the merge of two cases";
        FollowLink = "follow_link", "Mengikuti hubungan perkara lain", "Follow the link of another case";
        // review
        TakeIn = "take_in", "Menerima penerusan", "Take in the forwarded matter";
        RejectReview = "reject_review", "Menolak", "Reject";
        CancelReview = "cancel_review", "Membatalkan", "Cancel";
        PassToBawaslu = "pass_to_bawaslu", "Menyerahkan kajian kepada Bawaslu", "Pass to Bawaslu for study";
        BeginExamination = "begin_examination", "Memulai pemeriksaan", "Begin the examination";
        ChooseRegime = "choose_regime", "Memilih rezim sanksi", "Choose the sanction regime";
        FindProven = "find_proven", "Menyatakan terbukti", "Find proven";
        FindNotProven = "find_not_proven", "Menyatakan tidak terbukti", "Find not proven";
        IssueRecommendation = "issue_recommendation", "Menerbitkan rekomendasi", "Issue the recommendation";
        RecordReceipt = "record_receipt", "Mencatat penerimaan rekomendasi", "Record receipt of the recommendation";
        Respond = "respond", "Menanggapi rekomendasi", "Respond to the recommendation";
        Remind = "remind", "Mengingatkan", "Remind";
        Escalate = "escalate", "Mengeskalasi", "Escalate";
        RequestBlock = "request_block", "Meminta pemblokiran", "Request a block";
        ReportFollowUp = "report_follow_up", "Melaporkan tindak lanjut", "Report the follow-up";
        AcceptFollowUp = "accept_follow_up", "Menerima tindak lanjut", "Accept the follow-up";
        RefuseFollowUp = "refuse_follow_up", "Tidak menerima tindak lanjut", "Do not accept the follow-up";
        DeclareLapsed = "declare_lapsed", "Menyatakan gugur", "Declare lapsed";
        HandOver = "hand_over", "Mengalihkan ke otoritas penerus", "Hand over to the successor authority";
        GoOnAsCorrected = "go_on_as_corrected", "Melanjutkan menurut rekomendasi baru", "Go on under the corrected recommendation";
        WithdrawByCorrection = "withdraw_by_correction", "Menarik karena koreksi", "Withdraw by correction";
        // sanction
        OpenSanction = "open_sanction", "Membuka penjatuhan sanksi", "Open the sanction track";
        Summon = "summon", "Memanggil", "Summon";
        RecordExamination = "record_examination", "Mencatat pemeriksaan", "Record the examination";
        ProposeWithoutHearing = "propose_without_hearing", "Mengusulkan tanpa pemeriksaan setelah dua panggilan", "Propose without a hearing after two summons";
        Impose = "impose", "Menjatuhkan sanksi", "Impose the sanction";
        DeclineToImpose = "decline_to_impose", "Tidak menjatuhkan sanksi", "Decline to impose";
        Deliver = "deliver", "Menyampaikan keputusan", "Deliver the decision";
        FileObjection = "file_objection", "Mengajukan keberatan", "File an objection";
        DecideObjection = "decide_objection", "Memutus keberatan", "Decide the objection";
        FileAppeal = "file_appeal", "Mengajukan banding administratif", "File an appeal to BPASN";
        AnswerAppeal = "answer_appeal", "Menanggapi banding", "Answer the appeal";
        DecideAppeal = "decide_appeal", "Memutus banding", "Decide the appeal";
        TakeEffect = "take_effect", "Memberlakukan keputusan", "Record that the decision takes effect";
        RecordServed = "record_served", "Mencatat selesai dijalani", "Record that the sanction was served";
        LapseSanction = "lapse_sanction", "Menyatakan sanksi gugur", "Declare the sanction lapsed";
        WithdrawSanction = "withdraw_sanction", "Menghentikan sanksi karena koreksi", "Withdraw the sanction by correction";
        // between offices
        OpenAtAuthority = "open_at_authority", "Membuka perkara di otoritas", "Open a matter at the authority";
        ReturnForCompletion = "return_for_completion", "Mengembalikan untuk dilengkapi", "Return for completion";
        Resubmit = "resubmit", "Menyampaikan kembali setelah dilengkapi", "Send again after completion";
        Redirect = "redirect", "Mengalihkan ke otoritas yang berwenang", "Redirect to the competent authority";
        RedirectRecommendation = "redirect_recommendation", "Mengalihkan rekomendasi ke instansi yang berwenang", "Redirect the recommendation to the competent agency";
        Recall = "recall", "Menarik kembali sebelum ada yang bertindak", "Recall before anybody acted";
        Transfer = "transfer", "Mencatat perpindahan ke instansi lain", "Record a transfer to another agency";
        FollowTransfer = "follow_transfer", "Mengikuti perpindahan ke instansi lain", "Follow the transfer to another agency";
        LiftInPart = "lift_in_part", "Membuka sebagian blokir", "Lift the block in part";
        JoinReviews = "join_reviews", "Menggabungkan ke pemeriksaan lain atas orang dan perbuatan yang sama", "Join into another review of the same person and act";
        SeparateReviews = "separate_reviews", "Memisahkan kembali pemeriksaan yang digabung", "Separate the joined reviews";
        FollowJoining = "follow_joining", "Mengikuti penggabungan pemeriksaan lain", "Follow the joining of another review";
        // after the end
        Reopen = "reopen", "Membuka kembali", "Reopen";
        ReopenWith = "reopen_with", "Ikut dibuka kembali", "Reopened with one of its tracks";
        // control
        OpenControl = "open_control", "Membuka pengendalian", "Open the control track";
        Block = "block", "Memblokir", "Block";
        RefuseBlock = "refuse_block", "Menolak pemblokiran", "Refuse the block";
        RequestLift = "request_lift", "Meminta pembukaan blokir", "Request to lift the block";
        RefuseLift = "refuse_lift", "Menolak pembukaan blokir", "Refuse to lift the block";
        Lift = "lift", "Membuka blokir", "Lift the block";
        AnnulBlock = "annul_block", "Membatalkan blokir", "Annul the block";
        // referral
        OpenReferral = "open_referral", "Meneruskan", "Open the referral";
        OpenReview = "open_review", "Meneruskan ke otoritas", "Open the review";
        RecordReferralReceipt = "record_referral_receipt", "Mencatat penerimaan penerusan", "Record receipt of the referral";
        ReturnReferral = "return_referral", "Mengembalikan penerusan", "Return the referral";
        ResendReferral = "resend_referral", "Meneruskan ulang", "Send the referral again";
        AnswerReferral = "answer_referral", "Menjawab penerusan", "Answer the referral";
        ReferAsCorrected = "refer_as_corrected", "Melanjutkan penerusan menurut rekomendasi baru", "Go on with the referral under the corrected recommendation";
        WithdrawReferral = "withdraw_referral", "Menarik penerusan karena koreksi", "Withdraw the referral by correction";
        CloseReferral = "close_referral", "Menutup penerusan", "Close the referral";
        // on every machine: papers, files, outside numbers, mistakes, the end of an office
        AddPapers = "add_papers", "Menambahkan surat", "Add papers";
        AttachFile = "attach_file", "Mengunggah berkas", "Upload a file";
        AnswerEntry = "answer_entry", "Membenarkan atau membantah pencatatan dari surat", "Confirm or contest an entry made from a paper";
        Assign = "assign", "Menugaskan", "Assign an officer";
        Reassign = "reassign", "Mengganti petugas", "Replace the officer assigned";
        Release = "release", "Mengakhiri penugasan", "End an assignment";
        Claim = "claim", "Mengambil tugas", "Take on the task oneself";
        AddReference = "add_reference", "Mencatat nomor sistem luar", "Record an outside number";
        Amend = "amend", "Membetulkan data", "Amend";
        AmendWith = "amend_with", "Ikut dibetulkan", "Amended with another track";
        Annul = "annul", "Membatalkan langkah terakhir", "Take back the last step";
        AnnulWith = "annul_with", "Ikut dibatalkan", "Taken back with the step that caused it";
        SucceedOffice = "succeed_office", "Beralih ke kantor penerus", "Pass to the successor office";
        RecountTerms = "recount_terms", "Tenggat dihitung ulang", "Terms counted anew";
        PlaceHold = "place_hold", "Menahan perkara dari penghapusan", "Place a legal hold";
        LiftHold = "lift_hold", "Mencabut penahanan dari penghapusan", "Lift a legal hold";
        ErasePerson = "erase_person", "Data seseorang dihapus", "A person was erased";
    }
}
