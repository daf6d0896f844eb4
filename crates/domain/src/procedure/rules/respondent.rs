//! Respondents change while a case is handled: added, identified, of another kind, struck, replaced, merged,
//! restored; and what follows on the tracks of whoever was struck. No article speaks of it; it is practice.

use crate::procedure::{
    Action, BodyShape, Guard, Law, PaperKind as P, Rule, Stage, Term, To, Touch,
    rule::{ROW, law, structural},
};
use crate::{
    law::{Confidence::Unsure, LawSet},
    people::Role,
};

const PRACTICE: &str = "practice";
const HANDLING: &[Law] = &[law(LawSet::HANDLING, PRACTICE, &[P::Letter], Unsure)];
const ERAS: &[Law] = &[law(LawSet::ERAS, PRACTICE, &[P::Letter], Unsure)];
const REGIMES: &[Law] = &[law(LawSet::REGIMES, PRACTICE, &[P::Letter], Unsure)];

/// Before the plenary decides: whoever is added then is heard and studied with the others.
pub(in crate::procedure) const BEFORE_DECISION: &[Stage] = &[
    Stage::InformationRecorded,
    Stage::InformationPursued,
    Stage::SupervisionReported,
    Stage::FindingEstablished,
    Stage::HeldByField,
    Stage::OnlineDraft,
    Stage::Received,
    Stage::InitialStudy,
    Stage::AwaitingCompletion,
    Stage::TakeoverRequested,
    Stage::Delegated,
    Stage::TakenOver,
    Stage::Registered,
    Stage::InStudy,
    Stage::FurtherInformation,
    Stage::AwaitingPlenary,
];

/// While the case has not ended.
const OPEN: &[Stage] = &[
    Stage::InformationRecorded,
    Stage::InformationPursued,
    Stage::SupervisionReported,
    Stage::FindingEstablished,
    Stage::HeldByField,
    Stage::OnlineDraft,
    Stage::Received,
    Stage::InitialStudy,
    Stage::AwaitingCompletion,
    Stage::TakeoverRequested,
    Stage::Delegated,
    Stage::TakenOver,
    Stage::Registered,
    Stage::InStudy,
    Stage::FurtherInformation,
    Stage::AwaitingPlenary,
    Stage::Decided,
    Stage::ForwardedUnregistered,
    Stage::Monitored,
    Stage::UnderCorrection,
];

const OPEN_REVIEW: &[Stage] = &[
    Stage::Forwarded,
    Stage::Returned,
    Stage::Verification,
    Stage::BawasluStudy,
    Stage::Examination,
    Stage::Proven,
    Stage::Recommended,
    Stage::AwaitingAgency,
    Stage::Reminded,
    Stage::Escalated,
    Stage::FollowUpReported,
];
const OPEN_SANCTION: &[Stage] = &[
    Stage::RecommendationReceived,
    Stage::AgencyExamination,
    Stage::Proposed,
    Stage::Imposed,
    Stage::Delivered,
    Stage::UnderObjection,
    Stage::UnderAppeal,
    Stage::InForce,
];
const OPEN_REFERRAL: &[Stage] = &[
    Stage::ReferralSent,
    Stage::ReferralReceived,
    Stage::ReferralReturned,
    Stage::ReferralAnswered,
];

const STAFF: &[Role] = &[
    Role::IntakeOfficer,
    Role::ViolationsStaff,
    Role::Member,
    Role::Chair,
];
const PLENARY: &[Role] = &[Role::Member, Role::Chair];
/// Of a matter that began at the review authority, which handles it itself.
const AUTHORITY: &[Role] = &[Role::Reviewer, Role::Commissioner, Role::MinistryOfficer];
const AT_AUTHORITY: &[Stage] = &[Stage::AtAuthority];
const MAY_END_THERE: To = To::OneOf(&[Stage::AtAuthority, Stage::CaseClosed]);

/// What changes the respondents of a forwarded case in a way that ends tracks.
const ENDING: &[Action] = &[
    Action::ChangeSubjectKind,
    Action::StrikeRespondent,
    Action::ReplaceRespondent,
    Action::MergeRespondents,
];
const MOVING: &[Action] = &[Action::ChangeSubjectKind, Action::MergeRespondents];

/// What the rows share that act on the case itself.
const CHANGE: Rule = Rule {
    from: OPEN,
    to: To::Same,
    by: PLENARY,
    law: HANDLING,
    ..ROW
};

/// Before anything is sent, and while a correction is examined, the case goes on.
const GOING_ON: &[Stage] = &[
    Stage::InformationRecorded,
    Stage::InformationPursued,
    Stage::SupervisionReported,
    Stage::FindingEstablished,
    Stage::HeldByField,
    Stage::OnlineDraft,
    Stage::Received,
    Stage::InitialStudy,
    Stage::AwaitingCompletion,
    Stage::TakeoverRequested,
    Stage::Delegated,
    Stage::TakenOver,
    Stage::Registered,
    Stage::InStudy,
    Stage::FurtherInformation,
    Stage::AwaitingPlenary,
    Stage::Decided,
    Stage::UnderCorrection,
];
/// Once it is sent, the case may end with the last track of whoever is struck.
const SENT: &[Stage] = &[Stage::ForwardedUnregistered, Stage::Monitored];
const MAY_END: To = To::OneOf(&[
    Stage::ForwardedUnregistered,
    Stage::Monitored,
    Stage::CaseClosed,
]);
/// With the case, and only then.
const AT_THE_END: &[Term] = &[Term::CorrectionRequest];

