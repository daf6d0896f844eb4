//! Who may see which track: one predicate for every read surface.

use std::collections::BTreeSet;

use diesel::{
    backend::Backend,
    expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate},
    prelude::*,
    query_builder::{AstPass, QueryFragment, QueryId},
    result::QueryResult,
    serialize::ToSql,
    sql_types::{Bool, HasSqlType},
};
use netralitas_domain::ids::{AccountId, CaseId, Id, OfficeId, PersonId, TrackId};

use crate::{Read, StoreError, Uid, backend::UidSql, schema::tracks};

/// The offices in whose name an account reads: its own and those below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Its own office and those below.
    pub offices: Vec<OfficeId>,
    /// National supervision: everything.
    pub everything: bool,
    /// An account of a Bawaslu office: where it is a member of a clarification team, it alone sees the case.
    pub member: Option<(AccountId, OfficeId)>,
    /// An account that sees of all this only what is assigned to it, while it is.
    pub only_assigned: Option<AccountId>,
    /// Who reads, where known: no case of one's own is seen.
    pub person: Option<PersonId>,
}

impl Scope {
    /// Whether the track whose id stands in this column may be seen: a condition for any query, or a value
    /// to select.
    pub fn sees<C>(&self, track: C) -> Sees<C> {
        let reach = if self.everything {
            Reach::Everything
        } else {
            Reach::Granted(Granted {
                offices: padded(&self.offices),
                member: self.member.map(|(a, o)| (Uid(a.raw()), Uid(o.raw()))),
                only_assigned: self.only_assigned.map(|a| Uid(a.raw())),
            })
        };
        let person = self.person.map(|p| Uid(p.raw()));
        Sees {
            track,
            reach,
            person,
        }
    }

    /// Whether nothing is hidden from the reader.
    #[must_use]
    pub const fn sees_everything(&self) -> bool {
        self.everything && self.person.is_none()
    }

    /// Whether a row of `tracks` counts for the reader among the cases of its chain.
    #[must_use]
    pub fn counts(&self) -> Counts {
        Counts(self.sees(Column("better.id")))
    }
}

/// A column of a hand-written statement.
#[derive(Debug, Clone, Copy)]
struct Column(&'static str);

impl<DB: Backend> QueryFragment<DB> for Column {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql(self.0);
        Ok(())
    }
}

/// The condition on a row of `tracks` that its case counts for the reader among the cases of its chain: it is the one
/// that counts for all, or the reader sees no track of that kind of that one and of no older one.
#[derive(Debug, Clone)]
pub struct Counts(Sees<Column>);

impl<DB> QueryFragment<DB> for Counts
where
    DB: Backend + HasSqlType<UidSql>,
    Uid: ToSql<UidSql, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql(
            "NOT EXISTS (SELECT 1 FROM case_chains AS mine \
             INNER JOIN case_chains AS other ON other.chain_id = mine.chain_id \
             INNER JOIN tracks AS better ON better.case_id = other.case_id \
             WHERE mine.case_id = tracks.case_id AND mine.chain_id <> tracks.case_id \
             AND better.machine = tracks.machine AND other.case_id <> mine.case_id \
             AND (other.case_id = mine.chain_id OR other.case_id < mine.case_id) AND ",
        );
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(")");
        Ok(())
    }
}

/// Its text depends on the scope.
impl QueryId for Counts {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Expression for Counts {
    type SqlType = Bool;
}

impl<From> AppearsOnTable<From> for Counts {}

impl<From> SelectableExpression<From> for Counts {}

impl ValidGrouping<()> for Counts {
    type IsAggregate = is_aggregate::No;
}

/// The offices, the last one repeated up to a power of two: statements are kept by their text, and an
/// installation has offices of many sizes.
fn padded(offices: &[OfficeId]) -> Vec<Uid> {
    let mut all: Vec<Uid> = offices.iter().map(|o| Uid(o.raw())).collect();
    if let Some(last) = all.last().copied() {
        all.resize(all.len().next_power_of_two(), last);
    }
    all
}

#[derive(Debug, Clone)]
enum Reach {
    Everything,
    Granted(Granted),
}

#[derive(Debug, Clone)]
struct Granted {
    offices: Vec<Uid>,
    member: Option<(Uid, Uid)>,
    only_assigned: Option<Uid>,
}

/// The predicate: an open grant of the track to one of the offices. Written by hand, so that the column is a
/// parameter and both databases keep the statement prepared, which they do not with diesel's lists.
#[derive(Debug, Clone)]
pub struct Sees<C> {
    track: C,
    reach: Reach,
    person: Option<Uid>,
}

impl<C, DB> QueryFragment<DB> for Sees<C>
where
    C: QueryFragment<DB>,
    DB: Backend + HasSqlType<UidSql>,
    Uid: ToSql<UidSql, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        if let Some(person) = &self.person {
            out.push_sql(
                "(NOT EXISTS (SELECT 1 FROM tracks AS own INNER JOIN parties ON parties.case_id = own.case_id \
                 WHERE parties.person_id = ",
            );
            out.push_bind_param::<UidSql, _>(person)?;
            out.push_sql(" AND own.id = ");
            self.track.walk_ast(out.reborrow())?;
            out.push_sql(") AND ");
        }
        self.granted(out.reborrow())?;
        if self.person.is_some() {
            out.push_sql(")");
        }
        Ok(())
    }
}

