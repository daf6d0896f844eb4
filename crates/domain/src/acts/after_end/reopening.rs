//! After the end: whether and where a track is opened again, and what that does to its case.

use crate::acts::{
    command::{Command, Details},
    guard_check::Ctx,
    judge::moves,
    mistakes::taking_back,
    offices::{between::agency, seats::review_of},
    review::joining,
};
use crate::{
    file::{CaseFile, Change, FormerEnd, LinkKind, Origin, RespondentEnd, Track},
    ids::{OfficeId, PartyId},
    procedure::{Action, Machine, ReopenGround, Stage, To, Touch, rows, rule::caused},
};

/// Whether tracks run beside a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::acts) enum TracksRun {
    /// The case goes on only because one of them does.
    Always,
    /// As they do.
    Perhaps,
    /// Nothing is sent yet, or everything has ended.
    Never,
}

/// Whether tracks run beside a case that stands there.
pub(in crate::acts) fn tracks_at(stage: Stage) -> TracksRun {
    let ends_with_them = rows(Action::CloseCase).any(|r| r.from.contains(&stage));
    match stage {
        _ if ends_with_them => TracksRun::Always,
        Stage::UnderCorrection => TracksRun::Perhaps,
        _ => TracksRun::Never,
    }
}

/// Whether the case stands where its tracks run, or ended with them.
pub(in crate::acts) fn case_has_room(file: &CaseFile) -> bool {
    file.case_track()
        .is_some_and(|c| c.stage == Stage::CaseClosed || tracks_at(c.stage) != TracksRun::Never)
}

/// Whether a ground fits the machine: new evidence is for reviews and sanctions.
pub(in crate::acts) const fn ground_fits(machine: Machine, ground: ReopenGround) -> bool {
    !matches!(ground, ReopenGround::NewEvidence)
        || matches!(machine, Machine::Review | Machine::Sanction)
}

/// Whether a dated paper of the ground comes with the step.
pub(in crate::acts) fn has_paper(command: &Command, ground: ReopenGround) -> bool {
    let fits =
        |p: &crate::acts::command::PaperRef| ground.papers().contains(&p.kind) && p.dated.is_some();
    command.papers.iter().any(fits)
}

/// Whether the track speaks of somebody who stands in the case; a case speaks of all.
pub(in crate::acts) fn somebody_stands(ctx: &Ctx<'_>) -> bool {
    ctx.track.machine == Machine::Case || about(ctx.file, ctx.track).is_some()
}

/// Whom a track speaks of now: its respondent, or whoever that one was merged into.
fn about(file: &CaseFile, track: &Track) -> Option<PartyId> {
    let mut id = track.respondent()?;
    let case = file.case()?;
    while case.respondents().all(|p| p.id != id) {
        let struck = case.struck(id)?;
        id = struck
            .into
            .filter(|_| struck.ground == RespondentEnd::Merged)?;
    }
    Some(id)
}

/// Whether nothing has taken the place of what ended.
pub(in crate::acts) fn free(ctx: &Ctx<'_>) -> bool {
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
            let runs = !t.stage.is_final() && t.respondent() == about(ctx.file, track);
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
                    about(ctx.file, track) == Some(r.respondent)
                        && own.destination.outcome == r.destination.outcome
                })
            }),
    };
    !replaced && case_has_room(ctx.file)
}

/// Where the addressed track goes on.
pub(in crate::acts) fn target(ctx: &Ctx<'_>) -> Stage {
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

/// What the reopening changes on the addressed track. Of a respondent who was merged it goes on about whoever stays.
pub(in crate::acts) fn changes(ctx: &Ctx<'_>, details: &Details) -> Vec<Change> {
    let Details::Reopening(ground) = details else {
        return Vec::new();
    };
    let (by, to) = (ctx.track.version + 1, target(ctx));
    let reopened = end(ctx.track, by, Some(*ground), to).map(Change::Reopened);
    let who = about(ctx.file, ctx.track).filter(|p| Some(*p) != ctx.track.respondent());
    let moved = moved_since(ctx).map(|(from, to)| Change::AgencyChanged { from, to });
    let who = who.map(Change::RespondentIs);
    reopened.into_iter().chain(who).chain(moved).collect()
}

/// The agency of the track and the one to which its person has moved since it ended: other tracks followed then.
fn moved_since(ctx: &Ctx<'_>) -> Option<(OfficeId, OfficeId)> {
    let person = about(ctx.file, ctx.track)?;
    let from = agency(ctx.track)?;
    let ended = ctx.track.standing().rev().find(|(_, s)| moves(s.action))?;
    let transfers = |t: &Track| {
        let all = t.standing().rev();
        let moved = |a| matches!(a, Action::Transfer | Action::FollowTransfer);
        all.map(|(_, s)| s).find(|s| moved(s.action)).map(|s| s.at)
    };
    let others = ctx.file.tracks.iter().filter(|t| t.id != ctx.track.id);
    let (at, to) = others
        .filter(|t| t.respondent() == Some(person))
        .filter_map(|t| Some((transfers(t)?, agency(t)?)))
        .max_by_key(|(at, _)| (at.day, at.minute))?;
    let end = ended.1.at;
    (from != to && (at.day, at.minute) > (end.day, end.minute)).then_some((from, to))
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
pub(in crate::acts) fn case_with<'a>(ctx: &Ctx<'a>) -> Option<(&'a Track, Stage, Change)> {
    // A case that ended with a joining is as it was without it.
    let taken_back =
        joining::joined_by(ctx.track).is_some_and(|seq| taking_back::touches(ctx, seq));
    if !ctx.rule.touches.contains(&Touch::ReopensCase) || taken_back {
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
