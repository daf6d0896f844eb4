//! What is looked for in the index of marks, in the words of each database.
//!
//! Owns: [`Look`], its two renderings, and the condition [`Hits`]. Both databases answer to
//! `search_index(…)`: a virtual table of SQLite, a function on PostgreSQL. Must not know: what a mark means.

use diesel::backend::Backend;
use diesel::expression::{
    AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate,
};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::serialize::ToSql;
use diesel::sql_types::{Bool, HasSqlType, Text};

use super::conn::DbConn;
use super::tx::Read;

/// What is looked for. A mark is of plain small letters and digits; any other is left out of what is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Look {
    /// This mark.
    Whole(String),
    /// A mark that begins so.
    Beginning(String),
    /// All of these.
    All(Vec<Look>),
    /// One of these at least.
    Any(Vec<Look>),
}

impl Look {
    /// Whether it asks for nothing, which finds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Whole(mark) | Self::Beginning(mark) => !is_plain(mark),
            Self::All(all) | Self::Any(all) => all.iter().all(Self::is_empty),
        }
    }

    /// Whether a set of marks fits; `has` asks for a mark, `begins` for one that begins so.
    pub fn fits(&self, has: &impl Fn(&str) -> bool, begins: &impl Fn(&str) -> bool) -> bool {
        match self {
            Self::Whole(mark) => has(mark),
            Self::Beginning(mark) => begins(mark),
            Self::All(all) => all.iter().all(|l| l.fits(has, begins)),
            Self::Any(all) => all.iter().any(|l| l.fits(has, begins)),
        }
    }

    fn render(&self, words: Words) -> String {
        match self {
            Self::Whole(mark) => (words.mark)(mark, false),
            Self::Beginning(mark) => (words.mark)(mark, true),
            Self::All(all) => together(all, words.and, words),
            Self::Any(all) => together(all, words.or, words),
        }
    }
}

fn together(all: &[Look], between: &str, words: Words) -> String {
    let parts = all.iter().filter(|l| !l.is_empty());
    let parts: Vec<String> = parts.map(|l| format!("({})", l.render(words))).collect();
    parts.join(between)
}

fn is_plain(mark: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    !mark.is_empty() && mark.bytes().all(plain)
}

/// How a database writes it.
#[derive(Clone, Copy)]
struct Words {
    mark: fn(&str, bool) -> String,
    and: &'static str,
    or: &'static str,
}

const SQLITE: Words = Words {
    mark: |mark, beginning| format!("\"{mark}\"{}", if beginning { " *" } else { "" }),
    and: " AND ",
    or: " OR ",
};

const POSTGRES: Words = Words {
    mark: |mark, beginning| format!("'{mark}'{}", if beginning { ":*" } else { "" }),
    and: " & ",
    or: " | ",
};

/// The condition on a row of `search_documents` that its marks fit.
#[derive(Debug, Clone)]
pub struct Hits(String);

impl Hits {
    /// What is looked for, in the words of the database of this transaction. None where it asks for nothing.
    pub fn of(tx: &mut Read<'_>, look: &Look) -> Option<Self> {
        let words = match tx.conn() {
            DbConn::Pg(_) => POSTGRES,
            DbConn::Sqlite(_) => SQLITE,
        };
        (!look.is_empty()).then(|| Self(look.render(words)))
    }
}

impl<DB> QueryFragment<DB> for Hits
where
    DB: Backend + HasSqlType<Text>,
    String: ToSql<Text, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("search_documents.id IN (SELECT hit.rowid FROM search_index(");
        out.push_bind_param::<Text, _>(&self.0)?;
        out.push_sql(") AS hit)");
        Ok(())
    }
}

impl QueryId for Hits {
    type QueryId = Self;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl Expression for Hits {
    type SqlType = Bool;
}

impl<From> AppearsOnTable<From> for Hits {}

impl<From> SelectableExpression<From> for Hits {}

impl ValidGrouping<()> for Hits {
    type IsAggregate = is_aggregate::No;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(mark: &str) -> Look {
        Look::Whole(mark.to_owned())
    }

    #[test]
    fn each_database_is_asked_in_its_own_words() {
        let look = Look::All(vec![
            whole("wapel"),
            Look::Any(vec![whole("pani"), Look::Beginning("pbu".to_owned())]),
            // Nothing of this reaches a database.
            whole("x' | 'y"),
            Look::Any(Vec::new()),
        ]);
        assert_eq!(
            look.render(SQLITE),
            "(\"wapel\") AND ((\"pani\") OR (\"pbu\" *))"
        );
        assert_eq!(look.render(POSTGRES), "('wapel') & (('pani') | ('pbu':*))");
        assert!(Look::All(vec![whole(""), Look::Any(Vec::new())]).is_empty());
    }
}
