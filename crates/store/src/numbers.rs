//! Numbers: one counter per office, pattern, source and year; given inside the transaction, never twice.

use diesel::prelude::*;
use netralitas_domain::{file::Event, numbers::NumberSlot};

use crate::{
    Read, StoreError, Uid, Write, each,
    schema::{number_counters, numbers},
};

/// Gives every number slot of an event its number. On PostgreSQL the counter row is held until commit.
///
/// # Errors
/// [`StoreError::Unique`] when a number is taken, which no sequence of commands can cause.
pub fn assign(tx: &mut Write<'_>, event: &mut Event) -> Result<(), StoreError> {
    for slot in &mut event.numbers {
        if slot.text.is_none() {
            let sequence = next(tx, slot)?;
            slot.text = Some(slot.with_sequence(sequence));
        }
    }
    Ok(())
}

/// Keeps the numbers of an event; its track must be stored.
///
/// # Errors
/// [`StoreError::Unique`] when a number is taken.
pub fn keep(tx: &mut Write<'_>, event: &Event) -> Result<(), StoreError> {
    for slot in &event.numbers {
        if let Some(text) = &slot.text {
            diesel::insert_into(numbers::table)
                .values((
                    numbers::office_id.eq(Uid(slot.office.raw())),
                    numbers::number.eq(text),
                    numbers::kind.eq(slot.kind.code()),
                    numbers::case_id.eq(Uid(event.case_id.raw())),
                    numbers::track_id.eq(Uid(event.track.raw())),
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

/// The case that a number was given to, whoever gave it.
///
/// # Errors
/// Those of the database.
pub fn find(tx: &mut Read<'_>, number: &str) -> Result<Vec<Uid>, StoreError> {
    Ok(numbers::table
        .filter(numbers::number.eq(number))
        .select(numbers::case_id)
        .load(tx.conn())?)
}
