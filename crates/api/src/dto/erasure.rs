//! Erasures of people from a case.

use netralitas_app::erasing::telling::Erasure;
use netralitas_domain::procedure::{ErasedTexts, ErasingGround};
use serde::{Deserialize, Serialize}; // Serialize: validator keeps rejected lists as parameters; they are never shown
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    answer::{Named, PersonRef},
    words,
};
use crate::extract::Language;

const fn redacted() -> ErasedTexts {
    ErasedTexts::Redacted
}

/// A wish to erase a person from a case and its chain.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ErasureRequest {
    /// Who: a party of the case.
    pub party_id: Uuid,
    /// Why.
    #[schema(value_type = words::ErasingGround)]
    pub ground: ErasingGround,
    /// What for, for those who agree; forgotten once it is settled.
    #[validate(length(min = 10, max = 1000))]
    #[schema(min_length = 10, max_length = 1000)]
    pub purpose: String,
    /// What becomes of the texts of the case and its chain. `redacted` finds names and numbers, not nicknames, misspelt
    /// names and descriptions.
    #[serde(default = "redacted")]
    #[schema(value_type = words::ErasedTexts, default = "redacted")]
    pub texts: ErasedTexts,
    /// Files of the case whose bytes go too: those that name the person.
    #[serde(default)]
    #[validate(length(max = 200))]
    #[schema(max_items = 200)]
    pub files: Vec<Uuid>,
    /// The bytes of every file of the case and its chain go.
    #[serde(default)]
    pub all_files: bool,
}

/// The receipt of asking, agreeing or ending.
#[derive(Debug, ToSchema)]
#[schema(as = ErasureReceipt)]
pub struct ErasureReceipt {
    /// The erasure.
    pub erasure_id: Uuid,
    /// `waiting`, `carried_out`, `declined`, `withdrawn`.
    pub state: String,
    /// When it was recorded (RFC 3339, UTC).
    pub recorded_at: String,
    /// Until when it waits; when it was carried out or ended (RFC 3339, UTC).
    pub until: String,
}

/// The erasures of a case, oldest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ErasuresOut {
    /// All of them.
    pub items: Vec<ErasureOut>,
}

/// An erasure. What it destroyed stands in the journal of the case.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ErasureOut {
    /// Identifier.
    pub id: Uuid,
    /// Who.
    pub party_id: Uuid,
    /// `waiting` for those who agree, `carried_out`, `declined`, `withdrawn`, `expired`.
    pub state: &'static str,
    /// Why.
    pub ground: Named,
    /// What for, while it waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// What becomes of the texts.
    pub texts: Named,
    /// The files that were named.
    pub files: Vec<Uuid>,
    /// Whether every file goes.
    pub all_files: bool,
    /// Who asked.
    pub asked_by: PersonRef,
    /// When (RFC 3339, UTC).
    pub asked_at: String,
    /// Until when it waits, or would have (RFC 3339, UTC).
    pub until: String,
    /// Who agreed first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreed_by: Option<PersonRef>,
    /// When (RFC 3339, UTC).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreed_at: Option<String>,
    /// Who agreed last, declined or withdrew.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settled_by: Option<PersonRef>,
    /// When (RFC 3339, UTC).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settled_at: Option<String>,
    /// Since when no byte of it is left in the database's own files (RFC 3339, UTC); null until then.
    pub scrubbed_at: Option<String>,
    /// SHA-256 of its line of the erasure list, as in its certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// Whether the caller may agree to it now.
    pub yours_to_agree: bool,
}

impl ErasureOut {
    /// Renders one.
    #[must_use]
    pub fn of(erasure: &Erasure, language: Language) -> Self {
        let (ground, texts): (ErasingGround, ErasedTexts) = (erasure.ground, erasure.texts);
        Self {
            id: erasure.id,
            party_id: erasure.party.raw(),
            state: erasure.state,
            ground: Named::of(ground, language),
            purpose: erasure.purpose.clone(),
            texts: Named::of(texts, language),
            files: erasure.files.clone().unwrap_or_default(),
            all_files: erasure.files.is_none(),
            asked_by: (&erasure.asked_by).into(),
            asked_at: erasure.asked_at.rfc3339(),
            until: erasure.until.rfc3339(),
            agreed_by: erasure.agreed_by.as_ref().map(Into::into),
            agreed_at: erasure.agreed_at.map(|at| at.rfc3339()),
            settled_by: erasure.settled_by.as_ref().map(Into::into),
            settled_at: erasure.settled_at.map(|at| at.rfc3339()),
            scrubbed_at: erasure.scrubbed_at.map(|at| at.rfc3339()),
            digest: erasure.digest.clone(),
            yours_to_agree: erasure.yours_to_agree,
        }
    }
}
