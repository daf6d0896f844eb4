//! What an amendment says, judged as if it had been entered right at once: days that cannot be are refused with the
//! code of direct entry, conditions of time that steps no longer keep too, unless they were entered in historic mode.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::{
    amending,
    command::{Amendment, Command, Details, PaperRef},
    events::Recorder,
    guard_check::{Ctx, Verdict, verdict},
    judge::{act_papers, moves, precedes},
    timing,
};
use crate::{
    file::{CaseFile, Change, Event, Irregular, Noted, StepMark, Track},
    ids::{PaperId, TrackId},
    procedure::{Action, Guard, GuardKind, Mark, NotRegisteredGround, Rule, rows_on},
    refusal::{Fault, Refusal, Unfit},
    time::Effective,
};

/// The marks that come and go on each track with the amended days; none for any other command.
///
/// # Errors
/// Days that cannot be; conditions of time that a step did not keep.
pub(super) fn rejudged(
    ctx: &Ctx<'_>,
    command: &Command,
    recorder: Recorder<'_>,
) -> Result<Vec<(TrackId, Vec<Change>)>, Refusal> {
    let Details::Amendments(list) = &command.details else {
        return Ok(Vec::new());
    };
    let today = recorder.recorded_at.day_in(recorder.zone);
    let after = after(ctx, list);
    let days = Days {
        old: &command.kept,
        list,
    };
    let mut faults = future(list, today);
    faults.extend(after_filing(ctx, &after, list));
    faults.extend(crossed(ctx.file, &after, list, days));
    if !faults.is_empty() {
        return Err(Refusal::Unfit(faults));
    }
    in_order(ctx, &after, list)?;
    received_in_order(ctx.file, &after, list, days)?;
    let mut all = Vec::new();
    for new in &after.tracks {
        if let Some(old) = ctx.file.track(new.id) {
            let changes = guards(ctx, old, new, &after)?;
            if !changes.is_empty() {
                all.push((new.id, changes));
            }
        }
    }
    Ok(all)
}

/// The case with its amended days.
fn after(ctx: &Ctx<'_>, list: &[Amendment]) -> CaseFile {
    let mut after = CaseFile {
        history: None,
        ..ctx.file.clone()
    };
    let own = (ctx.track.id, amending::here(ctx, list));
    let others = amending::elsewhere(ctx, list);
    let others = others.into_iter().map(|(t, changes)| (t.id, changes));
    for (id, changes) in std::iter::once(own).chain(others) {
        if let Some(track) = after.tracks.iter_mut().find(|t| t.id == id) {
            let by = track.version + 1;
            changes.iter().for_each(|c| track.take(c, by));
        }
    }
    after
}

fn place(list: &str, at: usize, field: &str) -> Cow<'static, str> {
    format!("/details/{list}/{at}/{field}").into()
}

/// The amendments of one list of the body with their places in it.
fn of_list<'l, T>(
    list: &'l [Amendment],
    pick: impl Fn(&'l Amendment) -> Option<T> + 'l,
) -> impl Iterator<Item = (usize, T)> + 'l {
    list.iter().filter_map(pick).enumerate()
}

const fn step(amendment: &Amendment) -> Option<(i64, Effective)> {
    match amendment {
        Amendment::StepDay { seq, at } => Some((*seq, *at)),
        _ => None,
    }
}

const fn paper(amendment: &Amendment) -> Option<&PaperRef> {
    match amendment {
        Amendment::PaperDays(paper) => Some(paper),
        _ => None,
    }
}

/// Days that have not come yet.
fn future(list: &[Amendment], today: NaiveDate) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut note = |day: Option<NaiveDate>, at: Cow<'static, str>| {
        if day.is_some_and(|day| day > today) {
            faults.push(Fault::new(Unfit::FutureDay, at));
        }
    };
    for (i, (_, at)) in of_list(list, step) {
        note(Some(at.day), place("steps", i, "effective_day"));
    }
    for (i, paper) in of_list(list, paper) {
        note(paper.dated, place("papers", i, "dated"));
        note(paper.sent, place("papers", i, "sent"));
        note(paper.received, place("papers", i, "received"));
    }
    let acts = of_list(list, |a| match a {
        Amendment::ActDays { from, to, .. } => Some((*from, *to)),
        _ => None,
    });
    for (i, (from, to)) in acts {
        note(from, place("acts", i, "act_from"));
        note(to, place("acts", i, "act_to"));
    }
    faults
}

