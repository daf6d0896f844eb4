//! The events of a command: the addressed track's own, and those on the tracks that it opens, ends or moves.

use crate::acts::{
    after_end::{correction, reopening},
    command::{Command, Details},
    guard_check::Ctx,
    intake::{links, splitting},
    mistakes::{amending, refiling, taking_back},
    offices::between,
    review::joining,
    sanctions::moral::moral_alone,
    siblings::{self, Opening},
    timing::{self, Conditions, Days, Place},
};
use crate::acts::{change_maker, historic, marks, papers, respondents};
use crate::{
    file::{Acting, CaseFile, Change, Event, Facts, Track},
    numbers::NumberSlot,
    people::Actor,
    procedure::{
        Action, BlockScope, Guard, Machine, Seat, Stage, Term, To, Touch,
        rule::caused as caused_row,
    },
    refusal::Refusal,
    time::{Moment, Zone},
};

/// Who records, when, in which zone.
#[derive(Clone, Copy)]
pub(super) struct Recorder<'a> {
    pub actor: &'a Actor,
    pub recorded_at: Moment,
    pub zone: Zone,
}

pub(super) fn own_event(
    ctx: &Ctx<'_>,
    command: &Command,
    recorder: Recorder<'_>,
    acting: Acting,
    irregular: Vec<Guard>,
) -> Result<Event, Refusal> {
    let Ctx { track, rule, .. } = *ctx;
    let seq = track.version + 1;
    let mut changes = change_maker::changes(ctx, command)?;
    for change in &mut changes {
        if let Change::CorrectionAsked(request) = change {
            request.asked_by = acting.party;
        }
    }
    let mut facts = track.facts.clone();
    changes.iter().for_each(|c| facts.apply(c));
    let after_case = if let Facts::Case(case) = &facts {
        Some(case.as_ref())
    } else {
        ctx.case()
    };
    let dismissal = match &command.details {
        Details::Imposition(measures, _) => change_maker::dismisses(ctx, measures),
        _ => false,
    };
    let mut conditions = Conditions::after(after_case, track, &command.details, dismissal);
    let right = correction::right(ctx, &changes);
    conditions.correctable = right.is_some();
    conditions.discipline = match &facts {
        Facts::Sanction(after) => !moral_alone(&after.measures, ctx.world),
        _ => false,
    };
    let days = Days {
        at: command.effective,
        known: after_case.and_then(|c| c.known_on),
        registered: after_case.and_then(|c| c.registered_on),
        papers: &command.papers,
        kinds: rule.law(track.law).map_or(&[], |l| l.papers),
    };
    let law = track.law;
    let balance = papers::balance(rule.law(law), &command.papers, Some(track));
    let mut opened = timing::opened(
        rule.opens,
        law,
        seq,
        days,
        conditions,
        Place::of(ctx.file, track, ctx.world),
        ctx.world,
    );
    if let Details::Amendments(list) = &command.details {
        opened.extend(refiling::opened(ctx, list));
    }
    let mut closed = timing::closed(rule.closes, rule.due, track, command.effective);
    let mut late = timing::lateness(rule.due, rule.closes, track, command.effective);
    // Requests for correction run beside each other, so that their terms count from what the case keeps of each.
    match (&command.details, after_case) {
        (Details::CorrectionDecision(ruling), Some(after)) => {
            let terms = correction::terms(ctx, ruling, after, right.is_some());
            late = terms.late.then_some(Term::CorrectionExamination);
            closed.retain(|c| match c.term {
                Term::CorrectionExamination => terms.ends_examination,
                Term::CorrectionRequest => terms.ends_right,
                _ => true,
            });
            opened = terms.next.into_iter().chain(right).collect();
        }
        // Ended with the case alone.
        (Details::Strike { .. } | Details::Restoration(_), _) => closed.clear(),
        (Details::CorrectionRequest(..), Some(after)) => {
            let late_request = after.corrections.last().is_some_and(|r| r.late);
            late = late_request.then_some(Term::CorrectionRequest);
        }
        _ => {
            // It runs from the issue of the recommendation that can be corrected, whatever else was sent.
            let of_right = opened
                .iter_mut()
                .find(|t| t.term == Term::CorrectionRequest);
            if let (Some(term), Some(right)) = (of_right, right) {
                *term = right;
            }
        }
    }
    let back = taking_back::own(ctx);
    if let Some(back) = &back {
        closed = back.closed(command.effective);
    }
    let mut numbers = change_maker::numbers(ctx);
    let noted = historic::give(command.historic.as_ref(), &mut numbers)?;
    Ok(Event {
        track: track.id,
        case_id: track.case_id,
        machine: track.machine,
        law: back.as_ref().map_or(law, taking_back::Back::law),
        seq,
        action: rule.action,
        from: Some(track.stage),
        to: back
            .as_ref()
            .map_or_else(|| change_maker::target(ctx, &command.details), |b| b.stage),
        effective: command.effective,
        zone: recorder.zone,
        recorded_at: recorder.recorded_at,
        recorded_late: recorded_late(command, recorder),
        acting,
        account: recorder.actor.account,
        office: recorder.actor.office,
        by_ticket: recorder.actor.ticket.map(|t| t.kind),
        by_paper: command.by_paper,
        papers: command.papers.iter().map(|p| p.id).collect(),
        texts: command.texts.clone(),
        meeting: command.meeting.map(|m| m.id),
        met_that_day: command.meeting.is_some_and(|m| m.is_undated()),
        opened,
        closed,
        late,
        numbers: numbers
            .into_iter()
            .map(|slot| NumberSlot { seq, ..slot })
            .collect(),
        irregular,
        owes: balance.owes,
        settles: balance.settles,
        marks: marks::of_step(ctx).into_iter().chain(noted).collect(),
        changes,
        sent: command.papers.iter().any(|p| p.sent.is_some()),
        cause: None,
        approved_by: command.approval.as_ref().map(|a| a.account),
    })
}

