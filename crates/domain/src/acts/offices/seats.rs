//! Who sits where on a track: the office of a seat, whether an office holds one, from which seat a role records.

use chrono::NaiveDate;

use crate::acts::{check::World, mistakes::own_steps};
use crate::{
    file::{CaseFile, Track},
    ids::OfficeId,
    people::{Directory, Level, Office, OfficeType, Role},
    procedure::{Acts, Rule, Seat},
};

pub(in crate::acts) const fn acting_seat(row: &Rule) -> Option<Seat> {
    match row.acts {
        Acts::Office(seat) => Some(seat),
        Acts::Reporter | Acts::Respondent | Acts::ReporterOrRespondent => None,
    }
}

/// The seat at which a role of the row works: that of the acting office, or for a party's step the office
/// that keeps the track (a respondent's objection is taken in by the agency or the appeal board).
pub(in crate::acts) fn home_seat(
    row: &Rule,
    seat: Option<Seat>,
    track: &Track,
    role: Role,
) -> Seat {
    seat.unwrap_or(match (row.acts, role.at()) {
        (_, Some(OfficeType::AppealBody)) => Seat::AppealBody,
        (_, Some(OfficeType::Agency)) => Seat::Agency,
        _ if track.review().is_some() => Seat::Authority,
        _ => Seat::Handling,
    })
}

/// The seat from which a role records for others.
pub(in crate::acts) const fn recording_seat(row: &Rule, role: Role) -> Seat {
    match role {
        // What a village or polling-station supervisor does, the sub-district office records.
        Role::IntakeOfficer if matches!(row.acts, Acts::Office(Seat::Handling)) => Seat::Above,
        // Whoever asked for the view of Bawaslu RI has its letter.
        Role::ViolationsStaff if matches!(row.acts, Acts::Office(Seat::National)) => {
            Seat::Correction
        }
        Role::IntakeOfficer
        | Role::FieldSupervisor
        | Role::ViolationsStaff
        | Role::Member
        | Role::Chair => Seat::Handling,
        Role::Reviewer | Role::Commissioner | Role::AsnAuditor | Role::ControlOfficer => {
            Seat::Authority
        }
        Role::PersonnelOfficer
        | Role::PersonnelUnit
        | Role::AuthorisedOfficial
        | Role::Examiner
        | Role::Inspectorate => Seat::Agency,
        Role::MinistryOfficer => Seat::Ministry,
        Role::AppealOfficer => Seat::AppealBody,
        Role::DestinationOfficer
        | Role::HistoricRecorder
        | Role::LawKeeper
        | Role::Auditor
        | Role::Administrator => Seat::Destination,
    }
}

/// The seats whose offices keep records on a track that they see.
const INVOLVED: &[Seat] = &[
    Seat::Handling,
    Seat::Correction,
    Seat::Authority,
    Seat::Study,
    Seat::Agency,
    Seat::Ministry,
    Seat::AppealBody,
    Seat::Control,
    Seat::Destination,
];

/// Whether an office sits on a seat of this track on a day.
pub(in crate::acts) fn holds_seat(
    seat: Seat,
    office: &Office,
    file: &CaseFile,
    track: &Track,
    day: NaiveDate,
    world: World<'_>,
) -> bool {
    match seat {
        Seat::Ministry => office.kind == OfficeType::Ministry,
        Seat::AppealBody => office.kind == OfficeType::AppealBody,
        Seat::Successor => {
            let here = seat_office(Seat::Authority, file, track, day, world);
            let code = here.and_then(|o| o.authority.as_deref());
            here.map(|o| o.id) != Some(office.id)
                && code.is_some_and(|code| world.book.is_gone(code, day))
                && office
                    .authority
                    .as_deref()
                    .is_some_and(|code| world.book.reviews(code, day))
        }
        // Requests may wait at several offices at once.
        Seat::Correction => file
            .case()
            .is_some_and(|c| c.waiting_corrections().any(|r| r.office == office.id)),
        Seat::Control => office
            .authority
            .as_deref()
            .is_some_and(|code| world.book.has_role(code, "control", day)),
        Seat::Recorder => own_steps::recorded_any(track, office.id, world.offices),
        // Whoever sits on any of the track's seats; the office above only watches.
        Seat::Involved => INVOLVED
            .iter()
            .any(|seat| holds_seat(*seat, office, file, track, day, world)),
        Seat::Handling
        | Seat::Above
        | Seat::National
        | Seat::Authority
        | Seat::Study
        | Seat::Agency
        | Seat::Destination => {
            seat_office(seat, file, track, day, world).is_some_and(|o| o.id == office.id)
        }
    }
}

