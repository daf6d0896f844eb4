//! Whose a step is today: who may amend it, the papers it brought and the facts of the case, and at which office
//! the second person of a taking back sits.

use crate::acts::{
    command::Amendment, guard_check::Ctx, mistakes::rejudging, offices::seats::seat_office,
};
use crate::{
    file::{StepMark, Track},
    ids::{MeetingId, OfficeId, PaperId},
    people::{Actor, Directory},
    procedure::{Action, Acts, Machine, Seat, To, rows_on},
};

/// The office that answers for a step today: that of whoever recorded it, or its successor. What somebody
/// assigned from another office recorded, the office answers for that assigned it.
pub(in crate::acts) fn answering(
    track: &Track,
    seq: i64,
    step: &StepMark,
    offices: &Directory,
) -> OfficeId {
    let mut lent = track.assignments.iter().filter(|a| {
        a.office == step.by
            && a.by != a.office
            && a.seq < seq
            && a.ended.is_none_or(|ended| seq < ended)
            && rows_on(track.machine, step.action).any(|r| r.assigned.contains(&a.capacity))
    });
    offices.now(lent.next().map_or(step.by, |a| a.by))
}

/// Whether a step is an office's own today: it recorded it, or answers for it.
pub(in crate::acts) fn is_own(
    track: &Track,
    seq: i64,
    step: &StepMark,
    office: OfficeId,
    offices: &Directory,
) -> bool {
    offices.now(step.by) == office || answering(track, seq, step, offices) == office
}

/// Whether an office recorded a step of a track, or took the place of one that did. Who handles a case keeps its
/// facts, whoever recorded them.
pub(in crate::acts) fn recorded_any(track: &Track, office: OfficeId, offices: &Directory) -> bool {
    let keeps = track
        .case()
        .is_some_and(|c| offices.now(c.handled_by) == office);
    let own = |(seq, step): (i64, &StepMark)| is_own(track, seq, step, office, offices);
    keeps || (1..).zip(&track.steps).any(own)
}

/// The office at which the second person of an act sits: the actor's own; of the last step taken back the one that
/// answers for it.
#[must_use]
pub fn second_office(
    track: &Track,
    action: Action,
    actor: &Actor,
    offices: &Directory,
) -> OfficeId {
    let back = rows_on(track.machine, action).any(|r| r.is_operation() && r.to == To::Before);
    let last = crate::acts::mistakes::taking_back::last(track).filter(|_| back);
    last.map_or(actor.office, |(seq, step)| {
        answering(track, seq, step, offices)
    })
}

/// Whether the actor is of the office that handles the case today.
fn handles(ctx: &Ctx<'_>) -> bool {
    seat_office(Seat::Handling, ctx.file, ctx.track, ctx.at.day, ctx.world)
        .is_some_and(|o| o.id == ctx.actor.office)
}

/// Whether the actor may amend a step: of its own office, with a role that takes or records such a step there. The
/// day a case came in is a fact of the case, and its handling office's.
fn may_amend(ctx: &Ctx<'_>, seq: i64, step: &StepMark) -> bool {
    let (track, office) = (ctx.track, ctx.actor.office);
    let own = if track.machine == Machine::Case && seq == 1 {
        handles(ctx)
    } else {
        is_own(track, seq, step, office, ctx.world.offices) || took_over(ctx, step)
    };
    let from = |r: &&crate::procedure::Rule| match step.from {
        Some(stage) => r.from.contains(&stage),
        None => r.from.is_empty(),
    };
    own && rows_on(track.machine, step.action)
        .filter(|r| from(r))
        .any(|r| ctx.actor.has_any(r.by) || ctx.actor.has_any(r.records))
}

/// Whether the actor's office holds today the seat in which another one took a step that does not hold it any more: a
/// case that was taken over or handed on, a review that another authority goes on with.
fn took_over(ctx: &Ctx<'_>, step: &StepMark) -> bool {
    let Some(Acts::Office(seat @ (Seat::Handling | Seat::Authority))) =
        rejudging::row(ctx.track, step).map(|row| row.acts)
    else {
        return false;
    };
    // Handed over, it goes on in a track of the successor.
    let goes_on = |t: &&Track| {
        t.review()
            .is_some_and(|r| r.continues == Some(ctx.track.id))
    };
    let track = ctx.file.tracks.iter().find(goes_on).unwrap_or(ctx.track);
    let holder = seat_office(seat, ctx.file, track, ctx.at.day, ctx.world);
    step.recorded_for.is_none()
        && step.cause.is_none()
        && holder.is_some_and(|o| o.id == ctx.actor.office)
        && ctx.world.offices.now(step.by) != ctx.actor.office
}

