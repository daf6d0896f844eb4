//! What passes between offices beside the main road: returned for completion, redirected, recalled, a person
//! who moves to another agency, a matter that began at the review authority.
//!
//! No article was seen for any of it: it is practice of letters between offices, and so labelled.

use crate::procedure::{
    Action, Acts, BodyShape, Guard, PaperKind as P, Rule, Seat, Stage, Term, To, Touch,
    rule::{ROW, law, structural, temporal},
    rules::review::UNIT,
};
use crate::{
    law::{
        Confidence::{Likely, Unsure},
        LawSet,
    },
    people::Role,
};

const HANDLING: &[LawSet] = LawSet::HANDLING;
const ERAS: &[LawSet] = LawSet::ERAS;
const REGIMES: &[LawSet] = LawSet::REGIMES;
const PRACTICE: &str = "practice (no article on letters between offices was seen)";

const AUTHORITY: Acts = Acts::Office(Seat::Authority);
const AGENCY: Acts = Acts::Office(Seat::Agency);
const REVIEWERS: &[Role] = &[Role::Reviewer, Role::Commissioner, Role::MinistryOfficer];
const BAWASLU: &[Role] = &[Role::ViolationsStaff, Role::IntakeOfficer, Role::Chair];
const WATCHERS: &[Role] = &[Role::Reviewer, Role::AsnAuditor, Role::ViolationsStaff];
/// Whoever sent: a Bawaslu office, or the authority at which the matter began.
const SENDERS: &[Role] = &[
    Role::ViolationsStaff,
    Role::IntakeOfficer,
    Role::Chair,
    Role::Reviewer,
    Role::Commissioner,
    Role::MinistryOfficer,
];
/// Where the agency has something to do with the review and its term runs.
const WITH_AGENCY: &[Stage] = &[Stage::AwaitingAgency, Stage::Reminded, Stage::Escalated];
const AGENCY_TERMS: &[Term] = &[Term::AgencyFollowUp, Term::WarningFollowUp];

/// By decree of transfer; the new personnel officer receives the recommendation anew.
const TRANSFER: Rule = Rule {
    action: Action::Transfer,
    path: "transfer",
    acts: AGENCY,
    by: UNIT,
    records: WATCHERS,
    guards: &[
        structural(Guard::AgencyOther),
        structural(Guard::PapersDemanded),
    ],
    touches: &[Touch::MovesAgency],
    body: BodyShape::Transfer,
    ..ROW
};
const FOLLOWS: Rule = Rule {
    action: Action::FollowTransfer,
    acts: AGENCY,
    by: UNIT,
    caused_by: &[Action::Transfer, Action::RedirectRecommendation],
    ..ROW
};

