//! What the end of an office means for one case: its open tracks pass to the successor where they stand.

use chrono::NaiveDate;

use crate::{
    file::{Acting, CaseFile, Change, Event, Facts, StepMark, Track},
    ids::OfficeId,
    office_life::OfficeRefusal,
    people::Actor,
    procedure::{Action, Acts, rule::caused},
    time::{Effective, Moment, Zone},
};

use crate::acts::{check::World, events::Recorder, outside};

/// An office that ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfficeEnd {
    /// The office.
    pub office: OfficeId,
    /// Its last day.
    pub on: NaiveDate,
    /// Who follows.
    pub successor: Option<OfficeId>,
}

/// One event per open track of a case on which the office sits; none where it sits on no open track.
///
/// # Errors
/// An open track without a successor, or one that began after the last day; an open review at a review
/// authority, which the law hands over itself.
pub fn pass_on(
    file: &CaseFile,
    end: OfficeEnd,
    actor: &Actor,
    recorded_at: Moment,
    world: World<'_>,
) -> Result<Vec<Event>, OfficeRefusal> {
    let zone = file
        .case()
        .map_or(Zone::Wib, |c| world.offices.zone(c.handled_by));
    let mut events = Vec::new();
    for track in file.tracks.iter().filter(|t| !t.stage.is_final()) {
        if track.review().is_some_and(|r| r.authority == end.office) {
            return Err(OfficeRefusal::AuthorityHandsOver);
        }
        if !sits(track, end.office) {
            continue;
        }
        let successor = end.successor.ok_or(OfficeRefusal::OpenTracks)?;
        if track.steps.first().is_some_and(|s| s.at.day > end.on) {
            return Err(OfficeRefusal::EndBeforeOpenTracks);
        }
        let action = Action::SucceedOffice;
        // The table has a row for every open stage under every law text; a test holds it to that.
        let seat = caused(track.law, action, track.stage).and_then(|row| match row.acts {
            Acts::Office(seat) => Some(seat),
            _ => None,
        });
        let at = Effective::day(end.on);
        let by = Recorder {
            actor,
            recorded_at,
            zone,
        };
        let mut event = outside::event(track, action, at, by);
        event.acting = Acting {
            seat,
            office: Some(end.office),
            party: None,
        };
        event.changes = vec![Change::Succeeded {
            from: end.office,
            to: successor,
        }];
        events.push(event);
    }
    Ok(events)
}

/// Whether an office acted in a case after a day, by the days that stand now: a step of its own that it recorded or that
/// was recorded for it, and that was not taken back.
#[must_use]
pub fn acted_after(file: &CaseFile, office: OfficeId, on: NaiveDate) -> bool {
    let own = |s: &StepMark| s.by == office || s.recorded_for == Some(office);
    let mut steps = file.tracks.iter().flat_map(Track::standing);
    steps.any(|(_, s)| own(s) && s.at.day > on)
}

/// Whether an office sits on a track: something of it is the office's to do, now or later. What it sees beyond that,
/// on ended tracks above all, the successor sees because it follows it (`Directory::predecessors`).
fn sits(track: &Track, office: OfficeId) -> bool {
    match &track.facts {
        Facts::Case(c) => {
            c.handled_by == office
                || c.waiting_corrections().any(|c| c.office == office)
                || c.parties.iter().any(|p| p.agency == Some(office))
        }
        Facts::Review(r) => r.agency == Some(office),
        Facts::Sanction(s) => s.agency == office,
        Facts::Control(c) => c.agency == office,
        Facts::Referral(r) => r.destination.office == Some(office),
    }
}
