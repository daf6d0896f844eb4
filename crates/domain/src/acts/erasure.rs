//! The erasure of a person as the journal tells it: one event on the case, which stays where it stands.

use crate::acts::{check::World, events::Recorder, outside};
use crate::{
    file::{CaseFile, Certificate, Change, Event},
    ids::AccountId,
    people::Actor,
    procedure::{Action, Seat},
    time::{Effective, Moment},
};

/// The event that carries the certificates, one of each party that stood for the person; none where the file has no case. `actor` is the last who agreed, `first` who
/// agreed before.
#[must_use]
pub fn certified(
    file: &CaseFile,
    certificates: Vec<Certificate>,
    actor: &Actor,
    first: Option<AccountId>,
    recorded_at: Moment,
    world: World<'_>,
) -> Option<Event> {
    let (track, case) = file.case_track().zip(file.case())?;
    let by = Recorder {
        actor,
        recorded_at,
        zone: world.offices.zone(case.handled_by),
    };
    let at = Effective::day(recorded_at.day_in(by.zone));
    let mut event = outside::event(track, Action::ErasePerson, at, by);
    event.acting.seat = Some(Seat::Handling);
    event.acting.office = Some(case.handled_by);
    event.approved_by = first;
    let changes = certificates.into_iter().map(Box::new);
    event.changes = changes.map(Change::PersonErased).collect();
    Some(event)
}
