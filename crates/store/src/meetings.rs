//! Plenary meetings; one meeting may decide many cases.

use chrono::NaiveDate;
use diesel::prelude::*;
use netralitas_domain::ids::{MeetingId, OfficeId};

use crate::{Read, StoreError, Uid, Write, schema::plenary_meetings};

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
