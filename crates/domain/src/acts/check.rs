//! Role, stage, office: everything that is asked before the guards.

use chrono::NaiveDate;

use crate::{
    file::{CaseFile, Track},
    ids::OfficeId,
    law::{Book, LawSet},
    people::{Actor, Directory, Level, Office, OfficeType, Role},
    procedure::{Action, Acts, Guard, Rule, Seat, Stage, rows, rule},
    refusal::{Competence, Refusal},
};

/// What decisions rest on beside the case: the law and the offices, both as of now.
#[derive(Debug, Clone, Copy)]
pub struct World<'a> {
    /// The dated law.
    pub book: &'a Book,
    /// The offices.
    pub offices: &'a Directory,
}

/// A step that role, stage and office allow.
#[derive(Debug, Clone, Copy)]
pub struct Checked {
    /// The row.
    pub rule: &'static Rule,
    /// Recorded from a paper for an office that does not use this installation.
    pub for_another: bool,
    /// The acting office, where one acts and is known.
    pub acting: Option<OfficeId>,
}

/// Finds the row that lets this actor take this step on this day.
///
/// # Errors
/// In this order: no role for the action anywhere, no row from this stage, another office must act.
pub fn check(
    file: &CaseFile,
    track: &Track,
    action: Action,
    actor: &Actor,
    day: NaiveDate,
    world: World<'_>,
) -> Result<Checked, Refusal> {
    let fits = |r: &Rule| r.is_operation() && r.machine() == track.machine;
    let known: Vec<&Rule> = rows(action).filter(|r| fits(r)).collect();
    if known.is_empty() {
        return Err(Refusal::NotInThisLaw);
    }
    let may = |r: &&&Rule| actor.has_any(r.by) || actor.has_any(r.records);
    // Where the action exists under this law text, only its rows there say whose it is.
    let mut here = known
        .iter()
        .filter(|r| r.law(track.law).is_some())
        .peekable();
    let has_role = match here.peek() {
        Some(_) => here.any(|r| may(&r)),
        None => known.iter().any(|r| may(&r)),
    };
    if !has_role {
        return Err(Refusal::RoleMissing);
    }
    let Some(row) = rule(track.law, action, track.stage).filter(|r| fits(r)) else {
        let allowed_from: Vec<Stage> = rows(action)
            .filter(|r| fits(r) && r.law(track.law).is_some())
            .flat_map(|r| r.from.iter().copied())
            .collect();
        return Err(if allowed_from.is_empty() {
            Refusal::NotInThisLaw
        } else {
            Refusal::StepNotAllowed {
                allowed_from,
                ended: track.stage.is_final(),
            }
        });
    };
    let Some(office) = world.offices.get(actor.office) else {
        return Err(Refusal::WrongOffice);
    };
    let seat = acting_seat(row);
    let sits = |seat| holds_seat(seat, office, file, track, day, world);
    // A party's step is recorded at the office where its track is kept.
    if actor.has_any(row.by) && by_role(row, actor, |role| sits(home_seat(row, seat, track, role)))
    {
        return Ok(Checked {
            rule: row,
            for_another: false,
            acting: matches!(row.acts, Acts::Office(_)).then_some(office.id),
        });
    }
    // Whoever is assigned records for the office that assigned it.
    let assigned = |a: &&crate::file::Assigned| {
        a.account == actor.account && a.office == actor.office && row.assigned.contains(&a.capacity)
    };
    if actor.has_any(row.by) && track.assigned().any(|a| assigned(&a)) {
        let acting = seat.and_then(|seat| seat_office(seat, file, track, day, world));
        return Ok(Checked {
            rule: row,
            for_another: false,
            acting: Some(acting.map_or(office.id, |o| o.id)),
        });
    }
    // The right kind of office, but the law gave nobody this seat on that day: the day is at fault.
    let nobody = nobody_competent(row, office, actor, file, track, day, world);
    let recorder = row
        .records
        .iter()
        .any(|role| actor.roles.contains(role) && sits(recording_seat(row, *role)))
        || (seat == Some(Seat::Authority)
            && actor.has_any(row.by)
            && follows(office, file, track, day, world));
    if let Some(refusal) = nobody.filter(|_| recorder || actor.has_any(row.by)) {
        return Err(refusal);
    }
    if !recorder {
        return Err(if actor.has_any(row.by) || actor.has_any(row.records) {
            Refusal::WrongOffice
        } else {
            Refusal::RoleMissing
        });
    }
    let office_on = |seat| seat_office(seat, file, track, day, world);
    // Nobody signs in any more at an office that was closed.
    let is_user = |o: &Office| o.uses_installation && !world.offices.is_closed(o.id);
    let acting = seat.and_then(office_on);
    // A party's step is taken in by the offices that keep the track, if they use this installation.
    let keepers = || {
        row.by
            .iter()
            .filter_map(|role| office_on(home_seat(row, seat, track, *role)))
    };
    // Where no office stands above, nobody there did anything.
    if acting.is_none() && matches!(seat, Some(Seat::Above | Seat::Correction)) {
        return Err(Refusal::WrongOffice);
    }
    let acts_itself = match seat {
        Some(_) => acting.is_some_and(is_user),
        None => keepers().any(is_user),
    };
    if acts_itself {
        return Err(Refusal::OfficeActsItself);
    }
    Ok(Checked {
        rule: row,
        for_another: true,
        acting: acting.map(|o| o.id),
    })
}

