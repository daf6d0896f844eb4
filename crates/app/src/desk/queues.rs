//! A page of a desk.

use std::sync::Arc;

use chrono::NaiveDate;
use netralitas_domain::{
    acts::{NextAction, Turn, claimable, waits_for, whose_clock},
    file::{Assigned, TermState, Track},
    ids::OfficeId,
    procedure::{DeskQueue, Stage, Term},
    time::Moment,
};
use netralitas_store::{
    Read, assignments,
    views::{desk::DeskFilter, track_list::After},
};

use super::walk::{Found, Walk};
use crate::{
    App, Known, Principal,
    error::AppError,
    reading::{asker::Asker, query::MOST_ROWS, track_view::shown_assignments},
};

/// A day in microseconds.
const DAY: i64 = 86_400 * 1_000_000;

/// What of a desk is asked for; absent means any.
#[derive(Debug, Clone, Copy)]
pub struct DeskIn {
    /// Which list.
    pub queue: DeskQueue,
    /// Of this agency.
    pub agency: Option<OfficeId>,
    /// At this stage.
    pub stage: Option<Stage>,
    /// On which this term is open.
    pub term: Option<Term>,
    /// Recorded more than so many times 24 hours ago.
    pub older_than_days: Option<u32>,
}

/// A track on a desk.
pub struct DeskItem {
    /// The track, its terms as the book of today counts them.
    pub track: Track,
    /// When it was recorded.
    pub created_at: Moment,
    /// Whether it waits for the caller.
    pub mine: bool,
    /// Whether the caller could take it for itself.
    pub claimable: bool,
    /// The caller's work on it: steps that nothing refuses.
    pub work: Vec<NextAction>,
    /// The duty that ends first, with whose clock it is.
    pub due: Option<(TermState, Turn)>,
    /// For whom it waits; nobody where it waits for other tracks alone.
    pub waits_for: Vec<Turn>,
    /// Since which legal day it stands where it stands.
    pub since: Option<NaiveDate>,
    /// Officers who work on it, as far as the caller is told, with their names.
    pub assigned: Vec<(Assigned, Option<String>)>,
}

/// How many tracks a list holds.
#[derive(Debug, Clone, Copy)]
pub struct QueueCount {
    /// The list.
    pub queue: DeskQueue,
    /// How many.
    pub count: i64,
    /// There may be more: counting ends where nobody's desk does.
    pub at_least: bool,
}

/// A page of a desk.
pub struct DeskPage {
    /// What is due first, first.
    pub items: Vec<DeskItem>,
    /// The lists under the same filters; on the first page alone.
    pub counts: Vec<QueueCount>,
    /// Where the next page starts, if there is one.
    pub next: Option<After>,
    /// The law and offices.
    pub known: Arc<Known>,
    /// The moment of the read.
    pub now: Moment,
}

impl App {
    /// A page of the caller's desk. It takes a statement for the caller, two for each hundred candidates read, one for
    /// names; on the first page two more for the counts, and two for each hundred candidates counted.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn my_desk(
        &self,
        principal: Principal,
        asked: DeskIn,
        after: Option<After>,
        limit: i64,
    ) -> Result<DeskPage, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        self.store()
            .read_page(move |tx| {
                let asker = app.asker(tx, principal, now)?;
                let limit = limit.clamp(1, MOST_ROWS);
                let walk = walk(&asker, asked, now);
                let mut found = walk.page(tx, after, limit + 1)?;
                let more = i64::try_from(found.len()).unwrap_or(0) > limit;
                found.truncate(usize::try_from(limit).unwrap_or(0));
                let next = found.last().filter(|_| more).map(Found::after);
                let counts = match after {
                    None => counts(tx, &asker, asked, now)?,
                    Some(_) => Vec::new(),
                };
                Ok(DeskPage {
                    items: items(tx, &asker, found, now)?,
                    counts,
                    next,
                    known: asker.known,
                    now,
                })
            })
            .await
    }
}

/// The walk over a list.
pub(super) fn walk(asker: &Asker, asked: DeskIn, now: Moment) -> Walk<'_> {
    let age = |days: u32| Moment(now.0 - i64::from(days) * DAY);
    Walk {
        known: &asker.known,
        actor: &asker.actor,
        reach: &asker.reach,
        queue: asked.queue,
        filter: DeskFilter {
            stage: asked.stage,
            agency: asked.agency,
            made_before: asked.older_than_days.map(age),
            due_before: None,
        },
        term: asked.term,
        now,
    }
}

/// How much every list holds. What does not wait for the caller is the rest of what is open.
fn counts(
    tx: &mut Read<'_>,
    asker: &Asker,
    asked: DeskIn,
    now: Moment,
) -> Result<Vec<QueueCount>, AppError> {
    let mut all: Vec<QueueCount> = Vec::new();
    for queue in DeskQueue::ALL.iter().copied() {
        let walk = walk(asker, DeskIn { queue, ..asked }, now);
        let mine = all.first().filter(|_| asked.term.is_none());
        let (count, at_least) = match (queue, mine) {
            (DeskQueue::Waiting, Some(mine)) if !mine.at_least => {
                (walk.count_all(tx)? - mine.count, false)
            }
            _ => walk.count(tx)?,
        };
        all.push(QueueCount {
            queue,
            count,
            at_least,
        });
    }
    Ok(all)
}

fn items(
    tx: &mut Read<'_>,
    asker: &Asker,
    found: Vec<Found>,
    now: Moment,
) -> Result<Vec<DeskItem>, AppError> {
    let Asker {
        known,
        actor,
        reach,
    } = asker;
    let world = known.world();
    let working = |f: &Found| {
        let mut shown = shown_assignments(&f.track, actor, reach);
        shown.retain(Assigned::is_open);
        shown
    };
    let mut who: Vec<_> = found.iter().flat_map(working).map(|a| a.account).collect();
    who.sort_unstable();
    who.dedup();
    let names = assignments::names(tx, &who)?;
    let named = |a: Assigned| {
        let name = names.iter().find(|n| n.0 == a.account);
        (a, name.map(|n| n.1.clone()))
    };
    let item = |f: Found| {
        let assigned = working(&f).into_iter().map(named).collect();
        let first = f.track.due_terms().into_iter().next().cloned();
        DeskItem {
            claimable: claimable(&f.file, &f.track, actor, now, world),
            due: first.map(|term| {
                let clock = whose_clock(&term, &f.file, &f.track, now, world);
                (term, clock)
            }),
            waits_for: waits_for(&f.file, &f.track, now, world),
            since: f.track.stands_since(),
            assigned,
            created_at: f.created_at,
            mine: f.mine,
            work: f.work,
            track: f.track,
        }
    };
    Ok(found.into_iter().map(item).collect())
}
