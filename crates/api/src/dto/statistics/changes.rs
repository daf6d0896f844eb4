//! What moved between two times of recording.

use chrono::NaiveDate;
use netralitas_app::reading::statistics::{Changes, Moved};
use netralitas_domain::figures::Figure;
use serde::Serialize;
use utoipa::ToSchema;

use super::dated::{FigureDefinitionOut, state};
use crate::{
    dto::{answer::Named, words},
    extract::Language,
};

/// Why figures as of one day differ as known at two times.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FigureChangesOut {
    /// The legal day as of which they are.
    pub as_of: NaiveDate,
    /// The earlier time: what was recorded up to it is left out (RFC 3339, UTC).
    pub known_from: String,
    /// The later time: what was recorded up to it is in it (RFC 3339, UTC).
    pub known_to: String,
    /// Whether the same question will be answered the same for ever; as in the funnel.
    pub settled: bool,
    /// What moved, by figure, state and cause. `added` less `removed` of a figure and state is the difference.
    pub items: Vec<FigureChangeOut>,
    /// What the figures count.
    pub definitions: Vec<FigureDefinitionOut>,
}

/// What one cause moved.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FigureChangeOut {
    /// The figure.
    #[schema(value_type = words::Figure)]
    pub figure: Figure,
    /// The stage, the finding or the follow-up, where the figure moves between such.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<Named>,
    /// Why: recorded on its day, late entry, amendment, annulment, a change of the law book, link.
    pub cause: Named,
    /// What was put on.
    pub added: i64,
    /// What was taken off.
    pub removed: i64,
}

impl FigureChangesOut {
    /// Renders them.
    #[must_use]
    pub fn of(changes: &Changes, language: Language) -> Self {
        let one = |moved: &Moved| FigureChangeOut {
            figure: moved.figure,
            state: state(moved.figure, &moved.state, language),
            cause: Named::of(moved.cause, language),
            added: moved.added,
            removed: moved.removed,
        };
        let mut figures: Vec<Figure> = changes.moved.iter().map(|m| m.figure).collect();
        figures.sort_unstable();
        figures.dedup();
        let definitions = figures.into_iter();
        Self {
            as_of: changes.dated.as_of,
            known_from: changes.known_from.rfc3339(),
            known_to: changes.dated.known_at.rfc3339(),
            settled: changes.dated.settled,
            items: changes.moved.iter().map(one).collect(),
            definitions: definitions
                .map(|f| FigureDefinitionOut::of(f, language))
                .collect(),
        }
    }
}
