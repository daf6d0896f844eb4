//! What is asked of the ledger: which rows a sum is made of. Written by hand, so that both databases keep the statement
//! prepared and the one predicate of sight stands in it as everywhere.

use chrono::NaiveDate;
use diesel::{
    backend::Backend,
    query_builder::{AstPass, QueryFragment},
    result::QueryResult,
    serialize::ToSql,
    sql_types::{BigInt, Date, HasSqlType, Text},
};
use netralitas_domain::{figures::Figure, file::Origin, ids::OfficeId, time::Moment};

use super::sums::Sql;
use crate::{
    Uid,
    backend::UidSql,
    scope::{Counts, Scope, Sees},
};

/// Which entries are meant; absent means any.
#[derive(Debug, Clone, Default)]
pub struct Only {
    /// The election, by code.
    pub election: Option<String>,
    /// How the case began.
    pub origin: Option<Origin>,
    /// The handling office is one of these.
    pub offices: Option<Vec<OfficeId>>,
    /// The review authority.
    pub authority: Option<OfficeId>,
    /// The agency of the personnel officer (PPK).
    pub agency: Option<OfficeId>,
}

/// A question.
#[derive(Debug, Clone)]
pub struct Question {
    /// The figures.
    pub figures: Vec<Figure>,
    /// Up to this legal day.
    pub as_of: NaiveDate,
    /// What was recorded after this instant is left out.
    pub known_after: Option<Moment>,
    /// What was recorded up to this instant.
    pub known_at: Moment,
    /// Which entries.
    pub only: Only,
    /// Whether every case of a chain is meant, and not only the one that counts.
    pub whole_chains: bool,
}

/// By what a sum is grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The election.
    Election,
    /// How the case began.
    Origin,
    /// The handling office.
    Office,
    /// The review authority.
    Authority,
    /// The agency.
    Agency,
    /// What the respondent is.
    Subject,
    /// The stage, the finding or the follow-up.
    State,
    /// The level.
    Level,
    /// The kind of sanction.
    Kind,
    /// The violation.
    Violation,
    /// The month of the legal day, as `2024-10`.
    Month,
}

impl Column {
    /// Its expression; a month is cut out of a day in the way of the database. What is told of a case to who sees it
    /// alone stands there only for the entries of such cases (`guarded`).
    pub(super) const fn sql(self, month: &'static str, guarded: bool) -> &'static str {
        match self {
            Self::Election => "k.election",
            Self::Origin if guarded => "CASE WHEN whole.id IS NULL THEN '' ELSE k.origin END",
            Self::Office if guarded => "CASE WHEN whole.id IS NULL THEN '' ELSE k.office END",
            Self::Origin => "k.origin",
            Self::Office => "k.office",
            Self::Authority => "k.authority",
            Self::Agency => "k.agency",
            Self::Subject => "k.subject",
            Self::State => "k.state",
            Self::Level => "k.level",
            Self::Kind => "k.kind",
            Self::Violation => "k.violation",
            Self::Month => month,
        }
    }
}

/// What only the case itself tells: how it began, who handles it.
const fn is_of_the_case(column: Column) -> bool {
    matches!(column, Column::Origin | Column::Office)
}

/// Where the entries of a question are, for who asks. Who sees everything counts what is marked so; everybody else
/// what stands on tracks that he sees, and of a chain the case that counts for him.
#[derive(Debug, Clone)]
pub(super) struct Entries<'q> {
    asked: &'q Question,
    codes: Vec<&'static str>,
    offices: Option<Vec<String>>,
    seen: Option<Seen>,
}

/// What a reader of a part may count.
#[derive(Debug, Clone)]
struct Seen {
    track: Sees<Sql>,
    counts: Counts,
    /// Of whole cases, where the question speaks of what they alone tell.
    whole: Option<Sees<Sql>>,
    /// Whether it selects by that.
    selects: bool,
}

