//! Records as an amendment brings them: papers, people and allegations. What is not named stays, what is named as
//! `null` is removed.

use netralitas_app::amending::AmendedPaper;
use netralitas_domain::ids::Id;
use serde::{Deserialize, Deserializer, Serialize}; // Serialize: validator keeps rejected lists as parameters; they are never shown
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::dto::{
    clock::{Day, clock_form, minutes},
    content::precision_form,
};

/// A paper: what is not named stays, what is named as `null` is removed. One by which a step was made keeps its
/// number, date and issuer; without its day of receipt there is no hour of it.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperAmended {
    /// The paper.
    pub paper_id: Uuid,
    /// Its own or foreign number.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub number: Option<Option<String>>,
    /// Who issued it.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub issuer: Option<Option<String>>,
    /// Who signed it.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub signer: Option<Option<String>>,
    /// The date on it.
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub dated: Option<Option<Day>>,
    /// The day it was sent.
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub sent: Option<Option<Day>>,
    /// The day its addressee received it.
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub received: Option<Option<Day>>,
    /// The hour it was received, `HH:MM`.
    #[validate(custom(function = clock_form))]
    #[schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub received_time: Option<Option<String>>,
    /// How it is classified (*sifat*).
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub classification: Option<Option<String>>,
    /// What is enclosed.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub enclosures: Option<Option<String>>,
    /// To whom it is addressed.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub addressee: Option<Option<String>>,
}

/// A person in words: what is not named stays, what is named as `null` is removed. The number (NIP) and the agency
/// of a respondent are another action's.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendedParty {
    /// The party.
    pub party_id: Uuid,
    /// Name as written.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub name: Option<Option<String>>,
    /// Address.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub address: Option<Option<String>>,
    /// Telephone.
    #[validate(length(min = 1, max = 50))]
    #[schema(min_length = 1, max_length = 50)]
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub phone: Option<Option<String>>,
    /// E-mail.
    #[validate(length(min = 3, max = 254))]
    #[schema(min_length = 3, max_length = 254)]
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub email: Option<Option<String>>,
    /// Place of birth.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub birth_place: Option<Option<String>>,
    /// Day of birth.
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub birth_day: Option<Option<Day>>,
    /// Sex.
    #[validate(length(min = 1, max = 20))]
    #[schema(min_length = 1, max_length = 20)]
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub sex: Option<Option<String>>,
    /// Occupation.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub occupation: Option<Option<String>>,
    /// Citizenship.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub citizenship: Option<Option<String>>,
    /// Religion or belief, for the oath (forms B.10 to B.12).
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub religion: Option<Option<String>>,
    /// Post on the day of the act.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub post: Option<Option<String>>,
    /// Rank on the day of the act.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub rank: Option<Option<String>>,
    /// Unit on the day of the act.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub unit: Option<Option<String>>,
    /// Agency as the paper names it.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub agency_name: Option<Option<String>>,
    /// Number of the identity paper a reporter shows.
    #[validate(length(min = 1, max = 50))]
    #[schema(min_length = 1, max_length = 50)]
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub identity_number: Option<Option<String>>,
    /// Number and day of a representative's power of attorney.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub power_of_attorney: Option<Option<String>>,
}

/// An allegation in words: what is not named stays, what is named as `null` is removed.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendedAllegation {
    /// The allegation.
    pub allegation_id: Uuid,
    /// What is alleged.
    #[validate(length(min = 1, max = 5000))]
    #[schema(min_length = 1, max_length = 5000)]
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub what: Option<Option<String>>,
    /// How well the day is known: `exact`, `about`, `unknown`.
    #[validate(custom(function = precision_form))]
    #[schema(pattern = "^(exact|about|unknown)$")]
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub precision: Option<Option<String>>,
    /// Where.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub place: Option<Option<String>>,
    /// Address on the net.
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub net_address: Option<Option<String>>,
    /// The candidate concerned.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    #[serde(
        default,
        deserialize_with = "said",
        skip_serializing_if = "Option::is_none"
    )]
    pub candidate_name: Option<Option<String>>,
}

impl From<PaperAmended> for AmendedPaper {
    fn from(p: PaperAmended) -> Self {
        Self {
            id: Id::new(p.paper_id),
            number: p.number,
            issuer: p.issuer,
            signer: p.signer,
            dated: p.dated.map(|d| d.map(Day::date)),
            sent: p.sent.map(|d| d.map(Day::date)),
            received: p.received.map(|d| d.map(Day::date)),
            received_minute: p.received_time.map(|t| t.as_deref().and_then(minutes)),
            classification: p.classification,
            enclosures: p.enclosures,
            addressee: p.addressee,
        }
    }
}

/// What was said of a field: a value, or with `null` that there is none. What was not said is not read at all.
pub(super) fn said<'de, D, T>(field: D) -> Result<Option<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(field).map(Some)
}
