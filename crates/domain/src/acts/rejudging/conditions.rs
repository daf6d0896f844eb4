//! Conditions of time of earlier steps under the amended days.

use chrono::NaiveDate;

use super::{
    super::{
        guard_check::{Ctx, Verdict, verdict},
        timing,
    },
    row,
};
use crate::{
    file::{CaseFile, Change, Irregular, Noted, StepMark, Track},
    procedure::{Action, Guard, GuardKind, Mark, NotRegisteredGround, Rule},
    refusal::Refusal,
    time::Effective,
};

/// The marks of a track's steps that the amended days bring or take away.
pub(super) fn rejudged(
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
