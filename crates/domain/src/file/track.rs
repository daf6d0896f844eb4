//! A track and the events that make it.

use serde::{Deserialize, Serialize};

use super::{
    Amended, Answered, Assigned, Change, Event, Facts, FormerEnd, Irregular, MovedTerm, Noted,
    OpenPaper, StepMark, TakenBack, TermState,
};
use crate::{
    ids::{CaseId, PaperId, PartyId, TrackId},
    law::LawSet,
    numbers::{NumberKind, NumberSlot},
    procedure::{Action, Machine, Stage, Term, TermKind},
    time::{Effective, Moment},
};

/// One track: a case, review, sanction, control or referral.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Track {
    /// Identifier; the case's own track has the case's.
    pub id: TrackId,
    /// The case.
    pub case_id: CaseId,
    /// The machine.
    pub machine: Machine,
    /// The law text it runs under.
    pub law: LawSet,
    /// Where it stands.
    pub stage: Stage,
    /// Equals the `seq` of its last event.
    pub version: i64,
    /// Its steps: action and legal day.
    pub steps: Vec<StepMark>,
    /// Its terms, open and closed.
    pub terms: Vec<TermState>,
    /// Its numbers.
    pub numbers: Vec<NumberSlot>,
    /// Its papers.
    pub papers: Vec<PaperId>,
    /// Papers that the law names for its steps and that are not here yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open_papers: Vec<OpenPaper>,
    /// What was noted of its steps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Noted>,
    /// Officers who work on it, or did.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assignments: Vec<Assigned>,
    /// Temporal guards that historic entry overrode.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub irregular: Vec<Irregular>,
    /// Ends after which it was opened again, the first one first: figures count that one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_ends: Vec<FormerEnd>,
    /// What is known of it.
    pub facts: Facts,
}

/// The place of a step's mark.
fn place(seq: i64) -> Option<usize> {
    usize::try_from(seq - 1).ok()
}

impl Track {
    /// The track that an opening event makes.
    #[must_use]
    pub fn opened_by(event: &Event) -> Option<Self> {
        if event.seq != 1 {
            return None;
        }
        let facts = event.changes.iter().find_map(|c| match c {
            Change::Opened(facts) => Some((**facts).clone()),
            _ => None,
        })?;
        let mut track = Self {
            id: event.track,
            case_id: event.case_id,
            machine: event.machine,
            law: event.law,
            stage: event.to,
            version: 0,
            steps: Vec::new(),
            terms: Vec::new(),
            numbers: Vec::new(),
            papers: Vec::new(),
            open_papers: Vec::new(),
            marks: Vec::new(),
            assignments: Vec::new(),
            irregular: Vec::new(),
            former_ends: Vec::new(),
            facts,
        };
        track.apply(event);
        Some(track)
    }

    /// Folds one event in. Total: it never refuses.
    pub fn apply(&mut self, event: &Event) {
        self.version = event.seq;
        self.stage = event.to;
        self.law = event.law;
        self.steps.push(StepMark {
            action: event.action,
            from: event.from,
            at: event.effective,
            by: event.office,
            sent: event.sent,
            cause: event.cause,
            void: false,
            recorded_for: event.acting.office.filter(|o| {
                event.by_paper.is_some() && event.cause.is_none() && *o != event.office
            }),
            answer: None,
            amended: None,
        });
        self.fold_assignments(event);
        self.irregular
            .extend(event.irregular.iter().map(|guard| Irregular {
                guard: *guard,
                seq: event.seq,
            }));
        for closed in &event.closed {
            if let Some(term) = self
                .terms
                .iter_mut()
                .rev()
                .find(|t| t.term == closed.term && t.is_open())
            {
                term.closed_by = Some(event.seq);
                term.closed_late = closed.late;
            }
        }
        self.terms.extend(event.opened.iter().cloned());
        for term in &event.closed {
            // A term that the same step opens and closes (the filing term) is closed at once.
            if let Some(opened) = self.terms.iter_mut().rev().find(|t| {
                t.term == term.term
                    && t.is_open()
                    && t.opened_by == event.seq
                    && t.term == Term::ReportFiling
            }) {
                opened.closed_by = Some(event.seq);
                opened.closed_late = term.late;
            }
        }
        for change in &event.changes {
            if let Change::CorrectionDecided { superseded, .. } = change {
                let kinds: Vec<_> = superseded
                    .iter()
                    .filter_map(|o| NumberKind::of(*o))
                    .collect();
                for number in self.numbers.iter_mut().filter(|n| kinds.contains(&n.kind)) {
                    number.superseded = true;
                }
            }
        }
        self.numbers.extend(event.numbers.iter().cloned());
        self.papers.extend(event.papers.iter().copied());
        for kind in &event.settles {
            if let Some(place) = self.open_papers.iter().position(|o| o.paper == *kind) {
                self.open_papers.remove(place);
            }
        }
        self.open_papers
            .extend(event.owes.iter().map(|paper| OpenPaper {
                paper: *paper,
                action: event.action,
                seq: event.seq,
            }));
        self.marks.extend(event.marks.iter().map(|mark| Noted {
            mark: *mark,
            seq: event.seq,
        }));
        for change in &event.changes {
            self.take(change, event.seq);
        }
    }

