//! What the law book answers, as it is sent: rows with their sources, the steps, the doubts.

use chrono::NaiveDate;
use netralitas_domain::{
    Text,
    law::{self, Confidence, DayKind, LawSet, citation, questions as q},
    vocabulary::Word,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    law_book::{LawAuthority, LawSanctionKind},
    law_catalogue::{LawEffect, LawImposer},
    reference::{BothTexts, Coded},
    words,
};

/// A word of the answer with its texts.
#[derive(Debug, Clone, Serialize)]
pub struct CodedWord {
    code: &'static str,
    text: Text,
}

fn coded<W: Word>(word: W) -> CodedWord {
    CodedWord {
        code: word.code(),
        text: word.text(),
    }
}

pub(super) fn all<W: Word>(words: &[W]) -> Vec<CodedWord> {
    words.iter().map(|w| coded(*w)).collect()
}

/// One step of the reasoning.
#[derive(Debug, Serialize, ToSchema)]
pub struct LawStep<'a> {
    /// What it says.
    #[schema(value_type = Coded)]
    pub what: CodedWord,
    /// The code of the row that it rests on.
    pub row: &'a str,
    /// The day in that row that decides, if one does.
    pub day: Option<NaiveDate>,
    /// The source.
    #[schema(value_type = BothTexts)]
    pub source: citation::BothTexts,
    /// How well it is known.
    #[schema(value_type = words::Confidence)]
    pub confidence: Confidence,
    /// Doubts of the row.
    #[schema(value_type = BothTexts)]
    pub note: citation::BothTexts,
}

impl<'a> LawStep<'a> {
    pub(super) fn of(step: &q::Step<'a>) -> Self {
        Self {
            what: coded(step.what),
            row: step.row,
            day: step.day,
            source: citation::both(step.source),
            confidence: step.confidence,
            note: citation::note_in_both(step.note),
        }
    }

    pub(super) fn all(steps: &[q::Step<'a>]) -> Vec<Self> {
        steps.iter().map(Self::of).collect()
    }
}

/// A kind of sanction that may be imposed.
#[derive(Debug, Serialize, ToSchema)]
pub struct LawImposable<'a> {
    /// The kind.
    #[schema(value_type = LawSanctionKind)]
    pub kind: &'a law::SanctionKind,
    /// Whether it is imposed, or postponed while another kind stands in for it.
    #[schema(value_type = words::Standing)]
    pub standing: q::Standing,
    /// How well it is known that it may be imposed here.
    #[schema(value_type = words::Confidence)]
    pub confidence: Confidence,
    /// What it does while it runs, as far as it was seen.
    #[schema(value_type = Vec<LawEffect>)]
    pub effects: Vec<&'a law::EffectRow>,
}

impl<'a> LawImposable<'a> {
    pub(super) fn of(found: q::Imposable<'a>) -> Self {
        Self {
            kind: found.kind,
            standing: found.standing,
            confidence: found.confidence,
            effects: found.effects,
        }
    }
}

/// The kinds that may be imposed.
#[derive(Debug, Serialize, ToSchema)]
pub struct LawKinds<'a> {
    /// The version of the book.
    pub version: &'a str,
    /// The law text of the sanction; none for whoever has no discipline of civil servants.
    #[schema(value_type = Option<words::LawSet>)]
    pub regime: Option<LawSet>,
    /// The kinds.
    pub kinds: Vec<LawImposable<'a>>,
    /// Why.
    pub steps: Vec<LawStep<'a>>,
    /// Doubts.
    #[schema(value_type = Vec<Coded>)]
    pub doubts: Vec<CodedWord>,
}

impl<'a> LawKinds<'a> {
    /// Of an answer.
    #[must_use]
    pub fn of(version: &'a str, answer: q::KindsAnswer<'a>) -> Self {
        Self {
            version,
            regime: answer.regime,
            kinds: answer.kinds.into_iter().map(LawImposable::of).collect(),
            steps: LawStep::all(&answer.steps),
            doubts: all(&answer.doubts),
        }
    }
}

