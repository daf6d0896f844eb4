//! Papers that the law names for steps taken, and that are not there yet.

use netralitas_domain::{
    file::{OpenPaper, Track},
    law::Confidence,
    procedure::rows,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::Named;
use crate::{dto::words, extract::Language};

/// A paper that the law names for a step and that the step came without.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OpenPaperOut {
    /// Which.
    pub paper: Named,
    /// For which action.
    pub action: Named,
    /// The step that came without it.
    pub seq: i64,
    /// Where the law names it.
    pub legal_basis: String,
    /// How well that is known.
    #[schema(value_type = words::Confidence)]
    pub confidence: Confidence,
}

/// Those of a track, with what asks for each.
pub(super) fn open_papers(track: &Track, language: Language) -> Vec<OpenPaperOut> {
    let named = |open: &OpenPaper| {
        let law = rows(open.action)
            .filter_map(|r| r.law(track.law))
            .find(|l| l.papers.contains(&open.paper))?;
        Some(OpenPaperOut {
            paper: Named::of(open.paper, language),
            action: Named::of(open.action, language),
            seq: open.seq,
            legal_basis: language.cite(law.cite),
            confidence: law.confidence,
        })
    };
    track.open_papers.iter().filter_map(named).collect()
}
