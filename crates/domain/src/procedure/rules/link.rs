//! Cases that belong together: split before registration, linked as one event, merged and taken apart again. No
//! article speaks of it; it is practice. What links them makes a chain, and a chain counts once.

use crate::procedure::{
    Action, BodyShape, Guard, Law, Machine, PaperKind as P, Rule, Stage, Term, To, Touch,
    rule::{ROW, law, structural},
    rules::respondent::BEFORE_DECISION,
};
use crate::{
    law::{Confidence::Unsure, LawSet},
    people::Role,
};

const HANDLING: &[Law] = &[law(LawSet::HANDLING, "practice", &[P::Letter], Unsure)];

/// Before the case is registered or forwarded; not while an office above is asked to take it over.
const UNREGISTERED: &[Stage] = &[
    Stage::InformationRecorded,
    Stage::InformationPursued,
    Stage::SupervisionReported,
    Stage::FindingEstablished,
    Stage::HeldByField,
    Stage::OnlineDraft,
    Stage::Received,
    Stage::InitialStudy,
    Stage::AwaitingCompletion,
    Stage::Delegated,
    Stage::TakenOver,
];

const STAFF: &[Role] = &[Role::ViolationsStaff, Role::Member, Role::Chair];
const PLENARY: &[Role] = &[Role::Member, Role::Chair];

/// What the rows share.
const LINKING: Rule = Rule {
    to: To::Same,
    by: STAFF,
    body: BodyShape::OtherCase,
    law: HANDLING,
    ..ROW
};

pub(in crate::procedure) const RULES: &[Rule] = &[
    Rule {
        action: Action::SplitCase,
        path: "splits",
        from: UNREGISTERED,
        guards: &[structural(Guard::SplitFits), structural(Guard::ReasonGiven)],
        touches: &[Touch::OpensCase],
        body: BodyShape::Split,
        ..LINKING
    },
    Rule {
        action: Action::OpenSplit,
        path: "",
        to: To::OneOf(UNREGISTERED),
        by: STAFF,
        law: HANDLING,
        caused_by: &[Action::SplitCase],
        ..ROW
    },
    Rule {
        action: Action::LinkCases,
        path: "links",
        from: Stage::of(Machine::Case),
        guards: &[structural(Guard::LinkFits), structural(Guard::ReasonGiven)],
        touches: &[Touch::LinksCase],
        ..LINKING
    },
    Rule {
        action: Action::UnlinkCases,
        path: "unlinkings",
        from: Stage::of(Machine::Case),
        guards: &[
            structural(Guard::UnlinkFits),
            structural(Guard::ReasonGiven),
        ],
        touches: &[Touch::LinksCase],
        ..LINKING
    },
    Rule {
        action: Action::MergeCases,
        path: "merge",
        from: BEFORE_DECISION,
        to: To::Stage(Stage::CaseMerged),
        by: PLENARY,
        guards: &[structural(Guard::MergeFits), structural(Guard::ReasonGiven)],
        closes: &[
            Term::PassOn,
            Term::EvidenceHandOver,
            Term::InitialStudy,
            Term::NotifyGaps,
            Term::Completion,
            Term::Delegation,
            Term::Finding,
            Term::NumberFinding,
            Term::Handling,
            Term::HandlingExtended,
        ],
        touches: &[Touch::LinksCase],
        ..LINKING
    },
    Rule {
        action: Action::UnmergeCases,
        path: "unmerging",
        from: &[Stage::CaseMerged],
        // Back to where it stood.
        to: To::OneOf(BEFORE_DECISION),
        by: PLENARY,
        after: Some(Action::MergeCases),
        guards: &[
            structural(Guard::UnmergeFits),
            structural(Guard::ReasonGiven),
        ],
        touches: &[Touch::LinksCase],
        ..LINKING
    },
    Rule {
        action: Action::FollowLink,
        path: "",
        from: Stage::of(Machine::Case),
        by: STAFF,
        law: HANDLING,
        caused_by: &[
            Action::LinkCases,
            Action::UnlinkCases,
            Action::MergeCases,
            Action::UnmergeCases,
        ],
        ..ROW
    },
];
