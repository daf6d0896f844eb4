//! Rows of the law book added by this installation.

use diesel::prelude::*;
use netralitas_domain::{law::TermRow, time::Moment};
use uuid::Uuid;

use crate::{Read, StoreError, Uid, Write, json, meta, schema::book_rows, to_json};

const TERM: &str = "term";

/// The added term rows, oldest first.
///
/// # Errors
/// Those of the database, and unreadable rows.
pub fn terms(tx: &mut Read<'_>) -> Result<Vec<TermRow>, StoreError> {
    let rows: Vec<(Uid, String)> = book_rows::table
        .filter(book_rows::kind.eq(TERM))
        .order((book_rows::created_at.asc(), book_rows::id.asc()))
        .select((book_rows::id, book_rows::content))
        .load(tx.conn())?;
    rows.iter()
        .map(|(id, content)| json(content, "book_rows", "content", id))
        .collect()
}

/// Adds a term row; it supersedes the shipped one.
///
/// # Errors
/// Those of the database.
pub fn add_term(
    tx: &mut Write<'_>,
    id: Uuid,
    row: &TermRow,
    now: Moment,
) -> Result<(), StoreError> {
    diesel::insert_into(book_rows::table)
        .values((
            book_rows::id.eq(Uid(id)),
            book_rows::kind.eq(TERM),
            book_rows::content.eq(to_json(row, "book_rows", "content")?),
            book_rows::created_at.eq(now.0),
        ))
        .execute(tx.conn())?;
    meta::step(tx, meta::BOOK_VERSION)
}
