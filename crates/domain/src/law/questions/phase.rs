//! Before or after candidates were fixed: by the day of the act and the stages of the race.

use chrono::NaiveDate;

use super::{Because, Doubt, Step};
use crate::law::{Book, Confidence, Contest, ElectionStage, Phase, StageRow};

/// The phases in which a day may lie, the likelier first, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phases<'b> {
    pub(super) all: &'static [Phase],
    pub(super) step: Option<Step<'b>>,
    pub(super) doubt: Option<Doubt>,
}

const BEFORE: &[Phase] = &[Phase::Before];
const AFTER: &[Phase] = &[Phase::After];
const BEFORE_OR_AFTER: &[Phase] = &[Phase::Before, Phase::After];
const AFTER_OR_BEFORE: &[Phase] = &[Phase::After, Phase::Before];

/// The phases in which the days of an act may lie, in the order in which they come: the likelier of a doubtful day
/// first.
#[must_use]
pub fn phases(book: &Book, contest: Contest<'_>, (from, to): (NaiveDate, NaiveDate)) -> Vec<Phase> {
    let mut days: Vec<NaiveDate> = boundaries(book, contest)
        .filter(|day| from < *day && *day <= to)
        .chain([from])
        .collect();
    days.sort_unstable();
    let mut found = Vec::new();
    for phase in days
        .iter()
        .flat_map(|day| on(book, Some(contest), *day).all)
    {
        if !found.contains(phase) {
            found.push(*phase);
        }
    }
    found
}

/// The phase of a day in a race.
pub(super) fn on<'b>(book: &'b Book, contest: Option<Contest<'_>>, day: NaiveDate) -> Phases<'b> {
    let Some(contest) = contest else {
        return open(Doubt::NoElection);
    };
    let stage = |stage| book.stage(contest, stage).filter(|row| row.from.is_some());
    let fixed = stage(ElectionStage::CandidatesFixed).and_then(|row| Some((row, row.from?)));
    if let Some((row, on)) = fixed {
        if day == on {
            return Phases {
                all: AFTER_OR_BEFORE,
                step: Some(step(Because::FixedThatDay, row)),
                doubt: Some(Doubt::FixedThatDay),
            };
        }
        if row.confidence != Confidence::Unsure {
            return side(row, day < on);
        }
    }
    // What is known of the stages around it may settle what the day itself does not.
    let sure = |kind| stage(kind).filter(|row| row.confidence != Confidence::Unsure);
    if let Some(row) = sure(ElectionStage::Registration)
        && row.from.is_some_and(|from| day < from)
    {
        return settled(BEFORE, Because::BeforeRegistration, row);
    }
    if let Some(row) = sure(ElectionStage::Campaign)
        && row.from.is_some_and(|from| from <= day)
    {
        return settled(AFTER, Because::CampaignBegun, row);
    }
    let Some((row, on)) = fixed else {
        return open(Doubt::FixingNotKnown);
    };
    let mut found = side(row, day < on);
    found.all = if day < on {
        BEFORE_OR_AFTER
    } else {
        AFTER_OR_BEFORE
    };
    found.doubt = Some(Doubt::FixingUnsure);
    found
}

/// Days of a race on which the phase may change.
pub(super) fn boundaries(book: &Book, contest: Contest<'_>) -> impl Iterator<Item = NaiveDate> {
    let first = move |stage| book.stage(contest, stage).and_then(|row| row.from);
    let fixed = first(ElectionStage::CandidatesFixed);
    [
        fixed,
        fixed.and_then(|day| day.succ_opt()),
        first(ElectionStage::Registration),
        first(ElectionStage::Campaign),
    ]
    .into_iter()
    .flatten()
}

const fn open<'b>(doubt: Doubt) -> Phases<'b> {
    Phases {
        all: BEFORE_OR_AFTER,
        step: None,
        doubt: Some(doubt),
    }
}

fn side(row: &StageRow, before: bool) -> Phases<'_> {
    if before {
        settled(BEFORE, Because::BeforeFixed, row)
    } else {
        settled(AFTER, Because::AfterFixed, row)
    }
}

fn settled<'b>(all: &'static [Phase], what: Because, row: &'b StageRow) -> Phases<'b> {
    Phases {
        all,
        step: Some(step(what, row)),
        doubt: None,
    }
}

fn step<'b>(what: Because, row: &'b StageRow) -> Step<'b> {
    Step {
        what,
        row: &row.election,
        day: row.from,
        source: &row.decision,
        confidence: row.confidence,
        note: &row.note,
    }
}
