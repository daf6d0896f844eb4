//! The people of a case and the cases they tie together.

pub mod chains;
pub(crate) mod own_matters;
pub mod respondents;
