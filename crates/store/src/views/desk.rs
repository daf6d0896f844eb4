//! Candidates of a desk: open tracks in scope, narrowed by what columns tell, in the order of what is due first; and
//! their case files. What is work is decided by the rules, not here.

use std::collections::{BTreeMap, BTreeSet};

use diesel::{
    backend::Backend,
    expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate},
    prelude::*,
    query_builder::{AstPass, QueryFragment, QueryId},
    result::QueryResult,
    serialize::ToSql,
    sql_types::{Bool, HasSqlType, Text},
};
use netralitas_domain::{
    file::{CaseFile, Track},
    ids::{AccountId, CaseId, Id, OfficeId, TrackId},
    procedure::{AssignmentCapacity, Machine, Stage},
    time::Moment,
};

use crate::{
    Read, StoreError, Uid,
    backend::{UidSql, capped},
    json,
    schema::{cases, tracks},
    scope::Scope,
    tracks::NO_TERM,
    views::track_list::After,
};

/// Filters of a desk that columns answer; absent means any.
#[derive(Debug, Clone, Copy, Default)]
pub struct DeskFilter {
    /// Stage.
    pub stage: Option<Stage>,
    /// The agency.
    pub agency: Option<OfficeId>,
    /// Recorded before this instant.
    pub made_before: Option<Moment>,
    /// With a duty that ended before this instant.
    pub due_before: Option<Moment>,
}

/// In which column the office stands that must be one of those asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    /// It handles the case.
    Handling,
    /// It is the review authority.
    Authority,
    /// It is the agency.
    Agency,
    /// No column tells.
    Untold,
}

/// Tracks at one of these stages, held by one of these offices.
#[derive(Debug, Clone)]
pub struct Place {
    /// Where they stand; anywhere where it is empty.
    pub stages: BTreeSet<Stage>,
    /// Of which machine; of any without it.
    pub machine: Option<Machine>,
    /// Where the office stands.
    pub held: Held,
    /// The offices.
    pub offices: Vec<OfficeId>,
    /// Nobody works on it in this capacity.
    pub free: Option<AssignmentCapacity>,
}

/// Which open tracks may be in a queue.
#[derive(Debug, Clone)]
pub enum Candidates {
    /// All of them.
    All,
    /// Those that are assigned to an officer of an office, and those at these places.
    Of(Option<(AccountId, OfficeId)>, Vec<Place>),
}

/// A candidate: a track that may be seen. Made by [`candidates`] only, so whoever has it may read its case.
#[derive(Debug, Clone, Copy)]
pub struct Candidate {
    track: TrackId,
    case: CaseId,
    /// The earliest end of an open duty as it is stored, [`NO_TERM`] where none runs.
    pub next_due: i64,
    /// When it was recorded.
    pub created_at: Moment,
}

impl Candidate {
    /// The track.
    #[must_use]
    pub const fn track(&self) -> TrackId {
        self.track
    }
    /// Its case.
    #[must_use]
    pub const fn case(&self) -> CaseId {
        self.case
    }
    /// Where a page after it starts.
    #[must_use]
    pub const fn after(&self) -> After {
        After {
            value: self.next_due,
            id: self.track.raw(),
        }
    }
}

/// The condition on rows of `tracks` and `cases`, by hand, so that it can be made of any number of places.
#[derive(Debug, Clone)]
struct Among {
    assigned: Option<(Uid, Uid)>,
    places: Vec<Bound>,
}

#[derive(Debug, Clone)]
struct Bound {
    stages: Vec<&'static str>,
    machine: Option<&'static str>,
    column: Option<&'static str>,
    offices: Vec<Uid>,
    free: Option<&'static str>,
}

impl Among {
    fn of(candidates: &Candidates) -> Option<Self> {
        let Candidates::Of(assigned, places) = candidates else {
            return None;
        };
        let bound = |place: &Place| Bound {
            stages: place.stages.iter().map(|s| s.code()).collect(),
            machine: place.machine.map(Machine::code),
            column: match place.held {
                Held::Handling => Some("cases.handled_by"),
                Held::Authority => Some("tracks.authority_id"),
                Held::Agency => Some("tracks.agency_id"),
                Held::Untold => None,
            },
            offices: place.offices.iter().map(|o| Uid(o.raw())).collect(),
            free: place.free.map(AssignmentCapacity::code),
        };
        Some(Self {
            assigned: assigned.map(|(a, o)| (Uid(a.raw()), Uid(o.raw()))),
            places: places.iter().map(bound).collect(),
        })
    }
}

impl<DB> QueryFragment<DB> for Among
where
    DB: Backend + HasSqlType<UidSql> + HasSqlType<Text>,
    Uid: ToSql<UidSql, DB>,
    str: ToSql<Text, DB>,
    &'static str: ToSql<Text, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("((1 = 0)");
        if let Some((account, office)) = &self.assigned {
            out.push_sql(
                " OR EXISTS (SELECT 1 FROM assignments WHERE assignments.track_id = tracks.id \
                 AND assignments.account_id = ",
            );
            out.push_bind_param::<UidSql, _>(account)?;
            out.push_sql(" AND assignments.office_id = ");
            out.push_bind_param::<UidSql, _>(office)?;
            out.push_sql(" AND NOT assignments.ended)");
        }
        for place in &self.places {
            out.push_sql(" OR (1 = 1");
            if let Some(machine) = &place.machine {
                out.push_sql(" AND tracks.machine = ");
                out.push_bind_param::<Text, _>(machine)?;
            }
            listed(&mut out, " AND tracks.stage IN (", &place.stages)?;
            if let Some(column) = place.column {
                if place.offices.is_empty() {
                    out.push_sql(" AND 1 = 0");
                } else {
                    let mut before = format!(" AND {column} IN (");
                    for office in &place.offices {
                        out.push_sql(&before);
                        out.push_bind_param::<UidSql, _>(office)?;
                        before = ", ".to_owned();
                    }
                    out.push_sql(")");
                }
            }
            if let Some(capacity) = &place.free {
                out.push_sql(
                    " AND NOT EXISTS (SELECT 1 FROM assignments WHERE assignments.track_id = tracks.id \
                     AND NOT assignments.ended AND assignments.capacity = ",
                );
                out.push_bind_param::<Text, _>(capacity)?;
                out.push_sql(")");
            }
            out.push_sql(")");
        }
        out.push_sql(")");
        Ok(())
    }
}

