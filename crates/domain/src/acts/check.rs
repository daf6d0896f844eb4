//! Role, stage, office: everything that is asked before the guards.

use chrono::NaiveDate;

use crate::acts::{
    offices::seats::{REVIEWING, acting_seat, holds_seat, home_seat, recording_seat, seat_office},
    review::joining::OtherReview,
};
use crate::{
    file::{CaseFile, Track},
    ids::OfficeId,
    law::{Book, LawSet},
    people::{Actor, Directory, Office, Role},
    procedure::{Action, Acts, Guard, Rule, Seat, Stage, rows, rule},
    refusal::{Competence, Refusal},
};

/// What decisions rest on beside the case: the law and the offices, both as of now, and of a review that ended joined
/// into one of another case how that one stands.
#[derive(Debug, Clone, Copy)]
pub struct World<'a> {
    /// The dated law.
    pub book: &'a Book,
    /// The offices.
    pub offices: &'a Directory,
    /// The review in which the addressed one goes on, as the actor sees it; none where it was not looked up, or the
    /// addressed track goes on in no other.
    pub goes_on: Option<&'a OtherReview>,
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
    if !actor.ticket_allows(action, track.machine) {
        return Err(Refusal::RoleMissing);
    }
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
    // A void track is read only: it never was.
    let row = rule(track.law, action, track.stage).filter(|r| fits(r) && !track.is_void());
    let Some(row) = row else {
        let allowed_from: Vec<Stage> = rows(action)
            .filter(|r| fits(r) && r.law(track.law).is_some())
            .flat_map(|r| r.from.iter().copied())
            .filter(|s| *s != Stage::void(track.machine))
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
        field: Some("/effective_day".into()),
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
    if actor.ticket_allows(action, machine) && rows(action).any(fits) {
        Ok(())
    } else {
        Err(Refusal::RoleMissing)
    }
}
