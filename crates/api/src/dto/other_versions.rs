//! How a track would stand under other versions of the law: what differs, with the source of each side.

use chrono::NaiveDate;
use netralitas_app::reading::query::TermsView;
use netralitas_domain::{
    acts::{ActionUnder, Comparison, StepUnder, TermUnder, compare, other_versions},
    law::{Confidence, SanctionKind, Unit},
    procedure::{Law, PaperKind},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{answer::Named, words};
use crate::extract::Language;

/// A track and the other versions under which it might stand.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OtherVersionsOut {
    /// The track.
    pub track_id: Uuid,
    /// Its version when this was computed.
    pub version: i64,
    /// One per other version; empty where the law book has no other for it.
    pub items: Vec<OtherVersionOut>,
}

/// What differs under one other version.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OtherVersionOut {
    /// The version that is pinned.
    pub pinned: Named,
    /// The other.
    pub other: Named,
    /// Whether nothing would differ, as far as the rows of the other version are known: see `confidence`.
    pub same: bool,
    /// The weakest confidence of the rows of the other version that were compared; `unsure` where values stand in for a
    /// text that was not seen.
    #[schema(value_type = words::Confidence)]
    pub confidence: Confidence,
    /// Terms that would be others.
    pub terms: Vec<OtherTermOut>,
    /// Steps taken that the other version does not know, or rests on something else.
    pub steps: Vec<OtherStepOut>,
    /// Actions that one of the two does not know where the track stands, or rests on something else; whoever acts.
    pub actions: Vec<OtherActionOut>,
    /// Kinds of sanction that one of the two does not know; absent where the version is no sanction regime.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kinds: Option<OtherKindsOut>,
}

/// A term that would be another.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OtherTermOut {
    /// Which.
    pub term: Named,
    /// The step that opened it.
    pub opened_by: i64,
    /// The start day, itself not counted.
    pub start_day: NaiveDate,
    /// As it is.
    pub pinned: TermLengthOut,
    /// As it would be; absent where the other version has no such term.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<TermLengthOut>,
}

/// A length and when it ends.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TermLengthOut {
    /// How many units.
    pub amount: u32,
    /// Of which kind.
    #[schema(value_type = words::Unit)]
    pub unit: Unit,
    /// The last day; absent where that version lets the term begin with something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_day: Option<NaiveDate>,
    /// The instant it ends (RFC 3339, UTC).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_at: Option<String>,
    /// The legal source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// How well its length is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Confidence>)]
    pub confidence: Option<Confidence>,
}

/// A step that was taken.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OtherStepOut {
    /// Its place on the track.
    pub seq: i64,
    /// What.
    pub action: Named,
    /// On what it rests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pinned: Option<LawTextOut>,
    /// On what it would rest; absent where the other version does not know it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<LawTextOut>,
}

/// An action at the stage where the track stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OtherActionOut {
    /// What.
    pub action: Named,
    /// On what it rests; absent where the pinned version does not know it there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pinned: Option<LawTextOut>,
    /// On what it would rest; absent where the other does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other: Option<LawTextOut>,
}

/// A legal source with the papers that it names.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LawTextOut {
    /// The legal source.
    pub basis: String,
    /// How well it is known.
    #[schema(value_type = words::Confidence)]
    pub confidence: Confidence,
    /// Papers that it names.
    #[schema(value_type = Vec<words::PaperKind>)]
    pub papers: Vec<PaperKind>,
}

/// Kinds of sanction.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OtherKindsOut {
    /// Known under the pinned regime alone.
    pub only_pinned: Vec<OtherKindOut>,
    /// Known under the other alone.
    pub only_other: Vec<OtherKindOut>,
}

/// A kind of sanction.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OtherKindOut {
    /// The regime.
    pub regime: String,
    /// The code.
    pub kind: String,
    /// In words.
    pub text: String,
    /// Its level, or `outside` the levels.
    pub level: String,
    /// The legal source.
    pub basis: String,
    /// How well it is known.
    #[schema(value_type = words::Confidence)]
    pub confidence: Confidence,
}

