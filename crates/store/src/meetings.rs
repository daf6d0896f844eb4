//! Plenary meetings; one meeting may decide many cases.

use chrono::NaiveDate;
use diesel::prelude::*;
use netralitas_domain::ids::{CaseId, Id, MeetingId, OfficeId, TrackId};

use crate::{
    Read, StoreError, Uid, Write,
    schema::{meeting_steps, plenary_meetings, tracks},
    scope::Scope,
};

/// A plenary meeting. Counts are of members.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = plenary_meetings)]
pub struct MeetingRow {
    /// Identifier.
    pub id: Uid,
    /// The office.
    pub office_id: Uid,
    /// The day.
    pub day: NaiveDate,
    /// The number of its minutes.
    pub minutes_number: Option<String>,
    /// Members entitled.
    pub entitled: i64,
    /// Members who recused themselves.
    pub recused: i64,
    /// Members who took part in the decision.
    pub deciding: i64,
    /// Members who dissented.
    pub dissenting: i64,
    /// When it was recorded.
    pub created_at: i64,
}

/// Adds a meeting.
///
/// # Errors
/// Those of the database.
pub fn insert(tx: &mut Write<'_>, meeting: &MeetingRow) -> Result<(), StoreError> {
    diesel::insert_into(plenary_meetings::table)
        .values(meeting.clone())
        .execute(tx.conn())?;
    Ok(())
}

/// Notes which step a meeting decided.
///
/// # Errors
/// Those of the database.
pub fn decided(
    tx: &mut Write<'_>,
    meeting: MeetingId,
    track: TrackId,
    seq: i64,
) -> Result<(), StoreError> {
    diesel::insert_into(meeting_steps::table)
        .values((
            meeting_steps::track_id.eq(Uid(track.raw())),
            meeting_steps::seq.eq(seq),
            meeting_steps::meeting_id.eq(Uid(meeting.raw())),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// A meeting with the steps that it decided: each by its track and `seq`.
#[derive(Debug)]
pub struct Met {
    /// The meeting.
    pub meeting: MeetingRow,
    /// The steps.
    pub steps: Vec<(TrackId, i64)>,
}

/// A meeting with the steps that it decided, of those on tracks that may be seen; none where there is no such
/// step.
///
/// # Errors
/// Those of the database.
pub fn with_steps(
    tx: &mut Read<'_>,
    scope: &Scope,
    id: MeetingId,
) -> Result<Option<Met>, StoreError> {
    let rows: Vec<(MeetingRow, Uid, i64)> = plenary_meetings::table
        .inner_join(meeting_steps::table.on(meeting_steps::meeting_id.eq(plenary_meetings::id)))
        .filter(plenary_meetings::id.eq(Uid(id.raw())))
        .filter(scope.sees(meeting_steps::track_id))
        .order((meeting_steps::track_id.asc(), meeting_steps::seq.asc()))
        .select((
            MeetingRow::as_select(),
            meeting_steps::track_id,
            meeting_steps::seq,
        ))
        .load(tx.conn())?;
    let steps = rows.iter().map(|(_, track, seq)| (Id::new(track.0), *seq));
    let steps = steps.collect();
    let first = rows.into_iter().next();
    Ok(first.map(|(meeting, ..)| Met { meeting, steps }))
}

/// A meeting of an office.
///
/// # Errors
/// Those of the database.
pub fn find(
    tx: &mut Read<'_>,
    id: MeetingId,
    office: OfficeId,
) -> Result<Option<MeetingRow>, StoreError> {
    Ok(plenary_meetings::table
        .filter(plenary_meetings::id.eq(Uid(id.raw())))
        .filter(plenary_meetings::office_id.eq(Uid(office.raw())))
        .select(MeetingRow::as_select())
        .get_result(tx.conn())
        .optional()?)
}

/// Whether a meeting decided a step of another case too.
///
/// # Errors
/// Those of the database.
pub fn elsewhere(tx: &mut Read<'_>, id: MeetingId, case: CaseId) -> Result<bool, StoreError> {
    let steps = meeting_steps::table
        .inner_join(tracks::table.on(tracks::id.eq(meeting_steps::track_id)))
        .filter(meeting_steps::meeting_id.eq(Uid(id.raw())))
        .filter(tracks::case_id.ne(Uid(case.raw())));
    Ok(diesel::select(diesel::dsl::exists(steps)).get_result(tx.conn())?)
}

/// Amends the day of a meeting; the journal keeps the day before.
///
/// # Errors
/// Those of the database.
pub fn met_on(tx: &mut Write<'_>, id: MeetingId, day: NaiveDate) -> Result<(), StoreError> {
    diesel::update(plenary_meetings::table.filter(plenary_meetings::id.eq(Uid(id.raw()))))
        .set(plenary_meetings::day.eq(day))
        .execute(tx.conn())?;
    Ok(())
}
