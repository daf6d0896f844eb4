//! Respondents who change: whether the change fits, and what follows for the tracks about them.

pub(super) mod change;
pub(super) mod guards;
pub(super) mod tracks;
