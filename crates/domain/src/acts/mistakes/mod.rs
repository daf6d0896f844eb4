//! What was recorded wrongly: amended, with everything that rests on it counted anew, or taken back.

pub(super) mod amending;
pub(super) mod halves;
pub(super) mod kept_days;
pub(super) mod own_steps;
pub(super) mod refiling;
pub(super) mod rejudging;
pub(super) mod taking_back;
pub(super) mod term_shift;
