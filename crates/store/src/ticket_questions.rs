//! What an office asked the holders of tickets, and what they answered: sealed bytes, in the order asked.

use chrono::NaiveDate;
use diesel::prelude::*;
use netralitas_domain::{ids::CaseId, time::Moment};
use uuid::Uuid;

use crate::{Read, StoreError, Uid, Write, schema::ticket_questions};

/// A question.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = ticket_questions)]
pub struct Question {
    /// Identifier.
    pub id: Uid,
    /// The ticket whose holder is asked.
    pub ticket_id: Uid,
    /// The case.
    pub case_id: Uid,
    /// Who asks.
    pub account_id: Uid,
    /// At which office.
    pub office_id: Uid,
    /// What, sealed.
    pub question: Vec<u8>,
    /// Until which day an answer is expected.
    pub answer_by: Option<NaiveDate>,
    /// When (microseconds).
    pub asked_at: i64,
    /// The answer, sealed.
    pub answer: Option<Vec<u8>>,
    /// When (microseconds).
    pub answered_at: Option<i64>,
}

/// Adds one.
///
/// # Errors
/// Those of the database.
pub fn insert(tx: &mut Write<'_>, question: &Question) -> Result<(), StoreError> {
    diesel::insert_into(ticket_questions::table)
        .values(question.clone())
        .execute(tx.conn())?;
    Ok(())
}

/// Those of a case, oldest first. Whether the case may be seen is for the caller to ask.
///
/// # Errors
/// Those of the database.
pub fn of_case(tx: &mut Read<'_>, case: CaseId) -> Result<Vec<Question>, StoreError> {
    Ok(ticket_questions::table
        .filter(ticket_questions::case_id.eq(Uid(case.raw())))
        .order((ticket_questions::asked_at.asc(), ticket_questions::id.asc()))
        .select(Question::as_select())
        .load(tx.conn())?)
}

/// Those to these tickets, oldest first.
///
/// # Errors
/// Those of the database.
pub fn of_tickets(tx: &mut Read<'_>, tickets: &[Uuid]) -> Result<Vec<Question>, StoreError> {
    let ids: Vec<Uid> = tickets.iter().copied().map(Uid).collect();
    Ok(ticket_questions::table
        .filter(ticket_questions::ticket_id.eq_any(ids))
        .order((ticket_questions::asked_at.asc(), ticket_questions::id.asc()))
        .select(Question::as_select())
        .load(tx.conn())?)
}

/// Answers one that was not answered; says whether it was.
///
/// # Errors
/// Those of the database.
pub fn answer(
    tx: &mut Write<'_>,
    id: Uuid,
    answer: &[u8],
    now: Moment,
) -> Result<bool, StoreError> {
    let done = diesel::update(
        ticket_questions::table
            .find(Uid(id))
            .filter(ticket_questions::answered_at.is_null()),
    )
    .set((
        ticket_questions::answer.eq(Some(answer)),
        ticket_questions::answered_at.eq(Some(now.0)),
    ))
    .execute(tx.conn())?;
    Ok(done == 1)
}

/// Every one.
///
/// # Errors
/// Those of the database.
pub fn all(tx: &mut Read<'_>) -> Result<Vec<Question>, StoreError> {
    Ok(ticket_questions::table
        .order(ticket_questions::id.asc())
        .select(Question::as_select())
        .load(tx.conn())?)
}

/// Keeps what was sealed anew.
///
/// # Errors
/// Those of the database.
pub fn reseal(
    tx: &mut Write<'_>,
    id: Uuid,
    question: &[u8],
    answer: Option<&[u8]>,
) -> Result<(), StoreError> {
    diesel::update(ticket_questions::table.find(Uid(id)))
        .set((
            ticket_questions::question.eq(question),
            ticket_questions::answer.eq(answer),
        ))
        .execute(tx.conn())?;
    Ok(())
}
