//! Identifiers that cannot be mixed up: one type per kind of thing, all of them UUIDs made outside.

use std::{cmp::Ordering, fmt, hash::Hash, hash::Hasher, marker::PhantomData, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// An identifier of one kind of thing.
pub struct Id<K>(Uuid, PhantomData<fn() -> K>);

impl<K> Id<K> {
    /// Wraps a raw identifier.
    #[must_use]
    pub const fn new(raw: Uuid) -> Self {
        Self(raw, PhantomData)
    }
    /// The raw identifier.
    #[must_use]
    pub const fn raw(self) -> Uuid {
        self.0
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Id<K> {}
impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<K> Eq for Id<K> {}
impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}
impl<K> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<K> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl<K> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl<K> FromStr for Id<K> {
    type Err = uuid::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Uuid::parse_str(text).map(Self::new)
    }
}
impl<K> Serialize for Id<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
impl<'de, K> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Uuid::deserialize(deserializer).map(Self::new)
    }
}

macro_rules! kinds {
    ($($kind:ident $alias:ident $what:literal),+ $(,)?) => {
        $(
            #[doc = concat!("Marker of ", $what, ".")]
            pub enum $kind {}
            #[doc = concat!("Identifier of ", $what, ".")]
            pub type $alias = Id<$kind>;
        )+
    };
}

kinds! {
    CaseKind CaseId "a case",
    TrackKind TrackId "a track: a case, review, sanction, control or referral",
    PartyKind PartyId "a party of a case",
    PersonKind PersonId "a person once known",
    AllegationKind AllegationId "one respondent and one act",
    OfficeKind OfficeId "an office",
    AccountKind AccountId "an account",
    PaperKind PaperId "a paper",
    TextKind TextId "a text kept outside the journal",
    MeetingKind MeetingId "a plenary meeting",
    EvidenceKind EvidenceId "a piece of evidence",
    FileKind FileId "a file of a paper or of evidence",
    SessionKind SessionId "a session: what one sign-in began",
    SecretKind SecretId "a secret by which a system gets its tokens",
    IdentityKind IdentityId "who an account is at an outside issuer of tokens",
}

impl From<CaseId> for TrackId {
    /// The case is itself a track, under the same identifier.
    fn from(case: CaseId) -> Self {
        Self::new(case.raw())
    }
}
