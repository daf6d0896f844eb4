//! The certificate of an erasure: what was destroyed, of which party, without a name.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    ids::{AccountId, PartyId},
    procedure::{ErasedTexts, ErasingGround},
};

/// What an erasure left of itself in the journal of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// The erasure.
    pub erasure: Uuid,
    /// The party that was erased here.
    pub party: PartyId,
    /// Why.
    pub ground: ErasingGround,
    /// What became of the texts.
    pub texts: ErasedTexts,
    /// Who asked.
    pub asked_by: AccountId,
    /// Who agreed, in this order.
    pub agreed_by: Vec<AccountId>,
    /// How many of what were destroyed or changed in this case.
    pub counts: ErasedCounts,
    /// SHA-256 of the line of the erasure list, in lower-case hexadecimal.
    pub digest: String,
}

/// How many of what an erasure destroyed or changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasedCounts {
    /// Records of the person, former versions among them.
    pub records: i64,
    /// Keys of sealed records.
    pub keys: i64,
    /// Identifiers by which the person was found.
    pub identifiers: i64,
    /// Texts and words of other records from which the person was taken out.
    pub texts: i64,
    /// Files whose bytes were destroyed.
    pub files: i64,
    /// Tickets that ended.
    pub tickets: i64,
}

impl ErasedCounts {
    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            records: self.records + other.records,
            keys: self.keys + other.keys,
            identifiers: self.identifiers + other.identifiers,
            texts: self.texts + other.texts,
            files: self.files + other.files,
            tickets: self.tickets + other.tickets,
        }
    }
}
