//! What applies to an act, as it is sent.

use chrono::NaiveDate;
use netralitas_domain::{
    file::SubjectKind,
    law::{self, LawSet, questions as q},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    law_answers::{CodedWord, LawAuthorities, LawCompetent, LawImposable, LawStep, all},
    law_book::LawDestination,
    law_catalogue::{LawAct, LawViolation},
    reference::Coded,
    words,
};

/// A row of the catalogue and what may be imposed by it.
#[derive(Debug, Serialize, ToSchema)]
pub struct LawRowAnswer<'a> {
    /// The row.
    #[schema(value_type = LawViolation)]
    pub row: &'a law::Violation,
    /// Whether it holds.
    #[schema(value_type = words::Fits)]
    pub fits: q::Fits,
    /// The kinds that may be imposed; of every level where the row's was not seen.
    pub kinds: Vec<LawImposable<'a>>,
}

/// What applies if the person is this and the day lies in this phase.
#[derive(Debug, Serialize, ToSchema)]
pub struct LawReading<'a> {
    /// The kind of person.
    #[schema(value_type = words::SubjectKind)]
    pub subject: SubjectKind,
    /// The phase.
    #[schema(value_type = words::Phase)]
    pub phase: law::Phase,
    /// The rows that hold, and those that may.
    pub rows: Vec<LawRowAnswer<'a>>,
    /// Codes of rows that name the act and do not hold here: of the other phase, or of other days.
    pub elsewhere: Vec<&'a str>,
    /// The law text of a discipline sanction.
    #[schema(value_type = Option<words::LawSet>)]
    pub regime: Option<LawSet>,
    /// The authorities that take the matter in, the answer first; none where the person is no civil servant.
    pub authorities: Vec<LawCompetent<'a>>,
    /// Where the matter goes otherwise.
    #[schema(value_type = Vec<LawDestination>)]
    pub destinations: Vec<&'a law::DestinationRow>,
    /// The reasoning.
    pub steps: Vec<LawStep<'a>>,
    /// Doubts.
    #[schema(value_type = Vec<Coded>)]
    pub doubts: Vec<CodedWord>,
}

impl<'a> LawReading<'a> {
    fn of(version: &'a str, reading: q::Reading<'a>) -> Self {
        let authority = reading.authority.as_ref();
        let row = |r: q::RowAnswer<'a>| LawRowAnswer {
            row: r.row,
            fits: r.fits,
            kinds: r.kinds.into_iter().map(LawImposable::of).collect(),
        };
        Self {
            subject: reading.subject,
            phase: reading.phase,
            authorities: authority
                .map_or_else(Vec::new, |a| LawAuthorities::of(version, a).authorities),
            rows: reading.rows.into_iter().map(row).collect(),
            elsewhere: reading.elsewhere.iter().map(|v| v.code.as_str()).collect(),
            regime: reading.regime,
            destinations: reading.destinations,
            steps: LawStep::all(&reading.steps),
            doubts: all(&reading.doubts),
        }
    }
}

/// Days on one side of each boundary.
#[derive(Debug, Serialize, ToSchema)]
pub struct LawPart<'a> {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// The readings: one where the answer is plain; where there are more, the book picks none.
    pub readings: Vec<LawReading<'a>>,
}

/// What applies to an act.
#[derive(Debug, Serialize, ToSchema)]
pub struct LawApplies<'a> {
    /// The version of the book.
    pub version: &'a str,
    /// The act.
    #[schema(value_type = LawAct)]
    pub act: &'a law::Act,
    /// One answer per part of the days.
    pub parts: Vec<LawPart<'a>>,
    /// Doubts about the whole.
    #[schema(value_type = Vec<Coded>)]
    pub doubts: Vec<CodedWord>,
}

impl<'a> LawApplies<'a> {
    /// Of an answer.
    #[must_use]
    pub fn of(version: &'a str, answer: q::Applies<'a>) -> Self {
        let part = |p: q::Part<'a>| LawPart {
            from: p.from,
            to: p.to,
            readings: p
                .readings
                .into_iter()
                .map(|r| LawReading::of(version, r))
                .collect(),
        };
        Self {
            version,
            act: answer.act,
            parts: answer.parts.into_iter().map(part).collect(),
            doubts: all(&answer.doubts),
        }
    }
}
