//! Numbers: one counter per office, pattern, source and year; given inside the transaction, never twice.

use diesel::prelude::*;
use netralitas_domain::{
    file::Event,
    ids::{CaseId, Id, OfficeId},
    numbers::{NumberKind, NumberSlot, folded},
};

use crate::{
    Read, StoreError, Uid, Write, each, insert_if_absent,
    schema::{number_counters, numbers},
};

/// Gives every number slot of an event its number. On PostgreSQL the counter row is held until commit. The counter
/// moves past a number that a paper brought.
///
/// # Errors
/// Those of the database.
pub fn assign(tx: &mut Write<'_>, event: &mut Event) -> Result<(), StoreError> {
    for slot in &mut event.numbers {
        match &slot.text {
            None => {
                let sequence = next(tx, slot)?;
                slot.text = Some(slot.with_sequence(sequence));
            }
            Some(text) => {
                if let Some(sequence) = slot.sequence_in(text) {
                    let (office, year) = (Uid(slot.office.raw()), i64::from(slot.year));
                    raise(tx, office, &slot.counter_key(), year, sequence)?;
                }
            }
        }
    }
    Ok(())
}

/// Whether an office has given a number, however it is written.
///
/// # Errors
/// Those of the database.
pub fn is_taken(tx: &mut Read<'_>, office: OfficeId, number: &str) -> Result<bool, StoreError> {
    let found: Option<String> = numbers::table
        .filter(numbers::office_id.eq(Uid(office.raw())))
        .filter(numbers::folded.eq(folded(number)))
        .select(numbers::number)
        .get_result(tx.conn())
        .optional()?;
    Ok(found.is_some())
}

/// Moves a counter up; never down.
fn raise(
    tx: &mut Write<'_>,
    office: Uid,
    counter: &str,
    year: i64,
    last: i64,
) -> Result<(), StoreError> {
    insert_if_absent!(
        tx,
        number_counters::table,
        (
            number_counters::office_id.eq(office),
            number_counters::counter.eq(counter),
            number_counters::year.eq(year),
            number_counters::last.eq(0i64),
        )
    )?;
    diesel::update(
        number_counters::table
            .filter(number_counters::office_id.eq(office))
            .filter(number_counters::counter.eq(counter))
            .filter(number_counters::year.eq(year))
            .filter(number_counters::last.lt(last)),
    )
    .set(number_counters::last.eq(last))
    .execute(tx.conn())?;
    Ok(())
}

/// Keeps the numbers of an event; its track must be stored.
///
/// # Errors
/// [`StoreError::Unique`] when a number is taken.
pub fn keep(tx: &mut Write<'_>, event: &Event) -> Result<(), StoreError> {
    // A receipt that another case was given too stands in its rows once.
    for slot in event.numbers.iter().filter(|n| !n.shared) {
        if let Some(text) = &slot.text {
            diesel::insert_into(numbers::table)
                .values((
                    numbers::office_id.eq(Uid(slot.office.raw())),
                    numbers::number.eq(text),
                    numbers::kind.eq(slot.kind.code()),
                    numbers::case_id.eq(Uid(event.case_id.raw())),
                    numbers::track_id.eq(Uid(event.track.raw())),
                    numbers::folded.eq(folded(text)),
                ))
                .execute(tx.conn())?;
        }
    }
    Ok(())
}

fn next(tx: &mut Write<'_>, slot: &NumberSlot) -> Result<i64, StoreError> {
    let office = Uid(slot.office.raw());
    let counter = slot.counter_key();
    let year = i64::from(slot.year);
    let first = (
        number_counters::office_id.eq(office),
        number_counters::counter.eq(&counter),
        number_counters::year.eq(year),
        number_counters::last.eq(1i64),
    );
    Ok(
        each!(tx.conn(), conn => diesel::insert_into(number_counters::table)
        .values(first)
        .on_conflict((
            number_counters::office_id,
            number_counters::counter,
            number_counters::year,
        ))
        .do_update()
        .set(number_counters::last.eq(number_counters::last + 1))
        .returning(number_counters::last)
        .get_result(conn))?,
    )
}

/// Lets the counters of an office go on where those of another stopped, so that numbers which look alike are
/// never given twice. Numbers stay with the office that gave them.
///
/// # Errors
/// Those of the database.
pub fn go_on(
    tx: &mut Write<'_>,
    from: netralitas_domain::ids::OfficeId,
    to: netralitas_domain::ids::OfficeId,
) -> Result<(), StoreError> {
    let (from, to) = (Uid(from.raw()), Uid(to.raw()));
    let counters: Vec<(String, i64, i64)> = number_counters::table
        .filter(number_counters::office_id.eq(from))
        .order((number_counters::counter.asc(), number_counters::year.asc()))
        .select((
            number_counters::counter,
            number_counters::year,
            number_counters::last,
        ))
        .load(tx.conn())?;
    for (counter, year, last) in counters {
        raise(tx, to, &counter, year, last)?;
    }
    Ok(())
}

/// The case that a number was given to, whoever gave it.
///
/// # Errors
/// Those of the database.
pub fn find(tx: &mut Read<'_>, number: &str) -> Result<Vec<Uid>, StoreError> {
    Ok(numbers::table
        .filter(numbers::folded.eq(folded(number)))
        .select(numbers::case_id)
        .load(tx.conn())?)
}

/// The cases that reports with this receipt were filed as. Who may see them, or cases that were split off and bear the
/// receipt too, is for the caller to ask.
///
/// # Errors
/// Those of the database.
pub fn of_receipt(tx: &mut Read<'_>, receipt: &str) -> Result<Vec<CaseId>, StoreError> {
    let ids: Vec<Uid> = numbers::table
        .filter(numbers::number.eq(receipt))
        .filter(numbers::kind.eq(NumberKind::Submission.code()))
        .order(numbers::case_id.asc())
        .select(numbers::case_id)
        .load(tx.conn())?;
    Ok(ids.into_iter().map(|id| Id::new(id.0)).collect())
}
