//! Commands that wait for a second person. The body of one may hold personal values: it is erased when the
//! command is settled.

use diesel::prelude::*;
use netralitas_domain::{
    ids::{AccountId, OfficeId, TrackId},
    time::Moment,
};
use uuid::Uuid;

use crate::{Read, StoreError, Uid, Write, backend::capped, schema::approvals};

/// A command that waits, or waited.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = approvals)]
pub struct ApprovalRow {
    /// Identifier.
    pub id: Uid,
    /// The case.
    pub case_id: Uid,
    /// The track to be acted on.
    pub track_id: Uid,
    /// Its machine.
    pub machine: String,
    /// What is to be done.
    pub action: String,
    /// The version that whoever asks saw.
    pub expected: i64,
    /// The body of the act as JSON; none once it is settled.
    pub body: Option<String>,
    /// Who asks.
    pub account_id: Uid,
    /// Of which office.
    pub office_id: Uid,
    /// The office where it is confirmed.
    pub second_office_id: Uid,
    /// When (microseconds).
    pub asked_at: i64,
    /// Until when it can be confirmed (microseconds).
    pub expires_at: i64,
    /// `waiting`, `confirmed`, `declined`, `withdrawn`, `expired`.
    pub state: String,
    /// Who settled it.
    pub settled_by: Option<Uid>,
    /// When.
    pub settled_at: Option<i64>,
}

/// The state of one that waits.
pub const WAITING: &str = "waiting";

/// Adds one.
///
/// # Errors
/// Those of the database.
pub fn insert(tx: &mut Write<'_>, row: &ApprovalRow) -> Result<(), StoreError> {
    diesel::insert_into(approvals::table)
        .values(row.clone())
        .execute(tx.conn())?;
    Ok(())
}

type Concern = diesel::dsl::Or<
    diesel::dsl::Eq<approvals::second_office_id, Uid>,
    diesel::dsl::And<
        diesel::dsl::Eq<approvals::account_id, Uid>,
        diesel::dsl::Eq<approvals::office_id, Uid>,
    >,
>;

/// Whom it concerns: the office that confirms, and whoever asked.
fn concern(office: OfficeId, account: AccountId) -> Concern {
    let here = Uid(office.raw());
    approvals::second_office_id
        .eq(here)
        .or(approvals::account_id
            .eq(Uid(account.raw()))
            .and(approvals::office_id.eq(here)))
}

/// One that is confirmed at an office, or that an account of it asked for.
///
/// # Errors
/// Those of the database.
pub fn find(
    tx: &mut Read<'_>,
    id: Uuid,
    office: OfficeId,
    account: AccountId,
) -> Result<Option<ApprovalRow>, StoreError> {
    Ok(approvals::table
        .filter(approvals::id.eq(Uid(id)))
        .filter(concern(office, account))
        .select(ApprovalRow::as_select())
        .get_result(tx.conn())
        .optional()?)
}

/// Those that wait at an office, or that an account of it asked for, and have not expired, oldest first, at most `limit`.
///
/// # Errors
/// Those of the database.
pub fn waiting(
    tx: &mut Read<'_>,
    office: OfficeId,
    account: AccountId,
    now: Moment,
    limit: i64,
) -> Result<Vec<ApprovalRow>, StoreError> {
    let query = approvals::table
        .filter(concern(office, account))
        .filter(approvals::state.eq(WAITING))
        .filter(approvals::expires_at.gt(now.0))
        .order((approvals::asked_at.asc(), approvals::id.asc()))
        .select(ApprovalRow::as_select());
    Ok(capped(query, limit).load(tx.conn())?)
}

/// Marks those whose time is over and erases their bodies.
///
/// # Errors
/// Those of the database.
pub fn expire(tx: &mut Write<'_>, now: Moment) -> Result<(), StoreError> {
    diesel::update(
        approvals::table
            .filter(approvals::state.eq(WAITING))
            .filter(approvals::expires_at.le(now.0)),
    )
    .set((
        approvals::state.eq("expired"),
        approvals::body.eq(None::<String>),
    ))
    .execute(tx.conn())?;
    Ok(())
}

/// What waits at an office passes to the office that follows it.
///
/// # Errors
/// Those of the database.
pub fn pass_on(tx: &mut Write<'_>, from: OfficeId, to: OfficeId) -> Result<(), StoreError> {
    diesel::update(
        approvals::table
            .filter(approvals::office_id.eq(Uid(from.raw())))
            .filter(approvals::state.eq(WAITING)),
    )
    .set(approvals::office_id.eq(Uid(to.raw())))
    .execute(tx.conn())?;
    diesel::update(
        approvals::table
            .filter(approvals::second_office_id.eq(Uid(from.raw())))
            .filter(approvals::state.eq(WAITING)),
    )
    .set(approvals::second_office_id.eq(Uid(to.raw())))
    .execute(tx.conn())?;
    Ok(())
}

/// The end of an office takes a step on its tracks that changes nothing of what waits there: who asked at the version
/// before it asks at the version with it.
///
/// # Errors
/// Those of the database.
pub fn follow(
    tx: &mut Write<'_>,
    office: OfficeId,
    track: TrackId,
    version: i64,
) -> Result<(), StoreError> {
    diesel::update(
        approvals::table
            .filter(approvals::office_id.eq(Uid(office.raw())))
            .filter(approvals::track_id.eq(Uid(track.raw())))
            .filter(approvals::state.eq(WAITING))
            .filter(approvals::expected.eq(version - 1)),
    )
    .set(approvals::expected.eq(version))
    .execute(tx.conn())?;
    Ok(())
}

/// Settles one that waits and erases its body; false where it waits no more.
///
/// # Errors
/// Those of the database.
pub fn settle(
    tx: &mut Write<'_>,
    id: Uuid,
    state: &str,
    by: AccountId,
    now: Moment,
) -> Result<bool, StoreError> {
    let settled = diesel::update(
        approvals::table
            .filter(approvals::id.eq(Uid(id)))
            .filter(approvals::state.eq(WAITING)),
    )
    .set((
        approvals::state.eq(state),
        approvals::body.eq(None::<String>),
        approvals::settled_by.eq(Some(Uid(by.raw()))),
        approvals::settled_at.eq(Some(now.0)),
    ))
    .execute(tx.conn())?;
    Ok(settled == 1)
}
