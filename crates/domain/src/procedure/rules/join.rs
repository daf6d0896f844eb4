//! Two intakes of one person and act, joined on the review: one goes on, the other ends joined into it; and separated
//! again. No article speaks of it; it is practice.

use crate::law::{Confidence::Unsure, LawSet};
use crate::procedure::{
    Action, BodyShape, Guard, Law, Machine, PaperKind as P, Rule, Stage, To, Touch,
    rule::{ROW, law, structural, temporal},
    rules::review::{AUTHORITY, BAWASLU, REVIEWERS, TERMS},
};

const PRACTICE: &[Law] = &[law(LawSet::ERAS, "practice", &[P::Letter], Unsure)];

/// Before a recommendation: two recommendations on one act are not joined but withdrawn by their own rows.
const WITHOUT_RECOMMENDATION: &[Stage] = &[
    Stage::Forwarded,
    Stage::Verification,
    Stage::Returned,
    Stage::BawasluStudy,
    Stage::Examination,
    Stage::Proven,
];

/// What the rows share.
const JOINING: Rule = Rule {
    acts: AUTHORITY,
    by: REVIEWERS,
    law: PRACTICE,
    ..ROW
};

pub(in crate::procedure) const RULES: &[Rule] = &[
    Rule {
        action: Action::JoinReviews,
        path: "joining",
        from: WITHOUT_RECOMMENDATION,
        to: To::Stage(Stage::ReviewJoined),
        records: BAWASLU,
        closes: TERMS,
        guards: &[
            temporal(Guard::AuthorityCompetent),
            structural(Guard::JoinFits),
            structural(Guard::SamePerson),
            structural(Guard::SamenessSaid),
        ],
        touches: &[Touch::JoinsReviews, Touch::MayEndCase],
        body: BodyShape::OtherReview,
        ..JOINING
    },
    // Back to where it stood, with its terms; no way on.
    Rule {
        action: Action::SeparateReviews,
        path: "separation",
        from: &[Stage::ReviewJoined],
        to: To::Before,
        records: BAWASLU,
        after: Some(Action::JoinReviews),
        guards: &[
            structural(Guard::RespondentStands),
            structural(Guard::NothingInItsPlace),
            structural(Guard::SeparationFits),
            structural(Guard::ReasonGiven),
        ],
        touches: &[Touch::JoinsReviews, Touch::TakesBack, Touch::ReopensCase],
        body: BodyShape::OtherReview,
        ..JOINING
    },
    Rule {
        action: Action::FollowJoining,
        from: Stage::of(Machine::Review),
        caused_by: &[Action::JoinReviews, Action::SeparateReviews],
        ..JOINING
    },
];