pub(super) fn recorded_late(command: &Command, recorder: Recorder<'_>) -> bool {
    command.effective.day < recorder.recorded_at.day_in(recorder.zone)
}

pub(super) fn openings(
    ctx: &Ctx<'_>,
    command: &Command,
    fresh: &mut impl Iterator<Item = uuid::Uuid>,
) -> Vec<Opening> {
    let mut all = Vec::new();
    for touch in ctx.rule.touches {
        match touch {
            // Reviews and referrals are opened together, in the order of the respondents.
            Touch::OpensReviews => {
                let changed = respondents::tracks::dispatches(&command.details);
                let list = match &command.details {
                    Details::Forwarding(list) => list.as_slice(),
                    Details::CorrectionDecision(ruling) => ruling.destinations.as_slice(),
                    _ => changed.as_slice(),
                };
                all.extend(siblings::forwarding(ctx, list, fresh));
            }
            Touch::OpensSanction => all.extend(siblings::sanction(ctx, fresh)),
            Touch::OpensControl => {
                let scope = if let Details::BlockScope(s) = command.details {
                    s
                } else {
                    BlockScope::DataAndServices
                };
                all.extend(siblings::control(ctx, scope, fresh));
            }
            Touch::OpensSuccessor => all.extend(siblings::successor_review(ctx, fresh)),
            Touch::OpensCase => all.extend(splitting::opening(ctx, fresh)),
            Touch::EndsWithRespondent
            | Touch::FollowsRespondent
            | Touch::LinksCase
            | Touch::JoinsReviews
            | Touch::TakesBack
            | Touch::PausesTerms
            | Touch::MovesAgency
            | Touch::ReopensCase
            | Touch::MovesTerms
            | Touch::OpensReferrals
            | Touch::WithdrawsReviews
            | Touch::Corrects
            | Touch::MayEndCase => {}
        }
    }
    all
}

/// Steps on other tracks that follow an amendment or a taking back.
pub(super) fn followers(
    ctx: &Ctx<'_>,
    command: &Command,
    recorder: Recorder<'_>,
    acting: Acting,
) -> Vec<Event> {
    let mut all = Vec::new();
    if ctx.rule.touches.contains(&Touch::MovesTerms)
        && let Details::Amendments(list) = &command.details
    {
        for (track, changes) in amending::elsewhere(ctx, list) {
            let mut event = caused(
                track,
                Action::AmendWith,
                track.stage,
                command,
                recorder,
                acting,
            );
            event.changes = changes;
            all.push(event);
        }
    }
    for followed in respondents::tracks::followed(ctx) {
        let mut event = caused(
            followed.track,
            followed.action,
            followed.to,
            command,
            recorder,
            acting,
        );
        event.changes = followed.changes;
        all.push(event);
    }
    if let Some((other, change)) = links::there(ctx) {
        all.push(of_other_case(ctx, other, change, command, recorder, acting));
    }
    if let Some((other, change)) = joining::there(ctx) {
        all.push(of_other_review(
            ctx, other, change, command, recorder, acting,
        ));
    }
    if let Details::Transfer(to) = &command.details {
        for (track, stage, change) in between::follow(ctx, *to) {
            let follows = Action::FollowTransfer;
            let mut event = caused(track, follows, stage, command, recorder, acting);
            event.changes = vec![change];
            all.push(event);
        }
    }
    if let Some((track, stage, change)) = reopening::case_with(ctx) {
        let with = Action::ReopenWith;
        let mut event = caused(track, with, stage, command, recorder, acting);
        event.changes = vec![change];
        all.push(event);
    }
    if ctx.rule.touches.contains(&Touch::TakesBack) {
        for back in taking_back::elsewhere(ctx) {
            let mut event = caused(
                back.track,
                Action::AnnulWith,
                back.stage,
                command,
                recorder,
                acting,
            );
            event.closed = back.closed(command.effective);
            event.changes = back.changes();
            all.push(event);
        }
    }
    all
}

/// What a link does on the other case.
fn of_other_case(
    ctx: &Ctx<'_>,
    other: &links::OtherCase,
    change: Change,
    command: &Command,
    recorder: Recorder<'_>,
    acting: Acting,
) -> Event {
    let here = caused(
        ctx.track,
        Action::FollowLink,
        other.stage,
        command,
        recorder,
        acting,
    );
    Event {
        track: other.id.into(),
        case_id: other.id,
        law: other.law,
        seq: other.version + 1,
        from: Some(other.stage),
        meeting: None,
        closed: Vec::new(),
        changes: vec![change],
        ..here
    }
}

