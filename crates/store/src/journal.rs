//! The journal: append-only, dense per track, without personal values.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use diesel::{dsl::sql, prelude::*, sql_types::Bool};
use netralitas_domain::{
    file::{Change, Event},
    ids::{CaseId, Id, OfficeId, TrackId},
    procedure::{Action, TAKES_BACK},
};

use crate::{
    Read, StoreError, Uid, Write,
    backend::{capped, quirks},
    json,
    schema::{clients, journal, meeting_steps, plenary_meetings},
    scope::Scope,
    to_json,
};

/// A journal row.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its place in the whole journal.
    pub position: i64,
    /// What happened.
    pub event: Event,
    /// The day of the plenary meeting that decided it.
    pub meeting_day: Option<NaiveDate>,
}

/// A page of the journal of a track.
#[derive(Debug, Clone)]
pub struct Page {
    /// The rows, oldest first.
    pub entries: Vec<Entry>,
    /// Whether the track has a step that took another back or amended it.
    pub mended: bool,
    /// The steps that a system recorded, by their `seq`.
    pub by_system: BTreeSet<i64>,
}

/// Appends one event.
///
/// # Errors
/// [`StoreError::Unique`] when the track already has that `seq`.
pub fn append(tx: &mut Write<'_>, event: &Event, salt: &[u8]) -> Result<i64, StoreError> {
    let place = quirks::next_place(tx)?;
    diesel::insert_into(journal::table)
        .values((
            (
                journal::track_id.eq(Uid(event.track.raw())),
                journal::seq.eq(event.seq),
                journal::case_id.eq(Uid(event.case_id.raw())),
                journal::machine.eq(event.machine.code()),
                journal::position.eq(place.position),
                journal::tx.eq(place.tx),
                journal::action.eq(event.action.code()),
                journal::acting_seat.eq(event.acting.seat.map(|s| s.code())),
                journal::acting_office.eq(event.acting.office.map(|o| Uid(o.raw()))),
                journal::acting_party.eq(event.acting.party.map(|p| Uid(p.raw()))),
            ),
            (
                journal::account_id.eq(Uid(event.account.raw())),
                journal::office_id.eq(Uid(event.office.raw())),
                journal::effective_day.eq(event.effective.day),
                journal::effective_minute.eq(event.effective.minute),
                journal::zone.eq(event.zone.code()),
                journal::recorded_at.eq(event.recorded_at.0),
                journal::law.eq(event.law.code()),
                journal::by_paper.eq(event.by_paper.map(|p| Uid(p.raw()))),
                journal::recorded_late.eq(event.recorded_late),
                journal::payload.eq(to_json(event, "journal", "payload")?),
                journal::salt.eq(salt),
            ),
        ))
        .execute(tx.conn())?;
    Ok(place.position)
}

/// Up to where the journal is told in full: no row will be added at or before this place. It says how much was recorded
/// in all, so it goes to nobody unsealed.
///
/// # Errors
/// Those of the database.
pub fn reached(tx: &mut Read<'_>) -> Result<quirks::Place, StoreError> {
    if let Some(horizon) = quirks::stable_horizon(tx)? {
        return Ok(quirks::Place {
            tx: horizon - 1,
            position: i64::MAX,
        });
    }
    let position: Option<String> = crate::meta::get(tx, "journal_position")?;
    Ok(quirks::Place {
        tx: 0,
        position: position.and_then(|p| p.parse().ok()).unwrap_or(0),
    })
}

/// The events of a track after a `seq`, at most `limit`; none where the track may not be seen.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn page(
    tx: &mut Read<'_>,
    scope: &Scope,
    track: TrackId,
    after: i64,
    limit: i64,
) -> Result<Page, StoreError> {
    let decided = meeting_steps::track_id
        .eq(journal::track_id)
        .and(meeting_steps::seq.eq(journal::seq));
    let met = plenary_meetings::table.on(plenary_meetings::id.eq(meeting_steps::meeting_id));
    let query = journal::table
        .left_join(meeting_steps::table.on(decided))
        .left_join(met)
        .left_join(clients::table.on(clients::account_id.eq(journal::account_id)))
        .filter(journal::track_id.eq(Uid(track.raw())))
        .filter(scope.sees(journal::track_id))
        .filter(journal::seq.gt(after))
        .order(journal::seq.asc())
        .select((
            journal::position,
            journal::payload,
            plenary_meetings::day.nullable(),
            sql::<Bool>(&mended()),
            journal::seq,
            clients::account_id.nullable(),
        ));
    type Row = (i64, String, Option<NaiveDate>, bool, i64, Option<Uid>);
    let rows: Vec<Row> = capped(query, limit).load(tx.conn())?;
    Ok(Page {
        mended: rows.iter().any(|row| row.3),
        by_system: rows.iter().filter(|r| r.5.is_some()).map(|r| r.4).collect(),
        entries: rows
            .iter()
            .map(|(position, payload, day, ..)| entry(*position, payload, *day))
            .collect::<Result<_, _>>()?,
    })
}

