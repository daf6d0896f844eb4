//! Several breaches of discipline that are decided at once.

use crate::law::{Confidence, LawSet};

/// The regimes under which they are punished by one kind alone, the heaviest.
pub const ONE_DISCIPLINE: &[LawSet] = &[LawSet::Pp94];

/// On what that rests.
pub(super) const BASIS: (&str, Confidence) = ("PP 94/2021 art. 35", Confidence::Sure);

/// What is known of it under the other regimes.
pub(super) const ELSEWHERE: (&str, Confidence) = (
    "PP 53/2010 and PP 49/2018 (article not seen; as PP 94/2021 art. 35)",
    Confidence::Unsure,
);
