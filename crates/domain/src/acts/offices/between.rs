//! Between offices: terms that pause while a matter is returned, the authority redirected to, a person who moves
//! to another agency, blocks lifted in part, recalls.

use crate::acts::{
    command::Details,
    guard_check::{Ctx, UNDECIDED},
    mistakes::term_shift::repaused,
    offices::seats::{review_of, seat_office},
};
use crate::{
    file::{CaseFile, Change, MovedTerm, Pause, Track},
    ids::OfficeId,
    people::{Level, OfficeType},
    procedure::{Action, BlockScope, Machine, Seat, Stage, To, Touch, rule::caused},
};

/// The open terms of the track as the step leaves them: paused from its day on, or running on after it.
pub(in crate::acts) fn pauses(ctx: &Ctx<'_>) -> Option<Change> {
    if !ctx.rule.touches.contains(&Touch::PausesTerms) {
        return None;
    }
    let (by, day) = (ctx.track.version + 1, ctx.at.day);
    let begins = ctx.rule.action == Action::ReturnForCompletion;
    let moved = ctx
        .track
        .terms
        .iter()
        .filter(|t| t.is_open() && t.is_paused() != begins)
        .filter_map(|term| {
            let row = ctx.world.book.term(term.term, term.law)?;
            let mut pauses = term.pauses.clone();
            if begins {
                pauses.push(Pause {
                    by,
                    from: day,
                    ended_by: None,
                    to: None,
                });
            } else if let Some(last) = pauses.last_mut() {
                last.ended_by = Some(by);
                last.to = Some(day.max(last.from));
            }
            Some(MovedTerm {
                was: term.due_day,
                now: repaused(term, row, pauses, ctx),
            })
        });
    let moved: Vec<_> = moved.collect();
    (!moved.is_empty()).then_some(Change::TermsMoved(moved))
}

/// Whether an office is a review authority competent on the day of the step, and not the present one.
pub(in crate::acts) fn may_redirect_to(ctx: &Ctx<'_>, to: OfficeId) -> bool {
    let present = seat_office(Seat::Authority, ctx.file, ctx.track, ctx.at.day, ctx.world);
    let office = ctx.world.offices.get(to);
    let code = office.and_then(|o| o.authority.as_deref());
    let here = present.and_then(|o| o.authority.as_deref());
    let competent = code.is_some_and(|code| {
        let book = ctx.world.book;
        here != Some(code) && book.era(code).is_some() && book.reviews(code, ctx.at.day)
    });
    competent && present.is_none_or(|p| p.id != to) && !ctx.world.offices.is_closed(to)
}

/// The agency that sits on the track now.
pub(in crate::acts) fn agency(track: &Track) -> Option<OfficeId> {
    let of_review = || track.review().and_then(|r| r.agency);
    let of_control = || track.control().map(|c| c.agency);
    track
        .sanction()
        .map(|s| s.agency)
        .or_else(of_control)
        .or_else(of_review)
}

/// Whether an office is another agency than the present one.
pub(in crate::acts) fn is_other_agency(ctx: &Ctx<'_>, to: OfficeId) -> bool {
    let agency_here = ctx.world.offices.get(to).is_some_and(|o| {
        o.kind == OfficeType::Agency && o.exists_on(ctx.at.day) && !ctx.world.offices.is_closed(to)
    });
    let present = agency(ctx.track).map(|id| ctx.world.offices.now(id));
    agency_here && present != Some(to)
}

/// Whether no decision of the agency stands or was taken on this review.
pub(in crate::acts) fn agency_undecided(ctx: &Ctx<'_>) -> bool {
    let decided = |t: &&Track| {
        t.sanction().is_some()
            && !UNDECIDED.contains(&t.stage)
            && t.stage != Stage::void(Machine::Sanction)
            && review_of(ctx.file, t).is_some_and(|r| r.id == ctx.track.id)
    };
    !ctx.file.tracks.iter().any(|t| decided(&t))
}

/// What the move of a person changes on the addressed track.
pub(in crate::acts) fn moved(ctx: &Ctx<'_>, to: OfficeId) -> Option<Change> {
    let from = agency(ctx.track)?;
    Some(Change::AgencyChanged { from, to })
}