pub(in crate::procedure) const RULES: &[Rule] = &[
    Rule {
        action: Action::OpenAtAuthority,
        path: "authority-matters",
        to: To::Stage(Stage::AtAuthority),
        acts: AUTHORITY,
        by: REVIEWERS,
        touches: &[Touch::OpensReviews],
        body: BodyShape::Complaint,
        law: &[law(
            HANDLING,
            "practice (complaints to the authority itself, article not seen)",
            &[P::Letter],
            Unsure,
        )],
        ..ROW
    },
    Rule {
        action: Action::ReturnForCompletion,
        path: "return-for-completion",
        from: &[Stage::Verification],
        to: To::Stage(Stage::Returned),
        acts: AUTHORITY,
        by: REVIEWERS,
        records: BAWASLU,
        after: Some(Action::TakeIn),
        guards: &[temporal(Guard::AuthorityCompetent)],
        touches: &[Touch::PausesTerms],
        body: BodyShape::Reason,
        law: &[law(ERAS, PRACTICE, &[P::Letter], Unsure)],
        ..ROW
    },
    Rule {
        action: Action::Resubmit,
        path: "resubmission",
        from: &[Stage::Returned],
        to: To::Stage(Stage::Verification),
        by: SENDERS,
        after: Some(Action::ReturnForCompletion),
        touches: &[Touch::PausesTerms],
        law: &[law(ERAS, PRACTICE, &[P::Letter], Unsure)],
        ..ROW
    },
    Rule {
        action: Action::Redirect,
        path: "redirection",
        from: &[Stage::Forwarded, Stage::Verification, Stage::Returned],
        to: To::Stage(Stage::HandedOver),
        acts: AUTHORITY,
        by: REVIEWERS,
        records: BAWASLU,
        guards: &[temporal(Guard::RedirectCompetent)],
        closes: &[Term::SatgasVerification],
        touches: &[Touch::OpensSuccessor],
        body: BodyShape::Redirection,
        law: &[law(
            ERAS,
            "practice; SE MenPANRB 4/2024",
            &[P::Letter],
            Unsure,
        )],
        ..ROW
    },
    Rule {
        action: Action::RedirectRecommendation,
        path: "recommendation-redirection",
        from: &[
            Stage::Recommended,
            Stage::AwaitingAgency,
            Stage::Reminded,
            Stage::Escalated,
        ],
        to: To::Stage(Stage::Recommended),
        acts: AUTHORITY,
        by: &[
            Role::Reviewer,
            Role::AsnAuditor,
            Role::Commissioner,
            Role::MinistryOfficer,
        ],
        records: BAWASLU,
        after: Some(Action::IssueRecommendation),
        guards: &[
            temporal(Guard::AuthorityCompetent),
            structural(Guard::AgencyUndecided),
            structural(Guard::AgencyOther),
        ],
        closes: AGENCY_TERMS,
        touches: &[Touch::MovesAgency],
        body: BodyShape::Transfer,
        law: &[law(ERAS, PRACTICE, &[P::Letter], Unsure)],
        ..ROW
    },
    Rule {
        action: Action::Recall,
        path: "recall",
        from: &[Stage::Forwarded],
        to: To::Stage(Stage::ReviewRecalled),
        by: &[Role::Chair, Role::Commissioner, Role::MinistryOfficer],
        guards: &[structural(Guard::NobodyActed)],
        touches: &[Touch::MayEndCase],
        body: BodyShape::Reason,
        law: &[law(ERAS, PRACTICE, &[P::Letter], Unsure)],
        ..ROW
    },
    Rule {
        action: Action::Recall,
        path: "recall",
        from: &[Stage::ReferralSent],
        to: To::Stage(Stage::ReferralRecalled),
        by: &[Role::Chair],
        guards: &[structural(Guard::NobodyActed)],
        touches: &[Touch::MayEndCase],
        body: BodyShape::Reason,
        law: &[law(HANDLING, PRACTICE, &[P::Letter], Unsure)],
        ..ROW
    },
    Rule {
        action: Action::Recall,
        path: "recall",
        from: &[Stage::BlockRequested],
        to: To::Stage(Stage::BlockRecalled),
        acts: AUTHORITY,
        by: &[
            Role::Reviewer,
            Role::AsnAuditor,
            Role::Commissioner,
            Role::MinistryOfficer,
        ],
        records: BAWASLU,
        guards: &[structural(Guard::NobodyActed)],
        touches: &[Touch::MayEndCase],
        body: BodyShape::Reason,
        law: &[law(ERAS, PRACTICE, &[P::Letter], Unsure)],
        ..ROW
    },
    Rule {
        from: WITH_AGENCY,
        to: To::Stage(Stage::Recommended),
        closes: AGENCY_TERMS,
        law: &[law(ERAS, PRACTICE, &[P::TransferDecree], Unsure).demands(&[P::TransferDecree])],
        ..TRANSFER
    },
    Rule {
        from: &[Stage::Recommended, Stage::FollowUpReported],
        law: &[law(ERAS, PRACTICE, &[P::TransferDecree], Unsure).demands(&[P::TransferDecree])],
        ..TRANSFER
    },
    Rule {
        from: &[
            Stage::RecommendationReceived,
            Stage::AgencyExamination,
            Stage::Proposed,
            Stage::Imposed,
            Stage::Delivered,
            Stage::UnderObjection,
            Stage::UnderAppeal,
            Stage::InForce,
        ],
        law: &[law(REGIMES, PRACTICE, &[P::TransferDecree], Unsure).demands(&[P::TransferDecree])],
        ..TRANSFER
    },
    Rule {
        from: &[Stage::BlockRequested, Stage::Blocked],
        law: &[law(ERAS, PRACTICE, &[P::TransferDecree], Unsure).demands(&[P::TransferDecree])],
        ..TRANSFER
    },
    Rule {
        from: WITH_AGENCY,
        to: To::Stage(Stage::Recommended),
        closes: AGENCY_TERMS,
        law: &[law(ERAS, PRACTICE, &[], Unsure)],
        ..FOLLOWS
    },
    Rule {
        from: &[
            Stage::Forwarded,
            Stage::Verification,
            Stage::Returned,
            Stage::BawasluStudy,
            Stage::Examination,
            Stage::Proven,
            Stage::Recommended,
            Stage::FollowUpReported,
        ],
        law: &[law(ERAS, PRACTICE, &[], Unsure)],
        ..FOLLOWS
    },
    Rule {
        from: &[
            Stage::RecommendationReceived,
            Stage::AgencyExamination,
            Stage::Proposed,
            Stage::Imposed,
            Stage::Delivered,
            Stage::UnderObjection,
            Stage::UnderAppeal,
            Stage::InForce,
        ],
        law: &[law(REGIMES, PRACTICE, &[], Unsure)],
        ..FOLLOWS
    },
    Rule {
        from: &[Stage::BlockRequested, Stage::Blocked],
        law: &[law(ERAS, PRACTICE, &[], Unsure)],
        ..FOLLOWS
    },
    Rule {
        action: Action::LiftInPart,
        path: "partial-lifting",
        from: &[Stage::Blocked],
        acts: Acts::Office(Seat::Control),
        by: &[Role::ControlOfficer],
        records: &[Role::Reviewer, Role::ViolationsStaff],
        guards: &[
            structural(Guard::LiftGround),
            structural(Guard::PartOfBlock),
        ],
        body: BodyShape::BlockScope,
        law: &[law(
            ERAS,
            "Perpres 116/2022 art. 19, 20(4); Peraturan BKN 1/2023; practice",
            &[P::UnblockLetter],
            Likely,
        )],
        ..ROW
    },
];