/// Whether an office is the authority competent in the end after one that is no more: it records what that one
/// did from its papers. Both follow from the law book.
fn follows(
    office: &Office,
    file: &CaseFile,
    track: &Track,
    day: NaiveDate,
    world: World<'_>,
) -> bool {
    let held = |office: &Office, lasts: bool| {
        let code = office.authority.as_deref();
        let rows = world.book.authorities.iter().filter(|a| {
            Some(a.code.as_str()) == code
                && REVIEWING.contains(&a.role.as_str())
                && a.valid_from.is_some()
        });
        let mut rows = rows.peekable();
        rows.peek().is_some() && rows.any(|a| a.valid_to.is_none()) == lasts
    };
    seat_office(Seat::Authority, file, track, day, world)
        .is_some_and(|here| here.id != office.id && held(here, false) && held(office, true))
}

/// The roles of the law book that make an authority of a review.
const REVIEWING: &[&str] = &["review", "run_off"];

/// Who goes on with a review on a day, by the date rule: what was recommended is run off, the rest is reviewed.
fn successor_by_rule(
    file: &CaseFile,
    track: &Track,
    day: NaiveDate,
    world: World<'_>,
) -> Option<OfficeId> {
    let review = track.review()?;
    let role = match review.recommendation {
        Some(_) => "run_off",
        None => "review",
    };
    let here = seat_office(Seat::Authority, file, track, day, world).map(|o| o.id);
    let competent = |o: &&Office| {
        Some(o.id) != here
            && !world.offices.is_closed(o.id)
            && o.authority
                .as_deref()
                .is_some_and(|code| world.book.has_role(code, role, day))
    };
    world.offices.all().find(competent).map(|o| o.id)
}

/// The refusal where the acting seat is one that the law gives by date, and on this day gave to nobody here:
/// asked of an office that holds it on other days, and of those who record for it.
fn nobody_competent(
    row: &Rule,
    office: &Office,
    actor: &Actor,
    file: &CaseFile,
    track: &Track,
    day: NaiveDate,
    world: World<'_>,
) -> Option<Refusal> {
    let guard = match acting_seat(row)? {
        Seat::Control if seat_office(Seat::Control, file, track, day, world).is_none() => {
            Guard::AuthorityCompetent
        }
        // Of an authority itself; others record for the one that the date rule names.
        Seat::Successor
            if office.authority.is_some()
                && !holds_seat(Seat::Successor, office, file, track, day, world)
                && seat_office(Seat::Authority, file, track, day, world).map(|o| o.id)
                    != Some(office.id) =>
        {
            Guard::SuccessorCompetent
        }
        Seat::Successor
            if office.authority.is_none()
                && seat_office(Seat::Successor, file, track, day, world).is_none() =>
        {
            Guard::SuccessorCompetent
        }
        _ => return None,
    };
    let roles = roles_of(row);
    let competent = competence(roles, world);
    let ever = |code: &str| competent.iter().any(|c| c.authority == code);
    let own = office.authority.as_deref().is_some_and(ever);
    let asked = own || row.records.iter().any(|role| actor.roles.contains(role));
    asked.then(|| Refusal::Guard {
        guard,
        basis: row.law(track.law).map_or("", |l| l.cite),
        field: Some("/effective_day"),
        competent,
        papers: Vec::new(),
        faults: Vec::new(),
    })
}

/// The roles of the law book that give the acting seat of a row.
const fn roles_of(row: &Rule) -> &'static [&'static str] {
    match acting_seat(row) {
        Some(Seat::Control) => &["control"],
        _ => &["review", "run_off"],
    }
}

/// Who holds these roles of the law book, and when.
fn competence(roles: &[&str], world: World<'_>) -> Vec<Competence> {
    let all = world.book.authorities.iter();
    all.filter(|a| roles.contains(&a.role.as_str()) && a.valid_from.is_some())
        .map(|a| Competence {
            authority: a.code.clone(),
            role: a.role.clone(),
            from: a.valid_from,
            to: a.valid_to,
            senders: Vec::new(),
            citation: a.citation.clone(),
        })
        .collect()
}

/// Who is competent and when, for a guard that asks it.
pub(super) fn competent(guard: Guard, world: World<'_>) -> Vec<Competence> {
    match guard {
        Guard::AuthorityCompetent | Guard::SuccessorCompetent => {
            competence(&["review", "run_off"], world)
        }
        _ => Vec::new(),
    }
}

/// The step that a row must follow, where neither this track nor one that it continues ever took it.
pub(super) fn missing_step(file: &CaseFile, track: &Track, row: &Rule) -> Option<Action> {
    let after = row.after?;
    let mut at = Some(track);
    // A chain is no longer than there are tracks.
    for _ in 0..=file.tracks.len() {
        let Some(here) = at else { break };
        if here.last_step(after).is_some() {
            return None;
        }
        at = here
            .review()
            .and_then(|r| r.continues)
            .and_then(|id| file.track(id));
    }
    Some(after)
}

