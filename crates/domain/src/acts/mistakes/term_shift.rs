//! What an amendment moves on one track: steps, papers, the day something became known, and the terms that count from
//! them. A term keeps what it counts (amount, unit, end of day); only the day it counts from moves, and with it whether
//! the step that closed it came late.

use chrono::NaiveDate;

use crate::acts::{
    command::{Amendment, PaperRef},
    guard_check::Ctx,
    intake::splitting,
    mistakes::{kept_days, refiling, rejudging},
    timing::{Start, closed_late},
};
use crate::{
    file::{Event, MovedTerm, Pause, TermStart, TermState, Track},
    ids::PaperId,
    law::{StartsAt, TermRow},
    procedure::{Action, Term},
    time::Effective,
};

/// What moves on one track.
#[derive(Default)]
pub(in crate::acts) struct Shift<'a> {
    pub(in crate::acts) steps: Vec<(i64, Effective)>,
    /// The day it became known, where that is amended; none in it where nobody knows it.
    pub(in crate::acts) known: Option<Option<NaiveDate>>,
    /// The filing of the report that the case was split off from, where that is amended.
    pub(in crate::acts) filing: Option<Effective>,
    pub(in crate::acts) papers: Vec<&'a PaperRef>,
}

impl<'a> Shift<'a> {
    pub(in crate::acts) fn of(list: &'a [Amendment]) -> Self {
        let mut shift = Self::default();
        for amendment in list {
            match amendment {
                Amendment::StepDay { seq, at } => shift.steps.push((*seq, *at)),
                Amendment::KnownOn(day) => shift.known = Some(*day),
                Amendment::Filing { at, .. } => shift.filing = Some(*at),
                Amendment::PaperDays(paper) => shift.papers.push(paper),
                Amendment::ActDays { .. }
                | Amendment::MeetingDay { .. }
                | Amendment::PartyWords { .. }
                | Amendment::AllegationWords { .. } => {}
            }
        }
        shift
    }

    /// The legal time of a step after the amendment.
    pub(in crate::acts) fn at(&self, track: &Track, seq: i64) -> Option<Effective> {
        let moved = self.steps.iter().rev().find(|(s, _)| *s == seq);
        moved.map_or_else(|| track.step(seq).map(|s| s.at), |(_, at)| Some(*at))
    }

    /// Where a term starts now; none where nothing of this moves it.
    pub(in crate::acts) fn start(
        &self,
        track: &Track,
        term: &TermState,
        starts: StartsAt,
        ctx: &Ctx<'_>,
    ) -> Option<Start> {
        let own = |seq| {
            let step = self.steps.iter().rev().find(|(s, _)| *s == seq);
            let filing = || {
                self.filing
                    .filter(|_| splitting::began_with_filing(track, term))
            };
            let at = step.map(|(_, at)| *at).or_else(filing)?;
            Some(Start {
                day: at.day,
                minute: at.minute,
                paper: None,
            })
        };
        if term.term == Term::CorrectionRequest && !self.is_empty() {
            let begins = kept_days::right_begins(ctx, track, self, term);
            return begins.map(|day| Start {
                day,
                minute: None,
                paper: term.paper,
            });
        }
        if let Some(by_papers) = self.by_papers(track, term, starts, ctx) {
            return by_papers.or_else(|| self.of_step(track, term));
        }
        match (starts, term.paper) {
            (StartsAt::PaperReceived | StartsAt::PaperDay, Some(id)) => {
                let paper = self.papers.iter().find(|p| p.id == id)?;
                Start::of_paper(paper, starts).or_else(|| self.of_step(track, term))
            }
            // Where nobody knows the day, that of the step stands for it.
            (StartsAt::Known, _) => {
                let day = self
                    .known?
                    .or_else(|| Some(self.at(track, term.opened_by)?.day))?;
                Some(Start {
                    day,
                    minute: None,
                    paper: None,
                })
            }
            (StartsAt::Registered, _) => {
                let (seq, _) = track.standing().rev().find(|(_, s)| registers(s.action))?;
                own(seq).map(|s| Start { minute: None, ..s })
            }
            (StartsAt::Effective | StartsAt::PaperReceived | StartsAt::PaperDay, _) => {
                own(term.opened_by).filter(|_| !of_report(track, term))
            }
        }
    }

