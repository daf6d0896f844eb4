//! Terms of a step: which it opens and closes, from which day they run, whether the step is late.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::acts::{
    check::World,
    command::{Details, PaperRef},
    guard_check::Ctx,
};
use crate::{
    file::{CaseFacts, CaseFile, ClosedTerm, Facts, TermStart, TermState, Track},
    ids::PaperId,
    law::{Count, LawSet, StartsAt},
    procedure::{Open, Outcome, PaperKind, Term, TermKind, When},
    refusal::{Fault, Unfit},
    time::{Effective, Zone},
};

/// Where a track is kept, for its terms: the zone of the office that handles the case, and the region of the office
/// that keeps the track.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub zone: Zone,
    pub region: Option<&'a str>,
}

impl<'a> Place<'a> {
    /// Of a track as its case stands.
    pub fn of(file: &CaseFile, track: &Track, world: World<'a>) -> Self {
        let handling = file.case().map(|c| c.handled_by);
        let keeper = match &track.facts {
            Facts::Case(case) => Some(case.handled_by),
            Facts::Review(review) => Some(review.authority),
            Facts::Sanction(sanction) => Some(sanction.agency),
            Facts::Control(control) => Some(control.agency),
            Facts::Referral(referral) => referral.destination.office,
        };
        Self {
            zone: handling.map_or(Zone::Wib, |id| world.offices.zone(id)),
            region: keeper.and_then(|id| world.offices.region(id)),
        }
    }
}

/// What the conditions of opened terms read.
#[derive(Clone, Copy, Default)]
pub(super) struct Conditions {
    pub curable_gaps: bool,
    pub requirements_met: bool,
    pub criminal: bool,
    pub correctable: bool,
    pub dismissal: bool,
    pub discipline: bool,
    pub field: bool,
    pub online: bool,
    pub known_day: bool,
    pub other_request_waits: bool,
}

impl Conditions {
    fn hold(self, when: When) -> bool {
        match when {
            When::Always => true,
            When::CurableGaps => self.curable_gaps,
            When::RequirementsMet => self.requirements_met,
            When::Criminal => self.criminal,
            When::Correctable => self.correctable,
            When::OtherRequestWaits => self.other_request_waits,
            When::Dismissal => self.dismissal,
            When::Discipline => self.discipline,
            When::DisciplineInService => self.discipline && !self.dismissal,
            When::Field => self.field,
            When::Online => self.online,
            When::AtOffice => !self.field && !self.online,
            When::KnownDay => self.known_day,
        }
    }

    /// Of a step on an existing track, with the facts as they will be after it.
    pub fn after(
        case: Option<&CaseFacts>,
        track: &Track,
        details: &Details,
        dismissal: bool,
    ) -> Self {
        let outcomes = || {
            case.into_iter()
                .flat_map(|c| c.allegations.iter().flat_map(|a| &a.outcomes))
        };
        let decided = |wanted: Outcome| match details {
            Details::Outcomes(list) => list.iter().any(|(_, o)| o.contains(&wanted)),
            _ => outcomes().any(|o| *o == wanted),
        };
        Self {
            curable_gaps: case.is_some_and(CaseFacts::gaps_curable),
            requirements_met: case.is_some_and(CaseFacts::requirements_met),
            criminal: decided(Outcome::Criminal),
            dismissal: dismissal || track.sanction().is_some_and(|s| s.dismissal),
            ..Self::default()
        }
    }
}

/// The days from which the terms of one step may run.
#[derive(Clone, Copy)]
pub(super) struct Days<'a> {
    pub at: Effective,
    pub known: Option<NaiveDate>,
    pub registered: Option<NaiveDate>,
    pub papers: &'a [PaperRef],
    /// The kinds that the law names for the step; other papers start no term.
    pub kinds: &'static [PaperKind],
}

/// Where a term starts, and the paper that says so.
#[derive(Clone, Copy)]
pub(super) struct Start {
    pub day: NaiveDate,
    pub minute: Option<i16>,
    pub paper: Option<PaperId>,
}

