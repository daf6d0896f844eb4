//! The law moves while cases run: terms counted anew, answers compared with those of another version.

pub(super) mod other_version;
pub(super) mod recounting;
pub(super) mod restaging;
pub(super) mod succeeding;
