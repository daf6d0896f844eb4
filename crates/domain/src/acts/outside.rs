//! What happens on a track from outside its case: nobody's step, and the track stays where it stands.

use crate::acts::events::Recorder;
use crate::{
    file::{Acting, Event, Track},
    procedure::Action,
    time::Effective,
};

/// An event that changes nothing yet; whoever makes it says what it does.
pub(super) fn event(track: &Track, action: Action, at: Effective, by: Recorder<'_>) -> Event {
    Event {
        track: track.id,
        case_id: track.case_id,
        machine: track.machine,
        law: track.law,
        seq: track.version + 1,
        action,
        from: Some(track.stage),
        to: track.stage,
        effective: at,
        zone: by.zone,
        recorded_at: by.recorded_at,
        recorded_late: at.day < by.recorded_at.day_in(by.zone),
        acting: Acting {
            seat: None,
            office: Some(by.actor.office),
            party: None,
        },
        account: by.actor.account,
        office: by.actor.office,
        by_ticket: None,
        by_paper: None,
        papers: Vec::new(),
        texts: Vec::new(),
        meeting: None,
        met_that_day: false,
        opened: Vec::new(),
        closed: Vec::new(),
        late: None,
        numbers: Vec::new(),
        irregular: Vec::new(),
        marks: Vec::new(),
        owes: Vec::new(),
        settles: Vec::new(),
        changes: Vec::new(),
        sent: false,
        cause: None,
        approved_by: None,
    }
}