/// The one office on a seat, where there is one.
pub(in crate::acts) fn seat_office<'a>(
    seat: Seat,
    file: &CaseFile,
    track: &Track,
    day: NaiveDate,
    world: World<'a>,
) -> Option<&'a Office> {
    let handling = file.case().map(|c| c.handled_by);
    let id = match seat {
        Seat::Handling => handling,
        Seat::Above => handling.and_then(|h| above(h, world.offices)),
        Seat::Correction => file
            .case()
            .and_then(|c| c.waiting_corrections().next())
            .map(|c| c.office),
        Seat::National => world
            .offices
            .all()
            .find(|o| o.kind == OfficeType::ElectionSupervisor && o.level == Level::National)
            .map(|o| o.id),
        Seat::Authority => review_of(file, track)
            .and_then(Track::review)
            .map(|r| r.authority),
        Seat::Agency => track
            .sanction()
            .map(|s| s.agency)
            .or_else(|| track.control().map(|c| c.agency))
            .or_else(|| {
                review_of(file, track)
                    .and_then(Track::review)
                    .and_then(|r| r.agency)
            }),
        Seat::Study => {
            let asked = review_of(file, track).and_then(Track::review);
            asked.and_then(|r| r.studied_by).or(handling)
        }
        Seat::Destination => track.referral().and_then(|r| r.destination.office),
        Seat::Control => {
            let mut competent = world.offices.all().filter(|o| {
                o.authority
                    .as_deref()
                    .is_some_and(|code| world.book.has_role(code, "control", day))
            });
            competent.next().map(|o| o.id)
        }
        Seat::Ministry => sole(world.offices, OfficeType::Ministry),
        Seat::AppealBody => sole(world.offices, OfficeType::AppealBody),
        Seat::Successor => successor_by_rule(file, track, day, world),
        Seat::Recorder | Seat::Involved => None,
    };
    // An office that ended is followed by its successor, on ended tracks too.
    id.and_then(|id| world.offices.get(world.offices.now(id)))
}

/// The office one level above; above field supervisors that is the sub-district office.
pub(in crate::acts) fn above(office: OfficeId, offices: &Directory) -> Option<OfficeId> {
    let mut above = offices.get(offices.get(office)?.parent?)?;
    // Polling station, village, sub-district: two steps at most.
    for _ in 0..2 {
        if !above.level.only_passes_on() {
            break;
        }
        above = offices.get(above.parent?)?;
    }
    (!above.level.only_passes_on()).then_some(above.id)
}

/// Any office of a kind that uses the installation, else any of that kind: it decides whether the seat acts
/// itself.
fn sole(offices: &Directory, kind: OfficeType) -> Option<OfficeId> {
    let of_kind = || offices.all().filter(|o| o.kind == kind);
    of_kind()
        .find(|o| o.uses_installation)
        .or_else(|| of_kind().next())
        .map(|o| o.id)
}

/// The review that a track follows, or the track itself; after a hand-over the one that continues it.
pub(in crate::acts) fn review_of<'f>(file: &'f CaseFile, track: &'f Track) -> Option<&'f Track> {
    let id = track
        .sanction()
        .map(|s| s.review)
        .or_else(|| track.control().map(|c| c.review))
        .unwrap_or(track.id);
    let mut review = file.track(id).filter(|t| t.review().is_some())?;
    // At most one continues another, and a chain is no longer than the authorities that followed each other.
    for _ in 0..file.tracks.len() {
        let next = file
            .tracks
            .iter()
            .find(|t| t.review().is_some_and(|r| r.continues == Some(review.id)))
            // One that gave up is none while the one before it runs again.
            .filter(|t| !t.stage.is_final() || review.stage.is_final());
        match next {
            Some(next) if track.review().is_none() => review = next,
            _ => break,
        }
    }
    Some(review)
}

/// The roles of the law book that make an authority of a review.
pub(in crate::acts) const REVIEWING: &[&str] = &["review", "run_off"];

/// Who goes on on a day, by the date rule, with a review whose authority is gone.
fn successor_by_rule(
    file: &CaseFile,
    track: &Track,
    day: NaiveDate,
    world: World<'_>,
) -> Option<OfficeId> {
    let review = track.review()?;
    let here = seat_office(Seat::Authority, file, track, day, world)?;
    let (code, recommended) = (here.authority.as_deref()?, review.recommendation.is_some());
    let next = world.book.successor(code, recommended, day)?;
    let competent = |o: &&Office| {
        o.id != here.id
            && !world.offices.is_closed(o.id)
            && o.authority.as_ref() == Some(&next.code)
    };
    world.offices.all().find(competent).map(|o| o.id)
}
