//! What a personnel officer (PPK) imposes: under which regime, which measures, and from which day they run.

pub(super) mod effect;
pub(super) mod measures;
pub(super) mod moral;
pub(super) mod regime_choice;