impl Start {
    /// The day that a paper gives.
    pub fn of_paper(paper: &PaperRef, starts: StartsAt) -> Option<Self> {
        let (day, minute) = match starts {
            StartsAt::PaperReceived => (paper.received?, paper.received_minute),
            StartsAt::PaperDay => (paper.dated?, None),
            StartsAt::Effective | StartsAt::Known | StartsAt::Registered => return None,
        };
        Some(Self {
            day,
            minute,
            paper: Some(paper.id),
        })
    }
}

impl<'a> Days<'a> {
    fn named(self) -> impl Iterator<Item = &'a PaperRef> {
        self.papers
            .iter()
            .filter(move |p| self.kinds.contains(&p.kind))
    }

    fn start(self, starts: StartsAt) -> Start {
        let own = Start {
            day: self.at.day,
            minute: self.at.minute,
            paper: None,
        };
        let bare = |day: Option<NaiveDate>| Start {
            day: day.unwrap_or(self.at.day),
            minute: None,
            paper: None,
        };
        match starts {
            StartsAt::Effective => own,
            StartsAt::Registered => bare(self.registered),
            StartsAt::Known => bare(self.known),
            // Receipt is proven by a paper that says so; else the step's own day counts.
            StartsAt::PaperReceived | StartsAt::PaperDay => self
                .named()
                .find_map(|p| Start::of_paper(p, starts))
                .unwrap_or(own),
        }
    }
}

/// Days and hours of a step, of its papers and of its meeting that have not come yet, each with its place in
/// the body.
pub(super) fn future_days(
    at: Effective,
    papers: &[PaperRef],
    by_paper: Option<crate::ids::PaperId>,
    today: NaiveDate,
    now: i16,
) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut note = |pointer: Cow<'static, str>| faults.push(Fault::new(Unfit::FutureDay, pointer));
    if at.day > today {
        note("/effective_day".into());
    } else if at.day == today && at.minute.is_some_and(|m| m > now) {
        note("/effective_time".into());
    }
    for (place, paper) in placed(papers, by_paper) {
        for (name, day) in [
            ("dated", paper.dated),
            ("sent", paper.sent),
            ("received", paper.received),
        ] {
            if day.is_some_and(|d| d > today) {
                note(format!("{place}/{name}").into());
            }
        }
        if paper.received == Some(today) && paper.received_minute.is_some_and(|m| m > now) {
            note(format!("{place}/received_time").into());
        }
    }
    faults
}

/// Papers with their places in the body.
fn placed(
    papers: &[PaperRef],
    by_paper: Option<crate::ids::PaperId>,
) -> impl Iterator<Item = (String, &PaperRef)> {
    papers.iter().enumerate().map(move |(i, paper)| {
        let place = if by_paper == Some(paper.id) {
            "/by_paper".to_owned()
        } else {
            format!("/papers/{i}")
        };
        (place, paper)
    })
}

/// Days of one paper that contradict each other, each with its field: it is written, then sent, then received. One
/// that never came has no day of receipt, one handed over none of sending; an hour of receipt has a day.
pub(super) fn crossings(paper: &PaperRef) -> impl Iterator<Item = (Unfit, &'static str)> {
    let early = |day: Option<NaiveDate>, floor| day.zip(floor).is_some_and(|(day, f)| day < f);
    [
        (paper.sent, paper.dated, Unfit::SentBeforeDated, "sent"),
        (
            paper.received,
            paper.dated,
            Unfit::ReceivedBeforeDated,
            "received",
        ),
        (
            paper.received,
            paper.sent,
            Unfit::ReceivedBeforeSent,
            "received",
        ),
    ]
    .into_iter()
    .filter(move |(day, floor, ..)| early(*day, *floor))
    .map(|(_, _, fault, field)| (fault, field))
    .chain(hourly(paper))
}

