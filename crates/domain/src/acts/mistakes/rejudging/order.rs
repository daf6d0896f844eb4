//! The order of steps, and of what was received of one before the next.

use super::{
    places::{Papers, of_list, paper, step_place},
    row, with_events,
};
use crate::acts::{
    command::{Amendment, PaperRef},
    guard_check::Ctx,
    judge::{moves, precedes},
};
use crate::{
    file::{CaseFile, StepMark, Track},
    procedure::{Action, Guard},
    refusal::Refusal,
    time::Effective,
};

/// What is received of a step does not come before the step that it follows.
pub(super) fn of_receipts(
    file: &CaseFile,
    after: &CaseFile,
    list: &[Amendment],
    papers: Papers<'_>,
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
            if early(papers.after(*id), is) && !early(papers.before(*id), was) {
                let own = of_list(list, paper).any(|(_, p)| p.id == *id);
                let at = if own {
                    papers.place(*id, "received", event.seq)
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
pub(super) fn of_steps(ctx: &Ctx<'_>, after: &CaseFile, list: &[Amendment]) -> Result<(), Refusal> {
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
