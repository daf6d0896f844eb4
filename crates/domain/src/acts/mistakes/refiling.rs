//! The filing of a case amended: its time, the term to report, and whether it was late.

use chrono::NaiveDate;

use crate::acts::{
    command::{Amendment, Details},
    guard_check::Ctx,
    intake::opening,
    judge::moves,
    mistakes::{halves, term_shift::restarted},
    timing::{self, Conditions, Days, Place, Start},
};
use crate::{
    file::{CaseFile, Change, Facts, StepMark, TermStart, TermState, Track},
    law::TermRow,
    procedure::{Action, Term, rows_on},
    time::Effective,
};

/// The filing after the amendments; none where they do not touch it.
struct Filing {
    at: Effective,
    known: Option<NaiveDate>,
}

impl Filing {
    fn of(ctx: &Ctx<'_>, list: &[Amendment]) -> Option<Self> {
        let case = ctx.track.case()?;
        let mut touched = false;
        let mut filing = Self {
            at: case.filed,
            known: case.known_on,
        };
        for amendment in list {
            match amendment {
                Amendment::StepDay { seq: 1, at } if case.before.is_empty() => filing.at = *at,
                Amendment::KnownOn(day) => filing.known = *day,
                _ => continue,
            }
            touched = true;
        }
        touched.then_some(filing)
    }

    /// The term to report from the day it became known; none where nobody knows that day or nothing was reported. Of a
    /// case that was split off it is that of the one report.
    fn term(&self, ctx: &Ctx<'_>) -> Option<TermState> {
        let file = halves::report(ctx);
        let track = file.case_track()?;
        let day = self.known.filter(|_| reported(track))?;
        let case = track.case()?;
        let old = of_report(file, track);
        let law = old.map_or(track.law, |t| t.law);
        let row = ctx.world.book.term(Term::ReportFiling, law)?;
        let start = Start {
            day,
            minute: None,
            paper: None,
        };
        let mut term = match old {
            Some(old) => restarted(old, row, start, ctx),
            None => TermState::compute(
                row,
                TermStart {
                    seq: 1,
                    day,
                    minute: None,
                    zone: ctx.world.offices.zone(case.received_by),
                    region: ctx.world.offices.region(case.received_by),
                    paper: None,
                },
                ctx.world.book,
            ),
        };
        ends(&mut term, track, row, ctx);
        term.closed_by = Some(1);
        term.closed_late = term.is_past(self.at.day, self.at.minute);
        Some(term)
    }
}

/// The term to report as it stands, or as it stood last: its length is kept where nobody knew for a time from which day
/// it ran.
fn of_report<'a>(file: &'a CaseFile, track: &'a Track) -> Option<&'a TermState> {
    let is_it = |t: &&TermState| t.term == Term::ReportFiling;
    let told = || {
        let events = file.history.iter().flatten().rev();
        let mut own = events.filter(|e| e.track == track.id);
        own.find_map(|e| {
            let moved = e.changes.iter().rev().find_map(|c| match c {
                Change::TermsMoved(list) => list.iter().map(|m| &m.now).find(is_it),
                _ => None,
            });
            moved.or_else(|| e.opened.iter().find(is_it))
        })
    };
    track.terms.iter().find(is_it).or_else(told)
}

/// Whether the case began as a report, its own or that of the case it was split off.
fn reported(track: &Track) -> bool {
    let before = track.case().and_then(|c| c.before.first());
    before
        .or(track.step(1))
        .is_some_and(|s| s.action == Action::FileReport)
}

/// When the term to report ends on its new last day.
pub(in crate::acts) fn ends(term: &mut TermState, track: &Track, row: &TermRow, ctx: &Ctx<'_>) {
    if let Some(case) = track.case().filter(|_| term.term == Term::ReportFiling) {
        term.end_at(row.ends, ctx.world.book);
        let race = (case.election.as_str(), case.race.as_str());
        opening::ends(term, case.channel, race, ctx.world);
    }
}

/// The terms that the amended filing opens: that to report, where its day was not known before, and those that
/// the study would have opened.
pub(in crate::acts) fn opened(ctx: &Ctx<'_>, list: &[Amendment]) -> Vec<TermState> {
    let unknown = ctx.track.case().is_some_and(|c| c.known_on.is_none());
    let mut all: Vec<TermState> = Filing::of(ctx, list)
        // A case that was split off keeps none: it was closed before.
        .filter(|_| unknown && ctx.track.case().is_some_and(|c| c.before.is_empty()))
        .and_then(|filing| filing.term(ctx))
        .into_iter()
        .collect();
    if let Some((opened, _)) = of_study(ctx, list) {
        all.extend(opened);
    }
    all
}