/// The other open tracks of the respondent on which the same agency sits, each with the stage it goes to.
pub(in crate::acts) fn follow<'a>(ctx: &Ctx<'a>, to: OfficeId) -> Vec<(&'a Track, Stage, Change)> {
    if !ctx.rule.touches.contains(&Touch::MovesAgency) {
        return Vec::new();
    }
    let (Some(from), Some(person)) = (agency(ctx.track), ctx.track.respondent()) else {
        return Vec::new();
    };
    // A redirected recommendation takes its own tracks along; a person who moves, all of them.
    let of_review = |t: &Track| {
        ctx.rule.action == Action::Transfer
            || review_of(ctx.file, t).is_some_and(|r| r.id == ctx.track.id)
    };
    let others = ctx.file.tracks.iter().filter(|t| t.id != ctx.track.id);
    others
        .filter(|t| {
            !t.stage.is_final()
                && agency(t) == Some(from)
                && t.respondent() == Some(person)
                && of_review(t)
        })
        .filter_map(|track| {
            let row = caused(track.law, Action::FollowTransfer, track.stage)?;
            let stage = match row.to {
                To::Stage(stage) => stage,
                _ => track.stage,
            };
            Some((track, stage, Change::AgencyChanged { from, to }))
        })
        .collect()
}

/// Whether nobody but the sender has taken a step on what was sent: a successor's matter was with its predecessor,
/// a referral that came back was with its destination.
pub(in crate::acts) fn nobody_acted(ctx: &Ctx<'_>) -> bool {
    // What another review was joined into, the authority has acted on.
    let fresh = |r: &crate::file::ReviewFacts| r.continues.is_none() && !r.carries_others();
    let fresh = ctx.track.review().is_none_or(fresh);
    let acted = [
        Action::TakeIn,
        Action::ReturnReferral,
        Action::RecordReferralReceipt,
        Action::AnswerReferral,
        Action::Block,
        Action::RefuseBlock,
    ];
    fresh && acted.iter().all(|a| ctx.track.count_steps(*a) == 0)
}

/// Whether a scope is a proper part of what is still blocked.
pub(in crate::acts) fn is_part(ctx: &Ctx<'_>, part: BlockScope) -> bool {
    let left = ctx.track.control().map(|c| c.remaining());
    left.is_some_and(|left| left.without(part).is_some())
}

/// Whether the last word on lifting is a request.
pub(in crate::acts) fn lift_request_waits(ctx: &Ctx<'_>) -> bool {
    let word = |a| {
        matches!(
            a,
            Action::RequestLift | Action::RefuseLift | Action::LiftInPart | Action::Reopen
        )
    };
    let last = ctx.track.standing().rev().find(|(_, s)| word(s.action));
    last.is_none_or(|(_, s)| s.action == Action::RequestLift)
}

/// Whether a Bawaslu office can be asked for the study: the one named, else the one that handles the case.
pub(in crate::acts) fn may_study(ctx: &Ctx<'_>, named: Option<OfficeId>) -> bool {
    let Some(id) = named.or_else(|| ctx.case().map(|c| c.handled_by)) else {
        return false;
    };
    ctx.world
        .offices
        .get(ctx.world.offices.now(id))
        .is_some_and(|o| {
            o.kind == OfficeType::ElectionSupervisor
                && !o.level.only_passes_on()
                && o.level != Level::SubDistrict
                && (named.is_none() || o.exists_on(ctx.at.day))
        })
        || (named.is_none() && handled_by_bawaslu(ctx.file, ctx))
}

fn handled_by_bawaslu(file: &CaseFile, ctx: &Ctx<'_>) -> bool {
    let handling = file
        .case()
        .and_then(|c| ctx.world.offices.get(c.handled_by));
    handling.is_some_and(|o| o.kind == OfficeType::ElectionSupervisor)
}

/// The changes that details of this page make on the addressed track.
pub(in crate::acts) fn changes(ctx: &Ctx<'_>, details: &Details) -> Vec<Change> {
    match details {
        Details::Transfer(to) => moved(ctx, *to).into_iter().collect(),
        Details::StudyRequest(office) => office.iter().copied().map(Change::StudyAsked).collect(),
        Details::BlockScope(part) if ctx.rule.action == Action::LiftInPart => {
            vec![Change::LiftedInPart(*part)]
        }
        _ => Vec::new(),
    }
}
