//! What steps enter.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use netralitas_domain::{
    figures::{Cause, Entry, Ledger, ledger},
    file::{CaseFile, Event},
    ids::CaseId,
    time::Moment,
};

use super::keys::{self, Key};
use crate::{
    StoreError, Uid, Write,
    backend::quirks::each,
    schema::{case_chains, figures, journal},
};

/// Which step entered something, and when that was known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    /// Its place in the journal.
    pub position: i64,
    /// When it was recorded.
    pub known_at: Moment,
    /// Why the figures moved.
    pub cause: Cause,
}

impl Source {
    /// An event at its place in the journal.
    #[must_use]
    pub fn of(event: &Event, position: i64) -> Self {
        Self {
            position,
            known_at: event.recorded_at,
            cause: Cause::of(event),
        }
    }
}

/// One row of the ledger to be.
#[derive(Debug, Clone)]
pub struct Line {
    /// What is counted.
    pub entry: Entry,
    /// How often, taken off where it is less than zero.
    pub n: i64,
    /// Whether it counts for who sees everything: not where another case of its chain does.
    pub all: bool,
    /// By which step.
    pub source: Source,
}

impl Line {
    /// What moved, marked as a case is that counts for all or does not.
    pub fn all_of(moved: Ledger, counts: bool, source: Source) -> impl Iterator<Item = Self> {
        moved.into_iter().map(move |(entry, n)| Self {
            all: counts || !entry.figure.once_a_chain(),
            entry,
            n,
            source,
        })
    }
}

#[derive(Insertable)]
#[diesel(table_name = figures)]
#[diesel(treat_none_as_default_value = false)]
struct Row {
    key_id: i64,
    day: NaiveDate,
    n: i64,
    track_id: Uid,
    party_id: Option<Uid>,
    position: i64,
    known_at: i64,
    cause: String,
}

/// As many rows as one statement takes: SQLite has 32,766 parameters.
const AT_ONCE: usize = 500;

/// Enters lines, in the order given. Two statements, and one for each combination that nobody entered before.
///
/// # Errors
/// Those of the database.
pub fn enter(tx: &mut Write<'_>, lines: &[Line]) -> Result<(), StoreError> {
    for some in lines.chunks(AT_ONCE) {
        enter_some(tx, some)?;
    }
    Ok(())
}

fn enter_some(tx: &mut Write<'_>, lines: &[Line]) -> Result<(), StoreError> {
    let keyed = lines.iter().map(|line| Key::of(&line.entry, line.all));
    let keyed: Vec<Key> = keyed.collect::<Result<_, _>>()?;
    let wanted: BTreeMap<String, Key> = keyed
        .iter()
        .map(|key| (key.code.clone(), key.clone()))
        .collect();
    let numbers = keys::numbers(tx, &wanted)?;
    let mut rows = Vec::with_capacity(lines.len());
    for (line, key) in lines.iter().zip(&keyed) {
        let number = numbers.get(&key.code).copied();
        rows.push(Row {
            key_id: number.ok_or_else(|| StoreError::Inconsistency {
                table: "figure_keys",
                column: "code",
                row: key.code.clone(),
            })?,
            day: line.entry.day,
            n: line.n,
            track_id: Uid(line.entry.track.raw()),
            party_id: line.entry.respondent.map(|p| Uid(p.raw())),
            position: line.source.position,
            known_at: line.source.known_at.0,
            cause: line.source.cause.code().to_owned(),
        });
    }
    each!(tx.conn(), conn => diesel::insert_into(figures::table).values(&rows).execute(conn))?;
    Ok(())
}

/// Whether a case counts for who sees everything: it is no part of a chain, or the one that its chain is counted by.
///
/// # Errors
/// Those of the database.
pub fn counts_for_all(tx: &mut Write<'_>, case: CaseId) -> Result<bool, StoreError> {
    let chain: Option<Uid> = case_chains::table
        .filter(case_chains::case_id.eq(Uid(case.raw())))
        .select(case_chains::chain_id)
        .get_result(tx.conn())
        .optional()?;
    Ok(chain.is_none_or(|chain| chain.0 == case.raw()))
}

/// Takes off what a case counts for as a case and puts it on with the other mark: it counts for all from now on, or does
/// so no more, by the step that linked or unlinked it.
///
/// # Errors
/// Those of the database.
pub fn remark(
    tx: &mut Write<'_>,
    file: &CaseFile,
    counts: bool,
    by: &Event,
) -> Result<(), StoreError> {
    let position: i64 = journal::table
        .filter(journal::track_id.eq(Uid(by.track.raw())))
        .filter(journal::seq.eq(by.seq))
        .select(journal::position)
        .get_result(tx.conn())?;
    let source = Source {
        cause: Cause::Link,
        ..Source::of(by, position)
    };
    let stands = ledger(file);
    let ones = stands.into_iter().filter(|(e, _)| e.figure.once_a_chain());
    let lines: Vec<Line> = ones
        .flat_map(|(entry, n)| {
            let line = |entry, n, all| Line {
                entry,
                n,
                all,
                source,
            };
            [line(entry.clone(), -n, !counts), line(entry, n, counts)]
        })
        .collect();
    enter(tx, &lines)
}
