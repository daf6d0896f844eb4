//! After the end: whether and where a track is opened again, and what that does to its case.

use super::{
    between::respondent,
    command::{Command, Details},
    guard_check::Ctx,
    judge::moves,
    seats::review_of,
};
use crate::{
    file::{CaseFile, Change, FormerEnd, LinkKind, Origin, Track},
    procedure::{Action, Machine, ReopenGround, Stage, To, Touch, rule::caused},
};

/// Stages in which a case has room for tracks that run.
const WITH_TRACKS: &[Stage] = &[
    Stage::Monitored,
    Stage::ForwardedUnregistered,
    Stage::UnderCorrection,
    Stage::AtAuthority,
    Stage::CaseClosed,
];

/// Whether the case stands where its tracks run, or ended with them.
pub(super) fn case_has_room(file: &CaseFile) -> bool {
    file.case_track().is_some_and(|c| has_room(c.stage))
}

/// Whether tracks run, or have ended, at a stage of a case.
pub(super) fn has_room(stage: Stage) -> bool {
    WITH_TRACKS.contains(&stage)
}

/// Whether a ground fits the machine: new evidence is for reviews and sanctions.
pub(super) const fn ground_fits(machine: Machine, ground: ReopenGround) -> bool {
    !matches!(ground, ReopenGround::NewEvidence)
        || matches!(machine, Machine::Review | Machine::Sanction)
}

/// Whether a dated paper of the ground comes with the step.
pub(super) fn has_paper(command: &Command, ground: ReopenGround) -> bool {
    let fits =
        |p: &super::command::PaperRef| ground.papers().contains(&p.kind) && p.dated.is_some();
    command.papers.iter().any(fits)
}

/// Whether nothing has taken the place of what ended.
pub(super) fn free(ctx: &Ctx<'_>) -> bool {
    let track = ctx.track;
    if let Some(case) = track.case() {
        let spawned = case.links.iter().any(|l| l.kind == LinkKind::SpawnedInto);
        // What began at the authority goes on with its reviews.
        return !spawned && case.origin != Origin::Authority;
    }
    let others = || {
        let all = ctx.file.tracks.iter();
        all.filter(|t| t.id != track.id && t.stage != Stage::void(t.machine))
    };
    let same_review = |t: &Track| {
        let of = |t| review_of(ctx.file, t).map(|r| r.id);
        of(t) == of(track)
    };
    let replaced = match track.machine {
        Machine::Case => false,
        Machine::Review => others().filter(|t| t.review().is_some()).any(|t| {
            let continues = t.review().is_some_and(|r| r.continues == Some(track.id));
            let gave_up = matches!(t.stage, Stage::ReviewRejected | Stage::ReviewCancelled);
            let runs = !t.stage.is_final() && respondent(t) == respondent(track);
            runs || continues && !gave_up
        }),
        Machine::Sanction => others()
            .filter(|t| t.sanction().is_some() && same_review(t))
            .any(|t| !t.stage.is_final() || t.stage == Stage::Served),
        Machine::Control => others()
            .filter(|t| !t.stage.is_final() && same_review(t))
            .filter_map(Track::control)
            .any(|c| {
                let own = track.control();
                own.is_some_and(|own| own.scope.overlaps(c.remaining()))
            }),
        Machine::Referral => others()
            .filter(|t| !t.stage.is_final())
            .filter_map(Track::referral)
            .any(|r| {
                track.referral().is_some_and(|own| {
                    own.respondent == r.respondent
                        && own.destination.outcome == r.destination.outcome
                })
            }),
    };
    !replaced && case_has_room(ctx.file)
}

/// Where the addressed track goes on.
pub(super) fn target(ctx: &Ctx<'_>) -> Stage {
    let track = ctx.track;
    match ctx.rule.to {
        To::Stage(stage) => stage,
        _ => match track.machine {
            Machine::Case if track.case().is_some_and(|c| c.registered_on.is_some()) => {
                Stage::AwaitingPlenary
            }
            Machine::Case => Stage::InitialStudy,
            Machine::Review
                if track
                    .review()
                    .is_some_and(|r| r.recommendation.is_some() && r.agency.is_some()) =>
            {
                Stage::Recommended
            }
            Machine::Review => Stage::Forwarded,
            Machine::Sanction
                if track.stage == Stage::SanctionLapsed
                    && track.sanction().is_some_and(|s| !s.measures.is_empty()) =>
            {
                Stage::Imposed
            }
            _ => Stage::Proposed,
        },
    }
}

/// What the reopening changes on the addressed track.
pub(super) fn change(ctx: &Ctx<'_>, details: &Details) -> Option<Change> {
    let Details::Reopening(ground) = details else {
        return None;
    };
    let (by, to) = (ctx.track.version + 1, target(ctx));
    end(ctx.track, by, Some(*ground), to).map(Change::Reopened)
}

fn end(track: &Track, by: i64, ground: Option<ReopenGround>, to: Stage) -> Option<FormerEnd> {
    let (seq, step) = track.standing().rev().find(|(_, s)| moves(s.action))?;
    Some(FormerEnd {
        stage: track.stage,
        seq,
        ended_on: step.at.day,
        reopened_by: by,
        ground,
        to,
    })
}

/// The case, where it had ended and goes on with the reopened track: where to, and what changes there.
pub(super) fn case_with<'a>(ctx: &Ctx<'a>) -> Option<(&'a Track, Stage, Change)> {
    if !ctx.rule.touches.contains(&Touch::ReopensCase) {
        return None;
    }
    let track = ctx.file.case_track()?;
    caused(track.law, Action::ReopenWith, track.stage)?;
    let case = track.case()?;
    let to = if case.origin == Origin::Authority {
        Stage::AtAuthority
    } else if case.registered_on.is_some() {
        Stage::Monitored
    } else {
        Stage::ForwardedUnregistered
    };
    let end = end(track, track.version + 1, None, to)?;
    Some((track, to, Change::Reopened(end)))
}
