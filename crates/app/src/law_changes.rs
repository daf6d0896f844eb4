//! Changing the law book: what would move, taking the rows, and counting running terms anew.
//!
//! The book moves first, in one transaction; running terms follow in batches, each track with its journal row. A
//! batch counts under the book of its own transaction, so it can be repeated and go on after a stop. Reads count
//! afresh meanwhile. Must not know HTTP.

use std::collections::BTreeSet;

use netralitas_domain::{
    acts::{moved_terms, recount},
    file::{MovedTerm, Track},
    ids::{AccountId, CaseId, OfficeId},
    law::{Addition, Book, NewRow, RowFault},
    office_life::keeps_law,
    people::{Actor, Role},
    time::Moment,
};
use netralitas_store::{
    Write,
    cases::{self, Hold},
    idempotency::{self, Answer},
    law_changes,
};
use serde::Serialize;
use uuid::Uuid;

pub use netralitas_store::law_changes::LawChange;

use crate::{
    App, Keyed, Known, Principal,
    app::salts,
    asker::Asker,
    command::claim,
    error::{AppError, FieldError},
    persist::{Rows, write_case},
    prepare::PreparedContent,
};

/// Tracks that a batch looks at.
const BATCH: i64 = 200;
/// Moved terms that a preview names; it counts all of them.
const MOST_NAMED: usize = 1000;

/// A change of the book as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LawChangeIn {
    /// The rows, with their source.
    pub addition: Addition,
    /// Why.
    pub reason: String,
}

/// A term that would end on another day.
#[derive(Debug, Clone, PartialEq)]
pub struct WouldMove {
    /// The track.
    pub track: Track,
    /// The term as it would be, and its last day now.
    pub term: MovedTerm,
}

/// What a change would move.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Preview {
    /// Cases of which a term would move.
    pub cases: usize,
    /// Terms that would move.
    pub terms: usize,
    /// The first of them, by case.
    pub items: Vec<WouldMove>,
    /// The version that the book would have.
    pub version: String,
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
    /// What a change of the book would move; nothing is written.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for whoever does not keep the book, faults of the rows.
    pub async fn preview_law_change(
        &self,
        principal: Principal,
        change: LawChangeIn,
    ) -> Result<Preview, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        self.store()
            .read(move |tx| {
                let Asker { known, actor, .. } = app.asker(tx, principal, now)?;
                keeps(&actor, &known)?;
                let book = changed(&known.book, &change, law_changes::all(tx)?.len() + 1)?;
                let mut preview = Preview {
                    version: book.calendar.version().to_owned(),
                    ..Preview::default()
                };
                let mut cases = BTreeSet::new();
                let mut after = None;
                loop {
                    let tracks = law_changes::running(tx, after, BATCH)?;
                    let Some(last) = tracks.last() else { break };
                    after = Some(last.case_id);
                    for track in tracks {
                        for term in moved_terms(&track, &book) {
                            cases.insert(track.case_id);
                            preview.terms += 1;
                            if preview.items.len() < MOST_NAMED {
                                let track = track.clone();
                                preview.items.push(WouldMove { track, term });
                            }
                        }
                    }
                }
                preview.cases = cases.len();
                Ok(preview)
            })
            .await
    }

    /// Takes the rows into the book. Running terms follow by [`App::count_anew`].
    ///
    /// # Errors
    /// As for the preview, and those of a key that was used.
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
                let place = law_changes::all(tx)?.len() + 1;
                let book = changed(&known.book, &change, place)?;
                let place = i64::try_from(place).map_err(AppError::internal)?;
                let new = LawChange {
                    id,
                    place,
                    addition: change.addition.clone(),
                    reason: change.reason.clone(),
                    account: actor.account,
                    office: actor.office,
                    recorded_at: now,
                    cases: 0,
                    terms: 0,
                    counted_at: None,
                };
                law_changes::add(tx, &new)?;
                let receipt = LawChangeReceipt {
                    law_change_id: id.to_string(),
                    place,
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

    /// Counts running terms anew for every change that they have not followed to its end. May be called at any time,
    /// by several servers at once, and after a stop.
    ///
    /// # Errors
    /// Those of the database; what was counted stays.
    pub async fn count_anew(&self) -> Result<(), AppError> {
        loop {
            let all = self.law_changes().await?;
            // Under the book of today all changes are followed at once; the last one counts what moves.
            let Some(last) = all.iter().rev().find(|c| c.counted_at.is_none()).cloned() else {
                return Ok(());
            };
            let mut after = None;
            while let Some(next) = self.count_batch(&last, after).await? {
                after = Some(next);
            }
            let now = self.clock().now();
            let open: Vec<Uuid> = all
                .iter()
                .filter(|c| c.counted_at.is_none())
                .map(|c| c.id)
                .collect();
            self.store()
                .write(move |tx| {
                    for id in &open {
                        law_changes::finish(tx, *id, now)?;
                    }
                    Ok::<_, AppError>(())
                })
                .await?;
        }
    }

    /// Counts the next tracks after a case; the last case of them, none at the end.
    async fn count_batch(
        &self,
        change: &LawChange,
        after: Option<CaseId>,
    ) -> Result<Option<CaseId>, AppError> {
        let app = self.clone();
        let (last, moving) = self
            .store()
            .read(move |tx| {
                let known = app.known(tx)?;
                let tracks = law_changes::running(tx, after, BATCH)?;
                let moves = |t: &&Track| !moved_terms(t, &known.book).is_empty();
                let moving: BTreeSet<CaseId> =
                    tracks.iter().filter(moves).map(|t| t.case_id).collect();
                Ok::<_, AppError>((tracks.last().map(|t| t.case_id), moving))
            })
            .await?;
        for case in moving {
            let (app, now, seed) = (self.clone(), self.clock().now(), self.salt()?);
            let (id, account, office) = (change.id, change.account, change.office);
            self.store()
                .write(move |tx| app.count_case(tx, case, (id, account, office), &seed, now))
                .await?;
        }
        Ok(last)
    }

    fn count_case(
        &self,
        tx: &mut Write<'_>,
        case: CaseId,
        (change, account, office): (Uuid, AccountId, OfficeId),
        seed: &[u8; 16],
        now: Moment,
    ) -> Result<(), AppError> {
        let known = self.known(tx)?;
        let file =
            cases::load_for_update(tx, case, case.into(), Hold::Case)?.ok_or(AppError::NotFound)?;
        let actor = Actor {
            account,
            office,
            roles: vec![Role::LawKeeper],
        };
        let events = recount(&file, &actor, now, known.world());
        if events.is_empty() {
            return Ok(());
        }
        let terms = events.iter().flat_map(|e| &e.changes).map(|c| match c {
            netralitas_domain::file::Change::TermsMoved(list) => list.len(),
            _ => 0,
        });
        let terms = i64::try_from(terms.sum::<usize>()).map_err(AppError::internal)?;
        let salts = salts(seed, &events)?;
        let rows = Rows {
            papers: Vec::new(),
            texts: Vec::new(),
            meeting: None,
            content: PreparedContent::default(),
            salts: &salts,
        };
        write_case(tx, Some(file), events, &rows, &known, now)?;
        law_changes::count(tx, change, 1, terms)?;
        Ok(())
    }
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
