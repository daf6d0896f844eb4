//! At most so many rows, without the cost that diesel's `limit` has.
//!
//! Owns: [`Capped`]. Must not know: tables.

use diesel::backend::Backend;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::QueryResult;

/// A query that gives at most `most` rows. The number stands in the text: bound, it makes SQLite prepare the
/// statement anew each time, and hides from PostgreSQL's kept plans that few rows are wanted. Page sizes are
/// few, and so are the texts.
#[derive(Debug, Clone, Copy)]
pub struct Capped<Q> {
    query: Q,
    most: i64,
}

/// Caps a finished query: no `limit` and no `offset` of its own.
pub fn capped<Q: Query>(query: Q, most: i64) -> Capped<Q> {
    Capped { query, most }
}

/// Another number is another statement.
impl<Q> QueryId for Capped<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q: Query> Query for Capped<Q> {
    type SqlType = Q::SqlType;
}

impl<Q, Conn> RunQueryDsl<Conn> for Capped<Q> {}

impl<Q, DB> QueryFragment<DB> for Capped<Q>
where
    Q: QueryFragment<DB>,
    DB: Backend,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.query.walk_ast(out.reborrow())?;
        out.push_sql(" LIMIT ");
        out.push_sql(&self.most.to_string());
        Ok(())
    }
}
