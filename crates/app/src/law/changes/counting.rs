//! Running terms that follow a change of the book, in batches.

use std::collections::BTreeSet;

use netralitas_domain::{
    acts::{moved_terms, recount},
    file::{Change, Track},
    ids::{AccountId, CaseId, OfficeId},
    people::{Actor, Role},
    time::Moment,
};
use netralitas_store::{
    Write,
    cases::{self, Hold},
    law_changes,
};
use uuid::Uuid;

use crate::{
    App,
    app::salts,
    error::AppError,
    writing::{
        persist::{Rows, write_case},
        prepare::PreparedContent,
    },
};

/// Tracks that a batch looks at.
const BATCH: i64 = 200;

impl App {
    /// Counts running terms anew for every change that they have not followed to its end. May be called at any time,
    /// by several servers at once, and after a stop.
    ///
    /// # Errors
    /// Those of the database; what was counted stays.
    pub async fn count_anew(&self) -> Result<(), AppError> {
        loop {
            let all = self.law_changes().await?;
            // Under the book of today all changes are followed at once; the last one counts what moves.
            let open = || all.iter().filter(|c| c.counted_at.is_none());
            let Some(last) = open().rev().find_map(|c| Some((c.id, c.by?))) else {
                return Ok(());
            };
            let followed: Vec<Uuid> = open().map(|c| c.id).collect();
            let mut after = None;
            while let Some(next) = self.count_batch(last, &followed, after).await? {
                after = Some(next);
            }
            let now = self.clock().now();
            self.store()
                .write(move |tx| {
                    for id in &followed {
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
        (change, (account, office)): (Uuid, (AccountId, OfficeId)),
        followed: &[Uuid],
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
            let (by, followed) = ((change, account, office), followed.to_vec());
            self.store()
                .write(move |tx| app.count_case(tx, case, by, &followed, &seed, now))
                .await?;
        }
        Ok(last)
    }

    fn count_case(
        &self,
        tx: &mut Write<'_>,
        case: CaseId,
        (change, account, office): (Uuid, AccountId, OfficeId),
        followed: &[Uuid],
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
            ticket: None,
        };
        let events = recount(&file, followed, &actor, now, known.world());
        if events.is_empty() {
            return Ok(());
        }
        let terms = events.iter().flat_map(|e| &e.changes).map(|c| match c {
            Change::TermsMoved(list) => list.len(),
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
