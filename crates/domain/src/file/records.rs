//! Files and outside numbers as the journal holds them: without names and texts.

use serde::{Deserialize, Serialize};

use crate::{
    ids::{EvidenceId, FileId, PaperId, PartyId},
    procedure::OutsideSystem,
};

/// A file of a paper or of evidence. Its name may hold a personal value and is not here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    /// Identifier.
    pub id: FileId,
    /// The paper it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<PaperId>,
    /// The evidence it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<EvidenceId>,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its media type, as declared and seen.
    pub media_type: String,
}

/// A number that a matter, a party or a paper has in an outside system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// The system.
    pub system: OutsideSystem,
    /// The number as that system writes it.
    pub number: String,
    /// The party that it is the number of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<PartyId>,
    /// The paper that it is the number of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<PaperId>,
}

/// A number without what people write round its letters and digits, so that `SBT-2024/01` is found as
/// `sbt 2024 01`.
#[must_use]
pub fn folded_number(number: &str) -> String {
    number
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_uppercase())
        .collect()
}
