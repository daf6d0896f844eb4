//! What applies to an act: catalogue rows, phase, levels, kinds, authority, destination, one answer per part.

use chrono::NaiveDate;

use super::{Doubt, Reading, Wrong, parts, phase};
use crate::{
    file::SubjectKind,
    law::{Act, Book, Contest, DATA_BEGINS},
};

/// The question: this act, by this kind of person, about this race, on these days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked<'a> {
    /// The act's code.
    pub act: &'a str,
    /// What the person is.
    pub subject: SubjectKind,
    /// The race of the candidate concerned.
    pub contest: Option<Contest<'a>>,
    /// First day of the act.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// The day on which the matter comes to the authority; without one, the days of the act.
    pub intake: Option<NaiveDate>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applies<'b> {
    /// The act.
    pub act: &'b Act,
    /// One answer per part of the days; more than one where a boundary lies between.
    pub parts: Vec<Part<'b>>,
    /// Doubts about the whole.
    pub doubts: Vec<Doubt>,
}

/// Days on one side of each boundary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<'b> {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// The readings: one where the answer is plain, more where it is not, the likeliest phase first.
    pub readings: Vec<Reading<'b>>,
}

/// What applies.
///
/// # Errors
/// Every parameter that the book does not know.
pub fn applies<'b>(book: &'b Book, asked: &Asked<'_>) -> Result<Applies<'b>, Vec<Wrong>> {
    let act = book.acts.iter().find(|a| a.code == asked.act);
    let mut wrong = Vec::new();
    let mut no = |holds: bool, field, code| {
        if !holds {
            wrong.push(Wrong { field, code });
        }
    };
    no(act.is_some(), "act", "unknown_act");
    if let Some(contest) = asked.contest {
        let known = book.election(contest.election, contest.race).is_some();
        no(known, "election", "unknown_election");
        if let Some(region) = contest.region {
            let known = book.region_ever(region, asked.from).is_some();
            no(known, "region", "unknown_region");
        }
    }
    no(asked.from <= asked.to, "day_to", "end_before_start");
    let Some(act) = act.filter(|_| wrong.is_empty()) else {
        return Err(wrong);
    };
    let range = (asked.from, asked.to);
    let own_authority = asked.intake.is_none();
    let starts = parts::starts(book, asked.act, asked.contest, own_authority, range);
    let mut found: Vec<Part<'b>> = Vec::with_capacity(starts.len());
    for (at, from) in starts.iter().enumerate() {
        let next = starts.get(at + 1).and_then(|next| next.pred_opt());
        let to = next.unwrap_or(asked.to);
        let readings = readings(book, asked, *from);
        match found.last_mut() {
            // A day on which something else changed.
            Some(last) if last.readings == readings => last.to = to,
            _ => found.push(Part {
                from: *from,
                to,
                readings,
            }),
        }
    }
    let mut doubts = Vec::new();
    if found.len() > 1 {
        doubts.push(Doubt::SeveralParts);
    }
    if asked.subject == SubjectKind::Unknown {
        doubts.push(Doubt::SubjectUnknown);
    }
    let region = asked.contest.and_then(|contest| contest.region);
    let bore = |code| [asked.from, asked.to].map(|day| book.region(code, day).is_some());
    if region.is_some_and(|code| bore(code).contains(&false)) {
        doubts.push(Doubt::RegionOfOtherDays);
    }
    if asked.from < DATA_BEGINS {
        doubts.push(Doubt::BeforeData);
    }
    Ok(Applies {
        act,
        parts: found,
        doubts,
    })
}

/// Every reading of one day.
fn readings<'b>(book: &'b Book, asked: &Asked<'_>, day: NaiveDate) -> Vec<Reading<'b>> {
    let phases = phase::on(book, asked.contest, day);
    let one = [asked.subject];
    let subjects: &[SubjectKind] = if asked.subject == SubjectKind::Unknown {
        SubjectKind::ALL
    } else {
        &one
    };
    let mut all = Vec::with_capacity(phases.all.len());
    for subject in subjects.iter().filter(|s| **s != SubjectKind::Unknown) {
        for phase in phases.all {
            let mut reading = Reading {
                subject: *subject,
                phase: *phase,
                rows: Vec::new(),
                elsewhere: Vec::new(),
                regime: None,
                authority: None,
                destinations: Vec::new(),
                steps: Vec::with_capacity(8),
                doubts: phases.doubt.into_iter().collect(),
            };
            reading.steps.extend(phases.step);
            reading.fill(book, asked, day);
            all.push(reading);
        }
    }
    all
}
