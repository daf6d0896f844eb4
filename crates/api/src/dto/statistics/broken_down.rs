//! One figure, broken down.

use chrono::NaiveDate;
use netralitas_app::{
    Known,
    reading::statistics::{Cell, Figures},
};
use netralitas_domain::{
    figures::{By, Figure},
    file::{Origin, SubjectKind},
    ids::Id,
    law::SanctionLevel,
    procedure::Keeper,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::dated::{DISTINCT, FigureDefinitionOut, FigureIdentityOut, state};
use crate::{
    dto::{answer::Named, words},
    extract::Language,
};

/// A figure of what the caller may see, broken down.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FigureOut {
    /// What it counts.
    pub figure: FigureDefinitionOut,
    /// The legal day as of which it is.
    pub as_of: NaiveDate,
    /// What was recorded up to this instant is in it (RFC 3339, UTC).
    pub known_at: String,
    /// Whether the same question will be answered the same for ever; as in the funnel.
    pub settled: bool,
    /// By what it is broken down.
    pub by: Vec<Named>,
    /// All of it: the sum of the rows.
    pub total: i64,
    /// How many distinct people that is, of figures in persons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distinct_persons: Option<i64>,
    /// Who counts once among distinct people, of figures in persons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distinct_definition: Option<&'static str>,
    /// The rows; none that is zero. Broken down by month, a row is what came and went in it.
    pub items: Vec<FigureRowOut>,
    /// What must add up.
    pub identities: Vec<FigureIdentityOut>,
}

/// A row of a breakdown.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FigureRowOut {
    /// By what, in the order asked.
    pub by: Vec<FigureValueOut>,
    /// How many.
    pub n: i64,
    /// How many distinct people, of figures in persons. They do not add up: one person may stand in several rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distinct_persons: Option<i64>,
}

/// A value by which a figure is broken down.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FigureValueOut {
    /// By what.
    #[schema(value_type = words::By)]
    pub by: By,
    /// The code, the identifier of an office, the code of a region, or the month as `2024-10`; absent where what is
    /// counted has none of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// In words, where it has some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl FigureOut {
    /// Renders it.
    #[must_use]
    pub fn of(found: &Figures, language: Language) -> Self {
        let row = |cell: &Cell| FigureRowOut {
            by: found
                .by
                .iter()
                .zip(&cell.by)
                .map(|(by, code)| value(found, *by, code, language))
                .collect(),
            n: cell.n,
            distinct_persons: cell.people,
        };
        Self {
            figure: FigureDefinitionOut::of(found.figure, language),
            as_of: found.dated.as_of,
            known_at: found.dated.known_at.rfc3339(),
            settled: found.dated.settled,
            by: found.by.iter().map(|by| Named::of(*by, language)).collect(),
            total: found.total,
            distinct_persons: found.people,
            distinct_definition: found.people.map(|_| language.pick(DISTINCT)),
            items: found.cells.iter().map(row).collect(),
            identities: FigureIdentityOut::all(&found.identities, language),
        }
    }
}

fn value(found: &Figures, by: By, code: &str, language: Language) -> FigureValueOut {
    FigureValueOut {
        by,
        code: Some(code.to_owned()).filter(|c| !c.is_empty()),
        text: text(
            &found.known,
            found.figure,
            (by, code),
            found.dated.as_of,
            language,
        ),
    }
}

fn text(
    known: &Known,
    figure: Figure,
    (by, code): (By, &str),
    day: NaiveDate,
    language: Language,
) -> Option<String> {
    let word = |text: netralitas_domain::Text| language.pick(text).to_owned();
    match by {
        By::Holder => Keeper::text_of(code).map(word),
        By::Origin => Origin::from_code(code).map(|w| word(w.text())),
        By::Subject => SubjectKind::from_code(code).map(|w| word(w.text())),
        By::Level => SanctionLevel::from_code(code).map(|w| word(w.text())),
        By::State => state(figure, code, language).map(|n| n.text.to_owned()),
        By::Office | By::Agency | By::Authority => {
            let office = known.offices.get(Id::new(code.parse().ok()?));
            office.map(|o| o.name.clone())
        }
        By::Province | By::Regency => known.book.region_ever(code, day).map(|r| r.name.clone()),
        By::Election | By::Kind | By::Violation | By::Month => None,
    }
}
