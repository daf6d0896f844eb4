//! Days that cannot be.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::{
    places::{Papers, meeting, of_list, paper, place, step, step_place},
    row, with_events,
};
use crate::acts::{
    command::{Amendment, PaperRef},
    guard_check::Ctx,
    judge::act_papers,
    kept::Kept,
    mistakes::amending::meetings_then,
    sanctions::measures::begins_before,
    timing::crossings,
};
use crate::{
    file::{CaseFile, Event, Track},
    ids::MeetingId,
    procedure::Action,
    refusal::{Fault, Unfit},
    time::Effective,
};

/// Days that have not come yet.
pub(super) fn future(list: &[Amendment], today: NaiveDate, now: i16) -> Vec<Fault> {
    let hours = of_list(list, step)
        .filter(|(_, (_, at))| at.day == today && at.minute.is_some_and(|minute| minute > now));
    let mut faults: Vec<Fault> = hours
        .map(|(i, _)| Fault::new(Unfit::FutureDay, place("steps", i, "effective_time")))
        .collect();
    let received = of_list(list, paper).filter(|(_, paper)| {
        paper.received == Some(today) && paper.received_minute.is_some_and(|minute| minute > now)
    });
    faults.extend(
        received.map(|(i, _)| Fault::new(Unfit::FutureDay, place("papers", i, "received_time"))),
    );
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
    for (i, (_, day)) in of_list(list, meeting) {
        note(Some(day), place("meetings", i, "day"));
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
pub(super) fn after_filing(ctx: &Ctx<'_>, after: &CaseFile, list: &[Amendment]) -> Vec<Fault> {
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
    if worse(old.reported_on, new.reported_on) {
        let at = filing().unwrap_or_else(|| "/details".into());
        faults.push(Fault::new(Unfit::AfterFiling, at));
    }
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

/// Papers received before they were written, and steps taken by a paper that was not yet there.
pub(super) fn crossed(
    file: &CaseFile,
    after: &CaseFile,
    list: &[Amendment],
    papers: Papers<'_>,
) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (i, paper) in of_list(list, paper) {
        // What stood so already is no fault of the amendment.
        let before = papers.before(paper.id);
        let stood: Vec<_> = before.iter().flat_map(crossings).collect();
        let new = crossings(paper).filter(|found| !stood.contains(found));
        faults.extend(new.map(|(fault, field)| Fault::new(fault, place("papers", i, field))));
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
            if written_after(papers.after(*id), moved.at)
                && !written_after(papers.before(*id), mark.at)
            {
                let at = papers.place(*id, "dated", event.seq);
                faults.push(Fault::new(Unfit::PaperAfterStep, at));
            }
        }
    }
    faults
}

/// Steps moved before the plenary meeting that decided them, or meetings after such a step or before the case came in.
pub(super) fn before_meetings(
    ctx: &Ctx<'_>,
    after: &CaseFile,
    list: &[Amendment],
    kept: &Kept,
) -> Vec<Fault> {
    let was = |id: MeetingId| kept.meetings.iter().find(|m| m.0 == id).map(|m| m.1);
    let then = meetings_then(ctx, list);
    let now = |id: MeetingId, was| then.iter().find(|m| m.0 == id).map_or(was, |m| m.1);
    let place_of = |id: MeetingId, seqs: &[i64]| {
        let mut named = of_list(list, meeting);
        let own = named.find(|(_, m)| m.0 == id);
        own.map_or_else(
            || step_place(list, seqs),
            |(i, _)| place("meetings", i, "day"),
        )
    };
    let came_in = |file: &CaseFile| Some(file.case_track()?.step(1)?.at.day);
    let early =
        |track: &Track, seq: i64, day: NaiveDate| track.step(seq).map(|step| step.at.day < day);
    let fault = |(old, event): (&Track, &Event)| {
        let id = event.meeting?;
        let before = was(id)?;
        let now = now(id, before);
        let crossed =
            early(after.track(old.id)?, event.seq, now)? && !early(old, event.seq, before)?;
        if crossed {
            let rule = Unfit::MeetingAfterStep;
            return Some(Fault::new(rule, place_of(id, &[event.seq])));
        }
        // What moves with its step is judged with the order of the steps.
        let follows = now != before && !of_list(list, meeting).any(|(_, m)| m.0 == id);
        let too_early = !follows && now < came_in(after)? && before >= came_in(ctx.file)?;
        let rule = Unfit::MeetingBeforeCase;
        too_early.then(|| Fault::new(rule, place_of(id, &[event.seq, 1])))
    };
    let mut faults: Vec<Fault> = Vec::new();
    for fault in with_events(ctx.file).filter_map(fault) {
        if !faults.contains(&fault) {
            faults.push(fault);
        }
    }
    faults
}

/// Decisions moved after the day on which a punishment that they impose begins.
pub(super) fn before_punishments(
    ctx: &Ctx<'_>,
    after: &CaseFile,
    list: &[Amendment],
) -> Vec<Fault> {
    let late = |track: &Track| {
        let (measures, decided) = (
            &track.sanction()?.measures,
            track.last_step(Action::Impose)?.day,
        );
        Some(begins_before(measures, decided, ctx.world.book))
    };
    let moved = after.tracks.iter().filter(|new| {
        let old = ctx.file.track(new.id).and_then(late);
        late(new) == Some(true) && old == Some(false)
    });
    let fault = |track: &Track| {
        let mut steps = track.standing().rev();
        let imposed = steps.find(|(_, s)| s.action == Action::Impose);
        let at = step_place(list, &[imposed.map_or(0, |(seq, _)| seq)]);
        Fault::new(Unfit::BeforeTheDecision, at)
    };
    moved.map(fault).collect()
}
