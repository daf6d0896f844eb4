//! What a change of the law book would move.

use chrono::NaiveDate;
use netralitas_app::law::changes::{Preview, Would};
use netralitas_domain::{
    acts::{Otherwise, Restaged, Succeeded},
    law::Authority,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{dto::answer::Named, extract::Language};

/// What a change of the book would move.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct LawChangePreview {
    /// The version that the book would have.
    pub book_version: String,
    /// Cases of which a running term would move.
    pub cases: usize,
    /// Running terms that would move.
    pub terms: usize,
    /// Answers about running cases that would be otherwise. The cases keep theirs: nothing is written to them.
    pub answers: usize,
    /// Running reviews and blocks for which another authority would be competent, today or later. Each stays where it is
    /// until that one takes it over.
    pub authorities: usize,
    /// All of these, by case; the first 1000.
    pub items: Vec<LawChangeItem>,
}

/// What would be otherwise.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LawChangeItem {
    /// A running term would end on another day.
    Term(TermWouldMove),
    /// A moved stage would answer otherwise.
    Stage(AnswerWouldDiffer),
    /// A running track would be another authority's.
    Authority(AuthorityWouldChange),
}

/// A running term that would end on another day.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TermWouldMove {
    /// The case.
    pub case_id: Uuid,
    /// The track.
    pub track_id: Uuid,
    /// What kind of track it is.
    pub machine: Named,
    /// Which term.
    pub term: Named,
    /// Its last day now.
    pub was_due_day: NaiveDate,
    /// Its last day then.
    pub due_day: NaiveDate,
}

/// An answer about a running case that would be otherwise: on which side of the fixing of candidates an act lies, or
/// what is noted of a step.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AnswerWouldDiffer {
    /// The case.
    pub case_id: Uuid,
    /// The track.
    pub track_id: Uuid,
    /// What kind of track it is.
    pub machine: Named,
    /// The allegation whose act is judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allegation_id: Option<Uuid>,
    /// The step of which something is noted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seq: Option<i64>,
    /// The answer now: the phases in which the act may lie, or the mark of the step; none where it has none.
    pub was: Vec<Named>,
    /// The answer then.
    pub now: Vec<Named>,
}

/// A running review or block for which another authority would be competent from a day on.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AuthorityWouldChange {
    /// The case.
    pub case_id: Uuid,
    /// The track.
    pub track_id: Uuid,
    /// What kind of track it is.
    pub machine: Named,
    /// The first day of it, today or later.
    pub from: NaiveDate,
    /// Who is competent then by the book as it is; absent where nobody is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub was: Option<AuthorityNamed>,
    /// Who is by the changed book; absent where nobody is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<AuthorityNamed>,
}

/// An authority as the book names it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AuthorityNamed {
    /// The code of its row.
    pub code: String,
    /// Its name in the language of the answer.
    pub text: String,
}

impl LawChangePreview {
    /// Renders a preview.
    #[must_use]
    pub fn of(preview: Preview, language: Language) -> Self {
        let item = |would| match would {
            Would::Move {
                case_id,
                track,
                machine,
                term,
            } => LawChangeItem::Term(TermWouldMove {
                case_id: case_id.raw(),
                track_id: track.raw(),
                machine: Named::of(machine, language),
                term: Named::of(term.now.term, language),
                was_due_day: term.was,
                due_day: term.now.due_day,
            }),
            Would::Authority(track) => {
                LawChangeItem::Authority(AuthorityWouldChange::of(*track, language))
            }
            Would::Answer(answer) => LawChangeItem::Stage(AnswerWouldDiffer::of(answer, language)),
        };
        Self {
            book_version: preview.version,
            cases: preview.cases,
            terms: preview.terms,
            answers: preview.answers,
            authorities: preview.authorities,
            items: preview.items.into_iter().map(item).collect(),
        }
    }
}

impl AuthorityWouldChange {
    fn of(track: Succeeded, language: Language) -> Self {
        let named = |row: Authority| AuthorityNamed {
            text: match language {
                Language::Indonesian => row.id,
                Language::English => row.en,
            },
            code: row.code,
        };
        Self {
            case_id: track.case_id.raw(),
            track_id: track.track.raw(),
            machine: Named::of(track.machine, language),
            from: track.from,
            was: track.was.map(named),
            now: track.now.map(named),
        }
    }
}

impl AnswerWouldDiffer {
    fn of(answer: Restaged, language: Language) -> Self {
        let named = |phases: Vec<_>| phases.into_iter().map(|p| Named::of(p, language)).collect();
        let (allegation_id, seq, was, now) = match answer.what {
            Otherwise::Act {
                allegation,
                was,
                now,
            } => (Some(allegation.raw()), None, named(was), named(now)),
            Otherwise::Mark {
                seq,
                mark,
                was,
                now,
            } => {
                let noted = |is: bool| is.then(|| Named::of(mark, language)).into_iter().collect();
                (None, Some(seq), noted(was), noted(now))
            }
        };
        Self {
            case_id: answer.case_id.raw(),
            track_id: answer.track.raw(),
            machine: Named::of(answer.machine, language),
            allegation_id,
            seq,
            was,
            now,
        }
    }
}
