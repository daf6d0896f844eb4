//! After the end: every final stage has a row that opens the track again, with the paper of its ground. What ended with
//! its respondent is restored with him, what was joined into another review is separated from it.
//!
//! The first end stays in the journal and among the track's former ends. A void track is none: it never was.
//! Objections, appeals and corrections have articles of their own; that an ended track goes on by them is practice.

use crate::procedure::{
    Action, Acts, BodyShape, Guard, GuardKind, PaperKind as P, Rule, Seat, Stage, Term, To, Touch,
    rule::{ROW, always, law, structural},
};
use crate::{
    law::{Confidence::Unsure, LawSet},
    people::Role,
};

const HANDLING: &[LawSet] = LawSet::HANDLING;
const ERAS: &[LawSet] = LawSet::ERAS;
const REGIMES: &[LawSet] = LawSet::REGIMES;
const CITE: &str = "practice (no article on reopening was seen); Perbawaslu 7/2022 art. 51-58";
const PAPERS: &[P] = &[
    P::CourtDecision,
    P::RemedyDecision,
    P::B21,
    P::Proof,
    P::Letter,
];
const PILKADA_PAPERS: &[P] = &[
    P::CourtDecision,
    P::RemedyDecision,
    P::PilkadaForm,
    P::Proof,
    P::Letter,
];
const GUARDS: &[(Guard, GuardKind)] = &[
    structural(Guard::RespondentStands),
    structural(Guard::NothingInItsPlace),
    structural(Guard::ReopenGroundFits),
    structural(Guard::ReopeningPaper),
];
const REVIEWERS: &[Role] = &[
    Role::Reviewer,
    Role::Commissioner,
    Role::AsnAuditor,
    Role::MinistryOfficer,
];
const BAWASLU: &[Role] = &[Role::ViolationsStaff, Role::IntakeOfficer, Role::Chair];

const REOPEN: Rule = Rule {
    action: Action::Reopen,
    path: "reopening",
    guards: GUARDS,
    body: BodyShape::Reopening,
    ..ROW
};
const CASE: Rule = Rule {
    by: &[Role::Chair],
    law: &[
        law(LawSet::PEMILU, CITE, PAPERS, Unsure),
        law(LawSet::PILKADA, CITE, PILKADA_PAPERS, Unsure),
    ],
    ..REOPEN
};
const REVIEW: Rule = Rule {
    acts: Acts::Office(Seat::Authority),
    by: REVIEWERS,
    records: BAWASLU,
    touches: &[Touch::ReopensCase],
    ..REOPEN
};

pub(in crate::procedure) const RULES: &[Rule] = &[
    Rule {
        from: &[Stage::InformationClosed],
        to: To::Stage(Stage::InformationRecorded),
        ..CASE
    },
    Rule {
        from: &[Stage::Withdrawn, Stage::NotRegistered],
        to: To::Stage(Stage::Received),
        ..CASE
    },
    Rule {
        from: &[Stage::Stopped],
        to: To::Stage(Stage::AwaitingPlenary),
        ..CASE
    },
    // What was registered is decided anew by the plenary meeting, what was only forwarded by the initial study.
    Rule {
        from: &[Stage::CaseClosed],
        to: To::OneOf(&[Stage::AwaitingPlenary, Stage::InitialStudy]),
        ..CASE
    },
    // Where a recommendation stood the agency receives it anew; else the authority takes the matter in anew.
    Rule {
        from: &[
            Stage::ReviewRejected,
            Stage::ReviewCancelled,
            Stage::ReviewRecalled,
            Stage::ReviewLapsed,
            Stage::HandedOver,
            Stage::ReviewWithdrawn,
            Stage::ReviewClosed,
        ],
        to: To::OneOf(&[Stage::Forwarded, Stage::Recommended]),
        law: &[law(ERAS, CITE, PAPERS, Unsure)],
        ..REVIEW
    },
    Rule {
        from: &[Stage::NotProven],
        to: To::Stage(Stage::Examination),
        law: &[law(&[LawSet::Kasn, LawSet::MenPanrb], CITE, PAPERS, Unsure)],
        ..REVIEW
    },
    Rule {
        from: &[Stage::NotProven],
        to: To::Stage(Stage::BawasluStudy),
        opens: &[always(Term::BawasluStudy)],
        law: &[law(&[LawSet::Bkn], CITE, PAPERS, Unsure)],
        ..REVIEW
    },
    // The agency decides anew; what had been imposed when it lapsed stands again.
    Rule {
        from: &[
            Stage::NotImposed,
            Stage::SanctionAnnulled,
            Stage::SanctionLapsed,
            Stage::SanctionWithdrawn,
            Stage::Served,
        ],
        to: To::OneOf(&[Stage::Proposed, Stage::Imposed]),
        acts: Acts::Office(Seat::Agency),
        by: &[Role::PersonnelOfficer, Role::PersonnelUnit],
        records: &[Role::Reviewer, Role::AsnAuditor, Role::ViolationsStaff],
        touches: &[Touch::ReopensCase],
        law: &[law(REGIMES, CITE, PAPERS, Unsure)],
        ..REOPEN
    },
    Rule {
        from: &[
            Stage::BlockLifted,
            Stage::BlockRefused,
            Stage::BlockRecalled,
            Stage::BlockAnnulled,
        ],
        to: To::Stage(Stage::BlockRequested),
        acts: Acts::Office(Seat::Control),
        by: &[Role::ControlOfficer],
        records: &[Role::Reviewer, Role::ViolationsStaff],
        touches: &[Touch::ReopensCase],
        law: &[law(ERAS, CITE, PAPERS, Unsure)],
        ..REOPEN
    },
    Rule {
        from: &[
            Stage::ReferralWithdrawn,
            Stage::ReferralRecalled,
            Stage::ReferralClosed,
        ],
        to: To::Stage(Stage::ReferralSent),
        by: &[Role::Chair],
        touches: &[Touch::ReopensCase],
        law: &[
            law(LawSet::PEMILU, CITE, PAPERS, Unsure),
            law(LawSet::PILKADA, CITE, PILKADA_PAPERS, Unsure),
        ],
        ..REOPEN
    },
    // The case goes on while one of its tracks does.
    Rule {
        action: Action::ReopenWith,
        from: &[Stage::CaseClosed],
        to: To::OneOf(&[
            Stage::Monitored,
            Stage::ForwardedUnregistered,
            Stage::AtAuthority,
        ]),
        by: &[Role::Chair],
        law: &[law(HANDLING, CITE, &[], Unsure)],
        caused_by: &[Action::Reopen, Action::SeparateReviews],
        ..ROW
    },
];
