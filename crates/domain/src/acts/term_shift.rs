//! What an amendment moves on one track: steps, papers, the day something became known, and the terms that count from
//! them. A term keeps what it counts (amount, unit, end of day); only the day it counts from moves, and with it whether
//! the step that closed it came late.

use chrono::NaiveDate;

use super::{
    command::{Amendment, PaperRef},
    guard_check::Ctx,
    refiling, rejudging,
    timing::{Start, closed_late},
};
use crate::{
    file::{MovedTerm, Pause, TermStart, TermState, Track},
    ids::PaperId,
    law::{StartsAt, TermRow},
    procedure::{Action, Term},
    time::Effective,
};

/// What moves on one track.
#[derive(Default)]
pub(super) struct Shift<'a> {
    pub(super) steps: Vec<(i64, Effective)>,
    pub(super) known: Option<NaiveDate>,
    pub(super) papers: Vec<&'a PaperRef>,
}

impl<'a> Shift<'a> {
    pub(super) fn of(list: &'a [Amendment]) -> Self {
        let mut shift = Self::default();
        for amendment in list {
            match amendment {
                Amendment::StepDay { seq, at } => shift.steps.push((*seq, *at)),
                Amendment::KnownOn(day) => shift.known = Some(*day),
                Amendment::PaperDays(paper) => shift.papers.push(paper),
                Amendment::ActDays { .. }
                | Amendment::PartyWords { .. }
                | Amendment::AllegationWords { .. } => {}
            }
        }
        shift
    }

    /// The legal time of a step after the amendment.
    pub(super) fn at(&self, track: &Track, seq: i64) -> Option<Effective> {
        let moved = self.steps.iter().rev().find(|(s, _)| *s == seq);
        moved.map_or_else(|| track.step(seq).map(|s| s.at), |(_, at)| Some(*at))
    }

    /// Where a term starts now; none where nothing of this moves it.
    pub(super) fn start(
        &self,
        track: &Track,
        term: &TermState,
        starts: StartsAt,
        ctx: &Ctx<'_>,
    ) -> Option<Start> {
        let own = |seq| {
            let (_, at) = self.steps.iter().rev().find(|(s, _)| *s == seq)?;
            Some(Start {
                day: at.day,
                minute: at.minute,
                paper: None,
            })
        };
        if let Some(start) = self.by_papers(track, term, starts, ctx) {
            return Some(start);
        }
        match (starts, term.paper) {
            (StartsAt::PaperReceived | StartsAt::PaperDay, Some(id)) => {
                let paper = self.papers.iter().find(|p| p.id == id)?;
                let start = Start::of_paper(paper, starts)?;
                // An hour that is not named stays.
                let minute = start.minute.or(term.start_minute);
                Some(Start { minute, ..start })
            }
            (StartsAt::Known, _) => self.known.map(|day| Start {
                day,
                minute: None,
                paper: None,
            }),
            (StartsAt::Registered, _) => {
                let (seq, _) = track.standing().rev().find(|(_, s)| registers(s.action))?;
                own(seq).map(|s| Start { minute: None, ..s })
            }
            // Not where it counts from the date of a supervision report.
            (StartsAt::Effective | StartsAt::PaperReceived | StartsAt::PaperDay, _) => {
                let told = track.case().and_then(|c| c.reported_on);
                let told = told.filter(|_| term.opened_by == 1);
                own(term.opened_by).filter(|_| told.is_none())
            }
        }
    }