impl<C> Sees<C> {
    fn granted<'b, DB>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()>
    where
        C: QueryFragment<DB>,
        DB: Backend + HasSqlType<UidSql>,
        Uid: ToSql<UidSql, DB>,
    {
        let Granted {
            offices,
            member,
            only_assigned,
        } = match &self.reach {
            Reach::Everything => {
                out.push_sql("(1 = 1)");
                return Ok(());
            }
            Reach::Granted(granted) if granted.offices.is_empty() => {
                out.push_sql("(1 = 0)");
                return Ok(());
            }
            Reach::Granted(granted) => granted,
        };
        out.push_sql(
            "(EXISTS (SELECT 1 FROM access WHERE access.to_at IS NULL AND access.track_id = ",
        );
        self.track.walk_ast(out.reborrow())?;
        let mut before = " AND access.office_id IN (";
        for office in offices {
            out.push_sql(before);
            out.push_bind_param::<UidSql, _>(office)?;
            before = ", ";
        }
        out.push_sql("))");
        if let Some(account) = only_assigned {
            out.push_sql(" AND EXISTS (SELECT 1 FROM assignments WHERE assignments.track_id = ");
            self.track.walk_ast(out.reborrow())?;
            out.push_sql(" AND assignments.account_id = ");
            out.push_bind_param::<UidSql, _>(account)?;
            out.push_sql(" AND NOT assignments.ended)");
        }
        if let Some((account, office)) = member {
            out.push_sql(" OR EXISTS (SELECT 1 FROM assignments WHERE assignments.track_id = ");
            self.track.walk_ast(out.reborrow())?;
            out.push_sql(" AND assignments.account_id = ");
            out.push_bind_param::<UidSql, _>(account)?;
            out.push_sql(" AND assignments.office_id = ");
            out.push_bind_param::<UidSql, _>(office)?;
            out.push_sql(
                " AND assignments.capacity = 'clarification_team' AND NOT assignments.ended)",
            );
        }
        out.push_sql(")");
        Ok(())
    }
}

/// Its text depends on the scope, so statements are kept by text.
impl<C> QueryId for Sees<C> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<C: Expression> Expression for Sees<C> {
    type SqlType = Bool;
}

impl<C, From> AppearsOnTable<From> for Sees<C>
where
    C: AppearsOnTable<From>,
    Self: Expression,
{
}

impl<C, From> SelectableExpression<From> for Sees<C>
where
    C: SelectableExpression<From>,
    Self: AppearsOnTable<From>,
{
}

impl<C> ValidGrouping<()> for Sees<C> {
    type IsAggregate = is_aggregate::No;
}

/// The case of a track, if the track may be seen; absent and hidden are the same.
///
/// # Errors
/// Those of the database.
pub fn case_of_visible(
    tx: &mut Read<'_>,
    scope: &Scope,
    track: TrackId,
) -> Result<Option<CaseId>, StoreError> {
    let id: Option<Uid> = tracks::table
        .filter(tracks::id.eq(Uid(track.raw())))
        .filter(scope.sees(tracks::id))
        .select(tracks::case_id)
        .get_result(tx.conn())
        .optional()?;
    Ok(id.map(|id| Id::new(id.0)))
}

/// Those of these tracks that may be seen.
///
/// # Errors
/// Those of the database.
pub fn visible(
    tx: &mut Read<'_>,
    scope: &Scope,
    tracks: &[TrackId],
) -> Result<BTreeSet<TrackId>, StoreError> {
    let wanted: Vec<Uid> = tracks.iter().map(|t| Uid(t.raw())).collect();
    let seen: Vec<Uid> = tracks::table
        .filter(tracks::id.eq_any(wanted))
        .filter(scope.sees(tracks::id))
        .select(tracks::id)
        .load(tx.conn())?;
    Ok(seen.into_iter().map(|id| Id::new(id.0)).collect())
}
