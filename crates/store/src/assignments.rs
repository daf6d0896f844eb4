//! Who works on which track. The table follows the tracks' own state, written with the event that changes it.

use chrono::NaiveDate;
use diesel::prelude::*;
use netralitas_domain::{
    file::{Assigned, Track},
    ids::{AccountId, CaseId, Id, OfficeId, TrackId},
    procedure::{AssignmentCapacity, Machine},
};

use crate::{
    Read, StoreError, Uid, Write,
    backend::capped,
    each, insert_if_absent,
    schema::{accounts, assignments, tracks},
    scope::Scope,
    word,
};

/// An assignment with its track and the name of who has it.
#[derive(Debug, Clone)]
pub struct Row {
    /// The track.
    pub track: TrackId,
    /// Its machine.
    pub machine: Machine,
    /// The case.
    pub case: CaseId,
    /// The assignment.
    pub assigned: Assigned,
    /// The officer's name for people.
    pub name: String,
}

/// Writes what an event changed in the assignments of its track.
///
/// # Errors
/// Those of the database.
pub fn follow(tx: &mut Write<'_>, before: &[Assigned], after: &Track) -> Result<(), StoreError> {
    let track = Uid(after.id.raw());
    for gone in before {
        if !after.assignments.iter().any(|a| a.seq == gone.seq) {
            let row = assignments::table
                .filter(assignments::track_id.eq(track))
                .filter(assignments::seq.eq(gone.seq));
            each!(tx.conn(), conn => diesel::delete(row).execute(conn))?;
        }
    }
    for now in &after.assignments {
        if before.contains(now) {
            continue;
        }
        insert_if_absent!(
            tx,
            assignments::table,
            (
                assignments::track_id.eq(track),
                assignments::seq.eq(now.seq),
                assignments::case_id.eq(Uid(after.case_id.raw())),
                assignments::capacity.eq(now.capacity.code()),
                assignments::account_id.eq(Uid(now.account.raw())),
                assignments::office_id.eq(Uid(now.office.raw())),
                assignments::by_office.eq(Uid(now.by.raw())),
                assignments::decree_id.eq(now.decree.map(|d| Uid(d.raw()))),
                assignments::from_day.eq(now.from),
                assignments::to_day.eq(now.to),
                assignments::ended.eq(!now.is_open()),
            )
        )?;
        diesel::update(
            assignments::table
                .filter(assignments::track_id.eq(track))
                .filter(assignments::seq.eq(now.seq)),
        )
        .set((
            assignments::office_id.eq(Uid(now.office.raw())),
            assignments::by_office.eq(Uid(now.by.raw())),
            assignments::from_day.eq(now.from),
            assignments::to_day.eq(now.to),
            assignments::ended.eq(!now.is_open()),
        ))
        .execute(tx.conn())?;
    }
    Ok(())
}

/// How many open assignments an account has as an officer of an office, whoever gave them.
///
/// # Errors
/// Those of the database.
pub fn count_at(
    tx: &mut Read<'_>,
    account: AccountId,
    office: OfficeId,
) -> Result<i64, StoreError> {
    Ok(assignments::table
        .filter(assignments::account_id.eq(Uid(account.raw())))
        .filter(assignments::office_id.eq(Uid(office.raw())))
        .filter(assignments::ended.eq(false))
        .count()
        .get_result(tx.conn())?)
}

/// What lasts of an account's assignments that an office made, by case and track: what is handed over when an
/// officer leaves.
///
/// # Errors
/// Those of the database.
pub fn of_officer(
    tx: &mut Read<'_>,
    account: AccountId,
    by: OfficeId,
) -> Result<Vec<(CaseId, TrackId, i64)>, StoreError> {
    let rows: Vec<(Uid, Uid, i64)> = assignments::table
        .filter(assignments::account_id.eq(Uid(account.raw())))
        .filter(assignments::by_office.eq(Uid(by.raw())))
        .filter(assignments::ended.eq(false))
        .order((
            assignments::case_id.asc(),
            assignments::track_id.asc(),
            assignments::seq.asc(),
        ))
        .select((
            assignments::case_id,
            assignments::track_id,
            assignments::seq,
        ))
        .load(tx.conn())?;
    Ok(rows
        .into_iter()
        .map(|(case, track, seq)| (Id::new(case.0), TrackId::new(track.0), seq))
        .collect())
}