/// An hour of receipt without its day says nothing.
fn hourly(paper: &PaperRef) -> Option<(Unfit, &'static str)> {
    let lost = paper.received_minute.is_some() && paper.received.is_none();
    lost.then_some((Unfit::HourWithoutDay, "received"))
}

/// Days of papers that contradict each other or the step: those of [`crossings`], and a step that is taken by a
/// paper which was not yet there.
pub(super) fn crossed_days(
    at: Effective,
    papers: &[PaperRef],
    by_paper: Option<crate::ids::PaperId>,
    is_the_act: impl Fn(&PaperRef) -> bool,
) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (place, paper) in placed(papers, by_paper) {
        let crossed = crossings(paper).map(|(fault, name)| (fault, format!("{place}/{name}")));
        faults.extend(crossed.map(|(fault, at)| Fault::new(fault, at)));
        if paper.dated.is_some_and(|dated| dated > at.day) && is_the_act(paper) {
            faults.push(Fault::new(Unfit::PaperAfterStep, format!("{place}/dated")));
        }
    }
    faults
}

/// The terms that a step opens.
pub(super) fn opened(
    opens: &[Open],
    law: LawSet,
    seq: i64,
    days: Days<'_>,
    conditions: Conditions,
    place: Place<'_>,
    world: World<'_>,
) -> Vec<TermState> {
    opens
        .iter()
        .filter(|open| conditions.hold(open.when))
        .filter_map(|open| {
            // A term without a row under this law text does not exist there.
            let row = world.book.term(open.term, law)?;
            let Start { day, minute, paper } = days.start(row.starts);
            Some(TermState::compute(
                row,
                TermStart {
                    seq,
                    day,
                    minute,
                    zone: place.zone,
                    region: place.region,
                    paper,
                },
                world.book,
            ))
        })
        .collect()
}

/// The open terms that a step closes, each with whether it came late. A right that nobody used has not been kept
/// late: only the step that is due under it comes late.
pub(super) fn closed(
    closes: &[Term],
    due: Option<Term>,
    track: &Track,
    at: Effective,
) -> Vec<ClosedTerm> {
    closes
        .iter()
        .filter_map(|term| track.open_term(*term))
        .map(|t| ClosedTerm {
            term: t.term,
            late: closed_late(t, due, at),
        })
        .collect()
}

/// Whether a step that is due under a term (or under none) closes a term late.
pub(super) fn closed_late(term: &TermState, due: Option<Term>, at: Effective) -> bool {
    (term.term.kind() == TermKind::Duty || due == Some(term.term))
        && term.is_past(at.day, at.minute)
}

/// The term that the step should have kept and did not.
pub(super) fn lateness(
    due: Option<Term>,
    closes: &[Term],
    track: &Track,
    at: Effective,
) -> Option<Term> {
    let due = due?;
    let late = |term| {
        track
            .open_term(term)
            .is_some_and(|t| t.is_past(at.day, at.minute))
    };
    if late(due) {
        return Some(due);
    }
    // A term of the same step that took the place of the one named (handling, extended).
    closes
        .iter()
        .copied()
        .find(|t| *t == Term::HandlingExtended && due == Term::Handling && late(*t))
}

/// Whether an invitation leaves the lead time that the law demands before the hearing.
pub(super) fn lead_time_kept(ctx: &Ctx<'_>, papers: &[PaperRef], hearing: NaiveDate) -> bool {
    let Some(row) = ctx.world.book.term(Term::Invitation, ctx.track.law) else {
        return true;
    };
    let days = Days {
        at: ctx.at,
        known: None,
        registered: None,
        papers,
        kinds: ctx.rule.law(ctx.track.law).map_or(&[], |l| l.papers),
    };
    let from = days.start(row.starts).day;
    let count = Count {
        region: Place::of(ctx.file, ctx.track, ctx.world).region,
        ..Count::plain(from, row.amount, row.unit)
    };
    ctx.world.book.calendar.walk(&count).due_day <= hearing
}
