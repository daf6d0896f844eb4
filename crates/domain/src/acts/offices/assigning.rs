//! Who may be assigned to a track, by whom, and what follows.

use crate::acts::{
    command::{Assignee, Details},
    guard_check::Ctx,
    mistakes::rejudging,
    offices::seats::holds_seat,
};
use crate::{
    file::{Assigned, CaseFile, Change, Event, Track},
    procedure::{Action, AssignmentCapacity, CAPACITIES, CapacityRule, HEADS, PaperKind},
    refusal::{Fault, Refusal, Unfit},
};

/// The capacities of this track that the actor's office gives and that somebody of such an office can have.
fn here<'a>(ctx: &'a Ctx<'_>) -> impl Iterator<Item = &'static CapacityRule> + 'a {
    let office = ctx.world.offices.get(ctx.actor.office);
    let seated = move |rule: &&CapacityRule| {
        office.is_some_and(|o| holds_seat(rule.seat, o, ctx.file, ctx.track, ctx.at.day, ctx.world))
    };
    let held = move |rule: &&CapacityRule| {
        let kind = office.map(|o| o.kind);
        rule.roles.iter().any(|role| role.at() == kind)
    };
    let claims = ctx.rule.action == Action::Claim;
    CAPACITIES
        .iter()
        .filter(move |r| r.on.contains(&ctx.track.machine) && !(claims && r.decree))
        .filter(seated)
        .filter(held)
}

fn is_head(ctx: &Ctx<'_>) -> bool {
    ctx.actor.has_any(HEADS)
}

/// The open assignments that the actor may end: as a head of the office that made them, or its own.
fn mine<'a>(ctx: &Ctx<'a>) -> impl Iterator<Item = &'a Assigned> {
    let (head, actor) = (is_head(ctx), ctx.actor);
    ctx.track
        .assigned()
        .filter(move |a| (head && a.by == actor.office) || a.account == actor.account)
}

/// The capacity that the details speak of.
fn capacity(ctx: &Ctx<'_>, details: &Details) -> Option<AssignmentCapacity> {
    match details {
        Details::Assignment { capacity, .. } | Details::Claim(capacity) => Some(*capacity),
        Details::Reassignment { seq, .. } => open(ctx, *seq).map(|a| a.capacity),
        _ => None,
    }
}

fn open<'a>(ctx: &Ctx<'a>, seq: i64) -> Option<&'a Assigned> {
    ctx.track.assigned().find(|a| a.seq == seq)
}

/// Who is to be assigned.
fn assignee(ctx: &Ctx<'_>, details: &Details) -> Option<Assignee> {
    match details {
        Details::Assignment { to, .. } | Details::Reassignment { to, .. } => Some(to.clone()),
        Details::Claim(_) => Some(Assignee {
            account: ctx.actor.account,
            office: ctx.actor.office,
            roles: ctx.actor.roles.clone(),
            // Nobody sees a case of his own.
            is_party: false,
        }),
        _ => None,
    }
}

/// Any capacity can be given here; or, with details, that one.
pub(in crate::acts) fn any_here(ctx: &Ctx<'_>) -> bool {
    here(ctx).next().is_some()
}

pub(in crate::acts) fn is_here(ctx: &Ctx<'_>, details: &Details) -> bool {
    capacity(ctx, details).is_some_and(|c| here(ctx).any(|r| r.capacity == c))
}

fn suits(ctx: &Ctx<'_>, rule: &CapacityRule, who: &Assignee, by: crate::ids::OfficeId) -> bool {
    let placed = who.office == by || (rule.below && ctx.world.offices.is_above(by, who.office));
    placed && rule.roles.iter().any(|r| who.roles.contains(r))
}

/// Whether anybody could be assigned: whoever claims must suit a capacity itself.
pub(in crate::acts) fn anybody_fits(ctx: &Ctx<'_>) -> bool {
    ctx.rule.action != Action::Claim || claimable(ctx).next().is_some()
}

pub(in crate::acts) fn assignee_fits(ctx: &Ctx<'_>, details: &Details) -> bool {
    let rule = capacity(ctx, details).and_then(AssignmentCapacity::rule);
    let by = match details {
        Details::Reassignment { seq, .. } => open(ctx, *seq).map(|a| a.by),
        _ => Some(ctx.actor.office),
    };
    match (rule, assignee(ctx, details), by) {
        (Some(rule), Some(who), Some(by)) => suits(ctx, rule, &who, by),
        _ => false,
    }
}

fn claimable<'a>(ctx: &'a Ctx<'_>) -> impl Iterator<Item = &'static CapacityRule> + 'a {
    here(ctx).filter(|r| ctx.actor.has_any(r.roles))
}

fn is_free(ctx: &Ctx<'_>, capacity: AssignmentCapacity) -> bool {
    !ctx.track.assigned().any(|a| a.capacity == capacity)
}

/// Whether the actor could claim anything that nobody has.
pub(in crate::acts) fn any_free(ctx: &Ctx<'_>) -> bool {
    claimable(ctx).any(|r| is_free(ctx, r.capacity))
}

pub(in crate::acts) fn free(ctx: &Ctx<'_>, details: &Details) -> bool {
    capacity(ctx, details).is_some_and(|c| is_free(ctx, c))
}

