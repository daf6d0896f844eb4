//! Acts under two sanction regimes: the authority chooses one of them with a reason, before it recommends. Until then
//! the regime of the latest act stands, and the recommendation is marked. No article that says which one holds was
//! seen, so it is practice.

use crate::law::{Confidence::Unsure, LawSet};
use crate::procedure::{
    Action, BodyShape, Guard, PaperKind as P, Rule, Stage, To,
    rule::{ROW, law, structural, temporal},
    rules::review::{AUTHORITY, BAWASLU, REVIEWERS},
};

pub(in crate::procedure) const RULES: &[Rule] = &[Rule {
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
