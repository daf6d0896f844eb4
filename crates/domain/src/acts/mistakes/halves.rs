//! What an amendment does in other cases. A report that was split is one report: the day it became known and its filing
//! are amended in every case that came of it. A paper that stands in several cases is one paper: each of them tells that
//! it was amended.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::acts::{
    command::{Amendment, Command},
    events::{Recorder, caused},
    guard_check::Ctx,
    kept::Kept,
    mistakes::{amending, own_steps, refiling, rejudging},
    moved_law::recounting,
};
use crate::{
    file::{Acting, CaseFacts, CaseFile, Change, Event, Track},
    procedure::Action,
    refusal::{Fault, Refusal},
};

/// The other cases of the report that this one is of.
fn halves<'a>(ctx: &Ctx<'a>) -> Vec<&'a CaseFile> {
    let others = ctx.command.map_or(&[] as &[_], |c| &c.kept.others);
    let mut found: Vec<&CaseFile> = Vec::new();
    let mut next = vec![ctx.file];
    while let Some(file) = next.pop() {
        let linked: Vec<_> = file
            .case()
            .into_iter()
            .flat_map(CaseFacts::halves)
            .collect();
        for other in others.iter().filter(|o| linked.contains(&o.id)) {
            if other.id != ctx.file.id && found.iter().all(|f| f.id != other.id) {
                found.push(other);
                next.push(other);
            }
        }
    }
    found
}

/// The case in which the filing of the report stands; the case itself where it is not at hand.
pub(in crate::acts) fn report<'a>(ctx: &Ctx<'a>) -> &'a CaseFile {
    let filed = |file: &CaseFile| file.case().is_some_and(|c| c.before.is_empty());
    if filed(ctx.file) {
        return ctx.file;
    }
    let mut others = halves(ctx).into_iter();
    others.find(|f| filed(f)).unwrap_or(ctx.file)
}

/// What an amendment says of the one report: the day it became known, and the filing as it is then.
struct Shared<'a> {
    known: Option<&'a Amendment>,
    filing: Amendment,
    /// Where the body says it.
    place: Cow<'static, str>,
}

impl<'a> Shared<'a> {
    fn of(ctx: &Ctx<'_>, list: &'a [Amendment]) -> Option<Self> {
        let Some(Change::Refiled { filed, late, .. }) = refiling::change(ctx, list) else {
            return None;
        };
        let known = list.iter().find(|a| matches!(a, Amendment::KnownOn(_)));
        let step = list
            .iter()
            .position(|a| matches!(a, Amendment::StepDay { seq: 1, .. }));
        let place = step.and_then(|i| own_steps::pointer(list, i));
        Some(Self {
            known,
            filing: Amendment::Filing { at: filed, late },
            place: match (known, place) {
                (None, Some(step)) => format!("{step}/effective_day").into(),
                _ => "/details/known_on".into(),
            },
        })
    }

    /// What is amended in one of the cases.
    fn list(&self, case: &CaseFacts) -> Vec<Amendment> {
        let filing = (!case.before.is_empty()).then(|| self.filing.clone());
        let known = |day: Option<NaiveDate>| case.known_on != day;
        let differs = matches!(self.known, Some(Amendment::KnownOn(day)) if known(*day));
        let own = self.known.filter(|_| differs).cloned();
        own.into_iter().chain(filing).collect()
    }
}

/// The steps that an amendment takes in other cases.
///
/// # Errors
/// What the amended days would make of one of them is refused.
pub(in crate::acts) fn amended(
    ctx: &Ctx<'_>,
    command: &Command,
    list: &[Amendment],
    recorder: Recorder<'_>,
    acting: Acting,
) -> Result<Vec<Event>, Refusal> {
    let mut all = of_report(ctx, command, list, recorder, acting)?;
    for other in &command.kept.others {
        for (track, changes) in showing(other, list) {
            if let Some(event) = all.iter_mut().find(|e| e.track == track.id) {
                event.changes.extend(changes);
                continue;
            }
            let stage = track.stage;
            let mut event = caused(track, Action::AmendWith, stage, command, recorder, acting);
            event.changes = changes;
            all.push(event);
        }
        recounting::told(other, ctx.world.book, &mut all);
    }
    Ok(all)
}

/// The tracks of another case that show an amended paper.
fn showing<'a>(
    other: &'a CaseFile,
    list: &[Amendment],
) -> impl Iterator<Item = (&'a Track, Vec<Change>)> {
    let tracks = other.tracks.iter().filter(|t| !t.is_void());
    tracks.filter_map(move |track| {
        let papers = list.iter().filter_map(|a| match a {
            Amendment::PaperDays(_) => amending::shown_there(other, a, track),
            _ => None,
        });
        let changes: Vec<Change> = papers.collect();
        (!changes.is_empty()).then_some((track, changes))
    })
}

/// The steps in the other cases of the report, each judged there as it is here.
///
/// # Errors
/// What the amended days would make of one of them is refused.
fn of_report(
    ctx: &Ctx<'_>,
    command: &Command,
    list: &[Amendment],
    recorder: Recorder<'_>,
    acting: Acting,
) -> Result<Vec<Event>, Refusal> {
    let Some(shared) = Shared::of(ctx, list) else {
        return Ok(Vec::new());
    };
    let mut all = Vec::new();
    for stored in halves(ctx) {
        let file = &*recounting::afresh(stored, ctx.world.book);
        let Some((track, case)) = file.case_track().zip(file.case()) else {
            continue;
        };
        // A case that is void stands still.
        if track.is_void() {
            continue;
        }
        let list = shared.list(case);
        let there = Command {
            kept: Kept::NONE,
            ..command.clone()
        };
        let ctx = Ctx {
            file,
            track,
            stood_under: track.law,
            command: Some(&there),
            ..*ctx
        };
        let judged = rejudging::judged(&ctx, &list, recorder);
        let judged = judged.map_err(|refusal| placed(refusal, &shared.place))?;
        let mut changes = amending::here(&ctx, &list);
        let opened = refiling::opened(&ctx, &list);
        if !changes_anything(case, &changes) && opened.is_empty() {
            continue;
        }
        for (id, more) in judged {
            if id == track.id {
                changes.extend(more);
            }
        }
        let mut event = caused(
            track,
            Action::AmendWith,
            track.stage,
            &there,
            recorder,
            acting,
        );
        event.changes = changes;
        event.opened = opened;
        all.push(event);
    }
    Ok(all)
}

/// Whether changes leave a case other than it is.
fn changes_anything(case: &CaseFacts, changes: &[Change]) -> bool {
    changes.iter().any(|change| match change {
        Change::Refiled { filed, late, .. } => {
            case.filed != *filed || late.is_some_and(|late| late != case.filed_late)
        }
        _ => true,
    })
}

/// A refusal with its fields where this body has them: those of another case say what was amended there.
fn placed(refusal: Refusal, place: &str) -> Refusal {
    match refusal {
        Refusal::Unfit(faults) => {
            let mut here: Vec<Fault> = Vec::new();
            for fault in faults {
                let fault = Fault::new(fault.rule, place.to_owned());
                if !here.contains(&fault) {
                    here.push(fault);
                }
            }
            Refusal::Unfit(here)
        }
        Refusal::TooEarly { after, .. } => Refusal::TooEarly {
            after,
            fields: vec![place.to_owned().into()],
        },
        other => other,
    }
}