const STRIKE: Rule = Rule {
    action: Action::StrikeRespondent,
    path: "strikes",
    from: GOING_ON,
    guards: &[
        structural(Guard::RespondentNamed),
        structural(Guard::RespondentRemains),
        structural(Guard::NoBlockLeft),
        structural(Guard::ReasonGiven),
    ],
    touches: &[Touch::EndsWithRespondent, Touch::MayEndCase],
    body: BodyShape::Strike,
    ..CHANGE
};

const IDENTIFY: Rule = Rule {
    action: Action::IdentifyRespondent,
    path: "identifications",
    by: STAFF,
    guards: &[structural(Guard::RespondentNamed)],
    body: BodyShape::Identification,
    ..CHANGE
};

const REPLACE: Rule = Rule {
    action: Action::ReplaceRespondent,
    path: "replacements",
    guards: &[
        structural(Guard::RespondentNamed),
        structural(Guard::NoBlockLeft),
        structural(Guard::DestinationsComplete),
        structural(Guard::DestinationsCompetent),
        structural(Guard::ReasonGiven),
    ],
    touches: &[
        Touch::OpensReviews,
        Touch::OpensReferrals,
        Touch::EndsWithRespondent,
    ],
    body: BodyShape::Replacement,
    ..CHANGE
};

const RESTORE: Rule = Rule {
    action: Action::RestoreRespondent,
    path: "restorations",
    from: GOING_ON,
    guards: &[
        structural(Guard::RestorationFits),
        structural(Guard::ReasonGiven),
    ],
    touches: &[Touch::TakesBack, Touch::MayEndCase],
    body: BodyShape::Restoration,
    ..CHANGE
};

pub(in crate::procedure) const RULES: &[Rule] = &[
    Rule {
        action: Action::AddRespondents,
        path: "respondents",
        from: BEFORE_DECISION,
        by: STAFF,
        guards: &[structural(Guard::RespondentsGiven)],
        body: BodyShape::Supplement,
        ..CHANGE
    },
    IDENTIFY,
    Rule {
        from: AT_AUTHORITY,
        by: AUTHORITY,
        ..IDENTIFY
    },
    Rule {
        action: Action::ChangeSubjectKind,
        path: "subject-kinds",
        guards: &[
            structural(Guard::RespondentNamed),
            structural(Guard::SubjectDiffers),
            structural(Guard::RegimeStays),
            structural(Guard::NoBlockLeft),
            structural(Guard::DestinationsComplete),
            structural(Guard::DestinationsCompetent),
            structural(Guard::ReasonGiven),
        ],
        touches: &[
            Touch::OpensReviews,
            Touch::OpensReferrals,
            Touch::EndsWithRespondent,
            Touch::FollowsRespondent,
        ],
        body: BodyShape::SubjectChange,
        ..CHANGE
    },
    STRIKE,
    Rule {
        from: SENT,
        to: MAY_END,
        closes: AT_THE_END,
        ..STRIKE
    },
    Rule {
        from: AT_AUTHORITY,
        to: MAY_END_THERE,
        by: AUTHORITY,
        ..STRIKE
    },
    REPLACE,
    Rule {
        from: AT_AUTHORITY,
        by: AUTHORITY,
        ..REPLACE
    },
    Rule {
        action: Action::MergeRespondents,
        path: "respondent-merges",
        guards: &[
            structural(Guard::RespondentsMerge),
            structural(Guard::NoBlockLeft),
            structural(Guard::ReasonGiven),
        ],
        touches: &[Touch::EndsWithRespondent, Touch::FollowsRespondent],
        body: BodyShape::RespondentMerge,
        ..CHANGE
    },
    RESTORE,
    Rule {
        from: SENT,
        to: MAY_END,
        closes: AT_THE_END,
        ..RESTORE
    },
    Rule {
        from: AT_AUTHORITY,
        to: MAY_END_THERE,
        by: AUTHORITY,
        ..RESTORE
    },
    Rule {
        action: Action::EndWithRespondent,
        from: OPEN_REVIEW,
        to: To::Stage(Stage::ReviewDropped),
        by: PLENARY,
        closes: &[
            Term::SatgasVerification,
            Term::BawasluStudy,
            Term::AgencyFollowUp,
            Term::WarningFollowUp,
        ],
        law: ERAS,
        caused_by: ENDING,
        ..ROW
    },
    Rule {
        action: Action::EndWithRespondent,
        from: OPEN_SANCTION,
        to: To::Stage(Stage::SanctionDropped),
        by: PLENARY,
        closes: &[
            Term::Summons,
            Term::ServeDecree,
            Term::TakesEffect,
            Term::Objection,
            Term::Appeal,
            Term::ObjectionReply,
            Term::AppealReply,
            Term::AppealDecision,
        ],
        law: REGIMES,
        caused_by: ENDING,
        ..ROW
    },
    Rule {
        action: Action::EndWithRespondent,
        from: OPEN_REFERRAL,
        to: To::Stage(Stage::ReferralDropped),
        by: PLENARY,
        law: HANDLING,
        caused_by: ENDING,
        ..ROW
    },
    Rule {
        action: Action::FollowRespondent,
        from: OPEN_REVIEW,
        by: PLENARY,
        law: ERAS,
        caused_by: MOVING,
        ..ROW
    },
    Rule {
        action: Action::FollowRespondent,
        from: OPEN_SANCTION,
        by: PLENARY,
        law: REGIMES,
        caused_by: MOVING,
        ..ROW
    },
    Rule {
        action: Action::FollowRespondent,
        from: OPEN_REFERRAL,
        by: PLENARY,
        law: HANDLING,
        caused_by: MOVING,
        ..ROW
    },
];