/// Whether an account is a member of a clarification team of some case now, as one of this office.
///
/// # Errors
/// Those of the database.
pub fn is_in_a_team(
    tx: &mut Read<'_>,
    account: AccountId,
    office: OfficeId,
) -> Result<bool, StoreError> {
    let rows = assignments::table
        .filter(assignments::account_id.eq(Uid(account.raw())))
        .filter(assignments::office_id.eq(Uid(office.raw())))
        .filter(assignments::capacity.eq(AssignmentCapacity::ClarificationTeam.code()))
        .filter(assignments::ended.eq(false))
        .select(assignments::track_id);
    let found: Vec<Uid> = capped(rows, 1).load(tx.conn())?;
    Ok(!found.is_empty())
}

/// Assignments that last on tracks that may be seen: those that an office made or whose officers are its own, or
/// of one account among them.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn open_at(
    tx: &mut Read<'_>,
    scope: &Scope,
    office: OfficeId,
    account: Option<AccountId>,
    limit: i64,
) -> Result<Vec<Row>, StoreError> {
    type Columns = (
        Uid,
        String,
        Uid,
        (i64, String, Uid, Uid, Uid, Option<Uid>),
        NaiveDate,
        String,
    );
    let here = Uid(office.raw());
    let mut query = assignments::table
        .inner_join(tracks::table.on(tracks::id.eq(assignments::track_id)))
        .inner_join(accounts::table.on(accounts::id.eq(assignments::account_id)))
        .into_boxed()
        .filter(scope.sees(tracks::id))
        .filter(assignments::ended.eq(false))
        .filter(
            assignments::by_office
                .eq(here)
                .or(assignments::office_id.eq(here)),
        );
    if let Some(account) = account {
        query = query.filter(assignments::account_id.eq(Uid(account.raw())));
    }
    let query = query
        .order((
            assignments::from_day.asc(),
            assignments::track_id.asc(),
            assignments::seq.asc(),
        ))
        .select((
            assignments::track_id,
            tracks::machine,
            assignments::case_id,
            (
                assignments::seq,
                assignments::capacity,
                assignments::account_id,
                assignments::office_id,
                assignments::by_office,
                assignments::decree_id,
            ),
            assignments::from_day,
            accounts::display_name,
        ));
    let rows: Vec<Columns> = crate::backend::capped(query, limit).load(tx.conn())?;
    rows.into_iter()
        .map(|(track, machine, case, of, from, name)| {
            let (seq, capacity, account, office, by, decree) = of;
            let capacity: AssignmentCapacity = word(&capacity, "assignments", "capacity", track)?;
            Ok(Row {
                track: TrackId::new(track.0),
                machine: word(&machine, "tracks", "machine", track)?,
                case: Id::new(case.0),
                assigned: Assigned {
                    seq,
                    capacity,
                    account: Id::new(account.0),
                    office: Id::new(office.0),
                    by: Id::new(by.0),
                    decree: decree.map(|d| Id::new(d.0)),
                    from,
                    to: None,
                    ended: None,
                },
                name,
            })
        })
        .collect()
}

/// The names of these accounts.
///
/// # Errors
/// Those of the database.
pub fn names(tx: &mut Read<'_>, who: &[AccountId]) -> Result<Vec<(AccountId, String)>, StoreError> {
    if who.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uid> = who.iter().map(|a| Uid(a.raw())).collect();
    let rows: Vec<(Uid, String)> = accounts::table
        .filter(accounts::id.eq_any(ids))
        .select((accounts::id, accounts::display_name))
        .load(tx.conn())?;
    Ok(rows
        .into_iter()
        .map(|(id, name)| (Id::new(id.0), name))
        .collect())
}
