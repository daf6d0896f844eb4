//! The answer of a command: its key claimed first, its receipt written last.

use std::collections::BTreeSet;

use netralitas_domain::{file::Event, ids::TrackId, time::Moment};
use netralitas_store::{
    Write,
    idempotency::{self, Answer, Claim},
    scope,
};

use crate::{
    App, Principal,
    error::AppError,
    reading::asker::{Asker, standing_of},
    writing::{
        command::{Done, Keyed},
        receipt::Receipt,
    },
};

impl App {
    /// Writes the receipt of what was done into the row of its key.
    pub(crate) fn answer(
        &self,
        tx: &mut Write<'_>,
        principal: Principal,
        keyed: &Keyed,
        done: &Done,
        status: i64,
        collection: &str,
    ) -> Result<Answer, AppError> {
        let seen = self.seen_besides(tx, principal, &done.events)?;
        let receipt = Receipt::of(&done.events, done.warnings.clone(), &seen)
            .ok_or_else(|| AppError::internal("a command without an event"))?;
        let answer = Answer {
            status,
            etag: Some(receipt.version.to_string()),
            location: Some(format!("/v1/{collection}/{}", receipt.track_id)),
            body: serde_json::to_string(&receipt).map_err(AppError::internal)?,
        };
        idempotency::answer(tx, principal.account, keyed.operation, &keyed.key, &answer)?;
        Ok(answer)
    }

    /// The tracks that events touched beside the first one and that a principal sees after them: a receipt is
    /// kept and told again, so that it may say of other tracks only what a read would.
    fn seen_besides(
        &self,
        tx: &mut Write<'_>,
        principal: Principal,
        events: &[Event],
    ) -> Result<BTreeSet<TrackId>, AppError> {
        let others: Vec<TrackId> = events.iter().skip(1).map(|e| e.track).collect();
        let Some(last) = events.last().filter(|_| !others.is_empty()) else {
            return Ok(BTreeSet::new());
        };
        let Asker { reach, .. } = self.asker(tx, principal, last.recorded_at)?;
        Ok(scope::visible(tx, &reach, &others)?)
    }
}

pub(crate) fn claim(
    tx: &mut Write<'_>,
    principal: Principal,
    keyed: &Keyed,
    now: Moment,
) -> Result<Option<Answer>, AppError> {
    match idempotency::claim(
        tx,
        principal.account,
        keyed.operation,
        &keyed.key,
        &keyed.fingerprint,
        now,
    )? {
        Claim::New => Ok(None),
        // What was answered before is answered to who is still signed in.
        Claim::Replay(answer) => standing_of(tx, principal, now).map(|_| Some(answer)),
        Claim::Reused => Err(AppError::KeyReused),
    }
}

/// Writes an answer that is told again by its key; it has no version of its own.
///
/// # Errors
/// Those of the database.
pub(crate) fn stored(
    tx: &mut Write<'_>,
    principal: Principal,
    keyed: &Keyed,
    status: i64,
    location: Option<String>,
    body: String,
) -> Result<Answer, AppError> {
    let answer = Answer {
        status,
        etag: None,
        location,
        body,
    };
    idempotency::answer(tx, principal.account, keyed.operation, &keyed.key, &answer)?;
    Ok(answer)
}
