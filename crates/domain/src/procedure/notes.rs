//! Notes that an office keeps for itself on a track: who may write them.

use crate::{
    law::Confidence::{self, Unsure},
    people::Role,
};

/// Who keeps notes.
#[derive(Debug, Clone, Copy)]
pub struct NoteRule {
    /// Roles that read tracks and write nothing, notes neither.
    pub only_read: &'static [Role],
    /// Instrument and article; "practice" where none is known.
    pub cite: &'static str,
    /// How well it is known.
    pub confidence: Confidence,
}

/// A note is read by its office alone, or by the colleagues that it names; no office above or below, no other office of
/// the matter. It stands in no file: never forwarded, exported or counted.
pub const NOTES: NoteRule = NoteRule {
    only_read: &[Role::Auditor],
    cite: "practice",
    confidence: Unsure,
};

/// Whether an account with these roles, that sees the track, may write a note on it.
#[must_use]
pub fn may_note(roles: &[Role]) -> bool {
    roles.iter().any(|role| !NOTES.only_read.contains(role))
}
