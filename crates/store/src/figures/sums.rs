//! Sums of the ledger.

use diesel::{
    backend::Backend,
    prelude::*,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    result::QueryResult,
    sql_types::{BigInt, Text},
};
use netralitas_domain::figures::Figure;

use super::question::{Column, Entries, Question};
use crate::{
    Read, StoreError,
    backend::quirks::{self, each},
    scope::Scope,
    word,
};

/// A sum, with what it is grouped by, in the order asked; empty where the entries have none of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// The figure.
    pub figure: Figure,
    /// By what.
    pub by: Vec<String>,
    /// How many.
    pub n: i64,
}

/// Columns of one statement at most.
const MOST: usize = 4;

/// A piece of a hand-written statement.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sql(pub &'static str);

impl<DB: Backend> QueryFragment<DB> for Sql {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql(self.0);
        Ok(())
    }
}

/// A whole statement: text, the entries, text.
pub(super) struct Whole<'q, ST> {
    before: String,
    entries: Entries<'q>,
    after: &'static str,
    gives: std::marker::PhantomData<ST>,
}

impl<'q, ST> Whole<'q, ST> {
    pub fn of(before: String, entries: Entries<'q>, after: &'static str) -> Self {
        Self {
            before,
            entries,
            after,
            gives: std::marker::PhantomData,
        }
    }
}

impl<ST, DB> QueryFragment<DB> for Whole<'_, ST>
where
    DB: Backend,
    for<'e> Entries<'e>: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql(&self.before);
        self.entries.walk_ast(out.reborrow())?;
        out.push_sql(self.after);
        Ok(())
    }
}

impl<ST: diesel::expression::TypedExpressionType> Query for Whole<'_, ST> {
    type SqlType = ST;
}

/// Its text depends on the question.
impl<ST> QueryId for Whole<'_, ST> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<ST, Conn> RunQueryDsl<Conn> for Whole<'_, ST> {}

type Row = (String, String, String, String, String, i64);
type Gives = (Text, Text, Text, Text, Text, BigInt);

fn rows(
    tx: &mut Read<'_>,
    scope: &Scope,
    asked: &Question,
    by: &[Column],
    before: impl Fn([&'static str; MOST]) -> String,
    after: &'static str,
) -> Result<Vec<Sum>, StoreError> {
    let month = quirks::month_of_f_day(tx);
    let mut columns = [NONE; MOST];
    for (slot, column) in columns.iter_mut().zip(by) {
        *slot = column.sql(month, !scope.sees_everything());
    }
    let query = Whole::<Gives>::of(before(columns), Entries::of(asked, scope, by), after);
    let rows: Vec<Row> = each!(tx.conn(), conn => query.load(conn))?;
    rows.into_iter()
        .map(|(figure, a, b, c, d, n)| {
            let mut all = vec![a, b, c, d];
            all.truncate(by.len());
            Ok(Sum {
                figure: word(&figure, "figure_keys", "figure", &figure)?,
                by: all,
                n,
            })
        })
        .collect()
}

const NONE: &str = "CAST('' AS TEXT)";

/// The sums of figures, grouped by at most four columns; none that is zero. It reads every entry of the combinations
/// meant up to the day, in the order of an index that holds all it needs.
///
/// # Errors
/// Those of the database.
pub fn sums(
    tx: &mut Read<'_>,
    scope: &Scope,
    asked: &Question,
    by: &[Column],
) -> Result<Vec<Sum>, StoreError> {
    let before = |c: [&str; MOST]| {
        format!(
            "SELECT k.figure, {}, {}, {}, {}, CAST(SUM(f.n) AS BIGINT) FROM ",
            c[0], c[1], c[2], c[3]
        )
    };
    let after = " GROUP BY 1, 2, 3, 4, 5 HAVING SUM(f.n) <> 0 ORDER BY 1, 2, 3, 4, 5";
    rows(tx, scope, asked, by, before, after)
}

/// How many distinct people those are whom figures count, as far as it is known now who they are: a respondent of
/// whom that is not known is one of his own.
///
/// # Errors
/// Those of the database.
pub fn people(
    tx: &mut Read<'_>,
    scope: &Scope,
    asked: &Question,
    by: &[Column],
) -> Result<Vec<Sum>, StoreError> {
    let before = |c: [&str; MOST]| {
        format!(
            "SELECT x.figure, x.a, x.b, x.c, x.d, CAST(COUNT(DISTINCT COALESCE(who.person_id, x.party_id)) AS BIGINT) \
             FROM (SELECT k.figure AS figure, {} AS a, {} AS b, {} AS c, {} AS d, f.party_id AS party_id FROM ",
            c[0], c[1], c[2], c[3]
        )
    };
    let after = " AND f.party_id IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6 HAVING SUM(f.n) > 0) AS x \
                 LEFT JOIN parties AS who ON who.id = x.party_id GROUP BY x.figure, x.a, x.b, x.c, x.d \
                 ORDER BY 1, 2, 3, 4, 5";
    rows(tx, scope, asked, by, before, after)
}

/// Whom each group counts: the person, or the respondent of whom it is not known who that is; for groups that are
/// put together afterwards.
///
/// # Errors
/// Those of the database.
pub fn whom(
    tx: &mut Read<'_>,
    scope: &Scope,
    asked: &Question,
    by: &[Column],
) -> Result<Vec<(Sum, String)>, StoreError> {
    let before = |c: [&str; MOST]| {
        format!(
            "SELECT x.figure, x.a, x.b, x.c, CAST(COALESCE(who.person_id, x.party_id) AS TEXT), CAST(1 AS BIGINT) \
             FROM (SELECT k.figure AS figure, {} AS a, {} AS b, {} AS c, f.party_id AS party_id FROM ",
            c[0], c[1], c[2]
        )
    };
    let after = " AND f.party_id IS NOT NULL GROUP BY 1, 2, 3, 4, 5 HAVING SUM(f.n) > 0) AS x \
                 LEFT JOIN parties AS who ON who.id = x.party_id";
    let mut four = by.to_vec();
    four.resize(MOST, Column::State);
    let found = rows(tx, scope, asked, &four, before, after)?;
    Ok(found
        .into_iter()
        .map(|mut sum| {
            let who = sum.by.pop().unwrap_or_default();
            sum.by.truncate(by.len());
            (sum, who)
        })
        .collect())
}
