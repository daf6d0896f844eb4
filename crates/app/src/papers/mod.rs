//! Papers and evidence: their files, who may open them, one paper in many cases, numbers in outside systems.

pub mod files;
pub mod many_papers;
pub(crate) mod opened_files;
pub mod references;
