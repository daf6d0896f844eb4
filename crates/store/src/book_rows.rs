//! Lengths of terms that an installation added to the law book before its changes were records (`law_changes`); nothing
//! is written here any more.

use diesel::prelude::*;
use netralitas_domain::law::TermRow;

use crate::{Read, StoreError, Uid, json, schema::book_rows};

const TERM: &str = "term";

/// The added term rows, oldest first; all are older than any change.
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
