//! What moved between two times.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Text},
};
use netralitas_domain::figures::{Cause, Figure};

use super::{
    question::{Entries, Question},
    sums::Whole,
};
use crate::{Read, StoreError, backend::quirks::each, scope::Scope, word};

/// What one cause put on and took off a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The figure.
    pub figure: Figure,
    /// The stage, the finding, the follow-up or the term, where it moves between such; else empty.
    pub state: String,
    /// Why.
    pub cause: Cause,
    /// What was put on.
    pub added: i64,
    /// What was taken off.
    pub removed: i64,
}

type Causes = (Text, Text, Text, BigInt, BigInt);
type Row = (String, String, String, i64, i64);

/// What moved in the entries that a question means, by figure, state and cause.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn changes(
    tx: &mut Read<'_>,
    scope: &Scope,
    asked: &Question,
) -> Result<Vec<Moved>, StoreError> {
    let before = "SELECT k.figure, k.state, f.cause, CAST(SUM(CASE WHEN f.n > 0 THEN f.n ELSE 0 END) AS BIGINT), \
                  CAST(SUM(CASE WHEN f.n < 0 THEN -f.n ELSE 0 END) AS BIGINT) FROM ";
    let after = " GROUP BY 1, 2, 3 ORDER BY 1, 2, 3";
    let query = Whole::<Causes>::of(before.to_owned(), Entries::of(asked, scope, &[]), after);
    let rows: Vec<Row> = each!(tx.conn(), conn => query.load(conn))?;
    rows.into_iter()
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