/// What the amendments change of the filing.
pub(in crate::acts) fn changes(ctx: &Ctx<'_>, list: &[Amendment]) -> Vec<Change> {
    let mut dropped = of_study(ctx, list).map_or_else(Vec::new, |(_, dropped)| dropped);
    dropped.extend(unknown(ctx, list));
    change(ctx, list)
        .into_iter()
        .chain((!dropped.is_empty()).then_some(Change::TermsDropped(dropped)))
        .collect()
}

/// The term to report, where nobody knows any more from which day it ran.
fn unknown(ctx: &Ctx<'_>, list: &[Amendment]) -> Option<(Term, i64)> {
    let gone = matches!(known(ctx, list), Some(Change::KnownOn { day: None, .. }));
    let mut terms = ctx.track.terms.iter();
    let term = terms.find(|t| t.term == Term::ReportFiling)?;
    gone.then_some((term.term, term.opened_by))
}

/// The day it became known, as amended.
pub(in crate::acts) fn known(ctx: &Ctx<'_>, list: &[Amendment]) -> Option<Change> {
    let day = list.iter().rev().find_map(|a| match a {
        Amendment::KnownOn(day) => Some(*day),
        _ => None,
    })?;
    let was = ctx.track.case().and_then(|c| c.known_on);
    Some(Change::KnownOn { was, day })
}

pub(in crate::acts) fn change(ctx: &Ctx<'_>, list: &[Amendment]) -> Option<Change> {
    let told = list.iter().rev().find_map(|a| match a {
        Amendment::Filing { at, late } => Some((*at, *late)),
        _ => None,
    });
    if let Some((filed, late)) = told {
        let was = ctx
            .track
            .case()
            .map(|c| c.filed)
            .filter(|was| *was != filed);
        return Some(Change::Refiled { was, filed, late });
    }
    let filing = Filing::of(ctx, list)?;
    Some(Change::Refiled {
        was: None,
        filed: filing.at,
        late: filing.term(ctx).map(|t| t.closed_late),
    })
}

/// The step that brought the case where it stands, with the `seq` by which its terms name it. A case that was split off
/// stands where the last step before that brought it.
fn last_move(track: &Track) -> Option<(i64, &StepMark)> {
    let (seq, step) = track.standing().rev().find(|(_, s)| moves(s.action))?;
    if step.action != Action::OpenSplit {
        return Some((seq, step));
    }
    let before = track.case()?.before.iter().rev();
    let mut moved = before.filter(|s| s.action != Action::OpenSplit && moves(s.action));
    Some((seq, moved.next()?))
}

/// Terms that a step does not open any more, by their kind and the step.
type Dropped = Vec<(Term, i64)>;

/// The terms of a study that the case still rests on: those that it opens by the amended lateness, and those that it
/// does not open any more.
fn of_study(ctx: &Ctx<'_>, list: &[Amendment]) -> Option<(Vec<TermState>, Dropped)> {
    let track = ctx.track;
    let mut facts = track.facts.clone();
    let refiled = change(ctx, list)?;
    known(ctx, list)
        .iter()
        .chain([&refiled])
        .for_each(|c| facts.apply(c));
    let (Facts::Case(after), Some(before)) = (&facts, track.case()) else {
        return None;
    };
    if after.study == before.study {
        return None;
    }
    let (seq, step) = last_move(track).filter(|(_, s)| s.action == Action::CompleteInitialStudy)?;
    let rule = rows_on(track.machine, step.action).find(|r| r.law(track.law).is_some())?;
    let moved = list.iter().rev().find_map(|a| match a {
        Amendment::StepDay { seq: s, at } if *s == seq => Some(*at),
        _ => None,
    });
    let days = Days {
        at: moved.unwrap_or(step.at),
        known: after.known_on,
        registered: after.registered_on,
        papers: &[],
        kinds: &[],
    };
    let conditions = Conditions::after(Some(after), track, &Details::None, false);
    let place = Place {
        zone: ctx.world.offices.zone(before.handled_by),
        region: ctx.world.offices.region(before.handled_by),
    };
    let mut opens = timing::opened(
        rule.opens, track.law, seq, days, conditions, place, ctx.world,
    );
    let stands = |t: &TermState, all: &[TermState]| {
        all.iter()
            .any(|o| (o.term, o.opened_by) == (t.term, t.opened_by))
    };
    let old = track
        .terms
        .iter()
        .filter(|t| t.opened_by == seq && t.is_open());
    let dropped = old.filter(|t| !stands(t, &opens));
    let dropped = dropped.map(|t| (t.term, seq)).collect();
    opens.retain(|t| !stands(t, &track.terms));
    Some((opens, dropped))
}
