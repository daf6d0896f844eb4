//! Reads within a scope: one track with all that belongs to it, lists, the journal, meetings; and what of them their
//! reader may see.

pub(crate) mod asker;
pub(crate) mod due_lists;
pub mod earlier_sanctions;
pub mod joined;
pub mod meetings;
pub mod person_shown;
pub mod query;
pub mod records;
pub(crate) mod seeing;
pub mod statistics;
pub mod track_view;
