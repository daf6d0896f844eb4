//! How long tracks stay at a stage.

use diesel::{
    prelude::*,
    sql_types::{BigInt, Text},
};
use netralitas_domain::figures::Figure;

use super::{
    question::{Entries, Question},
    sums::Whole,
};
use crate::{
    Read, StoreError,
    backend::quirks::{self, each},
    scope::Scope,
    word,
};

/// How many tracks left a stage after so many days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// The figure of the machine.
    pub figure: Figure,
    /// The stage, by code.
    pub stage: String,
    /// Days of the calendar between coming and leaving.
    pub days: i64,
    /// How many tracks.
    pub tracks: i64,
}

type Stays = (Text, Text, BigInt, BigInt);

/// How long tracks stood at stages that they have left on a later day, of a question about figures by stage.
///
/// # Errors
/// Those of the database.
pub fn stays(tx: &mut Read<'_>, scope: &Scope, asked: &Question) -> Result<Vec<Stay>, StoreError> {
    let days = quirks::days_of_x(tx);
    let before = format!(
        "SELECT y.figure, y.state, CAST(y.days AS BIGINT), CAST(COUNT(*) AS BIGINT) FROM \
         (SELECT x.figure, x.state, {days} AS days FROM \
         (SELECT k.figure AS figure, k.state AS state, f.day AS day, SUM(f.n) AS n, LEAD(f.day) OVER \
         (PARTITION BY k.figure, f.track_id, k.state ORDER BY f.day) AS until FROM "
    );
    let after = " GROUP BY k.figure, f.track_id, k.state, f.day HAVING SUM(f.n) <> 0) AS x \
                 WHERE x.n > 0 AND x.until IS NOT NULL) AS y GROUP BY 1, 2, 3 ORDER BY 1, 2, 3";
    let query = Whole::<Stays>::of(before, Entries::of(asked, scope, &[]), after);
    let rows: Vec<(String, String, i64, i64)> = each!(tx.conn(), conn => query.load(conn))?;
    rows.into_iter()
        .map(|(figure, stage, days, tracks)| {
            Ok(Stay {
                figure: word(&figure, "figure_keys", "figure", &figure)?,
                stage,
                days,
                tracks,
            })
        })
        .collect()
}
