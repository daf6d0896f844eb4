//! Plenary meetings as they were recorded, for those who may read the minutes of one of the cases they decided.

use std::sync::Arc;

use netralitas_domain::{
    file::Brought,
    ids::{CaseId, MeetingId},
    procedure::{Action, Matter},
};
pub use netralitas_store::meetings::MeetingRow;
use netralitas_store::{meetings, views::case_file};

use crate::{
    App, Known, Principal,
    error::AppError,
    reading::{asker::Asker, seeing::Reader},
};

/// A meeting as its reader may see it.
pub struct MeetingView {
    /// The meeting.
    pub row: MeetingRow,
    /// The steps that it decided, of those that the reader may read of.
    pub decided: Vec<DecidedStep>,
    /// The law and offices.
    pub known: Arc<Known>,
}

/// A step that a meeting decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecidedStep {
    /// The case.
    pub case: CaseId,
    /// The step of the case.
    pub seq: i64,
    /// What was decided.
    pub action: Action,
    /// It was taken back; only the office that recorded it reads it then.
    pub void: bool,
}

impl App {
    /// A plenary meeting. Its minutes are read as a study is: see `procedure::PAPER_SIGHT`.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where it is absent, or decided nothing that the caller may read of.
    pub async fn meeting(
        &self,
        principal: Principal,
        id: MeetingId,
    ) -> Result<MeetingView, AppError> {
        let now = self.clock().now();
        let app = self.clone();
        self.store()
            .read(move |tx| {
                let Asker {
                    known,
                    actor,
                    reach,
                } = app.asker(tx, principal, now)?;
                let met = meetings::with_steps(tx, &reach, id)?.ok_or(AppError::NotFound)?;
                let mut decided = Vec::new();
                for (track, seq) in met.steps {
                    let Some(seen) = case_file::of_track(tx, &reach, track)? else {
                        continue;
                    };
                    let Some(track) = seen.track() else { continue };
                    let reader = Reader::of(seen.file(), track, &actor, &known.offices);
                    let brought = reader.of_step(track, seq);
                    if !reader.reads_of(Matter::Study, track.machine, Some(seq))
                        || !brought.is_shown()
                    {
                        continue;
                    }
                    decided.extend(track.step(seq).map(|step| DecidedStep {
                        case: track.case_id,
                        seq,
                        action: step.action,
                        void: brought == Brought::Void,
                    }));
                }
                if decided.is_empty() {
                    return Err(AppError::NotFound);
                }
                Ok(MeetingView {
                    row: met.meeting,
                    decided,
                    known,
                })
            })
            .await
    }
}