impl OtherVersionsOut {
    /// Renders every comparison of a track.
    #[must_use]
    pub fn of(view: &TermsView, language: Language) -> Self {
        let (track, book) = (&view.track, &view.known.book);
        let others = other_versions(track).into_iter();
        let compared = others.filter_map(|other| compare(track, other, book));
        Self {
            track_id: track.id.raw(),
            version: track.version,
            items: compared
                .map(|c| OtherVersionOut::of(&c, view, language))
                .collect(),
        }
    }
}

impl OtherVersionOut {
    fn of(found: &Comparison<'_>, view: &TermsView, language: Language) -> Self {
        let no_kinds = found
            .kinds
            .as_ref()
            .is_none_or(|k| k.only_pinned.is_empty() && k.only_other.is_empty());
        Self {
            pinned: Named::of(found.pinned, language),
            other: Named::of(found.other, language),
            confidence: found.confidence,
            same: found.terms.is_empty()
                && found.steps.is_empty()
                && found.actions.is_empty()
                && no_kinds,
            terms: found
                .terms
                .iter()
                .map(|t| OtherTermOut::of(t, view, language))
                .collect(),
            steps: found
                .steps
                .iter()
                .map(|s| OtherStepOut::of(s, language))
                .collect(),
            actions: found
                .actions
                .iter()
                .map(|a| OtherActionOut::of(a, language))
                .collect(),
            kinds: found.kinds.as_ref().map(|k| OtherKindsOut {
                only_pinned: kinds(&k.only_pinned, language),
                only_other: kinds(&k.only_other, language),
            }),
        }
    }
}

impl OtherTermOut {
    fn of(under: &TermUnder<'_>, view: &TermsView, language: Language) -> Self {
        let term = &under.term;
        let own = view.known.book.term(term.term, term.law);
        let source = |row: Option<&netralitas_domain::law::TermRow>| {
            let cited = row.filter(|r| !r.citation.is_empty());
            (
                cited.map(|r| language.cite(&r.citation)),
                row.map(|r| r.confidence),
            )
        };
        let (basis, confidence) = source(own);
        let pinned = TermLengthOut {
            amount: term.amount,
            unit: term.unit,
            due_day: Some(term.due_day),
            due_at: Some(term.due_at.rfc3339()),
            basis,
            confidence,
        };
        let other = under.row.map(|row| {
            let (basis, confidence) = source(Some(row));
            TermLengthOut {
                amount: row.amount,
                unit: row.unit,
                due_day: under.would_be.as_ref().map(|t| t.due_day),
                due_at: under.would_be.as_ref().map(|t| t.due_at.rfc3339()),
                basis,
                confidence,
            }
        });
        Self {
            term: Named::of(term.term, language),
            opened_by: term.opened_by,
            start_day: term.start,
            pinned,
            other,
        }
    }
}

impl OtherStepOut {
    fn of(step: &StepUnder, language: Language) -> Self {
        Self {
            seq: step.seq,
            action: Named::of(step.action, language),
            pinned: step.pinned.map(|l| LawTextOut::of(l, language)),
            other: step.other.map(|l| LawTextOut::of(l, language)),
        }
    }
}

impl OtherActionOut {
    fn of(action: &ActionUnder, language: Language) -> Self {
        Self {
            action: Named::of(action.action, language),
            pinned: action.pinned.map(|l| LawTextOut::of(l, language)),
            other: action.other.map(|l| LawTextOut::of(l, language)),
        }
    }
}

impl LawTextOut {
    fn of(law: &Law, language: Language) -> Self {
        Self {
            basis: language.cite(law.cite),
            confidence: law.confidence,
            papers: law.papers.to_vec(),
        }
    }
}

fn kinds(all: &[&SanctionKind], language: Language) -> Vec<OtherKindOut> {
    let kind = |k: &&SanctionKind| OtherKindOut {
        regime: k.regime.clone(),
        kind: k.code.clone(),
        text: match language {
            Language::Indonesian => k.id.clone(),
            Language::English => k.en.clone(),
        },
        level: k.level.clone(),
        basis: language.cite(&k.citation),
        confidence: k.confidence,
    };
    all.iter().map(kind).collect()
}
