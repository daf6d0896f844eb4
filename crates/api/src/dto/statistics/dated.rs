//! What stands with every figure: definitions, and what must add up.

use netralitas_app::reading::statistics::{Checked, Part};
use netralitas_domain::{
    figures::{Figure, Finding, FollowUp},
    procedure::{Stage, Term},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    dto::{answer::Named, words},
    extract::Language,
};

/// What a figure counts.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FigureDefinitionOut {
    /// The code.
    #[schema(value_type = words::Figure)]
    pub figure: Figure,
    /// Its name in the language of the answer.
    pub text: &'static str,
    /// What is counted: cases, persons or tracks.
    pub unit: Named,
    /// What exactly it counts, on which day and how often.
    pub definition: &'static str,
}

impl FigureDefinitionOut {
    pub(super) fn of(figure: Figure, language: Language) -> Self {
        Self {
            figure,
            text: language.pick(figure.text()),
            unit: Named::of(figure.unit(), language),
            definition: language.pick(figure.definition()),
        }
    }
}

/// Which people are counted where distinct persons are told.
pub(super) const DISTINCT: netralitas_domain::Text = netralitas_domain::Text {
    id: "Orang yang sama dalam beberapa perkara dihitung sekali, sejauh kini diketahui bahwa orangnya sama (NIP); terlapor \
         yang belum dikenali dihitung sendiri-sendiri. Karena itu angka ini dapat berubah.",
    en: "A person in several cases counts once, as far as it is known now that it is the same person (by NIP); a \
         respondent who is not identified counts on his own. So this figure may change.",
};

/// A summand.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FigurePartOut {
    /// The figure.
    #[schema(value_type = words::Figure)]
    pub figure: Figure,
    /// The stage, the finding or the follow-up, where the figure moves between such.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<Named>,
    /// How many.
    pub n: i64,
}

/// A sum that another must equal, with both its sides. The server checks it with every answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FigureIdentityOut {
    /// The code.
    pub code: &'static str,
    /// In words.
    pub text: &'static str,
    /// The whole.
    pub whole: i64,
    /// The sum of its parts.
    pub sum: i64,
    /// The parts; none that is zero.
    pub parts: Vec<FigurePartOut>,
    /// Whether both are equal. Where it is false the server is at fault: it has noted that, and the figures are not to
    /// be relied on.
    pub holds: bool,
}

impl FigureIdentityOut {
    pub(super) fn all(checked: &[Checked], language: Language) -> Vec<Self> {
        let one = |c: &Checked| Self {
            code: c.identity.code,
            text: language.pick(c.identity.text),
            whole: c.whole,
            sum: c.sum(),
            parts: c.parts.iter().map(|p| part(p, language)).collect(),
            holds: c.holds(),
        };
        checked.iter().map(one).collect()
    }
}

fn part(part: &Part, language: Language) -> FigurePartOut {
    FigurePartOut {
        figure: part.figure,
        state: state(part.figure, &part.state, language),
        n: part.n,
    }
}

/// A state between which a figure moves, with its text.
pub(super) fn state(figure: Figure, code: &str, language: Language) -> Option<Named> {
    match figure {
        Figure::PersonsByFinding => Finding::from_code(code).map(|w| Named::of(w, language)),
        Figure::PersonsByFollowUp => FollowUp::from_code(code).map(|w| Named::of(w, language)),
        Figure::TermsOverdue | Figure::TermsEndedLate => {
            Term::from_code(code).map(|w| Named::of(w, language))
        }
        _ => Stage::from_code(code).map(|w| Named::of(w, language)),
    }
}
