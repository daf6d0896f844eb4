//! What the caller may do, or why not.

use chrono::NaiveDate;
use netralitas_domain::{
    Text,
    acts::{NextAction, legal_basis},
    file::Track,
    law::Confidence,
    people::Role,
    procedure::{Action, BodyShape, Guard, PaperDuty, PaperKind, rows_on},
    refusal::Refusal,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::MarkOut;
use crate::{dto::words, extract::Language};

/// Why an action is refused: the same code that the command would be refused with.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Why {
    /// The stable code.
    pub code: &'static str,
    /// The text.
    pub text: &'static str,
    /// The legal basis, as the command would be refused with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub legal_basis: Vec<String>,
    /// The stages from which the action starts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowed_from: Vec<&'static str>,
}

/// An action of the caller's role on a track.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NextActionOut {
    /// What.
    #[schema(value_type = words::Action)]
    pub action: Action,
    /// Its text.
    pub text: &'static str,
    /// Whether it may be done now.
    pub allowed: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why_not: Option<Why>,
    /// Where to send it; where a second person is named, to `/v1/approvals` instead.
    pub href: String,
    /// The roles of the second person of the same office, where two must act.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<words::Role>)]
    pub second_person: Vec<Role>,
    /// The shape of its details.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::BodyShape>)]
    pub details: Option<BodyShape>,
    /// Conditions that only the body can decide.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub depends_on_body: Vec<GuardOut>,
    /// It is recorded from a paper, for an office that does not use this installation.
    pub by_paper: bool,
    /// The term it should keep, with its last day where it runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_day: Option<NaiveDate>,
    /// The legal basis.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal_basis: Option<String>,
    /// How well the basis is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Confidence>)]
    pub confidence: Option<Confidence>,
    /// Papers that the law names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<NamedPaper>,
    /// What would be noted of the step without refusing it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<MarkOut>,
}

/// A paper that the law names for a step.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NamedPaper {
    /// The code.
    #[schema(value_type = words::PaperKind)]
    pub code: PaperKind,
    /// The text.
    pub text: &'static str,
    /// What it is for the step.
    #[schema(value_type = words::PaperDuty)]
    pub duty: PaperDuty,
}

/// A condition.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct GuardOut {
    /// The code, equal to the refusal's.
    #[schema(value_type = words::Guard)]
    pub code: Guard,
    /// The text.
    pub text: &'static str,
}

impl NextActionOut {
    pub(super) fn of(next: &NextAction, track: &Track, language: Language) -> Option<Self> {
        // The path is the action's, whatever the row; an action always has one row that is an operation.
        let row = next
            .rule
            .or_else(|| rows_on(track.machine, next.action).find(|r| r.is_operation()))?;
        let law = next.rule.and_then(|r| r.law(next.law));
        let pick = |text: Text| language.pick(text);
        Some(Self {
            action: next.action,
            text: pick(next.action.text()),
            allowed: next.refusal.is_none(),
            why_not: next.refusal.as_ref().map(|r| Why {
                code: r.code(),
                text: pick(r.text()),
                legal_basis: legal_basis(r, next.action, track)
                    .into_iter()
                    .map(|cite| language.cite(cite))
                    .collect(),
                allowed_from: match r {
                    Refusal::StepNotAllowed { allowed_from, .. } => {
                        allowed_from.iter().map(|s| s.code()).collect()
                    }
                    _ => Vec::new(),
                },
            }),
            href: format!(
                "/v1/{}/{}/{}",
                track.machine.collection(),
                track.id,
                row.path
            ),
            second_person: row.approval.to_vec(),
            details: next.rule.map(|r| r.body).filter(|b| *b != BodyShape::None),
            depends_on_body: next
                .depends_on_body
                .iter()
                .map(|g| GuardOut {
                    code: *g,
                    text: pick(g.text()),
                })
                .collect(),
            by_paper: next.by_paper,
            due_day: next
                .rule
                .and_then(|r| r.due)
                .and_then(|t| track.open_term(t))
                .map(|t| t.due_day),
            legal_basis: law.map(|l| language.cite(l.cite)),
            confidence: law.map(|l| l.confidence),
            papers: law
                .map(|l| {
                    let paper = |p: &PaperKind| NamedPaper {
                        code: *p,
                        text: pick(p.text()),
                        duty: l.duty(*p),
                    };
                    l.papers.iter().map(paper).collect()
                })
                .unwrap_or_default(),
            marks: next
                .marks
                .iter()
                .map(|m| MarkOut::of(*m, None, language))
                .collect(),
        })
    }
}
