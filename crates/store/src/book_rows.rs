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

/// A row as it is stored: its source and its note in the words they were given in, not as answers render them.
fn content(row: &TermRow) -> Result<String, StoreError> {
    let mut value = serde_json::to_value(row).map_err(|_| StoreError::Inconsistency {
        table: "book_rows",
        column: "content",
        row: row.code.code().to_owned(),
    })?;
    if let Some(fields) = value.as_object_mut() {
        fields.insert("citation".to_owned(), row.citation.clone().into());
        fields.insert("note".to_owned(), row.note.clone().into());
    }
    to_json(&value, "book_rows", "content")
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
            book_rows::content.eq(content(row)?),
            book_rows::created_at.eq(now.0),
        ))
        .execute(tx.conn())?;
    meta::step(tx, meta::BOOK_VERSION)
}
