//! Changes of the law book, and how far the running terms have followed each.

use diesel::prelude::*;
use netralitas_domain::{
    file::Track,
    ids::{AccountId, CaseId, Id, OfficeId},
    law::Addition,
    time::Moment,
};
use uuid::Uuid;

use crate::{
    Read, StoreError, Uid, Write, json, meta,
    schema::{law_changes, tracks},
    to_json,
};

/// A change of the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawChange {
    /// Identifier.
    pub id: Uuid,
    /// Its place among all, from 1.
    pub place: i64,
    /// The rows that it added, with their source.
    pub addition: Addition,
    /// Why, in the words of whoever added them.
    pub reason: String,
    /// Who, and for which office; none at the command line.
    pub by: Option<(AccountId, OfficeId)>,
    /// When.
    pub recorded_at: Moment,
    /// Cases of which a term moved so far.
    pub cases: i64,
    /// Terms that moved so far.
    pub terms: i64,
    /// When every running term was counted; none while that goes on.
    pub counted_at: Option<Moment>,
}

type Row = (
    Uid,
    i64,
    String,
    String,
    Option<Uid>,
    Option<Uid>,
    i64,
    i64,
    i64,
    Option<i64>,
);

fn change(row: Row) -> Result<LawChange, StoreError> {
    let (id, place, content, reason, account, office, recorded_at, cases, terms, counted_at) = row;
    Ok(LawChange {
        id: id.0,
        place,
        addition: json(&content, "law_changes", "content", id.0)?,
        reason,
        by: account
            .zip(office)
            .map(|(account, office)| (Id::new(account.0), Id::new(office.0))),
        recorded_at: Moment(recorded_at),
        cases,
        terms,
        counted_at: counted_at.map(Moment),
    })
}

/// Every change, in the order in which the book took them.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn all(tx: &mut Read<'_>) -> Result<Vec<LawChange>, StoreError> {
    let rows: Vec<Row> = law_changes::table
        .order(law_changes::place.asc())
        .select(law_changes::all_columns)
        .load(tx.conn())?;
    rows.into_iter().map(change).collect()
}

/// Adds a change; readers reload the book.
///
/// # Errors
/// [`StoreError::Unique`] when another change took its place first.
pub fn add(tx: &mut Write<'_>, new: &LawChange) -> Result<(), StoreError> {
    diesel::insert_into(law_changes::table)
        .values((
            law_changes::id.eq(Uid(new.id)),
            law_changes::place.eq(new.place),
            law_changes::content.eq(to_json(&new.addition, "law_changes", "content")?),
            law_changes::reason.eq(&new.reason),
            law_changes::account_id.eq(new.by.map(|(account, _)| Uid(account.raw()))),
            law_changes::by_office.eq(new.by.map(|(_, office)| Uid(office.raw()))),
            law_changes::recorded_at.eq(new.recorded_at.0),
            law_changes::cases.eq(new.cases),
            law_changes::terms.eq(new.terms),
            law_changes::counted_at.eq(new.counted_at.map(|m| m.0)),
        ))
        .execute(tx.conn())?;
    meta::step(tx, meta::BOOK_VERSION)
}

/// Notes what followed a change.
///
/// # Errors
/// Those of the database.
pub fn count(tx: &mut Write<'_>, id: Uuid, cases: i64, terms: i64) -> Result<(), StoreError> {
    diesel::update(law_changes::table.filter(law_changes::id.eq(Uid(id))))
        .set((
            law_changes::cases.eq(law_changes::cases + cases),
            law_changes::terms.eq(law_changes::terms + terms),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Notes that every running term was counted; readers learn that stored days are those of the book again.
///
/// # Errors
/// Those of the database.
pub fn finish(tx: &mut Write<'_>, id: Uuid, now: Moment) -> Result<(), StoreError> {
    let open = law_changes::table.filter(law_changes::id.eq(Uid(id)));
    let noted = diesel::update(open.filter(law_changes::counted_at.is_null()))
        .set(law_changes::counted_at.eq(Some(now.0)))
        .execute(tx.conn())?;
    if noted > 0 {
        meta::step(tx, meta::BOOK_VERSION)?;
    }
    Ok(())
}

/// Open tracks, also those on which a right or a paused term runs alone, of whole cases in the order of their
/// identifiers, after a case: at least as many as the limit while there are any. For changes of the book alone, which
/// see every case.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn running(
    tx: &mut Read<'_>,
    after: Option<CaseId>,
    limit: i64,
) -> Result<Vec<Track>, StoreError> {
    let open = || {
        let after = after.map_or(Uuid::nil(), |id| id.raw());
        tracks::table
            .filter(tracks::ended.eq(false))
            .filter(tracks::case_id.gt(Uid(after)))
            .order((tracks::case_id.asc(), tracks::id.asc()))
    };
    let last: Option<Uid> = open()
        .select(tracks::case_id)
        .offset(limit - 1)
        .limit(1)
        .get_result(tx.conn())
        .optional()?;
    let mut query = open().select((tracks::id, tracks::state)).into_boxed();
    if let Some(last) = last {
        query = query.filter(tracks::case_id.le(last));
    }
    let rows: Vec<(Uid, String)> = query.load(tx.conn())?;
    rows.iter()
        .map(|(id, state)| json(state, "tracks", "state", id))
        .collect()
}
