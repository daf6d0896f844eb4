//! What makes a plenary meeting decide: quorum and majority, with their source and how well it is known.

use crate::law::Confidence;

/// A quorum as a share of the members who may decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quorum {
    /// More than this many …
    pub more_than: u32,
    /// … of this many.
    pub of: u32,
    /// The legal source.
    pub cite: &'static str,
    /// How well it is known.
    pub confidence: Confidence,
}

/// The quorum of a plenary meeting. Recused members may not decide and are not counted.
pub const QUORUM: Quorum = Quorum {
    more_than: 1,
    of: 2,
    cite: "Perbawaslu 5/2018 (not seen; more than half of the members who may decide is assumed)",
    confidence: Confidence::Unsure,
};

impl Quorum {
    /// Whether so many of those who may decide are enough.
    #[must_use]
    pub const fn is_met(&self, may_decide: u32, deciding: u32) -> bool {
        may_decide > 0
            && deciding <= may_decide
            && deciding.saturating_mul(self.of) > may_decide.saturating_mul(self.more_than)
    }
}

/// The majority that decides, among the members who take part in the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Majority {
    /// The legal source.
    pub cite: &'static str,
    /// How well it is known.
    pub confidence: Confidence,
}

/// More members agree than dissent.
pub const MAJORITY: Majority = Majority {
    cite: "Perbawaslu 5/2018 (not seen; more agreeing than dissenting among those who decide is assumed)",
    confidence: Confidence::Unsure,
};

impl Majority {
    /// Whether so many of those who decide are enough.
    #[must_use]
    pub const fn is_met(&self, deciding: u32, dissenting: u32) -> bool {
        deciding.saturating_sub(dissenting) > dissenting
    }
}
