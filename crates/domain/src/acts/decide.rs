//! From a command to events, or a refusal. Pure: time, ids, law and offices come in.

use super::{
    change_maker,
    check::{Checked, World, check},
    command::{Command, Details},
    guard_check::{Ctx, Verdict, verdict},
    siblings::{self, Opening},
    timing::{self, Conditions, Days},
};
use crate::{
    file::{Acting, Capacity, CaseFile, Event, Facts, Track},
    people::Actor,
    procedure::{
        Action, Acts, BlockScope, Guard, GuardKind, Machine, Seat, Stage, To, Touch,
        rule::caused as caused_row,
    },
    refusal::Refusal,
    time::{Moment, Zone},
};

/// Decides a command: one event per touched track, the addressed one first.
///
/// # Errors
/// The first refusal in the order role, stage, office, day, guards, details.
pub fn decide(
    file: &CaseFile,
    command: &Command,
    actor: &Actor,
    recorded_at: Moment,
    world: World<'_>,
) -> Result<Vec<Event>, Refusal> {
    let track = file.track(command.track).ok_or(Refusal::NotInThisLaw)?;
    let checked = check(
        file,
        track,
        command.action,
        actor,
        command.effective.day,
        world,
    )?;
    let zone = zone(file, world);
    let recorder = Recorder {
        actor,
        recorded_at,
        zone,
    };
    check_paper(&checked, command)?;
    check_day(track, command, &checked, recorder)?;
    let ctx = Ctx {
        file,
        track,
        actor,
        rule: checked.rule,
        at: command.effective,
        world,
        command: Some(command),
    };
    let irregular = check_guards(&ctx, command.historic)?;
    if command.details.shape() != checked.rule.body {
        return Err(Refusal::DetailsUnfit);
    }
    let acting = acting(&ctx, &checked, command)?;
    let mut events = vec![own_event(&ctx, command, recorder, acting, irregular)?];
    let mut fresh = Fresh {
        ids: command.fresh.iter().copied(),
        short: false,
    };
    for opening in openings(&ctx, command, &mut fresh) {
        events.push(opening_event(&ctx, &opening, command, recorder, acting));
    }
    // A track that must open is never left out for want of an identifier.
    if fresh.short {
        return Err(Refusal::DetailsUnfit);
    }
    events.extend(withdrawals(&ctx, command, recorder, acting));
    if checked.rule.touches.contains(&Touch::MayEndCase) {
        let end = end_of_case(file, &events, command, recorder);
        match (end, events.first_mut()) {
            // The step itself ends the case: one event per touched track.
            (Some(end), Some(own)) if end.track == own.track => {
                own.to = end.to;
                own.closed.extend(end.closed);
            }
            (Some(end), _) => events.push(end),
            (None, _) => {}
        }
    }
    if !checked.for_another {
        // An office that acts itself records nothing from a paper; the paper stays among those of the step.
        for event in &mut events {
            event.by_paper = None;
        }
    }
    Ok(events)
}

/// Fresh identifiers; asking for more than were given is noted.
struct Fresh<I> {
    ids: I,
    short: bool,
}

impl<I: Iterator<Item = uuid::Uuid>> Iterator for Fresh<I> {
    type Item = uuid::Uuid;
    fn next(&mut self) -> Option<uuid::Uuid> {
        let id = self.ids.next();
        self.short |= id.is_none();
        id
    }
}

/// The zone of the office that handles the case.
fn zone(file: &CaseFile, world: World<'_>) -> Zone {
    file.case()
        .map_or(Zone::Wib, |c| world.offices.zone(c.handled_by))
}

/// Who records, when, in which zone.
#[derive(Clone, Copy)]
struct Recorder<'a> {
    actor: &'a Actor,
    recorded_at: Moment,
    zone: Zone,
}

fn check_paper(checked: &Checked, command: &Command) -> Result<(), Refusal> {
    match (checked.for_another, command.by_paper) {
        (true, None) => Err(Refusal::PaperRequired),
        _ => Ok(()),
    }
}

