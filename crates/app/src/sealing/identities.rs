//! The sealed identities of a case, for who asked to read them while that lasts; every view is counted and recorded.

use std::sync::Arc;

use netralitas_domain::{
    ids::{CaseId, PartyId, TrackId},
    procedure::{Machine, Matter},
    security::SecurityEvent,
    time::Moment,
};
use netralitas_store::{Write, former::FormerRecord, unsealings};
use uuid::Uuid;

use super::unsealings::note;
use crate::{
    App, Known, Principal,
    error::AppError,
    papers::opened_files,
    reading::{
        records::SealedRecord,
        track_view::{self, TrackView, recorded},
    },
};

/// The sealed identities of a case.
pub struct SealedView {
    /// The sealed parties with their records; none of who was erased.
    pub people: Vec<(PartyId, Option<SealedRecord>)>,
    /// What they said before they were amended, oldest first: of whom, which version, what, until when.
    pub former: Vec<(PartyId, i64, SealedRecord, Moment)>,
    /// The track with what else holds an identity: its papers and their files, and nothing more of it is to be shown.
    pub track: TrackView,
    /// What such papers of a case said before they were amended, oldest first.
    pub former_papers: Vec<FormerRecord>,
    /// Until when they may be read.
    pub until: Moment,
    /// The law and offices.
    pub known: Arc<Known>,
}

impl App {
    /// The sealed identities of a case, for who asked to read them and got the consent of another.
    ///
    /// # Errors
    /// [`AppError::NotFound`] outside the scope, [`AppError::Forbidden`] for who may not ask, [`AppError::Sealed`]
    /// while nothing that was agreed to lasts.
    pub async fn sealed(
        &self,
        principal: Principal,
        machine: Machine,
        track: TrackId,
    ) -> Result<SealedView, AppError> {
        let now = self.clock().now();
        let event = self.id(now);
        let app = self.clone();
        self.store()
            .write(move |tx| {
                let desk = app.desk(tx, principal, machine, track, now)?;
                let reader = desk.reader()?;
                if !reader.reads(Matter::SealedIdentity, Machine::Case) {
                    return Err(AppError::Forbidden);
                }
                let (case, known) = (desk.case(), desk.known.clone());
                let until = viewed(tx, event, principal, case, now)?;
                let mut people = Vec::new();
                for (id, record) in app.vault().open(tx, case)? {
                    people.push((id, record.as_deref().map(recorded).transpose()?));
                }
                let mut former = Vec::new();
                for ((id, record), version, at) in app.vault().open_former(tx, case)? {
                    if let Some(record) = record {
                        former.push((id, version, recorded(&record)?, at));
                    }
                }
                let file = desk.seen.file();
                let former_papers =
                    opened_files::former_sealed(tx, &desk.reach, &reader, file, track)?;
                let asker = app.asker(tx, principal, now)?;
                let mut view = track_view::view(tx, app.vault(), &desk.seen, asker, true, now)?;
                view.papers
                    .retain(|(seq, paper)| reader.holds_identity(&paper.kind, *seq));
                Ok(SealedView {
                    people,
                    former,
                    track: view,
                    former_papers,
                    until,
                    known,
                })
            })
            .await
    }

    /// Counts and records that an identity was read in a file.
    pub(crate) async fn read_in_file(
        &self,
        principal: Principal,
        case: CaseId,
        now: Moment,
    ) -> Result<(), AppError> {
        let event = self.id(now);
        self.store()
            .write(move |tx| viewed(tx, event, principal, case, now).map(|_| ()))
            .await
    }
}

/// Counts and records a view by what the caller asked for; until when that lasts.
fn viewed(
    tx: &mut Write<'_>,
    event: Uuid,
    principal: Principal,
    case: CaseId,
    now: Moment,
) -> Result<Moment, AppError> {
    let running = unsealings::running(tx, case, principal.account, principal.office, now)?;
    let running = running.ok_or(AppError::Sealed)?;
    unsealings::viewed(tx, running.id.0)?;
    let what = SecurityEvent::IdentityRead;
    note(tx, event, what, principal, &running, now)?;
    Ok(Moment(running.expires_at))
}
