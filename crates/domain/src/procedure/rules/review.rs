//! The review machine: one ASN at the authority competent at its intake (KASN, BKN, MenPANRB's run-off).

use crate::procedure::{
    Action, Acts, BodyShape, Guard, Mark, PaperKind as P, Rule, Seat, Stage, Term, To, Touch,
    rule::{ROW, always, law, structural, temporal},
};
use crate::{
    law::{
        Confidence::{Likely, Sure, Unsure},
        LawSet,
    },
    people::Role,
};

pub(in crate::procedure) const ERAS: &[LawSet] = LawSet::ERAS;
pub(in crate::procedure) const KASN: &[LawSet] = &[LawSet::Kasn];
pub(in crate::procedure) const BKN: &[LawSet] = &[LawSet::Bkn];
/// Those that may have a successor which no text names yet.
pub(in crate::procedure) const AFTER_KASN: &[LawSet] = &[LawSet::Bkn, LawSet::MenPanrb];
/// KASN and, for what KASN had already recommended, MenPANRB.
pub(in crate::procedure) const NOT_BKN: &[LawSet] = &[LawSet::Kasn, LawSet::MenPanrb];

/// Who answers for the agency; the authorised official reports: SE MenPANRB 4/2024, article not seen.
pub(in crate::procedure) const UNIT: &[Role] = &[
    Role::PersonnelUnit,
    Role::AuthorisedOfficial,
    Role::PersonnelOfficer,
];
pub(in crate::procedure) const AUTHORITY: Acts = Acts::Office(Seat::Authority);
const AGENCY: Acts = Acts::Office(Seat::Agency);
// A ministry officer sits on the seat of the authority only where MenPANRB runs off KASN's matters.
pub(in crate::procedure) const REVIEWERS: &[Role] =
    &[Role::Reviewer, Role::Commissioner, Role::MinistryOfficer];
pub(in crate::procedure) const BAWASLU: &[Role] =
    &[Role::ViolationsStaff, Role::IntakeOfficer, Role::Chair];
pub(in crate::procedure) const WATCHERS: &[Role] = &[
    Role::Reviewer,
    Role::AsnAuditor,
    Role::Commissioner,
    Role::MinistryOfficer,
];
const ANYONE_BUT_AGENCY: &[Role] = &[Role::Reviewer, Role::AsnAuditor, Role::ViolationsStaff];
pub(in crate::procedure) const OPEN: &[Stage] = &[
    Stage::Forwarded,
    Stage::Verification,
    Stage::Returned,
    Stage::BawasluStudy,
    Stage::Examination,
    Stage::Proven,
    Stage::Recommended,
    Stage::AwaitingAgency,
    Stage::Reminded,
    Stage::Escalated,
    Stage::FollowUpReported,
];
pub(in crate::procedure) const TERMS: &[Term] = &[
    Term::SatgasVerification,
    Term::BawasluStudy,
    Term::AgencyFollowUp,
    Term::WarningFollowUp,
];
/// MenPANRB alone: what an officer hands to it with a reason although KASN had not recommended yet.
const RUN_OFF: &[LawSet] = &[LawSet::MenPanrb];
const RUN_OFF_FLOW: &str = "SE MenPANRB 4/2024 (run-off, as KASN)";
pub(in crate::procedure) const KASN_FLOW: &str =
    "UU 5/2014; SKB 2020; SKB 2022; SIAPNET practice (from 31 Jan 2023)";
const BKN_FLOW: &str = "SE MenPANRB 4/2024; SBT flow of BKN (3 Oct 2024)";

