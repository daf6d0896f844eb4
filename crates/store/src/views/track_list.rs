//! Lists of tracks with typed filters and keyset pages, newest first or by what is due.

use chrono::NaiveDate;
use diesel::{dsl::exists, prelude::*};
use netralitas_domain::{
    file::Track,
    ids::{OfficeId, PersonId, TrackId},
    law::LawSet,
    procedure::{Machine, Stage},
    time::Moment,
};
use uuid::Uuid;

use crate::{
    Read, StoreError, Uid,
    backend::{Hits, Look, capped, quirks::Place},
    json,
    schema::{cases, journal, parties, search_documents as documents, tracks},
    scope::Scope,
    search::Part,
};

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Newest first.
    Newest,
    /// What is due first, first.
    Due,
}

/// Words that a track must be found by.
#[derive(Debug, Clone)]
pub struct FoundBy {
    /// What is looked for.
    pub look: Look,
    /// Also in what is closed until it is announced.
    pub closed: bool,
}

/// Filters of a list; absent means any.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Stage.
    pub stage: Option<Stage>,
    /// Law text.
    pub law: Option<LawSet>,
    /// The handling office.
    pub handled_by: Option<OfficeId>,
    /// The review authority.
    pub authority: Option<OfficeId>,
    /// The agency.
    pub agency: Option<OfficeId>,
    /// Election.
    pub election: Option<String>,
    /// Has an open duty that ends before this instant.
    pub due_before: Option<Moment>,
    /// Filed on or after this day.
    pub filed_from: Option<NaiveDate>,
    /// Filed on or before this day.
    pub filed_to: Option<NaiveDate>,
    /// Handled by one of these offices.
    pub handled_by_any: Option<Vec<OfficeId>>,
    /// May be found by these words. More may be than the reader reads: who asks holds each against what is read.
    pub found_by: Option<FoundBy>,
    /// Has a step behind this place of the journal.
    pub changed_since: Option<Place>,
    /// Ended or open.
    pub ended: Option<bool>,
    /// Only what counts for its chain of cases, and of joined reviews the one that goes on.
    pub counted: bool,
    /// Void, or standing.
    pub void: Option<bool>,
    /// A respondent who is this person.
    pub respondent: Option<PersonId>,
    /// One of these tracks.
    pub tracks: Option<Vec<TrackId>>,
}

/// Where a page starts: after this row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    /// The sort value of the last row seen.
    pub value: i64,
    /// Its identifier.
    pub id: Uuid,
}

impl After {
    /// After a row of a list in an order.
    #[must_use]
    pub const fn row(row: &Listed, order: Order) -> Self {
        let value = match order {
            Order::Newest => row.created_at.0,
            Order::Due => row.next_due,
        };
        Self {
            value,
            id: row.track.id.raw(),
        }
    }
}

/// A row of a list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The track.
    pub track: Track,
    /// The election of its case.
    pub election: String,
    /// The race of its case.
    pub race: String,
    /// When it was created.
    pub created_at: Moment,
    /// The earliest end of an open duty, [`crate::tracks::NO_TERM`] where none runs.
    pub next_due: i64,
}

