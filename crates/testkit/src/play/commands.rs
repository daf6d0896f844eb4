//! Commands round bodies: who acts, at which time, with which papers.

use netralitas_domain::{
    acts::{
        Approval, Command, Details, Kept, MeetingFacts, PaperRef, check, decide, second_office,
    },
    file::{Capacity, CaseFile, Event, Party, TextRef, Track},
    ids::PartyId,
    people::Actor,
    procedure::{Action, Acts, PaperKind, Rule, rows, rule},
    refusal::Refusal,
    time::{Effective, Moment, Zone},
};

use super::{Body, Ids, World, bodies::bodies};

/// The legal time of now at the office that handles the case.
#[must_use]
pub fn now_in(file: &CaseFile, world: &World, now: Moment) -> Effective {
    let zone = file
        .case()
        .map_or(Zone::Wib, |c| world.directory.zone(c.handled_by));
    Effective {
        day: now.day_in(zone),
        minute: Some(now.minute_in(zone)),
    }
}

/// A text of a step.
#[must_use]
pub fn text(ids: &mut Ids) -> TextRef {
    TextRef {
        id: ids.id(),
        version: 1,
        hash: "0".repeat(64),
    }
}

/// A paper dated and received at one time.
#[must_use]
pub fn paper_of(kind: PaperKind, at: Effective, ids: &mut Ids) -> PaperRef {
    PaperRef {
        id: ids.id(),
        kind,
        dated: Some(at.day),
        sent: None,
        received: Some(at.day),
        received_minute: at.minute,
        signer: None,
    }
}

/// A command of an actor now, with the papers that the row names; recorded from a paper where the actor
/// may only record.
#[must_use]
pub fn command(
    file: &CaseFile,
    track: &Track,
    action: Action,
    actor: &Actor,
    world: &World,
    now: Moment,
    body: &Body,
) -> Command {
    Envelope::new(file, track, action, actor, world, now).round(body)
}

/// What is the same round every body of one action by one actor.
struct Envelope(Command);

impl Envelope {
    fn new(
        file: &CaseFile,
        track: &Track,
        action: Action,
        actor: &Actor,
        world: &World,
        now: Moment,
    ) -> Self {
        let at = now_in(file, world, now);
        // Each party may be sent to several places.
        let room = 32 + 2 * file.case().map_or(0, |c| c.parties.len());
        // Bodies of one action share identifiers on purpose: only one of them is taken.
        let mut ids = Ids::after(file);
        let row = rule(track.law, action, track.stage);
        let kinds = row
            .and_then(|r| r.law(track.law))
            .map_or(&[] as &[_], |l| l.papers);
        let recorded = check(file, track, action, actor, at.day, world.rules())
            .is_ok_and(|checked| checked.for_another);
        Self(Command {
            track: track.id,
            action,
            effective: at,
            acting_party: row
                .or_else(|| rows(action).next())
                .and_then(|r| acting_party(file, track, r)),
            acting_office: None,
            by_paper: recorded.then(|| ids.id()),
            papers: kinds.iter().map(|k| paper_of(*k, at, &mut ids)).collect(),
            texts: vec![text(&mut ids)],
            meeting: Some(MeetingFacts {
                id: ids.id(),
                day: None,
                recorded_before: false,
                entitled: 5,
                recused: 0,
                deciding: 3,
                dissenting: 0,
            }),
            historic: None,
            details: Details::None,
            fresh: (0..room).map(|_| ids.raw()).collect(),
            with_identity: false,
            approval: row.and_then(|r| second(r, track, actor, world, &mut ids)),
            kept: Kept::default(),
        })
    }

    fn round(&self, body: &Body) -> Command {
        let mut command = self.0.clone();
        command.details = body.details.clone();
        if !body.papers {
            command.papers.clear();
        }
        if !body.text {
            command.texts.clear();
        }
        if let (false, Some(meeting)) = (body.quorum, &mut command.meeting) {
            meeting.deciding = 2;
        }
        if let (false, Some(meeting)) = (body.majority, &mut command.meeting) {
            meeting.dissenting = meeting.deciding;
        }
        command
    }
}

/// A colleague with a rank for it, where the row asks for a second person.
fn second(
    row: &Rule,
    track: &Track,
    actor: &Actor,
    world: &World,
    ids: &mut Ids,
) -> Option<Approval> {
    let office = second_office(track, row.action, actor, &world.directory);
    let kind = world.directory.get(office)?.kind;
    let ranks = row.approval.iter().filter(|r| r.at() == Some(kind));
    let roles: Vec<_> = ranks.copied().collect();
    (!roles.is_empty()).then(|| Approval {
        account: ids.id(),
        office,
        roles,
    })
}