fn check_day(
    track: &Track,
    command: &Command,
    checked: &Checked,
    recorder: Recorder<'_>,
) -> Result<(), Refusal> {
    let today = recorder.recorded_at.day_in(recorder.zone);
    let now = recorder.recorded_at.minute_in(recorder.zone);
    let at = command.effective;
    if at.day > today || (at.day == today && at.minute.is_some_and(|m| m > now)) {
        return Err(Refusal::FutureDay);
    }
    let days = command
        .papers
        .iter()
        .flat_map(|p| [p.dated, p.received])
        .flatten();
    if days.clone().any(|day| day > today) {
        return Err(Refusal::FutureDay);
    }
    // Nothing on a track precedes what opened it, nor the step that the row names. A row that names none
    // and moves the track follows the step that brought it where it stands.
    let moved = track.steps.iter().rev().find(|s| moves(s.action)).copied();
    let floors = [
        track.steps.first().copied(),
        checked.rule.after.and_then(|after| {
            track
                .last_step(after)
                .map(|at| crate::file::StepMark { action: after, at })
        }),
        moved.filter(|_| checked.rule.after.is_none() && checked.rule.to != To::Same),
    ];
    // What is received of a step cannot have come before the step that it follows.
    let received = command.papers.iter().filter_map(|p| p.received).min();
    let first = received.map_or(at.day, |day| day.min(at.day));
    let before = |floor: &crate::file::StepMark| {
        let follows = checked.rule.after == Some(floor.action);
        (if follows { first } else { at.day }) < floor.at.day
    };
    match floors.into_iter().flatten().find(before) {
        Some(floor) => Err(Refusal::TooEarly {
            after: floor.action,
        }),
        None => Ok(()),
    }
}

/// Whether an action may change the stage.
fn moves(action: Action) -> bool {
    crate::procedure::rows(action).any(|r| r.to != To::Same)
}

/// Every guard must hold; temporal ones are noted instead in historic entry.
fn check_guards(ctx: &Ctx<'_>, historic: bool) -> Result<Vec<Guard>, Refusal> {
    let mut irregular = Vec::new();
    // What no body could satisfy refuses first, so that the list of next actions gives the same code.
    let bodiless = Ctx {
        command: None,
        ..*ctx
    };
    let certain = ctx
        .rule
        .guards
        .iter()
        .filter(|(guard, _)| verdict(*guard, &bodiless) == Verdict::Fails);
    let by_body = ctx
        .rule
        .guards
        .iter()
        .filter(|(guard, _)| verdict(*guard, &bodiless) == Verdict::DependsOnBody)
        .filter(|(guard, _)| verdict(*guard, ctx) != Verdict::Holds);
    for (guard, kind) in certain.chain(by_body) {
        if historic && *kind == GuardKind::Temporal {
            irregular.push(*guard);
            continue;
        }
        let basis = ctx.rule.law(ctx.track.law).map_or("", |l| l.cite);
        return Err(Refusal::Guard {
            guard: *guard,
            basis,
        });
    }
    Ok(irregular)
}