fn by_role(row: &Rule, actor: &Actor, sits: impl Fn(Role) -> bool) -> bool {
    row.by
        .iter()
        .any(|role| actor.roles.contains(role) && sits(*role))
}

const fn acting_seat(row: &Rule) -> Option<Seat> {
    match row.acts {
        Acts::Office(seat) => Some(seat),
        Acts::Reporter | Acts::Respondent | Acts::ReporterOrRespondent => None,
    }
}

/// The seat at which a role of the row works: that of the acting office, or for a party's step the office
/// that keeps the track (a respondent's objection is taken in by the agency or the appeal board).
fn home_seat(row: &Rule, seat: Option<Seat>, track: &Track, role: Role) -> Seat {
    seat.unwrap_or(match (row.acts, role.at()) {
        (_, Some(OfficeType::AppealBody)) => Seat::AppealBody,
        (_, Some(OfficeType::Agency)) => Seat::Agency,
        _ if track.review().is_some() => Seat::Authority,
        _ => Seat::Handling,
    })
}

/// The seat from which a role records for others.
const fn recording_seat(row: &Rule, role: Role) -> Seat {
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
        Role::PersonnelOfficer | Role::PersonnelUnit | Role::Examiner => Seat::Agency,
        Role::MinistryOfficer => Seat::Ministry,
        Role::AppealOfficer => Seat::AppealBody,
        Role::DestinationOfficer | Role::HistoricRecorder | Role::Administrator => {
            Seat::Destination
        }
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
pub(super) fn holds_seat(
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
            let here = seat_office(Seat::Authority, file, track, day, world).map(|o| o.id);
            here != Some(office.id)
                && office.authority.as_deref().is_some_and(|code| {
                    world.book.has_role(code, "review", day)
                        || world.book.has_role(code, "run_off", day)
                })
        }
        // Requests may wait at several offices at once.
        Seat::Correction => file
            .case()
            .is_some_and(|c| c.waiting_corrections().any(|r| r.office == office.id)),
        Seat::Control => office
            .authority
            .as_deref()
            .is_some_and(|code| world.book.has_role(code, "control", day)),
        Seat::Recorder => track.steps.iter().any(|s| s.by == office.id),
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
pub(super) fn seat_office<'a>(
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
pub(super) fn above(office: OfficeId, offices: &Directory) -> Option<OfficeId> {
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
pub(super) fn review_of<'f>(file: &'f CaseFile, track: &'f Track) -> Option<&'f Track> {
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

/// The legal basis of a refusal on a track: the row's that would apply; where the track stands elsewhere, that
/// of the action's rows under its law text, or under others where it has none there. None of what was sent
/// wrongly, which no article refuses.
#[must_use]
pub fn legal_basis(refusal: &Refusal, action: Action, track: &Track) -> Vec<&'static str> {
    match refusal {
        Refusal::Guard { basis, .. } => vec![*basis],
        Refusal::Unfit(_) => Vec::new(),
        _ => {
            let fits = |r: &Rule| r.is_operation() && r.machine() == track.machine;
            match rule(track.law, action, track.stage).filter(|r| fits(r)) {
                Some(row) => cited(std::iter::once(row), Some(track.law)),
                None => cited(rows(action).filter(|r| fits(r)), Some(track.law)),
            }
        }
    }
}

/// The legal basis of a refusal to open a case, under the law text of its day where there is one.
#[must_use]
pub fn opening_basis(refusal: &Refusal, action: Action, law: Option<LawSet>) -> Vec<&'static str> {
    match refusal {
        Refusal::Unfit(_) => Vec::new(),
        _ => cited(rows(action).filter(|r| r.is_creation()), law),
    }
}

/// What rows cite under a law text, or under every text where none of them exists there.
fn cited(rows: impl Iterator<Item = &'static Rule>, law: Option<LawSet>) -> Vec<&'static str> {
    let rows: Vec<&Rule> = rows.collect();
    let here = law.into_iter();
    let mut cites: Vec<&str> = here
        .flat_map(|law| rows.iter().filter_map(move |r| r.law(law)))
        .map(|l| l.cite)
        .collect();
    if cites.is_empty() {
        cites.extend(rows.iter().flat_map(|r| r.law).map(|l| l.cite));
    }
    let mut seen = std::collections::BTreeSet::new();
    cites.retain(|c| !c.is_empty() && seen.insert(*c));
    cites
}

/// Whether the actor has a role for this action at any stage of a machine: asked before the version, so
/// that an outsider learns nothing of the track.
///
/// # Errors
/// [`Refusal::RoleMissing`].
pub fn holds_a_role(
    action: Action,
    machine: crate::procedure::Machine,
    actor: &Actor,
) -> Result<(), Refusal> {
    let fits = |r: &'static Rule| {
        r.is_operation()
            && r.machine() == machine
            && (actor.has_any(r.by) || actor.has_any(r.records))
    };
    if rows(action).any(fits) {
        Ok(())
    } else {
        Err(Refusal::RoleMissing)
    }
}
