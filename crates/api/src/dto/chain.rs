//! The cases that belong together, and which of them counts.

use netralitas_app::parties::chains::Chain;
use netralitas_domain::{file::LinkKind, numbers::NumberKind, procedure::Stage};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::words;

/// A chain of cases: split, spawned, of one event, merged. It counts once.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChainOut {
    /// The case that counts for all; where the caller does not see that one, the oldest that the caller sees.
    pub counts_id: Uuid,
    /// The cases that the caller sees, oldest first.
    pub cases: Vec<ChainedOut>,
}

/// A case of a chain.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChainedOut {
    /// The case.
    pub case_id: Uuid,
    /// Where it stands.
    #[schema(value_type = words::Stage)]
    pub stage: Stage,
    /// Whether it is the one that counts.
    pub counts: bool,
    /// Its receipts: numbers under which reports came in. A case that was split off has that of the case it comes
    /// from.
    pub receipts: Vec<String>,
    /// Its links to cases that the caller sees.
    pub links: Vec<ChainLink>,
}

/// A link of a case to another.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ChainLink {
    /// How.
    #[schema(value_type = words::LinkKind)]
    pub kind: LinkKind,
    /// The other case.
    pub case_id: Uuid,
}

impl ChainOut {
    /// Renders a chain.
    #[must_use]
    pub fn of(chain: &Chain) -> Self {
        let receipts = chain.cases.iter().map(|c| {
            let numbers = c.numbers.iter();
            numbers
                .filter(|n| n.kind == NumberKind::Submission && !n.void)
                .filter_map(|n| n.text.clone())
                .collect()
        });
        let cases = chain.cases.iter().zip(receipts);
        Self {
            counts_id: chain.counts.raw(),
            cases: cases
                .map(|(c, receipts)| ChainedOut {
                    case_id: c.id.raw(),
                    stage: c.stage,
                    counts: c.id == chain.counts,
                    receipts,
                    links: c
                        .links
                        .iter()
                        .map(|(kind, case)| ChainLink {
                            kind: *kind,
                            case_id: case.raw(),
                        })
                        .collect(),
                })
                .collect(),
        }
    }
}
