//! Days that a track keeps beside its terms and that rest on papers: when a recommendation was received, when one was
//! issued, when its correction was asked for, whether a letter went out. Counted anew for an amendment, so that they
//! are those of a history entered right at once.

use chrono::NaiveDate;

use crate::acts::{
    after_end::correction,
    command::PaperRef,
    guard_check::Ctx,
    mistakes::{rejudging, term_shift::Shift},
    review::issuing,
};
use crate::{
    file::{Change, Correction, Event, IssuedRecommendation, TermState, Track},
    procedure::Action,
    time::Effective,
};

/// The steps of one track with their papers, as an amendment leaves them.
struct Amended<'s, 'a, 'c> {
    ctx: &'s Ctx<'c>,
    track: &'s Track,
    shift: &'s Shift<'a>,
}

/// What an amendment changes in the days that a track keeps.
pub(in crate::acts) fn changes(ctx: &Ctx<'_>, track: &Track, shift: &Shift<'_>) -> Vec<Change> {
    if shift.papers.is_empty() && shift.steps.is_empty() {
        return Vec::new();
    }
    let amended = Amended { ctx, track, shift };
    let mut all: Vec<Change> = amended.receipt().into_iter().collect();
    all.extend(amended.sent());
    all.extend(amended.issued());
    all.extend(amended.requests());
    all
}

/// The day from which the right to ask for a correction runs after an amendment: the latest issue among what can be
/// corrected of the step that opened it.
pub(in crate::acts) fn right_begins(
    ctx: &Ctx<'_>,
    track: &Track,
    shift: &Shift<'_>,
    term: &TermState,
) -> Option<NaiveDate> {
    let amended = Amended { ctx, track, shift };
    let all = track.case()?.recommendations.iter();
    let opened = all.filter(|r| r.seq == term.opened_by && correction::can_be(r, ctx.world));
    opened.filter_map(|r| amended.issue(r)).max()
}

impl Amended<'_, '_, '_> {
    fn event(&self, seq: i64) -> Option<&Event> {
        self.ctx.file.event(self.track.id, seq)
    }

    fn papers(&self, event: &Event) -> Vec<PaperRef> {
        self.shift.papers_of(event, self.ctx)
    }

    /// Whether the amendment says anything of a step or of its papers.
    fn touches(&self, event: &Event) -> bool {
        let steps = self.shift.steps.iter();
        steps.map(|(seq, _)| *seq).any(|seq| seq == event.seq)
            || (self.shift.papers.iter()).any(|p| event.papers.contains(&p.id))
    }

    fn at(&self, seq: i64) -> Option<Effective> {
        self.shift.at(self.track, seq)
    }

    /// The day of receipt of a recommendation: that of the first paper of the receipt which says one, else that of
    /// the step.
    fn receipt(&self) -> Option<Change> {
        let kept = self.track.review()?.received_on?;
        let mut steps = self.track.standing().rev();
        let (seq, step) = steps.find(|(_, s)| s.action == Action::RecordReceipt)?;
        let event = self.event(seq).filter(|e| self.touches(e))?;
        let kinds = rejudging::row(self.track, step)?
            .law(self.track.law)?
            .papers;
        let papers = self.papers(event);
        let mut of_receipt = papers.iter().filter(|p| kinds.contains(&p.kind));
        let said = of_receipt.find_map(|p| p.received);
        let day = said.or_else(|| self.at(seq).map(|at| at.day))?;
        (day != kept).then_some(Change::ReceivedOn(day))
    }

    /// Steps with which a letter went out after all, or did not.
    fn sent(&self) -> Vec<Change> {
        let events = self.ctx.file.history.iter().flatten();
        let own = events.filter(|e| e.track == self.track.id && self.touches(e));
        own.filter_map(|event| {
            let sent = self.papers(event).iter().any(|p| p.sent.is_some());
            let was = self.track.step(event.seq)?.sent;
            (sent != was).then_some(Change::WasSent {
                seq: event.seq,
                sent,
            })
        })
        .collect()
    }

    /// The day of issue of a recommendation: that of its form, else that of its step.
    fn issue(&self, issued: &IssuedRecommendation) -> Option<NaiveDate> {
        let papers = self.papers(self.event(issued.seq)?);
        let at = self.at(issued.seq)?;
        Some(issuing::issued_on(issued.outcome, &papers, at.day))
    }

    fn issued(&self) -> Vec<Change> {
        let all = self
            .track
            .case()
            .into_iter()
            .flat_map(|c| &c.recommendations);
        let moved = all.filter(|r| self.event(r.seq).is_some_and(|e| self.touches(e)));
        moved
            .filter_map(|r| {
                Some(Change::IssuedOn {
                    seq: r.seq,
                    outcome: r.outcome,
                    day: self.issue(r)?,
                })
            })
            .collect()
    }

    /// Requests for correction with the day of their receipt, and whether they came in time.
    fn requests(&self) -> Vec<Change> {
        let Some(case) = self.track.case() else {
            return Vec::new();
        };
        let asked_of = |request: &Correction| -> Option<NaiveDate> {
            let stood = |r: &&IssuedRecommendation| {
                request.outcomes.contains(&r.outcome)
                    && r.seq < request.seq
                    && r.superseded_by.is_none_or(|by| by > request.seq)
            };
            let meant = case.recommendations.iter().filter(stood);
            meant.map(|r| self.issue(r).unwrap_or(r.issued)).max()
        };
        let anew = |old: &Correction| {
            let event = self.event(old.seq)?;
            let papers = self.papers(event);
            let (received, minute) = correction::received(&papers)
                .or_else(|| self.at(old.seq).map(|a| (a.day, a.minute)))?;
            let late = correction::late(self.ctx, asked_of(old)?, received, minute);
            let same = (received, minute, late) == (old.received, old.received_minute, old.late);
            (!same).then_some(Change::CorrectionReceived {
                seq: old.seq,
                received,
                minute,
                late,
            })
        };
        case.corrections.iter().filter_map(anew).collect()
    }
}
