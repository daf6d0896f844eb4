//! Offices.

use chrono::NaiveDate;
use diesel::prelude::*;
use netralitas_domain::{
    ids::{Id, OfficeId},
    people::Office,
    time::Moment,
};

use crate::{Read, StoreError, Uid, Write, meta, schema::offices, word};

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = offices)]
struct Row {
    id: Uid,
    code: String,
    name: String,
    kind: String,
    level: String,
    parent_id: Option<Uid>,
    area_code: Option<String>,
    number_name: Option<String>,
    zone: String,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    uses_installation: bool,
    authority: Option<String>,
    destination_kind: Option<String>,
    created_at: i64,
}

/// Every office.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn all(tx: &mut Read<'_>) -> Result<Vec<Office>, StoreError> {
    let rows: Vec<Row> = offices::table.select(Row::as_select()).load(tx.conn())?;
    rows.into_iter().map(office).collect()
}

/// Adds an office.
///
/// # Errors
/// [`StoreError::Unique`] when its code is taken.
pub fn insert(tx: &mut Write<'_>, office: &Office, now: Moment) -> Result<(), StoreError> {
    let row = Row {
        id: Uid(office.id.raw()),
        code: office.code.clone(),
        name: office.name.clone(),
        kind: office.kind.code().to_owned(),
        level: office.level.code().to_owned(),
        parent_id: office.parent.map(|p| Uid(p.raw())),
        area_code: office.area_code.clone(),
        number_name: office.number_name.clone(),
        zone: office.zone.code().to_owned(),
        valid_from: office.valid_from,
        valid_to: office.valid_to,
        uses_installation: office.uses_installation,
        authority: office.authority.clone(),
        destination_kind: office.destination.map(|k| k.code().to_owned()),
        created_at: now.0,
    };
    diesel::insert_into(offices::table)
        .values(row)
        .execute(tx.conn())?;
    meta::step(tx, meta::OFFICES_VERSION)
}

/// Writes what may change of an office: names, codes, zone, end, and whether it uses the installation.
///
/// # Errors
/// Those of the database.
pub fn update(tx: &mut Write<'_>, office: &Office) -> Result<(), StoreError> {
    diesel::update(offices::table.filter(offices::id.eq(Uid(office.id.raw()))))
        .set((
            offices::name.eq(&office.name),
            offices::area_code.eq(&office.area_code),
            offices::number_name.eq(&office.number_name),
            offices::zone.eq(office.zone.code()),
            offices::valid_to.eq(office.valid_to),
            offices::uses_installation.eq(office.uses_installation),
        ))
        .execute(tx.conn())?;
    meta::step(tx, meta::OFFICES_VERSION)
}

/// The office with this code.
///
/// # Errors
/// Those of the database.
pub fn find_by_code(tx: &mut Read<'_>, code: &str) -> Result<Option<OfficeId>, StoreError> {
    let id: Option<Uid> = offices::table
        .filter(offices::code.eq(code))
        .select(offices::id)
        .get_result(tx.conn())
        .optional()?;
    Ok(id.map(|id| Id::new(id.0)))
}

fn office(row: Row) -> Result<Office, StoreError> {
    let destination = row.destination_kind.as_deref();
    let destination = destination.map(|k| word(k, "offices", "destination_kind", row.id));
    Ok(Office {
        destination: destination.transpose()?,
        id: Id::new(row.id.0),
        kind: word(&row.kind, "offices", "kind", row.id)?,
        level: word(&row.level, "offices", "level", row.id)?,
        zone: word(&row.zone, "offices", "zone", row.id)?,
        code: row.code,
        name: row.name,
        parent: row.parent_id.map(|p| Id::new(p.0)),
        area_code: row.area_code,
        number_name: row.number_name,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        uses_installation: row.uses_installation,
        authority: row.authority,
    })
}
