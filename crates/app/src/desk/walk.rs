//! A walk over the candidates of a queue, in the order of what is due first, each judged by the rules.

use std::collections::BTreeMap;

use netralitas_domain::{
    acts::{NextAction, afresh, claimable, work_of},
    file::{CaseFile, Track},
    ids::CaseId,
    people::Actor,
    procedure::{DeskQueue, Term},
    time::Moment,
};
use netralitas_store::{
    Read,
    scope::Scope,
    views::{
        desk::{self, Candidate, Candidates, DeskFilter},
        track_list::After,
    },
};

use super::narrowing;
use crate::{Known, error::AppError};

/// Candidates that are read in one go.
const AT_ONCE: i64 = 100;
/// Most candidates that are read to count a queue: more than anybody's desk holds.
pub(super) const MOST_COUNTED: i64 = 2_000;

/// A queue of somebody.
pub(crate) struct Walk<'a> {
    pub(crate) known: &'a Known,
    pub(crate) actor: &'a Actor,
    pub(crate) reach: &'a Scope,
    pub(crate) queue: DeskQueue,
    pub(crate) filter: DeskFilter,
    pub(crate) term: Option<Term>,
    pub(crate) now: Moment,
}

/// A track of a queue, with its case as the rules count it today.
pub(crate) struct Found {
    pub(crate) file: CaseFile,
    pub(crate) track: Track,
    pub(crate) created_at: Moment,
    pub(crate) next_due: i64,
    /// Somebody's desk it is on.
    pub(crate) mine: bool,
    /// What may be done on it by its office.
    pub(crate) work: Vec<NextAction>,
}

impl Found {
    pub(super) fn after(&self) -> After {
        After {
            value: self.next_due,
            id: self.track.id.raw(),
        }
    }
}

impl Walk<'_> {
    /// At most so many tracks of the queue after a row.
    pub(crate) fn page(
        &self,
        tx: &mut Read<'_>,
        after: Option<After>,
        limit: i64,
    ) -> Result<Vec<Found>, AppError> {
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        if self.known.counting {
            return self.page_afresh(tx, after, most);
        }
        let (which, filter) = (self.candidates(), self.stored_filter());
        let (mut page, mut from) = (Vec::new(), after);
        let at_once = AT_ONCE.min(limit.max(10));
        loop {
            let batch = desk::candidates(tx, self.reach, &filter, &which, from, at_once)?;
            let more = i64::try_from(batch.len()).unwrap_or(0) == at_once;
            let files = desk::files(tx, &batch)?;
            for candidate in &batch {
                page.extend(self.judged(&files, candidate));
                if page.len() == most {
                    return Ok(page);
                }
            }
            from = batch.last().map(Candidate::after);
            if !more {
                return Ok(page);
            }
        }
    }

    /// The same while running terms still follow a change of the book: the stored order is not to be trusted, and every
    /// candidate is counted, for the seconds that it takes.
    fn page_afresh(
        &self,
        tx: &mut Read<'_>,
        after: Option<After>,
        most: usize,
    ) -> Result<Vec<Found>, AppError> {
        let mut all = Vec::new();
        self.each(tx, i64::MAX, |found| all.push(found))?;
        let place = |found: &Found| (found.next_due, found.track.id.raw());
        all.sort_by_key(place);
        if let Some(after) = after {
            all.retain(|found| place(found) > (after.value, after.id));
        }
        all.truncate(most);
        Ok(all)
    }

    /// How many tracks the queue holds, and whether there may be more.
    pub(super) fn count(&self, tx: &mut Read<'_>) -> Result<(i64, bool), AppError> {
        // Lateness is a column, as long as the book has not moved.
        let told = self.queue == DeskQueue::Late && self.term.is_none() && !self.known.counting;
        if told {
            let filter = self.stored_filter();
            let count = desk::count(tx, self.reach, &filter, &Candidates::All)?;
            return Ok((count, false));
        }
        let mut count = 0;
        let more = self.each(tx, MOST_COUNTED, |_| count += 1)?;
        Ok((count, more))
    }

    /// How many open tracks there are, whoever they wait for.
    pub(super) fn count_all(&self, tx: &mut Read<'_>) -> Result<i64, AppError> {
        Ok(desk::count(tx, self.reach, &self.filter, &Candidates::All)?)
    }

    /// Every track of the queue among so many candidates; whether there are more candidates.
    fn each(
        &self,
        tx: &mut Read<'_>,
        most: i64,
        mut take: impl FnMut(Found),
    ) -> Result<bool, AppError> {
        let (which, filter) = (self.candidates(), self.stored_filter());
        let (mut from, mut read) = (None, 0);
        loop {
            let batch = desk::candidates(tx, self.reach, &filter, &which, from, AT_ONCE)?;
            let length = i64::try_from(batch.len()).unwrap_or(0);
            let files = desk::files(tx, &batch)?;
            for candidate in &batch {
                if let Some(found) = self.judged(&files, candidate) {
                    take(found);
                }
            }
            read += length;
            from = batch.last().map(Candidate::after);
            if length < AT_ONCE {
                return Ok(false);
            }
            if read >= most {
                return Ok(true);
            }
        }
    }

    fn candidates(&self) -> Candidates {
        narrowing::candidates(self.queue, self.actor, self.reach, self.known)
    }

    /// What the stored columns may be asked.
    fn stored_filter(&self) -> DeskFilter {
        let late = self.queue == DeskQueue::Late && !self.known.counting;
        DeskFilter {
            due_before: late.then_some(self.now),
            ..self.filter
        }
    }

    /// The candidate, where it is in the queue.
    fn judged(&self, files: &BTreeMap<CaseId, CaseFile>, candidate: &Candidate) -> Option<Found> {
        let file = afresh(files.get(&candidate.case())?, &self.known.book);
        let track = file.track(candidate.track())?;
        if self
            .term
            .is_some_and(|term| track.open_term(term).is_none())
        {
            return None;
        }
        let next_due = desk::due_of(track);
        let world = self.known.world();
        if self.queue == DeskQueue::Late && next_due >= self.now.0 {
            return None;
        }
        if self.queue == DeskQueue::Unassigned
            && !claimable(&file, track, self.actor, self.now, world)
        {
            return None;
        }
        let work = work_of(&file, track, self.actor, self.now, world);
        let assigned = track
            .assigned()
            .any(|a| a.account == self.actor.account && a.office == self.actor.office);
        let mine = assigned || !work.is_empty();
        let fits = match self.queue {
            DeskQueue::Mine => mine,
            DeskQueue::Waiting => !mine,
            DeskQueue::Unassigned | DeskQueue::Late => true,
        };
        if !fits {
            return None;
        }
        Some(Found {
            track: track.clone(),
            created_at: candidate.created_at,
            next_due,
            mine,
            work,
            file: file.into_owned(),
        })
    }
}
