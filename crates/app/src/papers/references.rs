//! Numbers in outside systems: what they may be the number of, and finding tracks by them.

use netralitas_domain::{
    file::{CaseFile, Reference, Track},
    ids::PartyId,
    procedure::{Machine, OutsideSystem},
};
use netralitas_store::{Read, files, references};

use crate::{
    App, Principal,
    error::AppError,
    reading::query::{Filter, Order, Page},
};

impl App {
    /// The tracks of a machine that have a number in an outside system, among those that the caller may see.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn find_by_reference(
        &self,
        principal: Principal,
        machine: Machine,
        system: Option<OutsideSystem>,
        number: String,
        limit: i64,
    ) -> Result<Page, AppError> {
        let tracks = self
            .store()
            .read_page(move |tx| Ok::<_, AppError>(references::tracks_with(tx, system, &number)?))
            .await?;
        // An empty list is asked for too, so that a miss looks no different.
        let filter = Filter {
            tracks: Some(tracks),
            void: Some(false),
            ..Filter::default()
        };
        self.list(principal, machine, filter, Order::Newest, None, limit)
            .await
    }
}

/// Whether a track shows a party: the case all of them, others their respondent.
fn shows(file: &CaseFile, track: &Track, party: PartyId) -> bool {
    match track.machine {
        Machine::Case => file.party(party).is_some(),
        _ => track.respondent() == Some(party),
    }
}

/// A number may be that of the track itself, of a party that the track shows, or of one of its papers.
pub(crate) fn check_target(
    tx: &mut Read<'_>,
    reference: &Reference,
    file: &CaseFile,
    track: &Track,
) -> Result<(), AppError> {
    if reference.party.is_some_and(|p| !shows(file, track, p)) {
        return Err(AppError::field("/details/party_id", "no_such_party"));
    }
    if let Some(paper) = reference.paper
        && files::paper_of_track(tx, paper, track.id)?
            .iter()
            .all(|p| track.is_taken_back(p.seq))
    {
        return Err(AppError::field("/details/paper_id", "no_such_paper"));
    }
    Ok(())
}