fn acting(ctx: &Ctx<'_>, checked: &Checked, command: &Command) -> Result<Acting, Refusal> {
    let capacities: &[Capacity] = match ctx.rule.acts {
        Acts::Office(seat) => {
            let office = checked.acting.or(command.acting_office);
            return Ok(Acting {
                seat: Some(seat),
                office,
                party: None,
            });
        }
        Acts::Reporter => &[Capacity::Reporter],
        Acts::Respondent => &[Capacity::Respondent],
        Acts::ReporterOrRespondent => &[Capacity::Reporter, Capacity::Respondent],
    };
    // A track about one respondent names its party; elsewhere the only party of the capacity is taken.
    let of_track = ctx.track.sanction().map(|s| s.respondent);
    let fits = |id| {
        ctx.file.party(id).is_some_and(|p| {
            // Of a track about one respondent, that respondent alone or a representative.
            if of_track.is_some_and(|r| r != p.id && p.represents != Some(r)) {
                return false;
            }
            let represented = p.represents.and_then(|r| ctx.file.party(r));
            capacities.contains(&p.capacity)
                || represented.is_some_and(|r| capacities.contains(&r.capacity))
        })
    };
    let mut only = ctx
        .case()
        .into_iter()
        .flat_map(|c| c.parties.iter())
        .filter(|p| capacities.contains(&p.capacity));
    let sole = match (only.next(), only.next()) {
        (Some(party), None) => Some(party.id),
        _ => None,
    };
    match command.acting_party.or(of_track).or(sole) {
        Some(party) if fits(party) => Ok(Acting {
            seat: None,
            office: None,
            party: Some(party),
        }),
        // A report may come without a known reporter's record; whoever brings papers for it is then unnamed.
        None if ctx.rule.acts == Acts::Reporter => Ok(Acting {
            seat: None,
            office: None,
            party: None,
        }),
        _ => Err(Refusal::PartyUnfit),
    }
}

fn own_event(
    ctx: &Ctx<'_>,
    command: &Command,
    recorder: Recorder<'_>,
    acting: Acting,
    irregular: Vec<Guard>,
) -> Result<Event, Refusal> {
    let Ctx { track, rule, .. } = *ctx;
    let seq = track.version + 1;
    let changes = change_maker::changes(ctx, command)?;
    let mut facts = track.facts.clone();
    changes.iter().for_each(|c| facts.apply(c));
    let after_case = if let Facts::Case(case) = &facts {
        Some(case.as_ref())
    } else {
        ctx.case()
    };
    let dismissal = match &command.details {
        Details::Imposition(measures, _) => change_maker::dismisses(ctx, measures),
        _ => false,
    };
    let conditions = Conditions::after(after_case, track, &command.details, dismissal);
    let days = Days {
        at: command.effective,
        known: after_case.and_then(|c| c.known_on),
        registered: after_case.and_then(|c| c.registered_on),
        papers: &command.papers,
        kinds: rule.law(track.law).map_or(&[], |l| l.papers),
    };
    let law = track.law;
    Ok(Event {
        track: track.id,
        case_id: track.case_id,
        machine: track.machine,
        law,
        seq,
        action: rule.action,
        from: Some(track.stage),
        to: change_maker::target(ctx, &command.details),
        effective: command.effective,
        zone: recorder.zone,
        recorded_at: recorder.recorded_at,
        recorded_late: recorded_late(command, recorder),
        acting,
        account: recorder.actor.account,
        office: recorder.actor.office,
        by_paper: command.by_paper,
        papers: command.papers.iter().map(|p| p.id).collect(),
        texts: command.texts.clone(),
        meeting: command.meeting.map(|m| m.id),
        opened: timing::opened(
            rule.opens,
            law,
            seq,
            days,
            conditions,
            recorder.zone,
            ctx.world,
        ),
        closed: timing::closed(rule.closes, track, command.effective),
        late: timing::lateness(rule.due, rule.closes, track, command.effective),
        numbers: change_maker::numbers(ctx),
        irregular,
        changes,
    })
}

fn recorded_late(command: &Command, recorder: Recorder<'_>) -> bool {
    command.effective.day < recorder.recorded_at.day_in(recorder.zone)
}

fn openings(
    ctx: &Ctx<'_>,
    command: &Command,
    fresh: &mut impl Iterator<Item = uuid::Uuid>,
) -> Vec<Opening> {
    let mut all = Vec::new();
    for touch in ctx.rule.touches {
        match touch {
            // Reviews and referrals are opened together, in the order of the respondents.
            Touch::OpensReviews => {
                if let Details::Forwarding(list) = &command.details {
                    all.extend(siblings::forwarding(ctx, list, fresh));
                }
            }
            Touch::OpensSanction => all.extend(siblings::sanction(ctx, fresh)),
            Touch::OpensControl => {
                let scope = if let Details::BlockScope(s) = command.details {
                    s
                } else {
                    BlockScope::DataAndServices
                };
                all.extend(siblings::control(ctx, scope, fresh));
            }
            Touch::OpensSuccessor => all.extend(siblings::successor_review(ctx, fresh)),
            Touch::OpensReferrals | Touch::WithdrawsReviews | Touch::MayEndCase => {}
        }
    }
    all
}

