//! What an amendment brings: days for the rules, words for the records. Every entry is the truth as it should
//! have been entered; what is not named stays.

use netralitas_app::{
    amend::{AmendIn, AmendedPaper, Words},
    error::FieldError,
    input::DetailsIn,
};
use netralitas_domain::ids::Id;
use serde::{Deserialize, Deserializer, Serialize}; // Serialize: validator keeps rejected lists as parameters; they are never shown
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::Taken;
use crate::dto::{
    act::DetailsDto,
    clock::{Day, clock_form, minutes},
    content::precision_form,
};

/// What is amended; at least one entry. `reason` of the act says why.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Amendments {
    /// Legal times of steps of this track.
    #[serde(default)]
    #[validate(length(max = 50), nested)]
    #[schema(max_items = 50)]
    pub steps: Vec<AmendedStep>,
    /// The day it became known; on a case.
    pub known_on: Option<Day>,
    /// Days of acts; on a case.
    #[serde(default)]
    #[validate(length(max = 200), nested)]
    #[schema(max_items = 200)]
    pub acts: Vec<AmendedAct>,
    /// Papers of this track.
    #[serde(default)]
    #[validate(length(max = 50), nested)]
    #[schema(max_items = 50)]
    pub papers: Vec<PaperAmended>,
    /// People of the case in words; on a case.
    #[serde(default)]
    #[validate(length(max = 100), nested)]
    #[schema(max_items = 100)]
    pub parties: Vec<AmendedParty>,
    /// Allegations in words; on a case.
    #[serde(default)]
    #[validate(length(max = 200), nested)]
    #[schema(max_items = 200)]
    pub allegations: Vec<AmendedAllegation>,
}

/// The legal time of a step.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendedStep {
    /// The step, by its `seq` in the journal of the track.
    #[validate(range(min = 1, max = 100_000))]
    #[schema(minimum = 1, maximum = 100000)]
    pub seq: i64,
    /// Its legal day.
    pub effective_day: Day,
    /// Its clock time, `HH:MM`, only where there is one.
    #[validate(custom(function = clock_form))]
    #[schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    pub effective_time: Option<String>,
}

/// The days of an act; a day that is not named is unknown.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AmendedAct {
    /// The allegation.
    pub allegation_id: Uuid,
    /// The day of the act, or its first.
    pub act_from: Option<Day>,
    /// The last day, where it is a period.
    pub act_to: Option<Day>,
}

/// A paper; what is not named stays.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperAmended {
    /// The paper.
    pub paper_id: Uuid,
    /// Its own or foreign number.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub number: Option<String>,
    /// Who issued it.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub issuer: Option<String>,
    /// Who signed it.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub signer: Option<String>,
    /// The date on it.
    pub dated: Option<Day>,
    /// The day it was sent.
    pub sent: Option<Day>,
    /// The day its addressee received it.
    pub received: Option<Day>,
    /// The hour it was received, `HH:MM`.
    #[validate(custom(function = clock_form))]
    #[schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    pub received_time: Option<String>,
    /// How it is classified (*sifat*).
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    pub classification: Option<String>,
    /// What is enclosed.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    pub enclosures: Option<String>,
    /// To whom it is addressed.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub addressee: Option<String>,
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

impl DetailsDto for Amendments {
    fn into_details(self) -> Taken {
        let nothing = self.known_on.is_none()
            && self.steps.is_empty()
            && self.acts.is_empty()
            && self.papers.is_empty()
            && self.parties.is_empty()
            && self.allegations.is_empty();
        if nothing {
            return Err(vec![FieldError::new("/details", "missing")]);
        }
        let amend = AmendIn {
            steps: self
                .steps
                .into_iter()
                .map(|s| {
                    let minute = s.effective_time.as_deref().and_then(minutes);
                    (s.seq, s.effective_day.date(), minute)
                })
                .collect(),
            known_on: self.known_on.map(Day::date),
            acts: self
                .acts
                .into_iter()
                .map(|a| {
                    let id = Id::new(a.allegation_id);
                    (id, a.act_from.map(Day::date), a.act_to.map(Day::date))
                })
                .collect(),
            papers: self.papers.into_iter().map(Into::into).collect(),
            parties: self
                .parties
                .into_iter()
                .map(|p| Ok((Id::new(p.party_id), words(&p, "party_id")?)))
                .collect::<Result<_, Vec<FieldError>>>()?,
            allegations: self
                .allegations
                .into_iter()
                .map(|a| Ok((Id::new(a.allegation_id), words(&a, "allegation_id")?)))
                .collect::<Result<_, Vec<FieldError>>>()?,
        };
        Ok((DetailsIn::Amend(amend), Vec::new()))
    }
}

impl From<PaperAmended> for AmendedPaper {
    fn from(p: PaperAmended) -> Self {
        Self {
            id: Id::new(p.paper_id),
            number: p.number,
            issuer: p.issuer,
            signer: p.signer,
            dated: p.dated.map(Day::date),
            sent: p.sent.map(Day::date),
            received: p.received.map(Day::date),
            received_minute: p.received_time.as_deref().and_then(minutes),
            classification: p.classification,
            enclosures: p.enclosures,
            addressee: p.addressee,
        }
    }
}

/// What was said of a field: a value, or with `null` that there is none. What was not said is not read at all.
fn said<'de, D, T>(field: D) -> Result<Option<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(field).map(Some)
}

/// What an entry says beside which record it is of.
fn words(entry: &impl Serialize, record: &'static str) -> Result<Words, Vec<FieldError>> {
    let unread = |_| vec![FieldError::new("/details", "wrong_type")];
    let Value::Object(mut fields) = serde_json::to_value(entry).map_err(unread)? else {
        return Err(vec![FieldError::new("/details", "wrong_type")]);
    };
    fields.remove(record);
    Ok(Words(fields))
}
