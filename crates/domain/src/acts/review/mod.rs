//! The authority: whether it is competent, what it recommends and issues, and reviews joined into one.

pub(super) mod competence;
pub(super) mod issuing;
pub(super) mod joining;
pub(super) mod recommending;