impl<'q> Entries<'q> {
    pub(super) fn of(asked: &'q Question, scope: &Scope, by: &[Column]) -> Self {
        let offices = asked.only.offices.as_ref();
        let selects = offices.is_some() || asked.only.origin.is_some();
        let speaks = selects || by.iter().any(|column| is_of_the_case(*column));
        let seen = || Seen {
            track: scope.sees(Sql("f.track_id")),
            counts: scope.counts(),
            whole: speaks.then(|| scope.sees(Sql("whole.id"))),
            selects,
        };
        Self {
            codes: asked.figures.iter().map(|f| f.code()).collect(),
            offices: offices.map(|all| all.iter().map(ToString::to_string).collect()),
            seen: (!scope.sees_everything()).then(seen),
            asked,
        }
    }
}

/// A condition that a column has one of these texts; none of none.
fn one_of<'b, DB>(
    out: &mut AstPass<'_, 'b, DB>,
    column: &str,
    texts: impl Iterator<Item = &'b (impl ToSql<Text, DB> + 'b)>,
) -> QueryResult<()>
where
    DB: Backend + HasSqlType<Text>,
{
    let mut any = false;
    for text in texts {
        out.push_sql(if any { ", " } else { " AND " });
        if !any {
            out.push_sql(column);
            out.push_sql(" IN (");
        }
        out.push_bind_param::<Text, _>(text)?;
        any = true;
    }
    out.push_sql(if any { ")" } else { " AND 1 = 0" });
    Ok(())
}

impl<DB> QueryFragment<DB> for Entries<'_>
where
    DB: Backend + HasSqlType<UidSql> + HasSqlType<Text> + HasSqlType<Date> + HasSqlType<BigInt>,
    Uid: ToSql<UidSql, DB>,
    String: ToSql<Text, DB>,
    &'static str: ToSql<Text, DB>,
    NaiveDate: ToSql<Date, DB>,
    i64: ToSql<BigInt, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("figure_keys AS k INNER JOIN figures AS f ON f.key_id = k.id");
        if let Some(seen) = &self.seen {
            out.push_sql(" INNER JOIN tracks ON tracks.id = f.track_id");
            // The track of a case has its identifier.
            if let Some(whole) = &seen.whole {
                out.push_sql(" LEFT JOIN tracks AS whole ON whole.id = tracks.case_id AND ");
                whole.walk_ast(out.reborrow())?;
            }
        }
        out.push_sql(" WHERE f.day <= ");
        out.push_bind_param::<Date, _>(&self.asked.as_of)?;
        out.push_sql(" AND f.known_at <= ");
        out.push_bind_param::<BigInt, _>(&self.asked.known_at.0)?;
        if let Some(after) = &self.asked.known_after {
            out.push_sql(" AND f.known_at > ");
            out.push_bind_param::<BigInt, _>(&after.0)?;
        }
        one_of(&mut out, "k.figure", self.codes.iter())?;
        let only = &self.asked.only;
        if let Some(election) = &only.election {
            out.push_sql(" AND k.election = ");
            out.push_bind_param::<Text, _>(election)?;
        }
        if let Some(offices) = &self.offices {
            one_of(&mut out, "k.office", offices.iter())?;
        }
        // Codes and identifiers: nothing in them ends a text.
        for (column, code) in [
            ("k.origin", only.origin.map(|o| o.code().to_owned())),
            ("k.authority", only.authority.map(|id| id.to_string())),
            ("k.agency", only.agency.map(|id| id.to_string())),
        ] {
            if let Some(code) = code {
                out.push_sql(&format!(" AND {column} = '{code}'"));
            }
        }
        match &self.seen {
            None if self.asked.whole_chains => {}
            None => out.push_sql(" AND k.counts_for_all"),
            Some(seen) => {
                out.push_sql(" AND ");
                seen.track.walk_ast(out.reborrow())?;
                if seen.selects {
                    out.push_sql(" AND whole.id IS NOT NULL");
                }
                if self.asked.whole_chains {
                    return Ok(());
                }
                let once = Figure::ALL.iter().filter(|f| f.once_a_chain());
                let once: Vec<String> = once.map(|f| format!("'{}'", f.code())).collect();
                out.push_sql(&format!(" AND (k.figure NOT IN ({}) OR ", once.join(", ")));
                seen.counts.walk_ast(out.reborrow())?;
                out.push_sql(")");
            }
        }
        Ok(())
    }
}
