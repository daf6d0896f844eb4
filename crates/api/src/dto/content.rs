//! What a filing or a completion brings: people, allegations, evidence, the account.

use netralitas_app::{
    error::FieldError,
    input::{AllegationIn, ContentIn, RespondentIn},
    reading::records::{AllegationRecord, EvidenceRecord},
};
use netralitas_domain::{file::CandidateStatus, ids::Id, procedure::Requirement};
use serde::{Deserialize, Serialize}; // Serialize: validator keeps rejected lists as parameters; they are never shown
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::{clock::Day, party::Party, words};

/// How well a day is known.
pub(super) fn precision_form(precision: &str) -> Result<(), ValidationError> {
    ["exact", "about", "unknown"]
        .contains(&precision)
        .then_some(())
        .ok_or_else(|| ValidationError::new("unknown_value"))
}

/// One respondent, one act.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Allegation {
    /// The place of the respondent in `parties`, from 0. Either this or `respondent_id`.
    #[schema(maximum = 65535)]
    pub respondent: Option<u16>,
    /// A respondent who is already in the case.
    pub respondent_id: Option<Uuid>,
    /// What is alleged.
    #[validate(length(min = 1, max = 5000))]
    #[schema(min_length = 1, max_length = 5000)]
    pub what: Option<String>,
    /// The day of the act, or its first.
    pub act_from: Option<Day>,
    /// The last day, where it is a period.
    pub act_to: Option<Day>,
    /// How well the day is known: `exact`, `about`, `unknown`.
    #[validate(custom(function = precision_form))]
    #[schema(pattern = "^(exact|about|unknown)$")]
    pub precision: Option<String>,
    /// Where.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    pub place: Option<String>,
    /// Address on the net.
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    pub net_address: Option<String>,
    /// The candidate concerned.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub candidate_name: Option<String>,
    /// Where the candidate stood on that day; without it `unknown`.
    #[schema(value_type = Option<words::CandidateStatus>)]
    pub candidate: Option<CandidateStatus>,
    /// A row of the catalogue of violations.
    #[validate(length(min = 1, max = 50))]
    #[schema(min_length = 1, max_length = 50)]
    pub catalogue: Option<String>,
}

/// A piece of evidence as the receipt lists it.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Document, photo, video, audio, screenshot, object or another kind.
    #[validate(length(min = 1, max = 50))]
    #[schema(min_length = 1, max_length = 50)]
    pub kind: String,
    /// What it is.
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    pub description: String,
    /// How many.
    #[validate(range(max = 1_000_000))]
    #[schema(maximum = 1_000_000)]
    pub count: Option<u32>,
    /// Copies handed in.
    #[validate(range(max = 1000))]
    #[schema(maximum = 1000)]
    pub copies: Option<u32>,
    /// Paper or storage medium.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    pub medium: Option<String>,
    /// The day it was received.
    pub received_on: Option<Day>,
}

/// Parties, allegations, evidence and account, as far as they are known. Gaps are taken and show as open
/// requirements.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// People.
    #[serde(default)]
    #[validate(length(max = 100), nested)]
    #[schema(max_items = 100)]
    pub parties: Vec<Party>,
    /// Allegations.
    #[serde(default)]
    #[validate(length(max = 200), nested)]
    #[schema(max_items = 200)]
    pub allegations: Vec<Allegation>,
    /// Evidence.
    #[serde(default)]
    #[validate(length(max = 200), nested)]
    #[schema(max_items = 200)]
    pub evidence: Vec<Evidence>,
    /// The chronological account.
    #[validate(length(min = 1, max = 50000))]
    #[schema(min_length = 1, max_length = 50000)]
    pub account: Option<String>,
    /// Requirements for which something was given in another way.
    #[serde(default)]
    #[validate(length(max = 8))]
    #[schema(value_type = Vec<words::Requirement>, max_items = 7)]
    pub given: Vec<Requirement>,
}

impl Content {
    /// Whether nothing was sent.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parties.is_empty()
            && self.allegations.is_empty()
            && self.evidence.is_empty()
            && self.account.is_none()
            && self.given.is_empty()
    }

    /// As the use cases take it; `at` is the JSON pointer of this object.
    ///
    /// # Errors
    /// Every allegation that names no respondent.
    pub fn into_input(self, at: &str) -> Result<ContentIn, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut allegations = Vec::new();
        for (i, a) in self.allegations.into_iter().enumerate() {
            let respondent = match (a.respondent_id, a.respondent) {
                (Some(id), None) => RespondentIn::Known(Id::new(id)),
                (None, Some(place)) => RespondentIn::New(usize::from(place)),
                _ => {
                    errors.push(FieldError::new(
                        format!("{at}/allegations/{i}/respondent"),
                        "missing",
                    ));
                    continue;
                }
            };
            if a.act_from
                .is_some_and(|from| a.act_to.is_some_and(|to| to < from))
            {
                errors.push(FieldError::new(
                    format!("{at}/allegations/{i}/act_to"),
                    "range",
                ));
            }
            allegations.push(AllegationIn {
                respondent,
                act_from: a.act_from.map(Day::date),
                act_to: a.act_to.map(Day::date),
                candidate: a.candidate.unwrap_or(CandidateStatus::Unknown),
                catalogue: a.catalogue,
                record: AllegationRecord {
                    what: a.what,
                    precision: a.precision,
                    place: a.place,
                    net_address: a.net_address,
                    candidate_name: a.candidate_name,
                },
            });
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(ContentIn {
            parties: self.parties.into_iter().map(Into::into).collect(),
            allegations,
            evidence: self
                .evidence
                .into_iter()
                .map(|e| EvidenceRecord {
                    kind: e.kind,
                    description: e.description,
                    count: e.count,
                    copies: e.copies,
                    medium: e.medium,
                    received_on: e.received_on.map(Day::date),
                })
                .collect(),
            account: self.account,
            given: self.given,
        })
    }
}