/// What a filing tells of comes before it.
fn after_filing(ctx: &Ctx<'_>, after: &CaseFile, list: &[Amendment]) -> Vec<Fault> {
    let (Some(old), Some(new)) = (ctx.track.case(), after.case()) else {
        return Vec::new();
    };
    // A completion may tell of acts after the filing: what stood after it already is no fault of the amendment.
    let late = |day: Option<NaiveDate>, filed: Effective| day.is_some_and(|d| d > filed.day);
    let worse = |was: Option<NaiveDate>, is: Option<NaiveDate>| {
        late(is, new.filed) && !late(was, old.filed)
    };
    let filing = || {
        let mut steps = of_list(list, step);
        let at = steps.find(|(_, (seq, _))| *seq == 1).map(|(i, _)| i);
        at.map(|i| place("steps", i, "effective_day"))
    };
    let mut faults = Vec::new();
    if worse(old.known_on, new.known_on) {
        let moved = old.known_on != new.known_on;
        let at = filing().filter(|_| !moved);
        let at = at.unwrap_or_else(|| "/details/known_on".into());
        faults.push(Fault::new(Unfit::AfterFiling, at));
    }
    for allegation in &new.allegations {
        let Some(was) = old.allegations.iter().find(|a| a.id == allegation.id) else {
            continue;
        };
        let named = of_list(list, |a| match a {
            Amendment::ActDays { allegation, .. } => Some(*allegation),
            _ => None,
        });
        let named = named.filter(|(_, id)| *id == allegation.id).last();
        for (was, is, field) in [
            (was.act_from, allegation.act_from, "act_from"),
            (was.act_to, allegation.act_to, "act_to"),
        ] {
            if worse(was, is) {
                let own = named.map(|(i, _)| place("acts", i, field));
                let at = own.or_else(filing).unwrap_or_else(|| "/details".into());
                faults.push(Fault::new(Unfit::AfterFiling, at));
            }
        }
    }
    faults
}

/// Papers of the case before and after the amendment.
#[derive(Clone, Copy)]
struct Days<'a> {
    old: &'a [PaperRef],
    list: &'a [Amendment],
}

impl Days<'_> {
    fn before(&self, id: PaperId) -> Option<PaperRef> {
        self.old.iter().find(|p| p.id == id).copied()
    }
    fn after(&self, id: PaperId) -> Option<PaperRef> {
        let amended = self.list.iter().filter_map(paper).rfind(|p| p.id == id);
        amended.copied().or_else(|| self.before(id))
    }
    /// Where the amendment names the paper, or else the step.
    fn place(&self, id: PaperId, field: &str, seq: i64) -> Cow<'static, str> {
        let own = of_list(self.list, paper).find(|(_, p)| p.id == id);
        own.map_or_else(
            || step_place(self.list, &[seq]),
            |(i, _)| place("papers", i, field),
        )
    }
}

fn step_place(list: &[Amendment], steps: &[i64]) -> Cow<'static, str> {
    let mut named = of_list(list, step);
    named.find(|(_, (seq, _))| steps.contains(seq)).map_or_else(
        || "/details".into(),
        |(i, _)| place("steps", i, "effective_day"),
    )
}

/// The row of a step.
fn row(track: &Track, step: &StepMark) -> Option<&'static Rule> {
    rows_on(track.machine, step.action)
        .filter(|r| r.law(track.law).is_some())
        .find(|r| step.from.is_none_or(|from| r.from.contains(&from)))
}

/// The steps that stand and were taken by themselves, each with its event.
fn with_events<'a>(file: &'a CaseFile) -> impl Iterator<Item = (&'a Track, &'a Event)> {
    let events = file.history.iter().flatten();
    events.filter(|e| e.cause.is_none()).filter_map(|event| {
        let track = file.track(event.track)?;
        let stands = track.step(event.seq).is_some_and(|s| !s.void);
        stands.then_some((track, event))
    })
}