    /// The time of the step that opened a term.
    fn of_step(&self, track: &Track, term: &TermState) -> Option<Start> {
        let at = self.at(track, term.opened_by)?;
        Some(Start {
            day: at.day,
            minute: at.minute,
            paper: None,
        })
        .filter(|_| !of_report(track, term))
    }

    /// The papers of a step, as they are then: what an amendment says of one leaves its kind.
    pub(in crate::acts) fn papers_of(&self, event: &Event, ctx: &Ctx<'_>) -> Vec<PaperRef> {
        let kept = ctx.command.map_or(&[][..], |c| &c.kept.papers);
        let now = |id: &PaperId| {
            let old = kept.iter().find(|p| p.id == *id);
            let amended = self.papers.iter().find(|p| p.id == *id);
            amended.map_or(old.copied(), |new| {
                let kind = old.map_or(new.kind, |p| p.kind);
                Some(PaperRef { kind, ..**new })
            })
        };
        event.papers.iter().filter_map(now).collect()
    }

    /// Where a term starts by the papers of its step, where one of them is amended: the first that has the day then, as
    /// at direct entry; none in it where no paper has one any more. A day of receipt that is added later counts like
    /// one that stood there at once.
    fn by_papers(
        &self,
        track: &Track,
        term: &TermState,
        starts: StartsAt,
        ctx: &Ctx<'_>,
    ) -> Option<Option<Start>> {
        if !matches!(starts, StartsAt::PaperReceived | StartsAt::PaperDay) {
            return None;
        }
        let step = track.step(term.opened_by)?;
        let kinds = rejudging::row(track, step)?.law(track.law)?.papers;
        let event = ctx.file.event(track.id, term.opened_by)?;
        let mut named = self.papers_of(event, ctx);
        named.retain(|p| kinds.contains(&p.kind));
        let amended = |p: &PaperRef| self.papers.iter().any(|a| a.id == p.id);
        if !named.iter().any(amended) {
            return None;
        }
        Some(named.iter().find_map(|p| Start::of_paper(p, starts)))
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
    pub(in crate::acts) fn terms(&self, track: &Track, ctx: &Ctx<'_>) -> Vec<MovedTerm> {
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

    pub(in crate::acts) fn is_empty(&self) -> bool {
        self.steps.is_empty()
            && self.known.is_none()
            && self.filing.is_none()
            && self.papers.is_empty()
    }
}

/// Whether a term counts from the date of a supervision report, which is not amended.
fn of_report(track: &Track, term: &TermState) -> bool {
    term.opened_by == 1 && track.case().is_some_and(|c| c.reported_on.is_some())
}

/// The term that a step of a track was due under.
fn due(track: &Track, seq: i64) -> Option<Term> {
    let step = track.step(seq).filter(|s| s.cause.is_none())?;
    rejudging::row(track, step).and_then(|r| r.due)
}

/// The term under which a step of a track came late, by the days that stand now: those of direct entry, amended.
#[must_use]
pub fn late_now(track: &Track, event: &Event) -> Option<Term> {
    let seq = event.seq;
    if event.action == Action::RequestCorrection {
        let mut asked = track.case().into_iter().flat_map(|c| &c.corrections);
        let request = asked.find(|c| c.seq == seq);
        return request.map_or(event.late, |c| c.late.then_some(Term::CorrectionRequest));
    }
    let Some(due) = due(track, seq) else {
        return event.late;
    };
    // A handling that was extended is late by its longer term.
    let of_step = |t: &&TermState| {
        let stands_for = t.term == Term::HandlingExtended && due == Term::Handling;
        t.closed_by == Some(seq) && (t.term == due || stands_for)
    };
    let mut closed = track.terms.iter().filter(of_step).peekable();
    match closed.peek() {
        Some(_) => closed.find(|t| t.closed_late).map(|t| t.term),
        None => event.late,
    }
}

pub(in crate::acts) const fn registers(action: Action) -> bool {
    matches!(action, Action::RegisterReport | Action::RegisterFinding)
}

/// The same term from its own day with these pauses.
pub(in crate::acts) fn repaused(
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
pub(in crate::acts) fn restarted(
    term: &TermState,
    row: &TermRow,
    start: Start,
    ctx: &Ctx<'_>,
) -> TermState {
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
