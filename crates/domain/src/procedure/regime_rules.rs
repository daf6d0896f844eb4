//! Acts under two sanction regimes: the authority chooses one of them with a reason, before it recommends. Until then
//! the regime of the latest act stands, and the recommendation is marked. No article that says which one holds was
//! seen, so it is practice.

use super::{
    Action, BodyShape, Guard, PaperKind as P, Rule, Stage, To,
    review_rules::{AUTHORITY, BAWASLU, REVIEWERS},
    rule::{ROW, law, structural, temporal},
};
use crate::law::{Confidence::Unsure, LawSet};

pub(super) const RULES: &[Rule] = &[Rule {
    action: Action::ChooseRegime,
    path: "regime",
    from: &[
        Stage::Verification,
        Stage::BawasluStudy,
        Stage::Examination,
        Stage::Proven,
    ],
    to: To::Same,
    acts: AUTHORITY,
    by: REVIEWERS,
    records: BAWASLU,
    guards: &[
        temporal(Guard::AuthorityCompetent),
        structural(Guard::RegimeFits),
        structural(Guard::ReasonGiven),
    ],
    body: BodyShape::Regime,
    law: &[law(LawSet::ERAS, "practice", &[P::Letter], Unsure)],
    ..ROW
}];