/// Papers received before they were written, and steps taken by a paper that was not yet there.
fn crossed(file: &CaseFile, after: &CaseFile, list: &[Amendment], days: Days<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    let early = |p: &PaperRef| p.received.zip(p.dated).is_some_and(|(r, d)| r < d);
    for (i, paper) in of_list(list, paper) {
        if early(paper) && !days.before(paper.id).is_some_and(|p| early(&p)) {
            faults.push(Fault::new(
                Unfit::ReceivedBeforeDated,
                place("papers", i, "received"),
            ));
        }
    }
    for (track, event) in with_events(file) {
        let mark = track.step(event.seq);
        let moved = after.track(track.id).and_then(|t| t.step(event.seq));
        let (Some(mark), Some(moved)) = (mark, moved) else {
            continue;
        };
        let Some(row) = row(track, mark) else {
            continue;
        };
        let acts = act_papers(track, row);
        let is_the_act = |p: &PaperRef| {
            acts.iter().any(|(by_paper_only, kinds)| {
                kinds.contains(&p.kind) && (!by_paper_only || event.by_paper == Some(p.id))
            })
        };
        for id in &event.papers {
            let written_after = |p: Option<PaperRef>, at: Effective| {
                p.is_some_and(|p| is_the_act(&p) && p.dated.is_some_and(|d| d > at.day))
            };
            if written_after(days.after(*id), moved.at) && !written_after(days.before(*id), mark.at)
            {
                let at = days.place(*id, "dated", event.seq);
                faults.push(Fault::new(Unfit::PaperAfterStep, at));
            }
        }
    }
    faults
}

/// What is received of a step does not come before the step that it follows.
fn received_in_order(
    file: &CaseFile,
    after: &CaseFile,
    list: &[Amendment],
    days: Days<'_>,
) -> Result<(), Refusal> {
    for (track, event) in with_events(file) {
        let (Some(mark), Some(new)) = (track.step(event.seq), after.track(track.id)) else {
            continue;
        };
        let Some(follows) = row(track, mark).and_then(|r| r.after) else {
            continue;
        };
        let floor = |track: &Track| {
            let mut earlier = track.standing().filter(|(seq, _)| *seq < event.seq).rev();
            earlier
                .find(|(_, s)| s.action == follows)
                .map(|(seq, s)| (seq, s.at))
        };
        let (Some((_, was)), Some((seq, is))) = (floor(track), floor(new)) else {
            continue;
        };
        for id in &event.papers {
            let early = |p: Option<PaperRef>, floor: Effective| {
                p.and_then(|p| p.received).is_some_and(|r| r < floor.day)
            };
            if early(days.after(*id), is) && !early(days.before(*id), was) {
                let own = of_list(list, paper).any(|(_, p)| p.id == *id);
                let at = if own {
                    days.place(*id, "received", event.seq)
                } else {
                    step_place(list, &[seq, event.seq])
                };
                return Err(Refusal::TooEarly {
                    after: follows,
                    fields: vec![at],
                });
            }
        }
    }
    Ok(())
}

/// No step comes to precede what it must follow, here and where steps are moved with it: what opened its track, the
/// steps that its row names, and where it names none the one that brought the track where it stood.
fn in_order(ctx: &Ctx<'_>, after: &CaseFile, list: &[Amendment]) -> Result<(), Refusal> {
    for new in &after.tracks {
        let Some(old) = ctx.file.track(new.id) else {
            continue;
        };
        for (seq, mark) in new.standing() {
            for floor in floors(new, seq, mark) {
                let (Some(is), Some(was), Some(stood)) =
                    (new.step(floor), old.step(floor), old.step(seq))
                else {
                    continue;
                };
                if precedes(mark.at, is.at) && !precedes(stood.at, was.at) {
                    let caused = |seq| {
                        let cause = new.step(seq).and_then(|s| s.cause);
                        cause.map_or(seq, |c| c.seq)
                    };
                    return Err(Refusal::TooEarly {
                        after: is.action,
                        fields: vec![step_place(list, &[seq, floor, caused(seq), caused(floor)])],
                    });
                }
            }
        }
    }
    Ok(())
}

/// The steps that a step may not precede.
fn floors(track: &Track, seq: i64, mark: &StepMark) -> Vec<i64> {
    let row = row(track, mark);
    let before = |wanted: &dyn Fn(Action) -> bool| {
        let mut earlier = track.standing().filter(|(s, _)| *s < seq).rev();
        earlier.find(|(_, s)| wanted(s.action)).map(|(s, _)| s)
    };
    let mut all = vec![1];
    let Some(row) = row else { return all };
    all.extend(row.after.and_then(|after| before(&|a| a == after)));
    for named in row.not_before {
        all.extend(before(&|a| a == *named));
    }
    let adds_papers = row.guards.iter().any(|g| g.0 == Guard::PapersGiven);
    if row.after.is_none() && !adds_papers && mark.cause.is_none() {
        all.extend(before(&moves));
    }
    all.retain(|floor| *floor != seq);
    all
}

