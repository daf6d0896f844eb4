//! Historic entry: the mode, and the numbers that stand on old papers.

use netralitas_domain::{
    acts::{Historic, PaperNumber},
    numbers::NumberKind,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::words;

/// That something is entered from old papers, with the numbers that they bear. What bears none gets none.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HistoricEntry {
    /// The numbers that the step gave, one of each kind; each is given once by an office, however it is written, and
    /// its counter goes on after it. A number that does not follow the pattern is taken with a warning.
    #[serde(default)]
    #[validate(length(max = 10), nested)]
    #[schema(max_items = 10)]
    pub numbers: Vec<OldNumber>,
}

/// A number as its paper says it.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OldNumber {
    /// What it was given to.
    #[schema(value_type = words::NumberKind)]
    pub kind: NumberKind,
    /// The number.
    #[validate(length(min = 1, max = 100), custom(function = has_digit_or_letter))]
    #[schema(min_length = 1, max_length = 100, pattern = "[0-9A-Za-z]")]
    pub number: String,
}

fn has_digit_or_letter(number: &str) -> Result<(), ValidationError> {
    super::details::has_digit_or_letter(number)
}

impl From<HistoricEntry> for Historic {
    fn from(body: HistoricEntry) -> Self {
        Self {
            numbers: body
                .numbers
                .into_iter()
                .map(|n| PaperNumber {
                    kind: n.kind,
                    // Spaces round it and between its words say nothing.
                    text: n.number.split_whitespace().collect::<Vec<_>>().join(" "),
                })
                .collect(),
        }
    }
}
