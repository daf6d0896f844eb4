//! Notes that an office keeps for itself on a track. They are no part of the file: no journal row, no version, no
//! receipt of the case tells of them.

use netralitas_domain::{
    ids::{AccountId, OfficeId, TrackId},
    people::Actor,
    procedure::may_note,
    time::Moment,
};
use netralitas_store::{
    Read, Write, accounts, assignments,
    idempotency::Answer,
    notes::{self, Note},
    scope,
};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    App, Keyed, Known, Principal,
    error::{AppError, FieldError},
    reading::asker::Asker,
    writing::{answering::stored, command::claim},
};

/// A note as it is sent.
#[derive(Debug, Clone)]
pub struct NoteIn {
    /// On which track.
    pub track: TrackId,
    /// What it says.
    pub text: String,
    /// Whom of the office alone it is for, beside who writes it; everybody where nobody is named.
    pub readers: Vec<AccountId>,
}

/// A note with the name of who wrote it.
#[derive(Debug, Clone)]
pub struct NoteView {
    /// The note.
    pub note: Note,
    /// Who wrote it, for people.
    pub name: Option<String>,
    /// Whether the caller wrote it, and so may take it away.
    pub own: bool,
}

#[derive(Serialize)]
struct NoteReceipt {
    note_id: String,
    recorded_at: String,
}

impl App {
    /// The notes of the caller's office on a track, oldest first, those that are for the caller.
    ///
    /// # Errors
    /// [`AppError::NotFound`] outside the scope.
    pub async fn notes(
        &self,
        principal: Principal,
        track: TrackId,
    ) -> Result<Vec<NoteView>, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        self.store()
            .read(move |tx| {
                let Asker {
                    known,
                    actor,
                    reach,
                } = app.asker(tx, principal, now)?;
                scope::case_of_visible(tx, &reach, track)?.ok_or(AppError::NotFound)?;
                let mut all = notes::of_track(tx, &reach, track, &of(&actor, &known))?;
                all.retain(|note| is_for(note, &actor));
                let mut who: Vec<AccountId> = all.iter().map(|note| note.by).collect();
                who.sort_unstable();
                who.dedup();
                let names = assignments::names(tx, &who)?;
                let named = |note: Note| NoteView {
                    name: names.iter().find(|n| n.0 == note.by).map(|n| n.1.clone()),
                    own: note.by == actor.account,
                    note,
                };
                Ok(all.into_iter().map(named).collect())
            })
            .await
    }

    /// Writes a note.
    ///
    /// # Errors
    /// [`AppError::NotFound`] outside the scope, [`AppError::Forbidden`] for who only reads,
    /// [`AppError::Invalid`] where somebody is named who has no role at the office.
    pub async fn write_note(
        &self,
        principal: Principal,
        keyed: Keyed,
        note: NoteIn,
    ) -> Result<Answer, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        let id = self.id(now);
        self.store()
            .write(move |tx| {
                if let Some(replay) = claim(tx, principal, &keyed, now)? {
                    return Ok(replay);
                }
                let Asker {
                    known,
                    actor,
                    reach,
                } = app.asker(tx, principal, now)?;
                scope::case_of_visible(tx, &reach, note.track)?.ok_or(AppError::NotFound)?;
                if !may_note(&actor.roles) {
                    return Err(AppError::Forbidden);
                }
                all_colleagues(tx, &note.readers, &actor, &known, now)?;
                let mut readers = note.readers.clone();
                readers.sort_unstable();
                readers.dedup();
                let new = Note {
                    id,
                    track: note.track,
                    office: actor.office,
                    by: actor.account,
                    body: note.text.clone(),
                    made_at: now,
                    readers,
                };
                notes::insert(tx, &new)?;
                answered(tx, principal, &keyed, 201, id, now)
            })
            .await
    }

    /// Takes a note away for good; by who wrote it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the caller could not read it, [`AppError::Forbidden`] for a note of somebody else.
    pub async fn end_note(
        &self,
        principal: Principal,
        keyed: Keyed,
        id: Uuid,
    ) -> Result<Answer, AppError> {
        let (app, now) = (self.clone(), self.clock().now());
        self.store()
            .write(move |tx| {
                if let Some(replay) = claim(tx, principal, &keyed, now)? {
                    return Ok(replay);
                }
                let Asker {
                    known,
                    actor,
                    reach,
                } = app.asker(tx, principal, now)?;
                let note = notes::find(tx, &reach, id)?.ok_or(AppError::NotFound)?;
                if !of(&actor, &known).contains(&note.office) || !is_for(&note, &actor) {
                    return Err(AppError::NotFound);
                }
                if note.by != actor.account {
                    return Err(AppError::Forbidden);
                }
                notes::delete(tx, id)?;
                answered(tx, principal, &keyed, 200, id, now)
            })
            .await
    }
}

/// The offices whose notes are the caller's: its own and those that it succeeded.
fn of(actor: &Actor, known: &Known) -> Vec<OfficeId> {
    let mut all = vec![actor.office];
    all.extend(known.offices.predecessors(&all));
    all
}

/// Whether a note of the office is for somebody there.
fn is_for(note: &Note, actor: &Actor) -> bool {
    note.readers.is_empty() || note.by == actor.account || note.readers.contains(&actor.account)
}

/// Everybody who is named has a role at the office today.
fn all_colleagues(
    tx: &mut Read<'_>,
    readers: &[AccountId],
    actor: &Actor,
    known: &Known,
    now: Moment,
) -> Result<(), AppError> {
    if readers.is_empty() {
        return Ok(());
    }
    let today = now.day_in(known.offices.zone(actor.office));
    let before = today.pred_opt().unwrap_or(today);
    let running = accounts::running_at(tx, actor.office, before)?;
    let here = |who: &AccountId| running.iter().any(|(a, g)| a == who && g.from <= today);
    let faults: Vec<FieldError> = readers
        .iter()
        .enumerate()
        .filter(|(_, who)| !here(who))
        .map(|(at, _)| FieldError::new(format!("/readers/{at}"), "no_colleague"))
        .collect();
    if faults.is_empty() {
        Ok(())
    } else {
        Err(AppError::Invalid(faults))
    }
}

fn answered(
    tx: &mut Write<'_>,
    principal: Principal,
    keyed: &Keyed,
    status: i64,
    id: Uuid,
    now: Moment,
) -> Result<Answer, AppError> {
    let receipt = NoteReceipt {
        note_id: id.to_string(),
        recorded_at: now.rfc3339(),
    };
    let body = serde_json::to_string(&receipt).map_err(AppError::internal)?;
    stored(tx, principal, keyed, status, None, body)
}
