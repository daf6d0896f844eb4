//! Identifiers that count up, so that two runs of a test are equal.

use netralitas_domain::{file::CaseFile, ids::Id};
use uuid::Uuid;

/// Counts identifiers.
#[derive(Debug, Clone)]
pub struct Ids(u128);

impl Ids {
    /// Counts from a number.
    #[must_use]
    pub const fn from(first: u128) -> Self {
        Self(first)
    }
    /// Counts where no earlier step of this file can have counted: every step makes a version.
    #[must_use]
    pub fn after(file: &CaseFile) -> Self {
        let steps: i64 = file.tracks.iter().map(|t| t.version).sum();
        Self((u128::from(steps.unsigned_abs()) + 1) * 1_000_000 + (file.id.raw().as_u128() << 64))
    }
    /// The next raw identifier.
    pub fn raw(&mut self) -> Uuid {
        self.0 += 1;
        Uuid::from_u128(self.0)
    }
    /// The next identifier of a kind.
    pub fn id<K>(&mut self) -> Id<K> {
        Id::new(self.raw())
    }
}
