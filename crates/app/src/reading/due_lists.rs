//! Pages of tracks whose terms are those of today's book, also while running terms still follow a change of it.
//!
//! The database filters and sorts by stored days. Tracks that a change has not reached are counted here, taken out of
//! the stored order and put where they belong. That reads every open track of the list, for the seconds that it takes.

use std::{cmp::Ordering, collections::BTreeMap};

use netralitas_domain::{acts::moved_terms, ids::TrackId, procedure::Machine};
use netralitas_store::{
    Read,
    scope::Scope,
    tracks::NO_TERM,
    views::track_list::{self, After, Filter, Listed, Order},
};

use crate::{Known, error::AppError};

/// Rows that are read in one go.
const AT_ONCE: i64 = 500;

/// A list as it is asked for.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    /// Of which machine; none for all.
    pub(crate) machine: Option<Machine>,
    /// Whose tracks.
    pub(crate) reach: &'a Scope,
    /// Which of them.
    pub(crate) filter: &'a Filter,
    /// In which order.
    pub(crate) order: Order,
}

/// One page after a row.
pub(crate) fn page(
    tx: &mut Read<'_>,
    known: &Known,
    asked: Asked<'_>,
    after: Option<After>,
    limit: i64,
) -> Result<Vec<Listed>, AppError> {
    let by_due = asked.order == Order::Due || asked.filter.due_before.is_some();
    if !known.counting || !by_due {
        let mut rows = asked.stored(tx, after, limit)?;
        if known.counting {
            for row in &mut rows {
                recounted(row, known);
            }
        }
        return Ok(rows);
    }
    let moved = asked.moved(tx, known)?;
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let (mut rows, mut from) = (Vec::new(), after);
    loop {
        let stored = asked.stored(tx, from, limit.max(AT_ONCE))?;
        let Some(last) = stored.last() else { break };
        from = Some(After::row(last, asked.order));
        let stays = |row: &Listed| !moved.contains_key(&row.track.id);
        rows.extend(stored.into_iter().filter(stays));
        if rows.len() >= most {
            break;
        }
    }
    let due = |row: &Listed| {
        let before = asked.filter.due_before;
        before.is_none_or(|before| row.next_due < before.0)
    };
    let follows = |row: &Listed| {
        after.is_none_or(|after| asked.compare(after, After::row(row, asked.order)).is_lt())
    };
    rows.extend(moved.into_values().filter(|row| due(row) && follows(row)));
    rows.sort_by(|a, b| {
        let [a, b] = [a, b].map(|row| After::row(row, asked.order));
        asked.compare(a, b)
    });
    rows.truncate(most);
    Ok(rows)
}

impl Asked<'_> {
    fn stored(
        &self,
        tx: &mut Read<'_>,
        after: Option<After>,
        limit: i64,
    ) -> Result<Vec<Listed>, AppError> {
        Ok(track_list::page(
            tx,
            self.machine,
            self.reach,
            self.filter,
            self.order,
            after,
            limit,
        )?)
    }

    /// The open tracks of the list, whatever is due on them, that are not stored as the book of today counts them.
    fn moved(
        &self,
        tx: &mut Read<'_>,
        known: &Known,
    ) -> Result<BTreeMap<TrackId, Listed>, AppError> {
        let mut found = BTreeMap::new();
        if self.filter.ended == Some(true) {
            return Ok(found);
        }
        let filter = Filter {
            due_before: None,
            ended: Some(false),
            ..self.filter.clone()
        };
        let open = Asked {
            filter: &filter,
            order: Order::Newest,
            ..*self
        };
        let mut after = None;
        loop {
            let rows = open.stored(tx, after, AT_ONCE)?;
            let Some(last) = rows.last() else { break };
            after = Some(After::row(last, Order::Newest));
            for mut row in rows {
                if recounted(&mut row, known) {
                    found.insert(row.track.id, row);
                }
            }
        }
        Ok(found)
    }

    /// Which of two rows comes first.
    fn compare(&self, a: After, b: After) -> Ordering {
        match self.order {
            Order::Newest => (b.value, b.id).cmp(&(a.value, a.id)),
            Order::Due => (a.value, a.id).cmp(&(b.value, b.id)),
        }
    }
}

/// Counts the terms of a row; whether one moved.
fn recounted(row: &mut Listed, known: &Known) -> bool {
    let moved = moved_terms(&row.track, &known.book);
    row.track.count_afresh(&moved);
    row.next_due = row.track.next_due().map_or(NO_TERM, |due| due.0);
    !moved.is_empty()
}