/// One page of the tracks of a machine or of all, in one statement; ask for one row more than shown to know whether another page follows.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn page(
    tx: &mut Read<'_>,
    machine: Option<Machine>,
    scope: &Scope,
    filter: &Filter,
    order: Order,
    after: Option<After>,
    limit: i64,
) -> Result<Vec<Listed>, StoreError> {
    let mut query = tracks::table
        .inner_join(cases::table.on(cases::id.eq(tracks::case_id)))
        .into_boxed()
        .filter(scope.sees(tracks::id));
    if let Some(machine) = machine {
        query = query.filter(tracks::machine.eq(machine.code()));
    }
    if let Some(stage) = filter.stage {
        query = query.filter(tracks::stage.eq(stage.code()));
    }
    if let Some(law) = filter.law {
        query = query.filter(tracks::law.eq(law.code()));
    }
    if let Some(office) = filter.handled_by {
        query = query.filter(cases::handled_by.eq(Uid(office.raw())));
    }
    if let Some(office) = filter.authority {
        query = query.filter(tracks::authority_id.eq(Some(Uid(office.raw()))));
    }
    if let Some(office) = filter.agency {
        query = query.filter(tracks::agency_id.eq(Some(Uid(office.raw()))));
    }
    if let Some(election) = &filter.election {
        query = query.filter(cases::election.eq(election.clone()));
    }
    if let Some(before) = filter.due_before {
        query = query.filter(tracks::next_due.lt(before.0));
    }
    if let Some(day) = filter.filed_from {
        query = query.filter(cases::filed_day.ge(day));
    }
    if let Some(ended) = filter.ended {
        query = query.filter(tracks::ended.eq(ended));
    }
    if let Some(day) = filter.filed_to {
        query = query.filter(cases::filed_day.le(day));
    }
    if let Some(offices) = &filter.handled_by_any {
        let ids: Vec<Uid> = offices.iter().map(|o| Uid(o.raw())).collect();
        query = query.filter(cases::handled_by.eq_any(ids));
    }
    let machines = machine.map_or(Machine::ALL.to_vec(), |m| vec![m]);
    let void: Vec<&str> = machines.iter().map(|m| Stage::void(*m).code()).collect();
    match (filter.void, void.as_slice()) {
        (Some(true), [void]) => query = query.filter(tracks::stage.eq(*void)),
        (Some(false), [void]) => query = query.filter(tracks::stage.ne(*void)),
        (Some(true), _) => query = query.filter(tracks::stage.eq_any(void)),
        (Some(false), _) => query = query.filter(tracks::stage.ne_all(void)),
        (None, _) => {}
    }
    if filter.counted {
        // What was joined into another review is that one's matter.
        query = match machine {
            Some(Machine::Case) => query.filter(scope.counts()),
            _ => query.filter(tracks::stage.ne(Stage::ReviewJoined.code())),
        };
    }
    if let Some(found_by) = &filter.found_by {
        // Nothing that is looked for finds nothing.
        let Some(hits) = Hits::of(tx, &found_by.look) else {
            return Ok(Vec::new());
        };
        let parts = match found_by.closed {
            true => vec![Part::Open.code(), Part::Whole.code()],
            false => vec![Part::Open.code()],
        };
        query = query.filter(
            tracks::id.eq_any(
                documents::table
                    .filter(hits)
                    .filter(documents::part.eq_any(parts))
                    .select(documents::subject_id),
            ),
        );
    }
    if let Some(place) = filter.changed_since {
        query = query.filter(
            tracks::id.eq_any(
                journal::table
                    .filter(
                        journal::tx.gt(place.tx).or(journal::tx
                            .eq(place.tx)
                            .and(journal::position.gt(place.position))),
                    )
                    .select(journal::track_id),
            ),
        );
    }
    if let Some(wanted) = &filter.tracks {
        let ids: Vec<Uid> = wanted.iter().map(|t| Uid(t.raw())).collect();
        query = query.filter(tracks::id.eq_any(ids));
    }
    if let Some(person) = filter.respondent {
        query = query.filter(exists(
            parties::table
                .filter(parties::case_id.eq(tracks::case_id))
                .filter(parties::person_id.eq(Some(Uid(person.raw()))))
                .filter(
                    tracks::respondent_id
                        .is_null()
                        .or(tracks::respondent_id.eq(parties::id.nullable())),
                ),
        ));
    }
    let query = match order {
        Order::Newest => {
            if let Some(after) = after {
                query = query.filter(
                    tracks::created_at.lt(after.value).or(tracks::created_at
                        .eq(after.value)
                        .and(tracks::id.lt(Uid(after.id)))),
                );
            }
            query.order((tracks::created_at.desc(), tracks::id.desc()))
        }
        Order::Due => {
            if let Some(after) = after {
                query = query.filter(
                    tracks::next_due.gt(after.value).or(tracks::next_due
                        .eq(after.value)
                        .and(tracks::id.gt(Uid(after.id)))),
                );
            }
            query.order((tracks::next_due.asc(), tracks::id.asc()))
        }
    };
    type Row = (Uid, String, i64, i64, String, String);
    let query = query.select((
        tracks::id,
        tracks::state,
        tracks::created_at,
        tracks::next_due,
        cases::election,
        cases::race,
    ));
    let rows: Vec<Row> = capped(query, limit).load(tx.conn())?;
    rows.into_iter()
        .map(|(id, state, created_at, next_due, election, race)| {
            Ok(Listed {
                track: json(&state, "tracks", "state", id)?,
                election,
                race,
                created_at: Moment(created_at),
                next_due,
            })
        })
        .collect()
}