fn listed<'b, DB>(
    out: &mut AstPass<'_, 'b, DB>,
    begin: &str,
    words: &'b [&'static str],
) -> QueryResult<()>
where
    DB: Backend + HasSqlType<Text>,
    &'static str: ToSql<Text, DB>,
{
    for (place, word) in words.iter().enumerate() {
        out.push_sql(if place == 0 { begin } else { ", " });
        out.push_bind_param::<Text, _>(word)?;
    }
    if !words.is_empty() {
        out.push_sql(")");
    }
    Ok(())
}

/// Its text depends on the places.
impl QueryId for Among {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Expression for Among {
    type SqlType = Bool;
}

impl<From> AppearsOnTable<From> for Among {}

impl<From> SelectableExpression<From> for Among {}

impl ValidGrouping<()> for Among {
    type IsAggregate = is_aggregate::No;
}

macro_rules! open_tracks {
    ($filter:expr, $among:expr, $sees:expr) => {{
        let mut query = tracks::table
            .inner_join(cases::table.on(cases::id.eq(tracks::case_id)))
            .into_boxed()
            .filter(tracks::ended.eq(false))
            .filter($sees);
        if let Some(stage) = $filter.stage {
            query = query.filter(tracks::stage.eq(stage.code()));
        }
        if let Some(office) = $filter.agency {
            query = query.filter(tracks::agency_id.eq(Some(Uid(office.raw()))));
        }
        if let Some(before) = $filter.made_before {
            query = query.filter(tracks::created_at.lt(before.0));
        }
        if let Some(before) = $filter.due_before {
            query = query.filter(tracks::next_due.lt(before.0));
        }
        match $among {
            Some(among) => query.filter(among),
            None => query,
        }
    }};
}

/// Candidates after a row, what is stored to be due first, first. One statement.
///
/// # Errors
/// Those of the database.
pub fn candidates(
    tx: &mut Read<'_>,
    scope: &Scope,
    filter: &DeskFilter,
    which: &Candidates,
    after: Option<After>,
    limit: i64,
) -> Result<Vec<Candidate>, StoreError> {
    let mut query = open_tracks!(filter, Among::of(which), scope.sees(tracks::id));
    if let Some(after) = after {
        query = query.filter(
            tracks::next_due.gt(after.value).or(tracks::next_due
                .eq(after.value)
                .and(tracks::id.gt(Uid(after.id)))),
        );
    }
    let query = query
        .order((tracks::next_due.asc(), tracks::id.asc()))
        .select((
            tracks::id,
            tracks::case_id,
            tracks::next_due,
            tracks::created_at,
        ));
    let rows: Vec<(Uid, Uid, i64, i64)> = capped(query, limit).load(tx.conn())?;
    let candidate = |(track, case, next_due, created_at): (Uid, Uid, i64, i64)| Candidate {
        track: TrackId::new(track.0),
        case: Id::new(case.0),
        next_due,
        created_at: Moment(created_at),
    };
    Ok(rows.into_iter().map(candidate).collect())
}

/// How many candidates there are. One statement.
///
/// # Errors
/// Those of the database.
pub fn count(
    tx: &mut Read<'_>,
    scope: &Scope,
    filter: &DeskFilter,
    which: &Candidates,
) -> Result<i64, StoreError> {
    let query = open_tracks!(filter, Among::of(which), scope.sees(tracks::id));
    Ok(query
        .select(diesel::dsl::count_star())
        .get_result(tx.conn())?)
}

/// The case files of candidates, which are visible, hidden tracks too: what may be done on one depends on the others. One
/// statement.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn files(
    tx: &mut Read<'_>,
    candidates: &[Candidate],
) -> Result<BTreeMap<CaseId, CaseFile>, StoreError> {
    if candidates.is_empty() {
        return Ok(BTreeMap::new());
    }
    let cases: BTreeSet<CaseId> = candidates.iter().map(|c| c.case).collect();
    let cases: Vec<Uid> = cases.iter().map(|case| Uid(case.raw())).collect();
    let rows: Vec<(Uid, Uid, String)> = tracks::table
        .filter(tracks::case_id.eq_any(cases))
        .order((tracks::created_at.asc(), tracks::id.asc()))
        .select((tracks::case_id, tracks::id, tracks::state))
        .load(tx.conn())?;
    let mut found: BTreeMap<CaseId, CaseFile> = BTreeMap::new();
    for (case, id, state) in rows {
        let track: Track = json(&state, "tracks", "state", id)?;
        let case = Id::new(case.0);
        let file = found.entry(case).or_insert_with(|| CaseFile::new(case));
        file.tracks.push(track);
    }
    Ok(found)
}

/// What is due on a track as the rules count it, in the form in which it is stored.
#[must_use]
pub fn due_of(track: &Track) -> i64 {
    track.next_due().map_or(NO_TERM, |due| due.0)
}