/// The bare event of a step on another track, caused by the addressed one.
fn caused(
    track: &Track,
    action: Action,
    to: Stage,
    command: &Command,
    recorder: Recorder<'_>,
    acting: Acting,
) -> Event {
    let closes = caused_row(track.law, action, track.stage).map_or(&[] as &[_], |r| r.closes);
    Event {
        track: track.id,
        case_id: track.case_id,
        machine: track.machine,
        law: track.law,
        seq: track.version + 1,
        action,
        from: Some(track.stage),
        to,
        effective: command.effective,
        zone: recorder.zone,
        recorded_at: recorder.recorded_at,
        recorded_late: recorded_late(command, recorder),
        acting,
        account: recorder.actor.account,
        office: recorder.actor.office,
        by_paper: command.by_paper,
        papers: Vec::new(),
        texts: Vec::new(),
        meeting: command.meeting.map(|m| m.id),
        opened: Vec::new(),
        closed: timing::closed(closes, track, command.effective),
        late: None,
        numbers: Vec::new(),
        irregular: Vec::new(),
        changes: Vec::new(),
    }
}

fn opening_event(
    ctx: &Ctx<'_>,
    opening: &Opening,
    command: &Command,
    recorder: Recorder<'_>,
    acting: Acting,
) -> Event {
    let mut event = caused(
        ctx.track,
        opening.action,
        opening.stage,
        command,
        recorder,
        acting,
    );
    event.track = siblings::track_id(opening.id);
    event.machine = opening.machine;
    event.law = opening.law;
    event.seq = 1;
    event.from = None;
    event.closed = Vec::new();
    event.opened.clone_from(&opening.terms);
    event.papers = command
        .papers
        .iter()
        .filter(|p| siblings::goes_with(p.kind, &opening.facts))
        .map(|p| p.id)
        .collect();
    event.changes = siblings::opening_change(opening);
    event
}

/// Tracks that a correction withdraws.
fn withdrawals(
    ctx: &Ctx<'_>,
    command: &Command,
    recorder: Recorder<'_>,
    acting: Acting,
) -> Vec<Event> {
    let (true, Details::CorrectionDecision(effects)) = (
        ctx.rule.touches.contains(&Touch::WithdrawsReviews),
        &command.details,
    ) else {
        return Vec::new();
    };
    effects
        .iter()
        .filter(|e| e.effect == crate::procedure::CorrectionEffect::Withdrawn)
        .flat_map(|e| siblings::withdrawn_with(ctx, e.respondent))
        .map(|track| {
            let (action, to) = match track.machine {
                Machine::Sanction => (Action::WithdrawSanction, Stage::SanctionWithdrawn),
                _ => (Action::WithdrawByCorrection, Stage::ReviewWithdrawn),
            };
            caused(&track, action, to, command, recorder, acting)
        })
        .collect()
}

/// The case ends with the last track of the last respondent.
fn end_of_case(
    file: &CaseFile,
    events: &[Event],
    command: &Command,
    recorder: Recorder<'_>,
) -> Option<Event> {
    let mut after = file.clone();
    after.apply(events);
    let case = after.case_track()?;
    let row = caused_row(case.law, Action::CloseCase, case.stage)?;
    let To::Stage(to) = row.to else { return None };
    if !after.all_other_tracks_ended() || !row.from.contains(&case.stage) {
        return None;
    }
    let acting = Acting {
        seat: Some(Seat::Handling),
        office: case.case().map(|c| c.handled_by),
        party: None,
    };
    Some(caused(
        case,
        Action::CloseCase,
        to,
        command,
        recorder,
        acting,
    ))
}