pub(in crate::procedure) const RULES: &[Rule] = &[
    Rule {
        action: Action::OpenReview,
        path: "",
        to: To::Stage(Stage::Forwarded),
        by: &[Role::Chair],
        law: &[
            law(
                KASN,
                "practice; in general elections from 20 Oct 2022 Perbawaslu 7/2022 art. 22, 49",
                &[P::B17],
                Likely,
            ),
            law(
                BKN,
                "SE MenPANRB 4/2024; in general elections Perbawaslu 7/2022 art. 22, 49",
                &[P::B17],
                Likely,
            ),
            law(&[LawSet::MenPanrb], "SE MenPANRB 4/2024", &[], Likely),
        ],
        caused_by: &[
            Action::ForwardUnregistered,
            Action::SendRecommendation,
            Action::DecideCorrection,
            Action::ChangeSubjectKind,
            Action::ReplaceRespondent,
            Action::HandOver,
            Action::Redirect,
            Action::OpenAtAuthority,
        ],
        ..ROW
    },
    Rule {
        action: Action::TakeIn,
        path: "intake",
        from: &[Stage::Forwarded],
        to: To::Stage(Stage::Verification),
        acts: AUTHORITY,
        by: REVIEWERS,
        records: BAWASLU,
        guards: &[temporal(Guard::AuthorityCompetent)],
        opens: &[always(Term::SatgasVerification)],
        marks: &[Mark::BorrowedText],
        body: BodyShape::OutsideReference,
        law: &[
            law(NOT_BKN, KASN_FLOW, &[], Likely),
            law(BKN, BKN_FLOW, &[], Likely),
        ],
        ..ROW
    },
    Rule {
        action: Action::RejectReview,
        path: "rejection",
        from: &[Stage::Verification],
        to: To::Stage(Stage::ReviewRejected),
        acts: AUTHORITY,
        marks: &[Mark::BorrowedText],
        by: REVIEWERS,
        records: BAWASLU,
        after: Some(Action::TakeIn),
        closes: TERMS,
        touches: &[Touch::MayEndCase],
        body: BodyShape::Reason,
        guards: &[temporal(Guard::AuthorityCompetent)],
        law: &[
            law(KASN, KASN_FLOW, &[], Likely),
            law(BKN, "BKN application states (4 Dec 2024)", &[], Likely),
            law(RUN_OFF, RUN_OFF_FLOW, &[], Unsure),
        ],
        ..ROW
    },
    Rule {
        action: Action::CancelReview,
        path: "cancellation",
        from: &[Stage::Forwarded, Stage::Verification, Stage::Returned],
        to: To::Stage(Stage::ReviewCancelled),
        acts: AUTHORITY,
        marks: &[Mark::BorrowedText],
        by: REVIEWERS,
        records: BAWASLU,
        closes: TERMS,
        touches: &[Touch::MayEndCase],
        body: BodyShape::Reason,
        guards: &[temporal(Guard::AuthorityCompetent)],
        law: &[
            law(KASN, KASN_FLOW, &[], Unsure),
            law(BKN, "BKN application states (4 Dec 2024)", &[], Likely),
            law(RUN_OFF, RUN_OFF_FLOW, &[], Unsure),
        ],
        ..ROW
    },
    Rule {
        action: Action::PassToBawaslu,
        path: "bawaslu-study",
        from: &[Stage::Verification],
        to: To::Stage(Stage::BawasluStudy),
        acts: AUTHORITY,
        marks: &[Mark::BorrowedText],
        by: REVIEWERS,
        records: BAWASLU,
        after: Some(Action::TakeIn),
        due: Some(Term::SatgasVerification),
        opens: &[always(Term::BawasluStudy)],
        closes: &[Term::SatgasVerification],
        guards: &[
            temporal(Guard::AuthorityCompetent),
            structural(Guard::StudyOfficeKnown),
        ],
        body: BodyShape::StudyRequest,
        law: &[law(BKN, BKN_FLOW, &[], Likely)],
        ..ROW
    },
    Rule {
        action: Action::BeginExamination,
        path: "examination",
        from: &[Stage::Verification],
        to: To::Stage(Stage::Examination),
        acts: AUTHORITY,
        marks: &[Mark::BorrowedText],
        by: REVIEWERS,
        records: BAWASLU,
        after: Some(Action::TakeIn),
        guards: &[temporal(Guard::AuthorityCompetent)],
        law: &[
            law(KASN, KASN_FLOW, &[], Likely),
            law(RUN_OFF, RUN_OFF_FLOW, &[], Unsure),
        ],
        ..ROW
    },
    Rule {
        action: Action::FindProven,
        path: "proven",
        from: &[Stage::Examination],
        to: To::Stage(Stage::Proven),
        acts: AUTHORITY,
        marks: &[Mark::BorrowedText],
        by: REVIEWERS,
        records: BAWASLU,
        after: Some(Action::BeginExamination),
        guards: &[temporal(Guard::AuthorityCompetent)],
        law: &[
            law(KASN, KASN_FLOW, &[], Likely),
            law(RUN_OFF, RUN_OFF_FLOW, &[], Unsure),
        ],
        ..ROW
    },
    Rule {
        action: Action::FindProven,
        path: "proven",
        from: &[Stage::BawasluStudy],
        to: To::Stage(Stage::Proven),
        acts: Acts::Office(Seat::Study),
        by: &[Role::Chair, Role::Member],
        records: &[Role::Reviewer, Role::Commissioner],
        after: Some(Action::PassToBawaslu),
        due: Some(Term::BawasluStudy),
        closes: &[Term::BawasluStudy],
        law: &[law(BKN, BKN_FLOW, &[], Likely)],
        ..ROW
    },
    Rule {
        action: Action::FindNotProven,
        path: "not-proven",
        from: &[Stage::Examination],
        to: To::Stage(Stage::NotProven),
        acts: AUTHORITY,
        marks: &[Mark::BorrowedText],
        by: REVIEWERS,
        records: BAWASLU,
        after: Some(Action::BeginExamination),
        touches: &[Touch::MayEndCase],
        body: BodyShape::Reason,
        guards: &[temporal(Guard::AuthorityCompetent)],
        law: &[
            law(KASN, KASN_FLOW, &[], Likely),
            law(RUN_OFF, RUN_OFF_FLOW, &[], Unsure),
        ],
        ..ROW
    },
    Rule {
        action: Action::FindNotProven,
        path: "not-proven",
        from: &[Stage::BawasluStudy],
        to: To::Stage(Stage::NotProven),
        acts: Acts::Office(Seat::Study),
        by: &[Role::Chair, Role::Member],
        records: &[Role::Reviewer, Role::Commissioner],
        after: Some(Action::PassToBawaslu),
        due: Some(Term::BawasluStudy),
        closes: &[Term::BawasluStudy],
        touches: &[Touch::MayEndCase],
        body: BodyShape::Reason,
        law: &[law(BKN, BKN_FLOW, &[], Likely)],
        ..ROW
    },
    Rule {
        action: Action::IssueRecommendation,
        path: "recommendation",
        from: &[Stage::Proven],
        to: To::Stage(Stage::Recommended),
        acts: AUTHORITY,
        by: &[Role::Commissioner, Role::MinistryOfficer],
        records: BAWASLU,
        after: Some(Action::FindProven),
        guards: &[
            temporal(Guard::AuthorityCompetent),
            structural(Guard::AgencyKnown),
            structural(Guard::LevelOrKindGiven),
            structural(Guard::PapersDemanded),
        ],
        marks: &[
            Mark::BorrowedText,
            Mark::RegimeNotChosen,
            Mark::RowUnsure,
            Mark::LevelElsewhere,
            Mark::RepeatedBreach,
            Mark::KindPostponed,
        ],
        body: BodyShape::Recommendation,
        law: &[
            law(
                KASN,
                "UU 5/2014 (art. 32(3) unsure)",
                &[P::Recommendation],
                Likely,
            )
            .demands(&[P::Recommendation]),
            law(BKN, BKN_FLOW, &[P::Recommendation], Likely),
            law(RUN_OFF, RUN_OFF_FLOW, &[P::Recommendation], Unsure),
        ],
        ..ROW
    },
    Rule {
        action: Action::RecordReceipt,
        path: "receipt",
        from: &[Stage::Recommended],
        to: To::Stage(Stage::AwaitingAgency),
        acts: AGENCY,
        by: UNIT,
        records: ANYONE_BUT_AGENCY,
        after: Some(Action::IssueRecommendation),
        opens: &[always(Term::AgencyFollowUp)],
        touches: &[Touch::OpensSanction],
        law: &[law(
            ERAS,
            "KASN statement of 2018 (14 days); no single rule found",
            &[P::Receipt],
            Unsure,
        )],
        ..ROW
    },
    Rule {
        action: Action::Respond,
        path: "responses",
        from: &[Stage::AwaitingAgency, Stage::Reminded, Stage::Escalated],
        acts: AGENCY,
        by: UNIT,
        records: ANYONE_BUT_AGENCY,
        after: Some(Action::RecordReceipt),
        body: BodyShape::Reason,
        law: &[
            law(
                &[LawSet::Kasn],
                "practice (KASN letter of 2022)",
                &[P::Letter],
                Sure,
            ),
            law(
                &[LawSet::Bkn, LawSet::MenPanrb],
                "practice (KASN letter of 2022)",
                &[P::Letter],
                Likely,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::Remind,
        path: "reminders",
        from: &[Stage::AwaitingAgency, Stage::Reminded],
        to: To::Stage(Stage::Reminded),
        acts: AUTHORITY,
        marks: &[Mark::BorrowedText],
        by: WATCHERS,
        records: BAWASLU,
        after: Some(Action::RecordReceipt),
        guards: &[
            temporal(Guard::AuthorityCompetent),
            temporal(Guard::AgencyTermPassed),
        ],
        law: &[law(ERAS, "practice", &[P::Reminder], Likely)],
        ..ROW
    },
    Rule {
        action: Action::Escalate,
        path: "escalation",
        from: &[Stage::AwaitingAgency, Stage::Reminded, Stage::Escalated],
        to: To::Stage(Stage::Escalated),
        acts: Acts::Office(Seat::Ministry),
        by: &[Role::MinistryOfficer],
        records: ANYONE_BUT_AGENCY,
        after: Some(Action::RecordReceipt),
        guards: &[temporal(Guard::AgencyTermPassed)],
        opens: &[always(Term::WarningFollowUp)],
        // A second warning takes the place of the first, whose term ends with it.
        closes: &[Term::WarningFollowUp],
        law: &[
            law(
                NOT_BKN,
                "PP 12/2017 (as cited by the warning of 27 Oct 2020)",
                &[P::Warning],
                Likely,
            ),
            law(
                BKN,
                "Perpres 116/2022 art. 19; PP 12/2017",
                &[P::Warning],
                Likely,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::RequestBlock,
        path: "block-request",
        from: &[Stage::Reminded, Stage::Escalated],
        acts: AUTHORITY,
        marks: &[Mark::BorrowedText],
        by: WATCHERS,
        records: BAWASLU,
        guards: &[
            temporal(Guard::AuthorityCompetent),
            temporal(Guard::AgencyTermPassed),
            structural(Guard::NoOpenBlock),
        ],
        touches: &[Touch::OpensControl],
        body: BodyShape::BlockScope,
        law: &[
            law(
                NOT_BKN,
                "SKB 2020 (blocking of data in SAPK)",
                &[P::Letter],
                Sure,
            ),
            law(
                BKN,
                "Perpres 116/2022 art. 19, 20(4); Peraturan BKN 1/2023",
                &[P::Letter],
                Sure,
            ),
        ],
        ..ROW
    },
    Rule {
        action: Action::ReportFollowUp,
        path: "follow-up",
        from: &[Stage::AwaitingAgency, Stage::Reminded, Stage::Escalated],
        to: To::Stage(Stage::FollowUpReported),
        acts: AGENCY,
        by: UNIT,
        records: ANYONE_BUT_AGENCY,
        after: Some(Action::RecordReceipt),
        guards: &[structural(Guard::SanctionKnown)],
        due: Some(Term::AgencyFollowUp),
        closes: &[Term::AgencyFollowUp, Term::WarningFollowUp],
        law: &[
            law(NOT_BKN, KASN_FLOW, &[P::Decree], Likely),
            law(BKN, "SBT flow of BKN: entry in I'DIS", &[P::Decree], Likely),
        ],
        ..ROW
    },
    Rule {
        action: Action::AcceptFollowUp,
        path: "acceptance",
        from: &[Stage::FollowUpReported],
        to: To::Stage(Stage::ReviewClosed),
        acts: AUTHORITY,
        marks: &[Mark::BorrowedText],
        by: WATCHERS,
        records: BAWASLU,
        after: Some(Action::ReportFollowUp),
        touches: &[Touch::MayEndCase],
        body: BodyShape::Judgement,
        guards: &[
            temporal(Guard::AuthorityCompetent),
            structural(Guard::JudgementFits),
        ],
        law: &[law(ERAS, "practice", &[], Unsure)],
        ..ROW
    },
    Rule {
        action: Action::RefuseFollowUp,
        path: "follow-up-refusal",
        from: &[Stage::FollowUpReported],
        to: To::Stage(Stage::Reminded),
        acts: AUTHORITY,
        marks: &[Mark::BorrowedText],
        by: WATCHERS,
        records: BAWASLU,
        after: Some(Action::ReportFollowUp),
        opens: &[always(Term::AgencyFollowUp)],
        touches: &[Touch::OpensSanction],
        body: BodyShape::Reason,
        guards: &[temporal(Guard::AuthorityCompetent)],
        law: &[law(ERAS, "practice", &[P::Letter], Unsure)],
        ..ROW
    },
];