/// Nobody is assigned twice in one capacity.
pub(in crate::acts) fn is_new(ctx: &Ctx<'_>, details: &Details) -> bool {
    let (capacity, who) = (capacity(ctx, details), assignee(ctx, details));
    who.is_some_and(|who| {
        !ctx.track
            .assigned()
            .any(|a| Some(a.capacity) == capacity && a.account == who.account)
    })
}

/// A team is appointed by a decree: a new paper, or one that the track has. Another paper appoints nobody.
pub(in crate::acts) fn decreed(ctx: &Ctx<'_>, details: &Details) -> bool {
    let Details::Assignment {
        capacity, decree, ..
    } = details
    else {
        return false;
    };
    let needs = capacity.rule().is_some_and(|r| r.decree);
    let known = decree
        .map(|paper| ctx.track.papers.contains(&paper.id) && paper.kind.is_some_and(is_decree));
    match known {
        Some(known) => known,
        None => !needs || new_decree(ctx).is_some(),
    }
}

fn new_decree(ctx: &Ctx<'_>) -> Option<crate::ids::PaperId> {
    let papers = ctx.command.map_or(&[] as &[_], |c| &c.papers);
    papers.iter().find(|p| is_decree(p.kind)).map(|p| p.id)
}

const fn is_decree(kind: PaperKind) -> bool {
    matches!(kind, PaperKind::ChairDecree | PaperKind::Decree)
}

pub(in crate::acts) fn any_mine(ctx: &Ctx<'_>) -> bool {
    mine(ctx).next().is_some()
}

pub(in crate::acts) fn is_mine(ctx: &Ctx<'_>, details: &Details) -> bool {
    let wanted = match details {
        Details::Reassignment { seq, .. } | Details::Release(seq) => *seq,
        _ => return false,
    };
    mine(ctx).any(|a| a.seq == wanted)
}

/// Assignments that these events would end before their own first day: by a release or a reassignment, by one of these
/// moved before the assignment, or an assignment moved after it. A step that ends a track or passes it on ends what
/// was assigned with it, on the first day of each at the earliest: it is not held up by what an office assigned for
/// later.
///
/// # Errors
/// Each with its first day.
pub(in crate::acts) fn none_ends_early(
    file: &CaseFile,
    events: &[Event],
    details: &Details,
) -> Result<(), Refusal> {
    let mut faults: Vec<Fault> = Vec::new();
    for event in events {
        // Where nobody was assigned before, nothing ends.
        let old = file.track(event.track);
        let Some(old) = old.filter(|t| !t.assignments.is_empty()) else {
            continue;
        };
        let mut new = old.clone();
        new.apply(event);
        let stood = |a: &Assigned| {
            let same = |o: &&Assigned| o.seq == a.seq;
            old.assignments
                .iter()
                .find(same)
                .is_some_and(|o| ends_early(old, o))
        };
        for found in new
            .assignments
            .iter()
            .filter(|a| ends_early(&new, a) && !stood(a))
        {
            let at = match details {
                Details::Amendments(list) => {
                    let steps = [Some(found.seq), found.ended].into_iter().flatten();
                    let caused = |seq| new.step(seq).and_then(|s| s.cause).map_or(seq, |c| c.seq);
                    let steps: Vec<i64> = steps.map(caused).collect();
                    rejudging::place_of(list, &steps)
                }
                _ => "/effective_day".into(),
            };
            let fault = Fault::new(Unfit::AssignmentBeginsLater, at).against(found.from);
            if !faults.contains(&fault) {
                faults.push(fault);
            }
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Unfit(faults))
    }
}

/// Whether somebody ended an assignment by itself on a day before its first.
fn ends_early(track: &Track, assigned: &Assigned) -> bool {
    let ended = assigned.ended.and_then(|seq| track.step(seq));
    ended.is_some_and(|step| {
        matches!(step.action, Action::Release | Action::Reassign) && step.at.day < assigned.from
    })
}

/// What assigning, reassigning, claiming and releasing change.
pub(in crate::acts) fn changes(ctx: &Ctx<'_>, details: &Details) -> Vec<Change> {
    let begin = |before: Option<&Assigned>, decree| {
        Some(Change::Assigned(Assigned {
            seq: ctx.track.version + 1,
            capacity: capacity(ctx, details)?,
            account: assignee(ctx, details)?.account,
            office: assignee(ctx, details)?.office,
            by: before.map_or(ctx.actor.office, |a| a.by),
            decree,
            from: ctx.at.day,
            to: None,
            ended: None,
        }))
    };
    match details {
        Details::Assignment { decree, .. } => {
            let decree = decree.map(|p| p.id).or_else(|| new_decree(ctx));
            begin(None, decree).into_iter().collect()
        }
        Details::Claim(_) => begin(None, None).into_iter().collect(),
        Details::Reassignment { seq, .. } => {
            let before = open(ctx, *seq);
            let decree = new_decree(ctx).or_else(|| before.and_then(|a| a.decree));
            let mut all = vec![Change::Released(vec![*seq])];
            all.extend(begin(before, decree));
            all
        }
        Details::Release(seq) => vec![Change::Released(vec![*seq])],
        _ => Vec::new(),
    }
}

/// Assignments that end with this step.
pub(in crate::acts) fn ended(ctx: &Ctx<'_>) -> Option<Change> {
    let ends = |a: &&Assigned| {
        a.capacity
            .rule()
            .is_some_and(|r| r.until.contains(&ctx.rule.action))
    };
    let all: Vec<i64> = ctx.track.assigned().filter(ends).map(|a| a.seq).collect();
    (!all.is_empty()).then_some(Change::Released(all))
}
