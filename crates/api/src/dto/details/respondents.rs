//! Details of changes among the respondents of a case, and of cases and reviews that belong together.

use netralitas_app::{
    error::FieldError,
    input::{ContentIn, DetailsIn},
    parties::respondents::{IdentifyIn, ReplaceIn},
    reading::records::PersonRecord,
};
use netralitas_domain::{
    acts::Details,
    file::{Capacity, Destination, StrikeGround, SubjectKind},
    identity,
    ids::Id,
    procedure::{DestinationKind, Outcome},
};
use serde::{Deserialize, Serialize}; // Serialize: validator keeps rejected lists as parameters; they are never shown
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{Taken, plain};
use crate::dto::{
    act::DetailsDto,
    party::{Party, nip_form},
    words,
};

/// Who a respondent is, as far as it is known now. What is not named stays as it was; the old words and number stay
/// readable.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Identification {
    /// The respondent.
    pub party_id: Uuid,
    /// NIP or NI PPPK: 18 digits, spaces allowed.
    #[validate(custom(function = nip_form))]
    #[schema(pattern = "^[0-9 ]{18,30}$")]
    pub nip: Option<String>,
    /// The number on record was another's and no right one is known: it is taken off. Not together with `nip`.
    #[serde(default)]
    pub number_unknown: bool,
    /// The agency of appointment, where it is an office here.
    pub agency_id: Option<Uuid>,
    /// Name.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub name: Option<String>,
    /// Address.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    pub address: Option<String>,
    /// Post on the day of the act.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub post: Option<String>,
    /// Rank on the day of the act.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    pub rank: Option<String>,
    /// Unit on the day of the act.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub unit: Option<String>,
    /// Agency as the paper names it.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub agency_name: Option<String>,
}

impl DetailsDto for Identification {
    fn into_details(self) -> Taken {
        if self.nip.is_some() && self.number_unknown {
            return Err(vec![FieldError::new(
                "/details/number_unknown",
                "not_for_this_action",
            )]);
        }
        let identify = IdentifyIn {
            party: Id::new(self.party_id),
            nip: self.nip.as_deref().map(identity::compact),
            number_unknown: self.number_unknown,
            agency: self.agency_id.map(Id::new),
            record: PersonRecord {
                name: self.name,
                address: self.address,
                post: self.post,
                rank: self.rank,
                unit: self.unit,
                agency_name: self.agency_name,
                ..PersonRecord::default()
            },
        };
        if identify.is_empty() {
            return Err(vec![FieldError::new("/details", "missing")]);
        }
        Ok((DetailsIn::Identify(Box::new(identify)), Vec::new()))
    }
}

/// Where one outcome of the respondent goes now, where it is not the review authority, which the date decides.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendTo {
    /// The outcome forwarded.
    #[schema(value_type = words::Outcome)]
    pub outcome: Outcome,
    /// What kind of body it is; which kinds are competent stands in `destinations` of `GET /v1/law-book`.
    #[schema(value_type = words::DestinationKind)]
    pub kind: DestinationKind,
    /// The receiving office, where it is one here.
    pub office_id: Option<Uuid>,
    /// The receiving body's name (an institution, never a person).
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub name: Option<String>,
}

fn destinations(list: Vec<SendTo>) -> Vec<Destination> {
    let one = |d: SendTo| Destination {
        outcome: d.outcome,
        kind: d.kind,
        office: d.office_id.map(Id::new),
        name: d.name,
    };
    list.into_iter().map(one).collect()
}

/// What a respondent is. Where that changes the destination of what was forwarded, the open track ends as not
/// competent and the right one opens.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubjectChange {
    /// The respondent.
    pub party_id: Uuid,
    /// What the respondent is.
    #[schema(value_type = words::SubjectKind)]
    pub subject: SubjectKind,
    /// Where what was forwarded elsewhere goes now.
    #[serde(default)]
    #[validate(length(max = 10), nested)]
    #[schema(max_items = 10)]
    pub destinations: Vec<SendTo>,
}

impl DetailsDto for SubjectChange {
    fn into_details(self) -> Taken {
        plain(Details::SubjectChange {
            party: Id::new(self.party_id),
            subject: self.subject,
            destinations: destinations(self.destinations),
        })
    }
}

/// A respondent who is struck, with what is alleged; what runs against the person ends.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Strike {
    /// The respondent.
    pub party_id: Uuid,
    /// Why.
    #[schema(value_type = words::StrikeGround)]
    pub ground: StrikeGround,
}

impl DetailsDto for Strike {
    fn into_details(self) -> Taken {
        plain(Details::Strike {
            party: Id::new(self.party_id),
            ground: self.ground.into(),
        })
    }
}

/// Who a respondent really is: another person, of whom the same is alleged. What was forwarded of the one ends and
/// is forwarded of the other.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Replacement {
    /// The respondent who was named wrongly.
    pub party_id: Uuid,
    /// Who takes the place; a respondent.
    #[validate(nested)]
    pub by: Party,
    /// Where what goes elsewhere than to the review authority goes.
    #[serde(default)]
    #[validate(length(max = 10), nested)]
    #[schema(max_items = 10)]
    pub destinations: Vec<SendTo>,
}

impl DetailsDto for Replacement {
    fn into_details(self) -> Taken {
        if self.by.capacity != Capacity::Respondent {
            return Err(vec![FieldError::new(
                "/details/by/capacity",
                "not_for_this_action",
            )]);
        }
        if self.by.represents.is_some() {
            return Err(vec![FieldError::new(
                "/details/by/represents",
                "not_for_this_action",
            )]);
        }
        let replace = ReplaceIn {
            party: Id::new(self.party_id),
            content: ContentIn {
                parties: vec![self.by.into()],
                ..ContentIn::default()
            },
            destinations: destinations(self.destinations),
        };
        Ok((DetailsIn::Replace(Box::new(replace)), Vec::new()))
    }
}

/// Two respondents who are one person.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RespondentMerge {
    /// The respondent who no longer stands alone.
    pub party_id: Uuid,
    /// The respondent who stands for both.
    pub into_id: Uuid,
}

impl DetailsDto for RespondentMerge {
    fn into_details(self) -> Taken {
        plain(Details::RespondentMerge {
            goes: Id::new(self.party_id),
            stays: Id::new(self.into_id),
        })
    }
}

/// A respondent who was struck, replaced or merged and stands again.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Restoration {
    /// The respondent.
    pub party_id: Uuid,
}

impl DetailsDto for Restoration {
    fn into_details(self) -> Taken {
        plain(Details::Restoration(Id::new(self.party_id)))
    }
}

/// What goes to a case of its own.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Split {
    /// Some of the allegations, not all; their respondents go with them.
    #[validate(length(min = 1, max = 200))]
    #[schema(min_items = 1, max_items = 200)]
    pub allegation_ids: Vec<Uuid>,
}

impl DetailsDto for Split {
    fn into_details(self) -> Taken {
        let ids = self.allegation_ids.into_iter().map(Id::new);
        plain(Details::Split(ids.collect()))
    }
}

/// The other case of a link.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OtherCase {
    /// The case.
    pub case_id: Uuid,
}

impl DetailsDto for OtherCase {
    fn into_details(self) -> Taken {
        Ok((DetailsIn::OtherCase(Id::new(self.case_id)), Vec::new()))
    }
}

/// The other review of a joining.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OtherReview {
    /// The review that goes on, of another case.
    pub review_id: Uuid,
}

impl DetailsDto for OtherReview {
    fn into_details(self) -> Taken {
        Ok((DetailsIn::OtherReview(Id::new(self.review_id)), Vec::new()))
    }
}
