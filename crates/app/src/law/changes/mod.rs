//! Changing the law book: what would move, taking the rows, and counting running terms anew.
//!
//! The book moves first, in one transaction; running terms follow in batches, each track with its journal row. A
//! batch counts under the book of its own transaction, so it can be repeated and go on after a stop. Reads count
//! afresh meanwhile. Must not know HTTP.

mod counting;
mod preview;

use netralitas_domain::{
    ids::{AccountId, OfficeId},
    law::{Addition, Book, NewRow, RowFault},
    office_life::keeps_law,
    people::Actor,
    time::Moment,
};
use netralitas_store::{
    Write,
    idempotency::{self, Answer},
    law_changes,
};
use serde::Serialize;
use uuid::Uuid;

pub use netralitas_store::law_changes::LawChange;
pub use preview::{Preview, Would};

use crate::{
    App, Keyed, Known, Principal,
    error::{AppError, FieldError},
    reading::asker::Asker,
    writing::command::claim,
};

/// A change of the book as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawChangeIn {
    /// The rows, with their source.
    pub addition: Addition,
    /// Why.
    pub reason: String,
}

/// The receipt of a change.
#[derive(Debug, Clone, Serialize)]
struct LawChangeReceipt {
    law_change_id: String,
    place: i64,
    book_version: String,
    recorded_at: String,
}

impl App {
    /// Takes the rows into the book. Running terms follow by [`App::count_anew`].
    ///
    /// # Errors
    /// As for the preview, and those of a key that was used; [`AppError::Busy`] for a length of a term while running
    /// terms still follow an earlier change.
    pub async fn change_law(
        &self,
        principal: Principal,
        keyed: Keyed,
        change: LawChangeIn,
    ) -> Result<Answer, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        let id = self.id(now);
        self.store()
            .write(move |tx| {
                if let Some(replay) = claim(tx, principal, &keyed, now)? {
                    return Ok(replay);
                }
                let Asker { known, actor, .. } = app.asker(tx, principal, now)?;
                keeps(&actor, &known)?;
                let by = Some((actor.account, actor.office));
                let (new, book) = take(tx, &known, &change, (id, by), now)?;
                let receipt = LawChangeReceipt {
                    law_change_id: id.to_string(),
                    place: new.place,
                    book_version: book.calendar.version().to_owned(),
                    recorded_at: now.rfc3339(),
                };
                let answer = Answer {
                    status: 202,
                    etag: None,
                    location: Some(format!("/v1/law-changes/{id}")),
                    body: serde_json::to_string(&receipt).map_err(AppError::internal)?,
                };
                idempotency::answer(tx, principal.account, keyed.operation, &keyed.key, &answer)?;
                Ok(answer)
            })
            .await
    }

    /// The changes of the book, in the order in which it took them, for everybody signed in.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn law_changes(&self) -> Result<Vec<LawChange>, AppError> {
        self.store().read(|tx| Ok(law_changes::all(tx)?)).await
    }

    /// The same for somebody who is signed in.
    ///
    /// # Errors
    /// [`AppError::AccountInactive`] for who is not any more.
    pub async fn law_changes_to(&self, principal: Principal) -> Result<Vec<LawChange>, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        self.store()
            .read(move |tx| {
                app.asker(tx, principal, now)?;
                Ok(law_changes::all(tx)?)
            })
            .await
    }
}

/// Takes the rows into the book: the one way in which an installation changes it.
pub(crate) fn take(
    tx: &mut Write<'_>,
    known: &Known,
    change: &LawChangeIn,
    (id, by): (Uuid, Option<(AccountId, OfficeId)>),
    now: Moment,
) -> Result<(LawChange, Book), AppError> {
    let is_length = |row: &NewRow| matches!(row, NewRow::TermLength(_));
    if known.counting && change.addition.rows.iter().any(is_length) {
        // A length that holds for new terms alone would hide one that running terms still have to follow.
        return Err(AppError::Busy { retry_after: 1 });
    }
    let place = law_changes::all(tx)?.len() + 1;
    let book = changed(&known.book, change, place)?;
    let new = LawChange {
        id,
        place: i64::try_from(place).map_err(AppError::internal)?,
        addition: change.addition.clone(),
        reason: change.reason.clone(),
        by,
        recorded_at: now,
        cases: 0,
        terms: 0,
        // Nobody could be named in the journal of what would follow; such a change moves nothing that runs.
        counted_at: by.is_none().then_some(now),
    };
    law_changes::add(tx, &new)?;
    Ok((new, book))
}

fn keeps(actor: &Actor, known: &Known) -> Result<(), AppError> {
    if keeps_law(actor, &known.offices) {
        Ok(())
    } else {
        Err(AppError::Forbidden)
    }
}

/// The book with the change in it.
fn changed(book: &Book, change: &LawChangeIn, place: usize) -> Result<Book, AppError> {
    let rows = &change.addition.rows;
    if rows.is_empty() {
        return Err(AppError::field("", "missing"));
    }
    if change.reason.trim().is_empty() {
        return Err(AppError::field("/reason", "blank"));
    }
    let faults = book.addition_faults(&change.addition);
    if !faults.is_empty() {
        let field = |fault: &RowFault| {
            let list = rows.get(fault.row).map_or("", NewRow::list);
            let before = rows.iter().take(fault.row).filter(|r| r.list() == list);
            let at = if fault.field == "source" {
                "/source".to_owned()
            } else {
                format!("/{list}/{}/{}", before.count(), fault.field)
            };
            FieldError::new(at, fault.code)
        };
        return Err(AppError::Invalid(faults.iter().map(field).collect()));
    }
    let mut book = book.clone();
    book.add(&change.addition, place);
    Ok(book)
}
