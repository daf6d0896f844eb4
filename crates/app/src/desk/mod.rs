//! The desk: what waits for an account by role and office, and for whom else; agencies and what they owe; calendar
//! feeds. Nothing of it is stored: the database narrows, the rules decide.

pub mod agencies;
pub mod feeds;
mod narrowing;
pub mod queues;
pub(crate) mod walk;
