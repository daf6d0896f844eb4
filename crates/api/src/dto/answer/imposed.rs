//! What a step recommended or imposed, as its journal row shows it.

use netralitas_domain::{
    file::{Change, Event, Recommendation},
    law::SanctionLevel,
    procedure::Deviation,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{MeasureOut, Rendering};
use crate::dto::words;

/// What was recommended.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RecommendedOut {
    /// The rows of the catalogue of violations that it names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub violations: Vec<String>,
    /// The level, where one was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::SanctionLevel>)]
    pub level: Option<SanctionLevel>,
    /// The kind, where one was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// What a step imposed: the decision itself, or the decision of a remedy that changed it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImposedOut {
    /// What was imposed, as decided.
    pub measures: Vec<MeasureOut>,
    /// How it differs from the recommendation; absent where the two cannot be compared.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<words::Deviation>)]
    pub deviation: Option<Deviation>,
    /// The recommendation that it was held against.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub against: Option<RecommendedOut>,
    /// It dismisses or ends the contract.
    pub dismissal: bool,
}

impl RecommendedOut {
    fn of(recommendation: &Recommendation) -> Self {
        Self {
            violations: recommendation.violations.clone(),
            level: recommendation.level,
            kind: recommendation.kind.clone(),
        }
    }

    /// Of a step that recommends.
    pub(super) fn of_event(event: &Event) -> Option<Self> {
        event.changes.iter().find_map(|change| match change {
            Change::Recommends { recommendation, .. } => Some(Self::of(recommendation)),
            _ => None,
        })
    }
}

impl ImposedOut {
    /// Of a step that imposes, or changes what was imposed.
    pub(super) fn of_event(event: &Event, r: &Rendering<'_>) -> Option<Self> {
        let (measures, deviation, against, dismissal) =
            event.changes.iter().find_map(|change| match change {
                Change::Imposed {
                    measures,
                    deviation,
                    against,
                    dismissal,
                    ..
                } => Some((measures, Some(*deviation), against, *dismissal)),
                Change::RemedyDecided {
                    measures,
                    deviation,
                    against,
                    dismissal,
                    ..
                } if !measures.is_empty() => Some((measures, *deviation, against, *dismissal)),
                _ => None,
            })?;
        Some(Self {
            measures: measures.iter().map(|m| MeasureOut::of(m, r)).collect(),
            deviation,
            against: against.as_ref().map(RecommendedOut::of),
            dismissal,
        })
    }
}