/// The condition that a row's track has a step that took another back or amended it.
fn mended() -> String {
    let actions: Vec<String> = TAKES_BACK
        .iter()
        .chain(&[Action::Amend, Action::AmendWith])
        .map(|a| format!("'{}'", a.code()))
        .collect();
    format!(
        "EXISTS (SELECT 1 FROM journal AS back WHERE back.track_id = journal.track_id AND back.action IN ({}))",
        actions.join(", ")
    )
}

/// The steps of a visible track that took another back: whose `seq` by whose.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn taken_back(
    tx: &mut Read<'_>,
    scope: &Scope,
    track: TrackId,
) -> Result<BTreeMap<i64, i64>, StoreError> {
    let actions: Vec<&str> = TAKES_BACK.iter().map(|a| a.code()).collect();
    let rows: Vec<(i64, String)> = journal::table
        .filter(journal::track_id.eq(Uid(track.raw())))
        .filter(scope.sees(journal::track_id))
        .filter(journal::action.eq_any(actions))
        .select((journal::position, journal::payload))
        .load(tx.conn())?;
    let mut found = BTreeMap::new();
    for (position, payload) in rows {
        let event: Event = json(&payload, "journal", "payload", position)?;
        found.extend(event.changes.iter().find_map(|change| match change {
            Change::TakenBack(back) => Some((back.seq, event.seq)),
            _ => None,
        }));
    }
    Ok(found)
}

/// The cases in which an office may have acted after a day: it recorded a step of a later day, or one was recorded for
/// it, or days were amended on a track where it acted.
///
/// # Errors
/// Those of the database.
pub fn acted_after(
    tx: &mut Read<'_>,
    office: OfficeId,
    on: NaiveDate,
) -> Result<BTreeSet<CaseId>, StoreError> {
    let id = Uid(office.raw());
    let own = journal::office_id
        .eq(id)
        .or(journal::acting_office.eq(Some(id)));
    let amends = [Action::Amend.code(), Action::AmendWith.code()];
    let mended = diesel::alias!(journal as mended);
    let amended = mended
        .filter(mended.field(journal::action).eq_any(amends))
        .select(mended.field(journal::track_id));
    let ids: Vec<Uid> = journal::table
        .filter(own)
        .filter(
            journal::effective_day
                .gt(on)
                .or(journal::track_id.eq_any(amended)),
        )
        .select(journal::case_id)
        .distinct()
        .load(tx.conn())?;
    Ok(ids.into_iter().map(|id| Id::new(id.0)).collect())
}

/// Every event of a case, in the order recorded.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn of_case(tx: &mut Read<'_>, case: CaseId) -> Result<Vec<Entry>, StoreError> {
    let decided = meeting_steps::track_id
        .eq(journal::track_id)
        .and(meeting_steps::seq.eq(journal::seq));
    let met = plenary_meetings::table.on(plenary_meetings::id.eq(meeting_steps::meeting_id));
    let rows: Vec<(i64, String, Option<NaiveDate>)> = journal::table
        .left_join(meeting_steps::table.on(decided))
        .left_join(met)
        .filter(journal::case_id.eq(Uid(case.raw())))
        .order(journal::position.asc())
        .select((
            journal::position,
            journal::payload,
            plenary_meetings::day.nullable(),
        ))
        .load(tx.conn())?;
    rows.iter()
        .map(|(position, payload, day)| entry(*position, payload, *day))
        .collect()
}

fn entry(
    position: i64,
    payload: &str,
    meeting_day: Option<NaiveDate>,
) -> Result<Entry, StoreError> {
    Ok(Entry {
        position,
        event: json(payload, "journal", "payload", position)?,
        meeting_day,
    })
}