/// What a joining does on the other review. Neither papers nor texts of this case go there.
fn of_other_review(
    ctx: &Ctx<'_>,
    other: &joining::OtherReview,
    change: Change,
    command: &Command,
    recorder: Recorder<'_>,
    acting: Acting,
) -> Event {
    let here = caused(
        ctx.track,
        Action::FollowJoining,
        other.stage,
        command,
        recorder,
        acting,
    );
    Event {
        track: other.id,
        case_id: other.case,
        law: other.law,
        seq: other.version + 1,
        from: Some(other.stage),
        meeting: None,
        closed: Vec::new(),
        changes: vec![change],
        ..here
    }
}

/// The bare event of a step on another track, caused by the addressed one.
pub(super) fn caused(
    track: &Track,
    action: Action,
    to: Stage,
    command: &Command,
    recorder: Recorder<'_>,
    acting: Acting,
) -> Event {
    let closes = caused_row(track.law, action, track.stage).map_or(&[] as &[_], |r| r.closes);
    Event {
        track: track.id,
        case_id: track.case_id,
        machine: track.machine,
        law: track.law,
        seq: track.version + 1,
        action,
        from: Some(track.stage),
        to,
        effective: command.effective,
        zone: recorder.zone,
        recorded_at: recorder.recorded_at,
        recorded_late: recorded_late(command, recorder),
        acting,
        account: recorder.actor.account,
        office: recorder.actor.office,
        by_ticket: recorder.actor.ticket.map(|t| t.kind),
        by_paper: command.by_paper,
        papers: Vec::new(),
        texts: Vec::new(),
        meeting: command.meeting.map(|m| m.id),
        met_that_day: false,
        opened: Vec::new(),
        closed: timing::closed(closes, None, track, command.effective),
        late: None,
        numbers: Vec::new(),
        irregular: Vec::new(),
        owes: Vec::new(),
        settles: Vec::new(),
        marks: Vec::new(),
        changes: Vec::new(),
        sent: false,
        cause: None,
        approved_by: command.approval.as_ref().map(|a| a.account),
    }
}

pub(super) fn opening_event(
    ctx: &Ctx<'_>,
    opening: &Opening,
    command: &Command,
    recorder: Recorder<'_>,
    acting: Acting,
) -> Event {
    let mut event = caused(
        ctx.track,
        opening.action,
        opening.stage,
        command,
        recorder,
        acting,
    );
    event.track = siblings::track_id(opening.id);
    event.machine = opening.machine;
    if opening.machine == Machine::Case {
        // A case split off has the papers and the receipt of the one it comes from.
        event.case_id = crate::ids::CaseId::new(opening.id);
        event.numbers = splitting::receipt(ctx.track);
    }
    event.law = opening.law;
    event.seq = 1;
    event.from = None;
    event.closed = Vec::new();
    event.opened.clone_from(&opening.terms);
    event.papers = command
        .papers
        .iter()
        .filter(|p| siblings::goes_with(p.kind, &opening.facts))
        .map(|p| p.id)
        .collect();
    if opening.machine == Machine::Case {
        event.papers.splice(0..0, ctx.track.papers.iter().copied());
    }
    event.changes = siblings::opening_change(opening);
    event
}

/// Tracks that a correction withdraws or puts under the new recommendation, with its letter.
pub(super) fn touched_by_correction(
    ctx: &Ctx<'_>,
    command: &Command,
    recorder: Recorder<'_>,
    acting: Acting,
) -> Vec<Event> {
    if !ctx.rule.touches.contains(&Touch::WithdrawsReviews) {
        return Vec::new();
    }
    correction::touched(ctx)
        .into_iter()
        .map(|touched| {
            let mut event = caused(
                &touched.track,
                touched.action,
                touched.to,
                command,
                recorder,
                acting,
            );
            let goes = |kind| siblings::goes_with(kind, &touched.track.facts);
            let papers = command.papers.iter().filter(|p| goes(p.kind));
            event.papers = papers.map(|p| p.id).collect();
            event.changes = touched.changes;
            event
        })
        .collect()
}

/// The case ends with the last track of the last respondent.
pub(super) fn end_of_case(
    file: &CaseFile,
    events: &[Event],
    command: &Command,
    recorder: Recorder<'_>,
) -> Option<Event> {
    let mut after = file.clone();
    after.apply(events);
    let case = after.case_track()?;
    let row = caused_row(case.law, Action::CloseCase, case.stage)?;
    let To::Stage(to) = row.to else { return None };
    if !after.all_other_tracks_ended() || !row.from.contains(&case.stage) {
        return None;
    }
    let acting = Acting {
        seat: Some(Seat::Handling),
        office: case.case().map(|c| c.handled_by),
        party: None,
    };
    Some(caused(
        case,
        Action::CloseCase,
        to,
        command,
        recorder,
        acting,
    ))
}