/// One kind, and the officials who may impose it.
#[derive(Debug, Serialize, ToSchema)]
pub struct LawKindImposers<'a> {
    /// The kind.
    pub kind: LawImposable<'a>,
    /// The officials; empty where none was seen.
    #[schema(value_type = Vec<LawImposer>)]
    pub officials: Vec<&'a law::ImposerRow>,
    /// Doubts.
    #[schema(value_type = Vec<Coded>)]
    pub doubts: Vec<CodedWord>,
}

/// Who may impose what.
#[derive(Debug, Serialize, ToSchema)]
pub struct LawImposers<'a> {
    /// The version of the book.
    pub version: &'a str,
    /// One row per kind that may be imposed.
    pub kinds: Vec<LawKindImposers<'a>>,
}

impl<'a> LawImposers<'a> {
    /// Of an answer.
    #[must_use]
    pub fn of(version: &'a str, found: Vec<q::Imposer<'a>>) -> Self {
        let one = |i: q::Imposer<'a>| LawKindImposers {
            kind: LawImposable::of(i.kind),
            officials: i.officials,
            doubts: all(&i.doubts),
        };
        Self {
            version,
            kinds: found.into_iter().map(one).collect(),
        }
    }
}

/// An authority that is competent, or may be.
#[derive(Debug, Serialize, ToSchema)]
pub struct LawCompetent<'a> {
    /// Its row.
    #[schema(value_type = LawAuthority)]
    pub authority: &'a law::Authority,
    /// Whether it is the answer or another reading.
    #[schema(value_type = words::Tie)]
    pub tie: q::Tie,
    /// Why.
    pub step: LawStep<'a>,
}

/// Who is competent.
#[derive(Debug, Serialize, ToSchema)]
pub struct LawAuthorities<'a> {
    /// The version of the book.
    pub version: &'a str,
    /// The authorities, the answer first; where every one is another reading, the book picks none.
    pub authorities: Vec<LawCompetent<'a>>,
    /// Doubts.
    #[schema(value_type = Vec<Coded>)]
    pub doubts: Vec<CodedWord>,
}

impl<'a> LawAuthorities<'a> {
    /// Of an answer.
    #[must_use]
    pub fn of(version: &'a str, answer: &q::AuthorityAnswer<'a>) -> Self {
        let one = |c: &q::Competent<'a>| LawCompetent {
            authority: c.authority,
            tie: c.tie,
            step: LawStep::of(&c.step),
        };
        Self {
            version,
            authorities: answer.all.iter().map(one).collect(),
            doubts: all(&answer.doubts),
        }
    }
}

/// Whether a day is worked, and why not.
#[derive(Debug, Serialize, ToSchema)]
pub struct LawDay<'a> {
    /// The version of the calendar.
    pub calendar_version: &'a str,
    /// The day.
    pub day: NaiveDate,
    /// The region that was asked about; none where the answer is that of the whole country.
    pub region: Option<&'a str>,
    /// Whether offices work.
    pub working: bool,
    /// `working`, `weekend` or `holiday`: a day off by decree, of which `holiday` tells the kind.
    pub why: &'static str,
    /// The day off.
    #[schema(value_type = Option<super::law_book::LawHoliday>)]
    pub holiday: Option<&'a law::Holiday>,
    /// Earlier decrees on it that a later one took the place of, and decrees that took it back; in their order.
    #[schema(value_type = Vec<super::law_book::LawHoliday>)]
    pub superseded: Vec<&'a law::Holiday>,
    /// How far the days off of its year are known.
    #[schema(value_type = words::Coverage)]
    pub coverage: law::Coverage,
    /// Doubts.
    #[schema(value_type = Vec<Coded>)]
    pub doubts: Vec<CodedWord>,
}

impl<'a> LawDay<'a> {
    /// Of an answer.
    #[must_use]
    pub fn of(answer: &q::DayAnswer<'a>, region: Option<&'a str>) -> Self {
        let found = &answer.found;
        let (why, holiday) = match found.kind {
            DayKind::Working => ("working", None),
            DayKind::Weekend => ("weekend", None),
            DayKind::Holiday(holiday) => ("holiday", Some(holiday)),
        };
        Self {
            calendar_version: found.version,
            day: found.day,
            region,
            working: found.is_working(),
            why,
            holiday,
            superseded: found.superseded.clone(),
            coverage: found.coverage,
            doubts: all(&answer.doubts),
        }
    }
}