fn acting_party(file: &CaseFile, track: &Track, row: &Rule) -> Option<PartyId> {
    let first = |capacity| {
        let parties = &file.case()?.parties;
        parties
            .iter()
            .find(|p| p.capacity == capacity)
            .map(|p| p.id)
    };
    let respondent = || {
        track
            .sanction()
            .map(|s| s.respondent)
            .or_else(|| first(Capacity::Respondent))
    };
    match row.acts {
        Acts::Office(_) => None,
        Acts::Reporter => first(Capacity::Reporter),
        Acts::Respondent => respondent(),
        // Whoever has asked least, so that nobody asks the same twice.
        Acts::ReporterOrRespondent => {
            let case = file.case()?;
            let waiting = |id| {
                case.waiting_corrections()
                    .filter(move |c| c.asked_by == Some(id))
            };
            able(file).into_iter().min_by_key(|id| waiting(*id).count())
        }
    }
}

/// Commands of one actor for one action: for every action at least one that succeeds where any can, and
/// some that a guard refuses.
#[must_use]
pub fn candidates(
    file: &CaseFile,
    track: &Track,
    action: Action,
    actor: &Actor,
    world: &World,
    now: Moment,
) -> Vec<Command> {
    let mut ids = Ids::after(file);
    // Room for those that `command` counts itself.
    for _ in 0..100 {
        ids.raw();
    }
    let at = now_in(file, world, now);
    let envelope = Envelope::new(file, track, action, actor, world, now);
    let bodies = bodies(file, track, action, world, at, &mut ids);
    let mut all: Vec<Command> = bodies.iter().map(|body| envelope.round(body)).collect();
    // Where either party may act, the one that asked least may have nothing left to ask while another has.
    let either =
        rule(track.law, action, track.stage).is_some_and(|r| r.acts == Acts::ReporterOrRespondent);
    for party in either.then(|| able(file)).into_iter().flatten() {
        if envelope.0.acting_party != Some(party) {
            all.extend(bodies.iter().map(|body| Command {
                acting_party: Some(party),
                ..envelope.round(body)
            }));
        }
    }
    all
}

/// The reporters and respondents of a case.
fn able(file: &CaseFile) -> Vec<PartyId> {
    let may = |p: &&Party| matches!(p.capacity, Capacity::Reporter | Capacity::Respondent);
    let parties = file.case().into_iter().flat_map(|c| &c.parties);
    parties.filter(may).map(|p| p.id).collect()
}

/// Every actor who may take the step, each with its first body that is taken and that body's events.
#[must_use]
pub fn accepting(
    file: &CaseFile,
    track: &Track,
    action: Action,
    world: &World,
    now: Moment,
) -> Vec<(Actor, Command, Vec<Event>)> {
    let at = now_in(file, world, now);
    world
        .actors()
        .into_iter()
        .filter(|actor| check(file, track, action, actor, at.day, world.rules()).is_ok())
        .filter_map(|actor| {
            candidates(file, track, action, &actor, world, now)
                .into_iter()
                .find_map(|command| {
                    let events = decide(file, &command, &actor, now, world.rules()).ok()?;
                    Some((actor.clone(), command, events))
                })
        })
        .collect()
}

/// Every command that is taken now, for all actors and bodies.
#[must_use]
pub fn valid_commands(
    file: &CaseFile,
    track: &Track,
    action: Action,
    world: &World,
    now: Moment,
) -> Vec<(Actor, Command)> {
    judged(file, track, action, world, now)
        .into_iter()
        .filter_map(|(actor, command, refusal)| refusal.is_none().then_some((actor, command)))
        .collect()
}

/// Every command that is refused now although role, stage and office fit, with its refusal.
#[must_use]
pub fn invalid_commands(
    file: &CaseFile,
    track: &Track,
    action: Action,
    world: &World,
    now: Moment,
) -> Vec<(Actor, Command, Refusal)> {
    judged(file, track, action, world, now)
        .into_iter()
        .filter_map(|(actor, command, refusal)| Some((actor, command, refusal?)))
        .collect()
}

fn judged(
    file: &CaseFile,
    track: &Track,
    action: Action,
    world: &World,
    now: Moment,
) -> Vec<(Actor, Command, Option<Refusal>)> {
    let at = now_in(file, world, now);
    world
        .actors()
        .into_iter()
        .filter(|actor| check(file, track, action, actor, at.day, world.rules()).is_ok())
        .flat_map(|actor| {
            candidates(file, track, action, &actor, world, now)
                .into_iter()
                .map(|command| {
                    let refusal = decide(file, &command, &actor, now, world.rules()).err();
                    (actor.clone(), command, refusal)
                })
                .collect::<Vec<_>>()
        })
        .collect()
}