    /// Where a term starts by the papers of its step, where one of them is amended: the first that has the day then, as
    /// at direct entry. A day of receipt that is added later counts like one that stood there at once.
    fn by_papers(
        &self,
        track: &Track,
        term: &TermState,
        starts: StartsAt,
        ctx: &Ctx<'_>,
    ) -> Option<Start> {
        let step = track.step(term.opened_by)?;
        let kinds = rejudging::row(track, step)?.law(track.law)?.papers;
        let mut events = ctx.file.history.iter().flatten();
        let event = events.find(|e| e.track == track.id && e.seq == term.opened_by)?;
        let kept = &ctx.command?.kept.papers;
        let now = |id: &PaperId| {
            let old = kept.iter().find(|p| p.id == *id)?;
            let new = self.papers.iter().find(|p| p.id == *id);
            Some(new.copied().unwrap_or(old)).filter(|_| kinds.contains(&old.kind))
        };
        let named: Vec<&PaperRef> = event.papers.iter().filter_map(now).collect();
        let amended = |p: &&PaperRef| self.papers.iter().any(|a| a.id == p.id);
        if !named.iter().any(amended) {
            return None;
        }
        let start = named.iter().find_map(|p| Start::of_paper(p, starts))?;
        // An hour that is not named stays.
        let same = start.paper == term.paper;
        let minute = start.minute.or(term.start_minute.filter(|_| same));
        Some(Start { minute, ..start })
    }

    /// The pauses of a term with the days of their steps after the amendment.
    fn pauses(&self, track: &Track, term: &TermState) -> Vec<Pause> {
        let day = |seq| self.at(track, seq).map(|at| at.day);
        let moved = |p: &Pause| Pause {
            from: day(p.by).unwrap_or(p.from),
            to: p.ended_by.and_then(day).or(p.to),
            ..*p
        };
        term.pauses.iter().map(moved).collect()
    }

    /// The terms of a track that this moves, as they are then.
    pub(super) fn terms(&self, track: &Track, ctx: &Ctx<'_>) -> Vec<MovedTerm> {
        let moved = |term: &TermState| {
            let row = ctx.world.book.term(term.term, term.law)?;
            let mut new = match self.start(track, term, row.starts, ctx) {
                Some(start) => restarted(term, row, start, ctx),
                None => term.clone(),
            };
            if new.start != term.start {
                refiling::ends(&mut new, track, row, ctx);
            }
            let pauses = self.pauses(track, term);
            if pauses != term.pauses || new.start != term.start {
                new = repaused(&new, row, pauses, ctx);
            }
            if let Some((seq, at)) = term.closed_by.and_then(|s| Some((s, self.at(track, s)?))) {
                new.closed_late = closed_late(&new, due(track, seq), at);
            }
            (new != *term).then_some(MovedTerm {
                was: term.due_day,
                now: new,
            })
        };
        track.terms.iter().filter_map(moved).collect()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.steps.is_empty() && self.known.is_none() && self.papers.is_empty()
    }
}

/// The term that a step of a track was due under.
fn due(track: &Track, seq: i64) -> Option<Term> {
    let step = track.step(seq).filter(|s| s.cause.is_none())?;
    rejudging::row(track, step).and_then(|r| r.due)
}

pub(super) const fn registers(action: Action) -> bool {
    matches!(action, Action::RegisterReport | Action::RegisterFinding)
}

/// The same term from its own day with these pauses.
pub(super) fn repaused(
    term: &TermState,
    row: &TermRow,
    pauses: Vec<Pause>,
    ctx: &Ctx<'_>,
) -> TermState {
    let start = Start {
        day: term.start,
        minute: term.start_minute,
        paper: term.paper,
    };
    restarted(term, row, start, ctx).with_pauses(pauses, ctx.world.book)
}

/// The same term from another day, without its pauses.
pub(super) fn restarted(term: &TermState, row: &TermRow, start: Start, ctx: &Ctx<'_>) -> TermState {
    let row = TermRow {
        amount: term.amount,
        unit: term.unit,
        ends: term.ends,
        ..row.clone()
    };
    let at = TermStart {
        seq: term.opened_by,
        day: start.day,
        minute: start.minute,
        zone: term.zone,
        region: term.region.as_deref(),
        paper: start.paper,
    };
    TermState {
        closed_by: term.closed_by,
        closed_late: term.closed_late,
        ..TermState::compute(&row, at, ctx.world.book)
    }
}