/// The marks of a track's steps that the amended days bring or take away.
fn guards(
    ctx: &Ctx<'_>,
    old: &Track,
    new: &Track,
    after: &CaseFile,
) -> Result<Vec<Change>, Refusal> {
    let mut changes = Vec::new();
    let own = new.standing().filter(|(_, s)| s.cause.is_none());
    for (seq, mark) in own {
        let (Some(row), Some(stood)) = (row(new, mark), old.step(seq)) else {
            continue;
        };
        for (guard, kind) in row.guards {
            let holds = |file, track, at| match kind {
                GuardKind::Temporal => kept(ctx, file, track, (seq, at), row, *guard),
                GuardKind::Structural => lateness_kept(track, *guard),
            };
            let (was, is) = (holds(ctx.file, old, stood.at), holds(after, new, mark.at));
            let of_step = Irregular { guard: *guard, seq };
            let noted = old.irregular.contains(&of_step);
            let historic = new.marks.contains(&Noted {
                mark: Mark::HistoricEntry,
                seq,
            });
            // A report that turns out late was registered all the same.
            let notes = historic || *kind == GuardKind::Structural;
            match (is, noted) {
                (true, true) | (false, false) if is || was && notes => {
                    changes.push(Change::Rejudged {
                        seq,
                        guard: *guard,
                        irregular: !is,
                    });
                }
                (false, false) if was => {
                    let basis = row.law(new.law).map_or("", |l| l.cite);
                    return Err(Refusal::guard(*guard, basis));
                }
                _ => {}
            }
        }
    }
    Ok(changes)
}

/// Whether what a step rested on stands, of what follows from the days of the filing.
fn lateness_kept(track: &Track, guard: Guard) -> bool {
    let late = track
        .case()
        .and_then(|c| c.study.as_ref())
        .is_some_and(|s| s.late);
    match guard {
        Guard::RequirementsMet => !late,
        Guard::NotRegisteredGroundHolds => {
            let ground = track.case().and_then(|c| c.not_registered);
            ground != Some(NotRegisteredGround::Late) || late
        }
        _ => true,
    }
}

/// Whether a condition of time held when a step was taken.
fn kept(
    ctx: &Ctx<'_>,
    file: &CaseFile,
    track: &Track,
    (seq, at): (i64, Effective),
    rule: &'static Rule,
    guard: Guard,
) -> bool {
    let then = as_of(file, track, seq, at);
    let Some(track) = then.track(track.id) else {
        return true;
    };
    let ctx = Ctx {
        file: &then,
        track,
        stood_under: track.law,
        rule,
        at,
        command: None,
        ..*ctx
    };
    if guard == Guard::InvitedInTime {
        return invitation(track, seq).is_none_or(|hearing| timing::lead_time_kept(&ctx, hearing));
    }
    verdict(guard, &ctx) != Verdict::Fails
}

/// The case with its terms as they ran when a step was taken.
fn as_of(file: &CaseFile, own: &Track, seq: i64, at: Effective) -> CaseFile {
    let mut then = CaseFile {
        history: None,
        ..file.clone()
    };
    for track in &mut then.tracks {
        let here = track.id == own.id;
        let day = |seq| {
            track
                .steps
                .get(usize::try_from(seq - 1).ok()?)
                .map(|s: &StepMark| s.at.day)
        };
        let later = |by: i64| {
            if here {
                by >= seq
            } else {
                day(by).is_some_and(|day| day >= at.day)
            }
        };
        let mut terms = track.terms.clone();
        terms.retain(|t| {
            if here {
                t.opened_by < seq
            } else {
                t.start <= at.day
            }
        });
        for term in &mut terms {
            if term.closed_by.is_some_and(later) {
                term.closed_by = None;
            }
        }
        track.terms = terms;
    }
    then
}

/// The day of the clarification to which a step invited.
fn invitation(track: &Track, seq: i64) -> Option<NaiveDate> {
    let case = track.case()?;
    let invites = |s: &&StepMark| s.action == Action::Invite;
    let before = case.before.iter().filter(invites).count();
    let own = track.standing().filter(|(s, m)| *s < seq && invites(m));
    case.invitations
        .get(before + own.count())
        .map(|i| i.hearing)
}