    /// Folds one change of the step with this `seq` in.
    pub(crate) fn take(&mut self, change: &Change, by: i64) {
        match change {
            Change::TakenBack(back) => self.take_back(back, by),
            Change::StepMoved { seq, was, at } => {
                if let Some(step) = self.step_mut(*seq) {
                    step.at = *at;
                    step.amended = Some(Amended {
                        was: step.amended.map_or(*was, |a| a.was),
                        by,
                    });
                }
                let ended = self.former_ends.iter_mut().filter(|e| e.seq == *seq);
                ended.for_each(|e| e.ended_on = at.day);
                self.facts.apply(change);
            }
            Change::TermsMoved(terms) => self.count_afresh(terms),
            Change::TermsDropped(terms) => self
                .terms
                .retain(|t| !terms.contains(&(t.term, t.opened_by))),
            Change::Rejudged {
                seq,
                guard,
                irregular,
            } => {
                let of_step = Irregular {
                    guard: *guard,
                    seq: *seq,
                };
                self.irregular.retain(|i| *i != of_step);
                self.irregular.extend(irregular.then_some(of_step));
            }
            Change::WasSent { seq, sent } => {
                if let Some(step) = self.step_mut(*seq) {
                    step.sent = *sent;
                }
            }
            Change::Remarked { seq, mark, noted } => {
                let of_step = Noted {
                    mark: *mark,
                    seq: *seq,
                };
                self.marks.retain(|m| *m != of_step);
                self.marks.extend(noted.then_some(of_step));
            }
            Change::EntryAnswered { seq, answer } => {
                if let Some(step) = self.step_mut(*seq) {
                    step.answer = Some(Answered {
                        answer: *answer,
                        seq: by,
                    });
                }
            }
            Change::Reopened(end) => {
                self.former_ends.push(*end);
                self.facts.apply(change);
            }
            other => self.facts.apply(other),
        }
    }

    /// The respondent that it is about; none of a case, which is about all of its respondents.
    #[must_use]
    pub fn respondent(&self) -> Option<PartyId> {
        match &self.facts {
            Facts::Case(_) => None,
            Facts::Review(r) => Some(r.respondent),
            Facts::Sanction(s) => Some(s.respondent),
            Facts::Control(c) => Some(c.respondent),
            Facts::Referral(r) => Some(r.respondent),
        }
    }

    /// The mark of a step.
    #[must_use]
    pub fn step(&self, seq: i64) -> Option<&StepMark> {
        self.steps.get(place(seq)?)
    }
    fn step_mut(&mut self, seq: i64) -> Option<&mut StepMark> {
        self.steps.get_mut(place(seq)?)
    }

    /// The steps that stand, oldest first, each with its `seq`: without those taken back and the takings
    /// back.
    pub fn standing(&self) -> impl DoubleEndedIterator<Item = (i64, &StepMark)> + Clone {
        let seq = |place: usize| i64::try_from(place).map_or(i64::MAX, |place| place + 1);
        self.steps
            .iter()
            .enumerate()
            .filter(|(_, s)| !s.void)
            .map(move |(place, s)| (seq(place), s))
    }

    fn take_back(&mut self, back: &TakenBack, by: i64) {
        self.facts.clone_from(&back.facts);
        if let Some(terms) = &back.terms {
            self.terms.clone_from(terms);
        }
        for seq in [back.seq, by] {
            if let Some(step) = self.step_mut(seq) {
                step.void = true;
            }
        }
        self.open_papers.clone_from(&back.open_papers);
        self.marks.retain(|n| n.seq != back.seq);
        self.irregular.retain(|n| n.seq != back.seq);
        for step in &mut self.steps {
            if step.answer.is_some_and(|a| a.seq == back.seq) {
                step.answer = None;
            }
        }
        self.former_ends.retain(|e| e.reopened_by != back.seq);
        for number in self.numbers.iter_mut().filter(|n| n.seq == back.seq) {
            number.void = true;
        }
    }

    /// Takes terms as they are counted today.
    pub fn count_afresh(&mut self, moved: &[MovedTerm]) {
        for MovedTerm { now: new, .. } in moved {
            let same = |t: &&mut TermState| t.term == new.term && t.opened_by == new.opened_by;
            if let Some(term) = self.terms.iter_mut().find(same) {
                term.clone_from(new);
            }
        }
    }

    /// The open term of this kind.
    #[must_use]
    pub fn open_term(&self, term: Term) -> Option<&TermState> {
        self.terms.iter().find(|t| t.term == term && t.is_open())
    }
    /// The legal time of the last step of this kind.
    #[must_use]
    pub fn last_step(&self, action: Action) -> Option<Effective> {
        let own = self.standing().map(|(_, s)| s);
        let mut all = self.before().chain(own).rev();
        all.find(|s| s.action == action).map(|s| s.at)
    }
    /// The steps of the case that this one was split off.
    fn before(&self) -> impl DoubleEndedIterator<Item = &StepMark> {
        self.case().map_or(&[] as &[_], |c| &c.before).iter()
    }
    /// How often a step was taken.
    #[must_use]
    pub fn count_steps(&self, action: Action) -> usize {
        let own = self.standing().map(|(_, s)| s);
        self.before()
            .chain(own)
            .filter(|s| s.action == action)
            .count()
    }
    /// The earliest instant at which an open duty ends. A right of a party is nobody's to do, so that one which
    /// has passed unused is not late for ever.
    #[must_use]
    pub fn next_due(&self) -> Option<Moment> {
        self.terms
            .iter()
            .filter(|t| t.is_open() && !t.is_paused() && t.term.kind() == TermKind::Duty)
            .map(|t| t.due_at)
            .min()
    }
}
