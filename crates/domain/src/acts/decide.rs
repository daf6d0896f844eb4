//! From a command to events, or a refusal. Pure: time, ids, law and offices come in.

use super::{
    change_maker,
    check::{Checked, World, check, competent, missing_step},
    command::{Command, Details},
    competence, correction,
    guard_check::{Ctx, Verdict, verdict},
    marks, papers,
    siblings::{self, Opening},
    timing::{self, Conditions, Days},
};
use crate::{
    file::{Acting, Capacity, CaseFile, Change, Event, Facts, Track},
    people::Actor,
    procedure::{
        Action, Acts, BlockScope, Guard, GuardKind, Seat, Stage, Term, To, Touch,
        rule::caused as caused_row,
    },
    refusal::{Fault, Refusal, Unfit},
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
    check_input(&checked, command, recorder)?;
    check_order(track, command, &checked)?;
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
        return Err(Refusal::unfit(Unfit::DetailsUnfit, "/details"));
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
        return Err(Refusal::unfit(Unfit::DetailsUnfit, "/details"));
    }
    events.extend(touched_by_correction(&ctx, command, recorder, acting));
    if checked.rule.touches.contains(&Touch::MayEndCase) {
        let end = end_of_case(file, &events, command, recorder);
        match (end, events.first_mut()) {
            // The step itself ends the case: one event per touched track.
            (Some(end), Some(own)) if end.track == own.track => {
                own.to = end.to;
                // What the step opened and the end closes never ran.
                own.opened
                    .retain(|t| end.closed.iter().all(|c| c.term != t.term));
                for closed in end.closed {
                    if own.closed.iter().all(|c| c.term != closed.term) {
                        own.closed.push(closed);
                    }
                }
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

/// What no state of the case could make right: the paper, days that have not come, an impossible meeting. All
/// of it at once.
fn check_input(
    checked: &Checked,
    command: &Command,
    recorder: Recorder<'_>,
) -> Result<(), Refusal> {
    let today = recorder.recorded_at.day_in(recorder.zone);
    let now = recorder.recorded_at.minute_in(recorder.zone);
    let mut faults = Vec::new();
    if checked.for_another && command.by_paper.is_none() {
        faults.push(Fault::new(Unfit::PaperRequired, "/by_paper"));
    }
    let (at, papers) = (command.effective, &command.papers);
    faults.extend(timing::future_days(
        at,
        papers,
        command.by_paper,
        today,
        now,
    ));
    if let Some(meeting) = &command.meeting {
        faults.extend(meeting.faults(at.day, today));
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Unfit(faults))
    }
}

/// Nothing on a track precedes what it must follow.
fn check_order(track: &Track, command: &Command, checked: &Checked) -> Result<(), Refusal> {
    let at = command.effective;
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
        Some(floor) => {
            let early = |day: Option<chrono::NaiveDate>| day.is_some_and(|d| d < floor.at.day);
            let mut fields = Vec::new();
            if at.day < floor.at.day {
                fields.push("/effective_day".into());
            }
            if checked.rule.after == Some(floor.action) {
                for (i, paper) in command.papers.iter().enumerate() {
                    if early(paper.received) {
                        fields.push(if command.by_paper == Some(paper.id) {
                            "/by_paper/received".into()
                        } else {
                            format!("/papers/{i}/received").into()
                        });
                    }
                }
            }
            Err(Refusal::TooEarly {
                after: floor.action,
                fields,
            })
        }
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
    // The step that the row must follow, asked after what no body could satisfy.
    let missing = missing_step(ctx.file, ctx.track, ctx.rule).map(Err);
    let guards = certain.map(Ok).chain(missing).chain(by_body.map(Ok));
    for guard in guards {
        let (guard, kind) = guard.map_err(|after| Refusal::StepMissing { after })?;
        if historic && *kind == GuardKind::Temporal {
            irregular.push(*guard);
            continue;
        }
        let basis = ctx.rule.law(ctx.track.law).map_or("", |l| l.cite);
        // Where no body could satisfy it, no field is at fault.
        let field = match verdict(*guard, &bodiless) {
            Verdict::DependsOnBody => guard.field(),
            _ => None,
        };
        return Err(Refusal::Guard {
            guard: *guard,
            basis,
            field,
            competent: match (guard, ctx.command) {
                (Guard::DestinationsCompetent, Some(command)) => {
                    competence::competent_instead(ctx, &command.details)
                }
                _ => competent(*guard, ctx.world),
            },
            papers: match (guard, ctx.command) {
                (Guard::PapersDemanded, Some(command)) => papers::missing(ctx, &command.papers),
                _ => Vec::new(),
            },
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
        _ => Err(Refusal::unfit(Unfit::PartyUnfit, "/acting_party_id")),
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
    let mut changes = change_maker::changes(ctx, command)?;
    for change in &mut changes {
        if let Change::CorrectionAsked(request) = change {
            request.asked_by = acting.party;
        }
    }
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
    let mut conditions = Conditions::after(after_case, track, &command.details, dismissal);
    let right = correction::right(ctx, &changes);
    conditions.correctable = right.is_some();
    let days = Days {
        at: command.effective,
        known: after_case.and_then(|c| c.known_on),
        registered: after_case.and_then(|c| c.registered_on),
        papers: &command.papers,
        kinds: rule.law(track.law).map_or(&[], |l| l.papers),
    };
    let law = track.law;
    let balance = papers::balance(rule.law(law), &command.papers, Some(track));
    let mut opened = timing::opened(
        rule.opens,
        law,
        seq,
        days,
        conditions,
        recorder.zone,
        ctx.world,
    );
    let mut closed = timing::closed(rule.closes, rule.due, track, command.effective);
    let mut late = timing::lateness(rule.due, rule.closes, track, command.effective);
    // Requests for correction run beside each other, so that their terms count from what the case keeps of each.
    match (&command.details, after_case) {
        (Details::CorrectionDecision(ruling), Some(after)) => {
            let terms = correction::terms(ctx, ruling, after, right.is_some());
            late = terms.late.then_some(Term::CorrectionExamination);
            closed.retain(|c| match c.term {
                Term::CorrectionExamination => terms.ends_examination,
                Term::CorrectionRequest => terms.ends_right,
                _ => true,
            });
            opened = terms.next.into_iter().chain(right).collect();
        }
        (Details::CorrectionRequest(..), Some(after)) => {
            let late_request = after.corrections.last().is_some_and(|r| r.late);
            late = late_request.then_some(Term::CorrectionRequest);
        }
        _ => {
            // It runs from the issue of the recommendation that can be corrected, whatever else was sent.
            let of_right = opened
                .iter_mut()
                .find(|t| t.term == Term::CorrectionRequest);
            if let (Some(term), Some(right)) = (of_right, right) {
                *term = right;
            }
        }
    }
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
        opened,
        closed,
        late,
        numbers: change_maker::numbers(ctx),
        irregular,
        owes: balance.owes,
        settles: balance.settles,
        marks: marks::of_step(ctx),
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
                let list = match &command.details {
                    Details::Forwarding(list) => list.as_slice(),
                    Details::CorrectionDecision(ruling) => ruling.destinations.as_slice(),
                    _ => &[],
                };
                all.extend(siblings::forwarding(ctx, list, fresh));
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
            Touch::OpensReferrals
            | Touch::WithdrawsReviews
            | Touch::Corrects
            | Touch::MayEndCase => {}
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
        closed: timing::closed(closes, None, track, command.effective),
        late: None,
        numbers: Vec::new(),
        irregular: Vec::new(),
        owes: Vec::new(),
        settles: Vec::new(),
        marks: Vec::new(),
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

/// Tracks that a correction withdraws or puts under the new recommendation, with its letter.
fn touched_by_correction(
    ctx: &Ctx<'_>,
    command: &Command,
    recorder: Recorder<'_>,
    acting: Acting,
) -> Vec<Event> {
    if !ctx.rule.touches.contains(&Touch::WithdrawsReviews) {
        return Vec::new();
    }
    correction::touched(ctx)
        .into_iter()
        .map(|touched| {
            let mut event = caused(
                &touched.track,
                touched.action,
                touched.to,
                command,
                recorder,
                acting,
            );
            let goes = |kind| siblings::goes_with(kind, &touched.track.facts);
            let papers = command.papers.iter().filter(|p| goes(p.kind));
            event.papers = papers.map(|p| p.id).collect();
            event.changes = touched.changes;
            event
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
