//! Papers added to a track in a step of their own: what the law names and a step was taken without.
//!
//! No article speaks of it; it is practice, and the only way in which an open paper of a last step can be
//! closed. So it is open at the end of a track too, and moves nothing.

use super::{
    Action, Acts, BodyShape, Guard, PaperKind as P, Rule, Seat, Stage, To,
    rule::{ROW, law, structural},
};
use crate::{
    law::{Confidence::Unsure, LawSet},
    people::Role,
};

const BAWASLU: &[Role] = &[Role::ViolationsStaff, Role::IntakeOfficer, Role::Chair];
const CASE: &[Stage] = &[
    Stage::InformationRecorded,
    Stage::InformationPursued,
    Stage::SupervisionReported,
    Stage::FindingEstablished,
    Stage::InformationClosed,
    Stage::HeldByField,
    Stage::OnlineDraft,
    Stage::Received,
    Stage::InitialStudy,
    Stage::AwaitingCompletion,
    Stage::TakeoverRequested,
    Stage::Delegated,
    Stage::TakenOver,
    Stage::Withdrawn,
    Stage::NotRegistered,
    Stage::ForwardedUnregistered,
    Stage::Registered,
    Stage::InStudy,
    Stage::FurtherInformation,
    Stage::AwaitingPlenary,
    Stage::Stopped,
    Stage::Decided,
    Stage::Monitored,
    Stage::UnderCorrection,
    Stage::CaseClosed,
];
const REVIEW: &[Stage] = &[
    Stage::Forwarded,
    Stage::Verification,
    Stage::BawasluStudy,
    Stage::Examination,
    Stage::Proven,
    Stage::Recommended,
    Stage::AwaitingAgency,
    Stage::Reminded,
    Stage::Escalated,
    Stage::FollowUpReported,
    Stage::ReviewRejected,
    Stage::ReviewCancelled,
    Stage::NotProven,
    Stage::ReviewLapsed,
    Stage::HandedOver,
    Stage::ReviewWithdrawn,
    Stage::ReviewClosed,
];
const SANCTION: &[Stage] = &[
    Stage::RecommendationReceived,
    Stage::AgencyExamination,
    Stage::Proposed,
    Stage::Imposed,
    Stage::Delivered,
    Stage::UnderObjection,
    Stage::UnderAppeal,
    Stage::InForce,
    Stage::NotImposed,
    Stage::SanctionAnnulled,
    Stage::SanctionLapsed,
    Stage::SanctionWithdrawn,
    Stage::Served,
];
const CONTROL: &[Stage] = &[
    Stage::BlockRequested,
    Stage::Blocked,
    Stage::BlockLifted,
    Stage::BlockRefused,
    Stage::BlockAnnulled,
];
const REFERRAL: &[Stage] = &[
    Stage::ReferralSent,
    Stage::ReferralReceived,
    Stage::ReferralReturned,
    Stage::ReferralAnswered,
    Stage::ReferralClosed,
];

/// What the five rows share.
const ADDING: Rule = Rule {
    path: "added-papers",
    to: To::Same,
    guards: &[structural(Guard::PapersGiven)],
    body: BodyShape::None,
    ..ROW
};

pub(super) const RULES: &[Rule] = &[
    Rule {
        action: Action::AddCasePapers,
        from: CASE,
        by: BAWASLU,
        law: &[law(LawSet::HANDLING, "practice", &[P::Other], Unsure)],
        ..ADDING
    },
    Rule {
        action: Action::AddReviewPapers,
        from: REVIEW,
        acts: Acts::Office(Seat::Authority),
        by: &[
            Role::Reviewer,
            Role::Commissioner,
            Role::AsnAuditor,
            Role::MinistryOfficer,
        ],
        records: BAWASLU,
        law: &[law(LawSet::ERAS, "practice", &[P::Other], Unsure)],
        ..ADDING
    },
    Rule {
        action: Action::AddSanctionPapers,
        from: SANCTION,
        acts: Acts::Office(Seat::Agency),
        by: &[Role::PersonnelUnit, Role::PersonnelOfficer],
        records: &[Role::Reviewer, Role::AsnAuditor, Role::ViolationsStaff],
        law: &[law(LawSet::REGIMES, "practice", &[P::Other], Unsure)],
        ..ADDING
    },
    Rule {
        action: Action::AddControlPapers,
        from: CONTROL,
        acts: Acts::Office(Seat::Control),
        by: &[Role::ControlOfficer],
        records: &[Role::Reviewer, Role::ViolationsStaff],
        law: &[law(LawSet::ERAS, "practice", &[P::Other], Unsure)],
        ..ADDING
    },
    Rule {
        action: Action::AddReferralPapers,
        from: REFERRAL,
        by: BAWASLU,
        law: &[law(LawSet::HANDLING, "practice", &[P::Other], Unsure)],
        ..ADDING
    },
];
