//! Conditions of time of earlier steps under the amended days.

use chrono::NaiveDate;

use super::{places::Papers, row};
use crate::acts::{
    command::PaperRef,
    guard_check::{Ctx, Verdict, verdict},
    timing,
};
use crate::{
    file::{CaseFile, Change, Correction, Irregular, Noted, StepMark, Track},
    ids::PaperId,
    people::Role,
    procedure::{Action, CorrectionResult, Guard, GuardKind, Mark, NotRegisteredGround, Rule},
    refusal::Refusal,
    time::Effective,
};

/// The marks of a track's steps that the amended days bring or take away.
pub(super) fn rejudged(
    ctx: &Ctx<'_>,
    (old, new): (&Track, &Track),
    after: &CaseFile,
    papers: Papers<'_>,
) -> Result<Vec<Change>, Refusal> {
    let mut changes = Vec::new();
    let own = new.standing().filter(|(_, s)| s.cause.is_none());
    for (seq, mark) in own {
        let (Some(row), Some(stood)) = (row(new, mark), old.step(seq)) else {
            continue;
        };
        for (guard, kind) in row.guards {
            let brought = |now: bool| brought(ctx, old, seq, papers, now);
            let holds = |file, track, at, now| match (kind, guard) {
                (_, Guard::InvitedInTime) => {
                    let ctx = Ctx {
                        track,
                        rule: row,
                        at,
                        ..*ctx
                    };
                    let hearing = invitation(track, seq);
                    hearing.is_none_or(|day| timing::lead_time_kept(&ctx, &brought(now), day))
                }
                (_, Guard::AbsentFromHearing) => was_due(ctx, track, seq, at),
                (GuardKind::Temporal, _) => kept(ctx, file, track, (seq, at), row, *guard),
                (GuardKind::Structural, _) => requirements_kept(track, seq, *guard),
            };
            let was = holds(ctx.file, old, stood.at, false);
            let is = holds(after, new, mark.at, true);
            let of_step = Irregular { guard: *guard, seq };
            let noted = old.irregular.contains(&of_step);
            let historic = new.marks.contains(&Noted {
                mark: Mark::HistoricEntry,
                seq,
            });
            let may_note = historic && ctx.actor.has_any(&[Role::HistoricRecorder]);
            // A report that turns out late or incomplete was registered all the same.
            let notes = may_note || of_requirements(*guard);
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

/// Guards that rest on what a report gives and when it came.
const fn of_requirements(guard: Guard) -> bool {
    matches!(
        guard,
        Guard::RequirementsMet | Guard::NotRegisteredGroundHolds
    )
}

/// Whether what a step rested on stands, of what follows from the report or a request: when it came and what it gave.
fn requirements_kept(track: &Track, seq: i64, guard: Guard) -> bool {
    let Some(case) = track.case() else {
        return true;
    };
    let late = case.study.as_ref().is_some_and(|s| s.late);
    match guard {
        Guard::RequirementsMet => !late && case.gaps().is_empty(),
        Guard::NotRegisteredGroundHolds => {
            case.not_registered != Some(NotRegisteredGround::Late) || late
        }
        Guard::CorrectionResultHolds => {
            let of_step = |c: &&Correction| {
                c.decision
                    .is_some_and(|d| d.seq == seq && d.result == CorrectionResult::Late)
            };
            case.corrections.iter().find(of_step).is_none_or(|c| c.late)
        }
        _ => true,
    }
}

/// The papers that a step brought, with their days before or after the amendment.
fn brought(ctx: &Ctx<'_>, track: &Track, seq: i64, papers: Papers<'_>, now: bool) -> Vec<PaperRef> {
    let event = ctx.file.event(track.id, seq);
    let ids = event.map_or(&[][..], |e| &e.papers);
    let day = |id: &PaperId| match now {
        true => papers.after(*id),
        false => papers.before(*id),
    };
    ids.iter().filter_map(day).collect()
}

/// Whether an absence was recorded on or after the day of the clarification that it was from: of the first absence
/// of a party that to which it was invited first, and so on.
fn was_due(ctx: &Ctx<'_>, track: &Track, seq: i64, at: Effective) -> bool {
    let absences = || {
        let events = ctx.file.history.iter().flatten();
        events.filter(|e| e.track == track.id).filter_map(|e| {
            let stands = track.step(e.seq).is_some_and(|s| !s.void);
            let party = e.changes.iter().find_map(|c| match c {
                Change::Absent(party) => Some(*party),
                _ => None,
            });
            party.filter(|_| stands).map(|party| (e.seq, party))
        })
    };
    let Some((_, party)) = absences().find(|(s, _)| *s == seq) else {
        return true;
    };
    let place = absences().filter(|(s, p)| *p == party && *s < seq).count();
    let mut hearings = track.case().into_iter().flat_map(|c| &c.invitations);
    let hearing = hearings.by_ref().filter(|i| i.party == party).nth(place);
    hearing.is_none_or(|i| i.hearing <= at.day)
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
