//! What moved between two times.

use netralitas_domain::figures::{Cause, Figure};

use super::{question::Question, sums::by_cause};
use crate::{Read, StoreError, scope::Scope, word};

/// What one cause put on and took off a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The figure.
    pub figure: Figure,
    /// The stage, the finding or the follow-up, where it moves between such; else empty.
    pub state: String,
    /// Why.
    pub cause: Cause,
    /// What was put on.
    pub added: i64,
    /// What was taken off.
    pub removed: i64,
}

/// What moved in the entries that a question means, by figure, state and cause.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn changes(
    tx: &mut Read<'_>,
    scope: &Scope,
    asked: &Question,
) -> Result<Vec<Moved>, StoreError> {
    by_cause(tx, scope, asked)?
        .into_iter()
        .map(|(figure, state, cause, added, removed)| {
            Ok(Moved {
                figure: word(&figure, "figure_keys", "figure", &figure)?,
                cause: word(&cause, "figures", "cause", &cause)?,
                state,
                added,
                removed,
            })
        })
        .collect()
}