/// The steps of the track that a meeting decided and that stand.
pub(in crate::acts) fn decided_by<'a>(
    ctx: &Ctx<'a>,
    meeting: MeetingId,
) -> impl Iterator<Item = (i64, &'a StepMark)> + use<'a> {
    let track = ctx.track;
    let told = ctx.file.history.iter().flatten();
    told.filter(move |e| e.track == track.id && e.meeting == Some(meeting))
        .filter_map(move |e| Some((e.seq, track.step(e.seq)?)))
        .filter(|(_, step)| !step.void && step.cause.is_none())
}

/// Whether a paper came to the track with a step that the actor may amend. What another track's step brought is
/// amended there, of a case split off by who handles it.
fn paper_is_own(ctx: &Ctx<'_>, paper: PaperId) -> bool {
    let told = ctx.file.history.iter().flatten();
    told.filter(|e| e.track == ctx.track.id && e.papers.contains(&paper))
        .filter_map(|e| Some((e.seq, ctx.track.step(e.seq)?)))
        .any(|(seq, step)| match step.cause {
            None => !step.void && may_amend(ctx, seq, step),
            Some(cause) => ctx.file.track(cause.track).is_none() && handles(ctx),
        })
}

/// Whether the actor may make an amendment: of a step and its papers, who recorded it; of the facts and people of a
/// case, who handles it. What is not on the track is nobody's, which is not for this to say.
pub(in crate::acts) fn may(ctx: &Ctx<'_>, amendment: &Amendment) -> bool {
    match amendment {
        Amendment::StepDay { seq, .. } => ctx
            .track
            .step(*seq)
            .is_none_or(|step| step.cause.is_some() || may_amend(ctx, *seq, step)),
        Amendment::PaperDays(paper) => {
            !ctx.track.papers.contains(&paper.id) || paper_is_own(ctx, paper.id)
        }
        Amendment::MeetingDay { meeting, .. } => {
            let mut steps = decided_by(ctx, *meeting).peekable();
            steps.peek().is_none() || steps.any(|(seq, step)| may_amend(ctx, seq, step))
        }
        Amendment::KnownOn(_)
        | Amendment::Filing { .. }
        | Amendment::ActDays { .. }
        | Amendment::PartyWords { .. }
        | Amendment::AllegationWords { .. } => ctx.track.case().is_none() || handles(ctx),
    }
}

/// Whether there is anything on the track that the actor may amend, among steps that can be amended at all.
pub(in crate::acts) fn any(ctx: &Ctx<'_>, amendable: impl Fn(&StepMark) -> bool) -> bool {
    let mut steps = ctx.track.standing();
    let own = |(seq, step): (i64, &StepMark)| amendable(step) && may_amend(ctx, seq, step);
    (ctx.track.case().is_some() && handles(ctx)) || steps.any(own)
}

/// Where in the body an amendment stands: the lists keep their order.
pub(in crate::acts) fn pointer(list: &[Amendment], place: usize) -> Option<String> {
    let name = |a: &Amendment| match a {
        Amendment::StepDay { .. } => "steps",
        Amendment::KnownOn(_) | Amendment::Filing { .. } => "known_on",
        Amendment::ActDays { .. } => "acts",
        Amendment::PaperDays(_) => "papers",
        Amendment::MeetingDay { .. } => "meetings",
        Amendment::PartyWords { .. } => "parties",
        Amendment::AllegationWords { .. } => "allegations",
    };
    let wanted = list.get(place)?;
    if matches!(wanted, Amendment::KnownOn(_) | Amendment::Filing { .. }) {
        return Some("/details/known_on".to_owned());
    }
    let before = list.iter().take(place).filter(|a| name(a) == name(wanted));
    Some(format!("/details/{}/{}", name(wanted), before.count()))
}
